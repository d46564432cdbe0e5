// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "overlays/Overlay.h"

namespace plenum {

/// The rows of the table that are about power.
std::span<const Overlay> powerOverlays();

}  // namespace plenum
