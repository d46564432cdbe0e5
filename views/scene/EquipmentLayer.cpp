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

bool isAbnormal(Running state) { return state == Running::failed || state == Running::dark; }

}  // namespace

void EquipmentLayer::rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into) {
  if (actor_) into.RemoveActor(actor_);
  actor_ = nullptr;
  mesh_ = nullptr;
  units_.clear();
  palette_ = palette;
  Mesh mesh(palette.exposure);
  const auto add = [&](Kind kind, const auto& all, const auto& draw) {
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (all[i].box.isEmpty()) continue;
      const std::size_t first = mesh.vertices();
      draw(all[i]);
      units_.push_back({kind, i, first, mesh.vertices() - first, Running::on, std::nullopt});
    }
  };
  add(Kind::cdu, layout.cdus, [&](const auto& u) { machine::addCdu(mesh, u.box, palette); });
  add(Kind::fanWall, layout.fanWalls,
      [&](const auto& u) { machine::addFanWall(mesh, u.box, u.spec ? u.spec->fans : 1, palette); });
  add(Kind::pump, layout.pumps, [&](const auto& u) { machine::addPump(mesh, u.box, palette); });
  add(Kind::chiller, layout.chillers, [&](const auto& u) { machine::addChiller(mesh, u.box, palette); });
  add(Kind::exchanger, layout.exchangers, [&](const auto& u) { machine::addExchanger(mesh, u.box, palette); });
  add(Kind::tower, layout.towers, [&](const auto& u) { machine::addTower(mesh, u.box, palette); });
  add(Kind::dryCooler, layout.dryCoolers, [&](const auto& u) { machine::addDryCooler(mesh, u.box, palette); });
  add(Kind::tank, layout.tanks, [&](const auto& u) { machine::addTank(mesh, u.box, palette); });
  add(Kind::lake, layout.lakes, [&](const auto& u) { machine::addIntake(mesh, u.box, palette); });
  add(Kind::powerDevice, layout.power, [&](const auto& u) { machine::addPower(mesh, u, palette); });
  if (mesh.isEmpty()) return;
  plain_ = mesh.colours();
  mesh_ = mesh.take();
  actor_ = actorFor(mesh_);
  into.AddActor(actor_);
}

void EquipmentLayer::paint(const Unit& unit) {
  auto* colours = vtkUnsignedCharArray::SafeDownCast(mesh_->GetPointData()->GetScalars());
  std::uint8_t* to = colours->GetPointer(0) + 4 * unit.firstVertex;
  const std::uint8_t* from = plain_.data() + 4 * unit.firstVertex;
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
  if (!mesh_) return;
  bool isChanged = false;
  for (Unit& unit : units_) {
    unit.state = stateOf(frame, unit.kind, unit.index);
    const std::optional<Rgb8> colour = colourOf(unit, frame, overlay);
    if (colour == unit.shown) continue;
    unit.shown = colour;
    paint(unit);
    isChanged = true;
  }
  if (!isChanged) return;
  mesh_->GetPointData()->GetScalars()->Modified();
  mesh_->Modified();
}

std::optional<Rgb8> EquipmentLayer::shownOf(Kind kind, std::uint32_t index) const {
  for (const Unit& unit : units_)
    if (unit.kind == kind && unit.index == index) return unit.shown;
  return std::nullopt;
}

std::size_t EquipmentLayer::abnormal() const {
  return static_cast<std::size_t>(
      std::count_if(units_.begin(), units_.end(), [](const Unit& unit) { return isAbnormal(unit.state); }));
}

}  // namespace plenum
