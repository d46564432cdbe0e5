// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDialog>
#include <QListWidget>
#include <memory>
#include <vector>

#include "look/Look.h"
#include "window/Recovery.h"

namespace plenum {

/// What an earlier session left unsaved: which site, when, and what was done, and in how much
/// site and plan differ from their files. One of them is taken up, dropped, or all
/// are left for later; nothing happens by itself.
class RecoveryDialog final : public QDialog {
  Q_OBJECT
 public:
  RecoveryDialog(views::Look& look, std::vector<Leftover> leftovers, QWidget* parent);
  QListWidget& list() { return *list_; }

 Q_SIGNALS:
  void recoverAsked(const Leftover& leftover);
  void discardAsked(const Leftover& leftover);

 private:
  void show(int row);
  QStringList differences(const Leftover& leftover);
  views::Look& look_;
  std::vector<Leftover> leftovers_;
  std::shared_ptr<const Catalog> catalog_;
  QListWidget *list_, *steps_;
};

}  // namespace plenum
