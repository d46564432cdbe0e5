// SPDX-License-Identifier: Apache-2.0
#include "models/AlarmModel.h"

#include <algorithm>
#include <unordered_set>

namespace plenum::views {

AlarmModel::AlarmModel(Look& look, QObject* parent) : QAbstractTableModel(parent), look_(look) {
  const auto redraw = [this] {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (!alarms_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
  };
  connect(&look_.words, &Words::changed, this, redraw);
  connect(&look_.theme, &Theme::changed, this, redraw);
}

void AlarmModel::show(const Frame& frame) {
  const auto& wanted = frame.alarms;
  std::unordered_set<std::uint64_t> standing;
  for (const ActiveAlarm& a : wanted) standing.insert(a.alarm);
  for (int row = rowCount() - 1; row >= 0; --row) {
    if (standing.count(alarmAt(row).alarm)) continue;
    beginRemoveRows({}, row, row);
    alarms_.erase(alarms_.begin() + row);
    endRemoveRows();
  }
  std::unordered_set<std::uint64_t> shown;
  for (const ActiveAlarm& a : alarms_) shown.insert(a.alarm);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (i < alarms_.size() && alarms_[i].alarm == wanted[i].alarm) continue;
    if (shown.count(wanted[i].alarm)) {
      // an order of urgency that changed: rare enough to begin anew
      beginResetModel();
      alarms_ = wanted;
      endResetModel();
      return;
    }
    beginInsertRows({}, static_cast<int>(i), static_cast<int>(i));
    alarms_.insert(alarms_.begin() + static_cast<std::ptrdiff_t>(i), wanted[i]);
    endInsertRows();
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (alarms_[i].isAcknowledged == wanted[i].isAcknowledged && alarms_[i].text == wanted[i].text &&
        alarms_[i].course == wanted[i].course)
      continue;
    alarms_[i] = wanted[i];
    Q_EMIT dataChanged(index(static_cast<int>(i), 0), index(static_cast<int>(i), columns - 1));
  }
}

int AlarmModel::unacknowledged() const {
  return static_cast<int>(
      std::count_if(alarms_.begin(), alarms_.end(), [](const ActiveAlarm& a) { return !a.isAcknowledged; }));
}

bool AlarmModel::isFirstOut(const ActiveAlarm& alarm) const {
  return std::any_of(alarms_.begin(), alarms_.end(),
                     [&alarm](const ActiveAlarm& other) { return other.cause == alarm.alarm; });
}

int AlarmModel::rowOf(std::uint64_t alarm) const {
  for (std::size_t i = 0; i < alarms_.size(); ++i)
    if (alarms_[i].alarm == alarm) return static_cast<int>(i);
  return -1;
}

int AlarmModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(alarms_.size());
}
int AlarmModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QVariant AlarmModel::data(const QModelIndex& at, int role) const {
  if (!at.isValid() || at.row() >= rowCount()) return {};
  const ActiveAlarm& alarm = alarmAt(at.row());
  const Tokens& t = look_.theme.tokens();
  if (role == Qt::FontRole)
    return look_.theme.font(Theme::Type::table, !alarm.isAcknowledged && at.column() == textColumn);
  if (role == Qt::ForegroundRole) {
    if (at.column() == whereColumn) return t.accent;
    return alarm.isAcknowledged ? t.dim : t.text;
  }
  if (role == Qt::ToolTipRole) {
    // all of what the row may have no room for
    QStringList lines{look_.words(alarm.text)};
    if (!alarm.course.id.empty()) lines << look_.words(alarm.course);
    if (const QString advice = look_.words(alarm.advice); !advice.isEmpty()) lines << advice;
    return lines.join(QLatin1Char('\n'));
  }
  if (role == Qt::DecorationRole && at.column() == priorityColumn) return priorityIcon(alarm.priority, t);
  if (role == Qt::AccessibleTextRole && at.column() == priorityColumn)
    return look_.words("alarm.priority", {{"priority", std::to_string(alarm.priority)}});
  if (role != Qt::DisplayRole) return {};
  switch (at.column()) {
    case priorityColumn:
      return QString::number(alarm.priority);
    case timeColumn:
      return look_.format.clock(alarm.since);
    case textColumn: {
      const QString text = alarm.course.id.empty()
                               ? look_.words(alarm.text)
                               : look_.words(alarm.text) + QStringLiteral(" · ") + look_.words(alarm.course);
      return isFirstOut(alarm) ? look_.words("alarm.first-out", {{"text", text.toStdString()}}) : text;
    }
    case whereColumn:
      return QString::fromStdString(alarm.entityId);
    case stateColumn:
      return look_.words(alarm.isAcknowledged ? "alarm.acknowledged" : "alarm.unacknowledged");
    default:
      return {};
  }
}

QVariant AlarmModel::headerData(int section, Qt::Orientation orientation, int role) const {
  static constexpr const char* titles[columns] = {"alarm.p", "alarm.time", "alarm.text", "alarm.where", "alarm.state"};
  if (orientation != Qt::Horizontal || section < 0 || section >= columns) return {};
  if (role == Qt::TextAlignmentRole) return int(Qt::AlignLeft | Qt::AlignVCenter);
  if (role == Qt::FontRole) return look_.theme.font(Theme::Type::caption);
  return role == Qt::DisplayRole ? QVariant(look_.words(titles[section])) : QVariant();
}

}  // namespace plenum::views
