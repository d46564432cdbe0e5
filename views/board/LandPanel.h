// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLabel>
#include <QPushButton>
#include <array>

#include "board/LandView.h"

namespace plenum::views {

/// The land of a plan with the tools that draw it, and a line that says what to do and what came of it.
class LandPanel final : public QWidget {
  Q_OBJECT
 public:
  explicit LandPanel(Look& look, QWidget* parent = nullptr);

  LandView& view() { return *view_; }
  QPushButton& button(LandView::Tool tool) { return *buttons_[std::size_t(tool)]; }
  QPushButton& clearButton() { return *clear_; }
  QString said() const { return hint_->text(); }
  /// Whose blocks stand on the map; "" where none are shown.
  void nameOption(const QString& option);
  QString optionText() const { return option_->text(); }
  /// Takes up a tool, with the keyboard on the map.
  void begin(LandView::Tool tool);

  QSize sizeHint() const override { return {680, 340}; }

 private:
  void follow();

  Look& look_;
  LandView* view_;
  std::array<QPushButton*, LandView::tools> buttons_{};
  QPushButton *fit_, *clear_;
  QLabel *hint_, *option_;
  QString optionName_;
};

}  // namespace plenum::views
