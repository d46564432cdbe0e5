// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "support/SmallSite.h"

namespace plenum::test {

/// A small site whose only hall is 30 × 30 m without a row in it; CDU and PDUs stand in the east, the plant is out of
/// the way.
inline SmallSite bareHall() {
  SmallSite small;
  small.draft.sizeM = {200, 200};
  small.draft.buildings[0].sizeM = {60, 60, 8};
  for (Circuit& circuit : small.draft.circuits)
    for (auto* groups :
         {&circuit.pumps, &circuit.condenserPumps, &circuit.chillers, &circuit.exchangers, &circuit.towers})
      for (Circuit::Group& group : *groups) group.originM = group.originM + Vec2{0, 90}, group.repeat.stepM.x += 3;
  small.design.sizeM = {30, 30, 5};
  small.design.rows.clear();
  small.design.cdus[0].originM = {26, 20};
  small.design.fanWalls[0].originM = {5, 0.2};
  for (PowerSpec& device : small.design.power) device.originM.x = 26;
  return small;
}

/// Five liquid-cooled racks, 4.0 × 1.2 m, on both feeds.
inline RowSpec rowAt(const std::string& id, Vec2 origin, bool facesNorth) {
  RowSpec row;
  row.id = id, row.rack = "rack-64-liquid", row.racks = 5, row.originM = origin, row.facesNorth = facesNorth;
  row.loop = "TCS", row.feedA = "PA", row.feedB = "PB";
  return row;
}

}  // namespace plenum::test
