// SPDX-License-Identifier: Apache-2.0
#include "schematics/SingleLinePainter.h"

#include <algorithm>
#include <cmath>

#include "live/Naming.h"
#include "overlays/ColourMap.h"
#include "schematics/SchematicPainter.h"
#include "schematics/SingleLineGlyphs.h"

namespace plenum::views {

namespace {

constexpr double legibleLinesFrom = 0.45, captionFrom = 0.28;  // of full size
constexpr double hotFrom = 0.8;                                // of the heating that trips a breaker
constexpr double unlit = 0.62;                                 // how far what is not on the path recedes

bool isFlat(const QLineF& piece) { return piece.y1() == piece.y2(); }

BreakerLook lookOf(const BreakerStates& states) {
  if (states.known() == 0) return BreakerLook::unknown;
  if (states.tripped > 0) return BreakerLook::tripped;
  if (states.closed > 0 && states.open > 0) return BreakerLook::mixed;
  return states.closed > 0 ? BreakerLook::closed : BreakerLook::open;
}

class SingleLinePainting {
 public:
  SingleLinePainting(QPainter& painter, const SingleLinePicture& picture)
      : p_(painter),
        picture_(picture),
        t_(picture.tokens),
        marks_(picture.frame),
        nets_(netStatesOf(picture.drawing, picture.frame)) {
    if (picture.frame.layout) chosen_ = spotOf(picture.drawing, *picture.frame.layout, picture.selected);
    std::size_t over = picture.hovered.symbol;
    if (picture.hovered.breaker != noBreaker) over = picture.drawing.breakers[picture.hovered.breaker].symbol;
    if (over != noSymbol)
      lit_ = pathThrough(picture.drawing, nets_, over);
    else if (picture.frame.layout)
      lit_ = pathAbove(picture.drawing, nets_, loadsOf(picture.drawing, *picture.frame.layout, picture.selected));
  }

  void draw() {
    p_.setRenderHint(QPainter::Antialiasing);
    // lines on the path over those that are not
    for (const bool isLit : {false, true})
      for (std::size_t n = 0; n < picture_.drawing.nets.size(); ++n)
        if (isNetLit(n) == isLit) drawFlat(n);
    for (const bool isLit : {false, true})
      for (std::size_t n = 0; n < picture_.drawing.nets.size(); ++n)
        if (isNetLit(n) == isLit) drawSteep(n);
    for (std::size_t s = 0; s < picture_.drawing.symbols.size(); ++s) drawSymbol(s);
    for (std::size_t b = 0; b < picture_.drawing.breakers.size(); ++b) drawContact(b);
    p_.setRenderHint(QPainter::Antialiasing, false);
  }

 private:
  bool isLegible() const { return picture_.scale >= legibleLinesFrom; }
  bool isNetLit(std::size_t n) const { return !lit_.isEmpty() && lit_.nets[n]; }
  bool isDimmed(std::size_t symbol) const { return !lit_.isEmpty() && !lit_.symbols[symbol]; }
  QColor faded(const QColor& colour, bool isFaded) const { return isFaded ? mixed(colour, t_.panel, unlit) : colour; }

  QColor byLoad(std::size_t symbol) const {
    double load = 0.0;
    for (const EntityRef member : picture_.drawing.symbols[symbol].members)
      if (member.kind == Kind::powerDevice && member.index < picture_.frame.power.loadFraction.size())
        load = std::max(load, double(picture_.frame.power.loadFraction[member.index]));
    const Rgb8 c = sequentialMap().at(load / mostColouredLoad);
    return {c.r, c.g, c.b};
  }

  /// What has failed gives to it or hangs on it alone: a line that is not merely switched off.
  bool isFaulted(const LineNet& net) const {
    const auto hasFailed = [&](const LineEnd& end) {
      const UnitStates states = statesOf(picture_.drawing.symbols[end.symbol], picture_.frame);
      return states.failed > 0 && states.failed + states.dark == states.count();
    };
    const bool isSource = !net.sources.empty() && std::all_of(net.sources.begin(), net.sources.end(), hasFailed);
    return isSource || (net.targets.size() == 1 && hasFailed(net.targets.front()));
  }

  QPen penOf(std::size_t n) const {
    const LineNet& net = picture_.drawing.nets[n];
    const bool isLive = nets_.isLive[n];
    const bool isCarrying =
        std::find(nets_.isCarrying[n].begin(), nets_.isCarrying[n].end(), true) != nets_.isCarrying[n].end();
    QColor colour = isLive ? t_.text : t_.faint;
    if (isLive) colour = mixed(t_.dim, t_.text, isCarrying ? 0.45 : 0.0);
    if (isLive && isCarrying && picture_.isByLoad) {
      // a bar's line has the load of what hangs on it, another that of what gives to it
      const std::size_t giver = net.sources.front().symbol;
      const bool isOfBar = picture_.drawing.symbols[giver].shape == LineShape::board;
      const std::size_t of = isOfBar ? net.targets.front().symbol : giver;
      if (picture_.drawing.symbols[of].shape != LineShape::loads) colour = byLoad(of);
    }
    if (isNetLit(n)) colour = t_.accent;
    QPen pen(faded(colour, !lit_.isEmpty() && !lit_.nets[n]), isNetLit(n) ? 2.4 : isLive && isCarrying ? 1.8 : 1.2);
    pen.setCapStyle(Qt::FlatCap);
    if (!isLive) pen.setDashPattern({3.0, 3.0});
    if (!isLive && isFaulted(net)) {
      pen.setColor(faded(t_.priority[1], !lit_.isEmpty() && !lit_.nets[n]));
      pen.setDashPattern({6.0, 2.0, 1.0, 2.0});
    }
    return pen;
  }

  void drawFlat(std::size_t n) {
    p_.setPen(penOf(n));
    for (const QLineF& piece : picture_.drawing.nets[n].pieces)
      if (isFlat(piece)) p_.drawLine(piece);
  }

  void drawSteep(std::size_t n) {
    const LineNet& net = picture_.drawing.nets[n];
    const QPen pen = penOf(n);
    // a gap around where it crosses another says that they are not joined
    QPen around(t_.panel, 7.0);
    around.setCapStyle(Qt::FlatCap);
    for (const QLineF& piece : net.pieces) {
      if (isFlat(piece) || piece.length() < 10.0) continue;
      const auto [top, bottom] = std::minmax({piece.y1(), piece.y2()});
      for (std::size_t other = 0; other < picture_.drawing.nets.size(); ++other) {
        if (other == n) continue;
        for (const QLineF& flat : picture_.drawing.nets[other].pieces) {
          if (!isFlat(flat) || flat.y1() <= top || flat.y1() >= bottom) continue;
          const auto [left, right] = std::minmax({flat.x1(), flat.x2()});
          if (piece.x1() <= left || piece.x1() >= right) continue;
          p_.setPen(around);
          p_.drawLine(QPointF(piece.x1(), flat.y1() - 2.0), QPointF(piece.x1(), flat.y1() + 2.0));
        }
      }
    }
    p_.setPen(pen);
    for (const QLineF& piece : net.pieces)
      if (!isFlat(piece)) p_.drawLine(piece);
    drawJoints(net, pen.color());
    drawArrows(n, pen.color());
  }

  // a dot where three or more ends of one net meet
  void drawJoints(const LineNet& net, const QColor& colour) {
    p_.setPen(Qt::NoPen);
    p_.setBrush(colour);
    for (const QLineF& flat : net.pieces) {
      if (!isFlat(flat)) continue;
      const auto [left, right] = std::minmax({flat.x1(), flat.x2()});
      for (const QLineF& steep : net.pieces) {
        if (isFlat(steep)) continue;
        const bool isOnIt = std::abs(steep.y1() - flat.y1()) < 0.1 || std::abs(steep.y2() - flat.y1()) < 0.1;
        if (!isOnIt || steep.x1() < left - 0.1 || steep.x1() > right + 0.1) continue;
        int ends = steep.x1() > left + 0.1 && steep.x1() < right - 0.1 ? 2 : 1;
        for (const QLineF& third : net.pieces)
          if (!isFlat(third) && std::abs(third.x1() - steep.x1()) < 0.1)
            ends += std::abs(third.y1() - flat.y1()) < 0.1 || std::abs(third.y2() - flat.y1()) < 0.1;
        if (ends >= 3) p_.drawEllipse(QPointF(steep.x1(), flat.y1()), 2.6, 2.6);
      }
    }
    p_.setBrush(Qt::NoBrush);
  }

  // which way power goes: into what draws, out of what gives; a storage that charges takes
  void drawArrows(std::size_t n, const QColor& colour) {
    const LineNet& net = picture_.drawing.nets[n];
    p_.setPen(Qt::NoPen);
    p_.setBrush(colour);
    bool isTaking = false;
    for (const LineEnd& source : net.sources) {
      const LineSymbol& symbol = picture_.drawing.symbols[source.symbol];
      if (symbol.shape != LineShape::storage) continue;
      double outputW = 0.0;
      for (const EntityRef member : symbol.members)
        if (member.index < picture_.frame.power.outputW.size()) outputW += picture_.frame.power.outputW[member.index];
      isTaking = outputW < -0.5;
    }
    for (std::size_t t = 0; t < net.targets.size(); ++t) {
      if (!nets_.isCarrying[n][t]) continue;
      const LineEnd& target = net.targets[t];
      if (picture_.drawing.symbols[target.symbol].shape == LineShape::tie) continue;
      const QPointF tip = target.at + QPointF(0.0, isTaking ? -7.0 : 0.0);
      const double back = isTaking ? 7.0 : -7.0;
      p_.drawPolygon(QPolygonF{tip, tip + QPointF(-3.2, back), tip + QPointF(3.2, back)});
    }
    p_.setBrush(Qt::NoBrush);
  }

  void drawSymbol(std::size_t index) {
    const LineSymbol& symbol = picture_.drawing.symbols[index];
    const UnitStates states = statesOf(symbol, picture_.frame);
    const bool isChosen = index == chosen_.symbol, isHovered = index == picture_.hovered.symbol;
    const bool isBar = symbol.shape == LineShape::board;
    if (isChosen || isHovered) {
      p_.setPen(isChosen ? QPen(t_.accent, 1.5) : QPen(t_.line, 1.0));
      p_.setBrush(isChosen ? QBrush(t_.selection) : Qt::NoBrush);
      p_.drawRoundedRect(isBar ? symbol.glyph.adjusted(-5, -5, 5, 5) : symbol.glyph.adjusted(-5, -3, 5, 3), 4.0, 4.0);
      p_.setBrush(Qt::NoBrush);
    }
    const bool isDown = states.count() > 0 && states.failed + states.dark == states.count();
    const bool isFailed = states.failed > 0 && isDown;
    const bool isLive = symbol.shape == LineShape::loads || views::isLive(symbol, picture_.frame);
    QColor stroke = isLive ? t_.text : t_.dim;
    if (states.failed > 0 || isDown) stroke = t_.priority[1];
    if (isHovered || (!lit_.isEmpty() && lit_.symbols[index] && !states.isAbnormal())) stroke = t_.accent;
    stroke = faded(stroke, isDimmed(index));
    if (isBar) {
      drawBar(symbol, stroke, isLive, isFailed);
    } else {
      LineGlyphStyle style;
      style.stroke = stroke;
      style.fill = isLive && states.count() > 0 ? mixed(t_.raised, t_.text, 0.12) : t_.panel;
      if (isDimmed(index)) style.fill = t_.panel;
      style.isStacked = symbol.members.size() > 1 && symbol.shape != LineShape::loads;
      style.isCrossed = isFailed;
      setOrgans(symbol, style);
      drawGlyph(p_, symbol.shape, symbol.glyph, style);
      if (symbol.shape != LineShape::loads) drawStub(index, stroke, isLive);
    }
    const int alarm = marks_.of(symbol.members);
    if (alarm > 0)
      drawPriority(p_,
                   isBar ? QRectF(symbol.text.right() - 13.0, symbol.text.top(), 12.0, 12.0)
                         : QRectF(symbol.glyph.left() - 8.0, symbol.glyph.top() - 6.0, 12.0, 12.0),
                   alarm, t_);
    writeAt(symbol, index);
  }

  void setOrgans(const LineSymbol& symbol, LineGlyphStyle& style) const {
    const BreakerStates tie = symbol.shape == LineShape::tie ? statesOfTie(symbol, picture_.frame) : BreakerStates{};
    style.isClosed = tie.isClosed();
    style.isTripped = tie.tripped > 0;
    if (style.isTripped) style.stroke = t_.priority[1];
    for (const EntityRef member : symbol.members) {
      if (member.kind != Kind::powerDevice || member.index >= picture_.frame.power.fed.size()) continue;
      style.isOnAlternate |= picture_.frame.power.fed[member.index] == Fed::alternate;
      style.isOnBypass |= picture_.frame.power.fed[member.index] == Fed::bypass;
    }
  }

  void drawBar(const LineSymbol& symbol, const QColor& stroke, bool isLive, bool isFailed) {
    if (isLive) {
      p_.fillRect(symbol.glyph, stroke);
    } else {
      QPen pen(stroke, 1.2);
      p_.setPen(pen);
      p_.setBrush(t_.panel);
      p_.drawRect(symbol.glyph);
      p_.setBrush(Qt::NoBrush);
    }
    if (!isFailed) return;
    p_.setPen(QPen(stroke, 2.2));
    const QPointF middle = symbol.glyph.center();
    p_.drawLine(middle + QPointF(-8, -8), middle + QPointF(8, 8));
    p_.drawLine(middle + QPointF(-8, 8), middle + QPointF(8, -8));
  }

  // between the glyph and its own breakers
  void drawStub(std::size_t index, const QColor& stroke, bool isLive) {
    QPen pen(stroke, isLive ? 1.6 : 1.2);
    pen.setCapStyle(Qt::FlatCap);
    if (!isLive) pen.setDashPattern({3.0, 3.0});
    p_.setPen(pen);
    const LineSymbol& symbol = picture_.drawing.symbols[index];
    for (const LineBreaker& breaker : picture_.drawing.breakers) {
      if (breaker.symbol != index) continue;
      const double x = breaker.at.center().x();
      if (breaker.isOutgoing)
        p_.drawLine(QPointF(x, symbol.glyph.bottom()), QPointF(x, breaker.at.top()));
      else
        p_.drawLine(QPointF(x, breaker.at.bottom()), QPointF(x, symbol.glyph.top()));
    }
  }

  void drawContact(std::size_t index) {
    const LineBreaker& breaker = picture_.drawing.breakers[index];
    const BreakerStates states = statesOf(breaker, picture_.frame);
    const BreakerLook look = lookOf(states);
    const bool isChosen = index == chosen_.breaker, isHovered = index == picture_.hovered.breaker;
    QColor stroke = look == BreakerLook::open || look == BreakerLook::unknown ? t_.dim : t_.text;
    if (states.heat > hotFrom) stroke = t_.priority[2];
    if (look == BreakerLook::tripped) stroke = t_.priority[1];
    stroke = faded(stroke, isDimmed(breaker.symbol));
    if (isChosen || isHovered) {
      p_.setPen(isChosen ? QPen(t_.accent, 1.5) : QPen(t_.dim, 1.0));
      p_.setBrush(isChosen ? QBrush(t_.selection) : QBrush(t_.panel));
      p_.drawRoundedRect(breaker.at.adjusted(-2, 0, 2, 0), 3.0, 3.0);
      p_.setBrush(Qt::NoBrush);
    }
    // from the contact to the bar
    const LineSymbol& symbol = picture_.drawing.symbols[breaker.symbol];
    if (symbol.shape == LineShape::board) {
      const bool isLive = views::isLive(symbol, picture_.frame) && (states.known() == 0 || states.isClosed());
      QPen pen(faded(isLive ? mixed(t_.dim, t_.text, 0.45) : t_.dim, isDimmed(breaker.symbol)), isLive ? 1.8 : 1.2);
      pen.setCapStyle(Qt::FlatCap);
      p_.setPen(pen);
      p_.drawLine(QPointF(breaker.at.center().x(), breaker.at.bottom()),
                  QPointF(breaker.at.center().x(), symbol.glyph.top()));
    }
    drawBreaker(p_, breaker.at, look, stroke);
    if (states.held > 0) {
      // held by hand: a bar under the contact, as a lock
      p_.setPen(QPen(stroke, 1.2));
      p_.drawRect(QRectF(breaker.at.right() - 4.5, breaker.at.bottom() - 5.5, 4.0, 4.0));
    }
    if (!isLegible()) return;
    p_.setFont(picture_.look.theme.font(Theme::Type::caption));
    p_.setPen(faded(t_.dim, isDimmed(breaker.symbol)));
    p_.drawText(QRectF(breaker.at.right() + 1.0, breaker.at.top() + 2.0, 20.0, 14.0), Qt::AlignLeft | Qt::AlignVCenter,
                QStringLiteral("Q%1").arg(breaker.members.front().part));
  }

  void writeAt(const LineSymbol& symbol, std::size_t index) {
    if (!picture_.frame.layout || picture_.scale < captionFrom) return;
    const Theme& theme = picture_.look.theme;
    const bool isFaded = isDimmed(index);
    const auto line = [&](double y, const QString& text, const QColor& colour, bool isBold) {
      p_.setFont(theme.font(Theme::Type::caption, isBold));
      p_.setPen(faded(colour, isFaded));
      p_.drawText(QRectF(symbol.text.left(), y, symbol.text.width(), 13.0), Qt::AlignLeft | Qt::AlignVCenter,
                  p_.fontMetrics().elidedText(text, Qt::ElideRight, int(symbol.text.width())));
    };
    double y = symbol.text.top();
    line(y, captionOf(symbol, *picture_.frame.layout, picture_.look), t_.text, true);
    if (!isLegible()) return;
    const LineText text = textOf(symbol, picture_.frame, picture_.look, picture_.perUnit);
    if (!text.state.isEmpty()) line(y += 13.0, text.state, text.isAbnormal ? t_.priority[1] : t_.dim, false);
    for (const QString& value : text.values) {
      y += 13.0;
      if (y + 13.0 > symbol.text.bottom() + 0.5) break;
      line(y, value, t_.text, false);
    }
  }

  QPainter& p_;
  const SingleLinePicture& picture_;
  const Tokens& t_;
  AlarmMarks marks_;
  NetStates nets_;
  LitPath lit_;
  LineSpot chosen_;
};

}  // namespace

void drawSingleLine(QPainter& painter, const SingleLinePicture& picture) {
  SingleLinePainting(painter, picture).draw();
}

void drawTitleBlock(QPainter& painter, const QRectF& in, const SingleLinePicture& picture) {
  const Tokens& t = picture.tokens;
  const Look& look = picture.look;
  painter.save();
  painter.setPen(QPen(t.text, 1.0));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(in);
  // whose, what and when, on the right as on every drawing
  const double width = std::min(420.0, 0.5 * in.width());
  const QRectF block(in.right() - width, in.top(), width, in.height());
  painter.drawRect(block);
  painter.drawLine(QPointF(block.left(), block.center().y()), QPointF(block.right(), block.center().y()));
  const auto write = [&](const QRectF& at, const QString& text, bool isBold) {
    painter.setFont(look.theme.font(isBold ? Theme::Type::body : Theme::Type::caption, isBold));
    painter.setPen(t.text);
    painter.drawText(at.adjusted(8, 0, -8, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, int(at.width()) - 16));
  };
  const QRectF upper(block.left(), block.top(), width, 0.5 * in.height()), lower = upper.translated(0, upper.height());
  const QString site = picture.frame.layout ? shortNameOf(*picture.frame.layout, {}, look.words) : QString();
  write(upper, site + QStringLiteral(" · ") + look.words("singleline.name"), true);
  write(lower,
        QStringLiteral("Plenum · %1 %2 · %3")
            .arg(look.format.date(picture.frame.time), look.format.clock(picture.frame.time),
                 look.words("singleline.revision", {{"n", std::to_string(picture.frame.revision)}})),
        false);
  // what the lines and contacts mean
  double x = in.left() + 12.0;
  const double y = in.center().y(), end = block.left() - 8.0;
  const auto word = [&](const char* id, double room) {
    painter.setFont(look.theme.font(Theme::Type::caption));
    painter.setPen(t.text);
    const QString text = look.words(id);
    const double wide = painter.fontMetrics().horizontalAdvance(text);
    painter.drawText(QRectF(x + room, y - 10.0, wide + 4.0, 20.0), Qt::AlignLeft | Qt::AlignVCenter, text);
    x += room + wide + 18.0;
  };
  for (const bool isLive : {true, false}) {
    if (x + 130.0 > end) break;
    QPen pen(isLive ? t.text : t.faint, isLive ? 1.8 : 1.2);
    if (!isLive) pen.setDashPattern({3.0, 3.0});
    painter.setPen(pen);
    painter.drawLine(QPointF(x, y), QPointF(x + 26.0, y));
    word(isLive ? "singleline.live" : "singleline.dead", 32.0);
  }
  for (const auto& [state, id] : {std::pair{BreakerLook::closed, "singleline.closed"},
                                  {BreakerLook::open, "singleline.open"},
                                  {BreakerLook::tripped, "singleline.tripped"}}) {
    if (x + 80.0 > end) break;
    drawBreaker(painter, QRectF(x, y - 9.0, 14.0, 18.0), state, state == BreakerLook::tripped ? t.priority[1] : t.text);
    word(id, 20.0);
  }
  painter.restore();
}

}  // namespace plenum::views
