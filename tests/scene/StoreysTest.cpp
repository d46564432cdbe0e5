// SPDX-License-Identifier: Apache-2.0
#include "scene/Storeys.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

namespace {

/// The fake campus with hall H2 standing on hall H1.
LayoutPtr twoStoreys() {
  auto layout = std::make_shared<Layout>(*test::fakeLayout());
  PlacedHall& upper = layout->halls[1];
  const Vec3 move{layout->halls[0].box.min.x - upper.box.min.x, 0.0, 6.5};
  const auto shift = [&move](Box& box) { box = {box.min + move, box.max + move}; };
  shift(upper.box);
  for (std::uint32_t r = upper.firstRow; r < upper.firstRow + upper.rows; ++r) shift(layout->rows[r].box);
  for (std::uint32_t r = upper.firstRack; r < upper.firstRack + upper.racks; ++r) shift(layout->racks[r].box);
  layout->buildings[0].box.max.z = 13.0;
  return layout;
}

}  // namespace

class StoreysTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aHallBelowAnotherIsCutAtItsCeiling() {
    const auto layout = twoStoreys();
    const double cut = cutFor(*layout, {Kind::rack, layout->halls[0].firstRack, 0});
    QCOMPARE(cut, layout->halls[0].box.max.z);
    QCOMPARE(cutFor(*layout, {Kind::hall, 1, 0}), uncut);
    QCOMPARE(cutFor(*layout, {Kind::tower, 0, 0}), uncut);
  }

  void whatIsAboveTheCutCannotBePickedAndKeepsItsIndex() {
    const auto layout = twoStoreys();
    const PlacedRack& below = layout->racks[layout->halls[0].firstRack];
    const Vec3 top{below.box.centre().x, below.box.centre().y, 60.0};
    const Ray down{top, {0, 0, -1}};
    QVERIFY(pick(*layout, down)->at.z > 6.0);
    const auto cut = cutAbove(layout, cutFor(*layout, {Kind::hall, 0, 0}));
    QCOMPARE(pick(*cut, down)->entity, (EntityRef{Kind::rack, layout->halls[0].firstRack, 0}));
    QCOMPARE(cut->racks.size(), layout->racks.size());
    QVERIFY(cut->racks[layout->halls[1].firstRack].box.isEmpty());
  }

  void aCampusOfOneStoreyIsNotCopied() {
    const auto layout = test::fakeLayout();
    QCOMPARE(cutAbove(layout, 5.5), layout);
  }

  void wallsEndAboveTheRacksButOfficesKeepTheirHeight() {
    const auto layout = test::fakeLayout();
    QVERIFY(wallTopM(*layout, 0) < layout->buildings[0].box.max.z);
    QVERIFY(wallTopM(*layout, 0) > layout->racks[0].box.max.z + 1.0);
    QCOMPARE(wallTopM(*layout, 2), layout->buildings[2].box.max.z);
  }
};

PLENUM_TEST(StoreysTest)
#include "StoreysTest.moc"
