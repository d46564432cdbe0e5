// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QRectF>
#include <vector>

#include "scene/SceneOptions.h"
#include "viewport/Annotations.h"

namespace plenum {

/// Standing alarms where they are: ■ priority 1, ◆ 2, ▲ 3 over the thing, hollow once acknowledged. Those of priority 1
/// and 2 that lie outside the picture are pointed at from its edge, those under what is `taken` from beside it.
/// `seen`: without what is hidden or cut away.
void paintAlarms(QPainter& painter, const Annotations& look, const Projection& view, const Frame& frame,
                 const Layout& seen, const QRectF& area, const QRectF& taken = {});

struct NearLabel {
  QRectF place;
  QString text;
};
/// Names of rows, racks and machines where they are near enough to be meant, the larger ones first; none over what is
/// `taken`, and none of what stands in a `closed` building. Of machines of one sort that stand together either all in
/// sight carry their names or one name with their number stands for all; what is large in the picture is named alone.
std::vector<NearLabel> nearLabels(const Annotations& look, const QFont& font, const Projection& view,
                                  const Layout& seen, std::vector<QRectF> taken, const std::vector<Box>& closed = {});
/// Paints them; returns how many.
int paintNearLabels(QPainter& painter, const Annotations& look, const Projection& view, const Layout& seen,
                    std::vector<QRectF> taken, const std::vector<Box>& closed = {});

/// Says whose light it is where that is not the clock's.
void paintLight(QPainter& painter, const Annotations& look, const QRectF& area, const SceneOptions& options);

/// Everything that a thing without a place of its own consists of: a loop's racks, a circuit's machines.
Box boxAround(const Layout& layout, EntityRef thing);

}  // namespace plenum
