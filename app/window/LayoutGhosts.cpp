// SPDX-License-Identifier: Apache-2.0
// Where things would stand after edits that nobody has made yet.
#include <map>

#include "window/LayoutPlacing.h"

namespace plenum {

std::vector<Box> ghostsOf(const Layout& layout, const std::vector<Edit>& edits) {
  std::vector<Box> out;
  const Catalog& catalog = *layout.site->catalog;
  const auto boxAt = [&](const std::string& hall, Vec2 at, const Extent* extent, int along) {
    const auto found = hall.empty() ? std::nullopt : layout.find(hall);
    const Vec3 origin = found && found->kind == Kind::hall ? layout.halls[found->index].box.min : Vec3{};
    const Vec3 size = extent && extent->width.si > 0.0
                          ? Vec3{extent->width.si * along, extent->depth.si, extent->height.si}
                          : Vec3{0.6 * along, 1.2, 2.2};
    const Vec3 from = origin + Vec3{at.x, at.y, 0};
    out.push_back({from, from + size});
  };
  const auto rowAt = [&](const std::string& hall, const RowSpec& row) {
    const RackSpec* rack = catalog.find<RackSpec>(row.rack);
    for (int n = 0; n < std::max(1, row.repeat.count); ++n)
      boxAt(hall, row.originM + row.repeat.stepM * n, rack ? &rack->extent : nullptr, row.racks);
  };
  // halls and buildings that an earlier edit has moved take along what stands in them
  std::map<std::string, Vec2> moved;
  const auto alongWith = [&](const std::string& id) {
    Vec2 by;
    const auto at = findWritten(*layout.site, id);
    if (!at || at->hall == none) return by;
    const Hall& hall = layout.site->halls[at->hall];
    if (const auto found = moved.find(hall.building); found != moved.end()) by = by + found->second;
    if (at->kind == RecordKind::hall) return by;
    if (const auto found = moved.find(hall.id); found != moved.end()) by = by + found->second;
    return by;
  };
  for (const Edit& edit : edits) {
    if (const auto* move = std::get_if<MoveThings>(&edit)) {
      for (const std::string& id : move->ids)
        for (const EntityRef thing : thingsOf(layout, id)) {
          const Box box = layout.boxOf(thing);
          const Vec2 way = move->byM + alongWith(id);
          const Vec3 by{way.x, way.y, 0};
          if (!box.isEmpty()) out.push_back({box.min + by, box.max + by});
        }
      for (const std::string& id : move->ids) moved[id] = moved[id] + move->byM;
    }
    if (const auto* added = std::get_if<AddRow>(&edit)) rowAt(added->hall, added->row);
    if (const auto* put = std::get_if<PutThing>(&edit)) {
      if (const auto* row = std::get_if<RowSpec>(&put->thing)) rowAt(put->hall, *row);
      if (const auto* unit = std::get_if<HallUnit>(&put->thing)) {
        const CduSpec* cdu = catalog.find<CduSpec>(unit->spec.type);
        const FanWallSpec* wall = catalog.find<FanWallSpec>(unit->spec.type);
        boxAt(put->hall, unit->spec.originM, cdu ? &cdu->extent : wall ? &wall->extent : nullptr, 1);
      }
      if (const auto* device = std::get_if<PowerSpec>(&put->thing)) boxAt(put->hall, device->originM, nullptr, 2);
      if (const auto* unit = std::get_if<PlantUnit>(&put->thing)) boxAt("", unit->spec.originM, nullptr, 3);
    }
  }
  return out;
}

}  // namespace plenum
