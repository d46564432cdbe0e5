// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QWidget>
#include <functional>

#include "look/Look.h"

namespace plenum::views {

/// A number to be entered: what is out of its range or no number is refused, and the range is said. Nothing is sent
/// before Enter or the button.
class EntryRow final : public QWidget {
  Q_OBJECT
 public:
  struct Range {
    double low = 0.0, high = 1.0;
    QString unit;
    int decimals = 1;
  };
  EntryRow(Look& look, const QString& name, Range range, double value, QWidget* parent);

  void setValue(double value);
  /// The text of the entry, for tests and restoring.
  QLineEdit& line() { return *line_; }
  QPushButton& button() { return *button_; }
  bool isRefused() const { return !refusal_->isHidden(); }

 Q_SIGNALS:
  void entered(double value);

 private:
  void send();
  Look& look_;
  Range range_;
  QLineEdit* line_;
  QPushButton* button_;
  QLabel* refusal_;
};

}  // namespace plenum::views
