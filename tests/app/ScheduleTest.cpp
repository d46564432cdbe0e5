// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>
#include <QMap>
#include <QTemporaryDir>

#include "Program.h"

using namespace plenum::test;

/// "plenum schedule": a trace's tasks on its servers.
class ScheduleTest : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;
  QString write(const char* name, const char* text) {
    QFile file(folder_.filePath(QLatin1String(name)));
    if (file.open(QIODevice::WriteOnly)) file.write(text);
    return file.fileName();
  }

 private Q_SLOTS:
  void fillsTheServers() {
    const QString nodes = write("n.csv", "sn,cpu_milli,memory_mib,gpu,model\na,64000,1000,4,X\nb,64000,1000,4,X\n");
    const QString pods = write("p.csv", "cpu_milli,memory_mib,num_gpu,gpu_milli\n1000,1,1,1000\n1000,1,2,1000\n");
    for (const char* policy : {"random", "dotprod", "bestfit", "packing", "clustering", "fgd"}) {
      const auto ended = runPlenum({"schedule", "--nodes", nodes, "--pods", pods, "--policy", policy, "--arrive", "0.5",
                                    "--replicate", "3", "--json"});
      EXITS_WITH(ended, 0);
      const auto json = QJsonDocument::fromJson(ended.out).object();
      QCOMPARE(json["chips"].toInt(), 24);
      QCOMPARE(json["refused"].toInt(), 0);
      // half of 24 chips, by tasks of one and two
      const double free = json["unallocated_pct"].toDouble();
      QVERIFY(free > 45.0 && free < 51.0);
    }
  }
  void comparesPoliciesOnJobs() {
    // by hand: on four servers of one chip, waits 0, 9, 13, 12 s first come first served, and 0, 9, 0, 12 s by backfill
    const QString jobs = write("j.csv", "id,submit_s,duration_s,chips\na,0,10,2\nb,1,5,4\nc,2,8,2\nd,3,20,1\n");
    const auto ended = runPlenum(
        {"schedule", "--jobs", jobs, "--servers", "4", "--chips-per-server", "1", "--queue", "all", "--json"});
    EXITS_WITH(ended, 0);
    const auto json = QJsonDocument::fromJson(ended.out).object();
    QCOMPARE(json["jobs"].toInt(), 4);
    QMap<QString, double> waits;
    for (const auto& run : json["runs"].toArray()) {
      QCOMPARE(run[QLatin1String("done")].toInt(), 4);
      QCOMPARE(run[QLatin1String("placement")].toString(), QString("first-fit"));
      waits[run[QLatin1String("queue")].toString()] = run[QLatin1String("mean_wait_s")].toDouble();
    }
    QCOMPARE(waits.size(), qsizetype(8));
    QCOMPARE(waits["fifo"], 8.5);
    QCOMPARE(waits["easy"], 5.25);
    QCOMPARE(waits["conservative"], 5.25);
    const auto table = runPlenum({"schedule", "--jobs", jobs, "--servers", "2", "--chips-per-server", "2",
                                  "--placement", "all", "--lang", "en"});
    EXITS_WITH(table, 0);
    for (const char* word : {"first-fit", "fgd", "topology", "stranded"})
      QVERIFY2(table.out.contains(word), table.out.constData());
    QVERIFY(!table.out.contains("coolest"));
    const auto loaded = runPlenum({"schedule", "--jobs", jobs, "--servers", "4", "--load", "0.5", "--json"});
    EXITS_WITH(loaded, 0);
    QVERIFY(std::abs(QJsonDocument::fromJson(loaded.out)["load_pct"].toDouble() - 50.0) < 0.001);
  }
  void wrongWishesForJobsAreTold() {
    const QString jobs = write("k.csv", "id,submit_s,duration_s,chips\na,0,10,2\n");
    EXITS_WITH(runPlenum({"schedule", "--jobs", jobs}), 2);
    EXITS_WITH(runPlenum({"schedule", "--servers", "4"}), 2);
    EXITS_WITH(runPlenum({"schedule", "--jobs", jobs, "--servers", "0"}), 2);
    EXITS_WITH(runPlenum({"schedule", "--jobs", jobs, "--servers", "4", "--policy", "fgd"}), 2);
    EXITS_WITH(runPlenum({"schedule", "--jobs", jobs, "--servers", "4", "--queue", "luck"}), 2);
    const auto plant =
        runPlenum({"schedule", "--jobs", jobs, "--servers", "4", "--placement", "coolest", "--lang", "en"});
    EXITS_WITH(plant, 2);
    QVERIFY((plant.out + plant.err).contains("scenario"));
    EXITS_WITH(runPlenum({"schedule", "--jobs", folder_.filePath("none.csv"), "--servers", "4"}), 1);
    const QString broken = write("l.csv", "id,submit_s,duration_s,chips\na,0,ten,2\n");
    EXITS_WITH(runPlenum({"schedule", "--jobs", broken, "--servers", "4"}), 1);
  }
  void wrongWishesAndFilesAreTold() {
    EXITS_WITH(runPlenum({"schedule"}), 2);
    const QString nodes = write("m.csv", "sn,cpu_milli,memory_mib,gpu,model\na,64000,1000,four,X\n");
    EXITS_WITH(runPlenum({"schedule", "--nodes", nodes, "--pods", nodes, "--policy", "luck"}), 2);
    const auto ended = runPlenum({"schedule", "--nodes", nodes, "--pods", nodes, "--lang", "en"});
    EXITS_WITH(ended, 1);
    QVERIFY2((ended.out + ended.err).contains("2:4"), (ended.out + ended.err).constData());
    EXITS_WITH(runPlenum({"schedule", "--nodes", folder_.filePath("none.csv"), "--pods", nodes}), 1);
  }
};

PLENUM_TEST(ScheduleTest)
#include "ScheduleTest.moc"
