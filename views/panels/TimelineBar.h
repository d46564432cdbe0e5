// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QLabel>
#include <QToolButton>
#include <QWidget>
#include <vector>

#include "live/FrameClock.h"
#include "live/SessionDesk.h"
#include "look/Look.h"

namespace plenum::views {

/// Time as a place: the run from its start to the furthest instant it has reached, on a whole number of hours, with a
/// mark where something happened. Dragging seeks on release; arrow keys go by a minute, with Shift by ten.
class ScrubBar final : public QWidget {
  Q_OBJECT
 public:
  struct Mark {
    Time time;
    int priority = 4;
  };
  ScrubBar(Look& look, QWidget* parent = nullptr);

  void setRun(Time start, Time now, Time reached);
  void setMarks(std::vector<Mark> marks);
  const std::vector<Mark>& marks() const { return marks_; }
  Time axisEnd() const { return end_; }
  int xOf(Time time) const;
  Time timeAt(int x) const;
  QSize sizeHint() const override { return {240, 44}; }
  QSize minimumSizeHint() const override { return {160, 44}; }

 Q_SIGNALS:
  void seekAsked(Time time);
  void branchAsked(Time time);

 protected:
  void paintEvent(QPaintEvent*) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  Look& look_;
  Time start_, now_, reached_, end_;
  std::vector<Mark> marks_;
  std::optional<int> dragX_;
};

/// Play, pause, step, speed, the simulated clock and the run as a line.
class TimelineBar final : public QWidget {
  Q_OBJECT
 public:
  TimelineBar(Look& look, FrameClock& clock, SessionDesk& desk, QWidget* parent = nullptr);
  ScrubBar& scrub() { return *scrub_; }
  QToolButton& playButton() { return *play_; }
  QComboBox& speedBox() { return *speed_; }
  const QLabel& clockLabel() const { return *now_; }

 private:
  void show(const FramePtr& frame);
  void followDesk();
  void fixClock();
  void collectMarks(const Frame& frame);

  Look& look_;
  FrameClock& clock_;
  SessionDesk& desk_;
  QToolButton *back_, *play_, *forward_;
  QComboBox* speed_;
  QLabel *now_, *date_;
  ScrubBar* scrub_;
  std::size_t eventsSeen_ = 0;
  std::vector<ScrubBar::Mark> marks_;
};

}  // namespace plenum::views
