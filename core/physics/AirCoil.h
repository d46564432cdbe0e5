// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "physics/HeatExchanger.h"

namespace plenum::physics {

/// Air across finned tubes with water in them: the coil of a CRAH or fan wall, which cools air, or of a dry cooler,
/// which cools water. Cross-flow, both sides unmixed, no condensation.
struct AirCoil {
  // side 1 air with V^0.8, side 2 water with m^0.85, hA of air half that of water (Modelica Buildings' defaults)
  FilmPair films{.designUaWPerK = 0.0, .filmRatio = 0.5, .exponent1 = 0.8, .exponent2 = 0.85};
  double airWPerK = 0.0, waterWPerK = 0.0;  // m·cp at design
  double fanW = 0.0;                        // at design; cubic in the flow
};

struct AirCoilDesign {
  double heatW = 0.0;  // positive: the coil's rating, in either direction
  double airInC = 0.0, waterInC = 0.0;
  double airWPerK = 0.0, waterWPerK = 0.0;
  double fanW = 0.0;
};
/// The coil that meets the design exactly; one of conductance 0 where none could.
AirCoil designedCoil(const AirCoilDesign& design);

struct AirCoilInflow {
  double airInC = 0.0, waterInC = 0.0;
  double airFraction = 0.0, waterFraction = 0.0;  // of the design flows
  double airDewPointC = -100.0;
  double foulingKPerW = 0.0;
};
struct AirCoilPoint {
  double heatW = 0.0;  // from air to water; negative in a dry cooler
  double airOutC = 0.0, waterOutC = 0.0;
  double fanW = 0.0;      // not in heatW: the caller says where it goes
  double surfaceC = 0.0;  // the coldest metal, at the entering water
  /// The surface is below the dew point: the coil would condense, and this dry law understates its heat.
  bool isWet = false;
};
AirCoilPoint coilAt(const AirCoil& coil, const AirCoilInflow& in);

/// A cooling coil that may condense. Enthalpies are counted as cp·t + w·vaporisation, with cp of dry air and the heat
/// of vaporisation at 0 °C, so that what air loses and water gains agrees to the last digit.
struct MoistCoilPoint {
  double heatW = 0.0;             // into the water, latent heat included
  double condensateKgPerS = 0.0;  // ≥ 0
  double airOutC = 0.0, waterOutC = 0.0;
  bool isWet = false;
};
inline constexpr double dryAirCpJPerKgK = 1006.0, vaporisationJPerKg = 2.501e6;
/// Braun's method: where the metal is below the dew point, an effectiveness between enthalpies with the saturation's
/// slope; the coil is dry where that would move less. `filmRatio` is hA of air over hA of water.
/// Source: J. Braun, S. Klein, J. Mitchell, ASHRAE Transactions 95 (1989), by way of physics 4.3.
MoistCoilPoint moistCoilAt(double uaWPerK, double filmRatio, Stream air, double humidityRatio, Stream water,
                           double pressurePa);

/// Air behind a wetted pad of this effectiveness, 0.7–0.85 (estimate).
struct WettedAir {
  double airC = 0.0;
  double humidityRatio = 0.0;
  double waterKgPerKg = 0.0;  // per kg of dry air
};
WettedAir wetted(double airC, double wetBulbC, double padEffectiveness, double pressurePa);

/// Air that a cooler draws when a share of what it blows out comes back, 0–0.15 by wind and place in the row
/// (estimate).
inline double reingestedC(double ambientC, double airOutC, double share) {
  return ambientC + share * (airOutC - ambientC);
}

}  // namespace plenum::physics
