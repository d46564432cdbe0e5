// SPDX-License-Identifier: Apache-2.0
#include "physics/Tank.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "physics/Mixing.h"

namespace plenum::physics {
namespace {

// neighbours with the warmer one below become one block of their mean, until the blocks are in order
void settle(const Tank& tank, TankState& state) {
  std::array<double, TankState::capacity> sum{};
  std::array<std::uint32_t, TankState::capacity> size{};
  std::uint32_t blocks = 0;
  for (std::uint32_t i = 0; i < tank.layers; ++i) {
    sum[blocks] = state.layerC[i];
    size[blocks] = 1;
    ++blocks;
    while (blocks > 1 && sum[blocks - 2] * size[blocks - 1] < sum[blocks - 1] * size[blocks - 2]) {
      sum[blocks - 2] += sum[blocks - 1];
      size[blocks - 2] += size[blocks - 1];
      --blocks;
    }
  }
  std::uint32_t layer = 0;
  for (std::uint32_t b = 0; b < blocks; ++b) {
    const double meanC = sum[b] / size[b];
    for (std::uint32_t k = 0; k < size[b]; ++k, ++layer)
      if (size[b] > 1) state.layerC[layer] = meanC;
  }
}

}  // namespace

TankState tankAt(const Tank& tank, double startC) {
  assert(tank.layers >= 1 && tank.layers <= TankState::capacity);
  TankState state;
  std::fill_n(state.layerC.begin(), tank.layers, startC);
  return state;
}

TankOutflow advance(const Tank& tank, TankState& state, const TankInflow& in, double dtS) {
  const bool isDown = in.downKgPerS >= 0.0;
  const double flowWPerK = std::abs(in.downKgPerS) * tank.cpJPerKgK;
  const double layerJPerK = tank.contentKg * tank.cpJPerKgK / tank.layers;
  const double layerLossWPerK = tank.lossWPerK / tank.layers;

  double passingC = in.inletC, lossJ = 0.0;
  for (std::uint32_t k = 0; k < tank.layers; ++k) {
    double& layerC = state.layerC[isDown ? k : tank.layers - 1 - k];
    const Mixed layer = mixed(layerC, layerJPerK,
                              {.capacityWPerK = flowWPerK,
                               .heatContentW = flowWPerK * passingC,
                               .wallWPerK = layerLossWPerK,
                               .wallC = in.ambientC},
                              dtS);
    lossJ += layerLossWPerK * (layer.meanC - in.ambientC) * dtS;
    layerC = layer.endC;
    passingC = layer.meanC;
  }
  settle(tank, state);
  return {passingC, lossJ};
}

double storedJ(const Tank& tank, const TankState& state) {
  double sumC = 0.0;
  for (std::uint32_t i = 0; i < tank.layers; ++i) sumC += state.layerC[i];
  return tank.contentKg * tank.cpJPerKgK / tank.layers * sumC;
}

}  // namespace plenum::physics
