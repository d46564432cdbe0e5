// SPDX-License-Identifier: Apache-2.0
#include "study/Floor.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::SmallSite;
using study::Floor;
using study::Ground;
using study::Stretch;

/// Hall of 24 × 16 m. Rows L1 (y 3, faces north), L2 (y 6.6, faces south), both x 3 … 7; A (y 10.2, faces north), x 3 …
/// 7, 1.4 m deep. CDU at (9, 3), three fan walls along the south wall to x = 11, PDUs at x = 20.
class FloorTest : public QObject {
  Q_OBJECT

  static int sum(const std::vector<Stretch>& all) {
    int racks = 0;
    for (const Stretch& s : all) racks += s.racks;
    return racks;
  }

 private Q_SLOTS:
  void aislesAreThoseOfTheHall() {
    const SmallSite small;
    const LayoutPtr layout = small.layout();
    const Floor floor(*layout, 0, small.liquidRack);
    // between the fronts of L1 and L2: 6.6 − 4.2; between the back of L2 and that of A: 10.2 − 7.8
    QVERIFY(test::isNear(floor.clearances().frontM, 2.4, 1e-9));
    QVERIFY(test::isNear(floor.clearances().backM, 2.4, 1e-9));
  }

  void aRowGrowsUntilTheNextThing() {
    const SmallSite small;
    const LayoutPtr layout = small.layout();
    const Floor floor(*layout, 0, small.liquidRack);
    const std::vector<Stretch> found = floor.stretches(1000, Ground::standingRows);
    // L1 ends at x = 7 and the CDU stands at x = 9: 9 − 1 − 7 = 1 m holds one rack of 0.8 m
    const auto l1 = std::find_if(found.begin(), found.end(), [](const Stretch& s) { return s.extends == 0; });
    QVERIFY(l1 != found.end());
    QCOMPARE(l1->racks, 1);
    // L2 goes on until PB, which stands at x = 20: 20 − 1 − 7 = 12 m hold fifteen
    const auto l2 = std::find_if(found.begin(), found.end(), [](const Stretch& s) { return s.extends == 1; });
    QVERIFY(l2 != found.end());
    QCOMPARE(l2->racks, 15);
    QVERIFY(test::isNear(l2->originM.x, 7.0, 1e-9) && test::isNear(l2->originM.y, 6.6, 1e-9));
    QCOMPARE(l2->facesNorth, false);
  }

  void nothingStandsInAnythingElse() {
    const SmallSite small;
    const LayoutPtr layout = small.layout();
    for (const RackSpec* rack : {&small.liquidRack, &small.airRack}) {
      const Floor floor(*layout, 0, *rack);
      const std::vector<Stretch> found = floor.stretches(1000, Ground::anywhere);
      QVERIFY(sum(found) > 20);
      std::vector<Box> taken;
      for (const auto& row : layout->rows) taken.push_back(row.box);
      for (const auto& cdu : layout->cdus) taken.push_back(cdu.box);
      for (const auto& wall : layout->fanWalls) taken.push_back(wall.box);
      const Vec3 origin = layout->halls[0].box.min, size = layout->halls[0].box.size();
      for (const Stretch& s : found) {
        const double far = s.originM.x + s.widthM * s.racks;
        QVERIFY(s.originM.x >= 1.0 - 1e-9 && far <= size.x - 1.0 + 1e-9);
        QVERIFY(s.originM.y >= 1.0 - 1e-9 && s.originM.y + s.depthM <= size.y - 1.0 + 1e-9);
        const Box box{{origin.x + s.originM.x, origin.y + s.originM.y, 0},
                      {origin.x + far, origin.y + s.originM.y + s.depthM, 2}};
        for (const Box& other : taken)
          QVERIFY(box.max.x <= other.min.x + 1e-6 || other.max.x <= box.min.x + 1e-6 ||
                  box.max.y <= other.min.y + 1e-6 || other.max.y <= box.min.y + 1e-6);
        taken.push_back(box);
      }
    }
  }

  void newRowsKeepTheAislesOfTheHall() {
    const SmallSite small;
    const LayoutPtr layout = small.layout();
    const Floor floor(*layout, 0, small.airRack);
    for (const Stretch& s : floor.stretches(1000, Ground::newRows))
      for (const PlacedRow& row : layout->rows) {
        const double south = row.box.min.y - layout->halls[0].box.min.y, north = south + row.box.size().y;
        const double west = row.box.min.x - layout->halls[0].box.min.x, east = west + row.box.size().x;
        if (s.originM.x >= east - 1e-6 || s.originM.x + s.widthM * s.racks <= west + 1e-6) continue;
        QVERIFY(s.originM.y >= north + 2.4 - 1e-6 || s.originM.y + s.depthM <= south - 2.4 + 1e-6);
      }
  }

  void aRackThatIsTooDeepHasNoPlace() {
    const SmallSite small;
    const LayoutPtr layout = small.layout();
    RackSpec deep = small.airRack;
    deep.extent.depth = {14.0};  // 16 m less 1.2 m before and 1 m behind are 13.8
    QCOMPARE(sum(Floor(*layout, 0, deep).stretches(1000, Ground::newRows)), 0);
  }

  void rowEndsStayPassable() {
    const SmallSite small;
    const LayoutPtr layout = small.layout();
    // rows end at x = 7: who stands behind or before them without being in their line leaves a metre
    for (const Stretch& s : Floor(*layout, 0, small.airRack).stretches(1000, Ground::newRows))
      if (s.originM.y > 1.0 && s.originM.y < 14.0) QVERIFY(s.originM.x >= 8.0 - 1e-6 || s.originM.x < 3.0);
  }

  void theFloorCarriesARackAndItsShareOfTheAisles() {
    const SmallSite small;
    const LayoutPtr layout = small.layout();
    const Floor floor(*layout, 0, small.liquidRack);
    // 1,400 kg on 0.8 m × (1.2 + (2.4 + 2.4)/2) m
    QVERIFY(test::isNear(floor.loadKgPerM2(), 1400.0 / (0.8 * 3.6), 1e-6));
  }
};

PLENUM_TEST(FloorTest)
#include "FloorTest.moc"
