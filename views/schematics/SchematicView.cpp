// SPDX-License-Identifier: Apache-2.0
#include "schematics/SchematicView.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "live/Naming.h"
#include "live/Readings.h"
#include "schematics/Readouts.h"

namespace plenum::views {

namespace {

constexpr SheetView::FitScales scales{0.8, 1.4};
constexpr qint64 repaintMs = 150;
constexpr double nearPx = 5.0;

double distanceTo(const QLineF& piece, QPointF at) {
  const QRectF box = QRectF(piece.p1(), piece.p2()).normalized();
  const double dx = std::max({box.left() - at.x(), 0.0, at.x() - box.right()});
  const double dy = std::max({box.top() - at.y(), 0.0, at.y() - box.bottom()});
  return std::hypot(dx, dy);
}

}  // namespace

SchematicView::SchematicView(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : SheetView(parent, scales), look_(look), clock_(clock), selection_(selection) {
  look_.followTheme(this, [this] { update(); });
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words("schematic.name"));
    describe();
    update();
  });
  connect(&clock, &FrameClock::frameChanged, this, [this](const FramePtr& frame) {
    if (frame->layout != layout_) rebuild();
    if (!isVisible() || (sincePainted_.isValid() && sincePainted_.elapsed() < repaintMs)) return;
    update();
  });
  connect(&selection, &Selection::changed, this, &SchematicView::follow);
  if (clock.frame()) rebuild();
}

void SchematicView::rebuild() {
  const FramePtr& frame = clock_.frame();
  layout_ = frame ? frame->layout : nullptr;
  hovered_ = noSymbol;
  if (!layout_) {
    diagram_ = {};
    hall_.reset();
    return update();
  }
  // the same hall in another revision of the site, or the campus where it is gone
  if (!hallId_.empty()) {
    const auto found = layout_->find(hallId_);
    hall_ = found && found->kind == Kind::hall ? std::optional(found->index) : std::nullopt;
    if (!hall_) hallId_.clear();
  }
  diagram_ = hall_ ? hallDiagram(*layout_, *hall_, opened_) : campusDiagram(*layout_, opened_);
  refit();
  describe();
  update();
  Q_EMIT pageChanged();
}

void SchematicView::showCampus() {
  hall_.reset();
  hallId_.clear();
  rebuild();
  fit();
}

void SchematicView::showHall(std::uint32_t hall) {
  if (!layout_ || hall >= layout_->halls.size()) return;
  hall_ = hall;
  hallId_ = layout_->halls[hall].id;
  rebuild();
  fit();
}

void SchematicView::up() {
  if (!hall_) opened_.clear();
  showCampus();
}

void SchematicView::setByTemperature(bool isByTemperature) {
  isByTemperature_ = isByTemperature;
  update();
}

void SchematicView::fitted() {
  const std::size_t chosen = layout_ ? symbolOf(diagram_, *layout_, selection_.current()) : noSymbol;
  if (chosen != noSymbol) reveal(diagram_.symbols[chosen].cell);
}

void SchematicView::follow(EntityRef entity) {
  if (!layout_ || !isIn(*layout_, entity)) return update();
  if (hall_ && entity.kind != Kind::campus) {
    // another hall's thing turns the page; plant is found on the campus page
    std::optional<std::uint32_t> other;
    for (const EntityRef step : pathTo(*layout_, entity))
      if (step.kind == Kind::hall) other = step.index;
    if (other && other != hall_) showHall(*other);
    const bool isPlant = !other && entity.kind != Kind::circuit && entity.kind != Kind::building;
    if (isPlant && entity.kind != Kind::powerDevice) showCampus();
  }
  const std::size_t chosen = symbolOf(diagram_, *layout_, entity);
  if (chosen != noSymbol) reveal(diagram_.symbols[chosen].cell);
  describe();
  update();
}

void SchematicView::describe() {
  QString text;
  const FramePtr& frame = clock_.frame();
  if (frame && layout_) {
    const std::size_t chosen = symbolOf(diagram_, *layout_, selection_.current());
    if (chosen != noSymbol)
      text = captionOf(diagram_.symbols[chosen], *layout_, look_) + QStringLiteral(": ") +
             valuesOf(diagram_.symbols[chosen], *frame, look_).join(QStringLiteral("; "));
  }
  setAccessibleDescription(text);
}

std::optional<SchematicPicture> SchematicView::picture() const {
  const FramePtr& frame = clock_.frame();
  // for a moment after an edit a frame may belong to another revision
  if (!frame || !layout_ || frame->layout != layout_) return std::nullopt;
  return SchematicPicture{diagram_, *frame, look_, selection_.current(), hovered_, isByTemperature_, scale()};
}

void SchematicView::paintEvent(QPaintEvent*) {
  sincePainted_.start();
  QPainter painter(this);
  painter.fillRect(rect(), look_.theme.tokens().panel);
  const auto now = picture();
  if (!now || diagram_.symbols.empty()) {
    painter.setFont(look_.theme.font(Theme::Type::table));
    painter.setPen(look_.theme.tokens().dim);
    painter.drawText(rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap,
                     look_.words(now ? "schematic.no-cooling" : "schematic.nothing"));
    return;
  }
  painter.setRenderHint(QPainter::TextAntialiasing);
  painter.translate(offset());
  painter.scale(scale(), scale());
  drawSchematic(painter, *now);
}

std::size_t SchematicView::symbolAt(QPointF at) const {
  for (std::size_t i = 0; i < diagram_.symbols.size(); ++i)
    if (diagram_.symbols[i].cell.contains(at)) return i;
  return noSymbol;
}

EntityRef SchematicView::pipeAt(QPointF at) const {
  for (const DiagramPipe& pipe : diagram_.pipes) {
    if (pipe.medium == Medium::outdoorAir || pipe.members.empty()) continue;
    const bool isNear =
        pipe.label.contains(at) || std::any_of(pipe.pieces.begin(), pipe.pieces.end(),
                                               [&](const QLineF& l) { return distanceTo(l, at) * scale() <= nearPx; });
    if (isNear) return pipe.members.front();
  }
  return {};
}

const DiagramTitle* SchematicView::titleAt(QPointF at) const {
  for (const DiagramTitle& title : diagram_.titles)
    if (title.at.contains(at)) return &title;
  return nullptr;
}

void SchematicView::select(std::size_t symbol) {
  const std::vector<EntityRef>& members = diagram_.symbols[symbol].members;
  // of several, the one that is worst off
  const auto worst = std::find_if(members.begin(), members.end(), [&](EntityRef entity) {
    const auto state = clock_.frame() ? runningOf(*clock_.frame(), entity) : std::nullopt;
    return state == Running::failed || state == Running::dark;
  });
  selection_.select(worst != members.end() ? *worst : members.front());
}

void SchematicView::toggle(const std::string& key) {
  if (!opened_.erase(key)) opened_.insert(key);
  rebuild();
}

void SchematicView::activate(std::size_t symbol) {
  const DiagramSymbol is = diagram_.symbols[symbol];
  if (!is.opens.empty() && !(is.shape == Shape::hall && is.members.size() == 1)) return toggle(is.opens);
  if (is.shape == Shape::hall) return showHall(is.members.front().index);
  if (is.shape == Shape::circuit) showCampus();
}

void SchematicView::hovered(QPointF at) {
  const std::size_t before = std::exchange(hovered_, symbolAt(at));
  if (before != hovered_) update();
}

void SchematicView::clicked(QPointF at) {
  if (const std::size_t symbol = symbolAt(at); symbol != noSymbol) return select(symbol);
  if (const DiagramTitle* title = titleAt(at)) return selection_.select(title->members.front());
  const EntityRef water = pipeAt(at);
  if (water.kind != Kind::campus) selection_.select(water);
}

void SchematicView::mouseDoubleClickEvent(QMouseEvent* event) {
  const QPointF at = toDrawing(event->position());
  if (const std::size_t symbol = symbolAt(at); symbol != noSymbol) return activate(symbol);
  if (const DiagramTitle* title = titleAt(at); title && !title->opens.empty()) toggle(std::string(title->opens));
}

void SchematicView::leaveEvent(QEvent*) {
  hovered_ = noSymbol;
  update();
}

/// To the next symbol in a direction: the nearest, with what lies aside counted double.
void SchematicView::step(int dx, int dy) {
  if (!layout_ || diagram_.symbols.empty()) return;
  const std::size_t from = symbolOf(diagram_, *layout_, selection_.current());
  if (from == noSymbol) return select(0);
  const QPointF at = diagram_.symbols[from].glyph.center();
  std::size_t best = noSymbol;
  double least = 1e18;
  for (std::size_t i = 0; i < diagram_.symbols.size(); ++i) {
    if (i == from || diagram_.symbols[i].shape == Shape::outdoors) continue;
    const QPointF to = diagram_.symbols[i].glyph.center() - at;
    const double ahead = to.x() * dx + to.y() * dy, aside = std::abs(to.x() * dy) + std::abs(to.y() * dx);
    if (ahead <= 1.0 || ahead + 2.0 * aside >= least) continue;
    least = ahead + 2.0 * aside;
    best = i;
  }
  if (best != noSymbol) select(best);
}

void SchematicView::keyPressEvent(QKeyEvent* event) {
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
        if (const std::size_t at = symbolOf(diagram_, *layout_, selection_.current()); at != noSymbol) activate(at);
      return;
    case Qt::Key_Backspace:
      return up();
    default:
      QWidget::keyPressEvent(event);
  }
}

bool SchematicView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const std::size_t symbol = symbolAt(toDrawing(help->pos()));
  if (symbol == noSymbol || !clock_.frame() || !layout_ || clock_.frame()->layout != layout_) {
    QToolTip::hideText();
    return true;
  }
  const DiagramSymbol& is = diagram_.symbols[symbol];
  QStringList lines{is.members.size() == 1 && is.shape != Shape::outdoors && is.shape != Shape::aisles
                        ? titleOf(*layout_, is.members.front(), look_.words)
                        : captionOf(is, *layout_, look_)};
  lines += valuesOf(is, *clock_.frame(), look_);
  if (is.shape == Shape::hall && is.members.size() == 1)
    lines << look_.words("schematic.hint-hall");
  else if (!is.opens.empty())
    lines << look_.words(is.isOfOpened ? "schematic.hint-close" : "schematic.hint-open");
  QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
  return true;
}

}  // namespace plenum::views
