// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>

#include "Program.h"

using namespace plenum::test;

namespace {

QString shaoguan() { return inSource("sample-sites/shaoguan/shaoguan.site.json"); }
QJsonObject lineOf(const QJsonArray& rows, const char* key, const char* value) {
  for (const auto& row : rows)
    if (row.toObject()[QLatin1String(key)].toString() == QLatin1String(value)) return row.toObject();
  return {};
}

}  // namespace

/// "plenum heartbeat": how training makes power swing, from the rack to the grid.
class HeartbeatTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aFloorTakesTheSwingAndCostsEnergy() {
    const auto ended = runPlenum({"heartbeat", shaoguan(), "--at", "30s", "--floor", "0.9", "--json"});
    EXITS_WITH(ended, 0);
    const auto json = QJsonDocument::fromJson(ended.out).object();
    const auto job = lineOf(json["jobs"].toArray(), "id", "pretrain");
    QCOMPARE(job["state"].toString(), QStringLiteral("swings"));
    QVERIFY(job["high_MW"].toDouble() > job["mean_MW"].toDouble());
    QVERIFY(job["low_MW"].toDouble() < job["mean_MW"].toDouble());
    const double bare = json["bare"].toObject()["peak_to_peak_MW"].toDouble();
    QVERIFY(bare > 0.5);
    QVERIFY(json["smoothed"].toObject()["peak_to_peak_MW"].toDouble() < 0.3 * bare);
    QVERIFY(json["cost"].toObject()["floor_kW"].toDouble() > 0.0);
    QVERIFY(json["limits_are_assumed"].toBool());
    const auto path = json["path"].toArray();
    QCOMPARE(path.first().toObject()["what"].toString(), QStringLiteral("rack"));
    QCOMPARE(path.last().toObject()["what"].toString(), QStringLiteral("connection"));
    QVERIFY(json["spectrum"].toArray().size() > 300);
  }

  void limitsOfTheOperatorAreJudged() {
    const auto ended = runPlenum(
        {"heartbeat", shaoguan(), "--at", "30s", "--allow", "range=0.001", "--allow", "ramp-up=1000", "--json"});
    EXITS_WITH(ended, 0);
    const auto json = QJsonDocument::fromJson(ended.out).object();
    QVERIFY(!json["limits_are_assumed"].toBool());
    const auto limits = json["limits"].toArray();
    QVERIFY(!lineOf(limits, "limit", "range")["is_met"].toBool());
    QVERIFY(lineOf(limits, "limit", "ramp-up")["is_met"].toBool());
  }

  void aSiteThatDoesNotTrainSaysSo() {
    const auto ended = runPlenum({"heartbeat", oneHallFile(), "--at", "10s", "--lang", "en"});
    EXITS_WITH(ended, 0);
    QVERIFY2(ended.out.contains("No training job runs"), ended.out.constData());
  }

  void thePulseCanBeHeard() {
    QTemporaryDir folder;
    const QString file = folder.filePath("pulse.wav");
    const auto ended = runPlenum({"heartbeat", shaoguan(), "--at", "10s", "--sound", file});
    EXITS_WITH(ended, 0);
    const QByteArray sound = contentOf(file);
    QVERIFY(sound.startsWith("RIFF") && sound.size() > 44 + 20 * 2 * 22050);
    const auto nowhere = runPlenum({"heartbeat", shaoguan(), "--at", "10s", "--sound", folder.filePath("no/such.wav")});
    EXITS_WITH(nowhere, 1);
    QVERIFY2(nowhere.err.contains("such.wav"), nowhere.err.constData());
  }

  void whatIsAskedWronglyIsSaid_data() {
    QTest::addColumn<QStringList>("asked");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("floor above the peak") << QStringList{"--floor", "1.5"} << QByteArray("1.5");
    QTest::newRow("no ramp") << QStringList{"--ramp", "0"} << QByteArray("--ramp");
    QTest::newRow("no number") << QStringList{"--rack-storage", "much"} << QByteArray("much");
    QTest::newRow("storage without energy") << QStringList{"--bess", "20"} << QByteArray("--bess");
    QTest::newRow("no such limit") << QStringList{"--allow", "noise=3"} << QByteArray("noise");
    QTest::newRow("ramp over nothing") << QStringList{"--allow", "over=0"} << QByteArray("over=0");
    QTest::newRow("no time") << QStringList{"--at", "soon"} << QByteArray("soon");
    QTest::newRow("far too late") << QStringList{"--at", "90d"} << QByteArray("90d");
  }
  void whatIsAskedWronglyIsSaid() {
    QFETCH(QStringList, asked);
    QFETCH(QByteArray, word);
    const auto ended = runPlenum(QStringList{"heartbeat", oneHallFile()} + asked);
    EXITS_WITH(ended, 2);
    QVERIFY2(ended.err.contains(word), ended.err.constData());
  }
};

PLENUM_TEST(HeartbeatTest)
#include "HeartbeatTest.moc"
