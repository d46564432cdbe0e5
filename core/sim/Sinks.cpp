// SPDX-License-Identifier: Apache-2.0
#include "sim/Sinks.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/Math.h"
#include "physics/HeatExchanger.h"

namespace plenum::stage {
namespace {

// a fill that gets less of its rated water than this runs dry in streaks; makers give one half as the usual turn-down
// (estimate)
constexpr double leastWetting = 0.5;
// the flow must have moved by this share before a cell is opened or shut
constexpr double wettingBand = 0.05;

template <class Placed, class CanRun, class Rated>
InUse inUse(const std::vector<Placed>& all, const std::vector<std::uint32_t>& list, const SimState& state,
            std::uint32_t most, CanRun canRun, Rated rated) {
  InUse use;
  const auto add = [&](std::uint32_t u) {
    if (use.units.size() >= most) return;
    use.units.push_back(u);
    use.designKgPerS += rated(u);
  };
  for (const std::uint32_t u : list)
    if (canRun(u) && isLive(state, all[u].feed, all[u].feedB)) add(u);
  use.isDriven = !use.units.empty();
  if (!use.isDriven)
    for (const std::uint32_t u : list)
      if (canRun(u)) add(u);
  return use;
}

double dayNow(const SimModel& model, const SimState& state) {
  constexpr std::int64_t dayUs = 86'400'000'000;
  const Time now = nowOf(model, state);
  return dayOfYear(now) + static_cast<double>(now.us % dayUs) / static_cast<double>(dayUs);
}

}  // namespace

InUse cellsInUse(const SimModel& model, const SimState& state, std::uint32_t i) {
  return inUse(
      model.layout->towers, model.layout->circuits[i].towers, state, std::max(1u, state.sinks.cellsWanted[i]),
      [&](std::uint32_t t) { return !state.plant.isTowerFailed[t]; },
      [&](std::uint32_t t) { return model.towers[t].waterKgPerS; });
}

InUse coolersInUse(const SimModel& model, const SimState& state, std::uint32_t i) {
  return inUse(
      model.layout->dryCoolers, model.layout->circuits[i].dryCoolers, state, none,
      [&](std::uint32_t d) { return !state.plant.isDryCoolerFailed[d] && !state.sinks.isCoilFrozen[d]; },
      [&](std::uint32_t d) { return model.dryCoolers[d].unit.waterKgPerS; });
}

InUse lakesInUse(const SimModel& model, const SimState& state, std::uint32_t i) {
  InUse use = inUse(
      model.layout->lakes, model.layout->circuits[i].lakes, state, none,
      [&](std::uint32_t l) { return !state.plant.isLakeFailed[l]; },
      [&](std::uint32_t l) { return model.lakes[l].facilityKgPerS; });
  if (!use.isDriven) use = {};
  return use;
}

Sunk<physics::TowerPoint> towersAt(const SimModel& model, const SimState& state, const InUse& use,
                                   const SinkInflow& in) {
  Sunk<physics::TowerPoint> sunk;
  sunk.outletC = in.waterC;
  double sum = 0.0;
  std::uint32_t before = none;
  for (const std::uint32_t t : use.units) {
    const bool isAlike = before != none && model.layout->towers[t].spec == model.layout->towers[before].spec &&
                         state.plant.towerClogging[t] == state.plant.towerClogging[before] &&
                         state.sinks.cellFouling[t] == state.sinks.cellFouling[before];
    const double share = model.towers[t].waterKgPerS / use.designKgPerS;
    if (isAlike)
      sunk.units.push_back(sunk.units.back());
    else
      sunk.units.push_back(physics::towerAt(model.towers[t], {.waterC = in.waterC,
                                                              .waterKgPerS = in.flowKgPerS * share,
                                                              .airC = state.outside.dryBulbC,
                                                              .wetBulbC = state.outside.wetBulbC,
                                                              .airFraction = use.isDriven ? in.drive : 0.0,
                                                              .pressurePa = state.outside.pressurePa,
                                                              .fillShare = 1.0 - state.sinks.cellFouling[t],
                                                              .airShare = 1.0 - state.plant.towerClogging[t],
                                                              .reingestion = model.circuits[in.circuit].reingestion}));
    before = t;
    sunk.heatW += sunk.units.back().heatW;
    sum += share * (sunk.units.back().outletC - in.waterC);
  }
  sunk.outletC += sum;
  return sunk;
}

Sunk<physics::DryCoolerPoint> coolersAt(const SimModel& model, const SimState& state, const InUse& use,
                                        const SinkInflow& in) {
  Sunk<physics::DryCoolerPoint> sunk;
  sunk.outletC = in.waterC;
  double sum = 0.0;
  std::uint32_t before = none;
  for (const std::uint32_t d : use.units) {
    const bool isAlike = before != none && model.layout->dryCoolers[d].spec == model.layout->dryCoolers[before].spec &&
                         state.plant.dryClogging[d] == state.plant.dryClogging[before];
    const double share = model.dryCoolers[d].unit.waterKgPerS / use.designKgPerS;
    if (isAlike)
      sunk.units.push_back(sunk.units.back());
    else
      sunk.units.push_back(
          physics::dryCoolerAt(model.dryCoolers[d].unit, {.waterC = in.waterC,
                                                          .waterKgPerS = in.flowKgPerS * share,
                                                          .waterCpJPerKgK = in.cpJPerKgK,
                                                          .airC = state.outside.dryBulbC,
                                                          .wetBulbC = state.outside.wetBulbC,
                                                          .airFraction = use.isDriven ? in.drive : 0.0,
                                                          .airShare = 1.0 - state.plant.dryClogging[d],
                                                          .reingestion = model.circuits[in.circuit].reingestion,
                                                          .isPadWet = state.sinks.isPadWet[in.circuit] != 0,
                                                          .pressurePa = state.outside.pressurePa}));
    before = d;
    sunk.heatW += sunk.units.back().heatW;
    sum += share * (sunk.units.back().outletC - in.waterC);
  }
  sunk.outletC += sum;
  return sunk;
}

Sunk<physics::LakePoint> lakesAt(const SimModel& model, const SimState& state, const InUse& use, const SinkInflow& in) {
  Sunk<physics::LakePoint> sunk;
  sunk.outletC = in.waterC;
  const double day = dayNow(model, state), speed = intakeSpeed(in.drive);
  double sum = 0.0;
  for (const std::uint32_t l : use.units) {
    const LakeModel& lake = model.lakes[l];
    const double share = lake.facilityKgPerS / use.designKgPerS, flow = in.flowKgPerS * share;
    const double ua =
        physics::uaOffDesign({lake.uaWPerK}, flow / lake.facilityKgPerS, speed) * (1.0 - state.plant.lakeFouling[l]);
    sunk.units.push_back(physics::lakeAt({.uaWPerK = ua,
                                          .hotC = in.waterC,
                                          .hotWPerK = flow * in.cpJPerKgK,
                                          .lakeWPerK = speed * lake.intakeWPerK,
                                          .lakeC = physics::lakeC(model.lakeSeason, lake.depthM, day),
                                          .recirculation = lake.recirculation,
                                          .riseMaxK = lake.riseMaxK,
                                          .dischargeMaxC = lake.dischargeMaxC}));
    const physics::LakePoint& point = sunk.units.back();
    sunk.heatW += point.heatW;
    sum += share * (point.hotOutC - in.waterC);
  }
  sunk.outletC += sum;
  return sunk;
}

std::uint32_t cellsFor(const SimModel& model, std::uint32_t i, double flowKgPerS, std::uint32_t before) {
  const std::vector<std::uint32_t>& cells = model.layout->circuits[i].towers;
  if (cells.empty()) return 0;
  const auto installed = static_cast<std::uint32_t>(cells.size());
  const double leastKgPerS = leastWetting * model.towers[cells.front()].waterKgPerS;
  const auto wetted = [&](double kgPerS) {
    return std::clamp(static_cast<std::uint32_t>(kgPerS / std::max(1e-3, leastKgPerS)), 1u, installed);
  };
  const std::uint32_t least = wetted(flowKgPerS * (1.0 - wettingBand)), most = wetted(flowKgPerS * (1.0 + wettingBand));
  return std::clamp(before, least, most);
}

double frostMarginK(const SimModel& model, const SimState& state, std::uint32_t i) {
  constexpr double aheadS = 600.0;
  const CircuitModel& circuit = model.circuits[i];
  const double airC = state.outside.dryBulbC;
  double least = std::numeric_limits<double>::infinity();
  if (!model.layout->circuits[i].towers.empty() && airC < 0.0) least = state.circuits.basinC[i];
  if (airC >= circuit.freezesAtC) return least;
  for (const std::uint32_t d : model.layout->circuits[i].dryCoolers) {
    const DryCoolerModel& cooler = model.dryCoolers[d];
    const double tauS = cooler.coilKg * circuit.cpJPerKgK / std::max(1.0, cooler.stillWPerK);
    const bool isStanding = state.circuits.flowKgPerS[i] <= 0.0 || state.plant.isDryCoolerFailed[d];
    const double coilC = state.sinks.coilC[d];
    const double thenC = isStanding ? airC + (coilC - airC) * math::exp(-aheadS / tauS) : coilC;
    least = std::min(least, thenC - circuit.freezesAtC);
  }
  return least;
}

bool hasBasin(const SimState& state, std::uint32_t i) { return !state.sinks.isBasinTripped[i]; }

}  // namespace plenum::stage
