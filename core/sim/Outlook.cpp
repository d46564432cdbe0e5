// SPDX-License-Identifier: Apache-2.0
#include "sim/Outlook.h"

#include <algorithm>
#include <cmath>

#include "sim/State.h"

namespace plenum {
namespace {

constexpr std::size_t mostAlarms = 32;
constexpr std::int64_t ticksBetweenLooks = 16;  // at the stop token

/// The clock below which a chip of a rack is slower than anybody asked it to be.
float askedClock(const SimModel& model, const SimState& state, std::uint32_t r) {
  const double cap = state.frequencyCap[model.layout->racks[r].hall];
  return cap >= 1.0 ? 1.0f : static_cast<float>(std::max(cap, model.classOf(r).minFrequency));
}

}  // namespace

Lookahead::Lookahead(const SimModel& model, const SimState& from, std::span<const Action> pending)
    : model_(model), state_(copyOf(from)), pending_(pending.begin(), pending.end()) {
  state_->scriptAt = model.script.size();
  eventsRead_ = state_->events.size();
  outlook_.revision = model.layout->revision;
  outlook_.fromTick = from.tick;
  outlook_.from = timeOf(model, from);
  outlook_.throttleInS.assign(model.layout->racks.size(), Outlook::never);
  outlook_.tripInS = outlook_.throttleInS;
  outlook_.chipThrottleInS.assign(model.layout->chips, Outlook::never);
  outlook_.chipTripInS = outlook_.chipThrottleInS;
  note();
}

Lookahead::~Lookahead() = default;

void Lookahead::advance(std::int64_t ticks, Parallel& parallel) {
  for (std::int64_t i = 0; i < ticks; ++i) {
    tick(model_, *state_, pending_, parallel);
    pending_.clear();
    note();
  }
}

void Lookahead::note() {
  outlook_.horizonS = (timeOf(model_, *state_) - outlook_.from).seconds();
  const auto nowS = static_cast<float>(outlook_.horizonS);
  for (std::uint32_t r = 0; r < outlook_.throttleInS.size(); ++r) {
    const bool isCutOut = state_->racks.offUntilS[r] > 0.0;
    if (state_->racks.throttled[r] == 0 && state_->racks.tripped[r] == 0 && !isCutOut) continue;
    // the rack's times are those of its first chip
    const float asked = askedClock(model_, *state_, r);
    const std::size_t from = std::size_t{model_.rackFirstBlock[r]} * lanes;
    const std::uint32_t firstChip = model_.layout->racks[r].firstChip;
    bool isSlow = false, isOut = false;
    for (std::uint32_t c = 0; c < model_.classOf(r).chips; ++c) {
      float& throttleInS = outlook_.chipThrottleInS[firstChip + c];
      float& tripInS = outlook_.chipTripInS[firstChip + c];
      const bool isChipOut = isCutOut || state_->chips.offUntilS[from + c] > 0.0f;
      const bool isChipSlow = !isChipOut && state_->chips.frequency[from + c] < asked;
      isSlow = isSlow || isChipSlow, isOut = isOut || isChipOut;
      if (isChipSlow) throttleInS = std::min(throttleInS, nowS);
      if (isChipOut) tripInS = std::min(tripInS, nowS);
    }
    if (isSlow && outlook_.throttleInS[r] == Outlook::never) {
      outlook_.throttleInS[r] = nowS;
      if (outlook_.firstThrottleRack == none) outlook_.firstThrottleRack = r, outlook_.firstThrottleS = nowS;
    }
    if (isOut && outlook_.tripInS[r] == Outlook::never) {
      outlook_.tripInS[r] = nowS;
      if (outlook_.firstTripRack == none) outlook_.firstTripRack = r, outlook_.firstTripS = nowS;
    }
  }
  for (; eventsRead_ < state_->events.size(); ++eventsRead_) {
    const Event& event = state_->events[eventsRead_];
    if (event.kind != Event::Kind::raised) continue;
    if (outlook_.alarms.size() >= mostAlarms) {
      ++outlook_.furtherAlarms;
      continue;
    }
    outlook_.alarms.push_back(
        {static_cast<float>((event.time - outlook_.from).seconds()), event.priority, event.entity, event.text});
  }
}

std::shared_ptr<const Outlook> lookAhead(const SimModel& model, const SimState& from, double horizonS,
                                         Parallel& parallel, const std::function<bool()>& isStopped) {
  Lookahead ahead(model, from);
  std::int64_t left = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::ceil(horizonS / model.tick.seconds())));
  while (left > 0) {
    if (isStopped && isStopped()) return nullptr;
    const std::int64_t now = std::min(left, ticksBetweenLooks);
    ahead.advance(now, parallel);
    left -= now;
  }
  return std::make_shared<const Outlook>(ahead.outlook());
}

}  // namespace plenum
