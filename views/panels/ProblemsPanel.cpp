// SPDX-License-Identifier: Apache-2.0
#include "panels/ProblemsPanel.h"

#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>

#include "live/Naming.h"
#include "panels/Parts.h"

namespace plenum::views {

ProblemsPanel::ProblemsPanel(Look& look, Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look), selection_(selection) {
  model_ = new AnswerModel(look,
                           {{"findings.what"},
                            {"findings.where"},
                            {"findings.measured", true},
                            {"findings.required", true},
                            {"findings.remedy"}},
                           this);
  table_ = new QTableView(this);
  table_->setModel(model_);
  dress(*table_, look, "findings.name");
  table_->horizontalHeader()->setSectionsClickable(true);
  table_->setSortingEnabled(false);
  table_->horizontalHeader()->setStretchLastSection(true);
  for (const auto& [column, width] : {std::pair{0, 420}, std::pair{1, 150}, std::pair{2, 90}, std::pair{3, 90}})
    table_->setColumnWidth(column, width);
  said_ = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  fix_ = textButton(look, "findings.fix", this);
  fix_->setEnabled(false);
  auto* across = new QHBoxLayout;
  across->addWidget(said_, 1);
  across->addWidget(fix_);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(8, 6, 8, 4);
  down->setSpacing(4);
  down->addLayout(across);
  down->addWidget(table_, 1);
  look_.words.follow(this, [this] { fill(); });
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
    const Finding* finding = chosen();
    fix_->setEnabled(finding && !finding->fix.empty());
    if (!finding || !index.isValid() || !selection_.layout()) return;
    std::vector<EntityRef> things;
    for (const EntityRef thing : {finding->other, finding->thing})
      if (isIn(*selection_.layout(), thing)) things.push_back(thing);
    selection_.selectAll(std::move(things));
  });
  connect(table_, &QTableView::clicked, this, &ProblemsPanel::go);
  connect(table_, &QTableView::activated, this, &ProblemsPanel::go);
  connect(fix_, &QPushButton::clicked, this, [this] {
    if (const Finding* finding = chosen()) Q_EMIT fixAsked(finding->fix, finding->fixName);
  });
}

void ProblemsPanel::show(std::vector<Finding> findings, double tookMs) {
  isWaiting_ = false;
  findings_ = std::move(findings);
  tookMs_ = tookMs;
  fill();
}

void ProblemsPanel::wait() {
  isWaiting_ = true;
  fix_->setEnabled(false);
  said_->setText(look_.words("findings.looking"));
}

void ProblemsPanel::fill() {
  const auto count = [this](Finding::Weight weight) {
    return static_cast<int>(std::count_if(findings_.begin(), findings_.end(),
                                          [weight](const Finding& finding) { return finding.weight == weight; }));
  };
  const int errors = count(Finding::Weight::error), warnings = count(Finding::Weight::warning);
  std::vector<AnswerModel::Row> rows;
  rows.reserve(findings_.size());
  for (std::size_t i = 0; i < findings_.size(); ++i) {
    const Finding& finding = findings_[i];
    AnswerModel::Row row;
    const bool isKnown = selection_.layout() && isIn(*selection_.layout(), finding.thing);
    row.cells = {{look_.words(finding.reason)},
                 {isKnown ? titleOf(*selection_.layout(), finding.thing, look_.words) : QString()},
                 {QString::fromStdString(finding.measured)},
                 {QString::fromStdString(finding.required)},
                 {finding.remedy.id.empty() ? QString() : look_.words(finding.remedy)}};
    row.entity = finding.thing;
    row.weight = finding.weight == Finding::Weight::error     ? AnswerModel::Weight::danger
                 : finding.weight == Finding::Weight::warning ? AnswerModel::Weight::warning
                                                              : AnswerModel::Weight::dim;
    row.number = static_cast<int>(i);
    rows.push_back(std::move(row));
  }
  model_->show(std::move(rows));
  fix_->setEnabled(false);
  if (isWaiting_)
    said_->setText(look_.words("findings.looking"));
  else
    said_->setText(findings_.empty() ? look_.words("findings.none")
                                     : look_.words("findings.count", {{"errors", std::to_string(errors)},
                                                                      {"warnings", std::to_string(warnings)}}));
  said_->setToolTip(look_.words("findings.took", {{"ms", toText(tookMs_, 0)}}));
  Q_EMIT countChanged(errors, warnings);
}

const ProblemsPanel::Finding* ProblemsPanel::chosen() const {
  const QModelIndex index = table_->currentIndex();
  if (!index.isValid() || index.row() >= model_->rowCount()) return nullptr;
  const int number = model_->rowAt(index.row()).number;
  return number < 0 || number >= static_cast<int>(findings_.size()) ? nullptr
                                                                    : &findings_[static_cast<std::size_t>(number)];
}

void ProblemsPanel::go(const QModelIndex& index) {
  if (!index.isValid() || !selection_.layout()) return;
  const EntityRef thing = model_->rowAt(index.row()).entity;
  if (thing.kind != Kind::campus && isIn(*selection_.layout(), thing)) Q_EMIT activated(thing);
}

}  // namespace plenum::views
