// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/Math.h"
#include "physics/Economiser.h"
#include "sim/Controls.h"
#include "sim/Rejection.h"

namespace plenum::stage {

namespace {

using physics::CoolingMode;

// gains of physics.md 3.6; estimates, to be tuned per plant
constexpr double changeOverS = 120.0;  // stroke of the valves that let water through the exchangers (physics.md 3.3)
const char* const entered[] = {"event.cooling-mechanical", "event.cooling-partial", "event.cooling-free"};

}  // namespace

void controlMode(const SimModel& model, SimState& state, std::uint32_t i) {
  SimState::Circuits& s = state.circuits;
  double& behindC = state.points.economiserPocketC[i];
  behindC += -math::expm1(-model.dtS / pocketS) * (s.economiserOutC[i] - behindC);
  const physics::EconomiserState at{static_cast<CoolingMode>(s.mode[i]), s.modeTimerS[i]};
  const bool isAvailable = exchangerSupply(model, state, i).units > 0;
  const physics::EconomiserView view{.enteringC = s.returnC[i],
                                     .leavingC = behindC,
                                     .setpointC = s.setpointC[i],
                                     .wetBulbC = state.outside.wetBulbC,
                                     .isAvailable = isAvailable};
  // standing water says nothing about who should cool it
  const bool isJudged = s.flowKgPerS[i] > 0.0 || !isAvailable;
  const physics::EconomiserState next =
      isJudged ? physics::stepped({}, at, view, model.dtS) : physics::EconomiserState{at.mode, 0.0};
  s.mode[i] = static_cast<std::uint8_t>(next.mode);
  s.modeTimerS[i] = next.timerS;
  if (next.mode != at.mode) {
    note(model, state, {Kind::circuit, i}, entered[s.mode[i]]);
    // the towers go on from where their fans are
    if (at.mode == CoolingMode::mechanical) s.rejection[i] = 0.5 + 0.5 * s.towerFan[i];
    // chillers come back from free cooling with one; the load calls more
    if (at.mode == CoolingMode::free) s.chillersWanted[i] = std::max(1, s.chillersWanted[i]);
  }
  // towers that are warmer than what they should cool are shut off, whatever the mode
  const bool isOpen =
      next.mode != CoolingMode::mechanical && measured(model, state, Point::circuitBasin, i) < s.returnC[i];
  s.economiserValve[i] = physics::rateLimited(s.economiserValve[i], isOpen ? 1.0 : 0.0, changeOverS, model.dtS);
}

void controlEconomiser(const SimModel& model, SimState& state, std::uint32_t i) {
  SimState::Circuits& s = state.circuits;
  const PointRef organ{Point::circuitRejection, i};
  // the exchangers hold the set-point, first by their by-pass, then by the fans; while they cannot hold it alone the
  // towers run as hard as they can and the chillers do the rest
  const double errorK = state.points.economiserPocketC[i] - s.setpointC[i];
  drive(model, state, organ, {Point::circuitBasin, i}, s.rejection[i], exchangerRange.strokeS, [&] {
    if (static_cast<CoolingMode>(s.mode[i]) == CoolingMode::partial &&
        errorK > physics::EconomiserBands{}.coldEnoughK) {
      s.rejection[i] = physics::rateLimited(s.rejection[i], 1.0, exchangerRange.strokeS, model.dtS);
      s.rejectionErrorK[i] = errorK;
    } else {
      control(exchangerRange, s.rejection[i], s.rejectionErrorK[i], errorK, model.dtS);
    }
  });
  s.bypass[i] = std::clamp(1.0 - 2.0 * s.rejection[i], 0.0, 1.0);
  s.towerFan[i] = std::clamp(2.0 * s.rejection[i] - 1.0, 0.0, 1.0);
}

}  // namespace plenum::stage
