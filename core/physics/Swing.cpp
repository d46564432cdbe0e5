// SPDX-License-Identifier: Apache-2.0
#include "physics/Swing.h"

#include <algorithm>
#include <cmath>

#include "base/Math.h"

namespace plenum::physics {
namespace {

double swingW(const Pulse& p) { return p.highW - p.lowW; }

/// An edge may not be longer than what lies between it and the next.
double edgeS(const Pulse& p) {
  return std::clamp(p.riseS, 0.0, std::max(0.0, std::min(p.duty, 1.0 - p.duty) * p.periodS));
}

/// Integral of an edge that goes from 0 to 1 around an instant.
double edgeIntegral(double x, double riseS) {
  if (riseS <= 0.0) return std::max(0.0, x);
  if (x <= -0.5 * riseS) return 0.0;
  if (x >= 0.5 * riseS) return x;
  return (x + 0.5 * riseS) * (x + 0.5 * riseS) / (2.0 * riseS);
}

/// Seconds at the high level up to this place, edges counted by their height.
double highUntil(const Pulse& p, double placeS) {
  const double steps = std::floor(placeS / p.periodS), u = placeS - steps * p.periodS;
  const double onS = p.duty * p.periodS, riseS = edgeS(p);
  if (p.duty >= 1.0) return placeS;
  if (p.duty <= 0.0) return 0.0;
  const auto one = [&](double x) { return edgeIntegral(x, riseS) - edgeIntegral(x - onS, riseS); };
  return steps * onS + one(u) + one(u - p.periodS);
}

/// exp(-x²/2) summed over the samples that one falls on.
std::vector<double> blurOf(double skewS) {
  std::vector<double> weights{1.0};
  if (!(skewS > 0.0)) return weights;
  constexpr double widest = 4.0;  // standard deviations
  const int half = static_cast<int>(std::ceil(widest * skewS / swingStepS));
  constexpr int cells = 8;  // a sample is as wide as the skew: its weight is a mean over it
  weights.clear();
  double sum = 0.0;
  for (int i = -half; i <= half; ++i) {
    double weight = 0.0;
    for (int c = 0; c < cells; ++c) {
      const double x = (i + (c + 0.5) / cells - 0.5) * swingStepS / skewS;
      weight += math::exp(-0.5 * x * x);
    }
    weights.push_back(weight);
    sum += weight;
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

double between(double low, double x, double high) { return std::min(std::max(low, x), high); }

}  // namespace

Pulse withMean(Pulse shape, double wantedW, double waiting) {
  const double mean = waiting + (1.0 - waiting) * shape.duty;
  shape.highW = mean > 0.0 ? wantedW / mean : 0.0;
  shape.lowW = waiting * shape.highW;
  return shape;
}

Pulse coherent(Pulse pulse, double share) {
  const double middleW = meanW(pulse);
  pulse.highW = middleW + share * (pulse.highW - middleW);
  pulse.lowW = middleW + share * (pulse.lowW - middleW);
  return pulse;
}

Pulse floored(Pulse pulse, double share) {
  const double floorW = share * pulse.highW;
  if (floorW <= pulse.lowW || swingW(pulse) <= 0.0) return pulse;
  const double cut = std::min(1.0, (floorW - pulse.lowW) / swingW(pulse)), riseS = edgeS(pulse);
  // edges start later and are shorter; the middle between floor and top is reached later too
  if (pulse.periodS > 0.0 && pulse.duty < 1.0) pulse.duty -= riseS * cut / pulse.periodS;
  pulse.riseS = riseS * (1.0 - cut);
  pulse.lowW = std::min(floorW, pulse.highW);
  pulse.checkpointW = std::max(pulse.checkpointW, pulse.lowW);
  return pulse;
}

double meanW(const Pulse& pulse) { return pulse.lowW + swingW(pulse) * std::clamp(pulse.duty, 0.0, 1.0); }

double harmonicW(const Pulse& pulse, int k) {
  if (k < 1 || pulse.periodS <= 0.0) return 0.0;
  const double order = math::pi * k, hz = k / pulse.periodS;
  const double line = swingW(pulse) * 2.0 / order * std::abs(math::sin(order * std::clamp(pulse.duty, 0.0, 1.0)));
  const double edge = order * edgeS(pulse) / pulse.periodS;
  const double slow = edge > 0.0 ? std::abs(math::sin(edge) / edge) : 1.0;
  const double spread = 2.0 * math::pi * hz * pulse.skewS;
  return line * slow * math::exp(-0.5 * spread * spread);
}

double levellingJ(const Pulse& pulse) {
  const double duty = std::clamp(pulse.duty, 0.0, 1.0);
  return swingW(pulse) * duty * (1.0 - duty) * (pulse.periodS - edgeS(pulse));
}

PulseStream::PulseStream(const Pulse& pulse, const Smoothing& smoothing, double fromS, double phase)
    : pulse_(pulse), smoothing_(smoothing), nowS_(fromS), placeS_(phase * pulse.periodS) {
  shape();
  blur_ = blurOf(pulse_.skewS);
  storeMeanW_ = meanW(floored_);
  levelW_ = storeMeanW_;
  // a whole blur ahead, so that the first sample has neighbours on both sides
  placeS_ -= 0.5 * static_cast<double>(blur_.size() - 1) * swingStepS;
  nowS_ -= 0.5 * static_cast<double>(blur_.size() - 1) * swingStepS;
  for (std::size_t i = 0; i + 1 < blur_.size(); ++i) past_.push_back(chipsW());
  books_ = {};
}

void PulseStream::shape() { floored_ = floored(pulse_, smoothing_.floor); }

void PulseStream::setLevels(double highW, double lowW) {
  if (highW == pulse_.highW && lowW == pulse_.lowW) return;
  const double before = meanW(floored_);
  pulse_.highW = highW;
  pulse_.lowW = lowW;
  shape();
  storeMeanW_ += meanW(floored_) - before;
}

double PulseStream::slowdown() const {
  const double atFullSpeedS = books_.seconds - books_.lostS;
  return atFullSpeedS > 0.0 ? books_.lostS / atFullSpeedS : 0.0;
}

/// What the chips draw in the next 10 ms, all in step.
double PulseStream::chipsW() {
  const double dtS = swingStepS;
  double wantedW = 0.0, flooredW = 0.0, runs = 1.0;
  if (pulse_.rampS > 0.0) {
    runs = between(0.0, (nowS_ - pulse_.startS) / pulse_.rampS, 1.0) *
           between(0.0, (pulse_.endS + pulse_.rampS - nowS_) / pulse_.rampS, 1.0);
  } else if (nowS_ < pulse_.startS || nowS_ >= pulse_.endS) {
    runs = 0.0;
  }
  const double sinceS = nowS_ - pulse_.firstCheckpointS;
  const bool isWriting =
      pulse_.checkpointEveryS > 0.0 && sinceS >= 0.0 &&
      sinceS - std::floor(sinceS / pulse_.checkpointEveryS) * pulse_.checkpointEveryS < pulse_.checkpointForS;
  if (isWriting) {
    wantedW = pulse_.checkpointW;
    flooredW = floored_.checkpointW;
  } else {
    const auto over = [&](const Pulse& p, double placeS) {
      return p.lowW + swingW(p) * (highUntil(p, placeS + dtS) - highUntil(p, placeS)) / dtS;
    };
    wantedW = over(pulse_, placeS_);
    // a floor cuts the feet of the edges off, so that their middles move
    flooredW = smoothing_.floor > 0.0 ? over(floored_, placeS_ - 0.5 * (edgeS(pulse_) - edgeS(floored_))) : wantedW;
  }
  wantedW = pulse_.restW + runs * (wantedW - pulse_.restW);
  flooredW = pulse_.restW + runs * (flooredW - pulse_.restW);

  // the limiter: up at once as far as the slope allows, down only after it was wanted for a while
  double drawnW = flooredW;
  if (std::isfinite(smoothing_.rampWPerS)) {
    const double stepW = smoothing_.rampWPerS * dtS;
    if (flooredW >= levelW_) {
      levelW_ = std::min(flooredW, levelW_ + stepW);
      holdLeftS_ = smoothing_.holdS;
    } else if (holdLeftS_ > 0.0) {
      holdLeftS_ -= dtS;
    } else {
      levelW_ = std::max(flooredW, levelW_ - stepW);
    }
    drawnW = levelW_;
  }

  // chips below what they ask for: the clock goes with a root of the power, the work with the clock
  double rate = 1.0;
  const bool isKeptBack = drawnW < wantedW * (1.0 - 1e-9);
  if (isKeptBack && wantedW > smoothing_.standstillW) {
    constexpr double slowest = 0.1;
    const double left = std::max(0.0, drawnW - smoothing_.standstillW) / (wantedW - smoothing_.standstillW);
    const double clock = std::max(slowest, math::pow(left, 1.0 / smoothing_.dvfsExponent));
    rate = 1.0 / (smoothing_.computeBound / clock + 1.0 - smoothing_.computeBound);
  }
  if (!isWriting) placeS_ += rate * runs * dtS;
  nowS_ += dtS;
  books_.seconds += dtS;
  books_.lostS += (1.0 - rate) * dtS;
  books_.wantedJ += wantedW * dtS;
  books_.floorJ += (flooredW - wantedW) * dtS;
  books_.fallJ += (drawnW - flooredW) * dtS;
  return stored(drawnW);
}

/// A first-order mean whose store never fills or empties: what it holds is τ times the mean, and τ is chosen so that
/// the mean may cross the whole swing.
double PulseStream::stored(double wantedW) {
  const double swing = swingW(floored_);
  if (!(smoothing_.storeJ > 0.0) || swing <= 0.0) return wantedW;
  const double tauS = smoothing_.storeJ / swing, eta = smoothing_.storeEfficiency;
  // exact for a demand that is constant over the 10 ms, unless the power runs into its limit
  const double keep = math::exp(-swingStepS / tauS);
  const double towardsW = (wantedW - storeMeanW_) * (1.0 - keep);
  const double mostW = smoothing_.storeW * swingStepS / tauS;
  const double movedW = between(-mostW, towardsW, mostW);
  storeMeanW_ += movedW;
  const double givenW = movedW * tauS / swingStepS;
  const double lossW = givenW > 0.0 ? (1.0 / eta - 1.0) * givenW : (eta - 1.0) * givenW;
  books_.storeJ += lossW * swingStepS;
  return wantedW - givenW + lossW;
}

double PulseStream::next() {
  const double newestW = chipsW();
  if (blur_.size() == 1) return newestW;
  past_.push_back(newestW);
  double sum = 0.0;
  for (std::size_t i = 0; i < blur_.size(); ++i) sum += blur_[i] * past_[i];
  past_.erase(past_.begin());
  return sum;
}

LevellerStream::LevellerStream(const Leveller& spec, double boardW)
    : spec_(spec), meanW_(boardW), storedJ_(0.5 * spec.energyJ) {}

double LevellerStream::next(double boardW) {
  if (!(spec_.powerW > 0.0) || !(spec_.energyJ > 0.0)) return 0.0;
  // half of the energy spent at full power, but no slower than half a minute: a drift is not its business
  constexpr double slowestS = 30.0, restoreS = 300.0;
  const double tauS = std::clamp(0.5 * spec_.energyJ / spec_.powerW, 0.1, slowestS);
  meanW_ += (boardW - meanW_) * (1.0 - math::exp(-swingStepS / tauS));
  const double backW = (0.5 * spec_.energyJ - storedJ_) / restoreS;
  const double wantedW = between(-spec_.powerW, boardW - meanW_ - backW, spec_.powerW);
  const double quick = spec_.responseS > 0.0 ? 1.0 - math::exp(-swingStepS / spec_.responseS) : 1.0;
  givenW_ += (wantedW - givenW_) * quick;
  // an empty store gives nothing, a full one takes nothing
  const double eta = spec_.efficiency;
  const double canGiveW = storedJ_ * eta / swingStepS, canTakeW = (spec_.energyJ - storedJ_) / (eta * swingStepS);
  givenW_ = between(-canTakeW, givenW_, canGiveW);
  const double outOfStoreW = givenW_ > 0.0 ? givenW_ / eta : givenW_ * eta;
  storedJ_ -= outOfStoreW * swingStepS;
  lossJ_ += (outOfStoreW - givenW_) * swingStepS;
  return givenW_;
}

}  // namespace plenum::physics
