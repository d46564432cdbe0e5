// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "base/Geometry.h"

namespace plenum::plan {

// Private to this room: land as a lattice of square cells, on which roads and routes find their ways.

/// Where a polygon is: by counting crossings; its sides belong to it.
bool isInside(const std::vector<Vec2>& outline, Vec2 place);
double distanceM(Vec2 place, Vec2 from, Vec2 to);
/// From a rectangle to a straight line; 0 where they meet.
double distanceM(const Box& box, Vec2 from, Vec2 to);
/// From a rectangle to the outline around it; −1 where it is not inside.
double insideM(const std::vector<Vec2>& outline, const Box& box);
/// How far a rectangle reaches beyond the outline; 0 where it does not.
double beyondM(const std::vector<Vec2>& outline, const Box& box);
double areaM2(const std::vector<Vec2>& outline);
/// Whether two sides cross, or there are fewer than three.
bool isTwisted(const std::vector<Vec2>& outline);

class Lattice {
 public:
  /// Nobody may go within `edgeM` of the outline; up to `stripM` from it a way costs least, for nothing is built there.
  Lattice(const std::vector<Vec2>& outline, double edgeM, double stripM);

  void block(const Box& box);                // nothing leads through it
  void ring(const Box& box, double widthM);  // ways around it cost least, and it belongs to them
  /// Cells of ways that lead over open ground: nothing is built on them from now on.
  bool isReserved(const Box& box) const;
  void reserve(const std::vector<Vec2>& path);

  /// The cheapest way from any of `from` to within `reachM` of the box, with few bends: corners of it, the first one of
  /// `from`. Empty where there is none.
  std::vector<Vec2> way(const std::vector<Vec2>& from, const Box& to, double reachM) const;
  double cellM() const { return cellM_; }
  int cellsBeyond(double setbackM, const std::vector<Box>& beside) const;
  const Box& bounds() const { return bounds_; }

 private:
  enum Mark : std::uint8_t { outside = 1, blocked = 2, strip = 4, reserved = 8 };
  Vec2 centre(int x, int y) const { return {bounds_.min.x + (x + 0.5) * cellM_, bounds_.min.y + (y + 0.5) * cellM_}; }
  std::size_t at(int x, int y) const { return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + x; }
  std::optional<std::size_t> nearest(Vec2 place) const;
  template <class Do>
  void each(const Box& box, Do act) const;

  const std::vector<Vec2>& outline_;
  Box bounds_;
  double cellM_ = 4.0;
  int columns_ = 0, rows_ = 0;
  std::vector<std::uint8_t> marks_;
  std::vector<float> edgesM_;
};

}  // namespace plenum::plan
