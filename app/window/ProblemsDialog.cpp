// SPDX-License-Identifier: Apache-2.0
#include "window/ProblemsDialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "panels/Parts.h"

namespace plenum {

using views::Look;
using views::Theme;
using views::Tone;

ProblemsDialog::ProblemsDialog(Look& look, const Problems& problems, const char* titleId, QWidget* parent)
    : QDialog(parent) {
  setWindowTitle(look.words(titleId));
  resize(820, 380);
  auto* down = new QVBoxLayout(this);
  auto* title = views::plainLabel(look, Theme::Type::title, Tone::text, true, this);
  title->setText(look.words("problems.count", {{"count", std::to_string(problems.size())}}));
  auto* table = new QTreeWidget(this);
  table->setAccessibleName(windowTitle());
  table->setRootIsDecorated(false);
  table->setWordWrap(true);
  table->setHeaderLabels({look.words("problems.place"), look.words("problems.what"), look.words("problems.remedy")});
  QStringList lines;
  for (const Problem& problem : problems) {
    QString place = QString::fromStdString(problem.place.file).section(QLatin1Char('/'), -1);
    if (problem.place.line > 0) place += QStringLiteral(":%1:%2").arg(problem.place.line).arg(problem.place.column);
    if (!problem.place.pointer.empty()) place += QStringLiteral("  ") + QString::fromStdString(problem.place.pointer);
    const QString what = look.words(problem.what), remedy = look.words(problem.remedy);
    auto* row = new QTreeWidgetItem(table, {place, what, remedy});
    for (int column = 0; column < 3; ++column) row->setToolTip(column, row->text(column));
    lines << QStringList{place, what, remedy}.join(QLatin1Char('\t'));
  }
  table->header()->setStretchLastSection(true);
  table->resizeColumnToContents(0);
  table->setColumnWidth(0, qMin(table->columnWidth(0), 260));
  table->setColumnWidth(1, 300);
  auto* buttons = new QDialogButtonBox(this);
  QPushButton* copy = buttons->addButton(look.words("problems.copy"), QDialogButtonBox::ActionRole);
  buttons->addButton(look.words("dialog.close"), QDialogButtonBox::RejectRole);
  connect(copy, &QPushButton::clicked, this,
          [text = lines.join(QLatin1Char('\n'))] { QApplication::clipboard()->setText(text); });
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  down->addWidget(title);
  down->addWidget(table, 1);
  down->addWidget(buttons);
}

}  // namespace plenum
