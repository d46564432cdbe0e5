// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QListWidget>
#include <vector>

#include "look/Look.h"

namespace plenum {

/// Every command by name: type a part of it, press Enter.
class Palette final : public QDialog {
  Q_OBJECT
 public:
  Palette(views::Look& look, std::vector<QAction*> offered, QWidget* parent);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fill(const QString& wanted);
  void run();
  std::vector<QAction*> offered_;
  QLineEdit* line_;
  QListWidget* list_;
};

}  // namespace plenum
