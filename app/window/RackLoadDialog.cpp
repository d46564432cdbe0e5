// SPDX-License-Identifier: Apache-2.0
#include "window/RackLoadDialog.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QVBoxLayout>

#include "io/TextFile.h"
#include "panels/Parts.h"
#include "window/MainWindow.h"

namespace plenum {

RackLoadDialog::RackLoadDialog(views::Look& look, const QString& file, io::RackLoadTable table, QWidget* parent)
    : QDialog(parent), look_(look) {
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(look.words("racks.title", {{"file", file.toStdString()}}));
  resize(900, 420);
  model_ = new RackLoadModel(look, std::move(table), this);
  table_ = new QTableView(this);
  table_->setModel(model_);
  views::dress(*table_, look, "racks.list");
  table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                          QAbstractItemView::AnyKeyPressed);
  table_->setSelectionBehavior(QAbstractItemView::SelectItems);
  table_->setSortingEnabled(false);
  constexpr int widths[] = {64, 130, 90, 90, 80};
  for (int c = 0; c < 5; ++c) table_->setColumnWidth(c, widths[c]);
  table_->horizontalHeader()->setStretchLastSection(true);
  summary_ = views::plainLabel(look, views::Theme::Type::body, views::Tone::text, false, this);
  summary_->setWordWrap(true);
  auto* hint = views::plainLabel(look, views::Theme::Type::caption, views::Tone::dim, false, this);
  hint->setWordWrap(true);
  hint->setText(look.words("racks.hint"));
  take_ = new QPushButton(this);
  take_->setDefault(true);
  auto* cancel = views::textButton(look, "dialog.cancel", this);
  auto* below = new QHBoxLayout;
  below->addStretch();
  below->addWidget(cancel);
  below->addWidget(take_);
  auto* down = new QVBoxLayout(this);
  down->addWidget(summary_);
  down->addWidget(table_, 1);
  down->addWidget(hint);
  down->addLayout(below);
  table_->setVisible(model_->rowCount() > 0);
  connect(model_, &RackLoadModel::changed, this, &RackLoadDialog::describe);
  connect(take_, &QPushButton::clicked, this, &QDialog::accept);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  describe();
}

void RackLoadDialog::describe() {
  const std::size_t wrong = model_->table().wrong().size(), right = model_->table().lines().size() - wrong;
  const auto count = [this](std::size_t n) { return look_.format.count(qint64(n)).toStdString(); };
  summary_->setText(
      look_.words(wrong > 0 ? "racks.summary" : "racks.allRight", {{"right", count(right)}, {"wrong", count(wrong)}}));
  take_->setText(look_.words(wrong > 0 ? "racks.takeRight" : "racks.take", {{"right", count(right)}}));
  take_->setEnabled(right > 0);
}

RackLoadDialog* offerRackLoads(MainWindow& window, const QString& text, const QString& file) {
  const FramePtr& frame = window.clock().frame();
  if (!frame || !frame->layout) return nullptr;
  auto table = io::RackLoadTable::read(frame->layout, text.toStdString(), file.toStdString());
  if (!table) {
    window.report(table.problems(), "problems.open");
    return nullptr;
  }
  auto* dialog = new RackLoadDialog(window.look(), file, std::move(*table), &window);
  QObject::connect(dialog, &QDialog::accepted, &window, [&window, dialog] {
    for (const RackLoad& load : dialog->model().table().loads()) window.desk().act(LoadRack{load});
  });
  dialog->open();
  return dialog;
}

void askForRackLoads(MainWindow& window) {
  views::Look& look = window.look();
  auto* files = new QFileDialog(&window, look.words("racks.ask"), QString(), look.words("table.file"));
  files->setAttribute(Qt::WA_DeleteOnClose);
  files->setFileMode(QFileDialog::ExistingFile);
  QObject::connect(files, &QFileDialog::fileSelected, &window, [&window](const QString& file) {
    const auto text = io::readText(file.toStdString());
    if (!text) return window.report(text.problems(), "problems.open");
    offerRackLoads(window, QString::fromStdString(*text), QFileInfo(file).fileName());
  });
  files->open();
}

}  // namespace plenum
