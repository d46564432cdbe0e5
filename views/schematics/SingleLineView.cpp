// SPDX-License-Identifier: Apache-2.0
#include "schematics/SingleLineView.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "live/Naming.h"
#include "live/Readings.h"
#include "schematics/Export.h"

namespace plenum::views {

namespace {

constexpr qint64 repaintLinesMs = 150, voltagesMs = 1000;
constexpr std::size_t mostOffered = 24;  // devices of a group that its menu names
constexpr double aroundFocus = 120.0;

}  // namespace

SingleLineView::SingleLineView(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : SheetView(parent), look_(look), clock_(clock), selection_(selection) {
  look_.followTheme(this, [this] { update(); });
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words("singleline.name"));
    describe();
    update();
  });
  connect(&clock, &FrameClock::frameChanged, this, [this](const FramePtr& frame) {
    if (frame->layout != layout_) rebuild();
    if (!isVisible() || (sincePainted_.isValid() && sincePainted_.elapsed() < repaintLinesMs)) return;
    update();
  });
  connect(&selection, &Selection::changed, this, &SingleLineView::follow);
  if (clock.frame()) rebuild();
}

void SingleLineView::rebuild() {
  const FramePtr& frame = clock_.frame();
  layout_ = frame ? frame->layout : nullptr;
  hovered_ = {};
  drawing_ = layout_ ? singleLine(*layout_, opened_) : SingleLine{};
  sinceVoltages_.invalidate();
  refit();
  describe();
  update();
}

void SingleLineView::setByLoad(bool isByLoad) {
  isByLoad_ = isByLoad;
  update();
}

void SingleLineView::setVoltages(Voltages voltages) { voltages_ = std::move(voltages); }

void SingleLineView::setByVoltage(bool isByVoltage) {
  isByVoltage_ = isByVoltage;
  sinceVoltages_.invalidate();
  update();
}

// a power flow for every picture would be more than anyone reads
void SingleLineView::askVoltages() {
  if (!isByVoltage_ || !voltages_ || !clock_.frame()) return perUnit_.clear();
  if (sinceVoltages_.isValid() && sinceVoltages_.elapsed() < voltagesMs) return;
  perUnit_ = voltages_(*clock_.frame());
  sinceVoltages_.start();
}

QRectF SingleLineView::boxOf(LineSpot spot) const {
  if (spot.breaker != noBreaker) return drawing_.breakers[spot.breaker].at;
  return spot.symbol == noSymbol ? QRectF() : drawing_.symbols[spot.symbol].cell;
}

/// Of several, the one that is worst off.
EntityRef SingleLineView::entityOf(LineSpot spot) const {
  const FramePtr& frame = clock_.frame();
  if (spot.breaker != noBreaker) {
    const auto& members = drawing_.breakers[spot.breaker].members;
    const auto worst = std::find_if(members.begin(), members.end(), [&](EntityRef breaker) {
      return frame && contactOf(*frame, breaker) == Contact::tripped;
    });
    return worst != members.end() ? *worst : members.front();
  }
  if (spot.symbol == noSymbol) return {};
  const auto& members = drawing_.symbols[spot.symbol].members;
  const auto worst = std::find_if(members.begin(), members.end(), [&](EntityRef entity) {
    const auto state = frame ? runningOf(*frame, entity) : std::nullopt;
    return state == Running::failed || state == Running::dark;
  });
  return worst != members.end() ? *worst : members.front();
}

void SingleLineView::follow(EntityRef entity) {
  if (!layout_ || !isIn(*layout_, entity)) return update();
  // all of the way from the grid to it where that fits, else its end of it
  const QRectF path = pathOf(entity);
  const QSizeF shown = path.size() * scale();
  const LineSpot spot = spotOf(drawing_, *layout_, entity);
  if (!path.isEmpty() && shown.width() <= width() && shown.height() <= height())
    reveal(path);
  else if (!spot.isNothing())
    reveal(boxOf(spot));
  else if (const auto loads = loadsOf(drawing_, *layout_, entity); !loads.empty())
    reveal(drawing_.symbols[loads.front()].cell);
  describe();
  update();
}

/// What feeds a consumer, on all of its sides; empty for anything else.
QRectF SingleLineView::pathOf(EntityRef entity) const {
  const FramePtr& frame = clock_.frame();
  if (!frame || frame->layout != layout_) return {};
  const LitPath path = pathAbove(drawing_, netStatesOf(drawing_, *frame), loadsOf(drawing_, *layout_, entity));
  QRectF box;
  for (std::size_t s = 0; s < path.symbols.size(); ++s)
    if (path.symbols[s]) box = box.united(drawing_.symbols[s].cell);
  return box;
}

// what was chosen while nobody looked here
void SingleLineView::showEvent(QShowEvent* event) {
  SheetView::showEvent(event);
  follow(selection_.current());
}

void SingleLineView::describe() {
  QString text;
  const FramePtr& frame = clock_.frame();
  if (frame && layout_ && frame->layout == layout_) {
    const LineSpot spot = spotOf(drawing_, *layout_, selection_.current());
    if (spot.breaker != noBreaker)
      text = tooltipOf(drawing_.breakers[spot.breaker], *frame, look_).join(QStringLiteral("; "));
    else if (spot.symbol != noSymbol)
      text = tooltipOf(drawing_.symbols[spot.symbol], *frame, look_).join(QStringLiteral("; "));
  }
  setAccessibleDescription(text);
}

std::optional<SingleLinePicture> SingleLineView::picture(const Tokens& tokens) const {
  const FramePtr& frame = clock_.frame();
  // for a moment after an edit a frame may belong to another revision
  if (!frame || !layout_ || frame->layout != layout_) return std::nullopt;
  return SingleLinePicture{drawing_, *frame,    look_,   tokens,  selection_.current(),
                           hovered_, isByLoad_, scale(), perUnit_};
}

void SingleLineView::paintEvent(QPaintEvent*) {
  sincePainted_.start();
  askVoltages();
  QPainter painter(this);
  painter.fillRect(rect(), look_.theme.tokens().panel);
  const auto now = picture(look_.theme.tokens());
  if (!now || drawing_.symbols.empty()) {
    painter.setFont(look_.theme.font(Theme::Type::table));
    painter.setPen(look_.theme.tokens().dim);
    painter.drawText(rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                     look_.words(now ? "singleline.no-power" : "schematic.nothing"));
    return;
  }
  painter.setRenderHint(QPainter::TextAntialiasing);
  painter.translate(offset());
  painter.scale(scale(), scale());
  drawSingleLine(painter, *now);
}

LineSpot SingleLineView::spotAt(QPointF at) const {
  for (std::size_t b = 0; b < drawing_.breakers.size(); ++b)
    if (drawing_.breakers[b].at.adjusted(-4, -2, 4, 2).contains(at)) return {noSymbol, b};
  for (std::size_t s = 0; s < drawing_.symbols.size(); ++s) {
    const LineSymbol& symbol = drawing_.symbols[s];
    if (symbol.cell.contains(at) || symbol.glyph.adjusted(0, -4, 0, 4).contains(at)) return {s, noBreaker};
  }
  return {};
}

void SingleLineView::select(LineSpot spot) {
  if (!spot.isNothing()) selection_.select(entityOf(spot));
}

void SingleLineView::clicked(QPointF at) {
  const LineSpot spot = spotAt(at);
  if (spot.isNothing()) return;
  select(spot);
  const LineShape shape = spot.symbol == noSymbol ? LineShape::board : drawing_.symbols[spot.symbol].shape;
  const bool isOperated = spot.breaker != noBreaker || shape == LineShape::tie || shape == LineShape::ups ||
                          shape == LineShape::transferSwitch || shape == LineShape::staticSwitch;
  if (!isOperated || !operations_) return;
  const QRectF& on =
      spot.breaker != noBreaker ? drawing_.breakers[spot.breaker].at : drawing_.symbols[spot.symbol].glyph;
  if (on.adjusted(-4, -2, 4, 2).contains(at)) offer(spot, mapToGlobal(toWidget(on.bottomLeft()).toPoint()));
}

void SingleLineView::hovered(QPointF at) {
  const LineSpot spot = spotAt(at);
  if (spot == hovered_) return;
  hovered_ = spot;
  update();
}

void SingleLineView::leaveEvent(QEvent*) {
  hovered_ = {};
  update();
}

void SingleLineView::offer(LineSpot spot, QPoint at) {
  QMenu menu(this);
  fillMenu(menu, spot);
  if (!menu.isEmpty()) menu.exec(at);
}

void SingleLineView::fillMenu(QMenu& menu, LineSpot spot) {
  if (!layout_ || spot.isNothing()) return;
  const std::size_t s = spot.breaker != noBreaker ? drawing_.breakers[spot.breaker].symbol : spot.symbol;
  const LineSymbol& symbol = drawing_.symbols[s];
  const bool isOne = symbol.members.size() == 1;
  if (isOne && operations_) operations_(menu, entityOf(spot));
  if (symbol.shape == LineShape::loads) return;
  if (isOne && !symbol.isOpened) return;
  menu.addSeparator();
  const std::string key = symbol.key;
  const auto again = [this, key] {
    for (std::size_t i = 0; i < drawing_.symbols.size(); ++i)
      if (drawing_.symbols[i].key == key) return toggle(i);
  };
  menu.addAction(look_.words(symbol.isOpened ? "singleline.together" : "singleline.each"), this, again);
  if (isOne) return;
  QMenu* by = menu.addMenu(look_.words("singleline.one"));
  for (std::size_t i = 0; i < symbol.members.size() && i < mostOffered; ++i) {
    const QString id = QString::fromStdString(layout_->idOf(symbol.members[i]));
    by->addAction(id, this, [this, id] { focusOn(id); });
  }
  if (symbol.members.size() > mostOffered) by->addAction(QStringLiteral("…"))->setEnabled(false);
}

void SingleLineView::toggle(std::size_t at) {
  const LineSymbol symbol = drawing_.symbols[at];
  if (!layout_ || symbol.shape == LineShape::loads) return;
  if (symbol.isOpened) {
    for (const EntityRef one : symbol.like) opened_.erase(layout_->idOf(one));
    return rebuild();
  }
  if (symbol.members.size() < 2) return;
  // what hangs on a group is opened by opening the group first: one step down at a time
  std::size_t open = at;
  for (bool isHigher = true; isHigher;) {
    isHigher = false;
    const std::uint32_t from = layout_->power[drawing_.symbols[open].members.front().index].from;
    if (from == none) break;
    const LineSpot above = spotOf(drawing_, *layout_, {Kind::powerDevice, from});
    if (above.symbol == noSymbol || drawing_.symbols[above.symbol].members.size() < 2) break;
    open = above.symbol;
    isHigher = true;
  }
  for (const EntityRef one : drawing_.symbols[open].members) opened_.insert(layout_->idOf(one));
  rebuild();
}

void SingleLineView::closeAll() {
  opened_.clear();
  rebuild();
}

bool SingleLineView::focusOn(const QString& text) {
  if (!layout_ || text.trimmed().isEmpty()) return false;
  const std::string wanted = text.trimmed().toStdString();
  auto found = layout_->find(wanted);
  if (!found || found->kind != Kind::powerDevice) {
    found.reset();
    for (std::uint32_t i = 0; i < layout_->power.size() && !found; ++i)
      if (QString::fromStdString(layout_->power[i].id).contains(text.trimmed(), Qt::CaseInsensitive))
        found = EntityRef{Kind::powerDevice, i};
  }
  if (!found) return false;
  const EntityRef device{Kind::powerDevice, found->index};
  const LineSpot spot = spotOf(drawing_, *layout_, device);
  if (spot.symbol != noSymbol && drawing_.symbols[spot.symbol].members.size() > 1) {
    opened_.insert(layout_->idOf(device));
    rebuild();
  }
  selection_.select(*found);
  const LineSpot shown = spotOf(drawing_, *layout_, *found);
  if (!shown.isNothing()) centreOn(boxOf(shown).adjusted(-aroundFocus, 0, aroundFocus, 0));
  return true;
}

void SingleLineView::mouseDoubleClickEvent(QMouseEvent* event) {
  const LineSpot spot = spotAt(toDrawing(event->position()));
  if (spot.symbol != noSymbol) toggle(spot.symbol);
}

void SingleLineView::contextMenuEvent(QContextMenuEvent* event) {
  LineSpot spot = spotAt(toDrawing(event->pos()));
  QPoint at = event->globalPos();
  if (event->reason() == QContextMenuEvent::Keyboard && layout_) {
    spot = spotOf(drawing_, *layout_, selection_.current());
    at = mapToGlobal(toWidget(boxOf(spot).center()).toPoint());
  }
  if (spot.isNothing()) return;
  select(spot);
  offer(spot, at);
}

/// To the next symbol in a direction: the nearest, with what lies aside counted double.
void SingleLineView::step(int dx, int dy) {
  if (!layout_ || drawing_.symbols.empty()) return;
  LineSpot from = spotOf(drawing_, *layout_, selection_.current());
  if (from.isNothing()) return select({0, noBreaker});
  const auto middle = [&](std::size_t s) {
    const QRectF& glyph = drawing_.symbols[s].glyph;
    return QPointF(drawing_.symbols[s].outX, glyph.center().y());
  };
  const QPointF at = from.breaker != noBreaker ? drawing_.breakers[from.breaker].at.center() : middle(from.symbol);
  std::size_t best = noSymbol;
  double least = 1e18;
  for (std::size_t i = 0; i < drawing_.symbols.size(); ++i) {
    if (i == from.symbol) continue;
    const QPointF to = middle(i) - at;
    const double ahead = to.x() * dx + to.y() * dy, aside = std::abs(to.x() * dy) + std::abs(to.y() * dx);
    if (ahead <= 1.0 || ahead + 2.0 * aside >= least) continue;
    least = ahead + 2.0 * aside;
    best = i;
  }
  if (best != noSymbol) select({best, noBreaker});
}

void SingleLineView::keyPressEvent(QKeyEvent* event) {
  if (takeKey(event)) return;
  switch (event->key()) {
    case Qt::Key_Left:
      return step(-1, 0);
    case Qt::Key_Right:
      return step(1, 0);
    case Qt::Key_Up:
      return step(0, -1);
    case Qt::Key_Down:
      return step(0, 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (layout_)
        if (const LineSpot at = spotOf(drawing_, *layout_, selection_.current()); at.symbol != noSymbol)
          toggle(at.symbol);
      return;
    case Qt::Key_Backspace:
      return closeAll();
    default:
      QWidget::keyPressEvent(event);
  }
}

bool SingleLineView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return SheetView::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const LineSpot spot = spotAt(toDrawing(help->pos()));
  if (spot.isNothing() || !clock_.frame() || !layout_ || clock_.frame()->layout != layout_) {
    QToolTip::hideText();
    return true;
  }
  const Frame& frame = *clock_.frame();
  QStringList lines;
  if (spot.breaker != noBreaker) {
    lines = tooltipOf(drawing_.breakers[spot.breaker], frame, look_);
  } else {
    const LineSymbol& symbol = drawing_.symbols[spot.symbol];
    lines = tooltipOf(symbol, frame, look_);
    if (symbol.isOpened)
      lines << look_.words("singleline.hint-close");
    else if (symbol.members.size() > 1 && symbol.shape != LineShape::loads)
      lines << look_.words("singleline.hint-open");
  }
  QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
  return true;
}

Problems SingleLineView::exportTo(const QString& file) const {
  const Tokens paper = Theme::tokensOf(Theme::Scheme::light);
  auto shown = picture(paper);
  if (!shown || drawing_.symbols.empty()) return {unwritable(file)};
  shown->hovered = {};
  shown->selected = {};
  shown->scale = 1.0;
  const QSizeF size(std::max(drawing_.size.width(), 720.0), drawing_.size.height() + titleBlockHeight + 16.0);
  return writeDrawing(
      file, {size.toSize(), look_.words("singleline.name"), paper.panel, [&](QPainter& painter) {
               drawSingleLine(painter, *shown);
               drawTitleBlock(
                   painter, QRectF(8.0, size.height() - titleBlockHeight - 8.0, size.width() - 16.0, titleBlockHeight),
                   *shown);
             }});
}

}  // namespace plenum::views
