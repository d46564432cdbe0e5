// SPDX-License-Identifier: Apache-2.0
#include "sim/Supply.h"
#include "support/PowerSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::PowerSite;

namespace {

#define CHECK_ISLAND(site, condition) QVERIFY2(condition, (site).story().c_str())

bool isAround(double value, double middle, double within) {
  if (std::abs(value - middle) <= within) return true;
  qWarning("%g is not %g ± %g", value, middle, within);
  return false;
}

/// F → M → racks behind a UPS of five seconds at half load.
void plainSite(PowerSite& site, int racks) {
  site.feed("F");
  site.board("M", "F", 1e6);
  site.ups("U", "M", 2.0 * racks * PowerSite::rackW(), PowerSite::seconds(2.5));
  for (int r = 0; r < racks; ++r) site.rack("U");
}
/// The same with a storage at M.
void islandSite(PowerSite& site, int racks, double storageRatings, double energyJ) {
  plainSite(site, racks);
  site.formingStorage("X", "M", storageRatings * racks * PowerSite::rackW(), energyJ);
}

std::string chainOf(const PowerSite& site, int rack) {
  std::string out;
  for (const std::string& line : site.whyDark(rack)) out += (out.empty() ? "" : " < ") + line;
  return out;
}

}  // namespace

/// Storage that forms the grid carries its board while nothing else does; energy closes throughout.
class IslandsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aBoardLivesOnItsStorageUntilThatIsEmpty() {
    PowerSite site;
    const double w = PowerSite::rackW();
    islandSite(site, 2, 1.5, 2.0 * 2.0 * w * 100.0);  // half full: a hundred seconds of both racks
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(60.0);
    CHECK_ISLAND(site, isAround(site.when("event.island-forms", "X"), 10.1, 1e-6));
    CHECK_ISLAND(site, site.racksUp() == 2 && site.isLive("M"));
    CHECK_ISLAND(site, isAround(site.outputW("X"), 2.0 * w, 0.15 * w));  // and the battery that is charged again
    CHECK_ISLAND(site, fedOf(*site.run.model, *site.run.state, site.run.indexOf("M")) == Fed::storage);
    CHECK_ISLAND(site, site.outputW("F") == 0.0);
    site.advanceTo(200.0);
    // the converter's gap and what the battery of the UPS took: a little less than a hundred seconds
    CHECK_ISLAND(site, isAround(site.when("event.island-empty", "X"), 107.0, 6.0));
    CHECK_ISLAND(site, site.racksUp() == 0);
    CHECK_ISLAND(site, site.run.state->power.storageJ[site.run.indexOf("X")] < 1.0);
    QCOMPARE(chainOf(site, 1),
             std::string("event.battery-empty U < event.island-empty X < event.island-forms X < event.failed F"));
    // and goes back to its source when that returns
    site.at(200.0, Restore{"F"});
    site.advanceTo(230.0);
    CHECK_ISLAND(site, site.when("event.source-normal", "M") > 200.0 && site.isLive("M"));
    QVERIFY(site.run.state->ledger.worstTick <= 1e-12);
  }

  void aStorageThatFollowsTheGridFormsNone() {
    PowerSite site;
    plainSite(site, 1);
    site.storage("X", "M", 1.5 * PowerSite::rackW(), 1e9);
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(30.0);
    CHECK_ISLAND(site, site.when("event.island-forms") < 0.0);
    CHECK_ISLAND(site, site.racksUp() == 0 && site.outputW("X") == 0.0);
  }

  void itLetsGoOnceTheGridHasBeenWell() {
    PowerSite site;
    islandSite(site, 1, 2.0, 1e9);
    site.start();
    site.at(10.0, Fail{"F"});
    site.at(60.0, Restore{"F"});
    site.advanceTo(355.0);
    CHECK_ISLAND(site, site.outputW("X") > 0.5 * PowerSite::rackW());
    site.advanceTo(365.0);
    CHECK_ISLAND(site, isAround(site.when("event.source-normal", "M"), 360.0, 1.5));
    CHECK_ISLAND(site, site.outputW("F") > 0.9 * PowerSite::rackW() && site.racksUp() == 1);
    CHECK_ISLAND(site, site.when("event.racks-dark") < 0.0);
    QVERIFY(site.run.state->ledger.worstTick <= 1e-12);
  }

  void gensetsTakeItOverWithoutABreak() {
    PowerSite site;
    islandSite(site, 1, 2.0, 1e9);
    site.genset("G", 5.0 * PowerSite::rackW());
    for (PowerSpec& d : site.devices)
      if (d.id == "M") d.standby = {"G"};
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(60.0);
    CHECK_ISLAND(site, isAround(site.when("event.gensets-called", "M"), 12.0, 0.2));
    CHECK_ISLAND(site, isAround(site.when("event.source-standby", "M"), 22.0, 0.6));
    CHECK_ISLAND(site, site.outputW("G") > 0.9 * PowerSite::rackW() && site.racksUp() == 1);
    CHECK_ISLAND(site, !site.run.state->power.isForming[site.run.indexOf("X")]);
    CHECK_ISLAND(site, site.when("event.ups-battery", "U", 11.0) < 0.0);  // once only, before the island stood
    QVERIFY(site.run.state->ledger.worstTick <= 1e-12);
  }

  void anIslandThatIsTooSmallShedsAndThenTrips() {
    PowerSite site;
    const double w = PowerSite::rackW();
    site.feed("F");
    site.board("M", "F", 1e6);
    site.formingStorage("X", "M", 0.8 * w, 1e9);
    for (int i = 1; i <= 2; ++i) {
      site.board("N" + std::to_string(i), "M", 1e6).shed = i == 1 ? 1 : 0;
      site.ups("U" + std::to_string(i), "N" + std::to_string(i), 2.0 * w, PowerSite::seconds(30));
      site.rack("U" + std::to_string(i));
    }
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(200.0);
    CHECK_ISLAND(site, site.when("event.shed", "N1") > 10.0);
    const double tripS = site.when("event.island-overload", "X");
    CHECK_ISLAND(site, tripS > site.when("event.shed", "N1") + 4.9);
    CHECK_ISLAND(site, site.racksUp() == 0);
    CHECK_ISLAND(site, chainOf(site, 2).find("event.island-overload X") != std::string::npos);
  }

  void whatHasTrippedGivesNothingOnTheGridEitherUntilItIsRestored() {
    PowerSite site;
    const double w = PowerSite::rackW();
    plainSite(site, 1);
    PowerSpec& storage = site.formingStorage("X", "M", 0.6 * w, 1e9);
    storage.use = PowerSpec::Use::shaving;
    storage.limit = {0.7 * w};  // the grid is to give no more
    site.start();
    const std::uint32_t x = site.run.indexOf("X");
    const auto isOnAlarm = [&] {
      int standing = 0;
      for (std::size_t i = 0; i < site.run.state->events.size(); ++i) {
        const Event& e = site.run.state->events[i];
        if (e.text.id == "alarm.storage-down" && e.entityId == "X") standing += e.kind == Event::Kind::raised ? 1 : -1;
      }
      return standing == 1;
    };
    site.advanceTo(8.0);
    CHECK_ISLAND(site, isAround(site.outputW("X"), 0.3 * w, 0.02 * w));
    site.at(10.0, Fail{"F"});
    site.at(60.0, Restore{"F"});
    CHECK_ISLAND(site, site.when("event.island-overload", "X") > 10.0);
    CHECK_ISLAND(site, isOnAlarm());
    site.advanceTo(600.0);
    CHECK_ISLAND(site, site.outputW("F") > 0.9 * w && site.racksUp() == 1);
    CHECK_ISLAND(site, publish(*site.run.model, *site.run.state, 1)->power.state[x] == Running::failed);
    CHECK_ISLAND(site, site.outputW("X") == 0.0);  // as it is shown
    site.at(610.0, Restore{"X"});
    site.advanceTo(630.0);
    CHECK_ISLAND(site, !isOnAlarm() && site.outputW("X") > 0.2 * w);
    QVERIFY(site.run.state->ledger.worstTick <= 1e-12);
  }

  void aFaultOrAHandOnTheIncomerIsNotBridged() {
    PowerSite site;
    islandSite(site, 1, 2.0, 1e9);
    site.start();
    site.at(10.0, Open{"M/Q1"});
    site.advanceTo(40.0);
    CHECK_ISLAND(site, site.when("event.island-forms") < 0.0 && site.racksUp() == 0);

    PowerSite shorted;
    islandSite(shorted, 1, 2.0, 1e9);
    shorted.start();
    shorted.at(10.0, ShortCircuit{"M"});
    shorted.advanceTo(40.0);
    CHECK_ISLAND(shorted, shorted.when("event.island-forms") < 0.0 && shorted.racksUp() == 0);
  }

  void anIslandIsSavedAndRestored() {
    PowerSite site;
    islandSite(site, 1, 2.0, 1e9);
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(30.0);
    const auto bytes = serialise(*site.run.state);
    auto again = deserialise(*site.run.model, bytes);
    QVERIFY(again);
    Serial serial;
    for (int i = 0; i < 60; ++i) {
      tick(*site.run.model, *site.run.state, {}, serial);
      tick(*site.run.model, **again, {}, serial);
    }
    QCOMPARE(hashOf(*site.run.state), hashOf(**again));
    QVERIFY((*again)->power.isForming[site.run.indexOf("X")]);
  }
};

PLENUM_TEST(IslandsTest)
#include "IslandsTest.moc"
