// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>

namespace plenum::physics {

/// An electric chiller by three curves, as DOE-2.1 and EnergyPlus' Chiller:Electric:EIR have it. x is the leaving
/// chilled water, y the entering condenser water, both in °C. Rows of the catalogue.
struct ChillerCurves {
  double capacityW = 0.0;                   // at the reference point
  double cop = 0.0;                         // at the reference point and full load
  std::array<double, 6> capacityOf{};       // biquadratic, 1 at the reference point
  std::array<double, 6> inputOf{};          // biquadratic of power per capacity, 1 at the reference point
  std::array<double, 3> inputOfPartLoad{};  // of the part-load ratio, 1 at 1
  double partLoadMin = 0.1;                 // below it the machine cycles
  double partLoadUnloading = 0.1;           // below it power no longer falls with load but by cycling or hot-gas bypass
  double partLoadMax = 1.0;
  double leavingMinC = 0.0, leavingMaxC = 0.0;  // where the curves were fitted
  double enteringMinC = 0.0, enteringMaxC = 0.0;
  double motorShareToCondenser = 1.0;  // of the power: 1 for a hermetic motor
};

struct ChillerPoint {
  double availableW = 0.0;  // what it could cool here
  double heatW = 0.0;       // what it cools
  double powerW = 0.0;
  double condenserW = 0.0;  // heat into the condenser water
  double partLoad = 0.0;    // heat over available
  double running = 0.0;     // share of time, below 1 where it cycles
  double cop = 0.0;         // heat over power; 0 when off
  bool isExtrapolated = false;
};

/// The curves as they are, also outside of where they were fitted (isExtrapolated then). loadW ≤ 0 is off.
ChillerPoint chillerByCurve(const ChillerCurves& chiller, double leavingC, double enteringC, double loadW);
/// As above, at a given part-load ratio instead of a load.
ChillerPoint chillerAtPartLoad(const ChillerCurves& chiller, double leavingC, double enteringC, double partLoad);

/// The model of the plant. Published curves are of comfort cooling and end near 10 °C of leaving water; beyond them the
/// curves are read at the nearest fitted point and the efficiency is carried on by the ratio of the Carnot efficiencies
/// between leaving chilled and entering condenser water, with the lift not below 8 K. It is not carried above 65 % of
/// Carnot, or above the nearest point where that is already better. Capacity stays that of the nearest point.
/// `fouledShare`, 0 … below 1, is how much of the condenser's conductance is lost: it works as if its water came in
/// warmer by what its approach has grown.
ChillerPoint chillerAt(const ChillerCurves& chiller, double leavingC, double enteringC, double loadW,
                       double fouledShare = 0.0);

/// By how much the approach of a condenser grows at a part load when `fouledShare` of its conductance is lost.
double foulingK(double fouledShare, double partLoad);

/// A by-pass at the condenser mixes leaving into entering water, so that the machine never sees water colder than
/// `leastC`; the warmth that it gives is the same.
struct CondenserInlet {
  double enteringC = 0.0;
  double recirculated = 0.0;  // share of the condenser's water, up to 0.98
};
/// `riseK` is by how much the water warms in the condenser; without any rise nothing can be mixed.
CondenserInlet condenserInlet(double basinC, double leastC, double riseK);

}  // namespace plenum::physics
