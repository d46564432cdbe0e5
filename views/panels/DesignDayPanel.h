// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "panels/AnswerPanel.h"
#include "study/DesignDayCheck.h"

namespace plenum::views {

/// The campus at full load in the design weather, intact and with every single cooling unit out.
class DesignDayPanel final : public AnswerPanel {
  Q_OBJECT
 public:
  DesignDayPanel(Look& look, Selection& selection, QWidget* parent = nullptr);
  void show(std::shared_ptr<const study::DesignDayCheck> check);
  using QWidget::show;

 private:
  void fill() override;
  void drop() override { check_.reset(); }
  std::shared_ptr<const study::DesignDayCheck> check_;
};

}  // namespace plenum::views
