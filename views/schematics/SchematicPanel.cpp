// SPDX-License-Identifier: Apache-2.0
#include "schematics/SchematicPanel.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QPainter>
#include <QVBoxLayout>

#include "live/Naming.h"
#include "overlays/ColourMap.h"

namespace plenum::views {

namespace {

/// What the colours of the pipes mean, beside the button that asks for them.
class TemperatureScale final : public QWidget {
 public:
  TemperatureScale(const Look& look, QWidget* parent) : QWidget(parent), look_(look) {}
  QSize sizeHint() const override { return {170, 20}; }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setFont(look_.theme.font(Theme::Type::caption));
    painter.setPen(look_.theme.tokens().dim);
    const QRect bar(44, height() / 2 - 4, width() - 96, 8);
    for (int x = 0; x < bar.width(); ++x) {
      const Rgb8 c = sequentialMap().at(double(x) / bar.width());
      painter.fillRect(bar.left() + x, bar.top(), 1, bar.height(), QColor(c.r, c.g, c.b));
    }
    painter.drawText(QRect(0, 0, 40, height()), Qt::AlignRight | Qt::AlignVCenter,
                     look_.format.fixed(coldestColourC, 0) + QStringLiteral(" °C"));
    painter.drawText(QRect(bar.right() + 5, 0, 50, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     look_.format.fixed(warmestColourC, 0) + QStringLiteral(" °C"));
  }

 private:
  const Look& look_;
};

}  // namespace

SchematicPanel::SchematicPanel(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock) {
  view_ = new SchematicView(look, clock, selection, this);
  path_ = new QLabel(this);
  path_->setTextFormat(Qt::RichText);
  path_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
  path_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* scale = new TemperatureScale(look, this);
  scale->hide();

  auto* across = new QHBoxLayout;
  across->setContentsMargins(12, 2, 6, 2);
  across->setSpacing(2);
  across->addWidget(path_, 1);
  across->addWidget(scale);
  QToolButton* byTemperature = button("schematic.by-temperature");
  byTemperature->setCheckable(true);
  across->addWidget(byTemperature);
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

  connect(byTemperature, &QToolButton::toggled, this, [this, scale](bool isOn) {
    view_->setByTemperature(isOn);
    scale->setVisible(isOn);
  });
  connect(fit, &QToolButton::clicked, view_, &SchematicView::fit);
  connect(write, &QToolButton::clicked, this, &SchematicPanel::askForFile);
  connect(path_, &QLabel::linkActivated, view_, &SchematicView::up);
  connect(view_, &SchematicView::pageChanged, this, &SchematicPanel::refresh);
  look_.words.follow(this, [this] { refresh(); });
  look_.followTheme(this, [this] { refresh(); });
}

QToolButton* SchematicPanel::button(const char* textId) {
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

void SchematicPanel::refresh() {
  const FramePtr& frame = clock_.frame();
  path_->setAccessibleName(look_.words("schematic.path"));
  if (!frame || !frame->layout) return path_->clear();
  const Tokens& t = look_.theme.tokens();
  const QString campus = shortNameOf(*frame->layout, {}, look_.words).toHtmlEscaped();
  if (!view_->hall() || *view_->hall() >= frame->layout->halls.size())
    return path_->setText(QStringLiteral("<b>%1</b>").arg(campus));
  path_->setText(QStringLiteral("<a href=\"up\" style=\"color:%1;text-decoration:none\">%2</a>"
                                "<span style=\"color:%3\">&nbsp;›&nbsp;</span><b>%4</b>")
                     .arg(t.dim.name(), campus, t.faint.name(),
                          shortNameOf(*frame->layout, {Kind::hall, *view_->hall()}, look_.words).toHtmlEscaped()));
}

void SchematicPanel::askForFile() {
  const QString file = QFileDialog::getSaveFileName(this, look_.words("schematic.export.hint"),
                                                    look_.words("schematic.file-name") + QStringLiteral(".svg"),
                                                    QStringLiteral("SVG (*.svg);;PDF (*.pdf);;PNG (*.png)"));
  if (file.isEmpty()) return;
  const Problems problems = view_->exportTo(file);
  if (problems.empty()) return;
  QMessageBox box(QMessageBox::Warning, look_.words("schematic.export.hint"), look_.words(problems.front().what),
                  QMessageBox::NoButton, this);
  box.setInformativeText(look_.words(problems.front().remedy));
  box.addButton(look_.words("dialog.close"), QMessageBox::RejectRole);
  box.exec();
}

}  // namespace plenum::views
