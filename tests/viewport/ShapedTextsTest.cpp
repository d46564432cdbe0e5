// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

#include "support/Test.h"
#include "viewport/ShapedTexts.h"

using namespace plenum;

namespace {

QImage lettered(const QString& text, Qt::Alignment alignment, ShapedTexts* shaped) {
  QImage image(240, 30, QImage::Format_RGB32);
  image.fill(Qt::black);
  QPainter painter(&image);
  QFont font = painter.font();
  font.setPixelSize(12);
  painter.setFont(font);
  painter.setPen(Qt::white);
  const QRectF place(10, 5, 220, 20);
  shaped ? shaped->write(painter, place, alignment, text) : painter.drawText(place, alignment | Qt::AlignVCenter, text);
  return image;
}

/// Columns from the first to the last that are written on, and how much ink there is.
std::array<int, 3> inkOf(const QImage& image) {
  std::array<int, 3> out{image.width(), 0, 0};
  for (int x = 0; x < image.width(); ++x)
    for (int y = 0; y < image.height(); ++y)
      if (qGray(image.pixel(x, y)) > 60) out = {std::min(out[0], x), std::max(out[1], x), out[2] + 1};
  return out;
}

}  // namespace

/// Words that are kept are written as if they were not, and are found once.
class ShapedTextsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void writtenWhereADrawnTextWouldStand() {
    ShapedTexts shaped;
    for (const Qt::Alignment alignment : {Qt::AlignLeft, Qt::AlignHCenter, Qt::AlignRight})
      for (const QString text : {QStringLiteral("Rack H1/R3-07"), QStringLiteral("机柜 H1/R3-07")}) {
        const auto drawn = inkOf(lettered(text, alignment, nullptr)), kept = inkOf(lettered(text, alignment, &shaped));
        QVERIFY2(std::abs(drawn[0] - kept[0]) <= 1 && std::abs(drawn[1] - kept[1]) <= 1,
                 qPrintable(QStringLiteral("%1 %2, %3 %4").arg(drawn[0]).arg(kept[0]).arg(drawn[1]).arg(kept[1])));
        QVERIFY(kept[2] > 100 && std::abs(drawn[2] - kept[2]) <= drawn[2] / 5);
      }
  }

  void aWordIsFoundOnceForEachFont() {
    ShapedTexts shaped;
    QFont font = QApplication::font();
    font.setPixelSize(12);
    const double wide = shaped.width(font, QStringLiteral("CDU 4"));
    QVERIFY(test::isNear(wide, QFontMetricsF(font).horizontalAdvance(QStringLiteral("CDU 4")), 1.0));
    for (int k = 0; k < 5; ++k) (void)shaped.width(font, QStringLiteral("CDU 4"));
    QCOMPARE(shaped.found(), 1);
    font.setPixelSize(24);
    QVERIFY(shaped.width(font, QStringLiteral("CDU 4")) > 1.5 * wide);
    QCOMPARE(shaped.found(), 2);
  }

  void whatIsNoLongerWrittenIsLetGo() {
    ShapedTexts shaped;
    QFont font = QApplication::font();
    font.setPixelSize(12);
    for (int k = 0; k < 5 * ShapedTexts::mostKept; ++k) {
      (void)shaped.width(font, QString::number(k) + QStringLiteral(" kW"));
      (void)shaped.width(font, QStringLiteral("Hall 1"));
      QVERIFY(shaped.kept() <= 2 * ShapedTexts::mostKept);
    }
    // what is written all the time stays
    QCOMPARE(shaped.found(), 5 * ShapedTexts::mostKept + 1);
  }
};

PLENUM_TEST_WITH(QApplication, ShapedTextsTest)
#include "ShapedTextsTest.moc"
