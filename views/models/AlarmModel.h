// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractTableModel>
#include <vector>

#include "frame/Frame.h"
#include "look/Look.h"

namespace plenum::views {

/// The alarms that stand now, most urgent first. Rows come and go one by one, so that a table keeps its selection.
class AlarmModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { priorityColumn, timeColumn, textColumn, whereColumn, stateColumn, columns };

  explicit AlarmModel(Look& look, QObject* parent = nullptr);
  void show(const Frame& frame);
  const ActiveAlarm& alarmAt(int row) const { return alarms_[static_cast<std::size_t>(row)]; }
  int unacknowledged() const;
  /// The row of an alarm by its number, or −1.
  int rowOf(std::uint64_t alarm) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 private:
  /// Others that stand followed from it.
  bool isFirstOut(const ActiveAlarm& alarm) const;
  Look& look_;
  std::vector<ActiveAlarm> alarms_;
};

}  // namespace plenum::views
