// SPDX-License-Identifier: Apache-2.0
#include "overlays/Overlay.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "overlays/Difference.h"
#include "site/ChipGrid.h"

namespace plenum {
namespace {

Rgb8 onScale(const ColourMap& map, double value, double low, double high) {
  return std::isnan(value) ? noValueColour : map.at((value - low) / (high - low));
}

/// The mean of its chips, as of a rack; nothing where chips have no values.
float serverValue(const Overlay& overlay, const Frame& frame, EntityRef server) {
  const FrameValues values = overlay.chips ? overlay.chips(frame) : FrameValues{};
  const PlacedRack& rack = frame.layout->racks[server.index];
  const std::uint32_t each = chipGridOf(rack).perServer, first = rack.firstChip + (server.part - 1) * each;
  if (each == 0 || std::size_t{first} + each > values.size()) return noFigure;
  double sum = 0.0;
  for (std::uint32_t c = first; c < first + each; ++c) sum += static_cast<double>(values[c]);
  return static_cast<float>(sum / each);
}

}  // namespace

Rgb8 Overlay::colourOf(float frameValue) const {
  if (!categories.empty()) {
    if (!(frameValue >= 0.0f)) return noValueColour;
    return categories[std::min(categories.size() - 1, static_cast<std::size_t>(frameValue + 0.5f))];
  }
  return onScale(map(), shown(static_cast<double>(frameValue)), low, high);
}

Rgb8 Overlay::pipeColourOf(float temperatureC) const {
  if (isOfWater) return colourOf(temperatureC);
  return onScale(sequentialMap(), static_cast<double>(temperatureC), pipeRange.low, pipeRange.high);
}

float Overlay::rackValue(const Frame& frame, std::uint32_t rack) const {
  if (racks) {
    const FrameValues values = racks(frame);
    return rack < values.size() ? values[rack] : noFigure;
  }
  return things ? things(frame, {Kind::rack, rack, 0}) : noFigure;
}

float Overlay::valueAt(const Frame& frame, EntityRef entity) const {
  if (entity.kind == Kind::rack && entity.part != 0) return serverValue(*this, frame, entity);
  if (entity.kind == Kind::rack) return rackValue(frame, entity.index);
  if (entity.kind != Kind::chip) return things ? things(frame, entity) : noFigure;
  if (chipAt) return chipAt(frame, entity.index);
  const FrameValues values = chips ? chips(frame) : FrameValues{};
  return entity.index < values.size() ? values[entity.index] : noFigure;
}

Overlay over(const Overlay& overlay, OverlayRange range) {
  Overlay other = overlay;
  other.low = range.low;
  other.high = range.high;
  return other;
}

OverlayRange rangeIn(const Frame& frame, const Overlay& overlay) {
  if (overlay.isOfTenants || !overlay.categories.empty()) return {overlay.low, overlay.high};
  double low = std::numeric_limits<double>::infinity(), high = -low;
  const auto add = [&](float value) {
    if (!std::isfinite(value)) return;
    low = std::min(low, overlay.shown(static_cast<double>(value)));
    high = std::max(high, overlay.shown(static_cast<double>(value)));
  };
  if (!frame.layout) return {overlay.low, overlay.high};
  for (std::uint32_t i = 0; i < frame.layout->racks.size(); ++i) add(overlay.rackValue(frame, i));
  if (overlay.chips)
    for (const float value : overlay.chips(frame).numbers) add(value);
  if (overlay.things)
    for (const Kind kind : {Kind::cdu, Kind::fanWall, Kind::chiller, Kind::tower, Kind::dryCooler, Kind::powerDevice})
      for (std::uint32_t i = 0; i < frame.layout->count(kind); ++i) add(overlay.things(frame, {kind, i, 0}));
  if (low > high) return {overlay.low, overlay.high};
  // ends on whole steps, so that the scale does not tremble with every frame
  const double step = std::pow(10.0, std::floor(std::log10(std::max(overlay.high - overlay.low, 1e-9)) - 0.7));
  low = step * std::floor(low / step);
  high = step * std::ceil(high / step);
  return {low, std::max(high, low + step)};
}

const Overlay* findOverlay(std::string_view id) {
  for (const Overlay& overlay : overlays())
    if (overlay.id == id) return &overlay;
  if (!id.starts_with("difference-")) return nullptr;
  for (const Overlay& overlay : differenceOverlays())
    if (overlay.id == id) return &overlay;
  return nullptr;
}

}  // namespace plenum
