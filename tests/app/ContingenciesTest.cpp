// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>

#include "Program.h"

using namespace plenum::test;

/// The redundancy check on the command line.
class ContingenciesTest : public QObject {
  Q_OBJECT

  static QJsonObject objectIn(const Ended& ended) { return QJsonDocument::fromJson(ended.out).object(); }

 private Q_SLOTS:
  void everySingleFailureIsListedWithItsReason() {
    const Ended ended = runPlenum({"contingencies", oneHallFile(), "--transients", "0", "--json"});
    EXITS_WITH(ended, 0);
    const QJsonObject check = objectIn(ended);
    QVERIFY(check["complete"].toBool());
    const QJsonArray singles = check["singles"].toArray();
    QVERIFY(singles.size() > 20);
    QVERIFY(check["failures"].toInt() >= singles.size());
    double before = 1e300;
    for (const QJsonValue& value : singles) {
      const QJsonObject row = value.toObject();
      QVERIFY(!row["why"].toString().isEmpty() && !row["why"].toString().contains('{'));
      QVERIFY2(!row["why"].toString().contains("[redundancy"), qPrintable(row["why"].toString()));
      QVERIFY(row["lost_chip_hours"].toDouble() <= before + 0.1);
      before = row["lost_chip_hours"].toDouble();
    }
    QVERIFY(check["single_points"].isArray());
    QVERIFY(check["repair_h"].toObject()["chiller"].toDouble() > 0.0);
    QVERIFY(!check.contains("doubles"));
  }

  void repairTimesCanBeSaid() {
    const Ended ended =
        runPlenum({"contingencies", oneHallFile(), "--transients", "0", "--repair", "chiller=7.5", "--json"});
    EXITS_WITH(ended, 0);
    QCOMPARE(objectIn(ended)["repair_h"].toObject()["chiller"].toDouble(), 7.5);
  }

  void itSpeaksChineseToo() {
    const Ended ended = runPlenum(
        {"contingencies", oneHallFile(), "--transients", "1", "--maintenance", "--limit", "3", "--lang", "zh"});
    EXITS_WITH(ended, 0);
    QVERIFY(ended.out.contains("单一故障") && ended.out.contains("检修"));
    QVERIFY(!ended.out.contains("[redundancy") && !ended.out.contains("[study."));
  }

  void wrongWishesAreExplained_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("unknown kind") << QStringList{"--repair", "flux=3"} << QByteArray("cdu-pump");
    QTest::newRow("no hours") << QStringList{"--repair", "chiller"} << QByteArray("KIND=HOURS");
    QTest::newRow("no number") << QStringList{"--repair", "chiller=soon"} << QByteArray("--repair");
    QTest::newRow("negative hours") << QStringList{"--repair", "chiller=-1"} << QByteArray("--repair");
    QTest::newRow("negative runs") << QStringList{"--transients", "-1"} << QByteArray("--transients");
    QTest::newRow("no rows") << QStringList{"--limit", "0"} << QByteArray("--limit");
  }
  void wrongWishesAreExplained() {
    QFETCH(QStringList, words);
    QFETCH(QByteArray, said);
    const Ended ended = runPlenum(QStringList{"contingencies", oneHallFile()} + words);
    EXITS_WITH(ended, 2);
    QVERIFY2(ended.err.contains(said), ended.err.constData());
  }
};

PLENUM_TEST(ContingenciesTest)
#include "ContingenciesTest.moc"
