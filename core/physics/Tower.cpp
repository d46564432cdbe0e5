// SPDX-License-Identifier: Apache-2.0
#include "physics/Tower.h"

#include <algorithm>
#include <cmath>

#include "base/Math.h"
#include "physics/Fluids.h"
#include "physics/HeatExchanger.h"

namespace plenum::physics {
namespace {

// the water's constant here; the reference series use it too
constexpr double waterCp = water.cpJPerKgK;

// York's fit inside its bounds; beyond them the nearest that it covers, and below its smallest range the straight line
// to no range, no approach
double yorkApproach(double rangeK, double wetBulbC, double ratio) {
  constexpr double leastRangeK = 1.1;
  const double approachK = yorkApproachK(std::clamp(rangeK, leastRangeK, 22.2), std::clamp(wetBulbC, -34.4, 26.7),
                                         std::clamp(ratio, 0.1, 8.0));
  return std::max(0.0, approachK) * std::clamp(rangeK / leastRangeK, 0.0, 1.0);
}

// J/(kg K) of air that stays saturated between two temperatures
double saturatedCp(double fromC, double toC, double pressurePa) {
  const double gapK = std::max(toC - fromC, 1e-3);
  return (enthalpyAtSaturationJPerKg(fromC + gapK, pressurePa) - enthalpyAtSaturationJPerKg(fromC, pressurePa)) / gapK;
}

// J/kg of saturated air where it leaves, and the heat that it would take up if it left there
struct Leaving {
  double enthalpyJPerKg, heatW;
};
Leaving leavingAt(double airOutC, double uaWPerK, double airKgPerS, double startJPerKg, const TowerInflow& in) {
  // the capacity of air that stays saturated on its way; conductance is told for dry air
  const double gapK = std::max(airOutC - in.wetBulbC, 1e-3);
  const double farJPerKg = enthalpyAtSaturationJPerKg(in.wetBulbC + gapK, in.pressurePa);
  const double cp = (farJPerKg - startJPerKg) / gapK;
  const double airWPerK = airKgPerS * cp, waterWPerK = in.waterKgPerS * waterCp;
  const double heatW =
      exchange(FlowArrangement::counter, uaWPerK * cp / airCpJPerKgK,
               {.inletC = in.waterC, .capacityWPerK = waterWPerK}, {.inletC = in.wetBulbC, .capacityWPerK = airWPerK})
          .heatW;
  return {startJPerKg + cp * (airOutC - in.wetBulbC), heatW};
}

struct Balance {
  double airOutC, heatW;
};

// the leaving wet bulb at which the air holds the heat that the water gave: false position, always bracketed
Balance balance(double uaWPerK, double airKgPerS, const TowerInflow& in) {
  const double startJPerKg = enthalpyAtSaturationJPerKg(in.wetBulbC, in.pressurePa);
  const auto excessW = [&](double airOutC) {
    const Leaving at = leavingAt(airOutC, uaWPerK, airKgPerS, startJPerKg, in);
    return airKgPerS * (at.enthalpyJPerKg - startJPerKg) - at.heatW;
  };
  double low = in.wetBulbC, high = in.waterC;
  double atLow = excessW(low), atHigh = excessW(high);
  double airOutC = high;
  int side = 0;
  for (int i = 0; i < 60 && high - low > 1e-9; ++i) {
    airOutC = (low * atHigh - high * atLow) / (atHigh - atLow);
    if (!(airOutC > low && airOutC < high)) airOutC = 0.5 * (low + high);
    const double at = excessW(airOutC);
    if (std::abs(at) <= 1e-12 * (std::abs(atLow) + std::abs(atHigh))) break;
    // an end that stays put twice is halved in weight (the Illinois rule), or convergence would be slow
    if (at > 0.0) {
      high = airOutC;
      atHigh = at;
      if (side == 1) atLow *= 0.5;
      side = 1;
    } else {
      low = airOutC;
      atLow = at;
      if (side == -1) atHigh *= 0.5;
      side = -1;
    }
  }
  return {airOutC, leavingAt(airOutC, uaWPerK, airKgPerS, startJPerKg, in).heatW};
}

double correction(const TowerCorrections& c, double airFraction, double waterFraction, double wetBulbGapK) {
  return polynomial(c.ofAir, std::clamp(airFraction, 0.2, 1.0)) *
         polynomial(c.ofWater, std::clamp(waterFraction, 0.3, 1.0)) *
         polynomial(c.ofWetBulb, std::clamp(wetBulbGapK, -10.0, 25.0));
}

// heat and air of one cell: where the fan is slower than its slowest, both fade to free convection on a straight line
struct Air {
  double kgPerS, ua;
};
Air airOf(const Tower& tower, const TowerInflow& in, double fan) {
  const double fade = std::min(fan / tower.airMin, 1.0);
  const double fraction =
      fan >= tower.airMin ? fan : tower.stillAirFraction + fade * (tower.airMin - tower.stillAirFraction);
  const double forced = correction(tower.corrections, std::max(fan, tower.airMin), in.waterKgPerS / tower.waterKgPerS,
                                   tower.wetBulbC - in.wetBulbC);
  const double still = std::min(tower.stillAirFraction, forced);
  const double share = fan >= tower.airMin ? forced : still + fade * (forced - still);
  return {tower.airKgPerS * fraction * in.airShare, tower.uaWPerK * share * in.fillShare};
}

// by York's law the water would leave here, at a fan of at least its slowest
double yorkHeatW(const Tower& tower, const TowerInflow& in, double fan) {
  const double ratio = std::min(8.0, tower.yorkRatio * in.waterKgPerS / (tower.waterKgPerS * fan * in.airShare));
  return in.waterKgPerS * waterCp * (in.waterC - yorkOutletC(in.waterC, in.wetBulbC, ratio, 1.0 / in.fillShare));
}

// where saturated air holds the heat that it has taken up
double airHoldingC(double heatW, double airKgPerS, const TowerInflow& in) {
  const double wanted = enthalpyAtSaturationJPerKg(in.wetBulbC, in.pressurePa) + heatW / airKgPerS;
  double low = in.wetBulbC, high = 90.0;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (enthalpyAtSaturationJPerKg(middle, in.pressurePa) < wanted ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

Balance yorkBalance(const Tower& tower, const Air& air, const TowerInflow& in, double fan) {
  double heatW = yorkHeatW(tower, in, std::max(fan, tower.airMin));
  if (fan < tower.airMin) {
    // free convection carries a fixed share of what the full fan would (EnergyPlus)
    const double stillW = std::min(heatW, tower.stillAirFraction * yorkHeatW(tower, in, 1.0));
    heatW = stillW + fan / tower.airMin * (heatW - stillW);
  }
  return {airHoldingC(heatW, air.kgPerS, in), heatW};
}

TowerPoint cellAt(const Tower& tower, const TowerInflow& in) {
  TowerPoint point{.outletC = in.waterC, .airOutC = in.wetBulbC, .enteringWetBulbC = in.wetBulbC};
  const double fan = std::clamp(in.airFraction, 0.0, 1.0);
  point.fanW = tower.fanW * fan * fan * fan;
  if (!(in.waterKgPerS > 0.0)) return point;
  point.driftKgPerS = tower.driftFraction * in.waterKgPerS;
  if (in.waterC <= in.wetBulbC) return point;

  const Air air = airOf(tower, in, fan);
  const bool isYork = tower.model == TowerModel::york && tower.yorkRatio > 0.0;
  const Balance at = isYork ? yorkBalance(tower, air, in, fan) : balance(air.ua, air.kgPerS, in);
  point.heatW = at.heatW;
  point.outletC = in.waterC - at.heatW / (in.waterKgPerS * waterCp);
  point.airOutC = at.airOutC;
  const double moistureIn = humidityRatioAtWetBulb(std::max(in.airC, in.wetBulbC), in.wetBulbC, in.pressurePa);
  const double moistureOut = humidityRatioAtSaturation(at.airOutC, in.pressurePa);
  point.evaporationKgPerS = std::max(air.kgPerS * (moistureOut - moistureIn), 0.0);
  point.blowdownKgPerS = std::max(point.evaporationKgPerS / (tower.cycles - 1.0) - point.driftKgPerS, 0.0);
  return point;
}

// the wet bulb at which saturated air has the enthalpy of the mix
double wetBulbOfMixC(double outsideJPerKg, double backJPerKg, double share, const TowerInflow& in) {
  return airHoldingC(share * (backJPerKg - outsideJPerKg), 1.0, in);
}

// the ratio of water to air at which York's law meets the design, if there is one
double yorkRatioAt(const TowerDesign& design) {
  const double wantedK = design.outletC - design.wetBulbC, rangeK = design.inletC - design.outletC;
  double low = 0.1, high = 8.0;
  const auto at = [&](double ratio) { return yorkApproach(rangeK, design.wetBulbC, ratio); };
  if (at(low) > wantedK || at(high) < wantedK) return 0.0;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (at(middle) < wantedK ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace

Tower designedTower(const TowerDesign& design) {
  Tower tower{.airKgPerS = design.airKgPerS,
              .waterKgPerS = design.waterKgPerS,
              .wetBulbC = design.wetBulbC,
              .fanW = design.fanW};
  tower.yorkRatio = yorkRatioAt(design);
  const double heatW = design.waterKgPerS * waterCp * (design.inletC - design.outletC);
  const double enthalpyOut = enthalpyAtSaturationJPerKg(design.wetBulbC, design.pressurePa) + heatW / design.airKgPerS;
  double low = design.wetBulbC, high = design.inletC;
  if (enthalpyAtSaturationJPerKg(high, design.pressurePa) < enthalpyOut) return tower;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (enthalpyAtSaturationJPerKg(middle, design.pressurePa) < enthalpyOut ? low : high) = middle;
  }
  const double cp = saturatedCp(design.wetBulbC, low, design.pressurePa);
  const double airWPerK = design.airKgPerS * cp, waterWPerK = design.waterKgPerS * waterCp;
  const double least = std::min(airWPerK, waterWPerK), most = std::max(airWPerK, waterWPerK);
  const double wanted = heatW / (least * (design.inletC - design.wetBulbC));
  if (!(wanted < 1.0)) return tower;
  const double correctionHere = correction(tower.corrections, 1.0, 1.0, 0.0);
  tower.uaWPerK = counterFlowNtu(wanted, least / most) * least * airCpJPerKgK / cp / correctionHere;
  return tower;
}

TowerPoint towerAt(const Tower& tower, const TowerInflow& in) {
  if (!(in.reingestion > 0.0)) return cellAt(tower, in);
  const double share = std::min(in.reingestion, 0.9);
  const double outsideJPerKg = enthalpyAtSaturationJPerKg(in.wetBulbC, in.pressurePa);
  TowerInflow entering = in;
  TowerPoint point = cellAt(tower, entering);
  // each round's error is a share of the last: what comes back is warmed by less than it is warmer
  for (int i = 0; i < 60; ++i) {
    const double before = entering.wetBulbC;
    entering.wetBulbC =
        wetBulbOfMixC(outsideJPerKg, enthalpyAtSaturationJPerKg(point.airOutC, in.pressurePa), share, in);
    entering.airC = in.airC + share * (point.airOutC - in.airC);
    point = cellAt(tower, entering);
    if (std::abs(entering.wetBulbC - before) < 1e-9) break;
  }
  return point;
}

Pchip exampleFanCurve() {
  const double air[] = {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0};
  const double power[] = {0.0,      0.020982, 0.027843, 0.046465, 0.082729, 0.142516,
                          0.231706, 0.356180, 0.521818, 0.734502, 1.0};
  return Pchip(air, power);
}

double yorkApproachK(double rangeK, double wetBulbC, double liquidGasRatio) {
  // by power of the liquid–gas ratio, then of the range, then of the wet bulb
  static constexpr double a[3][3][3] = {{{-0.359741205, -0.055053608, 0.0023850432},
                                         {0.173926877, -0.0248473764, 0.00048430224},
                                         {-0.005589849456, 0.0005770079712, -0.00001342427256}},
                                        {{2.84765801111111, -0.121765149, 0.0014599242},
                                         {1.680428651, -0.0166920786, -0.0007190532},
                                         {-0.025485194448, 0.0000487491696, 0.00002719234152}},
                                        {{-0.0653766255555556, -0.002278167, 0.0002500254},
                                         {-0.0910565458, 0.00318176316, 0.000038621772},
                                         {-0.0034285382352, 0.00000856589904, -0.000001516821552}}};
  double approachK = 0.0, ofRatio = 1.0;
  for (const auto& byRange : a) {
    double ofRange = 1.0, sum = 0.0;
    for (const auto& c : byRange) {
      sum += ofRange * (c[0] + wetBulbC * (c[1] + wetBulbC * c[2]));
      ofRange *= rangeK;
    }
    approachK += ofRatio * sum;
    ofRatio *= liquidGasRatio;
  }
  return approachK;
}

double yorkOutletC(double inletC, double wetBulbC, double liquidGasRatio, double approachFactor) {
  if (inletC <= wetBulbC) return inletC;
  double low = wetBulbC, high = inletC;
  for (int i = 0; i < 50; ++i) {
    const double outletC = 0.5 * (low + high);
    const bool isTooCold =
        outletC < wetBulbC + approachFactor * yorkApproach(inletC - outletC, wetBulbC, liquidGasRatio);
    (isTooCold ? low : high) = outletC;
  }
  return 0.5 * (low + high);
}

}  // namespace plenum::physics
