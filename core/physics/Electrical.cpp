// SPDX-License-Identifier: Apache-2.0
#include "physics/Electrical.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/Math.h"

namespace plenum::physics {

double outputW(const LossCurve& device, double inputW) {
  // c x² + (1 + b) x = input/rated − a, by the form of the root that does not cancel for small c
  const double rest = inputW / device.ratedW - device.a;
  if (rest <= 0.0) return 0.0;
  const double linear = 1.0 + device.b;
  return device.ratedW * 2.0 * rest / (linear + std::sqrt(linear * linear + 4.0 * device.c * rest));
}

double efficiency(const LossCurve& device, double outputW) {
  return outputW > 0.0 ? outputW / inputW(device, outputW) : 0.0;
}

Pchip titaniumLossFraction() {
  const double load[] = {0.1, 0.2, 0.5, 1.0}, least[] = {0.90, 0.94, 0.96, 0.91};
  double loss[4];
  for (int i = 0; i < 4; ++i) loss[i] = load[i] * (1.0 / least[i] - 1.0);
  return Pchip(load, loss);
}

BatteryTick advance(const Battery& battery, double charge, double wantedW, double cellC, double dtS) {
  if (wantedW == 0.0 || !(battery.energyJ > 0.0) || !(dtS > 0.0)) return {charge, 0.0, 0.0};
  if (wantedW > 0.0) {
    const double locked = std::max(0.008 * (25.0 - cellC), 0.0);
    const double usableJ = std::max(charge - std::max(battery.lowestCharge, locked), 0.0) * battery.energyJ;
    const double most = std::min(battery.maxDischargeW, usableJ * battery.dischargeEfficiency / dtS);
    const double terminalW = std::min(wantedW, most);
    const double drawnW = terminalW / battery.dischargeEfficiency;
    return {charge - drawnW * dtS / battery.energyJ, terminalW, drawnW - terminalW};
  }
  const double roomJ = std::max(1.0 - charge, 0.0) * battery.energyJ;
  const double takenW = std::min({-wantedW, battery.maxChargeW, roomJ / (battery.chargeEfficiency * dtS)});
  const double keptW = takenW * battery.chargeEfficiency;
  return {charge + keptW * dtS / battery.energyJ, -takenW, takenW - keptW};
}

double constantPowerA(double openCircuitV, double resistanceOhm, double powerW) {
  const double inside = openCircuitV * openCircuitV - 4.0 * resistanceOhm * powerW;
  // the smaller root, in the form that holds for a resistance of 0 too
  return 2.0 * std::min(powerW, openCircuitV * openCircuitV / (4.0 * std::max(resistanceOhm, 1e-300))) /
         (openCircuitV + std::sqrt(std::max(inside, 0.0)));
}

double peukertHours(double capacityAh, double ratedHours, double currentA, double exponent) {
  return ratedHours * math::pow(capacityAh / (currentA * ratedHours), exponent);
}

double heatingAfter(double heating, double currentRatio, double dtS, double timeConstantS) {
  return heating - math::expm1(-dtS / timeConstantS) * (currentRatio * currentRatio - heating);
}

double secondsToTrip(double heating, double currentRatio, double timeConstantS) {
  const double square = currentRatio * currentRatio;
  if (heating >= tripHeating) return 0.0;
  if (square <= tripHeating) return std::numeric_limits<double>::infinity();
  return timeConstantS * math::log((square - heating) / (square - tripHeating));
}

double timeConstantOf(double currentRatio, double secondsFromCold) {
  return secondsFromCold / secondsToTrip(0.0, currentRatio, 1.0);
}

double relaySeconds(InverseTime curve, double timeMultiplier, double multiple) {
  if (multiple <= 1.0) return std::numeric_limits<double>::infinity();
  return timeMultiplier * curve.k / math::expm1(curve.a * math::log(multiple));
}

}  // namespace plenum::physics
