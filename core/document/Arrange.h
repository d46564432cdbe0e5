// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "document/Edit.h"
#include "site/Layout.h"

namespace plenum {

// Layout work that is made of edits: pure functions of a layout and of ids, which the caller hands to Document::edit as
// one step. Places are those of the site, metres; of a record with a repeat all copies count as one thing.

struct Arranged {
  std::vector<Edit> edits;
  Text name;                        // for Undo
  std::vector<std::string> newIds;  // of what is made, to be selected afterwards
  Problems warnings;                // what could not be kept: a reference that leads nowhere there
};

enum class Side { left, right, front, back, centreX, centreY };  // front: the least y
/// All to the outermost of them on that side, or to the middle of all. At least two things.
Result<Arranged> align(const Layout& layout, const std::vector<std::string>& ids, Side side);
enum class Along { x, y };
/// The outermost stay; equal gaps between the others. At least three things.
Result<Arranged> distribute(const Layout& layout, const std::vector<std::string>& ids, Along along);

struct ArrayOrder {
  int columns = 1, rows = 1;  // with the original
  Vec2 stepM;                 // from column to column (x) and from row to row (y)
};
/// The things themselves and their copies on a grid, with new ids; references are kept, and ways laid by hand among
/// them are laid among the copies too. So with a duplicate.
Result<Arranged> array(const Layout& layout, const std::vector<std::string>& ids, const ArrayOrder& order);
/// Mirrored at a line along x (y = atM) or along y. Rows and machines that look across the line look the other way
/// afterwards; halls and buildings take along what stands in them, mirrored too, with their doors; so do ways laid by
/// hand between what is mirrored, and the points of dimensions. Racks of a row keep their order: they are alike.
Result<Arranged> mirror(const Layout& layout, const std::vector<std::string>& ids, Along line, double atM);
Result<Arranged> duplicate(const Layout& layout, const std::vector<std::string>& ids, Vec2 byM);
/// So that the corner of all of them (least x, least y) comes to stand there.
Result<Arranged> moveTo(const Layout& layout, const std::vector<std::string>& ids, Vec2 cornerM);
/// All by the same.
Result<Arranged> moveBy(const Layout& layout, const std::vector<std::string>& ids, Vec2 byM);

/// Things as they were written, taken out of a site: plain values, for the clipboard. io/ClippingText.h writes and
/// reads it as text.
struct Clipping {
  struct Piece {
    std::string hall;  // that it stood in; "" on the site
    std::string id;    // that it had there, "H1/R2"
    Thing thing;
    bool operator==(const Piece&) const = default;
  };
  Vec2 originM;  // least corner of all of them on the site
  std::vector<Piece> pieces;
  std::vector<ThingGroup> groups;  // that held nothing but these
};
Result<Clipping> copy(const Layout& layout, const std::vector<std::string>& ids);
struct PasteAt {
  std::string hall;  // "" for where each stood before, if it stood on the site
  Vec2 cornerM;      // where the least corner comes to stand, on the site
};
/// With fresh ids. What the pieces refer to among themselves goes with them; what is known there by the same name is
/// kept; where it is not, the nearest of the same kind is taken and a warning says so.
Result<Arranged> paste(const Layout& layout, const Clipping& clipping, const PasteAt& at);

/// Rows of racks with aisles on the free floor of a hall.
struct RowsOrder {
  std::string rack;  // RackSpec
  int racks = 0;     // altogether
  std::string hall;
  int racksPerRow = 0;                       // 0: as many as fit
  double coldAisleM = 1.2, hotAisleM = 1.0;  // between fronts, between backs
  Vec2 fromM, toM;                           // within the hall; equal: the whole hall
};
/// Rows front to front and back to back, each hung on the loop with the most room and on the feeds with the most room;
/// problems where they do not fit, with the number that does.
Result<Arranged> rowsFor(const Layout& layout, const RowsOrder& order);

/// An id that nobody has: "R" → "R2", "CDU3" → "CDU4"; `taken` are those given away already.
std::string freshId(const Site& site, const std::string& hall, const std::string& like,
                    const std::vector<std::string>& taken);

}  // namespace plenum
