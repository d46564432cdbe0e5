// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <stdexcept>
#include <string>

#include "document/Document.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// Loads that were told of racks while the site changes under them, and while the racks do not run.
class MeasuredRacksTest : public QObject {
  Q_OBJECT

  /// Two racks of row A: the first carries 0.4 at once and 0.7 from ten minutes on.
  static RunningSite told() {
    RunningSite run;
    auto catalog = std::make_shared<Catalog>(*run.small.catalog());
    RackSpec other = run.small.airRack;
    other.id = "rack-other";
    catalog->add(other, {});
    run.small.draft.catalog = catalog;
    run.withLoad(0.3).start();
    run.act(LoadRack{{"H1/A-05", RackLoad::As::share, 0.4, {}}});
    run.act(LoadRack{{"H1/A-05", RackLoad::As::share, 0.7, minutes(10)}});
    run.advance(60);
    return run;
  }
  /// The run goes on with what another revision of the site makes of it.
  static void revise(RunningSite& run, const SitePtr& site) {
    const auto layout = layOut(site, run.model->layout->revision + 1);
    const SimModelPtr next = *compile(*layout, run.model->setting, run.tickLength);
    run.state = migrate(*run.model, *run.state, *next);
    run.model = next;
  }
  static SitePtr edited(const RunningSite& run, const Edit& edit) {
    const auto site = apply(run.model->layout->site, edit);
    if (!site) throw std::runtime_error("edit refused: " + site.problems().front().what.id);
    return *site;
  }
  static float useOf(const RunningSite& run, const std::string& rack) {
    const std::uint32_t r = run.indexOf(rack);
    const std::size_t chip = run.model->workload.serverFirstChip[run.model->workload.rackFirstServer[r]];
    return run.state->work.chipTenant[chip] == measuredTenant ? run.state->work.rackUse[r] : -1.0f;
  }
  static std::string wrong(const RunningSite& run) { return contradiction(run.model->workload, run.state->work); }

 private Q_SLOTS:
  void aRackThatWasRemovedAndCameBackCarriesItsLoadAgain() {
    RunningSite run = told();
    QCOMPARE(useOf(run, "H1/A-05"), 0.4f);
    const SitePtr before = run.model->layout->site;
    revise(run, edited(run, SetRowRacks{"H1", "A", 4}));
    QCOMPARE(wrong(run), std::string());
    run.advance(60);
    revise(run, before);
    QCOMPARE(useOf(run, "H1/A-05"), 0.4f);
    QCOMPARE(useOf(run, "H1/A-04"), -1.0f);
    QCOMPARE(wrong(run), std::string());
    run.advance(600);  // and what was to come comes
    QCOMPARE(useOf(run, "H1/A-05"), 0.7f);
  }

  void theLineThatPassedWhileItWasGoneHolds() {
    RunningSite run = told();
    const SitePtr before = run.model->layout->site;
    revise(run, edited(run, SetRowRacks{"H1", "A", 4}));
    run.advance(700);
    revise(run, before);
    QCOMPARE(useOf(run, "H1/A-05"), 0.7f);
    QCOMPARE(wrong(run), std::string());
  }

  void aRackOfAnotherTypeCarriesTheLoadOfItsPlace() {
    RunningSite run = told();
    revise(run, edited(run, SetRowType{"H1", "A", "rack-other"}));
    QVERIFY(run.model->layout->racks[run.indexOf("H1/A-05")].spec->id == "rack-other");
    QCOMPARE(useOf(run, "H1/A-05"), 0.4f);
    QCOMPARE(wrong(run), std::string());
    run.advance(5);
    QVERIFY(test::isNear(double(run.state->racks.utilisation[run.indexOf("H1/A-05")]), 0.4, 0.05));
  }

  void aRackThatIsBuiltLaterTakesUpItsLine() {
    RunningSite run;
    run.withLoad(0.3);
    run.scenario.rackLoads = {{"H1/A-06", RackLoad::As::share, 0.6, seconds(10)}};
    run.start().advance(60);
    revise(run, edited(run, SetRowRacks{"H1", "A", 6}));
    QCOMPARE(useOf(run, "H1/A-06"), 0.6f);
    QCOMPARE(wrong(run), std::string());
    run.advance(60);
    QVERIFY(run.state->ledger.worstTick <= 1e-12);
  }

  void aRackThatCutOutDoesNotWindUp() {
    RunningSite run;
    run.withLoad(0.3).start();
    const std::uint32_t r = run.indexOf("H1/A-05");
    run.act(LoadRack{{"H1/A-05", RackLoad::As::watts, 0.8 * run.state->racks.itW[r], {}}});
    run.advance(120);
    const float before = run.state->work.rackUse[r];
    QVERIFY(before > 0.0f && before < 0.5f);
    run.state->racks.offUntilS[r] = 300.0;  // hot air at its inlet
    run.advance(170);
    QVERIFY(run.state->racks.itW[r] < 1.0);
    QCOMPARE(run.state->work.rackUse[r], before);
    run.advance(60);
    QVERIFY(run.state->racks.itW[r] > 1.0);
    QVERIFY(test::isNear(double(run.state->work.rackUse[r]), double(before), 0.02));
  }
};

PLENUM_TEST(MeasuredRacksTest)
#include "MeasuredRacksTest.moc"
