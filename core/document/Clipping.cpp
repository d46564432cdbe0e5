// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "document/Arrange.h"
#include "document/Drafter.h"
#include "document/References.h"
#include "site/Doors.h"

namespace plenum {
namespace {

constexpr std::size_t mostPieces = 20000;

/// Calls `f` with every corner of a thing; a circuit has its equipment's.
template <class F>
void eachCorner(Thing& thing, F&& f) {
  std::visit(
      [&f](auto& t) {
        if constexpr (requires { t.originM; }) f(t.originM);
        if constexpr (requires { t.spec.originM; }) f(t.spec.originM);
        if constexpr (requires { t.atM; }) f(t.atM);
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(t)>, Circuit>)
          for (RecordKind kind = RecordKind::pump; isPlant(kind);
               kind = static_cast<RecordKind>(static_cast<int>(kind) + 1))
            for (Circuit::Group& group : groupsOf(t, kind)) f(group.originM);
      },
      thing);
}

template <class F>
void eachLink(Thing& thing, F&& f) {
  std::visit(
      [&f](auto& t) {
        if constexpr (requires { t.spec; })
          eachReference(t.spec, f);
        else if constexpr (std::is_same_v<std::remove_cvref_t<decltype(t)>, Circuit>) {
          for (RecordKind kind = RecordKind::pump; isPlant(kind);
               kind = static_cast<RecordKind>(static_cast<int>(kind) + 1))
            for (Circuit::Group& group : groupsOf(t, kind)) eachReference(group, f);
        } else {
          eachReference(t, f);
        }
      },
      thing);
}

void setId(Thing& thing, const std::string& id) {
  std::visit(
      [&id](auto& t) {
        if constexpr (requires { t.spec.id; })
          t.spec.id = id;
        else if constexpr (requires { t.id; })
          t.id = id;
      },
      thing);
}

/// Where the corner that a record's own origin counts from lies on the site.
Vec2 originOf(const Layout& layout, const std::string& hall, const Thing& thing) {
  if (const Hall* made = std::get_if<Hall>(&thing)) {
    for (const PlacedBuilding& building : layout.buildings)
      if (building.id == made->building) return {building.box.min.x, building.box.min.y};
    return {};
  }
  for (const PlacedHall& placed : layout.halls)
    if (placed.id == hall) return {placed.box.min.x, placed.box.min.y};
  return {};
}

/// One copy of a record as a thing of its own.
Thing thingAt(const Site& site, const WrittenAt& at, int copy) {
  return withRecord(site, at, [&](const auto& record) -> Thing {
    using Record = std::remove_cvref_t<decltype(record)>;
    if constexpr (std::is_same_v<Record, HallUnitSpec>)
      return HallUnit{at.kind, copyOf(record, copy)};
    else if constexpr (std::is_same_v<Record, Circuit::Group>)
      return PlantUnit{at.kind, site.circuits[at.circuit].id, copyOf(record, copy)};
    else if constexpr (std::is_same_v<Record, RowSpec> || std::is_same_v<Record, PowerSpec>)
      return copyOf(record, copy);
    else if constexpr (std::is_same_v<Record, Site>)
      return Scenery{};
    else
      return record;
  });
}

/// A circuit's equipment written out, so that every piece can be given an id.
void writeOutGroups(Circuit& circuit) {
  for (RecordKind kind = RecordKind::pump; isPlant(kind); kind = static_cast<RecordKind>(static_cast<int>(kind) + 1)) {
    std::vector<Circuit::Group> all;
    for (const Circuit::Group& group : groupsOf(circuit, kind))
      for (int n = 1; n <= copiesOf(group.repeat); ++n) all.push_back(copyOf(group, n));
    groupsOf(circuit, kind) = std::move(all);
  }
}

class Paster {
 public:
  Paster(const Layout& layout, const Clipping& clipping) : layout_(layout), clipping_(clipping) {}

  /// `hall` "" leaves everything in the hall in which it stood.
  Problems put(Vec2 cornerM, const std::string& hall, Arranged& out) {
    newId_.clear();
    std::vector<PutThing> made;
    for (const Clipping::Piece& piece : clipping_.pieces) {
      PutThing put{piece.hall, piece.thing};
      if (!piece.hall.empty() && !hall.empty()) put.hall = hall;
      const bool isKnown = put.hall.empty() || isHall(put.hall);
      if (!isKnown) return {problemOf(Text("edit.noHall", {{"id", put.hall}}), Text("edit.paste.hall"))};
      if (auto* unit = std::get_if<PlantUnit>(&put.thing)) unit->circuit = circuitFor(*unit);
      const std::string old = idOf(put.thing);
      if (!old.empty()) {
        const std::string fresh = take(put.hall, old);
        setId(put.thing, fresh);
        newId_[piece.id] = {put.hall, fresh};
        out.newIds.push_back(put.hall.empty() ? fresh : put.hall + "/" + fresh);
      } else {
        out.newIds.push_back("scenery/" + std::to_string(layout_.site->scenery.size() + ++sceneries_));
      }
      if (auto* circuit = std::get_if<Circuit>(&put.thing)) {
        writeOutGroups(*circuit);
        for (RecordKind kind = RecordKind::pump; isPlant(kind);
             kind = static_cast<RecordKind>(static_cast<int>(kind) + 1))
          for (Circuit::Group& group : groupsOf(*circuit, kind)) group.id = take("", group.id);
      }
      made.push_back(std::move(put));
    }
    for (std::size_t i = 0; i < made.size(); ++i) {
      PutThing& put = made[i];
      const Clipping::Piece& piece = clipping_.pieces[i];
      eachLink(put.thing, [&](std::string& text, RecordKind kind, const char* property) {
        rejoin(text, kind, property, piece, put, out);
      });
      const Vec2 from = originOf(layout_, put.hall, put.thing);
      eachCorner(put.thing, [&](Vec2& corner) { corner = tidy(corner + cornerM - from); });
      if (auto* door = std::get_if<HallDoor>(&put.thing))
        door->atM = doorPlace(layout_.halls[layout_.find(put.hall)->index].box.size(), door->atM, door->width.si);
    }
    // what is referred to comes first
    std::stable_sort(made.begin(), made.end(), [](const PutThing& a, const PutThing& b) { return rank(a) < rank(b); });
    for (PutThing& put : made) out.edits.emplace_back(std::move(put));
    for (const ThingGroup& group : clipping_.groups) putGroup(group, out);
    return {};
  }
  /// Ways laid by hand between things that were put just now, as between those they are copies of, which stand in this
  /// site.
  void putDrawn(Vec2 byM, Arranged& out) const {
    for (const RouteSpec& route : layout_.site->routes) {
      RouteSpec made = route;
      made.from = freshOf(route.from), made.to = freshOf(route.to);
      if (made.from.empty() || (made.to.empty() && !route.to.empty())) continue;
      for (RouteSpec::Corner& corner : made.corners) corner.atM = corner.atM + byM;
      out.edits.emplace_back(PutRoute{std::move(made)});
    }
  }

 private:
  static int rank(const PutThing& put) {
    switch (kindOf(put.thing)) {
      case RecordKind::building:
        return 0;
      case RecordKind::hall:
        return 1;
      case RecordKind::circuit:
      case RecordKind::loop:
        return 2;
      default:
        return 3;
    }
  }
  bool isHall(const std::string& id) const {
    return std::any_of(layout_.halls.begin(), layout_.halls.end(), [&](const PlacedHall& h) { return h.id == id; });
  }
  std::string take(const std::string& hall, const std::string& like) {
    const std::string fresh = freshId(*layout_.site, hall, like, taken_[hall]);
    taken_[hall].push_back(fresh);
    return fresh;
  }
  /// What a thing of the layout is called in the copy, "" where it was not copied.
  std::string freshOf(const std::string& id) const {
    const auto named = [](const std::pair<std::string, std::string>& name) {
      return name.first.empty() ? name.second : name.first + "/" + name.second;
    };
    if (const auto found = newId_.find(id); found != newId_.end()) return named(found->second);
    const std::size_t slash = id.find('/');
    const auto hall = slash == std::string::npos ? newId_.end() : newId_.find(id.substr(0, slash));
    return hall == newId_.end() ? std::string() : named(hall->second) + id.substr(slash);
  }
  std::string circuitFor(const PlantUnit& unit) {
    if (const auto renamed = newId_.find(unit.circuit); renamed != newId_.end()) return renamed->second.second;
    return unit.circuit;
  }

  void rejoin(std::string& text, RecordKind kind, const char* property, const Clipping::Piece& piece,
              const PutThing& put, Arranged& out) {
    if (text.empty()) return;
    const std::string old = replaced(text, "{hall}", piece.hall);
    for (const std::string& id : {piece.hall.empty() ? old : piece.hall + "/" + old, old})
      if (const auto renamed = newId_.find(id); renamed != newId_.end()) {
        const auto& [hall, fresh] = renamed->second;
        text = hall.empty() || hall == put.hall ? fresh : hall + "/" + fresh;
        return;
      }
    const auto is = [&](const std::string& id) {
      const auto at = findWritten(*layout_.site, id);
      return at && at->kind == kind;
    };
    const std::string there = replaced(text, "{hall}", put.hall);
    if (!put.hall.empty() && is(put.hall + "/" + there)) return;
    if (is(there)) return;
    const std::string nearest = nearestOf(kind, put.hall);
    Problem warning;
    warning.weight = Problem::Weight::warning;
    warning.what = Text(nearest.empty() ? "edit.unjoined" : "edit.rejoined",
                        {{"id", idOf(put.thing)}, {"property", property}, {"from", text}, {"to", nearest}});
    warning.remedy = Text("edit.rejoined.remedy");
    out.warnings.push_back(std::move(warning));
    text = nearest;
  }
  /// A stand-in of that kind: of the hall if it has one.
  std::string nearestOf(RecordKind kind, const std::string& hall) const {
    std::string any;
    for (const std::string& id : writtenIds(*layout_.site, kind)) {
      const bool isMine = !hall.empty() && id.rfind(hall + "/", 0) == 0;
      if (kind == RecordKind::power) {
        const auto ref = layout_.find(id);
        if (!ref || layout_.power[ref->index].kind != PowerSpec::Kind::pdu) continue;
      }
      if (isMine) return id.substr(hall.size() + 1);
      if (any.empty() && id.find('/') == std::string::npos) any = id;
    }
    return kind == RecordKind::loop ? std::string() : any;
  }
  void putGroup(const ThingGroup& group, Arranged& out) {
    ThingGroup made = group;
    made.isLocked = false;
    std::vector<std::string> known;
    for (const ThingGroup& other : layout_.site->groups) known.push_back(other.id);
    known.insert(known.end(), groups_.begin(), groups_.end());
    for (int n = 2; std::find(known.begin(), known.end(), made.id) != known.end(); ++n)
      made.id = group.id + "-" + std::to_string(n);
    groups_.push_back(made.id);
    made.members.clear();
    for (const std::string& member : group.members)
      if (const auto fresh = newId_.find(member); fresh != newId_.end())
        made.members.push_back(fresh->second.first.empty() ? fresh->second.second
                                                           : fresh->second.first + "/" + fresh->second.second);
    if (!made.members.empty()) out.edits.emplace_back(PutGroup{made});
  }

  const Layout& layout_;
  const Clipping& clipping_;
  std::map<std::string, std::pair<std::string, std::string>> newId_;  // old id → hall, fresh id
  std::map<std::string, std::vector<std::string>> taken_;             // by hall
  std::vector<std::string> groups_;
  std::size_t sceneries_ = 0;
};

}  // namespace

std::string freshId(const Site& site, const std::string& hall, const std::string& like,
                    const std::vector<std::string>& taken) {
  std::string stem = like;
  while (!stem.empty() && stem.back() >= '0' && stem.back() <= '9') stem.pop_back();
  const std::set<std::string> away(taken.begin(), taken.end());
  const std::string before = hall.empty() ? "" : hall + "/";
  const auto isFree = [&](const std::string& id) { return !away.count(id) && !findWritten(site, before + id); };
  if (isFree(like)) return like;
  if (stem.empty() || stem.size() > 56) stem = "N";
  long long n = 1;
  std::from_chars(like.data() + std::min(stem.size(), like.size()), like.data() + like.size(), n);
  for (n = std::max(1LL, n % 1000000000) + 1;; ++n)
    if (std::string id = stem + std::to_string(n); isFree(id)) return id;
}

Result<Clipping> copy(const Layout& layout, const std::vector<std::string>& ids) {
  const Site& site = *layout.site;
  Clipping out;
  constexpr double far = std::numeric_limits<double>::infinity();
  out.originM = {far, far};
  std::set<std::string> seen, wholes(ids.begin(), ids.end());
  for (const std::string& id : ids) {
    const auto at = findWritten(site, id);
    if (!at) return noSuchThing(site, id);
    if (at->kind == RecordKind::site)
      return problemOf(Text("edit.cannotCopy", {{"id", id}}), Text("edit.cannotRemove.remedy"));
    // what stands in a hall that is copied goes with it
    if (at->hall != none && at->kind != RecordKind::hall && wholes.count(site.halls[at->hall].id)) continue;
    if (isPlant(at->kind) && wholes.count(site.circuits[at->circuit].id)) continue;
    const int copies = at->copy > 0 ? 1 : copiesAt(site, *at);
    for (int n = 1; n <= copies; ++n) {
      WrittenAt one = *at;
      if (copies > 1) one.copy = n;
      const std::string its = writtenId(site, one);
      if (!seen.insert(its).second) continue;
      Clipping::Piece piece;
      if (at->hall != none && at->kind != RecordKind::hall) piece.hall = site.halls[at->hall].id;
      piece.id = its;
      piece.thing = thingAt(site, *at, std::max(1, one.copy));
      const Vec2 from = originOf(layout, piece.hall, piece.thing);
      eachCorner(piece.thing, [&](Vec2& corner) {
        corner = corner + from;
        out.originM = {std::min(out.originM.x, corner.x), std::min(out.originM.y, corner.y)};
      });
      out.pieces.push_back(std::move(piece));
      if (out.pieces.size() > mostPieces)
        return problemOf(Text("edit.tooMany", {{"count", std::to_string(mostPieces)}}), Text("edit.tooMany.remedy"));
    }
  }
  if (!std::isfinite(out.originM.x)) out.originM = {};
  for (Clipping::Piece& piece : out.pieces)
    eachCorner(piece.thing, [&](Vec2& corner) { corner = tidy(corner - out.originM); });
  for (const ThingGroup& group : site.groups)
    if (!group.members.empty() && std::all_of(group.members.begin(), group.members.end(),
                                              [&](const std::string& member) { return seen.count(member) > 0; }))
      out.groups.push_back(group);
  return out;
}

Result<Arranged> paste(const Layout& layout, const Clipping& clipping, const PasteAt& at) {
  if (clipping.pieces.empty()) return problemOf(Text("edit.paste.empty"), Text("edit.paste.empty.remedy"));
  Arranged out;
  out.name = Text("edit.paste", {{"count", std::to_string(clipping.pieces.size())}});
  if (Problems problems = Paster(layout, clipping).put(at.cornerM, at.hall, out); !problems.empty()) return problems;
  return out;
}

Result<Arranged> duplicate(const Layout& layout, const std::vector<std::string>& ids, Vec2 byM) {
  const auto clipping = copy(layout, ids);
  if (!clipping) return clipping.problems();
  if (clipping->pieces.empty()) return problemOf(Text("edit.paste.empty"), Text("edit.paste.empty.remedy"));
  Arranged out;
  Paster paster(layout, *clipping);
  if (Problems problems = paster.put(clipping->originM + byM, "", out); !problems.empty()) return problems;
  paster.putDrawn(byM, out);
  out.name = Text("edit.duplicate", {{"count", std::to_string(clipping->pieces.size())}});
  return out;
}

Result<Arranged> array(const Layout& layout, const std::vector<std::string>& ids, const ArrayOrder& order) {
  const auto clipping = copy(layout, ids);
  if (!clipping) return clipping.problems();
  const bool isGood =
      order.columns >= 1 && order.rows >= 1 && order.columns <= 1000 && order.rows <= 1000 &&
      clipping->pieces.size() * static_cast<std::size_t>(order.columns) * static_cast<std::size_t>(order.rows) <=
          mostPieces;
  if (!isGood)
    return problemOf(Text("edit.tooMany", {{"count", std::to_string(mostPieces)}}), Text("edit.tooMany.remedy"));
  if (clipping->pieces.empty()) return problemOf(Text("edit.paste.empty"), Text("edit.paste.empty.remedy"));
  Arranged out;
  Paster paster(layout, *clipping);
  for (int row = 0; row < order.rows; ++row)
    for (int column = 0; column < order.columns; ++column) {
      if (row == 0 && column == 0) continue;
      const Vec2 by{order.stepM.x * column, order.stepM.y * row};
      if (Problems problems = paster.put(clipping->originM + by, "", out); !problems.empty()) return problems;
      paster.putDrawn(by, out);
    }
  out.name = Text("edit.array", {{"count", std::to_string(out.newIds.size())}});
  return out;
}

}  // namespace plenum
