// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/Math.h"
#include "base/Random.h"
#include "physics/PowerFlow.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using namespace plenum::physics;
namespace validation = plenum::test::validation;

namespace {

using Complex = std::complex<double>;

constexpr double feetPerMile = 5280.0;
const char* const feeder = "IEEE 4-node test feeder, published solution";

/// Four-wire line of the test feeder, ohm per mile.
Impedance<3> lineOhm(double feet) {
  const Complex z[3][3] = {{{0.4576, 1.0780}, {0.1559, 0.5017}, {0.1535, 0.3849}},
                           {{0.1559, 0.5017}, {0.4666, 1.0482}, {0.1580, 0.4236}},
                           {{0.1535, 0.3849}, {0.1580, 0.4236}, {0.4615, 1.0651}}};
  Impedance<3> ohm{};
  for (std::size_t p = 0; p < 3; ++p)
    for (std::size_t q = 0; q < 3; ++q) ohm[p][q] = z[p][q] * feet / feetPerMile;
  return ohm;
}
Complex positiveSequence(const Impedance<3>& z) {
  return (z[0][0] + z[1][1] + z[2][2] - z[0][1] - z[0][2] - z[1][2]) / 3.0;
}

constexpr double highV = 12470.0, lowV = 4160.0;

// 6 MVA, 1 + j6 %
Complex feederTransformerOhm() { return Complex{0.01, 0.06} * (lowV * lowV / 6e6); }

/// 1800 kW a phase at 0.9 lagging.
Complex feederLoadVa() { return {1.8e6, 1.8e6 / 0.9 * std::sqrt(1.0 - 0.81)}; }

Flow<3> fourNodes() {
  const double high = highV / std::sqrt(3.0), low = lowV / std::sqrt(3.0);
  std::vector<FlowNode<3>> nodes(4);
  nodes[0].nominalV = nodes[1].nominalV = high;
  nodes[2].nominalV = nodes[3].nominalV = low;
  nodes[1].parents = {0}, nodes[1].ohm = lineOhm(2000.0);
  nodes[2].parents = {1}, nodes[2].ratio = highV / lowV;
  for (std::size_t p = 0; p < 3; ++p) nodes[2].ohm[p][p] = feederTransformerOhm();
  nodes[3].parents = {2}, nodes[3].ohm = lineOhm(2500.0);
  nodes[3].load.va.fill(feederLoadVa());
  nodes[0].sourceV = balanced(high);
  return powerFlow(nodes);
}

double degrees(Complex v) { return std::arg(v) * 180.0 / math::pi; }

struct Draws {
  RandomKey key;
  std::uint64_t count = 0;
  double between(double low, double high) { return low + (high - low) * randomUniform(key, count++); }
};

/// A feeder of up to 40 nodes with transformers, unlike phases and mixed loads.
std::vector<FlowNode<3>> randomFeeder(Draws& draws) {
  const auto count = static_cast<std::size_t>(draws.between(2.0, 41.0));
  std::vector<FlowNode<3>> nodes(count);
  nodes[0].nominalV = 5774.0;
  nodes[0].sourceV = balanced(5774.0);
  for (std::size_t n = 1; n < count; ++n) {
    FlowNode<3>& node = nodes[n];
    const auto parent = static_cast<std::size_t>(draws.between(0.0, static_cast<double>(n) - 1e-9));
    node.parents = {parent};
    const FlowNode<3>& above = nodes[parent];
    node.ratio = above.nominalV > 1000.0 && draws.between(0.0, 1.0) < 0.3 ? 25.0 : 1.0;
    node.nominalV = above.nominalV / node.ratio;
    const double baseOhm = node.nominalV * node.nominalV / 1e6;
    for (std::size_t p = 0; p < 3; ++p)
      for (std::size_t q = 0; q <= p; ++q) {
        // couplings below what one phase has at the least, so that no current can gain power
        const double most = p == q ? 0.01 : 0.0003, least = p == q ? 0.001 : 0.0;
        node.ohm[p][q] = node.ohm[q][p] =
            baseOhm * Complex{draws.between(least, most), draws.between(least, 2.0 * most)};
      }
    for (std::size_t p = 0; p < 3; ++p) {
      const double w = draws.between(0.0, 8e4);
      node.load.va[p] = {w, w * draws.between(-0.1, 0.5)};
    }
    node.load.currentShare = draws.between(0.0, 0.5);
    node.load.impedanceShare = draws.between(0.0, 0.5);
  }
  return nodes;
}

/// What the loads of a solved feeder take, from their voltages alone.
Complex takenVa(const std::vector<FlowNode<3>>& nodes, const Flow<3>& flow) {
  Complex sum;
  for (std::size_t n = 0; n < nodes.size(); ++n)
    for (std::size_t p = 0; p < 3; ++p) {
      const ZipLoad<3>& load = nodes[n].load;
      const double v = std::abs(flow.volts[n][p]) / nodes[n].nominalV;
      const double constant = 1.0 - load.currentShare - load.impedanceShare;
      sum += load.va[p] * (constant + load.currentShare * v + load.impedanceShare * v * v);
    }
  return sum;
}

}  // namespace

class PowerFlowTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // V-24
  void fourNodeFeederHasItsPublishedVoltages() {
    const Flow<3> flow = fourNodes();
    QVERIFY(flow.isConverged);
    QVERIFY(validation::told({"V-24", "iterations to 1e-9 at a drop of a quarter", "", "", 0}, flow.iterations));
    QVERIFY(flow.iterations <= 35);
    const double published[3][3] = {{7107, 7140, 7121}, {2247, 2269, 2256}, {1918, 2061, 1981}};
    const char* const names[] = {"voltages before the transformer, worst phase", "voltages behind it, worst phase",
                                 "voltages at the load, worst phase"};
    for (std::size_t n = 0; n < 3; ++n) {
      validation::Worst worst;
      for (std::size_t p = 0; p < 3; ++p) worst.addRelative(std::abs(flow.volts[n + 1][p]), published[n][p]);
      QVERIFY(validation::atMost({"V-24", names[n], feeder, "%", 3}, 100.0 * worst.value, 0.1));
    }
    const double angles[3] = {-9.1, -128.3, 110.9};
    validation::Worst worst;
    for (std::size_t p = 0; p < 3; ++p) worst.add(degrees(flow.volts[3][p]), angles[p]);
    QVERIFY(validation::atMost({"V-24", "angles at the load, worst phase", feeder, "°", 3}, worst.value, 0.1));
    double lossW = 0.0;
    for (const double w : flow.lossW) lossW += w;
    QVERIFY(validation::near({"V-24", "losses of lines and transformer", "an independent sweep", "kW", 1}, lossW / 1e3,
                             569.2, 0.1));
    QVERIFY(test::isClose(flow.sourceVa[0].real(), 5.4e6 + lossW, 1e-7));
  }

  // V-24, one phase for three alike
  void balancedFormIsTheMeanOfThePhases() {
    const double high = highV / std::sqrt(3.0), low = lowV / std::sqrt(3.0);
    std::vector<FlowNode<1>> nodes(4);
    nodes[0].nominalV = nodes[1].nominalV = high;
    nodes[2].nominalV = nodes[3].nominalV = low;
    nodes[1].parents = {0}, nodes[1].ohm[0][0] = positiveSequence(lineOhm(2000.0));
    nodes[2].parents = {1}, nodes[2].ratio = highV / lowV, nodes[2].ohm[0][0] = feederTransformerOhm();
    nodes[3].parents = {2}, nodes[3].ohm[0][0] = positiveSequence(lineOhm(2500.0));
    nodes[3].load.va[0] = feederLoadVa();
    nodes[0].sourceV = {Complex{high, 0.0}};
    const Flow<1> flow = powerFlow(nodes);
    QVERIFY(flow.isConverged);
    QVERIFY(validation::near({"V-24", "positive sequence alone: voltage at the load", "an independent sweep", "V", 1},
                             std::abs(flow.volts[3][0]), 1986.4, 0.1));
    QCOMPARE(flow.weakest, std::size_t{3});
  }

  // V-24
  void randomFeedersLoseNothing() {
    Draws draws{{.seed = 24}};
    validation::Worst worst;
    int most = 0;
    for (int i = 0; i < 1000; ++i) {
      const std::vector<FlowNode<3>> nodes = randomFeeder(draws);
      const Flow<3> flow = powerFlow(nodes);
      if (!flow.isConverged) QVERIFY2(false, qPrintable(QString("feeder %1 did not converge").arg(i)));
      double lossW = 0.0;
      for (const double w : flow.lossW) {
        QVERIFY(w >= 0.0);
        lossW += w;
      }
      worst.addRelative(takenVa(nodes, flow).real() + lossW, flow.sourceVa[0].real());
      most = std::max(most, flow.iterations);
    }
    QVERIFY(validation::atMost({"V-24", "1000 random feeders: power in against loads and losses, worst",
                                "conservation of energy", "", validation::decade},
                               worst.value, 1e-8));
    QVERIFY2(most <= 30, qPrintable(QString::number(most)));
  }

  void collapseNamesItsPlace() {
    std::vector<FlowNode<1>> nodes(4);
    for (FlowNode<1>& node : nodes) node.nominalV = 230.0;
    nodes[1].parents = {0}, nodes[1].ohm[0][0] = 0.01;
    nodes[2].parents = {1}, nodes[2].ohm[0][0] = 0.5;
    nodes[2].load.va[0] = 40e3;  // a constant power of more than V²/4R = 26.5 kW
    nodes[3].parents = {1}, nodes[3].ohm[0][0] = 0.01;
    nodes[3].load.va[0] = 10e3;
    nodes[0].sourceV = {Complex{230.0, 0.0}};
    const Flow<1> flow = powerFlow(nodes);
    QVERIFY(!flow.isConverged);
    QCOMPARE(flow.weakest, std::size_t{2});
    // the same as an impedance can always be fed
    nodes[2].load.impedanceShare = 1.0;
    QVERIFY(powerFlow(nodes).isConverged);
  }

  void constantPowerFallsToTheRootOfItsQuadratic() {
    std::vector<FlowNode<1>> nodes(2);
    nodes[0].nominalV = nodes[1].nominalV = 230.0;
    nodes[1].parents = {0}, nodes[1].ohm[0][0] = 0.1;
    nodes[1].load.va[0] = 20e3;
    nodes[0].sourceV = {Complex{230.0, 0.0}};
    const Flow<1> flow = powerFlow(nodes);
    const double expected = 0.5 * (230.0 + std::sqrt(230.0 * 230.0 - 4.0 * 0.1 * 20e3));
    QVERIFY(test::isClose(flow.volts[1][0].real(), expected, 1e-9));
  }

  void twoParentsShareTheCurrent() {
    std::vector<FlowNode<1>> one(2), two(3);
    for (auto* nodes : {&one, &two})
      for (FlowNode<1>& node : *nodes) node.nominalV = 230.0;
    one[0].sourceV = two[0].sourceV = two[1].sourceV = {Complex{230.0, 0.0}};
    one[1].parents = {0}, one[1].ohm[0][0] = 0.05, one[1].load.va[0] = 20e3;
    two[2].parents = {0, 1}, two[2].ohm[0][0] = 0.1, two[2].load.va[0] = 20e3;
    const Flow<1> a = powerFlow(one), b = powerFlow(two);
    QVERIFY(test::isClose(b.volts[2][0].real(), a.volts[1][0].real(), 1e-9));
    QVERIFY(test::isClose(b.lossW[2], a.lossW[1], 1e-9));
    QVERIFY(test::isClose(b.sourceVa[0].real() + b.sourceVa[1].real(), a.sourceVa[0].real(), 1e-9));
  }

  void lonelySourceAndNoNodesAtAll() {
    QVERIFY(!powerFlow<1>({}).isConverged);
    std::vector<FlowNode<1>> nodes(1);
    nodes[0].nominalV = 230.0;
    nodes[0].sourceV = {Complex{230.0, 0.0}};
    const Flow<1> flow = powerFlow(nodes);
    QVERIFY(flow.isConverged);
    QCOMPARE(flow.sourceVa[0], Complex{});
  }

  void transformerHasItsShortCircuitVoltage() {
    const Complex ohm = transformerOhm(2.5e6, 400.0, 0.06, 8.0);
    QVERIFY(test::isClose(std::abs(ohm), 0.06 * 400.0 * 400.0 / 2.5e6, 1e-12));
    QVERIFY(test::isClose(ohm.imag() / ohm.real(), 8.0, 1e-12));
  }

  void cableCarriesItsCurrent() {
    QCOMPARE(cableFor(90.0).sectionMm2, 16.0);
    QCOMPARE(cableFor(600.0).sectionMm2, 300.0);
    QCOMPARE(cableFor(600.0).parallel, 1);
    QCOMPARE(cableFor(4000.0).parallel, 7);
    double before = 1.0;
    for (double amps = 10.0; amps < 8000.0; amps *= 1.1) {
      const Cable cable = cableFor(amps);
      QVERIFY(cable.ohmPerM <= before);
      before = cable.ohmPerM;
    }
    QVERIFY(cableFor(1e300).ohmPerM > 0.0);
  }
};

PLENUM_TEST(PowerFlowTest)
#include "PowerFlowTest.moc"
