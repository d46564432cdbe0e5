// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>

#include "site/Layout.h"

namespace plenum {

/// How the chips of a rack are drawn and picked on its front: a grid of equal cells that fills the face.
/// A server is one line of cells from bottom to top, chip by chip from the smallest x to the largest, whichever way the
/// rack faces; a server of more than 16 chips takes as many lines as it needs, the last one perhaps not full.
/// The picture's texture atlas and the ray pick both use it: a rack is a block of `columns` × `lines` texels.
struct ChipGrid {
  static constexpr std::uint32_t mostColumns = 16;
  std::uint32_t perServer = 0, servers = 0;
  std::uint32_t columns = 0, lines = 0;

  struct Cell {
    std::uint32_t column = 0, line = 0;  // line 0 is the lowest
    bool operator==(const Cell&) const = default;
  };

  ChipGrid(std::uint32_t chipsPerServer, std::uint32_t serverCount)
      : perServer(chipsPerServer),
        servers(serverCount),
        columns(std::min(chipsPerServer, mostColumns)),
        lines(serverCount * linesPerServer()) {}
  std::uint32_t linesPerServer() const { return columns == 0 ? 0 : (perServer + columns - 1) / columns; }

  /// `chip` counts from the rack's first chip.
  Cell cellOf(std::uint32_t chip) const {
    const std::uint32_t server = chip / perServer, k = chip % perServer;
    return {k % columns, server * linesPerServer() + k / columns};
  }
  /// Nothing outside the grid and in the unused end of a server's last line.
  std::optional<std::uint32_t> chipAt(Cell cell) const {
    if (cell.column >= columns || cell.line >= lines) return std::nullopt;
    const std::uint32_t server = cell.line / linesPerServer();
    const std::uint32_t k = cell.line % linesPerServer() * columns + cell.column;
    if (k >= perServer) return std::nullopt;
    return server * perServer + k;
  }
};

inline ChipGrid chipGridOf(const PlacedRack& rack) {
  const bool isKnown = rack.spec && rack.server && rack.chips > 0;
  return {isKnown ? static_cast<std::uint32_t>(rack.server->chips) : 0u,
          isKnown ? static_cast<std::uint32_t>(rack.spec->servers) : 0u};
}

/// The chip's cell as a flat box on the rack's front face. `chip` counts from the rack's first chip.
inline Box chipCellBox(const PlacedRack& rack, std::uint32_t chip) {
  const ChipGrid grid = chipGridOf(rack);
  const ChipGrid::Cell cell = grid.cellOf(chip);
  const Vec3 size = rack.box.size();
  const double w = size.x / grid.columns, h = size.z / grid.lines;
  const double front = rack.facesNorth ? rack.box.max.y : rack.box.min.y;
  return {{rack.box.min.x + w * cell.column, front, rack.box.min.z + h * cell.line},
          {rack.box.min.x + w * (cell.column + 1), front, rack.box.min.z + h * (cell.line + 1)}};
}

/// The part of the rack that a server fills, lowest first; empty where the rack has none of that number.
inline Box serverBox(const PlacedRack& rack, std::uint32_t server) {
  const ChipGrid grid = chipGridOf(rack);
  if (server >= grid.servers || grid.lines == 0) return {};
  const double h = rack.box.size().z / grid.servers;
  return {{rack.box.min.x, rack.box.min.y, rack.box.min.z + h * server},
          {rack.box.max.x, rack.box.max.y, rack.box.min.z + h * (server + 1)}};
}
inline std::uint32_t serverOfChip(const PlacedRack& rack, std::uint32_t chip) {
  const ChipGrid grid = chipGridOf(rack);
  return grid.perServer == 0 ? 0 : (chip - rack.firstChip) / grid.perServer;
}

}  // namespace plenum
