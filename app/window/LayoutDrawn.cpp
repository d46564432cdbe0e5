// SPDX-License-Identifier: Apache-2.0
// What layout work draws by hand: routes, and dimensions that stay.
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "panels/PropertyRows.h"
#include "scene/LaidWays.h"
#include "site/Dimensions.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/LayoutDesk.h"

namespace plenum {

namespace {

constexpr double onFootprintM = 0.002;

/// The smallest thing that has this point at its footprint, so that a dimension goes with it.
DimensionSpec::Point heldBy(const Layout& layout, Vec3 point) {
  std::optional<EntityRef> best;
  double smallest = std::numeric_limits<double>::infinity();
  const auto consider = [&](EntityRef thing) {
    const Box box = layout.boxOf(thing);
    if (box.isEmpty() || std::abs(box.min.z - point.z) > 1.0) return;
    const bool isIn = point.x >= box.min.x - onFootprintM && point.x <= box.max.x + onFootprintM &&
                      point.y >= box.min.y - onFootprintM && point.y <= box.max.y + onFootprintM;
    const double edge = std::min(std::min(std::abs(point.x - box.min.x), std::abs(point.x - box.max.x)),
                                 std::min(std::abs(point.y - box.min.y), std::abs(point.y - box.max.y)));
    const Vec3 size = box.size();
    if (!isIn || edge > onFootprintM || size.x * size.y >= smallest) return;
    smallest = size.x * size.y;
    best = thing;
  };
  for (const EntityRef thing : standing(layout, Grain::rows)) consider(thing);
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h) consider({Kind::hall, h, 0});
  for (std::uint32_t b = 0; b < layout.buildings.size(); ++b) consider({Kind::building, b, 0});
  if (!best) return {{}, point};
  return {layout.idOf(*best), point - layout.boxOf(*best).min};
}

std::string idOfBox(const Layout& layout, const Box& box) {
  for (const Grain grain : {Grain::racks, Grain::rows})
    for (const EntityRef thing : standing(layout, grain))
      if (layout.boxOf(thing) == box) return layout.idOf(thing);
  for (const auto& all : layout.buildings)
    if (all.box == box) return all.id;
  for (const auto& all : layout.halls)
    if (all.box == box) return all.id;
  return {};
}

template <class All>
std::string freshName(const All& all, const std::string& stem) {
  std::set<std::string> taken;
  for (const auto& one : all) taken.insert(one.id);
  int n = 1;
  while (taken.contains(stem + std::to_string(n))) ++n;
  return stem + std::to_string(n);
}

}  // namespace

void LayoutDesk::joinDrawn() {
  views::Look& look = window_.look();
  const auto metres = [&look](double m) { return look.format.text(m, views::Unit::metres); };
  route_.setTell([&look](const Text& text) { return look.words(text); });
  route_.setLengths(metres);
  connect(&route_, &RouteTool::laid, this, [this](const RouteSpec& route) { make({PutRoute{route}}, {}); });
  connect(&route_, &RouteTool::automaticAsked, this, [this](const RouteSpec& route) {
    make({RemoveRoute{route.kind, route.from, route.to}}, {});
  });
  connect(&route_, &RouteTool::heldChanged, this, [this] { tell(route_.said()); });
  connect(&route_, &RouteTool::ended, this, [this] { view().setTool(isOn_ ? &tool_ : nullptr); });
  connect(&measure_, &MeasureTool::keepAsked, this, &LayoutDesk::keepMeasured);
  connect(&measure_, &MeasureTool::removeAsked, this,
          [this](const std::string& id) { make({RemoveDimension{id}}, {}); });
}

void LayoutDesk::editRoutes() {
  const LayoutPtr now = layout();
  if (!now) return;
  // what is chosen is held at once, where one way leads to it
  const std::vector<std::string> chosen = ids();
  route_.setWays(laidWays(*now));
  route_.setFixed(yardRings(*now));
  drawnIn_ = now;
  if (chosen.size() == 1)
    for (const LaidWay& way : route_.ways())
      if (way.route.to == chosen.front()) {
        route_.hold(way.route);
        break;
      }
  view().setTool(&route_);
  view().setFocus();
  tell(route_.said());
  view().update();
}

void LayoutDesk::followDrawn() {
  const LayoutPtr now = layout();
  if (now == dimensionsIn_ && !areDimensionsStale_) return;
  dimensionsIn_ = now;
  areDimensionsStale_ = false;
  std::vector<DimensionMark> marks;
  const views::Format& format = window_.look().format;
  for (const DimensionSpec& dimension : now && now->site ? now->site->dimensions : std::vector<DimensionSpec>{})
    if (auto found = laid(*now, dimension)) {
      const bool isArea = dimension.kind == DimensionSpec::Kind::area;
      marks.push_back({dimension.id, std::move(found->points), isArea,
                       isArea ? format.fixed(found->result, 1) + QStringLiteral("\u202fm²")
                              : format.text(found->result, views::Unit::metres)});
    }
  measure_.setKept(marks);
  view().setDimensions(std::move(marks));
  if (view().tool() == &route_ && now && drawnIn_ != now) {
    drawnIn_ = now;
    route_.setWays(laidWays(*now));
    route_.setFixed(yardRings(*now));
  }
}

void LayoutDesk::keepMeasured() {
  const LayoutPtr now = layout();
  const LayoutPtr seen = window_.selection().layout();
  if (!now || !seen) return;
  if (!measure_.isDone()) return tell(window_.look().words("measure.nothing"), true);
  DimensionSpec made;
  made.id = freshName(now->site->dimensions, "D");
  if (measure_.what() == MeasureTool::What::clearance) {
    made.kind = DimensionSpec::Kind::clearance;
    for (const Box& box : measure_.things()) made.points.push_back({idOfBox(*seen, box), {}});
    if (std::any_of(made.points.begin(), made.points.end(), [](const auto& p) { return p.of.empty(); })) return;
  } else {
    made.kind = measure_.what() == MeasureTool::What::area ? DimensionSpec::Kind::area : DimensionSpec::Kind::distance;
    for (const Vec3& point : measure_.points()) made.points.push_back(heldBy(*seen, point));
  }
  if (!hasError(make({PutDimension{made}}, {}))) measure_.cancel();
}

void LayoutDesk::removeDimensions() {
  const LayoutPtr now = layout();
  if (!now || now->site->dimensions.empty()) return tell(window_.look().words("measure.none-kept"), true);
  std::vector<Edit> edits;
  for (const DimensionSpec& dimension : now->site->dimensions) edits.push_back(RemoveDimension{dimension.id});
  make(edits, Text("edit.removeDimensions", {{"count", std::to_string(edits.size())}}));
}

}  // namespace plenum
