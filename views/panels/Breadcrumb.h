// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "look/Look.h"

namespace plenum::views {

/// Where the selection is: campus › building › hall › row › rack › server › chip. Each step is a link that leads there,
/// each mark between them a menu of what else stands beside the step behind it.
class Breadcrumb final : public QLabel {
  Q_OBJECT
 public:
  Breadcrumb(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);

 Q_SIGNALS:
  /// A step was chosen: it is selected, and the eye should go there.
  void went(plenum::EntityRef entity);

 public:
  /// What stands beside a step of the path, itself among it.
  std::vector<EntityRef> beside(EntityRef step) const;
  const std::vector<EntityRef>& path() const { return path_; }

 private:
  void refresh();
  void go(EntityRef entity);
  void offer(EntityRef step);
  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  std::vector<EntityRef> path_;
};

}  // namespace plenum::views
