// SPDX-License-Identifier: Apache-2.0
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <algorithm>

#include "overlays/Overlay.h"
#include "support/FakeCampus.h"
#include "support/Test.h"
#include "viewport/Annotations.h"
#include "viewport/Lettering.h"

using namespace plenum;

/// The legend of colours, standing and lying.
class LegendTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theLyingScaleShowsBothEndsAndTheLimit();
  void manyKindsKeepToTheRoomThereIs();
  void coloursThatNothingInSightWearsAreNotExplained();
  void warmthIsCountedInFahrenheitWhereThatIsAsked();
};

namespace {

bool hasColour(const QImage& image, const QRect& in, const QColor& colour) {
  const auto near = [](int a, int b) { return std::abs(a - b) <= 6; };
  for (int y = in.top(); y <= in.bottom(); ++y)
    for (int x = in.left(); x <= in.right(); ++x) {
      const QColor c = image.pixelColor(x, y);
      if (near(c.red(), colour.red()) && near(c.green(), colour.green()) && near(c.blue(), colour.blue())) return true;
    }
  return false;
}

}  // namespace

void LegendTest::theLyingScaleShowsBothEndsAndTheLimit() {
  const ViewTheme theme;
  const Sentences say = [](const std::string& id) { return QString::fromStdString(id); };
  const Annotations look{theme, say};
  int limited = 0;
  for (const Overlay& overlay : overlays()) {
    QImage image(900, 240, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    const QRectF place = look.legendStrip(painter, QRectF(image.rect()), overlay);
    painter.end();
    QVERIFY2(QRectF(image.rect()).contains(place), std::string(overlay.id).c_str());
    // it leaves the picture above it
    QVERIFY(place.height() < 0.4 * image.height());
    if (overlay.states.empty()) {
      for (const double end : {0.02, 0.98})
        QVERIFY2(hasColour(image, place.toRect(), colourOf(overlay.map().at(end))), std::string(overlay.id).c_str());
    }
    if (overlay.states.empty() && overlay.limit) {
      ++limited;
      QVERIFY(hasColour(image, place.toRect(), look.theme.warning));
    }
  }
  QVERIFY(limited > 0);
}

// a legend higher than the picture would be left out whole
void LegendTest::manyKindsKeepToTheRoomThereIs() {
  const ViewTheme theme;
  const Sentences say = [](const std::string& id) { return QString::fromStdString(id); };
  Annotations look{theme, say};
  std::vector<Annotations::Swatch> many;
  for (int i = 0; i < 40; ++i) many.push_back({QColor::fromHsv(9 * i, 200, 200), QStringLiteral("job %1").arg(i)});
  const double few = look.swatchesSize(QStringLiteral("Jobs"), {many.begin(), many.begin() + 2}).height();
  for (const double room : {180.0, 260.0, 340.0}) {
    look.swatchesHighPx = room;
    const double high = look.swatchesSize(QStringLiteral("Jobs"), many).height();
    QVERIFY2(high <= room && high > few, qPrintable(QStringLiteral("%1 in %2").arg(high).arg(room)));
  }
}

// scale, pipes and what is read off a thing: all in the same degrees as the panels
void LegendTest::warmthIsCountedInFahrenheitWhereThatIsAsked() {
  const Overlay& chips = *findOverlay("chip-temperature");
  const Overlay warm = inFahrenheit(chips);
  QCOMPARE(warm.unit, std::string_view("°F"));
  QCOMPARE(warm.low, 1.8 * chips.low + 32.0);
  QCOMPARE(warm.high, 1.8 * chips.high + 32.0);
  QCOMPARE(*warm.limit, 1.8 * *chips.limit + 32.0);
  const Overlay apart = inFahrenheit(*findOverlay("difference-chip-temperature"));
  QCOMPARE(apart.unit, std::string_view("Δ°F"));
  QCOMPARE(apart.high, 18.0);
  QCOMPARE(apart.low, -18.0);
  QCOMPARE(inFahrenheit(*findOverlay("rack-power")).high, findOverlay("rack-power")->high);

  const auto frame = test::fakeFrame(test::fakeLayout());
  const Sentences say = [](const std::string& id) { return QString::fromStdString(id); };
  const EntityRef rack{Kind::rack, 0, 0};
  const QString celsius = valueOf(*frame, chips, rack, say), fahrenheit = valueOf(*frame, chips, rack, say, true);
  QVERIFY(celsius.endsWith(QStringLiteral(" °C")) && fahrenheit.endsWith(QStringLiteral(" °F")));
  const double c = celsius.section(QLatin1Char(' '), 0, 0).toDouble();
  QVERIFY(std::abs(fahrenheit.section(QLatin1Char(' '), 0, 0).toDouble() - (1.8 * c + 32.0)) < 0.2);

  const auto pictureOf = [&](bool isInFahrenheit, auto paint) {
    ViewTheme theme = ViewTheme::light();
    theme.isInFahrenheit = isInFahrenheit;
    QImage image(300, 300, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paint(painter, Annotations{theme, say}, QRectF(image.rect()));
    painter.end();
    return image;
  };
  const auto whole = [&](QPainter& p, const Annotations& a, const QRectF& in) { a.legend(p, in, chips); };
  const auto strip = [&](QPainter& p, const Annotations& a, const QRectF& in) { a.legendStrip(p, in, chips); };
  const auto pipes = [&](QPainter& p, const Annotations& a, const QRectF& in) { a.pipeLegend(p, in); };
  QVERIFY(pictureOf(false, whole) != pictureOf(true, whole));
  QVERIFY(pictureOf(false, strip) != pictureOf(true, strip));
  QVERIFY(pictureOf(false, pipes) != pictureOf(true, pipes));
}

void LegendTest::coloursThatNothingInSightWearsAreNotExplained() {
  const auto layout = test::fakeLayout();
  const auto frame = test::fakeFrame(layout);
  const Overlay& chips = *findOverlay("chip-temperature");
  QVERIFY(wornIn(*frame, chips, {}).isOverlay);
  std::vector<Box> roofs;
  for (const PlacedBuilding& building : layout->buildings) roofs.push_back(building.box);
  for (const PlacedHall& hall : layout->halls) roofs.push_back(hall.box);
  QVERIFY(!wornIn(*frame, chips, roofs).isOverlay);
  QVERIFY(wornIn(*frame, chips, roofs).arePipes);  // they run through the yard
  QVERIFY(wornIn(*frame, *findOverlay("coolant-supply"), roofs).isOverlay);
  // one hall that is open is enough
  auto open = roofs;
  std::erase_if(open, [&](const Box& box) {
    const Vec3 c = layout->racks.front().box.centre();
    return c.x > box.min.x && c.x < box.max.x && c.y > box.min.y && c.y < box.max.y;
  });
  QVERIFY(open.size() < roofs.size());
  QVERIFY(wornIn(*frame, chips, open).isOverlay);
}

PLENUM_TEST_WITH(QGuiApplication, LegendTest)
#include "LegendTest.moc"
