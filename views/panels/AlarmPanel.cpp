// SPDX-License-Identifier: Apache-2.0
#include "panels/AlarmPanel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

#include "panels/Parts.h"

namespace plenum::views {

AlarmPanel::AlarmPanel(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock), desk_(desk) {
  model_ = new AlarmModel(look, this);
  table_ = new QTableView(this);
  table_->setModel(model_);
  dress(*table_, look, "alarm.table");
  auto* header = table_->horizontalHeader();
  header->setSectionResizeMode(QHeaderView::Interactive);
  header->setSectionResizeMode(AlarmModel::textColumn, QHeaderView::Stretch);
  header->resizeSection(AlarmModel::priorityColumn, 48);
  header->resizeSection(AlarmModel::timeColumn, 76);
  header->resizeSection(AlarmModel::whereColumn, 130);
  header->resizeSection(AlarmModel::stateColumn, 120);

  advice_ = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  advice_->setWordWrap(true);
  advice_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  acknowledge_ = textButton(look, "alarm.acknowledge", this);
  acknowledgeAll_ = textButton(look, "alarm.acknowledge-all", this);

  auto* foot = new QHBoxLayout;
  foot->setContentsMargins(10, 4, 10, 6);
  foot->setSpacing(8);
  foot->addWidget(advice_, 1);
  foot->addWidget(acknowledge_);
  foot->addWidget(acknowledgeAll_);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->setSpacing(0);
  down->addWidget(table_, 1);
  down->addLayout(foot);

  connect(acknowledge_, &QPushButton::clicked, this, &AlarmPanel::acknowledgeSelected);
  connect(acknowledgeAll_, &QPushButton::clicked, this, &AlarmPanel::acknowledgeAll);
  connect(&clock, &FrameClock::frameChanged, this, [this](const FramePtr& frame) {
    model_->show(*frame);
    refresh();
  });
  connect(&look.words, &Words::changed, this, &AlarmPanel::refresh);
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this, &selection](const QModelIndex& index) {
            if (index.isValid()) selection.select(model_->alarmAt(index.row()).entity);
            refresh();
          });
  connect(table_, &QTableView::clicked, this,
          [this, &selection](const QModelIndex& index) { selection.select(model_->alarmAt(index.row()).entity); });
  connect(table_, &QTableView::doubleClicked, this,
          [this](const QModelIndex& index) { Q_EMIT activated(model_->alarmAt(index.row()).entity); });
  refresh();
}

void AlarmPanel::refresh() {
  const QModelIndex current = table_->currentIndex();
  const bool hasCurrent = current.isValid() && current.row() < model_->rowCount();
  acknowledge_->setEnabled(hasCurrent && !model_->alarmAt(current.row()).isAcknowledged);
  const int unacknowledged = model_->unacknowledged();
  acknowledgeAll_->setEnabled(unacknowledged > 0);
  QString text;
  if (model_->rowCount() == 0)
    text = clock_.frame() ? look_.words("alarm.none") : QStringLiteral(" ");  // nothing was measured yet
  else if (hasCurrent)
    text = look_.words(model_->alarmAt(current.row()).advice);
  if (text.isEmpty() && hasCurrent) text = look_.words("alarm.no-advice");
  if (text.isEmpty())
    text = look_.words("alarm.summary", {{"standing", std::to_string(model_->rowCount())},
                                         {"unacknowledged", std::to_string(unacknowledged)}});
  if (text != advice_->text()) advice_->setText(text);
  if (unacknowledged != count_) Q_EMIT countChanged(count_ = unacknowledged);
}

void AlarmPanel::acknowledgeSelected() {
  const QModelIndex current = table_->currentIndex();
  if (current.isValid()) desk_.acknowledge(model_->alarmAt(current.row()).alarm);
}

void AlarmPanel::acknowledgeAll() {
  for (int row = 0; row < model_->rowCount(); ++row)
    if (!model_->alarmAt(row).isAcknowledged) desk_.acknowledge(model_->alarmAt(row).alarm);
}

}  // namespace plenum::views
