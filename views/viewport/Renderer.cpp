// SPDX-License-Identifier: Apache-2.0
#include "viewport/Renderer.h"

#include <vtkCamera.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "scene/Scene.h"
#include "viewport/EglWindow.h"

namespace plenum {

struct Renderer::Gl {
  vtkSmartPointer<EglWindow> window = vtkSmartPointer<EglWindow>::New();
  Scene scene;
};

Renderer::Renderer() : gl_(std::make_unique<Gl>()) {
  if (!gl_->window->isReady()) {
    trouble_ = "viewport.noGl";
    return;
  }
  isSoftware_ = gl_->window->isSoftware();
  gl_->window->AddRenderer(&gl_->scene.renderer());
}

Renderer::~Renderer() {
  if (gl_->window->isReady()) gl_->window->RemoveRenderer(&gl_->scene.renderer());
}

QImage Renderer::blank(int width, int height) {
  std::erase_if(pool_, [&](const QImage& image) { return image.width() != width || image.height() != height; });
  for (QImage& image : pool_)
    if (image.isDetached()) return image;
  pool_.emplace_back(width, height, QImage::Format_RGB32);
  return pool_.back();
}

/// Afterwards and on the processor: software GL would be no quicker, and a graphics card hands its picture over anyway.
/// Half as fine as the picture: nearness changes slowly.
void Renderer::dimCorners(QImage& image, const RenderRequest& request) {
  const int width = image.width() * request.supersample, height = image.height() * request.supersample;
  const int step = std::min({2 * request.supersample, width, height});
  Depths depths{width / step, height / step, gl_->window->readDepths(step)};
  if (depths.awayM.empty()) return;
  const double* range = gl_->scene.renderer().GetActiveCamera()->GetClippingRange();
  const double nearM = range[0], farM = range[1];
  constexpr double halfTurn = 0.017453292519943295 / 2.0, nearlyAll = 0.995;
  depths.focalPx = 0.5 * depths.height / std::tan(request.camera.viewAngleDeg * halfTurn);
  depths.farM = nearlyAll * farM;
  for (float& depth : depths.awayM)
    depth = static_cast<float>(nearM * farM / (farM - static_cast<double>(depth) * (farM - nearM)));
  // the pool's own copy is written to, as it was by what read it
  QImage dimmed(const_cast<uchar*>(image.constBits()), image.width(), image.height(), image.bytesPerLine(),
                image.format());
  dim(dimmed, depths, skySeen(depths, request.nearness));
}

Picture Renderer::draw(const RenderRequest& request) {
  Picture picture{.image = {}, .camera = request.camera, .frame = request.frame};
  picture.cutAboveM = request.cutAboveM;
  picture.supersample = request.supersample;
  if (!trouble_.empty() || !request.frame || !request.frame->layout || !request.overlay) return picture;
  const auto begin = std::chrono::steady_clock::now();
  const int width = std::clamp(request.width, 1, 16384), height = std::clamp(request.height, 1, 16384);
  gl_->scene.rebuild(request.frame->layout, request.palette, request.cutAboveM, request.options);
  constexpr double mostPassedS = 0.25;  // after a rest nothing jumps
  const double passedS = request.stepS ? *request.stepS
                         : lastDrawn_
                             ? std::min(mostPassedS, std::chrono::duration<double>(begin - *lastDrawn_).count())
                             : 0.0;
  lastDrawn_ = begin;
  gl_->scene.refresh(request.frame, request.range ? over(*request.overlay, *request.range) : *request.overlay,
                     request.isMotionReduced ? 0.0 : passedS);
  gl_->scene.setMotionReduced(request.isMotionReduced);
  gl_->scene.look(request.camera);
  constexpr int mostLooks = 400;
  for (int k = 0; request.isPatient && gl_->scene.details().isWaiting() && k < mostLooks; ++k)
    gl_->scene.look(request.camera);
  picture.isWhole = !gl_->scene.details().isWaiting();
  picture.closed = gl_->scene.buildings().closed();
  gl_->window->SetSize(width * request.supersample, height * request.supersample);
  gl_->window->Render();
  QImage image = blank(width, height);
  // the pool's own copy is written to: bits() of a shared image would copy it first
  auto* bits = const_cast<uchar*>(image.constBits());
  if (gl_->window->read(bits, static_cast<int>(image.bytesPerLine()), request.supersample)) picture.image = image;
  if (request.nearness != Nearness::none && request.options.style == SceneStyle::present && !picture.image.isNull())
    dimCorners(picture.image, request);
  picture.drawMs = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  return picture;
}

}  // namespace plenum
