// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace plenum::study {

/// A pulse that can be heard: a hum that is higher and louder while more power is drawn. What hardly swings is quiet.
/// Keeps its own phase, so that pieces join without a click.
class PulseSound {
 public:
  static constexpr int rateHz = 22050;
  /// Of so many samples of power, 100 a second, the piece of the same length. `lowW` and `highW`: the range that the
  /// hum runs through.
  std::vector<std::int16_t> next(std::span<const double> powerW, double lowW, double highW);

 private:
  double turn_ = 0.0, level_ = 0.0, loud_ = 0.0;
};

/// A whole file of one channel, 16 bits.
std::vector<std::byte> wavOf(std::span<const std::int16_t> sound);

}  // namespace plenum::study
