// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QTemporaryDir>
#include <QXmlStreamReader>

#include "drawings/HallDrawing.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;
using views::HallDrawing;
using views::HallDrawingOptions;

class HallDrawingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theLargestUsualScaleThatFits() {
    const auto layout = SmallSite().layout();
    int before = 0;
    for (const char* paper : {"A0", "A1", "A2", "A3", "A4"}) {
      HallDrawingOptions options;
      options.paper = paper;
      const auto drawing = HallDrawing::of(layout, 0, options);
      QVERIFY2(drawing, paper);
      QVERIFY2(drawing->scale() >= before, "a smaller sheet cannot hold a larger scale");
      before = drawing->scale();
    }
  }

  void metresAreTrueToScale() {
    const auto layout = SmallSite().layout();
    HallDrawingOptions options;
    options.scale = 100;
    options.paper = "A2";
    const auto drawing = HallDrawing::of(layout, 0, options);
    QVERIFY(drawing);
    const QPointF a = drawing->onSheet(Vec2{10, 10}), b = drawing->onSheet(Vec2{13, 14});
    QVERIFY(test::isNear(b.x() - a.x(), 30.0, 1e-9));  // 3 m at 1 : 100
    QVERIFY(test::isNear(a.y() - b.y(), 40.0, 1e-9));  // north is up
  }

  void everythingLiesOnTheSheet() {
    const auto layout = SmallSite().layout();
    const auto drawing = HallDrawing::of(layout, 0, {});
    QVERIFY(drawing);
    for (const auto& thing : drawing->plan().things) {
      const QPointF low = drawing->onSheet(Vec2{thing.box.min.x, thing.box.min.y});
      const QPointF high = drawing->onSheet(Vec2{thing.box.max.x, thing.box.max.y});
      QVERIFY(QRectF(QPointF(20, 10), drawing->sizeMm() - QSizeF(30, 20)).contains(QRectF(low, high).normalized()));
    }
  }

  void refusesWhatDoesNotFit() {
    const auto layout = SmallSite().layout();
    HallDrawingOptions options;
    options.paper = "A4";
    options.scale = 10;
    const auto tooLarge = HallDrawing::of(layout, 0, options);
    QVERIFY(!tooLarge);
    QCOMPARE(tooLarge.problems().front().what.id, std::string("drawing.scale"));
    QVERIFY2(!tooLarge.problems().front().remedy.id.empty(), "it says which scale would do");
    options.paper = "Letter";
    const auto unknown = HallDrawing::of(layout, 0, options);
    QVERIFY(!unknown);
    QCOMPARE(unknown.problems().front().what.id, std::string("drawing.paper"));
  }

  void writesPdfSvgAndPicture() {
    const auto layout = SmallSite().layout();
    HallDrawingOptions options;
    options.date = QStringLiteral("2026-01-02");
    const auto drawing = HallDrawing::of(layout, 0, options);
    QVERIFY(drawing);
    QTemporaryDir folder;
    for (const char* ending : {"pdf", "svg", "png"}) {
      const QString file = folder.filePath(QStringLiteral("hall.") + QLatin1String(ending));
      QVERIFY2(drawing->write(file).empty(), ending);
      QVERIFY(QFile(file).size() > 2000);
    }
    QFile pdf(folder.filePath("hall.pdf"));
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.read(5) == "%PDF-");
    // A3 landscape in points, to a point
    const QByteArray all = pdf.readAll();
    const auto box = all.indexOf("/MediaBox");
    QVERIFY(box >= 0);
    const QList<QByteArray> numbers = all.mid(box + 11, 40).split(' ');
    QVERIFY(std::abs(numbers[2].toDouble() - 420 / 25.4 * 72) < 1.0);

    QFile svg(folder.filePath("hall.svg"));
    QVERIFY(svg.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&svg);
    while (!xml.atEnd()) xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));

    const QImage picture(folder.filePath("hall.png"));
    QVERIFY(!picture.isNull());
    int dark = 0;
    for (int y = 0; y < picture.height(); y += 3)
      for (int x = 0; x < picture.width(); x += 3) dark += qGray(picture.pixel(x, y)) < 128;
    QVERIFY2(dark > 500, "there is ink on it");
  }

  void anUnwritablePlaceIsSaid() {
    const auto drawing = HallDrawing::of(SmallSite().layout(), 0, {});
    QVERIFY(drawing);
    const QString nowhere = QStringLiteral("/no/such/folder/hall.pdf");
    QVERIFY(!drawing->write(nowhere).empty());
    QVERIFY(!QFile::exists(nowhere));
  }
};

PLENUM_TEST_WITH(QGuiApplication, HallDrawingTest)
#include "HallDrawingTest.moc"
