// SPDX-License-Identifier: Apache-2.0
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <algorithm>

#include "overlays/Overlay.h"
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

PLENUM_TEST_WITH(QGuiApplication, LegendTest)
#include "LegendTest.moc"
