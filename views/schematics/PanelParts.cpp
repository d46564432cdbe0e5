// SPDX-License-Identifier: Apache-2.0
#include "schematics/PanelParts.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPainter>
#include <utility>

#include "overlays/ColourMap.h"

namespace plenum::views {

ColourScale::ColourScale(const Look& look, std::function<QString()> low, std::function<QString()> high, QWidget* parent)
    : QWidget(parent), look_(look), low_(std::move(low)), high_(std::move(high)) {}

void ColourScale::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(look_.theme.font(Theme::Type::caption));
  painter.setPen(look_.theme.tokens().dim);
  const QRect bar(44, height() / 2 - 4, width() - 102, 8);
  for (int x = 0; x < bar.width(); ++x) {
    const Rgb8 c = sequentialMap().at(double(x) / bar.width());
    painter.fillRect(bar.left() + x, bar.top(), 1, bar.height(), QColor(c.r, c.g, c.b));
  }
  painter.drawText(QRect(0, 0, 40, height()), Qt::AlignRight | Qt::AlignVCenter, low_());
  painter.drawText(QRect(bar.right() + 5, 0, 53, height()), Qt::AlignLeft | Qt::AlignVCenter, high_());
}

QToolButton* flatButton(Look& look, const char* textId, QWidget* parent) {
  auto* made = new QToolButton(parent);
  made->setAutoRaise(true);
  made->setFocusPolicy(Qt::TabFocus);
  look.words.follow(made, [&look, made, id = std::string(textId)] {
    made->setText(look.words(id.c_str()));
    made->setToolTip(look.words((id + ".hint").c_str()));
    made->setAccessibleName(made->toolTip());
  });
  return made;
}

QToolButton* addSheetButtons(Look& look, SheetView& view, QHBoxLayout& across, QWidget* parent) {
  for (const auto& [id, factor] : {std::pair{"schematic.zoom-out", 1.0 / 1.25}, std::pair{"schematic.zoom-in", 1.25}}) {
    QToolButton* made = flatButton(look, id, parent);
    QObject::connect(made, &QToolButton::clicked, &view, [&view, by = factor] { view.zoom(by); });
    across.addWidget(made);
  }
  QToolButton* fit = flatButton(look, "schematic.fit", parent);
  QToolButton* write = flatButton(look, "schematic.export", parent);
  QObject::connect(fit, &QToolButton::clicked, &view, &SheetView::fit);
  across.addWidget(fit);
  across.addWidget(write);
  return write;
}

void askAndExport(Look& look, ExportWords words, const std::function<Problems(const QString&)>& write,
                  QWidget* parent) {
  const QString title = look.words(words.titleId);
  const QString file =
      QFileDialog::getSaveFileName(parent, title, look.words(words.fileNameId) + QStringLiteral(".svg"),
                                   QStringLiteral("SVG (*.svg);;PDF (*.pdf);;PNG (*.png)"));
  if (file.isEmpty()) return;
  const Problems problems = write(file);
  if (problems.empty()) return;
  QMessageBox box(QMessageBox::Warning, title, look.words(problems.front().what), QMessageBox::NoButton, parent);
  box.setInformativeText(look.words(problems.front().remedy));
  box.addButton(look.words("dialog.close"), QMessageBox::RejectRole);
  box.exec();
}

}  // namespace plenum::views
