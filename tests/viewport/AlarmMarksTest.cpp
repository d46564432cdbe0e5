// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QPainter>
#include <cmath>

#include "scene/Views.h"
#include "support/FakeCampus.h"
#include "support/Test.h"
#include "viewport/Marks.h"

using namespace plenum;

/// Standing alarms over the 3D view: each where its thing is, told by shape as well as by colour.
class AlarmMarksTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aMarkStandsOverItsThingInTheColourOfItsPriority_data();
  void aMarkStandsOverItsThingInTheColourOfItsPriority();
  void everyPriorityHasAShapeOfItsOwn();
  void marksStandOutOfTheirRimInEveryTheme();
  void whatIsAcknowledgedIsHollow();
  void onlyTheUrgentArePointedAtFromTheEdge();
  void whatIsTakenAwayHasNoMark();
  void whatLiesUnderThePanelIsPointedAtFromBesideIt();
};

namespace {

constexpr int marksWide = 640, marksHigh = 400;
const QRgb ground = qRgb(1, 2, 3);

struct MarkedPicture {
  LayoutPtr layout = test::fakeLayout();
  std::shared_ptr<Frame> frame = test::fakeFrame(layout);
  ViewTheme theme = ViewTheme::dark();
  Sentences say = [](const std::string& id) { return QString::fromStdString(id); };
  EntityRef thing{Kind::rack, 15, 0};
  Projection view{cameraOn(*layout, thing, *cameraOf(*layout, "campus", 1.6), 1.6), marksWide, marksHigh};

  void alarm(EntityRef entity, int priority, bool isAcknowledged = false) {
    ActiveAlarm one;
    one.alarm = frame->alarms.size() + 1;
    one.priority = priority;
    one.entity = entity;
    one.entityId = layout->idOf(entity);
    one.isAcknowledged = isAcknowledged;
    frame->alarms.push_back(one);
  }
  QImage painted(const Layout& seen, const QRectF& taken = {}) const {
    QImage image(marksWide, marksHigh, QImage::Format_RGB32);
    image.fill(ground);
    QPainter painter(&image);
    paintAlarms(painter, Annotations{theme, say}, view, *frame, seen, QRectF(0, 0, marksWide, marksHigh), taken);
    return image;
  }
  QImage painted() const { return painted(*layout); }
};

QRect marked(const QImage& image) {
  QRect all;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      if (image.pixel(x, y) != ground) all |= QRect(x, y, 1, 1);
  return all;
}
int pixelsOf(const QImage& image, QColor colour) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) count += image.pixel(x, y) == colour.rgb();
  return count;
}

}  // namespace

void AlarmMarksTest::aMarkStandsOverItsThingInTheColourOfItsPriority_data() {
  QTest::addColumn<int>("priority");
  for (const int priority : {1, 2, 3}) QTest::addRow("%d", priority) << priority;
}
void AlarmMarksTest::aMarkStandsOverItsThingInTheColourOfItsPriority() {
  QFETCH(int, priority);
  MarkedPicture picture;
  picture.alarm(picture.thing, priority);
  const QImage image = picture.painted();
  const QRect mark = marked(image);
  QVERIFY(mark.isValid() && mark.width() < 40 && mark.height() < 40);
  const Box box = picture.layout->boxOf(picture.thing);
  const auto top = picture.view.project({box.centre().x, box.centre().y, box.max.z});
  QVERIFY(top);
  QVERIFY2(std::abs(mark.center().x() - top->x) < 4 && mark.center().y() < top->y && mark.center().y() > top->y - 40,
           qPrintable(QStringLiteral("%1, %2").arg(mark.center().x()).arg(mark.center().y())));
  for (const int other : {1, 2, 3})
    QCOMPARE(pixelsOf(image, picture.theme.priority[static_cast<std::size_t>(other - 1)]) > 60, other == priority);
}

void AlarmMarksTest::everyPriorityHasAShapeOfItsOwn() {
  // without colour: what of the mark's middle row and of its upper left corner is covered
  QStringList shapes;
  for (const int priority : {1, 2, 3}) {
    MarkedPicture picture;
    picture.theme.priority = {Qt::white, Qt::white, Qt::white};
    picture.alarm(picture.thing, priority);
    const QImage image = picture.painted();
    const QRect mark = marked(image);
    QString shape;
    for (int y = 0; y < 4; ++y)
      for (int x = 0; x < 4; ++x)
        shape += image.pixel(mark.left() + mark.width() * (2 * x + 1) / 8,
                             mark.top() + mark.height() * (2 * y + 1) / 8) == QColor(Qt::white).rgb()
                     ? QLatin1Char('#')
                     : QLatin1Char('.');
    shapes << shape;
  }
  QVERIFY2(shapes[0] != shapes[1] && shapes[1] != shapes[2] && shapes[0] != shapes[2],
           qPrintable(shapes.join(QLatin1Char(' '))));
}

/// 3 : 1 for marks (WCAG 2.1, 1.4.11), and 7 : 1 where high contrast is asked for.
void AlarmMarksTest::marksStandOutOfTheirRimInEveryTheme() {
  const auto luminance = [](const QColor& c) {
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
  };
  const auto contrast = [&](const QColor& a, const QColor& b) {
    const double high = std::max(luminance(a), luminance(b)), low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
  };
  for (const ViewTheme& theme : {ViewTheme::dark(), ViewTheme::light(), ViewTheme::contrast()}) {
    const double least = theme.panel.alpha() == 255 ? 7.0 : 3.0;
    for (const QColor& mark : theme.priority)
      QVERIFY2(contrast(mark, theme.panel) >= least,
               qPrintable(mark.name() + QString::number(contrast(mark, theme.panel))));
    QVERIFY(contrast(theme.accent, theme.panel) >= least);
    QVERIFY(contrast(theme.text, theme.panel) >= 7.0);
    QVERIFY(contrast(theme.dim, theme.panel) >= 4.5);
  }
}

void AlarmMarksTest::whatIsAcknowledgedIsHollow() {
  MarkedPicture standing, acknowledged;
  standing.alarm(standing.thing, 1);
  acknowledged.alarm(acknowledged.thing, 1, true);
  const QImage full = standing.painted(), hollow = acknowledged.painted();
  QCOMPARE(marked(full), marked(hollow));
  QVERIFY(pixelsOf(hollow, standing.theme.priority[0]) < pixelsOf(full, standing.theme.priority[0]) / 2);
  QVERIFY(hollow.pixel(marked(hollow).center()) != full.pixel(marked(full).center()));
}

void AlarmMarksTest::onlyTheUrgentArePointedAtFromTheEdge() {
  // beside the buildings, far outside the picture of one rack
  for (const int priority : {1, 2, 3}) {
    MarkedPicture picture;
    const EntityRef far{Kind::tower, 0, 0};
    const Box box = picture.layout->boxOf(far);
    const auto at = picture.view.project(box.centre());
    QVERIFY(!at || !QRectF(0, 0, marksWide, marksHigh).contains(QPointF(at->x, at->y)));
    picture.alarm(far, priority);
    const QRect mark = marked(picture.painted());
    QCOMPARE(mark.isValid(), priority <= 2);
    if (!mark.isValid()) continue;
    const QRect inner(60, 60, marksWide - 120, marksHigh - 120);
    QVERIFY(!inner.contains(mark.center()));
  }
}

void AlarmMarksTest::whatIsTakenAwayHasNoMark() {
  MarkedPicture picture;
  picture.alarm(picture.thing, 1);
  Layout seen = *picture.layout;
  seen.racks[picture.thing.index].box = {};
  QVERIFY(!marked(picture.painted(seen)).isValid());
}

void AlarmMarksTest::whatLiesUnderThePanelIsPointedAtFromBesideIt() {
  MarkedPicture picture;
  picture.alarm(picture.thing, 1);
  const QRect free = marked(picture.painted());
  QVERIFY(!free.isEmpty());
  // a panel over the mark, whose right side is nearer than its top
  const QRectF panel(free.left() - 80, free.top() - 120, 80 + free.width() + 10, 160);
  const QImage image = picture.painted(*picture.layout, panel);
  const QRect now = marked(image);
  QVERIFY(!now.isEmpty());
  QVERIFY2(!panel.contains(QRectF(now)), qPrintable(QStringLiteral("%1 … %2").arg(now.left()).arg(now.right())));
  QVERIFY(now.left() >= panel.right() - 8 && now.left() <= panel.right() + 30);
}

PLENUM_TEST_WITH(QApplication, AlarmMarksTest)
#include "AlarmMarksTest.moc"
