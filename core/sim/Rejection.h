// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sim/Stages.h"

// What a circuit rejects its heat with, one file each. `flow` kg/s of facility water enters at `enterC`; the answer is
// the temperature at which it leaves. Heat that goes to the condenser water is added to `condenserW`.
namespace plenum::stage {

inline constexpr double condenserCpJPerKgK = 4184.0;

double chilled(const SimModel& model, SimState& state, std::uint32_t circuit, double flow, double enterC,
               double& condenserW);
double exchanged(const SimModel& model, SimState& state, std::uint32_t circuit, double flow, double enterC,
                 double& condenserW);
double driedOff(const SimModel& model, SimState& state, std::uint32_t circuit, double flow, double enterC);
/// Condenser water over the towers and back into the basin.
void towers(const SimModel& model, SimState& state, std::uint32_t circuit, double condenserW);

}  // namespace plenum::stage
