// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "plan/Carrying.h"

namespace plenum::plan {

/// Private to this room: what tie-ins do to the months. A month falls into stretches in which the same of them are at
/// work; each is judged with everything that is out in it, and with the load that is down.
class TieIns {
 public:
  TieIns(const Course& course, const Dates& dates);

  /// N+1, and what is taken down, of a month whose capacities and live chips are told.
  void apply(const Carrying& carrying, int m, const Standing& now, MonthRow& row);
  /// The money of the month that was applied last, to those that took load down in it.
  void charge(const MonthRow& row);
  std::vector<TieInRow> rows() &&;

 private:
  struct Work {
    const TieIn* tieIn = nullptr;
    double from = 0.0, to = 0.0;  // days
    bool isJudged = false;        // within the plan
    TieInRow row;
    double monthChipHours = 0.0;  // of the month that was applied last
  };
  struct Stretch {
    double from = 0.0, to = 0.0;
    std::vector<Work*> works;
  };
  std::vector<Stretch> stretchesOf(double from, double to);
  void judge(const Carrying& carrying, int m, const Standing& now, const Stretch& stretch, MonthRow& row);

  std::vector<Work> works_;
};

}  // namespace plenum::plan
