// SPDX-License-Identifier: Apache-2.0
#include "models/WorkModel.h"

#include <QPainter>
#include <QPixmap>
#include <algorithm>
#include <numeric>
#include <unordered_set>

namespace plenum::views {

namespace {

constexpr int swatchPx = 12;

QIcon swatchIcon(const QColor& colour) {
  QPixmap picture(swatchPx, swatchPx);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  painter.fillRect(QRect(1, 1, swatchPx - 2, swatchPx - 2), colour);
  return QIcon(picture);
}

}  // namespace

WorkModel::WorkModel(Look& look, const WorkList& list, QObject* parent)
    : QAbstractTableModel(parent), look_(look), list_(list) {
  const auto redraw = [this] {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (!ids_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
  };
  connect(&look_.words, &Words::changed, this, redraw);
  connect(&look_.theme, &Theme::changed, this, redraw);
}

void WorkModel::show(FramePtr frame) {
  if (!frame) return;
  // rows that a view asks for while they come and go must be those of the frame before
  const FramePtr before = std::exchange(frame_, std::move(frame));
  update();
}

void WorkModel::filter(const QString& words, Keeps keeps) {
  words_ = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  keeps_ = std::move(keeps);
  if (frame_) update();
}

void WorkModel::sort(int column, Qt::SortOrder order) {
  sortColumn_ = column;
  order_ = order;
  if (frame_) update();
}

std::vector<std::size_t> WorkModel::wanted() const {
  std::vector<std::size_t> out;
  const std::size_t count = list_.count(*frame_);
  out.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (keeps_ && !keeps_(*frame_, i)) continue;
    if (!words_.isEmpty()) {
      const QString in = list_.words(look_, *frame_, i);
      const bool hasAll = std::all_of(words_.begin(), words_.end(),
                                      [&](const QString& word) { return in.contains(word, Qt::CaseInsensitive); });
      if (!hasAll) continue;
    }
    out.push_back(i);
  }
  if (sortColumn_ < 0 || sortColumn_ >= columnCount()) return out;
  const WorkList::Column& by = list_.columns[static_cast<std::size_t>(sortColumn_)];
  const bool isUp = order_ == Qt::AscendingOrder;
  if (by.rank) {
    std::vector<double> ranks(count);
    for (const std::size_t i : out) ranks[i] = by.rank(*frame_, i);
    std::stable_sort(out.begin(), out.end(),
                     [&](std::size_t a, std::size_t b) { return isUp ? ranks[a] < ranks[b] : ranks[b] < ranks[a]; });
  } else {
    std::vector<QString> texts(count);
    for (const std::size_t i : out) texts[i] = by.text(look_, *frame_, i);
    std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
      const int order = texts[a].localeAwareCompare(texts[b]);
      return isUp ? order < 0 : order > 0;
    });
  }
  return out;
}

void WorkModel::update() {
  const std::vector<std::size_t> next = wanted();
  std::vector<std::string> ids;
  ids.reserve(next.size());
  for (const std::size_t i : next) ids.push_back(list_.id(*frame_, i));
  if (ids != ids_) rearrange(ids);
  indices_ = next;
  if (!ids_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

/// Takes away the rows that are gone, adds those that are new at the end, then puts all in order.
void WorkModel::rearrange(const std::vector<std::string>& ids) {
  const std::unordered_set<std::string> kept(ids.begin(), ids.end());
  // data() reads by index: while rows move, those of this frame are looked up anew
  std::unordered_map<std::string, std::size_t> indexOf;
  for (std::size_t i = 0; i < list_.count(*frame_); ++i) indexOf.emplace(list_.id(*frame_, i), i);
  const auto reindex = [&] {
    indices_.resize(ids_.size());
    for (std::size_t r = 0; r < ids_.size(); ++r) {
      const auto found = indexOf.find(ids_[r]);
      indices_[r] = found == indexOf.end() ? std::size_t(-1) : found->second;
    }
  };
  reindex();
  for (int last = rowCount() - 1; last >= 0;) {
    if (kept.count(ids_[std::size_t(last)])) {
      --last;
      continue;
    }
    int first = last;
    while (first > 0 && !kept.count(ids_[std::size_t(first - 1)])) --first;
    beginRemoveRows({}, first, last);
    ids_.erase(ids_.begin() + first, ids_.begin() + last + 1);
    indices_.erase(indices_.begin() + first, indices_.begin() + last + 1);
    endRemoveRows();
    last = first - 1;
  }
  const std::unordered_set<std::string> shown(ids_.begin(), ids_.end());
  std::vector<std::string> fresh;
  for (const std::string& id : ids)
    if (!shown.count(id)) fresh.push_back(id);
  if (!fresh.empty()) {
    beginInsertRows({}, rowCount(), rowCount() + int(fresh.size()) - 1);
    ids_.insert(ids_.end(), fresh.begin(), fresh.end());
    reindex();
    endInsertRows();
  }
  if (ids_ == ids) return;
  Q_EMIT layoutAboutToBeChanged();
  std::unordered_map<std::string, int> rowOfId;
  for (std::size_t r = 0; r < ids.size(); ++r) rowOfId.emplace(ids[r], int(r));
  const QModelIndexList before = persistentIndexList();
  QModelIndexList after;
  for (const QModelIndex& at : before) {
    const auto found = rowOfId.find(ids_[std::size_t(at.row())]);
    after << (found == rowOfId.end() ? QModelIndex() : index(found->second, at.column()));
  }
  ids_ = ids;
  reindex();
  changePersistentIndexList(before, after);
  Q_EMIT layoutChanged();
}

int WorkModel::rowOf(const std::string& id) const {
  const auto found = std::find(ids_.begin(), ids_.end(), id);
  return found == ids_.end() ? -1 : int(found - ids_.begin());
}

bool WorkModel::isColumnNeeded(int column) const {
  const WorkList::Column& c = list_.columns[static_cast<std::size_t>(column)];
  if (!c.isNeeded) return true;
  if (!frame_) return false;
  for (std::size_t i = 0; i < list_.count(*frame_); ++i)
    if (c.isNeeded(*frame_, i)) return true;
  return false;
}

int WorkModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(ids_.size()); }
int WorkModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(list_.columns.size()); }

QVariant WorkModel::data(const QModelIndex& at, int role) const {
  if (!at.isValid() || at.row() >= rowCount() || at.column() >= columnCount() || !frame_) return {};
  const std::size_t i = indices_[std::size_t(at.row())];
  if (i >= list_.count(*frame_)) return {};
  const WorkList::Column& column = list_.columns[std::size_t(at.column())];
  const bool isBad = column.isBad && column.isBad(*frame_, i);
  const Tokens& t = look_.theme.tokens();
  switch (role) {
    case Qt::DisplayRole:
      return column.text(look_, *frame_, i);
    case Qt::FontRole:
      return look_.theme.font(Theme::Type::table, isBad);
    case Qt::TextAlignmentRole:
      return int((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ForegroundRole:
      return list_.isDim && list_.isDim(*frame_, i) ? t.dim : t.text;
    case Qt::ToolTipRole:
      if (at.column() == 0) return QString::fromStdString(list_.id(*frame_, i));
      return column.text(look_, *frame_, i);
    case Qt::DecorationRole:
      if (column.icon) return column.icon(look_, *frame_, i);
      if (at.column() == 0 && swatch_) {
        // names stand in one line whether they wear a colour or not
        const QColor colour = swatch_(*frame_, list_.id(*frame_, i));
        return swatchIcon(colour.isValid() ? colour : QColor(Qt::transparent));
      }
      return isBad ? QVariant(priorityIcon(3, t)) : QVariant();
    case barRole:
      return column.bar ? column.bar(*frame_, i) : -1.0;
    default:
      return {};
  }
}

QVariant WorkModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
  const WorkList::Column& column = list_.columns[std::size_t(section)];
  if (role == Qt::TextAlignmentRole) return int((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  if (role == Qt::FontRole) return look_.theme.font(Theme::Type::caption);
  if (role == Qt::ToolTipRole) return look_.words((std::string(column.title) + "-hint").c_str());
  return role == Qt::DisplayRole ? QVariant(look_.words(column.title)) : QVariant();
}

}  // namespace plenum::views
