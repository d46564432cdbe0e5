// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdlib>

#include "Folder.h"
#include "document/Document.h"
#include "document/Properties.h"
#include "io/EquipmentTable.h"
#include "io/LooseCsv.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

SitePtr siteOf(const SmallSite& small) { return small.layout()->site; }
io::TableReading read(const SitePtr& site, RecordKind kind, const std::string& text) {
  auto out = io::readEquipment(*site, kind, text, "table.csv");
  if (!out) throw std::runtime_error(out.problems().front().what.id);
  return std::move(*out);
}
SitePtr changed(const SitePtr& site, const io::TableReading& reading) {
  const auto out = applyAll(site, reading.edits);
  if (!out) throw std::runtime_error(out.problems().front().what.id);
  return *out;
}
std::string firstOf(const SitePtr& site, RecordKind kind, const std::string& text) {
  const auto out = io::readEquipment(*site, kind, text, "table.csv");
  if (!out) return out.problems().front().what.id;
  return out->problems.empty() ? "" : out->problems.front().what.id;
}

}  // namespace

/// Tables of equipment for spreadsheets, and back.
class EquipmentTableTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyKindComesBackUnchanged() {
    SmallSite small;
    small.draft.scenery = {{Scenery::Kind::road, {0, 0}, {120, 4}, 0}};
    small.draft.circuits[0].name.en = "Chilled, \"north\"; old\nand new";
    const SitePtr site = siteOf(small);
    for (int k = 1; k < recordKindCount; ++k) {
      const auto kind = static_cast<RecordKind>(k);
      const std::string text = io::equipmentTable(*site, kind);
      const io::TableReading reading = read(site, kind, text);
      QVERIFY2(reading.problems.empty(), nameOf(kind));
      QVERIFY2(reading.edits.empty() && reading.changes.empty(), nameOf(kind));
      QCOMPARE(reading.lines, writtenIds(*site, kind).size());
      QCOMPARE(reading.goodLines, reading.lines);
    }
  }

  void theSampleSitesComeBackUnchanged() {
    for (const char* name : {"shaoguan", "jinshan", "one-hall"}) {
      const auto file = test::sourceDir() / "sample-sites" / name / (std::string(name) + ".site.json");
      const auto layout = io::openSite(file, test::catalog());
      if (!layout) test::show(layout.problems());
      QVERIFY(layout);
      for (int k = 1; k < recordKindCount; ++k) {
        const auto kind = static_cast<RecordKind>(k);
        const auto reading = read((*layout)->site, kind, io::equipmentTable(*(*layout)->site, kind));
        if (!reading.problems.empty()) test::show(reading.problems);
        QVERIFY2(reading.problems.empty() && reading.edits.empty(), nameOf(kind));
      }
    }
  }

  void aCellThatIsChangedIsAnEdit() {
    const SitePtr site = siteOf(SmallSite());
    const auto reading = read(site, RecordKind::row, "id,racks\nH1/L1,4\nH1/L2,4\nH1/A,5.0\n");
    QVERIFY(reading.problems.empty());
    QCOMPARE(reading.changes.size(), std::size_t{2});  // 5.0 is 5
    QCOMPARE(reading.edits.size(), std::size_t{1});
    QCOMPARE(reading.changes[0].before, std::string("5"));
    QCOMPARE(changed(site, reading)->halls[0].design->rows[0].racks, 4);
  }

  void spreadsheetsHaveManyWays_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("semicolons, CRLF, mark") << QByteArray(
        "\xEF\xBB\xBF"
        "id;racks\r\nH1/A;4\r\n");
    QTest::newRow("tabs") << QByteArray("id\tracks\nH1/A\t4\n");
    QTest::newRow("quotes") << QByteArray("\"id\",\"racks\"\n\"H1/A\",\"4\"\n");
    QTest::newRow("Chinese titles") << QByteArray("编号,机柜数\nH1/A,4\n");
    QTest::newRow("English titles with units") << QByteArray("Id,Racks [–]\nH1/A,4\n");
    QTest::newRow("other order, blank lines") << QByteArray("racks,id\n\n4,H1/A\n\n");
    QTest::newRow("old line ends") << QByteArray("id,racks\rH1/A,4\r");
    QTest::newRow("spaces") << QByteArray("id , racks\nH1/A , 4 \n");
    QTest::newRow("no last line end") << QByteArray("id,racks\nH1/A,4");
  }
  void spreadsheetsHaveManyWays() {
    QFETCH(QByteArray, text);
    const SitePtr site = siteOf(SmallSite());
    const auto reading = read(site, RecordKind::row, text.toStdString());
    if (!reading.problems.empty()) test::show(reading.problems);
    QVERIFY(reading.problems.empty());
    QCOMPARE(changed(site, reading)->halls[0].design->rows[1].racks, 4);
  }

  void badLinesAreToldAndTheOthersCount() {
    const SitePtr site = siteOf(SmallSite());
    const auto reading = read(site, RecordKind::row,
                              "id,racks,rack,feedA\n"
                              "H1/L1,4,rack-64-liquid,PA\n"
                              "H1/L2,many,rack-64-liquid,PA\n"
                              "H1/A,3,rack-32-air,NO\n");
    QCOMPARE(reading.goodLines, std::size_t{1});
    QCOMPARE(reading.lines, std::size_t{3});
    QCOMPARE(reading.problems.size(), std::size_t{2});
    QCOMPARE(reading.problems[0].place.line, 3);
    QCOMPARE(reading.problems[0].place.column, 2);
    QCOMPARE(reading.problems[0].what.id, std::string("edit.value.whole"));
    QCOMPARE(reading.problems[1].place.line, 4);
    QCOMPARE(reading.problems[1].what.id, std::string("io.table.unknown"));
    QVERIFY(!reading.problems[1].remedy.id.empty());
    const SitePtr after = changed(site, reading);
    QCOMPARE(after->halls[0].design->rows[0].racks, 4);  // L1, written out
    QCOMPARE(after->halls[0].design->rows[1].racks, 5);
  }

  void aLineThatNobodyKnowsIsNew() {
    const SitePtr site = siteOf(SmallSite());
    const auto reading = read(site, RecordKind::row,
                              "id,rack,racks,x,y,doorCircuit,feedA\nH1/N,rack-32-air,3,12,10.2,CHW,PA\nH7/"
                              "N,a,1,1,1,,\nH1/M,rack-32-air,3,12,,,\n");
    QCOMPARE(reading.goodLines, std::size_t{1});
    QCOMPARE(reading.problems.size(), std::size_t{2});  // no such hall; no feed
    const SitePtr after = changed(site, reading);
    QCOMPARE(after->halls[0].design->rows.back().id, std::string("N"));
    QCOMPARE(after->halls[0].design->rows.back().racks, 3);
  }

  void rubbishIsRefused() {
    const SitePtr site = siteOf(SmallSite());
    QCOMPARE(firstOf(site, RecordKind::row, ""), std::string("io.csv.empty"));
    QCOMPARE(firstOf(site, RecordKind::row, "racks\n4\n"), std::string("io.table.noId"));
    QCOMPARE(firstOf(site, RecordKind::row, "id,rocks\nH1/A,4\n"), std::string("io.table.column"));
    QCOMPARE(firstOf(site, RecordKind::row, "id,racks,racks\nH1/A,4,4\n"), std::string("io.table.twice"));
    QCOMPARE(firstOf(site, RecordKind::row, "id,x [ft]\nH1/A,4\n"), std::string("io.table.unit"));
    QCOMPARE(firstOf(site, RecordKind::row, "id,x（mm）\nH1/A,4\n"), std::string("io.table.unit"));
    QVERIFY(io::readEquipment(*site, RecordKind::row, "id,x [ m ],y (m)\nH1/A,4,4\n", "t.csv"));
    QCOMPARE(firstOf(site, RecordKind::row, "id,racks\nH1/A,4,9\n"), std::string("io.csv.ragged"));
    QCOMPARE(firstOf(site, RecordKind::row, "id,racks\nH1/A,4\nH1/A,5\n"), std::string("io.table.sameId"));
    QCOMPARE(firstOf(site, RecordKind::row, "id,racks\n,4\n"), std::string("io.table.emptyId"));
    QCOMPARE(firstOf(site, RecordKind::row, std::string("id,racks\nH1/A,\0\n", 16)), std::string("io.csv.binary"));
    QCOMPARE(firstOf(site, RecordKind::row, "id,racks\nH1/A,\xff\xfe\n"), std::string("io.csv.notUtf8"));
    QCOMPARE(firstOf(site, RecordKind::row, "id,racks\n\"H1/A,4\nH1/L1,4\n"), std::string("io.csv.quote"));
    QVERIFY(!io::readEquipment(*site, RecordKind::row, std::filesystem::path("/no/such/file.csv")));
    // a quotation mark that is not closed costs its own line and no other
    const auto reading = read(site, RecordKind::row, "id,racks\n\"H1/A,4\nH1/L1,4\n");
    QCOMPARE(reading.goodLines, std::size_t{1});
  }

  void fiveThousandLinesOfWhichThreeAreWrong() {
    SmallSite small;
    small.draft.sizeM = {9000, 9000};
    small.draft.buildings[0].sizeM = {1900, 1900, 8};
    for (Circuit& circuit : small.draft.circuits)
      for (auto* groups :
           {&circuit.pumps, &circuit.condenserPumps, &circuit.chillers, &circuit.exchangers, &circuit.towers})
        for (Circuit::Group& group : *groups) group.originM.y += 3000;
    for (PowerSpec& device : small.draft.power) device.originM.y += 4000;
    small.design.sizeM = {1800, 1800, 5};
    RowSpec row = small.design.rows[1];
    row.id = "M", row.racks = 2, row.originM = {10, 20}, row.repeat = {250, {0, 4}};
    for (int n = 0; n < 20; ++n) {
      row.id = "M" + std::string(1, static_cast<char>('a' + n)) + "-";
      row.originM.x = 10 + 8 * n;
      small.design.rows.push_back(row);
    }
    const SitePtr site = siteOf(small);
    std::string text = "id;racks\r\n";
    const auto ids = writtenIds(*site, RecordKind::row);
    int n = 0;
    for (const std::string& id : ids)
      text += id + (n == 17 ? ";x" : n == 2300 ? ";-4" : n == 4000 ? ";" : ";3") + "\r\n", ++n;
    const auto begin = std::chrono::steady_clock::now();
    const auto reading = read(site, RecordKind::row, text);
    const double readS = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    // an empty cell where a number must be is wrong too
    QCOMPARE(reading.problems.size(), std::size_t{3});
    QCOMPARE(reading.goodLines, ids.size() - 3);
    const SitePtr after = changed(site, reading);
    const double allS = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    qInfo("%zu lines: read in %.0f ms, with the edit made %.0f ms", ids.size(), readS * 1e3, allS * 1e3);
    QVERIFY(allS < 20.0);
    QCOMPARE(*valueOf(*after, ids[100], "racks"), std::string("3"));
    QCOMPARE(*valueOf(*after, ids[2300], "racks"), std::string("2"));
  }
};

PLENUM_TEST(EquipmentTableTest)
#include "EquipmentTableTest.moc"
