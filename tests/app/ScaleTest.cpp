// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>

#include "Program.h"

using namespace plenum::test;

/// "plenum scale": whether training stays efficient as a campus grows.
class ScaleTest : public QObject {
  Q_OBJECT
  const QString site_ = QString::fromStdString((sourceDir() / "sample-sites/one-hall/one-hall.site.json").string());

 private Q_SLOTS:
  void tellsEverySizeAndItsParts() {
    const auto ended = runPlenum({"scale", site_, "--at", "10s", "--json"});
    EXITS_WITH(ended, 0);
    const auto json = QJsonDocument::fromJson(ended.out).object();
    const auto points = json["points"].toArray();
    QVERIFY(points.size() >= 8);
    double before = 1.0;
    for (const auto& value : points) {
      const auto point = value.toObject();
      QVERIFY(point["fits"].toBool());
      QCOMPARE(point["is_extrapolated"].toBool(), point["chips"].toInt() > 16384);
      const double realised = point["realised"].toDouble();
      QVERIFY(realised < before * 1.02 && realised > 0.0);
      before = realised;
      double product = 1.0;
      for (const auto& factor : point["waterfall"].toObject())
        if (factor.isObject()) product *= factor.toObject()["factor"].toDouble();
      QVERIFY(isClose(product, realised, 1e-4));
    }
    QCOMPARE(points.last().toObject()["chips"].toInt(), 100'000);
    double shares = 0.0;
    for (const auto& share : json["loss_shares"].toArray()) shares += share.toObject()["share"].toDouble();
    QVERIFY(isClose(shares, 1.0, 1e-4));
    QVERIFY(json["run"].toObject()["pue"].toDouble() > 1.0);
    for (const auto& one : json["assumptions"].toArray()) QVERIFY(!one.toObject()["confidence"].toString().isEmpty());
  }

  void theRecoveryThatIsAskedForIsUsed() {
    const auto realised = [&](const char* pace) {
      const auto ended = runPlenum({"scale", site_, "--at", "1s", "--recovery", pace, "--json"});
      return QJsonDocument::fromJson(ended.out).object()["points"].toArray().last().toObject()["realised"].toDouble();
    };
    QVERIFY(realised("slow") < 0.9 * realised("fast"));
  }

  void marksWhatIsExtrapolatedOnThePage() {
    const auto ended = runPlenum({"scale", site_, "--at", "1s", "--lang", "en"});
    EXITS_WITH(ended, 0);
    QVERIFY(ended.out.contains("100000 *"));
    QVERIFY(ended.out.contains("extrapolated"));
  }

  void wrongWishesAreTold() {
    EXITS_WITH(runPlenum({"scale"}), 2);
    EXITS_WITH(runPlenum({"scale", site_, "--recovery", "soon"}), 2);
    EXITS_WITH(runPlenum({"scale", site_, "--from", "2000", "--to", "1000"}), 2);
    EXITS_WITH(runPlenum({"scale", site_, "--to", "1e99"}), 2);
    const auto ended = runPlenum({"scale", site_, "--model", "gpt-9", "--lang", "en"});
    EXITS_WITH(ended, 1);
    QVERIFY2((ended.out + ended.err).contains("llama-3-405b"), (ended.out + ended.err).constData());
  }
};

PLENUM_TEST(ScaleTest)
#include "ScaleTest.moc"
