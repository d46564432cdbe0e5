// SPDX-License-Identifier: Apache-2.0
// What the colours mean: the overlay's scale with its limit, and beneath it the scale of the water in pipes.
#include <QFontMetricsF>
#include <QImage>
#include <QLinearGradient>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "viewport/Annotations.h"
#include "viewport/Lettering.h"

namespace plenum {
namespace {

/// The pattern of what has no value, as racks wear it (RackLayer).
void chequer(QPainter& painter, const QRectF& swatch) {
  constexpr int cells = 3;
  const double side = (swatch.width() - 1.0) / cells;
  for (int row = 0; row < cells; ++row)
    for (int column = row & 1 ? 0 : 1; column < cells; column += 2)
      painter.fillRect(QRectF(swatch.left() + 0.5 + column * side, swatch.top() + 0.5 + row * side, side, side),
                       QColor(56, 54, 60));
}

}  // namespace

void Annotations::addPipeScale(QPainter& painter, const QRectF& in, const QString& title) const {
  const QFontMetricsF metrics(painter.font());
  painter.setPen(QPen(theme.line, 1.0));
  painter.drawLine(QPointF(in.left(), in.top() - 4), QPointF(in.right(), in.top() - 4));
  painter.setPen(theme.text);
  painter.drawText(QPointF(in.left(), in.top() + metrics.ascent()), title);
  painter.setPen(theme.dim);
  painter.drawText(QPointF(in.left() + metrics.horizontalAdvance(title) + 6, in.top() + metrics.ascent()),
                   theme.isInFahrenheit ? QStringLiteral("°F") : QStringLiteral("°C"));
  constexpr double barPx = 7.0;
  const QRectF bar(in.left(), in.top() + 17, in.width(), barPx);
  QLinearGradient gradient(bar.left(), 0, bar.right(), 0);
  for (int k = 0; k <= 16; ++k) gradient.setColorAt(k / 16.0, colourOf(sequentialMap().at(k / 16.0)));
  painter.setPen(Qt::NoPen);
  painter.setBrush(gradient);
  painter.drawRect(bar);
  painter.setPen(theme.dim);
  constexpr int ticks = 3;
  for (int k = 0; k < ticks; ++k) {
    const double share = k / double(ticks - 1);
    const double warmC = pipeRange.low + share * (pipeRange.high - pipeRange.low);
    const QString text = QString::number(theme.isInFahrenheit ? fahrenheitOf(warmC) : warmC, 'f', 0);
    const double width = metrics.horizontalAdvance(text);
    painter.drawText(QPointF(bar.left() + share * (bar.width() - width), bar.bottom() + 2 + metrics.ascent()), text);
  }
}

QRectF Annotations::pipeLegend(QPainter& painter, const QRectF& area) const {
  constexpr double marginPx = 12.0, wide = 150.0, high = 62.0;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(lettering(painter, smallPx, QFont::Normal));
  const QString title = say("legend.pipes");
  const double titleWidth = QFontMetricsF(painter.font()).horizontalAdvance(title + QStringLiteral("  °C"));
  const QRectF place(area.left() + marginPx, area.bottom() - marginPx - high, std::max(wide, titleWidth + 2 * marginPx),
                     high);
  panel(painter, place, theme.line);
  painter.setClipRect(place.adjusted(1, 8, -1, -1));  // without the line that parts it from another scale
  addPipeScale(painter, place.adjusted(marginPx, 10, -marginPx, -6), title);
  painter.restore();
  return place;
}

Worn wornIn(const Frame& frame, const Overlay& overlay, const std::vector<Box>& closed) {
  const Layout& layout = *frame.layout;
  Worn worn{false, !layout.circuits.empty()};
  if (closed.empty()) return {true, worn.arePipes};
  const auto isSeen = [&closed](const Box& box) {
    const Vec3 c = box.centre();
    return !box.isEmpty() && std::none_of(closed.begin(), closed.end(), [&c](const Box& b) {
      return c.x > b.min.x && c.x < b.max.x && c.y > b.min.y && c.y < b.max.y && c.z < b.max.z;
    });
  };
  const auto areSeen = [&](const auto& all) {
    return std::any_of(all.begin(), all.end(), [&](const auto& one) { return isSeen(one.box); });
  };
  worn.isOverlay =
      areSeen(layout.racks) || (overlay.isOfWater && worn.arePipes) || (overlay.ofCable && areSeen(layout.power));
  if (worn.isOverlay || !overlay.things) return worn;
  const auto wears = [&](Kind kind, const auto& all) {
    for (std::uint32_t i = 0; i < all.size(); ++i)
      if (isSeen(all[i].box) && !std::isnan(overlay.things(frame, {kind, i, 0}))) return true;
    return false;
  };
  worn.isOverlay = wears(Kind::cdu, layout.cdus) || wears(Kind::fanWall, layout.fanWalls) ||
                   wears(Kind::pump, layout.pumps) || wears(Kind::chiller, layout.chillers) ||
                   wears(Kind::exchanger, layout.exchangers) || wears(Kind::tower, layout.towers) ||
                   wears(Kind::dryCooler, layout.dryCoolers) || wears(Kind::tank, layout.tanks) ||
                   wears(Kind::lake, layout.lakes) || wears(Kind::powerDevice, layout.power);
  return worn;
}

QSizeF Annotations::legendSize(const Overlay& overlay, RangeMode mode) const {
  QImage nowhere(1, 1, QImage::Format_ARGB32_Premultiplied);
  QPainter painter(&nowhere);
  return legend(painter, QRectF(0, 0, 1, 1), overlay, mode).size();
}

QRectF Annotations::legend(QPainter& painter, const QRectF& area, const Overlay& held, RangeMode mode) const {
  const Overlay overlay = theme.isInFahrenheit ? inFahrenheit(held) : held;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont titleFont = lettering(painter, textPx, QFont::DemiBold),
              tickFont = lettering(painter, smallPx, QFont::Normal);
  const QFontMetricsF titleMetrics(titleFont), tickMetrics(tickFont);
  const QString title = say("overlay." + std::string(overlay.id));
  const QString unit = unitOf(overlay, say);
  const QString limitName = overlay.limit ? say("legend.limit") : QString();
  const QString noValue = say("legend.noValue"), noPower = say("legend.noPower");

  constexpr double barWidth = 14.0, capPx = 7.0, marginPx = 12.0, swatchPx = 9.0;
  const double barHeight = scalePx;
  const double titleWidth = titleMetrics.horizontalAdvance(title) + 6 + tickMetrics.horizontalAdvance(unit);
  const double tickWidth = barWidth + 12 + tickMetrics.horizontalAdvance(QStringLiteral("0000.0")) + 14 +
                           tickMetrics.horizontalAdvance(limitName);
  double stateWidth = 0.0;
  for (const Overlay::State& state : overlay.states)
    stateWidth = std::max(stateWidth, barWidth + 14 + tickMetrics.horizontalAdvance(say(state.textId)));
  const double noteWidth =
      2 * swatchPx + 26 + tickMetrics.horizontalAdvance(noValue) + tickMetrics.horizontalAdvance(noPower);
  const QString modeText = say(mode == RangeMode::fixed ? "legend.fixed" : "legend.follows");
  const QString pipes = overlay.isOfWater ? QString() : say("legend.pipes");
  const double modeWidth = tickMetrics.horizontalAdvance(modeText);
  const double pipesWidth = tickMetrics.horizontalAdvance(pipes + QStringLiteral("  °C"));
  constexpr double modePx = 16.0, pipesPx = 52.0;
  const double width = std::max({titleWidth, tickWidth, stateWidth, noteWidth, modeWidth, pipesWidth}) + 2 * marginPx;
  const double height =
      marginPx + 18 + capPx + barHeight + capPx + 10 + 16 + modePx + (pipes.isEmpty() ? 0.0 : pipesPx) + marginPx - 4;
  const QRectF place(area.left() + marginPx, area.bottom() - marginPx - height, width, height);
  panel(painter, place, theme.line);

  double y = place.top() + marginPx;
  const double x = place.left() + marginPx;
  painter.setFont(titleFont);
  painter.setPen(theme.text);
  painter.drawText(QPointF(x, y + titleMetrics.ascent() - 2), title);
  painter.setFont(tickFont);
  painter.setPen(theme.dim);
  painter.drawText(QPointF(x + titleMetrics.horizontalAdvance(title) + 6, y + titleMetrics.ascent() - 2), unit);
  y += 18 + capPx;

  const ColourMap& map = overlay.map();
  QLinearGradient gradient(0, y + barHeight, 0, y);
  for (int k = 0; k <= 16; ++k) gradient.setColorAt(k / 16.0, colourOf(map.at(k / 16.0)));
  painter.setPen(Qt::NoPen);
  painter.setBrush(gradient);
  painter.drawRect(QRectF(x, y, barWidth, barHeight));
  // beyond the ends the last colour goes on
  painter.setBrush(colourOf(map.at(1.0)));
  painter.drawPolygon(QPolygonF{{x, y}, {x + barWidth, y}, {x + barWidth / 2, y - capPx}});
  painter.setBrush(colourOf(map.at(0.0)));
  painter.drawPolygon(
      QPolygonF{{x, y + barHeight}, {x + barWidth, y + barHeight}, {x + barWidth / 2, y + barHeight + capPx}});

  const auto yOf = [&](double value) {
    return y + barHeight * (1.0 - (value - overlay.low) / (overlay.high - overlay.low));
  };
  for (const Overlay::State& state : overlay.states) {
    painter.setPen(QPen(theme.dim, 1.0));
    painter.drawLine(QPointF(x + barWidth + 2, yOf(state.value)), QPointF(x + barWidth + 6, yOf(state.value)));
    painter.drawText(QPointF(x + barWidth + 10, yOf(state.value) + 0.36 * smallPx), say(state.textId));
  }
  const int ticks = !overlay.states.empty() ? 0 : barHeight < 90.0 ? 3 : 5;
  for (int k = 0; k < ticks; ++k) {
    const double value = overlay.low + (overlay.high - overlay.low) * k / (ticks - 1);
    if (overlay.limit && std::abs(yOf(value) - yOf(*overlay.limit)) < 10.0) continue;
    painter.setPen(QPen(theme.dim, 1.0));
    painter.drawLine(QPointF(x + barWidth + 2, yOf(value)), QPointF(x + barWidth + 6, yOf(value)));
    painter.drawText(QPointF(x + barWidth + 10, yOf(value) + 0.36 * smallPx),
                     QString::number(value, 'f', overlay.high - overlay.low < 8 ? 1 : 0));
  }
  if (overlay.limit) {
    const double at = yOf(*overlay.limit);
    painter.setPen(QPen(theme.warning, 1.6));
    painter.drawLine(QPointF(x - 2, at), QPointF(x + barWidth + 6, at));
    painter.setPen(theme.warning);
    painter.drawText(QPointF(x + barWidth + 10, at + 0.36 * smallPx),
                     QString::number(*overlay.limit, 'f', 0) + QStringLiteral("  ") + limitName);
  }
  y += barHeight + capPx + 10;
  double left = x;
  for (const auto& [colour, text] : {std::pair{noValueColour, noValue}, std::pair{darkColour, noPower}}) {
    painter.setPen(QPen(theme.line, 1.0));
    painter.setBrush(colourOf(colour));
    painter.drawRect(QRectF(left, y + 2, swatchPx, swatchPx));
    if (colour == noValueColour) chequer(painter, QRectF(left, y + 2, swatchPx, swatchPx));
    painter.setPen(theme.dim);
    painter.drawText(QPointF(left + swatchPx + 5, y + 2 + swatchPx), text);
    left += swatchPx + 5 + tickMetrics.horizontalAdvance(text) + 12;
  }
  y += 16;
  painter.setPen(theme.dim);
  painter.drawText(QPointF(x, y + tickMetrics.ascent()), modeText);
  y += modePx;
  if (!pipes.isEmpty()) addPipeScale(painter, QRectF(x, y + 6, width - 2 * marginPx, pipesPx - 6), pipes);
  painter.restore();
  return place;
}

QRectF Annotations::legendStrip(QPainter& painter, const QRectF& area, const Overlay& held) const {
  const Overlay overlay = theme.isInFahrenheit ? inFahrenheit(held) : held;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont titleFont = lettering(painter, textPx, QFont::DemiBold),
              tickFont = lettering(painter, smallPx, QFont::Normal);
  const QFontMetricsF titleMetrics(titleFont), tickMetrics(tickFont);
  const QString title = say("overlay." + std::string(overlay.id));
  const QString unit = unitOf(overlay, say);
  std::vector<std::pair<QColor, QString>> swatches;
  const ColourMap& map = overlay.map();
  const auto share = [&](double value) { return (value - overlay.low) / (overlay.high - overlay.low); };
  for (const Overlay::State& state : overlay.states)
    swatches.emplace_back(colourOf(map.at(share(state.value))), say(state.textId));
  swatches.emplace_back(colourOf(noValueColour), say("legend.noValue"));
  swatches.emplace_back(colourOf(darkColour), say("legend.noPower"));

  constexpr double marginPx = 12.0, padPx = 8.0, barPx = 8.0, barWidthPx = 150.0, swatchPx = 9.0, gapPx = 12.0;
  const double titleWidth = titleMetrics.horizontalAdvance(title) + 6 + tickMetrics.horizontalAdvance(unit);
  const double barWidth = overlay.states.empty() ? std::max(barWidthPx, titleWidth) : 0.0;
  const double room = std::max(titleWidth, area.width() - 2 * (marginPx + padPx));
  const auto wide = [&](const QString& text) { return swatchPx + 5 + tickMetrics.horizontalAdvance(text) + gapPx; };
  double rowWidth = 0.0, swatchesWidth = 0.0;
  std::vector<QPointF> corners;
  for (const auto& [colour, text] : swatches) {
    const double y = corners.empty() ? 0.0 : corners.back().y();
    const bool isNewRow = rowWidth > 0.0 && rowWidth + wide(text) - gapPx > room;
    if (isNewRow) rowWidth = 0.0;
    corners.emplace_back(rowWidth, isNewRow ? y + tickMetrics.height() : y);
    rowWidth += wide(text);
    swatchesWidth = std::max(swatchesWidth, rowWidth);
  }
  const double width = 2 * padPx + std::max(titleWidth, std::max(barWidth, swatchesWidth - gapPx));
  const double scaleHeight = overlay.states.empty() ? barPx + 4 + tickMetrics.height() : 0.0;
  const double height = 2 * padPx + titleMetrics.height() + scaleHeight + 2 + corners.back().y() + tickMetrics.height();
  const QRectF place(area.left() + marginPx, area.bottom() - marginPx - height, width, height);
  panel(painter, place, theme.line);
  const double x = place.left() + padPx;
  double y = place.top() + padPx;
  painter.setFont(titleFont);
  painter.setPen(theme.text);
  painter.drawText(QPointF(x, y + titleMetrics.ascent()), title);
  painter.setFont(tickFont);
  painter.setPen(theme.dim);
  painter.drawText(QPointF(x + titleMetrics.horizontalAdvance(title) + 6, y + titleMetrics.ascent()), unit);
  y += titleMetrics.height();
  if (overlay.states.empty()) {
    const QRectF bar(x, y + 2, barWidth, barPx);
    QLinearGradient gradient(bar.left(), 0, bar.right(), 0);
    for (int k = 0; k <= 16; ++k) gradient.setColorAt(k / 16.0, colourOf(map.at(k / 16.0)));
    painter.setPen(Qt::NoPen);
    painter.setBrush(gradient);
    painter.drawRect(bar);
    const auto tick = [&](double value, const QColor& colour) {
      const QString text = QString::number(value, 'f', overlay.high - overlay.low < 8 ? 1 : 0);
      const double textWidth = tickMetrics.horizontalAdvance(text);
      const double at = bar.left() + share(value) * bar.width();
      painter.setPen(colour);
      painter.drawText(QPointF(std::clamp(at - textWidth / 2, bar.left(), bar.right() - textWidth),
                               bar.bottom() + 2 + tickMetrics.ascent()),
                       text);
    };
    for (const double value : {overlay.low, 0.5 * (overlay.low + overlay.high), overlay.high})
      if (!overlay.limit || std::abs(share(value) - share(*overlay.limit)) > 0.16) tick(value, theme.dim);
    if (overlay.limit) {
      const double at = bar.left() + share(*overlay.limit) * bar.width();
      painter.setPen(QPen(theme.warning, 1.6));
      painter.drawLine(QPointF(at, bar.top() - 2), QPointF(at, bar.bottom() + 2));
      tick(*overlay.limit, theme.warning);
    }
    y += scaleHeight;
  }
  y += 2;
  for (std::size_t k = 0; k < swatches.size(); ++k) {
    const QPointF at = QPointF(x, y) + corners[k];
    painter.setPen(QPen(theme.line, 1.0));
    painter.setBrush(swatches[k].first);
    painter.drawRect(QRectF(at.x(), at.y() + 2, swatchPx, swatchPx));
    if (swatches[k].first == colourOf(noValueColour)) chequer(painter, QRectF(at.x(), at.y() + 2, swatchPx, swatchPx));
    painter.setPen(theme.dim);
    painter.drawText(at + QPointF(swatchPx + 5, tickMetrics.ascent()), swatches[k].second);
  }
  painter.restore();
  return place;
}

}  // namespace plenum
