// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "frame/Frame.h"

namespace plenum {

/// Voltage at the output of every power device, of nominal, by a power flow of the instant; NaN where there is none.
/// Empty where the flow has no solution.
std::vector<float> perUnitVoltages(const Frame& frame);

}  // namespace plenum
