// SPDX-License-Identifier: Apache-2.0
#include "panels/WhyTab.h"

#include <QScrollBar>

namespace plenum::views {

WhyTab::WhyTab(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QTextBrowser(parent), look_(look), clock_(clock), selection_(selection) {
  setFrameShape(QFrame::NoFrame);
  setOpenLinks(false);
  document()->setDocumentMargin(12);
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words("inspector.why"));
    refresh();
  });
  look_.followTheme(this, [this] { refresh(); });
  connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
    const QString target = link.toString(QUrl::FullyDecoded);
    if (target.startsWith(QLatin1String("figure:"))) return ask(target.mid(7));
    if (!clock_.frame()) return;
    if (const auto found = clock_.frame()->layout->find(target.toStdString())) selection_.select(*found);
  });
  connect(&selection, &Selection::changed, this, [this] {
    figure_.clear();
    refresh();
  });
  connect(&clock, &FrameClock::storyChanged, this, &WhyTab::refresh);
  connect(&clock, &FrameClock::frameChanged, this, [this] {
    if (!isVisible() || (sinceShown_.isValid() && sinceShown_.elapsed() < 1000)) return;
    refresh();
  });
}

void WhyTab::setExplain(Explain explain) {
  explain_ = std::move(explain);
  refresh();
}

void WhyTab::ask(const QString& figure) {
  figure_ = figure;
  refresh();
}

void WhyTab::refresh() {
  sinceShown_.start();
  const FramePtr& frame = clock_.frame();
  QString html;
  if (explain_ && frame && frame->layout) html = explain_(figure_, *frame, selection_.current());
  if (html.isEmpty())
    html = QStringLiteral("<p style=\"color:%1\">%2</p>")
               .arg(look_.theme.tokens().dim.name(), look_.words("why.nothing").toHtmlEscaped());
  // the reader keeps his place while the numbers move
  const int at = verticalScrollBar()->value();
  document()->setDefaultStyleSheet(QStringLiteral("a { color:%1; text-decoration:none } .dim { color:%2 }")
                                       .arg(look_.theme.tokens().accent.name(), look_.theme.tokens().dim.name()));
  setHtml(html);
  verticalScrollBar()->setValue(at);
}

}  // namespace plenum::views
