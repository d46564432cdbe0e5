// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QCheckBox>
#include <QComboBox>
#include <QPointer>
#include <memory>
#include <vector>

#include "document/Edit.h"
#include "panels/AnswerPanel.h"
#include "study/Redundancy.h"

namespace plenum::views {

class RepairsDialog;

/// Every single failure of the campus at full load, and where it is asked for every one beside a unit in maintenance
/// and every two at once: what is lost, after how long, and why. Paints the campus by it.
class RedundancyPanel final : public AnswerPanel {
  Q_OBJECT
 public:
  RedundancyPanel(Look& look, Selection& selection, QWidget* parent = nullptr);
  void show(std::shared_ptr<const study::RedundancyCheck> check);
  using QWidget::show;
  /// What the boxes say; progress is the caller's.
  study::RedundancyOptions wish() const;
  /// Where repair times are looked up; null: no site is open.
  void offer(std::shared_ptr<const Catalog> catalog);
  /// Opens the repair times and asks, where some were changed, for the edits that keep them with the site.
  void askRepairs();
  QComboBox& tableBox() { return *which_; }
  QCheckBox& maintenanceBox() { return *maintenance_; }
  QCheckBox& doublesBox() { return *doubles_; }
  QPushButton& paintButton() { return *paint_; }
  /// Null while nobody is asked.
  RepairsDialog* asking() const;
  QPushButton& repairsButton() { return *repairs_; }

 Q_SIGNALS:
  void paintAsked();
  /// All of them are one step.
  void editsAsked(const std::vector<Edit>& edits, const Text& name);

 private:
  enum class Which { singles, maintenance, doubles, points };
  void fill() override;
  void drop() override;
  void fillBox();
  std::vector<AnswerModel::Row> rowsOf(const std::vector<study::RedundancyRow>& list) const;
  std::vector<AnswerModel::Row> points() const;
  QString sentenceOf(const study::RedundancyRow& row) const;
  std::shared_ptr<const study::RedundancyCheck> check_;
  QComboBox* which_;
  QCheckBox *maintenance_, *doubles_;
  QPushButton *paint_, *repairs_;
  std::shared_ptr<const Catalog> catalog_;
  QPointer<RepairsDialog> asking_;
};

}  // namespace plenum::views
