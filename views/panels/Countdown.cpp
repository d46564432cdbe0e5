// SPDX-License-Identifier: Apache-2.0
#include "panels/Countdown.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace plenum::views {

namespace {

/// Somebody or something acted after that instant.
bool hasActedSince(const Frame& frame, Time from) {
  if (!frame.events) return false;
  for (std::size_t i = frame.events->size(); i-- > 0;) {
    const Event& event = (*frame.events)[i];
    if (event.time <= from) return false;
    if (event.kind == Event::Kind::action) return true;
  }
  return false;
}

/// The run looks ahead while an alarm stands and for an hour after an action (run/Lookout.h).
bool isAmiss(const Frame& frame) { return !frame.alarms.empty() || hasActedSince(frame, frame.time - hours(1)); }

/// What was already asked for when the run began to look takes effect in the next tick and is part of the outlook.
Time knownUntil(const Frame& frame, const Outlook& outlook) {
  const std::int64_t tickUs = frame.tick > 0 ? (frame.time - frame.start).us / frame.tick : 0;
  return outlook.from + Duration{2 * tickUs};
}

std::string minutesOf(double seconds, const Look& look) {
  const auto minutes = static_cast<long>(std::lround(seconds / 60.0));
  return look.words("outlook.minutes", {{"count", std::to_string(minutes)}}).toStdString();
}

std::string whereOf(const Layout& layout, std::uint32_t rack) {
  if (rack >= layout.racks.size()) return {};
  const PlacedRack& placed = layout.racks[rack];
  return placed.loop == none ? placed.id : placed.id + ", " + layout.loops[placed.loop].id;
}

}  // namespace

namespace {

/// Seconds until what an outlook says of a thing, `ageS` after it was made.
double leftOf(const std::vector<float>& all, std::uint32_t i, double ageS) {
  const double in = i < all.size() ? static_cast<double>(all[i]) : static_cast<double>(Outlook::never);
  return std::isfinite(in) ? std::max(0.0, in - ageS) : in;
}

/// How far an outlook is to be believed; `threatened` where it is, until somebody has looked at what it says.
Countdown believed(const Frame& frame) {
  Countdown now;
  const Outlook* outlook = frame.outlook.get();
  if (!outlook) {
    if (isAmiss(frame)) now.foresight = Foresight::none;
    return now;
  }
  const double ageS = (frame.time - outlook->from).seconds();
  now.horizonS = std::max(0.0, outlook->horizonS - ageS);
  const bool isOld = outlook->revision != frame.revision || ageS < 0.0 || ageS > outlook->horizonS;
  const bool isStale = isOld || hasActedSince(frame, knownUntil(frame, *outlook));
  now.foresight = isStale ? Foresight::stale : Foresight::threatened;
  return now;
}

Countdown judged(Countdown now) {
  const bool isSafe = std::isinf(now.throttleS) && std::isinf(now.tripS);
  now.foresight = isSafe ? Foresight::calm : Foresight::threatened;
  return now;
}

}  // namespace

Countdown countdownOf(const Frame& frame, std::span<const std::uint32_t> racks) {
  Countdown now = believed(frame);
  if (now.foresight != Foresight::threatened) return now;
  const Outlook& outlook = *frame.outlook;
  const double ageS = (frame.time - outlook.from).seconds();
  for (const std::uint32_t rack : racks) {
    const double throttle = leftOf(outlook.throttleInS, rack, ageS), trip = leftOf(outlook.tripInS, rack, ageS);
    if (throttle < now.throttleS) now.throttleS = throttle, now.throttleRack = rack;
    if (trip < now.tripS) now.tripS = trip, now.tripRack = rack;
    if (std::min(throttle, trip) < Countdown::soonS) ++now.racksSoon;
  }
  return judged(now);
}

Countdown countdownOfChip(const Frame& frame, std::uint32_t chip) {
  Countdown now = believed(frame);
  if (now.foresight != Foresight::threatened) return now;
  const Outlook& outlook = *frame.outlook;
  const double ageS = (frame.time - outlook.from).seconds();
  now.throttleS = leftOf(outlook.chipThrottleInS, chip, ageS);
  now.tripS = leftOf(outlook.chipTripInS, chip, ageS);
  now.throttleRack = now.tripRack = frame.layout->rackOfChip(chip);
  if (std::min(now.throttleS, now.tripS) < Countdown::soonS) now.racksSoon = 1;
  return judged(now);
}

Countdown countdownOf(const Frame& frame) {
  std::vector<std::uint32_t> all(frame.layout ? frame.layout->racks.size() : 0);
  std::iota(all.begin(), all.end(), 0u);
  return countdownOf(frame, all);
}

QString countdownText(double leftS, double horizonS, const Look& look) {
  if (std::isinf(leftS)) return look.words("outlook.not-within", {{"time", minutesOf(horizonS, look)}});
  const auto s = static_cast<qint64>(leftS);
  if (s <= 0) return look.words("outlook.now");
  const auto two = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
  if (s < 3600) return QStringLiteral("%1:%2").arg(s / 60).arg(two(s % 60));
  return QStringLiteral("%1:%2:%3").arg(s / 3600).arg(two(s / 60 % 60), two(s % 60));
}

QString sentenceOf(const Countdown& countdown, const Layout& layout, const Look& look) {
  const std::string horizon = minutesOf(countdown.horizonS, look);
  switch (countdown.foresight) {
    case Foresight::idle:
      return look.words("outlook.idle");
    case Foresight::none:
      return look.words("outlook.none");
    case Foresight::stale:
      return look.words("outlook.stale");
    case Foresight::calm:
      return look.words("outlook.calm", {{"time", horizon}});
    case Foresight::threatened:
      break;
  }
  const auto clock = [&](double s) { return countdownText(s, countdown.horizonS, look).toStdString(); };
  QStringList parts;
  const std::string throttling = whereOf(layout, countdown.throttleRack),
                    tripping = whereOf(layout, countdown.tripRack);
  if (countdown.throttleS < 1.0)
    parts << look.words("outlook.throttle-now", {{"where", throttling}});
  else if (std::isfinite(countdown.throttleS))
    parts << look.words("outlook.first-throttle", {{"time", clock(countdown.throttleS)}, {"where", throttling}});
  if (countdown.tripS < 1.0)
    parts << look.words("outlook.trip-now", {{"where", tripping}});
  else if (std::isfinite(countdown.tripS))
    parts << look.words("outlook.first-trip", {{"time", clock(countdown.tripS)}, {"where", tripping}});
  if (countdown.racksSoon > 0)
    parts << look.words("outlook.soon", {{"count", look.format.count(qint64(countdown.racksSoon)).toStdString()}});
  return look.words("outlook.threatened", {{"what", parts.join(look.words("outlook.comma")).toStdString()}});
}

}  // namespace plenum::views
