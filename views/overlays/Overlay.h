// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "frame/Frame.h"
#include "overlays/ColourMap.h"

namespace plenum {

/// One array of a Frame, whatever it is stored as. Valid as long as the frame.
struct FrameValues {
  std::span<const float> numbers;
  std::span<const std::uint8_t> flags;

  std::size_t size() const { return numbers.empty() ? flags.size() : numbers.size(); }
  bool isEmpty() const { return size() == 0; }
  /// In the frame's own unit.
  float operator[](std::size_t i) const { return numbers.empty() ? static_cast<float>(flags[i]) : numbers[i]; }
};

/// What colours the racks: one row of a table. Where chips differ within a rack there is an array for them too; a rack
/// without a value of its own shows the mean of its chips.
struct Overlay {
  std::string_view id;                         // the text id of the title is "overlay." + id
  std::string_view figure;                     // the row in core/figures
  std::string_view unit;                       // as shown
  double low = 0.0, high = 1.0;                // in the shown unit; fixed, so that two pictures can be compared
  std::optional<double> limit = std::nullopt;  // in the shown unit
  double scale = 1.0;                          // shown = frame · scale
  int decimals = 0;
  const ColourMap& (*map)() = sequentialMap;
  FrameValues (*racks)(const Frame&) = nullptr;
  FrameValues (*chips)(const Frame&) = nullptr;
  bool readsDarkRacks = false;  // also has a meaning where there is no power

  double shown(double frameValue) const { return frameValue * scale; }
  /// For a value in the frame's unit; the colour of "no value" for NaN.
  Rgb8 colourOf(float frameValue) const;
};

/// Every overlay, in the order in which a person is offered them.
std::span<const Overlay> overlays();
/// By id, or null.
const Overlay* findOverlay(std::string_view id);

}  // namespace plenum
