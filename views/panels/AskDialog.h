// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <functional>
#include <optional>

#include "look/Look.h"
#include "scenario/Actions.h"

namespace plenum::views {

/// One action, said in full before it is done: what it does, what it costs, and where it has a number, that number.
/// Tells the answer and does nothing itself.
class AskDialog final : public QDialog {
  Q_OBJECT
 public:
  struct Number {
    const char* textId;
    double low = 0.0, high = 1.0, value = 0.0;
    QString unit;
    int decimals = 0;
  };
  struct Question {
    std::function<Action(double)> action;
    std::optional<Number> number;
    /// Sentences beneath: what will be lost, what goes on. Asked anew for every number.
    std::function<QStringList(double)> consequences;
    bool isDestructive = false;
  };
  AskDialog(Look& look, Question question, QWidget* parent);

  QDoubleSpinBox* box() { return box_; }
  QPushButton& doButton() { return *do_; }
  QPushButton& cancelButton() { return *cancel_; }
  QString said() const { return title_->text() + QLatin1Char('\n') + sentence_->text(); }

 Q_SIGNALS:
  void answered(const Action& action);

 private:
  void refresh();
  Action action() const { return question_.action(box_ ? box_->value() : 0.0); }
  Look& look_;
  Question question_;
  QLabel *title_, *sentence_;
  QDoubleSpinBox* box_ = nullptr;
  QPushButton *do_, *cancel_;
};

}  // namespace plenum::views
