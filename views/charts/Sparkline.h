// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QColor>
#include <QPainter>

#include "charts/TrendView.h"

namespace plenum::views {

/// A line without axes, beside its number. `least` is the smallest span of values that fills the height, so that a
/// steady figure is drawn as steady.
void drawSparkline(QPainter& painter, const QRectF& in, const Samples& samples, const QColor& colour, double least);

}  // namespace plenum::views
