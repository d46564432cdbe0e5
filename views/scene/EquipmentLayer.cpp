// SPDX-License-Identifier: Apache-2.0
#include "scene/EquipmentLayer.h"

#include <vtkActor.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>
#include <utility>

#include "base/Hash.h"
#include "scene/MachineParts.h"
#include "scene/Machines.h"
#include "scene/Mesh.h"

namespace plenum {
namespace {

/// As the frame says; `on` for what a frame does not know.
Running stateOf(const Frame& frame, Kind kind, std::uint32_t index) {
  const auto at = [index](const std::vector<Running>& states) {
    return index < states.size() ? states[index] : Running::on;
  };
  switch (kind) {
    case Kind::cdu:
      return at(frame.cdus.state);
    case Kind::fanWall:
      return at(frame.fanWalls.state);
    case Kind::pump:
      return at(frame.pumps.state);
    case Kind::chiller:
      return at(frame.chillers.state);
    case Kind::tower:
      return at(frame.towers.state);
    case Kind::dryCooler:
      return at(frame.dryCoolers.state);
    case Kind::exchanger:
      return at(frame.exchangers.state);
    case Kind::tank:
      return at(frame.tanks.state);
    case Kind::lake:
      return at(frame.lakes.state);
    case Kind::powerDevice:
      return at(frame.power.state);
    default:
      return Running::on;
  }
}

constexpr std::size_t mostHallGroups = 12;

/// All that a machine is drawn from.
struct Shape {
  Kind kind = Kind::campus;
  Box box;
  int turn = 0;  // quarters
  int fans = 1;
  PowerSpec::Kind power = PowerSpec::Kind::board;
  std::uint32_t hall = none;
};

template <class Placed>
Shape shapeOf(Kind kind, const Placed& thing) {
  Shape shape;
  shape.kind = kind;
  shape.box = thing.box;
  if constexpr (requires { thing.turn; }) shape.turn = thing.turn;
  if constexpr (requires { thing.hall; }) shape.hall = thing.hall;
  if constexpr (requires { thing.spec->fans; }) shape.fans = thing.spec ? thing.spec->fans : 1;
  if constexpr (std::is_same_v<Placed, PlacedPower>) shape.power = thing.kind;
  return shape;
}

std::uint64_t printOf(const std::vector<Shape>& shapes) {
  Hash hash;
  for (const Shape& shape : shapes) {
    for (const Vec3& p : {shape.box.min, shape.box.max}) hash.add(p.x), hash.add(p.y), hash.add(p.z);
    for (const std::uint64_t what : {static_cast<std::uint64_t>(shape.kind), static_cast<std::uint64_t>(shape.turn),
                                     static_cast<std::uint64_t>(shape.fans), static_cast<std::uint64_t>(shape.power),
                                     static_cast<std::uint64_t>(shape.hall == none)})
      hash.add(what);
  }
  return hash.value();
}

void draw(Mesh& mesh, const Shape& shape, const Palette& palette) {
  const Box box = machine::unturned(shape.box, shape.turn);
  mesh.setTurn(box.centre(), shape.turn);
  switch (shape.kind) {
    case Kind::cdu:
      machine::addCdu(mesh, box, palette);
      break;
    case Kind::fanWall:
      machine::addFanWall(mesh, box, shape.fans, palette);
      break;
    case Kind::pump:
      machine::addPump(mesh, box, palette);
      break;
    case Kind::chiller:
      machine::addChiller(mesh, box, palette);
      break;
    case Kind::exchanger:
      machine::addExchanger(mesh, box, palette);
      break;
    case Kind::tower:
      machine::addTower(mesh, box, palette);
      break;
    case Kind::dryCooler:
      machine::addDryCooler(mesh, box, palette);
      break;
    case Kind::tank:
      machine::addTank(mesh, box, palette);
      break;
    case Kind::lake:
      machine::addIntake(mesh, box, palette);
      break;
    case Kind::powerDevice: {
      PlacedPower device;
      device.kind = shape.power;
      device.box = box;
      device.hall = shape.hall == none ? none : 0;
      machine::addPower(mesh, device, palette);
      break;
    }
    default:
      break;
  }
  mesh.setTurn({}, 0);
}

bool isAbnormal(Running state) { return state == Running::failed || state == Running::dark; }

}  // namespace

void EquipmentLayer::clear(vtkRenderer& from) {
  pieces_.clear(from);
  places_.clear();
}

void EquipmentLayer::rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into) {
  if (!(palette == palette_)) clear(into);
  palette_ = palette;
  std::vector<Place> before = std::exchange(places_, {});
  const std::size_t groups = std::min<std::size_t>(layout.halls.size(), mostHallGroups);
  places_.resize(groups + 1);
  std::vector<std::vector<Shape>> shapes(places_.size());
  const auto add = [&](Kind kind, const auto& all) {
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (all[i].box.isEmpty()) continue;
      const Shape shape = shapeOf(kind, all[i]);
      const std::size_t place = shape.hall < layout.halls.size() ? 1 + shape.hall * groups / layout.halls.size() : 0;
      shapes[place].push_back(shape);
      places_[place].units.push_back({kind, i, 0, 0, Running::on, std::nullopt});
    }
  };
  add(Kind::cdu, layout.cdus);
  add(Kind::fanWall, layout.fanWalls);
  add(Kind::pump, layout.pumps);
  add(Kind::chiller, layout.chillers);
  add(Kind::exchanger, layout.exchangers);
  add(Kind::tower, layout.towers);
  add(Kind::dryCooler, layout.dryCoolers);
  add(Kind::tank, layout.tanks);
  add(Kind::lake, layout.lakes);
  add(Kind::powerDevice, layout.power);
  std::vector<std::uint64_t> prints;
  for (const std::vector<Shape>& some : shapes) prints.push_back(printOf(some));
  const std::vector<std::size_t> from = pieces_.renew(prints, into, [&](std::size_t p) {
    Mesh mesh(palette.exposure);
    for (std::size_t k = 0; k < shapes[p].size(); ++k) {
      Unit& unit = places_[p].units[k];
      unit.firstVertex = mesh.vertices();
      draw(mesh, shapes[p][k], palette);
      unit.vertices = mesh.vertices() - unit.firstVertex;
    }
    places_[p].plain = mesh.colours();
    return mesh;
  });
  for (std::size_t p = 0; p < places_.size(); ++p) {
    if (from[p] == Pieces::isNew) continue;
    // the mesh wears what it wore: the same things, whatever their numbers are now
    Place& was = before[from[p]];
    places_[p].plain = std::move(was.plain);
    for (std::size_t k = 0; k < places_[p].units.size(); ++k) {
      Unit& unit = places_[p].units[k];
      unit.firstVertex = was.units[k].firstVertex;
      unit.vertices = was.units[k].vertices;
      unit.shown = was.units[k].shown;
    }
  }
}

void EquipmentLayer::paint(std::size_t place, const Unit& unit) {
  auto* colours = vtkUnsignedCharArray::SafeDownCast(pieces_[place].mesh->GetPointData()->GetScalars());
  std::uint8_t* to = colours->GetPointer(0) + 4 * unit.firstVertex;
  const std::uint8_t* from = places_[place].plain.data() + 4 * unit.firstVertex;
  if (!unit.shown) {
    std::memcpy(to, from, 4 * unit.vertices);
    return;
  }
  // the shape stays readable: the light that fell on the grey falls on the new colour
  const Colour tint{unit.shown->r / 255.0f, unit.shown->g / 255.0f, unit.shown->b / 255.0f};
  for (std::size_t v = 0; v < unit.vertices; ++v, to += 4, from += 4) {
    const float light = 0.35f + (from[0] * 0.30f + from[1] * 0.59f + from[2] * 0.11f) / 255.0f;
    const auto rgba = bytes(tint * light);
    std::copy(rgba.begin(), rgba.end(), to);
    if (!palette_.exposure.isBaked) to[3] = static_cast<std::uint8_t>(Material::shown);
  }
}

std::optional<Rgb8> EquipmentLayer::colourOf(const Unit& unit, const Frame& frame, const Overlay& overlay) const {
  const auto plain = [](Colour c) {
    const auto rgba = bytes(c);
    return Rgb8{rgba[0], rgba[1], rgba[2]};
  };
  if (unit.state == Running::failed) return plain(palette_.failed);
  if (unit.state == Running::dark) return plain(palette_.withoutPower);
  const float value = overlay.things ? overlay.things(frame, {unit.kind, unit.index, 0}) : std::nanf("");
  return std::isnan(value) ? std::nullopt : std::optional(overlay.colourOf(value));
}

void EquipmentLayer::refresh(const Frame& frame, const Overlay& overlay) {
  for (std::size_t p = 0; p < places_.size(); ++p) {
    bool isChanged = false;
    for (Unit& unit : places_[p].units) {
      unit.state = stateOf(frame, unit.kind, unit.index);
      const std::optional<Rgb8> colour = colourOf(unit, frame, overlay);
      if (colour == unit.shown) continue;
      unit.shown = colour;
      paint(p, unit);
      isChanged = true;
    }
    if (!isChanged) continue;
    pieces_[p].mesh->GetPointData()->GetScalars()->Modified();
    pieces_[p].mesh->Modified();
  }
}

std::optional<Rgb8> EquipmentLayer::shownOf(Kind kind, std::uint32_t index) const {
  for (const Place& place : places_)
    for (const Unit& unit : place.units)
      if (unit.kind == kind && unit.index == index) return unit.shown;
  return std::nullopt;
}

std::size_t EquipmentLayer::abnormal() const {
  std::size_t sum = 0;
  for (const Place& place : places_)
    sum += static_cast<std::size_t>(
        std::count_if(place.units.begin(), place.units.end(), [](const Unit& unit) { return isAbnormal(unit.state); }));
  return sum;
}

}  // namespace plenum
