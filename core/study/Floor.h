// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "site/Layout.h"

namespace plenum::study {

/// Distances that are kept free. A hall's own aisles count where they are wider than these.
/// GB 50174-2017, 4.3.4: 1.2 m between fronts, 1.0 m behind and beside what is serviced from there, 1.0 m as a passage
/// at the end of a row.
struct Clearances {
  double frontM = 1.2, backM = 1.0, endM = 1.0;
  bool operator==(const Clearances&) const = default;
};

/// Where to look.
enum class Ground { anywhere, standingRows, newRows };

/// A stretch of floor on which racks can stand side by side.
struct Stretch {
  Vec2 originM;  // corner of the first rack, within the hall
  bool facesNorth = true;
  int racks = 0;                      // that fit
  double widthM = 0.0, depthM = 0.0;  // of a rack
  std::uint32_t extends = none;       // row of the layout that simply gets longer
  std::uint32_t besideRow = none;     // row in whose line it stands; `none`: a row of its own
};

/// The free floor of one hall for one type of rack.
class Floor {
 public:
  Floor(const Layout& layout, std::uint32_t hall, const RackSpec& rack);

  /// What the hall keeps to: its own aisles or the least that is allowed, whichever is wider.
  const Clearances& clearances() const { return clear_; }
  /// Free stretches, each found with those before it taken: rows of this type that can grow first, then the lines of
  /// the hall's rows, then new rows, the longest first. They hold at most `most` racks together.
  std::vector<Stretch> stretches(int most, Ground ground) const;
  /// kg/m² of such racks, each on its own footprint and half of the aisles before and behind it.
  double loadKgPerM2() const;

 private:
  struct Thing {  // that stands on the floor, within the hall
    Vec2 min, max;
    bool isRow = false, facesNorth = true;
    std::uint32_t row = none;
  };
  struct Span {
    double from = 0.0, to = 0.0;
  };
  void measureAisles();
  /// Free along x for a row of racks whose front corner line begins at `y`.
  std::vector<Span> spans(const std::vector<Thing>& things, double y, bool facesNorth, std::uint32_t inLineWith) const;
  std::optional<Stretch> growing(const std::vector<Thing>& things, std::uint32_t row) const;
  std::vector<Stretch> candidates(const std::vector<Thing>& things, Ground ground) const;

  const Layout& layout_;
  const PlacedHall& hall_;
  const RackSpec& rack_;
  Vec2 size_, rackSize_;
  std::vector<Thing> things_;
  Clearances clear_;
};

}  // namespace plenum::study
