// SPDX-License-Identifier: Apache-2.0
#include "site/ChipGrid.h"
#include "site/Layout.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

class PickTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theNearestRackIsHit();
  void theFrontOfARackGivesTheChip();
  void everyChipIsHitInItsOwnCell();
  void aSouthFacingRackHasItsChipsOnTheSouth();
  void theFloorStopsTheRay();
  void equipmentInTheYardIsHit();
  void aSolidBuildingHidesWhatIsBehind();
  void aMissHitsNothing();
  void aRayThatIsNoneHitsNothing();
  void largeServersTakeSeveralLines();
};

void PickTest::theNearestRackIsHit() {
  const auto layout = SmallSite().layout();
  // from the south along +y through racks L1-01 (y 14…15.2), L2-01 and A-01: L1 faces north, its back is met
  const auto hit = pick(*layout, {{14.4, 0, 1}, {0, 2, 0}});
  QVERIFY(hit);
  QCOMPARE(layout->idOf(hit->entity), std::string("H1/FW1"));  // the fan wall stands before it
  const auto above = pick(*layout, {{14.4, 14.6, 30}, {0, 0, -3}});
  QCOMPARE(layout->idOf(above->entity), std::string("H1/L1-01"));
  QVERIFY(test::isNear(above->distance, 30 - 2.3, 1e-9));
  QVERIFY(test::isNear(above->at.z, 2.3, 1e-9));
}

void PickTest::theFrontOfARackGivesTheChip() {
  const auto layout = SmallSite().layout();
  // L1-01: x 14…14.8, front at y 15.2, 16 columns of 0.05 m, 4 lines of 0.575 m
  const auto hit = pick(*layout, {{14.025, 16, 0.3}, {0, -1, 0}});
  QCOMPARE(layout->idOf(hit->entity), std::string("H1/L1-01/c1"));
  const auto last = pick(*layout, {{14.775, 16, 2.0}, {0, -1, 0}});
  QCOMPARE(layout->idOf(last->entity), std::string("H1/L1-01/c64"));
}

void PickTest::everyChipIsHitInItsOwnCell() {
  const auto layout = SmallSite().layout();
  for (std::uint32_t chip = 0; chip < layout->chips; ++chip) {
    const PlacedRack& rack = layout->racks[layout->rackOfChip(chip)];
    const Vec3 centre = layout->boxOf({Kind::chip, chip, 0}).centre();
    const double out = rack.facesNorth ? 0.5 : -0.5;
    const auto hit = pick(*layout, {centre + Vec3{0, out, 0}, {0, -out, 0}});
    QVERIFY(hit && hit->entity == (EntityRef{Kind::chip, chip, 0}));
    QVERIFY(test::isNear(hit->distance, 0.5, 1e-9));
  }
}

void PickTest::aSouthFacingRackHasItsChipsOnTheSouth() {
  const auto layout = SmallSite().layout();
  const Box l2 = layout->racks[5].box;
  const Vec3 c = l2.centre();
  QVERIFY(pick(*layout, {{c.x, l2.min.y - 0.3, c.z}, {0, 1, 0}})->entity.kind == Kind::chip);
  QVERIFY(pick(*layout, {{c.x, l2.max.y + 0.3, c.z}, {0, -1, 0}})->entity.kind == Kind::rack);
  QVERIFY(pick(*layout, {{l2.min.x - 0.3, c.y, c.z}, {1, 0, 0}})->entity.kind == Kind::rack);
}

void PickTest::theFloorStopsTheRay() {
  const auto layout = SmallSite().layout();
  const auto hall = pick(*layout, {{30, 24, 30}, {0, 0, -1}});
  QCOMPARE(layout->idOf(hall->entity), std::string("H1"));
  QVERIFY(test::isNear(hall->at.z, 0, 1e-9));
  const auto building = pick(*layout, {{60, 20, 30}, {0, 0, -1}});
  QCOMPARE(layout->idOf(building->entity), std::string("B1"));
}

void PickTest::equipmentInTheYardIsHit() {
  const auto layout = SmallSite().layout();
  for (const char* id : {"CH2", "CT1", "WT2", "HX", "CWP2", "G", "TA", "UB", "GRID-B", "H1/PA", "H1/CDU1"}) {
    const Vec3 c = layout->boxOf(*layout->find(id)).centre();
    const auto hit = pick(*layout, {{c.x, c.y, 50}, {0, 0, -1}});
    QVERIFY(hit);
    QCOMPARE(layout->idOf(hit->entity), std::string(id));
  }
}

void PickTest::aSolidBuildingHidesWhatIsBehind() {
  SmallSite small;
  small.draft.buildings.push_back({"OFFICE", {}, Building::Kind::office, {5, 55}, {20, 3, 12}});
  auto layout = small.layout();
  const Ray northward{{11.5, 40, 2}, {0, 1, 0.0}};
  QCOMPARE(layout->idOf(pick(*layout, {{11.5, 54.5, 2}, {0, 1, 0}})->entity), std::string("OFFICE"));
  QCOMPARE(layout->idOf(pick(*layout, northward)->entity), std::string("CH1"));
  small.draft.buildings.back().sizeM.y = 20;  // now the towers stand inside it, and its roof lets the ray through
  small.draft.buildings.back().kind = Building::Kind::plant;
  layout = small.layout();
  QCOMPARE(layout->idOf(pick(*layout, {{11.5, 54.5, 2}, {0, 1, 0}})->entity), std::string("CT1"));
}

void PickTest::aMissHitsNothing() {
  const auto layout = SmallSite().layout();
  QVERIFY(!pick(*layout, {{14, 14, 50}, {0, 0, 1}}));
  QVERIFY(!pick(*layout, {{-5, -5, 5}, {0, 0, -1}}));
}

void PickTest::aRayThatIsNoneHitsNothing() {
  const auto layout = SmallSite().layout();
  const double nan = std::nan("");
  QVERIFY(!pick(*layout, {{14, 14, 1}, {0, 0, 0}}));
  QVERIFY(!pick(*layout, {{nan, 14, 1}, {0, 0, 1}}));
  QVERIFY(!pick(*layout, {{14, 14, 1}, {0, nan, 1}}));
}

void PickTest::largeServersTakeSeveralLines() {
  const ChipGrid grid(36, 2);  // 16 + 16 + 4
  QCOMPARE(grid.columns, 16u);
  QCOMPARE(grid.lines, 6u);
  QCOMPARE(grid.cellOf(35), (ChipGrid::Cell{3, 2}));
  QCOMPARE(grid.cellOf(36), (ChipGrid::Cell{0, 3}));
  QVERIFY(!grid.chipAt({4, 2}));
  QVERIFY(!grid.chipAt({16, 0}));
  QVERIFY(!grid.chipAt({0, 6}));
  for (std::uint32_t chip = 0; chip < 72; ++chip) QCOMPARE(*grid.chipAt(grid.cellOf(chip)), chip);
  QVERIFY(!ChipGrid(0, 0).chipAt({0, 0}));
}

PLENUM_TEST(PickTest)
#include "PickTest.moc"
