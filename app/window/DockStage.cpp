// SPDX-License-Identifier: Apache-2.0
#include "window/DockStage.h"

#include <QApplication>
#include <QDockWidget>
#include <QEvent>
#include <QScrollArea>
#include <algorithm>

namespace plenum {

namespace {

/// As small as a panel may be, whether it is shown or not.
QSize leastOf(const QWidget& panel) {
  const QSize least = panel.minimumSizeHint(), wish = panel.sizeHint();
  const QSizePolicy policy = panel.sizePolicy();
  const auto along = [](QSizePolicy::Policy of, int min, int whole) {
    if (of == QSizePolicy::Ignored) return 0;
    return of & QSizePolicy::ShrinkFlag ? min : std::max(min, whole);
  };
  return QSize(along(policy.horizontalPolicy(), least.width(), wish.width()),
               along(policy.verticalPolicy(), least.height(), wish.height()))
      .boundedTo(panel.maximumSize())
      .expandedTo(panel.minimumSize());
}

/// Where Tab leads from `from`. Qt stays where it is if what comes next hands the keyboard back, as parts of a table
/// do: here it goes on to what takes it.
bool goOn(QWidget& from, bool isForward) {
  for (QWidget* at = isForward ? from.nextInFocusChain() : from.previousInFocusChain(); at && at != &from;
       at = isForward ? at->nextInFocusChain() : at->previousInFocusChain()) {
    if (!(at->focusPolicy() & Qt::TabFocus) || at->focusProxy() || at->window() != from.window()) continue;
    if (!at->isEnabled() || !at->isVisible()) continue;
    at->setFocus(isForward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    if (QApplication::focusWidget() != &from) return true;
  }
  return false;
}

constexpr const char *nameProperty = "plenumName", *countProperty = "plenumCount";

void titleDock(QDockWidget& dock) {
  const QString name = dock.property(nameProperty).toString();
  const int count = dock.property(countProperty).toInt();
  dock.setWindowTitle(count > 0 ? QStringLiteral("%1 (%2)").arg(name).arg(count) : name);
}

class Foyer final : public QWidget {
 public:
  Foyer(QWidget& panel, QWidget* parent) : QWidget(parent), panel_(panel) {
    panel.setParent(this);
    panel.installEventFilter(this);
    setFocusProxy(&panel);
    setSizePolicy(panel.sizePolicy());
  }
  QSize minimumSizeHint() const override { return leastOf(panel_); }
  QSize sizeHint() const override { return panel_.sizeHint(); }

 protected:
  void resizeEvent(QResizeEvent*) override { panel_.setGeometry(rect()); }
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() == QEvent::LayoutRequest) updateGeometry();
    return QWidget::eventFilter(watched, event);
  }

 private:
  QWidget& panel_;
};

class Frontage final : public QScrollArea {
 public:
  Frontage(QWidget& panel, QWidget* parent) : QScrollArea(parent) {
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(&panel);
  }
  QSize minimumSizeHint() const override {
    constexpr int narrowestPx = 300;
    return {std::min(least().width(), narrowestPx), least().height()};
  }
  QSize sizeHint() const override { return widget()->sizeHint(); }

 protected:
  bool focusNextPrevChild(bool isForward) override {
    QWidget* before = QApplication::focusWidget();
    const bool isDone = QScrollArea::focusNextPrevChild(isForward);
    if (!isDone || !before || QApplication::focusWidget() != before) return isDone;
    return goOn(*before, isForward);
  }
  void focusInEvent(QFocusEvent*) override { widget()->setFocus(); }
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
      updateGeometry();
      fit();
    }
    return QScrollArea::eventFilter(watched, event);
  }
  void resizeEvent(QResizeEvent* event) override {
    fit();
    QScrollArea::resizeEvent(event);
  }

 private:
  QSize least() const { return widget()->minimumSizeHint().expandedTo(widget()->minimumSize()); }
  /// Not as an area does that resizes for itself: a panel with words that wrap would get the height that it would like,
  /// and its foot would be cut off.
  void fit() { widget()->resize(viewport()->size().expandedTo(least())); }
};

}  // namespace

DockStage::DockStage(QDockWidget& dock, QWidget& panel, Room room)
    : QObject(&dock), dock_(dock), panel_(panel), room_(room) {
  if (room == Room::scrolled)
    dock.setWidget(new Frontage(panel, &dock));
  else
    dock.setWidget(new Foyer(panel, &dock));
  panel.hide();
  connect(&dock, &QDockWidget::visibilityChanged, this, &DockStage::follow);
}

void DockStage::follow(bool isInSight) {
  // at the sides what lies behind a tab counts for how wide all of them must be, and so stays
  isInSight_ = room_ == Room::whole ? !dock_.isHidden() : isInSight;
  if (!isInSight_) return panel_.hide();
  if (!isHeld_) present();
}

bool DockStage::present() {
  isHeld_ = false;
  if (!isInSight_ || !panel_.isHidden()) return false;
  panel_.show();
  // what was built while it was hidden has told nobody how much room it needs; what is scrolled takes what there is
  if (room_ == Room::whole) panel_.updateGeometry();
  return true;
}

void nameDock(QDockWidget& dock, const QString& name) {
  dock.setProperty(nameProperty, name);
  titleDock(dock);
}

void countInDock(QDockWidget& dock, int count) {
  dock.setProperty(countProperty, count);
  titleDock(dock);
}

}  // namespace plenum
