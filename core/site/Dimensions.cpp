// SPDX-License-Identifier: Apache-2.0
#include "site/Dimensions.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace plenum {

Gap gapBetween(const Box& a, const Box& b) {
  // along each axis: the ends of the gap, or the middle of where they face each other
  const auto along = [](double lowA, double highA, double lowB, double highB) {
    if (highA < lowB) return std::pair{highA, lowB};
    if (highB < lowA) return std::pair{lowA, highB};
    const double middle = 0.5 * (std::max(lowA, lowB) + std::min(highA, highB));
    return std::pair{middle, middle};
  };
  const auto x = along(a.min.x, a.max.x, b.min.x, b.max.x), y = along(a.min.y, a.max.y, b.min.y, b.max.y);
  Gap gap{{x.first, y.first}, {x.second, y.second}};
  const Vec2 d = gap.to - gap.from;
  gap.metres = std::sqrt(d.x * d.x + d.y * d.y);
  return gap;
}

double areaOf(const std::vector<Vec3>& corners) {
  double twice = 0.0;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Vec3 &a = corners[i], &b = corners[(i + 1) % corners.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return 0.5 * std::abs(twice);
}

std::size_t leastPoints(DimensionSpec::Kind kind) { return kind == DimensionSpec::Kind::area ? 3 : 2; }

std::optional<LaidDimension> laid(const Layout& layout, const DimensionSpec& dimension) {
  LaidDimension out;
  std::vector<Box> boxes;
  for (const DimensionSpec::Point& point : dimension.points) {
    Vec3 foot;
    Box box;
    if (!point.of.empty()) {
      const auto thing = layout.find(point.of);
      box = thing ? layout.boxOf(*thing) : Box{};
      if (box.isEmpty()) return std::nullopt;
      foot = box.min;
    }
    boxes.push_back(box);
    out.points.push_back(foot + point.atM);
  }
  if (out.points.size() < leastPoints(dimension.kind)) return std::nullopt;
  switch (dimension.kind) {
    case DimensionSpec::Kind::distance: {
      const Vec3 d = out.points[1] - out.points[0];
      out.result = std::sqrt(d.x * d.x + d.y * d.y);
      return out;
    }
    case DimensionSpec::Kind::area:
      out.result = areaOf(out.points);
      return out;
    case DimensionSpec::Kind::clearance:
      break;
  }
  if (boxes[0].isEmpty() || boxes[1].isEmpty()) return std::nullopt;
  const Gap gap = gapBetween(boxes[0], boxes[1]);
  if (gap.metres <= 0.0) return std::nullopt;
  const double z = std::max(boxes[0].min.z, boxes[1].min.z);
  out.points = {{gap.from.x, gap.from.y, z}, {gap.to.x, gap.to.y, z}};
  out.result = gap.metres;
  return out;
}

}  // namespace plenum
