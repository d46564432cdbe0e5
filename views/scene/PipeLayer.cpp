// SPDX-License-Identifier: Apache-2.0
#include "scene/PipeLayer.h"

#include <vtkActor.h>
#include <vtkImageData.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>
#include <vtkShaderProperty.h>
#include <vtkTexture.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <tuple>

#include "base/Hash.h"
#include "scene/Mesh.h"

namespace plenum {
namespace {

constexpr double portalM = 10.0;
constexpr int columns = 1024;  // runs in a line of the picture; each has two texels, one above the other
constexpr double leastFlowKgPerS = 0.02;

/// From chevron to chevron; the texel holds it in fiftieths of a metre.
double periodM(const PipeRun& run) { return run.place == none ? 4.5 : run.radiusM > 0.12 ? 1.8 : 1.1; }

/// The first texture coordinate is the run plus the place around the pipe, the second the metres along it.
std::string chevronShader() {
  return "  int run = int(floor(tcoordVCVSOutput.x));\n"
         "  ivec2 cell = ivec2(run % " +
         std::to_string(columns) + ", 2 * (run / " + std::to_string(columns) +
         "));\n"
         "  vec3 water = texelFetch(actortexture, cell, 0).rgb;\n"
         "  vec3 flow = texelFetch(actortexture, cell + ivec2(0, 1), 0).rgb;\n"
         "  float around = (fract(tcoordVCVSOutput.x) - 0.05) / 0.9;\n"
         // 0 on top of the pipe, 1 beneath: the tip runs ahead on top
         "  float fromTop = 2.0 * abs(fract(around + 0.25) - 0.5);\n"
         "  float metres = flow.b * 5.1;\n"
         "  float s = tcoordVCVSOutput.y / max(metres, 0.1);\n"
         "  float reach = fwidth(s);\n"
         "  float wave = 2.0 * abs(fract(s + 0.45 * fromTop - flow.r) - 0.5);\n"
         "  float mark = smoothstep(0.70 - 2.0 * reach, 0.70 + 2.0 * reach, wave);\n"
         "  mark *= flow.g * clamp(1.6 - 4.0 * reach, 0.0, 1.0);\n"
         "  float light = dot(water, vec3(0.30, 0.59, 0.11));\n"
         "  vec3 ink = light < 0.5 ? vec3(0.93) : vec3(0.10);\n"
         "  gl_FragData[0].rgb *= mix(water, ink, 0.40 * mark);\n";
}

void addPortals(Mesh& mesh, const YardWay& way, double radiusM, const std::optional<Box>& section, Colour colour) {
  for (std::size_t i = 0; i + 1 < way.route.size(); ++i) {
    const Vec2 a = way.route[i], b = way.route[i + 1], d = b - a;
    const double length = std::hypot(d.x, d.y);
    const bool isAlongX = std::abs(d.x) > std::abs(d.y);
    const double reach = 2.0 * radiusM + 0.4, z = way.heightM - radiusM - 0.12;
    for (double s = 0.5 * portalM; s < length; s += portalM) {
      const Vec2 p = a + d * (s / length);
      const Vec3 side = isAlongX ? Vec3{0, reach, 0} : Vec3{reach, 0, 0};
      const Vec3 foot{p.x, p.y, -1.2}, head{p.x, p.y, z};
      // a portal stands whole or not at all
      if (section && !within(*section, foot, head)) continue;
      for (double k : {-1.0, 1.0}) mesh.bar(foot + side * k, head + side * k, 0.09, colour, 5);
      mesh.bar(head - side, head + side, 0.10, colour, 5);
    }
  }
}

double lengthOf(Vec3 d) { return std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z); }

/// Draws one run, leg by leg, as far as the section lets it.
class RunMesh {
 public:
  RunMesh(Mesh& mesh, std::size_t index, std::optional<Box> section) : mesh_(mesh), index_(index), section_(section) {}

  void add(const PipeRun& run) const {
    double along = 0.0;
    for (std::size_t i = 0; i + 1 < run.route.size(); ++i) {
      const double length = lengthOf(run.route[i + 1] - run.route[i]);
      if (length < 0.03) continue;
      // legs overlap by nearly a radius, which closes the corners
      leg(run.route[i], run.route[i + 1], run.radiusM, 0.9 * run.radiusM, along);
      along += length;
    }
    constexpr double dropRadiusM = 0.03;
    for (const Vec3& tap : run.taps) leg(tap, {tap.x, tap.y, run.tapFootM}, dropRadiusM, 0.0, 0.0);
  }

 private:
  /// One straight leg with its texture coordinates.
  void leg(Vec3 from, Vec3 to, double radiusM, double moreM, double alongM) const {
    double first = 0.0, last = 1.0;
    if (section_) {
      const auto seen = within(*section_, from, to);
      if (!seen) return;
      std::tie(first, last) = *seen;
    }
    const Vec3 d = to - from;
    const double length = lengthOf(d);
    if (length <= 0.0) return;
    const bool isCutHere = first > 0.0, isCutThere = last < 1.0;
    const double begin = first * length - (isCutHere ? 0.0 : moreM), end = last * length + (isCutThere ? 0.0 : moreM);
    const Vec3 axis = d * (1.0 / length), a = from + axis * begin, b = from + axis * end;
    const int sides = radiusM > 0.12 ? 10 : radiusM > 0.045 ? 8 : 5;
    mesh_.bar(a, b, radiusM, {1, 1, 1}, sides);
    const auto u = [&](int k) { return static_cast<float>(static_cast<double>(index_) + 0.05 + 0.9 * k / sides); };
    const auto low = static_cast<float>(alongM + begin), high = static_cast<float>(alongM + end);
    for (int s = 0; s < sides; ++s)
      mesh_.place(u(s), low), mesh_.place(u(s + 1), low), mesh_.place(u(s + 1), high), mesh_.place(u(s), high);
    // where it is cut one looks at its water, not into an empty pipe
    if (isCutHere) lid(a, axis * -1.0, radiusM, sides, low);
    if (isCutThere) lid(b, axis, radiusM, sides, high);
  }
  void lid(Vec3 centre, Vec3 normal, double radiusM, int sides, float along) const {
    const std::size_t before = mesh_.vertices();
    mesh_.disc(centre, normal, radiusM, {1, 1, 1}, sides);
    for (std::size_t v = before; v < mesh_.vertices(); ++v)
      mesh_.place(static_cast<float>(static_cast<double>(index_) + 0.5), along);
  }

  Mesh& mesh_;
  std::size_t index_;
  std::optional<Box> section_;
};

/// All that RunMesh reads of a run.
void addPipeTo(Hash& hash, const PipeRun& run, std::size_t index, const std::optional<Box>& section) {
  const auto add = [&hash](Vec3 p) { hash.add(p.x), hash.add(p.y), hash.add(p.z); };
  hash.add(static_cast<std::uint64_t>(index));
  hash.add(run.radiusM);
  hash.add(run.tapFootM);
  hash.add(static_cast<std::uint64_t>(run.route.size()));
  for (const Vec3& p : run.route) add(p);
  hash.add(static_cast<std::uint64_t>(run.taps.size()));
  for (const Vec3& p : run.taps) add(p);
  hash.add(static_cast<std::uint64_t>(section.has_value()));
  if (section) add(section->min), add(section->max);
}

/// Whether an opening leaves a run: a branch goes with what it ends at, a main with its circuit or loop.
bool isPipeLeft(const PipeRun& run, const RunCut& cut) {
  const EntityRef source{run.water == PipeRun::Water::coolant ? Kind::loop : Kind::circuit, run.source, 0};
  // none is the number of no hall
  const EntityRef room{Kind::hall, run.hall, 0};
  return run.unit.kind == Kind::campus ? cut.leaves({source, room}) : cut.leaves({run.unit, source, room});
}

}  // namespace

void PipeLayer::clear(vtkRenderer& from) {
  pieces_.clear(from);
  portals_.clear(from);
}

std::vector<vtkActor*> PipeLayer::actors() const {
  std::vector<vtkActor*> all = pieces_.actors();
  const std::vector<vtkActor*> steel = portals_.actors();
  all.insert(all.end(), steel.begin(), steel.end());
  return all;
}

void PipeLayer::rebuild(const Layout& layout, const RunCut& cut, const Palette& palette, vtkRenderer& into) {
  if (!(palette == palette_)) clear(into);
  palette_ = palette;
  work_ = layPipes(layout);
  std::erase_if(work_.runs, [&](const PipeRun& run) { return !isPipeLeft(run, cut); });
  // thousands of racks are never seen from so near that a drop could be told from a scratch
  constexpr std::size_t mostWithDrops = 4000;
  if (layout.racks.size() > mostWithDrops)
    for (PipeRun& run : work_.runs) run.taps.clear();
  // an edit elsewhere does not jerk what flows
  if (phases_.size() != work_.runs.size()) phases_.assign(work_.runs.size(), 0.0);

  const int lines = 2 * static_cast<int>((work_.runs.size() + columns - 1) / columns);
  if (!work_.runs.empty()) {
    picture_ = vtkSmartPointer<vtkImageData>::New();
    picture_->SetDimensions(columns, lines, 1);
    picture_->AllocateScalars(VTK_UNSIGNED_CHAR, 4);
    std::memset(picture_->GetScalarPointer(), 0, std::size_t{4} * columns * static_cast<std::size_t>(lines));
    if (!texture_) {
      texture_ = vtkSmartPointer<vtkTexture>::New();
      texture_->SetColorModeToDirectScalars();
      texture_->InterpolateOff();
      texture_->RepeatOff();
    }
    texture_->SetInputData(picture_);
  }
  std::vector<std::vector<std::size_t>> runs(work_.places.size() + 1);
  std::vector<Hash> hashes(runs.size());
  for (std::size_t i = 0; i < work_.runs.size(); ++i) {
    const PipeRun& run = work_.runs[i];
    const std::size_t place = run.place == none ? 0 : run.place + 1;
    runs[place].push_back(i);
    addPipeTo(hashes[place], run, i, cut.sectionIn(run.hall));
  }
  std::vector<std::uint64_t> prints;
  for (const Hash& hash : hashes) prints.push_back(hash.value());
  const auto build = [&](std::size_t place) {
    Mesh mesh(palette.exposure);
    mesh.setMaterial(Material::shown);
    for (const std::size_t i : runs[place]) RunMesh(mesh, i, cut.sectionIn(work_.runs[i].hall)).add(work_.runs[i]);
    return mesh;
  };
  pieces_.renew(prints, into, build, [this](vtkActor& actor) {
    actor.SetTexture(texture_);
    actor.GetShaderProperty()->AddFragmentShaderReplacement("//VTK::TCoord::Impl", true, chevronShader(), false);
  });
  std::vector<Mesh> steel(1, Mesh(palette.exposure));
  for (const YardWay& way : yardWays(layout)) {
    if (!cut.leaves({{Kind::circuit, way.circuit, 0}})) continue;
    addPortals(steel[0], way, mainRadiusM(layout.circuits[way.circuit]), cut.sectionIn(none), palette.steel);
  }
  portals_.renew(steel, into);
}

void PipeLayer::refresh(const Frame& frame, const Overlay& overlay, double passedS) {
  if (work_.runs.empty()) return;
  auto* rgba = static_cast<std::uint8_t*>(picture_->GetScalarPointer());
  constexpr double waterKgPerM3 = 1000.0, pi = 3.14159265358979;
  for (std::size_t i = 0; i < work_.runs.size(); ++i) {
    const PipeRun& run = work_.runs[i];
    const PipeFlow flow = flowIn(run, frame);
    const bool isFlowing = static_cast<double>(flow.flowKgPerS) > leastFlowKgPerS;
    const double period = periodM(run);
    if (isFlowing && passedS > 0.0) {
      // as fast as the water would be in the pipe that is drawn, within what the eye can follow
      const double metresPerS =
          std::clamp(static_cast<double>(flow.flowKgPerS) / (waterKgPerM3 * pi * run.radiusM * run.radiusM), 0.35, 2.2);
      phases_[i] = std::fmod(phases_[i] + std::min(0.4, metresPerS * passedS / period), 1.0);
    }
    const Rgb8 colour = overlay.pipeColourOf(flow.temperatureC);
    const std::size_t cell = (i / columns) * 2 * columns + i % columns;
    std::uint8_t* water = rgba + 4 * cell;
    water[0] = colour.r, water[1] = colour.g, water[2] = colour.b, water[3] = 255;
    std::uint8_t* motion = rgba + 4 * (cell + columns);
    motion[0] = static_cast<std::uint8_t>(255.0 * phases_[i]);
    motion[1] = isFlowing ? 255 : 0;
    motion[2] = static_cast<std::uint8_t>(std::lround(50.0 * period));
    motion[3] = 255;
  }
  picture_->Modified();
}

void PipeLayer::look(const Camera& camera) {
  constexpr double nearM = 52.0;  // half the height of what is in the picture there
  const Vec3 eye = camera.eye();
  const double slope = std::tan(0.5 * camera.viewAngleDeg * 3.14159265358979 / 180.0);
  for (std::size_t p = 0; p < work_.places.size(); ++p) {
    if (!pieces_[p + 1].actor) continue;
    const Box& box = work_.places[p];
    const Vec3 near{std::clamp(eye.x, box.min.x, box.max.x), std::clamp(eye.y, box.min.y, box.max.y),
                    std::clamp(eye.z, box.min.z, box.max.z)};
    pieces_[p + 1].actor->SetVisibility(lengthOf(eye - near) * slope < nearM);
  }
}

bool PipeLayer::isShown(std::size_t place) const {
  return place + 1 < pieces_.size() && pieces_[place + 1].actor && pieces_[place + 1].actor->GetVisibility();
}

const std::uint8_t* PipeLayer::texel(std::size_t run, int line) const {
  const std::size_t cell = (run / columns) * 2 * columns + run % columns + static_cast<std::size_t>(line) * columns;
  return static_cast<const std::uint8_t*>(picture_->GetScalarPointer()) + 4 * cell;
}

Rgb8 PipeLayer::colourOf(std::size_t run) const {
  const std::uint8_t* t = texel(run, 0);
  return {t[0], t[1], t[2]};
}

bool PipeLayer::isFlowing(std::size_t run) const { return texel(run, 1)[1] != 0; }

}  // namespace plenum
