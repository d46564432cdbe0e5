// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractTableModel>
#include <QStringList>
#include <vector>

#include "look/Look.h"
#include "site/Layout.h"

namespace plenum::views {

/// The answer to a question as a table that can be sorted: text as it is shown, numbers to sort by, and the thing that
/// a row is about.
class AnswerModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum class Weight { plain, dim, warning, danger };
  struct Cell {
    QString text;
    double rank = 0.0;  // what it is sorted by, for a column of numbers
  };
  struct Row {
    std::vector<Cell> cells;
    EntityRef entity;
    Weight weight = Weight::plain;
    QString tip;
    int number = -1;  // the caller's
  };
  struct Column {
    const char* title;  // text id
    bool isNumber = false;
  };
  static constexpr int rankRole = Qt::UserRole + 1;

  AnswerModel(Look& look, std::vector<Column> columns, QObject* parent = nullptr);
  void show(std::vector<Row> rows);
  const Row& rowAt(int row) const { return rows_[static_cast<std::size_t>(row)]; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  void sort(int column, Qt::SortOrder order) override;

 private:
  Look& look_;
  std::vector<Column> columns_;
  std::vector<Row> rows_;
};

}  // namespace plenum::views
