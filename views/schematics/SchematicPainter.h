// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QPainter>
#include <cstddef>

#include "frame/Frame.h"
#include "look/Look.h"
#include "schematics/Diagram.h"

namespace plenum::views {

inline constexpr std::size_t noSymbol = static_cast<std::size_t>(-1);

/// A diagram with the numbers of a frame, and how it is to be drawn.
struct SchematicPicture {
  const Diagram& diagram;
  const Frame& frame;
  const Look& look;
  EntityRef selected;
  std::size_t hovered = noSymbol;
  bool isByTemperature = false;
  double scale = 1.0;  // numbers that could not be read are left out
};

/// Draws at full size, in the diagram's own coordinates: the same on the screen, in a picture and on paper.
void drawSchematic(QPainter& painter, const SchematicPicture& picture);

/// The symbol that shows a thing, or that which shows what it stands in; noSymbol where neither is drawn.
std::size_t symbolOf(const Diagram& diagram, const Layout& layout, EntityRef entity);

/// So much of the way from one colour to the other.
QColor mixed(const QColor& a, const QColor& b, double share);

/// The range of the colours of temperature, °C.
inline constexpr double coldestColourC = 5.0, warmestColourC = 60.0;

}  // namespace plenum::views
