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
