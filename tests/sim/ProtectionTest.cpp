// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "support/Draws.h"
#include "support/PowerSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::PowerSite;

namespace {

#define CHECK_STORY(site, condition) QVERIFY2(condition, (site).story().c_str())

bool isWithinStory(double value, double low, double high) {
  if (value >= low && value <= high) return true;
  qWarning("%g is not within %g … %g", value, low, high);
  return false;
}

bool hasCause(const PowerSite& site, int rack, const std::string& line) {
  const std::vector<std::string> why = site.whyDark(rack);
  return std::find(why.begin(), why.end(), line) != why.end();
}

/// F → M → PDUs P1, P2, one rack on each.
void twoPdus(PowerSite& site) {
  site.feed("F");
  site.board("M", "F", 1e6);
  for (const char* id : {"P1", "P2"}) {
    site.board(id, "M", 1e5);
    site.rack(id);
  }
}

/// A power tree that nobody would build: feeds, boards, UPSs, switches and ties at random.
void grow(PowerSite& site, plenum::test::Draws& draw) {
  std::vector<std::string> live;
  const int feeds = draw.whole(1, 3);
  for (int i = 0; i < feeds; ++i) {
    live.push_back("F" + std::to_string(i));
    site.feed(live.back());
  }
  const int gensets = draw.whole(0, 2);
  std::vector<std::string> sets, boards;
  for (int i = 0; i < gensets; ++i) {
    sets.push_back("G" + std::to_string(i));
    site.genset(sets.back(), draw.between(2e4, 2e5), draw.between(1.0, 4.0));
  }
  const auto any = [&] { return live[draw.below(live.size())]; };
  const int count = draw.whole(2, 8);
  for (int i = 0; i < count; ++i) {
    const std::string id = "D" + std::to_string(i), from = any(), other = any();
    const double kind = draw.uniform();
    if (kind < 0.4) {
      PowerSpec& board = site.board(id, from, draw.between(2e4, 2e5));
      if (!sets.empty() && draw.chance(0.4)) board.standby = sets;
      if (other != from && draw.chance(0.4)) board.alternate = other;
      board.shed = draw.whole(0, 2);
      boards.push_back(id);
    } else if (kind < 0.8) {
      UpsSpec ups = PowerSite::seconds(draw.between(0.5, 20.0));
      ups.hasBypass = draw.chance(0.5);
      ups.batteryEfficiency = {draw.between(0.9, 1.0)};
      ups.peukert = draw.between(1.0, 1.3);
      ups.walkIn = {draw.between(0.0, 5.0)};
      ups.loss = {0.005, 0.01, 0.015};
      site.ups(id, from, draw.between(1.5e4, 1e5), ups).isEconomy = ups.hasBypass && draw.chance(0.3);
    } else if (other != from) {
      site.staticSwitch(id, from, other, draw.between(0.002, 0.02));
    } else {
      site.board(id, from, 1e5);
      boards.push_back(id);
    }
    live.push_back(id);
  }
  if (boards.size() >= 2 && draw.chance(0.5)) site.tie("T", boards[0], boards[1]);
  const int racks = draw.whole(1, 4);
  for (int r = 0; r < racks; ++r) {
    const std::string a = any(), b = any();
    site.rack(a, b != a && draw.chance(0.6) ? b : "");
  }
}

}  // namespace

/// What breakers, bypasses, ties and switches do when something gives way, and that nothing is lost on the way.
class ProtectionTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void tieThatTakesOnTooMuchTakesBothBoardsDown() {
    PowerSite site;
    const double w = PowerSite::rackW();
    for (const char* side : {"A", "B"}) {
      const std::string s(side);
      site.feed("F" + s);
      site.board("M" + s, "F" + s, 1e6).breaker = {3.0 * w};
      for (int i = 1; i <= 2; ++i) {
        site.ups("U" + s + std::to_string(i), "M" + s, 2.0 * w, PowerSite::seconds(15));
        site.rack("U" + s + std::to_string(i));
      }
    }
    site.tie("T", "MA", "MB");
    site.start();
    site.at(10.0, Fail{"FA"});
    site.advanceTo(700.0);
    CHECK_STORY(site, isWithinStory(site.when("event.tie-closes", "T"), 11.7, 11.9));
    // 4/3 of its setting and more while batteries charge: after minutes, by its replica
    CHECK_STORY(site, isWithinStory(site.when("event.breaker-overload", "MB/Q1"), 100.0, 420.0));
    CHECK_STORY(site, site.racksUp() == 0);
    CHECK_STORY(site, hasCause(site, 4, "event.breaker-overload MB/Q1") && hasCause(site, 1, "event.failed FA"));
  }

  void overloadedUpsGoesToItsBypassAndComesBack() {
    PowerSite site;
    const double ratedW = PowerSite::rackW() / 1.4;
    for (const char* side : {"A", "B"}) {
      const std::string s(side);
      site.feed("F" + s);
      site.ups("U" + s, "F" + s, ratedW, PowerSite::withBypass());
    }
    site.rack("UA", "UB");
    site.start();
    site.at(10.0, Fail{"FA"});
    site.at(10.0, Open{"UA"});
    site.at(10.0, Fail{"UA"});
    site.advanceTo(100.0);
    CHECK_STORY(site, isWithinStory(site.when("event.ups-overload-bypass", "UB"), 69.0, 71.5));  // 60 s at 140 %
    CHECK_STORY(site, site.racksUp() == 1);
    site.run.act(Restore{"FA"});
    site.run.act(Restore{"UA"});
    site.at(100.0, Close{"UA"});
    site.advanceTo(130.0);
    CHECK_STORY(site, site.when("event.ups-converts", "UB") > 109.0);
    CHECK_STORY(site, site.racksUp() == 1 && site.when("event.racks-dark") < 0.0);
  }

  void mainsLostInMaintenanceBypassAreBridgedByTheSuppliesOrNot_data() {
    QTest::addColumn<double>("holdUpS");
    QTest::addColumn<bool>("isUp");
    QTest::newRow("12 ms") << 0.012 << true;
    QTest::newRow("2 ms") << 0.002 << false;
  }
  void mainsLostInMaintenanceBypassAreBridgedByTheSuppliesOrNot() {
    QFETCH(double, holdUpS);
    QFETCH(bool, isUp);
    PowerSite site({holdUpS});
    site.feed("F");
    site.ups("U", "F", 2.0 * PowerSite::rackW(), PowerSite::withBypass());
    site.rack("U");
    site.start();
    site.at(5.0, UpsMode{"U", UpsMode::Mode::bypass});
    site.at(10.0, Fail{"F"});
    site.advanceTo(15.0);
    CHECK_STORY(site, site.isLive("U"));
    CHECK_STORY(site, (site.racksUp() == 1) == isUp);
    CHECK_STORY(site, (site.when("event.racks-dark") < 0.0) == isUp);
  }

  void staticSwitchSavesWhatSlowSuppliesWouldLose() {
    for (const double transferS : {0.008, 0.020}) {
      PowerSite site;
      site.feed("FA");
      site.feed("FB");
      site.staticSwitch("S", "FA", "FB", transferS);
      site.rack("S");
      site.start();
      site.at(10.0, Fail{"FA"});
      site.advanceTo(12.0);
      CHECK_STORY(site, test::isNear(site.when("event.source-alternate", "S"), 10.0 + transferS, 1e-5));
      CHECK_STORY(site, (site.racksUp() == 1) == (transferS < 0.012));
    }
  }

  void shortCircuitTakesOneRackAndDipsTheOther_data() {
    QTest::addColumn<double>("holdUpS");
    QTest::addColumn<bool>("isNeighbourUp");
    QTest::newRow("80 ms") << 0.080 << true;
    QTest::newRow("12 ms") << 0.012 << false;
  }
  void shortCircuitTakesOneRackAndDipsTheOther() {
    QFETCH(double, holdUpS);
    QFETCH(bool, isNeighbourUp);
    PowerSite site({holdUpS});
    twoPdus(site);
    site.start();
    site.at(10.0, ShortCircuit{"P1"});
    site.advanceTo(15.0);
    CHECK_STORY(site, test::isNear(site.when("event.breaker-clears", "P1/Q1"), 10.05, 1e-4));
    CHECK_STORY(site, !site.isUp(1));
    CHECK_STORY(site, site.isUp(2) == isNeighbourUp);
    CHECK_STORY(site, site.isLive("P2") && !site.isLive("P1"));
    site.advanceTo(120.0);
    CHECK_STORY(site, !site.isUp(1) && site.isUp(2));
  }

  void upsRidesThroughAShortCircuitBesideIt() {
    PowerSite site;
    site.feed("F");
    site.board("M", "F", 1e6);
    site.board("P", "M", 1e5);
    site.ups("U", "M", 2.0 * PowerSite::rackW());
    site.rack("U");
    site.start();
    site.at(10.0, ShortCircuit{"P"});
    site.advanceTo(30.0);
    CHECK_STORY(site, isWithinStory(site.when("event.ups-battery", "U"), 10.0, 10.01));
    CHECK_STORY(site, isWithinStory(site.when("event.ups-well", "U"), 10.04, 10.2));
    CHECK_STORY(site, site.racksUp() == 1 && site.when("event.racks-dark") < 0.0);
  }

  void breakerThatFailsHandsTheFaultToTheNextOne() {
    PowerSite site({0.080});
    twoPdus(site);
    site.start();
    site.at(5.0, Fail{"P1/Q1"});
    site.at(10.0, ShortCircuit{"P1"});
    site.advanceTo(20.0);
    CHECK_STORY(site, test::isNear(site.when("event.breaker-clears", "M/Q1"), 10.35, 1e-3));
    CHECK_STORY(site, site.racksUp() == 0);
    CHECK_STORY(site, !site.isLive("M") && hasCause(site, 2, "action.short-circuit P1"));
  }

  void switchWhoseContactSticksDoesNotTransfer() {
    PowerSite site;
    site.feed("FA");
    site.feed("FB");
    site.movingSwitch("S", "FA", "FB");
    site.ups("U", "S", 2.0 * PowerSite::rackW(), PowerSite::seconds(20));
    site.rack("U");
    site.start();
    site.at(5.0, Fail{"S/Q1"});
    site.at(10.0, Fail{"FA"});
    site.advanceTo(80.0);
    CHECK_STORY(site, site.when("event.breaker-stuck", "S/Q1") > 10.0);
    CHECK_STORY(site, site.when("event.source-alternate", "S") < 0.0);
    CHECK_STORY(site, isWithinStory(site.when("event.battery-empty", "U"), 49.0, 51.0));
    CHECK_STORY(site, site.racksUp() == 0);
  }

  void secondPathLostDuringMaintenanceIsTheEnd() {
    PowerSite site;
    for (const char* side : {"A", "B"}) {
      const std::string s(side);
      site.feed("F" + s);
      site.ups("U" + s, "F" + s, 2.0 * PowerSite::rackW(), PowerSite::seconds(10));
      site.board("P" + s, "U" + s, 1e5);
    }
    site.rack("PA", "PB");
    site.start();
    site.at(10.0, Open{"PA"});
    site.advanceTo(20.0);
    CHECK_STORY(site, site.racksUp() == 1);
    site.at(20.0, Fail{"FB"});
    site.advanceTo(100.0);
    CHECK_STORY(site, isWithinStory(site.when("event.battery-empty", "UB"), 38.0, 41.0));
    CHECK_STORY(site, site.racksUp() == 0 && hasCause(site, 1, "event.failed FB"));
    site.at(100.0, Close{"PA"});
    site.advanceTo(200.0);
    CHECK_STORY(site, site.racksUp() == 1);
  }

  void paralleledUpsSharesOnItsBatteryToo() {
    PowerSite site;
    for (const char* id : {"A", "B"}) {
      site.feed(std::string("F") + id);
      site.ups(id, std::string("F") + id, PowerSite::rackW(), PowerSite::seconds(30));
    }
    site.board("X", "A", 1e6).parallel = {"B"};
    site.rack("X");
    site.start();
    site.at(10.0, Fail{"FA"});
    site.advanceTo(20.0);
    CHECK_STORY(site, test::isNear(site.outputW("A"), 0.5 * PowerSite::rackW(), 200.0));
    CHECK_STORY(site, test::isNear(site.outputW("B"), 0.5 * PowerSite::rackW(), 200.0));
    // half loaded, its 30 s last 60
    site.advanceTo(100.0);
    CHECK_STORY(site, isWithinStory(site.when("event.battery-empty", "A"), 69.0, 71.0));
    CHECK_STORY(site, site.racksUp() == 1 && site.outputW("A") == 0.0);
  }

  void upsInEconomyIsAGapOfMilliseconds() {
    PowerSite site;
    site.feed("F");
    site.ups("U", "F", 2.0 * PowerSite::rackW(), PowerSite::withBypass()).isEconomy = true;
    site.rack("U");
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(20.0);
    CHECK_STORY(site, isWithinStory(site.when("event.ups-battery", "U"), 10.001, 10.010));
    CHECK_STORY(site, site.racksUp() == 1 && site.when("event.racks-dark") < 0.0);
  }

  // what goes in comes out as load, loss or storage, whatever the tree and whatever fails
  void randomTreesLoseNoEnergy() {
    int happenings = 0;
    double worst = 0.0;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
      plenum::test::Draws draw(seed, 66);
      PowerSite site({0.012});
      grow(site, draw);
      site.run.tickLength = Duration{draw.whole(1, 20) * 100'000};
      site.start();
      const auto& power = site.run.layout().power;
      for (int i = 0; i < 12; ++i) {
        const PowerSpec& target = *std::next(site.devices.begin(), static_cast<long>(draw.below(site.devices.size())));
        const double kind = draw.uniform();
        if (kind < 0.35) site.run.act(Fail{target.id});
        if (kind >= 0.35 && kind < 0.55) site.run.act(Restore{target.id});
        if (kind >= 0.55 && kind < 0.65 && target.kind != PowerSpec::Kind::feed) site.run.act(ShortCircuit{target.id});
        if (kind >= 0.65 && kind < 0.75) site.run.act(Open{target.id});
        if (kind >= 0.75 && kind < 0.85) site.run.act(Close{target.id});
        if (kind >= 0.85) site.run.act(Fail{target.id + "/Q1"});
        site.run.advance(draw.whole(1, 3));
        const SimState::Power& s = site.run.state->power;
        for (std::uint32_t d = 0; d < power.size(); ++d)
          QVERIFY2(std::isfinite(s.inputW[d]) && std::isfinite(s.batteryJ[d]) && s.batteryJ[d] > -1.0,
                   qPrintable(QString("tree %1, %2").arg(seed).arg(power[d].id.c_str())));
        // joules of the last sub-step: what sources gave against what loads, losses and stores took
        const auto& ledger = site.run.state->ledger;
        const double open = std::abs(ledger.sourcesJ - ledger.devicesJ) / std::max(1.0, std::abs(ledger.devicesJ));
        if (open > 1e-9)
          QVERIFY2(
              false,
              qPrintable(QString("tree %1: %2 J in, %3 J out").arg(seed).arg(ledger.sourcesJ).arg(ledger.devicesJ) +
                         QString::fromStdString(site.story())));
        worst = std::max(worst, open);
      }
      happenings += static_cast<int>(site.run.state->events.size());
    }
    QVERIFY2(happenings > 10'000 && worst <= 1e-9, qPrintable(QString("%1, %2").arg(happenings).arg(worst)));
  }
};

PLENUM_TEST(ProtectionTest)
#include "ProtectionTest.moc"
