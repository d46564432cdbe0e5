// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "base/Random.h"
#include "support/Test.h"
#include "workload/TraceReplay.h"

using namespace plenum;
using Queue = Scheduling::Queue;

namespace {

struct Row {
  std::int64_t submitS = 0, lengthS = 0;
  std::uint32_t chips = 1;
  int priority = 0;
};
std::vector<JobRecord> jobsOf(std::initializer_list<Row> rows, bool isPreemptible = false) {
  std::vector<JobRecord> jobs;
  for (const Row& row : rows) {
    JobRecord& job = jobs.emplace_back();
    job.id = "j" + std::to_string(jobs.size());
    job.submit = seconds(row.submitS);
    job.length = seconds(row.lengthS);
    job.chips = row.chips;
    job.priority = row.priority;
    job.isPreemptible = isPreemptible;
  }
  return jobs;
}
/// A pool of so many servers with one chip each: only numbers count, not places.
ReplayResult onChips(std::uint32_t chips, Queue queue, const std::vector<JobRecord>& jobs, Scheduling rules = {}) {
  ReplayOptions options;
  options.servers = chips;
  options.chipsPerServer = 1;
  options.scheduling = rules;
  options.scheduling.queue = queue;
  return replayJobs(jobs, options);
}
std::vector<double> starts(const ReplayResult& result) {
  std::vector<double> out;
  for (const ReplayOutcome& outcome : result.outcomes) out.push_back(outcome.startS);
  return out;
}
std::vector<double> ends(const ReplayResult& result) {
  std::vector<double> out;
  for (const ReplayOutcome& outcome : result.outcomes) out.push_back(outcome.endS);
  return out;
}
using Times = std::vector<double>;

}  // namespace

class TraceReplayTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // A takes half of four chips until 10, B wants all of them, C half for 8, D one for 20
  void backfillByHand() {
    const auto jobs = jobsOf({{0, 10, 2}, {1, 5, 4}, {2, 8, 2}, {3, 20, 1}});
    QCOMPARE(starts(onChips(4, Queue::fifo, jobs)), (Times{0, 10, 15, 15}));
    QCOMPARE(starts(onChips(4, Queue::easy, jobs)), (Times{0, 10, 2, 15}));
    QCOMPARE(starts(onChips(4, Queue::conservative, jobs)), (Times{0, 10, 2, 15}));
    // a second longer, C would hold B up
    const auto longer = jobsOf({{0, 10, 2}, {1, 5, 4}, {2, 9, 2}, {3, 20, 1}});
    QCOMPARE(starts(onChips(4, Queue::easy, longer)), (Times{0, 10, 15, 15}));
    const ReplayResult fifo = onChips(4, Queue::fifo, jobs);
    QCOMPARE(fifo.meanWaitS, (0 + 9 + 13 + 12) / 4.0);
    QCOMPARE(fifo.meanTurnaroundS, (10 + 14 + 21 + 32) / 4.0);
    QCOMPARE(fifo.makespanS, 35.0);
    QCOMPARE(fifo.utilisation, (20 + 20 + 16 + 20) / (4.0 * 35.0));
  }

  /// As WorkOrderTest has it: of what is not forgotten, Bob has used more, though he began late.
  void whoHasUsedMuchOfLateWaits() {
    auto jobs = jobsOf({{0, 20000, 4}, {18000, 2000, 8}, {19000, 100, 16}, {19500, 100, 16}});
    jobs[0].user = jobs[3].user = "ann", jobs[1].user = jobs[2].user = "bob";
    Scheduling rules;
    rules.forgetIn = seconds(1000);
    QCOMPARE(starts(onChips(16, Queue::fairShare, jobs, rules)), (Times{0, 18000, 20100, 20000}));
  }

  // D takes a chip that B will leave over, and so holds C up: only `easy` lets it
  void easyDelaysOthersThanTheHeadAndConservativeNobody() {
    const auto jobs = jobsOf({{0, 10, 3}, {1, 10, 2}, {2, 10, 4}, {3, 30, 1}});
    QCOMPARE(starts(onChips(4, Queue::easy, jobs)), (Times{0, 10, 33, 3}));
    QCOMPARE(starts(onChips(4, Queue::conservative, jobs)), (Times{0, 10, 20, 30}));
  }

  void shortestFirstByHand() {
    const auto jobs = jobsOf({{0, 10, 1}, {1, 5, 1}, {2, 1, 1}});
    QCOMPARE(starts(onChips(1, Queue::shortest, jobs)), (Times{0, 11, 10}));
    QCOMPARE(starts(onChips(1, Queue::shortestRemaining, jobs)), (Times{0, 11, 10}));  // none may be interrupted
    const auto yielding = jobsOf({{0, 10, 1}, {1, 5, 1}, {2, 1, 1}}, true);
    const ReplayResult result = onChips(1, Queue::shortestRemaining, yielding);
    QCOMPARE(starts(result), (Times{0, 1, 2}));
    QCOMPARE(ends(result), (Times{16, 7, 3}));
    QCOMPARE(result.interruptions, std::uint64_t{2});
    QCOMPARE(result.outcomes[0].waitS, 6.0);
  }

  void interruptionsCostTheirRestart() {
    ReplayOptions options;
    options.chipsPerServer = 1;
    options.scheduling.queue = Queue::shortestRemaining;
    options.restartS = 2.0;
    const auto result = replayJobs(jobsOf({{0, 10, 1}, {1, 5, 1}}, true), options);
    QCOMPARE(ends(result), (Times{17, 6}));
  }

  void priorityGoesAheadAndTakesFromThoseBelow() {
    // the late one of priority 1 goes ahead of the waiting one; nothing running gives way
    const auto firm = jobsOf({{0, 10, 1, 0}, {1, 10, 1, 0}, {2, 10, 1, 1}});
    QCOMPARE(starts(onChips(1, Queue::priority, firm)), (Times{0, 20, 10}));
    const auto yielding = jobsOf({{0, 10, 1, 0}, {1, 10, 1, 0}, {2, 10, 1, 1}}, true);
    QCOMPARE(starts(onChips(1, Queue::priority, yielding)), (Times{0, 20, 2}));
    // what was interrupted came first, and goes on first
    QCOMPARE(ends(onChips(1, Queue::priority, yielding)), (Times{20, 30, 12}));
  }

  void waitingRaisesPriority() {
    const std::int64_t hour = 3600;
    // at 10 h: the one of priority 0 has waited 9 h, the one of priority 2 half an hour
    const auto jobs = jobsOf({{0, 10 * hour, 1, 9}, {hour, hour, 1, 0}, {19 * hour / 2, hour, 1, 2}});
    Scheduling rules;
    rules.agingPerLevel = hours(4);
    QCOMPARE(starts(onChips(1, Queue::priority, jobs, rules)), (Times{0, 10.0 * hour, 11.0 * hour}));
    rules.agingPerLevel = hours(8);
    QCOMPARE(starts(onChips(1, Queue::priority, jobs, rules)), (Times{0, 11.0 * hour, 10.0 * hour}));
  }

  void leastAttainedServiceByHand() {
    // after an hour of a chip the first has fallen into the second queue: whoever waits in the first takes its chip
    const auto jobs = jobsOf({{0, 3 * 3600, 1}, {1800, 1800, 1}}, true);
    const ReplayResult result = onChips(1, Queue::leastAttained, jobs);
    QVERIFY(std::abs(result.outcomes[1].startS - 3600.0) < 0.01);
    QVERIFY(std::abs(result.outcomes[1].endS - 5400.0) < 0.01);
    QVERIFY(std::abs(result.outcomes[0].endS - 12600.0) < 0.01);
  }

  void whatNeverFitsHoldsNobodyUp() {
    const auto jobs = jobsOf({{0, 10, 9}, {0, 10, 4}, {0, 10, 1}});
    for (const Queue queue : {Queue::fifo, Queue::priority, Queue::shortest, Queue::shortestRemaining, Queue::easy,
                              Queue::conservative, Queue::leastAttained}) {
      const ReplayResult result = onChips(4, queue, jobs);
      QCOMPARE(result.tooLarge, std::uint64_t{1});
      QCOMPARE(result.done, std::uint64_t{2});
      QCOMPARE(starts(result)[0], -1.0);
    }
  }

  void strandedChipsAreCounted() {
    // two servers of two: one chip of each is taken, so that a job of two finds two free chips and no place for 10 s
    ReplayOptions options;
    options.servers = 2;
    options.chipsPerServer = 2;
    options.sampleS = 5.0;
    options.scheduling.placement = Scheduling::Placement::dotProduct;
    options.scheduling.queue = Queue::fifo;
    const auto jobs = jobsOf({{0, 10, 1}, {0, 20, 2}, {1, 10, 1}, {2, 10, 2}});
    options.scheduling.placement = Scheduling::Placement::bestFit;
    const ReplayResult packed = replayJobs(jobs, options);
    QCOMPARE(packed.stranded, 0.0);
    QCOMPARE(starts(packed), (Times{0, 0, 1, 11}));
    // taken apart: the third cannot share the first's server when it comes after the second is gone
    const auto apart = jobsOf({{0, 30, 1}, {0, 5, 1}, {0, 30, 2}, {6, 10, 2}});
    options.servers = 2;
    const ReplayResult none = replayJobs(apart, options);
    QCOMPARE(starts(none)[3], 30.0);
    QCOMPARE(none.stranded, 0.0);  // one chip is free and two are wanted: too few, not badly placed
    // a whole server is wanted, and two halves are free
    const auto halves = jobsOf({{0, 5, 1}, {0, 30, 1}, {0, 30, 1}, {0, 5, 1}, {6, 10, 2}});
    const ReplayResult split = replayJobs(halves, options);
    QCOMPARE(starts(split)[4], 30.0);
    QVERIFY(std::abs(split.stranded - 2.0 * 24.0 / (4.0 * 40.0)) < 1e-12);
    QCOMPARE(split.samples[2].strandedChips, 2u);
    QCOMPARE(split.samples[1].strandedChips, 0u);
  }

  void shorterFirstNeverWaitsLongerOnOneServer() {
    for (std::uint64_t n = 0; n < 100; ++n) {
      std::vector<JobRecord> jobs;
      for (std::uint64_t j = 0; j < 30; ++j) {
        JobRecord& job = jobs.emplace_back();
        job.id = std::to_string(j);
        job.length = seconds(1 + static_cast<std::int64_t>(randomBits({n, j, 1}, 0) % 100));
        job.chips = 1;
        job.isPreemptible = true;
      }
      const auto mean = [&](Queue queue) { return onChips(1, queue, jobs).meanWaitS; };
      // all at once: shortest first is best
      QVERIFY(mean(Queue::shortest) <= mean(Queue::fifo));
      QCOMPARE(mean(Queue::shortest), mean(Queue::shortestRemaining));
      // one after the other: what has least left is best, if it may interrupt
      std::int64_t atS = 0;
      for (JobRecord& job : jobs)
        job.submit =
            seconds(atS += static_cast<std::int64_t>(randomBits({n, 7, 2}, static_cast<std::uint64_t>(atS)) % 90));
      QVERIFY(mean(Queue::shortestRemaining) <= mean(Queue::fifo));
      QVERIFY(mean(Queue::shortestRemaining) <= mean(Queue::shortest));
    }
  }

  // first come, first served, on c chips: the next job starts when it is there and the first chip is free (Kiefer and
  // Wolfowitz 1955)
  void firstComeFirstServedIsTheRecursionOfKieferAndWolfowitz() {
    constexpr std::size_t chips = 8;
    std::vector<JobRecord> jobs(20'000);
    std::int64_t atUs = 0;
    std::vector<double> freeS(chips, 0.0), expected;
    for (std::size_t j = 0; j < jobs.size(); ++j) {
      const auto draw = [&](std::uint64_t purpose, std::uint64_t upTo) {
        return static_cast<std::int64_t>(randomBits({4, j, purpose}, 0) % upTo);
      };
      if (j > 0) atUs += draw(1, 30'000'000);
      jobs[j].submit = {atUs};
      jobs[j].length = {1 + draw(2, 200'000'000)};
      jobs[j].chips = 1;
      const auto first = std::min_element(freeS.begin(), freeS.end());
      expected.push_back(std::max(*first, jobs[j].submit.seconds()));
      *first = expected.back() + jobs[j].length.seconds();
    }
    const ReplayResult result = onChips(chips, Queue::fifo, jobs);
    for (std::size_t j = 0; j < jobs.size(); ++j) QVERIFY(std::abs(result.outcomes[j].startS - expected[j]) < 1e-6);
    QVERIFY(result.meanWaitS > 1.0);
  }

  void everyJobRunsOnceAndNothingIsGivenTwice() {
    std::vector<JobRecord> jobs;
    std::int64_t atS = 0;
    for (std::uint64_t j = 0; j < 400; ++j) {
      JobRecord& job = jobs.emplace_back();
      job.id = std::to_string(j);
      job.submit = seconds(atS += static_cast<std::int64_t>(randomBits({3, j, 0}, 0) % 40));
      job.length = seconds(1 + static_cast<std::int64_t>(randomBits({3, j, 0}, 1) % 500));
      job.chips = 1u << randomBits({3, j, 0}, 2) % 6;
      job.priority = static_cast<int>(randomBits({3, j, 0}, 3) % 3);
      job.isPreemptible = randomBits({3, j, 0}, 4) % 2 == 0;
    }
    for (int queue = 0; queue < 7; ++queue)
      for (int placement = 0; placement < 10; ++placement) {
        ReplayOptions options;
        options.servers = 8;
        options.chipsPerServer = 8;
        options.sampleS = 10.0;
        options.scheduling.queue = static_cast<Queue>(queue);
        options.scheduling.placement = static_cast<Scheduling::Placement>(placement);
        const ReplayResult result = replayJobs(jobs, options);
        QCOMPARE(result.done, std::uint64_t{400});
        QVERIFY(result.utilisation > 0.3 && result.utilisation <= 1.0);
        for (std::size_t j = 0; j < jobs.size(); ++j) {
          const ReplayOutcome& outcome = result.outcomes[j];
          const double turnaroundS = outcome.endS - jobs[j].submit.seconds() + jobs[0].submit.seconds();
          QVERIFY(std::abs(turnaroundS - outcome.waitS - jobs[j].length.seconds()) < 1e-6);
          if (!jobs[j].isPreemptible) QCOMPARE(outcome.interruptions, 0u);
        }
        for (const ReplaySample& sample : result.samples) QVERIFY(sample.busyChips <= 64);
        // the same again
        QCOMPARE(replayJobs(jobs, options).meanTurnaroundS, result.meanTurnaroundS);
      }
  }

  void estimatesOfOneJobDoNotMoveWithOthers() {
    auto jobs = jobsOf({{0, 10, 1}, {1, 50, 1}, {1, 60, 1}, {1, 70, 1}});
    Scheduling rules;
    rules.estimateSigma = 0.8;
    const auto before = starts(onChips(1, Queue::shortest, jobs, rules));
    jobs.push_back(jobsOf({{1000, 5, 1}}).front());
    jobs.back().id = "late";
    const auto after = starts(onChips(1, Queue::shortest, jobs, rules));
    QVERIFY(std::equal(before.begin(), before.end(), after.begin()));
  }
};

PLENUM_TEST(TraceReplayTest)
#include "TraceReplayTest.moc"
