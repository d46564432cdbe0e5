// SPDX-License-Identifier: Apache-2.0
#include "physics/Electrical.h"

#include <cmath>

namespace plenum::physics {

double outputW(const LossCurve& device, double inputW) {
  // c x² + (1 + b) x = input/rated − a, by the form of the root that does not cancel for small c
  const double rest = inputW / device.ratedW - device.a;
  if (rest <= 0.0) return 0.0;
  const double linear = 1.0 + device.b;
  return device.ratedW * 2.0 * rest / (linear + std::sqrt(linear * linear + 4.0 * device.c * rest));
}

double efficiency(const LossCurve& device, double outputW) {
  return outputW > 0.0 ? outputW / inputW(device, outputW) : 0.0;
}

Pchip titaniumLossFraction() {
  const double load[] = {0.1, 0.2, 0.5, 1.0}, least[] = {0.90, 0.94, 0.96, 0.91};
  double loss[4];
  for (int i = 0; i < 4; ++i) loss[i] = load[i] * (1.0 / least[i] - 1.0);
  return Pchip(load, loss);
}

}  // namespace plenum::physics
