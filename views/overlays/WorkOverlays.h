// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "overlays/Overlay.h"

namespace plenum {

/// What holds a chip below full speed: its job's cause, or that it waits for slower chips of its job.
enum class SlowedBy : std::uint8_t { nothing, heat, cap, power, gang };
/// NaN where nobody works on the chip.
float slowedByOf(const Frame& frame, std::uint32_t chip);

/// The rows of the table that are about work: whose the chips are, for whom, what slows them, what is drained.
std::span<const Overlay> workOverlays();

}  // namespace plenum
