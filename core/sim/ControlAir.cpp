// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/Controls.h"

namespace plenum::stage {

namespace {

// gains of physics.md 3.6; estimates, to be tuned per plant
const physics::PiGains coilValve{.gain = 0.03, .integralS = 60.0, .strokeS = 90.0};
constexpr double fanStrokeS = 60.0;

}  // namespace

void controlFanWalls(const SimModel& model, SimState& state) {
  const double dt = model.dtS;
  SimState::Air& a = state.air;
  for (std::uint32_t h = 0; h < model.halls.size(); ++h) {
    double fullKgPerS = 0.0;
    for (std::uint32_t f = model.layout->halls[h].firstFanWall;
         f < model.layout->halls[h].firstFanWall + model.layout->halls[h].fanWalls; ++f) {
      const FanWallGroup& group = model.fanWallGroups[model.fanWallGroupOf[f]];
      fullKgPerS += group.airM3PerS * model.airRhoKgPerM3 * fansTurning(model, state, f);
    }
    const double wanted = fanSpeedFor(model, state, h, a.hotC[h], fullKgPerS);
    for (const std::uint32_t g : model.halls[h].fanWallGroups) {
      const FanWallGroup& group = model.fanWallGroups[g];
      a.fanSpeed[g] = physics::rateLimited(a.fanSpeed[g], wanted, fanStrokeS, dt);
      // the group follows the mean of its thermometers; those that read nothing are left out
      double sumC = 0.0;
      int readings = 0;
      for (const std::uint32_t f : group.units)
        if (fansTurning(model, state, f) > 0.0 && !isLost(model, state, Point::fanWallSupply, f))
          sumC += measured(model, state, Point::fanWallSupply, f), ++readings;
      if (fullKgPerS > 0.0 && readings > 0)
        control(coilValve, a.valve[g], a.errorK[g], sumC / readings - a.setpointC[h], dt);
      for (const std::uint32_t f : group.units) {
        drive(model, state, {Point::fanWallFan, f}, {Point::fanWallFan, f}, a.unitSpeed[f], fanStrokeS,
              [&] { a.unitSpeed[f] = a.fanSpeed[g]; });
        drive(model, state, {Point::fanWallValve, f}, {Point::fanWallValve, f}, a.unitValve[f], coilValve.strokeS,
              [&] { a.unitValve[f] = a.valve[g]; });
      }
    }
  }
}

double fanSpeedFor(const SimModel& model, const SimState& state, std::uint32_t h, double hotC, double fullKgPerS) {
  // fan walls deliver this much more than the servers draw, so that the cold aisle stands above the hot one
  constexpr double overSupply = 1.03;
  constexpr double slowestFan = 0.25;
  // air behind a rear door is cold again: its share is called for only as far as the hot aisle is warmer than the
  // supply, from the first to the second of these (estimates)
  constexpr double idleK = 0.5, wholeK = 4.5;
  if (!(fullKgPerS > 0.0)) return slowestFan;
  const double warmK = hotC - state.air.setpointC[h];
  const double share = std::clamp((warmK - idleK) / (wholeK - idleK), 0.0, 1.0);
  double wantedKgPerS = 0.0;
  for (const std::uint32_t g : model.halls[h].groups) {
    const RackGroup& group = model.groups[g];
    const double kgPerS =
        group.racks * model.classes[group.rackClass].airM3PerS * state.groups.airRatio[g] * model.airRhoKgPerM3;
    wantedKgPerS += group.doorCircuit != none ? share * kgPerS : kgPerS;
  }
  return std::clamp(overSupply * wantedKgPerS / fullKgPerS, slowestFan, 1.0);
}

}  // namespace plenum::stage
