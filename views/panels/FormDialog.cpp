// SPDX-License-Identifier: Apache-2.0
#include "panels/FormDialog.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QVBoxLayout>
#include <string_view>

#include "panels/Parts.h"

namespace plenum::views {

FormDialog::FormDialog(Look& look, const char* titleId, const char* doId, QWidget* parent)
    : QDialog(parent), look_(look) {
  setWindowTitle(look.words(titleId));
  setAttribute(Qt::WA_DeleteOnClose);
  grid_ = new QGridLayout;
  grid_->setHorizontalSpacing(10);
  grid_->setVerticalSpacing(6);
  grid_->setColumnStretch(0, 1);
  said_ = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  said_->setWordWrap(true);
  said_->setMinimumWidth(320);
  do_ = textButton(look, doId, this);
  do_->setDefault(true);
  auto* cancel = textButton(look, "dialog.cancel", this);
  auto* below = new QHBoxLayout;
  below->addStretch();
  below->addWidget(cancel);
  below->addWidget(do_);
  auto* down = new QVBoxLayout(this);
  down->setSpacing(10);
  down->addLayout(grid_);
  down->addWidget(said_);
  down->addLayout(below);
  connect(do_, &QPushButton::clicked, this, &QDialog::accept);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void FormDialog::add(const Number& number) {
  auto* box = new QDoubleSpinBox(this);
  const bool isLength = std::string_view(number.unit) == "m";
  const double per = isLength ? look_.format.scaleOf(1.0, Unit::metres) : 1.0;
  const QString unit = isLength ? look_.format.unitAt(1.0, Unit::metres) : QString::fromUtf8(number.unit);
  perUnit_[number.id] = per;
  box->setDecimals(number.decimals);
  box->setRange(number.low / per, number.high / per);
  box->setSingleStep(number.decimals == 0 ? 1.0 : 0.1);
  box->setValue(number.value / per);
  if (!unit.isEmpty()) box->setSuffix(QStringLiteral(" ") + unit);
  box->setToolTip(look_.words("properties.range", {{"low", toText(box->minimum())},
                                                   {"high", toText(box->maximum(), number.decimals)},
                                                   {"unit", unit.toStdString()}}));
  box->setAccessibleName(look_.words(number.id));
  const int line = grid_->rowCount();
  grid_->addWidget(label(look_, number.id, Theme::Type::table, Tone::dim, this), line, 0);
  grid_->addWidget(box, line, 1);
  numbers_[number.id] = box;
  connect(box, &QDoubleSpinBox::valueChanged, this, &FormDialog::changed);
}

void FormDialog::add(const Choice& choice) {
  auto* box = new QComboBox(this);
  for (const auto& [told, said] : choice.options) box->addItem(said, QString::fromStdString(told));
  box->setCurrentIndex(std::max(0, box->findData(QString::fromStdString(choice.value))));
  box->setAccessibleName(look_.words(choice.id));
  const int line = grid_->rowCount();
  grid_->addWidget(label(look_, choice.id, Theme::Type::table, Tone::dim, this), line, 0);
  grid_->addWidget(box, line, 1);
  choices_[choice.id] = box;
  connect(box, &QComboBox::currentIndexChanged, this, &FormDialog::changed);
}

double FormDialog::number(const char* id) const { return numbers_.at(id)->value() * perUnit_.at(id); }
int FormDialog::whole(const char* id) const { return qRound(number(id)); }
std::string FormDialog::choice(const char* id) const { return choices_.at(id)->currentData().toString().toStdString(); }

QDoubleSpinBox* FormDialog::box(const char* id) const {
  const auto found = numbers_.find(id);
  return found == numbers_.end() ? nullptr : found->second;
}

QComboBox* FormDialog::list(const char* id) const {
  const auto found = choices_.find(id);
  return found == choices_.end() ? nullptr : found->second;
}

void FormDialog::tell(const QString& text, bool isWrong) {
  QPalette colours = look_.theme.palette();
  const Tokens& tokens = look_.theme.tokens();
  colours.setColor(QPalette::WindowText, isWrong ? tokens.priority[0] : tokens.dim);
  said_->setPalette(colours);
  said_->setText(text);
  do_->setEnabled(!isWrong);
  do_->setDefault(!isWrong);  // what cannot be done does not look like the thing to do
}

}  // namespace plenum::views
