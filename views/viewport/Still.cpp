// SPDX-License-Identifier: Apache-2.0
#include "viewport/Still.h"

#include <QGuiApplication>
#include <QPainter>

#include "scene/Views.h"
#include "viewport/Annotations.h"
#include "viewport/GrowthMarks.h"
#include "viewport/Marks.h"
#include "viewport/Renderer.h"

namespace plenum {

Still renderStill(const FramePtr& frame, const StillOptions& options) {
  Renderer renderer;
  return renderStill(renderer, frame, options);
}

Still renderStill(Renderer& renderer, const FramePtr& frame, const StillOptions& options) {
  if (!frame || !frame->layout) return {{}, "viewport.noFrame"};
  const Overlay* overlay = findOverlay(options.overlay);
  if (!overlay) return {{}, "viewport.noOverlay"};
  if (options.width < 1 || options.height < 1) return {{}, "viewport.noSize"};
  const double aspect = static_cast<double>(options.width) / options.height;
  const auto camera = options.camera ? options.camera : cameraOf(*frame->layout, options.view, aspect);
  if (!camera) return {{}, "viewport.noView"};

  if (!renderer.trouble().empty()) return {{}, renderer.trouble()};
  RenderRequest request{.frame = frame, .camera = *camera, .overlay = overlay, .palette = options.theme.palette};
  request.width = options.width;
  request.height = options.height;
  request.supersample = options.isFine ? 2 : 1;
  request.options = options.options;
  request.stepS = options.stepS;
  request.isPatient = true;
  if (options.options.detail == Detail::still) request.nearness = Nearness::thorough;
  const auto about = frame->layout->find(options.view);
  if (about) request.cutAboveM = cutFor(*frame->layout, *about);
  if (options.selection) request.cutAboveM = cutFor(*frame->layout, *options.selection);
  const Picture picture = renderer.draw(request);
  if (picture.image.isNull()) return {{}, "viewport.noGl"};

  Still still{picture.image.copy(), {}, picture.drawMs};
  QPainter painter(&still.image);
  painter.scale(options.scale, options.scale);
  const double width = options.width / options.scale, height = options.height / options.scale;
  const Projection view{*camera, width, height};
  const Sentences say = options.say ? options.say : [](const std::string& id) { return QString::fromStdString(id); };
  const Annotations look{options.theme, say, options.isChinese};
  if (options.selection)
    look.outline(painter, view, frame->layout->boxOf(*options.selection), options.theme.accent, 2.0);
  // text needs fonts, and fonts an application
  if (options.isAnnotated && qobject_cast<QGuiApplication*>(QCoreApplication::instance())) {
    const LayoutPtr seen = openUp(frame->layout, request.cutAboveM, options.options.opening);
    const GrowthPtr& growth = options.options.growth;
    if (growth) paintGrowth(painter, look, view, *growth, {});
    paintNearLabels(painter, look, view, *seen, look.labels(painter, view, *frame), picture.closed);
    paintAlarms(painter, look, view, *frame, *seen, QRectF(0, 0, width, height));
    const auto swatches = look.swatchesOf(*frame, *overlay);
    const QRectF area(0, 0, width, height);
    paintLight(painter, look, area, options.options);
    const Worn worn = wornIn(*frame, *overlay, picture.closed);
    if (growth && growth->areYearsShown)
      paintYears(painter, look, area, *growth);
    else if (!worn.isOverlay) {
      if (worn.arePipes) look.pipeLegend(painter, area);
    } else if (swatches.empty())
      look.legend(painter, area, *overlay);
    else
      look.swatches(painter, area, say("overlay." + std::string(overlay->id)), swatches);
  }
  return still;
}

}  // namespace plenum
