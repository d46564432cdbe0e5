// SPDX-License-Identifier: Apache-2.0
#include "run/Lookout.h"

#include <algorithm>
#include <chrono>

#include "base/GiveWay.h"
#include "base/Parallel.h"
#include "sim/Outlook.h"
#include "sim/State.h"

namespace plenum {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t ticksPerTurn = 8;
// of every second this much is work, the rest is left to the engine and the window
constexpr double busyShare = 0.3;
constexpr auto toldEvery = std::chrono::milliseconds(200);

}  // namespace

Lookout::Lookout(std::function<void()> onNews)
    : onNews_(std::move(onNews)), thread_([this](const std::stop_token& stop) { work(stop); }) {}

Lookout::~Lookout() {
  forget();
  thread_.request_stop();
}

void Lookout::look(SimModelPtr model, const SimState& from, std::vector<Action> pending) {
  auto task = std::make_unique<Task>();
  task->model = std::move(model);
  task->from = copyOf(from);
  task->pending = std::move(pending);
  const std::lock_guard lock(guard_);
  task->number = ++number_;
  next_ = std::move(task);
  isLooking_ = true;
  given_.notify_one();
}

void Lookout::forget() {
  const std::lock_guard lock(guard_);
  ++number_;
  next_.reset();
  newest_.reset();
  isLooking_ = false;
}

bool Lookout::isLooking() const {
  const std::lock_guard lock(guard_);
  return isLooking_;
}

std::shared_ptr<const Outlook> Lookout::newest() const {
  const std::lock_guard lock(guard_);
  return newest_;
}

void Lookout::work(const std::stop_token& stop) {
  giveWay(Behind::answers);  // where it is refused, the pauses must do
  while (!stop.stop_requested()) {
    std::unique_ptr<Task> task;
    {
      std::unique_lock lock(guard_);
      if (!given_.wait(lock, stop, [this] { return next_ != nullptr; })) return;
      task = std::move(next_);
    }
    follow(*task, stop);
  }
}

void Lookout::follow(const Task& task, const std::stop_token& stop) {
  Lookahead ahead(*task.model, *task.from, task.pending);
  Serial serial;
  auto shown = Clock::now();
  while (ahead.outlook().horizonS < horizonS) {
    const auto began = Clock::now();
    ahead.advance(ticksPerTurn, serial);
    if (stop.stop_requested() || !isCurrent(task)) return;
    const auto now = Clock::now();
    if (now - shown > toldEvery) {
      show(task, ahead.outlook());
      shown = now;
    }
    std::this_thread::sleep_for((now - began) * ((1.0 - busyShare) / busyShare));
  }
  show(task, ahead.outlook());
}

bool Lookout::isCurrent(const Task& task) const {
  const std::lock_guard lock(guard_);
  return task.number == number_;
}

void Lookout::show(const Task& task, const Outlook& found) {
  const auto endOf = [](const Outlook& o) { return o.from.us + static_cast<std::int64_t>(o.horizonS * 1e6); };
  {
    const std::lock_guard lock(guard_);
    if (task.number != number_ || (newest_ && endOf(found) < endOf(*newest_))) return;
    newest_ = std::make_shared<const Outlook>(found);
    if (found.horizonS >= horizonS) isLooking_ = false;
  }
  onNews_();
}

}  // namespace plenum
