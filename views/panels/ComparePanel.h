// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QWidget>
#include <memory>

#include "live/Selection.h"
#include "look/Look.h"
#include "models/AnswerModel.h"
#include "study/Comparison.h"

namespace plenum::views {

/// What differs between two futures, and why: figures in both, the words of it, the events that only one has, and the
/// racks that differ most. A click goes to the thing.
class ComparePanel final : public QWidget {
  Q_OBJECT
 public:
  ComparePanel(Look& look, Selection& selection, QWidget* parent = nullptr);

  /// `leader`: whose layout the selection belongs to, 0 A or 1 B.
  void show(std::shared_ptr<const study::Comparison> answer, std::size_t leader);
  using QWidget::show;
  /// Two futures stand side by side, or one alone.
  void setComparing(bool isComparing);
  QTableView& figures() { return *figures_; }
  QTableView& events() { return *events_; }
  QTableView& racks() { return *racks_; }
  QString words() const { return why_->text(); }
  QPushButton& branchButton() { return *branch_; }
  QPushButton& keepButton(std::size_t which) { return *keep_[which]; }
  QCheckBox& camerasBox() { return *cameras_; }
  QCheckBox& timeBox() { return *time_; }
  QCheckBox& differenceBox() { return *difference_; }

 Q_SIGNALS:
  void branchAsked();
  void keepAsked(std::size_t which);
  void activated(EntityRef entity);

 private:
  QTableView* table(AnswerModel& model, const char* nameId);
  void fill();
  void fillFigures();
  void fillEvents();
  void fillRacks();
  void explain();

  Look& look_;
  Selection& selection_;
  std::shared_ptr<const study::Comparison> answer_;
  std::size_t leader_ = 0;
  bool isComparing_ = false;
  AnswerModel *figureModel_, *eventModel_, *rackModel_;
  QTableView *figures_, *events_, *racks_;
  QLabel *why_, *said_;
  QPushButton* branch_;
  std::array<QPushButton*, 2> keep_;
  QCheckBox *cameras_, *time_, *difference_;
};

}  // namespace plenum::views
