// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "scene/Flight.h"
#include "scene/Opening.h"
#include "scene/Views.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

class FlightTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aFlightBeginsAndEndsWhereItShouldAndIsNeverTooLong() {
    const auto layout = test::fakeLayout();
    const Camera campus = *cameraOf(*layout, "campus", 1.6);
    const Camera a = cameraOn(*layout, {Kind::rack, 0, 0}, campus, 1.6),
                 b = cameraOn(*layout, {Kind::rack, 159, 0}, campus, 1.6);
    for (const auto& [from, to] : {std::pair{campus, a}, std::pair{a, b}, std::pair{b, campus}, std::pair{a, a}}) {
      const Flight flight(from, to, campus.distanceM);
      QCOMPARE(flight.at(0.0), from);
      QCOMPARE(flight.at(flight.seconds()), to);
      QVERIFY(flight.seconds() >= 0.6 && flight.seconds() <= 1.4);
    }
  }

  void onTheWayToAFarRackTheEyeDrawsBackAndStaysBelowTheView() {
    const auto layout = test::fakeLayout();
    const Camera campus = *cameraOf(*layout, "campus", 1.6);
    const Camera a = cameraOn(*layout, {Kind::rack, 0, 0}, campus, 1.6),
                 b = cameraOn(*layout, {Kind::rack, 159, 0}, campus, 1.6);
    const Flight flight(a, b, campus.distanceM);
    double most = 0.0, lastStep = 0.0, longest = 0.0;
    Vec3 before = a.eye();
    for (int k = 0; k <= 200; ++k) {
      const Camera c = flight.at(flight.seconds() * k / 200);
      most = std::max(most, c.distanceM);
      const Vec3 d = c.eye() - before;
      lastStep = std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z);
      longest = std::max(longest, lastStep / c.distanceM);
      QVERIFY(c.eye().z > 0.5);
      before = c.eye();
    }
    QVERIFY(most > 2.0 * std::max(a.distanceM, b.distanceM));
    QVERIFY(most <= campus.distanceM + 1e-9);
    // no jump anywhere: a step of a two-hundredth is a small part of what is seen
    QVERIFY2(longest < 0.08, qPrintable(QString::number(longest)));
  }

  void theWayDownLeadsThroughEveryLevelAndBack() {
    const auto layout = test::fakeLayout();
    const EntityRef chip{Kind::chip, 37, 0};
    std::vector<EntityRef> way{{}};
    while (way.back() != chip && way.size() < 12) way.push_back(below(*layout, way.back(), chip));
    std::vector<Kind> kinds;
    for (const EntityRef step : way) kinds.push_back(step.kind);
    QCOMPARE(kinds, (std::vector<Kind>{Kind::campus, Kind::building, Kind::hall, Kind::row, Kind::rack, Kind::rack,
                                       Kind::chip}));
    QCOMPARE(way[5].part, 37u / 8 + 1);
    for (std::size_t k = way.size() - 1; k > 0; --k) QCOMPARE(above(*layout, way[k]), way[k - 1]);
  }

  void whatCannotBeToldApartIsTakenAtALevelAbove() {
    const auto layout = test::fakeLayout();
    const EntityRef chip{Kind::chip, 37, 0};
    const Camera campus = *cameraOf(*layout, "campus", 1.6);
    const auto from = [&](const Camera& camera) { return levelFor(*layout, chip, {camera, 1280, 800}); };
    QCOMPARE(from(cameraOn(*layout, chip, campus, 1.6)), chip);
    Camera far = campus;
    far.distanceM *= 4.0;
    QVERIFY(from(far).kind == Kind::hall);
    QVERIFY(from(cameraOn(*layout, {Kind::hall, 0, 0}, campus, 1.6)).kind == Kind::rack);
  }

  void aRackIsSeenAndPickedPastTheRowInFrontOfIt() {
    const auto layout = test::fakeLayout();
    for (const std::uint32_t index : {4u, 15u, 25u, 34u}) {
      const PlacedRack& rack = layout->racks[index];
      const Camera camera = cameraOn(*layout, {Kind::rack, index, 0}, *cameraOf(*layout, "campus", 1.6), 1.6);
      QVERIFY(camera.clearM > 0.0 && camera.clearM < camera.distanceM);
      const Projection view{camera, 1280, 800};
      for (const std::uint32_t chip : {0u, 27u, 63u}) {
        const EntityRef wanted{Kind::chip, rack.firstChip + chip, 0};
        const auto at = view.project(layout->boxOf(wanted).centre());
        QVERIFY(at.has_value());
        const auto hit = pick(*layout, view.rayThrough(*at));
        QVERIFY(hit.has_value());
        QCOMPARE(hit->entity, wanted);
      }
    }
    // drawing back brings in again what was left out
    const Camera near = cameraOn(*layout, {Kind::rack, 15, 0}, *cameraOf(*layout, "campus", 1.6), 1.6);
    QCOMPARE(dolly(near, near.target, 1.2).clearM, 0.0);
    QVERIFY(test::isNear(near.distanceM - near.clearM,
                         dolly(near, near.target, 0.8).distanceM - dolly(near, near.target, 0.8).clearM, 1e-9));
  }

  void siblingsStandBeneathTheSameThing() {
    const auto layout = test::fakeLayout();
    QCOMPARE(siblingsOf(*layout, {Kind::chip, 37, 0}).size(), std::size_t{8});
    QCOMPARE(siblingsOf(*layout, {Kind::rack, 3, 2}).size(), std::size_t{8});
    QCOMPARE(siblingsOf(*layout, {Kind::rack, 3, 0}).size(), std::size_t{10});
    QCOMPARE(siblingsOf(*layout, {Kind::hall, 0, 0}).size(), std::size_t{2});
    QCOMPARE(siblingsOf(*layout, {Kind::tower, 0, 0}).size(), layout->towers.size());
  }

  void whatIsHiddenIsNeitherDrawnNorPicked() {
    const auto layout = test::fakeLayout();
    Opening opening;
    QCOMPARE(openUp(layout, uncut, opening), layout);
    opening.hidden = {"H1"};
    auto open = openUp(layout, uncut, opening);
    QVERIFY(open->racks[layout->halls[0].firstRack].box.isEmpty());
    QVERIFY(open->cdus[layout->halls[0].firstCdu].box.isEmpty());
    QVERIFY(!open->racks[layout->halls[1].firstRack].box.isEmpty());
    opening = {};
    opening.isolated = {layout->racks[7].id};
    open = openUp(layout, uncut, opening);
    const auto left =
        std::count_if(open->racks.begin(), open->racks.end(), [](const PlacedRack& r) { return !r.box.isEmpty(); });
    QCOMPARE(left, 1);
    QVERIFY(!open->buildings[layout->halls[layout->racks[7].hall].building].box.isEmpty());
    opening = {};
    opening.isolated = {"gone"};  // a thing that this revision has not
    QVERIFY(!openUp(layout, uncut, opening)->racks[0].box.isEmpty());
    opening = {};
    opening.section = sectionAround(*layout, {Kind::row, 0, 0});
    open = openUp(layout, uncut, opening);
    for (const PlacedRack& rack : open->racks) QCOMPARE(rack.box.isEmpty(), rack.row != 0);
    QVERIFY(open->buildings[0].box.size().y < 8.0);
  }

  void aSpreadMovesUpperStoreysOnly() {
    auto made = std::make_shared<Layout>(*test::fakeLayout());
    PlacedHall& upper = made->halls[1];
    upper.box = {made->halls[0].box.min + Vec3{0, 0, 6.5}, made->halls[0].box.max + Vec3{0, 0, 6.5}};
    Opening opening;
    opening.spreadM = 9.0;
    const auto open = openUp(made, uncut, opening);
    QCOMPARE(open->racks[made->halls[0].firstRack].box, made->racks[made->halls[0].firstRack].box);
    const std::uint32_t above = upper.firstRack;
    QVERIFY(test::isNear(open->racks[above].box.min.z, made->racks[above].box.min.z + 9.0, 1e-9));
    QVERIFY(open->buildings[0].box.max.z >= open->halls[1].box.max.z);
  }
};

PLENUM_TEST(FlightTest)
#include "FlightTest.moc"
