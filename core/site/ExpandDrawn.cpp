// SPDX-License-Identifier: Apache-2.0
// What is drawn by hand: doors, routes, dimensions.
#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "site/Dimensions.h"
#include "site/Doors.h"
#include "site/Expansion.h"
#include "site/Routes.h"

namespace plenum {
namespace {

constexpr double onWallM = 0.5;  // a door lies in the wall that is so near
constexpr std::size_t mostCorners = 200, mostRoutes = 5000, mostDimensions = 5000, mostPoints = 100, mostDoors = 100;
constexpr Range onSite{-1e5, 1e5, "m"}, doorWidth{0.6, 12, "m"}, height{0, 200, "m"};

void tooMany(Findings& findings, const std::string& at, std::size_t count, std::size_t most) {
  if (count > most)
    findings.add(at, Text("site.drawn.many", {{"count", std::to_string(count)}}),
                 Text("site.remedy.atMost", {{"count", std::to_string(most)}}));
}

}  // namespace

void Expansion::placeDoors(std::uint32_t hall, const std::string& at) {
  PlacedHall& placed = out_.halls[hall];
  const std::vector<HallDoor>& doors = placed.design->doors;
  placed.firstDoor = static_cast<std::uint32_t>(out_.doors.size());
  placed.doors = static_cast<std::uint32_t>(doors.size());
  for (std::size_t i = 0; i < doors.size(); ++i) {
    const std::string here = at + "/" + std::to_string(i);
    const auto index = static_cast<std::uint32_t>(out_.doors.size());
    if (checkId(doors[i].id, here)) enroll(localId(hall, doors[i].id), {Kind::door, index, 0}, here);
    out_.doors.push_back(placedDoor(out_, hall, doors[i]));
  }
}

void Expansion::checkDoors(std::uint32_t hall, const std::string& at) {
  const HallDesign& design = *out_.halls[hall].design;
  tooMany(findings_, at + "/doors", design.doors.size(), mostDoors);
  for (std::size_t i = 0; i < design.doors.size(); ++i) {
    const HallDoor& door = design.doors[i];
    const std::string here = at + "/doors/" + std::to_string(i);
    if (!findings_.check(here, "width_m", door.width.si, doorWidth)) continue;
    const Vec3 size = design.sizeM;
    const Vec2 p = door.atM;
    const bool isInside = p.x >= -onWallM && p.x <= size.x + onWallM && p.y >= -onWallM && p.y <= size.y + onWallM;
    const double off =
        std::min(std::min(std::abs(p.x), std::abs(size.x - p.x)), std::min(std::abs(p.y), std::abs(size.y - p.y)));
    if (!isInside || !(off <= onWallM))
      findings_.add(here + "/at_m", Text("site.door.wall", {{"id", door.id}, {"hall", out_.halls[hall].id}}),
                    Text("site.door.wall.remedy", {{"width", toText(size.x)}, {"depth", toText(size.y)}}));
  }
}

void Expansion::checkRoutes() {
  tooMany(findings_, "/routes", site_.routes.size(), mostRoutes);
  std::set<std::tuple<RouteSpec::Kind, std::string_view, std::string_view>> known;
  for (std::size_t i = 0; i < site_.routes.size() && !findings_.isFull(); ++i) {
    const RouteSpec& route = site_.routes[i];
    const std::string at = "/routes/" + std::to_string(i);
    for (const auto& [key, id] : {std::pair{"from", &route.from}, std::pair{"to", &route.to}}) {
      const bool isTowers = id->empty() && id == &route.to && route.kind == RouteSpec::Kind::condenser;
      if (isTowers || out_.byId.count(*id) > 0) continue;
      findings_.add(at + "/" + key, Text("site.missing.thing", {{"id", *id}}), Text("site.missing.thing.remedy"));
    }
    if (!known.emplace(route.kind, route.from, route.to).second)
      findings_.add(at, Text("site.route.twice", {{"from", route.from}, {"to", route.to}}),
                    Text("site.route.twice.remedy"));
    tooMany(findings_, at + "/corners", route.corners.size(), mostCorners);
    const auto from = out_.byId.find(route.from), to = out_.byId.find(route.to);
    const bool isPipe = route.kind == RouteSpec::Kind::water || route.kind == RouteSpec::Kind::condenser;
    if (isPipe && from != out_.byId.end() && to != out_.byId.end()) {
      const bool isToHall = to->second.kind == Kind::hall;
      const bool isRing = from->second.kind == Kind::circuit && (isToHall || route.from == route.to);
      const bool isHeader = from->second.kind == Kind::loop && isToHall;
      const std::size_t least = leastCorners(isRing     ? RouteShape::ring
                                             : isHeader ? RouteShape::header
                                                        : RouteShape::way);
      if (route.corners.size() < least)
        findings_.add(at + "/corners",
                      Text(isRing ? "site.route.ring" : "site.route.header", {{"from", route.from}, {"to", route.to}}),
                      Text("site.route.least", {{"count", std::to_string(least)}}));
    }
    findings_.check(at, "height_m", route.heightM, height);
    for (std::size_t c = 0; c < route.corners.size(); ++c) {
      const std::string here = at + "/corners/" + std::to_string(c);
      if (findings_.check(here, "at_m", route.corners[c].atM.x, onSite))
        findings_.check(here, "at_m", route.corners[c].atM.y, onSite);
    }
  }
  if (!site_.spine.empty()) {
    const auto spine = out_.byId.find(site_.spine);
    if (spine == out_.byId.end() || spine->second.kind != Kind::hall) {
      std::vector<std::string> halls;
      for (const PlacedHall& hall : out_.halls) halls.push_back(hall.id);
      findings_.add("/spine", Text("edit.noHall", {{"id", site_.spine}}), remedyFor(site_.spine, halls));
    }
  }
}

void Expansion::checkDimensions() {
  tooMany(findings_, "/dimensions", site_.dimensions.size(), mostDimensions);
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < site_.dimensions.size() && !findings_.isFull(); ++i) {
    const DimensionSpec& dimension = site_.dimensions[i];
    const std::string at = "/dimensions/" + std::to_string(i);
    checkId(dimension.id, at);
    if (!ids.insert(dimension.id).second)
      findings_.add(at + "/id", Text("site.id.duplicate", {{"id", dimension.id}}), Text("site.remedy.unique"));
    tooMany(findings_, at + "/points", dimension.points.size(), mostPoints);
    if (dimension.points.size() < leastPoints(dimension.kind))
      findings_.add(at + "/points", Text("site.dimension.points", {{"id", dimension.id}}),
                    Text("site.dimension.points.remedy", {{"count", std::to_string(leastPoints(dimension.kind))}}));
    for (std::size_t p = 0; p < dimension.points.size(); ++p) {
      const DimensionSpec::Point& point = dimension.points[p];
      const std::string here = at + "/points/" + std::to_string(p);
      if (!point.of.empty() && out_.byId.count(point.of) == 0)
        findings_.add(here + "/of", Text("site.missing.thing", {{"id", point.of}}), Text("site.missing.thing.remedy"));
      for (const double v : {point.atM.x, point.atM.y, point.atM.z})
        if (!findings_.check(here, "at_m", v, onSite)) break;
    }
  }
}

}  // namespace plenum
