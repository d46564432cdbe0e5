// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "physics/Frost.h"
#include "sim/Sinks.h"
#include "sim/Stages.h"
#include "support/SinkSites.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// Frost on a running plant: coils and basins that stand freeze, what moves is kept from it.
class SinksFrostTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // pumps lost in frost: each coil goes to freezing and then to a tenth of ice in the time of physics/Frost.h
  void aStandingCoilFreezesInItsTimeAndMustBeRestored() {
    RunningSite run;
    test::makeDry(run, 0.0);
    run.dryBulbC = -15.0;
    run.dewPointC = -20.0;
    run.start().advance(60);
    const std::uint32_t d = run.indexOf("DC1");
    run.act(Fail{"WP1"});
    run.act(Fail{"WP2"});
    run.advance(30);  // pumps coast to rest
    QVERIFY(run.hasRaised("alarm.frost"));
    QVERIFY(!run.state->sinks.isCoilFrozen[d]);
    const DryCoolerModel& cooler = run.model->dryCoolers[d];
    const double expectedS =
        physics::freezesInS({cooler.coilKg, 4184.0, 0.0}, {run.state->sinks.coilC[d], run.state->sinks.coilIceKg[d]},
                            cooler.stillWPerK, -15.0, 0.1);
    int seconds = 0;
    for (; seconds < 3600 && !run.state->sinks.isCoilFrozen[d]; ++seconds) run.advance(1);
    qInfo("coil frozen after %d s, by hand %.1f s", seconds, expectedS);
    QVERIFY(test::isNear(seconds, expectedS, 2.0));
    QVERIFY(run.hasRaised("alarm.coil-frozen"));
    // water comes back, but the coils are blocked and cannot be restored while they hold ice
    run.act(Restore{"WP1"});
    run.act(Restore{"WP2"});
    run.act(Restore{"DC1"});
    run.advance(60);
    QVERIFY(run.state->sinks.isCoilFrozen[d]);
    QVERIFY(stage::coolersInUse(*run.model, *run.state, run.indexOf("WARM")).units.empty());
    run.act(ShiftWeather{{25.0}, {20.0}});
    run.advance(3 * 3600);
    QVERIFY(run.state->sinks.coilIceKg[d] == 0.0);
    QVERIFY(run.state->sinks.isCoilFrozen[d]);
    run.act(Restore{"DC1"});
    run.advance(2);
    QVERIFY(!run.state->sinks.isCoilFrozen[d]);
    QVERIFY(run.state->sinks.coolerHeatW[d] > 0.0);
  }

  void glycolDoesNotFreezeThere() {
    RunningSite run;
    test::makeDry(run, 0.0);
    test::makeGlycol(run);
    run.dryBulbC = -15.0;
    run.dewPointC = -20.0;
    run.start();
    run.act(Fail{"WP1"});
    run.act(Fail{"WP2"});
    run.advance(3600);
    QVERIFY(!run.state->sinks.isCoilFrozen[run.indexOf("DC1")]);
    QVERIFY(!run.hasRaised("alarm.frost"));
    QVERIFY(run.state->sinks.coilC[run.indexOf("DC1")] < -5.0);
  }

  // V-frost drill: a cold wave on a running site. Towers by-pass before their basins freeze, coils keep moving
  void aColdWaveIsSurvivedByWhatMoves() {
    for (const bool isDry : {false, true}) {
      RunningSite run;
      // one dry cooler and no more: what is oversized in frost freezes, with or without its fans
      if (isDry) test::makeDry(run, 0.0, 1);
      run.dryBulbC = 0.0;
      run.dewPointC = -6.0;
      run.withLoad(isDry ? 0.9 : 0.2).start();
      run.act(ShiftWeather{{-25.0}, {-25.0}});
      run.advance(4 * 3600);
      QVERIFY(run.state->outside.dryBulbC < -24.0);
      for (std::size_t i = 0; i < run.model->circuits.size(); ++i) {
        if (run.layout().circuits[i].towers.empty()) continue;
        QVERIFY2(run.state->circuits.basinC[i] > 1.0, qPrintable(QString::number(run.state->circuits.basinC[i])));
        QCOMPARE(run.state->sinks.basinIceKg[i], 0.0);
      }
      for (const std::uint8_t isFrozen : run.state->sinks.isCoilFrozen) QCOMPARE(isFrozen, std::uint8_t{0});
      for (std::size_t i = 0; i < run.model->circuits.size(); ++i)
        if (!run.layout().circuits[i].towers.empty())
          QVERIFY(std::abs(run.state->circuits.supplyC[i] - run.state->circuits.setpointC[i]) < 1.5);
    }
  }

  // still air takes more from two coils that are warmer than it by 30 K than the chips give while they rest
  void aLowLoadInFrostFreezesWater() {
    RunningSite run;
    test::makeDry(run, 0.0);
    run.dryBulbC = 2.0;
    run.dewPointC = -4.0;
    run.scenario.jobs.clear();
    run.start();
    run.act(ShiftWeather{{-25.0}, {-25.0}});
    run.advance(4 * 3600);
    QVERIFY(run.state->sinks.isCoilFrozen[run.indexOf("DC1")]);
    QVERIFY(run.hasRaised("alarm.frost") && run.hasRaised("alarm.coil-frozen"));
    // it was said before it happened
    std::uint64_t said = 0, happened = 0;
    for (std::size_t e = 0; e < run.state->events.size(); ++e) {
      const Event& event = run.state->events[e];
      if (event.kind != Event::Kind::raised) continue;
      if (event.text.id == "alarm.frost" && said == 0) said = event.sequence;
      if (event.text.id == "alarm.coil-frozen" && happened == 0) happened = event.sequence;
    }
    QVERIFY(said < happened);
  }

  void aBasinThatStandsInFrostIcesAndStopsItsPumps() {
    RunningSite run;
    run.dryBulbC = -30.0;
    run.dewPointC = -35.0;
    run.tickLength = seconds(10);
    run.withLoad(0.1).start();
    const std::uint32_t i = run.indexOf("WARM");
    run.act(Fail{"WCP1"});
    run.act(Fail{"WCP2"});
    int ticks = 0;
    const double level = run.state->circuits.basinLevelKg[i];
    run.advance(6);
    const double basinC = run.state->circuits.basinC[i];
    for (; ticks < 200'000 && !run.state->sinks.isBasinTripped[i]; ++ticks) run.advance(1);
    const double expectedS =
        physics::freezesInS({level, 4184.0, 0.0}, {basinC, 0.0}, run.model->circuits[i].basinSkinWPerK, -30.0, 0.2);
    qInfo("basin iced after %d s, by hand %.0f s", 10 * ticks, expectedS);
    QVERIFY(test::isClose(10.0 * ticks, expectedS, 0.01));
    QVERIFY(run.hasRaised("alarm.basin-tripped"));
  }
};

PLENUM_TEST(SinksFrostTest)
#include "SinksFrostTest.moc"
