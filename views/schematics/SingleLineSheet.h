// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "schematics/SingleLine.h"
#include "schematics/SingleLineRows.h"

namespace plenum::views {

/// A single-line diagram in the making: symbols in rows, lines in the channels between them.
///
/// A board is a bar that is drawn as long as what hangs on it, so that most outgoing lines are straight. Every other
/// line has a lane of its own in each channel that it passes, and a place of its own in each row, so that no two lines
/// ever lie on one another and none runs through a symbol; where they cross, they cross at right angles.
class LineSheet {
 public:
  struct In {
    std::vector<std::size_t> sources;  // symbols
    std::vector<EntityRef> breakers;   // none: a plain line
    PlacedBreaker::Side side = PlacedBreaker::Side::normal;
  };
  struct Put {
    LineSymbol symbol;
    std::uint32_t row = 0;
    double side = 0.0;  // −1 A … 1 B
    std::vector<In> ins;
    std::vector<EntityRef> ownBreakers;  // at its output
  };

  std::size_t put(Put what);
  SingleLine finish();

 private:
  struct Net {
    std::vector<std::size_t> sources;                          // symbols
    std::vector<std::pair<std::size_t, std::size_t>> targets;  // symbol and number among its ins
    std::uint32_t first = 0, last = 0;                         // rows
    std::vector<std::size_t> passing;                          // stands in the rows between
    bool isBars = false;                                       // its source is a bar
  };
  /// A line in one channel: where it comes in above and goes out below.
  struct Run {
    std::size_t net = 0;
    std::vector<double> upper, lower;
    double least = 0.0, most = 0.0;
    int lane = -1;             // none: straight
    std::vector<double> jogs;  // of `upper`, where it must step aside
    bool isStraight() const { return most - least < 0.01; }
  };
  bool isBar(std::size_t symbol) const { return puts_[symbol].symbol.shape == LineShape::board; }
  void makeNets();
  void makeStands();
  void makeJoins();
  void orderPorts();
  void measure();
  void drawBars();
  void makeRuns();
  void assignLanes(std::vector<Run>& channel, int& lanes);
  void drawSymbols(SingleLine& out);
  void drawNets(SingleLine& out);
  double textAt(std::size_t symbol) const;
  double portX(std::size_t symbol, std::size_t in) const;
  double offsetOf(std::size_t symbol, std::size_t in) const;

  std::vector<Put> puts_;
  std::vector<Net> nets_;
  Rows rows_;
  std::vector<std::vector<std::size_t>> placeOfPort_;  // by symbol and in: its place from the left
  std::vector<std::pair<double, double>> bars_;        // ends, by symbol
  std::vector<std::vector<Run>> channels_;             // below each row
  std::vector<std::vector<double>> barPorts_;          // by net: where a bar's line leaves it
  std::vector<double> rowTop_, rowHeight_;
  std::vector<int> lanes_;
  std::vector<std::vector<std::size_t>> breakerOf_;  // by symbol and in
  std::vector<std::size_t> ownBreakerOf_;
};

}  // namespace plenum::views
