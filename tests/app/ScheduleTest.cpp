// SPDX-License-Identifier: Apache-2.0
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
