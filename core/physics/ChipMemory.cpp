// SPDX-License-Identifier: Apache-2.0
#include "physics/ChipMemory.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/Math.h"

namespace plenum::physics {
namespace {

using Matrix = std::array<std::array<double, 3>, 3>;

/// Eigenvalues of a symmetric matrix, and its eigenvectors as columns.
struct Eigen {
  std::array<double, 3> values{};
  Matrix vectors{};
};

/// Jacobi's rotations: a few sweeps of square roots and products, the same bits everywhere.
Eigen eigenOf(Matrix a) {
  Eigen out;
  Matrix& v = out.vectors;
  for (std::size_t i = 0; i < 3; ++i) v[i][i] = 1.0;
  constexpr std::array<std::array<std::size_t, 2>, 3> pairs{{{0, 1}, {1, 2}, {0, 2}}};
  for (int sweep = 0; sweep < 30; ++sweep) {
    const double off = a[0][1] * a[0][1] + a[1][2] * a[1][2] + a[0][2] * a[0][2];
    if (off == 0.0) break;
    for (const auto& [p, q] : pairs) {
      if (a[p][q] == 0.0) continue;
      const double half = 0.5 * (a[q][q] - a[p][p]) / a[p][q];
      const double t = (half < 0.0 ? -1.0 : 1.0) / (std::abs(half) + std::sqrt(half * half + 1.0));
      const double c = 1.0 / std::sqrt(t * t + 1.0), s = t * c;
      const double shift = t * a[p][q];
      a[p][p] -= shift, a[q][q] += shift;
      a[p][q] = a[q][p] = 0.0;
      const std::size_t r = 3 - p - q;
      const double arp = a[r][p], arq = a[r][q];
      a[r][p] = a[p][r] = c * arp - s * arq;
      a[r][q] = a[q][r] = s * arp + c * arq;
      for (auto& row : v) {
        const double vp = row[p], vq = row[q];
        row[p] = c * vp - s * vq, row[q] = s * vp + c * vq;
      }
    }
  }
  for (std::size_t i = 0; i < 3; ++i) out.values[i] = a[i][i];
  return out;
}

}  // namespace

MemoryStep memoryStep(const ChipThermal& chip, const ChipMemory& memory, double conductanceWPerK, double dtS) {
  assert(conductanceWPerK >= 0.0 && dtS >= 0.0);
  const double die = 1.0 / chip.jointKPerW, stacks = 1.0 / memory.jointKPerW;
  // in √C·T the network is symmetric: real eigenvalues, orthogonal vectors
  const std::array<double, 3> root{std::sqrt(chip.dieJPerK), std::sqrt(chip.plateJPerK), std::sqrt(memory.jPerK)};
  Matrix k{};
  k[0][0] = die / chip.dieJPerK;
  k[1][1] = (die + stacks + conductanceWPerK) / chip.plateJPerK;
  k[2][2] = stacks / memory.jPerK;
  k[0][1] = k[1][0] = -die / (root[0] * root[1]);
  k[1][2] = k[2][1] = -stacks / (root[1] * root[2]);
  const Eigen eigen = eigenOf(k);

  std::array<double, 3> decay{}, sum{};  // exp(−λ dt), and its integral over the tick
  for (std::size_t i = 0; i < 3; ++i) {
    const double lambda = std::max(0.0, eigen.values[i]);
    decay[i] = math::exp(-lambda * dtS);
    sum[i] = lambda > 0.0 ? -math::expm1(-lambda * dtS) / lambda : dtS;
  }
  const auto of = [&](const std::array<double, 3>& values, std::size_t i, std::size_t j) {
    double total = 0.0;
    for (std::size_t n = 0; n < 3; ++n) total += eigen.vectors[i][n] * values[n] * eigen.vectors[j][n];
    return total / root[i];
  };
  MemoryStep step;
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) step.f[i][j] = of(decay, i, j) * root[j];
    step.gDie[i] = of(sum, i, 0) / root[0];
    step.gInlet[i] = of(sum, i, 1) / root[1] * conductanceWPerK;
    step.gMemory[i] = of(sum, i, 2) / root[2];
  }
  return step;
}

MemoryState stepped(const MemoryStep& s, MemoryState at, double dieW, double memoryW, double inletC) {
  const auto row = [&](std::size_t i) {
    return s.f[i][0] * at.dieC + s.f[i][1] * at.plateC + s.f[i][2] * at.memoryC + s.gDie[i] * dieW +
           s.gMemory[i] * memoryW + s.gInlet[i] * inletC;
  };
  return {row(0), row(1), row(2)};
}

}  // namespace plenum::physics
