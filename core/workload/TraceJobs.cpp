// SPDX-License-Identifier: Apache-2.0
#include "workload/TraceJobs.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "base/Math.h"

namespace plenum {
namespace {

/// Of the chips of a job of which only the kind is known: assumptions of workload.md 2.3.
double usualUtilisation(Job::Kind kind, Industry industry) {
  switch (industry) {
    case Industry::frontier:
      return 0.90;
    case Industry::pretraining:
      return 0.85;
    case Industry::fineTuning:
      return 0.75;
    case Industry::evaluation:
      return 0.40;
    case Industry::healthcare:
      return 0.68;
    case Industry::materials:
      return 0.58;
    case Industry::manufacturing:
      return 0.45;
    default:
      return kind == Job::Kind::training ? 0.85 : 0.60;
  }
}

/// As ids are written in scenarios: no blank tears a typed action apart, no slash looks like a place.
std::string idFrom(const std::string& id) {
  std::string out = id.substr(0, 56);
  // not within a letter of several bytes
  while (out.size() < id.size() && !out.empty() && (static_cast<unsigned char>(id[out.size()]) & 0xc0) == 0x80)
    out.pop_back();
  for (char& c : out) {
    const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                         c == '_' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
    if (!isPlain) c = '-';
  }
  return out.empty() ? "job" : out;
}

std::uint32_t scaled(std::uint32_t chips, double factor) {
  if (factor == 1.0) return chips;
  const double power = std::floor(math::log(std::max(1.0, chips * factor)) / math::log(2.0) + 0.5);
  return static_cast<std::uint32_t>(math::pow(2.0, std::min(power, 31.0)));
}

}  // namespace

TraceJobs jobsOf(std::span<const JobRecord> records, const Load& load, std::uint32_t campusChips, Duration length) {
  TraceJobs out;
  std::unordered_set<std::string> ids;
  const auto replayed = [&load](Duration time) {
    constexpr double farUs = 9e17;  // no sum of two leaves the range of microseconds
    const double us = static_cast<double>(time.us) / load.speed;
    return load.speed == 1.0 ? time : Duration{std::llround(std::clamp(us, -farUs, farUs))};
  };
  for (const JobRecord& record : records) {
    Job job;
    job.submit = replayed(record.submit);
    if (job.submit >= length) {
      ++out.later;
      continue;
    }
    job.chips = scaled(record.chips, load.chipFactor);
    if (job.chips == 0 || job.chips > campusChips) {
      ++out.tooLarge;
      continue;
    }
    job.id = idFrom(record.id);
    for (int n = 2; !ids.insert(job.id).second; ++n) job.id = idFrom(record.id) + "-" + std::to_string(n);
    job.name = {record.id, record.id};
    job.kind = record.kind.value_or(record.chips > 8 ? Job::Kind::training : Job::Kind::batch);
    job.industry = record.industry;
    job.user = record.user;
    job.length = std::max(replayed(record.length), Duration{1000});
    job.estimate = replayed(record.estimate);
    // a scheduler's own numbers can be in the billions
    job.priority = std::clamp(record.priority, -1000, 1000);
    job.isPreemptible = record.isPreemptible;
    job.model = record.model, job.stack = record.stack;
    if (record.tensor > 0) job.tensor = record.tensor;
    if (record.pipeline > 0) job.pipeline = record.pipeline;
    if (record.context > 0) job.context = record.context;
    if (record.expert > 0) job.expert = record.expert;
    if (record.interleave > 0) job.interleave = record.interleave;
    job.utilisation = record.utilisation >= 0.0 ? record.utilisation : usualUtilisation(job.kind, record.industry);
    if (record.shareMilli < 1000) {
      job.utilisation *= record.shareMilli / 1000.0;
      ++out.shared;
    }
    out.jobs.push_back(std::move(job));
  }
  return out;
}

std::vector<JobRecord> recordsOf(std::span<const Job> jobs) {
  std::vector<JobRecord> records;
  records.reserve(jobs.size());
  for (const Job& job : jobs) {
    JobRecord& record = records.emplace_back();
    record.id = job.id;
    record.submit = job.submit;
    record.length = job.length;
    record.estimate = job.estimate;
    record.chips = job.chips;
    record.kind = job.kind;
    record.industry = job.industry;
    record.priority = job.priority;
    record.isPreemptible = job.isPreemptible;
    record.model = job.model, record.stack = job.stack;
    record.tensor = job.tensor, record.pipeline = job.pipeline, record.context = job.context;
    record.expert = job.expert, record.interleave = job.interleave;
    record.utilisation = job.utilisation;
    record.user = job.user;
  }
  return records;
}

}  // namespace plenum
