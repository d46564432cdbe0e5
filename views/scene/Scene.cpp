// SPDX-License-Identifier: Apache-2.0
#include "scene/Scene.h"

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkRenderer.h>

#include <cmath>

namespace plenum {

Scene::Scene() {
  // everything is lit when it is built
  renderer_->SetAutomaticLightCreation(0);
  renderer_->RemoveAllLights();
  renderer_->SetBackgroundAlpha(1.0);
  renderer_->GradientBackgroundOn();
}

Scene::~Scene() = default;

void Scene::rebuild(const LayoutPtr& layout, const Palette& palette, double cutAboveM, const SceneOptions& options) {
  if (!layout || (layout == layout_ && palette == palette_ && cutAboveM == cutAboveM_ && options == options_)) return;
  layout_ = layout;
  palette_ = palette;
  cutAboveM_ = cutAboveM;
  options_ = options;
  const LayoutPtr seen = cutAbove(layout, cutAboveM);
  frame_ = nullptr;
  overlay_ = {};
  const Box land = landOf(*layout);
  const Vec3 size = land.size();
  middle_ = land.centre();
  reachM_ = 11.0 * std::hypot(size.x, size.y) + 800.0;
  renderer_->SetBackground(palette.skyBottom.r, palette.skyBottom.g, palette.skyBottom.b);
  renderer_->SetBackground2(palette.skyTop.r, palette.skyTop.g, palette.skyTop.b);
  // racks first: what they hide need not be drawn
  racks_.rebuild(*seen, palette, renderer());
  equipment_.rebuild(*seen, palette, renderer());
  buildings_.rebuild(*seen, palette, renderer());
  pipes_.rebuild(*seen, palette, renderer());
  cables_.rebuild(*seen, palette, renderer());
  ground_.rebuild(*seen, palette, renderer());
}

void Scene::refresh(const FramePtr& frame, const Overlay& overlay, double passedS) {
  if (!frame || frame->layout != layout_) return;
  const OverlayRange range{overlay.low, overlay.high};
  if (frame == frame_ && overlay.id == overlay_ && range == range_) return;
  // what flows moves on with the simulated clock only: a paused plant stands still
  const bool isLater = frame_ && frame_->time != frame->time;
  frame_ = frame;
  overlay_ = overlay.id;
  range_ = range;
  racks_.refresh(*frame, overlay);
  equipment_.refresh(*frame, overlay);
  pipes_.refresh(*frame, overlay, isLater ? passedS : 0.0);
  cables_.refresh(*frame);
}

void Scene::look(const Camera& camera) {
  vtkCamera* vtk = renderer_->GetActiveCamera();
  const Vec3 eye = camera.eye(), up = camera.up();
  vtk->SetPosition(eye.x, eye.y, eye.z);
  vtk->SetFocalPoint(camera.target.x, camera.target.y, camera.target.z);
  vtk->SetViewUp(up.x, up.y, up.z);
  vtk->SetViewAngle(camera.viewAngleDeg);
  const Vec3 away = eye - middle_;
  pipes_.look(camera);
  cables_.look(camera);
  vtk->SetClippingRange(camera.nearM(), reachM_ + std::sqrt(away.x * away.x + away.y * away.y + away.z * away.z));
}

}  // namespace plenum
