// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "plan/Evaluate.h"

namespace plenum::plan {

/// What an option comes to today, to be kept: dates, megawatts, money.
Baseline baselineOf(const Plan& plan, const Evaluation& evaluation, Name name);

/// How far an option has moved from what was agreed. Positive: later, dearer, more.
struct Moved {
  struct Work {
    std::string id;
    double days = 0.0;  // that it finishes later
    bool isNew = false, isGone = false;
  };
  std::optional<int> goalMonths;  // nothing where it is reached in one of both only, or in neither
  bool isGoalLost = false, isGoalWon = false;
  double capexMcny = 0.0, npvMcny = 0.0, tcoYuan = 0.0;
  std::vector<Work> works;  // that moved by a day or more, are new or gone; the furthest first
  double mostMw = 0.0;      // of usable power in a month, the largest difference
  int mostMonth = -1;       // −1: none differs
};
Moved movedSince(const Baseline& baseline, const Plan& plan, const Evaluation& now);

}  // namespace plenum::plan
