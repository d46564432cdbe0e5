// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <variant>

#include "Command.h"
#include "io/Files.h"
#include "scene/Camera.h"
#include "window/GrowthShapes.h"

namespace plenum::app {

// What pictures and films of a campus that grows have in common.

/// The plan of the project and the option that "--option" names, worked out, with its blocks in their places. What
/// found no place is told on the console.
std::variant<GrowthCase, Misuse, Problems> growthCaseFor(const io::Project& project, const Arguments& arguments,
                                                         const Console& console);
/// As "--growth MONTH" asks.
std::variant<GrowthPtr, Misuse, Problems> growthFor(const io::Project& project, const Arguments& arguments,
                                                    const Console& console);
/// From where all of it is seen.
Camera cameraOnGrowth(const Layout& layout, const Growth& growth, std::optional<double> azimuthDeg,
                      std::optional<double> elevationDeg, double aspect);

}  // namespace plenum::app
