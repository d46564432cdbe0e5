// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "plan/Spread.h"

namespace plenum::plan {

// Which of several options is the riskiest, by a measure that is told, and only where the samples can tell.

/// How far a figure may turn out worse than its middle, P90 less P50, and the standard error with which the samples
/// know that.
struct Width {
  double value = 0.0, error = 0.0;
};
/// Of samples in ascending order.
Width widthOf(const std::vector<double>& ascending);

/// The P90 of the goal's month is a month of the plan, and no later.
bool isWithinPlan(const Spread& spread);

struct Riskiest {
  enum class By : unsigned char { goal, share, capex, nothing } by = By::nothing;  // nothing: not to be told apart
  std::size_t option = 0, next = 0;  // the riskiest, and the one that comes nearest to it
  Width width, nextWidth;            // of these, by that measure: months of the goal, samples that reach it, or CNY
  int samples = 0;                   // the fewest of them
};
/// By the month of the goal, and where those cannot be told apart by capex. Where one option's P90 of that month lies
/// beyond the plan its width is not known: then by the share of samples that reach the goal within the plan. Two widths
/// are told apart where they differ by more than twice the standard error of their difference. Nothing with fewer than
/// two options with samples; null stands for an option without.
std::optional<Riskiest> riskiestOf(const std::vector<const Spread*>& spreads);

/// As a sentence, of options of that plan.
Text saidOf(const Riskiest& riskiest, const Plan& plan);

/// What drivers explain, one by one, of the range of NPV: shares of its square. What is left comes from what drivers do
/// together, from what does not grow in a straight line, and from risks that strike;
/// it is negative where drivers take away from each other.
struct Explained {
  double shown = 0.0, others = 0.0, rest = 0.0;
  std::size_t otherDrivers = 0;
};
/// `drivers`: all of them; the first `shown` are those that are shown. Nothing where there is no range.
std::optional<Explained> explainedBy(std::span<const Driver> drivers, std::size_t shown, const Spread& spread);

}  // namespace plenum::plan
