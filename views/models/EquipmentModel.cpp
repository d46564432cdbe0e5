// SPDX-License-Identifier: Apache-2.0
#include "models/EquipmentModel.h"

#include <algorithm>
#include <cctype>
#include <numeric>

namespace plenum::views {

namespace {

// "R2" before "R10": runs of digits are compared as numbers
bool isBefore(const QString& a, const QString& b) {
  qsizetype i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (a[i].isDigit() && b[j].isDigit()) {
      qsizetype endA = i, endB = j;
      while (endA < a.size() && a[endA].isDigit()) ++endA;
      while (endB < b.size() && b[endB].isDigit()) ++endB;
      const double numberA = a.mid(i, endA - i).toDouble(), numberB = b.mid(j, endB - j).toDouble();
      if (numberA != numberB) return numberA < numberB;
      i = endA, j = endB;
    } else {
      if (a[i] != b[j]) return a[i] < b[j];
      ++i, ++j;
    }
  }
  return a.size() - i < b.size() - j;
}

}  // namespace

void EquipmentModel::setSite(SitePtr site) {
  if (site == site_) return;
  beginResetModel();
  site_ = std::move(site);
  renew();
  endResetModel();
}

void EquipmentModel::setKind(RecordKind kind) {
  if (kind == kind_ && !columns_.empty()) return;
  beginResetModel();
  kind_ = kind;
  sortedBy_ = -1;
  renew();
  endResetModel();
}

void EquipmentModel::setFilter(const QString& text) {
  beginResetModel();
  filter_ = text.trimmed();
  arrange();
  endResetModel();
}

void EquipmentModel::renew() {
  ids_.clear();
  columns_.clear();
  for (const Property& property : propertiesOf(kind_))
    if (property.id != "id") columns_.push_back(&property);
  if (site_) ids_ = writtenIds(*site_, kind_);
  arrange();
}

void EquipmentModel::arrange() {
  rowOf_.clear();
  shown_.clear();
  const int columns = columnCount();
  for (std::uint32_t i = 0; i < ids_.size(); ++i) {
    bool isFound = filter_.isEmpty();
    for (int c = 0; c < columns && !isFound; ++c) {
      const QString value = textAt(i, c);
      const Property* property = propertyAt(c);
      isFound = value.contains(filter_, Qt::CaseInsensitive) ||
                (property && wordOf(*property, value).contains(filter_, Qt::CaseInsensitive));
    }
    if (isFound) shown_.push_back(i);
  }
  if (sortedBy_ < 0) return;
  const Property* property = propertyAt(sortedBy_);
  const bool isNumber =
      property && (property->type == Property::Type::number || property->type == Property::Type::whole);
  // read once each, not at every comparison
  if (isNumber) {
    std::vector<double> ranks(ids_.size());
    for (const std::uint32_t i : shown_) ranks[i] = textAt(i, sortedBy_).toDouble();
    std::stable_sort(shown_.begin(), shown_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return ranks[a] < ranks[b]; });
  } else {
    std::vector<QString> ranks(ids_.size());
    for (const std::uint32_t i : shown_) ranks[i] = textAt(i, sortedBy_);
    std::stable_sort(shown_.begin(), shown_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return isBefore(ranks[a], ranks[b]); });
  }
  if (order_ == Qt::DescendingOrder) std::reverse(shown_.begin(), shown_.end());
}

QString EquipmentModel::textAt(std::size_t thing, int column) const {
  const Property* property = propertyAt(column);
  if (!property) return QString::fromStdString(ids_[thing]);
  const auto value = valueOf(*site_, ids_[thing], property->id);
  return value ? QString::fromStdString(*value) : QString();
}

QString EquipmentModel::wordOf(const Property& property, const QString& value) const {
  if (value.isEmpty()) return value;
  if (property.type == Property::Type::truth) return look_.words(("properties." + value.toStdString()).c_str());
  if (property.type == Property::Type::choice)
    return look_.words(("choice." + property.id + "." + value.toStdString()).c_str());
  return value;
}

int EquipmentModel::rowOf(const std::string& id) const {
  if (rowOf_.empty())
    for (std::size_t row = 0; row < shown_.size(); ++row) rowOf_.emplace(ids_[shown_[row]], static_cast<int>(row));
  const auto found = rowOf_.find(id);
  return found == rowOf_.end() ? -1 : found->second;
}

const Property* EquipmentModel::propertyAt(int column) const {
  return column < 1 || column > static_cast<int>(columns_.size()) ? nullptr
                                                                  : columns_[static_cast<std::size_t>(column - 1)];
}

int EquipmentModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(shown_.size());
}

int EquipmentModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(columns_.size()) + 1;
}

QVariant EquipmentModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const Property* property = propertyAt(index.column());
  if (role == Qt::DisplayRole || role == Qt::EditRole) {
    const QString value = textAt(shown_[static_cast<std::size_t>(index.row())], index.column());
    return role == Qt::DisplayRole && property ? wordOf(*property, value) : value;
  }
  if (role == Qt::TextAlignmentRole && property &&
      (property->type == Property::Type::number || property->type == Property::Type::whole))
    return int(Qt::AlignRight | Qt::AlignVCenter);
  return {};
}

bool EquipmentModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || !propertyAt(index.column())) return false;
  if (value.toString() == data(index, Qt::EditRole).toString()) return true;
  Q_EMIT entered(index, value.toString());
  // the site decides; the table shows what it says
  return false;
}

QVariant EquipmentModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole)) return {};
  const Property* property = propertyAt(section);
  if (!property) return look_.words("property.id");
  QString title = look_.words(("property." + property->id).c_str());
  if (!property->unit.empty()) title += QStringLiteral(" (%1)").arg(QString::fromStdString(property->unit));
  if (role == Qt::ToolTipRole && property->low < property->high)
    title += QLatin1Char('\n') +
             look_.words("properties.range",
                         {{"low", toText(property->low)}, {"high", toText(property->high)}, {"unit", property->unit}});
  return title;
}

Qt::ItemFlags EquipmentModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::NoItemFlags;
  const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
  return propertyAt(index.column()) ? plain | Qt::ItemIsEditable : plain;
}

void EquipmentModel::sort(int column, Qt::SortOrder order) {
  beginResetModel();
  sortedBy_ = column;
  order_ = order;
  arrange();
  endResetModel();
}

}  // namespace plenum::views
