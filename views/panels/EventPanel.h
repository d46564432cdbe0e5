// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QTreeView>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "live/SessionDesk.h"
#include "models/EventModel.h"

namespace plenum::views {

/// The journal of the run, gathered under what came first. Clicking selects the thing; double-clicking goes to the
/// instant.
class EventPanel final : public QWidget {
  Q_OBJECT
 public:
  EventPanel(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent = nullptr);
  EventModel& model() { return *model_; }
  QTreeView& tree() { return *tree_; }

 private:
  EventModel* model_;
  QTreeView* tree_;
};

}  // namespace plenum::views
