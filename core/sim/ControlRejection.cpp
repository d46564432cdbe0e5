// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/Controls.h"

namespace plenum::stage {

namespace {

// gains of physics.md 3.6; estimates, to be tuned per plant
const physics::PiGains towerFan{.gain = 0.1, .integralS = 60.0, .strokeS = 60.0};
const physics::PiGains exchangerRange{.gain = 0.05, .integralS = 180.0, .strokeS = 120.0};
const physics::PiGains dryFan{.gain = 0.05, .integralS = 60.0, .strokeS = 120.0};
// condenser water is held this far above the wet bulb, within what chillers like
constexpr double towerApproachK = 4.0, coldestCondenserC = 16.0, warmestCondenserC = 32.0;

}  // namespace

void controlRejection(const SimModel& model, SimState& state, std::uint32_t i) {
  const double dt = model.dtS;
  SimState::Circuits& s = state.circuits;
  const CircuitModel& circuit = model.circuits[i];
  const PlacedCircuit& placed = model.layout->circuits[i];
  if (circuit.isChilled) {
    s.condenserSetpointC[i] = std::clamp(state.outside.wetBulbC + towerApproachK, coldestCondenserC, warmestCondenserC);
    drive(model, state, {Point::circuitRejection, i}, {Point::circuitBasin, i}, s.towerFan[i], towerFan.strokeS, [&] {
      control(towerFan, s.towerFan[i], s.rejectionErrorK[i],
              measured(model, state, Point::circuitBasin, i) - s.condenserSetpointC[i], dt);
    });
  } else {
    // one controller, two organs: first the by-pass closes, then the fans speed up. It feels the water behind the
    // exchangers: the header and the basin, one after the other, are too slow to be led by one controller
    const bool isDry = placed.exchangers.empty();
    const Point follows = isDry ? Point::circuitSupply : Point::circuitLeaving;
    const physics::PiGains& gains = isDry ? dryFan : exchangerRange;
    drive(model, state, {Point::circuitRejection, i}, {follows, i}, s.rejection[i], gains.strokeS, [&] {
      control(gains, s.rejection[i], s.rejectionErrorK[i], measured(model, state, follows, i) - s.setpointC[i], dt);
    });
    s.bypass[i] = placed.exchangers.empty() ? 0.0 : std::clamp(1.0 - 2.0 * s.rejection[i], 0.0, 1.0);
    const double fan = std::clamp(2.0 * s.rejection[i] - 1.0, 0.0, 1.0);
    s.towerFan[i] = fan;
    s.dryFan[i] = s.rejection[i];
  }
}

}  // namespace plenum::stage
