// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <vector>

#include "models/AnswerModel.h"

namespace plenum::views {

/// What a table from a file would change, and which of its lines are wrong, before anything is changed. The good lines
/// can be taken although others are wrong. Holds nothing up.
class ImportDialog final : public QDialog {
  Q_OBJECT
 public:
  struct Line {
    int line = 0, column = 0;
    QString text;  // the change, or what is wrong and what would be right
    bool isWrong = false;
  };
  ImportDialog(Look& look, const QString& file, std::vector<Line> lines, QWidget* parent);
  QTableView& table() { return *table_; }
  QPushButton& takeButton() { return *take_; }
  QString summary() const { return summary_->text(); }

 private:
  AnswerModel* model_;
  QTableView* table_;
  QLabel* summary_;
  QPushButton* take_;
};

}  // namespace plenum::views
