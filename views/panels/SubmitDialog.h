// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include "frame/Frame.h"
#include "look/Look.h"
#include "scenario/Actions.h"

namespace plenum::views {

/// Asks for a new job and says, while it is filled in, what is wrong with it and whether it would start at once.
class SubmitDialog final : public QDialog {
  Q_OBJECT
 public:
  SubmitDialog(Look& look, FramePtr frame, QWidget* parent);

  SubmitJob job() const;
  /// Why it cannot be submitted; empty: it can.
  QString refusal() const;
  QString said() const { return verdict_->text(); }
  QLineEdit& nameBox() { return *name_; }
  QComboBox& kindBox() { return *kind_; }
  QSpinBox& chipsBox() { return *chips_; }
  QDoubleSpinBox& hoursBox() { return *hours_; }
  QDoubleSpinBox& utilisationBox() { return *utilisation_; }
  QPushButton& doButton() { return *do_; }

 Q_SIGNALS:
  void answered(const Action& action);

 private:
  void refresh();
  Look& look_;
  FramePtr frame_;
  QLineEdit* name_;
  QComboBox* kind_;
  QSpinBox* chips_;
  QDoubleSpinBox *hours_, *utilisation_;
  QLabel* verdict_;
  QPushButton* do_;
};

}  // namespace plenum::views
