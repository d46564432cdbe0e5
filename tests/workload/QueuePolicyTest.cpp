// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <vector>

#include "base/Random.h"
#include "support/Test.h"
#include "workload/QueuePolicy.h"

using namespace plenum;
using Queue = Scheduling::Queue;

namespace {

constexpr std::array<Queue, 8> queues{Queue::fifo, Queue::priority,     Queue::shortest,      Queue::shortestRemaining,
                                      Queue::easy, Queue::conservative, Queue::leastAttained, Queue::fairShare};

/// Jobs of whole seconds on so many chips, stepped second by second: slow, and simple enough to be believed.
struct Clockwork {
  struct Job {
    int submitS = 0, lengthS = 1, startS = -1;
    std::uint32_t chips = 1;
    int priority = 0;
    bool isPreemptible = false;
    int leftS = 0;
    double attainedChipS = 0.0;
    enum { waiting, queued, running, done } is = waiting;
  };
  std::vector<Job> jobs;
  Scheduling rules;
  std::uint32_t chips = 1, free = 1;
  int nowS = 0;

  std::vector<QueuedJob> queue() const {
    std::vector<QueuedJob> out;
    for (std::uint32_t j = 0; j < jobs.size(); ++j) {
      const Job& job = jobs[j];
      if (job.is != Job::queued) continue;
      out.push_back({j, job.chips, job.priority, double(job.submitS), double(job.leftS), job.attainedChipS});
    }
    return out;
  }
  std::vector<RunningJob> running() const {
    std::vector<RunningJob> out;
    for (std::uint32_t j = 0; j < jobs.size(); ++j) {
      const Job& job = jobs[j];
      if (job.is != Job::running) continue;
      out.push_back({j, job.chips, job.priority, job.isPreemptible, double(nowS + job.leftS), double(job.leftS),
                     job.attainedChipS});
    }
    return out;
  }
  void decide() {
    const auto queued = queue();
    const auto held = running();
    schedule(rules, {double(nowS), free, chips, queued, held},
             {[this](std::uint32_t j) {
                Job& job = jobs[j];
                if (job.is != Job::queued || job.chips > free) return false;
                free -= job.chips;
                job.is = Job::running;
                if (job.startS < 0) job.startS = nowS;
                return true;
              },
              [this](std::uint32_t j) {
                QVERIFY(jobs[j].is == Job::running && jobs[j].isPreemptible);
                free += jobs[j].chips;
                jobs[j].is = Job::queued;
              }});
  }
  /// Calls look(*this) before and after every decision; until all jobs have ended.
  template <class Before, class After>
  void run(const Before& before, const After& after) {
    free = chips;
    for (Job& job : jobs) job.leftS = job.lengthS;
    for (std::size_t done = 0; done < jobs.size(); ++nowS) {
      QVERIFY(nowS < 1'000'000);
      for (Job& job : jobs) {
        if (job.is == Job::running) job.attainedChipS += job.chips;
        if (job.is == Job::running && --job.leftS == 0) job.is = Job::done, free += job.chips, ++done;
        if (job.is == Job::waiting && job.submitS <= nowS) job.is = Job::queued;
      }
      before(*this);
      decide();
      after(*this);
    }
  }
  /// The first second from which so many chips are free for so long, by what runs and what is reserved.
  static int firstGap(const std::vector<int>& freeAt, int fromS, int lengthS, std::uint32_t wanted) {
    for (int atS = fromS;; ++atS) {
      int s = atS;
      while (s < atS + lengthS && freeAt[static_cast<std::size_t>(s)] >= static_cast<int>(wanted)) ++s;
      if (s == atS + lengthS) return atS;
    }
  }
  std::vector<int> freeBySecond() const {
    std::vector<int> freeAt(20'000, static_cast<int>(chips));
    for (const Job& job : jobs)
      if (job.is == Job::running)
        for (int s = 0; s < nowS + job.leftS; ++s) freeAt[static_cast<std::size_t>(s)] -= static_cast<int>(job.chips);
    return freeAt;
  }
};

Clockwork randomJobs(std::uint64_t n, std::uint32_t mostChips) {
  Clockwork work;
  work.chips = 8;
  std::uint64_t counter = 0;
  const auto draw = [&](std::uint64_t upTo) { return static_cast<int>(randomBits({n, 1, 9}, counter++) % upTo); };
  int atS = 0;
  for (int j = 0; j < 40; ++j) {
    Clockwork::Job job;
    job.submitS = atS += draw(12);
    job.lengthS = 1 + draw(60);
    job.chips = 1 + static_cast<std::uint32_t>(draw(mostChips));
    job.priority = draw(3);
    job.isPreemptible = draw(2) == 0;
    work.jobs.push_back(job);
  }
  return work;
}
const auto nothing = [](const Clockwork&) {};

/// What a policy does at one moment.
struct Moment {
  std::vector<std::uint32_t> started, preempted;
};
Moment at(const Scheduling& rules, const QueueView& view, std::vector<std::uint32_t> placeless = {}) {
  Moment moment;
  schedule(rules, view,
           {[&](std::uint32_t job) {
              if (std::find(placeless.begin(), placeless.end(), job) != placeless.end()) return false;
              moment.started.push_back(job);
              return true;
            },
            [&](std::uint32_t job) { moment.preempted.push_back(job); }});
  return moment;
}
using Jobs = std::vector<std::uint32_t>;
constexpr double forever = std::numeric_limits<double>::infinity();

}  // namespace

class QueuePolicyTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void nobodyOvertakesInFifo() {
    for (std::uint64_t n = 0; n < 60; ++n) {
      Clockwork work = randomJobs(n, 8);
      work.run(nothing, nothing);
      for (std::size_t j = 1; j < work.jobs.size(); ++j) QVERIFY(work.jobs[j].startS >= work.jobs[j - 1].startS);
    }
  }

  void noChipIsIdleWhileAJobOfOneChipWaits() {
    for (const Queue queue : queues)
      for (std::uint64_t n = 0; n < 30; ++n) {
        Clockwork work = randomJobs(n, 1);
        work.chips = 2;
        work.rules.queue = queue;
        work.run(nothing, [](const Clockwork& after) { QVERIFY(after.free == 0 || after.queue().empty()); });
      }
  }

  void easyNeverDelaysTheHeadBeyondItsReservation() {
    int backfilled = 0;
    for (std::uint64_t n = 0; n < 60; ++n) {
      Clockwork work = randomJobs(n, 8);
      work.rules.queue = Queue::easy;
      std::map<std::uint32_t, int> promised;
      work.run(
          [&](const Clockwork& before) {
            const auto queued = before.queue();
            if (queued.empty()) return;
            const QueuedJob& head = queued.front();
            const int firstS = Clockwork::firstGap(before.freeBySecond(), before.nowS, 1, head.chips);
            promised.try_emplace(head.job, firstS);
            promised[head.job] = std::min(promised[head.job], firstS);
          },
          nothing);
      for (const auto& [job, byS] : promised) QVERIFY(work.jobs[job].startS <= byS);
      for (std::size_t j = 1; j < work.jobs.size(); ++j) backfilled += work.jobs[j].startS < work.jobs[j - 1].startS;
    }
    QVERIFY(backfilled > 60);  // some did overtake
  }

  void conservativeNeverDelaysAnybody() {
    int backfilled = 0;
    for (std::uint64_t n = 0; n < 60; ++n) {
      Clockwork work = randomJobs(n, 8);
      work.rules.queue = Queue::conservative;
      std::map<std::uint32_t, int> promised;
      work.run(
          [&](const Clockwork& before) {
            // reservations of all that wait, in order of arrival
            std::vector<int> freeAt = before.freeBySecond();
            for (const QueuedJob& job : before.queue()) {
              const int lengthS = static_cast<int>(job.estimateS);
              const int firstS = Clockwork::firstGap(freeAt, before.nowS, lengthS, job.chips);
              for (int s = firstS; s < firstS + lengthS; ++s)
                freeAt[static_cast<std::size_t>(s)] -= static_cast<int>(job.chips);
              const auto it = promised.try_emplace(job.job, firstS).first;
              QVERIFY(firstS <= it->second);
              it->second = std::min(it->second, firstS);
            }
          },
          nothing);
      for (const auto& [job, byS] : promised) QCOMPARE(work.jobs[job].startS, byS);
      for (std::size_t j = 1; j < work.jobs.size(); ++j) backfilled += work.jobs[j].startS < work.jobs[j - 1].startS;
    }
    QVERIFY(backfilled > 60);
  }

  void firmJobsAreNeverInterrupted() {
    // (the clockwork verifies that whoever is interrupted may be)
    for (const Queue queue : {Queue::priority, Queue::shortestRemaining, Queue::leastAttained})
      for (std::uint64_t n = 0; n < 40; ++n) {
        Clockwork work = randomJobs(n, 8);
        work.rules.queue = queue;
        work.rules.attainedChipHours = 0.01;
        work.run(nothing, nothing);
      }
  }

  void backfillWhereNoPlaceIsFound() {
    // the head's four chips are free by number but not by place: only what ends before 50, or leaves four, may go ahead
    Scheduling rules;
    rules.queue = Queue::easy;
    const std::vector<QueuedJob> queued{{0, 4, 0, 0, 10, 0}, {1, 1, 0, 1, 60, 0}, {2, 1, 0, 2, 40, 0}};
    const std::vector<RunningJob> running{{9, 4, 0, false, 50.0, 50.0, 0}};
    const QueueView view{0.0, 4, 8, queued, running};
    QCOMPARE(at(rules, view, {0}).started, (Jobs{1, 2}));  // 4 + 4 at 50, less 4: four to spare
    const std::vector<RunningJob> small{{9, 1, 0, false, 50.0, 50.0, 0}};
    QCOMPARE(at(rules, {0.0, 4, 8, queued, small}, {0}).started, (Jobs{1, 2}));
    const std::vector<QueuedJob> wider{{0, 4, 0, 0, 10, 0}, {1, 2, 0, 1, 60, 0}, {2, 2, 0, 2, 40, 0}};
    QCOMPARE(at(rules, {0.0, 4, 8, wider, small}, {0}).started, Jobs{2});
    rules.queue = Queue::conservative;
    QCOMPARE(at(rules, {0.0, 4, 8, wider, small}, {0}).started, Jobs{2});
    rules.queue = Queue::fifo;
    QVERIFY(at(rules, {0.0, 4, 8, wider, small}, {0}).started.empty());
  }

  void endlessAndOverdueJobs() {
    Scheduling rules;
    rules.queue = Queue::easy;
    // the head waits for an endless job: its reservation is never, so that all others may go
    const std::vector<QueuedJob> queued{{0, 8, 0, 0, 10, 0}, {1, 1, 0, 1, forever, 0}};
    const std::vector<RunningJob> endless{{9, 4, 0, false, forever, forever, 0}};
    QCOMPARE(at(rules, {100.0, 4, 8, queued, endless}).started, Jobs{1});
    rules.queue = Queue::conservative;
    QCOMPARE(at(rules, {100.0, 4, 8, queued, endless}).started, Jobs{1});
    // one that should have ended long ago may end at any moment: nothing goes ahead of the head
    const std::vector<RunningJob> overdue{{9, 4, 0, false, 50.0, -50.0, 0}};
    QVERIFY(at(rules, {100.0, 4, 8, queued, overdue}).started.empty());
    rules.queue = Queue::easy;
    QVERIFY(at(rules, {100.0, 4, 8, queued, overdue}).started.empty());
  }

  void onlyAsMuchIsTakenAsIsNeeded() {
    Scheduling rules;
    rules.queue = Queue::priority;
    const std::vector<QueuedJob> queued{{0, 4, 5, 0, 10, 0}};
    // lowest priority first, least work lost first; the one of two chips is not needed once that of four is taken
    const std::vector<RunningJob> running{{1, 2, 0, true, 50, 50, 10},
                                          {2, 4, 1, true, 50, 50, 500},
                                          {3, 4, 1, true, 50, 50, 400},
                                          {4, 4, 5, true, 50, 50, 0},
                                          {5, 4, 0, false, 50, 50, 0}};
    const Moment moment = at(rules, {0.0, 0, 18, queued, running});
    QCOMPARE(moment.preempted, Jobs{3});
    QCOMPARE(moment.started, Jobs{0});
    // where all that may be taken is too little, nothing is
    const std::vector<QueuedJob> large{{0, 11, 5, 0, 10, 0}};
    QVERIFY(at(rules, {0.0, 0, 18, large, running}).preempted.empty());
  }

  void againWhenAJobFallsIntoALowerQueue() {
    Scheduling rules;
    rules.queue = Queue::leastAttained;
    rules.attainedChipHours = 1.0;
    const std::vector<QueuedJob> queued{{0, 4, 0, 0, 10, 0}};
    const std::vector<RunningJob> running{{1, 2, 0, true, 1e9, 1e9, 3000.0}, {2, 2, 0, true, 1e9, 1e9, 35000.0}};
    const double againS = lookAgainS(rules, {100.0, 0, 4, queued, running});
    QVERIFY(againS > 100.0 + 300.0 && againS < 100.0 + 300.01);
    QCOMPARE(lookAgainS(rules, {100.0, 0, 4, {}, running}), forever);
    rules.queue = Queue::easy;
    QCOMPARE(lookAgainS(rules, {100.0, 0, 4, queued, running}), forever);
  }

  void guessesHaveTheirSpread() {
    QCOMPARE(guessOf(100.0, 0.0, 1, 1), 100.0);
    double sum = 0.0, squares = 0.0;
    constexpr int draws = 20'000;
    for (std::uint64_t j = 0; j < draws; ++j) {
      const double log = std::log(guessOf(100.0, 0.5, 3, j) / 100.0);
      sum += log, squares += log * log;
    }
    QVERIFY(std::abs(sum / draws) < 0.02);
    QVERIFY(std::abs(std::sqrt(squares / draws) - 0.5) < 0.01);
  }
};

PLENUM_TEST(QueuePolicyTest)
#include "QueuePolicyTest.moc"
