// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>

#include "base/Problem.h"
#include "scenario/Plan.h"
#include "site/Layout.h"

namespace plenum::io {

/// A plan, `*.plan.json` beside the site. What it names is checked by `plan::check`; `placed` gives those problems the
/// lines of the file.
Result<plan::Plan> readPlan(const std::filesystem::path& file);
std::string textOf(const plan::Plan& plan);
/// Problems whose pointers are those of the file, with line and column.
Problems placed(Problems problems, const std::filesystem::path& file);

/// assets/plans/defaults.json: assumptions and lead times that every plan begins with.
Result<plan::Defaults> readPlanDefaults();

/// Fingerprint of what a site's weather-years depend on beside the weather: its text; and of the catalogue's files.
std::string fingerprintOf(const Site& site);
std::string catalogFingerprint();

}  // namespace plenum::io
