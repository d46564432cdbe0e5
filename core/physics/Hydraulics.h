// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "physics/Curves.h"

namespace plenum::physics {

// Pumps, fans, valves and the branches between them. Flows of liquid in kg/s or m³/s as named, pressures in Pa.

/// Flow, pressure and power of a pump or fan at a speed, each as a fraction of the same at full speed on the same
/// system.
struct Affinity {
  double flow = 0.0, pressure = 0.0, power = 0.0;
};
constexpr Affinity affinity(double speed) { return {speed, speed * speed, speed * speed * speed}; }

struct Branch {
  double resistance = 0.0;        // Pa/(kg/s)²
  double transitionKgPerS = 0.0;  // below it the flow turns laminar; 10 % of the nominal flow is a fair choice
};
/// Pressure drop k m|m|, joined smoothly to k m (t/2 + m²/2t) below the transition t, so that its slope is never 0.
double pressureDropPa(const Branch& branch, double flowKgPerS);
/// The inverse, to rounding.
double flowThroughKgPerS(const Branch& branch, double dropPa);

/// Relative conductance of an equal-percentage valve, R^(x−1), at a stroke of 0 … 1; closes linearly over the last
/// 5 % of the stroke to the leakage.
double equalPercentage(double stroke, double rangeability = 50.0, double leakage = 1e-3);
/// Flow over full flow with a valve of this relative conductance; `authority` is the share of the valve in the
/// pressure drop of its circuit when open, 0 … 1.
double installedFlow(double conductance, double authority);
/// Pa/(kg/s)² of a valve that drops `designPa` at `designKgPerS` when fully open.
double valveResistance(double designPa, double designKgPerS, double conductance);

/// A pump at full speed.
struct Pump {
  Pchip headPa;                       // falling, over the flow in m³/s; its last point is the largest flow
  double bestFlowM3PerS = 0.0;        // where the hydraulic efficiency peaks
  double hydraulicEfficiency = 0.80;  // at the peak; 0.78–0.85 (estimate)
  double motorEfficiency = 0.93;      // 0.90–0.96 (estimate)
  double driveEfficiency = 0.97;      // variable-frequency drive (estimate)
};
struct PumpPoint {
  double flowM3PerS = 0.0;  // of all pumps
  double headPa = 0.0;
  double powerW = 0.0;      // electrical, of all pumps
  double fluidHeatW = 0.0;  // what ends up in the fluid: all shaft power (dry motor)
};
struct PumpSystem {
  double resistance = 0.0;  // Pa/(m³/s)²
  double staticPa = 0.0;    // to be overcome without flow; 0 in a closed loop
};
/// Where `running` equal pumps in parallel at `speed` (0 … 1) meet the system: 60 halvings, no flow where the static
/// pressure exceeds the head. Without static pressure the point scales with the speed by `affinity`, so that a loop
/// need compute it only once.
PumpPoint pumpPoint(const Pump& pump, const PumpSystem& system, int running, double speed);
/// Power and heat of one pump at a flow and head that are known already.
PumpPoint pumpAt(const Pump& pump, double flowM3PerS, double headPa, double speed);

}  // namespace plenum::physics
