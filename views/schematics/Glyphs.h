// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QPainter>

#include "look/Theme.h"
#include "schematics/Diagram.h"

namespace plenum::views {

/// How a glyph is filled and stroked. Running is light, resting is empty, and neither is a colour; only what is wrong
/// wears one.
struct GlyphStyle {
  QColor stroke, fill;
  bool isStacked = false;  // stands for several: a second outline behind it
  bool isCrossed = false;  // failed
};

/// The sign of a thing after the conventions of process drawings (ISO 10628: pump a circle with its triangle, exchanger
/// a circle with a zigzag), plain lines only.
void drawGlyph(QPainter& painter, Shape shape, const QRectF& in, const GlyphStyle& style);

}  // namespace plenum::views
