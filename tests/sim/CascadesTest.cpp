// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "support/PowerSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::PowerSite;

namespace {

using Why = std::vector<std::string>;

/// What holds in every story: energy closes, and what follows comes after what it follows from.
QString faultOf(const PowerSite& site) {
  const auto& log = site.run.state->events;
  for (std::size_t i = 0; i < log.size(); ++i) {
    const Event& e = log[i];
    if (e.cause == 0) continue;
    if (e.cause >= e.sequence || log[e.cause - 1].time > e.time)
      return QString("event %1 before its cause %2").arg(e.sequence).arg(e.cause);
  }
  const auto& ledger = site.run.state->ledger;
  if (ledger.worstTick > 1e-12) return QString("energy open by %1").arg(ledger.worstTick);
  // of one rack beside a plant for thirty
  if (ledger.worstCoupling > 1e-11) return QString("a coupling open by %1").arg(ledger.worstCoupling);
  return {};
}

bool isWithin(double value, double low, double high) {
  if (value >= low && value <= high) return true;
  qWarning("%g is not within %g … %g", value, low, high);
  return false;
}

std::string joined(const Why& why) {
  std::string out;
  for (const std::string& line : why) out += (out.empty() ? "" : " < ") + line;
  return out;
}

/// F → M, with gensets if there are any, → U → racks.
void chain(PowerSite& site, int racks, UpsSpec ups) {
  site.feed("F");
  site.board("M", "F", 1e6);
  site.ups("U", "M", 2.0 * racks * PowerSite::rackW(), std::move(ups));  // half loaded
  for (int r = 0; r < racks; ++r) site.rack("U");
}

#define CHECK_STORY(site, condition) QVERIFY2(condition, (site).story().c_str())
#define SOUND(site) \
  QVERIFY2(faultOf(site).isEmpty(), qPrintable(faultOf(site) + QString::fromStdString((site).story())))

}  // namespace

/// Stories of lost sources with a known end: who is dark, why, in which order and when.
class CascadesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void lostFeedWithAFailedGensetEndsWithTheBattery() {
    PowerSite site;
    chain(site, 2, PowerSite::seconds(60));
    site.genset("G", 1e6);
    site.devices.back().id = "G";
    for (PowerSpec& d : site.devices)
      if (d.id == "M") d.standby = {"G"};
    site.start();
    site.at(5.0, Fail{"G"});
    site.at(10.0, Fail{"F"});
    site.advanceTo(200.0);
    CHECK_STORY(site, isWithin(site.when("event.ups-battery", "U"), 10.0, 10.001));
    // 60 s at rated power, half loaded: two minutes
    CHECK_STORY(site, isWithin(site.when("event.battery-empty", "U"), 129.0, 131.0));
    CHECK_STORY(site, site.when("event.genset-runs", "G") < 0.0);
    QCOMPARE(site.racksUp(), 0);
    QCOMPARE(joined(site.whyDark(1)), std::string("event.battery-empty U < event.failed F"));
    SOUND(site);
  }

  void gensetThatDoesNotStartIsLockedOut() {
    PowerSite site;
    chain(site, 1, PowerSite::seconds(60));
    site.genset("G", 1e6, 10.0, 1.0);
    for (PowerSpec& d : site.devices)
      if (d.id == "M") d.standby = {"G"};
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(200.0);
    CHECK_STORY(site, site.when("event.genset-runs", "G") < 0.0);
    QCOMPARE(site.racksUp(), 0);
    QVERIFY(publish(*site.run.model, *site.run.state, 1)->power.state[site.run.indexOf("G")] == Running::failed);
    SOUND(site);
  }

  void gensetIsBridgedByTheBattery() {
    PowerSite site;
    chain(site, 2, PowerSite::fiveMinutes());
    site.genset("G", 1e6);
    for (PowerSpec& d : site.devices)
      if (d.id == "M") d.standby = {"G"};
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(60.0);
    // two seconds of confirmation, ten of start
    CHECK_STORY(site, isWithin(site.when("event.gensets-called", "M"), 11.9, 12.1));
    CHECK_STORY(site, isWithin(site.when("event.genset-runs", "G"), 21.9, 22.1));
    CHECK_STORY(site, isWithin(site.when("event.source-standby", "M"), 21.9, 22.6));
    CHECK_STORY(site, site.when("event.ups-well", "U", 20.0) >= 21.9);
    CHECK_STORY(site, site.when("event.racks-dark") < 0.0);
    site.at(100.0, Restore{"F"});
    site.advanceTo(395.0);
    CHECK_STORY(site, site.outputW("G") > 0.0);
    site.advanceTo(405.0);
    CHECK_STORY(site, site.outputW("G") == 0.0 && site.racksUp() == 2);
    CHECK_STORY(site, isWithin(site.when("event.source-normal", "M"), 399.0, 402.0));
    SOUND(site);
  }

  void batteryThatEndsBeforeTheGensetsInterrupts() {
    PowerSite site;
    chain(site, 1, PowerSite::seconds(3));  // six at half load
    site.genset("G", 1e6);
    for (PowerSpec& d : site.devices)
      if (d.id == "M") d.standby = {"G"};
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(18.0);
    CHECK_STORY(site, isWithin(site.when("event.battery-empty", "U"), 15.9, 16.1));
    CHECK_STORY(site, isWithin(site.when("event.racks-dark") - site.when("event.battery-empty", "U"), 0.010, 0.015));
    QCOMPARE(site.racksUp(), 0);
    CHECK_STORY(site, site.run.state->power.genset[site.run.indexOf("G")] != SimState::GensetPhase::lockedOut);
    site.advanceTo(120.0);  // racks boot for a minute
    CHECK_STORY(site, site.racksUp() == 1);
    CHECK_STORY(site, isWithin(site.when("event.source-standby", "M"), 21.9, 22.6));
    CHECK_STORY(site, site.when("event.genset-dip") < 0.0);
    SOUND(site);
  }

  void secondGensetCarriesWhenTheFirstDoesNotStart() {
    PowerSite site;
    chain(site, 2, PowerSite::fiveMinutes());
    site.genset("G1", 1e6);
    site.genset("G2", 1e6);
    for (PowerSpec& d : site.devices)
      if (d.id == "M") d.standby = {"G1", "G2"};
    site.start();
    site.at(5.0, Fail{"G1"});
    site.at(10.0, Fail{"F"});
    site.advanceTo(120.0);
    CHECK_STORY(site, site.outputW("G1") == 0.0);
    CHECK_STORY(site, site.outputW("G2") > 1.9 * PowerSite::rackW());
    CHECK_STORY(site, site.racksUp() == 2 && site.when("event.racks-dark") < 0.0);
    SOUND(site);
  }

  void gensetsShareByTheirRatingAndJoinOneAfterTheOther() {
    PowerSite site;
    chain(site, 3, PowerSite::fiveMinutes());
    site.genset("G1", 1.2 * PowerSite::rackW());
    site.genset("G2", 2.4 * PowerSite::rackW());
    for (PowerSpec& d : site.devices)
      if (d.id == "M") d.standby = {"G1", "G2"};
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(25.5);
    site.advanceTo(60.0);
    CHECK_STORY(site, test::isNear(site.outputW("G2") / site.outputW("G1"), 2.0, 1e-9));
    CHECK_STORY(site, site.racksUp() == 3);
    // the board waits for as much as it carried: the second joins two seconds after the first
    CHECK_STORY(site, isWithin(site.when("event.source-standby", "M"), 23.9, 24.6));
    SOUND(site);
  }

  void lastGensetLeftAloneIsOverloadedAndTrips() {
    PowerSite site;
    chain(site, 2, PowerSite::seconds(20));  // 40 s at half load
    for (const char* id : {"G1", "G2"}) site.genset(id, 1.5 * PowerSite::rackW());
    for (PowerSpec& d : site.devices)
      if (d.id == "M") d.standby = {"G1", "G2"};
    site.start();
    site.at(10.0, Fail{"F"});
    site.at(100.0, Fail{"G1"});
    site.advanceTo(300.0);
    // 133 % of the other, nothing to shed: five seconds
    const double trippedS = std::max(site.when("event.genset-short", "G2"), site.when("event.genset-dip", "G2"));
    CHECK_STORY(site, isWithin(trippedS, 100.0, 106.0));
    CHECK_STORY(site, site.racksUp() == 0);
    const Why why = site.whyDark(1);
    CHECK_STORY(site, why.size() >= 3 && why.front() == "event.battery-empty U");
    CHECK_STORY(site, std::find(why.begin(), why.end(), "event.failed G1") != why.end());
    SOUND(site);
  }

  void blockThatIsTooBigTripsTheGensetUnlessTheUpsWalksIn_data() {
    QTest::addColumn<double>("walkInS");
    QTest::addColumn<bool>("isCarried");
    QTest::newRow("at once") << 0.0 << false;
    QTest::newRow("over 15 s") << 15.0 << true;
  }
  void blockThatIsTooBigTripsTheGensetUnlessTheUpsWalksIn() {
    QFETCH(double, walkInS);
    QFETCH(bool, isCarried);
    PowerSite site;
    UpsSpec ups = PowerSite::seconds(60);
    ups.walkIn = {walkInS};
    chain(site, 2, ups);
    site.genset("G", 2.0 * PowerSite::rackW() / 0.85);  // 85 % of it in one block: beyond 10 % of dip
    for (PowerSpec& d : site.devices)
      if (d.id == "M") d.standby = {"G"};
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(300.0);
    CHECK_STORY(site, (site.when("event.genset-dip", "G") < 0.0) == isCarried);
    CHECK_STORY(site, site.racksUp() == (isCarried ? 2 : 0));
    if (!isCarried) {
      const Why why = site.whyDark(1);
      CHECK_STORY(site, why.front() == "event.battery-empty U");
      CHECK_STORY(site, why.back() == "event.failed F");
    }
    SOUND(site);
  }

  void loadsAreShedByTurnAndTakenBack() {
    PowerSite site;
    const double w = PowerSite::rackW();
    site.feed("F");
    site.board("M", "F", 1e6).standby = {"G"};
    site.genset("G", 2.6 * w);  // two thirds of the load, and what their batteries take
    for (int i = 1; i <= 3; ++i) {
      const std::string x = "X" + std::to_string(i), u = "U" + std::to_string(i);
      site.board(x, "M", 1e6).shed = 3 - i;  // X2 first, then X1, X3 never
      site.ups(u, x, 2.0 * w, PowerSite::seconds(20));
      site.rack(u);
    }
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(120.0);
    CHECK_STORY(site, site.when("event.shed", "X2") > 20.0);
    CHECK_STORY(site, site.when("event.shed", "X1") < 0.0 && site.when("event.shed", "X3") < 0.0);
    CHECK_STORY(site, site.isUp(1) && !site.isUp(2) && site.isUp(3));
    const Why why = site.whyDark(2);
    CHECK_STORY(site, why.size() >= 2 && why[0] == "event.battery-empty U2" && why[1] == "event.shed X2");
    site.at(200.0, Restore{"F"});
    site.advanceTo(640.0);
    CHECK_STORY(site, site.when("event.taken-back", "X2") > 499.0);
    CHECK_STORY(site, site.racksUp() == 3);
    SOUND(site);
  }

  void secondFeedLostDuringTheBatteryRun() {
    PowerSite site;
    site.feed("FA");
    site.feed("FB");
    site.board("M", "FA", 1e6).alternate = "FB";
    site.ups("U", "M", 2.0 * PowerSite::rackW(), PowerSite::seconds(30));
    site.rack("U");
    site.start();
    site.at(10.0, Fail{"FA"});
    site.at(11.0, Fail{"FB"});
    site.advanceTo(90.0);
    CHECK_STORY(site, site.when("event.source-alternate", "M") < 0.0);
    CHECK_STORY(site, isWithin(site.when("event.battery-empty", "U"), 69.0, 71.0));
    QCOMPARE(site.racksUp(), 0);
    const Why why = site.whyDark(1);
    CHECK_STORY(site, why.front() == "event.battery-empty U");
    CHECK_STORY(site, why.back() == "event.failed FB" || why.back() == "event.failed FA");
    site.at(100.0, Restore{"FB"});
    site.advanceTo(200.0);
    CHECK_STORY(site, site.racksUp() == 1);
    SOUND(site);
  }

  void switchGoesToItsOtherFeedAndBackAfterFiveMinutes() {
    PowerSite site;
    site.feed("FA");
    site.feed("FB");
    site.movingSwitch("M", "FA", "FB");
    site.ups("U", "M", 2.0 * PowerSite::rackW(), PowerSite::fiveMinutes());
    site.rack("U");
    site.start();
    site.at(10.0, Fail{"FA"});
    site.at(60.0, Restore{"FA"});
    site.advanceTo(355.0);
    CHECK_STORY(site, isWithin(site.when("event.source-alternate", "M"), 12.2, 12.4));
    CHECK_STORY(site, site.outputW("FB") > 0.0 && site.when("event.source-normal", "M") < 0.0);
    site.advanceTo(400.0);
    CHECK_STORY(site, isWithin(site.when("event.source-normal", "M"), 359.0, 364.0));
    CHECK_STORY(site, site.outputW("FA") > 0.0 && site.outputW("FB") == 0.0);
    CHECK_STORY(site, site.when("event.racks-dark") < 0.0);
    SOUND(site);
  }

  void gensetRunsDryAndTheBatteryCarriesOn() {
    PowerSite site;
    chain(site, 2, PowerSite::seconds(30));
    site.genset("G", 10.0 * PowerSite::rackW());
    for (PowerSpec& d : site.devices)
      if (d.id == "M") d.standby = {"G"};
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(60.0);
    CHECK_STORY(site, site.outputW("G") > 0.0);
    const std::uint32_t g = site.run.indexOf("G");
    site.run.state->power.fuelL[g] = 0.05;
    site.advanceTo(400.0);
    CHECK_STORY(site, site.outputW("G") == 0.0);
    QCOMPARE(site.run.state->power.fuelL[g] >= 0.0, true);
    CHECK_STORY(site, site.when("event.battery-empty", "U", 60.0) > site.when("event.genset-dry", "G"));
    CHECK_STORY(site, site.when("event.genset-dry", "G") > 60.0);
    CHECK_STORY(site, site.racksUp() == 0);
    SOUND(site);
  }
};

PLENUM_TEST(CascadesTest)
#include "CascadesTest.moc"
