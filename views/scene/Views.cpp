// SPDX-License-Identifier: Apache-2.0
#include "scene/Views.h"

#include <algorithm>
#include <cmath>

#include "scene/Storeys.h"

namespace plenum {
namespace {

constexpr double campusAzimuthDeg = -24.0, campusElevationDeg = 36.0;

Box plantBox(const Layout& layout) {
  Box box;
  for (const PlacedCircuit& c : layout.circuits) box.add(c.box);
  return box;
}

Box substationBox(const Layout& layout) {
  Box box;
  for (const PlacedPower& p : layout.power)
    if (p.hall == none && (p.kind == PowerSpec::Kind::feed || p.kind == PowerSpec::Kind::transformer ||
                           p.kind == PowerSpec::Kind::genset))
      box.add(p.box);
  return box;
}

double gapM(const Box& a, const Box& b) {
  return std::hypot(std::max({a.min.x - b.max.x, b.min.x - a.max.x, 0.0}),
                    std::max({a.min.y - b.max.y, b.min.y - a.max.y, 0.0}));
}

/// What the campus is there for: halls, and the plants and power buildings that stand by them. Offices, what is only
/// drawn, fields of panels and a substation at the far end of the land are seen beside it, as far as they have room.
std::vector<Vec3> worksOf(const Layout& layout) {
  constexpr double byM = 45.0;
  std::vector<Box> works, rest;
  for (const PlacedHall& hall : layout.halls)
    if (!hall.box.isEmpty()) works.push_back(hall.box);
  for (std::uint32_t i = 0; i < layout.buildings.size(); ++i) {
    const PlacedBuilding& building = layout.buildings[i];
    if (building.kind != Building::Kind::office && !isOnlyDrawn(layout, i) && !building.box.isEmpty())
      rest.push_back(building.box);
  }
  for (const PlacedCircuit& circuit : layout.circuits)
    if (!circuit.box.isEmpty()) rest.push_back(circuit.box);
  for (const PlacedPower& device : layout.power)
    if (device.hall == none && !device.box.isEmpty() && device.kind == PowerSpec::Kind::genset)
      rest.push_back(device.box);
  // from one to the next, as far as they stand together
  for (std::size_t k = 0; k < works.size(); ++k)
    for (std::size_t r = rest.size(); r-- > 0;)
      if (gapM(works[k], rest[r]) <= byM) {
        works.push_back(rest[r]);
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(r));
      }
  if (works.empty()) works = rest.empty() ? std::vector{layout.bounds} : rest;
  std::vector<Vec3> points;
  for (const Box& box : works)
    for (int k = 0; k < 8; ++k)
      points.push_back({k & 1 ? box.max.x : box.min.x, k & 2 ? box.max.y : box.min.y, k & 4 ? box.max.z : box.min.z});
  return points;
}

Box roomAbout(const Box& box, double byM) { return {box.min - Vec3{byM, byM, 0}, box.max + Vec3{byM, byM, 0.5 * byM}}; }

/// How much of the way from the eye to the box leads through buildings with a roof, or over the edge of the walls of
/// others: 0 for a free view.
double hidden(const Layout& layout, const Camera& camera, const Box& box) {
  const Vec3 eye = camera.eye(), c = box.centre();
  const Vec3 marks[] = {c,
                        {box.min.x, box.min.y, c.z},
                        {box.max.x, box.min.y, c.z},
                        {box.min.x, box.max.y, c.z},
                        {box.max.x, box.max.y, c.z}};
  double sum = 0.0;
  for (std::uint32_t i = 0; i < layout.buildings.size(); ++i) {
    Box b = layout.buildings[i].box;
    if (b.isEmpty() || (c.x >= b.min.x && c.x <= b.max.x && c.y >= b.min.y && c.y <= b.max.y)) continue;
    b.max.z = wallTopM(layout, i);
    for (const Vec3& mark : marks) {
      const auto t = enter({eye, mark - eye}, b);
      if (t && *t < 1.0) sum += 1.0;
    }
  }
  return sum;
}

/// The same look from another side where something stands in between: the nearest turn, then a steeper one.
Camera unhidden(const Layout& layout, const Camera& wanted, const Box& box) {
  Camera best = wanted;
  double least = hidden(layout, wanted, box);
  for (const double elevation : {wanted.elevationDeg, 48.0, 62.0})
    for (const double turn : {0.0, 35.0, -35.0, 80.0, -80.0, 140.0, -140.0, 180.0}) {
      if (least == 0.0) return best;
      Camera camera = wanted;
      camera.elevationDeg = std::max(elevation, wanted.elevationDeg);
      camera.azimuthDeg = std::remainder(wanted.azimuthDeg + turn, 360.0);
      const double now = hidden(layout, camera, box);
      if (now < least) best = camera, least = now;
    }
  return best;
}

/// Leaves out what stands before a box: the row across the aisle, pipes above it.
Camera cleared(Camera camera, const Box& box) {
  const Vec3 eye = camera.eye(), ahead = camera.forward();
  double nearest = camera.distanceM;
  for (int k = 0; k < 8; ++k) {
    const Vec3 p{k & 1 ? box.max.x : box.min.x, k & 2 ? box.max.y : box.min.y, k & 4 ? box.max.z : box.min.z};
    const Vec3 d = p - eye;
    nearest = std::min(nearest, d.x * ahead.x + d.y * ahead.y + d.z * ahead.z);
  }
  constexpr double airM = 0.18;
  camera.clearM = std::max(0.0, nearest - airM);
  return camera;
}

}  // namespace

std::vector<NamedView> namedViews(const Layout& layout) {
  std::vector<NamedView> views{{"campus", Text("view.campus"), {}, {Kind::campus, 0, 0}},
                               {"top", Text("view.top"), {}, {Kind::campus, 0, 0}}};
  for (std::uint32_t i = 0; i < layout.halls.size(); ++i)
    views.push_back({layout.halls[i].id, {}, layout.halls[i].name, {Kind::hall, i, 0}});
  if (!plantBox(layout).isEmpty()) views.push_back({"plant", Text("view.plant"), {}, {Kind::circuit, 0, 0}});
  if (!substationBox(layout).isEmpty())
    views.push_back({"substation", Text("view.substation"), {}, {Kind::powerDevice, 0, 0}});
  return views;
}

std::optional<Camera> cameraOf(const Layout& layout, std::string_view viewId, double aspect) {
  Camera camera;
  camera.azimuthDeg = campusAzimuthDeg;
  camera.elevationDeg = campusElevationDeg;
  if (viewId == "campus") return openingCamera(layout, aspect);
  if (viewId == "top") {
    camera.azimuthDeg = 0.0;
    camera.elevationDeg = 89.9;
    return framing(camera, roomAbout(layout.bounds, 4.0), aspect);
  }
  if (viewId == "plant") {
    camera.elevationDeg = 28.0;
    const Box box = plantBox(layout);
    if (box.isEmpty()) return std::nullopt;
    return framing(camera, roomAbout(box, 3.0), aspect);
  }
  if (viewId == "substation") {
    camera.elevationDeg = 24.0;
    const Box box = substationBox(layout);
    if (box.isEmpty()) return std::nullopt;
    return framing(camera, roomAbout(box, 3.0), aspect);
  }
  for (const PlacedHall& hall : layout.halls) {
    if (hall.id != viewId) continue;
    camera.elevationDeg = 40.0;
    return framing(camera, hall.box, aspect);
  }
  return std::nullopt;
}

Camera openingCamera(const Layout& layout, double aspect, const FreePart& part) {
  Camera camera;
  camera.azimuthDeg = campusAzimuthDeg;
  // a low picture is filled by looking lower
  constexpr double lowestDeg = 25.0, filledBy = 58.0;
  const double free = aspect * (part.right - part.left) / std::max(1e-3, part.high - part.low);
  camera.elevationDeg = std::clamp(filledBy / std::max(free, 1e-3), lowestDeg, campusElevationDeg);
  return framing(camera, worksOf(layout), aspect, part);
}

Camera cameraOn(const Layout& layout, EntityRef entity, const Camera& from, double aspect) {
  Camera camera = from;
  camera.clearM = 0.0;
  if (entity.kind == Kind::campus) return framing(camera, worksOf(layout), aspect, wholePicture);
  Box box = layout.boxOf(entity);
  if (entity.kind == Kind::loop && entity.index < layout.loops.size()) {
    for (std::uint32_t rack : layout.loops[entity.index].racks) box.add(layout.racks[rack].box);
    for (std::uint32_t cdu : layout.loops[entity.index].cdus) box.add(layout.cdus[cdu].box);
  }
  if (box.isEmpty()) return camera;
  const bool isSmall = entity.kind == Kind::rack || entity.kind == Kind::chip;
  if (isSmall) {
    // from the side of its cold-air face
    const std::uint32_t rack = entity.kind == Kind::rack ? entity.index : layout.rackOfChip(entity.index);
    const double facing = layout.racks[rack].facesNorth ? 180.0 : 0.0;
    camera.azimuthDeg = std::remainder(facing + 9.0, 360.0);
    camera.elevationDeg = 14.0;
    box = layout.racks[rack].box;
    if (const Box near = entity.kind == Kind::chip || entity.part != 0 ? layout.boxOf(entity) : Box{};
        !near.isEmpty()) {
      // straight onto the front, where servers and chips are drawn
      const bool isChip = entity.kind == Kind::chip;
      camera.azimuthDeg = std::remainder(facing + (isChip ? 8.0 : 14.0), 360.0);
      camera.elevationDeg = isChip ? 10.0 : 16.0;
      const double y = layout.racks[rack].facesNorth ? box.max.y : box.min.y,
                   size = std::max(near.size().x, near.size().z);
      // a chip fills the picture, with half of each neighbour to tell where it sits
      const double airM = isChip ? 0.35 * size : 0.10;
      return framing(camera, {{near.min.x - airM, y, near.min.z - airM}, {near.max.x + airM, y, near.max.z + airM}},
                     aspect);
    }
  } else {
    camera.elevationDeg = std::clamp(camera.elevationDeg, 25.0, 60.0);
  }
  const double room = isSmall ? 1.1 : std::clamp(0.25 * std::max(box.size().x, box.size().y), 2.0, 8.0);
  const Camera framed = unhidden(layout, framing(camera, roomAbout(box, room), aspect), box);
  return isSmall ? cleared(framed, box) : framed;
}

}  // namespace plenum
