// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractTableModel>
#include <vector>

#include "io/RackLoads.h"
#include "look/Look.h"

namespace plenum {

/// The lines of a table of rack loads that were wrong when it was opened, to be put right cell by cell. A line that has
/// become right stays, and says so.
class RackLoadModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { line, rack, power, share, from, verdict, columns };
  RackLoadModel(views::Look& look, io::RackLoadTable table, QObject* parent);
  const io::RackLoadTable& table() const { return table_; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

 Q_SIGNALS:
  void changed();

 private:
  views::Look& look_;
  io::RackLoadTable table_;
  std::vector<std::size_t> shown_;  // lines of the table, by row
};

}  // namespace plenum
