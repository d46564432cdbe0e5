// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <algorithm>
#include <cmath>
#include <thread>

#include "scene/Views.h"
#include "support/FakeCampus.h"
#include "support/Test.h"
#include "viewport/CampusView.h"

using namespace plenum;

namespace {

constexpr int patienceMs = 30000;

/// A shown view of that size with one full picture on the screen.
struct Shown {
  LayoutPtr layout = test::fakeLayout();
  CampusView view;
  explicit Shown(QSize size = {640, 400}) {
    view.resize(size);
    view.setMotionReduced(true);
    static_cast<QWidget&>(view).show();
  }
  bool settle(const FramePtr& frame) {
    view.show(frame);
    return QTest::qWaitFor([&] { return shows(frame) && view.picture().width() == view.width(); }, patienceMs);
  }
  bool shows(const FramePtr& frame) const { return stats.frame == frame->sequence && !view.picture().isNull(); }
  DrawStats stats;
  QMetaObject::Connection follow =
      QObject::connect(&view, &CampusView::frameDrawn, &view, [this](const DrawStats& s) { stats = s; });
};

bool isNear(QRgb pixel, Rgb8 colour, int tolerance) {
  return std::abs(qRed(pixel) - colour.r) <= tolerance && std::abs(qGreen(pixel) - colour.g) <= tolerance &&
         std::abs(qBlue(pixel) - colour.b) <= tolerance;
}

Projection through(const CampusView& view) {
  return {view.camera(), static_cast<double>(view.width()), static_cast<double>(view.height())};
}

QPoint onScreen(const CampusView& view, Vec3 point) {
  const auto at = through(view).project(point);
  return at ? QPoint(static_cast<int>(at->x), static_cast<int>(at->y)) : QPoint(-1, -1);
}

/// The middle of the lid of a rack.
Vec3 lidOf(const PlacedRack& rack) { return {rack.box.centre().x, rack.box.centre().y, rack.box.max.z}; }

}  // namespace

class CampusViewTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aClickSelectsTheRackThatIsDrawnThere() {
    Shown shown;
    auto frame = test::fakeFrame(shown.layout);
    // one rack is at the top of the range, all others at the bottom: it is the only bright spot
    const std::uint32_t odd = 47;
    std::fill(frame->chips.dieC.begin(), frame->chips.dieC.end(), 30.0f);
    std::fill(frame->racks.maxChipC.begin(), frame->racks.maxChipC.end(), 30.0f);
    const PlacedRack& rack = shown.layout->racks[odd];
    std::fill_n(frame->chips.dieC.begin() + rack.firstChip, rack.chips, 95.0f);
    frame->racks.maxChipC[odd] = 95.0f;
    shown.view.setCamera(*cameraOf(*shown.layout, shown.layout->halls[rack.hall].id, 1.6));
    QVERIFY(shown.settle(frame));

    const QPoint place = onScreen(shown.view, lidOf(rack));
    QVERIFY(isNear(shown.view.picture().pixel(place), sequentialMap().at(1.0), 40));
    QSignalSpy selected(&shown.view, &CampusView::selected);
    QTest::mouseClick(&shown.view, Qt::LeftButton, {}, place);
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.at(0).at(0).value<EntityRef>(), (EntityRef{Kind::rack, odd, 0}));

    const PlacedRack& other = shown.layout->racks[odd + 10];
    QVERIFY(isNear(shown.view.picture().pixel(onScreen(shown.view, lidOf(other))), sequentialMap().at(0.0), 40));
  }

  void aPlaceThatIsProposedIsFlownTo() {
    Shown shown;
    shown.view.setMotionReduced(true);
    QVERIFY(shown.settle(test::fakeFrame(shown.layout)));
    const Camera before = shown.view.camera();
    shown.view.focusOnGhosts();
    QVERIFY(shown.view.camera() == before);
    const Box& hall = shown.layout->halls[1].box;
    const Vec3 corner{hall.min.x + 1.0, hall.min.y + 1.0, hall.min.z};
    shown.view.setGhosts({{corner, corner + Vec3{0.6, 1.2, 2.2}}});
    shown.view.focusOnGhosts();
    QVERIFY(shown.view.camera().distanceM < 0.5 * before.distanceM);
    const Vec3 d = shown.view.camera().target - corner;
    QVERIFY(std::hypot(d.x, d.y) < 4.0);
  }

  void theNewestFrameIsShown() {
    Shown shown;
    shown.view.setCamera(*cameraOf(*shown.layout, "H2", 1.6));
    QVERIFY(shown.settle(test::fakeFrame(shown.layout, 0.0, 1)));
    const QImage before = shown.view.picture().copy();
    QVERIFY(shown.settle(test::fakeFrame(shown.layout, 1.0, 2)));
    QVERIFY(before != shown.view.picture());
  }

  void nothingIsDrawnWhileNothingChanges() {
    Shown shown;
    QVERIFY(shown.settle(test::fakeFrame(shown.layout)));
    // one finer picture comes when all has been at rest for a while
    QSignalSpy drawn(&shown.view, &CampusView::frameDrawn);
    QTRY_COMPARE_WITH_TIMEOUT(drawn.size(), 1, patienceMs);
    QTest::qWait(900);
    QCOMPARE(drawn.size(), 1);
  }

  void draggingTurnsTheCameraAboutThePlaceUnderThePointer() {
    Shown shown;
    QVERIFY(shown.settle(test::fakeFrame(shown.layout)));
    const PlacedRack& rack = shown.layout->racks[5];
    const QPoint place = onScreen(shown.view, lidOf(rack));
    QTest::mousePress(&shown.view, Qt::LeftButton, {}, place);
    QTest::mouseMove(&shown.view, place + QPoint(60, 10));
    QTest::mouseRelease(&shown.view, Qt::LeftButton, {}, place + QPoint(60, 10));
    QVERIFY(test::isNear(shown.view.camera().azimuthDeg, -24.0 + 60 * 0.28, 0.5));
    const QPoint after = onScreen(shown.view, lidOf(rack));
    QVERIFY((after - place).manhattanLength() <= 6);
    QVERIFY(!shown.view.selection());
  }

  void theWheelZoomsToThePointer() {
    Shown shown;
    QVERIFY(shown.settle(test::fakeFrame(shown.layout)));
    const PlacedRack& rack = shown.layout->racks[100];
    const QPoint place = onScreen(shown.view, lidOf(rack));
    const double before = shown.view.camera().distanceM;
    QWheelEvent wheel(place, shown.view.mapToGlobal(place), {}, QPoint(0, 360), Qt::NoButton, {}, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&shown.view, &wheel);
    QVERIFY(shown.view.camera().distanceM < 0.7 * before);
    QVERIFY((onScreen(shown.view, lidOf(rack)) - place).manhattanLength() <= 4);
  }

  void motionIsDrawnSmallerAndRestInFull() {
    Shown shown({1280, 800});
    QVERIFY(shown.settle(test::fakeFrame(shown.layout)));
    // the first picture of a layout takes longer than those after it
    for (std::uint64_t n = 2; n <= 4; ++n) QVERIFY(shown.settle(test::fakeFrame(shown.layout, 0.5, n)));
    if (shown.stats.drawMs < 33.0) QSKIP("this machine draws full pictures fast enough in motion too");
    QSignalSpy drawn(&shown.view, &CampusView::frameDrawn);
    QTest::keyClick(&shown.view, Qt::Key_Right);
    // a finer picture of before may still arrive first
    const auto isSmall = [](const QList<QVariant>& one) { return one.at(0).value<DrawStats>().width == 640; };
    QTRY_VERIFY_WITH_TIMEOUT(std::any_of(drawn.begin(), drawn.end(), isSmall), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(drawn.last().at(0).value<DrawStats>().width == 1280, patienceMs);
  }

  void aSelectionIsKeptByIdWhenTheLayoutChanges() {
    Shown shown;
    QVERIFY(shown.settle(test::fakeFrame(shown.layout)));
    const auto ref = shown.layout->find("H2/R1-03");
    QVERIFY(ref.has_value());
    shown.view.setSelection(*ref);
    const LayoutPtr longer = test::fakeLayout({.rowsPerHall = 4, .racksPerRow = 12}, 2);
    QVERIFY(shown.settle(test::fakeFrame(longer, 0.5, 2)));
    QCOMPARE(longer->idOf(*shown.view.selection()), std::string("H2/R1-03"));
  }

  void namedViewsAndOverlaysAreRefusedWhenUnknown() {
    Shown shown;
    QVERIFY(!shown.view.setNamedView("campus"));  // nothing to look at yet
    QVERIFY(shown.settle(test::fakeFrame(shown.layout)));
    QVERIFY(shown.view.setNamedView("H3"));
    QVERIFY(!shown.view.setNamedView("moon"));
    QVERIFY(shown.view.setOverlay("rack-power"));
    QVERIFY(!shown.view.setOverlay("moon"));
    QCOMPARE(shown.view.overlay(), std::string_view("rack-power"));
  }

  void aScaleKeepsItsEndsUntilItIsToldToFollow() {
    Shown shown;
    auto frame = test::fakeFrame(shown.layout);
    QVERIFY(shown.settle(frame));
    QVERIFY(shown.view.setOverlay("rack-power"));
    QCOMPARE(shown.view.range(), (OverlayRange{0.0, 140.0}));
    shown.view.setRange(OverlayRange{10.0, 50.0});
    QVERIFY(shown.view.setOverlay("chip-temperature"));
    QCOMPARE(shown.view.range(), (OverlayRange{30.0, 95.0}));
    QVERIFY(shown.view.setOverlay("rack-power"));
    QCOMPARE(shown.view.range(), (OverlayRange{10.0, 50.0}));
    shown.view.setRange(OverlayRange{50.0, 10.0});  // no scale
    QCOMPARE(shown.view.range(), (OverlayRange{10.0, 50.0}));
    shown.view.setRangeMode(RangeMode::follows);
    QCOMPARE(shown.view.range(), rangeIn(*frame, *findOverlay("rack-power")));
    shown.view.setRange(std::nullopt);
    shown.view.setRangeMode(RangeMode::fixed);
    QCOMPARE(shown.view.range(), (OverlayRange{0.0, 140.0}));
  }

  void aGhostIsPaintedOverThePicture() {
    Shown shown;
    QVERIFY(shown.settle(test::fakeFrame(shown.layout)));
    shown.view.setCamera(*cameraOf(*shown.layout, "H1", 1.6));
    QVERIFY(shown.settle(test::fakeFrame(shown.layout, 0.5, 2)));
    const Box hall = shown.layout->halls[0].box;
    const Vec3 c = hall.centre();
    const QPoint place = onScreen(shown.view, {c.x, c.y, hall.min.z + 2.3});
    const QRgb before = shown.view.grab().toImage().pixel(place);
    shown.view.setGhosts({{{c.x - 3, c.y - 3, hall.min.z}, {c.x + 3, c.y + 3, hall.min.z + 2.3}}});
    const QRgb after = shown.view.grab().toImage().pixel(place);
    QVERIFY(before != after);
    QVERIFY(qBlue(after) - qRed(after) > qBlue(before) - qRed(before));
    shown.view.setGhosts({});
    const QRgb gone = shown.view.grab().toImage().pixel(place);
    QVERIFY(std::abs(qBlue(gone) - qBlue(before)) < 12 && std::abs(qRed(gone) - qRed(before)) < 12);
  }

  void theViewCubeTurnsToTheSideThatIsClicked() {
    Shown shown;
    QVERIFY(shown.settle(test::fakeFrame(shown.layout)));
    // the cube's middle is its top face as seen from above
    const QPoint middle(640 - 14 - 36, 14 + 36);
    QTest::mouseClick(&shown.view, Qt::LeftButton, {}, middle - QPoint(0, 12));
    QVERIFY(test::isNear(shown.view.camera().elevationDeg, 89.9, 0.01));
    QVERIFY(!shown.view.selection());
  }

  void twentyViewsComeAndGo() {
    const auto frame = test::fakeFrame(test::fakeLayout());
    for (int k = 0; k < 20; ++k) {
      CampusView view;
      view.resize(200, 120);
      static_cast<QWidget&>(view).show();
      view.show(frame);
      // some die before their first picture
      if (k % 2 == 0) QTRY_VERIFY_WITH_TIMEOUT(!view.picture().isNull(), patienceMs);
    }
  }

  // PLENUM_PICTURES=folder writes the widget as a person sees it
  void aPictureOfTheWidgetForTheEye() {
    const QByteArray folder = qgetenv("PLENUM_PICTURES");
    if (folder.isEmpty()) QSKIP("PLENUM_PICTURES is not set");
    const bool isChinese = qgetenv("PLENUM_LANGUAGE") == "zh";
    QFile file(QString::fromStdString(
        (test::sourceDir() / "assets/language" / (isChinese ? "zh" : "en") / "overlays.json").string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject texts = QJsonDocument::fromJson(file.readAll()).object();
    Shown shown({1280, 800});
    shown.view.setSentences(
        [texts](const std::string& id) { return texts.value(QString::fromStdString(id)).toString(); });
    shown.view.setLanguage(isChinese);
    if (isChinese) shown.view.setTheme(ViewTheme::light());
    auto frame = test::fakeFrame(shown.layout);
    frame->halls.itPowerW.assign(4, 1.62e6f);
    frame->circuits.supplyC.assign(1, 18.2f);
    QVERIFY(shown.settle(frame));
    QVERIFY(shown.view.setNamedView("H2"));
    shown.view.setSelection(*shown.layout->find("H2/R2-07"));
    QSignalSpy drawn(&shown.view, &CampusView::frameDrawn);
    QTRY_VERIFY_WITH_TIMEOUT(drawn.size() >= 2, patienceMs);
    QTest::mouseMove(&shown.view, onScreen(shown.view, lidOf(shown.layout->racks[42])));
    QVERIFY(shown.view.grab().save(QString::fromUtf8(folder) + (isChinese ? "/widget-zh.png" : "/widget-en.png")));
  }

  void itSaysWhatItIsToAReader() {
    CampusView view;
    QVERIFY(!view.accessibleName().isEmpty());
    QVERIFY(!view.accessibleDescription().isEmpty());
  }
};

PLENUM_TEST_WITH(QApplication, CampusViewTest)
#include "CampusViewTest.moc"
