// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "site/Layout.h"

namespace plenum {

// What is measured on a thing and what moves on it, each with an id of its own: "<thing>/<point>", "H1/CDU1/valve".
// Sensors can lie, organs can stick or be taken over by hand; faceplates and actions know them by these ids.

enum class Point : std::uint8_t {
  loopSupply,
  loopFlow,
  cduSupply,
  hallCold,
  fanWallSupply,
  circuitSupply,
  circuitLeaving,
  circuitBasin,
  circuitFlow,
  cduValve,
  cduPump,
  fanWallValve,
  fanWallFan,
  circuitPump,
  circuitRejection,
};
inline constexpr int pointKinds = 15;

/// One row: what it is called behind its thing's id, on what kind of thing it sits, and in what unit it reads.
struct PointRow {
  const char* name;
  Kind kind;
  bool isOrgan;  // an opening or speed 0 … 1 that a controller or a hand sets; else a sensor
  const char* unit;
};
// order as in Point
inline constexpr std::array<PointRow, pointKinds> pointRows{{
    {"supply-temperature", Kind::loop, false, "°C"},
    {"flow", Kind::loop, false, "kg/s"},
    {"supply-temperature", Kind::cdu, false, "°C"},
    {"cold-aisle-temperature", Kind::hall, false, "°C"},
    {"supply-air-temperature", Kind::fanWall, false, "°C"},
    {"supply-temperature", Kind::circuit, false, "°C"},
    {"leaving-temperature", Kind::circuit, false, "°C"},
    {"basin-temperature", Kind::circuit, false, "°C"},
    {"flow", Kind::circuit, false, "kg/s"},
    {"valve", Kind::cdu, true, ""},
    {"pump-speed", Kind::cdu, true, ""},
    {"valve", Kind::fanWall, true, ""},
    {"fan-speed", Kind::fanWall, true, ""},
    {"pump-speed", Kind::circuit, true, ""},
    {"rejection", Kind::circuit, true, ""},
}};
constexpr const PointRow& rowOf(Point point) { return pointRows[static_cast<std::size_t>(point)]; }

/// One point of one thing; `index` is that of the thing among its kind.
struct PointRef {
  Point point = Point::loopSupply;
  std::uint32_t index = 0;
  bool operator==(const PointRef&) const = default;
};

/// The first dense index of every kind of point, and behind them the count of all.
std::array<std::uint32_t, pointKinds + 1> pointOffsets(const Layout& layout);
std::uint32_t pointCount(const Layout& layout);
/// Dense over all points of a layout: the index of `SimState::Points` and `Frame::Points`.
std::uint32_t pointIndex(const Layout& layout, PointRef ref);
/// Nothing for an id that names no point.
std::optional<PointRef> findPoint(const Layout& layout, std::string_view id);
std::string idOf(const Layout& layout, PointRef ref);
EntityRef thingOf(PointRef ref);
/// Whether an action may aim at it: a thing, a part of one, a point, or the make-up of a circuit or loop.
bool isTarget(const Layout& layout, std::string_view id);
/// Sensors first, then organs. Empty for things without any.
std::vector<PointRef> pointsOf(const Layout& layout, EntityRef entity);

}  // namespace plenum
