// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>

#include "site/Points.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;

class PointsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyPointIsFoundByItsId() {
    const LayoutPtr layout = test::SmallSite().layout();
    const auto offsets = pointOffsets(*layout);
    std::set<std::string> ids;
    for (std::size_t p = 0; p < pointRows.size(); ++p)
      for (std::uint32_t i = 0; i < layout->count(pointRows[p].kind); ++i) {
        const PointRef ref{static_cast<Point>(p), i};
        const std::string id = idOf(*layout, ref);
        QVERIFY2(ids.insert(id).second, id.c_str());
        const auto found = findPoint(*layout, id);
        QVERIFY2(found && *found == ref, id.c_str());
        QCOMPARE(pointIndex(*layout, ref), offsets[p] + i);
        QVERIFY(isTarget(*layout, id));
      }
    QCOMPARE(pointCount(*layout), static_cast<std::uint32_t>(ids.size()));
    QVERIFY(ids.contains("H1/CDU1/valve") && ids.contains("CHW/basin-temperature") && ids.contains("H1/FW2/fan-speed"));
  }

  void whatIsNoPointIsNotFound() {
    const LayoutPtr layout = test::SmallSite().layout();
    for (const char* id : {"", "/", "valve", "/valve", "H1/CDU1", "H1/CDU1/", "H1/CDU1/valves", "H1/CDU9/valve",
                           "H1/CDU1/P1/valve", "CHW/cold-aisle-temperature", "H1/valve", "H1/CDU1/valve/"})
      QVERIFY2(!findPoint(*layout, id), id);
  }

  void pointsOfAThingAreItsOwn() {
    const LayoutPtr layout = test::SmallSite().layout();
    const EntityRef cdu = *layout->find("H1/CDU1");
    const auto points = pointsOf(*layout, cdu);
    QCOMPARE(points.size(), std::size_t{3});
    for (const PointRef ref : points) QVERIFY(thingOf(ref) == cdu);
    QVERIFY(!rowOf(points.front().point).isOrgan && rowOf(points.back().point).isOrgan);
    QVERIFY(pointsOf(*layout, *layout->find("H1/L1-01")).empty());
    QVERIFY(pointsOf(*layout, *layout->find("H1/CDU1/P1")).empty());
  }

  void makeUpOfLoopsAndCircuitsIsATarget() {
    const LayoutPtr layout = test::SmallSite().layout();
    QVERIFY(isTarget(*layout, "CHW/make-up") && isTarget(*layout, "H1/TCS/make-up"));
    QVERIFY(!isTarget(*layout, "H1/CDU1/make-up") && !isTarget(*layout, "/make-up") && !isTarget(*layout, "make-up"));
  }
};

PLENUM_TEST(PointsTest)
#include "PointsTest.moc"
