// SPDX-License-Identifier: Apache-2.0
#include "overlays/Difference.h"

#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace plenum {
namespace {

constexpr std::string_view prefix = "difference-";

/// How far to both sides, in the shown unit. What a lost CDU or fan wall does to a rack in its first minutes fills
/// about half of it.
struct Span {
  const char* id;    // of the difference
  const char* unit;  // a difference of temperatures is in kelvins
  double reach;
};
constexpr Span spans[] = {{"difference-chip-temperature", "K", 10.0}, {"difference-chip-utilisation", "", 0.0},
                          {"difference-chip-power", "", 0.0},         {"difference-chip-clock", "", 0.0},
                          {"difference-rack-power", "", 0.0},         {"difference-rack-inlet", "K", 5.0},
                          {"difference-rack-outlet", "K", 10.0},      {"difference-coolant-supply", "K", 5.0},
                          {"difference-coolant-return", "K", 10.0}};

std::vector<Overlay> make() {
  std::vector<Overlay> rows;
  for (const Span& span : spans) {
    const Overlay* base = findOverlay(std::string_view(span.id).substr(prefix.size()));
    if (!base) continue;
    Overlay row = *base;
    row.id = span.id;
    if (*span.unit) row.unit = span.unit;
    // half of its own range to either side where nothing else is said
    row.high = span.reach > 0.0 ? span.reach : 0.5 * (base->high - base->low);
    row.low = -row.high;
    row.limit.reset();
    row.map = divergingMap;
    row.things = nullptr;
    row.chipAt = nullptr;
    row.isOfWater = false;
    row.readsDarkRacks = false;
    rows.push_back(row);
  }
  return rows;
}

/// What an overlay reads of a frame that is ours to change; empty where it is no array of numbers.
std::span<float> within(Frame& frame, FrameValues (*read)(const Frame&)) {
  if (!read) return {};
  const std::span<const float> numbers = read(frame).numbers;
  return {const_cast<float*>(numbers.data()), numbers.size()};  // the frame is not const
}

bool hasPower(const Frame& frame, std::uint32_t rack) {
  return rack >= frame.racks.isEnergised.size() || frame.racks.isEnergised[rack] != 0;
}

}  // namespace

std::span<const Overlay> differenceOverlays() {
  static const std::vector<Overlay> all = make();
  return all;
}

const Overlay* differenceOf(std::string_view overlay) {
  for (const Overlay& row : differenceOverlays())
    if (row.id.substr(prefix.size()) == overlay) return &row;
  return nullptr;
}

FramePtr differenceFrame(const FramePtr& a, const FramePtr& b, std::string_view overlay) {
  const Overlay* row = differenceOf(overlay);
  if (!a || !b || !a->layout || !b->layout || !row) return nullptr;
  auto out = std::make_shared<Frame>(*b);
  const Layout &la = *a->layout, &lb = *b->layout;
  std::unordered_map<std::string, std::uint32_t> inA;
  if (a->layout != b->layout)
    for (std::uint32_t r = 0; r < la.racks.size(); ++r) inA.emplace(la.racks[r].id, r);
  const FrameValues racksA = row->racks ? row->racks(*a) : FrameValues{};
  const FrameValues chipsA = row->chips ? row->chips(*a) : FrameValues{};
  const std::span<float> racks = within(*out, row->racks), chips = within(*out, row->chips);
  for (std::uint32_t r = 0; r < lb.racks.size(); ++r) {
    std::uint32_t other = r;
    if (a->layout != b->layout) {
      const auto found = inA.find(lb.racks[r].id);
      other = found == inA.end() ? none : found->second;
    }
    const bool isBoth = other != none && hasPower(*a, other) && hasPower(*b, r);
    if (r < racks.size()) racks[r] = isBoth && other < racksA.size() ? racks[r] - racksA[other] : noFigure;
    const PlacedRack& rack = lb.racks[r];
    const bool areAlike = isBoth && la.racks[other].chips == rack.chips;
    for (std::uint32_t c = 0; c < rack.chips && rack.firstChip + c < chips.size(); ++c) {
      const std::size_t there = areAlike ? std::size_t{la.racks[other].firstChip} + c : chipsA.size();
      float& value = chips[rack.firstChip + c];
      value = there < chipsA.size() ? value - chipsA[there] : noFigure;
    }
  }
  return out;
}

}  // namespace plenum
