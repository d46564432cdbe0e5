// SPDX-License-Identifier: Apache-2.0
#include "look/WheelGuard.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>

namespace plenum::views {

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::Wheel && event->type() != QEvent::Show) return false;
  const bool isGuarded = qobject_cast<QAbstractSpinBox*>(watched) || qobject_cast<QComboBox*>(watched);
  if (!isGuarded) return false;
  auto* field = static_cast<QWidget*>(watched);
  if (event->type() == QEvent::Show) {
    // else the wheel itself would bring the keyboard, before anybody is asked
    if (field->focusPolicy() == Qt::WheelFocus) field->setFocusPolicy(Qt::StrongFocus);
    return false;
  }
  if (field->hasFocus()) return false;
  event->ignore();  // goes on to what lies around
  return true;
}

}  // namespace plenum::views
