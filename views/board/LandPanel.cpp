// SPDX-License-Identifier: Apache-2.0
#include "board/LandPanel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "panels/Parts.h"

namespace plenum::views {

LandPanel::LandPanel(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 4, 0, 0);
  down->setSpacing(4);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(8, 0, 8, 0);
  row->setSpacing(4);
  view_ = new LandView(look, this);
  static constexpr std::array<const char*, LandView::tools> names{"landmap.move",  "landmap.draw",  "landmap.grid",
                                                                  "landmap.water", "landmap.fibre", "landmap.gate"};
  for (std::size_t k = 0; k < names.size(); ++k) {
    buttons_[k] = textButton(look, names[k], this);
    buttons_[k]->setCheckable(true);
    connect(buttons_[k], &QPushButton::clicked, this, [this, k] { begin(LandView::Tool(k)); });
    row->addWidget(buttons_[k]);
  }
  row->addStretch(1);
  clear_ = textButton(look, "landmap.clear", this);
  connect(clear_, &QPushButton::clicked, view_, &LandView::clearLand);
  row->addWidget(clear_);
  fit_ = textButton(look, "landmap.fit", this);
  connect(fit_, &QPushButton::clicked, view_, &LandView::fit);
  row->addWidget(fit_);
  hint_ = plainLabel(look, Theme::Type::caption, Tone::text, false, this);
  hint_->setWordWrap(true);
  hint_->setContentsMargins(8, 0, 8, 2);
  option_ = plainLabel(look, Theme::Type::caption, Tone::text, true, this);
  option_->setContentsMargins(8, 0, 0, 2);
  option_->hide();
  auto* lines = new QHBoxLayout;
  lines->setSpacing(4);
  lines->addWidget(option_, 0, Qt::AlignTop);
  lines->addWidget(hint_, 1);
  down->addLayout(row);
  down->addLayout(lines);
  down->addWidget(view_, 1);
  setFocusProxy(view_);
  connect(view_, &LandView::toolChanged, this, &LandPanel::follow);
  connect(view_, &LandView::hintChanged, this, &LandPanel::follow);
  look.words.follow(this, [this] { follow(); });
  look.followTheme(this, [this] { follow(); });
}

void LandPanel::nameOption(const QString& option) {
  optionName_ = option;
  follow();
}

void LandPanel::begin(LandView::Tool tool) {
  // a second click on a tool lays it down
  view_->setTool(view_->tool() == tool ? LandView::Tool::move : tool);
  view_->setFocus(Qt::OtherFocusReason);
  follow();
}

void LandPanel::follow() {
  for (std::size_t k = 0; k < buttons_.size(); ++k) {
    buttons_[k]->setChecked(std::size_t(view_->tool()) == k);
    buttons_[k]->setEnabled(view_->isUsable());
  }
  clear_->setEnabled(view_->hasLand());
  fit_->setEnabled(view_->isUsable());
  hint_->setText(view_->hint());
  option_->setVisible(!optionName_.isEmpty());
  option_->setText(optionName_.isEmpty() ? QString()
                                         : look_.words("landmap.option", {{"option", optionName_.toStdString()}}));
  QPalette colours = look_.theme.palette();
  if (view_->isRefused()) colours.setColor(QPalette::WindowText, look_.theme.tokens().priority[0]);
  hint_->setPalette(colours);
}

}  // namespace plenum::views
