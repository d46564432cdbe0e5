// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>
#include <QTemporaryDir>

#include "Program.h"

using namespace plenum::test;

/// "plenum serve": chips for a service.
class ServeTest : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;
  QString write(const char* name, const QByteArray& text) {
    QFile file(folder_.filePath(QLatin1String(name)));
    if (file.open(QIODevice::WriteOnly)) file.write(text);
    return file.fileName();
  }

 private Q_SLOTS:
  void tellsChipsAndPrice() {
    const auto ended = runPlenum({"serve", "--chip", "h100", "--model", "llama-3-70b", "--requests", "20",
                                  "--chips-per-replica", "8", "--replicas", "50", "--json"});
    EXITS_WITH(ended, 0);
    const auto json = QJsonDocument::fromJson(ended.out).object();
    const auto needed = json["needed"].toObject();
    QVERIFY(needed["within_objective"].toBool());
    QCOMPARE(needed["chips"].toInt(), 8 * needed["replicas"].toInt());
    QVERIFY(needed["ttft_p95_s"].toDouble() <= 2.0 && needed["tpot_ms"].toDouble() <= 100.0);
    QVERIFY(needed["tokens_per_J"].toDouble() > 0.0 && needed["yuan_per_million_tokens"].toDouble() > 0.0);
    bool hasFifty = false;
    for (const auto row : json["rows"].toArray()) hasFifty |= row.toObject()["replicas"].toInt() == 50;
    QVERIFY(hasFifty);
  }
  void takesATrace() {
    QByteArray text = "at_s,input_tokens,output_tokens\n";
    for (int i = 0; i < 500; ++i)
      text += QByteArray::number(0.5 * i) + "," + QByteArray::number(900 + i % 200) + ",100\n";
    const auto ended = runPlenum({"serve", "--chip", "h100", "--trace", write("t.csv", text), "--json"});
    EXITS_WITH(ended, 0);
    const auto json = QJsonDocument::fromJson(ended.out).object();
    QVERIFY(std::abs(json["requests_per_s"].toDouble() - 2.0) < 0.01);
    QVERIFY(std::abs(json["output_tokens"].toDouble() - 100.0) < 1.0);
  }
  void wrongQuestions_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const QStringList base{"serve", "--lang", "en"};
    QTest::newRow("no chip") << base + QStringList{"--requests", "1"} << 2 << "--chip";
    QTest::newRow("no demand") << base + QStringList{"--chip", "h100"} << 2 << "--requests";
    QTest::newRow("chip") << base + QStringList{"--chip", "abacus", "--requests", "1"} << 2 << "h100";
    QTest::newRow("model") << base + QStringList{"--chip", "h100", "--requests", "1", "--model", "x"} << 2
                           << "llama-3-70b";
    QTest::newRow("law") << base + QStringList{"--chip", "h100", "--requests", "1", "--law", "murphy"} << 2 << "erlang";
    QTest::newRow("number") << base + QStringList{"--chip", "h100", "--requests", "-3"} << 2 << "--requests";
    QTest::newRow("too small") << base + QStringList{"--chip", "h100", "--requests", "1", "--chips-per-replica", "1"}
                               << 1 << "141 GB";
    QTest::newRow("too much") << base + QStringList{"--chip", "h100", "--requests", "1e8", "--chips-per-replica", "8"}
                              << 1 << "replicas";
    QTest::newRow("objective") << base +
                                      QStringList{"--chip", "h100",          "--requests", "1", "--chips-per-replica",
                                                  "8",      "--first-token", "0.001"}
                               << 1 << "";
    QTest::newRow("trace") << base + QStringList{"--chip", "h100", "--trace",
                                                 write("bad.csv", "at_s,input_tokens,output_tokens\n1,x,3\n")}
                           << 1 << "bad.csv:2";
  }
  void wrongQuestions() {
    QFETCH(QStringList, words);
    QFETCH(int, code);
    QFETCH(QString, says);
    const auto ended = runPlenum(words);
    EXITS_WITH(ended, code);
    QVERIFY2(QString::fromUtf8(ended.err).contains(says), ended.err.constData());
  }
};
PLENUM_TEST(ServeTest)
#include "ServeTest.moc"
