// SPDX-License-Identifier: Apache-2.0
#include "scene/CableRuns.h"
#include "scene/LaidWays.h"
#include "scene/MachineParts.h"
#include "scene/PipeRuns.h"
#include "scene/TurningLayer.h"
#include "site/Routes.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

const LaidWay* find(const std::vector<LaidWay>& all, RouteSpec::Kind kind, std::string_view to) {
  for (const LaidWay& way : all)
    if (way.route.kind == kind && way.route.to == to) return &way;
  return nullptr;
}

bool passes(const std::vector<Vec3>& line, Vec2 at, double byM) {
  for (const Vec3& p : line)
    if (std::abs(p.x - at.x) < byM && std::abs(p.y - at.y) < byM) return true;
  return false;
}

}  // namespace

/// Ways in the picture that somebody may lay, and those that somebody did.
class LaidWaysTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyKindCanBeTakenHoldOf() {
    const auto all = laidWays(*SmallSite().layout());
    QVERIFY(find(all, RouteSpec::Kind::cable, "H1/PA"));
    QVERIFY(find(all, RouteSpec::Kind::water, "H1/CDU1"));
    bool hasBusway = false;
    for (const LaidWay& way : all) {
      hasBusway = hasBusway || way.route.kind == RouteSpec::Kind::busway;
      QVERIFY(!way.isByHand);
      QVERIFY(way.line.size() == way.route.corners.size() + 2);
    }
    QVERIFY(hasBusway);
  }

  void ringsAroundTowersAreLaidByTheProgram() {
    const LayoutPtr layout = SmallSite().layout();
    const auto rings = yardRings(*layout);
    QCOMPARE(rings.size(), std::size_t{2});  // of both circuits
    for (const auto& ring : rings) {
      QVERIFY(ring.size() >= 4 && ring.front().x == ring.back().x && ring.front().y == ring.back().y);
      bool isAroundTowers = false;
      for (std::uint32_t c = 0; c < layout->circuits.size(); ++c) {
        Box around;
        for (const Vec3& p : ring) around.add(p);
        const Vec3 middle = rejectionOf(*layout, layout->circuits[c]).centre();
        isAroundTowers = isAroundTowers || (middle.x > around.min.x && middle.x < around.max.x &&
                                            middle.y > around.min.y && middle.y < around.max.y);
      }
      QVERIFY(isAroundTowers);
    }
  }

  /// Whatever it offers is a route that the site takes and that joins the same two.
  void whatIsOfferedCanBeWritten() {
    SmallSite small;
    for (const LaidWay& way : laidWays(*small.layout())) small.draft.routes.push_back(way.route);
    const LayoutPtr layout = small.layout();
    for (const RouteSpec& route : layout->site->routes)
      QVERIFY2(endsOf(*layout, route).has_value(), (route.from + " " + route.to).c_str());
    for (const LaidWay& way : laidWays(*layout)) QVERIFY(way.isByHand);
  }

  void aCableRunsWhereItWasLaid() {
    SmallSite small;
    RouteSpec route = find(laidWays(*small.layout()), RouteSpec::Kind::cable, "H1/PA")->route;
    route.corners = {{{33, 44}}};
    small.draft.routes = {route};
    const LayoutPtr layout = small.layout();
    bool isThere = false;
    for (const CableRun& run : layCables(*layout)) {
      if (run.row == none && layout->power[run.device].id == "H1/PA")
        isThere = isThere || passes(run.route, {33, 44}, 1e-6);
      // every leg lies along an axis: they are drawn as boxes
      for (std::size_t i = 0; i + 1 < run.route.size(); ++i) {
        const Vec3 d = run.route[i + 1] - run.route[i];
        QVERIFY((std::abs(d.x) > 1e-6) + (std::abs(d.y) > 1e-6) + (std::abs(d.z) > 1e-6) <= 1);
      }
    }
    QVERIFY(isThere);
  }

  void bothPipesRunWhereTheyWereLaid() {
    SmallSite small;
    RouteSpec route = find(laidWays(*small.layout()), RouteSpec::Kind::water, "H1/CDU1")->route;
    const Box room = small.layout()->halls[0].box;
    const Vec2 corner{room.centre().x, room.centre().y};
    route.corners = {{corner}};
    small.draft.routes = {route};
    int pipes = 0;
    for (const PipeRun& run : layPipes(*small.layout()).runs)
      if (run.unit.kind == Kind::cdu && passes(run.route, corner, 0.5)) ++pipes;
    QCOMPARE(pipes, 2);
  }

  void aRingMainRunsWhereItWasLaidAndEverythingStillHangsOnIt() {
    SmallSite small;
    const LayoutPtr plain = small.layout();
    // two circuits and a loop have a main in this hall
    std::vector<LaidWay> mains;
    for (const LaidWay& one : laidWays(*plain))
      if (one.route.to == "H1") mains.push_back(one);
    QCOMPARE(mains.size(), std::size_t{3});
    const auto ring = std::find_if(mains.begin(), mains.end(), [](const LaidWay& w) { return w.route.from == "CHW"; });
    QVERIFY(ring != mains.end() && ring->shape == RouteShape::ring);
    QCOMPARE(ring->route.corners.size(), std::size_t{4});
    // laid as it lies it changes nothing at all
    const auto linesOf = [](const Layout& layout) {
      std::vector<std::vector<Vec3>> lines;
      for (const PipeRun& run : layPipes(layout).runs) lines.push_back(run.route);
      return lines;
    };
    small.draft.routes = {ring->route};
    const auto before = linesOf(*plain), same = linesOf(*small.layout());
    QCOMPARE(same.size(), before.size());
    double farthest = 0.0;
    for (std::size_t i = 0; i < before.size(); ++i) {
      QCOMPARE(same[i].size(), before[i].size());
      for (std::size_t k = 0; k < before[i].size(); ++k) {
        const Vec3 d = same[i][k] - before[i][k];
        farthest = std::max({farthest, std::abs(d.x), std::abs(d.y), std::abs(d.z)});
      }
    }
    QVERIFY2(farthest < 1e-6, std::to_string(farthest).c_str());
    // its first corner drawn inwards: mains pass there, and every branch still begins on one
    const Box room = plain->halls[0].box;
    RouteSpec moved = ring->route;
    const Vec2 corner = (moved.corners[0].atM + Vec2{room.centre().x, room.centre().y}) * 0.5;
    moved.corners[0].atM = corner;
    small.draft.routes = {moved};
    const LayoutPtr layout = small.layout();
    bool passesThere = false;
    std::size_t branches = 0;
    for (const PipeRun& run : layPipes(*layout).runs) {
      if (run.hall != 0 || run.isReturn || run.water != PipeRun::Water::facility ||
          layout->circuits[run.source].id != "CHW")
        continue;
      if (run.unit.kind == Kind::campus)
        passesThere = passesThere || passes(run.route, corner, 0.01);
      else
        ++branches;
    }
    QVERIFY(passesThere);
    QVERIFY(branches > 0);
    for (const LaidWay& one : laidWays(*layout))
      if (one.route.from == "CHW" && one.route.to == "H1") QVERIFY(one.isByHand && one.route.corners.size() == 4);
  }

  void aHeaderRunsWhereItWasLaid() {
    SmallSite small;
    RouteSpec header;
    for (const LaidWay& one : laidWays(*small.layout()))
      if (one.shape == RouteShape::header) header = one.route;
    QCOMPARE(header.from, std::string("H1/TCS"));
    QCOMPARE(header.corners.size(), std::size_t{2});
    // a bend to the west in its middle
    const Vec2 bend = (header.corners[0].atM + header.corners[1].atM) * 0.5 + Vec2{-0.4, 0};
    header.corners.insert(header.corners.begin() + 1, {bend});
    header.heightM = 3.7;
    small.draft.routes = {header};
    const LayoutPtr layout = small.layout();
    int mains = 0;
    for (const PipeRun& run : layPipes(*layout).runs) {
      if (run.water != PipeRun::Water::coolant) continue;
      if (run.unit.kind == Kind::campus && passes(run.route, bend, 0.3)) ++mains;
      if (!run.isReturn)
        for (const Vec3& p : run.route) QVERIFY(run.unit.kind == Kind::cdu || std::abs(p.z - 3.7) < 1e-9);
    }
    QVERIFY(mains >= 2);
  }

  void aMainWithTooFewCornersIsRefused() {
    SmallSite small;
    small.draft.routes = {{RouteSpec::Kind::water, "CHW", "H1", {{{20, 20}}, {{30, 20}}}, 0.0}};
    const auto laid = layOut(small.site());
    QVERIFY(!laid);
    QCOMPARE(laid.problems().front().what.id, std::string("site.route.ring"));
    QCOMPARE(laid.problems().front().place.pointer, std::string("/routes/0/corners"));
    small.draft.routes = {{RouteSpec::Kind::water, "H1/TCS", "H1", {{{20, 20}}}, 0.0}};
    QCOMPARE(layOut(small.site()).problems().front().what.id, std::string("site.route.header"));
  }

  void fansTurnWithTheirMachine() {
    SmallSite small;
    const auto fanOf = [&] {
      for (const Rotor& rotor : layRotors(*small.layout()))
        if (rotor.kind == Kind::fanWall && rotor.index == 0) return rotor.place;
      return machine::FanPlace{};
    };
    const Vec3 before = fanOf().axis;
    small.design.fanWalls[0].repeat = {1, {}};
    small.design.fanWalls[0].turn = 1;
    const Vec3 after = fanOf().axis;
    QVERIFY(test::isNear(after.x, -before.y, 1e-9) && test::isNear(after.y, before.x, 1e-9));
  }
};

PLENUM_TEST(LaidWaysTest)
#include "LaidWaysTest.moc"
