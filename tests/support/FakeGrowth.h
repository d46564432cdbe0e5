// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>

#include "scene/Growth.h"

namespace plenum::test {

/// A block of 180 × 100 m with two data buildings, a plant, towers and tanks.
inline Growth::Block fakeBlock(const std::string& id, Vec2 at, Growth::Stage stage, double share, int year) {
  using enum Growth::Part;
  Growth::Block out;
  out.id = id;
  out.title = id;
  const auto box = [&](double x, double y, double w, double d, double h) {
    return Box{{at.x + x, at.y + y, 0}, {at.x + x + w, at.y + y + d, h}};
  };
  out.box = box(0, 0, 180, 100, 9);
  out.pieces = {{yard, box(0, 0, 180, 100, 0)}, {data, box(4, 4, 60, 32, 9)},   {data, box(74, 4, 60, 32, 9)},
                {plant, box(4, 48, 40, 20, 8)}, {power, box(4, 76, 54, 20, 9)}, {tower, box(60, 74, 7, 9, 8)},
                {tower, box(68, 74, 7, 9, 8)},  {tower, box(76, 74, 7, 9, 8)},  {tank, box(90, 50, 8, 8, 10)},
                {road, box(64, 0, 9, 100, 0)}};
  out.stage = stage;
  out.share = share;
  out.year = year;
  return out;
}

/// Two blocks east of the Shaoguan campus, with a road and a line between them.
inline std::shared_ptr<Growth> fakeGrowth(Growth::Stage first, double firstShare, Growth::Stage second,
                                          double secondShare) {
  auto out = std::make_shared<Growth>();
  out->outline = {{276, 0}, {520, 0}, {520, 300}, {276, 300}};
  out->land = {{251, -25, 0}, {545, 325, 0}};
  out->blocks = {fakeBlock("P2", {300, 20}, first, firstShare, 2028),
                 fakeBlock("P3", {300, 150}, second, secondShare, 2030)};
  out->ways = {{Growth::Way::Kind::road, {{252, 135}, {500, 135}}, 8.0, true, false},
               {Growth::Way::Kind::power, {{290, 290}, {290, 60}}, 6.0, second >= Growth::Stage::fitOut, false},
               {Growth::Way::Kind::water, {{276, 280}, {296, 280}, {296, 60}}, 6.0, false, false}};
  out->firstYear = 2028, out->lastYear = 2030;
  out->yearsTitle = "years";
  return out;
}

}  // namespace plenum::test
