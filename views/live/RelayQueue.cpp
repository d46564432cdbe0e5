// SPDX-License-Identifier: Apache-2.0
#include "live/RelayQueue.h"

#include <QElapsedTimer>
#include <algorithm>

namespace plenum::views {

RelayQueue::RelayQueue(FrameClock& clock, Selection& selection, QObject* parent)
    : QObject(parent), clock_(clock), selection_(selection) {
  turn_.setSingleShot(true);
  turn_.setInterval(0);
  connect(&turn_, &QTimer::timeout, this, &RelayQueue::serveSlice);
  connect(&clock, &FrameClock::storyChanged, this, [this](const FramePtr& frame) {
    selection_.moveTo(frame->layout);
    // what has gone by since a panel was told may be another past, at the same time and of the same site
    for (FrameRelay* relay : relays_) relay->clock_.expectStory();
  });
  connect(&clock, &FrameClock::frameChanged, this, &RelayQueue::enqueueAll);
  connect(&clock, &FrameClock::statusChanged, this, [this](const Session::Status& status) {
    for (FrameRelay* relay : relays_) relay->clock_.pass(status);
  });
  connect(&clock, &FrameClock::watchChanged, this, [this] {
    waiting_.clear();
    // the window shows the frame that it had until the new session has one; so do they
    for (FrameRelay* relay : relays_) relay->clock_.forget(clock_.frame() != nullptr);
  });
}

RelayQueue::~RelayQueue() {
  while (!relays_.empty()) delete relays_.back();
}

FrameRelay& RelayQueue::add() {
  relays_.push_back(new FrameRelay(*this, this));
  if (clock_.frame()) enqueue(*relays_.back());
  return *relays_.back();
}

void RelayQueue::enqueue(FrameRelay& relay) {
  if (!clock_.frame() || relay.isResting() || std::find(waiting_.begin(), waiting_.end(), &relay) != waiting_.end())
    return;
  waiting_.push_back(&relay);
  if (!turn_.isActive()) turn_.start();
}

void RelayQueue::enqueueAll() {
  for (FrameRelay* relay : relays_) enqueue(*relay);
}

bool RelayQueue::serveNext() {
  if (waiting_.empty()) return false;
  FrameRelay* next = waiting_.front();
  waiting_.pop_front();
  // it may have gone out of sight while it waited
  if (!next->isResting()) next->serve();
  return !waiting_.empty();
}

void RelayQueue::serveAll() {
  while (serveNext()) continue;
}

void RelayQueue::serveSlice() {
  QElapsedTimer since;
  since.start();
  while (serveNext())
    if (since.elapsed() >= sliceMs) return turn_.start();
}

}  // namespace plenum::views
