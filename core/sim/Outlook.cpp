// SPDX-License-Identifier: Apache-2.0
#include "sim/Outlook.h"

#include <algorithm>
#include <cmath>

#include "sim/State.h"

namespace plenum {
namespace {

constexpr std::size_t mostAlarms = 32;
constexpr std::int64_t ticksBetweenLooks = 16;  // at the stop token

/// Chips of a rack that are slower than anybody asked them to be.
bool isThrottled(const SimModel& model, const SimState& state, std::uint32_t r) {
  if (state.racks.throttled[r] == 0) return false;
  const double cap = state.frequencyCap[model.layout->racks[r].hall];
  if (cap >= 1.0) return true;
  const RackClass& k = model.classOf(r);
  const auto lowest = static_cast<float>(std::max(cap, k.minFrequency));
  const float* frequency = &state.chips.frequency[std::size_t{model.rackFirstBlock[r]} * lanes];
  return std::any_of(frequency, frequency + k.chips, [lowest](float f) { return f < lowest; });
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
    if (outlook_.throttleInS[r] == Outlook::never && isThrottled(model_, *state_, r)) {
      outlook_.throttleInS[r] = nowS;
      if (outlook_.firstThrottleRack == none) outlook_.firstThrottleRack = r, outlook_.firstThrottleS = nowS;
    }
    const bool isOut = state_->racks.tripped[r] > 0 || state_->racks.offUntilS[r] > 0.0;
    if (outlook_.tripInS[r] == Outlook::never && isOut) {
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
