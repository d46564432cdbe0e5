// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numeric>

#include "base/Random.h"
#include "plan/BuildState.h"
#include "plan/GroundPlan.h"
#include "plan/Lattice.h"
#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

namespace {

/// A yard of 120 × 80 m with a data building in the south, towers in the north.
plan::Footprint smallFootprint() {
  plan::Footprint out;
  out.sizeM = {120, 80};
  out.pieces = {{plan::Piece::Kind::yard, {{0, 0, 0}, {120, 80, 0}}},
                {plan::Piece::Kind::data, {{3, 3, 0}, {117, 33, 9}}},
                {plan::Piece::Kind::tower, {{5, 60, 0}, {60, 70, 8}}}};
  return out;
}

plan::Plan planOn(std::vector<Vec2> outline, int phases, int blocksEach = 1) {
  plan::Plan out = plainPlan();
  out.land.outline = std::move(outline);
  Box around;
  for (const Vec2 p : out.land.outline) around.add(Vec3{p.x, p.y, 0});
  out.land.gridPointM = {around.min.x, around.centre().y};
  out.land.gateM = {around.centre().x, around.min.y};
  out.land.waterPointM = {around.max.x, around.centre().y};
  plan::Option& option = out.options[0];
  const plan::Phase first = option.phases[0];
  option.phases.clear();
  for (int k = 0; k < phases; ++k) {
    plan::Phase phase = first;
    phase.id = "P" + std::to_string(k + 2);
    phase.blocks = {{"B", blocksEach}};
    option.phases.push_back(phase);
  }
  return out;
}

std::vector<Vec2> rectangle(double w, double d) { return {{0, 0}, {w, 0}, {w, d}, {0, d}}; }

/// A star-shaped outline about the middle of 900 m: never twisted.
std::vector<Vec2> randomOutline(std::uint64_t seed) {
  const RandomKey key{seed, 1, 1};
  const int corners = 5 + static_cast<int>(randomUniform(key, 0) * 5.0);
  std::vector<Vec2> out;
  for (int k = 0; k < corners; ++k) {
    const double angle =
        6.283185307179586 * (k + 0.6 * randomUniform(key, 10 + static_cast<std::uint64_t>(k))) / corners;
    const double radius = 220.0 + 300.0 * randomUniform(key, 50 + static_cast<std::uint64_t>(k));
    out.push_back({450.0 + radius * std::cos(angle), 450.0 + radius * std::sin(angle)});
  }
  return out;
}

plan::GroundPlan laid(const plan::Plan& p, const Layout& standing = {}) {
  return plan::layGround(p, p.options[0], {smallFootprint()}, standing);
}

bool isSame(const plan::PlacedBlock& a, const plan::PlacedBlock& b) {
  return a.id == b.id && a.box == b.box && a.turn == b.turn && a.pieces == b.pieces;
}

}  // namespace

class GroundPlanTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void blocksStandInsideAndApart() {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
      const auto p = planOn(randomOutline(seed), 4);
      QVERIFY(!plan::isTwisted(p.land.outline));
      const plan::GroundPlan ground = laid(p);
      QVERIFY2(ground.blocks.size() + ground.problems.size() >= 4, qPrintable(QString::number(seed)));
      for (std::size_t b = 0; b < ground.blocks.size(); ++b) {
        const plan::Clearances c = plan::clearancesOf(ground, b, p.land, {});
        QVERIFY(c.outlineM >= p.land.setbackM - 1e-6);
        QVERIFY(c.blockM >= p.land.fireGapM - 1e-6);
        QVERIFY(c.plumeM >= p.land.plumeGapM - 1e-6);
        for (const plan::Piece& piece : ground.blocks[b].pieces) {
          QVERIFY(piece.box.min.x >= ground.blocks[b].box.min.x - 1e-6);
          QVERIFY(piece.box.max.y <= ground.blocks[b].box.max.y + 1e-6);
        }
      }
    }
  }

  void routesKeepOffBlocksAndOnTheLand() {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
      const auto p = planOn(randomOutline(seed), 4);
      const plan::GroundPlan ground = laid(p);
      for (const plan::Route& route : ground.routes) {
        QVERIFY(route.pathM.size() >= 2);
        for (std::size_t k = 0; k + 1 < route.pathM.size(); ++k)
          for (const plan::PlacedBlock& block : ground.blocks)
            // the first piece joins the point outside to the land
            if (k > 0) QVERIFY(plan::distanceM(block.box, route.pathM[k], route.pathM[k + 1]) > 0.0);
      }
    }
  }

  void addingAPhaseMovesNothing() {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      const auto outline = randomOutline(seed);
      const plan::GroundPlan three = laid(planOn(outline, 3)), four = laid(planOn(outline, 4));
      QVERIFY(four.blocks.size() >= three.blocks.size());
      for (std::size_t b = 0; b < three.blocks.size(); ++b) QVERIFY(isSame(three.blocks[b], four.blocks[b]));
      for (std::size_t r = 0; r < three.routes.size(); ++r)
        QVERIFY(three.routes[r].to == four.routes[r].to && three.routes[r].pathM == four.routes[r].pathM);
    }
  }

  void sameTwice() {
    const auto p = planOn(randomOutline(3), 5);
    const plan::GroundPlan one = laid(p), two = laid(p);
    QCOMPARE(one.blocks.size(), two.blocks.size());
    for (std::size_t b = 0; b < one.blocks.size(); ++b) QVERIFY(isSame(one.blocks[b], two.blocks[b]));
    QCOMPARE(one.routes.size(), two.routes.size());
  }

  void landIsUsedWell() {
    // 3 × 3 blocks of 120 × 80 with 14 m between them and 15 m around: 418 × 298 at the least
    auto p = planOn(rectangle(430, 310), 9);
    p.land.plumeGapM = 0.0;
    QVERIFY2(laid(p).blocks.size() >= 7, qPrintable(QString::number(laid(p).blocks.size())));
  }

  void whatDoesNotFitIsNamedWithWhatIsLacking() {
    // 100 m less 2 × 15 m of setback: 70 m deep, and the block is 80 m
    const plan::GroundPlan ground = laid(planOn(rectangle(400, 100), 1));
    QCOMPARE(ground.blocks.size(), std::size_t(0));
    QCOMPARE(ground.problems.size(), std::size_t(1));
    const Problem& problem = ground.problems[0];
    QCOMPARE(problem.what.id, std::string("plan.ground.no-room"));
    QCOMPARE(problem.place.pointer, std::string("P2/B/1"));
    for (const auto& [key, value] : problem.what.arguments)
      if (key == "metres") QVERIFY2(std::abs(std::stod(value) - 10.0) <= 2.0, value.c_str());
  }

  void towersKeepAwayFromAirIntakes() {
    auto p = planOn(rectangle(800, 130), 3);
    p.land.plumeGapM = 120.0;
    const plan::GroundPlan ground = laid(p);
    for (std::size_t b = 0; b < ground.blocks.size(); ++b)
      QVERIFY(plan::clearancesOf(ground, b, p.land, {}).plumeM >= 120.0 - 1e-6);
  }

  void whatStandsIsKeptOff() {
    Layout standing;
    PlacedBuilding hall;
    hall.box = {{100, 60, 0}, {300, 160, 12}};
    standing.buildings.push_back(hall);
    const auto p = planOn(rectangle(420, 420), 4);
    const plan::GroundPlan ground = laid(p, standing);
    QVERIFY(!ground.blocks.empty());
    for (const plan::PlacedBlock& block : ground.blocks) QVERIFY(plan::gapM(block.box, hall.box) >= 13.0);
    QVERIFY(ground.usableM2 < laid(p).usableM2 - 19'000.0);
  }

  void aBlockStaysWhereItWasPut() {
    auto p = planOn(rectangle(600, 400), 2);
    p.land.fixed = {{"P3", "B", 1, {30, 30}, 1}};
    const plan::GroundPlan ground = laid(p);
    QCOMPARE(ground.blocks.size(), std::size_t(2));
    const plan::PlacedBlock* put = ground.find("P3/B/1");
    QVERIFY(put && put->box.min.x == 30.0 && put->box.max.x == 110.0 && put->box.max.y == 150.0);
    QVERIFY(plan::gapM(put->box, ground.blocks[0].box) >= 13.0);
    p.land.fixed[0].atM = {5, 30};  // within the setback
    QCOMPARE(laid(p).problems.size(), std::size_t(1));
    QCOMPARE(laid(p).problems[0].what.id, std::string("plan.ground.fixed"));
  }

  void noLandNoGround() {
    QVERIFY(laid(planOn({}, 2)).blocks.empty());
    QVERIFY(laid(planOn({{0, 0}, {100, 0}}, 2)).blocks.empty());
    QVERIFY(laid(planOn({{0, 0}, {300, 300}, {300, 0}, {0, 300}}, 2)).blocks.empty());  // twisted
  }

  void aPhaseGoesThroughItsStages() {
    plan::Evaluation e;
    const auto add = [&](const char* id, plan::Step::Kind kind, double from, double to) {
      plan::Activity a;
      a.id = id, a.phase = "P2", a.step = kind, a.start = from, a.finish = to;
      e.activities.push_back(a);
    };
    using enum plan::Step::Kind;
    add("P2/permit", permit, 0, 100);
    add("P2/shell", shellDry, 100, 200);
    add("P2/mep", fitOut, 200, 300);
    add("P2/backfeed", backFeed, 300, 310);
    add("P2/rfs", readyForService, 350, 360);
    using plan::BuildStage;
    const auto at = [&](double day) { return plan::stateOf(e, "P2", day); };
    QVERIFY(at(99).stage == BuildStage::notBegun);
    QVERIFY(at(115).stage == BuildStage::groundWorks && std::abs(at(115).share - 0.5) < 1e-9);
    QVERIFY(at(165).stage == BuildStage::shell && std::abs(at(165).share - 0.5) < 1e-9);
    QVERIFY(at(250).stage == BuildStage::fitOut && std::abs(at(250).share - 0.5) < 1e-9);
    QVERIFY(at(330).stage == BuildStage::commissioning && std::abs(at(330).share - 0.5) < 1e-9);
    QVERIFY(at(360).stage == BuildStage::live);
    QCOMPARE(at(0).begins.days, 100);
    QCOMPARE(at(0).live.days, 360);
    QVERIFY(plan::stateOf(e, "P9", 500).stage == BuildStage::notBegun);
  }
};

PLENUM_TEST(GroundPlanTest)
#include "GroundPlanTest.moc"
