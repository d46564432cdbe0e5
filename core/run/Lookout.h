// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "frame/Outlook.h"
#include "scenario/Actions.h"
#include "sim/Engine.h"

namespace plenum {

/// Looks ahead of a run on a thread of its own, beside the engine: from a copy of its state, at low priority, and with
/// pauses that leave it some three tenths of a core. What it finds is shown as it grows. It changes nothing of the run.
/// All calls from one thread, the engine's.
class Lookout {
 public:
  static constexpr double horizonS = 3600.0;

  /// `onNews` is called on the lookout's thread whenever there is something newer to show.
  explicit Lookout(std::function<void()> onNews);
  ~Lookout();

  /// From this state on; what was under way is given up. What was found before stays shown until this knows as much,
  /// unless it is forgotten.
  void look(SimModelPtr model, const SimState& from, std::vector<Action> pending);
  /// Nothing is shown and nothing is looked for any more.
  void forget();
  bool isLooking() const;
  /// The newest, or null.
  std::shared_ptr<const Outlook> newest() const;

 private:
  struct Task {
    SimModelPtr model;
    SimStatePtr from;
    std::vector<Action> pending;
    std::uint64_t number = 0;
  };
  void work(const std::stop_token& stop);
  void follow(const Task& task, const std::stop_token& stop);
  bool isCurrent(const Task& task) const;
  void show(const Task& task, const Outlook& found);

  std::function<void()> onNews_;
  mutable std::mutex guard_;
  std::condition_variable_any given_;
  std::unique_ptr<Task> next_;
  std::uint64_t number_ = 0;  // of the task that is wanted; another one ends the one under way
  bool isLooking_ = false;
  std::shared_ptr<const Outlook> newest_;
  std::jthread thread_;  // last: started when all else stands
};

}  // namespace plenum
