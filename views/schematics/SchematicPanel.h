// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>
#include <QToolButton>
#include <QWidget>

#include "schematics/SchematicView.h"

namespace plenum::views {

/// The schematic with its way back and its tools above it.
class SchematicPanel final : public QWidget {
  Q_OBJECT
 public:
  SchematicPanel(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);
  SchematicView& view() { return *view_; }

 private:
  void refresh();

  Look& look_;
  FrameClock& clock_;
  SchematicView* view_;
  QLabel* path_;
};

}  // namespace plenum::views
