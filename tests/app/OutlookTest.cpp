// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>

#include "Program.h"

using namespace plenum::test;

/// "plenum outlook": what happens if something fails and nobody acts.
class OutlookTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void bothCdusLostIsFelt() {
    const auto ended = runPlenum({"outlook", oneHallFile(), "--act", "fail H1/CDU1", "--act", "fail H1/CDU2", "--at",
                                  "1min", "--horizon", "20min", "--json"});
    EXITS_WITH(ended, 0);
    const auto json = QJsonDocument::fromJson(ended.out).object();
    QCOMPARE(json["horizon_s"].toDouble(), 1200.0);
    const double throttle = json["first_throttle_s"].toDouble(-1.0), trip = json["first_trip_s"].toDouble(-1.0);
    QVERIFY(throttle > 0.0 && throttle < 300.0);
    QVERIFY(trip > throttle);
    QVERIFY(json["first_throttle_rack"].toString().startsWith("H1/"));
    QCOMPARE(json["halls"].toArray().size(), 1);
    QVERIFY(json["halls"].toArray()[0].toObject()["throttling_racks"].toDouble() > 0.0);
    QVERIFY(!json["racks"].toArray().isEmpty());
    QVERIFY(!json["alarms"].toArray().isEmpty());
  }

  void aWholeSiteHasNothingToSay() {
    const auto ended = runPlenum({"outlook", oneHallFile(), "--at", "1min", "--horizon", "5min", "--lang", "en"});
    EXITS_WITH(ended, 0);
    QVERIFY2(ended.out.contains("not within this time"), ended.out.constData());
  }

  void whatIsAskedWronglyIsSaid_data() {
    QTest::addColumn<QStringList>("asked");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("no such thing") << QStringList{"--act", "fail H1/CDU77"} << QByteArray("H1/CDU77");
    QTest::newRow("no action") << QStringList{"--act", "explode H1/CDU1"} << QByteArray("explode");
    QTest::newRow("no time") << QStringList{"--horizon", "soon"} << QByteArray("soon");
    QTest::newRow("too long") << QStringList{"--horizon", "2d"} << QByteArray("2d");
  }
  void whatIsAskedWronglyIsSaid() {
    QFETCH(QStringList, asked);
    QFETCH(QByteArray, word);
    const auto ended = runPlenum(QStringList{"outlook", oneHallFile()} + asked);
    EXITS_WITH(ended, 2);
    QVERIFY2(ended.err.contains(word), ended.err.constData());
  }
};

PLENUM_TEST(OutlookTest)
#include "OutlookTest.moc"
