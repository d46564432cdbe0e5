// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>
#include <QPushButton>
#include <QTableView>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "live/SessionDesk.h"
#include "models/AlarmModel.h"
#include "panels/AlarmDetail.h"

namespace plenum::views {

/// The standing alarms and, of the chosen one, cause, consequence and response. Clicking one selects the thing that it
/// speaks of.
class AlarmPanel final : public QWidget {
  Q_OBJECT
 public:
  AlarmPanel(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent = nullptr);
  AlarmModel& model() { return *model_; }
  QTableView& table() { return *table_; }
  QPushButton& acknowledgeButton() { return *acknowledge_; }
  AlarmDetail& detail() { return *detail_; }
  QPushButton& acknowledgeAllButton() { return *acknowledgeAll_; }
  void acknowledgeSelected();
  void acknowledgeAll();

 Q_SIGNALS:
  void countChanged(int unacknowledged);
  void activated(EntityRef entity);

 private:
  void refresh();
  Look& look_;
  FrameClock& clock_;
  SessionDesk& desk_;
  AlarmModel* model_;
  QTableView* table_;
  AlarmDetail* detail_;
  QLabel* summary_;
  QPushButton *acknowledge_, *acknowledgeAll_;
  int count_ = -1;
};

}  // namespace plenum::views
