// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

namespace {

/// Seconds after `fromS` at which `isSo` first holds, looking every tick; < 0: not within `mostS`.
template <class F>
double firstAt(RunningSite& run, double fromS, double mostS, F isSo) {
  while ((timeOf(*run.model, *run.state) - run.model->start).seconds() - fromS < mostS) {
    run.advance(1);
    if (isSo()) return (timeOf(*run.model, *run.state) - run.model->start).seconds() - fromS;
  }
  return -1.0;
}

}  // namespace

/// The default story of a lost utility (physics 7.4), on the small site: which thing stops and comes back when.
class UtilityLossTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void goesByItsTimeline() {
    RunningSite run;
    run.tickLength = Duration{500'000};
    run.start().advance(20);
    const double lossS = 10.0;
    const auto& s = run.state->power;
    const std::uint32_t ua = run.indexOf("UA"), ma = run.indexOf("MA"), mech = run.indexOf("MECH");
    run.act(Fail{"GRID-A"});
    run.act(Fail{"GRID-B"});
    run.advance(1);
    // at once: batteries; plant that is not behind a UPS stands still; CDUs and fan walls behind one do not
    QCOMPARE(run.state->power.ups[ua], SimState::UpsState::battery);
    QVERIFY(!run.state->power.isEnergised[mech]);
    QCOMPARE(run.metrics().darkRacks, 0u);
    QVERIFY(run.state->cdus.pumpsUp[0] > 0.0);
    // gensets ready within 10 … 15 s, boards on them within 15 s
    const double boardS = firstAt(run, lossS, 60.0, [&] { return s.side[ma] == SimState::Side::standby; });
    QVERIFY2(boardS >= 10.0 && boardS <= 15.0, qPrintable(QString::number(boardS)));
    const double plantS = firstAt(run, lossS, 60.0, [&] { return run.state->power.isEnergised[mech] != 0; });
    QVERIFY2(plantS >= 10.0 && plantS <= 16.0, qPrintable(QString::number(plantS)));
    // facility pumps turn again within half a minute
    const double pumpsS = firstAt(run, lossS, 120.0, [&] {
      double turning = 0.0;
      for (const std::uint32_t p : run.layout().circuits[0].pumps) turning += run.state->plant.pumpRamp[p];
      return turning > 0.2;
    });
    QVERIFY2(pumpsS >= 10.0 && pumpsS <= 30.0, qPrintable(QString::number(pumpsS)));
    // chillers wait for their lock-out
    const double chillerS = firstAt(run, lossS, 900.0, [&] {
      return run.state->plant.chillerPhase[0] >= 2 || run.state->plant.chillerPhase[1] >= 2;
    });
    QVERIFY2(chillerS >= 60.0 && chillerS <= 400.0, qPrintable(QString::number(chillerS)));
    QCOMPARE(run.metrics().darkRacks, 0u);
    QCOMPARE(run.state->cdus.pumpsFailed[0], std::uint8_t{0});
    // the UPS walks in over its ten seconds and then charges its battery
    QCOMPARE(run.state->power.ups[ua], SimState::UpsState::well);
    QVERIFY(run.metrics().gensetPowerW > run.metrics().itPowerW);
    // the mains come back: the boards return once they have been well for five minutes, and without a break
    run.act(Restore{"GRID-A"});
    run.act(Restore{"GRID-B"});
    run.advance(2 * 290);
    QCOMPARE(run.state->power.side[ma], SimState::Side::standby);
    run.advance(2 * 20);
    QCOMPARE(run.state->power.side[ma], SimState::Side::normal);
    QVERIFY(run.state->power.isEnergised[mech]);
    QCOMPARE(run.metrics().gensetPowerW, 0.0);
    QVERIFY2(run.state->ledger.worstTick <= 1e-12, qPrintable(QString::number(run.state->ledger.worstTick)));
  }

  void everyDarkThingSaysWhy() {
    RunningSite run;
    run.small.ups.batteryEnergy = {600e3 * 60.0};
    run.start().advance(5);
    run.act(Fail{"G"});
    run.act(Fail{"GRID-A"});
    run.act(Fail{"GRID-B"});
    run.advance(3000);
    QCOMPARE(run.metrics().darkRacks, static_cast<std::uint32_t>(run.layout().racks.size()));
    const FramePtr frame = publish(*run.model, *run.state, 1);
    const auto rootOf = [&](std::uint64_t sequence) {
      int steps = 0;
      while (run.state->events[sequence - 1].cause != 0 && steps++ < 20)
        sequence = run.state->events[sequence - 1].cause;
      return run.state->events[sequence - 1];
    };
    for (std::uint32_t r = 0; r < run.layout().racks.size(); ++r) {
      QVERIFY(frame->racks.darkCause[r] != 0);
      const Event& why = run.state->events[frame->racks.darkCause[r] - 1];
      QCOMPARE(why.text.id, std::string("event.battery-empty"));
      QCOMPARE(rootOf(why.sequence).text.id, std::string("event.failed"));
    }
    for (std::uint32_t d = 0; d < run.layout().power.size(); ++d) {
      const bool isGenset = run.layout().power[d].kind == PowerSpec::Kind::genset;
      QCOMPARE(frame->power.darkCause[d] != 0, !isGenset);
    }
    QVERIFY(run.hasRaised("alarm.battery-low"));
  }
};

PLENUM_TEST(UtilityLossTest)
#include "UtilityLossTest.moc"
