// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QSignalSpy>

#include "scene/Opening.h"
#include "scene/Views.h"
#include "support/FakeCampus.h"
#include "support/Test.h"
#include "viewport/CampusView.h"

using namespace plenum;

namespace {

constexpr int longEnoughMs = 30000;
const Box cube{{10, 10, 0}, {30, 30, 8}};

Projection from(double azimuthDeg, double elevationDeg) {
  Camera camera;
  camera.target = cube.centre();
  camera.distanceM = 80.0;
  camera.azimuthDeg = azimuthDeg;
  camera.elevationDeg = elevationDeg;
  return {camera, 800, 600};
}

QPointF pixelOf(const Projection& view, Vec3 p) {
  const auto at = view.project(p);
  return at ? QPointF(at->x, at->y) : QPointF(-1, -1);
}

}  // namespace

/// The faces of the section box under the mouse.
class SectionHandlesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aFaceFollowsThePointerAlongItsAxis() {
    const Projection view = from(30, 40);
    for (const SectionHandle& handle : sectionHandles(cube, view)) {
      // to where a point two metres farther along the axis is seen
      Vec3 there = handle.at;
      (handle.axis == 0 ? there.x : handle.axis == 1 ? there.y : there.z) += 2.0;
      const Box box = draggedSection(cube, handle, view, handle.pixel, pixelOf(view, there));
      const Vec3 low = box.min - cube.min, high = box.max - cube.max;
      const Vec3& moved = handle.isHigh ? high : low;
      const double by = handle.axis == 0 ? moved.x : handle.axis == 1 ? moved.y : moved.z;
      QVERIFY(test::isNear(by, 2.0, 0.15));
      QCOMPARE(handle.isHigh ? box.min : box.max, handle.isHigh ? cube.min : cube.max);
    }
  }

  void itNeverTurnsInsideOutAndHasBounds() {
    const Box thin = movedSection(cube, 0, false, 1e9);
    QVERIFY(test::isNear(thin.max.x - thin.min.x, leastSectionM, 1e-9));
    QCOMPARE(movedSection(cube, 2, true, 1e300).max.z, mostSectionM);
    QCOMPARE(movedSection(cube, 1, true, std::nan("")), cube);
  }

  void aFaceSeenStraightOnStaysWhereItIs() {
    const Projection view = from(0, 90);
    for (const SectionHandle& handle : sectionHandles(cube, view))
      if (handle.axis == 2)
        QCOMPARE(draggedSection(cube, handle, view, handle.pixel, handle.pixel + QPointF(40, 40)), cube);
  }

  void aDragInTheViewMovesTheBoxAndADoubleClickPutsItBack() {
    const auto layout = test::fakeLayout();
    CampusView view;
    view.resize(640, 400);
    view.setMotionReduced(true);
    static_cast<QWidget&>(view).show();
    DrawStats stats;
    connect(&view, &CampusView::frameDrawn, this, [&stats](const DrawStats& s) { stats = s; });
    view.show(test::fakeFrame(layout));
    SceneOptions options = view.options();
    const Box first = sectionAround(*layout, {Kind::hall, 1, 0});
    options.opening.section = first;
    view.setCamera(*cameraOf(*layout, "H2", 1.6));
    view.setOptions(options);
    QTRY_VERIFY_WITH_TIMEOUT(stats.frame == 1 && view.picture().width() == view.width(), longEnoughMs);

    const auto top = [&] {
      for (const SectionHandle& handle : sectionHandles(*view.options().opening.section, view.shownProjection()))
        if (handle.axis == 2 && handle.isHigh) return handle.pixel.toPoint();
      return QPoint();
    };
    QSignalSpy moved(&view, &CampusView::sectionMoved);
    const QPoint at = top();
    QTest::mousePress(&view, Qt::LeftButton, {}, at);
    QTest::mouseMove(&view, at + QPoint(0, 30));
    QVERIFY(view.options().opening.section->max.z < first.max.z - 0.5);
    QCOMPARE(view.options().opening.section->min, first.min);
    QTest::mouseRelease(&view, Qt::LeftButton, {}, at + QPoint(0, 30));
    QCOMPARE(moved.size(), 1);
    // the eye stood still
    QCOMPARE(view.camera(), *cameraOf(*layout, "H2", 1.6));

    const Box lowered = *view.options().opening.section;
    QTest::mousePress(&view, Qt::LeftButton, {}, top());
    QTest::mouseMove(&view, top() + QPoint(0, 25));
    QTest::keyClick(&view, Qt::Key_Escape);
    QCOMPARE(*view.options().opening.section, lowered);
    QTest::mouseRelease(&view, Qt::LeftButton, {}, top());

    QTest::mouseDClick(&view, Qt::LeftButton, {}, top());
    QCOMPARE(*view.options().opening.section, first);
  }
};

PLENUM_TEST_WITH(QApplication, SectionHandlesTest)
#include "SectionHandlesTest.moc"
