// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>

#include "base/Random.h"

namespace plenum::test {

/// Draws of one stream, in order.
class Draws {
 public:
  explicit Draws(std::uint64_t seed, std::uint64_t entity = 0) : key_{seed, entity, 0} {}
  double uniform() { return randomUniform(key_, next_++); }
  double between(double low, double high) { return low + (high - low) * uniform(); }
  std::size_t below(std::size_t count) {
    return std::min(count - 1, static_cast<std::size_t>(uniform() * static_cast<double>(count)));
  }
  int whole(int low, int high) { return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1))); }
  bool chance(double probability) { return uniform() < probability; }

 private:
  RandomKey key_;
  std::uint64_t next_ = 0;
};

}  // namespace plenum::test
