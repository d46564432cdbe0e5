// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sim/Model.h"
#include "sim/State.h"

namespace plenum::stage {

inline constexpr double condenserRhoKgPerM3 = 995.6;  // water at 30 °C (Modelica Buildings library)

// of the head of a condenser pump: the lift to the top of a tower, some 3 m of 20, and what is lost in the machines;
// the rest goes into common pipes and nozzles (estimates)
inline constexpr double condenserLiftShare = 0.15, condenserMachineShare = 0.5;

/// Condenser pumps of a circuit in parallel: what they move with one speed for all of them.
struct CondenserFlow {
  double kgPerS = 0.0, headPa = 0.0;
  double speed = 0.0;    // of nominal
  double turning = 0.0;  // in whole pumps, with their ramps
};

/// What so many pumps move through machines of so much rated flow when `calledKgPerS` is wanted: their drives slow down
/// to it, and where they cannot reach it they run at full speed on their curve. Above the lift the pressure drop of
/// towers, common pipes and machines goes with the square of the flow.
CondenserFlow condenserFlowOf(const CircuitModel& circuit, double turning, double openKgPerS, double calledKgPerS);
/// As it stands in the state: pumps that turn, machines whose valves are open.
CondenserFlow condenserFlow(const SimModel& model, const SimState& state, std::uint32_t circuit);
/// Rated flow of what the condenser pumps are called for, kg/s: chillers that start or run, and the exchangers in use.
double condenserCalledKgPerS(const SimModel& model, const SimState& state, std::uint32_t circuit);
/// What of their head the condenser pumps put into the water, W.
double condenserHydraulicW(const CondenserFlow& flow);

}  // namespace plenum::stage
