// SPDX-License-Identifier: Apache-2.0
#include "window/RackLoadModel.h"

#include <algorithm>

#include "panels/PropertyRows.h"

namespace plenum {

RackLoadModel::RackLoadModel(views::Look& look, io::RackLoadTable table, QObject* parent)
    : QAbstractTableModel(parent), look_(look), table_(std::move(table)), shown_(table_.wrong()) {}

int RackLoadModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(shown_.size()); }
int RackLoadModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(columns); }

QVariant RackLoadModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const io::RackLoadTable::Line& at = table_.lines()[shown_[std::size_t(index.row())]];
  const auto reason = [&] {
    return at.problem ? views::sentenceOf(*at.problem, look_.words) : look_.words("racks.right");
  };
  if (role == Qt::ToolTipRole) return reason();
  if (role == Qt::ForegroundRole) {
    const views::Tokens& t = look_.theme.tokens();
    if (index.column() == verdict) return at.problem ? t.priority[1] : t.dim;
    return index.column() == line ? t.dim : t.text;
  }
  if (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::AccessibleTextRole) return {};
  switch (index.column()) {
    case line:
      return QString::number(at.line);
    case verdict:
      return reason();
    default:
      return QString::fromStdString(at.cells[std::size_t(index.column() - rack)]);
  }
}

QVariant RackLoadModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  static constexpr const char* ids[columns]{"racks.line",  "racks.rack", "racks.power",
                                            "racks.share", "racks.from", "racks.verdict"};
  return look_.words(ids[section]);
}

Qt::ItemFlags RackLoadModel::flags(const QModelIndex& index) const {
  const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
  return index.column() >= rack && index.column() <= from ? plain | Qt::ItemIsEditable : plain;
}

bool RackLoadModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable)) return false;
  table_.put(shown_[std::size_t(index.row())], std::size_t(index.column() - rack), value.toString().toStdString());
  // to put one line right may make another wrong: it is shown from now on
  for (const std::size_t wrong : table_.wrong()) {
    if (std::find(shown_.begin(), shown_.end(), wrong) != shown_.end()) continue;
    beginInsertRows({}, int(shown_.size()), int(shown_.size()));
    shown_.push_back(wrong);
    endInsertRows();
  }
  Q_EMIT dataChanged(this->index(0, 0), this->index(rowCount() - 1, columns - 1));
  Q_EMIT changed();
  return true;
}

}  // namespace plenum
