// SPDX-License-Identifier: Apache-2.0
#include "panels/EntryRow.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <cmath>

#include "panels/Parts.h"

namespace plenum::views {

EntryRow::EntryRow(Look& look, const QString& name, Range range, double value, QWidget* parent)
    : QWidget(parent), look_(look), range_(std::move(range)) {
  QLabel* title = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  title->setText(name);
  title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  line_ = new QLineEdit(this);
  line_->setFixedWidth(64);
  line_->setAlignment(Qt::AlignRight);
  line_->setAccessibleName(name);
  QLabel* unit = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  unit->setText(range_.unit);
  button_ = textButton(look, "faceplate.set", this);
  button_->setAccessibleDescription(name);
  refusal_ = new QLabel(this);
  refusal_->setTextFormat(Qt::PlainText);
  refusal_->setWordWrap(true);
  refusal_->hide();
  look_.followTheme(refusal_, [this] {
    QPalette colours = look_.theme.palette();
    colours.setColor(QPalette::WindowText, look_.theme.tokens().priority[1]);
    refusal_->setPalette(colours);
    refusal_->setFont(look_.theme.font(Theme::Type::caption));
  });
  auto* across = new QHBoxLayout;
  across->setSpacing(6);
  across->addWidget(title, 1);
  across->addWidget(line_);
  across->addWidget(unit);
  across->addWidget(button_);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->setSpacing(2);
  down->addLayout(across);
  down->addWidget(refusal_);
  setValue(value);
  connect(button_, &QPushButton::clicked, this, &EntryRow::send);
  connect(line_, &QLineEdit::returnPressed, this, &EntryRow::send);
}

void EntryRow::setValue(double value) {
  line_->setText(std::isfinite(value) ? QString::number(value, 'f', range_.decimals) : QString());
}

void EntryRow::send() {
  bool isNumber = false;
  // a comma is taken for the point that it is in many hands
  const double value = line_->text().trimmed().replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&isNumber);
  if (!isNumber || !std::isfinite(value) || value < range_.low || value > range_.high) {
    refusal_->setText(
        look_.words("faceplate.refused", {{"low", look_.format.fixed(range_.low, range_.decimals).toStdString()},
                                          {"high", look_.format.fixed(range_.high, range_.decimals).toStdString()},
                                          {"unit", range_.unit.toStdString()}}));
    refusal_->show();
    line_->setFocus();
    line_->selectAll();
    return;
  }
  refusal_->hide();
  Q_EMIT entered(value);
}

}  // namespace plenum::views
