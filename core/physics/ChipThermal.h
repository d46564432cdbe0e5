// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "physics/Curves.h"

namespace plenum::physics {

// A chip is two heat capacities in a row: the die, and what carries its heat away, a cold plate or a heatsink with air.
//
//   Cd dTd/dt = P − (Td − Tp)/R          Cp dTp/dt = (Td − Tp)/R − G (Tp − Tin)
//
// G is the conductance from the plate to the coolant at its *inlet*, so it can never exceed m·cp. Both states are
// carried over a tick exactly for the power and inlet of that tick.

struct ChipThermal {
  double dieJPerK = 60.0;     // die, lid and the board's share; 30–80 J/K (estimate, calibrate per product)
  double plateJPerK = 465.0;  // 0.6 kg of copper with 60 mL of coolant; 300–900 J/K (estimate)
  double jointKPerW = 0.015;  // die to plate through the interface; 0.010–0.020 K/W (estimate)
};

// convective resistance of a cold plate, fitted to the case-to-inlet resistances of a 1 kW module in OCP's OAI
// liquid-cooling guideline of 2023: water within 1.5 %, 25 % glycol within 3 % from 0.8 L/min
inline constexpr double coldPlateWaterKPerW = 0.0135;
inline constexpr double coldPlateGlycolKPerW = 0.0160;

/// Inlet-referenced conductance in W/K of a plate of constant convective resistance; 0 without flow, at most m·cp.
double coldPlateWPerK(double convectionKPerW, double flowWPerK);
/// The same from a measured curve of case-to-inlet resistance in K/W over flow in m³/s, held below m·cp.
double coldPlateWPerK(const Pchip& resistanceOverFlow, double flowM3PerS, double flowWPerK);

struct Heatsink {
  double designKPerW = 0.05;       // plate to air at inlet, at design flow
  double stillAirFraction = 0.02;  // of the design conductance that is left without a fan (estimate)
};
/// W/K; grows with the 0.8th power of the flow (turbulent plates), at most `airWPerK`, the chip's share of m·cp.
double heatsinkWPerK(const Heatsink& sink, double flowFraction, double airWPerK);

struct ChipState {
  double dieC = 0.0, plateC = 0.0;
  bool operator==(const ChipState&) const = default;
};

/// One tick of a chip as eight numbers: new = F · old + gP · power + gT · inlet. The same for all chips of one kind
/// with the same flow, so compute it per (rack kind, flow) and again only where the flow has moved by 0.2 % or so.
struct ChipStep {
  double f11 = 1.0, f12 = 0.0, f21 = 0.0, f22 = 1.0;  // die, plate
  double gP1 = 0.0, gP2 = 0.0;                        // K/W
  double gT1 = 0.0, gT2 = 0.0;
};
/// Exact for any dt ≥ 0 and any G ≥ 0; without flow the pair keeps warming at P/(Cd + Cp).
ChipStep chipStep(const ChipThermal& chip, double conductanceWPerK, double dtS);

inline ChipState stepped(const ChipStep& s, ChipState at, double powerW, double inletC) {
  return {s.f11 * at.dieC + s.f12 * at.plateC + s.gP1 * powerW + s.gT1 * inletC,
          s.f21 * at.dieC + s.f22 * at.plateC + s.gP2 * powerW + s.gT2 * inletC};
}

/// Heat that the chip has taken up between two states, J. What the coolant got over the tick is then
/// powerW · dtS − this: the coolant is given what the chip did not keep, so energy closes by construction and to
/// rounding, whatever the flow did.
inline double keptJ(const ChipThermal& chip, ChipState before, ChipState after) {
  return chip.dieJPerK * (after.dieC - before.dieC) + chip.plateJPerK * (after.plateC - before.plateC);
}

/// Where the chip comes to rest; conductance > 0.
ChipState chipAtRest(const ChipThermal& chip, double conductanceWPerK, double powerW, double inletC);

}  // namespace plenum::physics
