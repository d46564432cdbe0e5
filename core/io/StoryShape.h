// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>
#include <vector>

#include "io/Shape.h"
#include "scenario/Story.h"

namespace plenum {

// How storyboards are written.

namespace io {

inline constexpr std::array<Named<StoryStep::Transition>, 2> storyTransitions{
    {{"fly", StoryStep::Transition::fly}, {"cut", StoryStep::Transition::cut}}};
inline constexpr std::array<Named<StoryStep::Style>, 3> storyStyles{
    {{"keep", StoryStep::Style::keep}, {"operate", StoryStep::Style::operate}, {"present", StoryStep::Style::present}}};

/// A step as the file has it: actions in the words of the command line.
struct StepRecord {
  StoryStep step;
  std::vector<std::string> actions;
};
struct StoryRecord {
  Story story;
  std::vector<StepRecord> steps;
};

template <class V>
void shape(V& v, StepRecord& r) {
  StoryStep& s = r.step;
  v.name("caption", s.caption);
  v.text("focus", s.focus, Need::may);
  v.object("camera", s.camera);
  v.choice("transition", s.transition, storyTransitions, Need::may);
  v.number("flies_s", s.fliesS, {0, 600}, Need::may);
  v.number("lasts_s", s.lastsS, {0, 86400}, Need::may);
  v.duration("at", s.at);
  v.number("speed", s.speed, {0, 1e5}, Need::may);
  v.text("overlay", s.overlay, Need::may);
  v.choice("style", s.style, storyStyles, Need::may);
  v.texts("do", r.actions);
}

template <class V>
void shape(V& v, StoryRecord& r) {
  v.id("id", r.story.id);
  v.name("name", r.story.name);
  v.name("description", r.story.description);
  v.objects("steps", r.steps);
}

}  // namespace io

template <class V>
void shape(V& v, StoryCamera& r) {
  v.size("target_m", r.target, {-100000, 100000}, io::Need::may);
  v.number("azimuth_deg", r.azimuthDeg, {-360, 360}, io::Need::may);
  v.number("elevation_deg", r.elevationDeg, {3, 90}, io::Need::may);
  v.number("distance_m", r.distanceM, {0.1, 100000});
}

}  // namespace plenum
