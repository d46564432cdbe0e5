// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QPainter>
#include <cstddef>
#include <optional>

#include "frame/Frame.h"
#include "look/Look.h"
#include "schematics/SchematicPainter.h"
#include "schematics/SingleLine.h"
#include "schematics/SingleLineReadouts.h"

namespace plenum::views {

/// A symbol or one of its breakers.
struct LineSpot {
  std::size_t symbol = noSymbol, breaker = noBreaker;
  bool isNothing() const { return symbol == noSymbol && breaker == noBreaker; }
  bool operator==(const LineSpot&) const = default;
};

/// A single-line diagram with the numbers of a frame, and how it is to be drawn.
struct SingleLinePicture {
  const SingleLine& drawing;
  const Frame& frame;
  const Look& look;
  const Tokens& tokens;  // the window's, or those of paper
  EntityRef selected;
  LineSpot hovered;
  bool isByLoad = false;
  double scale = 1.0;               // words that could not be read are left out
  std::vector<float> perUnit = {};  // voltages by device, where they were asked
};

/// Draws at full size, in the drawing's own coordinates: the same on the screen, in a picture and on paper.
void drawSingleLine(QPainter& painter, const SingleLinePicture& picture);
/// What the lines and contacts mean, whose site it is and when.
void drawTitleBlock(QPainter& painter, const QRectF& in, const SingleLinePicture& picture);
inline constexpr double titleBlockHeight = 64.0;

/// What shows a thing: a breaker, a device, or what stands for the rack, hall or plant; nothing where it is not drawn.
LineSpot spotOf(const SingleLine& drawing, const Layout& layout, EntityRef entity);
/// All that stand for a consumer: of a rack one on each of its sides. Nothing for a device.
std::vector<std::size_t> loadsOf(const SingleLine& drawing, const Layout& layout, EntityRef entity);

/// The range of the colours of load.
inline constexpr double mostColouredLoad = 1.1;

}  // namespace plenum::views
