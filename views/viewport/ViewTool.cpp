// SPDX-License-Identifier: Apache-2.0
#include "viewport/ViewTool.h"

namespace plenum {

std::optional<FloorPoint> floorUnder(const Layout& layout, const Projection& view, QPointF pixel) {
  std::optional<FloorPoint> found;
  for (std::uint32_t i = 0; i < layout.halls.size(); ++i) {
    const Box& box = layout.halls[i].box;
    if (found && box.min.z <= found->at.z) continue;
    const auto at = view.onPlane({pixel.x(), pixel.y()}, box.min.z);
    if (at && at->x >= box.min.x && at->x <= box.max.x && at->y >= box.min.y && at->y <= box.max.y)
      found = FloorPoint{*at, i};
  }
  if (found) return found;
  if (const auto at = view.onPlane({pixel.x(), pixel.y()}, 0.0)) return FloorPoint{*at, none};
  return std::nullopt;
}

std::vector<EntityRef> standing(const Layout& layout, Grain grain) {
  std::vector<EntityRef> all;
  for (const Kind kind :
       {grain == Grain::rows ? Kind::row : Kind::rack, Kind::cdu, Kind::fanWall, Kind::pump, Kind::chiller,
        Kind::exchanger, Kind::tower, Kind::dryCooler, Kind::tank, Kind::lake, Kind::powerDevice})
    for (std::uint32_t i = 0; i < layout.count(kind); ++i)
      if (const EntityRef ref{kind, i, 0}; !layout.boxOf(ref).isEmpty()) all.push_back(ref);
  return all;
}

}  // namespace plenum
