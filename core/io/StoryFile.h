// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "scenario/Story.h"

namespace plenum::io {

/// A storyboard beside its site, "*.story.json". Actions are read, times and sizes checked; whether the site has what
/// they name is for whoever plays it to say.
Result<Story> readStory(const std::filesystem::path& file);
/// The inverse.
std::string textOf(const Story& story);
/// Every "*.story.json" in the site's folder, by name.
std::vector<std::filesystem::path> storiesBeside(const std::filesystem::path& siteFile);

}  // namespace plenum::io
