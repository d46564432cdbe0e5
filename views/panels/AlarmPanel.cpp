// SPDX-License-Identifier: Apache-2.0
#include "panels/AlarmPanel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
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

  summary_ = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  summary_->setWordWrap(true);
  summary_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  summary_->setMinimumHeight(Theme::controlHeight);  // not the height of one character a line
  acknowledge_ = textButton(look, "alarm.acknowledge", this);
  acknowledgeAll_ = textButton(look, "alarm.acknowledge-all", this);

  auto* foot = new QHBoxLayout;
  foot->setContentsMargins(10, 4, 10, 6);
  foot->setSpacing(8);
  foot->addWidget(summary_, 1);
  foot->addWidget(acknowledge_);
  foot->addWidget(acknowledgeAll_);
  detail_ = new AlarmDetail(look, clock, selection, desk, this);
  auto* beside = new QSplitter(Qt::Horizontal, this);
  beside->setChildrenCollapsible(false);
  beside->addWidget(table_);
  beside->addWidget(detail_);
  beside->setStretchFactor(0, 1);
  beside->setStretchFactor(1, 1);
  detail_->setMinimumWidth(200);
  table_->setMinimumWidth(220);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->setSpacing(0);
  down->addWidget(beside, 1);
  down->addLayout(foot);

  connect(acknowledge_, &QPushButton::clicked, this, &AlarmPanel::acknowledgeSelected);
  connect(acknowledgeAll_, &QPushButton::clicked, this, &AlarmPanel::acknowledgeAll);
  connect(&clock, &FrameClock::frameChanged, this, [this](const FramePtr& frame) {
    model_->show(*frame);
    refresh();
  });
  connect(&look.words, &Words::changed, this, &AlarmPanel::refresh);
  auto* branch = new QAction(table_);
  look.words.follow(table_, [branch, &look] { branch->setText(look.words("compare.branch-before")); });
  connect(branch, &QAction::triggered, this, [this] {
    const QModelIndex current = table_->currentIndex();
    // early enough for another response
    if (current.isValid()) desk_.branch(model_->alarmAt(current.row()).since - seconds(1));
  });
  table_->addAction(branch);
  table_->setContextMenuPolicy(Qt::ActionsContextMenu);
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
  detail_->setVisible(hasCurrent);
  // beside the detail the words of an alarm need the room: they name the thing, and their weight tells whether it was
  // seen
  for (const int column : {AlarmModel::stateColumn, AlarmModel::whereColumn})
    table_->setColumnHidden(column, hasCurrent);
  detail_->show(hasCurrent ? std::optional(model_->alarmAt(current.row())) : std::nullopt);
  const int unacknowledged = model_->unacknowledged();
  acknowledgeAll_->setEnabled(unacknowledged > 0);
  QString text;
  if (model_->rowCount() == 0)
    text = clock_.frame() ? look_.words("alarm.none") : QStringLiteral(" ");  // nothing was measured yet
  else
    text = look_.words("alarm.summary", {{"standing", std::to_string(model_->rowCount())},
                                         {"unacknowledged", std::to_string(unacknowledged)}});
  if (text != summary_->text()) summary_->setText(text);
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
