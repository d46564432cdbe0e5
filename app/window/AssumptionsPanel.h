// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QWidget>

#include "live/Selection.h"
#include "window/AssumptionsModel.h"

namespace plenum {

/// The register of everything that is taken for given: found by name, seen by confidence, changed in place, put back,
/// and followed to what hangs on it.
class AssumptionsPanel final : public QWidget {
  Q_OBJECT
 public:
  enum class Only { all, assumed, unverified, overridden, catalogue, site, scenario };
  AssumptionsPanel(views::Look& look, views::Selection& selection, QWidget* parent = nullptr);
  void show(LayoutPtr layout, std::shared_ptr<const Scenario> scenario = {});
  using QWidget::show;
  AssumptionsModel& model() { return *model_; }
  QTableView& table() { return *table_; }
  QLineEdit& search() { return *search_; }
  QComboBox& only() { return *only_; }
  QPushButton& putBackButton() { return *putBack_; }

 Q_SIGNALS:
  void editAsked(const Edit& edit);
  /// Take me to what hangs on it.
  void activated(EntityRef entity);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void fill();
  void refresh();
  int currentRow() const;
  void putBack();
  void goToUsers();
  views::Look& look_;
  views::Selection& selection_;
  LayoutPtr layout_;
  std::shared_ptr<const Scenario> scenario_;
  AssumptionsModel* model_;
  QSortFilterProxyModel* shown_;
  QLineEdit* search_;
  QComboBox* only_;
  QLabel* count_;
  QPushButton *users_, *putBack_;
  QTableView* table_;
};

}  // namespace plenum
