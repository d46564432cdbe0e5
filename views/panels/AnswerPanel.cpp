// SPDX-License-Identifier: Apache-2.0
#include "panels/AnswerPanel.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include "panels/Parts.h"

namespace plenum::views {

AnswerPanel::AnswerPanel(Look& look, Selection& selection, std::vector<AnswerModel::Column> columns, const char* askId,
                         const char* tableId, const char* beginId, QWidget* parent)
    : QWidget(parent), look_(look), beginId_(beginId) {
  model_ = new AnswerModel(look, std::move(columns), this);
  table_ = new QTableView(this);
  table_->setModel(model_);
  dress(*table_, look, tableId);
  table_->horizontalHeader()->setSectionsClickable(true);
  table_->horizontalHeader()->setSortIndicatorShown(true);
  table_->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
  table_->setSortingEnabled(true);
  table_->horizontalHeader()->setStretchLastSection(true);
  ask_ = textButton(look, askId, this);
  stop_ = textButton(look, "study.cancel", this);
  sentence_ = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  sentence_->setWordWrap(true);
  sentence_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  sentence_->setContentsMargins(10, 0, 10, 6);

  controls_ = new QHBoxLayout;
  controls_->setContentsMargins(10, 6, 10, 4);
  controls_->setSpacing(8);
  controls_->addWidget(ask_);
  controls_->addWidget(stop_);
  controls_->addStretch(1);
  down_ = new QVBoxLayout(this);
  down_->setContentsMargins(0, 0, 0, 0);
  down_->setSpacing(0);
  down_->addLayout(controls_);
  down_->addWidget(sentence_);
  down_->addWidget(table_, 1);

  connect(ask_, &QPushButton::clicked, this, &AnswerPanel::asked);
  connect(stop_, &QPushButton::clicked, this, &AnswerPanel::stopAsked);
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
          [this, &selection](const QModelIndex& index) {
            if (index.isValid()) selection.select(model_->rowAt(index.row()).entity);
          });
  connect(table_, &QTableView::doubleClicked, this,
          [this](const QModelIndex& index) { Q_EMIT activated(model_->rowAt(index.row()).entity); });
  connect(&look.words, &Words::changed, this, &AnswerPanel::refresh);
  stop_->hide();
  say(look_.words(beginId_));
  fitColumns();
}

void AnswerPanel::refresh() {
  if (stage_ == Stage::begin) say(look_.words(beginId_));
  if (stage_ == Stage::answered) fill();
  // titles are of another length in another language, and are there before any answer
  fitColumns();
  if (stage_ != Stage::refused) return;
  QStringList said;
  for (const Problem& problem : problems_) {
    said << look_.words(problem.what);
    if (!problem.remedy.id.empty()) said << look_.words(problem.remedy);
  }
  say(said.join(QStringLiteral(" · ")));
}

void AnswerPanel::showProgress(double done) {
  stage_ = Stage::working;
  ask_->setEnabled(false);
  stop_->show();
  say(look_.words("study.working", {{"percent", toText(100.0 * done, 0)}}));
}

void AnswerPanel::showProblems(const Problems& problems) {
  drop();
  model_->show({});
  problems_ = problems;
  stage_ = Stage::refused;
  ask_->setEnabled(true);
  stop_->hide();
  refresh();
}

void AnswerPanel::forget() {
  drop();
  model_->show({});
  stage_ = Stage::begin;
  ask_->setEnabled(true);
  stop_->hide();
  refresh();
}

void AnswerPanel::answered() {
  stage_ = Stage::answered;
  ask_->setEnabled(true);
  stop_->hide();
  fill();
  fitColumns();
}

void AnswerPanel::fitColumns() {
  table_->resizeColumnsToContents();
  // a number at the right edge of its column keeps its distance from the words of the next
  constexpr int gapPx = 14;
  for (int column = 0; column + 1 < model_->columnCount(); ++column)
    table_->setColumnWidth(column, table_->columnWidth(column) + gapPx);
}

}  // namespace plenum::views
