// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <vector>

#include "scene/Camera.h"
#include "site/Layout.h"

namespace plenum {

/// One smooth way from one view to another. Where both look at different places the eye draws back, moves over and
/// comes in again, along the path on which the picture changes evenly (van Wijk and Nuij, IEEE InfoVis 2003), never
/// farther back than `mostDistanceM`. What lies between is passed from above.
class Flight {
 public:
  Flight(const Camera& from, const Camera& to, double mostDistanceM);

  /// 0.6 … 1.4 s, by how much there is to see on the way.
  double seconds() const { return seconds_; }
  /// Slow at both ends. Exactly the ends at 0 and at seconds().
  Camera at(double passedS) const;

 private:
  Camera from_, to_;
  double seconds_ = 0.6;
  double apart_ = 0.0;         // of the places looked at, metres
  double r0_ = 0.0, s_ = 0.0;  // of the path; s: its length
  double most_ = 0.0, steepenDeg_ = 0.0;
};

/// What a thing stands in, on the way down: campus, building, hall, row, rack, server, chip. Machines hang on their
/// hall or on the campus. The campus of itself.
EntityRef above(const Layout& layout, EntityRef thing);
/// The next step down from `from` towards `towards`; `towards` itself where it is not beneath `from`.
EntityRef below(const Layout& layout, EntityRef from, EntityRef towards);
/// The finest level that can still be told apart where it covers that many pixels: `hit` or what it stands in.
EntityRef levelFor(const Layout& layout, EntityRef hit, const Projection& view);
/// The others at its level beneath the same thing, itself among them, in their order.
std::vector<EntityRef> siblingsOf(const Layout& layout, EntityRef thing);

}  // namespace plenum
