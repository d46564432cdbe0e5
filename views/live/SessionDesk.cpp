// SPDX-License-Identifier: Apache-2.0
#include "live/SessionDesk.h"

#include <algorithm>

namespace plenum::views {

void SessionDesk::serve(Session* session) {
  session_ = session;
  isPlaying_ = false;
  forgetWaiting();
  if (session_) session_->setSpeed(speed_);
  Q_EMIT changed();
}

void SessionDesk::play() {
  if (!session_) return;
  session_->play();
  isPlaying_ = true;
  Q_EMIT changed();
}

void SessionDesk::pause() {
  if (!session_) return;
  session_->pause();
  isPlaying_ = false;
  Q_EMIT changed();
}

void SessionDesk::step(std::int64_t ticks) {
  if (!session_) return;
  session_->step(ticks);
  isPlaying_ = false;
  Q_EMIT changed();
}

void SessionDesk::setSpeed(double factor) {
  speed_ = factor;
  if (session_) session_->setSpeed(factor);
  Q_EMIT changed();
}

void SessionDesk::faster() {
  const auto* next = std::upper_bound(speeds.begin(), speeds.end(), speed_);
  if (next != speeds.end()) setSpeed(*next);
}

void SessionDesk::slower() {
  const auto* here = std::lower_bound(speeds.begin(), speeds.end(), speed_);
  if (here != speeds.begin()) setSpeed(*(here - 1));
}

void SessionDesk::seek(Time time) {
  if (!session_) return;
  session_->seek(time);
  isPlaying_ = false;
  Q_EMIT changed();
}

void SessionDesk::act(const Action& action) {
  if (!session_) return;
  session_->act(action);
  if (isPlaying_) return;
  waiting_.push_back(action);
  Q_EMIT waitingChanged();
}

const Action* SessionDesk::waitingFor(const std::string& target) const {
  const auto isAbout = [&](const Action& action) {
    return std::visit(
        [&](const auto& a) {
          if constexpr (requires { a.target; }) return a.target == target;
          return false;
        },
        action);
  };
  const auto found = std::find_if(waiting_.rbegin(), waiting_.rend(), isAbout);
  return found == waiting_.rend() ? nullptr : &*found;
}

void SessionDesk::forgetWaiting() {
  waitingAt_ = unknown;
  if (waiting_.empty()) return;
  waiting_.clear();
  Q_EMIT waitingChanged();
}

std::shared_ptr<Inquiry> SessionDesk::foresee(std::vector<Action> actions, Duration horizon) {
  return session_ ? session_->foresee(std::move(actions), horizon) : nullptr;
}

void SessionDesk::follow(const Session::Status& status) {
  if (!waiting_.empty()) {
    // a run that was told to stand goes on for a moment
    if (waitingAt_ == unknown && !status.isPlaying && status.isSettled) waitingAt_ = status.tick;
    if (waitingAt_ != unknown && (status.isPlaying || status.tick != waitingAt_)) forgetWaiting();
  }
  if (status.isPlaying == isPlaying_ || status.isSeeking) return;
  isPlaying_ = status.isPlaying;
  Q_EMIT changed();
}

}  // namespace plenum::views
