// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include "io/Files.h"
#include "io/RequestTrace.h"
#include "support/ServiceQueue.h"
#include "support/Test.h"
#include "support/Validation.h"
#include "workload/Queueing.h"
#include "workload/Serving.h"

using namespace plenum;
namespace v = plenum::test::validation;

namespace {

constexpr const char* vectors = "Erlang's formulas, values of the project's reference";
constexpr const char* simulated = "simulated request by request in this test, independent of the formula";
constexpr const char* azure = "Azure LLM inference trace of 2023, code; fit of the project's reference";
constexpr const char* acme = "power of A100 in two clusters (AcmeTrace, August 2023), cut at 75 and 150 W";

/// 211 tokens of answer, 20 + 0.22 b ms a step, 128 at once.
ServingModel example() {
  ServingModel model;
  model.stepFixedS = 0.020, model.stepPerRequestS = 0.00022, model.outputTokens = 211, model.mostBatch = 128;
  return model;
}
ServingModel withPrompts(double outputTokens, double prefillS, double sigma, double variation) {
  ServingModel model = example();
  model.outputTokens = outputTokens, model.prefillS = prefillS, model.prefillSigma = sigma;
  model.serviceVariation = variation;
  return model;
}

/// Chips of a fleet by what they do: nothing, holding memory, working.
struct FleetMix {
  std::array<double, 3> share, levelW;
  double meanW() const { return share[0] * levelW[0] + share[1] * levelW[1] + share[2] * levelW[2]; }
  double quantileW(double q) const {
    return q <= share[0] ? levelW[0] : q <= share[0] + share[1] ? levelW[1] : levelW[2];
  }
};
constexpr FleetMix kalos{{.316, .285, .399}, {64.7, 102.5, 355.6}};
constexpr FleetMix seren{{.339, .327, .334}, {64.8, 102.4, 338.6}};

}  // namespace

class ServicesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void erlang() {
    struct Vector {
      std::uint32_t servers;
      double load, wait, mean;
    };
    constexpr std::array<Vector, 7> all{{{1, .8, .8, 4.0},
                                         {8, .7, .27060, .11275},
                                         {10, .8, .40918, .20459},
                                         {10, .9, .66873, .66873},
                                         {64, .9, .31066, .04854},
                                         {100, .95, .50646, .10129},
                                         {1000, .99, .65908, .06591}}};
    v::Worst wait, mean;
    for (const Vector& a : all) {
      const Waiting w = erlangWaiting(a.servers, a.load, 1.0);
      wait.add(w.probability, a.wait), mean.add(w.meanS, a.mean);
    }
    QVERIFY(v::atMost(
        {"Q-1", "chance of having to wait for one of 1 … 1,000 servers: farthest of seven", vectors, "", v::decade},
        wait.value, 1e-4));
    QVERIFY(v::atMost({"Q-1", "mean wait by the mean service: farthest of seven", vectors, "", v::decade}, mean.value,
                      1e-4));
  }

  void batchServer() {
    struct Vector {
      double demand, busy, tokenMs;
    };
    constexpr std::array<Vector, 5> all{
        {{1, 4.474, 21.2}, {4, 20.957, 24.8}, {8, 54.294, 32.2}, {10, 79.63, 37.7}, {11, 95.88, 41.3}}};
    constexpr const char* chain = "birth and death of requests in a batch, values of the project's reference";
    v::Worst busy, token;
    for (const Vector& a : all) {
      const ServingPoint point = serve(example(), a.demand, 1);
      busy.addRelative(point.busy, a.busy), token.addRelative(1e3 * point.tokenS, a.tokenMs);
    }
    QVERIFY(v::atMost(
        {"Q-2", "requests that a replica works on, 1 … 11 a second: farthest of five, relative", chain, "", 4},
        busy.value, 0.005));
    QVERIFY(v::atMost({"Q-2", "time of a token, likewise", chain, "", 4}, token.value, 0.005));
    QVERIFY(v::close({"Q-2", "chance of having to wait at 11 a second", chain, "", 4},
                     serve(example(), 11, 1).waitProbability, 0.0187, 0.005));
    QVERIFY(v::close({"Q-2", "capacity of the replica", chain, "requests/s", 3}, serve(example(), 0, 1).capacityPerS,
                     12.596, 0.005));
  }

  void serversAgainstEvents() {
    v::Worst wait, tail;
    for (const auto& [servers, load] : {std::pair{8u, 0.7}, std::pair{10u, 0.8}, std::pair{64u, 0.9}}) {
      const auto drawn = test::simulateServers(servers, load * servers, 3'000'000, [](std::uint64_t n) {
        return test::exponential({1, 2, 1}, n);
      });
      ServingModel model;
      model.law = Service::Law::erlang, model.serviceS = 1.0;
      const ServingPoint point = serve(model, load * servers, servers);
      wait.addRelative(point.waitProbability, drawn.waitProbability);
      tail.addRelative(point.firstToken95S, drawn.firstToken95S);
    }
    QVERIFY(
        v::atMost({"Q-3", "chance of having to wait for 8, 10 and 64 servers: farthest, relative", simulated, "", 4},
                  wait.value, 0.02));
    QVERIFY(
        v::atMost({"Q-3", "latency that 95 % of requests stay below, likewise", simulated, "", 4}, tail.value, 0.02));
  }

  void replicaAgainstSteps() {
    // short prompts and long answers; long prompts and short answers
    const ServingModel chat = withPrompts(200, 0.05, 0.8, 0.9), code = withPrompts(28, 0.15, 0.9, 1.5);
    v::Worst busy, token, first, first95;
    for (const ServingModel& model : {chat, code})
      for (const double load : {0.3, 0.5, 0.7}) {
        const double demand = load * serve(model, 0, 1).capacityPerS;
        const ServingPoint point = serve(model, demand, 1);
        const auto drawn = test::simulateReplica(model, demand, 60'000);
        token.addRelative(point.tokenS, drawn.tokenS), first.addRelative(point.firstTokenS, drawn.firstTokenS);
        first95.addRelative(point.firstToken95S, drawn.firstToken95S);
        // the program counts prompts that wait as taken up, the simulation does not
        if (model.outputTokens > 100) busy.addRelative(point.busy, drawn.busy);
      }
    QVERIFY(v::atMost(
        {"Q-3", "replica that batches continuously, 30 to 70 % of capacity: requests at once, farthest, relative",
         simulated, "", 3},
        busy.value, 0.03));
    QVERIFY(v::atMost({"Q-3", "time of a token, likewise, with short and with long prompts", simulated, "", 3},
                      token.value, 0.06));
    QVERIFY(v::atMost({"Q-3", "time to the first token, likewise", simulated, "", 3}, first.value, 0.15));
    QVERIFY(
        v::atMost({"Q-3", "time that 95 % of first tokens stay below, likewise (an approximation)", simulated, "", 3},
                  first95.value, 0.18));
  }

  void lengthsOfATrace() {
    const auto file = test::sharedDir() / "data/azure/AzureLLMInferenceTrace_code.csv";
    PLENUM_NEEDS(file);
    const auto trace = io::readRequestTrace(file);
    QVERIFY(bool(trace));
    const RequestStatistics s = statisticsOf(*trace);
    QVERIFY(v::near({"requests", "requests of the trace", azure, "", 0}, static_cast<double>(s.requests), 8819, 0));
    QVERIFY(v::close({"requests", "requests a second", azure, "1/s", 3}, s.perS, 2.57, 0.01));
    QVERIFY(v::close({"requests", "variation of the times between them, pauses included", azure, "", 2}, s.variation,
                     13.2, 0.01));
    QVERIFY(
        v::near({"requests", "logarithm of the tokens of a prompt, mean", azure, "", 3}, s.input.logMean, 7.00, 0.01));
    QVERIFY(
        v::near({"requests", "logarithm of the tokens of a prompt, σ", azure, "", 3}, s.input.logSigma, 1.36, 0.01));
    QVERIFY(v::near({"requests", "logarithm of the tokens of an answer, mean", azure, "", 3}, s.output.logMean, 2.79,
                    0.01));
    QVERIFY(
        v::near({"requests", "logarithm of the tokens of an answer, σ", azure, "", 3}, s.output.logSigma, 0.85, 0.01));
    QVERIFY(v::near({"requests", "median of prompt and answer together", azure, "tokens", 0},
                    s.input.median + s.output.median, 1469 + 13, 1));
    QVERIFY(v::near({"requests", "correlation of the logarithms of prompt and answer", azure, "", 3}, s.correlation,
                    -0.004, 0.002));
  }

  void modelsOnChips() {
    // informational: published latencies of another program version, not re-read at the source
    const auto catalog = io::readCatalog(test::sourceDir() / "assets/catalog");
    QVERIFY(bool(catalog));
    const AiModelSpec* model = (*catalog)->find<AiModelSpec>("llama-2-70b");
    const ChipSpec* chip = (*catalog)->find<ChipSpec>("h100");
    QVERIFY(model && chip);
    TokenSetup setup;
    setup.model = *model, setup.chip = *chip, setup.chips = 8;
    constexpr const char* splitwise = "Splitwise, medians on a DGX H100, quoted and not re-read";
    v::Case first{"tokens", "first token of a prompt of 1,500 tokens, Llama 2 70B on 8 H100", splitwise, "ms", 0};
    first.kind = v::Case::Kind::informational;
    v::close(first, 1e3 * prefillS(setup, 1500), 95, 0.3);
    v::Case token{"tokens", "a token among eight requests, likewise (theirs waits for prompts of others too)",
                  splitwise, "ms", 1};
    token.kind = v::Case::Kind::informational;
    v::close(token, 1e3 * stepLaw(setup, 1500).at(8), 28, 0.3);
  }

  void powerOfAFleet() {
    v::Case mean{"P-1", "mean power of a chip, three states cut from the same data (calibration, not a test)", acme,
                 "W", 1};
    QVERIFY(v::close(mean, kalos.meanW(), 191.6, 0.01));
    QVERIFY(v::close({"P-1", "its 25 % (calibration)", acme, "W", 1}, kalos.quantileW(.25), 66.4, 0.15));
    QVERIFY(v::close({"P-1", "its median (calibration)", acme, "W", 1}, kalos.quantileW(.50), 101.4, 0.15));
    QVERIFY(v::close({"P-1", "its 75 % (calibration)", acme, "W", 1}, kalos.quantileW(.75), 371.8, 0.15));
    // levels of one cluster with the shares of the other: what the mixture says that it was not given
    const FleetMix there{seren.share, kalos.levelW}, back{kalos.share, seren.levelW};
    QVERIFY(v::close({"P-1", "mean of Seren by the levels of Kalos (independent)", acme, "W", 1}, there.meanW(), 168.6,
                     0.05));
    QVERIFY(v::close({"P-1", "mean of Kalos by the levels of Seren (independent)", acme, "W", 1}, back.meanW(), 191.6,
                     0.05));
  }

  void powerOfAServer() {
    // eight A100 with what goes with the chips of the catalogue's sixteen-chip server of the same 400 W class, and half
    // of its fans
    const auto catalog = io::readCatalog(test::sourceDir() / "assets/catalog");
    QVERIFY(bool(catalog));
    const ServerSpec* server = (*catalog)->find<ServerSpec>("zhenwu-810e-16-air");
    QVERIFY(server);
    constexpr double idleW = 62.0, fullW = 400.0;
    const double floor = (8 * idleW + server->otherIdle.si + 0.05 * server->fansNominal.si) / server->psuLoad20.si;
    const double full = (8 * fullW + server->otherFull.si + 0.5 * server->fansNominal.si) / server->psuLoad50.si;
    constexpr const char* source = "power of servers with eight A100 (AcmeTrace, August 2023); ours from the catalogue";
    QVERIFY(v::close({"P-2", "floor of a server of eight chips", source, "W", 0}, floor, 1512, 0.10));
    QVERIFY(v::close({"P-2", "such a server at full work, against 95 %", source, "W", 0}, full, 5040, 0.10));
  }
};
PLENUM_TEST(ServicesTest)
#include "ServicesTest.moc"
