// SPDX-License-Identifier: Apache-2.0
#include "models/AnswerModel.h"

#include <algorithm>

namespace plenum::views {

AnswerModel::AnswerModel(Look& look, std::vector<Column> columns, QObject* parent)
    : QAbstractTableModel(parent), look_(look), columns_(std::move(columns)) {
  const auto redraw = [this] {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (!rows_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
  };
  connect(&look_.words, &Words::changed, this, redraw);
  connect(&look_.theme, &Theme::changed, this, redraw);
}

void AnswerModel::show(std::vector<Row> rows) {
  beginResetModel();
  rows_ = std::move(rows);
  endResetModel();
}

int AnswerModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}
int AnswerModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

QVariant AnswerModel::data(const QModelIndex& at, int role) const {
  if (!at.isValid() || at.row() >= rowCount()) return {};
  const Row& row = rowAt(at.row());
  const auto column = static_cast<std::size_t>(at.column());
  if (column >= row.cells.size()) return {};
  const Tokens& t = look_.theme.tokens();
  switch (role) {
    case Qt::DisplayRole:
      return row.cells[column].text;
    case rankRole:
      return row.cells[column].rank;
    case Qt::FontRole:
      return look_.theme.font(Theme::Type::table, row.weight == Weight::danger);
    case Qt::TextAlignmentRole:
      return int((columns_[column].isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
      return row.tip.isEmpty() ? row.cells[column].text : row.tip;
    case Qt::ForegroundRole:
      return row.weight == Weight::dim ? t.dim : t.text;
    case Qt::DecorationRole:
      if (column == 0 && row.weight == Weight::danger) return priorityIcon(1, t);
      if (column == 0 && row.weight == Weight::warning) return priorityIcon(3, t);
      return {};
    default:
      return {};
  }
}

QVariant AnswerModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
  const Column& column = columns_[static_cast<std::size_t>(section)];
  if (role == Qt::TextAlignmentRole) return int((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (role == Qt::FontRole) return look_.theme.font(Theme::Type::caption);
  return role == Qt::DisplayRole ? QVariant(look_.words(column.title)) : QVariant();
}

void AnswerModel::sort(int column, Qt::SortOrder order) {
  if (column < 0 || column >= columnCount()) return;
  const auto c = static_cast<std::size_t>(column);
  const bool isNumber = columns_[c].isNumber, isUp = order == Qt::AscendingOrder;
  Q_EMIT layoutAboutToBeChanged();
  std::stable_sort(rows_.begin(), rows_.end(), [&](const Row& a, const Row& b) {
    const Row &first = isUp ? a : b, &second = isUp ? b : a;
    if (isNumber) return first.cells[c].rank < second.cells[c].rank;
    return QString::localeAwareCompare(first.cells[c].text, second.cells[c].text) < 0;
  });
  Q_EMIT layoutChanged();
}

}  // namespace plenum::views
