// SPDX-License-Identifier: Apache-2.0
// What layout work draws by hand: routes, dimensions that stay, doors.
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "panels/FormDialog.h"
#include "panels/PropertyRows.h"
#include "scene/LaidWays.h"
#include "site/Dimensions.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/LayoutDesk.h"

namespace plenum {

using views::FormDialog;

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

void LayoutDesk::askDoor() {
  const LayoutPtr now = layout();
  if (!now || now->halls.empty()) return;
  const views::Words& words = window_.look().words;
  FormDialog* form = openForm("door.title", "door.do");
  std::string first = now->halls.front().id;
  for (const std::string& id : ids()) {
    const std::string stem = id.substr(0, id.find('/'));
    if (const auto hall = now->find(stem); hall && hall->kind == Kind::hall) first = stem;
  }
  FormDialog::Choice halls{"door.hall", {}, first};
  for (const PlacedHall& hall : now->halls) {
    const QString name = words(hall.name);
    halls.options.emplace_back(hall.id, name.isEmpty() ? QString::fromStdString(hall.id) : name);
  }
  form->add(halls);
  form->add(FormDialog::Choice{
      "door.use", {{"exit", words("door.use.exit")}, {"loading", words("door.use.loading")}}, "exit"});
  form->add(FormDialog::Choice{"door.wall",
                               {{"south", words("door.wall.south")},
                                {"east", words("door.wall.east")},
                                {"north", words("door.wall.north")},
                                {"west", words("door.wall.west")}},
                               "south"});
  form->add(FormDialog::Number{"door.along", 0, 2000, 2.0, 2, "m"});
  form->add(FormDialog::Number{"door.width", 0.6, 12, 1.5, 2, "m"});
  connect(form, &QDialog::accepted, this, [this, form] {
    const LayoutPtr here = layout();
    const std::string hall = form->choice("door.hall");
    const auto found = here ? here->find(hall) : std::nullopt;
    if (!found || found->kind != Kind::hall) return;
    const HallDesign& design = *here->halls[found->index].design;
    HallDoor door;
    door.id = freshName(design.doors, "E");
    door.use = form->choice("door.use") == "loading" ? HallDoor::Use::loading : HallDoor::Use::exit;
    door.width = Metres{form->number("door.width")};
    const std::string wall = form->choice("door.wall");
    const double along = form->number("door.along");
    const bool isLevel = wall == "south" || wall == "north";
    const double at = std::min(along, isLevel ? design.sizeM.x : design.sizeM.y);
    if (wall == "south") door.atM = {at, 0.0};
    if (wall == "north") door.atM = {at, design.sizeM.y};
    if (wall == "west") door.atM = {0.0, at};
    if (wall == "east") door.atM = {design.sizeM.x, at};
    make({PutDoor{hall, door}}, {});
  });
  form->open();
}

void LayoutDesk::removeDoors() {
  const LayoutPtr now = layout();
  if (!now) return;
  std::set<std::string> halls;
  for (const std::string& id : ids())
    if (const auto hall = now->find(id.substr(0, id.find('/'))); hall && hall->kind == Kind::hall)
      halls.insert(now->halls[hall->index].id);
  std::vector<Edit> edits;
  for (const std::string& hall : halls)
    for (const HallDoor& door : now->halls[now->find(hall)->index].design->doors)
      edits.push_back(RemoveDoor{hall, door.id});
  if (edits.empty()) return tell(window_.look().words("door.none"), true);
  make(edits, Text("edit.removeDoors", {{"count", std::to_string(edits.size())}}));
}

}  // namespace plenum
