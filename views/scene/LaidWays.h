// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "site/Routes.h"

namespace plenum {

/// A way of the picture as a person may take hold of it: of a pair of pipes the middle between them.
struct LaidWay {
  RouteSpec route;  // as it is written, or would be to come to lie as it does
  bool isByHand = false;
  RouteShape shape = RouteShape::way;
  /// With both ends, at one height: of a ring twice the place where its water comes in, of a header its first and its
  /// last corner once more.
  std::vector<Vec3> line;
  std::vector<Vec3> beyond;  // where the program goes on by itself: a busway along its row
};

/// Every pipe, cable, busway and fibre that may be laid by hand.
std::vector<LaidWay> laidWays(const Layout& layout);
/// Rings around towers and coolers, closed: the program lays them, and nobody else.
std::vector<std::vector<Vec3>> yardRings(const Layout& layout);
/// Lines of what may be laid by hand in plan, for drawings on paper.
std::vector<std::vector<Vec2>> waysInPlan(const Layout& layout);

}  // namespace plenum
