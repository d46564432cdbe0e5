// SPDX-License-Identifier: Apache-2.0
#include "models/EventModel.h"

namespace plenum::views {

EventModel::EventModel(Look& look, QObject* parent) : QAbstractTableModel(parent), look_(look) {
  const auto redraw = [this] {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columns - 1);
    if (size_ > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
  };
  connect(&look_.words, &Words::changed, this, redraw);
  connect(&look_.theme, &Theme::changed, this, redraw);
}

void EventModel::show(const Frame& frame) {
  const std::size_t size = frame.events ? frame.events->size() : 0;
  // the same log, grown at its end: its newest known entry is still where it was
  const bool isGrown = size_ > 0 && size >= size_ &&
                       (*frame.events)[size_ - 1].sequence == (*log_)[size_ - 1].sequence &&
                       (*frame.events)[size_ - 1].time == (*log_)[size_ - 1].time &&
                       (*frame.events)[size_ - 1].text == (*log_)[size_ - 1].text;
  if (isGrown && size == size_) {
    log_ = frame.events;
    return;
  }
  if (isGrown) {
    beginInsertRows({}, 0, static_cast<int>(size - size_) - 1);
    log_ = frame.events;
    size_ = size;
    endInsertRows();
    return;
  }
  if (size == 0 && size_ == 0) return;
  beginResetModel();
  log_ = frame.events;
  size_ = size;
  endResetModel();
}

int EventModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(size_); }
int EventModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QVariant EventModel::data(const QModelIndex& at, int role) const {
  if (!at.isValid() || at.row() >= rowCount()) return {};
  const Event& event = eventAt(at.row());
  const Tokens& t = look_.theme.tokens();
  if (role == Qt::FontRole) return look_.theme.font(Theme::Type::table);
  if (role == Qt::ForegroundRole)
    return at.column() == whereColumn ? t.accent : at.column() == textColumn ? t.text : t.dim;
  if (role == Qt::DecorationRole && at.column() == kindColumn && event.kind == Event::Kind::raised)
    return priorityIcon(event.priority, t);
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
      return look_.words(event.text);
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
