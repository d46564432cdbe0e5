// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace plenum {

/// One draw is a pure function of (seed, entity, purpose, counter): adding a thing to a site never changes what
/// another thing draws, and no order of evaluation matters.
struct RandomKey {
  std::uint64_t seed = 0;
  std::uint64_t entity = 0;
  std::uint64_t purpose = 0;
};

/// 64 well-mixed bits (three rounds of the SplitMix64 finaliser over the key words; Steele, Lea, Flood 2014).
std::uint64_t randomBits(const RandomKey& key, std::uint64_t counter);
/// [0, 1) with 53 bits.
double randomUniform(const RandomKey& key, std::uint64_t counter);
/// N(0, 1) by Box–Muller; each counter gives one independent value.
double randomNormal(const RandomKey& key, std::uint64_t counter);

}  // namespace plenum
