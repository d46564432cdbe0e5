// SPDX-License-Identifier: Apache-2.0
#include "support/PowerSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::PowerSite;

namespace {

/// FA → TA → A with three racks, FB → TB → B with one, and a tie between them. Boards TA and TB stand for the incoming
/// transformers, with ratings of their own.
void twoBoards(PowerSite& site, double ratingA, double ratingB) {
  site.feed("FA");
  site.feed("FB");
  site.board("TA", "FA", ratingA);
  site.board("TB", "FB", ratingB);
  site.board("A", "TA", 5e6);
  site.board("B", "TB", 5e6);
  site.tie("T", "A", "B");
  for (int r = 0; r < 3; ++r) site.rack("A");
  site.rack("B");
}

}  // namespace

/// Live boards that a closed tie joins share their load by what feeds them.
class LiveTiesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aTieThatAHandClosesSharesTheLoadByRating_data() {
    QTest::addColumn<double>("ratingA");
    QTest::addColumn<double>("ratingB");
    QTest::addColumn<double>("racksOnA");
    QTest::newRow("alike") << 1e6 << 1e6 << 2.0;
    QTest::newRow("one to three") << 5e5 << 1.5e6 << 1.0;
    QTest::newRow("as the load") << 1.5e6 << 5e5 << 3.0;
  }
  void aTieThatAHandClosesSharesTheLoadByRating() {
    QFETCH(double, ratingA);
    QFETCH(double, ratingB);
    QFETCH(double, racksOnA);
    PowerSite site;
    const double w = PowerSite::rackW();
    twoBoards(site, ratingA, ratingB);
    site.start();
    site.advanceTo(5.0);
    QVERIFY(test::isNear(site.outputW("FA"), 3.0 * w, 0.02 * w));
    site.at(5.0, Close{"T"});
    site.advanceTo(20.0);
    QVERIFY(test::isNear(site.outputW("FA"), racksOnA * w, 0.05 * w));
    QVERIFY(test::isNear(site.outputW("FB"), (4.0 - racksOnA) * w, 0.05 * w));
    QVERIFY(test::isNear(site.outputW("T"), (3.0 - racksOnA) * w, 0.05 * w));
    QVERIFY(test::isNear(site.outputW("FA") + site.outputW("FB"), 4.0 * w, 0.02 * w));
    QVERIFY(site.run.state->ledger.worstTick <= 1e-12);
  }

  void aLostFeedIsCarriedThroughTheTieWithoutABreak() {
    PowerSite site;
    twoBoards(site, 1e6, 1e6);
    site.start();
    site.at(5.0, Close{"T"});
    site.at(20.0, Fail{"FA"});
    site.advanceTo(60.0);
    QCOMPARE(site.racksUp(), 4);
    QVERIFY2(site.when("event.racks-dark") < 0.0, site.story().c_str());
    QVERIFY(test::isNear(site.outputW("FB"), 4.0 * PowerSite::rackW(), 0.05 * PowerSite::rackW()));
    QVERIFY(site.run.state->ledger.worstTick <= 1e-12);
  }

  void aTieToABoardBehindItselfCarriesNothing() {
    PowerSite site;
    const double w = PowerSite::rackW();
    site.feed("F");
    site.board("A", "F", 1e6);
    site.board("B", "A", 1e6);
    site.tie("T", "A", "B");
    site.rack("A");
    site.rack("B");
    site.start();
    site.at(5.0, Close{"T"});
    site.advanceTo(20.0);
    QVERIFY(test::isNear(site.outputW("F"), 2.0 * w, 0.05 * w));
    QCOMPARE(site.outputW("T"), 0.0);
    QVERIFY(site.run.state->ledger.worstTick <= 1e-12);
  }

  void threeBoardsInALineShareAsOne() {
    PowerSite site;
    const double w = PowerSite::rackW();
    for (const char* x : {"1", "2", "3"}) {
      site.feed(std::string("F") + x);
      site.board(std::string("T") + x, std::string("F") + x, 1e6);
      site.board(std::string("N") + x, std::string("T") + x, 5e6);
    }
    site.tie("K12", "N1", "N2");
    site.tie("K23", "N2", "N3");
    for (int r = 0; r < 3; ++r) site.rack("N1");
    site.start();
    site.at(5.0, Close{"K12"});
    site.at(6.0, Close{"K23"});
    site.advanceTo(20.0);
    for (const char* f : {"F1", "F2", "F3"}) QVERIFY(test::isNear(site.outputW(f), w, 0.05 * w));
    QVERIFY(test::isNear(site.outputW("K12"), 2.0 * w, 0.05 * w));
    QVERIFY(test::isNear(site.outputW("K23"), w, 0.05 * w));
  }
};

PLENUM_TEST(LiveTiesTest)
#include "LiveTiesTest.moc"
