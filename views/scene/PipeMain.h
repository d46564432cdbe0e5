// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "base/Geometry.h"

namespace plenum {

/// A line in plan that pipes branch off from: closed, the ring along the walls of a room; open, the header at the end
/// of rows. Places on it are metres from its beginning.
class PipeMain {
 public:
  /// A closed one is turned so that its inside lies to its left.
  PipeMain(std::vector<Vec2> corners, bool isClosed);

  const std::vector<Vec2>& corners() const { return corners_; }
  /// Of a closed one: all, the first that is met after that place before the others.
  std::vector<Vec2> cornersFrom(double alongM) const;
  double lengthM() const { return along_.back(); }
  Vec2 at(double alongM) const;
  /// Of two places that are as near the first.
  double nearest(Vec2 p) const;
  /// From one place by so many metres, to either side, with the corners that are met. An open one ends at its ends.
  std::vector<Vec2> walk(double fromM, double byM) const;
  /// To the left by that much at every leg: of a closed one within it.
  PipeMain inside(double byM) const;
  /// The places in the west and in the east of it at which a line along x meets it; a range is left where nothing does.
  struct Crossing {
    double westX = 0.0, eastX = 0.0;
  };
  Crossing around(double y, double fromX, double toX) const;
  /// Too small to lay anything on.
  bool isTiny() const;

 private:
  double wrapped(double alongM) const;

  std::vector<Vec2> corners_;  // of a closed one without the first again
  std::vector<double> along_;  // at every corner, then the whole length
  bool isClosed_;
};

/// A line to the right of another, by that much at every leg.
std::vector<Vec2> besides(const std::vector<Vec2>& line, double byM);

}  // namespace plenum
