// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <set>

#include "board/PictureRows.h"
#include "board/ReportPaper.h"
#include "io/Files.h"
#include "report/SmallReport.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;
namespace report = plenum::plan::report;

namespace {

/// One language of the small report, with all of its pictures.
struct Paper {
  io::Language language;
  views::Look look;
  SmallReport small;
  report::Report report;
  std::vector<std::pair<std::string, std::unique_ptr<const views::Picture>>> pictures;

  explicit Paper(const char* code, const SmallReport& of = SmallReport())
      : language(*io::Language::read(code)), small(of), report(small.report()) {
    look.theme.loadFonts(QString::fromStdString((io::assetsDir() / "fonts").string()));
    look.format.setLanguage(QString::fromLatin1(code));
    look.words.speak(QString::fromLatin1(code), [this](const Text& text) { return language.say(text); });
    views::PlanSeen seen;
    seen.plan = std::make_shared<const plan::Plan>(small.plan);
    seen.option = small.plan.options.front();
    seen.ground = std::make_shared<const plan::Ground>(small.ground);
    seen.evaluation = std::make_shared<const plan::Evaluation>(small.evaluation);
    for (const plan::Option& option : small.plan.options)
      seen.all.push_back(std::make_shared<const plan::Evaluation>(evaluate(small.plan, option, small.ground)));
    seen.spread = std::make_shared<const plan::Spread>(small.spread);
    seen.drivers = small.drivers;
    for (const views::PictureRow& row : views::pictureRows()) pictures.emplace_back(row.id, row.of(seen));
  }
  views::ReportInk ink() const {
    views::ReportInk ink{tongueOf(language), look, {}, {}, {}};
    ink.sizeOf = [](const std::string& what) {
      for (const views::PictureRow& row : views::pictureRows())
        if (what == row.id) return QSizeF(row.size);
      return QSizeF();
    };
    ink.paint = [this](const std::string& what, QPainter& painter, const QRectF& area) {
      for (const auto& [id, picture] : pictures)
        if (id == what) {
          picture->paint(painter, area, views::paperStyle(look));
          return true;
        }
      return false;
    };
    return ink;
  }
};

/// What a person reads of a page of HTML.
QString readable(const QByteArray& html) {
  QString text = QString::fromUtf8(html);
  text.remove(
      QRegularExpression(QStringLiteral("<(style|head)>.*?</\\1>"), QRegularExpression::DotMatchesEverythingOption));
  text.remove(QRegularExpression(QStringLiteral("^.*<body>"), QRegularExpression::DotMatchesEverythingOption));
  text.replace(QRegularExpression(QStringLiteral("<[^>]*>")), QStringLiteral(" "));
  return text;
}

std::set<QString> numbersIn(const QString& text) {
  std::set<QString> out;
  auto found = QRegularExpression(QStringLiteral("[0-9][0-9.,:-]*")).globalMatch(text);
  while (found.hasNext()) out.insert(found.next().captured());
  return out;
}

}  // namespace

class ReportPaperTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyNumberOfThePageIsOneOfTheModel_data();
  void everyNumberOfThePageIsOneOfTheModel();
  void nothingIsLoadedFromElsewhere();
  void namesCannotBecomeMarkup();
  void picturesAreInThePage();
  void wordsInPicturesKeepTheirWidthWithoutOurFace();
  void pagesAreNumberedAndFingerprinted_data();
  void pagesAreNumberedAndFingerprinted();
  void fontsAreEmbedded();
  void theBoardsSummaryFillsNoMoreThanThePagesBefore();
  void whatCannotBeWrittenIsTold();
  void aVeryLongNameStaysOnThePage();
};

void ReportPaperTest::everyNumberOfThePageIsOneOfTheModel_data() {
  QTest::addColumn<QString>("code");
  QTest::newRow("English") << QStringLiteral("en");
  QTest::newRow("Chinese") << QStringLiteral("zh");
}

void ReportPaperTest::everyNumberOfThePageIsOneOfTheModel() {
  QFETCH(QString, code);
  const Paper paper(code.toLatin1().constData());
  const report::Tongue tongue = tongueOf(paper.language);
  QString model = QString::fromStdString(report::shown(report::Cell(paper.report.plan), tongue) + " " +
                                         report::shown(report::Cell(paper.report.option), tongue) + " " +
                                         report::shown(report::Cell(paper.report.site), tongue) + " " +
                                         paper.report.fingerprint + " " + textOf(paper.report.made));
  const auto add = [&](const std::string& text) { model += QLatin1Char(' ') + QString::fromStdString(text); };
  for (const report::Section& section : paper.report.sections) {
    add(tongue.say(section.title));
    for (const report::Part& part : section.parts) {
      if (const auto* paragraph = std::get_if<report::Paragraph>(&part)) add(tongue.say(paragraph->text));
      if (const auto* place = std::get_if<report::PicturePlace>(&part)) add(tongue.say(place->caption));
      const auto* table = std::get_if<report::Table>(&part);
      if (!table) continue;
      add(tongue.say(table->title));
      if (!table->note.id.empty()) add(tongue.say(table->note));
      for (const report::Column& column : table->columns) add(shown(column, tongue));
      for (const auto& row : table->rows)
        for (const report::Cell& cell : row) add(shown(cell, tongue));
    }
  }
  const std::set<QString> known = numbersIn(model), seen = numbersIn(readable(htmlOf(paper.report, paper.ink())));
  QVERIFY(seen.size() > 150);
  for (const QString& number : seen) QVERIFY2(known.count(number) > 0, qPrintable(number));
}

void ReportPaperTest::nothingIsLoadedFromElsewhere() {
  const Paper paper("en");
  const QString html = QString::fromUtf8(htmlOf(paper.report, paper.ink()));
  QVERIFY(!html.contains(QStringLiteral("<script"), Qt::CaseInsensitive));
  QVERIFY(!html.contains(QStringLiteral("<link"), Qt::CaseInsensitive));
  QVERIFY(!html.contains(QStringLiteral("url("), Qt::CaseInsensitive));
  auto sources = QRegularExpression(QStringLiteral("(src|href)=\"([^\"]*)\"")).globalMatch(html);
  int count = 0;
  while (sources.hasNext()) {
    const QString to = sources.next().captured(2);
    ++count;
    QVERIFY2(to.startsWith(QStringLiteral("data:image/")) || to.startsWith(QLatin1Char('#')), qPrintable(to.left(60)));
  }
  QVERIFY(count > 20);
  QVERIFY(html.contains(QStringLiteral("default-src 'none'")));
}

void ReportPaperTest::namesCannotBecomeMarkup() {
  SmallReport small;
  const char* wicked = "<script>alert(1)</script>\"'&<b> %1 %99 {chips} =cmd|'/c calc'!A1";
  small.plan.name = {wicked, wicked};
  small.plan.options.front().name = {wicked, wicked};
  plan::Phase& phase = small.plan.options.front().phases.front();
  phase.name = {wicked, wicked};
  phase.gates.front().evidence = {wicked};
  phase.risks.front().name = {wicked, wicked};
  small.work();
  const Paper paper("en", small);
  const QString html = QString::fromUtf8(htmlOf(paper.report, paper.ink()));
  QVERIFY(!html.contains(QStringLiteral("<script"), Qt::CaseInsensitive));
  QVERIFY(!html.contains(QStringLiteral("<b>")));
  QVERIFY(html.contains(QStringLiteral("&lt;script&gt;alert(1)&lt;/script&gt;")));
  QVERIFY(html.contains(QStringLiteral("%1 %99 {chips}")));
}

void ReportPaperTest::picturesAreInThePage() {
  const Paper paper("zh");
  const QString html = QString::fromUtf8(htmlOf(paper.report, paper.ink()));
  std::size_t places = 0;
  for (const report::Section& section : paper.report.sections)
    for (const report::Part& part : section.parts)
      if (const auto* place = std::get_if<report::PicturePlace>(&part))
        places += !paper.ink().sizeOf(place->what).isEmpty();
  QVERIFY(places >= 8);
  QCOMPARE(std::size_t(html.count(QStringLiteral("data:image/svg+xml"))), places);
}

void ReportPaperTest::wordsInPicturesKeepTheirWidthWithoutOurFace() {
  const Paper paper("zh");
  const QString html = QString::fromUtf8(htmlOf(paper.report, paper.ink()));
  static const QRegularExpression picture(QStringLiteral("data:image/svg\\+xml;base64,([A-Za-z0-9+/=]+)"));
  int runs = 0;
  for (auto all = picture.globalMatch(html); all.hasNext();) {
    const QString svg = QString::fromUtf8(QByteArray::fromBase64(all.next().captured(1).toLatin1()));
    const auto wide = svg.count(QStringLiteral("textLength=\""));
    QCOMPARE(wide, svg.count(QStringLiteral("<text ")));
    runs += int(wide);
    QXmlStreamReader whole(svg);
    while (!whole.atEnd()) whole.readNext();
    QVERIFY2(!whole.hasError(), qPrintable(whole.errorString()));
  }
  QVERIFY(runs > 50);
}

void ReportPaperTest::pagesAreNumberedAndFingerprinted_data() { everyNumberOfThePageIsOneOfTheModel_data(); }

void ReportPaperTest::pagesAreNumberedAndFingerprinted() {
  QFETCH(QString, code);
  const Paper paper(code.toLatin1().constData());
  const QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("report.pdf"));
  QVERIFY(writeReportPdf(file, paper.report, paper.ink()).empty());
  QFile pdf(file);
  QVERIFY(pdf.open(QIODevice::ReadOnly));
  const QByteArray bytes = pdf.readAll();
  QVERIFY(bytes.startsWith("%PDF-") && bytes.trimmed().endsWith("%%EOF"));
  const views::ReportPages pages(paper.report, paper.ink());
  QVERIFY(pages.count() >= 8);
  QCOMPARE(bytes.count("/Type /Page\n"), qsizetype(pages.count()));
  for (const report::Section& section : paper.report.sections) QVERIFY(pages.pageOf(section.id) > 0);

  const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
  if (reader.isEmpty()) QSKIP("pdftotext is not installed: the text of the pages is not read back");
  QProcess process;
  process.start(reader, {QStringLiteral("-layout"), file, QStringLiteral("-")});
  QVERIFY(process.waitForFinished());
  QStringList texts = QString::fromUtf8(process.readAllStandardOutput())
                          .normalized(QString::NormalizationForm_KC)  // 小 is read back as the radical of its shape
                          .split(QLatin1Char('\f'));
  texts.removeLast();
  QCOMPARE(texts.size(), qsizetype(pages.count()));
  for (const QString& text : texts) QVERIFY(text.contains(QString::fromStdString(paper.report.fingerprint)));
  const QString name = QString::fromStdString(paper.report.plan.in(code == QStringLiteral("zh")));
  QVERIFY(texts.front().contains(name));
}

void ReportPaperTest::fontsAreEmbedded() {
  const Paper paper("zh");
  const QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("report.pdf"));
  QVERIFY(writeReportPdf(file, paper.report, paper.ink()).empty());
  QFile pdf(file);
  QVERIFY(pdf.open(QIODevice::ReadOnly));
  const QByteArray bytes = pdf.readAll();
  // every font that is described brings its glyphs along
  QVERIFY(bytes.count("/Type /FontDescriptor") > 0);
  QCOMPARE(bytes.count("/FontFile"), bytes.count("/Type /FontDescriptor"));
}

void ReportPaperTest::theBoardsSummaryFillsNoMoreThanThePagesBefore() {
  for (const char* code : {"en", "zh"}) {
    const Paper paper(code);
    const views::ReportPages pages(paper.report, paper.ink());
    QCOMPARE(pages.pageOf("board"), std::size_t(1));
    QCOMPARE(pages.pageOf("nothing"), std::size_t(0));
    QVERIFY(pages.pageOf("options") == 2 || pages.pageOf("options") == 3);  // one page, then contents
  }
}

void ReportPaperTest::whatCannotBeWrittenIsTold() {
  const Paper paper("en");
  const Problems problems = writeReportPdf(QStringLiteral("/nowhere/at/all/report.pdf"), paper.report, paper.ink());
  QCOMPARE(problems.size(), std::size_t(1));
  QCOMPARE(QString::fromStdString(problems.front().place.file), QStringLiteral("/nowhere/at/all/report.pdf"));
}

void ReportPaperTest::aVeryLongNameStaysOnThePage() {
  SmallReport small;
  const std::string endless(20'000, 'W');
  small.plan.name = {endless, endless};
  small.plan.options.front().phases.front().name = {endless, endless};
  small.work();
  const Paper paper("en", small);
  const views::ReportPages pages(paper.report, paper.ink());
  QVERIFY(pages.count() < 60);
  QImage image(QSize(794, 1123), QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  pages.paint(painter, 0);
  painter.end();
  for (int y = 0; y < image.height(); ++y) QCOMPARE(image.pixelColor(image.width() - 8, y), QColor(Qt::white));
}

PLENUM_TEST_WITH(QApplication, ReportPaperTest)
#include "ReportPaperTest.moc"
