// SPDX-License-Identifier: Apache-2.0
#include "scene/Camera.h"
#include "scene/Views.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

namespace {

double distance(Vec2 a, Vec2 b) { return std::hypot(a.x - b.x, a.y - b.y); }

}  // namespace

class CameraTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void lookingNorthFromTheSouthSeesEastOnTheRight() {
    const Camera camera{.target = {0, 0, 0}, .azimuthDeg = 0, .elevationDeg = 30, .distanceM = 100};
    QVERIFY(camera.eye().y < 0);
    QVERIFY(test::isNear(camera.eye().z, 50.0, 1e-9));
    const Projection view{camera, 800, 600};
    QVERIFY(view.project({10, 0, 0})->x > 400);
    QVERIFY(view.project({0, 0, 10})->y < 300);
    QVERIFY(!view.project({0, -200, 0}));  // behind the eye
  }

  void theRayThroughAPixelGoesBackToThePoint() {
    const Camera camera{.target = {12, 34, 2}, .azimuthDeg = -24, .elevationDeg = 36, .distanceM = 180};
    const Projection view{camera, 1280, 800};
    const Vec3 point{20, 50, 0};
    const Vec2 pixel = *view.project(point);
    const auto back = view.onPlane(pixel, 0.0);
    QVERIFY(back.has_value());
    QVERIFY(test::isNear(back->x, point.x, 1e-6));
    QVERIFY(test::isNear(back->y, point.y, 1e-6));
  }

  void orbitAndDollyKeepThePivotInItsPlace() {
    const Camera camera{.target = {0, 0, 0}, .azimuthDeg = 10, .elevationDeg = 40, .distanceM = 200};
    const Vec3 pivot{30, 20, 3};
    const Vec2 before = *Projection{camera, 800, 600}.project(pivot);
    QVERIFY(distance(before, *Projection{orbit(camera, pivot, 35, -12), 800, 600}.project(pivot)) < 1e-6);
    QVERIFY(distance(before, *Projection{dolly(camera, pivot, 0.4), 800, 600}.project(pivot)) < 1e-6);
  }

  void framingShowsTheWholeBoxAndNotMuchElse() {
    const Box box{{0, 0, 0}, {120, 60, 10}};
    for (double aspect : {0.6, 1.6, 2.4}) {
      const Camera camera = framing({.azimuthDeg = -24, .elevationDeg = 36}, box, aspect);
      const Projection view{camera, 600 * aspect, 600};
      double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
      for (int k = 0; k < 8; ++k) {
        const auto at = view.project({k & 1 ? 120.0 : 0.0, k & 2 ? 60.0 : 0.0, k & 4 ? 10.0 : 0.0});
        QVERIFY(at.has_value());
        left = std::min(left, at->x), right = std::max(right, at->x);
        top = std::min(top, at->y), bottom = std::max(bottom, at->y);
      }
      QVERIFY(left >= 0 && top >= 0 && right <= view.width && bottom <= view.height);
      QVERIFY((right - left) / view.width > 0.85 || (bottom - top) / view.height > 0.85);
    }
  }

  void pointsLieInThePartThatIsFreeAndFillIt() {
    const Vec3 points[] = {{0, 0, 0}, {120, 0, 9}, {120, 60, 0}, {0, 60, 12}, {40, 80, 3}};
    const FreePart part{-0.55, 0.95, -0.9, 0.7};
    for (double aspect : {0.6, 1.6, 2.6}) {
      const Camera camera = framing({.azimuthDeg = -24, .elevationDeg = 36}, points, aspect, part);
      const Projection view{camera, 2 * aspect, 2};
      double left = 1, right = -1, low = 1, high = -1;
      for (const Vec3& p : points) {
        const auto at = view.project(p);
        QVERIFY(at.has_value());
        const double x = at->x / aspect - 1, y = 1 - at->y;
        left = std::min(left, x), right = std::max(right, x), low = std::min(low, y), high = std::max(high, y);
      }
      QVERIFY(left > part.left - 1e-9 && right < part.right + 1e-9);
      QVERIFY(low > part.low - 1e-9 && high < part.high + 1e-9);
      // one way or the other it could come no nearer
      QVERIFY((left < part.left + 1e-9 && right > part.right - 1e-9) ||
              (low < part.low + 1e-9 && high > part.high - 1e-9));
    }
  }

  void theCampusIsItsHallsAndPlantsAndNotItsOffices() {
    auto layout = std::make_shared<Layout>(*test::fakeLayout());
    const Camera before = openingCamera(*layout, 1.6);
    PlacedBuilding office;
    office.kind = Building::Kind::office;
    office.box = {{900, 900, 0}, {940, 940, 20}};
    layout->buildings.push_back(office);
    QVERIFY(openingCamera(*layout, 1.6) == before);
    layout->buildings.back().kind = Building::Kind::data;  // without a hall it is only drawn
    QVERIFY(openingCamera(*layout, 1.6) == before);
    layout->buildings.back().kind = Building::Kind::power;  // far off
    QVERIFY(openingCamera(*layout, 1.6) == before);
    const Box& near = layout->buildings.front().box;
    layout->buildings.back().box = {{near.min.x, near.min.y - 80, 0}, {near.max.x, near.min.y - 40, 20}};
    QVERIFY(openingCamera(*layout, 1.6).distanceM > 1.1 * before.distanceM);
    QVERIFY(*cameraOf(*layout, "campus", 1.6) == openingCamera(*layout, 1.6));
  }

  void aChipFillsMostOfThePicture() {
    const auto layout = test::fakeLayout();
    const EntityRef chip{Kind::chip, layout->racks[5].firstChip + 3, 0};
    const Box box = layout->boxOf(chip);
    const Projection view{cameraOn(*layout, chip, {}, 1.6), 1600, 1000};
    const auto low = view.project({box.min.x, box.min.y, box.min.z}),
               high = view.project({box.max.x, box.min.y, box.max.z});
    QVERIFY(low && high);
    const double share = std::max(std::abs(high->x - low->x) / view.width, std::abs(high->y - low->y) / view.height);
    QVERIFY2(share > 0.4 && share < 0.9, std::to_string(share).c_str());
  }

  void aFlightTurnsTheShortWayRound() {
    const Camera from{.azimuthDeg = 170, .distanceM = 10}, to{.azimuthDeg = -170, .distanceM = 1000};
    QVERIFY(test::isNear(between(from, to, 0.5).azimuthDeg, 180.0, 1e-9));
    QVERIFY(test::isNear(between(from, to, 0.5).distanceM, 100.0, 1e-9));
  }

  void everyNamedViewShowsWhatItIsAbout() {
    const auto layout = test::fakeLayout();
    const auto views = namedViews(*layout);
    QCOMPARE(views.size(), std::size_t{2 + 4 + 2});
    for (const NamedView& view : views) {
      const auto camera = cameraOf(*layout, view.id, 1.6);
      QVERIFY(camera.has_value());
      const Vec3 middle = layout->boxOf(view.about).centre();
      const auto at = Projection{*camera, 1600, 1000}.project(middle);
      QVERIFY(at && at->x > 0 && at->x < 1600 && at->y > 0 && at->y < 1000);
    }
    QVERIFY(!cameraOf(*layout, "moon", 1.6));
  }

  void aRackIsLookedAtFromItsFront() {
    const auto layout = test::fakeLayout();
    for (std::uint32_t i : {0u, 10u}) {
      const PlacedRack& rack = layout->racks[i];
      const Camera camera = cameraOn(*layout, {Kind::rack, i, 0}, {}, 1.6);
      QVERIFY((camera.eye().y > rack.box.max.y) == rack.facesNorth);
      QVERIFY(camera.distanceM < 30.0);
    }
  }

  void whatStandsInFrontIsLookedRound() {
    auto layout = std::make_shared<Layout>(*test::fakeLayout());
    const EntityRef tower{Kind::tower, 0, 0};
    const Box box = layout->boxOf(tower);
    const Camera from{.azimuthDeg = 0, .elevationDeg = 36};
    QCOMPARE(cameraOn(*layout, tower, from, 1.6).azimuthDeg, 0.0);
    // a house just south of it, from where the eye would look
    PlacedBuilding house;
    house.id = "HOUSE";
    house.kind = Building::Kind::office;
    house.box = {{box.min.x - 15, box.min.y - 9, 0}, {box.max.x + 15, box.min.y - 2, 30}};
    layout->buildings.push_back(house);
    const auto isHidden = [&](const Camera& camera) {
      const auto t = enter({camera.eye(), box.centre() - camera.eye()}, house.box);
      return t && *t < 1.0;
    };
    QVERIFY(isHidden(framing(from, box, 1.6)));
    QVERIFY(!isHidden(cameraOn(*layout, tower, from, 1.6)));
  }
};

PLENUM_TEST(CameraTest)
#include "CameraTest.moc"
