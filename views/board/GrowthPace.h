// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "plan/Evaluate.h"

namespace plenum::views {

/// How the months of a plan go by in a picture that moves: from one change of the campus to the next always in the same
/// time, however many months lie between. The month that is seen is told beside it, so nobody takes it for a clock.
class GrowthPace {
 public:
  GrowthPace() = default;
  /// Months in which something changes; those before `from` and after `to` are left out.
  GrowthPace(const std::vector<int>& changes, double from, double to);

  double from() const { return stops_.front(); }
  double to() const { return stops_.back(); }
  /// `share` of the whole time, 0 … 1, and back.
  double monthAt(double share) const;
  double shareAt(double month) const;
  /// How many changes there are, with beginning and end.
  std::size_t stops() const { return stops_.size(); }

 private:
  std::vector<double> stops_{0.0, 0.0};  // ascending
};

/// Months, from the plan's first, in which another campus stands than in the month before: a phase or a grid step has
/// gone into another stage, or other chips are live.
std::vector<int> changesOf(const plan::Plan& plan, const plan::Evaluation& evaluation);

}  // namespace plenum::views
