// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/Geometry.h"
#include "base/Text.h"
#include "base/Time.h"
#include "scenario/Actions.h"

namespace plenum {

/// A place to look from, as a storyboard keeps it; the angles are those of a saved view.
struct StoryCamera {
  Vec3 target{};
  double azimuthDeg = 0.0, elevationDeg = 38.0;
  double distanceM = 0.0;  // 0: not given
  bool isGiven() const { return distanceM > 0.0; }
  bool operator==(const StoryCamera&) const = default;
};

/// One picture of a storyboard: where the eye goes, what the clock does meanwhile, what happens, what is said.
struct StoryStep {
  enum class Transition { fly, cut };
  enum class Style { keep, operate, present };
  /// May name figures, which are filled in from the frame: "{campus.pue}", "{rack.maxChip@H1/R1-01}", "{time}".
  Name caption;
  std::string focus;   // a saved or named view, or the id of a thing; "": the camera
  StoryCamera camera;  // wins over `focus`; neither: the eye stays where it is
  Transition transition = Transition::fly;
  double fliesS = 3.0;  // shown seconds
  double lastsS = 6.0;  // shown seconds after it has arrived
  /// Simulated time since the run's start at which the step begins; < 0: where the step before ended. Earlier than
  /// that: from there once more, without what the story did later.
  Duration at{-1};
  double speed = 1.0;   // simulated seconds for a shown one; 0: the clock stands
  std::string overlay;  // "": as before
  Style style = Style::keep;
  std::vector<Action> actions;  // at its beginning
  bool operator==(const StoryStep&) const = default;
};

/// A tour of a campus that can be played, looped and filmed. Of the site beside whose file it lies.
struct Story {
  std::string id;
  Name name, description;
  std::vector<StoryStep> steps;
  bool operator==(const Story&) const = default;
};

/// A story laid out in time. What is shown when, and the simulated time that belongs to it, follow from the story
/// alone: not from the clock of whoever plays or films it.
class StoryReel {
 public:
  explicit StoryReel(const Story& story);

  struct Moment {
    std::size_t step = 0;
    double intoS = 0.0;    // shown seconds since the step began
    double flown = 1.0;    // 0 … 1 of the way from where the eye was, slow at both ends
    Duration simulated{};  // since the run's start
  };
  /// Shown seconds of the whole.
  double lengthS() const { return lengthS_; }
  /// Clamped to the story's two ends.
  Moment at(double shownS) const;
  double beginOf(std::size_t step) const { return shots_[step].beginS; }
  Duration simulatedAtBeginOf(std::size_t step) const { return shots_[step].simulated; }
  std::size_t steps() const { return shots_.size(); }

 private:
  struct Shot {
    double beginS = 0.0, lengthS = 0.0, fliesS = 0.0, speed = 0.0;
    Duration simulated{};
  };
  std::vector<Shot> shots_;
  double lengthS_ = 0.0;
};

}  // namespace plenum
