// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTreeWidget>
#include <set>

#include "board/PlanRows.h"

namespace plenum::views {

/// A plan as its author sees it: options, phases, works, items, gates, tie-ins, risks, grid, permits and demand as a
/// tree, and beneath it everything of the one that is chosen. Every change is one edit, tried by whoever owns the plan;
/// what is refused says why and leaves the plan as it was.
class PlanEditor final : public QWidget {
  Q_OBJECT
 public:
  explicit PlanEditor(Look& look, QWidget* parent = nullptr);
  void setTryPlan(TryPlan tryPlan) { tryPlan_ = std::move(tryPlan); }

  /// Null: there is none. What was chosen stays so where it still stands.
  void show(plan::PlanPtr plan, LayoutPtr layout, const plan::Defaults& defaults);
  /// By place; its branch opens.
  void select(const PlanPlace& place);
  const PlanPlace& selected() const { return selected_; }

  void add();
  void copy();
  void remove();

  QTreeWidget& tree() { return *tree_; }
  QPushButton& addButton() { return *add_; }
  QPushButton& copyButton() { return *copy_; }
  QPushButton& removeButton() { return *remove_; }
  /// Null before something is chosen.
  PlanRows* rows() const { return rows_; }
  /// Why the last addition, copy or removal was not made; empty where it was.
  QString refusal() const { return refusal_->isHidden() ? QString() : refusal_->text(); }

  QSize sizeHint() const override { return {300, 420}; }

 Q_SIGNALS:
  /// A person has chosen a work: its name among the activities; "" for anything else.
  void pointed(const QString& activity);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void fill();
  void chosen(const PlanPlace& place, bool isHead);
  void fillRows();
  void fillButtons();
  /// Chooses `about` once the edit is made.
  bool tell(plan::Plan after, Text name, const PlanPlace& about);
  QTreeWidgetItem* head(QTreeWidgetItem* parent, PlanPlace place);
  void list(QTreeWidgetItem* parent, PlanPlace place);
  QString textOf(const PlanPlace& place) const;
  QTreeWidgetItem* itemOf(const PlanPlace& place) const;

  Look& look_;
  TryPlan tryPlan_;
  plan::PlanPtr plan_;
  LayoutPtr layout_;
  plan::Defaults defaults_;
  PlanPlace selected_;
  bool isStale_ = false;        // rows are of another layout, and nobody sees them
  bool isHead_ = false;         // of a list rather than one of it
  std::set<std::string> open_;  // branches by place
  QTreeWidget* tree_;
  QPushButton *add_, *copy_, *remove_;
  QLabel *title_, *refusal_;
  QScrollArea* area_;
  PlanRows* rows_ = nullptr;
};

}  // namespace plenum::views
