// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "base/Time.h"

namespace plenum {

/// How one scene looks. Operate: muted and fast, colour kept for the overlay and for what is wrong. Present: the sky,
/// the light and the shadows of the moment.
enum class SceneStyle { operate, present };

/// Which buildings are drawn without a roof. Automatic: all of them in Operate; in Present those that the eye is near.
enum class Roofs { automatic, open, closed };

/// What a person chose to see of the campus, apart from where they stand and what the colours mean.
struct SceneOptions {
  SceneStyle style = SceneStyle::operate;
  Roofs roofs = Roofs::automatic;
  std::optional<Time> lightAt = std::nullopt;  // the sun of this moment instead of the frame's; Present only
  bool operator==(const SceneOptions&) const = default;
};

}  // namespace plenum
