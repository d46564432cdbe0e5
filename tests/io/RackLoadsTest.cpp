// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "io/RackLoads.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using io::RackLoadTable;

namespace {

RackLoadTable tableOf(const LayoutPtr& layout, const std::string& text) {
  auto table = RackLoadTable::read(layout, text, "loads.csv");
  if (!table) throw std::runtime_error(table.problems().front().what.id);
  return std::move(*table);
}
std::string whole(const LayoutPtr& layout, const std::string& text) {
  const auto table = RackLoadTable::read(layout, text, "loads.csv");
  return table ? "" : table.problems().front().what.id;
}

}  // namespace

/// Loads of racks from a spreadsheet.
class RackLoadsTest : public QObject {
  Q_OBJECT
  LayoutPtr layout_ = test::SmallSite().layout();

  std::string idOf(std::size_t i) const { return layout_->racks[i % layout_->racks.size()].id; }
  /// What is wrong with one line under that header; "" for nothing.
  std::string verdict(const std::string& header, const std::string& line) const {
    const RackLoadTable table = tableOf(layout_, header + "\n" + line + "\n");
    return table.lines().front().problem ? table.lines().front().problem->what.id : "";
  }

 private Q_SLOTS:
  /// Task 7 of the facility engineer.
  void fiveThousandLinesThreeOfThemWrong() {
    std::string text = "rack,power_kW,from\r\n";
    const std::size_t racks = layout_->racks.size();
    for (std::size_t i = 0; i < 5000; ++i) {
      std::string line = idOf(i) + ",5.5," + std::to_string(i / racks) + "min";
      if (i == 17) line = "H9/R9-99,5.5," + std::to_string(i / racks) + "min";
      if (i == 2500) line = idOf(i) + ",5 kilowatts," + std::to_string(i / racks) + "min";
      if (i == 4999) line = idOf(i) + ",5500," + std::to_string(i / racks) + "min";
      text += line + "\r\n";
    }
    RackLoadTable table = tableOf(layout_, text);
    QCOMPARE(table.lines().size(), std::size_t{5000});
    QCOMPARE(table.wrong(), (std::vector<std::size_t>{17, 2500, 4999}));
    const Problems problems = table.problems();
    QCOMPARE(problems.size(), std::size_t{3});
    QCOMPARE(problems[0].place.line, 19);  // the header is line 1
    QCOMPARE(problems[1].place.line, 2502);
    QCOMPARE(problems[2].place.line, 5001);
    QCOMPARE(problems[0].what.id, std::string("io.racks.unknown"));
    QCOMPARE(problems[1].what.id, std::string("io.racks.number"));
    QCOMPARE(problems[1].place.column, 2);
    QCOMPARE(problems[2].remedy.id, std::string("io.racks.watts.remedy"));
    // the right ones can be had without the wrong ones
    QCOMPARE(table.loads().size(), std::size_t{4997});

    // put right in place, one after the other
    table.put(17, 0, idOf(17));
    QCOMPARE(table.wrong(), (std::vector<std::size_t>{2500, 4999}));
    table.put(2500, 1, "5");
    table.put(4999, 1, " 5.5 ");
    QVERIFY(table.wrong().empty());
    QCOMPARE(table.loads().size(), std::size_t{5000});
    QCOMPARE(table.loads()[2500].value, 5000.0);
  }

  void headersInBothLanguagesAndUnits() {
    const std::string rack = idOf(0);
    QCOMPARE(tableOf(layout_, "机柜;功率（kW）\n" + rack + ";5,5\n").loads().front().value, 5500.0);
    QCOMPARE(tableOf(layout_, "\xef\xbb\xbfRack\tPower [W]\n" + rack + "\t5500\n").loads().front().value, 5500.0);
    QCOMPARE(tableOf(layout_, "note,rack,share_%\nx," + rack + ",40\n").loads().front().value, 0.4);
    QCOMPARE(tableOf(layout_, "rack,utilisation\n" + rack + ",40%\n").loads().front().value, 0.4);
    const RackLoad load = tableOf(layout_, "rack,share,from\n" + rack + ",0.25,2h\n").loads().front();
    QVERIFY(load.as == RackLoad::As::share && load.from == hours(2) && load.value == 0.25);
  }

  void aLoadInPercentIsAShareWhateverItIsCalled() {
    for (const char* title : {"Load [%]", "负载（%）", "power_%", "负载/%", "load percent", "Load%", "负载（％）"}) {
      const auto loads = tableOf(layout_, std::string("rack;") + title + "\n" + idOf(0) + ";30\n").loads();
      QVERIFY2(loads.size() == 1 && loads[0].as == RackLoad::As::share && loads[0].value == 0.3, title);
    }
    QCOMPARE(whole(layout_, "rack,Load [%],share\nH1,1,1\n"), std::string("io.racks.twice"));
  }

  void megawattsAreMegawattsAndUnknownUnitsAreRefused() {
    for (const char* title : {"Power [MW]", "power_mw", "功率（兆瓦）", "功率/MW"})
      QCOMPARE(tableOf(layout_, std::string("rack,") + title + "\n" + idOf(0) + ",0.004\n").loads().front().value,
               4000.0);
    for (const char* title : {"Power [kVA]", "load (A)", "功率（马力）", "power/hp", "utilisation [kW]"}) {
      const auto table = RackLoadTable::read(layout_, std::string("rack,") + title + "\nH1,1\n", "loads.csv");
      QVERIFY2(!table && table.problems().front().what.id == "io.racks.unit", title);
      QCOMPARE(table.problems().front().place.column, 2);
    }
  }

  void aCommaThatMayPartThousandsIsRefused() {
    const std::string rack = idOf(0);
    for (const char* text : {"30,000", "1,200", "5,500"})
      QCOMPARE(verdict("rack;Power [W]", rack + ";" + text), std::string("io.racks.twofold"));
    QCOMPARE(verdict("rack;share_%", rack + ";12,500"), std::string("io.racks.twofold"));
    const auto value = [&](const char* header, const char* text) {
      return tableOf(layout_, std::string(header) + "\n" + rack + ";" + text + "\n").loads().front().value;
    };
    QCOMPARE(value("rack;power_kW", "5,5"), 5500.0);
    QCOMPARE(value("rack;share", "0,125"), 0.125);
    QCOMPARE(value("rack;Power [W]", "1234,567"), 1234.567);
    RackLoadTable table = tableOf(layout_, "rack;Power [W]\n" + rack + ";5,500\n");
    table.put(0, 1, "5500");
    QCOMPARE(table.loads().front().value, 5500.0);
  }

  /// Looking for the name that was meant goes through all racks: not for every line of a file for another campus.
  void onlySoManyWrongNamesAreLookedUp() {
    std::string text = "rack,share\n", near = idOf(0);
    near.back() = 'x';
    for (int i = 0; i < 2000; ++i) text += near + ",0.5\n";
    int lookedUp = 0;
    for (const Problem& problem : tableOf(layout_, text).problems())
      lookedUp += problem.remedy.id != "io.racks.noRack.remedy" ? 1 : 0;
    QCOMPARE(lookedUp, RackLoadTable::mostRemedies);
  }

  void whatLooksLikeThousandsButIsNoNumberIsNoNumber() {
    for (const char* text : {"abc,123", "--1,234", "1,2345", "1,23,456", ",123"})
      QVERIFY2(verdict("rack;power", idOf(0) + ";" + text) != "io.racks.twofold", text);
  }

  void whatIsWrongWithALine() {
    const std::string rack = idOf(0);
    QCOMPARE(verdict("rack,share", ",0.4"), std::string("io.racks.noRack"));
    QCOMPARE(verdict("rack,share", rack + ","), std::string("io.racks.noLoad"));
    QCOMPARE(verdict("rack,share,power", rack + ",0.4,5"), std::string("io.racks.both"));
    QCOMPARE(verdict("rack,share", rack + ",1.4"), std::string("io.racks.share"));
    QCOMPARE(verdict("rack,share", rack + ",-0.1"), std::string("io.racks.share"));
    QCOMPARE(verdict("rack,power", rack + ",-1"), std::string("io.racks.power"));
    QCOMPARE(verdict("rack,power", rack + ",nan"), std::string("io.racks.number"));
    QCOMPARE(verdict("rack,power", rack + ",1e999"), std::string("io.racks.number"));
    QCOMPARE(verdict("rack,share,from", rack + ",0.4,soon"), std::string("io.racks.from"));
    QCOMPARE(verdict("rack,share", "H1,0.4"), std::string("io.racks.unknown"));
    QCOMPARE(verdict("rack,share", rack + ",0.4,and,more"), std::string("io.csv.ragged"));
    QCOMPARE(verdict("rack,share,from", rack + ",0.4,"), std::string());
  }

  void theSecondLineOfARackIsWrongAndTheFirstStands() {
    const std::string rack = idOf(0);
    RackLoadTable table = tableOf(layout_, "rack,share\n" + rack + ",0.4\n" + rack + ",0.5\n");
    QCOMPARE(table.wrong(), std::vector<std::size_t>{1});
    QCOMPARE(table.problems().front().what.id, std::string("io.racks.repeated"));
    // the first becomes another rack: then the second is right
    table.put(0, 0, idOf(1));
    QVERIFY(table.wrong().empty());
    table.put(0, 0, rack);
    QCOMPARE(table.wrong(), std::vector<std::size_t>{1});
  }

  void whatIsNoTableAtAll() {
    QCOMPARE(whole(layout_, "rack,colour\nH1,red\n"), std::string("io.racks.header"));
    QCOMPARE(whole(layout_, "share\n0.4\n"), std::string("io.racks.header"));
    QCOMPARE(whole(layout_, "rack,share\n"), std::string("io.racks.empty"));
    QCOMPARE(whole(layout_, "rack,share,share\nH1,1,1\n"), std::string("io.racks.twice"));
    QVERIFY(!whole(layout_, "").empty());
    QVERIFY(!whole(layout_, std::string("PK\x03\x04\0\0", 6)).empty());  // a workbook, not a table of text
  }
};

PLENUM_TEST(RackLoadsTest)
#include "RackLoadsTest.moc"
