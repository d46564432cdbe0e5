// SPDX-License-Identifier: Apache-2.0
#include "physics/AirCoil.h"

#include <algorithm>
#include <cmath>

#include "physics/Psychrometrics.h"

namespace plenum::physics {

AirCoil designedCoil(const AirCoilDesign& design) {
  AirCoil coil;
  coil.airWPerK = design.airWPerK;
  coil.waterWPerK = design.waterWPerK;
  coil.fanW = design.fanW;
  const double least = std::min(design.airWPerK, design.waterWPerK);
  const double most = std::max(design.airWPerK, design.waterWPerK);
  const double wanted = design.heatW / (least * std::abs(design.airInC - design.waterInC));
  const double ratio = least / most;
  if (!(wanted < effectiveness(FlowArrangement::crossUnmixed, 1e3, ratio))) return coil;
  coil.films.designUaWPerK = ntuOf(FlowArrangement::crossUnmixed, wanted, ratio) * least;
  return coil;
}

AirCoilPoint coilAt(const AirCoil& coil, const AirCoilInflow& in) {
  const double air = std::max(in.airFraction, 0.0), waterShare = std::max(in.waterFraction, 0.0);
  const double ua = uaOffDesign(coil.films, air, waterShare, in.foulingKPerW);
  const Exchange x = exchange(FlowArrangement::crossUnmixed, ua, {in.airInC, air * coil.airWPerK},
                              {in.waterInC, waterShare * coil.waterWPerK});
  AirCoilPoint point{.heatW = x.heatW, .airOutC = x.hotOutC, .waterOutC = x.coldOutC};
  point.fanW = coil.fanW * air * air * air;
  // where water enters, leaving air meets it; the metal lies between them as the film of the water is in the whole
  const double waterFilmShare = coil.films.filmRatio / (1.0 + coil.films.filmRatio);
  point.surfaceC = in.waterInC + waterFilmShare * (point.airOutC - in.waterInC);
  point.isWet = waterShare > 0.0 && air > 0.0 && point.surfaceC < in.airDewPointC;
  return point;
}

WettedAir wetted(double airC, double wetBulbC, double padEffectiveness, double pressurePa) {
  const double before = humidityRatioAtWetBulb(airC, wetBulbC, pressurePa);
  const double cooledC = airC - padEffectiveness * (airC - wetBulbC);
  // the wet bulb stays what it was, which gives the moisture taken up
  const double after = humidityRatioAtWetBulb(cooledC, wetBulbC, pressurePa);
  return {cooledC, after, after - before};
}

}  // namespace plenum::physics
