// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include "base/Math.h"
#include "base/Random.h"
#include "support/Test.h"
#include "support/Validation.h"
#include "workload/PowerPolicy.h"
#include "workload/TraceReplay.h"

using namespace plenum;
namespace v = plenum::test::validation;

namespace {

double exponential(std::uint64_t seed, std::uint64_t job, std::uint64_t purpose) {
  return -math::log(1.0 - randomUniform({seed, job, purpose}, 0));
}
Duration secondsOf(double s) { return {static_cast<std::int64_t>(std::llround(1e6 * s))}; }

/// Poisson arrivals of jobs with exponential lengths around 100 s, each of so many chips, to a load of a pool of
/// `places` such jobs. The draws are scaled to their exact means: the wait of a queue that is nearly full depends so
/// much on the load that a thousandth of luck in it would be a hundredth of the wait.
std::vector<JobRecord> poisson(std::uint64_t seed, std::uint64_t jobs, double places, double load,
                               std::uint32_t chips) {
  constexpr double meanS = 100.0;
  double gaps = 0.0, lengths = 0.0;
  for (std::uint64_t j = 0; j < jobs; ++j) gaps += exponential(seed, j, 1), lengths += exponential(seed, j, 2);
  const double gapS = meanS / (places * load) * static_cast<double>(jobs) / gaps;
  const double lengthS = meanS * static_cast<double>(jobs) / lengths;
  std::vector<JobRecord> out(jobs);
  double atS = 0.0;
  for (std::uint64_t j = 0; j < jobs; ++j) {
    atS += exponential(seed, j, 1) * gapS;
    out[j].submit = secondsOf(atS);
    out[j].length = secondsOf(std::max(1e-6, exponential(seed, j, 2) * lengthS));
    out[j].chips = chips;
  }
  return out;
}

/// Jobs of 1 … 64 chips, lengths spread widely, on a pool that they nearly fill.
std::vector<JobRecord> mixed(std::uint64_t seed, std::uint64_t jobs) {
  std::vector<JobRecord> out(jobs);
  double atS = 0.0;
  for (std::uint64_t j = 0; j < jobs; ++j) {
    atS += 100.0 * exponential(seed, j, 1);
    out[j].id = std::to_string(j);
    out[j].submit = secondsOf(atS);
    out[j].length = secondsOf(600.0 * math::exp(1.2 * randomNormal({seed, j, 2}, 0)));
    out[j].chips = 1u << randomBits({seed, j, 3}, 0) % 7;
  }
  return out;
}

ReplayOptions pool(std::uint32_t servers, std::uint32_t chips, Scheduling::Queue queue) {
  ReplayOptions options;
  options.servers = servers;
  options.chipsPerServer = chips;
  options.scheduling.queue = queue;
  return options;
}

}  // namespace

class SchedulersTest : public QObject {
  Q_OBJECT
  static constexpr std::uint64_t jobs = 300'000, runs = 8;

 private Q_SLOTS:
  void waitingOfJobsAgreesWithErlang() {
    double sumS = 0.0;
    for (std::uint64_t seed = 1; seed <= runs; ++seed)
      sumS += replayJobs(poisson(seed, jobs, 8, 0.7, 1), pool(8, 1, Scheduling::Queue::fifo)).meanWaitS;
    QVERIFY(v::close({"jobs",
                      "mean wait of jobs of one chip, first come first served, on 8 chips at a load of 70 %: 8 runs of "
                      "300,000 jobs",
                      "Erlang C: 11.275 % of the mean length of 100 s, workload.md Q-1", "s", 2},
                     sumS / runs, 11.275, 0.02));
  }

  void waitingOfGangsAgreesWithErlang() {
    // gangs of two servers on twenty: ten places
    double sumS = 0.0, stranded = 0.0;
    for (std::uint64_t seed = 11; seed < 11 + runs; ++seed) {
      const auto result = replayJobs(poisson(seed, jobs, 10, 0.8, 16), pool(20, 8, Scheduling::Queue::fifo));
      sumS += result.meanWaitS, stranded += result.stranded;
    }
    QVERIFY(
        v::close({"jobs", "mean wait of gangs of two servers on twenty servers at a load of 80 %: 8 runs of 300,000",
                  "Erlang C with ten places: 20.459 % of the mean length of 100 s, workload.md Q-1", "s", 2},
                 sumS / runs, 20.459, 0.02));
    QVERIFY(v::holds({"jobs", "gangs of two servers find room wherever two servers are free", "by definition"},
                     stranded == 0.0, "no chip stranded", stranded == 0.0 ? "none" : "some"));
  }

  void policiesAreOrderedAsTheyShouldBe() {
    const auto work = mixed(5, 10'000);
    const auto run = [&](Scheduling::Queue queue) { return replayJobs(work, pool(32, 8, queue)); };
    const auto fifo = run(Scheduling::Queue::fifo), easy = run(Scheduling::Queue::easy),
               conservative = run(Scheduling::Queue::conservative), shortest = run(Scheduling::Queue::shortest);
    const std::array<std::pair<const char*, double>, 4> waits{{{"first come, first served", fifo.meanWaitS},
                                                               {"EASY backfill", easy.meanWaitS},
                                                               {"conservative backfill", conservative.meanWaitS},
                                                               {"shortest first", shortest.meanWaitS}}};
    for (const auto& [name, waitS] : waits)
      QVERIFY(v::told({"jobs", (std::string("mean wait of 10,000 jobs of 1 to 64 chips on 256, ") + name).c_str(),
                       "own draws: no reference", "s", 0},
                      waitS));
    const bool isOrdered = shortest.meanWaitS < easy.meanWaitS && easy.meanWaitS < fifo.meanWaitS &&
                           conservative.meanWaitS < fifo.meanWaitS && easy.utilisation >= fifo.utilisation;
    QVERIFY(v::holds(
        {"jobs", "backfill shortens waiting against first come first served, shortest first more", "what they are for"},
        isOrdered, "so", isOrdered ? "so" : "not so"));
  }

  void backfillByHand() {
    // chips of four: A takes 2 until 10, B wants 4 for 5, C 2 for 8, D 1 for 20; submitted at 0, 1, 2, 3
    std::vector<JobRecord> four(4);
    const std::int64_t lengths[] = {10, 5, 8, 20};
    const std::uint32_t chips[] = {2, 4, 2, 1};
    for (std::size_t j = 0; j < 4; ++j) {
      four[j].submit = seconds(static_cast<std::int64_t>(j));
      four[j].length = seconds(lengths[j]);
      four[j].chips = chips[j];
    }
    const char* source = "by hand: waits 0, 9, 13, 12 s and 0, 9, 0, 12 s";
    QVERIFY(v::near({"jobs", "four jobs on four chips, mean wait, first come first served", source, "s", 2},
                    replayJobs(four, pool(4, 1, Scheduling::Queue::fifo)).meanWaitS, 8.5, 1e-9));
    QVERIFY(v::near({"jobs", "the same by EASY backfill: one goes ahead without delaying the head", source, "s", 2},
                    replayJobs(four, pool(4, 1, Scheduling::Queue::easy)).meanWaitS, 5.25, 1e-9));
  }

  void slowdownUnderPowerCaps() {
    // workload.md 9.1: idle 15 % of the rated power, u = 1, P = idle + (max − idle) f^2.4
    struct Row {
      double cap;
      std::array<double, 3> slowdown;  // %, β = 1, 0.6, 0.25
    };
    constexpr std::array<Row, 4> rows{
        {{0.9, {5.4, 3.2, 1.3}}, {0.8, {11.8, 7.1, 3.0}}, {0.7, {19.9, 11.9, 5.0}}, {0.6, {30.0, 18.0, 7.6}}}};
    constexpr std::array<double, 3> shares{1.0, 0.6, 0.25};
    for (const Row& row : rows) {
      v::Worst worst;
      for (std::size_t b = 0; b < shares.size(); ++b) {
        const PowerTaker chip{.job = 0, .fixedW = 0.15, .dynamicW = 0.85, .clockShare = shares[b], .chips = 1};
        const double clock = clocksWithin(Scheduling::Power::uniform, {&chip, 1}, row.cap).front();
        worst.add(100.0 * (1.0 / progressAt(shares[b], clock) - 1.0), row.slowdown[b]);
      }
      const std::string what = "longer by a cap at " + std::to_string(static_cast<int>(100.0 * row.cap + 0.5)) +
                               " % of the rated power; compute-bound, mixed, memory-bound: farthest";
      // the table gives whole percents at 60 %
      QVERIFY(v::atMost({"caps", what.c_str(), "workload.md 9.1, computed with idle at 15 % of the rated power",
                         "percentage points", 2},
                        worst.value, row.cap < 0.65 ? 0.5 : 0.1));
    }
  }

  void jobAwareCapLosesLess() {
    // half the chips train (β 0.9), half decode (β 0.25), all at 400 W of which 60 W idle; 80 % of the power
    const std::array<PowerTaker, 2> takers{
        {{.job = 0, .fixedW = 60e3, .dynamicW = 340e3, .clockShare = 0.9, .chips = 1000},
         {.job = 1, .fixedW = 60e3, .dynamicW = 340e3, .clockShare = 0.25, .chips = 1000}}};
    const auto lost = [&](Scheduling::Power policy) {
      const auto clocks = clocksWithin(policy, takers, 0.8 * 800e3);
      return 100.0 * (1.0 - 0.5 * (progressAt(0.9, clocks[0]) + progressAt(0.25, clocks[1])));
    };
    const double uniform = lost(Scheduling::Power::uniform), aware = lost(Scheduling::Power::jobAware);
    QVERIFY(v::told({"caps", "progress lost at 80 % of the power, training and decoding chips, one clock for all",
                     "no reference", "%", 2},
                    uniform));
    QVERIFY(v::told({"caps", "likewise by equal marginal progress per watt", "no reference", "%", 2}, aware));
    QVERIFY(v::holds({"caps", "the job-aware cap loses less than one clock for all", "what it is for"}, aware < uniform,
                     "so", aware < uniform ? "so" : "not so"));
  }
};

PLENUM_TEST(SchedulersTest)
#include "SchedulersTest.moc"
