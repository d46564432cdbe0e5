// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "physics/UpsOverload.h"
#include "sim/Stages.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

namespace {

/// The first event that says this, of this thing where one is named.
const Event* said(const RunningSite& run, const std::string& id, const std::string& of = {}) {
  for (std::size_t i = 0; i < run.state->events.size(); ++i) {
    const Event& event = run.state->events[i];
    if (event.text.id == id && (of.empty() || event.entityId == of)) return &event;
  }
  return nullptr;
}

double secondsAt(const RunningSite& run, const Event& event) { return (event.time - run.model->start).seconds(); }

/// The small site with every rack on one static switch between the two main boards, without a UPS.
void putOnSwitch(RunningSite& run, double transferS, double heldS) {
  for (RackSpec* rack : {&run.small.liquidRack, &run.small.airRack}) {
    // far below its rating a supply holds five times as long
    rack->ratedPower = {1e6};
    rack->holdUp = {heldS / 5.0};
  }
  auto catalog = std::make_shared<Catalog>(*run.small.catalog());
  TransferSpec spec;
  spec.id = "sts";
  spec.rating = {1e6};
  spec.isStatic = true;
  spec.transfer = {transferS};
  spec.retransfer = {60.0};
  catalog->add(spec, {});
  run.small.draft.catalog = catalog;
  PowerSpec sts;
  sts.kind = PowerSpec::Kind::transfer;
  sts.id = "S";
  sts.type = "sts";
  sts.from = "MA";
  sts.alternate = "MB";
  sts.originM = {110, 40};
  run.small.draft.power.push_back(sts);
  for (PowerSpec& pdu : run.small.design.power) pdu.from = "S";
}

}  // namespace

/// What happens in the power tree happens at its own instant, whatever the tick.
class PowerEventsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aStaticSwitchIsBridgedByTheSuppliesOrNot_data() {
    QTest::addColumn<double>("heldMs");
    QTest::addColumn<int>("tickMs");
    QTest::addColumn<bool>("isBridged");
    for (const int tickMs : {100, 1000, 5000}) {
      QTest::addRow("10 ms, tick %d ms", tickMs) << 10.0 << tickMs << true;
      QTest::addRow("6 ms, tick %d ms", tickMs) << 6.0 << tickMs << false;
    }
  }
  void aStaticSwitchIsBridgedByTheSuppliesOrNot() {
    QFETCH(double, heldMs);
    QFETCH(int, tickMs);
    QFETCH(bool, isBridged);
    RunningSite run;
    putOnSwitch(run, 0.008, heldMs * 1e-3);
    run.tickLength = Duration{tickMs * 1000};
    run.start().advance(5);
    const double atS = 5.0 * tickMs * 1e-3;
    run.act(Fail{"GRID-A"});
    run.advance(1);
    const auto racks = static_cast<std::uint32_t>(run.layout().racks.size());
    QCOMPARE(run.metrics().darkRacks, isBridged ? 0u : racks);
    const Event* moved = said(run, "event.source-alternate", "S");
    QVERIFY(moved);
    QVERIFY(std::abs(secondsAt(run, *moved) - atS - 0.008) < 1e-5);
    QVERIFY2(run.state->ledger.worstTick <= 1e-12, qPrintable(QString::number(run.state->ledger.worstTick)));
    QVERIFY2(run.state->ledger.worstCoupling <= 1e-12, qPrintable(QString::number(run.state->ledger.worstCoupling)));
    const Event* dark = said(run, "event.racks-dark");
    QCOMPARE(dark != nullptr, !isBridged);
    if (dark) {
      QVERIFY(std::abs(secondsAt(run, *dark) - atS - heldMs * 1e-3) < 1e-5);
      QCOMPARE(run.state->power.rackCause[0], said(run, "event.failed")->sequence);  // the feed
    }
    run.advance(65'000 / tickMs);
    QCOMPARE(run.metrics().darkRacks, 0u);  // they start again
  }

  void aBreakerTripsWhenItsReplicaSays() {
    // PA's breaker is set so low that side A alone overloads it at once, and both sides together do not
    RunningSite run;
    // a load that wanders by a hundredth, so that the current of one instant is that of all
    run.scenario.jobs[0].kind = Job::Kind::training;
    run.scenario.jobs[0].checkpointEvery = Duration{0};
    run.start().advance(2);
    const std::uint32_t pa = run.indexOf("H1/PA");
    const double halfW = run.state->power.inputW[pa];
    for (PowerSpec& pdu : run.small.design.power) pdu.breaker = {halfW * 2.0 / 1.5};  // 1.5 times with all on one side
    RunningSite again;
    again.small = run.small;
    again.scenario.jobs = run.scenario.jobs;
    again.start().advance(2);
    const std::uint32_t q = again.model->firstBreaker[again.indexOf("H1/PA")];
    const double heat = again.state->power.breakerHeat[q];
    QVERIFY(heat > 0.4 && heat < 0.7);  // (0.75)²
    again.act(Open{"H1/PB"});
    again.advance(1);
    const double x = again.state->power.breakerW[q] / again.model->power[again.indexOf("H1/PA")].settingW;
    QVERIFY2(x > 1.35 && x < 1.65, qPrintable(QString::number(x)));
    again.advance(400);
    const Event* trip = said(again, "event.breaker-overload");
    QVERIFY(trip);
    QCOMPARE(trip->entityId, std::string("H1/PA/Q1"));
    // t = τ ln((x² − Θ0) / (x² − 1.44)), from the instant at which the load came
    const double dueS = 245.0 * std::log((x * x - heat) / (x * x - 1.44));
    const double tookS = secondsAt(again, *trip) - 2.0;
    QVERIFY2(std::abs(tookS - dueS) < 0.05 * dueS, qPrintable(QString("%1 for %2").arg(tookS).arg(dueS)));
    QVERIFY(tookS != std::floor(tookS));  // not at a tick
    // why: the breaker that somebody opened
    QVERIFY(trip->cause != 0);
    QCOMPARE(again.state->events[trip->cause - 1].text.id, describe(Open{"H1/PB"}).id);
    QCOMPARE(again.metrics().darkRacks, static_cast<std::uint32_t>(again.layout().racks.size()));
    QCOMPARE(again.state->power.rackCause[0], trip->sequence);
    QVERIFY(again.hasRaised("alarm.breaker-tripped"));
  }

  void aShortCircuitIsClearedByTheNearestBreaker() {
    RunningSite run;
    run.start().advance(3);
    run.act(ShortCircuit{"H1/PA"});
    run.advance(1);
    const Event* cleared = said(run, "event.breaker-clears");
    QVERIFY(cleared);
    QCOMPARE(cleared->entityId, std::string("H1/PA/Q1"));
    QVERIFY(std::abs(secondsAt(run, *cleared) - 3.05) < 1e-4);
    QCOMPARE(run.metrics().darkRacks, 0u);  // side B
    QVERIFY(run.state->power.isEnergised[run.indexOf("UA")]);
    // the fault is still there: closing onto it opens it again
    run.act(Close{"H1/PA"});
    run.advance(1);
    QCOMPARE(run.state->power.contact[run.model->firstBreaker[run.indexOf("H1/PA")]], Contact::tripped);
    run.act(Restore{"H1/PA"});
    run.act(Close{"H1/PA"});
    run.advance(2);
    QVERIFY(run.state->power.isEnergised[run.indexOf("H1/PA")]);
  }

  void aBreakerThatFailsIsBackedUpByTheNextOne() {
    RunningSite run;
    run.start().advance(3);
    run.act(Fail{"MECH/Q1"});
    run.act(ShortCircuit{"MECH"});
    run.advance(2);
    const Event* stuck = said(run, "event.breaker-stuck");
    QVERIFY(stuck);
    QVERIFY(std::abs(secondsAt(run, *stuck) - 3.05) < 1e-4);
    const Event* cleared = said(run, "event.breaker-clears");
    QVERIFY(cleared);
    QCOMPARE(cleared->entityId, std::string("MA/Q1"));
    QVERIFY(std::abs(secondsAt(run, *cleared) - 3.35) < 1e-4);
    QVERIFY(!run.state->power.isEnergised[run.indexOf("MA")]);
    QCOMPARE(run.state->power.ups[run.indexOf("UA")], SimState::UpsState::battery);
    QCOMPARE(run.metrics().darkRacks, 0u);
  }

  void anOverloadedUpsClimbsItsLadder_data() {
    QTest::addColumn<double>("load");
    QTest::newRow("to 110 %") << 1.07;
    QTest::newRow("to 125 %") << 1.12;
    QTest::newRow("to 150 %") << 1.40;
    QTest::newRow("beyond") << 1.70;
  }
  void anOverloadedUpsClimbsItsLadder() {
    QFETCH(double, load);
    RunningSite first;
    first.start().advance(2);
    const double wholeW = 2.0 * first.state->power.outputW[first.indexOf("UA")];
    RunningSite run;
    run.small.ups.rating = {wholeW / load};
    run.small.ups.batteryEnergy = {wholeW * 600.0};
    run.start().advance(2);
    run.act(Open{"H1/PB"});
    run.advance(1);
    const std::uint32_t ua = run.indexOf("UA");
    const auto x = [&] { return run.state->power.outputW[ua] / run.small.ups.rating.si; };
    QVERIFY2(std::abs(x() - load) < 0.035, qPrintable(QString::number(x())));
    // the load wanders; the share of the allowed time that it uses up is counted along
    double used = physics::overloadAfter(0.0, x(), 1.0);
    for (int s = 0; s < 4000 && !said(run, "event.ups-overload-bypass"); ++s) {
      used = physics::overloadAfter(used, x(), 1.0);
      run.advance(1);
    }
    const Event* gave = said(run, "event.ups-overload-bypass");
    QVERIFY(gave);
    if (load < 1.5) QVERIFY2(std::abs(used - 1.0) < 0.05, qPrintable(QString::number(used)));
    if (load > 1.5) QVERIFY(secondsAt(run, *gave) < 4.0);
    QCOMPARE(run.state->power.ups[ua], SimState::UpsState::bypass);
    QCOMPARE(run.metrics().darkRacks, 0u);
    run.advance(1);
    QVERIFY(run.hasRaised("alarm.on-bypass"));
    // why: the breaker that somebody opened
    QVERIFY(gave->cause != 0);
    QCOMPARE(run.state->events[gave->cause - 1].text.id, describe(Open{"H1/PB"}).id);
  }

  void onItsBypassAUpsHasNoBatteryFromOneMomentToTheNext() {
    RunningSite run;
    run.start().advance(3);
    run.act(UpsMode{"UA", UpsMode::Mode::bypass});
    run.advance(2);
    QCOMPARE(run.state->power.ups[run.indexOf("UA")], SimState::UpsState::bypass);
    run.act(Fail{"GRID-A"});
    run.advance(1);
    // its converters take over within the hold-up of the supplies
    QCOMPARE(run.state->power.ups[run.indexOf("UA")], SimState::UpsState::battery);
    QCOMPARE(run.metrics().darkRacks, 0u);
    run.act(Restore{"GRID-A"});
    run.advance(2);
    QCOMPARE(run.state->power.ups[run.indexOf("UA")], SimState::UpsState::bypass);
    run.act(UpsMode{"UA", UpsMode::Mode::online});
    run.advance(2);
    QCOMPARE(run.state->power.ups[run.indexOf("UA")], SimState::UpsState::well);
  }

  void aUpsWhoseConvertersFailGoesToItsBypass() {
    RunningSite run;
    run.start().advance(3);
    run.act(Fail{"UA"});
    run.advance(2);
    const std::uint32_t ua = run.indexOf("UA");
    QCOMPARE(run.state->power.ups[ua], SimState::UpsState::bypass);
    QVERIFY(run.state->power.isEnergised[ua]);
    run.act(Fail{"GRID-A"});
    run.advance(1);
    QVERIFY(!run.state->power.isEnergised[ua]);
    QCOMPARE(run.metrics().darkRacks, 0u);  // side B
    QVERIFY(run.state->power.darkCause[ua] != 0);
  }

  void whatAHandOpensStaysOpen() {
    RunningSite run;
    run.start().advance(3);
    run.act(Open{"MECH/Q1"});
    run.advance(10);
    const std::uint32_t mech = run.indexOf("MECH"), q = run.model->firstBreaker[mech];
    QCOMPARE(run.state->power.contact[q], Contact::open);
    QCOMPARE(run.state->power.side[mech], SimState::Side::alternate);
    run.act(Close{"MECH/Q1"});
    run.advance(10);
    QCOMPARE(run.state->power.contact[q], Contact::closed);
    QCOMPARE(run.state->power.side[mech], SimState::Side::normal);
    run.act(Transfer{"MECH", Transfer::To::alternate});
    run.advance(1);
    QCOMPARE(run.state->power.side[mech], SimState::Side::alternate);
    run.act(Transfer{"MECH", Transfer::To::normal});
    run.advance(1);
    QCOMPARE(run.state->power.side[mech], SimState::Side::normal);
  }

  void aTieCarriesTheBoardThatIsDead() {
    RunningSite run;
    PowerSpec tie;
    tie.kind = PowerSpec::Kind::tie;
    tie.id = "TIE";
    tie.from = "MA";
    tie.alternate = "MB";
    tie.originM = {90, 40};
    run.small.draft.power.push_back(tie);
    run.start().advance(3);
    const double gridW = run.state->power.inputW[run.indexOf("GRID-B")];
    run.act(Open{"MA/Q1"});
    run.advance(3);
    const std::uint32_t ma = run.indexOf("MA");
    QCOMPARE(run.state->power.side[ma], SimState::Side::tie);
    QVERIFY(std::abs(secondsAt(run, *said(run, "event.tie-closes")) - 4.8) < 1e-4);
    QVERIFY(!said(run, "event.gensets-called"));
    run.advance(30);
    const double afterW = run.state->power.inputW[run.indexOf("GRID-B")];
    QVERIFY2(afterW > 1.8 * gridW, qPrintable(QString("%1 after %2").arg(afterW).arg(gridW)));
    QVERIFY(run.state->ledger.worstTick <= 1e-12);
    run.act(Close{"MA/Q1"});
    run.advance(310);
    QCOMPARE(run.state->power.side[ma], SimState::Side::normal);
    QCOMPARE(run.state->power.contact[run.model->firstBreaker[run.indexOf("TIE")]], Contact::open);
  }

  void aRackOnItsOwnShelfRunsThroughMinutes() {
    RunningSite run;
    for (RackSpec* rack : {&run.small.liquidRack, &run.small.airRack}) {
      rack->batteryPower = {60e3};
      rack->batteryEnergy = {60e3 * 90.0};
    }
    putOnSwitch(run, 0.3, 0.01);
    run.start().advance(5);
    run.act(Open{"S"});
    run.advance(60);
    QCOMPARE(run.metrics().darkRacks, 0u);
    QVERIFY(run.metrics().batteryPowerW > 0.9 * run.metrics().itPowerW);
    QVERIFY(run.state->ledger.worstTick <= 1e-12);
    run.act(Close{"S"});
    run.advance(60);
    QCOMPARE(run.metrics().darkRacks, 0u);
    QVERIFY(run.metrics().batteryPowerW < 0.0);  // charged again
    run.act(Open{"S"});
    run.advance(1200);
    QCOMPARE(run.metrics().darkRacks, static_cast<std::uint32_t>(run.layout().racks.size()));
    QVERIFY(run.state->ledger.worstTick <= 1e-12);
  }

  void aSplitRunIsTheWholeRunThroughACascade() {
    RunningSite whole, split;
    for (RunningSite* run : {&whole, &split}) {
      run->small.ups.batteryEnergy = {600e3 * 2.0};  // it ends before the genset is there
      run->start().advance(5);
      run->act(Fail{"GRID-A"});
      run->act(Fail{"GRID-B"});
    }
    for (int i = 0; i < 60; ++i) {
      whole.advance(1);
      split.advance(1);
      const auto bytes = serialise(*split.state);
      auto read = deserialise(*split.model, bytes);
      QVERIFY(read);
      split.state = std::move(*read);
      QCOMPARE(hashOf(*split.state), hashOf(*whole.state));
      if (i == 30) {
        whole.act(Restore{"GRID-A"});
        split.act(Restore{"GRID-A"});
      }
    }
    QVERIFY(whole.hasEvent("event.battery-empty"));
    QVERIFY(whole.hasEvent("event.racks-dark"));
  }
};

PLENUM_TEST(PowerEventsTest)
#include "PowerEventsTest.moc"
