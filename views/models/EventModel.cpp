// SPDX-License-Identifier: Apache-2.0
#include "models/EventModel.h"

#include <algorithm>
#include <utility>

namespace plenum::views {

namespace {

// a jump of the run brings more at once than a view may be told of one by one
constexpr std::size_t mostTold = 200;

bool isUrgent(const Event& event) { return event.kind == Event::Kind::raised; }

}  // namespace

EventModel::EventModel(Look& look, QObject* parent) : QAbstractItemModel(parent), look_(look) {
  const auto redraw = [this] {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
    Q_EMIT layoutChanged();
  };
  connect(&look_.words, &Words::changed, this, redraw);
  connect(&look_.theme, &Theme::changed, this, redraw);
}

/// The same log, grown at its end: its newest known entry is still where it was.
bool EventModel::isGrown(const Log<Event>& log) const {
  if (size_ == 0 || log.size() < size_) return false;
  const Event &now = log[size_ - 1], &before = (*log_)[size_ - 1];
  return now.sequence == before.sequence && now.time == before.time && now.text == before.text;
}

void EventModel::show(const Frame& frame) {
  const std::size_t size = frame.events ? frame.events->size() : 0;
  const bool goesOn = frame.events && isGrown(*frame.events);
  if (goesOn && size - size_ <= mostTold) {
    log_ = frame.events;
    for (std::size_t event = size_; event < size; ++event) take(event, true);
    return;
  }
  if (size == 0 && size_ == 0) return;
  beginResetModel();
  log_ = frame.events;
  groups_.clear();
  groupOf_.clear();
  size_ = 0;
  for (std::size_t event = 0; event < size; ++event) take(event, false);
  endResetModel();
}

void EventModel::setHidden(Hidden hidden) {
  if (hidden == hidden_) return;
  beginResetModel();
  hidden_ = hidden;
  groups_.clear();
  groupOf_.clear();
  const std::size_t size = std::exchange(size_, 0);
  for (std::size_t event = 0; event < size; ++event) take(event, false);
  endResetModel();
}

/// What follows from another event, or ends an alarm, goes where that one is.
void EventModel::take(std::size_t at, bool tells) {
  const Event& event = (*log_)[at];
  const std::uint64_t before = event.cause != 0 ? event.cause : event.alarm;
  size_ = at + 1;
  if (event.isHidden && hidden_ == Hidden::left) {
    groupOf_.push_back(nowhere);
    return;
  }
  const bool isNew = before == 0 || before > at || before == event.sequence ||
                     groupOf_[static_cast<std::size_t>(before) - 1] == nowhere;
  if (isNew) {
    if (tells) beginInsertRows({}, 0, 0);
    groups_.push_back({at, {}, isUrgent(event) ? event.priority : 4});
    groupOf_.push_back(groups_.size() - 1);
    if (tells) endInsertRows();
    return;
  }
  const std::size_t group = groupOf_[static_cast<std::size_t>(before) - 1];
  const QModelIndex above = index(rowOf(group), 0);
  const auto row = static_cast<int>(groups_[group].followed.size());
  if (tells) beginInsertRows(above, row, row);
  groups_[group].followed.push_back(at);
  if (isUrgent(event)) groups_[group].priority = std::min(groups_[group].priority, event.priority);
  groupOf_.push_back(group);
  if (!tells) return;
  endInsertRows();
  Q_EMIT dataChanged(above, above.siblingAtColumn(columns - 1));
}

QModelIndex EventModel::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) return {};
  return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(groupAt(parent.row()) + 1) : quintptr{0});
}

QModelIndex EventModel::parent(const QModelIndex& child) const {
  if (!child.isValid() || child.internalId() == 0) return {};
  return createIndex(rowOf(static_cast<std::size_t>(child.internalId()) - 1), 0, quintptr{0});
}

int EventModel::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) return static_cast<int>(groups_.size());
  if (parent.internalId() != 0 || parent.column() > 0) return 0;
  return static_cast<int>(groups_[groupAt(parent.row())].followed.size());
}

int EventModel::columnCount(const QModelIndex&) const { return columns; }

const Event& EventModel::eventAt(const QModelIndex& at) const {
  if (at.internalId() == 0) return (*log_)[groups_[groupAt(at.row())].first];
  const Group& group = groups_[static_cast<std::size_t>(at.internalId()) - 1];
  return (*log_)[group.followed[static_cast<std::size_t>(at.row())]];
}

QModelIndex EventModel::placeOf(std::uint64_t sequence, int column) const {
  if (sequence == 0 || sequence > size_) return {};
  const auto event = static_cast<std::size_t>(sequence) - 1;
  const std::size_t group = groupOf_[event];
  if (group == nowhere) return {};
  if (groups_[group].first == event) return createIndex(rowOf(group), column, quintptr{0});
  const auto& followed = groups_[group].followed;
  const auto at = std::lower_bound(followed.begin(), followed.end(), event);
  return createIndex(static_cast<int>(at - followed.begin()), column, static_cast<quintptr>(group + 1));
}

/// What came first says how much followed from it.
QString EventModel::textOf(const Event& event, const Group* group) const {
  const QString text = look_.words(event.text);
  if (!group || group->followed.empty()) return text;
  const QString count = look_.format.count(static_cast<qint64>(group->followed.size()));
  return text + QStringLiteral("  ·  ") + look_.words("event.followed", {{"count", count.toStdString()}});
}

QVariant EventModel::data(const QModelIndex& at, int role) const {
  if (!at.isValid()) return {};
  const Event& event = eventAt(at);
  const Group* group = at.internalId() == 0 ? &groups_[groupAt(at.row())] : nullptr;
  const Tokens& t = look_.theme.tokens();
  if (role == Qt::FontRole) return look_.theme.font(Theme::Type::table);
  if (role == Qt::ForegroundRole)
    return at.column() == whereColumn ? t.accent : at.column() == textColumn ? t.text : t.dim;
  if (role == Qt::DecorationRole && at.column() == kindColumn) {
    const int priority = group ? group->priority : isUrgent(event) ? event.priority : 4;
    return priority < 4 ? QVariant(priorityIcon(priority, t)) : QVariant();
  }
  if (role == Qt::ToolTipRole) {
    const QString advice = look_.words(event.advice);
    return advice.isEmpty() ? look_.words(event.text) : look_.words(event.text) + QLatin1Char('\n') + advice;
  }
  if (role != Qt::DisplayRole) return {};
  static constexpr const char* kinds[] = {"event.raised", "event.returned", "event.acknowledged", "event.action",
                                          "event.note"};
  switch (at.column()) {
    case timeColumn:
      return look_.format.clock(event.time);
    case kindColumn:
      return look_.words(kinds[static_cast<std::size_t>(event.kind)]);
    case textColumn:
      return textOf(event, group);
    case whereColumn:
      return QString::fromStdString(event.entityId);
    default:
      return {};
  }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
  static constexpr const char* titles[columns] = {"alarm.time", "event.kind", "event.text", "alarm.where"};
  if (orientation != Qt::Horizontal || section < 0 || section >= columns) return {};
  if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
  if (role == Qt::FontRole) return look_.theme.font(Theme::Type::caption);
  return role == Qt::DisplayRole ? QVariant(look_.words(titles[section])) : QVariant();
}

}  // namespace plenum::views
