// SPDX-License-Identifier: Apache-2.0
#include "support/Test.h"
#include "workload/Waterfall.h"

using namespace plenum;

namespace {

/// A dense model of 405e9 parameters on chips of 119 TFLOP/s.
TrainingSetup stairsSetupOf(std::uint32_t chips) {
  TrainingSetup setup;
  setup.model.id = "test";
  setup.model.parametersB = setup.model.activeParametersB = 405.0;
  setup.model.layers = 126, setup.model.hidden = 16384, setup.model.kvDim = 1024;
  setup.chips = chips, setup.tensor = 16, setup.pipeline = 8, setup.interleave = 8;
  setup.peakFlops = 119e12, setup.memoryBytesPerS = 2e12;
  setup.scaleUpBytesPerS = 700e9, setup.scaleOutBytesPerS = 25e9, setup.scaleUpChips = 16;
  return setup;
}

}  // namespace

class WaterfallTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theProductIsTheUtilisationOfTheStep() {
    for (const std::uint32_t chips : {1024u, 16384u, 98304u})
      for (const GangClocks clocks : {GangClocks{1.0, 1.0}, GangClocks{0.9, 0.8}, GangClocks{0.7, 0.95}}) {
        TrainingSetup setup = stairsSetupOf(chips);
        const auto waterfall = waterfallOf(setup, clocks);
        QVERIFY(bool(waterfall));
        setup.slowestFrequency = std::min(clocks.heat, clocks.cap);
        const auto step = trainingStep(setup);
        QVERIFY(bool(step));
        QVERIFY(test::isClose(waterfall->total(), step->mfu, 1e-13));
      }
  }

  void noFactorIsAboveOne() {
    const auto waterfall = waterfallOf(stairsSetupOf(98304), {0.9, 0.8});
    QVERIFY(bool(waterfall));
    for (const double factor : waterfall->factor) QVERIFY(factor > 0.0 && factor <= 1.0);
    // and what holds the clock down is split: the cap takes what heat has left
    QVERIFY(waterfall->of(Loss::heat) < 1.0 && waterfall->of(Loss::cap) < 1.0);
  }

  void aCapAboveWhatHeatAllowsCostsNothing() {
    const auto waterfall = waterfallOf(stairsSetupOf(1024), {0.7, 0.9});
    QVERIFY(bool(waterfall));
    QCOMPARE(waterfall->of(Loss::cap), 1.0);
    QVERIFY(waterfall->of(Loss::heat) < 0.8);
  }

  void aLimitThatIsThoughtAwayHasTheFactorOne() {
    TrainingSetup setup = stairsSetupOf(65536);
    setup.hasBubble = false;
    QCOMPARE(waterfallOf(setup, {})->of(Loss::bubble), 1.0);
    setup = stairsSetupOf(65536), setup.hasCollectives = false;
    QCOMPARE(waterfallOf(setup, {})->of(Loss::collectives), 1.0);
    setup = stairsSetupOf(65536), setup.hasStragglers = false;
    QCOMPARE(waterfallOf(setup, {})->of(Loss::stragglers), 1.0);
  }

  void manyJobsMultiplyToTheirMean() {
    Waterfall a, b;
    a.set(Loss::failures, 0.8, Waterfall::Basis::measured);
    a.set(Loss::kernel, 0.5, Waterfall::Basis::modelled);
    b.set(Loss::failures, 0.9, Waterfall::Basis::measured);
    b.set(Loss::heat, 0.7, Waterfall::Basis::measured);
    b.set(Loss::kernel, 0.6, Waterfall::Basis::modelled);
    const std::array<WeightedWaterfall, 2> parts{{{1000, a}, {3000, b}}};
    const Waterfall all = together(parts);
    // (1000 · 0.8 · 0.5 + 3000 · 0.9 · 0.7 · 0.6) / 4000
    QVERIFY(test::isClose(all.total(), (400.0 + 1134.0) / 4000.0, 1e-13));
    QVERIFY(test::isClose(all.of(Loss::failures), (800.0 + 2700.0) / 4000.0, 1e-13));
    QVERIFY(all.basis[std::size_t(Loss::failures)] == Waterfall::Basis::measured);
    QVERIFY(all.basis[std::size_t(Loss::heat)] == Waterfall::Basis::unsaid);
    QCOMPARE(together({}).total(), 1.0);
  }

  void aLayoutThatDoesNotDivideIsAProblem() { QVERIFY(!waterfallOf(stairsSetupOf(1000), {})); }
};

PLENUM_TEST(WaterfallTest)
#include "WaterfallTest.moc"
