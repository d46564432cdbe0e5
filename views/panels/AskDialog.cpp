// SPDX-License-Identifier: Apache-2.0
#include "panels/AskDialog.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "panels/Parts.h"

namespace plenum::views {

AskDialog::AskDialog(Look& look, Question question, QWidget* parent)
    : QDialog(parent), look_(look), question_(std::move(question)) {
  setAttribute(Qt::WA_DeleteOnClose);
  setModal(true);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(16, 14, 16, 14);
  down->setSpacing(10);
  title_ = plainLabel(look, Theme::Type::title, Tone::text, true, this);
  title_->setWordWrap(true);
  down->addWidget(title_);
  if (question_.number) {
    const Number& n = *question_.number;
    box_ = new QDoubleSpinBox(this);
    box_->setRange(n.low, n.high);
    box_->setDecimals(n.decimals);
    box_->setSuffix(n.unit);
    box_->setValue(n.value);
    auto* across = new QHBoxLayout;
    across->addWidget(label(look, n.textId, Theme::Type::body, Tone::dim, this));
    across->addWidget(box_);
    across->addStretch(1);
    down->addLayout(across);
    connect(box_, &QDoubleSpinBox::valueChanged, this, &AskDialog::refresh);
  }
  sentence_ = plainLabel(look, Theme::Type::body, Tone::text, false, this);
  sentence_->setWordWrap(true);
  down->addWidget(sentence_);
  down->addStretch(1);
  do_ = textButton(look, "jobs.do", this);
  cancel_ = textButton(look, "jobs.leave", this);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(cancel_);
  buttons->addWidget(do_);
  down->addLayout(buttons);
  // what cannot be taken back is not done by a careless Enter
  (question_.isDestructive ? cancel_ : do_)->setDefault(true);
  (question_.isDestructive ? cancel_ : do_)->setFocus();
  if (box_) box_->setFocus();
  connect(cancel_, &QPushButton::clicked, this, &QDialog::reject);
  connect(do_, &QPushButton::clicked, this, [this] {
    Q_EMIT answered(action());
    accept();
  });
  look.words.follow(this, [this] {
    setWindowTitle(look_.words("jobs.ask-title"));
    if (box_) box_->setAccessibleName(look_.words(question_.number->textId));
    refresh();
  });
  setMinimumWidth(440);
}

void AskDialog::refresh() {
  title_->setText(look_.words(describe(action())));
  const QStringList said = question_.consequences ? question_.consequences(box_ ? box_->value() : 0.0) : QStringList();
  sentence_->setText(said.join(QLatin1Char('\n')));
  sentence_->setVisible(!said.isEmpty());
}

}  // namespace plenum::views
