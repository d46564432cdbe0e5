// SPDX-License-Identifier: Apache-2.0
#include "site/Clearance.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "site/SpaceScene.h"
#include "site/Standing.h"
#include "site/WaysOut.h"
#include "site/Written.h"

namespace plenum {

const std::vector<SpaceNumber>& spaceNumbers() {
  using R = SpaceRule;
  using C = Confidence;
  static const char* gb = "GB 50174-2017, 4.3.4 and 4.3.5 (not re-read)";
  static const std::vector<SpaceNumber> all{
      {R::overlap, "overlap", "m", 0, 0, C::assumed, "geometry"},
      {R::outside, "outside", "m", 0, 0, C::assumed, "geometry"},
      {R::front, "front", "m", 1.2, 0.9, C::unverified, gb},
      {R::back, "back", "m", 1.0, 0.6, C::unverified, gb},
      {R::service, "service", "m", 1.0, 0.6, C::assumed, "one side from which a machine is served"},
      {R::rowEnd, "rowEnd", "m", 1.0, 0.6, C::unverified, gb},
      {R::rowLength, "rowLength", "m", 15.0, 0, C::unverified, gb},
      {R::floorLoad, "floorLoad", "kg/m²", 0, 0, C::assumed, "the hall's own number"},
      {R::feed, "feed", "", 1, 0, C::assumed, "geometry of the power tree"},
      {R::secondFeed, "secondFeed", "", 2, 0, C::assumed, "geometry of the power tree"},
      {R::sharedSource, "sharedSource", "", 0, 0, C::assumed, "geometry of the power tree"},
      {R::feedLoad, "feedLoad", "kW", 0, 0, C::assumed, "ratings of the catalogue"},
      {R::loopHeat, "loopHeat", "kW", 0, 0, C::assumed, "ratings of the catalogue"},
      {R::loopFlow, "loopFlow", "kg/s", 0, 0, C::assumed, "ratings of the catalogue"},
      {R::loopSpare, "loopSpare", "kW", 0, 0, C::assumed, "ratings of the catalogue"},
      {R::cable, "cable", "m", 250.0, 0, C::assumed, "usual reach at 400 V for 5 % of drop"},
      {R::pipe, "pipe", "m", 0, 0, C::assumed, "the length that the circuit or loop is written with"},
      {R::fibre, "fibre", "m", 500.0, 0, C::unverified, "IEEE 802.3bs, 400GBASE-DR4 over single-mode (not re-read)"},
      {R::exits, "exits", "", 2, 0, C::unverified, "GB 50174-2017, 13.2: two exits above 100 m² (not re-read)"},
      {R::door, "door", "m", 1.4, 0.9, C::unverified, "GB 50016-2014, 5.5.19: 1.4 m before a door (not re-read)"},
      {R::wayOut, "wayOut", "m", 40.0, 0, C::assumed, "the longest way in a hall to a door; 0.8 m wide"},
      {R::loading, "loading", "m", 1.2, 0.9, C::assumed, "a rack on its castors, turned at the ends of rows"},
  };
  return all;
}
const SpaceNumber& spaceNumber(SpaceRule rule) { return spaceNumbers()[static_cast<std::size_t>(rule)]; }

namespace {

constexpr std::size_t mostTried = 12, mostFixed = 20;

void sortObjections(std::vector<Objection>& all) {
  std::stable_sort(all.begin(), all.end(), [](const Objection& a, const Objection& b) {
    return std::make_tuple(a.weight, a.measured - a.required) < std::make_tuple(b.weight, b.measured - b.required);
  });
}

bool hasErrors(const std::vector<Objection>& all) {
  return std::any_of(all.begin(), all.end(), [](const Objection& o) { return o.weight == Objection::Weight::error; });
}

double up(double m) { return std::ceil(m * 100.0 - 1e-6) / 100.0; }

/// How the thing could step aside.
std::vector<Vec2> waysOut(const Objection& objection, const Box& mine, const Box& others, const Box& room) {
  std::vector<Vec2> out;
  if (objection.rule == SpaceRule::overlap && !others.isEmpty())
    for (const double more : {0.0, 1.0, 1.2}) {
      out.push_back({up(others.max.x - mine.min.x + more), 0});
      out.push_back({-up(mine.max.x - others.min.x + more), 0});
      out.push_back({0, up(others.max.y - mine.min.y + more)});
      out.push_back({0, -up(mine.max.y - others.min.y + more)});
    }
  if (objection.rule == SpaceRule::outside)
    for (const double more : {0.0, 1.0, 1.2}) {
      Vec2 by;
      if (mine.min.x < room.min.x) by.x = up(room.min.x - mine.min.x + more);
      if (mine.max.x > room.max.x) by.x = -up(mine.max.x - room.max.x + more);
      if (mine.min.y < room.min.y) by.y = up(room.min.y - mine.min.y + more);
      if (mine.max.y > room.max.y) by.y = -up(mine.max.y - room.max.y + more);
      out.push_back(by);
    }
  const bool isOfAWay = objection.rule == SpaceRule::wayOut || objection.rule == SpaceRule::loading;
  if (const double missing = isOfAWay ? 0.0 : objection.required - objection.measured;
      missing > 0.0 && std::string_view(objection.unit) == "m") {
    const Vec2 towards = objection.to - objection.from;
    const bool isX = std::abs(towards.x) > std::abs(towards.y);
    const double sign = (isX ? towards.x : towards.y) >= 0.0 ? -1.0 : 1.0;
    out.push_back(isX ? Vec2{sign * up(missing), 0} : Vec2{0, sign * up(missing)});
  }
  return out;
}

Text saying(const std::string& id, Vec2 by) {
  const auto metres = [](double m) { return toText(std::abs(m), 2); };
  if (by.y == 0.0) return Text(by.x > 0 ? "space.fix.east" : "space.fix.west", {{"thing", id}, {"by", metres(by.x)}});
  if (by.x == 0.0) return Text(by.y > 0 ? "space.fix.north" : "space.fix.south", {{"thing", id}, {"by", metres(by.y)}});
  return Text("space.fix.both", {{"thing", id}, {"x", toText(by.x, 2)}, {"y", toText(by.y, 2)}});
}

}  // namespace

struct MoveCheck::Ground {
  const Layout& layout;
  std::vector<Proposed> moving;
  std::vector<FloorScene> still;   // of every floor that something moves on, without it
  std::vector<std::size_t> floor;  // by what moves: which of them
  std::string id;                  // of the only thing that moves, for a fix
  std::optional<std::set<std::pair<SpaceRule, std::uint64_t>>> saidBefore;  // of ways, before anything moved

  Ground(const Layout& of, std::vector<Proposed> all) : layout(of), moving(std::move(all)) {
    std::set<std::uint64_t> away;
    for (const Proposed& one : moving)
      if (one.like.kind != Kind::campus) away.insert(MovingThings::key(one.like));
    std::map<std::uint32_t, std::size_t> known;
    for (const Proposed& one : moving) {
      const auto [at, isNew] = known.try_emplace(one.hall, still.size());
      if (isNew) {
        FloorScene scene = sceneOf(layout, one.hall);
        scene.things.erase(std::remove_if(scene.things.begin(), scene.things.end(),
                                          [&](const OnFloor& t) { return away.count(MovingThings::key(t.ref)) > 0; }),
                           scene.things.end());
        still.push_back(std::move(scene));
      }
      floor.push_back(at->second);
    }
  }

  FloorScene sceneAt(std::size_t floorIndex, Vec2 byM) const {
    FloorScene scene = still[floorIndex];
    const Vec3 by{byM.x, byM.y, 0.0};
    for (std::size_t m = 0; m < moving.size(); ++m)
      if (floor[m] == floorIndex)
        scene.things.push_back({moving[m].like,
                                moving[m].kind,
                                {moving[m].box.min + by, moving[m].box.max + by},
                                moving[m].facesNorth,
                                true,
                                &moving[m].id});
    return scene;
  }

  std::vector<Objection> judged(Vec2 byM) const {
    std::vector<Objection> out;
    for (std::size_t f = 0; f < still.size(); ++f) {
      const std::size_t first = still[f].things.size();
      const FloorScene scene = sceneAt(f, byM);
      const SpaceJudge judge(layout, scene);
      bool hasMachine = false;
      for (std::size_t i = first; i < scene.things.size(); ++i) {
        judge.judge(i, out);
        hasMachine = hasMachine || scene.things[i].kind != Kind::row;
      }
      for (std::size_t i = 0; hasMachine && i < first; ++i)
        if (scene.things[i].kind == Kind::row) judge.judgeStanding(i, out);
    }
    return out;
  }

  /// What the step would do to ways out and in that are open as things stand.
  void judgeWaysAt(Vec2 byM, std::vector<Objection>& out) {
    using Said = std::pair<SpaceRule, std::uint64_t>;
    const auto ways = [&](Vec2 by, auto&& each) {
      std::vector<Objection> all;
      for (std::size_t f = 0; f < still.size(); ++f) judgeWays(layout, sceneAt(f, by), all);
      for (Objection& objection : all) each(objection);
    };
    if (!saidBefore) {
      saidBefore.emplace();
      const bool areNew = !moving.empty() && moving.front().like.kind == Kind::campus;
      std::vector<Objection> all;
      for (std::size_t f = 0; f < still.size(); ++f) judgeWays(layout, areNew ? still[f] : sceneAt(f, {}), all);
      for (const Objection& o : all) saidBefore->insert(Said{o.rule, MovingThings::key(o.thing)});
    }
    ways(byM, [&](Objection& objection) {
      if (saidBefore->count({objection.rule, MovingThings::key(objection.thing)}) == 0)
        out.push_back(std::move(objection));
    });
  }

  Box roomOf(std::size_t m) const { return still[floor[m]].room; }

  /// The shortest step after which nothing is left to object to; failing that, after which no error is.
  std::optional<SpaceFix> fixFor(const std::vector<Objection>& all, Vec2 byM) const {
    if (moving.empty() || moving.size() > mostFixed) return std::nullopt;
    std::vector<Vec2> ways;
    const Vec3 by{byM.x, byM.y, 0.0};
    for (const Objection& objection : all)
      for (std::size_t m = 0; m < moving.size(); ++m) {
        if (!(moving[m].like == objection.thing)) continue;
        const Box mine{moving[m].box.min + by, moving[m].box.max + by};
        const Box other = objection.other.kind == Kind::campus ? Box{} : layout.boxOf(objection.other);
        for (const Vec2 way : waysOut(objection, mine, other, roomOf(m))) ways.push_back(way);
        break;
      }
    const auto length = [](Vec2 v) { return std::abs(v.x) + std::abs(v.y); };
    std::stable_sort(ways.begin(), ways.end(), [&](Vec2 a, Vec2 b) { return length(a) < length(b); });
    std::optional<Vec2> fair;
    std::size_t tried = 0;
    for (const Vec2 way : ways) {
      if (length(way) == 0.0 || ++tried > mostTried) continue;
      const std::vector<Objection> left = judged(byM + way);
      if (left.empty()) return SpaceFix{id, way, "", "", saying(id, way)};
      if (!fair && hasErrors(all) && !hasErrors(left)) fair = way;
    }
    if (fair) return SpaceFix{id, *fair, "", "", saying(id, *fair)};
    return std::nullopt;
  }
};

MoveCheck::MoveCheck(const Layout& layout, const std::vector<std::string>& ids) {
  std::vector<Proposed> moving;
  for (const EntityRef& thing : movingThings(layout, ids).all) {
    const OnFloor now = onFloor(layout, thing);
    if (now.box.isEmpty() || thing.kind == Kind::rack || isOverhead(layout, thing)) continue;
    if (thing.kind == Kind::hall) continue;  // its place in its building is what layOut checks
    moving.push_back({thing.kind, hallOf(layout, thing), now.box, now.facesNorth, thing, {}});
  }
  ground_ = std::make_unique<Ground>(layout, std::move(moving));
  if (!ids.empty()) ground_->id = ids.front();
}
MoveCheck::MoveCheck(const Layout& layout, std::vector<Proposed> proposed)
    : ground_(std::make_unique<Ground>(layout, std::move(proposed))) {
  if (!ground_->moving.empty()) ground_->id = ground_->moving.front().id;
}
MoveCheck::MoveCheck(MoveCheck&&) noexcept = default;
MoveCheck::~MoveCheck() = default;

const std::vector<Proposed>& MoveCheck::moving() const { return ground_->moving; }

std::vector<Objection> MoveCheck::at(Vec2 byM) const {
  std::vector<Objection> out = ground_->judged(byM);
  // ways through what stands in one another mean nothing
  const bool isPlaced = std::none_of(out.begin(), out.end(), [](const Objection& o) {
    return o.rule == SpaceRule::overlap || o.rule == SpaceRule::outside;
  });
  if (isPlaced) ground_->judgeWaysAt(byM, out);
  if (out.empty()) return out;
  sortObjections(out);
  out.front().fix = ground_->fixFor(out, byM);
  return out;
}

std::vector<Objection> checkMove(const Layout& layout, const std::vector<std::string>& ids, Vec2 byM) {
  return MoveCheck(layout, ids).at(byM);
}

std::vector<Objection> problemsOf(const Layout& layout) {
  std::vector<Objection> out;
  std::set<std::tuple<SpaceRule, std::uint64_t, std::uint64_t>> said;
  const auto judge = [&](std::uint32_t hall) {
    const FloorScene scene = sceneOf(layout, hall);
    const SpaceJudge each(layout, scene);
    std::vector<Objection> mine;
    for (std::size_t i = 0; i < scene.things.size(); ++i) each.judge(i, mine);
    judgeWays(layout, scene, mine);
    for (Objection& objection : mine) {
      // two rows at one aisle say the same
      auto a = MovingThings::key(objection.thing), b = MovingThings::key(objection.other);
      const bool isPair = objection.other.kind != Kind::campus && objection.rule != SpaceRule::rowEnd;
      if (isPair && a > b) std::swap(a, b);
      if (said.emplace(objection.rule, a, isPair || objection.rule != SpaceRule::rowEnd ? b : out.size()).second)
        out.push_back(std::move(objection));
    }
  };
  for (std::uint32_t hall = 0; hall < layout.halls.size(); ++hall) judge(hall);
  judge(none);
  std::size_t fixed = 0;
  for (Objection& objection : out) {
    if (++fixed > mostFixed) break;
    const std::string id = writtenOf(layout, objection.thing);
    const auto again = MoveCheck(layout, {id}).at({});
    if (!again.empty()) objection.fix = again.front().fix;
  }
  judgeJoints(layout, out);
  std::stable_sort(out.begin(), out.end(), [&](const Objection& a, const Objection& b) {
    return std::make_tuple(a.weight, a.rule, hallOf(layout, a.thing)) <
           std::make_tuple(b.weight, b.rule, hallOf(layout, b.thing));
  });
  return out;
}

}  // namespace plenum
