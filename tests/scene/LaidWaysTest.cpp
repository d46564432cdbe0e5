// SPDX-License-Identifier: Apache-2.0
#include "scene/CableRuns.h"
#include "scene/LaidWays.h"
#include "scene/MachineParts.h"
#include "scene/PipeRuns.h"
#include "scene/TurningLayer.h"
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
