// SPDX-License-Identifier: Apache-2.0
#include "frame/Course.h"

#include <algorithm>

namespace plenum {
namespace {

template <class T>
T at(const std::vector<T>& all, std::size_t i, T otherwise) {
  return i < all.size() ? all[i] : otherwise;
}

bool isBit(std::uint8_t bits, Course::Change::What what) { return bits >> static_cast<int>(what) & 1; }

}  // namespace

Course::Course(FramePtr start) : start_(std::move(start)), end_(start_) {
  const Layout& layout = *start_->layout;
  darkInS_.assign(layout.racks.size(), never);
  litInS_ = darkInS_;
  seen_.assign(layout.power.size(), 0);
  isTripSeen_.assign(start_->power.contact.size(), 0);
  hottestC_ = static_cast<float>(start_->metrics.maxChipC);
  eventsRead_ = start_->events ? start_->events->size() : 0;
}

void Course::note(const FramePtr& frame) {
  if (!frame || frame->revision != start_->revision || frame->time <= end_->time) return;
  const auto inS = static_cast<float>((frame->time - start_->time).seconds());
  noteRacks(*frame, inS);
  noteChips(*frame, inS);
  notePower(*frame, inS);
  noteEvents(*frame);
  end_ = frame;
}

void Course::noteRacks(const Frame& frame, float inS) {
  const auto& before = start_->racks.isEnergised;
  const auto& now = frame.racks.isEnergised;
  const std::size_t racks = std::min({darkInS_.size(), before.size(), now.size()});
  for (std::uint32_t r = 0; r < racks; ++r) {
    if (before[r] && !now[r] && darkInS_[r] == never) {
      darkInS_[r] = inS;
      if (racksDark_++ == 0) firstDark_ = r;
    }
    if (!before[r] && now[r] && litInS_[r] == never) {
      litInS_[r] = inS;
      if (racksLit_++ == 0) firstLit_ = r;
    }
  }
}

void Course::noteChips(const Frame& frame, float inS) {
  const Metrics &before = start_->metrics, &now = frame.metrics;
  hottestC_ = std::max(hottestC_, static_cast<float>(now.maxChipC));
  if (now.throttledChips > before.throttledChips) {
    chipsThrottled_ = std::max(chipsThrottled_, now.throttledChips - before.throttledChips);
    if (throttleInS_ == never) {
      throttleInS_ = inS;
      for (std::uint32_t r = 0; r < frame.racks.throttled.size() && firstThrottled_ == none; ++r)
        if (frame.racks.throttled[r] > at(start_->racks.throttled, r, 0.0f)) firstThrottled_ = r;
    }
  }
  if (now.trippedChips > before.trippedChips) {
    chipsTripped_ = std::max(chipsTripped_, now.trippedChips - before.trippedChips);
    if (tripInS_ == never) tripInS_ = inS;
  }
}

void Course::notePower(const Frame& frame, float inS) {
  using What = Change::What;
  const Frame::Power &before = start_->power, &now = frame.power;
  for (std::uint32_t d = 0; d < seen_.size(); ++d) {
    const auto tell = [&](What what, Fed fed, float minutes) {
      if (isBit(seen_[d], what)) return;
      seen_[d] |= static_cast<std::uint8_t>(1u << static_cast<int>(what));
      changes_.push_back({what, {Kind::powerDevice, d, 0}, inS, fed, minutes});
    };
    const Fed was = at(before.fed, d, Fed::normal), is = at(now.fed, d, Fed::normal);
    const float minutes = at(now.batteryMinutes, d, -1.0f);
    if (is != was && is == Fed::battery) tell(What::onBattery, is, minutes);
    if (is != was && (is == Fed::alternate || is == Fed::standby || is == Fed::tie || is == Fed::bypass ||
                      (is == Fed::normal && was != Fed::nothing)))
      tell(What::otherSource, is, minutes);
    const bool hasBattery = at(before.batteryMinutes, d, -1.0f) >= 0.0f || minutes >= 0.0f;
    if (hasBattery && at(before.batteryFraction, d, 0.0f) > 0.005f && at(now.batteryFraction, d, 1.0f) <= 0.005f)
      tell(What::batteryEmpty, is, minutes);
    const Running ran = at(before.state, d, Running::off), runs = at(now.state, d, Running::off);
    const bool isGenset = start_->layout->power[d].kind == PowerSpec::Kind::genset;
    if (isGenset) {
      if (ran != Running::on && runs == Running::on) tell(What::genset, is, minutes);
      continue;
    }
    if (ran == Running::on && (runs == Running::dark || runs == Running::failed)) tell(What::dark, is, minutes);
    if (ran == Running::dark && runs == Running::on) tell(What::live, is, minutes);
  }
  for (std::uint32_t b = 0; b < isTripSeen_.size() && b < now.contact.size(); ++b) {
    if (now.contact[b] != Contact::tripped || before.contact[b] == Contact::tripped || isTripSeen_[b]) continue;
    isTripSeen_[b] = 1;
    const auto& first = now.firstBreaker;
    const auto device = static_cast<std::uint32_t>(std::upper_bound(first.begin(), first.end(), b) - first.begin() - 1);
    if (device < seen_.size())
      changes_.push_back({What::tripped, {Kind::powerDevice, device, b - first[device] + 1}, inS, Fed::nothing, -1.0f});
  }
}

void Course::noteEvents(const Frame& frame) {
  if (!frame.events) return;
  for (; eventsRead_ < frame.events->size(); ++eventsRead_) {
    const Event& event = (*frame.events)[eventsRead_];
    if (event.kind == Event::Kind::raised) {
      ++alarmCount_;
      if (alarms_.size() < mostEvents) alarms_.push_back(event);
    } else if (event.kind == Event::Kind::note && notes_.size() < mostEvents) {
      notes_.push_back(event);
    }
  }
}

}  // namespace plenum
