// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QStringList>

#include "viewport/Annotations.h"

class QPainter;

namespace plenum {

/// Lines beside the pointer, the first in bold; they keep within `area`.
void paintNote(QPainter& painter, const Annotations& look, const QRectF& area, QPointF at, const QStringList& lines,
               const QColor& edge);
/// A line on a floor between two points of the site, with a label in its middle.
struct FloorLine {
  Vec3 from, to;
  QString label;
  bool isDashed = false, hasEnds = false;
  double liftPx = 0;  // of the label, over a handle in the middle
};
void paintLine(QPainter& painter, const Annotations& look, const Projection& view, const FloorLine& line,
               const QColor& colour);

}  // namespace plenum
