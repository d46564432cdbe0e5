// SPDX-License-Identifier: Apache-2.0
#include "plan/CoolingCarried.h"

#include <algorithm>

#include "plan/Halves.h"
#include "sim/Headroom.h"
#include "sim/Model.h"
#include "sim/State.h"
#include "study/DesignDayCheck.h"
#include "study/Supply.h"

namespace plenum::plan {
namespace {

using study::Rest;

constexpr double moving = 0.5;  // of its heat; what moves less has lost what moves it
constexpr int mostParts = 64;   // of a set that are solved; what is then left of it is judged as one

double shareWith(double carriesW, double moreW) { return carriesW > 1.0 ? (carriesW + moreW) / carriesW : plentiful; }

/// What the cooling of a state could carry, as a share of what it carries at full load with everything running.
void readCooling(const Rest& full, const SimState& state, const std::string& without, Cooling& out) {
  const SimModel& model = *full.model;
  const Layout& layout = *model.layout;
  const SimState& intact = *full.state;
  const auto name = [&](const std::string& id) { return without.empty() ? id : without; };
  // a supply that holds by the one mark of the program lacks nothing
  const auto least = [](double aboveK) { return aboveK <= heldK ? 1.0 : 0.0; };
  // … unless it stands still: what moves no heat any more is as cold as it was
  const auto moved = [](double nowW, double intactW) {
    const double share = intactW > 1.0 ? nowW / intactW : 1.0;
    return share < moving ? std::max(0.0, share) : plentiful;
  };
  for (std::uint32_t i = 0; i < layout.circuits.size(); ++i)
    out.plant.take(std::min(moved(state.circuits.heatW[i], intact.circuits.heatW[i]),
                            std::max(least(state.circuits.supplyC[i] - state.circuits.setpointC[i]),
                                     shareWith(intact.circuits.heatW[i], circuitHeadroom(model, state, i).moreW))),
                   name(layout.circuits[i].id));
  for (std::uint32_t l = 0; l < layout.loops.size(); ++l) {
    if (layout.loops[l].racks.empty()) continue;
    double moreW = 0.0;
    for (const std::uint32_t c : layout.loops[l].cdus) moreW += cduHeadroomForRacks(model, state, c).moreW;
    out.halls.take(std::min(moved(state.loops.heatW[l], intact.loops.heatW[l]),
                            std::max(least(state.loops.supplyC[l] - state.loops.setpointC[l]),
                                     shareWith(intact.loops.heatW[l], moreW))),
                   layout.loops[l].id);
  }
  std::vector<double> airW(layout.halls.size(), 0.0), airNowW(layout.halls.size(), 0.0);
  for (std::size_t g = 0; g < model.fanWallGroups.size(); ++g) {
    const auto& units = model.fanWallGroups[g].units;
    if (units.empty()) continue;
    airW[layout.fanWalls[units.front()].hall] += intact.air.heatW[g];
    airNowW[layout.fanWalls[units.front()].hall] += state.air.heatW[g];
  }
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h)
    if (layout.halls[h].racks > 0 && layout.halls[h].fanWalls > 0)
      out.halls.take(std::min(moved(airNowW[h], airW[h]), std::max(least(state.air.coldC[h] - state.air.setpointC[h]),
                                                                   shareWith(airW[h], hallCoilMoreW(model, state, h)))),
                     layout.halls[h].id);
  for (std::size_t r = 0; r < layout.racks.size(); ++r)
    out.chipMarginK =
        std::min(out.chipMarginK, layout.racks[r].chip->throttleAt.si - static_cast<double>(state.racks.maxDieC[r]));
}

}  // namespace

Cooling coolingLeft(const Rest& rest, const std::vector<std::string>& out, Parallel& parallel) {
  Cooling told;
  readCooling(rest, out.empty() ? *rest.state : *study::without(rest, out, parallel), {}, told);
  return told;
}

Cooling coolingOf(const Rest& rest, const std::vector<std::string>& out, Parallel& parallel) {
  Cooling told = coolingLeft(rest, out, parallel);
  for (const std::vector<std::string>& failed : study::spareSets(*rest.model->layout, out))
    judgeByHalves(failed, mostParts, [&](const std::vector<std::string>& part, Part is) {
      std::vector<std::string> all = out;
      all.insert(all.end(), part.begin(), part.end());
      const SimStatePtr state = study::without(rest, all, parallel);
      const bool holds = study::readRow(*rest.model, *state).worstSupplyK <= heldK;
      if (holds || is == Part::last) readCooling(rest, *state, part.size() == 1 ? part.front() : std::string(), told);
      return holds;
    });
  return told;
}

}  // namespace plenum::plan
