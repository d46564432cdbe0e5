// SPDX-License-Identifier: Apache-2.0
#include "site/HallPlan.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

/// The CDU half a metre from the west wall.
SmallSite cduAtTheWall() {
  SmallSite small;
  small.design.cdus.front().originM = {0.5, 6};
  return small;
}

const Clearance* between(const HallPlan& plan, const Layout& layout, const std::string& a, const std::string& b) {
  for (const Clearance& c : plan.clearances) {
    const auto id = [&](EntityRef ref) { return ref.kind == Kind::campus ? std::string("wall") : layout.idOf(ref); };
    if ((id(c.a) == a && id(c.b) == b) || (id(c.a) == b && id(c.b) == a)) return &c;
  }
  return nullptr;
}

}  // namespace

class HallPlanTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everythingOfTheHallStandsInIt() {
    const auto layout = SmallSite().layout();
    const HallPlan plan = planOf(*layout, 0);
    std::size_t racks = 0;
    for (const auto& thing : plan.things) {
      racks += thing.ref.kind == Kind::rack;
      QVERIFY2(thing.id.find("H1/") == std::string::npos, "ids go without the hall's");
      QVERIFY(thing.box.min.x >= plan.extent.min.x && thing.box.max.x <= plan.extent.max.x);
      QVERIFY(thing.box.min.y >= plan.extent.min.y && thing.box.max.y <= plan.extent.max.y);
    }
    QCOMPARE(racks, layout->racks.size());
    QVERIFY(plan.room == layout->halls[0].box);
  }

  void aislesAreMeasuredBetweenRows() {
    const auto layout = SmallSite().layout();
    const HallPlan plan = planOf(*layout, 0);
    // every pair of rows that are neighbours in y, by hand from their racks
    for (std::uint32_t a = 0; a < layout->rows.size(); ++a)
      for (std::uint32_t b = 0; b < layout->rows.size(); ++b) {
        const Clearance* found = nullptr;
        for (const Clearance& c : plan.clearances)
          if (c.a == EntityRef{Kind::row, a, 0} && c.b == EntityRef{Kind::row, b, 0} && c.from.x == c.to.x) found = &c;
        if (!found) continue;
        const double gap =
            layout->racks[layout->rows[b].firstRack].box.min.y - layout->racks[layout->rows[a].firstRack].box.max.y;
        QVERIFY(test::isNear(found->metres(), gap, 1e-12));
        const bool north = layout->racks[layout->rows[a].firstRack].facesNorth;
        const bool south = !layout->racks[layout->rows[b].firstRack].facesNorth;
        const auto kind =
            north == south ? (north ? Clearance::Kind::front : Clearance::Kind::back) : Clearance::Kind::mixed;
        QVERIFY(found->kind == kind);
      }
    QVERIFY(plan.aisle);
    for (const Clearance& c : plan.clearances)
      if (c.a.kind == Kind::row && c.b.kind == Kind::row && c.kind != Clearance::Kind::other)
        QVERIFY(c.metres() >= plan.clearances[*plan.aisle].metres());
  }

  void aMovedRowChangesItsAisle() {
    SmallSite small;
    const HallPlan before = planOf(*small.layout(), 0);
    QVERIFY(before.aisle);
    const double beforeM = before.clearances[*before.aisle].metres();
    small.design.rows[1].originM.y -= 0.2;  // of three rows at one pitch the last, towards the second
    const auto layout = small.layout();
    const HallPlan after = planOf(*layout, 0);
    QVERIFY(after.aisle);
    const Clearance& aisle = after.clearances[*after.aisle];
    QVERIFY(test::isNear(aisle.metres(), beforeM - 0.2, 1e-9));
    QCOMPARE(layout->idOf(aisle.b), std::string("H1/A"));
  }

  void whatStandsBetweenBlocks() {
    const auto layout = SmallSite().layout();
    const HallPlan plan = planOf(*layout, 0);
    for (const Clearance& c : plan.clearances)
      for (const auto& rack : layout->racks) {
        const Vec2 middle = (c.from + c.to) * 0.5;
        const bool isIn = middle.x > rack.box.min.x && middle.x < rack.box.max.x && middle.y > rack.box.min.y &&
                          middle.y < rack.box.max.y;
        QVERIFY2(!isIn, "a clearance runs through a rack");
      }
  }

  void wallsCount() {
    const auto layout = cduAtTheWall().layout();
    const HallPlan plan = planOf(*layout, 0);
    const Clearance* toWall = between(plan, *layout, "wall", "H1/CDU1");
    QVERIFY(toWall);
    // the CDU stands 0.5 m from the west wall
    QVERIFY(test::isNear(toWall->metres(), 0.5, 1e-9));
    QVERIFY(toWall->kind == Clearance::Kind::wall);
  }

  void theyComeNarrowestFirst() {
    const HallPlan plan = planOf(*SmallSite().layout(), 0);
    for (std::size_t i = 1; i < plan.clearances.size(); ++i)
      QVERIFY(plan.clearances[i - 1].metres() <= plan.clearances[i].metres());
    QVERIFY(plan.clearances.front().metres() >= 0.05);
  }
};

PLENUM_TEST(HallPlanTest)
#include "HallPlanTest.moc"
