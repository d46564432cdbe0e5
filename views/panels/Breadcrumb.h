// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "look/Look.h"

namespace plenum::views {

/// Where the selection is: campus › building › hall › row › rack. Each step is a link.
class Breadcrumb final : public QLabel {
  Q_OBJECT
 public:
  Breadcrumb(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);

 private:
  void refresh();
  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  std::vector<EntityRef> path_;
};

}  // namespace plenum::views
