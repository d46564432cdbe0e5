// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/Parallel.h"
#include "plan/Evaluate.h"

namespace plenum::plan {

// How sure the figures of a plan are.

struct Range3 {
  double p10 = 0.0, p50 = 0.0, p90 = 0.0;
};
/// Of all that is drawn, what the month of the goal hangs on most: an activity, with the risks that may strike it, or
/// an assumption.
struct GoalCause {
  std::string id;
  Name name;
  double share = 0.0;  // of the variance of the goal's month, by itself: the square of their correlation
};
/// As a sentence.
Text saidOf(const GoalCause& cause);

struct Spread {
  int samples = 0;
  Range3 goalMonth;                    // months since the plan's first; the plan's length where it is not reached
  double goalShare = 0.0;              // of samples that reach the goal within the plan
  std::optional<GoalCause> goalCause;  // none where the month is always the same, or nothing stands out of the draws
  Range3 npv, capex, tcoPerChipHour, energyGwh, peakFunding;
  std::vector<Range3> liveMw;                     // by month
  std::vector<Range3> spentYuan;                  // by month: invested by its end, renewal with it
  std::vector<Range3> phaseMonth;                 // by phase of the option
  std::vector<double> npvs, goalMonths, capexes;  // ascending, for curves and for what can be told apart
  bool isComplete = true;
};
struct SpreadOptions {
  int samples = 2000;
  std::uint64_t seed = 1;
  std::function<bool(double)> onProgress;  // done so far; false stops
};
/// Draws every assumption and every length of time from its range, each by its own name, so that adding one changes no
/// other's draws. Risks happen by their chance.
Spread spreadOf(const Plan& plan, const Option& option, const Ground& ground, const SpreadOptions& options,
                Parallel& parallel);

/// One driver of the result, taken at its P10 and P90 with everything else as it is.
struct Driver {
  std::string id;  // of an assumption or an activity
  Name name;
  double low = 0.0, high = 0.0;        // of the driver
  double npvLow = 0.0, npvHigh = 0.0;  // with it
  double swing() const;
};
inline constexpr std::size_t shownDrivers = 10, allDrivers = static_cast<std::size_t>(-1);
/// The biggest first.
std::vector<Driver> tornadoOf(const Plan& plan, const Option& option, const Ground& ground, Parallel& parallel,
                              std::size_t most = shownDrivers);

/// "What is the fastest path to N chips?" and "What should we order this month?", with the reason.
struct Answers {
  std::vector<Text> fastest;
  std::vector<Text> orders;
};
Answers answersOf(const Plan& plan, const Option& option, const Ground& ground, const Evaluation& evaluation);

}  // namespace plenum::plan
