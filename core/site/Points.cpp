// SPDX-License-Identifier: Apache-2.0
#include "site/Points.h"

namespace plenum {

std::array<std::uint32_t, pointKinds + 1> pointOffsets(const Layout& layout) {
  std::array<std::uint32_t, pointKinds + 1> offsets{};
  for (std::size_t p = 0; p < pointRows.size(); ++p) offsets[p + 1] = offsets[p] + layout.count(pointRows[p].kind);
  return offsets;
}

std::uint32_t pointCount(const Layout& layout) { return pointOffsets(layout).back(); }

std::uint32_t pointIndex(const Layout& layout, PointRef ref) {
  return pointOffsets(layout)[static_cast<std::size_t>(ref.point)] + ref.index;
}

std::optional<PointRef> findPoint(const Layout& layout, std::string_view id) {
  const std::size_t slash = id.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto thing = layout.find(id.substr(0, slash));
  if (!thing || thing->part != 0) return std::nullopt;
  const std::string_view name = id.substr(slash + 1);
  for (std::size_t p = 0; p < pointRows.size(); ++p)
    if (pointRows[p].kind == thing->kind && name == pointRows[p].name)
      return PointRef{static_cast<Point>(p), thing->index};
  return std::nullopt;
}

bool isTarget(const Layout& layout, std::string_view id) {
  if (layout.find(id) || findPoint(layout, id)) return true;
  constexpr std::string_view makeUp = "/make-up";
  if (!id.ends_with(makeUp)) return false;
  const auto thing = layout.find(id.substr(0, id.size() - makeUp.size()));
  return thing && (thing->kind == Kind::circuit || thing->kind == Kind::loop);
}

EntityRef thingOf(PointRef ref) { return {rowOf(ref.point).kind, ref.index}; }

std::string idOf(const Layout& layout, PointRef ref) { return layout.idOf(thingOf(ref)) + "/" + rowOf(ref.point).name; }

std::vector<PointRef> pointsOf(const Layout& layout, EntityRef entity) {
  std::vector<PointRef> found;
  if (entity.part != 0 || entity.index >= layout.count(entity.kind)) return found;
  for (std::size_t p = 0; p < pointRows.size(); ++p)
    if (pointRows[p].kind == entity.kind) found.push_back({static_cast<Point>(p), entity.index});
  return found;
}

}  // namespace plenum
