// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QLineF>
#include <QRectF>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "site/Layout.h"

namespace plenum::views {

/// What a symbol of the cooling schematic stands for.
enum class Shape : std::uint8_t {
  outdoors,
  tower,
  dryCooler,
  lake,
  pump,
  chiller,
  exchanger,
  tank,
  circuit,
  hall,
  cdu,
  fanWall,
  row,
  aisles,
};

/// One thing of the plant, or several alike drawn as one. Lengths are pixels at full size.
struct DiagramSymbol {
  std::string key;  // stable over revisions of the site: what a person has opened is remembered by it
  Shape shape = Shape::pump;
  std::vector<EntityRef> members;
  QRectF cell;              // all that belongs to it: caption above, glyph, values beneath
  QRectF glyph;             // where pipes end
  std::string opens;        // the key that, opened, draws the members one by one; "" where there is nothing to open
  bool isOfOpened = false;  // one of several that were opened; `opens` closes them again
  bool operator==(const DiagramSymbol&) const = default;
};

/// What a pipe (or the air) carries, and which way.
enum class Medium : std::uint8_t {
  outdoorAir,
  condenserSupply,
  condenserReturn,
  facilitySupply,
  facilityReturn,
  coolantSupply,
  coolantReturn,
  supplyAir,
  returnAir,
};

struct DiagramPort {
  std::size_t symbol = 0;
  QPointF at;           // on the edge of the glyph
  bool isInto = false;  // what flows enters the symbol here
  bool isLeft = false;
  bool operator==(const DiagramPort&) const = default;
};

/// A net of straight pieces that joins its ports.
struct DiagramPipe {
  std::string key;
  Medium medium = Medium::facilitySupply;
  std::vector<EntityRef> members;  // circuits, loops or halls whose water or air it is
  std::vector<QLineF> pieces;      // horizontal or vertical
  std::vector<DiagramPort> ports;
  QRectF label;  // where its temperature and flow stand; empty: unlabelled
  bool operator==(const DiagramPipe&) const = default;
};

/// What stands over a part of the drawing: the circuits of a band.
struct DiagramTitle {
  std::vector<EntityRef> members;
  std::string opens;
  bool isOfOpened = false;
  QRectF at;
  bool operator==(const DiagramTitle&) const = default;
};

struct Diagram {
  std::vector<DiagramSymbol> symbols;
  std::vector<DiagramPipe> pipes;
  std::vector<DiagramTitle> titles;
  QSizeF size;
  bool operator==(const Diagram&) const = default;
};

/// Keys of what is drawn unit by unit.
using Opened = std::set<std::string>;

/// The campus from the outdoor air to its halls, made from what stands in the layout and from nothing else. Like units
/// are one symbol, like plants one drawing, unless they are opened.
Diagram campusDiagram(const Layout& layout, const Opened& opened);
/// One hall from its facility water to its racks, row by row.
Diagram hallDiagram(const Layout& layout, std::uint32_t hall, const Opened& opened);

}  // namespace plenum::views
