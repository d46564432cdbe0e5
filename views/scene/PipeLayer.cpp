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

void addPortals(Mesh& mesh, const YardWay& way, double radiusM, Colour colour) {
  for (std::size_t i = 0; i + 1 < way.route.size(); ++i) {
    const Vec2 a = way.route[i], b = way.route[i + 1], d = b - a;
    const double length = std::hypot(d.x, d.y);
    const bool isAlongX = std::abs(d.x) > std::abs(d.y);
    const double reach = 2.0 * radiusM + 0.4, z = way.heightM - radiusM - 0.12;
    for (double s = 0.5 * portalM; s < length; s += portalM) {
      const Vec2 p = a + d * (s / length);
      const Vec3 side = isAlongX ? Vec3{0, reach, 0} : Vec3{reach, 0, 0};
      const Vec3 foot{p.x, p.y, -1.2}, head{p.x, p.y, z};
      for (double k : {-1.0, 1.0}) mesh.bar(foot + side * k, head + side * k, 0.09, colour, 5);
      mesh.bar(head - side, head + side, 0.10, colour, 5);
    }
  }
}

/// One straight leg with its texture coordinates.
void addLeg(Mesh& mesh, std::size_t run, Vec3 from, Vec3 to, double radiusM, double alongM, double untilM) {
  const int sides = radiusM > 0.12 ? 10 : radiusM > 0.045 ? 8 : 5;
  mesh.bar(from, to, radiusM, {1, 1, 1}, sides);
  const auto u = [&](int k) { return static_cast<float>(static_cast<double>(run) + 0.05 + 0.9 * k / sides); };
  const auto a = static_cast<float>(alongM), b = static_cast<float>(untilM);
  for (int s = 0; s < sides; ++s)
    mesh.place(u(s), a), mesh.place(u(s + 1), a), mesh.place(u(s + 1), b), mesh.place(u(s), b);
}

double lengthOf(Vec3 d) { return std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z); }

}  // namespace

void PipeLayer::addRun(Mesh& mesh, std::size_t index, const Palette&) const {
  const PipeRun& run = work_.runs[index];
  double along = 0.0;
  for (std::size_t i = 0; i + 1 < run.route.size(); ++i) {
    const Vec3 d = run.route[i + 1] - run.route[i];
    const double length = lengthOf(d);
    if (length < 0.03) continue;
    // legs overlap by nearly a radius, which closes the corners
    const double more = run.radiusM * 0.9;
    const Vec3 extra = d * (more / length);
    addLeg(mesh, index, run.route[i] - extra, run.route[i + 1] + extra, run.radiusM, along - more,
           along + length + more);
    along += length;
  }
  constexpr double dropRadiusM = 0.03;
  for (const Vec3& tap : run.taps) {
    const Vec3 foot{tap.x, tap.y, run.tapFootM};
    addLeg(mesh, index, tap, foot, dropRadiusM, 0.0, tap.z - foot.z);
  }
}

void PipeLayer::rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into) {
  for (const auto& old : actors_)
    if (old) into.RemoveActor(old);
  if (portals_) into.RemoveActor(portals_);
  actors_.clear();
  portals_ = nullptr;
  work_ = layPipes(layout);
  // thousands of racks are never seen from so near that a drop could be told from a scratch
  constexpr std::size_t mostWithDrops = 4000;
  if (layout.racks.size() > mostWithDrops)
    for (PipeRun& run : work_.runs) run.taps.clear();
  phases_.assign(work_.runs.size(), 0.0);
  if (work_.runs.empty()) return;

  const int lines = 2 * static_cast<int>((work_.runs.size() + columns - 1) / columns);
  picture_ = vtkSmartPointer<vtkImageData>::New();
  picture_->SetDimensions(columns, lines, 1);
  picture_->AllocateScalars(VTK_UNSIGNED_CHAR, 4);
  std::memset(picture_->GetScalarPointer(), 0, std::size_t{4} * columns * static_cast<std::size_t>(lines));
  texture_ = vtkSmartPointer<vtkTexture>::New();
  texture_->SetInputData(picture_);
  texture_->SetColorModeToDirectScalars();
  texture_->InterpolateOff();
  texture_->RepeatOff();

  std::vector<Mesh> meshes(work_.places.size() + 1, Mesh(palette.exposure));
  for (Mesh& mesh : meshes) mesh.setMaterial(Material::shown);
  for (std::size_t i = 0; i < work_.runs.size(); ++i) {
    const std::uint32_t place = work_.runs[i].place;
    addRun(meshes[place == none ? 0 : place + 1], i, palette);
  }
  for (Mesh& mesh : meshes) {
    actors_.emplace_back();
    if (mesh.isEmpty()) continue;
    auto actor = actorFor(mesh.take());
    actor->SetTexture(texture_);
    actor->GetShaderProperty()->AddFragmentShaderReplacement("//VTK::TCoord::Impl", true, chevronShader(), false);
    into.AddActor(actor);
    actors_.back() = actor;
  }
  Mesh steel(palette.exposure);
  for (const YardWay& way : yardWays(layout))
    addPortals(steel, way, mainRadiusM(layout.circuits[way.circuit]), palette.steel);
  if (steel.isEmpty()) return;
  portals_ = actorFor(steel.take());
  into.AddActor(portals_);
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
    if (!actors_[p + 1]) continue;
    const Box& box = work_.places[p];
    const Vec3 near{std::clamp(eye.x, box.min.x, box.max.x), std::clamp(eye.y, box.min.y, box.max.y),
                    std::clamp(eye.z, box.min.z, box.max.z)};
    actors_[p + 1]->SetVisibility(lengthOf(eye - near) * slope < nearM);
  }
}

bool PipeLayer::isShown(std::size_t place) const {
  return place + 1 < actors_.size() && actors_[place + 1] && actors_[place + 1]->GetVisibility();
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
