// SPDX-License-Identifier: Apache-2.0
#include "panels/EventPanel.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include "panels/Parts.h"

namespace plenum::views {

EventPanel::EventPanel(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent)
    : QWidget(parent) {
  model_ = new EventModel(look, this);
  table_ = new QTableView(this);
  table_->setModel(model_);
  dress(*table_, look, "event.table");
  auto* header = table_->horizontalHeader();
  header->setSectionResizeMode(EventModel::textColumn, QHeaderView::Stretch);
  header->resizeSection(EventModel::timeColumn, 76);
  header->resizeSection(EventModel::kindColumn, 130);
  header->resizeSection(EventModel::whereColumn, 150);
  look.words.follow(table_, [this, &look] { table_->setToolTip(look.words("event.hint")); });

  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->addWidget(table_);

  connect(&clock, &FrameClock::frameChanged, this, [this](const FramePtr& frame) { model_->show(*frame); });
  connect(table_, &QTableView::clicked, this,
          [this, &selection](const QModelIndex& index) { selection.select(model_->eventAt(index.row()).entity); });
  connect(table_, &QTableView::doubleClicked, this,
          [this, &desk](const QModelIndex& index) { desk.seek(model_->eventAt(index.row()).time); });
}

}  // namespace plenum::views
