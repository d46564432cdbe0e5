// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QWheelEvent>

#include "scene/Views.h"
#include "support/FakeCampus.h"
#include "support/Test.h"
#include "viewport/CampusView.h"

using namespace plenum;

/// Home is the campus in what the panels over the picture leave free, whatever becomes of the window.
class CampusHomeTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void hallsAndPlantLieBesideTheLegendAndBelowTheBar();
  void aPictureOfAnotherSizeIsOfTheSamePlace();
  void whoHasMovedTheEyeIsLeftWhereHeIs();
};

namespace {

const QRect bar(12, 12, 240, 28);

struct Home {
  LayoutPtr layout = test::fakeLayout();
  CampusView view;
  explicit Home(QSize size = {1050, 400}) {
    view.resize(size);
    view.setMotionReduced(true);
    view.keepClear(bar);
    static_cast<QWidget&>(view).show();
    view.show(test::fakeFrame(layout));
  }
  /// What is seen of halls and machines, in pixels.
  QRectF works() const {
    const Projection through{view.camera(), double(view.width()), double(view.height())};
    QRectF all;
    const auto add = [&](const Box& box) {
      for (int k = 0; k < 8; ++k)
        if (const auto at = through.project(
                {k & 1 ? box.max.x : box.min.x, k & 2 ? box.max.y : box.min.y, k & 4 ? box.max.z : box.min.z}))
          all |= QRectF(at->x, at->y, 0.01, 0.01);
    };
    for (const PlacedHall& hall : layout->halls) add(hall.box);
    for (const auto& tower : layout->towers) add(tower.box);
    return all;
  }
};

}  // namespace

void CampusHomeTest::hallsAndPlantLieBesideTheLegendAndBelowTheBar() {
  const Home home;
  const QRectF works = home.works();
  constexpr double legendPx = 120.0;  // it is wider than that
  QVERIFY2(works.left() > legendPx, qPrintable(QString::number(works.left())));
  QVERIFY2(works.top() > bar.bottom(), qPrintable(QString::number(works.top())));
  QVERIFY(works.right() < home.view.width() && works.bottom() < home.view.height());
  // and no smaller than that
  QVERIFY(works.width() > 0.4 * home.view.width() || works.height() > 0.6 * home.view.height());
}

void CampusHomeTest::aPictureOfAnotherSizeIsOfTheSamePlace() {
  Home home;
  for (const QSize size : {QSize(1600, 500), QSize(500, 900), QSize(1050, 400)}) {
    home.view.resize(size);
    QTRY_COMPARE(home.view.size(), size);
    const QRectF works = home.works();
    QVERIFY(QRectF(home.view.rect()).contains(works));
    QVERIFY(works.width() > 0.3 * size.width() || works.height() > 0.5 * size.height());
  }
}

void CampusHomeTest::whoHasMovedTheEyeIsLeftWhereHeIs() {
  Home home;
  QWheelEvent wheel(QPointF(500, 200), home.view.mapToGlobal(QPointF(500, 200)), {}, QPoint(0, 240), Qt::NoButton,
                    Qt::NoModifier, Qt::NoScrollPhase, false);
  QApplication::sendEvent(&home.view, &wheel);
  const Camera mine = home.view.camera();
  home.view.resize(1600, 500);
  QTRY_COMPARE(home.view.width(), 1600);
  QVERIFY(home.view.camera() == mine);
  // and Home takes him back
  QVERIFY(home.view.setNamedView("campus"));
  QVERIFY(!(home.view.camera() == mine));
  const Camera wide = home.view.camera();
  home.view.resize(900, 500);
  QTRY_COMPARE(home.view.width(), 900);
  QVERIFY(!(home.view.camera() == wide));
}

PLENUM_TEST_WITH(QApplication, CampusHomeTest)
#include "CampusHomeTest.moc"
