// SPDX-License-Identifier: Apache-2.0
#include "scene/GrowthLayer.h"

#include <vtkActor.h>
#include <vtkMapper.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>

#include "base/Random.h"
#include "scene/Facades.h"
#include "scene/GrowthFar.h"
#include "scene/GrowthParts.h"
#include "scene/Machines.h"
#include "scene/Mesh.h"
#include "scene/Trees.h"
#include "scene/Vectors.h"
#include "site/Layout.h"

namespace plenum {
namespace {

using Stage = Growth::Stage;
using Part = Growth::Part;

Colour colourOf(Rgb8 c) { return {c.r / 255.0f, c.g / 255.0f, c.b / 255.0f}; }

void addFlat(Mesh& mesh, const Box& b, double z, Colour colour) {
  const Vec3 corners[] = {{b.min.x, b.min.y, z}, {b.max.x, b.min.y, z}, {b.max.x, b.max.y, z}, {b.min.x, b.max.y, z}};
  mesh.polygon(corners, {0, 0, 1}, colour);
}

/// A strip along a straight piece of a way.
void addStrip(Mesh& mesh, Vec2 from, Vec2 to, double halfM, double z, Colour colour) {
  const Vec2 d = to - from;
  const double length = std::hypot(d.x, d.y);
  if (length < 1e-6) return;
  const Vec2 side{-d.y / length * halfM, d.x / length * halfM};
  const Vec3 corners[] = {{from.x - side.x, from.y - side.y, z},
                          {to.x - side.x, to.y - side.y, z},
                          {to.x + side.x, to.y + side.y, z},
                          {from.x + side.x, from.y + side.y, z}};
  mesh.polygon(corners, {0, 0, 1}, colour);
}

/// Dashes along a line, for what is only drawn on the ground.
void addDashes(Mesh& mesh, Vec2 from, Vec2 to, double halfM, double dashM, double z, Colour colour) {
  const Vec2 d = to - from;
  const double length = std::hypot(d.x, d.y);
  for (double s = 0.0; s < length; s += 2.0 * dashM)
    addStrip(mesh, from + d * (s / length), from + d * (std::min(length, s + dashM) / length), halfM, z, colour);
}

void addFrameOf(Mesh& mesh, const Box& b, double halfM, double dashM, double z, Colour colour) {
  const Vec2 corners[] = {{b.min.x, b.min.y}, {b.max.x, b.min.y}, {b.max.x, b.max.y}, {b.min.x, b.max.y}};
  for (int k = 0; k < 4; ++k) addDashes(mesh, corners[k], corners[(k + 1) % 4], halfM, dashM, z, colour);
}

/// One whole building with its roof on, as the rest of the campus wears it.
void addBuilding(Mesh& mesh, const Growth::Piece& piece, const Palette& palette) {
  Layout one;
  PlacedBuilding building;
  building.kind = piece.part == Part::plant   ? Building::Kind::plant
                  : piece.part == Part::power ? Building::Kind::power
                                              : Building::Kind::data;
  building.box = piece.box;
  one.buildings.push_back(building);
  addClosedBuilding(mesh, one, 0, piece.box.min.z - 0.4, palette);
}

void addMachine(Mesh& mesh, const Growth::Piece& piece, const Palette& palette) {
  switch (piece.part) {
    case Part::tower:
      return machine::addTower(mesh, piece.box, palette);
    case Part::dryCooler:
      return machine::addDryCooler(mesh, piece.box, palette);
    case Part::tank:
      return machine::addTank(mesh, piece.box, palette);
    case Part::transformer:
      return machine::addTransformer(mesh, piece.box, palette);
    case Part::gantry:
      return machine::addGantry(mesh, piece.box, palette);
    case Part::data:
    case Part::plant:
    case Part::power:
    case Part::yard:
    case Part::road:
      break;
  }
}

bool isBuilding(Part part) { return part == Part::data || part == Part::plant || part == Part::power; }
bool isGround(Part part) { return part == Part::yard || part == Part::road; }

Box within(const Box& b, const Box& limits) {
  return {{std::max(b.min.x, limits.min.x), std::max(b.min.y, limits.min.y), b.min.z},
          {std::min(b.max.x, limits.max.x), std::min(b.max.y, limits.max.y), b.max.z}};
}

/// Trees where nothing else stands, as they are planted when all is done.
void addPlanting(Mesh& mesh, const Growth::Block& block, const Palette& palette) {
  constexpr double pitchM = 15.0, freeM = 11.0;
  mesh.setMaterial(Material::leaf);  // no lamp reaches them
  const Box inner = grown(block.box, -4.0);
  const RandomKey key{.seed = 0x9a2d, .entity = static_cast<std::uint64_t>(std::abs(inner.min.x * 17.0 + inner.min.y))};
  std::uint64_t draw = 0;
  for (double y = inner.min.y; y <= inner.max.y; y += pitchM)
    for (double x = inner.min.x; x <= inner.max.x; x += pitchM, draw += 3) {
      const double wander = 4.0;
      const Vec3 foot{x + wander * (randomUniform(key, draw) - 0.5), y + wander * (randomUniform(key, draw + 1) - 0.5),
                      0};
      const bool isTaken = std::any_of(block.pieces.begin(), block.pieces.end(), [&](const Growth::Piece& piece) {
        if (piece.part == Part::yard) return false;
        const Box b = grown(piece.box, piece.part == Part::road ? 2.5 : freeM);
        return foot.x > b.min.x && foot.x < b.max.x && foot.y > b.min.y && foot.y < b.max.y;
      });
      // in groups, with glades between them
      const double grove = std::sin(0.043 * x) + std::sin(0.051 * y + 1.0);
      if (isTaken || grove < -0.1) continue;
      addTree(mesh, {foot, 4.0 + 3.0 * randomUniform(key, draw + 2), treeKindOf(Landscape::Kind::plain, 0.3), draw},
              palette, false);
    }
}

/// The year as a band round the top of a building.
void addYearBand(Mesh& mesh, const Box& b, Colour colour) {
  constexpr double t = 0.5, highM = 1.3;
  mesh.setMaterial(Material::shown);
  const double low = b.max.z - highM, top = b.max.z + 0.15;
  const Box parts[] = {{{b.min.x - t, b.min.y - t, low}, {b.max.x + t, b.min.y, top}},
                       {{b.min.x - t, b.max.y, low}, {b.max.x + t, b.max.y + t, top}},
                       {{b.min.x - t, b.min.y, low}, {b.min.x, b.max.y, top}},
                       {{b.max.x, b.min.y, low}, {b.max.x + t, b.max.y, top}}};
  for (const Box& part : parts) mesh.box(part, colour, Mesh::all);
}

enum class Seen { near, far };

vtkSmartPointer<vtkActor> standing(const Growth::Block& block, const Growth& growth, const Palette& palette,
                                   Seen seen) {
  Mesh mesh(palette.exposure);
  std::size_t plant = 0;
  for (const Growth::Piece& piece : block.pieces) plant += !isBuilding(piece.part) && !isGround(piece.part) ? 1 : 0;
  std::size_t machines = 0;
  bool hasCrane = false;
  double turn = 40.0 + 290.0 * block.share;
  for (const Growth::Piece& piece : block.pieces) {
    if (isGround(piece.part)) continue;
    if (!isBuilding(piece.part)) {
      ++machines;
      const double due = static_cast<double>(machines) / static_cast<double>(plant);
      if (block.stage > Stage::fitOut || (block.stage == Stage::fitOut && block.share >= 0.9 * due)) {
        if (seen == Seen::far)
          site::addFarMachine(mesh, piece, palette);
        else
          addMachine(mesh, piece, palette);
      }
      continue;
    }
    const Vec3 size = piece.box.size();
    switch (block.stage) {
      case Stage::notBegun:
        break;
      case Stage::groundWorks:
        site::addFoundations(mesh, piece.box, std::clamp(1.6 * block.share - 0.4, 0.0, 1.0), palette);
        break;
      case Stage::shell:
        site::addRisingShell(mesh, piece.box, block.share, palette);
        if (!hasCrane || piece.part == Part::data) {
          const Vec3 foot{piece.box.max.x + 3.4, piece.box.centre().y, 0};
          site::addTowerCrane(mesh, foot, piece.box.max.z + 17.0, 0.72 * std::max(size.x, size.y), turn, palette);
          hasCrane = true;
          turn += 77.0;
        }
        break;
      case Stage::fitOut:
        addBuilding(mesh, piece, palette);
        if (block.share < 0.6) site::addScaffold(mesh, piece.box, palette);
        break;
      case Stage::commissioning:
      case Stage::live:
        if (seen == Seen::far)
          site::addFarBuilding(mesh, piece, palette);
        else
          addBuilding(mesh, piece, palette);
        break;
    }
    if (growth.areYearsShown && block.stage >= Stage::fitOut)
      addYearBand(mesh, piece.box, colourOf(yearColour(growth, block.year)));
  }
  if (block.stage == Stage::groundWorks || block.stage == Stage::shell)
    site::addSiteCamp(mesh, block.box, block.stage == Stage::shell ? 0.5 + 0.5 * block.share : 0.5 * block.share,
                      palette);
  if (block.stage == Stage::live) {
    site::addYardLamps(mesh, block.box, palette);
    // in Operate the picture is quiet, and quick
    if (!block.isStation && !palette.exposure.isBaked) addPlanting(mesh, block, palette);
  }
  if (mesh.isEmpty()) return nullptr;
  return actorFor(mesh.take());
}

void addGround(Mesh& mesh, const Growth::Block& block, const Growth& growth, const Palette& palette, double step) {
  const Colour year = colourOf(yearColour(growth, block.year));
  const Colour earth = mix(palette.gravel, palette.copper, 0.40f);
  if (block.stage == Stage::notBegun) {
    mesh.setMaterial(Material::shown);
    for (const Growth::Piece& piece : block.pieces)
      if (isBuilding(piece.part))
        addFrameOf(mesh, piece.box, 0.35, 2.5, -1.5 * step, growth.areYearsShown ? year : palette.light);
    addFrameOf(mesh, block.box, 0.8, 6.0, -1.4 * step, growth.areYearsShown ? year : palette.light);
    return;
  }
  const bool isPaved = block.stage >= Stage::fitOut;
  if (!isPaved) {
    mesh.setMaterial(Material::grass);
    Box dug = block.box;
    if (block.stage == Stage::groundWorks)
      dug.max.y = dug.min.y + dug.size().y * std::clamp(2.5 * block.share, 0.08, 1.0);
    addFlat(mesh, dug, -3.0 * step, earth);
  }
  for (const Growth::Piece& piece : block.pieces) {
    if (piece.part == Part::road && block.stage >= Stage::shell) {
      mesh.setMaterial(Material::asphalt);
      addFlat(mesh, piece.box, -2.0 * step, isPaved ? palette.asphalt : earth * 0.8f);
    }
    // what nobody drives on is lawn
    if (!isGround(piece.part) && isPaved) {
      mesh.setMaterial(Material::paving);
      addFlat(mesh, within(grown(piece.box, 7.5), block.box), -3.0 * step, palette.yard);
    }
    if (isBuilding(piece.part) && isPaved) {
      mesh.setMaterial(Material::plain);
      const Vec3 rim{1.2, 1.2, 0};
      addFlat(mesh, {piece.box.min - rim, piece.box.max + rim}, -2.2 * step, palette.slab);
    }
  }
  if (isPaved) {
    mesh.setMaterial(Material::grass);
    addFlat(mesh, block.box, -3.4 * step, palette.grass * 1.05f);
  }
  if (growth.areYearsShown) {
    mesh.setMaterial(Material::shown);
    addFrameOf(mesh, block.box, 1.1, 400.0, -1.4 * step, year);
  }
}

Colour wayColour(Growth::Way::Kind kind, const Palette& palette) {
  switch (kind) {
    case Growth::Way::Kind::power:
      return {0.80f, 0.48f, 0.10f};
    case Growth::Way::Kind::water:
      return palette.supply;
    case Growth::Way::Kind::fibre:
      return {0.45f, 0.30f, 0.62f};
    case Growth::Way::Kind::road:
      break;
  }
  return palette.asphalt;
}

void addWay(Mesh& ground, Mesh& lines, const Growth::Way& way, const Palette& palette, double step) {
  using Kind = Growth::Way::Kind;
  if (way.kind == Kind::road) {
    if (!way.isBuilt) return;
    for (std::size_t k = 0; k + 1 < way.pathM.size(); ++k) {
      Vec2 a = way.pathM[k], b = way.pathM[k + 1];
      const Vec2 d = b - a;
      const double length = std::hypot(d.x, d.y), half = 0.5 * way.widthM;
      if (length < 1e-6) continue;
      const Vec2 along = d * (1.0 / length);
      // a crossing's corner is filled by the piece that ends there
      ground.setMaterial(Material::asphalt);
      addStrip(ground, a - along * half, b + along * half, half, -2.0 * step, palette.asphalt);
      ground.setMaterial(Material::plain);
      addStrip(ground, a - along * (half + 0.4), b + along * (half + 0.4), half + 0.4, -2.5 * step, palette.slab);
      addDashes(ground, a + along * half, b - along * half, 0.1, 3.0, -1.6 * step, palette.roadMark);
    }
    return;
  }
  // side by side where they share a corridor
  const double lane = way.kind == Kind::power ? 0.0 : way.kind == Kind::water ? 2.2 : -2.2;
  const Colour colour = way.isMarked ? Colour{0.86f, 0.20f, 0.16f} : wayColour(way.kind, palette);
  lines.setMaterial(Material::shown);
  std::vector<Vec2> path = way.pathM;
  for (Vec2& p : path) p = p + Vec2{lane, lane};
  for (std::size_t k = 0; k + 1 < path.size(); ++k) {
    if (way.isBuilt && way.kind != Kind::power) {
      // in its trench, with its markers
      addStrip(lines, path[k], path[k + 1], 0.45, -1.3 * step, colour);
    } else {
      addDashes(lines, path[k], path[k + 1], way.isMarked ? 1.2 : 0.6, 5.0, -1.2 * step, colour);
    }
  }
  if (way.isBuilt && way.kind == Kind::power) site::addPylons(lines, way.pathM, palette);
}

}  // namespace

namespace {

std::size_t verticesOf(vtkActor* actor) {
  auto* mesh = actor ? vtkPolyData::SafeDownCast(actor->GetMapper()->GetInputDataObject(0, 0)) : nullptr;
  return mesh ? static_cast<std::size_t>(mesh->GetNumberOfPoints()) : 0;
}

}  // namespace

Rgb8 yearColour(const Growth& growth, int year) {
  if (year <= 0) return noValueColour;
  const int span = growth.lastYear - growth.firstYear;
  return sequentialMap().at(span > 0 ? static_cast<double>(year - growth.firstYear) / span : 0.5);
}

void GrowthLayer::takeOut(const Drawn& drawn, vtkRenderer& from) {
  for (vtkActor* actor : {drawn.actor.Get(), drawn.far.Get()})
    if (actor) from.RemoveActor(actor);
}

void GrowthLayer::clear(vtkRenderer& into) {
  for (auto& [id, drawn] : blocks_) takeOut(drawn, into);
  for (auto* actor : {ground_.Get(), lines_.Get()})
    if (actor) into.RemoveActor(actor);
  blocks_.clear();
  ground_ = lines_ = nullptr;
}

bool GrowthLayer::rebuild(const GrowthPtr& growth, const Palette& palette, double stepM, vtkRenderer& into) {
  if (growth == growth_ && palette == palette_ && stepM == stepM_) return false;
  const bool isSamePlace = growth && growth_ && palette == palette_ && stepM == stepM_;
  built_ = 0;
  const bool hadAny = std::any_of(blocks_.begin(), blocks_.end(), [](const auto& known) { return known.second.actor; });
  if (!isSamePlace) clear(into);
  growth_ = growth;
  palette_ = palette;
  stepM_ = stepM;
  if (!growth) return hadAny;
  bool isChanged = !isSamePlace && hadAny;
  std::erase_if(blocks_, [&](auto& known) {
    const bool isGone = std::none_of(growth->blocks.begin(), growth->blocks.end(),
                                     [&](const Growth::Block& block) { return block.id == known.first; });
    if (!isGone) return false;
    takeOut(known.second, into);
    isChanged = true;
    return true;
  });
  const int years = growth->areYearsShown ? growth->firstYear * 10000 + growth->lastYear : 0;
  for (const Growth::Block& block : growth->blocks) {
    Drawn& drawn = blocks_[block.id];
    Growth::Block shape = block;
    shape.title = shape.line = {};
    if (shape == drawn.block && drawn.yearKey == years) continue;
    isChanged = isChanged || drawn.actor;
    takeOut(drawn, into);
    drawn = {shape, years, standing(block, *growth, palette, Seen::near), nullptr};
    // in Operate the picture is quick; what is being built has little to leave out
    if (drawn.actor && palette.exposure.isBaked && block.stage >= Stage::commissioning)
      drawn.far = standing(block, *growth, palette, Seen::far);
    for (vtkActor* actor : {drawn.actor.Get(), drawn.far.Get()})
      if (actor) into.AddActor(actor);
    isChanged = isChanged || drawn.actor;
    ++built_;
  }
  for (auto* actor : {ground_.Get(), lines_.Get()})
    if (actor) into.RemoveActor(actor);
  Mesh ground(palette.exposure), lines(palette.exposure);
  for (const Growth::Block& block : growth->blocks) addGround(ground, block, *growth, palette, stepM);
  for (const Growth::Way& way : growth->ways) addWay(ground, lines, way, palette, stepM);
  // where the land ends
  lines.setMaterial(Material::shown);
  for (std::size_t k = 0; k < growth->outline.size(); ++k)
    addDashes(lines, growth->outline[k], growth->outline[(k + 1) % growth->outline.size()], 0.5, 8.0, -1.8 * stepM,
              mix(palette.light, palette.supply, 0.5f));
  const auto put = [&](Mesh& mesh) {
    vtkSmartPointer<vtkActor> actor;
    if (mesh.isEmpty()) return actor;
    actor = actorFor(mesh.take());
    into.AddActor(actor);
    return actor;
  };
  ground_ = put(ground);
  lines_ = put(lines);
  return isChanged;
}

std::vector<vtkActor*> GrowthLayer::actors() const {
  std::vector<vtkActor*> all;
  for (const auto& [id, drawn] : blocks_) all.insert(all.end(), {drawn.actor.Get(), drawn.far.Get()});
  all.insert(all.end(), {ground_.Get(), lines_.Get()});
  return all;
}

void GrowthLayer::look(const Camera& camera) {
  constexpr double farM = 420.0;  // a metre is three or four pixels there
  const Vec3 eye = camera.eye();
  for (auto& [id, drawn] : blocks_) {
    if (!drawn.far) continue;
    const Box& b = drawn.block.box;
    const Vec3 off{std::max({b.min.x - eye.x, 0.0, eye.x - b.max.x}), std::max({b.min.y - eye.y, 0.0, eye.y - b.max.y}),
                   std::max(0.0, eye.z - b.max.z)};
    const bool isFar = dot(off, off) > farM * farM;
    drawn.actor->SetVisibility(!isFar);
    drawn.far->SetVisibility(isFar);
  }
}

std::size_t GrowthLayer::vertices() const {
  std::size_t sum = verticesOf(ground_) + verticesOf(lines_);
  for (const auto& [id, drawn] : blocks_) sum += verticesOf(drawn.actor);
  return sum;
}

std::size_t GrowthLayer::verticesInSight() const {
  std::size_t sum = 0;
  for (vtkActor* actor : actors())
    if (actor && actor->GetVisibility()) sum += verticesOf(actor);
  return sum;
}

}  // namespace plenum
