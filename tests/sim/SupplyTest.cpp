// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "sim/Supply.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

namespace {

CascadeResult settled(RunningSite& run, std::initializer_list<const char*> failed) {
  SimStatePtr copy = copyOf(*run.state);
  for (const char* id : failed) {
    const EntityRef ref = *run.layout().find(id);
    if (ref.part > 0)
      copy->power.contact[run.model->firstBreaker[ref.index] + ref.part - 1] = Contact::tripped;
    else
      copy->power.isFailed[ref.index] = 1;
  }
  CascadeResult result = settlePower(*run.model, *copy);
  run.state = std::move(copy);
  return result;
}

}  // namespace

/// Where the power tree comes to rest once everything has run its course.
class SupplyTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void anIntactSiteStaysAsItIs() {
    RunningSite run;
    run.start().advance(3);
    const double gridW = run.state->power.gridW;
    const CascadeResult result = settled(run, {});
    QVERIFY(result.hasSettled);
    QVERIFY(result.steps.empty() && result.dark.empty() && result.darkRacks.empty() && result.singleRacks.empty());
    double feedsW = 0.0;
    for (const char* id : {"GRID-A", "GRID-B"}) feedsW += run.state->power.inputW[run.indexOf(id)];
    QVERIFY(test::isClose(feedsW, gridW, 0.01));
  }

  void oneFeedLeavesAllRacksUp() {
    RunningSite run;
    run.start().advance(3);
    const CascadeResult result = settled(run, {"GRID-A"});
    QVERIFY(result.steps.empty());
    QVERIFY(result.darkRacks.empty() && result.interruptedRacks.empty());
    QCOMPARE(run.state->power.side[run.indexOf("MA")], SimState::Side::standby);
    QVERIFY(run.state->power.isEnergised[run.indexOf("G")]);
  }

  void withoutGensetBothFeedsEndInTheDark() {
    RunningSite run;
    run.start().advance(3);
    const CascadeResult result = settled(run, {"GRID-A", "GRID-B", "G"});
    QCOMPARE(result.darkRacks.size(), run.layout().racks.size());
    QVERIFY(result.unservedW > 0.0);
  }

  void aBatteryThatEndsTooSoonInterrupts() {
    RunningSite run;
    run.small.ups.batteryEnergy = {200e3 * 3.0};
    run.start().advance(3);
    const CascadeResult result = settled(run, {"GRID-A", "GRID-B"});
    QVERIFY(result.darkRacks.empty());
    QCOMPARE(result.interruptedRacks.size(), run.layout().racks.size());
  }

  void anOverloadRunsThroughInOrder() {
    // two UPSs that carry 70 % each: one that switches off takes the other with it, neither has a bypass
    RunningSite first;
    first.start().advance(2);
    const double halfW = first.state->power.outputW[first.indexOf("UA")];
    RunningSite run;
    run.small.ups.rating = {halfW / 0.7};
    run.small.ups.hasBypass = false;
    run.start().advance(3);
    const CascadeResult result = settled(run, {"UA"});
    QCOMPARE(result.steps.size(), std::size_t{1});
    QCOMPARE(run.layout().idOf(result.steps[0].what), std::string("UB"));
    QVERIFY(result.steps[0].load > 1.3);
    QCOMPARE(result.steps[0].after, none);
    QCOMPARE(result.darkRacks.size(), run.layout().racks.size());
  }

  void aBreakerThatOverheatsTakesTheNextWithIt() {
    RunningSite first;
    first.start().advance(2);
    const double halfW = first.state->power.inputW[first.indexOf("H1/PA")];
    RunningSite run;
    for (PowerSpec& pdu : run.small.design.power) pdu.breaker = {halfW * 0.8};  // both are overloaded
    run.start().advance(1);
    const CascadeResult result = settled(run, {});
    QCOMPARE(result.steps.size(), std::size_t{2});
    QCOMPARE(run.layout().idOf(result.steps[0].what), std::string("H1/PA/Q1"));
    QCOMPARE(run.layout().idOf(result.steps[1].what), std::string("H1/PB/Q1"));
    QVERIFY(result.steps[1].load > 2.0);
    QCOMPARE(result.darkRacks.size(), run.layout().racks.size());
  }

  void loadsAreShedByTheirTurn() {
    RunningSite first;
    first.start().advance(2);
    RunningSite run;
    const double siteW = first.state->power.gridW;
    run.small.genset.rating = {0.9 * siteW};
    run.small.genset.firstStep = {1.0};
    for (PowerSpec& device : run.small.draft.power)
      if (device.id == "MECH") device.shed = 1;
    run.start().advance(2);
    const CascadeResult result = settled(run, {"GRID-A", "GRID-B"});
    QCOMPARE(result.steps.size(), std::size_t{1});
    QCOMPARE(run.layout().idOf(result.steps[0].what), std::string("MECH"));
    QVERIFY(run.state->power.isShed[run.indexOf("MECH")]);
    QVERIFY(result.darkRacks.empty());
  }

  void isTheSameEveryTime() {
    RunningSite run;
    run.start().advance(3);
    SimStatePtr one = copyOf(*run.state), two = copyOf(*run.state);
    for (SimState* state : {one.get(), two.get()}) state->power.isFailed[run.indexOf("TA")] = 1;
    settlePower(*run.model, *one);
    settlePower(*run.model, *two);
    QCOMPARE(hashOf(*one), hashOf(*two));
  }
};

PLENUM_TEST(SupplyTest)
#include "SupplyTest.moc"
