// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "physics/Curves.h"

namespace plenum::physics {

// Losses on the way from the grid to the chip. Every loss is heat in the room of its device.

/// Loss = rated · (a + b x + c x²) with x the output over the rated output: what it takes to be on, what goes with the
/// current through a junction, and what goes with its square through a resistance.
struct LossCurve {
  double ratedW = 0.0;
  double a = 0.0, b = 0.0, c = 0.0;
};
constexpr double lossW(const LossCurve& device, double outputW) {
  const double x = outputW / device.ratedW;
  return device.ratedW * (device.a + x * (device.b + x * device.c));
}
constexpr double inputW(const LossCurve& device, double outputW) { return outputW + lossW(device, outputW); }
/// The output that an input leaves, the inverse of the above; 0 where the input does not cover the standing loss.
double outputW(const LossCurve& device, double inputW);
/// 0 … 1; 0 without output.
double efficiency(const LossCurve& device, double outputW);

// a transformerless double-conversion UPS, and the same in its economy mode: 96.9 % and 99.0 % at full load (estimates,
// consistent with makers' "up to 97 %" and "up to 99 %")
inline constexpr LossCurve doubleConversionUps{1.0, 0.0065, 0.0095, 0.0155};
inline constexpr LossCurve economyUps{1.0, 0.004, 0.002, 0.004};
constexpr LossCurve ratedAt(LossCurve shape, double ratedW) { return {ratedW, shape.a, shape.b, shape.c}; }

struct Transformer {
  double ratedVa = 0.0;
  double noLoadW = 0.0;    // iron, whenever energised
  double fullLoadW = 0.0;  // copper, at rated current
};
constexpr double lossW(const Transformer& transformer, double loadVa) {
  const double x = loadVa / transformer.ratedVa;
  return transformer.noLoadW + transformer.fullLoadW * x * x;
}

/// Loss over rated output of an 80 PLUS Titanium supply (230 V, redundant) over its load: 90, 94, 96 and 91 % at 10,
/// 20, 50 and 100 %, the least that the label allows. Below 10 % the loss stays what it is there.
Pchip titaniumLossFraction();

/// A battery string as an energy store. Its heat is what efficiency takes.
struct Battery {
  double energyJ = 0.0;               // from empty to full at 25 °C
  double dischargeEfficiency = 0.97;  // estimates, calibrate per product
  double chargeEfficiency = 0.97;
  double maxDischargeW = 0.0, maxChargeW = 0.0;  // at the terminals
  double lowestCharge = 0.0;                     // kept in reserve, of energyJ
};
struct BatteryTick {
  double charge = 0.0;     // 0 … 1, after
  double terminalW = 0.0;  // the mean over the tick, positive out; less than asked for where a limit came first
  double heatW = 0.0;      // energyJ · change of charge = −(terminalW + heatW) · dtS to rounding
};
/// `wantedW` positive discharges, negative charges. Below 25 °C 0.8 % per kelvin of the energy cannot be drawn.
BatteryTick advance(const Battery& battery, double charge, double wantedW, double cellC, double dtS);

/// Current of a battery that must deliver a constant power; its largest, at half the open-circuit voltage, where
/// it cannot.
double constantPowerA(double openCircuitV, double resistanceOhm, double powerW);
/// Hours that a battery lasts at a constant current by Peukert's law; k 1.15–1.30 for lead, 1.02–1.05 for lithium.
double peukertHours(double capacityAh, double ratedHours, double currentA, double exponent);

// Thermal replica of a breaker or cable: heating in units of rated current squared follows the current with one time
// constant. 1.44 lies between what IEC 60947-2 says must not trip (1.05 of rated) and must trip (1.30).
inline constexpr double tripHeating = 1.44;
// trips at six times rated current after 10 s from cold
inline constexpr double breakerTimeConstantS = 245.0;
/// Exact for a current that is constant over dtS. `currentRatio` = I / I rated.
double heatingAfter(double heating, double currentRatio, double dtS, double timeConstantS);
/// From this heating to the trip; infinite where the current can be carried for ever, 0 where it is due already.
double secondsToTrip(double heating, double currentRatio, double timeConstantS);
/// The time constant of a device that trips after this time from cold.
double timeConstantOf(double currentRatio, double secondsFromCold);

/// Inverse-time relays of IEC 60255-151: t = TMS · k / (M^a − 1).
struct InverseTime {
  double k = 0.0, a = 0.0;
};
inline constexpr InverseTime standardInverse{0.14, 0.02}, veryInverse{13.5, 1.0}, extremelyInverse{80.0, 2.0};
/// `multiple` = I / I setting; infinite up to 1.
double relaySeconds(InverseTime curve, double timeMultiplier, double multiple);

}  // namespace plenum::physics
