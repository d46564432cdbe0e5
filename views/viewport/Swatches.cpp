// SPDX-License-Identifier: Apache-2.0
// What the colours mean where they tell kinds apart: jobs, industries, causes.
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <algorithm>

#include "overlays/Tenants.h"
#include "viewport/Annotations.h"
#include "viewport/Lettering.h"

namespace plenum {
namespace {

constexpr double titlePx = 12.0, swatchPx = 9.0, marginPx = 12.0, pipesPx = 80.0;
constexpr double mostLabelPx = 190.0;

QString named(const Name& name, const std::string& id, bool isChinese) {
  const std::string& text = name.in(isChinese);
  return QString::fromStdString(text.empty() ? id : text);
}

}  // namespace

std::vector<Annotations::Swatch> Annotations::swatchesOf(const Frame& frame, const Overlay& overlay) const {
  std::vector<Swatch> out;
  if (overlay.isOfTenants) {
    const TenantColours colours(frame);
    for (const std::uint32_t tenant : colours.largest())
      out.push_back(
          {colourOf(colours.of(tenant)), named(tenantName(frame, tenant), tenantId(frame, tenant), isChinese) +
                                             QStringLiteral("  ") + QString::number(tenantChips(frame, tenant))});
    if (colours.otherCount() > 0)
      out.push_back({colourOf(TenantColours::others),
                     say("legend.otherJobs") + QStringLiteral("  ") + QString::number(colours.otherCount())});
    out.push_back(frame.chipTenant.empty() ? Swatch{colourOf(noValueColour), say("legend.noValue")}
                                           : Swatch{colourOf(TenantColours::idle), say("legend.noJob")});
  } else {
    if (overlay.categories.empty()) return out;
    // kinds of work that nobody does now would only make the list longer
    std::vector<bool> isThere(overlay.categories.size(), overlay.id != "industry");
    for (std::uint32_t t = 0; t < tenantCount(frame); ++t)
      if (tenantChips(frame, t) > 0)
        if (const auto k = static_cast<std::size_t>(tenantIndustry(frame, t)); k < isThere.size()) isThere[k] = true;
    for (const Overlay::State& state : overlay.states) {
      const auto k = static_cast<std::size_t>(state.value);
      if (!isThere[k]) continue;
      out.push_back({colourOf(overlay.categories[k]), say(state.textId)});
    }
    if (overlay.chipAt) out.push_back({colourOf(noValueColour), say("legend.noJob")});
  }
  if (!overlay.readsDarkRacks) out.push_back({colourOf(darkColour), say("legend.noPower")});
  return out;
}

QSizeF Annotations::swatchesSize(const QString& title, const std::vector<Swatch>& list) const {
  QImage nowhere(1, 1, QImage::Format_ARGB32_Premultiplied);
  QPainter painter(&nowhere);
  return swatches(painter, QRectF(0, 0, 1, 1), title, list).size();
}

QRectF Annotations::swatches(QPainter& painter, const QRectF& area, const QString& title,
                             const std::vector<Swatch>& all) const {
  // what is not a job stands last and stays
  constexpr std::size_t leastLines = 3;
  constexpr double roomForPipesPx = 260.0;
  const bool hasPipes = swatchesHighPx >= roomForPipesPx;
  const double besidePx = 2 * marginPx + 18 + (hasPipes ? pipesPx : 0.0);
  const std::size_t most =
      std::max(leastLines, static_cast<std::size_t>(std::max(0.0, (swatchesHighPx - besidePx) / linePx)));
  if (all.size() > most) {
    std::vector<Swatch> fewer(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(most - 2));
    fewer.insert(fewer.end(), all.end() - 2, all.end());
    return swatches(painter, area, title, fewer);
  }
  const std::vector<Swatch>& list = all;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont titleFont = lettering(painter, titlePx, QFont::DemiBold),
              lineFont = lettering(painter, smallPx, QFont::Normal);
  const QFontMetricsF titleMetrics(titleFont), metrics(lineFont);
  const QString pipes = say("legend.pipes");
  double width = std::max(titleMetrics.horizontalAdvance(title), metrics.horizontalAdvance(pipes + " °C"));
  for (const Swatch& swatch : list)
    width = std::max(width, swatchPx + 7 + std::min(mostLabelPx, metrics.horizontalAdvance(swatch.label)));
  width += 2 * marginPx;
  const double height = besidePx + linePx * static_cast<double>(list.size());
  const QRectF place(area.left() + marginPx, area.bottom() - marginPx - height, width, height);
  panel(painter, place, theme.line);
  const double x = place.left() + marginPx;
  double y = place.top() + marginPx;
  painter.setFont(titleFont);
  painter.setPen(theme.text);
  painter.drawText(QPointF(x, y + titleMetrics.ascent() - 2), title);
  y += 18;
  painter.setFont(lineFont);
  for (const Swatch& swatch : list) {
    painter.setPen(QPen(theme.line, 1.0));
    painter.setBrush(swatch.colour);
    painter.drawRect(QRectF(x, y + 0.5 * (linePx - swatchPx), swatchPx, swatchPx));
    painter.setPen(theme.dim);
    painter.drawText(QRectF(x + swatchPx + 7, y, mostLabelPx, linePx), Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(swatch.label, Qt::ElideMiddle, mostLabelPx));
    y += linePx;
  }
  if (hasPipes) addPipeScale(painter, QRectF(x, y + 8, width - 2 * marginPx, pipesPx - 6), pipes);
  painter.restore();
  return place;
}

std::vector<Box> boxesAround(const Layout& layout, const std::vector<std::uint32_t>& racks) {
  std::vector<Box> out;
  std::uint32_t before = none;
  for (const std::uint32_t i : racks) {
    if (i >= layout.racks.size()) continue;
    const PlacedRack& rack = layout.racks[i];
    if (rack.box.isEmpty()) continue;
    const bool isBeside = before != none && i == before + 1 && layout.racks[before].row == rack.row &&
                          layout.racks[before].hall == rack.hall;
    if (!isBeside) out.emplace_back();
    out.back().add(rack.box);
    before = i;
  }
  return out;
}

}  // namespace plenum
