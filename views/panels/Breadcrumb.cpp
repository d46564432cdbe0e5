// SPDX-License-Identifier: Apache-2.0
#include "panels/Breadcrumb.h"

#include "live/Naming.h"

namespace plenum::views {

Breadcrumb::Breadcrumb(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QLabel(parent), look_(look), clock_(clock), selection_(selection) {
  setTextFormat(Qt::RichText);
  setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  connect(this, &QLabel::linkActivated, this, [this](const QString& step) {
    const auto i = static_cast<std::size_t>(step.toUInt());
    if (i < path_.size()) selection_.select(path_[i]);
  });
  connect(&selection, &Selection::changed, this, &Breadcrumb::refresh);
  connect(&clock, &FrameClock::storyChanged, this, &Breadcrumb::refresh);
  connect(&look.words, &Words::changed, this, &Breadcrumb::refresh);
  look_.followTheme(this, [this] { refresh(); });
}

void Breadcrumb::refresh() {
  const FramePtr& frame = clock_.frame();
  setAccessibleName(look_.words("breadcrumb"));
  if (!frame || !frame->layout || !isIn(*frame->layout, selection_.current())) return clear();
  path_ = pathTo(*frame->layout, selection_.current());
  const Tokens& t = look_.theme.tokens();
  QStringList steps;
  for (std::size_t i = 0; i < path_.size(); ++i) {
    const QString name = shortNameOf(*frame->layout, path_[i], look_.words).toHtmlEscaped();
    steps << (i + 1 == path_.size() ? QStringLiteral("<b>%1</b>").arg(name)
                                    : QStringLiteral("<a href=\"%1\" style=\"color:%2;text-decoration:none\">%3</a>")
                                          .arg(i)
                                          .arg(t.dim.name(), name));
  }
  setText(steps.join(QStringLiteral("<span style=\"color:%1\">&nbsp;›&nbsp;</span>").arg(t.faint.name())));
}

}  // namespace plenum::views
