// SPDX-License-Identifier: Apache-2.0
#include "live/FrameRelay.h"

#include <QEvent>
#include <QScopedValueRollback>

#include "live/RelayQueue.h"

namespace plenum::views {

namespace {

EntityRef moved(EntityRef thing, const LayoutPtr& from, const LayoutPtr& to) {
  if (from == to || thing.kind == Kind::campus) return thing;
  return from && to ? to->find(from->idOf(thing)).value_or(EntityRef{}) : EntityRef{};
}

}  // namespace

FrameRelay::FrameRelay(RelayQueue& queue, QObject* parent) : QObject(parent), queue_(queue) {
  selection_.place(queue.selection_.layout(), queue.selection_.all());
  connect(&queue.selection_, &Selection::setChanged, this, &FrameRelay::takeSelection);
  connect(&queue.selection_, &Selection::hoverChanged, this, [this](EntityRef thing) {
    if (!isResting()) selection_.hover(here(thing));
  });
  connect(&selection_, &Selection::setChanged, this, &FrameRelay::giveSelection);
  connect(&selection_, &Selection::hoverChanged, this,
          [this](EntityRef thing) { queue_.selection_.hover(inWindow(thing)); });
}

FrameRelay::~FrameRelay() {
  std::erase(queue_.relays_, this);
  std::erase(queue_.waiting_, this);
}

void FrameRelay::restWith(QWidget& panel) {
  panel_ = &panel;
  panel.installEventFilter(this);
}

// before its window is shown nothing is in sight, and everything is made ready
bool FrameRelay::isResting() const { return panel_ && panel_->window()->isVisible() && !panel_->isVisible(); }

bool FrameRelay::eventFilter(QObject* watched, QEvent* event) {
  if (watched == panel_ && event->type() == QEvent::Show) queue_.enqueue(*this);
  return QObject::eventFilter(watched, event);
}

EntityRef FrameRelay::inWindow(EntityRef thing) const {
  return moved(thing, selection_.layout(), queue_.selection_.layout());
}

EntityRef FrameRelay::here(EntityRef thing) const {
  return moved(thing, queue_.selection_.layout(), selection_.layout());
}

void FrameRelay::serve() {
  selection_.place(queue_.selection_.layout(), queue_.selection_.all());
  clock_.pass(queue_.clock_.frame());
  const QScopedValueRollback taking(isTaking_, true);
  selection_.announce();
}

void FrameRelay::takeSelection() {
  if (isGiving_ || isResting()) return;
  std::vector<EntityRef> things;
  for (const EntityRef thing : queue_.selection_.all())
    if (const EntityRef same = here(thing); same.kind != Kind::campus) things.push_back(same);
  const QScopedValueRollback taking(isTaking_, true);
  selection_.selectAll(std::move(things));
}

void FrameRelay::giveSelection() {
  if (isTaking_) return;
  std::vector<EntityRef> things;
  for (const EntityRef thing : selection_.all())
    if (const EntityRef same = inWindow(thing); same.kind != Kind::campus) things.push_back(same);
  const QScopedValueRollback giving(isGiving_, true);
  queue_.selection_.selectAll(std::move(things));
}

}  // namespace plenum::views
