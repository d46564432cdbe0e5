// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include "base/Named.h"
#include "base/Units.h"

namespace plenum::io {

// A shape says once how a record is written in a file: `shape(visitor, record)` names every key with its unit, its
// range and whether it may be left out. Reading, writing and the JSON schemas are three visitors of the same shapes
// (ShapeReader.h, ShapeWriter.h, ShapeSchema.h), so that they cannot differ.
//
// A key is the field's name, an underscore and the unit: "pipeLength_m", "firmCapacity_MW", "flow_kg_per_s".

enum class Need { must, may };  // a key that may be left out leaves the field as it is by default

/// What a number may be, in the unit of its key. Wide enough for all that can be built, narrow enough for a slip.
struct Range {
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
};

using plenum::Named;

/// What one unit of the key is in the raw unit that the program holds: 1e3 for "ratedPower_kW". NaN for a unit that
/// the program does not know, which is a mistake in a shape.
inline double scaleOf(std::string_view key) {
  struct Unit {
    std::string_view suffix;
    double scale;
  };
  static constexpr Unit units[] = {
      {"W", 1},        {"kW", 1e3},       {"MW", 1e6},         {"C", 1},          {"K", 1},         {"kg", 1},
      {"kg_per_s", 1}, {"m3_per_s", 1},   {"Pa", 1},           {"kPa", 1e3},      {"L", 1},         {"m", 1},
      {"mm", 1e-3},    {"s", 1},          {"min", 60},         {"h", 1},          {"V", 1},         {"kV", 1e3},
      {"kVA", 1e3},    {"kWh", 3.6e6},    {"J_per_K", 1},      {"kJ_per_K", 1e3}, {"W_per_K", 1},   {"K_per_W", 1},
      {"per_K", 1},    {"kg_per_kWh", 1}, {"yuan_per_kWh", 1}, {"L_per_kWh", 1},  {"kg_per_m3", 1}, {"J_per_kg_K", 1},
      {"deg", 1},      {"Tflops", 1},     {"GB", 1},           {"TB_per_s", 1},   {"U", 1},         {"kWh_per_m2_d", 1},
      {"GB_per_s", 1}, {"years", 1},      {"m_per_s", 1},      {"kg_per_m2", 1},  {"per_h", 1},
  };
  const auto underscore = key.find('_');
  if (underscore == std::string_view::npos) return 1.0;
  for (const Unit& unit : units)
    if (unit.suffix == key.substr(underscore + 1)) return unit.scale;
  return std::numeric_limits<double>::quiet_NaN();
}

/// The raw number inside any field that is a number.
inline double& raw(double& number) { return number; }
inline double& raw(Celsius& temperature) { return temperature.si; }
template <class Dimension>
double& raw(Quantity<Dimension>& quantity) {
  return quantity.si;
}

}  // namespace plenum::io
