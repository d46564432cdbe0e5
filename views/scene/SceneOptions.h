// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "base/Time.h"
#include "scene/Growth.h"
#include "scene/Opening.h"

namespace plenum {

/// How one scene looks. Operate: muted and fast, colour kept for the overlay and for what is wrong. Present: the sky,
/// the light and the shadows of the moment.
enum class SceneStyle { operate, present };

/// Which buildings are drawn without a roof. Automatic: all of them in Operate; in Present those that the eye is near.
enum class Roofs { automatic, open, closed };

/// Whose light Present shows: that of the clock, or of another hour of the same day for a picture that is to be seen.
enum class Light { ofClock, midday, dusk };

/// How much time a picture may take. Still: finer shadows, for pictures that are kept.
enum class Detail { live, still };

/// What a person chose to see of the campus, apart from where they stand and what the colours mean.
struct SceneOptions {
  SceneStyle style = SceneStyle::operate;
  Roofs roofs = Roofs::automatic;
  Detail detail = Detail::live;
  std::optional<Time> lightAt = std::nullopt;  // the sun of this moment instead of the frame's; Present only
  Light light = Light::ofClock;                // where no moment is given; Present only
  Opening opening = {};                        // what is taken away so that something else is seen
  GrowthPtr growth = nullptr;                  // what is planned beside the campus; null: nothing of it shows
  bool operator==(const SceneOptions&) const = default;
};

}  // namespace plenum
