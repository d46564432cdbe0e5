// SPDX-License-Identifier: Apache-2.0
#include "viewport/Annotations.h"

#include <QFontMetricsF>
#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <vector>

#include "overlays/Tenants.h"
#include "scene/Storeys.h"
#include "viewport/Lettering.h"
#include "viewport/ShapedTexts.h"

namespace plenum {
namespace {

constexpr double padPx = 8.0, radiusPx = 6.0;

Vec3 cornerOf(const Box& b, int k) {
  return {k & 1 ? b.max.x : b.min.x, k & 2 ? b.max.y : b.min.y, k & 4 ? b.max.z : b.min.z};
}

QString powerText(double watts) {
  const double a = std::abs(watts);
  if (a >= 1e6) return QString::number(watts * 1e-6, 'f', 2) + QStringLiteral(" MW");
  return QString::number(watts * 1e-3, 'f', a >= 1e5 ? 0 : 1) + QStringLiteral(" kW");
}

struct Label {
  Vec3 anchor;
  QString name, figure;
};

std::vector<Label> labelsOf(const Frame& frame, const Annotations& look) {
  const Layout& layout = *frame.layout;
  const auto name = [&look](const Name& n, const std::string& id) {
    const std::string& text = n.in(look.isChinese);
    return QString::fromStdString(text.empty() ? id : text);
  };
  const auto top = [](const Box& b) { return Vec3{b.centre().x, b.centre().y, b.max.z}; };
  std::vector<Label> labels;
  for (std::size_t i = 0; i < layout.halls.size(); ++i) {
    const PlacedHall& hall = layout.halls[i];
    QString figure;
    if (i < frame.halls.itPowerW.size()) figure = powerText(static_cast<double>(frame.halls.itPowerW[i]));
    if (hall.box.isEmpty()) continue;
    // above the racks rather than at a ceiling that is not drawn
    constexpr double aboveFloorM = 4.2;
    Vec3 anchor = top(hall.box);
    anchor.z = std::min(anchor.z, hall.box.min.z + aboveFloorM);
    labels.push_back({anchor, name(hall.name, hall.id), figure});
  }
  for (std::size_t i = 0; i < layout.circuits.size(); ++i) {
    const PlacedCircuit& circuit = layout.circuits[i];
    if (circuit.box.isEmpty()) continue;
    QString figure;
    if (i < frame.circuits.supplyC.size()) {
      const auto supplyC = static_cast<double>(frame.circuits.supplyC[i]);
      figure = look.theme.isInFahrenheit ? QString::number(fahrenheitOf(supplyC), 'f', 1) + QStringLiteral(" °F")
                                         : QString::number(supplyC, 'f', 1) + QStringLiteral(" °C");
    }
    labels.push_back({top(circuit.box), name(circuit.spec.name, circuit.id), figure});
  }
  Box grid;
  double gridW = 0.0;
  for (std::size_t i = 0; i < layout.power.size(); ++i) {
    const PlacedPower& p = layout.power[i];
    if (p.kind != PowerSpec::Kind::feed || p.box.isEmpty()) continue;
    grid.add(p.box);
    if (i < frame.power.outputW.size()) gridW += static_cast<double>(frame.power.outputW[i]);
  }
  if (!grid.isEmpty())
    labels.push_back(
        {top(grid) + Vec3{0, 0, 4}, look.say("view.substation"), gridW > 0 ? powerText(gridW) : QString()});
  for (const PlacedBuilding& b : layout.buildings) {
    const bool hasHalls = std::any_of(layout.halls.begin(), layout.halls.end(), [&](const PlacedHall& hall) {
      return hall.building != none && &layout.buildings[hall.building] == &b;
    });
    if (hasHalls || b.box.isEmpty()) continue;
    Vec3 anchor = top(b.box);
    anchor.z = wallTopM(layout, static_cast<std::uint32_t>(&b - layout.buildings.data()));
    const bool isDrawn = isOnlyDrawn(layout, static_cast<std::uint32_t>(&b - layout.buildings.data()));
    labels.push_back({anchor, name(b.name, b.id), isDrawn ? look.say("view.noHalls") : QString()});
  }
  return labels;
}

}  // namespace

ViewTheme ViewTheme::dark() {
  return {duskPalette(),
          QColor(20, 24, 29, 226),
          QColor(0x3a, 0x45, 0x50),
          QColor(0xd7, 0xdd, 0xe3),
          QColor(0x9a, 0xa6, 0xb2),
          QColor(0x4a, 0xa3, 0xdf),
          QColor(0xe4, 0x57, 0x2e)};
}

ViewTheme ViewTheme::light() {
  return {dayPalette(),
          QColor(255, 255, 255, 236),
          QColor(0xc9, 0xd1, 0xd8),
          QColor(0x1d, 0x27, 0x31),
          QColor(0x5b, 0x69, 0x76),
          QColor(0x1f, 0x6f, 0xb2),
          QColor(0xc8, 0x45, 0x1d),
          {QColor(0xb5, 0x15, 0x2b), QColor(0xc8, 0x45, 0x1d), QColor(0xb9, 0x7a, 0x10)}};
}

ViewTheme ViewTheme::contrast() {
  return {duskPalette(),
          QColor(0, 0, 0, 255),
          QColor(0xff, 0xff, 0xff),
          QColor(0xff, 0xff, 0xff),
          QColor(0xe0, 0xe0, 0xe0),
          QColor(0xff, 0xd6, 0x33),
          QColor(0xff, 0x9a, 0x6b),
          {QColor(0xff, 0x6b, 0x7d), QColor(0xff, 0x9a, 0x6b), QColor(0xff, 0xd0, 0x6b)}};
}

void Annotations::panel(QPainter& painter, const QRectF& place, const QColor& edge) const {
  painter.setPen(QPen(edge, 1.0));
  painter.setBrush(theme.panel);
  painter.drawRoundedRect(place, radiusPx, radiusPx);
}

void Annotations::write(QPainter& painter, const QRectF& place, Qt::Alignment alignment, const QString& text) const {
  if (shaped) return shaped->write(painter, place, alignment, text);
  painter.drawText(place, alignment | Qt::AlignVCenter, text);
}

double Annotations::widthOf(const QFont& font, const QString& text) const {
  return shaped ? shaped->width(font, text) : QFontMetricsF(font).horizontalAdvance(text);
}

void Annotations::outline(QPainter& painter, const Projection& view, const Box& box, const QColor& colour,
                          double widthPx) const {
  if (box.isEmpty()) return;
  const Vec3 eye = view.camera.eye();
  const auto isSeen = [&](int axis, bool isMax) {
    if (axis == 0) return isMax ? eye.x > box.max.x : eye.x < box.min.x;
    if (axis == 1) return isMax ? eye.y > box.max.y : eye.y < box.min.y;
    return isMax ? eye.z > box.max.z : eye.z < box.min.z;
  };
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  // high contrast: a dark seam on either side parts the line from whatever it lies on
  if (theme.panel.alpha() == 255 && colour != theme.panel) outline(painter, view, box, theme.panel, widthPx + 3.0);
  for (int axis = 0; axis < 3; ++axis)
    for (int k = 0; k < 8; ++k) {
      if (k & 1 << axis) continue;
      const auto a = view.project(cornerOf(box, k)), b = view.project(cornerOf(box, k | 1 << axis));
      if (!a || !b) continue;
      const int other1 = (axis + 1) % 3, other2 = (axis + 2) % 3;
      const bool isNear = isSeen(other1, (k & 1 << other1) != 0) || isSeen(other2, (k & 1 << other2) != 0);
      QColor c = colour;
      c.setAlphaF(isNear ? 1.0f : 0.28f);
      painter.setPen(QPen(c, isNear ? widthPx : 0.6 * widthPx, Qt::SolidLine, Qt::RoundCap));
      painter.drawLine(QPointF(a->x, a->y), QPointF(b->x, b->y));
    }
  painter.restore();
}

void Annotations::ghost(QPainter& painter, const Projection& view, const Box& box, const QColor& colour) const {
  if (box.isEmpty()) return;
  const Vec3 eye = view.camera.eye();
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  for (int axis = 0; axis < 3; ++axis)
    for (const bool isMax : {false, true}) {
      const double at = axis == 0 ? eye.x : axis == 1 ? eye.y : eye.z;
      const double low = axis == 0 ? box.min.x : axis == 1 ? box.min.y : box.min.z;
      const double high = axis == 0 ? box.max.x : axis == 1 ? box.max.y : box.max.z;
      if (isMax ? at <= high : at >= low) continue;
      const int u = 1 << (axis + 1) % 3, v = 1 << (axis + 2) % 3, base = isMax ? 1 << axis : 0;
      QPolygonF face;
      for (const int corner : {base, base | u, base | u | v, base | v})
        if (const auto p = view.project(cornerOf(box, corner))) face << QPointF(p->x, p->y);
      if (face.size() < 4) continue;
      QColor fill = colour;
      fill.setAlphaF(axis == 2 ? 0.42f : 0.26f);
      painter.setBrush(fill);
      painter.drawPolygon(face);
    }
  painter.restore();
  outline(painter, view, box, colour, 1.4);
}

std::vector<QRectF> Annotations::labels(QPainter& painter, const Projection& view, const Frame& frame,
                                        std::vector<QRectF> taken) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont nameFont = lettering(painter, textPx, QFont::DemiBold),
              figureFont = lettering(painter, textPx, QFont::Normal);
  constexpr double heightPx = 20.0, stemPx = 14.0, gapPx = 6.0;
  struct Placed {
    Label label;
    QPointF at;
    QRectF place;
  };
  std::vector<Placed> placed;
  for (Label& label : labelsOf(frame, *this)) {
    const auto at = view.project(label.anchor);
    if (!at || at->x < 0 || at->x > view.width || at->y < heightPx + stemPx || at->y > view.height) continue;
    const double nameWidth = widthOf(nameFont, label.name);
    const double figureWidth = label.figure.isEmpty() ? 0 : gapPx + widthOf(figureFont, label.figure);
    const double width = nameWidth + figureWidth + 2 * padPx;
    QRectF place(std::clamp(at->x - width / 2, 4.0, std::max(4.0, view.width - width - 4.0)), at->y - stemPx - heightPx,
                 width, heightPx);
    const auto isFree = [&] {
      return std::none_of(taken.begin(), taken.end(),
                          [&](const QRectF& other) { return other.adjusted(-4, -3, 4, 3).intersects(place); });
    };
    // a longer stem lifts it over what is named already
    constexpr int mostLifts = 3;
    for (int lift = 0; lift < mostLifts && !isFree() && place.top() > 1.2 * heightPx; ++lift)
      place.translate(0, -1.2 * heightPx);
    if (!isFree()) continue;
    taken.push_back(place);
    placed.push_back({std::move(label), QPointF(at->x, at->y), place});
  }
  // every stem lies under every name
  painter.setPen(QPen(theme.panel, 1.4));
  for (const Placed& one : placed) painter.drawLine(one.at, QPointF(one.at.x(), one.place.bottom()));
  for (const auto& [label, at, place] : placed) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(place, 4, 4);
    painter.setPen(theme.text);
    painter.setFont(nameFont);
    write(painter, place.adjusted(padPx, 0, 0, 0), Qt::AlignLeft, label.name);
    if (label.figure.isEmpty()) continue;
    painter.setPen(theme.dim);
    painter.setFont(figureFont);
    write(painter, place.adjusted(0, 0, -padPx, 0), Qt::AlignRight, label.figure);
  }
  painter.restore();
  return taken;
}

void Annotations::callout(QPainter& painter, const QRectF& area, QPointF at, const QStringList& lines,
                          const QColor& edge) const {
  if (lines.isEmpty()) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont first = lettering(painter, textPx, QFont::DemiBold), rest = lettering(painter, textPx, QFont::Normal);
  double width = QFontMetricsF(first).horizontalAdvance(lines.first());
  for (const QString& line : lines) width = std::max(width, QFontMetricsF(rest).horizontalAdvance(line));
  constexpr double awayX = 46.0, awayY = 58.0, rimPx = 8.0;
  const QSizeF size(width + 2 * padPx + 4, linePx * static_cast<double>(lines.size()) + 2 * padPx - 2);
  double left = at.x() + awayX, top = at.y() - awayY - size.height();
  if (left + size.width() > area.right() - rimPx) left = at.x() - awayX - size.width();
  if (top < area.top() + rimPx) top = at.y() + awayY;
  left = std::clamp(left, area.left() + rimPx, std::max(area.left() + rimPx, area.right() - rimPx - size.width()));
  top = std::clamp(top, area.top() + rimPx, std::max(area.top() + rimPx, area.bottom() - rimPx - size.height()));
  const QRectF place(QPointF(left, top), size);
  const QPointF near(std::clamp(at.x(), place.left(), place.right()),
                     at.y() < place.top() ? place.top() : place.bottom());
  painter.setPen(QPen(edge, 1.5));
  painter.drawLine(at, near);
  painter.setBrush(Qt::NoBrush);
  painter.drawEllipse(at, 4.5, 4.5);
  panel(painter, place, edge);
  for (qsizetype k = 0; k < lines.size(); ++k) {
    painter.setFont(k == 0 ? first : rest);
    painter.setPen(k == 0 ? theme.text : theme.dim);
    painter.drawText(
        QRectF(place.left() + padPx + 2, place.top() + padPx - 1 + linePx * static_cast<double>(k), width, linePx),
        Qt::AlignVCenter | Qt::AlignLeft, lines[k]);
  }
  painter.restore();
}

void Annotations::tip(QPainter& painter, const QRectF& area, QPointF at, const QString& text) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(lettering(painter, smallPx, QFont::Normal));
  const double width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 14;
  QRectF place(at + QPointF(14, 16), QSizeF(width, 20));
  if (place.right() > area.right() - 4) place.moveRight(at.x() - 10);
  if (place.bottom() > area.bottom() - 4) place.moveBottom(at.y() - 8);
  panel(painter, place, theme.line);
  painter.setPen(theme.text);
  painter.drawText(place, Qt::AlignCenter, text);
  painter.restore();
}

QString unitOf(const Overlay& overlay, const Sentences& say) {
  if (overlay.unit == "chip·h") return say("unit.chip-hours");
  return QString::fromUtf8(overlay.unit.data(), static_cast<int>(overlay.unit.size()));
}

Overlay inFahrenheit(const Overlay& overlay) {
  const bool isDifference = overlay.unit == "K";
  if (!isDifference && overlay.unit != "°C") return overlay;
  Overlay out = overlay;
  const auto of = [isDifference](double value) { return isDifference ? 1.8 * value : fahrenheitOf(value); };
  out.unit = isDifference ? "Δ°F" : "°F";
  out.low = of(overlay.low);
  out.high = of(overlay.high);
  if (overlay.limit) out.limit = of(*overlay.limit);
  return out;
}

QString valueOf(const Frame& frame, const Overlay& overlay, EntityRef entity, const Sentences& say,
                bool isInFahrenheit) {
  const float raw = overlay.valueAt(frame, entity);
  if (std::isnan(raw)) return {};
  if (overlay.isOfTenants)
    return raw < 0.0f ? say("legend.noJob") : QString::fromStdString(tenantId(frame, static_cast<std::uint32_t>(raw)));
  for (const Overlay::State& state : overlay.states)
    if (std::abs(state.value - static_cast<double>(raw)) < 0.5) return say(state.textId);
  const Overlay counted = isInFahrenheit ? inFahrenheit(overlay) : overlay;
  // both scales are straight: where it lies between the ends tells what it is
  const double share = (overlay.shown(static_cast<double>(raw)) - overlay.low) / (overlay.high - overlay.low);
  const double value = counted.unit == overlay.unit ? overlay.shown(static_cast<double>(raw))
                                                    : counted.low + share * (counted.high - counted.low);
  const QString unit = unitOf(counted, say);
  // infinity: never, as far as was looked
  const QString number =
      std::isinf(raw) ? QStringLiteral("∞") : QString::number(value, 'f', std::max(overlay.decimals, 1));
  return number + QStringLiteral(" ") + unit;
}

}  // namespace plenum
