// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QString>
#include <string>
#include <vector>

#include "viewport/ViewTool.h"

namespace plenum {

/// A dimension that somebody kept, as it is painted over the picture.
struct DimensionMark {
  std::string id;
  std::vector<Vec3> points;
  bool isArea = false;
  QString label;
};

/// Paints those that are large enough to be read; `leading` (an index, or -1) thicker than the others.
void paintDimensions(QPainter& painter, const Annotations& look, const Projection& view,
                     const std::vector<DimensionMark>& marks, int leading);
/// The mark under a pixel; -1 for none.
int dimensionAt(const std::vector<DimensionMark>& marks, const Projection& view, QPointF at);

}  // namespace plenum
