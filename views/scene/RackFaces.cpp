// SPDX-License-Identifier: Apache-2.0
#include "scene/RackFaces.h"

#include <algorithm>
#include <cmath>

#include "base/Hash.h"
#include "site/ChipGrid.h"

namespace plenum {
namespace {

constexpr double frontProudM = 0.013;  // of the coloured panel of the RackLayer

/// A rack seen from its front: u to the right of x, w up, both in metres; `out` leaves the face.
struct Face {
  const PlacedRack& rack;
  bool isBack = false;
  bool facesNorth() const { return rack.facesNorth != isBack; }
  /// Between two distances from the face.
  Box box(double u0, double u1, double w0, double w1, double out0, double out1) const {
    const Box& b = rack.box;
    const double y0 = facesNorth() ? b.max.y + out0 : b.min.y - out1,
                 y1 = facesNorth() ? b.max.y + out1 : b.min.y - out0;
    return {{b.min.x + u0, y0, b.min.z + w0}, {b.min.x + u1, y1, b.min.z + w1}};
  }
  Vec3 at(double u, double w, double out) const {
    return {rack.box.min.x + u, facesNorth() ? rack.box.max.y + out : rack.box.min.y - out, rack.box.min.z + w};
  }
  Vec3 normal() const { return {0, facesNorth() ? 1.0 : -1.0, 0}; }
  unsigned sides() const { return (facesNorth() ? Mesh::north : Mesh::south) | Mesh::east | Mesh::west | Mesh::top; }
  unsigned front() const { return facesNorth() ? Mesh::north : Mesh::south; }
};

constexpr Colour boardGreen{0.16f, 0.26f, 0.22f};
constexpr Colour hoseBlack{0.10f, 0.105f, 0.115f};
constexpr Colour lampGreen{0.35f, 0.62f, 0.42f};

/// A box that wears one texel, darker at its sides.
void addColoured(Mesh& mesh, const Box& b, const Face& face, double u, double v, float light) {
  const auto quad = [&](Vec3 p, Vec3 q, Vec3 r, Vec3 s, float shade) {
    const Vec3 corners[] = {p, q, r, s};
    const Colour colour[] = {Colour{shade, shade, shade}};
    mesh.plainPolygon(corners, colour);
    for (int k = 0; k < 4; ++k) mesh.place(static_cast<float>(u), static_cast<float>(v));
  };
  const Vec3 a = b.min, c = b.max;
  if (face.facesNorth())
    quad({c.x, c.y, a.z}, {a.x, c.y, a.z}, {a.x, c.y, c.z}, c, light);
  else
    quad(a, {c.x, a.y, a.z}, {c.x, a.y, c.z}, {a.x, a.y, c.z}, light);
  quad({a.x, a.y, c.z}, {c.x, a.y, c.z}, c, {a.x, c.y, c.z}, light);
  quad({c.x, a.y, a.z}, {c.x, c.y, a.z}, c, {c.x, a.y, c.z}, 0.78f * light);
  quad({a.x, c.y, a.z}, a, {a.x, a.y, c.z}, {a.x, c.y, c.z}, 0.78f * light);
}
void addColouredFlat(Mesh& mesh, const Box& b, const Face& face, double u, double v, float light) {
  const Vec3 a = b.min, c = b.max;
  const double y = face.facesNorth() ? c.y : a.y;
  const Vec3 north[] = {{c.x, y, a.z}, {a.x, y, a.z}, {a.x, y, c.z}, {c.x, y, c.z}};
  const Vec3 south[] = {{a.x, y, a.z}, {c.x, y, a.z}, {c.x, y, c.z}, {a.x, y, c.z}};
  const Colour colour[] = {Colour{light, light, light}};
  face.facesNorth() ? mesh.plainPolygon(north, colour) : mesh.plainPolygon(south, colour);
  for (int k = 0; k < 4; ++k) mesh.place(static_cast<float>(u), static_cast<float>(v));
}

void addManifolds(Mesh& mesh, const Face& back, double w, double h, int servers, const Palette& palette) {
  for (const auto& [u, colour] : {std::pair{0.16 * w, palette.supply}, std::pair{0.84 * w, palette.coolantReturn}}) {
    mesh.bar(back.at(u, 0.04 * h, 0.07), back.at(u, 1.02 * h, 0.07), 0.035, colour, 8);
    const Vec3 head = back.at(u, 1.02 * h, 0.07);
    mesh.bar(head, head + Vec3{0, 0, 0.35}, 0.035, colour, 8);
    for (int s = 0; s < servers; ++s) {
      const double z = h * (s + 0.5) / servers;
      mesh.box(back.box(std::min(u, 0.5 * w), std::max(u, 0.5 * w) - 0.12 * w, z - 0.012, z + 0.012, 0.0, 0.055),
               hoseBlack, back.front() | Mesh::top);
    }
  }
}

void addRearDoor(Mesh& mesh, const Face& back, double w, double h, const Palette& palette) {
  mesh.box(back.box(0.01, w - 0.01, 0.04, h - 0.02, 0.0, 0.14), palette.cabinetFace, Mesh::walls | Mesh::top);
  const int rows = 5;
  const double r = std::min(0.19 * w, 0.42 * h / rows);
  for (int k = 0; k < rows; ++k)
    for (const double u : {0.28 * w, 0.72 * w}) {
      const Vec3 c = back.at(u, h * (k + 0.5) / rows, 0.146);
      mesh.disc(c, back.normal(), r, palette.dark, 14);
      mesh.disc(c + back.normal() * 0.006, back.normal(), 0.25 * r, palette.steel, 8);
    }
  for (const auto& [u, colour] : {std::pair{0.02, palette.supply}, std::pair{0.09, palette.coolantReturn}})
    mesh.bar(back.at(w - u, 0.05 * h, 0.17), back.at(w - u, 1.06 * h, 0.17), 0.028, colour, 8);
}

void addTankDress(Mesh& mesh, const Face& front, double w, double h, const Palette& palette) {
  const Box& b = front.rack.box;
  // the lid's rim with its handles, feet, and the pipes that lead the coolant in and out
  const double rim = 0.05, top = h;
  mesh.box({{b.min.x, b.min.y, b.max.z}, {b.max.x, b.min.y + rim, b.max.z + 0.05}}, palette.steel);
  mesh.box({{b.min.x, b.max.y - rim, b.max.z}, {b.max.x, b.max.y, b.max.z + 0.05}}, palette.steel);
  mesh.box({{b.min.x, b.min.y, b.max.z}, {b.min.x + rim, b.max.y, b.max.z + 0.05}}, palette.steel);
  mesh.box({{b.max.x - rim, b.min.y, b.max.z}, {b.max.x, b.max.y, b.max.z + 0.05}}, palette.steel);
  for (const double u : {0.3, 0.7})
    mesh.box(front.box(u * w - 0.06, u * w + 0.06, top + 0.0, top + 0.03, 0.02, 0.06), palette.dark);
  const Face back{front.rack, true};
  for (const auto& [u, colour] : {std::pair{0.25 * w, palette.supply}, std::pair{0.75 * w, palette.coolantReturn}}) {
    mesh.bar(back.at(u, 0.25 * h, 0.0), back.at(u, 0.25 * h, 0.10), 0.05, colour, 8);
    mesh.bar(back.at(u, 0.25 * h, 0.10), back.at(u, 1.5 * h, 0.10), 0.05, colour, 8);
  }
}

}  // namespace

RackLook lookOf(const PlacedRack& rack) {
  if (!rack.spec) return RackLook::air;
  if (rack.spec->isImmersed) return RackLook::tank;
  if (!rack.spec->rearDoor.empty()) return RackLook::door;
  constexpr int manyServers = 10;
  if (rack.spec->liquidCapture.si <= 0.0) return RackLook::air;
  return rack.spec->servers >= manyServers ? RackLook::drawers : RackLook::plates;
}

std::uint64_t printOf(const PlacedRack& rack) {
  const ChipGrid grid = chipGridOf(rack);
  Hash hash;
  for (const Vec3& p : {rack.box.min, rack.box.max}) hash.add(p.x), hash.add(p.y), hash.add(p.z);
  for (const std::uint64_t what :
       {std::uint64_t{rack.facesNorth}, static_cast<std::uint64_t>(lookOf(rack)),
        static_cast<std::uint64_t>(rack.spec ? rack.spec->servers : 0), std::uint64_t{grid.perServer},
        std::uint64_t{grid.servers}, std::uint64_t{rack.chips}})
    hash.add(what);
  return hash.value();
}

void addRackDress(Mesh& mesh, const PlacedRack& rack, const Palette& palette) {
  if (rack.box.isEmpty()) return;
  const Vec3 size = rack.box.size();
  const double w = size.x, h = size.z;
  const Face front{rack, false}, back{rack, true};
  const RackLook look = lookOf(rack);
  const Colour frame = mix(palette.rackBody, palette.dark, 0.4f);
  if (look == RackLook::tank) return addTankDress(mesh, front, w, h, palette);
  for (const Face& face : {front, back}) {
    for (const double u : {0.0, w - 0.026}) mesh.box(face.box(u, u + 0.026, 0.0, h, 0.0, 0.032), frame, face.sides());
    mesh.box(face.box(0.0, w, 0.0, 0.035, 0.0, 0.036), frame, face.sides());
    mesh.box(face.box(0.0, w, h - 0.032, h + 0.012, 0.0, 0.036), frame, face.sides());
  }
  // name plate and lamps on the header
  mesh.box(front.box(0.08 * w, 0.34 * w, h - 0.024, h - 0.004, 0.036, 0.040), palette.light, front.front());
  for (const double u : {0.86, 0.90, 0.94})
    mesh.box(front.box(u * w - 0.006, u * w + 0.006, h - 0.019, h - 0.007, 0.036, 0.041), lampGreen, front.front());
  // cables leave upwards: power at one side, fibre at the other
  const Box& b = rack.box;
  const auto trunk = [&](double u0, double u1, double v0, double v1, double high, Colour colour) {
    mesh.box({{b.min.x + u0 * w, b.min.y + v0 * size.y, b.max.z + 0.013},
              {b.min.x + u1 * w, b.min.y + v1 * size.y, b.max.z + high}},
             colour);
  };
  const double rear = rack.facesNorth ? 0.12 : 0.78;
  trunk(0.12, 0.24, rear, rear + 0.10, 0.22, hoseBlack);
  trunk(0.76, 0.84, rear, rear + 0.10, 0.22, mix(palette.copper, Colour{0.85f, 0.62f, 0.25f}, 0.6f));
  const int servers = std::clamp(rack.spec ? rack.spec->servers : 0, 0, 32);
  if (look == RackLook::door) return addRearDoor(mesh, back, w, h, palette);
  if (look == RackLook::plates || look == RackLook::drawers) addManifolds(mesh, back, w, h, servers, palette);
  if (look == RackLook::drawers)  // the busbar that the nodes are plugged onto
    mesh.box(back.box(0.47 * w, 0.53 * w, 0.06 * h, 0.94 * h, 0.0, 0.03), palette.copper, back.sides());
  if (look == RackLook::air)  // two doors of wire
    for (const double u : {0.06 * w, 0.53 * w})
      for (int k = 0; k < 9; ++k)
        mesh.box(back.box(u, u + 0.41 * w, h * (0.06 + 0.10 * k), h * (0.06 + 0.10 * k) + 0.02, 0.012, 0.018), frame,
                 back.front());
}

void addRackInside(RackInside& inside, const PlacedRack& rack, std::uint32_t index, const RackAtlas& atlas,
                   const Palette& palette) {
  const ChipGrid grid = chipGridOf(rack);
  if (rack.box.isEmpty() || grid.columns == 0 || grid.lines == 0) return;
  const Face face{rack, false};
  const Vec3 size = rack.box.size();
  const double cellW = size.x / grid.columns, cellH = size.z / grid.lines, serverH = size.z / grid.servers;
  const RackLook look = lookOf(rack);
  const bool isWet = look == RackLook::plates || look == RackLook::drawers;
  const RackAtlas::Block& block = atlas.blocks[index];
  // a block is no taller than a module would be; the rest of a tall cell is its heat sink or its board
  const double chipW = 0.66 * cellW, chipH = std::min(0.50 * cellH, 3.0 * chipW);
  const bool isTall = cellH > 5.0 * cellW;
  const double board = frontProudM + 0.003, sink = board + 0.016, die = sink + std::min(0.022, 0.5 * chipW);
  // boards and bodies say nothing of the overlay: only chips and the label of their server wear its colour
  inside.plain.box(face.box(0.0, size.x, 0.0, size.z, 0.0, board), mix(palette.rackBody, palette.dark, 0.5f),
                   face.front());
  const Colour metal = isWet ? mix(palette.copper, palette.steel, 0.35f) : palette.steel;
  for (std::uint32_t chip = 0; chip < rack.chips; ++chip) {
    const ChipGrid::Cell cell = grid.cellOf(chip);
    const double u0 = cell.column * cellW, w0 = cell.line * cellH;
    const double tu = (block.x + cell.column + 0.5) / atlas.width, tv = (block.y + cell.line + 0.5) / atlas.height;
    const double cu = u0 + 0.5 * cellW, cw = w0 + 0.5 * cellH;
    const double sinkW = 0.40 * cellW, sinkH = std::min(0.40 * cellH, isWet ? 0.9 * chipH : 1.9 * chipH);
    inside.plain.box(face.box(cu - sinkW, cu + sinkW, cw - sinkH, cw + sinkH, board, sink), metal, face.sides());
    addColoured(inside.coloured,
                face.box(cu - 0.5 * chipW, cu + 0.5 * chipW, cw - 0.5 * chipH, cw + 0.5 * chipH, sink, die), face, tu,
                tv, 1.0f);
    if (isTall)  // memory and converters fill the rest of a long board
      for (const double f : {-0.40, -0.33, 0.33, 0.40})
        for (const double u : {-0.28, 0.0, 0.28})
          inside.plain.box(face.box(cu + u * cellW - 0.08 * cellW, cu + u * cellW + 0.08 * cellW,
                                    cw + (f - 0.028) * cellH, cw + (f + 0.028) * cellH, board, board + 0.012),
                           std::abs(f) > 0.35 ? palette.steel * 0.8f : boardGreen, face.front());
    if (!isWet && sinkH > 0.9 * chipH)  // fins of the heat sink
      for (const double f : {-0.55, 0.0, 0.55})
        for (const double s : {-1.0, 1.0}) {
          const double low = cw + (s > 0 ? 0.6 * chipH : -sinkH), high = cw + (s > 0 ? sinkH : -0.6 * chipH);
          inside.plain.box(
              face.box(cu + f * sinkW - 0.12 * sinkW, cu + f * sinkW + 0.12 * sinkW, low, high, sink, sink + 0.01),
              palette.dark, face.front());
        }
  }
  const double rail = std::min(0.022, 0.12 * serverH), lip = die + 0.004;
  for (std::uint32_t s = 0; s < grid.servers; ++s) {
    const double low = s * serverH, high = low + serverH;
    // the drawer's rails, its handles, a label and two lamps
    inside.plain.box(face.box(0.0, size.x, low, low + 0.5 * rail, 0.0, lip), palette.dark, face.sides());
    inside.plain.box(face.box(0.0, size.x, high - 0.5 * rail, high, 0.0, lip), palette.dark, face.sides());
    for (const double u : {0.012, size.x - 0.024})
      inside.plain.box(face.box(u, u + 0.012, low + 0.25 * serverH, high - 0.25 * serverH, 0.0, lip + 0.012),
                       palette.light, face.sides());
    const double plate = std::min(0.028, 0.3 * serverH);
    inside.plain.box(face.box(0.04, 0.04 + 2.2 * plate, high - rail - plate, high - rail, board, lip),
                     palette.cabinetFace, face.sides());
    const double tu = (block.x + 0.5) / atlas.width, tv = (block.y + block.lines + 0.5) / atlas.height;
    addColouredFlat(
        inside.coloured,
        face.box(0.045, 0.045 + 0.4 * plate, high - rail - 0.75 * plate, high - rail - 0.35 * plate, lip, lip + 0.002),
        face, tu, tv, 1.0f);
    inside.plain.box(face.box(0.05 + 0.5 * plate, 0.05 + 0.9 * plate, high - rail - 0.75 * plate,
                              high - rail - 0.35 * plate, lip, lip + 0.002),
                     lampGreen, face.front());
    if (isWet) {
      // hoses from plate to plate, and down the sides to the manifold behind
      for (std::uint32_t line = 0; line < grid.linesPerServer(); ++line) {
        const double w = low + (line + 0.5) * cellH + 0.62 * chipH;
        inside.plain.box(face.box(0.03, size.x - 0.03, w, w + 0.008, sink, sink + 0.010), hoseBlack, face.sides());
      }
      inside.plain.bar(face.at(0.034, low + rail, sink + 0.008), face.at(0.034, high - rail, sink + 0.008), 0.007,
                       palette.supply, 5);
      inside.plain.bar(face.at(size.x - 0.034, low + rail, sink + 0.008),
                       face.at(size.x - 0.034, high - rail, sink + 0.008), 0.007, palette.coolantReturn, 5);
    }
    if (look == RackLook::drawers && s + 1 < grid.servers && (s + 1) % 4 == 0) {
      // a switch, as flat as the seam leaves room for: its ports in a row
      inside.plain.box(face.box(0.03, size.x - 0.03, high - 0.6 * rail, high + 0.6 * rail, 0.0, lip + 0.006),
                       boardGreen, face.sides());
      for (int p = 0; p < 18; ++p) {
        const double u = 0.05 + (size.x - 0.1) * (p + 0.2) / 18;
        inside.plain.box(face.box(u, u + 0.022, high - 0.35 * rail, high + 0.35 * rail, lip + 0.006, lip + 0.008),
                         palette.light, face.front());
      }
    }
  }
}

}  // namespace plenum
