// SPDX-License-Identifier: Apache-2.0
#include "viewport/SectionHandles.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace plenum {
namespace {

constexpr double sectionHandlePx = 6.0, reachPx = 12.0;  // half a side as drawn; as hit: 24 px across

double& part(Vec3& v, int axis) { return axis == 0 ? v.x : axis == 1 ? v.y : v.z; }
Vec3 axisOf(int axis) { return {axis == 0 ? 1.0 : 0.0, axis == 1 ? 1.0 : 0.0, axis == 2 ? 1.0 : 0.0}; }

}  // namespace

std::vector<SectionHandle> sectionHandles(const Box& section, const Projection& view) {
  std::vector<SectionHandle> all;
  for (int axis = 0; axis < 3; ++axis)
    for (const bool isHigh : {false, true}) {
      Vec3 at = section.centre(), end = isHigh ? section.max : section.min;
      part(at, axis) = part(end, axis);
      if (const auto pixel = view.project(at)) all.push_back({axis, isHigh, at, {pixel->x, pixel->y}});
    }
  const Vec3 eye = view.camera.eye();
  const auto away = [&eye](const SectionHandle& handle) {
    const Vec3 d = handle.at - eye;
    return d.x * d.x + d.y * d.y + d.z * d.z;
  };
  std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return away(a) > away(b); });
  return all;
}

std::optional<SectionHandle> sectionHandleAt(const Box& section, const Projection& view, QPointF place) {
  const std::vector<SectionHandle> all = sectionHandles(section, view);
  const auto found = std::find_if(all.rbegin(), all.rend(), [&](const SectionHandle& handle) {
    const QPointF d = handle.pixel - place;
    return std::abs(d.x()) <= reachPx && std::abs(d.y()) <= reachPx;
  });
  if (found == all.rend()) return std::nullopt;
  return *found;
}

Box movedSection(const Box& before, int axis, bool isHigh, double toM) {
  if (!std::isfinite(toM)) return before;
  Box box = before;
  double &low = part(box.min, axis), &high = part(box.max, axis);
  toM = std::clamp(toM, -mostSectionM, mostSectionM);
  isHigh ? high = std::max(toM, low + leastSectionM) : low = std::min(toM, high - leastSectionM);
  return box;
}

Box draggedSection(const Box& before, const SectionHandle& handle, const Projection& view, QPointF from, QPointF to) {
  const Vec3 along = axisOf(handle.axis);
  // a tenth of the way to the eye is straight enough in the picture
  const Vec3 d = view.camera.eye() - handle.at;
  const double stepM = 0.02 * std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z);
  const auto a = view.project(handle.at), b = view.project(handle.at + along * stepM);
  if (!a || !b || stepM <= 0.0) return before;
  const QPointF perMetre((b->x - a->x) / stepM, (b->y - a->y) / stepM);
  const double square = perMetre.x() * perMetre.x() + perMetre.y() * perMetre.y();
  const double slightPx = 0.02 * view.pixelsPerMetre(handle.at);
  if (square < slightPx * slightPx || square <= 0.0) return before;
  const QPointF went = to - from;
  const double byM = (went.x() * perMetre.x() + went.y() * perMetre.y()) / square;
  Box start = before;
  const double wasM = handle.isHigh ? part(start.max, handle.axis) : part(start.min, handle.axis);
  return movedSection(before, handle.axis, handle.isHigh, wasM + byM);
}

void paintSection(QPainter& painter, const Annotations& look, const Projection& view, const Box& section,
                  const std::optional<SectionHandle>& held) {
  QColor line = look.theme.accent;
  line.setAlphaF(0.55f);
  look.outline(painter, view, section, line, 1.0);
  painter.setRenderHint(QPainter::Antialiasing, true);
  for (const SectionHandle& handle : sectionHandles(section, view)) {
    const bool isHeld = held && held->axis == handle.axis && held->isHigh == handle.isHigh;
    const double half = isHeld ? sectionHandlePx + 2.0 : sectionHandlePx;
    painter.setPen(QPen(look.theme.accent, 1.6));
    painter.setBrush(isHeld ? look.theme.accent : look.theme.panel);
    // a square that stands on its tip: no alarm and no thing has this shape here
    const QPointF at = handle.pixel;
    const QPointF corners[] = {at + QPointF(0, -half), at + QPointF(half, 0), at + QPointF(0, half),
                               at + QPointF(-half, 0)};
    painter.drawPolygon(corners, 4);
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
}

}  // namespace plenum
