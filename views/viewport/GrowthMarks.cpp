// SPDX-License-Identifier: Apache-2.0
#include "viewport/GrowthMarks.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>

#include "viewport/Lettering.h"

namespace plenum {
namespace {

constexpr double signPadPx = 6.0;

double topOf(const Growth::Block& block) {
  double top = 4.0;
  if (block.stage >= Growth::Stage::shell)
    for (const Growth::Piece& piece : block.pieces) top = std::max(top, piece.box.max.z);
  return top;
}

}  // namespace

const Growth::Block* plannedAt(const Growth& growth, const Projection& view, Vec2 pixel) {
  const Ray ray = view.rayThrough(pixel);
  const Growth::Block* found = nullptr;
  double nearest = 0.0;
  for (const Growth::Block& block : growth.blocks) {
    Box box = block.box;
    box.max.z = topOf(block);
    const auto at = enter(ray, box);
    if (at && (!found || *at < nearest)) found = &block, nearest = *at;
  }
  return found;
}

void paintGrowth(QPainter& painter, const Annotations& look, const Projection& view, const Growth& growth,
                 std::vector<QRectF> taken, const std::string& chosen) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont titleFont = lettering(painter, textPx, QFont::DemiBold),
              lineFont = lettering(painter, smallPx, QFont::Normal);
  const QFontMetricsF titles(titleFont), lines(lineFont);
  const QRectF area(0, 0, view.width, view.height);
  // near ones first: they are the ones that are looked at
  std::vector<const Growth::Block*> order;
  for (const Growth::Block& block : growth.blocks) order.push_back(&block);
  const auto away = [&](const Growth::Block* b) {
    const Vec3 d = b->box.centre() - view.camera.eye();
    return d.x * d.x + d.y * d.y + d.z * d.z;
  };
  std::stable_sort(order.begin(), order.end(), [&](auto* a, auto* b) { return away(a) < away(b); });
  for (const Growth::Block* block : order) {
    const bool isChosen = !chosen.empty() && block->id == chosen;
    if (isChosen) {
      Box box = block->box;
      box.max.z = topOf(*block);
      look.outline(painter, view, box, look.theme.accent, 1.8);
    }
    if (block->title.empty()) continue;
    const Vec3 c = block->box.centre();
    const auto at = view.project({c.x, c.y, topOf(*block) + 2.0});
    if (!at || !area.contains(QPointF(at->x, at->y))) continue;
    const QString title = QString::fromStdString(block->title), line = QString::fromStdString(block->line);
    const double width = std::max(titles.horizontalAdvance(title), lines.horizontalAdvance(line)) + 2 * signPadPx;
    const double height = titles.height() + (line.isEmpty() ? 0.0 : lines.height()) + signPadPx;
    // a block that is small in the picture has no room for words
    const QRectF place(at->x - 0.5 * width, at->y - height - 10.0, width, height);
    if (view.pixelsPerMetre(c) * block->box.size().x < 0.45 * width && !isChosen) continue;
    if (std::any_of(taken.begin(), taken.end(), [&](const QRectF& other) { return other.intersects(place); })) continue;
    taken.push_back(place);
    look.panel(painter, place, isChosen ? look.theme.accent : look.theme.line);
    painter.setPen(QPen(look.theme.dim, 1.0));
    painter.drawLine(QPointF(at->x, place.bottom()), QPointF(at->x, at->y));
    // a stripe in the colour of its year
    const Rgb8 year = yearColour(growth, block->year);
    painter.fillRect(QRectF(place.left() + 1, place.top() + 3, 3, place.height() - 6), QColor(year.r, year.g, year.b));
    painter.setFont(titleFont);
    painter.setPen(look.theme.text);
    painter.drawText(QRectF(place.left(), place.top() + 0.5 * signPadPx, width, titles.height()), Qt::AlignCenter,
                     title);
    painter.setFont(lineFont);
    painter.setPen(look.theme.dim);
    painter.drawText(QRectF(place.left(), place.top() + 0.5 * signPadPx + titles.height(), width, lines.height()),
                     Qt::AlignCenter, line);
  }
  painter.restore();
}

QRectF paintYears(QPainter& painter, const Annotations& look, const QRectF& area, const Growth& growth) {
  if (!growth.areYearsShown || growth.firstYear <= 0) return {};
  std::vector<Annotations::Swatch> list;
  for (int year = growth.firstYear; year <= growth.lastYear; ++year) {
    const Rgb8 c = yearColour(growth, year);
    list.push_back({QColor(c.r, c.g, c.b), QString::number(year)});
  }
  Annotations plain = look;
  plain.swatchesHighPx = 40.0 + 17.0 * static_cast<double>(list.size() + 1);  // without the scale of pipes
  return plain.swatches(painter, area, QString::fromStdString(growth.yearsTitle), list);
}

}  // namespace plenum
