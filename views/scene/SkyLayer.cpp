// SPDX-License-Identifier: Apache-2.0
#include "scene/SkyLayer.h"

#include <vtkActor.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>

#include <cmath>
#include <iterator>

#include "scene/Mesh.h"
#include "scene/Vectors.h"

namespace plenum {
namespace {

constexpr double radiusM = 15000.0;

}  // namespace

void SkyLayer::rebuild(const Palette& palette, vtkRenderer& into) {
  std::vector<Mesh> meshes(1, Mesh(palette.exposure));
  Mesh& mesh = meshes.front();
  mesh.setMaterial(Material::sky);
  // down to below the horizon: land ends a little under it
  constexpr double elevationsDeg[] = {-14.0, 0.0, 2.0, 5.0, 10.0, 18.0, 32.0, 55.0, 90.0};
  constexpr int around = 32;
  const auto colourOf = [&](double elevationDeg) {
    const double t = elevationDeg <= 0.0 ? 0.0 : std::pow(elevationDeg / 90.0, 0.45);
    return mix(palette.skyBottom, palette.skyTop, static_cast<float>(t));
  };
  for (std::size_t k = 0; k + 1 < std::size(elevationsDeg); ++k)
    for (int s = 0; s < around; ++s) {
      const auto at = [&](double elevationDeg, int step) {
        const double e = elevationDeg * degree, a = 360.0 * degree * step / around;
        return Vec3{radiusM * std::cos(e) * std::cos(a), radiusM * std::cos(e) * std::sin(a), radiusM * std::sin(e)};
      };
      // seen from inside
      const Vec3 corners[] = {at(elevationsDeg[k], s + 1), at(elevationsDeg[k], s), at(elevationsDeg[k + 1], s),
                              at(elevationsDeg[k + 1], s + 1)};
      const Colour low = colourOf(elevationsDeg[k]), high = colourOf(elevationsDeg[k + 1]);
      const Colour colours[] = {low, low, high, high};
      mesh.plainPolygon(corners, colours);
    }
  pieces_.renew(meshes, into);
}

void SkyLayer::look(const Camera& camera) {
  if (pieces_.size() == 0) return;
  const Vec3 eye = camera.eye();
  pieces_[0].actor->SetPosition(eye.x, eye.y, eye.z);
}

}  // namespace plenum
