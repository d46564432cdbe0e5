// SPDX-License-Identifier: Apache-2.0
#include "study/PulseSound.h"

#include <algorithm>
#include <cmath>

#include "base/Math.h"
#include "physics/Swing.h"

namespace plenum::study {

std::vector<std::int16_t> PulseSound::next(std::span<const double> powerW, double lowW, double highW) {
  // an octave upwards from the hum of a transformer; a swing of three tenths is as loud as it gets
  constexpr double lowHz = 100.0, loudestSwing = 0.3, fade = 1.0 / (0.004 * rateHz);
  std::vector<std::int16_t> out;
  const auto count =
      static_cast<std::size_t>(std::llround(static_cast<double>(powerW.size()) * physics::swingStepS * rateHz));
  out.reserve(count);
  const double spanW = highW - lowW, depth = highW > 0.0 ? std::clamp(spanW / highW / loudestSwing, 0.0, 1.0) : 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = std::min(powerW.size() - 1, i * powerW.size() / count);
    const double wanted = spanW > 0.0 ? std::clamp((powerW[at] - lowW) / spanW, 0.0, 1.0) : 0.0;
    level_ += (wanted - level_) * fade;
    loud_ += (depth * (0.15 + 0.85 * wanted) - loud_) * fade;
    turn_ += lowHz * (1.0 + level_) / rateHz;
    turn_ -= std::floor(turn_);
    const double angle = 2.0 * math::pi * turn_;
    const double tone = 0.7 * math::sin(angle) + 0.2 * math::sin(2.0 * angle) + 0.1 * math::sin(3.0 * angle);
    out.push_back(static_cast<std::int16_t>(std::lround(26000.0 * loud_ * tone)));
  }
  return out;
}

std::vector<std::byte> wavOf(std::span<const std::int16_t> sound) {
  std::vector<std::byte> out;
  const auto put = [&](std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::byte>(value >> (8 * i) & 0xffu));
  };
  const auto word = [&](const char* four) {
    for (int i = 0; i < 4; ++i) out.push_back(static_cast<std::byte>(four[i]));
  };
  const auto bytes = static_cast<std::uint32_t>(2 * sound.size());
  word("RIFF"), put(36 + bytes, 4), word("WAVE"), word("fmt ");
  put(16, 4), put(1, 2), put(1, 2), put(PulseSound::rateHz, 4), put(2 * PulseSound::rateHz, 4), put(2, 2), put(16, 2);
  word("data"), put(bytes, 4);
  for (const std::int16_t sample : sound) put(static_cast<std::uint16_t>(sample), 2);
  return out;
}

}  // namespace plenum::study
