// SPDX-License-Identifier: Apache-2.0
#include "window/Palette.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace plenum {

Palette::Palette(views::Look& look, std::vector<QAction*> offered, QWidget* parent)
    : QDialog(parent), offered_(std::move(offered)) {
  setWindowTitle(look.words("command.palette").remove(QLatin1Char('&')));
  resize(520, 380);
  line_ = new QLineEdit(this);
  line_->setPlaceholderText(look.words("palette.hint"));
  line_->setAccessibleName(look.words("palette.hint"));
  line_->installEventFilter(this);
  list_ = new QListWidget(this);
  list_->setAccessibleName(windowTitle());
  auto* down = new QVBoxLayout(this);
  down->addWidget(line_);
  down->addWidget(list_, 1);
  connect(line_, &QLineEdit::textChanged, this, &Palette::fill);
  connect(line_, &QLineEdit::returnPressed, this, &Palette::run);
  connect(list_, &QListWidget::itemActivated, this, &Palette::run);
  fill(QString());
}

void Palette::fill(const QString& wanted) {
  list_->clear();
  for (std::size_t i = 0; i < offered_.size(); ++i) {
    const QString text = offered_[i]->text().remove(QLatin1Char('&'));
    if (!text.contains(wanted.trimmed(), Qt::CaseInsensitive)) continue;
    const QString key = offered_[i]->shortcut().toString(QKeySequence::NativeText);
    auto* item =
        new QListWidgetItem(offered_[i]->icon(), key.isEmpty() ? text : text + QStringLiteral("    ") + key, list_);
    item->setData(Qt::UserRole, qulonglong(i));
  }
  list_->setCurrentRow(0);
}

void Palette::run() {
  const QListWidgetItem* item = list_->currentItem();
  if (!item) return;
  QAction* chosen = offered_[static_cast<std::size_t>(item->data(Qt::UserRole).toULongLong())];
  accept();
  chosen->trigger();
}

bool Palette::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
      QCoreApplication::sendEvent(list_, event);
      return true;
    }
  }
  return QDialog::eventFilter(watched, event);
}

}  // namespace plenum
