// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/Text.h"
#include "scene/Camera.h"
#include "site/Layout.h"

namespace plenum {

/// A place to look from, found from the layout alone. Ids: "campus", "top", "plant", "substation", and the id of every
/// hall. `title` is a text id for the first four; a hall is called by its own name.
struct NamedView {
  std::string id;
  Text title;
  Name name;
  EntityRef about;
};
std::vector<NamedView> namedViews(const Layout& layout);

/// The camera of a view; nothing for an unknown id. `aspect` is width by height of the picture.
std::optional<Camera> cameraOf(const Layout& layout, std::string_view viewId, double aspect);
/// What of a picture that nothing lies on is left to the campus: a little air at its edges, and names above.
inline constexpr FreePart wholePicture{-0.95, 0.95, -0.92, 0.84};
/// What a person sees first and Home leads to: the halls and the plants and power buildings by them, without the
/// offices, the land around and what stands far off, in that part of the picture. The view "campus" is this in a
/// picture of its own.
Camera openingCamera(const Layout& layout, double aspect, const FreePart& part = wholePicture);
/// Near enough to see the thing and what stands around it, from where `from` looks.
Camera cameraOn(const Layout& layout, EntityRef entity, const Camera& from, double aspect);

}  // namespace plenum
