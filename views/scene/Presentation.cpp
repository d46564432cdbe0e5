// SPDX-License-Identifier: Apache-2.0
#include "scene/Presentation.h"

#include <vtkActor.h>
#include <vtkActorCollection.h>
#include <vtkFieldData.h>
#include <vtkIntArray.h>
#include <vtkMapper.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>

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
  detail_ = detail;
  region_ = region;
  lightOf_.reset();
  shadowOf_.reset();
}

void Presentation::look(vtkRenderer& renderer, const Camera& camera, const Location& place, Time time, double wavesS) {
  shading_.dress(renderer);
  if (lightOf_ != time) {
    lightOf_ = time;
    light_ = daylightAt(place, time);
    shading_.light(light_);
  }
  const Vec3 to = light_.towardsLight;
  if (!shadowOf_ || shadowOf_->x * to.x + shadowOf_->y * to.y + shadowOf_->z * to.z < sameSun) cast(renderer);
  shading_.look(camera.eye(), wavesS);
}

void Presentation::cast(vtkRenderer& renderer) {
  SunShadow shadow(region_, light_.towardsLight, detail_ == Detail::still ? stillShadowTexels : liveShadowTexels);
  vtkActorCollection* all = renderer.GetActors();
  all->InitTraversal();
  while (vtkActor* actor = all->GetNextActor()) {
    auto* mesh = actor->GetMapper() ? vtkPolyData::SafeDownCast(actor->GetMapper()->GetInputDataObject(0, 0)) : nullptr;
    if (!mesh || !actor->GetVisibility() || !mesh->GetPointData()->GetArray(normalArray)) continue;
    auto* kind = vtkIntArray::SafeDownCast(mesh->GetFieldData()->GetArray(shadingArray));
    const auto shading = kind ? static_cast<Shading::Kind>(kind->GetValue(0)) : Shading::Kind::plain;
    // what lies throws no shadow
    if (shading == Shading::Kind::plain || shading == Shading::Kind::built) shadow.cast(*mesh);
  }
  shading_.shade(&shadow);
  shadowOf_ = light_.towardsLight;
  ++casts_;
}

}  // namespace plenum
