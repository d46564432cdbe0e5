// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractItemModel>
#include <memory>
#include <vector>

#include "frame/Frame.h"
#include "look/Look.h"

namespace plenum::views {

/// Everything that happened: what came first out, newest first, and beneath each what followed from it, in order. A
/// window onto the run's own log, which is shared and not copied.
class EventModel final : public QAbstractItemModel {
  Q_OBJECT
 public:
  enum Column { timeColumn, kindColumn, textColumn, whereColumn, columns };

  explicit EventModel(Look& look, QObject* parent = nullptr);
  void show(const Frame& frame);
  /// Whether what a trainer put in, and a trainee must find out, stands in the list too.
  enum class Hidden { left, shown };
  void setHidden(Hidden hidden);
  const Event& eventAt(const QModelIndex& at) const;
  /// Where an event is shown; nowhere for a sequence that the log does not have.
  QModelIndex placeOf(std::uint64_t sequence, int column = 0) const;

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& child) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 private:
  /// What came first, and what followed; places in the log.
  struct Group {
    std::size_t first = 0;
    std::vector<std::size_t> followed;
    int priority = 4;  // the most urgent of them all
  };
  bool isGrown(const Log<Event>& log) const;
  void take(std::size_t event, bool tells);
  int rowOf(std::size_t group) const { return static_cast<int>(groups_.size() - 1 - group); }
  std::size_t groupAt(int row) const { return groups_.size() - 1 - static_cast<std::size_t>(row); }
  QString textOf(const Event& event, const Group* group) const;

  Look& look_;
  std::shared_ptr<const Log<Event>> log_;
  std::size_t size_ = 0;
  std::vector<Group> groups_;
  std::vector<std::size_t> groupOf_;  // by event; `nowhere` for one that is left out
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
  Hidden hidden_ = Hidden::left;
};

}  // namespace plenum::views
