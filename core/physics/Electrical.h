// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "physics/Battery.h"
#include "physics/Breaker.h"
#include "physics/Curves.h"

namespace plenum::physics {

// Losses on the way from the grid to the chip. Every loss is heat in the room of its device.

/// Loss = rated · (a + b x + c x²) with x the output over the rated output: what it takes to be on, what goes with the
/// current through a junction, and what goes with its square through a resistance.
struct LossCurve {
  double ratedW = 0.0;
  double a = 0.0, b = 0.0, c = 0.0;
};
constexpr double lossW(const LossCurve& device, double outputW) {
  const double x = outputW / device.ratedW;
  return device.ratedW * (device.a + x * (device.b + x * device.c));
}
constexpr double inputW(const LossCurve& device, double outputW) { return outputW + lossW(device, outputW); }
/// The output that an input leaves, the inverse of the above; 0 where the input does not cover the standing loss.
double outputW(const LossCurve& device, double inputW);
/// 0 … 1; 0 without output.
double efficiency(const LossCurve& device, double outputW);

// a transformerless double-conversion UPS, and the same in its economy mode: 96.9 % and 99.0 % at full load (estimates,
// consistent with makers' "up to 97 %" and "up to 99 %")
inline constexpr LossCurve doubleConversionUps{1.0, 0.0065, 0.0095, 0.0155};
inline constexpr LossCurve economyUps{1.0, 0.004, 0.002, 0.004};
constexpr LossCurve ratedAt(LossCurve shape, double ratedW) { return {ratedW, shape.a, shape.b, shape.c}; }

struct Transformer {
  double ratedVa = 0.0;
  double noLoadW = 0.0;    // iron, whenever energised
  double fullLoadW = 0.0;  // copper, at rated current
};
constexpr double lossW(const Transformer& transformer, double loadVa) {
  const double x = loadVa / transformer.ratedVa;
  return transformer.noLoadW + transformer.fullLoadW * x * x;
}

/// Loss over rated output of an 80 PLUS Titanium supply (230 V, redundant) over its load: 90, 94, 96 and 91 % at 10,
/// 20, 50 and 100 %, the least that the label allows. Below 10 % the loss stays what it is there.
Pchip titaniumLossFraction();

}  // namespace plenum::physics
