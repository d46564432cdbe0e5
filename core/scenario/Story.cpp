// SPDX-License-Identifier: Apache-2.0
#include "scenario/Story.h"

#include <algorithm>
#include <cmath>

namespace plenum {
namespace {

Duration simulatedIn(double shownS, double speed) { return {std::llround(shownS * speed * 1e6)}; }

}  // namespace

StoryReel::StoryReel(const Story& story) {
  Duration simulated{};
  for (const StoryStep& step : story.steps) {
    Shot shot;
    shot.beginS = lengthS_;
    shot.fliesS = step.transition == StoryStep::Transition::fly && !shots_.empty() ? step.fliesS : 0.0;
    shot.lengthS = shot.fliesS + step.lastsS;
    shot.speed = step.speed;
    shot.simulated = step.at.us >= 0 ? step.at : simulated;
    simulated = shot.simulated + simulatedIn(shot.lengthS, step.speed);
    lengthS_ += shot.lengthS;
    shots_.push_back(shot);
  }
}

StoryReel::Moment StoryReel::at(double shownS) const {
  Moment moment;
  if (shots_.empty()) return moment;
  shownS = std::clamp(shownS, 0.0, lengthS_);
  const auto next = std::upper_bound(shots_.begin(), shots_.end(), shownS,
                                     [](double s, const Shot& shot) { return s < shot.beginS; });
  moment.step = static_cast<std::size_t>(next - shots_.begin()) - 1;
  const Shot& shot = shots_[moment.step];
  moment.intoS = std::min(shownS - shot.beginS, shot.lengthS);
  moment.simulated = shot.simulated + simulatedIn(moment.intoS, shot.speed);
  if (shot.fliesS > 0.0) {
    const double t = std::min(1.0, moment.intoS / shot.fliesS);
    moment.flown = t * t * (3.0 - 2.0 * t);
  }
  return moment;
}

}  // namespace plenum
