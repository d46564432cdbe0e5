// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QObject>
#include <QPointer>
#include <QWidget>

#include "live/FrameClock.h"
#include "live/Selection.h"

namespace plenum::views {

class RelayQueue;

/// What one panel sees of the run and of the selection: a clock and a selection of its own, which follow the window's
/// when its turn in the queue has come. Both pass to another revision of the site together, so that what is selected is
/// a thing of the frame beside it whenever the panel looks; until its turn the panel keeps the revision that it had,
/// and things go between it and the window by id.
class FrameRelay final : public QObject {
  Q_OBJECT
 public:
  FrameRelay(RelayQueue& queue, QObject* parent);
  ~FrameRelay() override;

  FrameClock& clock() { return clock_; }
  Selection& selection() { return selection_; }
  /// Out of sight in a window that is shown the panel is told nothing; it is told in the next turn once it is seen.
  void restWith(QWidget& panel);
  bool isResting() const;
  /// The same thing in the revision of the window's frames; the campus where it is gone.
  EntityRef inWindow(EntityRef thing) const;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  friend class RelayQueue;
  /// Frame and selection of the window as they are now.
  void serve();
  void takeSelection();
  void giveSelection();
  EntityRef here(EntityRef thing) const;

  RelayQueue& queue_;
  FrameClock clock_;
  Selection selection_;
  QPointer<QWidget> panel_;
  bool isTaking_ = false, isGiving_ = false;
};

}  // namespace plenum::views
