// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "figures/Figures.h"
#include "io/Language.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

/// A frame of the small site with a few numbers set by hand; arrays that a test does not set stay empty.
Frame frameOf(const SmallSite& small = {}) {
  Frame frame;
  frame.layout = small.layout();
  frame.metrics.itPowerW = 6.01e6;
  frame.metrics.facilityPowerW = 7.12e6;
  frame.metrics.pue = 7.12 / 6.01;
  frame.chips.dieC.assign(800, 60.0f);
  frame.chips.powerW.assign(800, 400.0f);
  frame.chips.utilisation.assign(800, 0.9f);
  frame.racks.powerW.assign(15, 35e3f);
  frame.racks.coolantInC.assign(15, 40.0f);
  frame.racks.inletC.assign(15, 24.0f);
  frame.racks.flowKgPerS.assign(15, 0.5f);
  frame.racks.airFlowM3PerS.assign(15, 1.0f);
  frame.racks.maxChipC.assign(15, 60.0f);
  return frame;
}

const Text* line(const std::vector<Text>& lines, const std::string& id) {
  for (const Text& text : lines)
    if (text.id == id) return &text;
  return nullptr;
}

}  // namespace

class FiguresTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void idsAndSymbolsAreUnique();
  void inputsAreFiguresOrKeysOfTheCatalogue();
  void everySentenceIsInBothLanguages();
  void readsTheFrameInTheUnitThatIsShown();
  void aFrameWithoutTheArrayHasNoValue();
  void explainsPueWithItsNumbers();
  void explainsWithTheNumbersOfTheThingItself();
  void showsTheCatalogueNumberOfTheChip();
  void showsNumbersAsAPersonReadsThem();
};

void FiguresTest::idsAndSymbolsAreUnique() {
  std::set<std::string> ids, symbols;
  for (const Figure& row : figures()) {
    QVERIFY2(ids.insert(row.id).second, row.id.c_str());
    QVERIFY2(symbols.insert(row.symbol).second, row.symbol.c_str());
    QCOMPARE(figure(row.id), &row);
  }
  QVERIFY(!figure("no.such"));
  QVERIFY(ids.size() > 100);
}

void FiguresTest::inputsAreFiguresOrKeysOfTheCatalogue() {
  for (const Figure& row : figures())
    for (const std::string& id : row.inputs)
      QVERIFY2(figure(id) || id.rfind("catalog:", 0) == 0, (row.id + " <- " + id).c_str());
}

void FiguresTest::everySentenceIsInBothLanguages() {
  for (const char* code : {"en", "zh"}) {
    const auto language = io::Language::read(code);
    QVERIFY(language);
    const Frame frame = frameOf();
    for (const Figure& row : figures()) {
      QVERIFY2(language->has(row.source), row.source.c_str());
      for (const Text& text : linesOf(explain(row, frame))) {
        QVERIFY2(language->has(text.id), text.id.c_str());
        QVERIFY2(language->say(text).find('{') == std::string::npos, text.id.c_str());
      }
    }
  }
}

void FiguresTest::readsTheFrameInTheUnitThatIsShown() {
  const Frame frame = frameOf();
  QVERIFY(test::isNear(figure("campus.itPower")->value(frame), 6.01, 1e-12));
  QVERIFY(test::isNear(figure("rack.power")->value(frame, 14), 35.0, 1e-9));
  QVERIFY(test::isNear(figure("chip.utilisation")->value(frame, 799), 90.0, 1e-4));
  Frame run = frameOf();
  run.metrics.itEnergyJ = 3.6e9;
  run.metrics.waterKg = 2500;
  QVERIFY(test::isNear(figure("campus.itEnergy")->value(run), 1.0, 1e-12));
  QVERIFY(test::isNear(figure("campus.waterUsed")->value(run), 2.5, 1e-12));
}

void FiguresTest::aFrameWithoutTheArrayHasNoValue() {
  const Frame frame = frameOf();
  QVERIFY(std::isnan(figure("rack.power")->value(frame, 15)));
  QVERIFY(std::isnan(figure("tower.heat")->value(frame, 0)));
  QVERIFY(std::isnan(figure("campus.pue")->value(frame, 1)));
  QCOMPARE(shown(*figure("tower.heat"), std::nan("")), std::string("–"));
}

void FiguresTest::explainsPueWithItsNumbers() {
  const Explanation e = explain(*figure("campus.pue"), frameOf());
  QCOMPARE(e.value, std::string("1.185"));
  QCOMPARE(e.equation, std::string("P_fac / P_IT"));
  QCOMPARE(e.filled, std::string("7.120 MW / 6.010 MW"));
  QCOMPARE(e.inputs.size(), 2u);
  QCOMPARE(e.thing, std::string("small"));
  QVERIFY(line(linesOf(e), "explain.filled"));
}

void FiguresTest::explainsWithTheNumbersOfTheThingItself() {
  Frame frame = frameOf();
  frame.loops.supplyC = {39.5f};
  // rack 3 is liquid and hangs on loop 0; rack 12 is air-cooled and has no loop
  const Explanation liquid = explain(*figure("rack.coolantIn"), frame, 3);
  QCOMPARE(liquid.thing, std::string("H1/L1-04"));
  QCOMPARE(liquid.inputs[0].value, std::string("39.5"));
  QVERIFY(explain(*figure("rack.coolantIn"), frame, 12).inputs[0].value.empty());
  // a sum over many has no one number to fill in
  QVERIFY(explain(*figure("campus.itPower"), frame).filled.empty());
}

void FiguresTest::showsTheCatalogueNumberOfTheChip() {
  const Explanation e = explain(*figure("chip.power"), frameOf(), 700);
  const auto& tdp = e.inputs.back();
  QCOMPARE(tdp.id, std::string("catalog:chip.tdp_W"));
  QCOMPARE(tdp.value, std::string("400"));
  QCOMPARE(tdp.unit, std::string("W"));
}

void FiguresTest::showsNumbersAsAPersonReadsThem() {
  const Figure& chip = *figure("chip.temperature");
  QCOMPARE(shown(chip, 61.25), std::string("61.2"));
  QCOMPARE(shown(chip, -0.01), std::string("0.0"));
  QCOMPARE(shown(*figure("campus.energyResidual"), 3e-17), std::string("3e-17"));
  QCOMPARE(shown(*figure("campus.runningJobs"), 12), std::string("12"));
}

PLENUM_TEST(FiguresTest)
#include "FiguresTest.moc"
