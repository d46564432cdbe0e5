// SPDX-License-Identifier: Apache-2.0
#include "workload/GenerateJobs.h"

#include <algorithm>
#include <cmath>

#include "base/Hash.h"
#include "base/Math.h"
#include "base/Random.h"
#include "workload/Words.h"

namespace plenum {
namespace {

enum JobPurpose : std::uint64_t {
  chipsDraw = 0x6a6f6201,
  lengthDraw,
  utilisationDraw,
  arrivalDraw,
  batchDraw,
  restDraw
};

RandomKey keyOf(const ArchetypeSpec& archetype, std::uint64_t seed, JobPurpose purpose) {
  return {seed, hashOf(archetype.id), purpose};
}

double exponential(const RandomKey& key, std::uint64_t counter) { return -math::log1p(-randomUniform(key, counter)); }

/// Exponents of the smallest and largest power of two.
std::pair<int, int> powersOf(const ArchetypeSpec& archetype) {
  const auto power = [](double chips) {
    return static_cast<int>(std::lround(math::log(std::max(1.0, chips)) / math::log(2.0)));
  };
  const int low = power(archetype.chipsLow);
  return {low, std::max(low, power(archetype.chipsHigh))};
}

/// Of a lognormal with the archetype's σ and `logMean`, none above 30 days.
Duration drawLength(const ArchetypeSpec& archetype, double logMean, const RandomKey& key, std::uint64_t index) {
  constexpr std::uint64_t tries = 64;
  double s = longestJob.seconds();
  for (std::uint64_t i = 0; i < tries; ++i) {
    const double drawn = math::exp(logMean + archetype.sigma * randomNormal(key, tries * index + i));
    if (drawn > longestJob.seconds()) continue;
    s = drawn;
    break;
  }
  return Duration{std::max<std::int64_t>(1000, std::llround(s * 1e3) * 1000)};
}

/// Share of a standard normal below x, by Simpson's rule: the library's erfc is not the same on every machine.
double normalShare(double x) {
  if (x <= -8.0) return 0.0;
  constexpr int steps = 400;
  const double to = std::min(x, 8.0), h = (to + 8.0) / steps;
  double sum = 0.0;
  for (int i = 0; i <= steps; ++i) {
    const double z = -8.0 + h * i;
    sum += (i == 0 || i == steps ? 1.0 : i % 2 ? 4.0 : 2.0) * math::exp(-0.5 * z * z);
  }
  return sum * h / 3.0 / std::sqrt(2.0 * math::pi);
}

double utilisationOf(const ArchetypeSpec& archetype, std::uint64_t seed, std::uint64_t index) {
  // the sum of two uniforms: a triangle of ±10 %
  const RandomKey key = keyOf(archetype, seed, utilisationDraw);
  const double sway = randomUniform(key, 2 * index) + randomUniform(key, 2 * index + 1) - 1.0;
  return std::clamp(std::floor(1000.0 * archetype.utilisation * (1.0 + 0.1 * sway) + 0.5) / 1000.0, 0.001, 1.0);
}

/// The archetype, cut to a campus on which it may keep `chips` busy: no job more than half of these, unless that is
/// less than one chip.
ArchetypeSpec cutTo(ArchetypeSpec archetype, double chips) {
  double most = 1.0;
  while (2.0 * most <= chips / 2.0) most *= 2.0;
  archetype.chipsHigh = std::min(archetype.chipsHigh, most);
  archetype.chipsLow = std::min(archetype.chipsLow, archetype.chipsHigh);
  archetype.batch = std::clamp(chips / (4.0 * meanChips(archetype)), 1.0, std::max(1.0, archetype.batch));
  return archetype;
}

class Drawing {
 public:
  Drawing(const ArchetypeSpec& archetype, std::uint64_t seed) : archetype_(archetype), seed_(seed) {}

  Job job(const std::string& mark, std::uint32_t chips, Duration submit, Duration length, std::uint64_t index) const {
    Job job;
    job.id = archetype_.id + "-" + mark;
    job.name = {archetype_.name.in(false) + " " + mark, archetype_.name.in(true) + " " + mark};
    job.kind = jobKindOf(archetype_.kind).value_or(Job::Kind::batch);
    job.industry = industryOf(archetype_.industry).value_or(Industry::unsaid);
    job.chips = chips;
    job.submit = submit;
    job.length = length;
    job.isPreemptible = archetype_.isPreemptible;
    job.utilisation = utilisationOf(archetype_, seed_, index);
    // what does not divide among the ranks goes by its profile
    if (!archetype_.model.empty() && chips % ranks() == 0) {
      job.model = archetype_.model, job.stack = archetype_.stack;
      job.tensor = static_cast<std::uint32_t>(std::max(1, archetype_.tensor));
      job.pipeline = static_cast<std::uint32_t>(std::max(1, archetype_.pipeline));
      job.interleave = static_cast<std::uint32_t>(std::max(1, archetype_.interleave));
    }
    return job;
  }

  /// Runs of the largest kind, one after the other in up to three rows.
  std::vector<Job> runs(double chips, Duration until) const {
    const int rows = chips < 4.0 * archetype_.chipsLow ? 1 : chips < 12.0 * archetype_.chipsLow ? 2 : 3;
    double each = std::min(chips / rows, archetype_.chipsHigh);
    const double whole = std::max(16u, archetype_.model.empty() ? 16u : ranks());  // servers, ranks of the model
    each = each >= std::max(64.0, whole) ? whole * std::floor(each / whole) : std::floor(each);
    std::vector<Job> jobs;
    if (each < 1.0) return jobs;
    std::uint64_t index = 0;
    for (int r = 0; r < rows; ++r) {
      Duration at{0};
      for (int n = 1; at < until; ++n, ++index) {
        const Duration length = n == 1 ? rest(index) : drawShape(archetype_, seed_, index).length;
        const std::string mark = std::to_string(r + 1) + "." + std::to_string(n);
        jobs.push_back(job(mark, static_cast<std::uint32_t>(each), at, length, index));
        at = at + length;
      }
    }
    return jobs;
  }

  /// What is left of a job that is found running: the longer it is the likelier it is found, hence the shift of the
  /// logarithm; and it is found at any moment of its run.
  Duration rest(std::uint64_t index) const {
    const double logMean = math::log(archetype_.medianS) + archetype_.sigma * archetype_.sigma;
    const RandomKey key = keyOf(archetype_, seed_, restDraw);
    const Duration whole = drawLength(archetype_, logMean, key, 2 * index);
    const double left = 1.0 - randomUniform(key, ~index);
    return Duration{std::max<std::int64_t>(1000, std::llround(static_cast<double>(whole.us) * left * 1e-3) * 1000)};
  }

  std::vector<Job> found(double chips) const {
    std::vector<Job> jobs;
    double sum = 0.0;
    for (std::uint64_t i = 0; sum < chips; ++i) {
      const std::uint64_t index = (std::uint64_t{1} << 32) + i;  // a series of its own beside those submitted later
      const std::uint32_t n = drawShape(archetype_, seed_, index).chips;
      // the last comes if that is nearer to what is wanted
      if (sum + n - chips > chips - sum) break;
      sum += n;
      jobs.push_back(job("r" + std::to_string(i + 1), n, {}, rest(i), index));
    }
    return jobs;
  }

 private:
  std::uint32_t ranks() const {
    return static_cast<std::uint32_t>(std::max(1, archetype_.tensor) * std::max(1, archetype_.pipeline));
  }
  const ArchetypeSpec& archetype_;
  std::uint64_t seed_;
};

/// Arrays of jobs in the order of submission, drawn once and then looked at with one rate after another.
class Arrays {
 public:
  Arrays(const ArchetypeSpec& archetype, std::uint64_t seed, Time start)
      : archetype_(archetype), seed_(seed), submissions_(archetype, seed, start) {}

  struct Array {
    std::uint32_t chips = 1;
    std::uint64_t first = 0, count = 1;  // of its jobs
  };
  const Array& array(std::uint64_t index) {
    while (arrays_.size() <= index) {
      const std::uint64_t a = arrays_.size();
      Array made;
      made.first = arrays_.empty() ? 0 : arrays_.back().first + arrays_.back().count;
      made.chips = drawShape(archetype_, seed_, made.first).chips;
      if (archetype_.batch > 1.0) {
        // geometric with that mean, by its inverse
        const double rest = -math::log1p(-1.0 / archetype_.batch);
        made.count = 1 + static_cast<std::uint64_t>(exponential(keyOf(archetype_, seed_, batchDraw), a) / rest);
      }
      arrays_.push_back(made);
    }
    return arrays_[index];
  }
  Duration length(std::uint64_t job) {
    while (lengths_.size() <= job) lengths_.push_back(drawShape(archetype_, seed_, lengths_.size()).length);
    return lengths_[job];
  }
  double at(std::uint64_t index, double perS) { return submissions_.at(index, perS); }

  /// Chip seconds asked for within `untilS` at that rate.
  double asked(double perS, double untilS) {
    double sum = 0.0;
    for (std::uint64_t a = 0; at(a, perS) < untilS; ++a) {
      const Array now = array(a);
      const double leftS = untilS - at(a, perS);
      for (std::uint64_t j = now.first; j < now.first + now.count; ++j)
        sum += now.chips * std::min(length(j).seconds(), leftS);
    }
    return sum;
  }

 private:
  const ArchetypeSpec& archetype_;
  std::uint64_t seed_;
  Submissions submissions_;
  std::vector<Array> arrays_;
  std::vector<Duration> lengths_;
};

double askedS(const std::vector<Job>& jobs, Duration length) {
  double sum = 0.0;
  for (const Job& job : jobs)
    if (job.submit < length) sum += job.chips * std::min(job.length, length - job.submit).seconds();
  return sum;
}

}  // namespace

JobShape drawShape(const ArchetypeSpec& archetype, std::uint64_t seed, std::uint64_t index) {
  JobShape shape;
  const auto [low, high] = powersOf(archetype);
  const double place = randomUniform(keyOf(archetype, seed, chipsDraw), index) * (high - low + 1);
  shape.chips = std::uint32_t{1} << (low + std::min(static_cast<int>(place), high - low));
  shape.length = drawLength(archetype, math::log(archetype.medianS), keyOf(archetype, seed, lengthDraw), index);
  shape.utilisation = utilisationOf(archetype, seed, index);
  return shape;
}

double meanLengthS(const ArchetypeSpec& archetype) {
  if (archetype.sigma < 1e-9) return std::min(archetype.medianS, longestJob.seconds());
  const double mu = math::log(archetype.medianS), cut = (math::log(longestJob.seconds()) - mu) / archetype.sigma;
  return math::exp(mu + 0.5 * archetype.sigma * archetype.sigma) * normalShare(cut - archetype.sigma) /
         std::max(1e-12, normalShare(cut));
}

double meanChips(const ArchetypeSpec& archetype) {
  const auto [low, high] = powersOf(archetype);
  double sum = 0.0;
  for (int power = low; power <= high; ++power) sum += static_cast<double>(std::uint64_t{1} << power);
  return sum / (high - low + 1);
}

Submissions::Submissions(const ArchetypeSpec& archetype, std::uint64_t seed, Time start)
    : archetype_(archetype), seed_(seed), hour_(hourOfDay(start)), until_(25, 0.0) {
  double sum = 0.0;
  for (const double hour : archetype.byHour) sum += hour;
  // a profile of nothing is one that says nothing
  for (std::size_t h = 0; h < 24; ++h)
    until_[h + 1] = until_[h] + 3600.0 * (sum > 0.0 ? archetype.byHour[h] * 24.0 / sum : 1.0);
}

double Submissions::secondsOf(double area) const {
  const auto hour = static_cast<std::size_t>(hour_);
  const double before = until_[hour] + (hour_ - static_cast<double>(hour)) * (until_[hour + 1] - until_[hour]);
  const double total = area + before, dayArea = until_[24];
  const double wholeDays = std::floor(total / dayArea);
  const double left = total - wholeDays * dayArea;
  const auto next = std::upper_bound(until_.begin(), until_.end() - 1, left);
  const auto at = static_cast<std::size_t>(next - until_.begin() - 1);
  const double width = until_[at + 1] - until_[at];
  const double hours = static_cast<double>(at) + (width > 0.0 ? (left - until_[at]) / width : 0.0);
  return wholeDays * 86400.0 + 3600.0 * (hours - hour_);
}

double Submissions::at(std::uint64_t index, double perS) {
  while (arrivals_.size() <= index)
    arrivals_.push_back((arrivals_.empty() ? 0.0 : arrivals_.back()) +
                        exponential(keyOf(archetype_, seed_, arrivalDraw), arrivals_.size()));
  return secondsOf(arrivals_[index] / perS);
}

std::vector<Job> drawJobs(const ArchetypeSpec& wanted, double chips, Time start, Duration length, std::uint64_t seed) {
  if (!(chips > 0.0) || length.us <= 0) return {};
  if (industryOf(wanted.industry) == Industry::frontier) return Drawing(wanted, seed).runs(chips, length);
  const ArchetypeSpec archetype = cutTo(wanted, chips);
  const Drawing drawing(archetype, seed);
  std::vector<Job> jobs = drawing.found(chips);
  const double untilS = length.seconds(), missing = chips * untilS - askedS(jobs, length);
  if (missing <= 0.0) return jobs;

  // the rate that the mean wants, then the one near it that these draws want
  Arrays arrays(archetype, seed, start);
  const double mean = chips / (meanChips(archetype) * meanLengthS(archetype) * archetype.batch);
  double low = mean / 16.0, high = 4.0 * mean;
  for (int i = 0; i < 30; ++i) {
    const double middle = std::sqrt(low * high);
    (arrays.asked(middle, untilS) < missing ? low : high) = middle;
  }
  const double perS = missing - arrays.asked(low, untilS) < arrays.asked(high, untilS) - missing ? low : high;
  for (std::uint64_t a = 0; arrays.at(a, perS) < untilS; ++a) {
    const auto now = arrays.array(a);
    const Duration submit{std::llround(arrays.at(a, perS) * 1e3) * 1000};
    for (std::uint64_t j = 0; j < now.count; ++j) {
      const std::string mark = std::to_string(a + 1) + (now.count > 1 ? "." + std::to_string(j + 1) : "");
      jobs.push_back(drawing.job(mark, now.chips, submit, arrays.length(now.first + j), now.first + j));
    }
  }
  return jobs;
}

double askedChips(const std::vector<Job>& jobs, Duration length) {
  return length.us > 0 ? askedS(jobs, length) / length.seconds() : 0.0;
}

}  // namespace plenum
