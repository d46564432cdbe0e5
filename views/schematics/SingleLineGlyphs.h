// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QColor>
#include <QPainter>

#include "schematics/SingleLine.h"

namespace plenum::views {

/// How a glyph is drawn, and how its moving parts stand.
struct LineGlyphStyle {
  QColor stroke, fill;
  bool isStacked = false;      // stands for several: a second outline behind it
  bool isCrossed = false;      // failed
  bool isOnAlternate = false;  // a transfer switch
  bool isOnBypass = false;     // a UPS
  bool isClosed = false;       // a tie
  bool isTripped = false;
};

/// The sign of a thing after IEC 60617, plain lines only. Its source comes in at the middle of its upper edge (two
/// sources at its corners), its output leaves at the middle of its lower edge.
void drawGlyph(QPainter& painter, LineShape shape, const QRectF& in, const LineGlyphStyle& style);

enum class BreakerLook { open, closed, tripped, mixed, unknown };
/// Circuit breaker: a contact with a cross at its fixed end. Mixed: like breakers that stand differently.
void drawBreaker(QPainter& painter, const QRectF& in, BreakerLook look, const QColor& stroke);

}  // namespace plenum::views
