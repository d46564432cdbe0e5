// SPDX-License-Identifier: Apache-2.0
#include "window/ReportStills.h"

#include <algorithm>

#include "plan/GroundPlan.h"
#include "plan/Measure.h"
#include "sim/Engine.h"
#include "sim/State.h"
#include "viewport/Renderer.h"
#include "viewport/Still.h"
#include "window/GrowthShapes.h"

namespace plenum {
namespace {

constexpr const char* stillClock = "10:00";  // a low sun tells heights
constexpr int stillWidth = 1800, stillHeight = 1012;
constexpr int monthWidth = 1600, monthHeight = 760;
constexpr double monthAzimuthDeg = -28.0, monthElevationDeg = 26.0;

FramePtr atRest(const LayoutPtr& layout, const std::shared_ptr<const Setting>& setting) {
  if (!setting) return nullptr;
  const auto model = compile(layout, setting, seconds(1));
  if (!model) return nullptr;
  const SimStatePtr state = steadyState(**model);
  return publish(**model, *state, 1);
}

StillOptions lookOf(const FramePtr& frame) {
  StillOptions out;
  out.theme = ViewTheme::light();
  out.isAnnotated = false;
  out.options.style = SceneStyle::present;
  out.options.detail = Detail::still;
  out.options.lightAt = fromIso(toIso(frame->time).substr(0, 11) + stillClock);
  return out;
}

/// What stands then, what runs, and what holds it back.
Text captionOf(const plan::Evaluation& evaluation, int month) {
  const plan::MonthRow& row = evaluation.months[static_cast<std::size_t>(month)];
  std::string phases;
  for (const plan::PhaseRow& phase : evaluation.phases)
    if (!phase.id.empty() && phase.month == month) phases += (phases.empty() ? "" : ", ") + phase.id;
  return Text("report.stills.phase", {{"month", textOf(row.first).substr(0, 7)},
                                      {"phases", phases},
                                      {"chips", written(row.liveChips, plan::Measure::chips, false)},
                                      {"mw", written(row.liveMw, plan::Measure::megawatts, false)},
                                      {"plan.resource", holdingWordOf(row)}});
}

}  // namespace

std::vector<int> stillMonths(const plan::Evaluation& evaluation) {
  std::vector<int> out;
  for (const plan::PhaseRow& phase : evaluation.phases)
    if (!phase.id.empty() && phase.month >= 0 && phase.month < static_cast<int>(evaluation.months.size()))
      out.push_back(phase.month);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<views::ReportStill> reportStills(const LayoutPtr& layout, const std::shared_ptr<const Setting>& setting,
                                             const views::PlanSeen& seen, const std::function<bool()>& goesOn) {
  const FramePtr frame = atRest(layout, setting);
  if (!frame) return {};
  Renderer renderer;
  if (!renderer.trouble().empty()) return {};
  StillOptions options = lookOf(frame);
  options.width = stillWidth, options.height = stillHeight;
  const Still today = renderStill(renderer, frame, options);
  if (!today.trouble.empty() || today.image.isNull()) return {};
  std::vector<views::ReportStill> out{{today.image, Text("report.stills.campus")}};

  GrowthCase growth{seen.plan, seen.option, seen.ground, seen.evaluation, nullptr};
  growth.places = placesOf(*seen.plan, seen.option, *seen.ground);
  if (!growth.places || growth.places->blocks.empty()) return out;
  Box all = layout->bounds;
  for (const plan::PlacedBlock& block : growth.places->blocks) all.add(block.box);
  Camera camera;
  camera.azimuthDeg = monthAzimuthDeg, camera.elevationDeg = monthElevationDeg;
  options.width = monthWidth, options.height = monthHeight;
  options.camera = framing(camera, all, static_cast<double>(monthWidth) / monthHeight);
  options.options.roofs = Roofs::closed;
  GrowthLook look;
  look.say = [](const Text&) { return std::string(); };  // nothing is lettered
  for (const int month : stillMonths(*seen.evaluation)) {
    if (!goesOn()) return out;
    options.options.growth = growthOn(growth, dayOfMonth(*seen.plan, month), look);
    const Still still = renderStill(renderer, frame, options);
    if (!still.trouble.empty() || still.image.isNull()) return out;
    out.push_back({still.image, captionOf(*seen.evaluation, month)});
  }
  return out;
}

}  // namespace plenum
