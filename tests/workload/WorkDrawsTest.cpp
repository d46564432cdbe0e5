// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "base/Random.h"
#include "support/Test.h"
#include "support/WorkRun.h"

using namespace plenum;

/// The same seed gives the same day, one entity leaves the draws of others alone, and nothing contradicts itself.
class WorkDrawsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theSameSeedGivesTheSameDayAndAnotherAnother() {
    std::vector<double> seen;
    for (const std::uint64_t seed : {5u, 5u, 6u}) {
      test::WorkRun run;
      run.scenario.seed = seed;
      run.scenario.jobs = {test::plainJob("a", 64, seconds(0), seconds(0))};
      run.start();
      double sum = 0.0;
      for (int s = 0; s < 100; ++s) sum += run.at(s).use(0);
      seen.push_back(sum);
    }
    QCOMPARE(seen[0], seen[1]);
    QVERIFY(seen[0] != seen[2]);
  }

  void anotherJobChangesNoDrawOfAJob() {
    std::vector<double> seen;
    for (const int others : {0, 1}) {
      test::WorkRun run;
      run.scenario.jobs = {test::plainJob("a", 64, seconds(0), seconds(0))};
      if (others)
        run.scenario.jobs.insert(run.scenario.jobs.begin(), test::plainJob("first", 64, seconds(0), seconds(0)));
      run.start();
      const std::uint32_t j = jobOf(run.model, run.state, "a");
      double sum = 0.0;
      for (int s = 0; s < 1800; ++s) sum += run.at(s).use(j);
      seen.push_back(sum);
    }
    QCOMPARE(seen[0], seen[1]);
  }

  /// Effective time by events against the renewal formula, 2,000 failures each.

  void chipsAreNeverGivenTwice() {
    for (const auto placement : {Scheduling::Placement::firstFit, Scheduling::Placement::topology}) {
      test::WorkRun run;
      run.scenario.reliability.isOn = true;
      run.scenario.reliability.scale = 2000.0;
      run.scenario.scheduling.placement = placement;
      run.scenario.scheduling.queue = Scheduling::Queue::easy;
      const RandomKey key{7, static_cast<std::uint64_t>(placement), 1};
      for (std::uint64_t i = 0; i < 3000; ++i) {
        const auto sizes = std::uint32_t{1} << static_cast<int>(8.0 * randomUniform(key, 5 * i));
        Job j = test::plainJob("j" + std::to_string(i), sizes,
                               Duration{static_cast<std::int64_t>(40e9 * randomUniform(key, 5 * i + 1))},
                               Duration{static_cast<std::int64_t>(3e9 * randomUniform(key, 5 * i + 2))});
        j.kind = randomUniform(key, 5 * i + 3) < 0.5 ? Job::Kind::training : Job::Kind::batch;
        if (j.chips > 32) j.leastChips = j.chips / 2;
        if (i % 7 == 0) j.spareServers = 1 + static_cast<int>(i % 3);
        run.scenario.jobs.push_back(std::move(j));
      }
      run.start();
      FailureSpec row;
      row.id = "own";
      row.perHour = 1e-5;
      row.repair = Seconds{3600.0};
      run.model.failures = {row};
      tabulateHazards(run.model);
      const auto racks = static_cast<std::uint32_t>(run.layout->racks.size());
      for (std::uint64_t s = 0; s < 50'000; s += 20) {
        const double u = randomUniform({8, s, 2}, 0);
        if (u < 0.05) setDrained(run.model, run.state, s % racks, s % racks + 1, u < 0.025);
        WorkNews news;
        const std::string victim = "j" + std::to_string(s % 3000);
        if (u > 0.9) crashJob(run.model, run.state, run.around, victim, news);
        if (u > 0.95) preemptJob(run.model, run.state, run.around, "j" + std::to_string((s * 7) % 3000), news);
        if (u > 0.97) cancelJob(run.model, run.state, run.around, "j" + std::to_string((s * 11) % 3000), news);
        const bool hasPowerChanged = u > 0.4 && u < 0.42;
        if (hasPowerChanged)
          for (std::size_t i = s % run.up.size(); i < run.up.size(); i += 97) run.up[i] ^= 1;
        run.at(static_cast<double>(s), hasPowerChanged);
        if (s % 400 == 0) QCOMPARE(run.wrong(), std::string());
      }
      QVERIFY(run.state.totals.failures > 50);
      QVERIFY(run.state.ended.size() == 500);
      QCOMPARE(run.wrong(), std::string());
    }
  }
};

PLENUM_TEST(WorkDrawsTest)
#include "WorkDrawsTest.moc"
