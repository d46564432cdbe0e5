// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>
#include <set>

#include "overlays/Overlay.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

namespace {

double lightness(Rgb8 c) { return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b; }

}  // namespace

class OverlayTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyRowIsFoundByItsOwnId() {
    std::set<std::string_view> ids;
    for (const Overlay& overlay : overlays()) {
      QVERIFY(ids.insert(overlay.id).second);
      QCOMPARE(findOverlay(overlay.id), &overlay);
    }
    QVERIFY(findOverlay("moon") == nullptr);
    for (const char* id :
         {"chip-temperature", "chip-utilisation", "chip-power", "rack-power", "rack-inlet", "rack-outlet",
          "coolant-supply", "coolant-return", "coolant-flow", "throttled-chips", "chip-clock", "energised"})
      QVERIFY2(findOverlay(id), id);
  }

  void rangesRiseAndLimitsLieWithin() {
    for (const Overlay& overlay : overlays()) {
      QVERIFY(overlay.low < overlay.high);
      QVERIFY(overlay.scale > 0.0);
      if (overlay.limit) QVERIFY(*overlay.limit > overlay.low && *overlay.limit < overlay.high);
    }
  }

  void everyAccessorGivesOneValueForEachThing() {
    const auto layout = test::fakeLayout();
    const auto frame = test::fakeFrame(layout);
    for (const Overlay& overlay : overlays()) {
      QVERIFY(overlay.racks || overlay.chips || overlay.things);
      if (overlay.racks) QCOMPARE(overlay.racks(*frame).size(), layout->racks.size());
      if (overlay.chips) QCOMPARE(overlay.chips(*frame).size(), std::size_t{layout->chips});
    }
  }

  void everyOverlayHasATitleInBothLanguages() {
    for (const char* language : {"en", "zh"}) {
      const QDir folder(QString::fromStdString((test::sourceDir() / "assets/language" / language).string()));
      QJsonObject texts;
      for (const QString& name : folder.entryList({QStringLiteral("*.json")})) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject table = QJsonDocument::fromJson(file.readAll()).object();
        for (auto at = table.begin(); at != table.end(); ++at) texts.insert(at.key(), at.value());
      }
      for (const Overlay& overlay : overlays())
        QVERIFY2(!texts.value(QString::fromStdString("overlay." + std::string(overlay.id))).toString().isEmpty(),
                 overlay.id.data());
    }
  }

  void aValueOutOfRangeTakesTheEndColourAndNoneTheNeutralOne() {
    const Overlay& power = *findOverlay("rack-power");  // 0 … 140 kW
    QCOMPARE(power.colourOf(-5.0f), sequentialMap().at(0.0));
    QCOMPARE(power.colourOf(900e3f), sequentialMap().at(1.0));
    QCOMPARE(power.colourOf(70e3f), sequentialMap().at(0.5));
    QCOMPARE(power.colourOf(std::nanf("")), noValueColour);
  }

  void headroomOfARackIsThatOfWhatCoolsIt() {
    auto layout = std::make_shared<Layout>(*test::fakeLayout());
    layout->racks[0].loop = layout->halls[layout->racks[0].hall].firstLoop;
    auto frame = test::fakeFrame(layout);
    frame->cdus.headroomW.assign(layout->cdus.size(), 2e5f);
    frame->cdus.heatW.assign(layout->cdus.size(), 8e5f);
    const Overlay& headroom = *findOverlay("headroom");
    QVERIFY(test::isNear(static_cast<double>(headroom.rackValue(*frame, 0)), 0.2, 1e-6));
    QVERIFY(test::isNear(static_cast<double>(headroom.valueAt(*frame, {Kind::cdu, 1, 0})), 0.2, 1e-6));
    QVERIFY(std::isnan(headroom.valueAt(*frame, {Kind::pump, 0, 0})));
    // a circuit that is lost: what it cooled has no room, whatever the hall's air has
    frame->cdus.headroomW.assign(layout->cdus.size(), 0.0f);
    frame->cdus.heatW.assign(layout->cdus.size(), 0.0f);
    frame->cdus.state.assign(layout->cdus.size(), Running::on);
    frame->fanWalls.headroomW.assign(layout->fanWalls.size(), 1e5f);
    frame->fanWalls.heatW.assign(layout->fanWalls.size(), 1e5f);
    QCOMPARE(headroom.rackValue(*frame, 0), 0.0f);
    QCOMPARE(headroom.valueAt(*frame, {Kind::cdu, 1, 0}), 0.0f);
    frame->cdus.state.assign(layout->cdus.size(), Running::off);
    QVERIFY(std::isnan(headroom.valueAt(*frame, {Kind::cdu, 1, 0})));
    // little room is the bright end
    QCOMPARE(headroom.colourOf(0.0f), sequentialMap().at(1.0));
  }

  void timeToThrottleCountsDownWithTheFrameAndKnowsNever() {
    const auto layout = test::fakeLayout();
    auto frame = test::fakeFrame(layout);
    const Overlay& left = *findOverlay("time-to-throttle");
    QVERIFY(std::isnan(left.rackValue(*frame, 0)));
    auto outlook = std::make_shared<Outlook>();
    outlook->revision = frame->revision;
    outlook->from = frame->time;
    outlook->horizonS = 1800;
    outlook->throttleInS.assign(layout->racks.size(), Outlook::never);
    outlook->throttleInS[3] = 300.0f;
    frame->outlook = outlook;
    frame->time = frame->time + seconds(60);
    QCOMPARE(left.rackValue(*frame, 3), 240.0f);
    QVERIFY(std::isinf(left.rackValue(*frame, 0)));
    QCOMPARE(left.colourOf(left.rackValue(*frame, 0)), left.map().at(1.0));
    frame->revision += 1;
    QVERIFY(std::isnan(left.rackValue(*frame, 3)));
  }

  void aRangeThatFollowsHoldsEveryValueAndAnotherMovesTheColours() {
    const auto layout = test::fakeLayout();
    const auto frame = test::fakeFrame(layout);
    const Overlay& power = *findOverlay("rack-power");
    const OverlayRange range = rangeIn(*frame, power);
    for (const float watts : frame->racks.powerW) QVERIFY(range.low <= watts * 1e-3 && watts * 1e-3 <= range.high);
    QCOMPARE(over(power, {0.0, 70.0}).colourOf(70e3f), sequentialMap().at(1.0));
    QCOMPARE(rangeIn(*frame, *findOverlay("water")), (OverlayRange{0.0, 6.0}));
  }

  void theSequentialMapGetsLighterAllTheWay() {
    for (int i = 1; i < ColourMap::size; ++i)
      QVERIFY(lightness(sequentialMap().colours[i]) >= lightness(sequentialMap().colours[i - 1]) - 0.5);
    QVERIFY(lightness(sequentialMap().at(1.0)) - lightness(sequentialMap().at(0.0)) > 150);
  }

  void theDivergingMapIsLightestInTheMiddleAndBalanced() {
    const ColourMap& map = divergingMap();
    for (int i = 1; i < 128; ++i) {
      QVERIFY(lightness(map.colours[i]) >= lightness(map.colours[i - 1]) - 0.5);
      QVERIFY(lightness(map.colours[255 - i]) >= lightness(map.colours[256 - i]) - 0.5);
      QVERIFY(test::isNear(lightness(map.colours[i]), lightness(map.colours[255 - i]), 25.0));
    }
  }
};

PLENUM_TEST(OverlayTest)
#include "OverlayTest.moc"
