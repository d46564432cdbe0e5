// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "base/Parallel.h"
#include "frame/Outlook.h"
#include "scenario/Actions.h"
#include "sim/Engine.h"

namespace plenum {

/// What happens if nobody does anything: a copy of a state that is run ahead by the tick itself, with what the
/// scenario's script still holds left out. The state that it was made from is not touched. What it says is exact as
/// long as nobody acts. `model` must outlive it.
class Lookahead {
 public:
  /// `pending` are actions that were given and take effect at the next tick.
  Lookahead(const SimModel& model, const SimState& from, std::span<const Action> pending = {});
  ~Lookahead();
  /// Is done at the next tick: what somebody does on the way.
  void give(Action action) { pending_.push_back(std::move(action)); }
  void advance(std::int64_t ticks, Parallel& parallel);
  /// What is known so far; its horizon grows as the copy runs.
  const Outlook& outlook() const { return outlook_; }

 private:
  void note();

  const SimModel& model_;
  SimStatePtr state_;
  std::vector<Action> pending_;
  std::size_t eventsRead_ = 0;
  Outlook outlook_;
};

/// Looks ahead over a whole horizon; null where `isStopped` said so on the way.
std::shared_ptr<const Outlook> lookAhead(const SimModel& model, const SimState& from, double horizonS,
                                         Parallel& parallel, const std::function<bool()>& isStopped = {});

}  // namespace plenum
