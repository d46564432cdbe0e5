// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "base/Math.h"
#include "base/Random.h"
#include "physics/Network.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::physics;

namespace {

BranchLaw pipe(double resistance) { return {.resistance = resistance, .transitionKgPerS = 0.5}; }
BranchLaw pump(double shutOffPa, double fall, double speed = 1.0, double units = 1.0) {
  return {.resistance = 1e-3,
          .transitionKgPerS = 0.5,
          .shutOffPa = shutOffPa,
          .fall = fall,
          .speed = speed,
          .units = units,
          .hasCheckValve = true};
}

double worstImbalance(const Network& network, const std::vector<double>& flows) {
  std::vector<double> sum(network.nodes(), 0.0);
  for (std::size_t b = 0; b < flows.size(); ++b) {
    sum[network.branches()[b].from] -= flows[b];
    sum[network.branches()[b].to] += flows[b];
  }
  double worst = 0.0;
  for (const double s : sum) worst = std::max(worst, std::abs(s));
  return worst;
}

double largest(const std::vector<double>& flows) {
  double most = 0.0;
  for (const double m : flows) most = std::max(most, std::abs(m));
  return most;
}

/// A plant with pumps, a trunk and one valve for each hall, as the headers of a campus are built.
struct Ladder {
  Network network;
  std::vector<BranchLaw> laws;
  int halls;
  explicit Ladder(int n) : halls(n) {
    std::vector<Network::Ends> ends{{0, 1}};
    laws.push_back(pump(400e3, 10.0));
    for (int h = 0; h < n; ++h) {
      ends.push_back({static_cast<std::uint32_t>(h + 1), static_cast<std::uint32_t>(h + 2)});
      laws.push_back(pipe(2.0));
      ends.push_back({static_cast<std::uint32_t>(h + 2), 0});
      laws.push_back(pipe(900.0));
    }
    network = Network(static_cast<std::uint32_t>(n + 2), ends);
  }
  std::size_t consumer(int h) const { return static_cast<std::size_t>(2 + 2 * h); }
};

struct RandomNetwork {
  Network network;
  std::vector<BranchLaw> laws;
};
RandomNetwork randomNetwork(std::uint64_t seed) {
  const RandomKey key{seed, 1, 2};
  std::uint64_t n = 0;
  const auto draw = [&] { return randomUniform(key, n++); };
  const auto nodes = static_cast<std::uint32_t>(2 + 18 * draw());
  std::vector<Network::Ends> ends;
  RandomNetwork made;
  const auto add = [&](std::uint32_t a, std::uint32_t b) {
    if (a == b) return;
    ends.push_back({a, b});
    BranchLaw law;
    law.resistance = math::pow(10.0, -1.0 + 6.0 * draw());
    law.transitionKgPerS = 0.01 + draw();
    law.exponent = draw() < 0.2 ? 1.76 : 2.0;
    if (draw() < 0.3) {
      law.shutOffPa = 5e5 * draw();
      law.fall = 200.0 * draw();
      law.speed = draw() < 0.1 ? 0.0 : 0.2 + 0.8 * draw();
      law.units = 1.0 + std::floor(3.0 * draw());
      law.hasCheckValve = draw() < 0.7;
    }
    law.isShut = draw() < 0.1;
    made.laws.push_back(law);
  };
  for (std::uint32_t i = 1; i < nodes; ++i) add(static_cast<std::uint32_t>(i * draw()), i);
  const int more = static_cast<int>(2.0 * nodes * draw());
  for (int i = 0; i < more; ++i)
    add(static_cast<std::uint32_t>(nodes * draw()), static_cast<std::uint32_t>(nodes * draw()));
  made.network = Network(nodes, ends);
  return made;
}

}  // namespace

class NetworkTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // head a − b m² against r m²: m = √(a / (b + r))
  void onePumpAgainstPipesInSeries() {
    const Network network(3, {{0, 1}, {1, 2}, {2, 0}});
    const std::vector<BranchLaw> laws{pump(300e3, 20.0), pipe(30.0), pipe(50.0)};
    const Network::Solution s = network.solve(laws, {});
    QVERIFY(s.isConverged);
    const double m = std::sqrt(300e3 / (20.0 + 30.0 + 50.0 + 1e-3));
    for (const double flow : s.flowKgPerS) QVERIFY(test::isClose(flow, m, 1e-11));
    QVERIFY(test::isClose(s.pressurePa[1] - s.pressurePa[2], 30.0 * m * m, 1e-10));
  }

  // conductances 1/√r of parallel pipes add
  void pipesInParallelShareByTheirConductance() {
    const Network network(2, {{0, 1}, {1, 0}, {1, 0}, {1, 0}});
    const std::vector<BranchLaw> laws{pump(200e3, 0.0), pipe(100.0), pipe(400.0), pipe(1600.0)};
    const Network::Solution s = network.solve(laws, {});
    const double sum = 1.0 / 10.0 + 1.0 / 20.0 + 1.0 / 40.0;
    const double m = std::sqrt(200e3 / (1.0 / (sum * sum) + 1e-3));
    QVERIFY(test::isClose(s.flowKgPerS[0], m, 1e-11));
    QVERIFY(test::isClose(s.flowKgPerS[1], m / 10.0 / sum, 1e-11));
    QVERIFY(test::isClose(s.flowKgPerS[3], m / 40.0 / sum, 1e-11));
  }

  // the far end of a ladder, folded up from its end: R ← r + 1/(1/√R + 1/√k)²
  void ladderMatchesItsFoldedResistance() {
    Ladder ladder(12);
    const Network::Solution s = ladder.network.solve(ladder.laws, {});
    double folded = 0.0;
    for (int h = ladder.halls; h-- > 0;) {
      const double own = 1.0 / std::sqrt(900.0), rest = h + 1 < ladder.halls ? 1.0 / std::sqrt(folded) : 0.0;
      folded = 2.0 + 1.0 / ((own + rest) * (own + rest));
    }
    QVERIFY(test::isClose(s.flowKgPerS[0], std::sqrt(400e3 / (10.0 + 1e-3 + folded)), 1e-11));
    for (int h = 1; h < ladder.halls; ++h)
      QVERIFY(s.flowKgPerS[ladder.consumer(h)] < s.flowKgPerS[ladder.consumer(h - 1)]);
    QVERIFY2(s.iterations <= 12, qPrintable(QString::number(s.iterations)));
  }

  void anotherStartGivesTheSameFlows() {
    Ladder ladder(20);
    const Network::Solution cold = ladder.network.solve(ladder.laws, {});
    ladder.laws[ladder.consumer(7)].resistance *= 1.05;
    const Network::Solution warm = ladder.network.solve(ladder.laws, cold);
    const Network::Solution again = ladder.network.solve(ladder.laws, {});
    QVERIFY(warm.iterations < again.iterations);
    for (std::size_t b = 0; b < warm.flowKgPerS.size(); ++b)
      QVERIFY(test::isClose(warm.flowKgPerS[b], again.flowKgPerS[b], 1e-10));
    QVERIFY(ladder.network.solve(ladder.laws, cold).flowKgPerS == warm.flowKgPerS);
  }

  // V-10: on a system without static pressure, flow goes with speed, pressure with its square
  void flowFollowsTheSpeed() {
    Ladder ladder(5);
    for (BranchLaw& law : ladder.laws) law.transitionKgPerS = 1e-6;
    const Network::Solution full = ladder.network.solve(ladder.laws, {});
    ladder.laws[0].speed = 0.6;
    const Network::Solution slow = ladder.network.solve(ladder.laws, full);
    for (std::size_t b = 0; b < full.flowKgPerS.size(); ++b)
      QVERIFY(test::isClose(slow.flowKgPerS[b], 0.6 * full.flowKgPerS[b], 1e-9));
    QVERIFY(test::isClose(slow.pressurePa[1], 0.36 * full.pressurePa[1], 1e-9));
  }

  void closingOneValveRaisesAllOthers() {
    Ladder ladder(8);
    const Network::Solution open = ladder.network.solve(ladder.laws, {});
    ladder.laws[ladder.consumer(3)].resistance *= 4.0;
    const Network::Solution choked = ladder.network.solve(ladder.laws, open);
    QVERIFY(choked.flowKgPerS[0] < open.flowKgPerS[0]);
    for (int h = 0; h < ladder.halls; ++h)
      QVERIFY((choked.flowKgPerS[ladder.consumer(h)] > open.flowKgPerS[ladder.consumer(h)]) == (h != 3));
  }

  void shutBranchesCutTheNetworkApart() {
    Ladder ladder(4);
    ladder.laws[3].isShut = true;  // the trunk behind the first hall
    const Network::Solution s = ladder.network.solve(ladder.laws, {});
    QVERIFY(s.isConverged);
    QVERIFY(s.flowKgPerS[ladder.consumer(0)] > 1.0);
    for (int h = 1; h < 4; ++h) QVERIFY(std::abs(s.flowKgPerS[ladder.consumer(h)]) < 1e-12);
    ladder.laws[0].isShut = true;
    const Network::Solution still = ladder.network.solve(ladder.laws, s);
    QVERIFY(still.isConverged && largest(still.flowKgPerS) < 1e-9);
  }

  void slowPumpIsHeldByItsCheckValve() {
    const Network network(2, {{0, 1}, {0, 1}, {1, 0}});
    const std::vector<BranchLaw> laws{pump(300e3, 20.0), pump(300e3, 20.0, 0.3), pipe(100.0)};
    const Network::Solution s = network.solve(laws, {});
    QVERIFY(s.isConverged);
    QVERIFY(s.flowKgPerS[0] > 40.0);
    QVERIFY(s.flowKgPerS[1] <= 0.0 && s.flowKgPerS[1] > -0.05 * s.flowKgPerS[0]);
  }

  void curveOfPointsMatchesItsParabola() {
    std::vector<double> flows, heads;
    for (int i = 0; i <= 200; ++i) flows.push_back(0.5 * i), heads.push_back(400e3 - 30.0 * 0.25 * i * i);
    const Pchip curve(flows, heads);
    const Network network(2, {{0, 1}, {1, 0}});
    for (const double speed : {1.0, 0.7})
      for (const double units : {1.0, 3.0}) {
        BranchLaw parabola = pump(400e3, 30.0, speed, units), points = parabola;
        points.curve = &curve;
        const double a = network.solve(std::vector<BranchLaw>{parabola, pipe(70.0)}, {}).flowKgPerS[0];
        const double b = network.solve(std::vector<BranchLaw>{points, pipe(70.0)}, {}).flowKgPerS[0];
        QVERIFY(test::isClose(b, a, 1e-4));
      }
  }

  // opening a valve anywhere never gives anybody else more, and never takes from the pump
  void openingOneValveTakesFromAllOthers() {
    const RandomKey key{77, 3, 1};
    std::uint64_t n = 0;
    for (int i = 0; i < 2000; ++i) {
      Ladder ladder(2 + static_cast<int>(8 * randomUniform(key, n++)));
      for (int h = 0; h < ladder.halls; ++h)
        ladder.laws[ladder.consumer(h)].resistance = math::pow(10.0, 1.5 + 3.0 * randomUniform(key, n++));
      const Network::Solution before = ladder.network.solve(ladder.laws, {});
      const int opened = static_cast<int>(ladder.halls * randomUniform(key, n++));
      ladder.laws[ladder.consumer(opened)].resistance *= 0.3;
      const Network::Solution after = ladder.network.solve(ladder.laws, before);
      QVERIFY(after.flowKgPerS[0] >= before.flowKgPerS[0]);
      for (int h = 0; h < ladder.halls; ++h) {
        const double change = after.flowKgPerS[ladder.consumer(h)] - before.flowKgPerS[ladder.consumer(h)];
        QVERIFY(h == opened ? change > 0.0 : change <= 1e-9);
      }
    }
  }

  // mass and energy in ten thousand networks of all shapes; the work of the pumps is what friction takes
  void randomNetworksConvergeAndBalance() {
    int worstIterations = 0;
    for (std::uint64_t seed = 0; seed < 10'000; ++seed) {
      const RandomNetwork random = randomNetwork(seed);
      const Network::Solution s = random.network.solve(random.laws, {});
      QVERIFY2(s.isConverged, qPrintable(QString("network %1").arg(seed)));
      worstIterations = std::max(worstIterations, s.iterations);
      const double imbalance = worstImbalance(random.network, s.flowKgPerS);
      QVERIFY2(imbalance <= 1e-10 * std::max(1.0, largest(s.flowKgPerS)),
               qPrintable(QString("network %1: %2 of %3").arg(seed).arg(imbalance).arg(largest(s.flowKgPerS))));
      double work = 0.0, gross = 0.0;
      for (std::size_t b = 0; b < random.laws.size(); ++b) {
        if (random.laws[b].isShut) continue;
        const double w = dropPa(random.laws[b], s.flowKgPerS[b]) * s.flowKgPerS[b];
        work += w;
        gross += std::abs(w) + random.laws[b].shutOffPa * 10.0 * random.laws[b].transitionKgPerS;
      }
      QVERIFY2(std::abs(work) <= 1e-9 * std::max(1.0, gross),
               qPrintable(QString("network %1: %2 of %3").arg(seed).arg(work).arg(gross)));
    }
    QVERIFY2(worstIterations <= 40, qPrintable(QString::number(worstIterations)));
  }
};

PLENUM_TEST(NetworkTest)
#include "NetworkTest.moc"
