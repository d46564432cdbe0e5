// SPDX-License-Identifier: Apache-2.0
#include "document/Document.h"
#include "io/CatalogNumbers.h"
#include "io/Files.h"
#include "io/Language.h"
#include "support/Test.h"

using namespace plenum;

/// What a site takes a number of the catalogue to be is what the program works with, and can be taken back.
class AssumptionsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void aNumberTakenToBeAnotherIsWorkedWith();
  void itIsWrittenAndReadAgain();
  void undoAndClearingBringTheDeliveredNumberBack();
  void whatCannotBeIsRefusedAndNothingChanges_data();
  void whatCannotBeIsRefusedAndNothingChanges();
  void aFileThatTakesANumberBeyondItsBoundsSaysWhere();
  void everyNumberOfTheCatalogueCanBePutBackAsItIs();

 private:
  std::shared_ptr<const Catalog> catalog_;
  LayoutPtr layout_;
};

namespace {

Edit take(const char* row, const char* number, double value) { return SetAssumption{{row, number, value, "measured"}}; }
double tdpOf(const Layout& layout) { return layout.racks.front().chip->tdp.si; }
std::string chipOf(const Layout& layout) { return "chip/" + layout.racks.front().chip->id; }

}  // namespace

void AssumptionsTest::initTestCase() {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  auto catalog = io::readCatalog(test::sourceDir() / "assets/catalog");
  QVERIFY(bool(catalog));
  catalog_ = *catalog;
  auto layout = io::openSite(test::sourceDir() / "sample-sites/one-hall/one-hall.site.json", catalog_);
  QVERIFY(bool(layout));
  layout_ = *layout;
}

void AssumptionsTest::aNumberTakenToBeAnotherIsWorkedWith() {
  Document document(layout_);
  const std::string row = chipOf(*layout_);
  const double before = tdpOf(*layout_);
  // the step is called as the register calls it
  const auto english = io::Language::read("en");
  QVERIFY(english);
  const std::string step = english->say(nameOf(take(row.c_str(), "tdp_W", before + 50), *layout_->site));
  QVERIFY2(step.find("Thermal design power") != std::string::npos && step.find("tdp_W") == std::string::npos &&
               step.find("chip/") == std::string::npos,
           step.c_str());
  QVERIFY(document.edit(take(row.c_str(), "tdp_W", before + 50)).empty());
  QCOMPARE(tdpOf(*document.current()), before + 50);
  const Catalog& now = *document.current()->site->catalog;
  QCOMPARE(now.row(row)->numbers.at("tdp_W").confidence, Confidence::assumed);
  QCOMPARE(now.row(row)->numbers.at("tdp_W").source, std::string("measured"));
  // the delivered catalogue and the layout before are as they were
  QCOMPARE(tdpOf(*layout_), before);
  QVERIFY(now.delivered() == catalog_);
}

void AssumptionsTest::itIsWrittenAndReadAgain() {
  Document document(layout_);
  const double wanted = tdpOf(*layout_) + 25;
  QVERIFY(document.edit(take(chipOf(*layout_).c_str(), "tdp_W", wanted)).empty());
  QTemporaryDir folder;
  const std::filesystem::path file = folder.filePath("taken.site.json").toStdString();
  QVERIFY(!hasError(io::saveText(file, io::textOf(*document.current()->site))));
  const auto again = io::openSite(file, catalog_);
  QVERIFY(bool(again));
  QCOMPARE(tdpOf(**again), wanted);
}

void AssumptionsTest::undoAndClearingBringTheDeliveredNumberBack() {
  Document document(layout_);
  const double before = tdpOf(*layout_);
  const std::string row = chipOf(*layout_);
  QVERIFY(document.edit(take(row.c_str(), "tdp_W", before + 1)).empty());
  QVERIFY(document.edit(take(row.c_str(), "tdp_W", before + 2)).empty());
  document.undo();
  QCOMPARE(tdpOf(*document.current()), before + 1);
  QVERIFY(document.edit(ClearAssumption{row, "tdp_W"}).empty());
  QCOMPARE(tdpOf(*document.current()), before);
  QVERIFY(document.current()->site->catalog == catalog_);
  document.undo();
  QCOMPARE(tdpOf(*document.current()), before + 1);
}

void AssumptionsTest::whatCannotBeIsRefusedAndNothingChanges_data() {
  QTest::addColumn<QString>("row");
  QTest::addColumn<QString>("number");
  QTest::addColumn<double>("value");
  QTest::addColumn<QString>("said");
  const QString chip = QString::fromStdString(chipOf(*layout_));
  QTest::newRow("too much") << chip << "tdp_W" << 1e9 << "override.range";
  QTest::newRow("below nothing") << chip << "tdp_W" << -1.0 << "override.range";
  QTest::newRow("no such row") << "chip/none-such"
                               << "tdp_W" << 400.0 << "override.noRow";
  QTest::newRow("no such kind") << "ship/zhenwu-810e"
                                << "tdp_W" << 400.0 << "override.noRow";
  QTest::newRow("no such number") << chip << "colour" << 400.0 << "override.noNumber";
  QTest::newRow("half a chip") << chip << "scaleUpChips" << 7.5 << "override.whole";
}

void AssumptionsTest::whatCannotBeIsRefusedAndNothingChanges() {
  QFETCH(QString, row);
  QFETCH(QString, number);
  QFETCH(double, value);
  QFETCH(QString, said);
  if (number == QLatin1String("scaleUpChips") && catalog_->row(row.toStdString())->numbers.count("scaleUpChips") == 0)
    QSKIP("the row leaves it out");
  Document document(layout_);
  const Problems problems = document.edit(SetAssumption{{row.toStdString(), number.toStdString(), value, ""}});
  QVERIFY(hasError(problems));
  QCOMPARE(QString::fromStdString(problems.front().what.id), said);
  QVERIFY(!problems.front().remedy.id.empty());
  QVERIFY(document.current() == layout_);
}

void AssumptionsTest::aFileThatTakesANumberBeyondItsBoundsSaysWhere() {
  Site site = *layout_->site;
  site.overrides = {{chipOf(*layout_), "tdp_W", 1e9, ""}};
  QTemporaryDir folder;
  const std::filesystem::path file = folder.filePath("wrong.site.json").toStdString();
  QVERIFY(!hasError(io::saveText(file, io::textOf(site))));
  const auto read = io::openSite(file, catalog_);
  QVERIFY(!read);
  QCOMPARE(read.problems().front().what.id, std::string("override.range"));
  QVERIFY(read.problems().front().place.line > 1);
}

void AssumptionsTest::everyNumberOfTheCatalogueCanBePutBackAsItIs() {
  std::size_t numbers = 0;
  for (const std::string& name : catalog_->rowNames()) {
    const Catalog::Row* row = catalog_->row(name);
    QVERIFY2(row, name.c_str());
    AnySpec copy = row->spec;
    for (const io::CatalogNumber& number : io::numbersOf(row->spec)) {
      const auto known = row->numbers.find(number.key);
      if (known == row->numbers.end()) continue;
      ++numbers;
      // what the file says is what the row holds, in the unit of its key
      QVERIFY2(test::isClose(number.value, known->second.value, 1e-12), (name + " " + number.key).c_str());
      QVERIFY2(io::putNumber(copy, number.key, number.value).empty(), (name + " " + number.key).c_str());
    }
  }
  QVERIFY(numbers > 500);
}

PLENUM_TEST(AssumptionsTest)
#include "AssumptionsTest.moc"
