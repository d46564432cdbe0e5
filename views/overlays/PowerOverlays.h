// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "overlays/Overlay.h"

namespace plenum {

/// Nothing where there is no such thing in the frame.
inline float figureAt(const std::vector<float>& values, std::uint32_t i) {
  return i < values.size() ? values[i] : noFigure;
}

/// The rows of the table that are about power.
std::span<const Overlay> powerOverlays();

}  // namespace plenum
