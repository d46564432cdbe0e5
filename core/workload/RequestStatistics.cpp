// SPDX-License-Identifier: Apache-2.0
#include "workload/RequestStatistics.h"

#include <algorithm>
#include <cmath>

#include "base/Math.h"

namespace plenum {
namespace {

constexpr double pauseS = 5.0, pauseGaps = 10.0, windowS = 600.0;

LengthStatistics lengthsOf(std::vector<double> values) {
  LengthStatistics s;
  if (values.empty()) return s;
  double logs = 0.0, squares = 0.0;
  for (const double v : values) {
    const double log = math::log(std::max(1.0, v));
    s.mean += v, logs += log, squares += log * log;
  }
  const auto n = static_cast<double>(values.size());
  s.mean /= n, s.logMean = logs / n;
  s.logSigma = std::sqrt(std::max(0.0, squares / n - s.logMean * s.logMean));
  std::sort(values.begin(), values.end());
  s.median = values[values.size() / 2];
  s.p95 = values[std::min(values.size() - 1, static_cast<std::size_t>(0.95 * n))];
  return s;
}

struct LengthSpread {
  double count = 0.0, sum = 0.0, squares = 0.0;
  void add(double x) { count += 1.0, sum += x, squares += x * x; }
  double mean() const { return count > 0.0 ? sum / count : 0.0; }
  double deviation() const { return count < 2.0 ? 0.0 : std::sqrt(std::max(0.0, squares / count - mean() * mean())); }
  double variation() const { return mean() > 0.0 ? deviation() / mean() : 0.0; }
};

void addGaps(RequestStatistics& s, const std::vector<Request>& requests) {
  if (requests.size() < 3 || !(s.spanS > 0.0)) return;
  const double mean = s.spanS / static_cast<double>(requests.size() - 1);
  LengthSpread all, unpaused;
  for (std::size_t i = 1; i < requests.size(); ++i) {
    const double gap = requests[i].atS - requests[i - 1].atS;
    all.add(gap);
    if (gap >= pauseS && gap > pauseGaps * mean)
      ++s.pauses;
    else
      unpaused.add(gap);
  }
  s.variation = all.variation(), s.variationUnpaused = unpaused.variation();
}

/// Requests by hour of day, and how long each hour was seen.
struct DayProfile {
  std::array<double, 24> counts{}, seconds{};
  void cover(double fromS, double toS) {
    for (double at = fromS; at < toS;) {
      const double hour = std::floor(at / 3600.0), until = std::min(toS, 3600.0 * (hour + 1.0));
      seconds[slot(hour)] += until - at;
      at = until;
    }
  }
  static std::size_t slot(double hour) { return static_cast<std::size_t>(hour - 24.0 * std::floor(hour / 24.0)); }
  void addTo(RequestStatistics& s) const {
    double mean = 0.0;
    std::array<double, 24> rate{};
    for (std::size_t h = 0; h < 24; ++h) {
      // an hour counts where half of it was seen
      if (seconds[h] < 1800.0) continue;
      rate[h] = counts[h] / seconds[h];
      mean += rate[h], ++s.hours;
    }
    if (s.hours == 0 || !(mean > 0.0)) return;
    for (std::size_t h = 0; h < 24; ++h) s.byHour[h] = rate[h] * s.hours / mean;
  }
};

RequestStatistics ofWindows(const RequestTrace& trace) {
  RequestStatistics s;
  double count = 0.0, weighted = 0.0, peak = 0.0;
  DayProfile profile;
  const auto lengthOf = [&](std::size_t i) {
    if (i + 1 < trace.windows.size()) return trace.windows[i + 1].fromS - trace.windows[i].fromS;
    return i > 0 ? trace.windows[i].fromS - trace.windows[i - 1].fromS : windowS;
  };
  for (std::size_t i = 0; i < trace.windows.size(); ++i) {
    const RateWindow& w = trace.windows[i];
    // a client that was away for a while has no windows for it
    const double length = std::min(lengthOf(i), windowS);
    count += w.perS * length, weighted += w.perS * length * w.variation, peak = std::max(peak, w.perS);
    profile.counts[DayProfile::slot(std::floor((trace.firstS + w.fromS) / 3600.0))] += w.perS * length;
  }
  s.spanS =
      trace.windows.back().fromS + std::min(lengthOf(trace.windows.size() - 1), windowS) - trace.windows.front().fromS;
  s.requests = static_cast<std::uint64_t>(count + 0.5);
  s.perS = s.spanS > 0.0 ? count / s.spanS : 0.0;
  s.variation = s.variationUnpaused = count > 0.0 ? weighted / count : 0.0;
  if (trace.windows.size() >= 3 && s.perS > 0.0) s.peakToMean = peak / s.perS;
  profile.cover(trace.firstS + trace.windows.front().fromS, trace.firstS + trace.windows.front().fromS + s.spanS);
  profile.addTo(s);
  return s;
}

}  // namespace

RequestStatistics statisticsOf(const RequestTrace& trace) {
  if (!trace.windows.empty()) return ofWindows(trace);
  RequestStatistics s;
  const std::vector<Request>& requests = trace.requests;
  s.requests = requests.size();
  if (requests.empty()) return s;
  s.spanS = requests.back().atS - requests.front().atS;
  if (s.spanS > 0.0) s.perS = static_cast<double>(requests.size() - 1) / s.spanS;
  addGaps(s, requests);

  std::vector<double> input, output;
  input.reserve(requests.size()), output.reserve(requests.size());
  DayProfile profile;
  std::vector<double> windows(static_cast<std::size_t>(s.spanS / windowS), 0.0);
  for (const Request& r : requests) {
    input.push_back(r.input), output.push_back(r.output);
    profile.counts[DayProfile::slot(std::floor((trace.firstS + r.atS) / 3600.0))] += 1.0;
    const auto window = static_cast<std::size_t>((r.atS - requests.front().atS) / windowS);
    if (window < windows.size()) windows[window] += 1.0;
  }
  if (windows.size() >= 3) s.peakToMean = *std::max_element(windows.begin(), windows.end()) / windowS / s.perS;
  profile.cover(trace.firstS + requests.front().atS, trace.firstS + requests.back().atS);
  profile.addTo(s);
  LengthSpread logInput, logOutput;
  double both = 0.0;
  for (std::size_t i = 0; i < input.size(); ++i) {
    const double a = math::log(std::max(1.0, input[i])), b = math::log(std::max(1.0, output[i]));
    logInput.add(a), logOutput.add(b), both += a * b;
  }
  const double deviations = logInput.deviation() * logOutput.deviation();
  if (deviations > 0.0) s.correlation = (both - logInput.sum * logOutput.mean()) / logInput.count / deviations;
  s.hasLengths = true;
  s.input = lengthsOf(std::move(input)), s.output = lengthsOf(std::move(output));
  return s;
}

DemandSpec demandFrom(const RequestStatistics& s, std::string id) {
  constexpr double ninetyFifth = 1.6448536269514722;
  const auto sigma = [](const LengthStatistics& l) {
    return l.median >= 1.0 && l.p95 > l.median ? math::log(l.p95 / l.median) / ninetyFifth : 0.0;
  };
  DemandSpec demand;
  demand.id = std::move(id);
  demand.byHour.fill(1.0);
  if (s.hours == 24) demand.byHour = s.byHour;
  demand.burst = s.variationUnpaused > 0.0 ? s.variationUnpaused : 1.0;
  if (s.hasLengths) {
    demand.inputMedian = std::max(1.0, s.input.median), demand.inputSigma = sigma(s.input);
    demand.outputMedian = std::max(1.0, s.output.median), demand.outputSigma = sigma(s.output);
  }
  return demand;
}

}  // namespace plenum
