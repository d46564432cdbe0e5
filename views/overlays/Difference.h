// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <string_view>

#include "overlays/Overlay.h"

namespace plenum {

// Two futures in one picture: the campus coloured by B − A.

/// An overlay over differences: around nothing in the middle, as far to both sides; fixed, so that two pictures can be
/// compared. Null where a difference of it has no meaning (states, jobs) or no array holds it.
const Overlay* differenceOf(std::string_view overlay);
/// All of them: "difference-chip-temperature", …; offered where two futures are compared, not among overlays().
std::span<const Overlay> differenceOverlays();

/// B's frame in which what `overlay` reads is B's value less A's, rack by rack of one id and chip by chip within it.
/// No value (NaN) for what only one of the two has or what is without power in one of them. Everything else in it is
/// B's. Null unless both are frames with a layout and `overlay` has a difference.
FramePtr differenceFrame(const FramePtr& a, const FramePtr& b, std::string_view overlay);

}  // namespace plenum
