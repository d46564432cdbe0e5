// SPDX-License-Identifier: Apache-2.0
#include "scene/Scene.h"

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkPropCollection.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>

#include "scene/Terrain.h"

namespace plenum {

Scene::Scene() {
  // what is lit is lit when it is built, or by shaders of our own
  renderer_->SetAutomaticLightCreation(0);
  renderer_->RemoveAllLights();
  renderer_->SetBackgroundAlpha(1.0);
}

Scene::~Scene() = default;

void Scene::rebuild(const LayoutPtr& layout, const Palette& palette, double cutAboveM, const SceneOptions& options) {
  if (!layout) return;
  const auto still = [](SceneOptions of) {
    of.lightAt.reset();
    of.light = Light::ofClock;
    of.roofs = Roofs::automatic;
    of.opening.isXray = false;
    of.opening.chosen.clear();
    of.growth = nullptr;
    return of;
  };
  const bool isSameXray =
      options.opening.isXray == options_.opening.isXray && options.opening.chosen == options_.opening.chosen;
  const Box planned = options.growth ? options.growth->land : Box{};
  if (layout == layout_ && palette == palette_ && cutAboveM == cutAboveM_ && still(options) == still(options_) &&
      planned == planned_) {
    options_ = options;
    if (!isSameXray) seeThrough();
    grow();
    return;
  }
  const bool isPresented = options.style == SceneStyle::present;
  const Palette materials = isPresented ? materialPalette() : palette;
  // other colours are other meshes all over, and the shaders of Present fit no others
  if (!(materials == materials_)) clear();
  materials_ = materials;
  planned_ = planned;
  layout_ = layout;
  palette_ = palette;
  cutAboveM_ = cutAboveM;
  options_ = options;
  const LayoutPtr seen = openUp(layout, cutAboveM, options.opening);
  // pipes and cables lead on to what is taken away, as far as the opening leaves them
  LayoutPtr joined = seen;
  if (options.opening.leavesOut()) {
    Opening apart;
    apart.spreadM = options.opening.spreadM;
    joined = openUp(layout, cutAboveM, apart);
  }
  const RunCut cut(*layout, options.opening);
  frame_ = nullptr;
  overlay_ = {};
  Box land = landOf(*layout);
  land.add(planned);
  middle_ = land.centre();
  const Vec3 half = land.size() * 0.5;
  reachM_ = 1.05 * landReachM + std::hypot(half.x, half.y);
  renderer_->SetBackground(materials.skyBottom.r, materials.skyBottom.g, materials.skyBottom.b);
  // racks first: what they hide need not be drawn
  racks_.rebuild(*seen, materials, renderer());
  equipment_.rebuild(*seen, materials, renderer());
  buildings_.rebuild(*seen, materials, renderer());
  pipes_.rebuild(*joined, cut, materials, renderer());
  cables_.rebuild(*joined, cut, materials, renderer());
  ground_.rebuild(*seen, materials, renderer(), planned);
  sky_.rebuild(materials, renderer());
  details_.rebuild(*seen, racks_, materials, renderer());
  constexpr double shadowMarginM = 45.0, tallestM = 45.0;
  presentation_.rebuild(
      {{land.min.x - shadowMarginM, land.min.y - shadowMarginM, -4.0},
       {land.max.x + shadowMarginM, land.max.y + shadowMarginM, std::max(land.max.z + 3.0, tallestM)}},
      options.detail, layout->site ? layout->site->landscape.kind : Landscape::Kind::plain);
  made_ = racks_.made() + equipment_.made() + buildings_.made() + pipes_.made() + cables_.made() + ground_.made();
  grow();
  seeThrough();
}

void Scene::clear() {
  racks_.clear(renderer());
  equipment_.clear(renderer());
  buildings_.clear(renderer());
  pipes_.clear(renderer());
  cables_.clear(renderer());
  ground_.clear(renderer());
  sky_.clear(renderer());
  details_.clear(renderer());
}

/// One order of drawing, whatever came first: where two surfaces lie in one another the later one is seen.
void Scene::arrange() {
  std::vector<vtkActor*> order;
  const auto add = [&order](const std::vector<vtkActor*>& some) {
    for (vtkActor* actor : some)
      if (actor) order.push_back(actor);
  };
  // racks first: what they hide need not be drawn; what is blended with what is there already comes last
  add(racks_.actors());
  add(equipment_.actors());
  add(buildings_.actors());
  add(pipes_.actors());
  add(cables_.actors());
  add(ground_.actors());
  add(sky_.actors());
  add(growth_.actors());
  add(details_.actors());
  vtkPropCollection* props = renderer_->GetViewProps();
  vtkCollectionSimpleIterator at;
  props->InitTraversal(at);
  bool isInOrder = static_cast<std::size_t>(props->GetNumberOfItems()) == order.size();
  for (std::size_t k = 0; isInOrder && k < order.size(); ++k) isInOrder = props->GetNextProp(at) == order[k];
  if (isInOrder) return;
  // through the collection, for a renderer that is told to remove a thing lets go of all that GL holds of it
  const std::vector<vtkSmartPointer<vtkActor>> held(order.begin(), order.end());
  props->RemoveAllItems();
  for (vtkActor* actor : order) props->AddItem(actor);
}

void Scene::grow() {
  const bool isPresented = options_.style == SceneStyle::present;
  if (growth_.rebuild(options_.growth, isPresented ? materialPalette() : palette_, groundStepM(*layout_), renderer()))
    presentation_.castAnew();
}

void Scene::seeThrough() {
  frame_ = nullptr;
  std::optional<std::vector<std::uint32_t>> solid;
  if (options_.opening.isXray) {
    solid.emplace();
    if (const auto chosen = layout_->find(options_.opening.chosen))
      for (std::uint32_t i = 0; i < layout_->racks.size(); ++i)
        if (belongsTo(*layout_, {Kind::rack, i, 0}, *chosen)) solid->push_back(i);
  }
  racks_.setXray(std::move(solid));
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
  if (isLater) wavesS_ += passedS;
  racks_.refresh(*frame, overlay);
  equipment_.refresh(*frame, overlay);
  pipes_.refresh(*frame, overlay, isLater ? passedS : 0.0);
  cables_.refresh(*frame, overlay);
  details_.refresh(*frame, isLater ? passedS : 0.0);
}

Time Scene::lightNow(const Location& place) {
  if (options_.lightAt) return *options_.lightAt;
  const Time noon = toTime({{2026, 6, 1}, 12}), now = frame_ ? frame_->time : noon;
  if (options_.light == Light::ofClock) return now;
  // one search a day
  const std::int64_t day = now.us / days(1).us;
  if (!hour_ || hour_->light != options_.light || hour_->day != day || !(hour_->place == place))
    hour_ = {options_.light, day, place, lightTime(options_.light, place, now)};
  return hour_->at;
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
  details_.look(camera, renderer());
  sky_.look(camera);
  growth_.look(camera);
  arrange();
  const bool areRoofsNew = buildings_.look(camera, options_.roofs);
  if (options_.style == SceneStyle::present) {
    if (areRoofsNew) presentation_.castAnew();
    const Location place = layout_ && layout_->site ? layout_->site->location : Location{};
    presentation_.look(renderer(), camera, place, lightNow(place), wavesS_);
  }
  vtk->SetClippingRange(camera.nearM(), reachM_ + std::sqrt(away.x * away.x + away.y * away.y + away.z * away.z));
}

}  // namespace plenum
