// SPDX-License-Identifier: Apache-2.0
#include "scene/CableLayer.h"

#include <vtkActor.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/Hash.h"
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

/// A straight piece as far as the section lets it.
void addLine(Mesh& mesh, Vec3 from, Vec3 to, double half, const std::optional<Box>& section, unsigned sides,
             Colour colour) {
  Box box = legBox(from, to, half);
  if (section) {
    box = {
        {std::max(box.min.x, section->min.x), std::max(box.min.y, section->min.y), std::max(box.min.z, section->min.z)},
        {std::min(box.max.x, section->max.x), std::min(box.max.y, section->max.y),
         std::min(box.max.z, section->max.z)}};
    if (box.min.x >= box.max.x || box.min.y >= box.max.y || box.min.z >= box.max.z) return;
    sides = Mesh::all;
  }
  mesh.box(box, colour, sides);
}

void addRun(Mesh& mesh, const CableRun& run, bool hasTaps, const std::optional<Box>& section) {
  for (std::size_t i = 0; i + 1 < run.route.size(); ++i)
    addLine(mesh, run.route[i], run.route[i + 1], run.halfM, section, Mesh::all, sheath);
  if (!hasTaps) return;
  constexpr double tapHalfM = 0.025;
  for (const Vec3& foot : run.taps)
    addLine(mesh, foot, {foot.x, foot.y, run.route.back().z}, tapHalfM, section, Mesh::walls, sheath);
}

void addBands(Mesh& mesh, const CableRun& run, Colour colour, const std::optional<Box>& section) {
  for (std::size_t i = 0; i + 1 < run.route.size(); ++i) {
    const Vec3 a = run.route[i], d = run.route[i + 1] - a;
    const double length = std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z);
    for (double s = 0.5 * bandM; s < length - bandWidthM; s += bandM)
      addLine(mesh, a + d * (s / length), a + d * ((s + bandWidthM) / length), run.halfM + 0.012, section, Mesh::all,
              colour);
  }
}

/// All that the mesh of a run is made from.
void addCableTo(Hash& hash, const CableRun& run, bool hasTaps, const std::optional<Box>& section) {
  const auto add = [&hash](Vec3 p) { hash.add(p.x), hash.add(p.y), hash.add(p.z); };
  hash.add(static_cast<std::uint64_t>(run.side));
  hash.add(run.halfM);
  hash.add(static_cast<std::uint64_t>(run.route.size()));
  for (const Vec3& p : run.route) add(p);
  hash.add(static_cast<std::uint64_t>(hasTaps ? run.taps.size() : 0));
  for (const Vec3& p : run.taps)
    if (hasTaps) add(p);
  hash.add(static_cast<std::uint64_t>(section.has_value()));
  if (section) add(section->min), add(section->max);
}

/// A feeder goes with either of its ends, a busway with its device or its row.
bool isCableLeft(const CableRun& run, const RunCut& cut) {
  const EntityRef device{Kind::powerDevice, run.device, 0};
  if (run.row != none) return cut.leaves({device, {Kind::row, run.row, 0}});
  return cut.leaves({device}) && cut.leaves({{Kind::powerDevice, run.source, 0}});
}

}  // namespace

Rgb8 CableLayer::colourFor(float load, const Overlay& overlay) {
  if (std::isnan(load)) return noValueColour;
  // in hundredths: a tremble of the load is not worth a new picture
  if (overlay.ofCable) {
    const float value = overlay.ofCable(load < 0.0f ? -1.0f : std::round(100.0f * load) / 100.0f);
    if (value >= 0.0f) return overlay.colourOf(value);
  }
  return load < 0.0f ? deadColour : plainColour;
}

void CableLayer::clear(vtkRenderer& from) {
  pieces_.clear(from);
  places_.clear();
}

void CableLayer::rebuild(const Layout& layout, const RunCut& cut, const Palette& palette, vtkRenderer& into) {
  if (!(palette == palette_)) clear(into);
  palette_ = palette;
  std::vector<Place> before = std::exchange(places_, {});
  const std::vector<Span> spansBefore = std::exchange(spans_, {});
  const std::vector<std::optional<Rgb8>> shownBefore = std::exchange(shown_, {});
  runs_ = layCables(layout);
  std::erase_if(runs_, [&](const CableRun& run) { return !isCableLeft(run, cut); });
  spans_.assign(runs_.size(), {});
  shown_.assign(runs_.size(), std::nullopt);
  places_.assign(layout.halls.size() + 1, {});
  const bool hasTaps = layout.racks.size() <= mostWithTaps;
  std::vector<Hash> hashes(places_.size());
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const std::size_t place = runs_[i].hall == none ? 0 : runs_[i].hall + 1;
    spans_[i].place = place;
    places_[place].runs.push_back(i);
    addCableTo(hashes[place], runs_[i], hasTaps, cut.sectionIn(runs_[i].hall));
  }
  std::vector<std::uint64_t> prints;
  for (const Hash& hash : hashes) prints.push_back(hash.value());
  for (std::size_t p = 1; p < places_.size(); ++p) places_[p].box = layout.halls[p - 1].box;
  const std::vector<std::size_t> from = pieces_.renew(prints, into, [&](std::size_t place) {
    Mesh mesh(palette.exposure);
    mesh.setMaterial(Material::shown);
    for (const std::size_t i : places_[place].runs) {
      const std::optional<Box> section = cut.sectionIn(runs_[i].hall);
      spans_[i].firstVertex = mesh.vertices();
      addRun(mesh, runs_[i], hasTaps, section);
      spans_[i].vertices = mesh.vertices() - spans_[i].firstVertex;
      if (runs_[i].side == CableRun::Side::b) addBands(mesh, runs_[i], palette.light, section);
    }
    places_[place].plain = mesh.colours();
    return mesh;
  });
  for (std::size_t p = 0; p < places_.size(); ++p) {
    if (from[p] == Pieces::isNew) continue;
    // the mesh wears what it wore, run by run, whatever their numbers are now
    Place& was = before[from[p]];
    places_[p].plain = std::move(was.plain);
    for (std::size_t k = 0; k < places_[p].runs.size(); ++k) {
      const std::size_t is = places_[p].runs[k], old = was.runs[k];
      spans_[is] = {p, spansBefore[old].firstVertex, spansBefore[old].vertices};
      shown_[is] = shownBefore[old];
    }
  }
}

void CableLayer::refresh(const Frame& frame, const Overlay& overlay) {
  std::vector<bool> isChanged(places_.size(), false);
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const Rgb8 colour = colourFor(loadIn(runs_[i], frame), overlay);
    if (shown_[i] == colour) continue;
    shown_[i] = colour;
    const Span& span = spans_[i];
    if (span.vertices == 0) continue;
    auto* colours = vtkUnsignedCharArray::SafeDownCast(pieces_[span.place].mesh->GetPointData()->GetScalars());
    std::uint8_t* to = colours->GetPointer(0) + 4 * span.firstVertex;
    const std::uint8_t* from = places_[span.place].plain.data() + 4 * span.firstVertex;
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
    pieces_[p].mesh->GetPointData()->GetScalars()->Modified();
    pieces_[p].mesh->Modified();
  }
}

void CableLayer::look(const Camera& camera) {
  constexpr double nearM = 60.0;  // half the height of what is in the picture there
  const Vec3 eye = camera.eye();
  const double slope = std::tan(0.5 * camera.viewAngleDeg * 3.14159265358979 / 180.0);
  for (std::size_t p = 1; p < places_.size(); ++p) {
    if (!pieces_[p].actor) continue;
    const Box& box = places_[p].box;
    const Vec3 near{std::clamp(eye.x, box.min.x, box.max.x), std::clamp(eye.y, box.min.y, box.max.y),
                    std::clamp(eye.z, box.min.z, box.max.z)};
    const Vec3 d = eye - near;
    pieces_[p].actor->SetVisibility(std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z) * slope < nearM);
  }
}

bool CableLayer::isShown(std::uint32_t hall) const {
  const std::size_t place = std::size_t{hall} + 1;
  return place < pieces_.size() && pieces_[place].actor && pieces_[place].actor->GetVisibility();
}

}  // namespace plenum
