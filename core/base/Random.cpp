// SPDX-License-Identifier: Apache-2.0
#include "base/Random.h"

#include "base/Math.h"

namespace plenum {
namespace {

std::uint64_t mixed(std::uint64_t z) {
  z += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

}  // namespace

std::uint64_t randomBits(const RandomKey& key, std::uint64_t counter) {
  return mixed(mixed(mixed(mixed(key.seed) ^ key.entity) ^ key.purpose) ^ counter);
}

double randomUniform(const RandomKey& key, std::uint64_t counter) {
  return static_cast<double>(randomBits(key, counter) >> 11) * 0x1.0p-53;
}

double randomNormal(const RandomKey& key, std::uint64_t counter) {
  const double u = randomUniform(key, 2 * counter);
  const double v = randomUniform(key, 2 * counter + 1);
  // 1 − u is in (0, 1], so the logarithm is finite
  return math::sqrt(-2.0 * math::log(1.0 - u)) * math::cos(2.0 * math::pi * v);
}

}  // namespace plenum
