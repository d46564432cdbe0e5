// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::views::expansion {

// Sizes of ExpansionChart that placing and painting share, in pixels.
constexpr double keyPx = 18.0, axisPx = 20.0, stripPx = 16.0, sparedPx = 10.0, gapPx = 6.0, rowPx = 18.0;
constexpr double leastRampPx = 112.0, gutterPx = 190.0, narrowGutterPx = 120.0, narrowPx = 640.0, sidePx = 12.0;
constexpr double barInsetPx = 4.0, leastBarPx = 3.0, clickPx = 4.0;

}  // namespace plenum::views::expansion
