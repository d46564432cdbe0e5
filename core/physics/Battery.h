// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::physics {

/// A battery string as an energy store. Its heat is what efficiency takes, and nothing else: what a quick discharge or
/// the cold keep back stays in the cells and can be drawn later, slower or warmer. So the account of energy is exact,
/// and a constant power is carried for Peukert's time.
struct Battery {
  double energyJ = 0.0;               // in the cells, from empty to full: at 25 °C and drawn slowly
  double dischargeEfficiency = 0.97;  // estimates, calibrate per product
  double chargeEfficiency = 0.97;
  double maxDischargeW = 0.0, maxChargeW = 0.0;  // at the terminals
  double lowestCharge = 0.0;                     // kept in reserve, of energyJ
  double ratedW = 0.0;                           // Peukert's law counts from here; 0: it does not hold
  double peukert = 1.0;
};

/// What a data sheet says of a string.
struct BatteryRating {
  double ratedW = 0.0;
  double usableJ = 0.0;  // at the terminals, at ratedW, new and at 25 °C
  double efficiency = 0.97;
  double peukert = 1.0;  // 1.15 … 1.30 of lead, 1.02 … 1.05 of lithium (physics 6.2)
  double ageYears = 0.0, lifeYears = 0.0;
  double rechargeW = 0.0;
};
/// A string whose time at ratedW from full is usableJ/ratedW when new.
Battery batteryOf(const BatteryRating& rating);

// the end of a battery's life is where it has lost a fifth (IEEE 1188); the loss is taken as linear in time
inline constexpr double lostOverLife = 0.2;
// Peukert's law is not carried on below this share of rated power: slower, all of the energy comes out
inline constexpr double slowestLoad = 0.05;
/// Of the energy when new, 1 … 0.5.
double agedFraction(double ageYears, double lifeYears);

/// Share of energyJ that cannot be drawn at this power: the reserve, what the cold holds (0.8 % per kelvin below
/// 25 °C) and what goes too slowly for it.
double lockedFraction(const Battery& battery, double powerW, double cellC = 25.0);
/// Charge that goes per second at this power.
double drainPerS(const Battery& battery, double powerW);
/// Until it can no longer give this power; infinite for a power of 0.
double secondsToEmpty(const Battery& battery, double charge, double powerW, double cellC = 25.0);
/// Until it is full at this power into the terminals (never more than it takes).
double secondsToFull(const Battery& battery, double charge, double powerW);
/// Charge as a person would read it: 0 where it can no longer give this power, 1 when full.
double shownCharge(const Battery& battery, double charge, double powerW);

struct BatteryTick {
  double charge = 0.0;     // 0 … 1, after
  double terminalW = 0.0;  // the mean over the tick, positive out; less than asked for where a limit came first
  double heatW = 0.0;      // energyJ · change of charge = −(terminalW + heatW) · dtS to rounding
};
/// `wantedW` positive discharges, negative charges.
BatteryTick advance(const Battery& battery, double charge, double wantedW, double cellC, double dtS);

/// Current of a battery that must deliver a constant power; its largest, at half the open-circuit voltage, where
/// it cannot.
double constantPowerA(double openCircuitV, double resistanceOhm, double powerW);
/// Hours that a battery lasts at a constant current by Peukert's law.
double peukertHours(double capacityAh, double ratedHours, double currentA, double exponent);

}  // namespace plenum::physics
