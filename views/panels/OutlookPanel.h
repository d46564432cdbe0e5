// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <vector>

#include "live/FrameClock.h"
#include "live/Selection.h"
#include "look/Look.h"
#include "panels/Countdown.h"

namespace plenum::views {

/// Halls that are threatened, and beneath each its racks in the order in which they will throttle. Counts down with
/// every frame; the order is made anew only with another outlook.
class OutlookModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { whereColumn, throttleColumn, tripColumn, coolantColumn, columns };
  static constexpr std::size_t mostRacks = 200;  // of a hall

  explicit OutlookModel(Look& look, QObject* parent = nullptr) : QAbstractTableModel(parent), look_(look) {}
  void show(const FramePtr& frame, Foresight foresight);
  EntityRef entityAt(int row) const { return rows_[static_cast<std::size_t>(row)].entity; }
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Row {
    EntityRef entity;
    float throttleS, tripS;  // from the outlook's own instant
    std::size_t threatened;  // racks of a hall
  };
  QString timeText(float inS) const;

  Look& look_;
  FramePtr frame_;
  std::shared_ptr<const Outlook> of_;
  std::vector<Row> rows_;
};

/// What happens if nobody does anything: the first throttle and the first trip, counting down in simulated time, and
/// every rack that is threatened. Says so where nothing is, or where the answer is not known.
class OutlookPanel final : public QWidget {
  Q_OBJECT
 public:
  OutlookPanel(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);
  OutlookModel& model() { return *model_; }
  QTableView& table() { return *table_; }
  QString sentence() const { return sentence_->text(); }

 Q_SIGNALS:
  void activated(EntityRef entity);

 private:
  void refresh();
  QString comingText(const Frame& frame) const;
  Look& look_;
  FrameClock& clock_;
  OutlookModel* model_;
  QTableView* table_;
  QLabel *sentence_, *coming_;
  QElapsedTimer sinceShown_;
};

/// One line for the status bar, there only while something throttles or trips within ten minutes. Pressing it selects
/// the rack that does so first.
class OutlookBanner final : public QPushButton {
  Q_OBJECT
 public:
  OutlookBanner(Look& look, FrameClock& clock, Selection& selection, QWidget* parent = nullptr);

 private:
  void refresh();
  Look& look_;
  FrameClock& clock_;
  EntityRef first_;
  QElapsedTimer sinceShown_;
};

}  // namespace plenum::views
