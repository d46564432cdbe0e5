// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "io/Files.h"
#include "study/Serve.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::study;

class ServeTest : public QObject {
  Q_OBJECT
  std::shared_ptr<const Catalog> catalog_;

  ServeWish wish() const {
    ServeWish w;
    w.service.id = "chat", w.service.requestsPerS = 40.0;
    w.demand = *catalog_->find<DemandSpec>("azure-conversation");
    w.setup.model = *catalog_->find<AiModelSpec>("llama-3-70b");
    w.setup.chip = *catalog_->find<ChipSpec>("h100");
    w.server = *catalog_->find<ServerSpec>("h100-8-air");
    return w;
  }

 private Q_SLOTS:
  void initTestCase() {
    const auto rows = io::readCatalog(test::sourceDir() / "assets/catalog");
    QVERIFY(bool(rows));
    catalog_ = *rows;
  }
  void theFewestThatAreEnough() {
    const auto answer = serveStudy(wish());
    QVERIFY(bool(answer));
    QVERIFY(answer->isAttainable);
    QVERIFY(answer->needed.isWithin && answer->needed.load <= 0.7 + 1e-9);
    // one less is beyond the target or the objective
    const auto fewer = std::find_if(answer->rows.begin(), answer->rows.end(),
                                    [&](const ServeRow& r) { return r.replicas + 1 == answer->needed.replicas; });
    QVERIFY(fewer != answer->rows.end());
    QVERIFY(fewer->load > 0.7 || !fewer->isWithin);
    QVERIFY(test::isNear(answer->busiestPerS, 40.0 * 1.14, 1e-9));
    QCOMPARE(answer->busiestHour, 19);
  }
  void powerAndPriceByHand() {
    ServeWish w = wish();
    w.yuanPerChipHour = 10.0;
    const auto answer = serveStudy(w);
    QVERIFY(bool(answer));
    const ServeRow& row = answer->needed;
    const double chipW = static_cast<double>(row.chips) * (95.0 + 605.0 * row.point.utilisation);
    QVERIFY(test::isClose(row.chipW, chipW, 1e-9));
    // what goes with the chips, its supplies and the cooling come on top
    QVERIFY(row.plantW > 1.2 * chipW && row.plantW < 3.0 * chipW);
    const double yuanPerS = row.plantW / 3.6e6 * 0.6 + static_cast<double>(row.chips) * 10.0 / 3600.0;
    QVERIFY(test::isClose(row.yuanPerMillion(), 1e6 * yuanPerS / row.tokensPerS, 1e-9));
    QVERIFY(test::isClose(row.tokensPerS, answer->busiestPerS * answer->model.outputTokens, 1e-9));
  }
  void followingCostsNoMoreThanStanding() {
    const auto answer = serveStudy(wish());
    QVERIFY(bool(answer));
    QVERIFY(answer->following.chipHours <= answer->fixed.chipHours);
    QVERIFY(answer->following.kwh < answer->fixed.kwh);
    QVERIFY(test::isClose(answer->following.tokens, 86400.0 * 40.0 * answer->model.outputTokens, 0.01));
    QCOMPARE(answer->following.replicas[19], answer->needed.replicas);
  }
  void looserObjectivesNeedNoMore() {
    const auto answer = serveStudy(wish());
    QVERIFY(bool(answer));
    std::uint64_t before = ~std::uint64_t{0};
    for (const ServeVariant& v : answer->variants) {
      if (v.what != ServeVariant::What::efficiency) continue;
      QVERIFY(v.needed);
      QVERIFY(v.needed->chips <= before);  // better efficiency, fewer chips
      before = v.needed->chips;
    }
    QVERIFY(before < ~std::uint64_t{0});
  }
  void anObjectiveThatCannotBeMet() {
    ServeWish w = wish();
    w.service.firstTokenWithin = {1000};
    const auto answer = serveStudy(w);
    QVERIFY(bool(answer));
    QVERIFY(!answer->isAttainable && !answer->split);
    QVERIFY(answer->needed.replicas < 100);
  }
  void poolsOfTheirOwn() {
    const auto answer = serveStudy(wish());
    QVERIFY(bool(answer) && answer->split);
    QVERIFY(answer->split->firstToken95S <= 2.0 && answer->split->tokenS <= 0.1);
    QVERIFY(answer->split->prefillReplicas >= 1 && answer->split->decodeReplicas >= 1);
    // 1,455 tokens of 327,680 B over 8 × 50 GB/s
    QVERIFY(test::isClose(answer->split->transferS, 1455 * 327'680.0 / (400e9 * 0.82), 0.02));
  }
  void tooMuchIsAProblem() {
    ServeWish w = wish();
    w.service.requestsPerS = 1e9;
    const auto answer = serveStudy(w);
    QVERIFY(!answer);
    QCOMPARE(answer.problems()[0].what.id, std::string("serving.tooMuch"));
    w = wish();
    w.setup.chips = 1;
    QCOMPARE(serveStudy(w).problems()[0].what.id, std::string("serving.memory"));
  }
  void everyDemandOfTheCatalogue() {
    // every demand of the catalogue can be asked for
    for (const std::string& id : catalog_->ids<DemandSpec>()) {
      ServeWish w = wish();
      w.demand = *catalog_->find<DemandSpec>(id);
      double sum = 0.0;
      for (const double h : w.demand.byHour) sum += h;
      QVERIFY2(std::abs(sum / 24.0 - 1.0) < 0.002, id.c_str());
      w.service.firstTokenWithin = seconds(200);
      if (!(w.demand.outputMedian > 0.0)) w.service.law = Service::Law::general, w.setup.chips = 1;
      const auto answer = serveStudy(w);
      QVERIFY2(bool(answer) && answer->isAttainable, id.c_str());
    }
  }
};
PLENUM_TEST(ServeTest)
#include "ServeTest.moc"
