// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "physics/Psychrometrics.h"

namespace plenum::physics {

/// Coils, fans and, in an adiabatic one, wetted pads before the coils. Numbers at the rating.
struct DryCooler {
  double uaWPerK = 0.0;
  double airKgPerS = 0.0, waterKgPerS = 0.0;
  double fanW = 0.0;              // at full air; cubic
  double padEffectiveness = 0.0;  // 0.7–0.85 (estimate); 0: no pads
  // with the fans at rest, warm coils draw this share of the air; below the slowest fan it fades to that (estimates)
  double stillAirFraction = 0.03, airMin = 0.1;
};
struct DryCoolerInflow {
  double waterC = 0.0, waterKgPerS = 0.0, waterCpJPerKgK = 4184.0;
  double airC = 0.0, wetBulbC = 0.0;  // outside
  double airFraction = 0.0;           // of the fans, 0 … 1
  double airShare = 1.0;              // that clogged fins have left, above 0
  double reingestion = 0.0;           // share of the entering air that the coolers blew out, 0–0.15, below 0.9
  bool isPadWet = false;
  double pressurePa = standardPressurePa;
};
struct DryCoolerPoint {
  double heatW = 0.0;                                 // from the water; negative where the air is the warmer
  double outletC = 0.0, airInC = 0.0, airOutC = 0.0;  // air before and behind the coil
  double airWPerK = 0.0;                              // m·cp
  double fanW = 0.0;
  double padKgPerS = 0.0;  // water that the pads evaporate
};
/// One unit. Without pads exact; with wet pads and air that comes back, the air before the coil is found to 1e-9 K.
DryCoolerPoint dryCoolerAt(const DryCooler& cooler, const DryCoolerInflow& in);

/// Conductance from standing water to still air outside: what a coil loses when its pump and fans stand.
double stillWPerK(const DryCooler& cooler);

}  // namespace plenum::physics
