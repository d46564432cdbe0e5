// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QTemporaryDir>

#include "io/Csv.h"
#include "io/Files.h"
#include "io/ReportNote.h"
#include "io/Sheets.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

class SheetsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void cellsAreWhatTheyAre();
  void textCannotBecomeAFormula();
  void aTableIsReadBackAsItWasWritten();
  void aWorkbookIsAnArchiveOfItsPages();
  void aNoteIsReadBack();
  void whatIsNoNoteIsRefused_data();
  void whatIsNoNoteIsRefused();
};

namespace {

Sheet small() {
  Sheet sheet;
  sheet.id = "months", sheet.title = "Months";
  sheet.head = {"month", "live, MW", "why"};
  sheet.rows = {{Sheet::Date{20'454, true}, Sheet::Number{1234.56789, 1}, std::string("a, \"b\"\nc")},
                {Sheet::Date{20'454, false}, Sheet::Number{-100'000.0, 1}, std::monostate()},
                {std::string("–"), Sheet::Number{INFINITY, 0}, std::string("=cmd|' /C calc'!A1")}};
  return sheet;
}

}  // namespace

void SheetsTest::cellsAreWhatTheyAre() {
  // a mark of UTF-8 for spreadsheets, which Qt's own decoding takes off
  const std::string written = io::csvOf(small());
  QVERIFY(written.rfind("\xEF\xBB\xBF", 0) == 0);
  const QStringList lines = QString::fromStdString(written).split(QLatin1Char('\n'));
  QCOMPARE(lines[0], QStringLiteral("month,\"live, MW\",why"));
  QCOMPARE(lines[1], QStringLiteral("2026-01,1234.56789,\"a, \"\"b\"\""));  // whole, a point, no thousands
  QCOMPARE(lines[3], QStringLiteral("2026-01-01,-100000,"));
  QVERIFY(lines[4].startsWith(QStringLiteral("–,,")));
}

void SheetsTest::textCannotBecomeAFormula() {
  for (const char* wicked : {"=1+1", "+1", "-1", "@sum", "\t=1", "\r=1"}) {
    Sheet sheet;
    sheet.head = {"a"};
    sheet.rows = {{std::string(wicked)}};
    const std::string text = io::csvOf(sheet);
    QVERIFY2(text.find("\n'") != std::string::npos || text.find("\n\"'") != std::string::npos, wicked);
  }
}

void SheetsTest::aTableIsReadBackAsItWasWritten() {
  const QTemporaryDir folder;
  const std::filesystem::path file = folder.filePath(QStringLiteral("t.csv")).toStdString();
  QVERIFY(io::saveText(file, io::csvOf(small())).empty());
  const auto table = io::readCsv(file);
  QVERIFY(table);
  QCOMPARE(table->header.size(), std::size_t(3));
  QCOMPARE(table->header[0], std::string("month"));
  QCOMPARE(table->rows.size(), std::size_t(3));
  QCOMPARE(table->rows[0].cells[2], std::string("a, \"b\"\nc"));
}

void SheetsTest::aWorkbookIsAnArchiveOfItsPages() {
  const QTemporaryDir folder;
  const std::filesystem::path file = folder.filePath(QStringLiteral("t.xlsx")).toStdString();
  Sheet wicked = small();
  wicked.id = "a/very[long]:name*of?a page that goes on";
  const std::vector<Sheet> sheets{small(), small(), wicked, wicked};
  const Problems problems = io::saveWorkbook(file, sheets, 20'780);
  if (!io::writesWorkbooks()) {
    QCOMPARE(problems.size(), std::size_t(1));
    QSKIP("built without libxlsxwriter");
  }
  QVERIFY(problems.empty());
  QFile book(QString::fromStdString(file.string()));
  QVERIFY(book.open(QIODevice::ReadOnly));
  const QByteArray bytes = book.readAll();
  QVERIFY(bytes.startsWith("PK"));
  for (const char* page : {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet4.xml"})
    QVERIFY2(bytes.contains(page), page);
  QCOMPARE(io::saveWorkbook("/nowhere/at/all/t.xlsx", sheets, 20'780).size(), std::size_t(1));
}

void SheetsTest::aNoteIsReadBack() {
  const QTemporaryDir folder;
  const std::filesystem::path file = folder.filePath(QStringLiteral("report.json")).toStdString();
  io::ReportNote note{"plan \"x\"", "A", "0123456789abcdef", "2026-11-23", {{"npv", -1.25e9}, {"goal", 40.0}}};
  note.figures.emplace_back("nothing", std::nan(""));
  QVERIFY(io::saveText(file, io::textOf(note)).empty());
  const auto back = io::readReportNote(file);
  QVERIFY(back);
  QCOMPARE(back->plan, note.plan);
  QCOMPARE(back->fingerprint, note.fingerprint);
  QCOMPARE(back->figures.size(), std::size_t(2));
  QCOMPARE(back->figures[0].second, -1.25e9);
}

void SheetsTest::whatIsNoNoteIsRefused_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::newRow("nothing") << QByteArray();
  QTest::newRow("cut off") << QByteArray("{\"boardReport\": 1, \"figures\": {");
  QTest::newRow("another file") << QByteArray("{\"schemaVersion\": 1}");
  QTest::newRow("an array") << QByteArray("[1, 2]");
  QTest::newRow("a later kind") << QByteArray("{\"boardReport\": 2, \"figures\": {}}");
  QTest::newRow("text for a figure") << QByteArray(
      "{\"boardReport\": 1, \"plan\": \"p\", \"option\": \"A\", \"fingerprint\": \"f\", \"made\": \"2026-11-23\", "
      "\"figures\": {\"npv\": \"much\"}}");
  QTest::newRow("no name") << QByteArray("{\"boardReport\": 1, \"figures\": {}}");
}

void SheetsTest::whatIsNoNoteIsRefused() {
  QFETCH(QByteArray, text);
  const QTemporaryDir folder;
  const std::filesystem::path file = folder.filePath(QStringLiteral("report.json")).toStdString();
  QVERIFY(io::saveText(file, text.toStdString()).empty());
  const auto note = io::readReportNote(file);
  QVERIFY(!note);
  QVERIFY(!note.problems().front().place.file.empty());
  QVERIFY(!io::readReportNote(file / "missing"));
}

PLENUM_TEST(SheetsTest)
#include "SheetsTest.moc"
