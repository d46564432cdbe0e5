// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::physics {

// Valves and what pumps draw. Pipes and the networks that they make are in Network.h.

/// Relative conductance of an equal-percentage valve, R^(x−1), at a stroke of 0 … 1; closes linearly over the last
/// 5 % of the stroke to the leakage.
double equalPercentage(double stroke, double rangeability = 50.0, double leakage = 1e-3);
/// Flow over full flow with a valve of this relative conductance; `authority` is the share of the valve in the
/// pressure drop of its circuit when open, 0 … 1.
double installedFlow(double conductance, double authority);

/// Pumps in parallel at one speed, at a flow and head that are known.
struct PumpDuty {
  double headPa = 0.0;
  double flowM3PerS = 0.0;      // of all
  double bestFlowM3PerS = 0.0;  // of all, at this speed: where the efficiency peaks; 0: they stand still
  double efficiency = 0.0;      // hydraulic, motor and drive together, at the peak
};
/// What they draw, W. The efficiency is a parabola peak · x (2 − x) round the best flow, divided out of flow times head
/// so that a pump against a shut valve draws its finite power; beyond 1.8 of the best flow it stays as it is there.
/// Pumps that stand still draw nothing.
double pumpInputW(const PumpDuty& duty);

}  // namespace plenum::physics
