// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "run/Session.h"
#include "sim/Engine.h"

namespace plenum {

/// Answers what actions would lead to: runs two copies of a state ahead, one with them and one without, with what the
/// scenario still holds left out of both. On a thread of its own, at low priority; ends when it is let go.
class Foreteller final : public Inquiry {
 public:
  Foreteller(std::vector<Action> actions, Duration horizon);
  ~Foreteller() override;

  /// From this state on; once. On the engine's thread.
  void begin(SimModelPtr model, const SimState& from, std::vector<Action> pending);
  std::shared_ptr<const Forecast> newest() const override;

 private:
  void work(const std::stop_token& stop);
  SimModelPtr model_;
  SimStatePtr from_;
  std::vector<Action> actions_, pending_;
  Duration horizon_;
  mutable std::mutex guard_;  // of newest_
  std::shared_ptr<const Forecast> newest_;
  std::jthread thread_;  // last: ends before all else goes
};

}  // namespace plenum
