// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QColor>
#include <QFont>
#include <QPainter>

#include "overlays/ColourMap.h"

namespace plenum {

// How what is written over the picture is set. Private to this room.

inline constexpr double textPx = 12.0, smallPx = 11.0, linePx = 17.0;

inline QFont lettering(const QPainter& painter, double pixels, QFont::Weight weight) {
  QFont f = painter.font();
  f.setPixelSize(static_cast<int>(pixels));
  f.setWeight(weight);
  return f;
}

inline QColor colourOf(Rgb8 c) { return QColor(c.r, c.g, c.b); }

}  // namespace plenum
