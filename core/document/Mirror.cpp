// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "document/Arrange.h"
#include "document/Drafter.h"
#include "site/MachineSize.h"

namespace plenum {
namespace {

/// One selection and its line: first what moves at all, then the edits that take each to its place. What stands in
/// something that moves goes along by itself, so its own edit is the rest of its way.
class Mirroring {
 public:
  Mirroring(const Layout& layout, Along line, double atM)
      : layout_(layout), site_(*layout.site), isAlongX_(line == Along::x), atM_(atM) {}

  Problems take(const std::string& id) {
    const auto at = findWritten(site_, id);
    if (!at) return {noSuchThing(site_, id)};
    if (at->kind == RecordKind::circuit) {
      moved_.insert(id);
      for (RecordKind kind = RecordKind::pump; isPlant(kind);
           kind = static_cast<RecordKind>(static_cast<int>(kind) + 1))
        for (std::uint32_t n = 0; n < groupsOf(site_.circuits[at->record], kind).size(); ++n)
          addCopies({kind, none, at->record, n, 0});
      return {};
    }
    if (!hasPlace(at->kind)) return {problemOf(Text("edit.cannotMove", {{"id", id}}), Text("edit.cannotMove.remedy"))};
    if (at->kind == RecordKind::building) {
      if (!moved_.insert(id).second) return {};
      buildings_.push_back(id);
      for (const Hall& hall : site_.halls)
        if (hall.building == id) addHall(hall.id);
    } else if (at->kind == RecordKind::hall) {
      addHall(id);
    } else {
      addCopies(*at);
    }
    return {};
  }

  /// Whether rows of several racks are among what moves.
  bool hasRows() const {
    return std::any_of(things_.begin(), things_.end(), [this](const std::string& id) {
      const auto at = findWritten(site_, id);
      return at->kind == RecordKind::row && site_.halls[at->hall].design->rows[at->record].racks > 1;
    });
  }

  std::vector<Edit> edits() {
    for (const std::string& id : buildings_) way_[id] = acrossOf(boxOf(id));
    move(buildings_, [](const std::string&) { return Vec2{}; });
    for (const std::string& id : halls_) way_[id] = acrossOf(boxOf(id));
    move(halls_,
         [this](const std::string& id) { return wayOf(layout_.site->halls[findWritten(site_, id)->hall].building); });
    for (const std::string& id : things_) way_[id] = acrossOf(boxOf(id));
    move(things_, [this](const std::string& id) {
      const std::size_t slash = id.find('/');
      return slash == std::string::npos ? Vec2{} : wayOf(id.substr(0, slash));
    });
    turnThings();
    doors();
    routes();
    dimensions();
    return std::move(out_);
  }

 private:
  void addHall(const std::string& id) {
    if (!moved_.insert(id).second) return;
    halls_.push_back(id);
    for (const RecordKind kind : {RecordKind::row, RecordKind::cdu, RecordKind::fanWall, RecordKind::power})
      for (const std::string& thing : writtenIds(site_, kind))
        if (thing.starts_with(id + "/")) addThing(thing);
  }
  // copies one by one: mirrored, the first of them is the last
  void addCopies(WrittenAt at) {
    const int copies = copiesAt(site_, at);
    if (at.copy > 0 || copies <= 1) return addThing(writtenId(site_, at));
    for (at.copy = 1; at.copy <= copies; ++at.copy) addThing(writtenId(site_, at));
  }
  void addThing(const std::string& id) {
    if (moved_.insert(id).second) things_.push_back(id);
  }

  Box boxOf(const std::string& id) const {
    const auto at = findWritten(site_, id);
    Box box;
    if (at && at->kind == RecordKind::scenery) {
      const Scenery& scenery = site_.scenery[at->record];
      box.add(Vec3{scenery.originM.x, scenery.originM.y, 0.0});
      box.add(Vec3{scenery.originM.x + scenery.sizeM.x, scenery.originM.y + scenery.sizeM.y, 0.0});
      return box;
    }
    for (const EntityRef& thing : thingsOf(layout_, id)) box.add(layout_.boxOf(thing));
    return box;
  }
  Vec2 acrossOf(const Box& box) const {
    return isAlongX_ ? Vec2{0.0, 2.0 * atM_ - box.max.y - box.min.y} : Vec2{2.0 * atM_ - box.max.x - box.min.x, 0.0};
  }
  Vec2 acrossOf(Vec2 point) const {
    return isAlongX_ ? Vec2{point.x, 2.0 * atM_ - point.y} : Vec2{2.0 * atM_ - point.x, point.y};
  }
  Vec2 wayOf(const std::string& id) const {
    const auto way = way_.find(id);
    return way == way_.end() ? Vec2{} : way->second;
  }
  bool isMoved(const std::string& id) const {
    if (moved_.contains(id)) return true;
    const auto thing = layout_.find(id);
    return (thing && moved_.contains(writtenOf(layout_, *thing))) || moved_.contains(id.substr(0, id.find('/')));
  }

  template <class Along>
  void move(const std::vector<std::string>& ids, Along&& goesAlong) {
    std::map<std::pair<double, double>, std::vector<std::string>> by;
    for (const std::string& id : ids) {
      const Vec2 all = way_[id], along = goesAlong(id), own = tidy({all.x - along.x, all.y - along.y});
      if (!(own == Vec2{})) by[{own.x, own.y}].push_back(id);
    }
    for (auto& [step, group] : by) out_.push_back(MoveThings{std::move(group), {step.first, step.second}});
  }

  /// Machines look out of their long side, and are turned twice by a quarter where that is across the line.
  void turnThings() {
    std::vector<std::string> rows, machines;
    for (const std::string& id : things_) {
      const RecordKind kind = findWritten(site_, id)->kind;
      if (kind == RecordKind::row) {
        if (isAlongX_) rows.push_back(id);
      } else if (kind != RecordKind::scenery && kind != RecordKind::door) {
        const WrittenAt at = *findWritten(site_, id);
        const Vec3 size = machineSize(site_, at);
        const int quarters = withRecord(site_, at, [](const auto& record) {
          if constexpr (requires { record.turn; })
            return record.turn;
          else
            return 0;
        });
        const bool looksAlongY = (size.x >= size.y) == (quarters % 2 == 0);
        if (looksAlongY == isAlongX_) machines.push_back(id);
      }
    }
    if (!rows.empty()) out_.push_back(TurnThings{rows});
    if (machines.empty()) return;
    out_.push_back(TurnThings{machines});
    out_.push_back(TurnThings{std::move(machines)});
  }
  void doors() {
    for (const std::string& id : halls_) {
      const HallDesign& design = *site_.halls[findWritten(site_, id)->hall].design;
      for (HallDoor door : design.doors) {
        (isAlongX_ ? door.atM.y : door.atM.x) = isAlongX_ ? design.sizeM.y - door.atM.y : design.sizeM.x - door.atM.x;
        out_.push_back(PutDoor{id, door});
      }
    }
  }
  void routes() {
    for (const RouteSpec& route : site_.routes) {
      const bool isPipe = route.kind == RouteSpec::Kind::water || route.kind == RouteSpec::Kind::condenser;
      const std::string stem = route.to.substr(0, route.to.find('/'));
      const bool isInHall = isPipe && std::find(halls_.begin(), halls_.end(), stem) != halls_.end();
      const bool isWhole = isMoved(route.from) && (route.to.empty() || isMoved(route.to));
      if (!isInHall && !isWhole) continue;
      RouteSpec made = route;
      for (RouteSpec::Corner& corner : made.corners) corner.atM = acrossOf(corner.atM);
      out_.push_back(PutRoute{std::move(made)});
    }
  }
  void dimensions() {
    for (const DimensionSpec& dimension : site_.dimensions) {
      if (dimension.kind == DimensionSpec::Kind::clearance) continue;  // of things, wherever they stand
      DimensionSpec made = dimension;
      for (DimensionSpec::Point& point : made.points) {
        const auto thing = layout_.find(point.of);
        if (point.of.empty() || !thing || !isMoved(point.of)) continue;
        const Vec3 size = layout_.boxOf(*thing).size();
        if (isAlongX_)
          point.atM.y = size.y - point.atM.y;
        else
          point.atM.x = size.x - point.atM.x;
      }
      if (!(made == dimension)) out_.push_back(PutDimension{std::move(made)});
    }
  }

  const Layout& layout_;
  const Site& site_;
  bool isAlongX_;
  double atM_;
  std::vector<std::string> buildings_, halls_, things_;
  std::set<std::string> moved_;
  std::map<std::string, Vec2> way_;
  std::vector<Edit> out_;
};

}  // namespace

Result<Arranged> mirror(const Layout& layout, const std::vector<std::string>& ids, Along line, double atM) {
  Mirroring mirroring(layout, line, atM);
  for (const std::string& id : ids)
    if (Problems problems = mirroring.take(id); !problems.empty()) return problems;
  Arranged out;
  out.name = Text("edit.mirror", {{"count", std::to_string(ids.size())}});
  out.edits = mirroring.edits();
  if (line == Along::y && mirroring.hasRows()) {
    Problem counted;
    counted.weight = Problem::Weight::warning;
    counted.what = Text("edit.mirror.counted");
    counted.remedy = Text("edit.mirror.counted.remedy");
    out.warnings.push_back(std::move(counted));
  }
  return out;
}

}  // namespace plenum
