// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "figures/Figures.h"
#include "io/Language.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

/// All chips at 60 °C and 400 W, coolant at 40 °C, air at 24 °C.
Frame evenFrame() {
  Frame frame;
  frame.layout = SmallSite().layout();
  frame.chips.dieC.assign(800, 60.0f);
  frame.chips.powerW.assign(800, 400.0f);
  frame.chips.utilisation.assign(800, 0.9f);
  frame.racks.coolantInC.assign(15, 40.0f);
  frame.racks.inletC.assign(15, 24.0f);
  frame.racks.flowKgPerS.assign(15, 0.5f);
  frame.racks.airFlowM3PerS.assign(15, 1.0f);
  frame.racks.maxChipC.assign(15, 60.0f);
  frame.racks.throttled.assign(15, 0.0f);
  frame.racks.isEnergised.assign(15, 1);
  frame.cdus.state = {Running::on};
  frame.fanWalls.state.assign(3, Running::on);
  frame.loops.levelFraction = {1.0f};
  return frame;
}

const Text* lineOf(const std::vector<Text>& lines, const std::string& id) {
  for (const Text& text : lines)
    if (text.id == id) return &text;
  return nullptr;
}

std::string argument(const Text* text, const std::string& name) {
  if (text)
    for (const auto& [key, value] : text->arguments)
      if (key == name) return value;
  return "absent";
}

constexpr EntityRef rack2{Kind::rack, 2, 0};  // chips 128 … 191

}  // namespace

class WhyTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void anOrdinaryRackIsSaidToBeOrdinary();
  void warmCoolantIsNamed();
  void powerIsNamed();
  void lackOfFlowIsNamed();
  void theSharesAddUpToTheDifference();
  void anAirRackIsComparedByItsInletAir();
  void faultsNearbyAreNamed();
  void aHallIsExplainedByItsHottestRack();
  void aChipIsExplainedByItself();
  void theCampusIsExplainedByItsHottestRackAgainstTheMedian();
  void otherThingsAreNotExplained();
  void everySentenceIsInBothLanguages();
};

void WhyTest::anOrdinaryRackIsSaidToBeOrdinary() {
  const auto lines = why(rack2, evenFrame());
  QCOMPARE(lines.size(), 2u);
  QCOMPARE(argument(&lines[0], "rack"), std::string("H1/L1-03"));
  QCOMPARE(argument(&lines[0], "count"), std::string("10"));  // racks of its own type only
  QCOMPARE(lines[1].id, std::string("why.ordinary"));
}

void WhyTest::warmCoolantIsNamed() {
  Frame frame = evenFrame();
  frame.racks.coolantInC[2] = 43.0f;
  for (int chip = 128; chip < 192; ++chip) frame.chips.dieC[chip] = 63.0f;
  const auto lines = why(rack2, frame);
  QCOMPARE(argument(lineOf(lines, "why.coolant"), "share"), std::string("+3.0"));
  QVERIFY(!lineOf(lines, "why.power"));
  QVERIFY(!lineOf(lines, "why.resistance"));
  QVERIFY(lineOf(lines, "why.approximate"));
}

void WhyTest::powerIsNamed() {
  Frame frame = evenFrame();
  frame.chips.powerW[150] = 440.0f;  // resistance 20 K / 400 W = 0.05 K/W as everywhere
  frame.chips.dieC[150] = 62.0f;
  const auto lines = why(rack2, frame);
  QCOMPARE(argument(lineOf(lines, "why.power"), "share"), std::string("+2.0"));
  QCOMPARE(argument(lineOf(lines, "why.power"), "value"), std::string("440"));
  QVERIFY(!lineOf(lines, "why.coolant"));
}

void WhyTest::lackOfFlowIsNamed() {
  Frame frame = evenFrame();
  frame.racks.flowKgPerS[2] = 0.25f;
  frame.chips.dieC[130] = 66.0f;
  const auto lines = why(rack2, frame);
  QCOMPARE(argument(lineOf(lines, "why.coolantFlow"), "share"), std::string("+6.0"));
  QCOMPARE(argument(lineOf(lines, "why.coolantFlow"), "value"), std::string("0.25"));
}

void WhyTest::theSharesAddUpToTheDifference() {
  Frame frame = evenFrame();
  frame.racks.coolantInC[2] = 41.7f;
  frame.racks.flowKgPerS[2] = 0.4f;
  frame.chips.powerW[140] = 455.0f;
  frame.chips.dieC[140] = 71.3f;
  const auto lines = why(rack2, frame);
  double sum = 0;
  for (const char* id : {"why.coolant", "why.power", "why.coolantFlow"})
    sum += std::stod(argument(lineOf(lines, id), "share"));
  QVERIFY(test::isNear(sum, 71.3 - 60.0, 0.15));  // three numbers rounded to 0.1
  // the largest share comes first
  QCOMPARE(lines[1].id, std::string("why.coolantFlow"));
}

void WhyTest::anAirRackIsComparedByItsInletAir() {
  Frame frame = evenFrame();
  frame.racks.inletC[11] = 28.0f;
  for (int chip = 640 + 32; chip < 640 + 64; ++chip) frame.chips.dieC[chip] = 64.0f;
  const auto lines = why({Kind::rack, 11, 0}, frame);
  QCOMPARE(argument(lineOf(lines, "why.inlet"), "share"), std::string("+4.0"));
  QCOMPARE(argument(&lines[0], "count"), std::string("5"));
}

void WhyTest::faultsNearbyAreNamed() {
  Frame frame = evenFrame();
  frame.racks.throttled[2] = 7;
  frame.cdus.state[0] = Running::failed;
  frame.fanWalls.state[1] = Running::dark;
  frame.loops.levelFraction[0] = 0.6f;
  const auto lines = why(rack2, frame);
  QCOMPARE(argument(lineOf(lines, "why.throttled"), "count"), std::string("7"));
  QCOMPARE(argument(lineOf(lines, "why.cduOut"), "id"), std::string("H1/CDU1"));
  QCOMPARE(argument(lineOf(lines, "why.fanWallOut"), "id"), std::string("H1/FW2"));
  QCOMPARE(argument(lineOf(lines, "why.loopLow"), "level"), std::string("60"));
  // a rack without power is asked for its power, not for its temperature
  Frame dark = frame;
  dark.racks.isEnergised[2] = 0;
  const auto darkLines = why(rack2, dark);
  QVERIFY(!darkLines.empty());
  QVERIFY(!lineOf(darkLines, "why.throttled") && !lineOf(darkLines, "why.summary"));
  // an air rack has no CDU to blame
  QVERIFY(!lineOf(why({Kind::rack, 11, 0}, frame), "why.cduOut"));
}

void WhyTest::aHallIsExplainedByItsHottestRack() {
  Frame frame = evenFrame();
  frame.racks.maxChipC[7] = 80.0f;
  const auto lines = why({Kind::hall, 0, 0}, frame);
  QCOMPARE(argument(&lines[0], "rack"), std::string("H1/L2-03"));
}

void WhyTest::aChipIsExplainedByItself() {
  Frame frame = evenFrame();
  frame.chips.dieC[129] = 90.0f;  // another chip of the rack
  const auto lines = why({Kind::chip, 128, 0}, frame);
  QCOMPARE(argument(&lines[0], "value"), std::string("60.0"));
}

void WhyTest::theCampusIsExplainedByItsHottestRackAgainstTheMedian() {
  Frame frame = evenFrame();
  // an air rack, hot by its air and by its heat sinks: 76 = 30 + 400 W · 115 K/kW; the median 60 = 40 + 400 W · 50 K/kW
  frame.racks.inletC[11] = 30.0f;
  for (int chip = 640 + 32; chip < 640 + 64; ++chip) frame.chips.dieC[chip] = 76.0f;
  const auto lines = why(EntityRef{}, frame);
  QCOMPARE(lines[0].id, std::string("why.hottest"));
  QCOMPARE(argument(&lines[0], "rack"), frame.layout->racks[11].id);
  QCOMPARE(argument(&lines[0], "count"), std::string("15"));
  QCOMPARE(argument(&lines[0], "difference"), std::string("+16.0"));
  const Text* medium = lineOf(lines, "why.airForCoolant");
  const Text* resistance = lineOf(lines, "why.sinkForPlate");
  QCOMPARE(argument(medium, "share"), std::string("-10.0"));
  QCOMPARE(argument(resistance, "share"), std::string("+26.0"));
  QCOMPARE(argument(resistance, "resistance"), std::string("115"));
  QCOMPARE(argument(resistance, "medianResistance"), std::string("50"));
  // what explains it comes before what speaks against it
  QCOMPARE(lines[1].id, std::string("why.sinkForPlate"));
  Frame bare;
  bare.layout = frame.layout;
  QCOMPARE(why(EntityRef{}, bare)[0].id, std::string("why.unknown"));
}

void WhyTest::otherThingsAreNotExplained() {
  const Frame frame = evenFrame();
  for (const EntityRef ref : {EntityRef{Kind::chiller, 0, 0}, EntityRef{Kind::rack, 99, 0}}) {
    const auto lines = why(ref, frame);
    QCOMPARE(lines.size(), 1u);
    QCOMPARE(lines[0].id, std::string("why.unknown"));
  }
  QCOMPARE(why(rack2, Frame{})[0].id, std::string("why.unknown"));
  Frame bare;
  bare.layout = frame.layout;
  QCOMPARE(why(rack2, bare)[0].id, std::string("why.unknown"));
}

void WhyTest::everySentenceIsInBothLanguages() {
  for (const char* code : {"en", "zh"}) {
    const auto language = io::Language::read(code);
    QVERIFY(language);
    for (const char* id :
         {"why.summary",     "why.ordinary",      "why.coolant",       "why.inlet",        "why.power",
          "why.coolantFlow", "why.airFlow",       "why.resistance",    "why.approximate",  "why.throttled",
          "why.dark",        "why.cduOut",        "why.loopLow",       "why.fanWallOut",   "why.unknown",
          "why.hottest",     "why.airForCoolant", "why.coolantForAir", "why.sinkForPlate", "why.plateForSink"})
      QVERIFY2(language->has(id), id);
    Frame frame = evenFrame();
    frame.racks.coolantInC[2] = 41.0f;
    frame.chips.powerW[140] = 455.0f;
    frame.chips.dieC[140] = 71.0f;
    for (const Text& text : why(rack2, frame))
      QVERIFY2(language->say(text).find('{') == std::string::npos, text.id.c_str());
  }
}

PLENUM_TEST(WhyTest)
#include "WhyTest.moc"
