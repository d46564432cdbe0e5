// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QRectF>
#include <optional>
#include <string>
#include <vector>

#include "scene/Growth.h"
#include "viewport/Annotations.h"

namespace plenum {

/// What stands on the ground there, of what is planned; null: nothing.
const Growth::Block* plannedAt(const Growth& growth, const Projection& view, Vec2 pixel);

/// Names of planned blocks with what they are on that day, those not over what is `taken`; the frame of the `chosen`
/// one.
void paintGrowth(QPainter& painter, const Annotations& look, const Projection& view, const Growth& growth,
                 std::vector<QRectF> taken, const std::string& chosen = {});
/// The years and their colours, in the lower left corner of `area`; empty where they are not shown.
QRectF paintYears(QPainter& painter, const Annotations& look, const QRectF& area, const Growth& growth);

}  // namespace plenum
