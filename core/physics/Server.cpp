// SPDX-License-Identifier: Apache-2.0
#include "physics/Server.h"

#include "base/Math.h"

namespace plenum::physics {

double metalEffectiveness(double nominalWPerK, double flowFraction, double airWPerK) {
  if (!(airWPerK > 0.0) || !(flowFraction > 0.0)) return 0.0;
  return -math::expm1(-nominalWPerK * math::pow(flowFraction, 0.8) / airWPerK);
}

}  // namespace plenum::physics
