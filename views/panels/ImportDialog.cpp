// SPDX-License-Identifier: Apache-2.0
#include "panels/ImportDialog.h"

#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "panels/Parts.h"

namespace plenum::views {

ImportDialog::ImportDialog(Look& look, const QString& file, std::vector<Line> lines, QWidget* parent)
    : QDialog(parent) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(look.words("table.import.title", {{"file", file.toStdString()}}));
  resize(760, 460);
  model_ = new AnswerModel(look, {{"table.import.place", true}, {"table.import.what"}}, this);
  table_ = new QTableView(this);
  table_->setModel(model_);
  dress(*table_, look, "table.import.list");
  table_->setColumnWidth(0, 110);
  table_->horizontalHeader()->setStretchLastSection(true);
  std::set<int> all, wrong;
  int changes = 0;
  // the wrong ones first: they are what there is to do
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.isWrong > b.isWrong; });
  std::vector<AnswerModel::Row> rows;
  for (const Line& line : lines) {
    all.insert(line.line);
    line.isWrong ? static_cast<void>(wrong.insert(line.line)) : static_cast<void>(++changes);
    AnswerModel::Row row;
    row.cells = {{line.line > 0 ? look.words("table.import.line", {{"line", std::to_string(line.line)}}) : QString(),
                  static_cast<double>(line.line)},
                 {line.text}};
    row.weight = line.isWrong ? AnswerModel::Weight::danger : AnswerModel::Weight::plain;
    rows.push_back(std::move(row));
  }
  model_->show(std::move(rows));
  summary_ = plainLabel(look, Theme::Type::body, Tone::text, false, this);
  summary_->setWordWrap(true);
  summary_->setText(changes == 0 && wrong.empty()
                        ? look.words("table.nothing-changes")
                        : look.words("table.preview", {{"changes", std::to_string(changes)},
                                                       {"lines", std::to_string(all.size())},
                                                       {"wrong", std::to_string(wrong.size())}}));
  take_ = textButton(look, "table.take", this);
  take_->setEnabled(changes > 0);
  auto* cancel = textButton(look, "dialog.cancel", this);
  auto* below = new QHBoxLayout;
  below->addStretch();
  below->addWidget(cancel);
  below->addWidget(take_);
  auto* down = new QVBoxLayout(this);
  down->addWidget(summary_);
  down->addWidget(table_, 1);
  down->addLayout(below);
  connect(take_, &QPushButton::clicked, this, &QDialog::accept);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

}  // namespace plenum::views
