// SPDX-License-Identifier: Apache-2.0
#include "plan/Outages.h"

#include <algorithm>
#include <set>

#include "plan/CoolingCarried.h"
#include "study/DesignDayCheck.h"
#include "study/FullLoad.h"
#include "study/PowerMargin.h"

namespace plenum::plan {
namespace {

double& at(std::array<double, resources>& shares, Resource r) { return shares[static_cast<std::size_t>(r)]; }

void judgeCooling(const study::Rest& rest, const std::vector<std::string>& units, Parallel& parallel, Outage& out) {
  const Cooling left = coolingLeft(rest, units, parallel), spared = coolingOf(rest, units, parallel);
  at(out.left, Resource::heatRejection) = left.plant.share;
  at(out.left, Resource::hallCooling) = left.halls.share;
  at(out.spared, Resource::heatRejection) = std::min(left.plant.share, spared.plant.share);
  at(out.spared, Resource::hallCooling) = std::min(left.halls.share, spared.halls.share);
}

/// A rack is fed as long as one of the UPSs above it is left. Those that are left carry what may come upon them, as
/// without the tie-in; what one of them carries alone is dark when it is lost as well.
void judgeUps(const study::Rest& rest, const std::vector<std::string>& units, double ownShare, Outage& out) {
  const Layout& layout = *rest.model->layout;
  const study::PowerMargin margin(*rest.model, *rest.state, rest.state->racks.itW);
  double allW = 0.0, darkW = 0.0, worstW = 0.0;
  std::map<std::uint32_t, double> aloneW;
  for (std::size_t r = 0; r < layout.racks.size(); ++r) {
    const double itW = static_cast<double>(rest.state->racks.itW[r]);
    allW += itW;
    std::set<std::uint32_t> above, left;
    for (const auto& step : margin.above(layout.racks[r].feedA, layout.racks[r].feedB))
      if (!margin.isStandby(step.device) && layout.power[step.device].ups) above.insert(step.device);
    for (const std::uint32_t d : above)
      if (!std::binary_search(units.begin(), units.end(), layout.power[d].id)) left.insert(d);
    if (above.empty()) continue;
    if (left.empty()) darkW += itW;
    if (left.size() == 1 && above.size() > 1) worstW = std::max(worstW, aloneW[*left.begin()] += itW);
  }
  if (allW <= 0.0) return;
  at(out.left, Resource::ups) = std::min(ownShare, 1.0 - darkW / allW);
  at(out.spared, Resource::ups) = std::min(ownShare, 1.0 - (darkW + worstW) / allW);
}

}  // namespace

bool isPlantUnit(const Layout& layout, const std::string& id) {
  const auto ref = layout.find(id);
  if (!ref) return false;
  switch (ref->kind) {
    case Kind::cdu:
    case Kind::fanWall:
    case Kind::pump:
    case Kind::chiller:
    case Kind::exchanger:
    case Kind::tower:
    case Kind::dryCooler:
      return true;
    case Kind::powerDevice:
      return layout.power[ref->index].ups != nullptr;
    default:
      return false;
  }
}

std::vector<std::string> unitsOut(const Layout& layout, const std::vector<std::string>& out) {
  std::set<std::string> units;
  for (const std::string& id : out)
    if (isPlantUnit(layout, id)) units.insert(id);
  return {units.begin(), units.end()};
}

std::string outageKey(const std::vector<std::string>& units) {
  std::string key;
  for (const std::string& id : units) key += id + ";";
  return key;
}

std::vector<std::vector<std::string>> outagesOf(const Plan& plan, const Layout& layout) {
  std::set<std::vector<std::string>> sets;
  for (const Option& option : plan.options) {
    std::vector<std::string> together;
    for (const Phase& phase : option.phases)
      for (const TieIn& tieIn : phase.tieIns) {
        const auto units = unitsOut(layout, tieIn.out);
        if (units.empty()) continue;
        sets.insert(units);
        together.insert(together.end(), units.begin(), units.end());
      }
    if (!together.empty()) sets.insert(unitsOut(layout, together));
  }
  return {sets.begin(), sets.end()};
}

bool areOutagesSolved(const Plan& plan, const Ground& ground) {
  if (!ground.layout) return true;
  const auto sets = outagesOf(plan, *ground.layout);
  return std::all_of(sets.begin(), sets.end(),
                     [&](const auto& units) { return ground.outages.contains(outageKey(units)); });
}

void solveOutages(const Plan& plan, Ground& ground, Parallel& parallel) {
  if (!ground.layout || !ground.setting || areOutagesSolved(plan, ground)) return;
  const Setting& setting = *ground.setting;
  const auto outdoors = study::designOutdoors(*ground.layout, setting);
  if (!outdoors) return;
  const auto rest = study::fullLoadAt(ground.layout, setting, (*outdoors)[0], parallel);
  if (!rest) return;
  for (const std::vector<std::string>& units : outagesOf(plan, *ground.layout)) {
    const std::string key = outageKey(units);
    if (ground.outages.contains(key)) continue;
    Outage out;
    judgeCooling(*rest, units, parallel, out);
    judgeUps(*rest, units, ground.site->share[static_cast<std::size_t>(Resource::ups)], out);
    ground.outages.emplace(key, out);
  }
}

}  // namespace plenum::plan
