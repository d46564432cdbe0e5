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

  void theLegendListsEverySignThatIsDrawnAndNoOther() {
    const auto signsOf = [](const LayoutPtr& layout) {
      QStringList asked;
      HallDrawingOptions options;
      options.say = [&asked](const Text& text) {
        asked << QString::fromStdString(text.id);
        return QString::fromStdString(text.id);
      };
      const auto drawing = HallDrawing::of(layout, 0, options);
      QImage sheet(800, 600, QImage::Format_RGB32);
      QPainter painter(&sheet);
      drawing->paint(painter);
      return asked;
    };
    const QStringList drawn{"drawing.exit", "drawing.loadingDoor", "drawing.wayOut", "drawing.kept", "drawing.area"};
    const QStringList bare = signsOf(SmallSite().layout());
    for (const QString& sign : drawn) QVERIFY2(!bare.contains(sign), qPrintable(sign));
    SmallSite small;
    small.design.doors = {{"E1", HallDoor::Use::exit, {6, 0}, {1.5}}, {"E2", HallDoor::Use::loading, {0, 5}, {2.4}}};
    small.draft.dimensions = {
        {"D1", DimensionSpec::Kind::distance, {{"H1", {1, 1, 0}}, {"H1", {4, 1, 0}}}},
        {"D2", DimensionSpec::Kind::area, {{"H1", {1, 1, 0}}, {"H1", {4, 1, 0}}, {"H1", {4, 3, 0}}}}};
    const QStringList full = signsOf(small.layout());
    for (const QString& sign : drawn) QVERIFY2(full.contains(sign), qPrintable(sign));
  }

  void theWayOutIsDrawnWhereItIsJudged() {
    SmallSite small;
    small.design.doors = {{"E1", HallDoor::Use::exit, {0, 5}, {1.5}}};
    const auto layout = small.layout();
    const auto drawing = HallDrawing::of(layout, 0, {});
    const auto way = longestWayOut(*layout, 0);
    QVERIFY(drawing && drawing->wayOut() && way);
    QCOMPARE(drawing->wayOut()->metres, way->metres);
    QCOMPARE(drawing->wayOut()->door, std::string("H1/E1"));
  }

  void refusesWhatDoesNotFit() {
    const auto layout = SmallSite().layout();
    HallDrawingOptions options;
    options.paper = "A4";
    options.scale = 10;
    const auto tooLarge = HallDrawing::of(layout, 0, options);
    QVERIFY(!tooLarge);
    QCOMPARE(tooLarge.problems().front().what.id, std::string("drawing.scale"));
    QCOMPARE(tooLarge.problems().front().what.arguments.front().second, std::string("10"));
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
    QVERIFY(xml.readNextStartElement());
    // the sheet's own size: a scale of 1 : N holds for what is printed from it
    const QString width = xml.attributes().value("width").toString();
    QVERIFY2(width.endsWith("mm"), qPrintable(width));
    QVERIFY2(std::abs(width.chopped(2).toDouble() - 420) < 0.5, qPrintable(width));
    while (!xml.atEnd()) xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));

    const QImage picture(folder.filePath("hall.png"));
    QVERIFY(!picture.isNull());
    const double pictureMm = 1000.0 * picture.width() / picture.dotsPerMeterX();
    QVERIFY2(std::abs(pictureMm - 420) < 0.5, qPrintable(QString::number(pictureMm)));
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
