// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "schematics/Diagram.h"
#include "site/Layout.h"

namespace plenum::views {

/// Power devices that are drawn as one: alike, with sources that are alike and consumers that are alike. Two devices
/// that stand in for one another, the A and the B of a load, are never one group however alike they are.
struct PowerGroup {
  std::vector<std::uint32_t> members;  // indices in Layout.power, ascending
  std::vector<std::uint32_t> like;     // what is one group when nothing is opened; of an opened device, its likes
  bool isOpened = false;               // drawn by itself because somebody asked
  double side = 0.0;                   // −1: its loads take it as their A side, 1: as B, between: both
  std::uint32_t rank = 0;              // row of the drawing, from the top
};

struct PowerFold {
  std::vector<PowerGroup> groups;      // in order of their first members
  std::vector<std::uint32_t> groupOf;  // by index in Layout.power
  std::uint32_t ranks = 0;
  /// What hangs on a device itself: racks, CDUs, fan walls, plant. By index in Layout.power.
  std::vector<std::vector<EntityRef>> loadsOf;
};

/// Sorts the power tree into groups: as few as tell the whole story where a site is large, every device by itself where
/// it is small. The ids in `opened` are drawn by themselves, with whatever differs because of it up to the sources.
PowerFold foldPower(const Layout& layout, const Opened& opened);

/// A device at the bottom of the drawing, with its loads written beside it.
inline bool isOutlet(PowerSpec::Kind kind) { return kind == PowerSpec::Kind::pdu; }
/// Gives to a board that it hangs on.
inline bool isGiver(PowerSpec::Kind kind) {
  return kind == PowerSpec::Kind::solar || kind == PowerSpec::Kind::wind || kind == PowerSpec::Kind::storage;
}

}  // namespace plenum::views
