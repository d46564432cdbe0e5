// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>

#include "Program.h"

using namespace plenum::test;

/// "plenum jobs": what is in a trace, and any trace as one table.
class JobsTest : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;
  QString write(const char* name, const QByteArray& text) {
    QFile file(folder_.filePath(QLatin1String(name)));
    if (file.open(QIODevice::WriteOnly)) file.write(text);
    return file.fileName();
  }

 private Q_SLOTS:
  void saysWhatIsInATraceAndWritesItAsATable() {
    const QString swf = write("a.swf",
                              "; UnixStartTime: 1325376000\n"
                              "1 0 10 100 8 -1 -1 8 200 -1 1 1 1 -1 1 -1 -1 -1\n"
                              "2 60 0 300 8 -1 -1 16 -1 -1 0 1 1 -1 1 -1 -1 -1\n"
                              "3 90 -1 -1 -1 -1 -1 16 -1 -1 5 1 1 -1 1 -1 -1 -1\n");
    const QString table = folder_.filePath("out.csv");
    const auto ended = runPlenum({"jobs", swf, "--csv", table, "--json"});
    EXITS_WITH(ended, 0);
    const auto json = QJsonDocument::fromJson(ended.out).object();
    QCOMPARE(json["format"].toString(), QString("swf"));
    QCOMPARE(json["jobs"].toInt(), 2);
    QCOMPARE(json["dropped"].toObject()["unstarted"].toInt(), 1);
    QCOMPARE(json["mean_s"].toDouble(), 200.0);
    QCOMPARE(json["chips_mean"].toDouble(), 12.0);
    QCOMPARE(json["wait_mean_s"].toDouble(), 5.0);
    const auto again = runPlenum({"jobs", table, "--json"});
    EXITS_WITH(again, 0);
    const auto back = QJsonDocument::fromJson(again.out).object();
    QCOMPARE(back["format"].toString(), QString("plenum"));
    QCOMPARE(back["chip_hours"], json["chip_hours"]);
    const auto said = runPlenum({"jobs", swf, "--lang", "en"});
    EXITS_WITH(said, 0);
    QVERIFY2(said.out.contains("3 rows, 2 jobs") && said.out.contains("1 that never ran"), said.out.constData());
  }

  void drawsTheJobsOfAMix() {
    const QString table = folder_.filePath("drawn.csv");
    EXITS_WITH(runPlenum({"jobs", "--mix", "llm-lab", "--chips", "2000", "--csv", table}), 0);
    const auto ended = runPlenum({"check", table, "--lang", "en"});
    EXITS_WITH(ended, 0);
    QVERIFY2(ended.out.contains("format plenum"), ended.out.constData());
  }

  void badRequestsAreTold() {
    EXITS_WITH(runPlenum({"jobs"}), 2);
    EXITS_WITH(runPlenum({"jobs", "a.csv", "--mix", "llm-lab"}), 2);
    EXITS_WITH(runPlenum({"jobs", "--mix", "llm-lab", "--chips", "-1"}), 2);
    EXITS_WITH(runPlenum({"jobs", "--mix", "casino"}), 1);
    EXITS_WITH(runPlenum({"jobs", folder_.filePath("nowhere.csv")}), 1);
    const auto ended = runPlenum({"jobs", write("b.csv", "submit_s,duration_s,chips\n0,1,1\n0,x,1\n"), "--lang", "en"});
    EXITS_WITH(ended, 1);
    QVERIFY2(ended.err.contains("b.csv:3:3") && ended.err.contains("duration_s"), ended.err.constData());
  }
};

PLENUM_TEST(JobsTest)
#include "JobsTest.moc"
