// SPDX-License-Identifier: Apache-2.0
#include <QGuiApplication>
#include <QPainter>
#include <QPainterPath>
#include <cmath>

#include "board/LandView.h"
#include "board/PictureKit.h"

namespace plenum::views {
namespace {

constexpr double handlePx = 7.0, chosenPx = 10.0;
constexpr double leastLabelPx = 34.0;
constexpr double scaleBarPx = 120.0;  // at most
constexpr double edgePx = 10.0;

QPolygonF polygonOf(const LandView& view, const std::vector<Vec2>& outline) {
  QPolygonF out;
  for (const Vec2 corner : outline) out << view.placeOf(corner);
  return out;
}

}  // namespace

QRectF LandView::rectOf(const Box& box) const {
  return QRectF(placeOf({box.min.x, box.max.y}), placeOf({box.max.x, box.min.y}));
}

void LandView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Tokens& t = look_.theme.tokens();
  painter.fillRect(rect(), t.ground);
  if (!isUsable()) {
    painter.setPen(t.dim);
    painter.setFont(look_.theme.font(Theme::Type::body));
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, look_.words("landmap.hint.no-plan"));
    return;
  }
  paintLand(painter);
  paintStanding(painter);
  paintPlaces(painter);
  paintPoints(painter);
  paintDrawing(painter);
  paintScale(painter);
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(t.accent, 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
  }
}

void LandView::paintStanding(QPainter& painter) const {
  const Tokens& t = look_.theme.tokens();
  painter.setPen(QPen(t.faint, 1));
  painter.setBrush(t.raised);
  for (const PlacedBuilding& building : layout_->buildings) painter.drawRect(rectOf(building.box));
  painter.setPen(t.dim);
  painter.setFont(look_.theme.font(Theme::Type::caption));
  for (const PlacedBuilding& building : layout_->buildings) {
    const QRectF where = rectOf(building.box);
    if (where.width() > leastLabelPx && where.height() > 14.0)
      painter.drawText(where, Qt::AlignCenter, QString::fromStdString(building.id));
  }
}

void LandView::paintPlaces(QPainter& painter) const {
  if (!places_) return;
  const Tokens& t = look_.theme.tokens();
  painter.save();
  if (isLaying_) painter.setOpacity(0.35);
  for (const plan::Route& route : places_->routes) {
    const bool isRoad = route.kind == plan::Route::Kind::road;
    const QColor colour = isRoad                                   ? t.faint
                          : route.kind == plan::Route::Kind::power ? t.series[1]
                          : route.kind == plan::Route::Kind::water ? t.series[0]
                                                                   : t.series[3];
    QPen pen(colour, isRoad ? std::max(1.0, route.widthM * pxPerM_) : 1.5);
    pen.setJoinStyle(Qt::MiterJoin);
    if (!isRoad) pen.setStyle(route.kind == plan::Route::Kind::fibre ? Qt::DotLine : Qt::DashLine);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(polygonOf(*this, route.pathM));
  }
  for (const plan::PlacedStation& station : places_->stations) {
    painter.setPen(QPen(t.series[1], 1));
    painter.setBrush(tinted(t.series[1], 0.25));
    painter.drawRect(rectOf(station.box));
    painter.setPen(t.text);
    painter.setFont(look_.theme.font(Theme::Type::caption));
    if (rectOf(station.box).width() > leastLabelPx)
      painter.drawText(rectOf(station.box), Qt::AlignCenter, QString::fromStdString(station.id));
  }
  for (int k = 0; k < int(places_->blocks.size()); ++k) {
    const plan::PlacedBlock& block = places_->blocks[std::size_t(k)];
    const QColor colour = t.series[block.phaseAt % t.series.size()];
    const bool isFixed = std::any_of(land().fixed.begin(), land().fixed.end(), [&](const plan::Land::Fixed& fixed) {
      return fixed.phase == block.phase && fixed.block == block.block && fixed.index == block.index;
    });
    QRectF where = rectOf(block.box);
    if (ghost_ && held_ == Handle{Handle::Kind::block, k})
      for (const plan::Land::Fixed& fixed : ghost_->fixed)
        if (fixed.phase == block.phase && fixed.block == block.block && fixed.index == block.index)
          where.translate(placeOf(fixed.atM) - placeOf({block.box.min.x, block.box.min.y}));
    painter.setPen(QPen(chosen_ == Handle{Handle::Kind::block, k} ? t.accent : colour,
                        chosen_ == Handle{Handle::Kind::block, k} ? 2.5 : 1.0, isFixed ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(tinted(colour, 0.22));
    painter.drawRect(where);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tinted(colour, 0.55));
    const QPointF by = where.topLeft() - rectOf(block.box).topLeft();
    for (const plan::Piece& piece : block.pieces)
      if (piece.kind != plan::Piece::Kind::yard && piece.kind != plan::Piece::Kind::road)
        painter.drawRect(rectOf(piece.box).translated(by));
    if (where.width() < leastLabelPx || where.height() < 14.0) continue;
    painter.setPen(t.text);
    painter.setFont(look_.theme.font(Theme::Type::caption, true));
    painter.drawText(where, Qt::AlignCenter,
                     QString::fromStdString(block.phase) + QLatin1Char('/') + QString::number(block.index));
  }
  painter.restore();
}

void LandView::paintLand(QPainter& painter) const {
  const Tokens& t = look_.theme.tokens();
  const QPolygonF polygon = polygonOf(*this, land().outline);
  if (polygon.isEmpty()) return;
  plan::Plan shown;
  shown.land = land();
  const bool isWhole = plan::hasLand(shown);
  painter.setPen(QPen(isWhole ? t.accent : t.priority[0], 1.5));
  painter.setBrush(tinted(isWhole ? t.accent : t.priority[0], 0.08));
  painter.drawPolygon(polygon);
  const bool hasSize = ghost_ && held_.kind == Handle::Kind::corner;
  const auto& outline = land().outline;
  if (tool_ == Tool::draw) return;  // the land before is not what is taken hold of
  for (std::size_t k = 0; k < outline.size(); ++k) {
    const bool isChosen = int(k) == corner();
    painter.setPen(QPen(t.accent, 1.5));
    painter.setBrush(isChosen ? t.accent : t.panel);
    const double r = 0.5 * (isChosen ? chosenPx : handlePx);
    painter.drawRect(QRectF(polygon[int(k)] - QPointF(r, r), QSizeF(2 * r, 2 * r)));
    const auto count = int(outline.size());
    const int next = (int(k) + 1) % count;
    if (hasSize && (int(k) == held_.index || next == held_.index))
      lengthOn(painter, outline[k], outline[std::size_t(next)]);
  }
}

void LandView::lengthOn(QPainter& painter, Vec2 from, Vec2 to) const {
  const Tokens& t = look_.theme.tokens();
  const QString said = look_.format.text(std::hypot(to.x - from.x, to.y - from.y), Unit::metres);
  painter.setFont(look_.theme.font(Theme::Type::caption));
  const QRectF size = painter.fontMetrics().boundingRect(said);
  QRectF where(QPointF(), size.size() + QSizeF(8, 4));
  where.moveCenter(0.5 * (placeOf(from) + placeOf(to)));
  painter.setPen(Qt::NoPen);
  painter.setBrush(tinted(t.panel, 0.85));
  painter.drawRoundedRect(where, 3, 3);
  painter.setPen(t.text);
  painter.drawText(where, Qt::AlignCenter, said);
}

void LandView::paintDrawing(QPainter& painter) const {
  if (tool_ != Tool::draw || drawn_.empty()) return;
  const Tokens& t = look_.theme.tokens();
  std::vector<Vec2> all = drawn_;
  const Vec2 next = snapped(mouse_, QGuiApplication::keyboardModifiers());
  if (isMouseIn_ && next != all.back()) all.push_back(next);
  painter.setPen(QPen(isRefused() ? t.priority[0] : t.accent, 2));
  painter.setBrush(tinted(t.accent, 0.12));
  const QPolygonF polygon = polygonOf(*this, all);
  QPainterPath filled;
  filled.addPolygon(polygon);
  painter.fillPath(filled, painter.brush());
  painter.drawPolyline(polygon);
  for (std::size_t k = 0; k + 1 < all.size(); ++k) lengthOn(painter, all[k], all[k + 1]);
  painter.setPen(QPen(t.accent, 1.5));
  painter.setBrush(t.panel);
  for (const Vec2 corner : drawn_) painter.drawEllipse(placeOf(corner), 0.5 * handlePx, 0.5 * handlePx);
}

void LandView::paintPoints(QPainter& painter) const {
  const Tokens& t = look_.theme.tokens();
  static constexpr std::array<const char*, 4> names{"landmap.point.grid", "landmap.point.water", "landmap.point.fibre",
                                                    "landmap.point.gate"};
  const std::array<Vec2, 4> places{land().gridPointM, land().waterPointM, land().fibrePointM, land().gateM};
  const std::array<QColor, 4> colours{t.series[1], t.series[0], t.series[3], t.dim};
  painter.setFont(look_.theme.font(Theme::Type::caption, true));
  for (std::size_t k = 0; k < places.size(); ++k) {
    if (places[k] == Vec2{}) continue;
    const bool isChosen = chosen_ == Handle{Handle::Kind::point, int(Tool::grid) + int(k)};
    const QPointF at = placeOf(places[k]);
    const double r = isChosen ? 8.0 : 6.0;
    painter.setPen(QPen(isChosen ? t.accent : t.text, isChosen ? 2.5 : 1.2));
    painter.setBrush(colours[k]);
    painter.drawPolygon(QPolygonF{at + QPointF(0, -r), at + QPointF(r, 0), at + QPointF(0, r), at + QPointF(-r, 0)});
    const QString name = look_.words(names[k]);
    QRectF where(at + QPointF(r + 4, -9), QSizeF(painter.fontMetrics().horizontalAdvance(name) + 6, 18));
    if (where.right() > width()) where.moveRight(at.x() - r - 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tinted(t.panel, 0.8));
    painter.drawRoundedRect(where, 3, 3);
    painter.setPen(t.text);
    painter.drawText(where, Qt::AlignCenter, name);
  }
}

/// A bar of a round length, and north.
void LandView::paintScale(QPainter& painter) const {
  const Tokens& t = look_.theme.tokens();
  const double mostM = scaleBarPx / pxPerM_;
  const double ten = std::pow(10.0, std::floor(std::log10(mostM)));
  const double lengthM = mostM >= 5 * ten ? 5 * ten : mostM >= 2 * ten ? 2 * ten : ten;
  const QPointF end(width() - edgePx, height() - edgePx), begin = end - QPointF(lengthM * pxPerM_, 0);
  painter.setPen(QPen(t.text, 1.5));
  painter.drawLine(begin, end);
  for (const QPointF& p : {begin, end}) painter.drawLine(p, p - QPointF(0, 5));
  painter.setFont(look_.theme.font(Theme::Type::caption));
  painter.drawText(QRectF(begin - QPointF(40, 22), end + QPointF(0, -6)), Qt::AlignRight | Qt::AlignVCenter,
                   look_.format.text(lengthM, Unit::metres));
  const QPointF north(width() - 2 * edgePx, 3 * edgePx);
  painter.setPen(Qt::NoPen);
  painter.setBrush(t.dim);
  painter.drawPolygon(
      QPolygonF{north + QPointF(0, -10), north + QPointF(5, 4), north + QPointF(0, 1), north + QPointF(-5, 4)});
  painter.setPen(t.dim);
  painter.drawText(QRectF(north + QPointF(-15, 4), QSizeF(30, 14)), Qt::AlignCenter, look_.words("landmap.north"));
}

}  // namespace plenum::views
