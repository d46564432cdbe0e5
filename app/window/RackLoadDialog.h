// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

#include "window/RackLoadModel.h"

namespace plenum {

class MainWindow;

/// Loads of racks from a file: how many lines are right, and the wrong ones by number with what is wrong, to be put
/// right in place. The right ones can be taken although others are wrong. Holds nothing up.
class RackLoadDialog final : public QDialog {
  Q_OBJECT
 public:
  RackLoadDialog(views::Look& look, const QString& file, io::RackLoadTable table, QWidget* parent);
  RackLoadModel& model() { return *model_; }
  QTableView& table() { return *table_; }
  QPushButton& takeButton() { return *take_; }
  QString summary() const { return summary_->text(); }

 private:
  void describe();
  views::Look& look_;
  RackLoadModel* model_;
  QTableView* table_;
  QLabel* summary_;
  QPushButton* take_;
};

/// Asks for a file; what is taken of it enters the run at its next tick.
void askForRackLoads(MainWindow& window);
/// The same with a text at hand. Null where it is no such table: the person has been told.
RackLoadDialog* offerRackLoads(MainWindow& window, const QString& text, const QString& file);

}  // namespace plenum
