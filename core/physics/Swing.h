// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace plenum::physics {

// The power of a synchronous training job within its step: all chips compute, then all wait for one another (physics
// 6.7, workload 9.3). The engine knows the mean of a second; what lies below it is told here in closed form where
// there is one, and sampled 100 times a second where something acts on it.

inline constexpr double swingRateHz = 100.0;
inline constexpr double swingStepS = 1.0 / swingRateHz;

/// A trapezoid that repeats: up at the start of a step, down where computing ends. Watts of all chips together.
struct Pulse {
  double highW = 0.0, lowW = 0.0;    // while they compute; while they wait
  double periodS = 1.0, duty = 0.5;  // duty: share of the period above the middle of both levels
  double riseS = 0.02;               // of an edge from end to end; cut to what the period leaves room for
  double skewS = 0.0;                // standard deviation of the chips' phases: the sum sees each edge blurred
  // writing a checkpoint stops the step; 0: never
  double checkpointEveryS = 0.0, checkpointForS = 0.0, checkpointW = 0.0, firstCheckpointS = 0.0;
  // it runs between these instants, and rests at restW outside; each end is a ramp of rampS
  double startS = -std::numeric_limits<double>::infinity(), endS = std::numeric_limits<double>::infinity();
  double restW = 0.0, rampS = 0.0;
};

/// The levels that give a mean, `waiting` being the low level over the high one.
Pulse withMean(Pulse shape, double meanW, double waiting);
/// What is left of the swing where only this share of the chips keeps the common step and the others fall anywhere.
Pulse coherent(Pulse pulse, double share);
/// With a power floor at this share of the high level; again a trapezoid. Below the low level it changes nothing.
Pulse floored(Pulse pulse, double share);

/// Over whole steps, without checkpoints.
double meanW(const Pulse& pulse);
/// Amplitude of the k-th multiple of 1/period: ΔP · 2/(πk) · |sin πkD|, less what slow edges and skew take.
double harmonicW(const Pulse& pulse, int k);
/// The least store that makes the step's power level: what is drawn above the mean in one step.
double levellingJ(const Pulse& pulse);

/// What is done about it inside the job's own racks, in this order.
struct Smoothing {
  double floor = 0.0;  // of the high level that idle chips burn up to; 0: none
  // limiter of the slope; what it keeps back when power rises costs time, what it lets fall slowly costs energy
  double rampWPerS = std::numeric_limits<double>::infinity();
  double holdS = 0.0;  // hysteresis: it begins to fall only when power has been wanted less for so long
  // energy store beside the chips that follows a first-order mean; 0: none
  double storeJ = 0.0, storeW = std::numeric_limits<double>::infinity();
  double storeEfficiency = 0.97;  // one way (capacitors behind a converter, estimate)
  // how speed goes with power below what the step asks for (workload 9.1)
  double standstillW = 0.0;  // that buys no speed
  double dvfsExponent = 2.4, computeBound = 0.9;
};

/// One job, 10 ms after 10 ms. Each sample is the mean of its 10 ms, so that samples of whole steps sum to what the
/// closed form says.
class PulseStream {
 public:
  PulseStream() = default;
  /// `phase` of the step, 0 … 1, at `fromS`.
  PulseStream(const Pulse& pulse, const Smoothing& smoothing, double fromS, double phase);

  double next();
  /// Other levels from now on; where in the step it stands is kept.
  void setLevels(double highW, double lowW);

  /// So far: what the job would have drawn, what the floor, the slow fall and the store's losses added, in joules.
  struct Books {
    double seconds = 0.0, wantedJ = 0.0, floorJ = 0.0, fallJ = 0.0, storeJ = 0.0;
    double lostS = 0.0;  // by chips that were kept below what they asked for
  };
  const Books& books() const { return books_; }
  /// 0.02: its steps take 2 % longer.
  double slowdown() const;

 private:
  double chipsW();
  double stored(double wantedW);
  void shape();
  Pulse pulse_, floored_;
  Smoothing smoothing_;
  double nowS_ = 0.0, placeS_ = 0.0;  // time; progress in steps, in seconds at full speed
  double levelW_ = 0.0, holdLeftS_ = 0.0, storeMeanW_ = 0.0;
  std::vector<double> blur_, past_;  // weights of the skew; the samples that they fall on, newest last
  Books books_;
};

/// A storage on a board: follows the board's slow mean, within its power, energy and quickness.
struct Leveller {
  double powerW = 0.0, energyJ = 0.0;
  double efficiency = 0.95;  // one way
  double responseS = 0.1;
};
class LevellerStream {
 public:
  LevellerStream() = default;
  LevellerStream(const Leveller& spec, double boardW);
  /// What it gives to the board in the next 10 ms, its losses taken off; < 0: takes.
  double next(double boardW);
  double lossJ() const { return lossJ_; }
  double charge() const { return spec_.energyJ > 0.0 ? storedJ_ / spec_.energyJ : 0.0; }

 private:
  Leveller spec_;
  double meanW_ = 0.0, givenW_ = 0.0, storedJ_ = 0.0, lossJ_ = 0.0;
};

/// Amplitudes between two frequencies, by Goertzel's recurrence under a Hann window.
struct Spectrum {
  std::vector<double> hz, amplitudeW;
};
double amplitudeW(std::span<const double> samplesW, double hz);
Spectrum spectrumOf(std::span<const double> samplesW, double fromHz = 0.1, double toHz = 20.0);

/// What a stretch of samples says of itself.
struct SwingFigures {
  double meanW = 0.0, peakToPeakW = 0.0;
  double rampUpWPerS = 0.0, rampDownWPerS = 0.0;  // the steepest over any `rampOverS`
  // energy of a band over that of the whole signal, its constant part included (mean square over mean square)
  double slowShare = 0.0;   // below 1 Hz: modes between areas of a grid
  double localShare = 0.0;  // 1 … 2.5 Hz: local modes
  double bandShare = 0.0;   // 0.1 … 20 Hz
};
SwingFigures figuresOf(std::span<const double> samplesW, double rampOverS = 1.0);

/// What an operator of the grid allows where a campus is joined to it. Ramps are means over `rampOverS`.
struct GridCode {
  double rampUpWPerS = 0.0, rampDownWPerS = 0.0, rangeW = 0.0;
  double bandShare = 0.20;  // of energy between 0.1 and 20 Hz (the one figure that has been published, physics 6.7)
  double rampOverS = 1.0;
};
struct CodeVerdict {
  enum class Limit { rampUp, rampDown, range, band };
  Limit limit = Limit::range;
  double is = 0.0, may = 0.0;
  bool isMet() const { return is <= may; }
  /// Share of the limit that is left; below 0 by how much it is exceeded.
  double margin() const { return may > 0.0 ? 1.0 - is / may : is > 0.0 ? -1.0 : 0.0; }
};
std::vector<CodeVerdict> judge(const SwingFigures& figures, const GridCode& code);

}  // namespace plenum::physics
