// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::physics {

// A lake or the sea as a sink: how warm the water at the intake is, and how much heat may be put into it.

/// The year's wave of temperature at the surface and how it fades downwards.
struct LakeSeason {
  double meanC = 15.0;
  double amplitudeK = 8.0;   // at the surface, half of warmest minus coldest
  double warmestDay = 215;   // of the year, at the surface
  double fadingDepthM = 10;  // at which the wave has fallen to 1/e, and lags by 1 rad (58 days)
};
/// Water at a depth, from the day of the year (0 … 365.25, fractions allowed). The solution of diffusion below a
/// surface whose temperature is a wave (Carslaw and Jaeger, Conduction of Heat in Solids, 2.6), with the eddies of the
/// lake in place of conduction.
double lakeC(const LakeSeason& season, double depthM, double day);

/// One plate exchanger with its intake.
struct LakeInflow {
  double uaWPerK = 0.0;        // at these flows
  double hotC = 0.0;           // facility or condenser water that arrives
  double hotWPerK = 0.0;       // of its flow
  double lakeWPerK = 0.0;      // of what the intake pump draws
  double lakeC = 0.0;          // of the undisturbed water at the intake
  double recirculation = 0.0;  // share of the discharge that comes back to the intake, 0 … below 1
  double riseMaxK = 3.0;       // of the discharge over the intake (3 K: usual permit)
  double dischargeMaxC = 35.0;
};
struct LakePoint {
  double heatW = 0.0;  // into the lake; never negative: where the lake is the warmer, it is by-passed
  double hotOutC = 0.0;
  double intakeC = 0.0, dischargeC = 0.0;
  /// The permit, and not the exchanger, sets the heat.
  bool isLimited = false;
};
/// Steady. What comes back from the discharge warms the intake; both limits hold for the sum.
LakePoint lakeAt(const LakeInflow& in);

}  // namespace plenum::physics
