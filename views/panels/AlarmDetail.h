// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <optional>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "live/SessionDesk.h"
#include "look/Look.h"

namespace plenum::views {

/// What an operator may do about an alarm, ready to be sent; nothing where no action answers to it.
std::optional<Action> responseTo(const ActiveAlarm& alarm, const Frame& frame);

/// Of one alarm: from what it followed, who is affected and when, and what to do. The button shows the action that it
/// has prepared and asks once more before it sends it.
class AlarmDetail final : public QScrollArea {
  Q_OBJECT
 public:
  AlarmDetail(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent = nullptr);
  void show(const std::optional<ActiveAlarm>& alarm);
  using QWidget::show;

  QString causeText() const { return cause_->text(); }
  QString consequenceText() const { return consequence_->text(); }
  QString responseText() const { return response_->text(); }
  QPushButton& act() { return *act_; }

 private:
  void refresh();
  void follow(const QString& link);
  QString causeOf(const ActiveAlarm& alarm, const Frame& frame) const;
  QString consequenceOf(const ActiveAlarm& alarm, const Frame& frame);
  void press();

  Look& look_;
  FrameClock& clock_;
  Selection& selection_;
  SessionDesk& desk_;
  QLabel *cause_, *consequence_, *response_;
  QPushButton* act_;
  QTimer calm_;  // an unconfirmed press is forgotten
  std::optional<ActiveAlarm> alarm_;
  std::optional<Action> prepared_;
  bool isAsking_ = false;
  // racks behind the alarm's thing, found once an alarm and a layout
  std::vector<std::uint32_t> racks_;
  LayoutPtr racksIn_;
  EntityRef racksOf_;
};

}  // namespace plenum::views
