// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "frame/Frame.h"
#include "run/Session.h"

namespace plenum::views {

/// Where the engine's thread and the window's meet: looks for a newer frame some thirty times a second and tells the
/// panels of it. A panel sees whole frames only and in order. The frame that a run comes to rest at is told once more
/// a moment later: panels that skip frames, since numbers in a hurry are not read, end at it all the same. GUI thread.
class FrameClock final : public QObject {
  Q_OBJECT
 public:
  explicit FrameClock(QObject* parent = nullptr);

  /// The session to look at, or null. It must outlive its time here.
  void watch(const Session* session);
  /// The frame that is being shown; null before the first.
  const FramePtr& frame() const { return frame_; }
  const Session::Status& status() const { return status_; }
  /// Looks now, for tests and for what cannot wait for the next turn.
  void look();

  /// For a clock that watches no session and tells what another one has shown (FrameRelay): its frame and its status;
  /// that the next frame begins another story whatever it is; that another session is watched, or none.
  void pass(const FramePtr& frame);
  void pass(const Session::Status& status);
  void expectStory() { isNewStory_ = true; }
  void forget(bool keepsFrame);

 Q_SIGNALS:
  void frameChanged(const FramePtr& frame);
  /// The frame before this one belonged to another session, another revision of the site, or a later time.
  void storyChanged(const FramePtr& frame);
  void statusChanged(const Session::Status& status);
  /// Another session is looked at from now on, or none: what was seen before is not its past.
  void watchChanged();

 private:
  const Session* session_ = nullptr;
  FramePtr frame_;
  Session::Status status_;
  bool isNewStory_ = true;
  QElapsedTimer sinceNew_;  // invalid once the frame at rest was told
  QTimer timer_;
};

}  // namespace plenum::views
