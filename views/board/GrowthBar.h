// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QWidget>
#include <vector>

#include "board/GrowthPace.h"
#include "board/PlanShown.h"
#include "look/Look.h"

namespace plenum::views {

/// The months of a plan as a line: the years under it, a mark where a phase is ready, the handle at the month that is
/// looked at. Arrow keys go by a month, with Shift by a year.
class MonthLine final : public QWidget {
  Q_OBJECT
 public:
  struct Mark {
    double month = 0.0;
    QString name;
  };
  MonthLine(Look& look, QWidget* parent = nullptr);

  void setPlan(int months, int firstMonth, int firstYear);
  void setMarks(std::vector<Mark> marks);
  const std::vector<Mark>& marks() const { return marks_; }
  void setPosition(double month);
  double position() const { return position_; }
  int months() const { return months_; }
  int xOf(double month) const;
  double monthAt(int x) const;
  QSize sizeHint() const override { return {320, 44}; }
  QSize minimumSizeHint() const override { return {140, 44}; }

 Q_SIGNALS:
  void moved(double month);

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void go(double month);
  Look& look_;
  int months_ = 0, firstMonth_ = 1, firstYear_ = 2000;
  double position_ = 0.0;
  std::vector<Mark> marks_;
};

/// Time of a plan: play and pause, the month, its line, and what is live by then. Reads the plan that is shown and sets
/// its month; while it plays, parts of a month are told for pictures that move, and every change of the campus is given
/// the same time.
class GrowthBar final : public QWidget {
  Q_OBJECT
 public:
  GrowthBar(Look& look, PlanShown& shown, QWidget* parent = nullptr);

  MonthLine& line() { return *line_; }
  double position() const { return line_->position(); }
  bool isPlaying() const { return timer_.isActive(); }
  bool isShown() const { return eye_->isChecked(); }
  bool areYearsShown() const { return years_->isChecked(); }
  void setShown(bool isShown) { eye_->setChecked(isShown); }
  void setYearsShown(bool areShown) { years_->setChecked(areShown); }
  void setPlaying(bool isPlaying);
  void togglePlay() { setPlaying(!isPlaying()); }
  /// Something that is wrong with the land; "" for nothing.
  void setTrouble(const QString& text);
  /// The plan is being worked out: nothing to ask for until it is.
  void setWorking(bool isWorking);
  /// How far that has come.
  void tellWorking(const QString& text);
  QString waitingText() const { return none_->text(); }
  QPushButton& workButton() { return *work_; }
  QString monthText() const { return month_->text(); }
  QString countText() const { return chips_->text(); }
  QString bindingText() const { return binds_->text(); }
  /// What is under way in that month, and when the next of it runs.
  QString comingText() const { return coming_->text(); }
  const GrowthPace& pace() const { return pace_; }

 Q_SIGNALS:
  void positionChanged(double month);
  void shownToggled(bool isShown);
  void yearsToggled(bool areShown);
  void filmAsked();
  void workAsked();

 private:
  void follow();
  void turn();
  void stand(double month);
  void say();
  QString coming(std::size_t month) const;

  Look& look_;
  PlanShown& shown_;
  QToolButton *play_, *eye_, *years_;
  QLabel *month_, *chips_, *mw_, *binds_, *coming_, *trouble_, *none_;
  QPushButton *work_, *film_;
  bool isWorking_ = false;
  MonthLine* line_;
  GrowthPace pace_;
  QTimer timer_;
};

}  // namespace plenum::views
