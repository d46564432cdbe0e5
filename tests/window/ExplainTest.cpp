// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QStandardPaths>

#include "support/SmallSite.h"
#include "support/Test.h"
#include "window/Explain.h"
#include "window/Languages.h"

using namespace plenum;
using namespace plenum::views;

/// The tab Why, as the window fills it: of which thing a number is, and the answer before the equation.
class ExplainTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
  void aFigureOfNarrowerThingsIsThatOfTheHighest();
  void theHottestChipIsAnsweredBeforeItsEquation();
};

namespace {

Frame frameOfSmallSite() {
  Frame frame;
  frame.layout = test::SmallSite().layout();
  const Layout& layout = *frame.layout;
  frame.chips.dieC.assign(layout.chips, 50.0f);
  frame.chips.powerW.assign(layout.chips, 400.0f);
  frame.chips.utilisation.assign(layout.chips, 0.9f);
  frame.racks.coolantInC.assign(layout.racks.size(), 40.0f);
  frame.racks.inletC.assign(layout.racks.size(), 24.0f);
  frame.racks.flowKgPerS.assign(layout.racks.size(), 0.5f);
  frame.racks.airFlowM3PerS.assign(layout.racks.size(), 1.0f);
  frame.racks.powerW.assign(layout.racks.size(), 30000.0f);
  return frame;
}

}  // namespace

void ExplainTest::aFigureOfNarrowerThingsIsThatOfTheHighest() {
  Look look;
  Languages languages;
  languages.speak("en", look);
  const auto explain = explainWith(look);
  Frame frame = frameOfSmallSite();
  const Layout& layout = *frame.layout;
  const PlacedRack& second = layout.racks[1];
  frame.chips.dieC[second.firstChip + 5] = 61.5f;           // the hottest of the rack
  frame.chips.dieC[layout.racks.back().firstChip] = 71.5f;  // and of the campus
  const QString ofRack = explain("chip.temperature", frame, {Kind::rack, 1, 0});
  QVERIFY2(ofRack.contains("61.5"), qPrintable(ofRack));
  QVERIFY2(ofRack.contains(QString::fromStdString(layout.idOf({Kind::chip, second.firstChip + 5, 0}))),
           qPrintable(ofRack));
  QVERIFY2(ofRack.contains("the highest here"), qPrintable(ofRack));
  QVERIFY(explain("chip.temperature", frame, EntityRef{}).contains("71.5"));
  // a hall by its racks, a building by its halls; what holds no chips is not answered with another's
  QVERIFY(explain("chip.temperature", frame, {Kind::hall, 0, 0}).contains("the highest here"));
  QVERIFY(
      explain("chip.temperature", frame, {Kind::building, layout.halls[0].building, 0}).contains("the highest here"));
  for (const Kind kind : {Kind::cdu, Kind::pump, Kind::chiller, Kind::powerDevice})
    if (layout.count(kind) > 0) {
      const QString page = explain("chip.temperature", frame, {kind, 0, 0});
      QVERIFY2(!page.contains("71.5") && !page.contains("the highest here"), qPrintable(page));
    }
  // a thing's own figure needs no choice
  frame.racks.powerW[1] = 31234.0f;
  const QString power = explain("rack.power", frame, {Kind::chip, second.firstChip, 0});
  QVERIFY2(power.contains("31.23") && !power.contains("the highest"), qPrintable(power));
}

void ExplainTest::theHottestChipIsAnsweredBeforeItsEquation() {
  Look look;
  Languages languages;
  languages.speak("en", look);
  Frame frame = frameOfSmallSite();
  frame.chips.dieC[frame.layout->racks[1].firstChip] = 61.5f;
  // the strip asks for it while the rack that holds it is selected
  const QString html = explainWith(look)("max-chip", frame, {Kind::rack, 1, 0});
  const auto answer = html.indexOf("The hottest chip of the campus is in");
  const auto equation = html.indexOf("max(T_chip)");
  QVERIFY2(answer >= 0 && equation > answer, qPrintable(html));
  QVERIFY(html.contains(QString::fromStdString(frame.layout->racks[1].id)));
}

PLENUM_TEST_WITH(QApplication, ExplainTest)
#include "ExplainTest.moc"
