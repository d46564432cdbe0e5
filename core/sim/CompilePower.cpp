// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/Compiler.h"

namespace plenum {

void Compiler::power() {
  for (std::uint32_t d = 0; d < layout().power.size(); ++d) {
    const PlacedPower& placed = layout().power[d];
    PowerModel p;
    p.ratingW = std::max(1.0, placed.rating.si);
    if (placed.transformer) {
      p.lossA = placed.transformer->noLoadLoss.si / p.ratingW;
      p.lossC = placed.transformer->loadLoss.si / p.ratingW;
    }
    const auto take = [&](const LossCurve& loss) { p.lossA = loss.a, p.lossB = loss.b, p.lossC = loss.c; };
    if (placed.distribution) take(placed.distribution->loss);
    if (placed.ups) {
      take(placed.ups->loss);
      p.batteryJ = placed.ups->batteryEnergy.si;
      p.rechargeW = placed.ups->rechargePower.si;
      p.batteryEfficiency = std::clamp(placed.ups->batteryEfficiency.si, 0.5, 1.0);
    }
    if (placed.genset) {
      p.startS = placed.genset->startTime.si;
      p.tankL = placed.genset->tank.si;
      p.litresPerJ = placed.genset->fuelLitresPerKwh / 3.6e6;
    }
    if (placed.kind == PowerSpec::Kind::pdu) p.heatHall = placed.hall;
    model_.power.push_back(p);
  }
}

}  // namespace plenum
