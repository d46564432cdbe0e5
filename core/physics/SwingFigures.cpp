// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/Math.h"
#include "physics/Swing.h"

namespace plenum::physics {
namespace {

/// Samples less their mean, both under the window, so that the constant part does not leak into the lowest lines.
struct Windowed {
  std::vector<double> x;
  double sumOfWeights = 0.0, meanW = 0.0, energy = 0.0;  // energy: sum of squares

  explicit Windowed(std::span<const double> samplesW) {
    const std::size_t n = samplesW.size();
    x.resize(n);
    double sum = 0.0;
    std::vector<double> weight(n);
    for (std::size_t i = 0; i < n; ++i) {
      weight[i] = 0.5 - 0.5 * math::cos(2.0 * math::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(n));
      sumOfWeights += weight[i];
      sum += weight[i] * samplesW[i];
    }
    if (sumOfWeights > 0.0) meanW = sum / sumOfWeights;
    for (std::size_t i = 0; i < n; ++i) {
      x[i] = weight[i] * (samplesW[i] - meanW);
      energy += x[i] * x[i];
    }
  }

  /// |X|² at a frequency (Goertzel 1958).
  double powerAt(double hz) const {
    const double twoCos = 2.0 * math::cos(2.0 * math::pi * hz * swingStepS);
    double last = 0.0, before = 0.0;
    for (const double sample : x) {
      const double now = sample + twoCos * last - before;
      before = last;
      last = now;
    }
    return std::max(0.0, last * last + before * before - twoCos * last * before);
  }
  double amplitudeAt(double hz) const {
    if (!(sumOfWeights > 0.0)) return 0.0;
    // samples are means over 10 ms, which takes a little from quick oscillations
    const double half = math::pi * hz * swingStepS;
    const double sinc = half > 0.0 ? math::sin(half) / half : 1.0;
    return 2.0 * math::sqrt(powerAt(hz)) / (sumOfWeights * sinc);
  }
};

/// The largest change between two samples so far apart, upwards or downwards.
double steepest(std::span<const double> w, std::size_t width, double sign) {
  double most = 0.0;
  for (std::size_t i = width; i < w.size(); ++i) most = std::max(most, sign * (w[i] - w[i - width]));
  return most;
}

}  // namespace

double amplitudeW(std::span<const double> samplesW, double hz) { return Windowed(samplesW).amplitudeAt(hz); }

Spectrum spectrumOf(std::span<const double> samplesW, double fromHz, double toHz) {
  Spectrum out;
  if (samplesW.size() < 16) return out;
  const Windowed windowed(samplesW);
  const double stepHz = swingRateHz / static_cast<double>(samplesW.size());
  for (double k = std::ceil(fromHz / stepHz - 1e-9); k * stepHz <= toHz * (1.0 + 1e-9); k += 1.0) {
    out.hz.push_back(k * stepHz);
    out.amplitudeW.push_back(windowed.amplitudeAt(k * stepHz));
  }
  return out;
}

SwingFigures figuresOf(std::span<const double> samplesW, double rampOverS) {
  SwingFigures out;
  if (samplesW.empty()) return out;
  double low = samplesW[0], high = samplesW[0], sum = 0.0;
  for (const double w : samplesW) low = std::min(low, w), high = std::max(high, w), sum += w;
  out.meanW = sum / static_cast<double>(samplesW.size());
  out.peakToPeakW = high - low;
  const auto width = static_cast<std::size_t>(std::max(1.0, std::round(rampOverS * swingRateHz)));
  out.rampUpWPerS = steepest(samplesW, width, 1.0) / (static_cast<double>(width) * swingStepS);
  out.rampDownWPerS = steepest(samplesW, width, -1.0) / (static_cast<double>(width) * swingStepS);
  if (samplesW.size() < 16) return out;

  const Windowed windowed(samplesW);
  const auto n = static_cast<double>(samplesW.size());
  const double weightSquares = 0.375 * n;  // of a Hann window
  const double whole = windowed.energy + weightSquares * out.meanW * out.meanW;
  if (!(whole > 0.0)) return out;
  const double stepHz = swingRateHz / n;
  // lines below what the window resolves belong to the lowest band
  for (double k = 1.0; k * stepHz <= 20.0 + 1e-9; k += 1.0) {
    const double hz = k * stepHz, share = 2.0 * windowed.powerAt(hz) / (n * whole);
    if (hz < 1.0) out.slowShare += share;
    if (hz >= 1.0 && hz < 2.5) out.localShare += share;
    if (hz >= 0.1) out.bandShare += share;
  }
  return out;
}

std::vector<CodeVerdict> judge(const SwingFigures& figures, const GridCode& code) {
  using Limit = CodeVerdict::Limit;
  return {{Limit::rampUp, figures.rampUpWPerS, code.rampUpWPerS},
          {Limit::rampDown, figures.rampDownWPerS, code.rampDownWPerS},
          {Limit::range, figures.peakToPeakW, code.rangeW},
          {Limit::band, figures.bandShare, code.bandShare}};
}

}  // namespace plenum::physics
