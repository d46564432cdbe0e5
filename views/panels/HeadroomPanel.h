// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "panels/AnswerPanel.h"
#include "study/HeadroomTable.h"

namespace plenum::views {

/// How many kW more halls, CDUs, fan walls and plants can take, and what stops them first.
class HeadroomPanel final : public AnswerPanel {
  Q_OBJECT
 public:
  HeadroomPanel(Look& look, Selection& selection, QWidget* parent = nullptr);
  void show(std::shared_ptr<const study::HeadroomTable> table);
  using QWidget::show;

 private:
  void fill() override;
  void drop() override { table_.reset(); }
  std::shared_ptr<const study::HeadroomTable> table_;
};

}  // namespace plenum::views
