// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractTableModel>
#include <memory>

#include "frame/Frame.h"
#include "look/Look.h"

namespace plenum::views {

/// Everything that happened, newest first: a window onto the run's own log, which is shared and not copied.
class EventModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { timeColumn, kindColumn, textColumn, whereColumn, columns };

  explicit EventModel(Look& look, QObject* parent = nullptr);
  void show(const Frame& frame);
  const Event& eventAt(int row) const { return (*log_)[size_ - 1 - static_cast<std::size_t>(row)]; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 private:
  Look& look_;
  std::shared_ptr<const Log<Event>> log_;
  std::size_t size_ = 0;
};

}  // namespace plenum::views
