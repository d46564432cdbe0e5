// SPDX-License-Identifier: Apache-2.0
#include "panels/ControlColumn.h"

#include <QEvent>
#include <QScrollBar>

namespace plenum::views {

ControlColumn::ControlColumn(QWidget* parent) : QScrollArea(parent) {
  setFrameShape(QFrame::NoFrame);
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setWidget(new QWidget(this));
  widget()->installEventFilter(this);
}

// a layout asks for another one whenever a text or a font in it changes
bool ControlColumn::eventFilter(QObject* watched, QEvent* event) {
  const bool isTaken = QScrollArea::eventFilter(watched, event);
  if (watched == widget() && event->type() == QEvent::LayoutRequest) {
    const int wide = widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
    if (wide != minimumWidth()) setFixedWidth(wide);
  }
  return isTaken;
}

}  // namespace plenum::views
