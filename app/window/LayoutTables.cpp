// SPDX-License-Identifier: Apache-2.0
// Tables of equipment in files: out for a spreadsheet, and in again with a preview.
#include <QFileDialog>
#include <QFileInfo>

#include "io/EquipmentTable.h"
#include "io/TextFile.h"
#include "panels/ImportDialog.h"
#include "panels/PropertyRows.h"
#include "panels/TablePanel.h"
#include "window/LayoutDesk.h"

namespace plenum {

void LayoutDesk::joinTables() {
  connect(table_, &views::TablePanel::exportAsked, this, [this](RecordKind kind) {
    auto* files =
        new QFileDialog(&window_, window_.look().words("table.export"), QString(), window_.look().words("table.file"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(QFileDialog::AcceptSave);
    files->setDefaultSuffix(QStringLiteral("csv"));
    files->selectFile(QStringLiteral("%1.csv").arg(QLatin1String(nameOf(kind))));
    connect(files, &QFileDialog::fileSelected, this, [this, kind](const QString& file) {
      if (const Problems problems = exportTable(kind, file); hasError(problems))
        window_.report(problems, "problems.save");
      else
        table_->tell(window_.look().words("table.exported", {{"file", file.toStdString()}}));
    });
    files->open();
  });
  connect(table_, &views::TablePanel::importAsked, this, [this](RecordKind kind) {
    auto* files =
        new QFileDialog(&window_, window_.look().words("table.import"), QString(), window_.look().words("table.file"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setFileMode(QFileDialog::ExistingFile);
    connect(files, &QFileDialog::fileSelected, this, [this, kind](const QString& file) {
      const auto text = io::readText(file.toStdString());
      if (!text) return window_.report(text.problems(), "problems.open");
      importTable(kind, QString::fromStdString(*text), QFileInfo(file).fileName());
    });
    files->open();
  });
}

Problems LayoutDesk::exportTable(RecordKind kind, const QString& file) {
  const LayoutPtr now = layout();
  if (!now || !now->site) return {};
  return io::saveText(file.toStdString(), io::equipmentTable(*now->site, kind));
}

void LayoutDesk::importTable(RecordKind kind, const QString& text, const QString& name) {
  const LayoutPtr now = layout();
  if (!now || !now->site) return;
  const auto reading = io::readEquipment(*now->site, kind, text.toStdString(), name.toStdString());
  if (!reading) return window_.report(reading.problems(), "problems.open");
  std::vector<views::ImportDialog::Line> lines;
  for (const Problem& problem : reading->problems)
    lines.push_back({problem.place.line, problem.place.column, views::sentenceOf(problem, window_.look().words),
                     problem.weight == Problem::Weight::error});
  const views::Words& words = window_.look().words;
  for (const io::TableChange& change : reading->changes)
    lines.push_back({change.line, 0,
                     change.isNew ? words("table.change.new", {{"id", change.id}})
                                  : words("table.change",
                                          {{"id", change.id},
                                           {"property", words(("property." + change.property).c_str()).toStdString()},
                                           {"before", change.before},
                                           {"after", change.after}}),
                     false});
  if (import_) import_->reject();
  import_ = new views::ImportDialog(window_.look(), name, std::move(lines), &window_);
  connect(import_, &QDialog::accepted, this,
          [this, edits = reading->edits, called = reading->name] { make(edits, called); });
  import_->open();
}

}  // namespace plenum
