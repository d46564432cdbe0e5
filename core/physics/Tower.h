// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>

#include "physics/Curves.h"
#include "physics/Psychrometrics.h"

namespace plenum::physics {

// Open cooling towers. Merkel's analogy makes a counter-flow exchanger of the tower, between water and air whose
// capacity is that of its enthalpy along the saturation line.

/// How the conductance changes off design; the defaults are EnergyPlus' CoolingTower:VariableSpeed:Merkel.
struct TowerCorrections {
  std::array<double, 3> ofAir{0.0, 1.3, -0.3};            // of the air fraction, 0.2 … 1
  std::array<double, 3> ofWater{0.1082, 1.667, -0.7713};  // of the water fraction, 0.3 … 1
  std::array<double, 2> ofWetBulb{1.0, 0.0081};           // of design minus actual wet bulb, −10 … 25 K
};

/// Merkel's analogy, which knows the fill; or York's polynomial, which knows only the design point.
enum class TowerModel { merkel, york };

struct Tower {
  TowerModel model = TowerModel::merkel;
  double uaWPerK = 0.0;                       // by designedTower
  double yorkRatio = 0.0;                     // by designedTower: water over air at which York's law meets the design
  double airKgPerS = 0.0, waterKgPerS = 0.0;  // at design
  double wetBulbC = 25.6;                     // at design
  double fanW = 0.0;                          // at full air
  double stillAirFraction = 0.125;            // of air and conductance with the fan off (EnergyPlus: 0.1–0.125)
  double airMin = 0.2;                        // the slowest fan; below it the tower fades to its free convection
  TowerCorrections corrections{};
  double driftFraction = 8e-5;  // of the water flow (EnergyPlus' default)
  double cycles = 4.0;          // of concentration, 3–6 (estimate)
};

/// A design point: water from inletC to outletC at this wet bulb.
struct TowerDesign {
  double waterKgPerS = 0.0, airKgPerS = 0.0;
  double inletC = 0.0, outletC = 0.0, wetBulbC = 0.0;
  double fanW = 0.0;
  double pressurePa = standardPressurePa;
};
/// The tower that meets the design exactly, by either law. Its conductance is 0 where no tower could; yorkRatio is 0
/// where the polynomial has no such point.
Tower designedTower(const TowerDesign& design);

struct TowerInflow {
  double waterC = 0.0, waterKgPerS = 0.0;
  double airC = 0.0, wetBulbC = 0.0;
  double airFraction = 0.0;  // of the fan, 0 … 1
  double pressurePa = standardPressurePa;
  double fillShare = 1.0;    // of the conductance that fouling has left, above 0
  double airShare = 1.0;     // of the air that clogging has left, above 0
  double reingestion = 0.0;  // share of the entering air that the tower itself blew out, 0–0.15 (estimate), below 0.9
};
struct TowerPoint {
  double heatW = 0.0;  // from the water to the air; 0 where the water is colder than the wet bulb
  double outletC = 0.0;
  double fanW = 0.0;
  double evaporationKgPerS = 0.0, driftKgPerS = 0.0, blowdownKgPerS = 0.0;
  double airOutC = 0.0;           // leaving, saturated
  double enteringWetBulbC = 0.0;  // with what comes back
};
/// One cell. The air leaves where its enthalpy balances, found to 1e-9 K. Fan power is the cube of the air; where the
/// catalogue has a table, multiply by that instead. Air that comes back brings heat and moisture: the tower then stands
/// in a wet bulb that is its own doing, found to 1e-9 K.
TowerPoint towerAt(const Tower& tower, const TowerInflow& in);

/// EnergyPlus' example of fan power over air flow, both as fractions of design.
Pchip exampleFanCurve();

/// Leaving water minus wet bulb in K by the York polynomial (EnergyPlus, YorkCalc), fitted for a wet bulb of −34.4
/// … 26.7 °C, a range of 1.1 … 22.2 K and an approach of 1.1 … 40 K. `liquidGasRatio` is water over air, each relative
/// to design, up to 8.
double yorkApproachK(double rangeK, double wetBulbC, double liquidGasRatio);
/// The leaving temperature that agrees with its own range; the wet bulb at best, the entering temperature at worst.
/// Outside of its bounds the nearest point that the fit covers is taken; below a range of 1.1 K the approach goes to 0
/// with the range. `approachFactor` above 1: fouled fill.
double yorkOutletC(double inletC, double wetBulbC, double liquidGasRatio, double approachFactor = 1.0);

}  // namespace plenum::physics
