// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QWidget>

#include "schematics/SingleLineView.h"

namespace plenum::views {

/// The single-line diagram with its search and its tools above it.
class SingleLinePanel final : public QWidget {
  Q_OBJECT
 public:
  SingleLinePanel(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);
  SingleLineView& view() { return *view_; }
  /// With it there is a button that asks for voltages.
  void setVoltages(SingleLineView::Voltages voltages);
  QLineEdit& search() { return *search_; }
  QString note() const { return note_->text(); }

 private:
  void find();

  Look& look_;
  SingleLineView* view_;
  QLineEdit* search_;
  QToolButton* byVoltage_;
  QLabel* note_;  // what was not found
};

}  // namespace plenum::views
