// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>

#include "Program.h"

using namespace plenum::test;

/// Questions that an engineer asks of a site on the command line.
class StudyTest : public QObject {
  Q_OBJECT

  static QString shaoguanFile() { return inSource("sample-sites/shaoguan/shaoguan.site.json"); }
  static QJsonObject objectIn(const Ended& ended) { return QJsonDocument::fromJson(ended.out).object(); }

 private Q_SLOTS:
  /// Task 2 of the facility engineer: where do six racks of 45 kW fit, what do they use up, what gives out first?
  void sixCustomerRacksFindAPlaceInShaoguan() {
    const Ended ended = runPlenum({"place", shaoguanFile(), "--rack", "customer-45-liquid", "--count", "6", "--json"});
    EXITS_WITH(ended, 0);
    const QJsonObject answer = objectIn(ended);
    const QJsonArray proposals = answer["proposals"].toArray();
    QVERIFY(!proposals.isEmpty());
    const QJsonObject best = proposals[0].toObject();
    // only H1 and H3 have coolant; the busway of a row has room for one such rack, so that both are needed
    QVERIFY(best["hall"].toString().contains("H1") || best["hall"].toString().contains("H3"));
    int racks = 0;
    for (const QJsonValue& piece : best["pieces"].toArray()) racks += piece.toObject()["racks"].toInt();
    QCOMPARE(racks, 6);
    QVERIFY(best["most_racks"].toInt() >= 6);
    QVERIFY(best["uses"].toArray().size() > 5);
    QVERIFY(best.contains("trial"));
    // halls without coolant say so
    bool hasReason = false;
    for (const QJsonValue& refusal : answer["refusals"].toArray())
      hasReason = hasReason || refusal.toObject()["reason"].toString().contains("coolant loop");
    QVERIFY(hasReason);
  }

  void tooManyRacksAreRefusedWithNumbers() {
    const Ended ended = runPlenum({"place", shaoguanFile(), "--rack", "customer-45-liquid", "--count", "500"});
    EXITS_WITH(ended, 1);
    QVERIFY(ended.out.contains("H1"));
    QVERIFY(ended.out.contains("Not possible"));
  }

  void wrongWishesAreExplained_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said");
    const QString site = oneHallFile();
    QTest::newRow("unknown rack") << QStringList{"place", site, "--rack", "h101", "--count", "2"} << 1
                                  << QByteArray("h100-liquid-32");
    QTest::newRow("none") << QStringList{"place", site, "--rack", "h100-liquid-32", "--count", "0"} << 2
                          << QByteArray("10000");
    QTest::newRow("a thousand millions") << QStringList{"place",          site,      "--rack",
                                                        "h100-liquid-32", "--count", "1000000000"}
                                         << 2 << QByteArray("10000");
    QTest::newRow("no rack") << QStringList{"place", site, "--count", "2"} << 2 << QByteArray("--rack");
    QTest::newRow("no count") << QStringList{"place", site, "--rack", "h100-liquid-32"} << 2 << QByteArray("--count");
    QTest::newRow("no site") << QStringList{"headroom", "nowhere.site.json"} << 1 << QByteArray("nowhere");
  }
  void wrongWishesAreExplained() {
    QFETCH(QStringList, words);
    QFETCH(int, code);
    QFETCH(QByteArray, said);
    const Ended ended = runPlenum(words);
    EXITS_WITH(ended, code);
    QVERIFY2(ended.err.contains(said), ended.err.constData());
  }

  void headroomIsToldForEveryMachine() {
    for (const QStringList& more : {QStringList{"--json"}, QStringList{"--at-design-day", "--json"}}) {
      const Ended ended = runPlenum(QStringList{"headroom", oneHallFile()} + more);
      EXITS_WITH(ended, 0);
      QSet<QString> kinds;
      for (const QJsonValue& row : objectIn(ended)["rows"].toArray()) kinds << row.toObject()["what"].toString();
      for (const char* kind : {"cdu", "fan-wall", "circuit", "hall-air", "hall-power", "rear-doors"})
        QVERIFY2(kinds.contains(QLatin1String(kind)), kind);
    }
  }

  void headroomIsToldWithSomethingOut() {
    const QStringList fail{"--act", "1min fail H1/CDU1", "--json"};
    // without a length it runs past its last action
    for (const QStringList& more : {QStringList{"--hours", "0.05"}, QStringList{"--at-design-day"}, QStringList{}}) {
      const Ended ended = runPlenum(QStringList{"headroom", oneHallFile()} + more + fail);
      EXITS_WITH(ended, 0);
      QStringList out;
      for (const QJsonValue& row : objectIn(ended)["rows"].toArray())
        if (row.toObject()["limit"].toString() == QLatin1String("out of service"))
          out << row.toObject()["id"].toString();
      QVERIFY2(out.contains(QLatin1String("H1/CDU1")), qPrintable(out.join(u' ')));
    }
    const Ended late = runPlenum(QStringList{"headroom", oneHallFile(), "--hours", "0.01"} + fail);
    EXITS_WITH(late, 2);
    QVERIFY2(late.err.contains("1min fail H1/CDU1"), late.err.constData());
  }

  void theDesignDayIsCheckedUnderEveryFailure() {
    const Ended ended = runPlenum({"design-day", oneHallFile(), "--json"});
    EXITS_WITH(ended, 0);
    const QJsonObject check = objectIn(ended);
    QVERIFY(check["complete"].toBool());
    QVERIFY(check["rows"].toArray().size() > 10);
    QVERIFY(check["units"].toInt() >= 10);
    QCOMPARE(check["rows"].toArray()[0].toObject()["failed"].toString(), QString());
  }

  void answersSpeakChineseToo() {
    const Ended ended = runPlenum({"headroom", oneHallFile(), "--lang", "zh"});
    EXITS_WITH(ended, 0);
    QVERIFY(ended.out.contains("余量"));
    QVERIFY(!ended.out.contains("[study."));
  }
};

PLENUM_TEST(StudyTest)
#include "StudyTest.moc"
