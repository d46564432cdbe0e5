// SPDX-License-Identifier: Apache-2.0
#include "physics/Battery.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/Math.h"

namespace plenum::physics {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Of the energy that comes out slowly, what comes out at this power: t ~ P^-k, so P·t ~ P^(1-k).
double rateShare(const Battery& battery, double powerW) {
  const double slowW = slowestLoad * battery.ratedW;
  if (battery.peukert <= 1.0 || !(slowW > 0.0) || powerW <= slowW) return 1.0;
  return math::pow(slowW / powerW, battery.peukert - 1.0);
}

}  // namespace

double agedFraction(double ageYears, double lifeYears) {
  if (!(lifeYears > 0.0) || !(ageYears > 0.0)) return 1.0;
  return std::max(0.5, 1.0 - lostOverLife * ageYears / lifeYears);
}

Battery batteryOf(const BatteryRating& rating) {
  Battery battery{.dischargeEfficiency = rating.efficiency,
                  .chargeEfficiency = rating.efficiency,
                  .maxDischargeW = infinite,
                  .maxChargeW = rating.rechargeW,
                  .ratedW = rating.ratedW,
                  .peukert = rating.peukert};
  const double newJ = rating.usableJ / (rating.efficiency * rateShare(battery, rating.ratedW));
  battery.energyJ = newJ * agedFraction(rating.ageYears, rating.lifeYears);
  return battery;
}

double lockedFraction(const Battery& battery, double powerW, double cellC) {
  const double warm = 1.0 - std::clamp(0.008 * (25.0 - cellC), 0.0, 1.0);
  return std::max(battery.lowestCharge, 1.0 - warm * rateShare(battery, powerW));
}

double drainPerS(const Battery& battery, double powerW) {
  return powerW / (battery.dischargeEfficiency * battery.energyJ);
}

double secondsToEmpty(const Battery& battery, double charge, double powerW, double cellC) {
  if (!(powerW > 0.0)) return infinite;
  if (!(battery.energyJ > 0.0)) return 0.0;
  return std::max(charge - lockedFraction(battery, powerW, cellC), 0.0) / drainPerS(battery, powerW);
}

double secondsToFull(const Battery& battery, double charge, double powerW) {
  if (charge >= 1.0 || !(battery.energyJ > 0.0)) return 0.0;
  const double keptW = std::min(powerW, battery.maxChargeW) * battery.chargeEfficiency;
  return keptW > 0.0 ? (1.0 - charge) * battery.energyJ / keptW : infinite;
}

double shownCharge(const Battery& battery, double charge, double powerW) {
  const double locked = lockedFraction(battery, powerW);
  return locked < 1.0 ? std::clamp((charge - locked) / (1.0 - locked), 0.0, 1.0) : 0.0;
}

BatteryTick advance(const Battery& battery, double charge, double wantedW, double cellC, double dtS) {
  if (wantedW == 0.0 || !(battery.energyJ > 0.0) || !(dtS > 0.0)) return {charge, 0.0, 0.0};
  if (wantedW > 0.0) {
    const double asked = std::min(wantedW, battery.maxDischargeW);
    const double usableJ = std::max(charge - lockedFraction(battery, asked, cellC), 0.0) * battery.energyJ;
    const double terminalW = std::min(asked, usableJ * battery.dischargeEfficiency / dtS);
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

}  // namespace plenum::physics
