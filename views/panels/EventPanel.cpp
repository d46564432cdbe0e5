// SPDX-License-Identifier: Apache-2.0
#include "panels/EventPanel.h"

#include <QAction>
#include <QHeaderView>
#include <QVBoxLayout>

#include "panels/Parts.h"

namespace plenum::views {

EventPanel::EventPanel(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent)
    : QWidget(parent) {
  model_ = new EventModel(look, this);
  tree_ = new QTreeView(this);
  tree_->setModel(model_);
  tree_->setFrameShape(QFrame::NoFrame);
  tree_->setUniformRowHeights(true);
  tree_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  tree_->setExpandsOnDoubleClick(false);
  tree_->setIndentation(16);
  auto* header = tree_->header();
  header->setSectionsMovable(false);
  header->setStretchLastSection(false);
  header->setSectionResizeMode(EventModel::textColumn, QHeaderView::Stretch);
  header->resizeSection(EventModel::timeColumn, 104);
  header->resizeSection(EventModel::kindColumn, 130);
  header->resizeSection(EventModel::whereColumn, 150);
  look.words.follow(tree_, [this, &look] {
    tree_->setAccessibleName(look.words("event.table"));
    tree_->setToolTip(look.words("event.hint"));
  });

  // a trainer's own log; a trainee finds out by looking at the plant
  auto* trainer = new QAction(tree_);
  trainer->setCheckable(true);
  look.words.follow(tree_, [trainer, &look] { trainer->setText(look.words("event.show-hidden")); });
  connect(trainer, &QAction::toggled, model_,
          [this](bool isOn) { model_->setHidden(isOn ? EventModel::Hidden::shown : EventModel::Hidden::left); });
  tree_->addAction(trainer);
  auto* branch = new QAction(tree_);
  look.words.follow(tree_, [branch, &look] { branch->setText(look.words("compare.branch-before")); });
  connect(branch, &QAction::triggered, this, [this, &desk] {
    const QModelIndex current = tree_->currentIndex();
    // early enough for another response
    if (current.isValid()) desk.branch(model_->eventAt(current).time - seconds(1));
  });
  tree_->addAction(branch);
  tree_->setContextMenuPolicy(Qt::ActionsContextMenu);

  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->addWidget(tree_);

  connect(&clock, &FrameClock::frameChanged, this, [this](const FramePtr& frame) { model_->show(*frame); });
  connect(tree_, &QTreeView::clicked, this,
          [this, &selection](const QModelIndex& index) { selection.select(model_->eventAt(index).entity); });
  connect(tree_, &QTreeView::doubleClicked, this,
          [this, &desk](const QModelIndex& index) { desk.seek(model_->eventAt(index).time); });
}

}  // namespace plenum::views
