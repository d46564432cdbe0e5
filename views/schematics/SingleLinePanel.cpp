// SPDX-License-Identifier: Apache-2.0
#include "schematics/SingleLinePanel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "schematics/PanelParts.h"

namespace plenum::views {

namespace {

constexpr int searchWidth = 170;

}  // namespace

SingleLinePanel::SingleLinePanel(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look) {
  view_ = new SingleLineView(look, clock, selection, this);
  search_ = new QLineEdit(this);
  search_->setClearButtonEnabled(true);
  search_->setMaximumWidth(searchWidth);
  look_.words.follow(search_, [this] {
    search_->setPlaceholderText(look_.words("singleline.search"));
    search_->setAccessibleName(look_.words("singleline.search.hint"));
    search_->setToolTip(look_.words("singleline.search.hint"));
  });
  note_ = new QLabel(this);
  note_->setTextFormat(Qt::PlainText);
  note_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* scale = new ColourScale(
      look, [&look] { return look.format.text(0.0, Unit::fraction); },
      [&look] { return look.format.text(mostColouredLoad, Unit::fraction); }, this);
  scale->hide();

  auto* across = new QHBoxLayout;
  across->setContentsMargins(12, 2, 6, 2);
  across->setSpacing(2);
  across->addWidget(search_);
  across->addSpacing(8);
  across->addWidget(note_, 1);
  across->addWidget(scale);
  byVoltage_ = flatButton(look, "singleline.by-voltage", this);
  byVoltage_->setCheckable(true);
  byVoltage_->hide();
  across->addWidget(byVoltage_);
  QToolButton* byLoad = flatButton(look, "singleline.by-load", this);
  byLoad->setCheckable(true);
  across->addWidget(byLoad);
  QToolButton* together = flatButton(look, "singleline.close-all", this);
  across->addWidget(together);
  QToolButton* write = addSheetButtons(look, *view_, *across, this);

  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->setSpacing(0);
  down->addLayout(across);
  down->addWidget(view_, 1);
  setFocusProxy(view_);

  connect(byLoad, &QToolButton::toggled, this, [this, scale](bool isOn) {
    view_->setByLoad(isOn);
    scale->setVisible(isOn);
  });
  connect(byVoltage_, &QToolButton::toggled, view_, &SingleLineView::setByVoltage);
  connect(together, &QToolButton::clicked, view_, &SingleLineView::closeAll);
  connect(write, &QToolButton::clicked, this, [this] {
    askAndExport(
        look_, {"singleline.export.title", "singleline.file-name"},
        [this](const QString& file) { return view_->exportTo(file); }, this);
  });
  connect(search_, &QLineEdit::returnPressed, this, &SingleLinePanel::find);
  connect(search_, &QLineEdit::textChanged, note_, &QLabel::clear);
}

void SingleLinePanel::setVoltages(SingleLineView::Voltages voltages) {
  byVoltage_->setVisible(bool(voltages));
  view_->setVoltages(std::move(voltages));
}

void SingleLinePanel::find() {
  if (search_->text().trimmed().isEmpty()) return;
  if (view_->focusOn(search_->text())) return view_->setFocus();
  search_->selectAll();
  note_->setText(look_.words("singleline.not-found", {{"text", search_->text().trimmed().toStdString()}}));
}

}  // namespace plenum::views
