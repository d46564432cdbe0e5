// SPDX-License-Identifier: Apache-2.0
#include "window/TwinRun.h"

#include <algorithm>
#include <cmath>

namespace plenum {
namespace {

constexpr int twinTurnMs = 10;
constexpr double strideS = 0.1;               // shown seconds between two instants at which both wait
constexpr std::int64_t longestStride = 3600;  // ticks, at any speed

}  // namespace

TwinRun::TwinRun(Session& a, Session& b, Duration tick, QObject* parent) : QObject(parent), both_{&a, &b}, tick_(tick) {
  timer_.setInterval(twinTurnMs);
  connect(&timer_, &QTimer::timeout, this, &TwinRun::turn);
  timer_.start();
}

TwinRun::~TwinRun() {
  for (Session* one : both_) one->holdAt(nowhere);
}

void TwinRun::setLinked(bool isLinked) {
  if (isLinked_ == isLinked) return;
  isLinked_ = isLinked;
  if (!isLinked) {
    for (Session* one : both_) one->holdAt(nowhere);
    // who leads plays on; the other stands
    both_[1 - leader_]->pause();
    return;
  }
  // the one behind comes to where the other is
  isPlaying_ = both_[leader_]->status().isPlaying;
  if (isPlaying_)
    play();
  else
    pause();
}

/// Both wait at the later of the two: the one behind comes there first.
void TwinRun::hold() {
  const FramePtr a = both_[0]->latest(), b = both_[1]->latest();
  if (!a || !b) return;
  holdAt_ = std::max(both_[0]->status().tick, both_[1]->status().tick);
  holdAt_ = std::max({holdAt_, a->tick, b->tick});
  for (Session* one : both_) one->holdAt(holdAt_);
}

std::int64_t TwinRun::stride() const {
  double perS = speed_ / tick_.seconds();
  if (!std::isfinite(perS)) {
    perS = std::min(both_[0]->status().speedPossible, both_[1]->status().speedPossible) / tick_.seconds();
    // two share the cores that one had
    perS = std::max(1.0, perS);
  }
  return std::clamp<std::int64_t>(std::llround(perS * strideS), 1, longestStride);
}

void TwinRun::play() {
  if (!isLinked_) return both_[leader_]->play();
  isPlaying_ = true;
  hold();
  for (Session* one : both_) one->play();
}

void TwinRun::pause() {
  if (!isLinked_) return both_[leader_]->pause();
  isPlaying_ = false;
  for (Session* one : both_) one->pause();
}

void TwinRun::step(std::int64_t ticks) {
  if (!isLinked_) return both_[leader_]->step(ticks);
  isPlaying_ = false;
  for (Session* one : both_) one->step(ticks);
}

void TwinRun::setSpeed(double factor) {
  speed_ = factor;
  for (Session* one : both_)
    if (isLinked_ || one == both_[leader_]) one->setSpeed(factor);
}

void TwinRun::act(Action action) {
  if (const FramePtr frame = latest()) Q_EMIT acted(frame->time);
  both_[leader_]->act(std::move(action));
}

void TwinRun::seek(Time time) {
  if (!isLinked_) return both_[leader_]->seek(time);
  isPlaying_ = false;
  for (Session* one : both_) one->seek(time);
}

Session::Status TwinRun::status() const {
  Status status = both_[leader_]->status();
  if (!isLinked_) return status;
  const Status other = both_[1 - leader_]->status();
  status.isPlaying = isPlaying_;
  status.isSeeking = status.isSeeking || other.isSeeking;
  status.seekProgress = std::min(status.seekProgress, other.seekProgress);
  status.speedPossible = std::min(status.speedPossible, other.speedPossible);
  status.checkpointBytes += other.checkpointBytes;
  status.isSettled = status.isSettled && other.isSettled;
  // what one has not lived through yet, the pair cannot go to without making it
  status.end = std::max(status.end, other.end);
  return status;
}

void TwinRun::turn() {
  if (!isLinked_) return;
  FramePtr a = both_[0]->latest(), b = both_[1]->latest();
  if (!a || !b) return;
  if (isPlaying_) {
    if (a->tick < holdAt_ || b->tick < holdAt_) return;
    if (a->tick != b->tick) return hold();
    holdAt_ = a->tick + stride();
    for (Session* one : both_) one->holdAt(holdAt_);
  } else {
    const Status first = both_[0]->status(), second = both_[1]->status();
    if (!first.isSettled || !second.isSettled) return;
    // a pause stops them where they are: the one behind steps up to the other
    if (first.tick != second.tick)
      return both_[first.tick < second.tick ? 0 : 1]->step(std::abs(first.tick - second.tick));
    if (a->tick != b->tick) return;
  }
  if (pair_[0] == a && pair_[1] == b) return;
  pair_ = {std::move(a), std::move(b)};
  Q_EMIT paired(pair_[0], pair_[1]);
}

}  // namespace plenum
