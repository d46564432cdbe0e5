// SPDX-License-Identifier: Apache-2.0
#include "scene/Shading.h"

#include <vtkActor.h>
#include <vtkActorCollection.h>
#include <vtkFieldData.h>
#include <vtkImageData.h>
#include <vtkIntArray.h>
#include <vtkNew.h>
#include <vtkOpenGLPolyDataMapper.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkShaderProperty.h>
#include <vtkTexture.h>
#include <vtkUniforms.h>

#include <algorithm>

#include "scene/Mesh.h"
#include "scene/Shaders.h"

namespace plenum {
namespace {

// one of VTK's own names for a picture that it loads and does not multiply with
constexpr const char* shadowName = "materialTex";

void set(vtkUniforms& uniforms, const char* name, Vec3 v) {
  const float values[] = {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)};
  uniforms.SetUniform3f(name, values);
}
void set(vtkUniforms& uniforms, const char* name, Colour c) {
  const float values[] = {c.r, c.g, c.b};
  uniforms.SetUniform3f(name, values);
}
void set(vtkUniforms& uniforms, const char* name, const SunShadow::Row& row) {
  uniforms.SetUniform4f(name, row.data());
}

}  // namespace

void Shading::dress(vtkRenderer& renderer) {
  // what nobody else holds any more has gone from the scene
  std::erase_if(actors_, [](const auto& actor) { return actor->GetReferenceCount() == 1; });
  vtkActorCollection* all = renderer.GetActors();
  all->InitTraversal();
  while (vtkActor* actor = all->GetNextActor()) {
    auto* mesh = actor->GetMapper() ? vtkPolyData::SafeDownCast(actor->GetMapper()->GetInputDataObject(0, 0)) : nullptr;
    if (!mesh || !mesh->GetPointData()->GetArray(normalArray)) continue;
    if (std::any_of(actors_.begin(), actors_.end(), [actor](const auto& known) { return known == actor; })) continue;
    auto* kind = vtkIntArray::SafeDownCast(mesh->GetFieldData()->GetArray(shadingArray));
    dress(*actor, kind ? static_cast<Kind>(kind->GetValue(0)) : Kind::plain);
  }
}

void Shading::dress(vtkActor& actor, Kind kind) {
  auto* mapper = vtkOpenGLPolyDataMapper::SafeDownCast(actor.GetMapper());
  if (!mapper) return;
  mapper->SetVBOShiftScaleMethod(0);  // the shader reads places as they are
  mapper->MapDataArrayToVertexAttribute(normalArray, normalArray, vtkDataObject::FIELD_ASSOCIATION_POINTS, -1);
  vtkShaderProperty* shader = actor.GetShaderProperty();
  shader->AddVertexShaderReplacement("//VTK::PositionVC::Dec", true, vertexDeclarations(), false);
  shader->AddVertexShaderReplacement("//VTK::PositionVC::Impl", true, vertexBody(), false);
  shader->AddFragmentShaderReplacement("//VTK::ValuePass::Dec", true, fragmentFunctions(kind), false);
  shader->AddFragmentShaderReplacement("//VTK::DepthPeeling::Impl", true, fragmentBody(kind), false);
  actors_.emplace_back(&actor);
  tell(actor);
}

void Shading::tell(vtkActor& actor) const {
  vtkUniforms& all = *actor.GetShaderProperty()->GetFragmentCustomUniforms();
  set(all, "sunW", light_.towardsSun);
  set(all, "lightW", light_.towardsLight);
  set(all, "directL", light_.direct);
  set(all, "skyL", light_.skyAmbient);
  set(all, "groundL", light_.groundAmbient);
  set(all, "zenithL", light_.zenith);
  set(all, "horizonL", light_.horizon);
  set(all, "glowL", light_.glow);
  set(all, "shadowU", u_);
  set(all, "shadowV", v_);
  set(all, "shadowD", depth_);
  set(all, "shadowM", Vec3{texels_, offsetM_, 0});
  set(all, "eyeW", eye_);
  all.SetUniformf("starsL", light_.stars);
  // from high above there is less air in between
  constexpr double thinM = 1500.0;
  const double hazePerM = 1.0 / (clearM_ * (1.0 + std::max(0.0, eye_.z) / thinM));
  const float mood[] = {light_.lamps, static_cast<float>(wavesS_), light_.exposure, static_cast<float>(hazePerM)};
  all.SetUniform4f("moodL", mood);
  vtkProperty* property = actor.GetProperty();
  if (!texture_ || property->GetTexture(shadowName) == texture_) return;
  property->RemoveTexture(shadowName);
  property->SetTexture(shadowName, texture_);
}

void Shading::light(const Daylight& light) {
  light_ = light;
  for (auto& actor : actors_) tell(*actor);
}

void Shading::shade(SunShadow* shadow) {
  if (shadow) {
    texture_ = shadow->texture();
    u_ = shadow->u(), v_ = shadow->v(), depth_ = shadow->depth();
    texels_ = static_cast<float>(shadow->size());
    offsetM_ = static_cast<float>(1.3 * shadow->texelM());
  } else {
    vtkNew<vtkImageData> image;
    image->SetDimensions(2, 2, 1);
    image->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
    std::fill_n(static_cast<unsigned char*>(image->GetScalarPointer()), 12, static_cast<unsigned char>(255));
    texture_ = vtkSmartPointer<vtkTexture>::New();
    texture_->SetInputData(image);
    texture_->SetColorModeToDirectScalars();
    u_ = v_ = {0, 0, 0, -1};
    depth_ = {0, 0, 0, 0};
    texels_ = 2.0f;
  }
  for (auto& actor : actors_) tell(*actor);
}

void Shading::look(Vec3 eye, double wavesS) {
  eye_ = eye;
  wavesS_ = wavesS;
  for (auto& actor : actors_) tell(*actor);
}

}  // namespace plenum
