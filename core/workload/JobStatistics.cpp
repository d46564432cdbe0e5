// SPDX-License-Identifier: Apache-2.0
#include "workload/JobStatistics.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/Math.h"

namespace plenum {
namespace {

/// Linear between the neighbours in rank; 0 of nothing. Reorders.
double quantile(std::vector<double>& values, double share) {
  if (values.empty()) return 0.0;
  const double rank = share * static_cast<double>(values.size() - 1);
  const auto at = static_cast<std::size_t>(rank);
  const auto low = values.begin() + static_cast<std::ptrdiff_t>(at);
  std::nth_element(values.begin(), low, values.end());
  const double below = *low;
  if (at + 1 >= values.size()) return below;
  return below + (rank - static_cast<double>(at)) * (*std::min_element(low + 1, values.end()) - below);
}

}  // namespace

JobStatistics statisticsOf(std::span<const JobRecord> jobs, double startS) {
  JobStatistics s;
  s.jobs = jobs.size();
  if (jobs.empty()) return s;
  std::vector<double> lengths, chips, waits, submits;
  lengths.reserve(jobs.size());
  chips.reserve(jobs.size());
  submits.reserve(jobs.size());
  double sum = 0.0, logs = 0.0, squares = 0.0, chipSum = 0.0, waitSum = 0.0;
  for (const JobRecord& job : jobs) {
    const double lengthS = job.length.seconds(), n = chipsOf(job);
    lengths.push_back(lengthS);
    chips.push_back(n);
    submits.push_back(job.submit.seconds());
    sum += lengthS;
    const double log = math::log(std::max(lengthS, 1e-6));
    logs += log;
    squares += log * log;
    chipSum += n;
    s.mostChips = std::max(s.mostChips, n);
    s.longestS = std::max(s.longestS, lengthS);
    const auto state = static_cast<std::size_t>(job.state);
    ++s.byState[state];
    s.chipHoursByState[state] += n * lengthS / 3600.0;
    if (job.wait.us >= 0) {
      waits.push_back(job.wait.seconds());
      waitSum += waits.back();
    }
    s.byHour[static_cast<std::size_t>(std::fmod(std::max(0.0, startS + submits.back()), 86400.0) / 3600.0)] += 1.0;
  }
  const auto count = static_cast<double>(jobs.size());
  for (const double h : s.chipHoursByState) s.chipHours += h;
  for (double& hour : s.byHour) hour *= 24.0 / count;
  s.meanS = sum / count;
  s.medianS = quantile(lengths, 0.5);
  s.p95S = quantile(lengths, 0.95);
  s.sigma = s.medianS > 0.0 && s.meanS > s.medianS ? std::sqrt(2.0 * math::log(s.meanS / s.medianS)) : 0.0;
  s.logMean = logs / count;
  s.logSigma = std::sqrt(std::max(0.0, squares / count - s.logMean * s.logMean));
  s.meanChips = chipSum / count;
  s.medianChips = quantile(chips, 0.5);
  if (!waits.empty()) {
    s.meanWaitS = waitSum / static_cast<double>(waits.size());
    s.medianWaitS = quantile(waits, 0.5);
  }
  std::sort(submits.begin(), submits.end());
  s.spanS = submits.back() - submits.front();
  if (submits.size() > 2 && s.spanS > 0.0) {
    const double mean = s.spanS / static_cast<double>(submits.size() - 1);
    double square = 0.0;
    for (std::size_t i = 1; i < submits.size(); ++i) {
      const double off = submits[i] - submits[i - 1] - mean;
      square += off * off;
    }
    s.arrivalVariation = std::sqrt(square / static_cast<double>(submits.size() - 1)) / mean;
  }
  return s;
}

}  // namespace plenum
