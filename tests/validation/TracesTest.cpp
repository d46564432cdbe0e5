// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "io/Files.h"
#include "io/JobTraces.h"
#include "support/Test.h"
#include "support/Validation.h"
#include "workload/GenerateJobs.h"
#include "workload/JobStatistics.h"

using namespace plenum;
using namespace plenum::test;
using validation::Case;
using validation::close;
using validation::near;

/// What is drawn has the figures that it is drawn by, and what is read from a trace those that others read from it.
class TracesTest : public QObject {
  Q_OBJECT

  static constexpr const char* generator = "workload.md 2.3, 2.4 and 12, G-1";
  static constexpr const char* openb = "Alibaba cluster-trace-gpu-v2023, default list; workload.md 4";

 private Q_SLOTS:
  void generatorsRefit() {
    const auto catalog = io::readCatalog(sourceDir() / "assets/catalog");
    QVERIFY(bool(catalog));
    const auto* evaluation = (*catalog)->find<ArchetypeSpec>("evaluation");
    QVERIFY(evaluation);
    constexpr std::size_t count = 100'000;
    Submissions submissions(*evaluation, 7, toTime({{2026, 7, 21}, 9, 30}));
    std::vector<JobRecord> jobs(count);
    for (std::size_t i = 0; i < count; ++i) {
      const JobShape shape = drawShape(*evaluation, 7, i);
      jobs[i].chips = shape.chips;
      jobs[i].length = shape.length;
      jobs[i].submit = Duration{std::llround(1e6 * submissions.at(i, 0.05))};
    }
    const JobStatistics s = statisticsOf(jobs, 9.5 * 3600);
    QVERIFY(close({"G-1", "median of 10⁵ drawn run times, evaluation jobs", generator, "s", 1}, s.medianS,
                  evaluation->medianS, 0.03));
    QVERIFY(
        close({"G-1", "σ of the logarithm of these run times", generator, "", 3}, s.logSigma, evaluation->sigma, 0.03));
    QVERIFY(close({"G-1", "mean of these run times, against the lognormal cut at 30 days", generator, "s", 1}, s.meanS,
                  meanLengthS(*evaluation), 0.03));
    QVERIFY(
        close({"G-1", "mean chips, alike in logarithm between 1 and 8", generator, "", 3}, s.meanChips, 3.75, 0.03));
    validation::Worst worst;
    for (std::size_t h = 0; h < 24; ++h) worst.add(s.byHour[h], evaluation->byHour[h]);
    QVERIFY(validation::atMost(
        {"G-1", "share of submissions by hour of the day, worst hour off the profile's mean", generator, "", 3},
        worst.value, 0.03 * *std::max_element(evaluation->byHour.begin(), evaluation->byHour.end())));

    ArchetypeSpec steady = *evaluation;
    steady.byHour.fill(1.0);
    Submissions poisson(steady, 7, toTime({{2026, 7, 21}}));
    for (std::size_t i = 0; i < count; ++i) jobs[i].submit = Duration{std::llround(1e6 * poisson.at(i, 0.05))};
    QVERIFY(close({"G-1", "variation of the times between submissions at a steady rate (Poisson)", generator, "", 3},
                  statisticsOf(jobs).arrivalVariation, 1.0, 0.03));
  }

  void heavyTailsAreCutAsTheyShould() {
    const auto catalog = io::readCatalog(sourceDir() / "assets/catalog");
    QVERIFY(bool(catalog));
    const auto* pretraining = (*catalog)->find<ArchetypeSpec>("pretraining");
    QVERIFY(pretraining);
    double sum = 0.0;
    constexpr std::size_t count = 100'000;
    for (std::size_t i = 0; i < count; ++i) sum += drawShape(*pretraining, 7, i).length.seconds();
    QVERIFY(close({"G-1", "mean of 10⁵ pre-training runs, median 20 h and σ 1.5 cut at 30 days, against the integral",
                   generator, "h", 2},
                  sum / count / 3600.0, meanLengthS(*pretraining) / 3600.0, 0.03));
  }

  void openbHasItsPublishedFigures() {
    const auto file = sharedDir() / "data/openb/openb_pod_list_default.csv";
    PLENUM_NEEDS(file);
    io::JobTraceOptions all;
    all.keepsAll = true;
    const auto trace = io::readJobTrace(file, all);
    QVERIFY(bool(trace));
    std::array<int, 9> byChips{};
    int sharing = 0;
    std::vector<double> lives, delays, shares;
    for (const JobRecord& job : trace->jobs) {
      if (job.chips < 9) ++byChips[job.chips];
      if (job.chips == 1 && job.shareMilli < 1000) ++sharing, shares.push_back(job.shareMilli);
      lives.push_back(job.length.seconds() + std::max(0.0, job.wait.seconds()));
      if (job.wait.us >= 0) delays.push_back(job.wait.seconds());
    }
    const auto quantile = [](std::vector<double>& v, double share) {
      std::sort(v.begin(), v.end());
      return v.empty() ? 0.0 : v[static_cast<std::size_t>(share * static_cast<double>(v.size() - 1))];
    };
    const auto rows = static_cast<double>(trace->rows);
    QVERIFY(near({"openb", "tasks of the trace", openb, "", 0}, rows, 8152, 0));
    // the one that was given up in the second in which it came is no job even so
    QVERIFY(near({"openb", "tasks without a chip", openb, "", 0}, byChips[0], 1088, 1));
    QVERIFY(near({"openb", "tasks with one chip", openb, "", 0}, byChips[1], 6989, 1));
    QVERIFY(near({"openb", "of which share it", openb, "", 0}, sharing, 3078, 1));
    QVERIFY(near({"openb", "tasks with 2, 4 and 8 chips", openb, "", 0}, byChips[2] + byChips[4] + byChips[8], 75, 0));
    QVERIFY(close({"openb", "median share of those that share, thousandths", openb, "", 0}, quantile(shares, 0.5), 470,
                  0.01));
    QVERIFY(close({"openb", "median time from creation to deletion", openb, "s", 0}, quantile(lives, 0.5), 540, 0.01));
    QVERIFY(close({"openb", "95 % of that", openb, "s", 0}, quantile(lives, 0.95), 16399, 0.01));
    QVERIFY(near({"openb", "median delay of those that were scheduled", openb, "s", 0}, quantile(delays, 0.5), 2, 0.5));
  }
};

PLENUM_TEST(TracesTest)
#include "TracesTest.moc"
