// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cmath>

#include "support/Test.h"
#include "workload/Serving.h"

using namespace plenum;

namespace {

/// 211 tokens of answer, 20 + 0.22 b ms a step, 128 at once: workload.md, group Q.
ServingModel example() {
  ServingModel model;
  model.stepFixedS = 0.020, model.stepPerRequestS = 0.00022;
  model.outputTokens = 211, model.mostBatch = 128;
  return model;
}
ServingModel promptHeavy() {
  ServingModel model = example();
  model.outputTokens = 28, model.prefillS = 0.2, model.prefillSigma = 1.0;
  return model;
}
Service service(std::uint32_t least = 1, std::uint32_t most = 64) {
  Service s;
  s.id = "chat", s.model = "dense-70", s.demand = "talk";
  s.leastReplicas = least, s.mostReplicas = most, s.target = 0.7;
  return s;
}
AiModelSpec dense70() {
  AiModelSpec model;
  model.id = "dense-70";
  model.parametersB = model.activeParametersB = 70.0;
  model.layers = 80, model.hidden = 8192, model.kvDim = 1024, model.vocabulary = 128'000;
  return model;
}
ChipSpec h100() {
  ChipSpec chip;
  chip.id = "h100";
  chip.fp16Tflops = 989, chip.memoryGB = 80, chip.memoryTBPerS = 3.35;
  chip.scaleUpGBPerS = 900, chip.scaleOutGBPerS = 50, chip.scaleUpChips = 8;
  return chip;
}
DemandSpec talk() {
  DemandSpec demand;
  demand.id = "talk";
  demand.byHour.fill(1.0);
  demand.inputMedian = 4000, demand.inputSigma = 0.6, demand.outputMedian = 129, demand.outputSigma = 0.8;
  return demand;
}
TokenSetup setupOf(std::uint32_t chips = 8) {
  TokenSetup setup;
  setup.model = dense70(), setup.chip = h100(), setup.chips = chips;
  return setup;
}

}  // namespace

class ServingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void nothingToDo() {
    const ServingPoint idle = serve(example(), 0.0, 3);
    QCOMPARE(idle.servedPerS, 0.0);
    QCOMPARE(idle.busy, 0.0);
    QCOMPARE(idle.utilisation, 0.0);
    QVERIFY(test::isNear(idle.tokenS, 0.02022, 1e-9));
    const ServingPoint none = serve(example(), 5.0, 0);
    QCOMPARE(none.servedPerS, 0.0);
    QCOMPARE(none.backlogPerS, 5.0);
    QCOMPARE(serve(example(), -1.0, 1).servedPerS, 0.0);
    QCOMPARE(serve(example(), std::nan(""), 1).servedPerS, 0.0);
  }
  void overload() {
    const ServingPoint point = serve(example(), 30.0, 2);
    QVERIFY(test::isNear(point.capacityPerS, 2 * 12.596, 0.01));
    QVERIFY(test::isNear(point.backlogPerS, 30.0 - 2 * 12.596, 0.01));
    QVERIFY(point.isOverloaded());
    QCOMPARE(point.busy, 128.0);
    QVERIFY(test::isNear(point.tokenS, 0.04816, 1e-6));
    QVERIFY(std::isfinite(point.firstToken95S));
  }
  void replicasShareTheDemand() {
    const ServingPoint one = serve(example(), 8.0, 1), four = serve(example(), 32.0, 4);
    QVERIFY(test::isClose(four.busy, one.busy, 1e-12));
    QVERIFY(test::isClose(four.servedPerS, 4.0 * one.servedPerS, 1e-12));
  }
  void halfAreAnsweredSoonerThanAlmostAll() {
    // one replica, exponential: the time there is exponential too, of mean 1 s / (1 − 0.5)
    ServingModel single;
    single.law = Service::Law::erlang, single.serviceS = 1.0;
    const LatencySpread one = latencySpread(single, 0.5, 1);
    QVERIFY(test::isClose(one.firstToken50S, 2.0 * std::log(2.0), 1e-3));
    QVERIFY(test::isClose(one.firstToken99S, 2.0 * std::log(100.0), 1e-3));
    QCOMPARE(one.token50S, 0.0);
    for (const double demand : {0.5, 4.0, 8.0, 11.0}) {
      const ServingPoint point = serve(example(), demand, 1);
      const LatencySpread spread = latencySpread(example(), demand, 1);
      QVERIFY(spread.firstToken50S <= point.firstToken95S && point.firstToken95S <= spread.firstToken99S);
      QVERIFY(spread.token50S < spread.token99S);
      QVERIFY(0.02022 <= spread.token50S && spread.token99S <= 0.04816);
      QVERIFY2(test::isClose(spread.token50S, point.tokenS, 0.03), "the middle is near the mean");
    }
    // 54.3 requests at once on average, and a tail of the Poisson kind: 54.3 + 2.33 √(variance of the chain) of them
    QVERIFY(test::isNear(latencySpread(example(), 8.0, 1).token50S, 0.0322, 2e-4));
    // all places taken, always
    QVERIFY(test::isNear(latencySpread(example(), 30.0, 1).token99S, 0.04816, 1e-6));
    QCOMPARE(latencySpread(example(), 8.0, 0).firstToken99S, 0.0);
    QVERIFY(std::isfinite(latencySpread(promptHeavy(), 4.9, 1).firstToken99S));
  }
  void littleHolds() {
    // E[k]/λ = tokens · time of a token + own prompt behind those of others, and shares of time add up
    for (const double demand : {0.3, 1.0, 2.5}) {
      const ServingPoint point = serve(promptHeavy(), demand, 1);
      QVERIFY(!point.isOverloaded());
      // Pollaczek and Khinchine: prompts of σ = 1 have a squared variation of e − 1
      const double wait = 0.2 * demand * 0.2 / (1.0 - 0.2 * demand) * 0.5 * std::exp(1.0);
      QVERIFY(test::isClose(point.busy / demand, 28 * point.tokenS + 0.2 + wait, 1e-9));
      QVERIFY(test::isNear(point.prefillShare, 0.2 * demand, 1e-12));
      QVERIFY(point.prefillShare + point.decodeShare <= 1.0);
      QVERIFY(point.tokenS >= 0.02022);
    }
  }
  void promptsSlowTokens() {
    // while prompts take a share of the time, tokens stretch by its complement; and a request is halted by the queue of
    // prompts that its own one leaves behind
    ServingModel model = promptHeavy();
    model.stepPerRequestS = 0.0;
    const ServingPoint point = serve(model, 2.0, 1);
    const double wait = 0.4 * 0.2 / 0.6 * 0.5 * std::exp(1.0);
    QVERIFY(test::isClose(point.tokenS, (0.020 + 0.4 * (0.2 + wait) / 28) / 0.6, 1e-9));
  }
  void manyAtOnceDoNotOverflow() {
    ServingModel model = example();
    model.mostBatch = 4096, model.stepPerRequestS = 1e-7;
    const double capacity = serve(model, 0.0, 1).capacityPerS;
    const ServingPoint point = serve(model, 0.98 * capacity, 1);
    QVERIFY(std::isfinite(point.busy) && point.busy > 3000.0 && point.busy < 4096.0);
    QVERIFY(point.waitProbability > 0.0 && point.waitProbability < 1.0);
  }
  void slowerChipsServeLess() {
    const ServingPoint full = serve(promptHeavy(), 1.0, 1), slow = serve(promptHeavy(), 1.0, 1, 0.6);
    // prefill follows the clock nearly, decode hardly
    const double capacity = 1.0 / (28 * 0.04816 / 128 * (0.25 / 0.6 + 0.75) + 0.2 * (0.9 / 0.6 + 0.1));
    QVERIFY(test::isClose(slow.capacityPerS, capacity, 1e-9));
    QVERIFY(slow.firstToken95S > full.firstToken95S);
    QVERIFY(slow.tokenS > full.tokenS);
  }
  void everythingRisesWithDemand() {
    ServingPoint before;
    for (double demand = 0.1; demand < 4.0; demand += 0.1) {
      const ServingPoint point = serve(promptHeavy(), demand, 1);
      QVERIFY(point.busy > before.busy);
      QVERIFY(point.tokenS >= before.tokenS);
      QVERIFY(point.firstToken95S >= before.firstToken95S * (1.0 - 1e-4));
      QVERIFY(point.utilisation > before.utilisation);
      before = point;
    }
  }
  void requestsOfNoLanguageModel() {
    ServingModel model;
    model.law = Service::Law::erlang, model.serviceS = 2.0, model.fullUtilisation = 0.7;
    const ServingPoint point = serve(model, 4.0, 10);
    QVERIFY(test::isNear(point.waitProbability, 0.40918, 1e-5));
    QVERIFY(test::isNear(point.waitS, 0.20459 * 2.0, 1e-5));
    QVERIFY(test::isNear(point.utilisation, 0.8 * 0.7, 1e-12));
    model.law = Service::Law::general, model.arrivalVariation = 2.0, model.serviceVariation = 1.0;
    QVERIFY(test::isClose(serve(model, 4.0, 10).waitS, 2.5 * point.waitS, 1e-12));
    QVERIFY(serve(model, 6.0, 10).isOverloaded());
  }

  void modelOfAService() {
    const auto model = servingModel(service(), talk(), setupOf());
    QVERIFY(bool(model));
    // 140 GB over 8 chips at 0.7 of 3.35 TB/s: 7.5 ms, and what is fixed; cache 327,680 B a token
    QVERIFY(model->stepFixedS > 0.0075 && model->stepFixedS < 0.015);
    const double context = model->inputTokens + 0.5 * model->outputTokens * std::exp(0.64);
    QVERIFY(test::isNear(model->mostBatch, std::floor((8 * 72e9 - 140e9) / (context * 327'680)), 1.0));
    // 4,789 tokens in the mean: 2·70e9·4789/(8·494.5e12) = 169 ms, attention and the collectives
    QVERIFY(model->prefillS > 0.169 && model->prefillS < 0.34);
    QVERIFY(serve(*model, 1.0, 1).firstToken95S < 2.0);
  }
  void whatDoesNotFitIsAProblem() {
    const auto tooSmall = servingModel(service(), talk(), setupOf(1));
    QVERIFY(!tooSmall);
    QCOMPARE(tooSmall.problems()[0].what.id, std::string("serving.memory"));
    TokenSetup bare = setupOf();
    bare.chip.scaleUpGBPerS = 0.0;
    QCOMPARE(servingModel(service(), talk(), bare).problems()[0].what.id, std::string("serving.network"));
    bare.chip.memoryGB = 0.0;
    QCOMPARE(servingModel(service(), talk(), bare).problems()[0].what.id, std::string("serving.chip"));
    DemandSpec silent;
    QCOMPARE(servingModel(service(), silent, setupOf()).problems()[0].what.id, std::string("serving.noTokens"));
    Service vision = service();
    vision.law = Service::Law::erlang;
    QCOMPARE(servingModel(vision, talk(), setupOf()).problems()[0].what.id, std::string("serving.noService"));
    const Catalog empty;
    QCOMPARE(servingModel(service(), empty, h100()).problems()[0].what.id, std::string("serving.noDemand"));
    Catalog demands;
    demands.add(talk(), {});
    QCOMPARE(servingModel(service(), demands, h100()).problems()[0].what.id, std::string("serving.noModel"));
  }

  void expertsAreReadAsTheyAreMet() {
    TokenSetup setup = setupOf(16);
    setup.model.parametersB = 671, setup.model.activeParametersB = 37;
    setup.model.experts = 256, setup.model.expertsPerToken = 8, setup.weightBytes = 1.0;
    const StepLaw law = stepLaw(setup, 1000.0);
    // one token reads its own 37 G parameters, a full batch nearly all
    const double bandwidth = 16 * 3.35e12 * 0.7;
    const double one = law.at(1.0) - law.memoryPerRequestS - law.computeFixedS;
    QVERIFY(test::isClose(one, 37e9 / bandwidth, 1e-3));
    const double many = law.at(200.0) - 200 * law.memoryPerRequestS - law.computeFixedS;
    QVERIFY(many > 0.98 * 671e9 / bandwidth && many < 671e9 / bandwidth);
  }
  void collectivesOfTwoDomains() {
    TokenSetup setup = setupOf(8);
    const double inside = allReduceS(setup, 1e8);
    QVERIFY(test::isClose(inside, 3 * 5e-6 + 2.0 * 7 / 8 * 1e8 / (450e9 * 0.55), 1e-9));
    setup.chips = 16;
    QVERIFY(test::isClose(allReduceS(setup, 1e8) - inside, 10e-6 + 1e8 / 8 / (50e9 * 0.82), 1e-9));
    setup.chips = 1;
    QCOMPARE(allReduceS(setup, 1e8), 0.0);
  }

  void replicasFollowDemand() {
    const ServingModel model = example();
    const Service s = service(1, 50);
    QCOMPARE(replicasFor(model, s, 0.0, 0), 1u);
    QCOMPARE(replicasFor(model, s, 88.0, 0), 10u);  // 88/(12.596 · 0.7) = 9.98
    QCOMPARE(replicasFor(model, s, 1e9, 3), 50u);
    // within a tenth nothing moves
    QCOMPARE(replicasFor(model, s, 92.0, 10), 10u);
    QCOMPARE(replicasFor(model, s, 110.0, 10), 13u);
    QCOMPARE(replicasFor(model, s, 84.0, 11), 11u);
    QCOMPARE(replicasFor(model, s, 60.0, 11), 7u);
    // outside of what is allowed, at once
    QCOMPARE(replicasFor(model, service(4, 8), 1.0, 2), 4u);
  }
  void replicasFollowTheObjective() {
    ServingModel model = promptHeavy();
    const Service s = service(1, 64);
    const std::uint32_t byTarget = replicasFor(model, s, 20.0, 0);
    model.firstTokenWithinS = 0.8;
    const std::uint32_t byObjective = replicasFor(model, s, 20.0, 0);
    QVERIFY(byObjective > byTarget);
    QVERIFY(serve(model, 20.0, byObjective).firstToken95S <= 0.8);
    QVERIFY(serve(model, 20.0, byObjective - 1).firstToken95S > 0.8);
    // an objective that no number of replicas meets does not make it ask for all
    model.firstTokenWithinS = 0.1;
    QCOMPARE(replicasFor(model, s, 20.0, 0), byTarget);
  }
  void demandByHour() {
    DemandSpec demand;
    demand.byHour.fill(1.0);
    demand.byHour[12] = 3.0, demand.byHour[0] = 0.5, demand.weekend = 0.5;
    Service s = service();
    s.requestsPerS = 10.0;
    QVERIFY(test::isNear(demandPerS(s, demand, 12.5, false), 30.0, 1e-9));
    QVERIFY(test::isNear(demandPerS(s, demand, 12.0, false), 20.0, 1e-9));
    QVERIFY(test::isNear(demandPerS(s, demand, 12.5, true), 15.0, 1e-9));
    QVERIFY(test::isNear(demandPerS(s, demand, 0.0, false), 7.5, 1e-9));
    QVERIFY(test::isNear(demandPerS(s, demand, 24.0, false), 7.5, 1e-9));
    QVERIFY(test::isNear(demandPerS(s, demand, 23.75, false), 8.75, 1e-9));
  }

  void cost() {
    ServingModel model = promptHeavy();
    model.mostBatch = 512, model.prefillS = 0.01;
    const double capacity = serve(model, 0.0, 8).capacityPerS;
    double sum = 0.0;
    const auto begin = std::chrono::steady_clock::now();
    constexpr int calls = 2000;
    for (int i = 0; i < calls; ++i) sum += serve(model, capacity * (0.5 + 0.45 * i / calls), 8).firstToken95S;
    const double each =
        std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count() / calls;
    qInfo("serve: %.2f us", each);
    QVERIFY(sum > 0.0);
    QVERIFY2(each < 2000.0, "a window of a service costs milliseconds");
  }
};
PLENUM_TEST(ServingTest)
#include "ServingTest.moc"
