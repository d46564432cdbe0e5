// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include "Folder.h"
#include "io/JobTraces.h"
#include "io/SettleLoad.h"
#include "support/Test.h"
#include "workload/GenerateJobs.h"
#include "workload/GenerateLoad.h"
#include "workload/TraceJobs.h"

using namespace plenum;

/// Mixes of the catalogue become jobs and services that ask for the chip time that was wanted.
class GenerateLoadTest : public QObject {
  Q_OBJECT

  static LoadWish wish(std::uint32_t chips, std::uint64_t seed = 42) {
    LoadWish w;
    w.chips = chips;
    w.chip = test::catalog()->find<ChipSpec>("zhenwu-810e");
    w.start = toTime({{2026, 7, 21}});
    w.length = days(1);
    w.seed = seed;
    return w;
  }

 private Q_SLOTS:
  void asksForWhatWasWanted_data() {
    QTest::addColumn<QString>("mix");
    QTest::addColumn<int>("chips");
    for (const char* mix : {"llm-lab", "regional-cloud"})
      for (const int chips : {512, 6144, 100'000})
        QTest::newRow(qPrintable(QString("%1 %2").arg(mix).arg(chips))) << QString(mix) << chips;
  }
  void asksForWhatWasWanted() {
    QFETCH(QString, mix);
    QFETCH(int, chips);
    const auto load = drawLoad(*test::catalog(), mix.toStdString(), wish(static_cast<std::uint32_t>(chips)));
    QVERIFY(bool(load));
    for (const Problem& problem : load->remarks) qWarning("%s", problem.what.id.c_str());
    QVERIFY(load->remarks.empty());
    // jobs and replicas come in one piece: coarser on a small campus
    QVERIFY(test::isClose(load->jobChips + load->serviceChips, 0.9 * chips, chips < 1000 ? 0.20 : 0.03));
    qInfo("%d chips: %zu jobs ask for %.0f, %zu services for %.0f", chips, load->jobs.size(), load->jobChips,
          load->services.size(), load->serviceChips);
    std::set<std::string> ids;
    for (const Job& job : load->jobs) {
      QVERIFY(ids.insert(job.id).second);
      QVERIFY(job.chips >= 1 && job.chips <= static_cast<std::uint32_t>(chips));
      QVERIFY(job.length.us > 0 && job.length <= days(30) && job.submit < days(1));
      QVERIFY(job.utilisation > 0.0 && job.utilisation <= 1.0);
    }
    QVERIFY(std::is_sorted(load->jobs.begin(), load->jobs.end(),
                           [](const Job& a, const Job& b) { return a.submit < b.submit; }));
  }

  void sharesAreThoseOfTheMix() {
    const auto load = drawLoad(*test::catalog(), "regional-cloud", wish(100'000));
    QVERIFY(bool(load));
    std::map<Industry, std::vector<Job>> by;
    for (const Job& job : load->jobs) by[job.industry].push_back(job);
    const auto share = [&](Industry industry) { return askedChips(by[industry], days(1)) / 90'000.0; };
    QVERIFY(test::isNear(share(Industry::frontier), 0.25, 0.005));
    QVERIFY(test::isNear(share(Industry::pretraining), 0.20, 0.01));
    QVERIFY(test::isNear(share(Industry::fineTuning), 0.15, 0.005));
    QVERIFY(test::isNear(share(Industry::evaluation), 0.05, 0.002));
    QVERIFY(test::isNear(share(Industry::materials), 0.08, 0.005));
    QVERIFY(test::isNear(load->serviceChips / 90'000.0, 0.15 + 0.5 * (0.05 + 0.07), 0.01));
  }

  void whatChangesInOneArchetypeLeavesTheOthersAlone() {
    const ArchetypeSpec first = *test::catalog()->find<ArchetypeSpec>("fine-tuning");
    ArchetypeSpec other = first;
    other.id = "fine-tuning-2";
    const auto a = drawJobs(first, 900, toTime({{2026, 7, 21}}), days(1), 42);
    const auto again = drawJobs(first, 900, toTime({{2026, 7, 21}}), days(1), 42);
    QVERIFY(a == again);
    const auto b = drawJobs(other, 900, toTime({{2026, 7, 21}}), days(1), 42);
    QVERIFY(a.front().length != b.front().length);
    // a job keeps its shape when there is room for more of them
    const auto more = drawJobs(first, 1800, toTime({{2026, 7, 21}}), days(1), 42);
    QVERIFY(more.size() > a.size());
    for (int i = 0; i < 10; ++i) QVERIFY(more[i].length == a[i].length && more[i].chips == a[i].chips);
  }

  void aCampusBeginsBusy() {
    const auto load = drawLoad(*test::catalog(), "regional-cloud", wish(100'000));
    double atStart = 0.0, atEnd = 0.0;
    for (const Job& job : load->jobs) {
      if (job.submit.us == 0) atStart += job.chips;
      if (job.submit + job.length > days(1)) atEnd += job.chips;
    }
    QVERIFY(test::isClose(atStart + load->serviceChips, 90'000.0, 0.05));
    QVERIFY(test::isClose(atEnd + load->serviceChips, 90'000.0, 0.15));
  }

  void unknownMixesAndHugeLoadsAreTold() {
    const auto unknown = drawLoad(*test::catalog(), "casino", wish(100));
    QVERIFY(!unknown && unknown.problems().front().what.id == "load.mix");
    LoadWish year = wish(1'000'000);
    year.length = days(30);
    const auto huge = drawLoad(*test::catalog(), "regional-cloud", year);
    QVERIFY(!huge && huge.problems().front().what.id == "load.tooMany");
  }

  void drawnJobsReadBackFromATable() {
    const auto load = drawLoad(*test::catalog(), "llm-lab", wish(4096));
    QVERIFY(bool(load));
    test::Folder folder;
    const auto trace = io::readJobTrace(folder.write("t.csv", io::textOf(recordsOf(load->jobs))));
    QVERIFY(bool(trace));
    const TraceJobs back = jobsOf(trace->jobs, Load{}, 4096, days(1));
    QCOMPARE(back.jobs.size(), load->jobs.size());
    for (std::size_t i = 0; i < back.jobs.size(); ++i) {
      Job job = back.jobs[i];
      job.name = load->jobs[i].name;
      QVERIFY2(job == load->jobs[i], job.id.c_str());
    }
  }

  void tracesFitACampus() {
    std::vector<JobRecord> records(4);
    for (std::size_t i = 0; i < 4; ++i) {
      records[i].id = "same id/" + std::string(i % 2 ? "x" : "y");
      records[i].submit = hours(static_cast<std::int64_t>(i));
      records[i].length = hours(2);
      records[i].chips = std::uint32_t{1} << (2 * i);
    }
    records[0].shareMilli = 250;
    records[0].utilisation = 0.8;
    Load load;
    load.speed = 2.0;
    load.chipFactor = 3.0;
    const TraceJobs taken = jobsOf(records, load, 64, hours(24));
    QCOMPARE(taken.jobs.size(), std::size_t{3});
    QCOMPARE(taken.tooLarge, std::uint64_t{1});
    QCOMPARE(taken.jobs[2].id, std::string("same-id-y-2"));
    QCOMPARE(taken.jobs[1].chips, 16u);  // 12 is nearer to 16 than to 8 in logarithm
    QVERIFY(taken.jobs[1].submit == minutes(30) && taken.jobs[1].length == hours(1));
    QCOMPARE(taken.jobs[0].utilisation, 0.2);
    QCOMPARE(jobsOf(records, Load{}, 1000, hours(2)).later, std::uint64_t{2});
  }
};

PLENUM_TEST(GenerateLoadTest)
#include "GenerateLoadTest.moc"
