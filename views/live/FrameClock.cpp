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
  isNewStory_ = true;
  Q_EMIT watchChanged();
  if (session_) {
    timer_.start();
    look();
  } else {
    timer_.stop();
    frame_.reset();
  }
}

void FrameClock::look() {
  if (!session_) return;
  status_ = session_->status();
  FramePtr latest = session_->latest();
  const bool isNew = latest && (isNewStory_ || !frame_ || latest->sequence != frame_->sequence);
  if (isNew) {
    const bool isOtherStory = isNewStory_ || !frame_ || latest->layout != frame_->layout || latest->time < frame_->time;
    isNewStory_ = false;
    frame_ = std::move(latest);
    if (isOtherStory) Q_EMIT storyChanged(frame_);
    sinceNew_.start();
    Q_EMIT frameChanged(frame_);
  } else if (frame_ && sinceNew_.isValid() && sinceNew_.elapsed() > restMs) {
    sinceNew_.invalidate();
    Q_EMIT frameChanged(frame_);
  }
  Q_EMIT statusChanged(status_);
}

}  // namespace plenum::views
