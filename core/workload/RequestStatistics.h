// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "catalog/WorkSpecs.h"

namespace plenum {

/// A request to a language model as a trace tells of it.
struct Request {
  double atS = 0.0;  // since the first
  std::uint32_t input = 0, output = 0;
};
/// Some traces tell no requests but, window by window, how many come and how unevenly.
struct RateWindow {
  double fromS = 0.0, perS = 0.0, variation = 1.0;
};
struct RequestTrace {
  std::string format;
  std::vector<Request> requests;    // ascending
  std::vector<RateWindow> windows;  // instead of them
  double firstS = 0.0;              // of its day, when the first one came
  bool hasDates = false;            // else firstS is where the trace begins to count
};

struct LengthStatistics {
  double median = 0.0, mean = 0.0, p95 = 0.0, logMean = 0.0, logSigma = 0.0;  // tokens; of the logarithm
};
/// What the requests of a trace are like, in the terms of DemandSpec (workload.md 3.2).
struct RequestStatistics {
  std::uint64_t requests = 0;  // of windows: their expected number
  double spanS = 0.0, perS = 0.0;
  double variation = 0.0;          // of the times between requests; of windows weighted by rate
  double variationUnpaused = 0.0;  // without gaps of 5 s and more that are ten times the mean gap
  std::uint64_t pauses = 0;
  double peakToMean = 0.0;  // busiest of the windows of 10 minutes, where there are three
  bool hasLengths = false;
  LengthStatistics input, output;
  double correlation = 0.0;         // of the logarithms of input and output
  std::array<double, 24> byHour{};  // of the mean
  int hours = 0;                    // of the day that the trace covers
};
RequestStatistics statisticsOf(const RequestTrace& trace);

/// A demand with these lengths (medians, and σ from the 95 % as in the catalogue's rows), this burst without pauses
/// and, where the trace covers a day, this profile; else an even one.
DemandSpec demandFrom(const RequestStatistics& statistics, std::string id);

}  // namespace plenum
