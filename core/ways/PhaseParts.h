// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <vector>

#include "plan/Course.h"

namespace plenum::plan {

// Private to this room: what the phase problem is put together from.

/// What runs together in the programme: the site, or all blocks of a phase.
struct PhaseGroup {
  double mw = 0.0, chips = 0.0, facilityMw = 0.0, waterM3 = 0.0, landM2 = 0.0, yuan = 0.0;
  double carbonT = 0.0, energyGwh = 0.0;
  double carried = 1.0;                      // of all of it, by its own machines
  std::array<double, 12> idle{}, running{};  // cost of a month with nothing running and with all of it, CNY
  std::array<double, 12> perHour{};          // income of an hour with all of it running
};

/// The site, then the phases.
std::vector<PhaseGroup> groupsOf(const Course& course, const Sample& sample);

/// Start and finish of every node, in days before or after its phase or grid step is ready, where nothing else holds
/// it.
struct PhaseTimes {
  PhaseTimes(const Course& course, const Sample& sample);
  std::vector<double> start, finish;
};
/// Of a node: phases first, grid steps behind them.
std::size_t ownerOf(const Course& course, std::size_t node);
inline double readyDay(const Plan& plan, int month) { return firstOfMonth(plan.from, month).days; }

}  // namespace plenum::plan
