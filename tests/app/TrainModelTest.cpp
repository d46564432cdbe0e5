// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>

#include "Program.h"

using namespace plenum::test;

/// "plenum train-model": runs of training from a table or from JSON.
class TrainModelTest : public QObject {
  Q_OBJECT
  QTemporaryDir folder_;
  QString write(const char* name, const QByteArray& text) {
    QFile file(folder_.filePath(QLatin1String(name)));
    if (file.open(QIODevice::WriteOnly)) file.write(text);
    return file.fileName();
  }
  static constexpr const char* head =
      "source,name,kind,measured,N,l,h,s,tp,pp,dp,cp,gbs,mbs,vpp,recompute,peak_flops,nvlink_Bps,nic_Bps,attn_factor\n";
  static QJsonObject first(const QByteArray& out) {
    return QJsonDocument::fromJson(out).object()["runs"].toArray().at(0).toObject();
  }

 private Q_SLOTS:
  void aTableOfRuns() {
    const QString file = write(
        "a.csv", QByteArray(head) +
                     "MegaScale,175B/1024,t,8.9,1.7477e+11,96,12288,2048,8,8,16,1,768,1,6,sel,312e12,300e9,25e9,1\n"
                     ",mine,,,1.7477e+11,96,12288,2048,8,8,16,1,768,1,6,sel,312e12,300e9,25e9,1\n");
    const auto ended = runPlenum({"train-model", "--config", file, "--json"});
    EXITS_WITH(ended, 0);
    const QJsonObject root = QJsonDocument::fromJson(ended.out).object();
    QCOMPARE(root["compared"].toInt(), 1);
    const QJsonObject run = first(ended.out);
    QCOMPARE(run["stack"].toString(), QString("megascale"));
    QCOMPARE(run["chips"].toInt(), 1024);
    QVERIFY(std::abs(run["error_pct"].toDouble()) < 12.0);
    QVERIFY(std::abs(run["step_s"].toDouble() * run["tokens_per_s"].toDouble() - 768 * 2048) < 500.0);
    double sum = 0.0;
    for (const auto& part : run["breakdown"].toObject()) sum += part.toDouble();
    QVERIFY(std::abs(sum - run["step_s"].toDouble()) < 1e-4);
    // nothing is known of the second: software that was fitted on chips of its peak, no error
    const QJsonObject mine = root["runs"].toArray().at(1).toObject();
    QCOMPARE(mine["stack"].toString(), QString("megatron-2023"));
    QVERIFY(!mine.contains("error_pct"));
    QVERIFY(mine["mfu_low_pct"].toDouble() < mine["mfu_pct"].toDouble());
    // what was measured changes nothing of what is computed
    const QString other = write(
        "b.csv", QByteArray(head) +
                     "MegaScale,175B/1024,t,20,1.7477e+11,96,12288,2048,8,8,16,1,768,1,6,sel,312e12,300e9,25e9,1\n");
    QCOMPARE(first(runPlenum({"train-model", "--config", other, "--json"}).out)["step_s"], run["step_s"]);
  }

  void whatIf() {
    const QString file = write("c.json",
                               R"({"name": "L", "model": "llama-3-405b", "chip": "h100", "chips": 8192, "tensor": 8,
                                   "pipeline": 16, "interleave": 8, "globalBatch": 2048, "recompute": "nothing"})");
    const auto base = first(runPlenum({"train-model", "--config", file, "--json"}).out);
    const auto slow = first(runPlenum({"train-model", "--config", file, "--chip", "zhenwu-810e", "--json"}).out);
    const auto many = first(runPlenum({"train-model", "--config", file, "--chips", "32768", "--json"}).out);
    const auto known = first(runPlenum({"train-model", "--config", file, "--stack", "llama3-h100", "--json"}).out);
    QVERIFY(base["mfu_pct"].toDouble() > 20.0);
    QVERIFY(slow["step_s"].toDouble() > 5.0 * base["step_s"].toDouble());
    QVERIFY(many["is_extrapolated"].toBool() && !base["is_extrapolated"].toBool());
    QVERIFY(many["mfu_pct"].toDouble() < base["mfu_pct"].toDouble());
    QCOMPARE(known["stack"].toString(), QString("llama3-h100"));
  }

  void wrongWishesAndFilesAreTold() {
    EXITS_WITH(runPlenum({"train-model"}), 2);
    const auto fails = [&](const QByteArray& text, const char* name, const char* said) {
      const auto ended = runPlenum({"train-model", "--config", write(name, text), "--lang", "en"});
      const QByteArray all = ended.out + ended.err;
      return ended.code == 1 && all.contains(said) ? true : (qWarning("%d %s", ended.code, all.constData()), false);
    };
    const QByteArray good = "x,y,t,1,1e11,96,12288,2048,8,8,16,1,768,1,6,sel,312e12,300e9,25e9,1\n";
    QVERIFY(fails(QByteArray(head) + QByteArray(good).replace("12288", "wide"), "d.csv", "wide"));
    QVERIFY(fails(QByteArray(head) + QByteArray(good).replace(",768,", ",770,"), "e.csv", "784"));
    QVERIFY(fails(QByteArray(head) + QByteArray(good).replace(",t,", ",watts,"), "f.csv", "watts"));
    QVERIFY(fails(head, "g.csv", "no run"));
    QVERIFY(fails("name,kind\nx,t\n", "h.csv", "model"));
    QVERIFY(fails("{\"model\": \"gpt-9\", \"chip\": \"h100\", \"chips\": 8}", "i.json", "gpt-9"));
    QVERIFY(fails("{\"model\": \"llama-3-8b\", \"chip\": \"h101\", \"chips\": 8}", "j.json", "h101"));
    QVERIFY(fails("{\"runs\": 7}", "k.json", "7"));
    QVERIFY(fails("[{\"model\": \"llama-3-8b\", \"chips\": 8.5, \"chip\": \"h100\"}]", "l.json", "8.5"));
    EXITS_WITH(runPlenum({"train-model", "--config", folder_.filePath("none.csv")}), 1);
  }
};

PLENUM_TEST(TrainModelTest)
#include "TrainModelTest.moc"
