// SPDX-License-Identifier: Apache-2.0
#include "schematics/SchematicPanel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "live/Naming.h"
#include "schematics/PanelParts.h"

namespace plenum::views {

SchematicPanel::SchematicPanel(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock) {
  view_ = new SchematicView(look, clock, selection, this);
  path_ = new QLabel(this);
  path_->setTextFormat(Qt::RichText);
  path_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
  path_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  const auto degrees = [&look](double c) {
    const double shown = c / look.format.scaleOf(c, Unit::celsius) + look.format.offsetOf(Unit::celsius);
    return look.format.fixed(shown, 0) + QLatin1Char(' ') + look.format.unitAt(c, Unit::celsius);
  };
  auto* scale = new ColourScale(
      look, [degrees] { return degrees(coldestColourC); }, [degrees] { return degrees(warmestColourC); }, this);
  scale->hide();

  auto* across = new QHBoxLayout;
  across->setContentsMargins(12, 2, 6, 2);
  across->setSpacing(2);
  across->addWidget(path_, 1);
  across->addWidget(scale);
  QToolButton* byTemperature = flatButton(look, "schematic.by-temperature", this);
  byTemperature->setCheckable(true);
  across->addWidget(byTemperature);
  QToolButton* write = addSheetButtons(look, *view_, *across, this);

  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->setSpacing(0);
  down->addLayout(across);
  down->addWidget(view_, 1);

  connect(byTemperature, &QToolButton::toggled, this, [this, scale](bool isOn) {
    view_->setByTemperature(isOn);
    scale->setVisible(isOn);
  });
  connect(write, &QToolButton::clicked, this, [this] {
    askAndExport(
        look_, {"schematic.export.hint", "schematic.file-name"},
        [this](const QString& file) { return view_->exportTo(file); }, this);
  });
  connect(path_, &QLabel::linkActivated, view_, &SchematicView::up);
  connect(view_, &SchematicView::pageChanged, this, &SchematicPanel::refresh);
  look_.words.follow(this, [this] { refresh(); });
  look_.followTheme(this, [this] { refresh(); });
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

}  // namespace plenum::views
