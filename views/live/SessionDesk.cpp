// SPDX-License-Identifier: Apache-2.0
#include "live/SessionDesk.h"

#include <algorithm>

namespace plenum::views {

void SessionDesk::serve(Session* session) {
  session_ = session;
  isPlaying_ = false;
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
  if (session_) session_->act(action);
}

std::shared_ptr<Inquiry> SessionDesk::foresee(std::vector<Action> actions, Duration horizon) {
  return session_ ? session_->foresee(std::move(actions), horizon) : nullptr;
}

void SessionDesk::follow(const Session::Status& status) {
  if (status.isPlaying == isPlaying_ || status.isSeeking) return;
  isPlaying_ = status.isPlaying;
  Q_EMIT changed();
}

}  // namespace plenum::views
