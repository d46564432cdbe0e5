// SPDX-License-Identifier: Apache-2.0
#include "run/Foreteller.h"

#include <algorithm>
#include <chrono>

#include "base/GiveWay.h"
#include "base/Parallel.h"
#include "sim/State.h"

namespace plenum {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto shownEvery = std::chrono::milliseconds(200);
// the first minute is looked at tick by tick: transfers and starts fall into it
constexpr std::int64_t ticksLookedAtEach = 60, ticksBetweenLooks = 5;

/// A copy of the run that goes on by itself.
struct Copy {
  SimStatePtr state;
  std::vector<Action> due;
  Course course;

  Copy(const SimModel& model, const SimState& from, std::vector<Action> actions)
      : state(copyOf(from)), due(std::move(actions)), course(publish(model, from, 0)) {
    state->scriptAt = model.script.size();
  }
  void advance(const SimModel& model, std::int64_t done, bool isLast) {
    Serial serial;
    tick(model, *state, due, serial);
    due.clear();
    if (done <= ticksLookedAtEach || done % ticksBetweenLooks == 0 || isLast) course.note(publish(model, *state, 0));
  }
};

}  // namespace

Foreteller::Foreteller(std::vector<Action> actions, Duration horizon)
    : actions_(std::move(actions)), horizon_(horizon) {}

Foreteller::~Foreteller() = default;

void Foreteller::begin(SimModelPtr model, const SimState& from, std::vector<Action> pending) {
  if (thread_.joinable()) return;
  model_ = std::move(model);
  from_ = copyOf(from);
  pending_ = std::move(pending);
  thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

std::shared_ptr<const Forecast> Foreteller::newest() const {
  const std::lock_guard lock(guard_);
  return newest_;
}

void Foreteller::work(const std::stop_token& stop) {
  giveWay(Behind::answers);
  std::vector<Action> acted = pending_;
  acted.insert(acted.end(), actions_.begin(), actions_.end());
  Copy with(*model_, *from_, std::move(acted)), without(*model_, *from_, pending_);
  from_.reset();
  const std::int64_t ticks = std::max<std::int64_t>(1, horizon_ / model_->tick);
  const auto show = [&](bool isWhole) {
    auto found = std::make_shared<Forecast>();
    found->actions = actions_;
    found->wantedS = (model_->tick * ticks).seconds();
    found->isWhole = isWhole;
    found->with = std::make_shared<const Course>(with.course);
    found->without = std::make_shared<const Course>(without.course);
    const std::lock_guard lock(guard_);
    newest_ = std::move(found);
  };
  auto shown = Clock::now();
  for (std::int64_t done = 1; done <= ticks; ++done) {
    if (stop.stop_requested()) return;
    with.advance(*model_, done, done == ticks);
    without.advance(*model_, done, done == ticks);
    if (const auto now = Clock::now(); now - shown > shownEvery) show(false), shown = now;
  }
  show(true);
}

}  // namespace plenum
