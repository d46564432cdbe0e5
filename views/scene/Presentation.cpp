// SPDX-License-Identifier: Apache-2.0
#include "scene/Presentation.h"

#include <vtkActor.h>
#include <vtkActorCollection.h>
#include <vtkCellArray.h>
#include <vtkFieldData.h>
#include <vtkIntArray.h>
#include <vtkMapper.h>
#include <vtkPointData.h>
#include <vtkRenderer.h>

#include <algorithm>

#include "scene/Mesh.h"

namespace plenum {
namespace {

constexpr int liveShadowTexels = 2048, stillShadowTexels = 4096;
// cosine of how far the sun moves before its shadows are cast again: about five minutes
constexpr double sameSun = 0.99976;

}  // namespace

void Presentation::rebuild(const Box& region, Detail detail, Landscape::Kind country) {
  // dry air is clear
  shading_.air(country == Landscape::Kind::desert ? 15000.0 : 7000.0);
  if (detail != detail_ || region != region_) shadow_.reset();
  detail_ = detail;
  region_ = region;
  lightOf_.reset();
  isStale_ = true;
}

void Presentation::look(vtkRenderer& renderer, const Camera& camera, const Location& place, Time time, double wavesS) {
  shading_.dress(renderer);
  if (lightOf_ != time) {
    lightOf_ = time;
    light_ = daylightAt(place, time);
    shading_.light(light_);
  }
  const Vec3 to = light_.towardsLight;
  if (shadowOf_.x * to.x + shadowOf_.y * to.y + shadowOf_.z * to.z < sameSun) shadow_.reset();
  if (isStale_ || !shadow_) cast(renderer);
  shading_.look(camera.eye(), wavesS);
}

std::vector<Presentation::Caster> Presentation::castersIn(vtkRenderer& renderer) const {
  std::vector<Caster> casters;
  vtkActorCollection* all = renderer.GetActors();
  all->InitTraversal();
  while (vtkActor* actor = all->GetNextActor()) {
    auto* mesh = actor->GetMapper() ? vtkPolyData::SafeDownCast(actor->GetMapper()->GetInputDataObject(0, 0)) : nullptr;
    if (!mesh || !actor->GetVisibility() || !mesh->GetPointData()->GetArray(normalArray)) continue;
    auto* kind = vtkIntArray::SafeDownCast(mesh->GetFieldData()->GetArray(shadingArray));
    const auto shading = kind ? static_cast<Shading::Kind>(kind->GetValue(0)) : Shading::Kind::plain;
    // what lies throws no shadow
    if (shading != Shading::Kind::plain && shading != Shading::Kind::built) continue;
    vtkPoints* points = mesh->GetPoints();
    if (!points) continue;
    const auto changed = std::max(points->GetMTime(), mesh->GetPolys()->GetMTime());
    double b[6];
    points->GetBounds(b);
    casters.push_back({mesh, points, changed, shadow_->windowOf({{b[0], b[2], b[4]}, {b[1], b[3], b[5]}})});
  }
  return casters;
}

// a texel is the nearest of all that it meets, so where something has gone all else is cast once more
void Presentation::cast(vtkRenderer& renderer) {
  const bool isNew = !shadow_;
  if (isNew) {
    shadow_.emplace(region_, light_.towardsLight, detail_ == Detail::still ? stillShadowTexels : liveShadowTexels);
    shadowOf_ = light_.towardsLight;
    casters_.clear();
  }
  isStale_ = false;
  std::vector<Caster> now = castersIn(renderer);
  SunShadow::Window window = isNew ? shadow_->whole() : SunShadow::Window{};
  const auto addMissing = [&window](const std::vector<Caster>& of, const std::vector<Caster>& in) {
    for (const Caster& caster : of)
      if (std::none_of(in.begin(), in.end(), [&](const Caster& other) { return caster.isSame(other); }))
        window.add(caster.at);
  };
  addMissing(casters_, now);
  addMissing(now, casters_);
  casters_ = std::move(now);
  if (window.isEmpty()) return;
  if (!isNew) shadow_->clear(window);
  for (const Caster& caster : casters_)
    if (caster.at.meets(window)) shadow_->cast(*caster.mesh, window);
  shading_.shade(&*shadow_);
  castTexels_ =
      static_cast<std::size_t>(window.right - window.left) * static_cast<std::size_t>(window.high - window.low);
  ++casts_;
}

}  // namespace plenum
