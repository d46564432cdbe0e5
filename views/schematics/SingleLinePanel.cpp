// SPDX-License-Identifier: Apache-2.0
#include "schematics/SingleLinePanel.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QPainter>
#include <QVBoxLayout>

#include "overlays/ColourMap.h"

namespace plenum::views {

namespace {

constexpr int searchWidth = 170;

/// What the colours of the lines mean, beside the button that asks for them.
class LoadScale final : public QWidget {
 public:
  LoadScale(const Look& look, QWidget* parent) : QWidget(parent), look_(look) {}
  QSize sizeHint() const override { return {176, 20}; }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setFont(look_.theme.font(Theme::Type::caption));
    painter.setPen(look_.theme.tokens().dim);
    const QRect bar(38, height() / 2 - 4, width() - 96, 8);
    for (int x = 0; x < bar.width(); ++x) {
      const Rgb8 c = sequentialMap().at(double(x) / bar.width());
      painter.fillRect(bar.left() + x, bar.top(), 1, bar.height(), QColor(c.r, c.g, c.b));
    }
    painter.drawText(QRect(0, 0, 34, height()), Qt::AlignRight | Qt::AlignVCenter,
                     look_.format.text(0.0, Unit::fraction));
    painter.drawText(QRect(bar.right() + 5, 0, 53, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     look_.format.text(mostColouredLoad, Unit::fraction));
  }

 private:
  const Look& look_;
};

}  // namespace

SingleLinePanel::SingleLinePanel(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look) {
  view_ = new SingleLineView(look, clock, selection, this);
  search_ = new QLineEdit(this);
  search_->setClearButtonEnabled(true);
  search_->setMaximumWidth(searchWidth);
  look_.words.follow(search_, [this] {
    search_->setPlaceholderText(look_.words("singleline.search"));
    search_->setAccessibleName(look_.words("singleline.search.hint"));
    search_->setToolTip(look_.words("singleline.search.hint"));
  });
  note_ = new QLabel(this);
  note_->setTextFormat(Qt::PlainText);
  note_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* scale = new LoadScale(look, this);
  scale->hide();

  auto* across = new QHBoxLayout;
  across->setContentsMargins(12, 2, 6, 2);
  across->setSpacing(2);
  across->addWidget(search_);
  across->addSpacing(8);
  across->addWidget(note_, 1);
  across->addWidget(scale);
  byVoltage_ = button("singleline.by-voltage");
  byVoltage_->setCheckable(true);
  byVoltage_->hide();
  across->addWidget(byVoltage_);
  QToolButton* byLoad = button("singleline.by-load");
  byLoad->setCheckable(true);
  across->addWidget(byLoad);
  QToolButton* together = button("singleline.close-all");
  across->addWidget(together);
  for (const auto& [id, factor] : {std::pair{"schematic.zoom-out", 1.0 / 1.25}, std::pair{"schematic.zoom-in", 1.25}}) {
    QToolButton* made = button(id);
    connect(made, &QToolButton::clicked, view_, [this, by = factor] { view_->zoom(by); });
    across->addWidget(made);
  }
  QToolButton* fit = button("schematic.fit");
  QToolButton* write = button("schematic.export");
  across->addWidget(fit);
  across->addWidget(write);

  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->setSpacing(0);
  down->addLayout(across);
  down->addWidget(view_, 1);
  setFocusProxy(view_);

  connect(byLoad, &QToolButton::toggled, this, [this, scale](bool isOn) {
    view_->setByLoad(isOn);
    scale->setVisible(isOn);
  });
  connect(byVoltage_, &QToolButton::toggled, view_, &SingleLineView::setByVoltage);
  connect(together, &QToolButton::clicked, view_, &SingleLineView::closeAll);
  connect(fit, &QToolButton::clicked, view_, &SheetView::fit);
  connect(write, &QToolButton::clicked, this, &SingleLinePanel::askForFile);
  connect(search_, &QLineEdit::returnPressed, this, &SingleLinePanel::find);
  connect(search_, &QLineEdit::textChanged, note_, &QLabel::clear);
}

QToolButton* SingleLinePanel::button(const char* textId) {
  auto* made = new QToolButton(this);
  made->setAutoRaise(true);
  made->setFocusPolicy(Qt::TabFocus);
  look_.words.follow(made, [this, made, id = std::string(textId)] {
    made->setText(look_.words(id.c_str()));
    made->setToolTip(look_.words((id + ".hint").c_str()));
    made->setAccessibleName(made->toolTip());
  });
  return made;
}

void SingleLinePanel::setVoltages(SingleLineView::Voltages voltages) {
  byVoltage_->setVisible(bool(voltages));
  view_->setVoltages(std::move(voltages));
}

void SingleLinePanel::find() {
  if (search_->text().trimmed().isEmpty()) return;
  if (view_->focusOn(search_->text())) return view_->setFocus();
  search_->selectAll();
  note_->setText(look_.words("singleline.not-found", {{"text", search_->text().trimmed().toStdString()}}));
}

void SingleLinePanel::askForFile() {
  const QString file = QFileDialog::getSaveFileName(this, look_.words("singleline.export.title"),
                                                    look_.words("singleline.file-name") + QStringLiteral(".svg"),
                                                    QStringLiteral("SVG (*.svg);;PDF (*.pdf);;PNG (*.png)"));
  if (file.isEmpty()) return;
  const Problems problems = view_->exportTo(file);
  if (problems.empty()) return;
  QMessageBox box(QMessageBox::Warning, look_.words("singleline.export.title"), look_.words(problems.front().what),
                  QMessageBox::NoButton, this);
  box.setInformativeText(look_.words(problems.front().remedy));
  box.addButton(look_.words("dialog.close"), QMessageBox::RejectRole);
  box.exec();
}

}  // namespace plenum::views
