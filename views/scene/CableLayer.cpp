// SPDX-License-Identifier: Apache-2.0
#include "scene/CableLayer.h"

#include <vtkActor.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>

#include "scene/Mesh.h"

namespace plenum {
namespace {

constexpr Colour sheath{0.62f, 0.62f, 0.62f};
// without power: told from "no value" by its lightness, and from every colour of the scale by having none
constexpr Rgb8 deadColour{84, 84, 88};
constexpr double bandM = 1.6, bandWidthM = 0.22;
constexpr std::size_t mostWithTaps = 4000;  // racks: thousands are never seen from so near

Box legBox(Vec3 a, Vec3 b, double half) {
  Box box;
  box.add(a);
  box.add(b);
  const Vec3 more{half, half, half};
  box.min = box.min - more;
  box.max = box.max + more;
  return box;
}

void addRun(Mesh& mesh, const CableRun& run, bool hasTaps) {
  for (std::size_t i = 0; i + 1 < run.route.size(); ++i)
    mesh.box(legBox(run.route[i], run.route[i + 1], run.halfM), sheath, Mesh::all);
  if (!hasTaps) return;
  constexpr double tapHalfM = 0.025;
  for (const Vec3& foot : run.taps)
    mesh.box(legBox(foot, {foot.x, foot.y, run.route.back().z}, tapHalfM), sheath, Mesh::walls);
}

void addBands(Mesh& mesh, const CableRun& run, Colour colour) {
  for (std::size_t i = 0; i + 1 < run.route.size(); ++i) {
    const Vec3 a = run.route[i], d = run.route[i + 1] - a;
    const double length = std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z);
    for (double s = 0.5 * bandM; s < length - bandWidthM; s += bandM)
      mesh.box(legBox(a + d * (s / length), a + d * ((s + bandWidthM) / length), run.halfM + 0.012), colour, Mesh::all);
  }
}

}  // namespace

Rgb8 CableLayer::colourFor(float load) {
  if (std::isnan(load)) return noValueColour;
  if (load < 0.0f) return deadColour;
  // in hundredths: a tremble of the load is not worth a new picture
  const double share = std::round(100.0 * (static_cast<double>(load) - low) / (high - low)) / 100.0;
  return sequentialMap().at(share);
}

void CableLayer::rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into) {
  for (const Place& place : places_)
    if (place.actor) into.RemoveActor(place.actor);
  runs_ = layCables(layout);
  spans_.assign(runs_.size(), {});
  shown_.assign(runs_.size(), std::nullopt);
  places_.assign(layout.halls.size() + 1, {});
  std::vector<Mesh> meshes(places_.size(), Mesh(palette.exposure));
  for (Mesh& mesh : meshes) mesh.setMaterial(Material::shown);
  const bool hasTaps = layout.racks.size() <= mostWithTaps;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const std::size_t place = runs_[i].hall == none ? 0 : runs_[i].hall + 1;
    const std::size_t first = meshes[place].vertices();
    addRun(meshes[place], runs_[i], hasTaps);
    spans_[i] = {place, first, meshes[place].vertices() - first};
    if (runs_[i].side == CableRun::Side::b) addBands(meshes[place], runs_[i], palette.light);
  }
  for (std::size_t p = 0; p < places_.size(); ++p) {
    if (p > 0) places_[p].box = layout.halls[p - 1].box;
    if (meshes[p].isEmpty()) continue;
    places_[p].plain = meshes[p].colours();
    places_[p].mesh = meshes[p].take();
    places_[p].actor = actorFor(places_[p].mesh);
    into.AddActor(places_[p].actor);
  }
}

void CableLayer::refresh(const Frame& frame) {
  std::vector<bool> isChanged(places_.size(), false);
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const Rgb8 colour = colourFor(loadIn(runs_[i], frame));
    if (shown_[i] == colour) continue;
    shown_[i] = colour;
    const Span& span = spans_[i];
    Place& place = places_[span.place];
    auto* colours = vtkUnsignedCharArray::SafeDownCast(place.mesh->GetPointData()->GetScalars());
    std::uint8_t* to = colours->GetPointer(0) + 4 * span.firstVertex;
    const std::uint8_t* from = place.plain.data() + 4 * span.firstVertex;
    // the light that fell on the sheath falls on its colour
    const Colour tint{colour.r / 255.0f, colour.g / 255.0f, colour.b / 255.0f};
    for (std::size_t v = 0; v < span.vertices; ++v, to += 4, from += 4) {
      const auto rgba = bytes(tint * (0.45f + from[1] / 255.0f));
      std::copy(rgba.begin(), rgba.begin() + 3, to);
    }
    isChanged[span.place] = true;
  }
  for (std::size_t p = 0; p < places_.size(); ++p) {
    if (!isChanged[p]) continue;
    places_[p].mesh->GetPointData()->GetScalars()->Modified();
    places_[p].mesh->Modified();
  }
}

void CableLayer::look(const Camera& camera) {
  constexpr double nearM = 60.0;  // half the height of what is in the picture there
  const Vec3 eye = camera.eye();
  const double slope = std::tan(0.5 * camera.viewAngleDeg * 3.14159265358979 / 180.0);
  for (std::size_t p = 1; p < places_.size(); ++p) {
    if (!places_[p].actor) continue;
    const Box& box = places_[p].box;
    const Vec3 near{std::clamp(eye.x, box.min.x, box.max.x), std::clamp(eye.y, box.min.y, box.max.y),
                    std::clamp(eye.z, box.min.z, box.max.z)};
    const Vec3 d = eye - near;
    places_[p].actor->SetVisibility(std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z) * slope < nearM);
  }
}

bool CableLayer::isShown(std::uint32_t hall) const {
  const std::size_t place = std::size_t{hall} + 1;
  return place < places_.size() && places_[place].actor && places_[place].actor->GetVisibility();
}

}  // namespace plenum
