// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <QTimer>
#include <deque>
#include <vector>

#include "live/FrameRelay.h"

namespace plenum::views {

/// Hands frames on to panels one after another, a few milliseconds in each turn of the event loop, so that the window
/// answers, and paints, between them: all of them at once are longer than a window may be busy when the site has become
/// another. Who listens to the window's own clock, the 3D view before all, is told at once and hence first. A panel
/// that waits is told the newest frame when its turn comes, and keeps its place while newer ones arrive. The window's
/// selection moves to a new revision of the site here, before anybody is told of it.
class RelayQueue final : public QObject {
  Q_OBJECT
 public:
  /// Panels are served in a turn until this is over; who has begun is not interrupted.
  static constexpr qint64 sliceMs = 4;

  /// Clock and selection are the window's and outlive the queue.
  RelayQueue(FrameClock& clock, Selection& selection, QObject* parent = nullptr);
  ~RelayQueue() override;

  /// Another relay; it lives as long as the queue, or goes when it is deleted. Served in the order of making.
  FrameRelay& add();
  /// Nobody waits.
  bool isIdle() const { return waiting_.empty(); }
  /// Serves everybody who waits, for tests and for what cannot wait for the next turn.
  void serveAll();

 private:
  friend class FrameRelay;
  void enqueue(FrameRelay& relay);
  void enqueueAll();
  bool serveNext();
  void serveSlice();

  FrameClock& clock_;
  Selection& selection_;
  std::vector<FrameRelay*> relays_;
  std::deque<FrameRelay*> waiting_;  // each at most once
  QTimer turn_;
};

}  // namespace plenum::views
