// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QWidget>
#include <functional>
#include <vector>

#include "look/Look.h"

namespace plenum {

/// Five marks laid over the window, one after the other: each leaves one part clear, says what it is for, and goes on,
/// back or away. Esc ends it. Nothing beneath is changed.
class Tour final : public QWidget {
  Q_OBJECT
 public:
  /// Where a step points, when it is shown.
  using Find = std::function<QWidget*()>;
  Tour(views::Look& look, std::vector<Find> places, QWidget* window);
  void begin();
  int step() const { return step_; }  // from 0; −1: not shown
  QPushButton& nextButton() { return *next_; }
  QPushButton& skipButton() { return *skip_; }

 Q_SIGNALS:
  void ended();

 protected:
  void paintEvent(QPaintEvent*) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void show(int step);
  void end();
  void place();
  QRect target() const;
  views::Look& look_;
  std::vector<Find> places_;
  int step_ = -1;
  QFrame* bubble_;
  QLabel *number_, *title_, *text_;
  QPushButton *back_, *next_, *skip_;
};

}  // namespace plenum
