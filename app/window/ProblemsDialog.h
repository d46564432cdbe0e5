// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QDialog>

#include "base/Problem.h"
#include "look/Look.h"

namespace plenum {

/// What is wrong with a file or a request, one row a problem: where, what, what would be right. Nothing was changed.
class ProblemsDialog final : public QDialog {
  Q_OBJECT
 public:
  ProblemsDialog(views::Look& look, const Problems& problems, const char* titleId, QWidget* parent);
};

}  // namespace plenum
