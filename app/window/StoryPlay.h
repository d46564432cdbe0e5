// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QImage>
#include <QString>
#include <functional>
#include <optional>
#include <string>

#include "base/Problem.h"
#include "frame/Frame.h"
#include "scenario/Scenario.h"
#include "scenario/Story.h"
#include "scene/Camera.h"
#include "scene/SceneOptions.h"
#include "viewport/ViewTheme.h"

namespace plenum {

// What playing a storyboard in the window and filming it have in common.

/// Actions and places that this site does not have, figures in captions that nobody knows, overlays that there are not.
Problems problemsOf(const Story& story, const Layout& layout, const std::string& file);

/// The eye of a step: its camera, else its focus; nothing where it stays where it was.
std::optional<Camera> cameraOf(const StoryStep& step, const Layout& layout, const Camera& before, double aspect);
/// What storeys above are left out for; nothing for the campus.
std::optional<EntityRef> focusOf(const StoryStep& step, const Layout& layout);

/// A caption with the figures of that frame in its places, unit behind each: "{campus.pue}", "{rack.power@H1/R1-01}",
/// "{time}", "{chips}", "{racks}", "{halls}".
std::string captionOf(const StoryStep& step, const Frame& frame, bool isChinese);

/// What stands in every frame that leaves the program.
struct TitleBlock {
  std::string site, scenario;
  std::string hash;  // of both, as text: what another person needs to make the same
};
/// Of site and scenario as they would be written.
std::string scenarioHash(const Layout& layout, const Scenario& scenario);

/// The caption large at the foot of the picture, and beneath it name, simulated time and hash.
void paintCaption(QImage& image, const QString& caption, const TitleBlock& title, Time time, const ViewTheme& theme);
/// The same facts where programs look for them: the text chunks of a PNG.
void inscribe(QImage& image, const TitleBlock& title, Time time);

}  // namespace plenum
