// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "schematics/Diagram.h"

namespace plenum::views {

/// A drawing in the making: symbols stand in columns, pipes run in the gaps between them.
///
/// Every pipe has a vertical of its own in each gap that it touches, and a lane of its own above a band of symbols
/// where it passes by a column. Ports that face a gap from the left and ports that face it from the right stand on
/// different heights of one grid. So no two pipes ever lie on one another; where they cross, they cross at right
/// angles.
class Sheet {
 public:
  explicit Sheet(int columns);

  /// A part of the drawing that shares columns, but no pipe, with those above it.
  void beginBlock();
  /// A strip of symbols below the strips before it; lanes run along its upper edge.
  void beginBand();
  void title(std::vector<EntityRef> members, std::string opens, bool isOfOpened);

  struct Put {
    int column = 0;
    bool isSpanning = false;  // stacked beside all bands of the block
    std::string key;
    Shape shape = Shape::pump;
    std::vector<EntityRef> members;
    std::string opens;
    bool isOfOpened = false;
  };
  std::size_t put(Put what);

  enum class Label { none, shown };
  std::size_t pipe(Medium medium, std::string key, std::vector<EntityRef> members, Label label);
  enum class Side { left, right };
  enum class Way { into, outOf };
  void join(std::size_t pipe, std::size_t symbol, Side side, Way way);

  Diagram finish();

  // pixels at full size
  static constexpr double grid = 42.0;
  static constexpr double pitch = 3.0 * grid;  // from symbol to symbol
  static constexpr double cellWidth = 140.0;
  static constexpr double glyph = 42.0;

 private:
  struct Stood {
    Put what;
    int block = 0, band = 0;
    int leftPorts = 0, rightPorts = 0;
    double centreY = 0.0;
  };
  struct Joined {
    std::size_t symbol;
    Side side;
    Way way;
    int number;  // among the ports of its side
  };
  struct Pipe {
    Medium medium;
    std::string key;
    std::vector<EntityRef> members;
    Label label;
    int block, band;
    std::vector<Joined> ports;
    std::map<int, int> trackOf;  // by gap
    int lane = -1;
  };
  struct Band {
    int block = 0;
    double top = 0.0, height = 0.0;
    int lanes = 0;
    bool hasTitle = false;
  };
  static int gapOf(const Stood& symbol, Side side);
  static double heightOf(const Stood& symbol);
  static QRectF glyphOf(const Stood& symbol, double centreX);
  double portY(const Joined& port) const;
  void assignTracks();
  void standUp();
  void placeColumns();
  DiagramPipe drawn(const Pipe& pipe, const std::vector<DiagramSymbol>& symbols) const;
  double laneY(const Pipe& pipe) const;
  double trackX(int gap, int track) const;

  int columns_;
  int blocks_ = 0;
  std::vector<Band> bands_;
  std::vector<Stood> symbols_;
  std::vector<Pipe> pipes_;
  std::vector<DiagramTitle> titles_;
  std::vector<int> titleBands_;
  std::vector<int> tracks_;             // most in any block, by gap
  std::vector<bool> hasLabels_;         // by gap
  std::vector<double> columnX_, gapX_;  // left edges
  double height_ = 0.0;
};

}  // namespace plenum::views
