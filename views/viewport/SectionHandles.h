// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QPointF>
#include <optional>
#include <vector>

#include "scene/Camera.h"
#include "viewport/Annotations.h"

class QPainter;

namespace plenum {

/// The middle of a face of the section box, by which that face is moved.
struct SectionHandle {
  int axis = 0;  // 0 east, 1 north, 2 up
  bool isHigh = false;
  Vec3 at;
  QPointF pixel;
};

/// Of all six faces, those behind the eye apart; the nearest to the eye comes last.
std::vector<SectionHandle> sectionHandles(const Box& section, const Projection& view);
/// Under a place of the picture; of two the one nearer to the eye.
std::optional<SectionHandle> sectionHandleAt(const Box& section, const Projection& view, QPointF place);
/// The box with that face moved along its axis as the pointer went from one place to another. Never thinner than
/// `leastSectionM`, never farther out than `mostSectionM`; a face that is looked at straight on stays where it is.
inline constexpr double leastSectionM = 0.5, mostSectionM = 20000.0;
Box draggedSection(const Box& before, const SectionHandle& handle, const Projection& view, QPointF from, QPointF to);
/// The box with one of its faces put there, within the same bounds.
Box movedSection(const Box& before, int axis, bool isHigh, double toM);

/// The frame of the section and its handles; `held`: the one that is under the pointer or dragged.
void paintSection(QPainter& painter, const Annotations& look, const Projection& view, const Box& section,
                  const std::optional<SectionHandle>& held);

}  // namespace plenum
