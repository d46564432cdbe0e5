// SPDX-License-Identifier: Apache-2.0
#include <QObject>
#include <numeric>

#include "base/Math.h"
#include "physics/Swing.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using namespace plenum::physics;
namespace validation = plenum::test::validation;

namespace {

/// 40 to 100 MW, three fifths of two seconds: the case of the reference.
Pulse reference() {
  Pulse p;
  p.highW = 100e6, p.lowW = 40e6;
  p.periodS = 2.0, p.duty = 0.6, p.riseS = 0.0;
  return p;
}

std::vector<double> samples(PulseStream& stream, std::size_t count) {
  std::vector<double> out(count);
  for (double& w : out) w = stream.next();
  return out;
}
std::vector<double> steady(const Pulse& pulse, const Smoothing& smoothing, std::size_t count) {
  PulseStream stream(pulse, smoothing, 0.0, 0.0);
  samples(stream, 6000);
  return samples(stream, count);
}
double mean(const std::vector<double>& w) {
  return std::accumulate(w.begin(), w.end(), 0.0) / static_cast<double>(w.size());
}
double peakToPeak(const std::vector<double>& w) { return figuresOf(w).peakToPeakW; }

}  // namespace

class SwingTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theReferenceSwing() {
    const Pulse p = reference();
    QVERIFY(validation::close({"V-25", "40 ↔ 100 MW, three fifths of 2 s: mean", "analytic", "MW", 3}, meanW(p) / 1e6,
                              76.0, 0.01));
    QVERIFY(validation::close({"V-25", "the same: fundamental, 0.5 Hz", "analytic", "MW", 3}, harmonicW(p, 1) / 1e6,
                              36.328, 0.01));
    QVERIFY(validation::close({"V-25", "the same: second harmonic, 1 Hz", "analytic", "MW", 3}, harmonicW(p, 2) / 1e6,
                              11.226, 0.01));
    QVERIFY(validation::close({"V-25", "the same: least storage that levels it", "analytic", "MJ", 3},
                              levellingJ(p) / 1e6, 28.8, 0.01));
    const Pulse low = floored(p, 0.9);
    QVERIFY(validation::close({"V-25", "with a floor of 90 % of the peak: what still swings", "analytic", "MW", 3},
                              (low.highW - low.lowW) / 1e6, 10.0, 0.01));
  }

  void theSampledSwingIsTheReferencesToo() {
    const std::vector<double> w = steady(reference(), {}, 2000);
    QVERIFY(validation::close({"V-25", "the same as 2000 samples of 10 ms: mean", "analytic", "MW", 3}, mean(w) / 1e6,
                              76.0, 1e-9));
    QVERIFY(validation::close({"V-25", "sampled, Goertzel: fundamental", "analytic", "MW", 3}, amplitudeW(w, 0.5) / 1e6,
                              36.328, 0.01));
    QVERIFY(validation::close({"V-25", "sampled, Goertzel: second harmonic", "analytic", "MW", 3},
                              amplitudeW(w, 1.0) / 1e6, 11.226, 0.01));
    Smoothing floor;
    floor.floor = 0.9;
    QVERIFY(validation::close({"V-25", "sampled, floor of 90 %: what still swings", "analytic", "MW", 3},
                              peakToPeak(steady(reference(), floor, 2000)) / 1e6, 10.0, 0.01));
    // one that follows a slow enough mean needs a store of many times the least; the least one levels most of it
    Smoothing store;
    store.storeJ = levellingJ(reference());
    store.storeEfficiency = 1.0;
    validation::told({"V-25", "store of 28.8 MJ that follows a first-order mean: what still swings", "", "MW", 2},
                     peakToPeak(steady(reference(), store, 2000)) / 1e6);
  }

  void publishedExamples() {
    constexpr auto informs = validation::Case::Kind::informational;
    const auto job = [](double chips, double highW, double lowW, double duty) {
      Pulse p;
      p.highW = chips * highW, p.lowW = chips * lowW, p.duty = duty, p.periodS = 6.0, p.riseS = 0.0;
      return p;
    };
    const char* source = "workload reference 9.3, computed there by the same law";
    const Pulse h100 = job(16384, 680, 250, 0.85), ppu = job(100000, 370, 140, 0.9);
    validation::near({"V-25", "16,384 chips, 680 ↔ 250 W, 85 %: swing", source, "MW", 2, informs},
                     (h100.highW - h100.lowW) / 1e6, 7.0, 0.1);
    validation::near({"V-25", "the same, nine tenths in step: fundamental", source, "MW", 2, informs},
                     harmonicW(coherent(h100, 0.9), 1) / 1e6, 1.83, 0.01);
    validation::near({"V-25", "100,000 chips, 370 ↔ 140 W, 90 %: swing", source, "MW", 1, informs},
                     (ppu.highW - ppu.lowW) / 1e6, 23.0, 0.1);
    validation::near({"V-25", "the same, nine tenths in step: fundamental", source, "MW", 2, informs},
                     harmonicW(coherent(ppu, 0.9), 1) / 1e6, 4.07, 0.02);
    validation::near({"V-25", "the same: mean", source, "MW", 1, informs}, meanW(ppu) / 1e6, 34.7, 0.1);
    // 230 W at nine tenths of six seconds
    validation::near({"V-25", "the same: least store to level a step", "65 J of a GB300 supply, for comparison",
                      "J per chip", 0, informs},
                     levellingJ(ppu) / 100000, 65.0, 65.0);
  }

  void aStepsMeanIsThePulsesMeanWhateverItsEdges() {
    Pulse p = reference();
    p.riseS = 0.05, p.skewS = 0.012, p.duty = 0.85;
    for (const double period : {0.5, 2.0, 6.0}) {
      p.periodS = period;
      const auto step = static_cast<std::size_t>(std::lround(period * swingRateHz));
      QVERIFY(test::isClose(mean(steady(p, {}, step)), meanW(p), 1e-9));
    }
  }

  void aPulseIsMadeForItsMean() {
    Pulse p = reference();
    p = withMean(p, 5e6, 0.4);
    QVERIFY(test::isClose(meanW(p), 5e6, 1e-12));
    QVERIFY(test::isClose(p.lowW / p.highW, 0.4, 1e-12));
    QCOMPARE(withMean(p, 0.0, 0.0).highW, 0.0);
  }

  void edgesAndSkewTakeFromTheSpectrumWhatTheClosedFormSays() {
    Pulse p = reference();
    p.riseS = 0.05, p.skewS = 0.015;
    const std::vector<double> w = steady(p, {}, 2000);
    for (const int k : {1, 2, 4, 7, 13, 19})
      QVERIFY(test::isNear(amplitudeW(w, k / p.periodS), harmonicW(p, k), 0.004 * harmonicW(p, 1)));
  }

  void aStepThatNeverWaitsDoesNotSwing() {
    Pulse p = reference();
    p.duty = 1.0;
    QVERIFY(test::isNear(harmonicW(p, 1), 0.0, 1.0));
    QVERIFY(peakToPeak(steady(p, {}, 2000)) < 1.0);
    QCOMPARE(levellingJ(p), 0.0);
  }

  void aSkewWiderThanTheStepLevelsIt() {
    Pulse p = reference();
    p.periodS = 0.2, p.skewS = 0.3;
    QVERIFY(peakToPeak(steady(p, {}, 2000)) < 0.01 * (p.highW - p.lowW));
  }

  void aFloorIsPaidForInEnergyAndNotInTime() {
    Smoothing floor;
    floor.floor = 0.7;
    PulseStream stream(reference(), floor, 0.0, 0.0);
    samples(stream, 20000);
    // 70 − 40 MW during two fifths of the time
    QVERIFY(test::isClose(stream.books().floorJ / stream.books().seconds, 30e6 * 0.4, 1e-6));
    QVERIFY(stream.slowdown() == 0.0);
  }

  void aFlooredPulseWithEdgesHasTheEnergyOfTheCutOne() {
    Pulse p = reference();
    p.riseS = 0.3;
    // by hand: every instant at least 70 MW; of each edge the lower half is lifted by a quarter of 30 MW on average
    const double lifted = 30e6 * (0.4 * 2.0 - 0.3) + 2.0 * 0.15 * 15e6;
    QVERIFY(test::isClose(meanW(floored(p, 0.7)) * 2.0, meanW(p) * 2.0 + lifted, 1e-9));
  }

  void theLimiterKeepsItsSlopeAndItsHold() {
    Smoothing limit;
    limit.rampWPerS = 50e6;
    const std::vector<double> w = steady(reference(), limit, 4000);
    for (std::size_t i = 1; i < w.size(); ++i) QVERIFY(std::abs(w[i] - w[i - 1]) <= 50e6 * swingStepS * (1 + 1e-9));
    // a hold longer than the wait keeps power up for good
    limit.holdS = 1.0;
    QVERIFY(peakToPeak(steady(reference(), limit, 4000)) < 1.0);
  }

  void whatTheLimiterKeepsBackMakesStepsLonger() {
    Smoothing limit;
    limit.rampWPerS = 50e6;
    PulseStream slow(reference(), limit, 0.0, 0.0);
    samples(slow, 20000);
    QVERIFY(slow.slowdown() > 0.01 && slow.slowdown() < 0.5);
    QVERIFY(slow.books().fallJ != 0.0);
    limit.rampWPerS = 60e6 / swingStepS;
    PulseStream quick(reference(), limit, 0.0, 0.0);
    samples(quick, 20000);
    QVERIFY(quick.slowdown() < 1e-3);
  }

  void aStoreLeavesWhatAFirstOrderMeanLeaves() {
    Smoothing store;
    store.storeJ = 60e6;  // 1 s at the whole swing
    store.storeEfficiency = 1.0;
    const double left = peakToPeak(steady(reference(), store, 2000));
    const double on = 1.0 - math::exp(-1.2), off = 1.0 - math::exp(-0.8), both = 1.0 - math::exp(-2.0);
    QVERIFY(test::isClose(left, 60e6 * on * off / both, 0.015));
    // with losses it draws more, by as much as it says
    store.storeEfficiency = 0.9;
    PulseStream lossy(reference(), store, 0.0, 0.0);
    samples(lossy, 2000);
    const double lossBefore = lossy.books().storeJ;
    const std::vector<double> w = samples(lossy, 2000);
    QVERIFY(test::isClose(mean(w) - 76e6, (lossy.books().storeJ - lossBefore) / 20.0, 1e-6));
    QVERIFY(lossy.books().storeJ > 0.0);
  }

  void aWeakStoreGivesNoMoreThanItsPower() {
    Smoothing store;
    store.storeJ = 600e6, store.storeW = 5e6, store.storeEfficiency = 1.0;
    const double left = peakToPeak(steady(reference(), store, 2000));
    QVERIFY(test::isClose(left, 50e6, 1e-6));
  }

  void checkpointsStopTheStep() {
    Pulse p = reference();
    p.checkpointEveryS = 60.0, p.checkpointForS = 5.0, p.checkpointW = 25e6, p.firstCheckpointS = 10.0;
    PulseStream stream(p, {}, 0.0, 0.0);
    const std::vector<double> w = samples(stream, 8000);
    for (std::size_t i = 1010; i < 1490; ++i) QCOMPARE(w[i], 25e6);
    for (std::size_t i = 7010; i < 7490; ++i) QCOMPARE(w[i], 25e6);
    QVERIFY(*std::min_element(w.begin() + 1600, w.begin() + 6900) >= 40e6 - 1.0);
  }

  void aJobStartsAndEndsInRamps() {
    Pulse p = reference();
    p.duty = 1.0, p.startS = 5.0, p.endS = 20.0, p.rampS = 4.0, p.restW = 10e6;
    PulseStream stream(p, {}, 0.0, 0.0);
    const std::vector<double> w = samples(stream, 3000);
    QCOMPARE(w[0], 10e6);
    QVERIFY(test::isNear(w[700], 55e6, 0.3e6));
    QVERIFY(test::isNear(w[1500], 100e6, 1.0));
    QVERIFY(test::isNear(w[2200], 55e6, 0.3e6));
    QCOMPARE(w[2999], 10e6);
  }

  void energiesOfBandsAreThoseOfTheirLines() {
    // one line at 0.5 Hz, one at 2 Hz, one at 5 Hz, on a constant
    std::vector<double> w(4000);
    for (std::size_t i = 0; i < w.size(); ++i) {
      const double t = (static_cast<double>(i) + 0.5) * swingStepS;
      w[i] = 10.0 + 2.0 * math::sin(2 * math::pi * 0.5 * t) + 1.0 * math::sin(2 * math::pi * 2.0 * t) +
             0.5 * math::sin(2 * math::pi * 5.0 * t);
    }
    const double whole = 100.0 + 2.0 + 0.5 + 0.125;
    const SwingFigures f = figuresOf(w);
    QVERIFY(test::isClose(f.slowShare, 2.0 / whole, 1e-3));
    QVERIFY(test::isClose(f.localShare, 0.5 / whole, 1e-3));
    QVERIFY(test::isClose(f.bandShare, 2.625 / whole, 1e-3));
    const Spectrum s = spectrumOf(w);
    const auto peak = std::max_element(s.amplitudeW.begin(), s.amplitudeW.end()) - s.amplitudeW.begin();
    QVERIFY(test::isNear(s.hz[static_cast<std::size_t>(peak)], 0.5, 1e-9));
    QVERIFY(s.hz.front() >= 0.1 && s.hz.back() <= 20.0 + 1e-9);
  }

  void rampsAreMeansOverTheirTime() {
    std::vector<double> w(1000, 0.0);
    for (std::size_t i = 500; i < w.size(); ++i) w[i] = 8e6;
    QVERIFY(test::isClose(figuresOf(w, 1.0).rampUpWPerS, 8e6, 1e-12));
    QVERIFY(test::isClose(figuresOf(w, 0.1).rampUpWPerS, 80e6, 1e-12));
    QCOMPARE(figuresOf(w, 1.0).rampDownWPerS, 0.0);
  }

  void aLevellerFollowsTheSlowMeanWithinItsMeans() {
    const Leveller battery{60e6, 60e6 * 600, 1.0, 0.0};
    PulseStream job(reference(), {}, 0.0, 0.0);
    LevellerStream storage(battery, 76e6);
    std::vector<double> left;
    for (int i = 0; i < 12000; ++i) {
      const double w = job.next(), given = storage.next(w);
      if (i >= 10000) left.push_back(w - given);
    }
    QVERIFY(peakToPeak(left) < 3e6);
    // a tenth of a second late it lets the edges through
    LevellerStream late({60e6, 60e6 * 600, 1.0, 0.1}, 76e6);
    left.clear();
    for (int i = 0; i < 12000; ++i) {
      const double w = job.next(), given = late.next(w);
      if (i >= 10000) left.push_back(w - given);
    }
    QVERIFY(peakToPeak(left) > 40e6);
    QVERIFY(amplitudeW(left, 0.5) < 0.5 * harmonicW(reference(), 1));
  }

  void anEmptyStorageGivesNothing() {
    LevellerStream storage({10e6, 1.0, 1.0, 0.0}, 0.0);
    double given = 0.0;
    for (int i = 0; i < 100; ++i) given += storage.next(50e6) * swingStepS;
    QVERIFY(given <= 1.0);
    LevellerStream nothing({}, 0.0);
    QCOMPARE(nothing.next(50e6), 0.0);
  }

  void theCodeIsJudgedLimitByLimit() {
    SwingFigures f;
    f.peakToPeakW = 12e6, f.rampUpWPerS = 3e6, f.rampDownWPerS = 5e6, f.bandShare = 0.05;
    const auto verdicts = judge(f, {4e6, 4e6, 10e6, 0.2, 1.0});
    QCOMPARE(verdicts.size(), std::size_t{4});
    QVERIFY(verdicts[0].isMet() && !verdicts[1].isMet() && !verdicts[2].isMet() && verdicts[3].isMet());
    QVERIFY(test::isNear(verdicts[0].margin(), 0.25, 1e-12));
    QVERIFY(test::isNear(verdicts[2].margin(), -0.2, 1e-12));
  }
};

PLENUM_TEST(SwingTest)
#include "SwingTest.moc"
