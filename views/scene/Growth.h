// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/Geometry.h"
#include "overlays/ColourMap.h"
#include "scene/Palette.h"

namespace plenum {

/// What is planned beside the campus, as far as it has come on one day. Shapes only: nothing of it is simulated, and
/// nobody can pick it. Immutable; another day is another one.
struct Growth {
  enum class Stage : std::uint8_t { notBegun, groundWorks, shell, fitOut, commissioning, live };
  enum class Part : std::uint8_t { data, plant, power, tower, dryCooler, tank, transformer, gantry, yard, road };
  struct Piece {
    Part part = Part::data;
    Box box;
    bool operator==(const Piece&) const = default;
  };
  struct Block {
    std::string id;
    std::string title, line;  // as people read them; "" for none
    Box box;
    std::vector<Piece> pieces;
    Stage stage = Stage::notBegun;
    double share = 0.0;  // of the stage
    int year = 0;        // in which it is to be ready; 0: unknown
    bool isStation = false;
    bool operator==(const Block&) const = default;
  };
  struct Way {
    enum class Kind : std::uint8_t { road, power, water, fibre };
    Kind kind = Kind::road;
    std::vector<Vec2> pathM;
    double widthM = 6.0;
    bool isBuilt = false;   // or still a line on the ground
    bool isMarked = false;  // a tie-in is at work on it
    bool operator==(const Way&) const = default;
  };
  Box land;  // ground that is level for it
  std::vector<Vec2> outline;
  std::vector<Block> blocks;
  std::vector<Way> ways;
  int firstYear = 0, lastYear = 0;
  bool areYearsShown = false;  // colour by the year of service
  std::string yearsTitle;      // over the legend
  std::string stamp;           // the month, the option and its fingerprint; "" for none
  bool operator==(const Growth&) const = default;
};
using GrowthPtr = std::shared_ptr<const Growth>;

/// Of a year, from dark blue to yellow as lightness rises; grey for none.
Rgb8 yearColour(const Growth& growth, int year);

}  // namespace plenum
