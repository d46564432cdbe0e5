// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QString>
#include <span>

#include "frame/Frame.h"
#include "look/Look.h"

namespace plenum::views {

/// How far what the frame says of the future can be trusted.
enum class Foresight : std::uint8_t {
  idle,       // nothing is amiss, and the run does not look ahead
  none,       // it has not looked ahead yet
  stale,      // something was done, or the site was changed, after it looked; or time has come to where it ended
  calm,       // nothing throttles or trips within the horizon
  threatened  // something does
};

/// The outlook of a frame, counted down to the frame's own instant. Seconds; infinity: not within the horizon.
struct Countdown {
  Foresight foresight = Foresight::idle;
  double throttleS = Outlook::never, tripS = Outlook::never;  // until the first rack does
  std::uint32_t throttleRack = plenum::none, tripRack = plenum::none;
  std::size_t racksSoon = 0;  // that throttle within `soonS`
  double horizonS = 0.0;      // still ahead

  static constexpr double soonS = 600.0;
  bool isUrgent() const { return foresight == Foresight::threatened && std::min(throttleS, tripS) < soonS; }
};

/// Over all racks, or over those.
Countdown countdownOf(const Frame& frame);
Countdown countdownOf(const Frame& frame, std::span<const std::uint32_t> racks);
/// Of one chip alone; its rack stands for it.
Countdown countdownOfChip(const Frame& frame, std::uint32_t chip);

/// "0:42", "1:02:10"; "now" at zero, "not within 30 min" for infinity.
QString countdownText(double leftS, double horizonS, const Look& look);
/// One sentence: what threatens first, or why nothing can be said.
QString sentenceOf(const Countdown& countdown, const Layout& layout, const Look& look);

}  // namespace plenum::views
