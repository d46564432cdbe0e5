// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "sim/Outlook.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// What happens if nobody acts, told before it happens.
class OutlookTest : public QObject {
  Q_OBJECT

  /// A site whose coolant loop has just lost its only CDU.
  static RunningSite& losesItsCdu(RunningSite& run) {
    run.withLoad(0.95).start();
    run.advance(60);
    run.act(Fail{"H1/CDU1"});
    run.advance(1);
    return run;
  }

 private Q_SLOTS:
  // the very ticks that the forecast named are those at which it then happens
  void comesTrueToTheTickWhenNobodyActs() {
    RunningSite run;
    losesItsCdu(run);
    const auto outlook = lookAhead(*run.model, *run.state, 900.0, run.serial);
    QVERIFY(outlook);
    QVERIFY(outlook->firstThrottleRack != none);
    QVERIFY(outlook->firstTripRack != none);
    const std::size_t racks = run.layout().racks.size();
    std::vector<float> throttle(racks, Outlook::never), trip = throttle;
    for (int s = 1; s <= 900; ++s) {
      run.advance(1);
      for (std::size_t r = 0; r < racks; ++r) {
        if (throttle[r] == Outlook::never && run.state->racks.throttled[r] > 0) throttle[r] = static_cast<float>(s);
        if (trip[r] == Outlook::never && run.state->racks.tripped[r] > 0) trip[r] = static_cast<float>(s);
      }
    }
    QVERIFY(throttle == outlook->throttleInS);
    QVERIFY(trip == outlook->tripInS);
    QCOMPARE(outlook->firstThrottleS, *std::min_element(throttle.begin(), throttle.end()));
    QCOMPARE(outlook->firstTripS, *std::min_element(trip.begin(), trip.end()));
  }

  // and chip by chip: the first of a rack is the rack's, and those with less to do follow later
  void everyChipHasATimeOfItsOwn() {
    RunningSite run;
    losesItsCdu(run);
    const auto outlook = lookAhead(*run.model, *run.state, 600.0, run.serial);
    const std::uint32_t rack = outlook->firstThrottleRack;
    QVERIFY(rack != none);
    const std::uint32_t first = run.layout().racks[rack].firstChip, chips = run.layout().racks[rack].chips;
    const auto begin = outlook->chipThrottleInS.begin() + first, end = begin + chips;
    QCOMPARE(*std::min_element(begin, end), outlook->throttleInS[rack]);
    QVERIFY(*std::max_element(begin, end) > outlook->throttleInS[rack] + 2.0f);
    QCOMPARE(*std::min_element(outlook->chipTripInS.begin() + first, outlook->chipTripInS.begin() + first + chips),
             outlook->tripInS[rack]);
    // one of the later ones, to the tick
    std::uint32_t late = 0;
    for (std::uint32_t c = 0; c < chips; ++c)
      if (begin[c] < Outlook::never && begin[c] > begin[late]) late = c;
    const auto inS = static_cast<int>(begin[late]);
    run.advance(inS - 1);
    const std::size_t at = std::size_t{run.model->rackFirstBlock[rack]} * lanes + late;
    QCOMPARE(run.state->chips.frequency[at], 1.0f);
    run.advance(1);
    QVERIFY(run.state->chips.frequency[at] < 1.0f);
  }

  // what is done on the way is done at its own time
  void somebodyMayActOnTheWay() {
    RunningSite run;
    run.withLoad(0.95).start();
    run.advance(60);
    Lookahead ahead(*run.model, *run.state);
    ahead.advance(100, run.serial);
    ahead.give(Fail{"H1/CDU1"});
    ahead.advance(800, run.serial);
    run.act(Fail{"H1/CDU1"});
    run.advance(1);
    const auto atOnce = lookAhead(*run.model, *run.state, 800.0, run.serial);
    QVERIFY(ahead.outlook().firstThrottleRack != none && atOnce->firstThrottleRack != none);
    QVERIFY(test::isNear(static_cast<double>(ahead.outlook().firstThrottleS),
                         101.0 + static_cast<double>(atOnce->firstThrottleS), 3.0));
  }

  // a list that is cut says by how much
  void alarmsThatAreLeftOutAreCounted() {
    RunningSite run;
    run.withLoad(0.95).start();
    run.advance(10);
    run.act(Fail{"GRID-A"}), run.act(Fail{"GRID-B"}), run.act(Fail{"G"});
    run.advance(1);
    const auto outlook = lookAhead(*run.model, *run.state, 1800.0, run.serial);
    std::size_t raised = 0;
    const std::size_t before = run.state->events.size();
    run.advance(1800);
    for (std::size_t i = before; i < run.state->events.size(); ++i)
      raised += run.state->events[i].kind == Event::Kind::raised;
    QVERIFY2(raised > 32, "not enough alarms for the list to be cut");
    QCOMPARE(outlook->alarms.size() + outlook->furtherAlarms, raised);
  }

  void leavesTheRunAlone() {
    RunningSite run, other;
    losesItsCdu(run), losesItsCdu(other);
    const std::uint64_t before = hashOf(*run.state);
    const std::size_t events = run.state->events.size();
    QVERIFY(lookAhead(*run.model, *run.state, 300.0, run.serial));
    QCOMPARE(hashOf(*run.state), before);
    QCOMPARE(run.state->events.size(), events);
    run.advance(300), other.advance(300);
    QCOMPARE(hashOf(*run.state), hashOf(*other.state));
  }

  void nothingIsForetoldWhereNothingIsAmiss() {
    RunningSite run;
    run.withLoad(0.8).start();
    const auto outlook = lookAhead(*run.model, *run.state, 300.0, run.serial);
    QVERIFY(outlook);
    QCOMPARE(outlook->horizonS, 300.0);
    QCOMPARE(outlook->firstThrottleRack, none);
    QVERIFY(std::all_of(outlook->throttleInS.begin(), outlook->throttleInS.end(),
                        [](float s) { return s == Outlook::never; }));
  }

  // the script of a scenario is not nobody: what it would do later is left out
  void scriptedActionsAreLeftOut() {
    RunningSite run;
    run.scenario.actions = {{seconds(30), Fail{"H1/CDU1"}}};
    run.withLoad(0.95).start();
    const auto outlook = lookAhead(*run.model, *run.state, 600.0, run.serial);
    QVERIFY(outlook);
    QCOMPARE(outlook->firstThrottleRack, none);
    run.advance(31);
    QVERIFY(lookAhead(*run.model, *run.state, 600.0, run.serial)->firstThrottleRack != none);
  }

  // an action that was given and not yet taken is part of what happens
  void pendingActionsCount() {
    RunningSite run;
    run.withLoad(0.95).start();
    const std::vector<Action> given{Fail{"H1/CDU1"}};
    Lookahead ahead(*run.model, *run.state, given);
    ahead.advance(600, run.serial);
    QVERIFY(ahead.outlook().firstThrottleRack != none);
    // and the alarms that will follow are named in the order in which they come
    QVERIFY(!ahead.outlook().alarms.empty());
    QVERIFY(std::is_sorted(ahead.outlook().alarms.begin(), ahead.outlook().alarms.end(),
                           [](const auto& a, const auto& b) { return a.inS < b.inS; }));
  }

  // chips held back by an operator's cap are not too hot
  void aCapIsNoThrottling() {
    RunningSite run;
    run.withLoad(0.9).start();
    run.state->frequencyCap[0] = 0.7;
    run.advance(5);
    QVERIFY(run.state->racks.throttled[0] > 0);
    QCOMPARE(lookAhead(*run.model, *run.state, 60.0, run.serial)->firstThrottleRack, none);
  }

  void canBeStopped() {
    RunningSite run;
    run.start();
    QVERIFY(!lookAhead(*run.model, *run.state, 600.0, run.serial, [] { return true; }));
  }
};

PLENUM_TEST(OutlookTest)
#include "OutlookTest.moc"
