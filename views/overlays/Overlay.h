// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
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

/// What colours the campus: one row of a table. Where chips differ within a rack there is an array for them too; a rack
/// without a value of its own shows the mean of its chips. Where the figure belongs to other things as well — a CDU's
/// headroom, a tower's water — `things` gives theirs.
inline constexpr float noFigure = std::numeric_limits<float>::quiet_NaN();

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
  /// Of one thing, in the frame's unit; NaN where it has none. Racks are asked too where `racks` is null.
  float (*things)(const Frame&, EntityRef) = nullptr;
  bool readsDarkRacks = false;  // also has a meaning where there is no power
  /// Where the value tells which of a few states there is: each with the text of its name.
  struct State {
    double value;
    const char* textId;
  };
  bool isOfWater = false;  // of water or coolant in °C: pipes wear its range instead of their own
  std::span<const State> states = {};
  /// Of one chip, where no array of a frame holds it; NaN where it has none.
  float (*chipAt)(const Frame&, std::uint32_t chip) = nullptr;
  /// Where the values number kinds rather than amounts: the colour of each.
  std::span<const Rgb8> categories = {};
  /// What it says of a cable that carries so much of its rating, < 0: it is dead; without it cables wear no colour.
  float (*ofCable)(float load) = nullptr;
  /// The values number the jobs and services of the frame (Tenants.h), whose colours they wear.
  bool isOfTenants = false;

  double shown(double frameValue) const { return frameValue * scale; }
  /// For a value in the frame's unit; the colour of "no value" for NaN.
  Rgb8 colourOf(float frameValue) const;
  /// Of the water in a pipe.
  Rgb8 pipeColourOf(float temperatureC) const;
  /// Of a rack as a whole, but for what its chips say; NaN where it has no value.
  float rackValue(const Frame& frame, std::uint32_t rack) const;
  /// Of any thing that can be pointed at.
  float valueAt(const Frame& frame, EntityRef entity) const;
};

/// Ends of a scale in the shown unit.
struct OverlayRange {
  double low = 0.0, high = 1.0;
  bool operator==(const OverlayRange&) const = default;
};
/// The same overlay over another range.
Overlay over(const Overlay& overlay, OverlayRange range);
/// From the least to the greatest value in a frame, with some air; the overlay's own where nothing has a value.
OverlayRange rangeIn(const Frame& frame, const Overlay& overlay);

/// Water in pipes wherever the overlay is about something else: from the coldest chilled water to the warmest return.
inline constexpr OverlayRange pipeRange{10.0, 60.0};

/// Every overlay, in the order in which a person is offered them.
std::span<const Overlay> overlays();
/// By id, or null. Finds those of Difference.h too.
const Overlay* findOverlay(std::string_view id);

}  // namespace plenum
