// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QWidget>
#include <vector>

#include "document/Edit.h"
#include "live/Selection.h"
#include "models/AnswerModel.h"

namespace plenum::views {

/// What is wrong with the layout, worst first: click to go there, a button to put it right where that is known.
class ProblemsPanel final : public QWidget {
  Q_OBJECT
 public:
  struct Finding {
    enum class Weight { note, warning, error };
    Weight weight = Weight::warning;
    Text reason, remedy;             // remedy: "" for none
    std::string measured, required;  // as they are written, with unit; "" for none
    EntityRef thing, other;
    std::vector<Edit> fix;
    Text fixName;
  };
  ProblemsPanel(Look& look, Selection& selection, QWidget* parent = nullptr);
  /// Of the layout that the selection is in.
  void show(std::vector<Finding> findings, double tookMs);
  using QWidget::show;
  /// What is shown belongs to a layout that has changed; the new one is being looked through.
  void wait();
  const std::vector<Finding>& findings() const { return findings_; }
  QTableView& table() { return *table_; }
  QPushButton& fixButton() { return *fix_; }
  QString sentence() const { return said_->text(); }

 Q_SIGNALS:
  void activated(plenum::EntityRef entity);
  void fixAsked(const std::vector<plenum::Edit>& edits, const plenum::Text& name);
  void countChanged(int errors, int warnings);

 private:
  void fill();
  const Finding* chosen() const;
  void go(const QModelIndex& index);
  Look& look_;
  Selection& selection_;
  std::vector<Finding> findings_;
  AnswerModel* model_;
  QTableView* table_;
  QLabel* said_;
  QPushButton* fix_;
  double tookMs_ = 0.0;
  bool isWaiting_ = true;
};

}  // namespace plenum::views
