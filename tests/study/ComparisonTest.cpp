// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "Campus.h"
#include "run/Simulate.h"
#include "study/Comparison.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::study;

class ComparisonTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void twoOfTheSameDoNotDiffer();
  void aFailureInBIsFoundWithWhatItLedTo();
  void sumsCountFromTheBranch();
  void whatBothDidTellsThemNotApart();
  void anEventAtAnotherTimeIsMovedNotMissing();
  void chainsEndAtWhatCameFirst();
  void framesOfTwoInstantsAreComparedAtTheLastCommonSample();
  void racksAreMatchedByIdAcrossLayouts();
};

namespace {

constexpr std::int64_t branchTick = 60;

Future runFor(std::int64_t ticks, std::vector<Session::Entry> actions, LayoutPtr layout = {}) {
  test::RunningSite site;
  HeadlessRun run;
  static const LayoutPtr usual = site.small.layout();
  run.layout = layout ? layout : usual;
  site.scenario.jobs[0].chips = run.layout->chips;
  Setting setting = test::hotSetting();
  setting.scenario = site.scenario;
  run.setting = std::make_shared<Setting>(setting);
  run.ticks = ticks;
  run.workers = 1;
  run.actions = std::move(actions);
  auto result = runHeadless(run);
  if (!result) qFatal("the site cannot be simulated");
  return {result->lastFrame, run.actions, run.tick};
}

Time branchOf(const Future& future) { return future.frame->start + seconds(branchTick); }

std::string firstCdu(const Future& future) { return future.frame->layout->cdus.front().id; }

Event eventAt(const Frame& frame, std::int64_t s, const char* text, std::uint64_t sequence, std::uint64_t cause = 0) {
  Event event;
  event.sequence = sequence;
  event.time = frame.start + seconds(s);
  event.kind = Event::Kind::raised;
  event.priority = 2;
  event.entityId = "H1";
  event.text = Text(text);
  event.cause = cause;
  return event;
}

Future withEvents(const Future& future, const std::vector<Event>& events) {
  auto frame = std::make_shared<Frame>(*future.frame);
  auto log = std::make_shared<Log<Event>>();
  for (const Event& event : events) log->append(event);
  frame->events = log;
  return {frame, {}, future.tick};
}

}  // namespace

void ComparisonTest::twoOfTheSameDoNotDiffer() {
  const Future a = runFor(120, {}), b = runFor(120, {});
  const Comparison answer = compare(a, b, branchOf(a));
  QVERIFY(answer.isSameInstant);
  for (const ComparedFigure& figure : answer.figures) QVERIFY2(!figure.differs(), figure.id.c_str());
  QVERIFY(!answer.first);
  QVERIFY(answer.onlyA.empty() && answer.onlyB.empty() && answer.moved.empty());
  QVERIFY(answer.racks.empty());
  QVERIFY(answer.remarks.empty());
  QCOMPARE(answer.why.front().id, std::string("compare.why.same"));
}

void ComparisonTest::aFailureInBIsFoundWithWhatItLedTo() {
  const Future a = runFor(600, {});
  const Future b = runFor(600, {{branchTick + 30, Fail{firstCdu(a)}}});
  const Comparison answer = compare(a, b, branchOf(a));
  QVERIFY(answer.doneInA.empty());
  QCOMPARE(answer.doneInB.size(), std::size_t(1));
  QCOMPARE((answer.doneInB[0].time - answer.branch).seconds(), 30.0);
  QVERIFY(answer.first && answer.first->isInB);
  QCOMPARE(answer.first->what.event.time, answer.doneInB[0].time);
  QVERIFY(answer.figure("max-chip")->difference() > 0.5);
  QVERIFY(!answer.onlyB.empty());
  QVERIFY(answer.onlyA.empty());
  QVERIFY(!answer.racks.empty());
  for (std::size_t i = 1; i < answer.racks.size(); ++i)
    QVERIFY(std::abs(answer.racks[i - 1].chipB - answer.racks[i - 1].chipA) >=
            std::abs(answer.racks[i].chipB - answer.racks[i].chipA));
  const ComparedRack& worst = answer.racks.front();
  QCOMPARE(worst.chipB, double(b.frame->racks.maxChipC[worst.b]));
  QVERIFY(worst.chipB > worst.chipA);
}

// A has a past of a minute before the branch; had it counted, the sums would be those of the whole run
void ComparisonTest::sumsCountFromTheBranch() {
  const Future a = runFor(600, {}), b = runFor(600, {{branchTick, CapFrequency{"H1", Fraction{0.5}}}});
  const Comparison answer = compare(a, b, branchOf(a));
  const ComparedFigure& energy = *answer.figure("it-energy");
  const Metrics before = runFor(branchTick, {}).frame->metrics;
  QVERIFY(test::isClose(energy.a, (a.frame->metrics.itEnergyJ - before.itEnergyJ) / 3.6e9, 1e-9));
  QVERIFY(test::isClose(energy.b, (b.frame->metrics.itEnergyJ - before.itEnergyJ) / 3.6e9, 1e-9));
  QVERIFY(energy.difference() < 0.0);
  QVERIFY(energy.a < a.frame->metrics.itEnergyJ / 3.6e9);
}

void ComparisonTest::whatBothDidTellsThemNotApart() {
  const Session::Entry both{branchTick + 5, CapFrequency{"H1", Fraction{0.9}}};
  const Future a = runFor(200, {both}), b = runFor(200, {both, {branchTick + 9, Acknowledge{1}}});
  const Comparison answer = compare(a, b, branchOf(a));
  QVERIFY(answer.doneInA.empty());
  QCOMPARE(answer.doneInB.size(), std::size_t(1));
  QVERIFY(std::holds_alternative<Acknowledge>(answer.doneInB[0].action));
}

void ComparisonTest::anEventAtAnotherTimeIsMovedNotMissing() {
  const Future run = runFor(200, {});
  const Frame& frame = *run.frame;
  const Future a = withEvents(run, {eventAt(frame, 70, "one", 1), eventAt(frame, 80, "two", 2)});
  const Future b = withEvents(run, {eventAt(frame, 75, "one", 1), eventAt(frame, 90, "three", 2)});
  const Comparison answer = compare(a, b, branchOf(run));
  QCOMPARE(answer.moved.size(), std::size_t(1));
  QCOMPARE(answer.moved[0].later().seconds(), 5.0);
  QCOMPARE(answer.onlyA.size(), std::size_t(1));
  QCOMPARE(answer.onlyA[0].event.text.id, std::string("two"));
  QCOMPARE(answer.onlyB.size(), std::size_t(1));
  QCOMPARE(answer.onlyB[0].event.text.id, std::string("three"));
  // the logs part at the first of them, in whichever it came first
  QVERIFY(answer.first && !answer.first->isInB);
  QCOMPARE(answer.first->what.event.text.id, std::string("one"));
  QCOMPARE(answer.figure("alarms-2")->a, 2.0);
}

void ComparisonTest::chainsEndAtWhatCameFirst() {
  const Future run = runFor(100, {});
  const Frame& frame = *run.frame;
  const Future b = withEvents(run, {eventAt(frame, 70, "first", 1), eventAt(frame, 71, "then", 2, 1),
                                    eventAt(frame, 72, "aside", 3), eventAt(frame, 73, "last", 4, 2)});
  const std::vector<Event> chain = chainOf(*b.frame->events, 4);
  QCOMPARE(chain.size(), std::size_t(3));
  QCOMPARE(chain[0].text.id, std::string("first"));
  QCOMPARE(chain[2].text.id, std::string("last"));
  QVERIFY(chainOf(*b.frame->events, 99).empty());
  // a log that points at itself or at what comes later must not send anybody round in circles
  const Future bad = withEvents(run, {eventAt(frame, 70, "itself", 1, 1), eventAt(frame, 71, "later", 2, 7)});
  QCOMPARE(chainOf(*bad.frame->events, 1).size(), std::size_t(1));
  QCOMPARE(chainOf(*bad.frame->events, 2).size(), std::size_t(1));
}

void ComparisonTest::framesOfTwoInstantsAreComparedAtTheLastCommonSample() {
  const Future a = runFor(200, {}), b = runFor(187, {});
  const Comparison answer = compare(a, b, branchOf(a));
  QVERIFY(!answer.isSameInstant);
  QCOMPARE((answer.at - a.frame->start).seconds(), 180.0);
  QCOMPARE(answer.figure("it-energy")->a, answer.figure("it-energy")->b);
  QVERIFY(answer.racks.empty());
  QVERIFY(std::isnan(answer.figure("cdu-headroom")->a));
  QCOMPARE(answer.remarks.front().id, std::string("compare.remark.time"));
}

// the last rack of a row is gone in B: what follows it in the layout has other indices there
void ComparisonTest::racksAreMatchedByIdAcrossLayouts() {
  test::SmallSite small;
  const LayoutPtr first = small.layout();
  small.design.rows.front().racks -= 1;
  const LayoutPtr second = small.layout();
  const Future a = runFor(100, {}, first), b = runFor(100, {}, second);
  const Comparison answer = compare(a, b, branchOf(a));
  QCOMPARE(answer.remarks.size(), std::size_t(2));
  QCOMPARE(answer.remarks[0].id, std::string("compare.remark.racks"));
  QCOMPARE(answer.remarks[0].arguments[0].second, std::to_string(second->racks.size()));
  QCOMPARE(answer.remarks[0].arguments[1].second, std::to_string(first->racks.size() - second->racks.size()));
  QCOMPARE(answer.remarks[0].arguments[2].second, std::string("0"));
  QVERIFY(first->racks.size() > second->racks.size());
  QVERIFY(answer.figure("racks")->difference() < 0.0);
  for (const ComparedRack& rack : answer.racks) QCOMPARE(first->racks[rack.a].id, second->racks[rack.b].id);
}

PLENUM_TEST(ComparisonTest)
#include "ComparisonTest.moc"
