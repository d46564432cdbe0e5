// SPDX-License-Identifier: Apache-2.0
#include "schematics/SchematicPainter.h"

#include <algorithm>
#include <cmath>

#include "live/Naming.h"
#include "overlays/ColourMap.h"
#include "schematics/Glyphs.h"
#include "schematics/Readouts.h"

namespace plenum::views {

namespace {

constexpr double legibleFrom = 0.42;  // of full size; below, only captions are written

bool isAir(Medium medium) {
  return medium == Medium::outdoorAir || medium == Medium::supplyAir || medium == Medium::returnAir;
}
bool isReturn(Medium medium) {
  return medium == Medium::condenserReturn || medium == Medium::facilityReturn || medium == Medium::coolantReturn ||
         medium == Medium::returnAir;
}

class Painting {
 public:
  Painting(QPainter& painter, const SchematicPicture& picture)
      : p_(painter), picture_(picture), t_(picture.look.theme.tokens()), marks_(picture.frame) {
    chosen_ = picture.frame.layout ? symbolOf(picture.diagram, *picture.frame.layout, picture.selected) : noSymbol;
  }

  void draw() {
    for (const DiagramTitle& title : picture_.diagram.titles) drawTitle(title);
    for (const DiagramPipe& pipe : picture_.diagram.pipes) drawPipe(pipe);
    for (std::size_t i = 0; i < picture_.diagram.symbols.size(); ++i) drawSymbol(i);
    for (const DiagramPipe& pipe : picture_.diagram.pipes) drawLabel(pipe);
  }

 private:
  bool isLegible() const { return picture_.scale >= legibleFrom; }

  void drawTitle(const DiagramTitle& title) {
    if (!picture_.frame.layout) return;
    const Layout& layout = *picture_.frame.layout;
    QString text = title.members.size() == 1 ? titleOf(layout, title.members.front(), picture_.look.words)
                                             : shortNameOf(layout, title.members.front(), picture_.look.words);
    if (title.members.size() > 1)
      text = picture_.look.words("schematic.and-like",
                                 {{"name", text.toStdString()}, {"n", std::to_string(title.members.size())}});
    p_.setFont(picture_.look.theme.font(Theme::Type::table, true));
    p_.setPen(t_.text);
    p_.drawText(title.at, Qt::AlignLeft | Qt::AlignVCenter,
                p_.fontMetrics().elidedText(text, Qt::ElideRight, int(title.at.width())));
  }

  QColor colourOf(const DiagramPipe& pipe) const {
    const EntityRef selected = picture_.selected;
    const bool isChosen = selected.kind != Kind::campus &&
                          (selected.kind == Kind::circuit || selected.kind == Kind::loop) &&
                          std::find(pipe.members.begin(), pipe.members.end(), selected) != pipe.members.end();
    if (isChosen) return t_.accent;
    const double temperature = temperatureOf(pipe, picture_.frame);
    if (picture_.isByTemperature && std::isfinite(temperature)) {
      const Rgb8 c = sequentialMap().at((temperature - coldestColourC) / (warmestColourC - coldestColourC));
      return {c.r, c.g, c.b};
    }
    return isReturn(pipe.medium) ? mixed(t_.dim, t_.panel, 0.4) : t_.dim;
  }

  void drawPipe(const DiagramPipe& pipe) {
    const bool isMoving = isFlowing(pipe, picture_.diagram, picture_.frame);
    const QColor colour = colourOf(pipe);
    QPen pen(colour, isAir(pipe.medium) ? 1.2 : isMoving ? 2.2 : 1.2);
    pen.setCapStyle(Qt::FlatCap);
    if (isAir(pipe.medium)) pen.setDashPattern({5.0, 3.0});
    if (!isMoving) pen.setDashPattern({1.5, 3.0});
    // a gap around the later of two pipes that cross says that they are not joined
    QPen around(t_.panel, 7.0);
    around.setCapStyle(Qt::FlatCap);
    for (const QLineF& piece : pipe.pieces) {
      if (piece.x1() != piece.x2() || piece.length() < 16.0) continue;
      QLineF inner = piece;
      if (inner.dy() < 0) inner = QLineF(inner.p2(), inner.p1());
      inner.setP1(inner.p1() + QPointF(0, 4));
      inner.setP2(inner.p2() - QPointF(0, 4));
      p_.setPen(around);
      p_.drawLine(inner);
    }
    p_.setRenderHint(QPainter::Antialiasing);
    p_.setPen(pen);
    for (const QLineF& piece : pipe.pieces) p_.drawLine(piece);
    p_.setRenderHint(QPainter::Antialiasing, false);
    if (!isMoving) return;
    p_.setPen(Qt::NoPen);
    p_.setBrush(colour);
    p_.setRenderHint(QPainter::Antialiasing);
    for (const DiagramPort& port : pipe.ports) {
      if (!port.isInto) continue;
      const double back = port.isLeft ? -8.0 : 8.0;
      p_.drawPolygon(QPolygonF{port.at, port.at + QPointF(back, -3.6), port.at + QPointF(back, 3.6)});
    }
    p_.setRenderHint(QPainter::Antialiasing, false);
    p_.setBrush(Qt::NoBrush);
  }

  void drawLabel(const DiagramPipe& pipe) {
    if (pipe.label.isEmpty() || !isLegible()) return;
    const QString text = labelOf(pipe, picture_.diagram, picture_.frame, picture_.look);
    if (text.isEmpty()) return;
    p_.setFont(picture_.look.theme.font(Theme::Type::caption));
    const double width = std::min<double>(p_.fontMetrics().horizontalAdvance(text) + 4, pipe.label.width());
    p_.fillRect(QRectF(pipe.label.left(), pipe.label.top(), width, pipe.label.height()), t_.panel);
    p_.setPen(t_.text);
    p_.drawText(pipe.label.adjusted(2, -2, 0, 2), Qt::AlignLeft | Qt::AlignVCenter,
                p_.fontMetrics().elidedText(text, Qt::ElideRight, int(pipe.label.width())));
  }

  void drawSymbol(std::size_t index) {
    const DiagramSymbol& symbol = picture_.diagram.symbols[index];
    const UnitStates states = statesOf(symbol, picture_.frame);
    const int alarm = marks_.of(symbol.members);
    if (index == chosen_ || index == picture_.hovered) {
      p_.setRenderHint(QPainter::Antialiasing);
      p_.setPen(index == chosen_ ? QPen(t_.accent, 1.5) : QPen(t_.line, 1.0));
      p_.setBrush(index == chosen_ ? QBrush(t_.selection) : Qt::NoBrush);
      const double right = symbol.cell.center().x() + 0.5 * symbol.glyph.width() + 6.0;
      const double left = 2.0 * symbol.cell.center().x() - right;
      // the frame leaves room for the stubs at the glyph's sides
      p_.drawRoundedRect(QRectF(left, symbol.glyph.top() - 2.5, right - left, symbol.glyph.height() + 5.0), 4.0, 4.0);
      p_.setRenderHint(QPainter::Antialiasing, false);
      p_.setBrush(Qt::NoBrush);
    }
    const bool isDown = states.count() > 0 && states.failed + states.dark == states.count();
    const bool isResting = states.count() > 0 && states.running + states.starting == 0;
    GlyphStyle style;
    style.stroke = states.isAbnormal() && isDown ? t_.priority[1] : isResting ? t_.dim : t_.text;
    style.fill = isResting ? t_.panel : mixed(t_.raised, t_.text, 0.14);
    if (states.count() == 0) style.fill = t_.raised;
    style.isStacked = symbol.members.size() > 1;
    style.isCrossed = isDown;
    drawGlyph(p_, symbol.shape, symbol.glyph, style);
    if (alarm > 0)
      drawPriority(p_, QRectF(symbol.glyph.right() + 3.0, symbol.glyph.top() - 7.0, 12.0, 12.0), alarm, t_);
    writeAt(symbol, states);
  }

  void writeAt(const DiagramSymbol& symbol, const UnitStates& states) {
    if (!picture_.frame.layout) return;
    const Theme& theme = picture_.look.theme;
    p_.setFont(theme.font(Theme::Type::caption, true));
    p_.setPen(t_.text);
    const QRectF caption(symbol.cell.left(), symbol.cell.top() - 1.0, symbol.cell.width(), 15.0);
    const QString name = captionOf(symbol, *picture_.frame.layout, picture_.look);
    p_.drawText(caption, Qt::AlignCenter, p_.fontMetrics().elidedText(name, Qt::ElideRight, int(caption.width())));
    if (!isLegible()) return;
    p_.setFont(theme.font(Theme::Type::caption));
    const bool hasState = states.count() > 0;
    double y = symbol.glyph.bottom() + 3.0;
    int row = 0;
    for (const QString& line : valuesOf(symbol, picture_.frame, picture_.look)) {
      if (row == 4) break;
      const bool isState = hasState && row == 0;
      p_.setPen(isState ? states.isAbnormal() ? t_.priority[1] : t_.dim : t_.text);
      p_.drawText(QRectF(symbol.cell.left(), y, symbol.cell.width(), 13.5), Qt::AlignCenter,
                  p_.fontMetrics().elidedText(line, Qt::ElideRight, int(symbol.cell.width())));
      y += 13.5;
      ++row;
    }
  }

  QPainter& p_;
  const SchematicPicture& picture_;
  const Tokens& t_;
  AlarmMarks marks_;
  std::size_t chosen_ = noSymbol;
};

}  // namespace

QColor mixed(const QColor& a, const QColor& b, double share) {
  const auto mix = [&](int x, int y) { return static_cast<int>(std::lround(x + (y - x) * share)); };
  return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

std::size_t symbolOf(const Diagram& diagram, const Layout& layout, EntityRef entity) {
  if (entity.kind == Kind::campus || !isIn(layout, entity)) return noSymbol;
  const std::vector<EntityRef> path = pathTo(layout, entity);
  for (auto step = path.rbegin(); step != path.rend(); ++step) {
    if (step->kind == Kind::campus) break;
    for (std::size_t i = 0; i < diagram.symbols.size(); ++i) {
      const DiagramSymbol& symbol = diagram.symbols[i];
      // the aisles stand for their hall only when the hall itself is meant
      if (symbol.shape == Shape::aisles && *step != entity) continue;
      if (std::find(symbol.members.begin(), symbol.members.end(), *step) != symbol.members.end()) return i;
    }
  }
  return noSymbol;
}

void drawSchematic(QPainter& painter, const SchematicPicture& picture) { Painting(painter, picture).draw(); }

}  // namespace plenum::views
