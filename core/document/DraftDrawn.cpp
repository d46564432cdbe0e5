// SPDX-License-Identifier: Apache-2.0
// Edits of what is drawn by hand: routes, dimensions, doors. What they join is checked by the layout.
#include <algorithm>
#include <set>

#include "document/Draft.h"
#include "document/Drafter.h"
#include "site/Dimensions.h"
#include "site/Findings.h"

namespace plenum {
namespace {

template <class All, class Same>
void putOne(All& all, const typename All::value_type& one, Same same) {
  const auto at = std::find_if(all.begin(), all.end(), same);
  if (at == all.end())
    all.push_back(one);
  else
    *at = one;
}

template <class All>
Problems removeNamed(All& all, const std::string& id) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
  if (at != all.end()) return all.erase(at), Problems{};
  std::vector<std::string> known;
  for (const auto& one : all) known.push_back(one.id);
  return {problemOf(Text("edit.noThing", {{"id", id}}), remedyFor(id, known))};
}

}  // namespace

Problems Drafter::operator()(const PutRoute& e) {
  RouteSpec made = e.route;
  for (RouteSpec::Corner& corner : made.corners) corner.atM = tidy(corner.atM);
  made.heightM = tidyM(made.heightM);
  putOne(work_.change().routes, made,
         [&](const RouteSpec& r) { return r.kind == made.kind && r.from == made.from && r.to == made.to; });
  return {};
}

Problems Drafter::operator()(const RemoveRoute& e) {
  auto& routes = work_.change().routes;
  const auto at = std::find_if(routes.begin(), routes.end(), [&](const RouteSpec& r) {
    return r.kind == e.kind && r.from == e.from && r.to == e.to;
  });
  if (at == routes.end())
    return {problemOf(Text("edit.noRoute", {{"from", e.from}, {"to", e.to}}), Text("edit.noRoute.remedy"))};
  routes.erase(at);
  return {};
}

Problems Drafter::operator()(const PutDimension& e) {
  if (!isGoodId(e.dimension.id))
    return {problemOf(Text("site.id.bad", {{"id", e.dimension.id}}), Text("site.remedy.id"))};
  DimensionSpec made = e.dimension;
  for (DimensionSpec::Point& point : made.points)
    point.atM = {tidyM(point.atM.x), tidyM(point.atM.y), tidyM(point.atM.z)};
  putOne(work_.change().dimensions, made, [&](const DimensionSpec& d) { return d.id == made.id; });
  return {};
}
Problems Drafter::operator()(const RemoveDimension& e) { return removeNamed(work_.change().dimensions, e.dimension); }

Problems Drafter::operator()(const PutDoor& e) {
  const auto hall = hallAt(e.hall);
  if (!hall) return hall.problems();
  if (!isGoodId(e.door.id)) return {problemOf(Text("site.id.bad", {{"id", e.door.id}}), Text("site.remedy.id"))};
  const std::string id = full(e.hall, e.door.id);
  const auto there = findWritten(work_.read(), id);
  if (there && there->kind != RecordKind::door)
    return {problemOf(Text("edit.idTaken", {{"id", id}}), Text("site.remedy.unique"))};
  HallDoor made = e.door;
  made.atM = tidy(made.atM);
  if (there && !(work_.read().halls[*hall].design->doors[there->record].atM == made.atM))
    if (Problems problems = locked({id}); !problems.empty()) return problems;
  putOne(work_.design(*hall).doors, made, [&](const HallDoor& d) { return d.id == made.id; });
  return {};
}
Problems Drafter::operator()(const RemoveDoor& e) {
  const auto hall = hallAt(e.hall);
  if (!hall) return hall.problems();
  const std::string id = full(e.hall, e.door);
  const auto at = findWritten(work_.read(), id);
  if (!at || at->kind != RecordKind::door) return removeNamed(work_.design(*hall).doors, e.door);
  return (*this)(RemoveThings{{id}});
}

/// Corners go along where all that the route joins does, and those of branches within a hall go with the hall.
void Drafter::carryRoutes(const std::vector<std::string>& moved, Vec2 byM) {
  if (work_.read().routes.empty()) return;
  const std::set<std::string, std::less<>> ids(moved.begin(), moved.end());
  std::set<std::string, std::less<>> halls;
  for (const Hall& hall : work_.read().halls)
    if (ids.count(hall.id) > 0 || ids.count(hall.building) > 0) halls.insert(hall.id);
  const auto isWithin = [&](const std::string& id) {
    const std::size_t slash = id.find('/');
    return slash != std::string::npos && halls.count(id.substr(0, slash)) > 0;
  };
  const auto isMoved = [&](const std::string& id) { return ids.count(id) > 0 || isWithin(id); };
  const auto goes = [&](const RouteSpec& route) {
    const bool isPipe = route.kind == RouteSpec::Kind::water || route.kind == RouteSpec::Kind::condenser;
    return (isPipe && (isWithin(route.to) || halls.count(route.to) > 0)) || (isMoved(route.from) && isMoved(route.to));
  };
  const auto& routes = work_.read().routes;
  if (std::none_of(routes.begin(), routes.end(), goes)) return;
  for (RouteSpec& route : work_.change().routes)
    if (goes(route))
      for (RouteSpec::Corner& corner : route.corners) corner.atM = tidy(corner.atM + byM);
}

/// Routes and dimensions of what is gone go with it.
void Drafter::forgetDrawn(const std::vector<std::string>& gone) {
  const Site& site = work_.read();
  if (site.routes.empty() && site.dimensions.empty() && site.spine.empty()) return;
  const std::set<std::string, std::less<>> away(gone.begin(), gone.end());
  const auto isGone = [&away](const std::string& id) {
    const std::size_t slash = id.find('/');
    return away.count(id) > 0 || (slash != std::string::npos && away.count(id.substr(0, slash)) > 0);
  };
  const auto isDead = [&](const RouteSpec& r) { return isGone(r.from) || isGone(r.to); };
  const auto isLoose = [&](const DimensionSpec& d) {
    return std::any_of(d.points.begin(), d.points.end(), [&](const auto& point) { return isGone(point.of); });
  };
  if (std::any_of(site.routes.begin(), site.routes.end(), isDead)) std::erase_if(work_.change().routes, isDead);
  if (std::any_of(site.dimensions.begin(), site.dimensions.end(), isLoose))
    std::erase_if(work_.change().dimensions, isLoose);
  if (away.count(site.spine) > 0) work_.change().spine.clear();
}

Result<LayoutPtr> layOutEdited(const Site& before, const SitePtr& after, std::uint64_t revision) {
  auto laid = layOut(after, revision);
  if (laid || (before.routes.empty() && before.dimensions.empty())) return laid;
  // which things there are, only a layout can tell: of the same site with nothing drawn
  auto bare = std::make_shared<Site>(*after);
  bare->routes.clear(), bare->dimensions.clear();
  const auto things = layOut(bare, revision);
  if (!things) return laid;
  const auto isKnown = [&](const std::string& id) { return id.empty() || (*things)->byId.count(id) > 0; };
  const auto wasDrawn = [](const auto& all, const auto& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  auto kept = std::make_shared<Site>(*after);
  const std::size_t routes = std::erase_if(kept->routes, [&](const RouteSpec& r) {
    return !(isKnown(r.from) && isKnown(r.to)) && wasDrawn(before.routes, r);
  });
  const std::size_t dimensions = std::erase_if(kept->dimensions, [&](const DimensionSpec& d) {
    return std::any_of(d.points.begin(), d.points.end(), [&](const auto& p) { return !isKnown(p.of); }) &&
           wasDrawn(before.dimensions, d);
  });
  return routes + dimensions == 0 ? std::move(laid) : layOut(std::move(kept), revision);
}

}  // namespace plenum
