// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLineF>
#include <QRectF>
#include <string>
#include <vector>

#include "schematics/Diagram.h"
#include "site/Layout.h"

namespace plenum::views {

/// What a symbol of the single-line diagram stands for. A power device has its kind; the rest is drawn beside them.
enum class LineShape : std::uint8_t {
  feed,
  genset,
  solar,
  wind,
  storage,
  transformer,
  board,
  ups,
  rectifier,  // a UPS that gives direct current
  transferSwitch,
  staticSwitch,
  tie,
  outlet,  // PDU, busway
  loads,   // what hangs on a device that feeds other things as well
};

/// A power device, or several alike drawn as one. Lengths are pixels at full size.
struct LineSymbol {
  std::string key;  // the id of its first member
  LineShape shape = LineShape::board;
  std::vector<EntityRef> members;  // devices; of `loads`, what hangs on them
  std::vector<EntityRef> like;     // what is drawn with it when nothing is opened
  std::vector<EntityRef> loads;    // of its own: racks, CDUs, plant
  bool isOpened = false;           // drawn by itself because somebody asked
  QRectF cell;                     // all that belongs to it
  QRectF glyph;                    // of a board, its bar
  QRectF text;                     // where its name and values stand
  double outX = 0.0;               // where its output leaves the glyph
  double nominalV = 0.0;           // what its output is called; 0: not known
  bool operator==(const LineSymbol&) const = default;
};

/// An incoming breaker, or the outgoing one of a source. Of like devices, those of all.
struct LineBreaker {
  std::size_t symbol = 0;          // whose it is
  std::vector<EntityRef> members;  // with their parts
  PlacedBreaker::Side side = PlacedBreaker::Side::normal;
  QRectF at;
  bool isOutgoing = false;
  bool operator==(const LineBreaker&) const = default;
};

inline constexpr std::size_t noBreaker = static_cast<std::size_t>(-1);

/// Where a line ends: at a device, through one of its breakers or directly.
struct LineEnd {
  std::size_t symbol = 0;
  std::size_t breaker = noBreaker;
  QPointF at;       // where the row of the symbol begins or ends
  QPointF contact;  // where the stub meets the breaker or the glyph
  bool operator==(const LineEnd&) const = default;
};

/// Conductors that are joined: one potential, from what feeds them to what they feed.
struct LineNet {
  std::vector<QLineF> pieces;  // horizontal or vertical; no two nets lie on one another
  std::vector<LineEnd> sources, targets;
  bool operator==(const LineNet&) const = default;
};

struct SingleLine {
  std::vector<LineSymbol> symbols;
  std::vector<LineBreaker> breakers;
  std::vector<LineNet> nets;
  QSizeF size;
  bool operator==(const SingleLine&) const = default;
};

/// The power of a site from its feeds at the top to its outlets at the bottom, A on the left and B on the right, made
/// from what stands in the layout and from nothing else. `opened` holds ids that are drawn by themselves.
SingleLine singleLine(const Layout& layout, const Opened& opened);

/// How many places two lines cross; what the ordering of the rows makes small.
std::size_t crossingsOf(const SingleLine& drawing);

}  // namespace plenum::views
