// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "frame/Frame.h"
#include "look/Format.h"

namespace plenum::views {

/// One number that a frame holds about a thing of some kind. The tables of Readings.cpp are the only place that knows
/// where in a frame it lies; the tree, the inspector and the trends read them.
struct Reading {
  enum class Group : std::uint8_t { heat, power, work, water };
  const char* id;  // of its text: "reading.<id>"
  Group group;
  Unit unit;
  /// NaN where the frame has none.
  double (*read)(const Frame& frame, EntityRef entity);
  /// A limit to draw beside it, from the specification; null or NaN where none is set.
  double (*limit)(const Frame& frame, EntityRef entity) = nullptr;
  Quality quality = Quality::computed;
  bool isGoal = false;  // the limit is a set-point to be held
};

/// All readings of a kind; the first is its headline, those before `trended` are drawn as trends together.
struct ReadingTable {
  std::span<const Reading> rows;
  std::size_t headline = 0;
  std::size_t trendFrom = 0, trends = 0;  // rows of one unit, drawn in one chart
};
const ReadingTable& readingsOf(Kind kind);

/// Of equipment that runs; nothing for what has no state of its own.
std::optional<Running> runningOf(const Frame& frame, EntityRef entity);
/// Fail and Restore make sense for it.
bool canFail(Kind kind, std::uint32_t part);

}  // namespace plenum::views
