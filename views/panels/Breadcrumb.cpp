// SPDX-License-Identifier: Apache-2.0
#include "panels/Breadcrumb.h"

#include <QAction>
#include <QCursor>
#include <QMenu>
#include <algorithm>

#include "live/Naming.h"
#include "site/ChipGrid.h"

namespace plenum::views {

Breadcrumb::Breadcrumb(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QLabel(parent), look_(look), clock_(clock), selection_(selection) {
  setTextFormat(Qt::RichText);
  setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  connect(this, &QLabel::linkActivated, this, [this](const QString& step) {
    const bool isMark = step.startsWith(QLatin1Char('+'));
    const auto i = static_cast<std::size_t>(step.mid(isMark ? 1 : 0).toUInt());
    if (i < path_.size()) isMark ? offer(path_[i]) : go(path_[i]);
  });
  connect(&selection, &Selection::changed, this, &Breadcrumb::refresh);
  connect(&clock, &FrameClock::storyChanged, this, &Breadcrumb::refresh);
  connect(&look.words, &Words::changed, this, &Breadcrumb::refresh);
  look_.followTheme(this, [this] { refresh(); });
}

void Breadcrumb::go(EntityRef entity) {
  selection_.select(entity);
  Q_EMIT went(entity);
}

std::vector<EntityRef> Breadcrumb::beside(EntityRef step) const {
  const FramePtr& frame = clock_.frame();
  if (!frame || !frame->layout || !isIn(*frame->layout, step)) return {};
  const Layout& layout = *frame->layout;
  std::vector<EntityRef> all;
  if (step.kind == Kind::rack && step.part != 0) {
    for (std::uint32_t s = 1; s <= chipGridOf(layout.racks[step.index]).servers; ++s)
      all.push_back({Kind::rack, step.index, s});
  } else if (step.kind == Kind::chip) {
    const PlacedRack& rack = layout.racks[layout.rackOfChip(step.index)];
    const std::uint32_t each = chipGridOf(rack).perServer,
                        first = rack.firstChip + serverOfChip(rack, step.index) * each;
    for (std::uint32_t c = first; c < first + each; ++c) all.push_back({Kind::chip, c, 0});
  } else if (step.kind != Kind::campus && step.part == 0) {
    for (std::uint32_t i = 0; i < layout.count(step.kind); ++i)
      if (ownerOf(layout, {step.kind, i, 0}) == ownerOf(layout, step)) all.push_back({step.kind, i, 0});
  }
  return all;
}

void Breadcrumb::offer(EntityRef step) {
  const std::vector<EntityRef> all = beside(step);
  if (all.size() < 2) return;
  // a menu of hundreds is no help: those around the step are offered
  constexpr std::ptrdiff_t most = 40;
  const auto at = std::find(all.begin(), all.end(), step) - all.begin(),
             count = static_cast<std::ptrdiff_t>(all.size());
  const std::ptrdiff_t first = std::clamp(at - most / 2, std::ptrdiff_t{0}, std::max(std::ptrdiff_t{0}, count - most));
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const Layout& layout = *clock_.frame()->layout;
  menu->setAccessibleName(
      look_.words("breadcrumb.siblings", {{"name", shortNameOf(layout, step, look_.words).toStdString()}}));
  for (std::ptrdiff_t k = first; k < std::min(first + most, count); ++k) {
    const EntityRef other = all[static_cast<std::size_t>(k)];
    QAction* action = menu->addAction(shortNameOf(layout, other, look_.words));
    action->setCheckable(true);
    action->setChecked(other == step);
    connect(action, &QAction::triggered, this, [this, other] { go(other); });
  }
  menu->popup(QCursor::pos());
}

void Breadcrumb::refresh() {
  const FramePtr& frame = clock_.frame();
  setAccessibleName(look_.words("breadcrumb"));
  if (!frame || !frame->layout || !isIn(*frame->layout, selection_.current())) return clear();
  path_ = pathTo(*frame->layout, selection_.current());
  // between a rack and its chip stands the server
  if (const EntityRef chip = path_.back(); chip.kind == Kind::chip) {
    const std::uint32_t rack = frame->layout->rackOfChip(chip.index);
    path_.insert(path_.end() - 1, {Kind::rack, rack, serverOfChip(frame->layout->racks[rack], chip.index) + 1});
  }
  const Tokens& t = look_.theme.tokens();
  QString steps;
  for (std::size_t i = 0; i < path_.size(); ++i) {
    const QString name = shortNameOf(*frame->layout, path_[i], look_.words).toHtmlEscaped();
    // the mark before a step opens its siblings
    if (i > 0)
      steps += QStringLiteral("<a href=\"+%1\" style=\"color:%2;text-decoration:none\">&nbsp;›&nbsp;</a>")
                   .arg(i)
                   .arg(t.dim.name());
    steps += i + 1 == path_.size() ? QStringLiteral("<b>%1</b>").arg(name)
                                   : QStringLiteral("<a href=\"%1\" style=\"color:%2;text-decoration:none\">%3</a>")
                                         .arg(i)
                                         .arg(t.dim.name(), name);
  }
  setText(steps);
}

}  // namespace plenum::views
