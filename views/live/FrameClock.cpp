// SPDX-License-Identifier: Apache-2.0
#include "live/FrameClock.h"

namespace plenum::views {

namespace {

// longer than any panel that shows numbers skips frames for
constexpr qint64 restMs = 300;

}  // namespace

FrameClock::FrameClock(QObject* parent) : QObject(parent) {
  timer_.setInterval(33);
  timer_.setTimerType(Qt::PreciseTimer);
  connect(&timer_, &QTimer::timeout, this, &FrameClock::look);
}

void FrameClock::watch(const Session* session) {
  session_ = session;
  if (!session_) timer_.stop();
  forget(session_ != nullptr);
  if (!session_) return;
  timer_.start();
  look();
}

void FrameClock::forget(bool keepsFrame) {
  isNewStory_ = true;
  if (!keepsFrame) frame_.reset();
  Q_EMIT watchChanged();
}

void FrameClock::look() {
  if (!session_) return;
  status_ = session_->status();
  FramePtr latest = session_->latest();
  if (latest && (isNewStory_ || !frame_ || latest->sequence != frame_->sequence)) {
    sinceNew_.start();
    pass(latest);
  } else if (frame_ && sinceNew_.isValid() && sinceNew_.elapsed() > restMs) {
    sinceNew_.invalidate();
    Q_EMIT frameChanged(frame_);
  }
  Q_EMIT statusChanged(status_);
}

void FrameClock::pass(const FramePtr& frame) {
  const bool isOtherStory = isNewStory_ || !frame_ || frame->layout != frame_->layout || frame->time < frame_->time;
  isNewStory_ = false;
  frame_ = frame;
  if (isOtherStory) Q_EMIT storyChanged(frame_);
  Q_EMIT frameChanged(frame_);
}

void FrameClock::pass(const Session::Status& status) {
  status_ = status;
  Q_EMIT statusChanged(status_);
}

}  // namespace plenum::views
