// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace plenum::views {

/// Things in rows, joined from row to row: in which order they stand, and where, so that few lines cross and most are
/// straight. Knows nothing of power.
struct Rows {
  struct Stand {
    std::uint32_t row = 0;
    int side = 0;                    // −1 stands left of 0, 0 left of 1
    double left = 0.0, right = 0.0;  // room on either side of x
    double weight = 1.0;             // how much it wants to be above or below what it is joined to
    std::size_t birth = 0;           // order where nothing else decides
    double x = 0.0;                  // found
  };
  /// A join of two things in neighbouring rows; where on them, from their x.
  struct Join {
    std::size_t upper = 0, lower = 0;
    double upperAt = 0.0, lowerAt = 0.0;
    bool isSliding = false;  // the upper one is a bar: the lower may hang anywhere beneath it
    bool isMain = false;     // of the lower one, the join that is to be straight before others
  };
  std::vector<Stand> stands;
  std::vector<Join> joins;
  std::uint32_t count = 0;
  std::vector<std::vector<std::size_t>> order;  // found: the stands of each row from left to right

  /// Orders the rows by the barycentre of what things are joined to, sides kept apart, and keeps the best of some
  /// sweeps.
  void sort();
  /// Sets x of all: nobody stands in another's room, and the squares of the lines' offsets are small.
  void place(double margin);

 private:
  /// Chains of one below the other become columns that keep their line; everybody moves as little as that asks for.
  void straighten(std::vector<double>& x) const;
};

}  // namespace plenum::views
