// SPDX-License-Identifier: Apache-2.0
#include "support/PowerSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::PowerSite;

/// What the load does by itself, in the middle of a step or on the way up, and times that the catalogue states.
class LoadRiseTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // nothing in the tree moves when the clocks go up: the cause is the load itself, and what leans on it
  void anOverloadThatARampBringsNamesTheLoadAndWhatLeansOnIt() {
    PowerSite site;
    const double w = PowerSite::rackW();
    for (const char* x : {"A", "B"}) {
      site.feed(std::string("F") + x);
      site.board(std::string("M") + x, std::string("F") + x, 0.75 * w);  // half a rack by day
    }
    site.rack("MA", "MB");
    site.start();
    site.at(2.0, CapFrequency{"H1", {0.3}});
    site.advanceTo(10.0);
    site.at(10.0, Fail{"FA"});
    site.advanceTo(60.0);
    QVERIFY2(site.racksUp() == 1 && site.outputW("MB") < 0.75 * w, site.story().c_str());
    QVERIFY2(site.when("event.breaker-overload") < 0.0, site.story().c_str());
    site.at(60.0, CapFrequency{"H1", {1.0}});
    site.advanceTo(2000.0);
    const double roseS = site.when("event.load-rose", "MB"), openS = site.when("event.breaker-overload");
    QVERIFY2(roseS > 60.0 && openS >= roseS, site.story().c_str());
    const auto why = site.whyDark(1);
    QVERIFY2(why.size() == 3, site.story().c_str());
    QCOMPARE(why[0], std::string("event.breaker-overload MB/Q1"));
    QCOMPARE(why[1], std::string("event.load-rose MB"));
    QCOMPARE(why[2], std::string("event.failed FA"));
  }

  // the rack lives for as long as its stores last, and its energy counts
  void aRackThatDiesWithinAStepDrawsUntilThen() {
    PowerSite site({0.5});
    site.feed("F");
    site.rack("F");
    site.start();
    site.advanceTo(10.0);
    const double fullW = site.run.state->racks.itW[0];
    site.run.act(Fail{"F"});
    site.run.advance(1);
    // hold-up of half a second at rated load, of which a little less is drawn
    const double meanW = site.run.state->racks.itW[0];
    QVERIFY2(meanW > 0.45 * fullW && meanW < 0.6 * fullW, qPrintable(QString::number(meanW / fullW)));
    QVERIFY(site.run.state->power.rackOweJ[0] > 0.45 * fullW);
    QCOMPARE(site.racksUp(), 0);
    QVERIFY(site.run.state->ledger.worstTick <= 1e-12);
    site.run.advance(1);
    QCOMPARE(site.run.state->racks.itW[0], 0.0);
    QVERIFY(site.run.state->ledger.worstTick <= 1e-12);
  }

  void aRackThatStartsWithinAStepDrawsFromThenOn() {
    PowerSite site;
    AutomaticsSpec usual;
    usual.rackStart = {20.25};
    site.automatics(usual);
    site.feed("F");
    site.rack("F");
    site.start();
    const double fullW = site.run.state->racks.itW[0];
    site.at(10.0, Fail{"F"});
    site.at(30.0, Restore{"F"});
    site.advanceTo(50.0);
    QCOMPARE(site.racksUp(), 0);
    site.run.advance(1);  // it starts at 50.25
    QCOMPARE(site.racksUp(), 1);
    const double meanW = site.run.state->racks.itW[0];
    QVERIFY2(meanW > 0.65 * fullW && meanW < 0.8 * fullW, qPrintable(QString::number(meanW / fullW)));
    QVERIFY(site.run.state->ledger.worstTick <= 1e-12);
  }

  void timesOfTheAutomaticsAreThoseOfTheCatalogue() {
    PowerSite site;
    AutomaticsSpec usual;
    usual.callGensets = {7.0};
    site.automatics(usual);
    site.feed("F");
    site.board("M", "F", 1e6).standby = {"G"};
    site.genset("G", 1e6);
    site.ups("U", "M", 2.0 * PowerSite::rackW());
    site.rack("U");
    site.start();
    site.at(10.0, Fail{"F"});
    site.advanceTo(30.0);
    QVERIFY2(test::isNear(site.when("event.gensets-called", "M"), 17.0, 0.01), site.story().c_str());
  }
};

PLENUM_TEST(LoadRiseTest)
#include "LoadRiseTest.moc"
