// SPDX-License-Identifier: Apache-2.0
#include "window/Film.h"

#include <algorithm>
#include <cmath>

#include "run/Timeline.h"
#include "run/WorkerPool.h"
#include "scene/Views.h"
#include "sim/Engine.h"
#include "sim/Steady.h"
#include "viewport/Renderer.h"
#include "viewport/Still.h"

namespace plenum {
namespace {

constexpr Duration filmTick = seconds(1);

/// The run of a story: goes on to an instant, or back to one and lives from there anew.
class StoryRun {
 public:
  StoryRun(const FilmOrder& order, SimModelPtr model)
      : pool_(order.workers),
        timeline_(std::make_unique<Timeline>(Timeline::Options{order.setting, filmTick, 96u << 20}, order.layout, model,
                                             steadyState(*model))) {}

  void goTo(Duration sinceStart) {
    const std::int64_t tick = sinceStart / filmTick;
    if (tick < timeline_->tick())
      timeline_ = std::make_unique<Timeline>(timeline_->options(), timeline_->copyOfHistory(), tick);
    while (timeline_->tick() < tick) timeline_->advance(pool_);
  }
  void act(const Action& action) { timeline_->act(action); }
  FramePtr frame() { return publish(timeline_->model(), timeline_->state(), ++sequence_); }

 private:
  WorkerPool pool_;
  std::unique_ptr<Timeline> timeline_;
  std::uint64_t sequence_ = 0;
};

/// What is shown of a step, found when it begins.
struct Shot {
  Camera from, to;
  std::string focus = "campus";  // whose storeys are seen
  std::string overlay = "chip-temperature";
  SceneStyle style = SceneStyle::present;
};

}  // namespace

std::int64_t framesOf(const FilmOrder& order) {
  const auto all = static_cast<std::int64_t>(std::llround(StoryReel(order.story).lengthS() * order.fps));
  return order.frames > 0 ? std::min(order.frames, all) : all;
}

Problems film(const FilmOrder& order,
              const std::function<bool(std::int64_t frame, std::int64_t frames, const QImage&)>& take) {
  auto model = compile(order.layout, order.setting, filmTick);
  if (!model) return model.problems();
  Renderer renderer;
  const auto trouble = [](const std::string& id) { return Problems{{Problem::Weight::error, {}, Text(id), {}}}; };
  if (!renderer.trouble().empty()) return trouble(renderer.trouble());

  StoryRun run(order, *model);
  const StoryReel reel(order.story);
  const double aspect = static_cast<double>(order.width) / order.height;
  Shot shot;
  shot.to = plenum::cameraOf(*order.layout, "campus", aspect).value_or(Camera{});
  const std::int64_t frames = framesOf(order);
  std::size_t begun = 0;  // steps
  for (std::int64_t k = 0; k < frames; ++k) {
    const StoryReel::Moment moment = reel.at(static_cast<double>(k) / order.fps);
    // steps that are shorter than a frame happen all the same
    for (; begun <= moment.step; ++begun) {
      const StoryStep& step = order.story.steps[begun];
      run.goTo(reel.simulatedAtBeginOf(begun));
      for (const Action& action : step.actions) run.act(action);
      shot.from = shot.to;
      shot.to = cameraOf(step, *order.layout, shot.from, aspect).value_or(shot.from);
      if (!step.focus.empty()) shot.focus = step.focus;
      if (!step.overlay.empty()) shot.overlay = step.overlay;
      if (step.style != StoryStep::Style::keep)
        shot.style = step.style == StoryStep::Style::present ? SceneStyle::present : SceneStyle::operate;
    }
    run.goTo(moment.simulated);
    const FramePtr frame = run.frame();
    const StoryStep& step = order.story.steps[moment.step];
    StillOptions still;
    still.width = order.width, still.height = order.height;
    still.view = shot.focus;
    still.camera = between(shot.from, shot.to, moment.flown);
    still.overlay = shot.overlay;
    still.theme = order.theme;
    still.isFine = order.isFine;
    still.isChinese = order.isChinese;
    still.say = order.say;
    still.scale = std::max(1.0, order.height / 1080.0);
    still.options.style = shot.style;
    still.stepS = k > 0 ? 1.0 / order.fps : 0.0;
    Still drawn = renderStill(renderer, frame, still);
    if (!drawn.trouble.empty()) return trouble(drawn.trouble);
    paintCaption(drawn.image, QString::fromStdString(captionOf(step, *frame, order.isChinese)), order.title,
                 frame->time, order.theme);
    inscribe(drawn.image, order.title, frame->time);
    if (!take(k, frames, drawn.image)) return {};
  }
  return {};
}

}  // namespace plenum
