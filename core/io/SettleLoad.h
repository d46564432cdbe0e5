// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <vector>

#include "base/Problem.h"
#include "scenario/Scenario.h"
#include "site/Site.h"

namespace plenum::io {

/// What a scenario's `load` comes to: jobs and services beside those that it lists.
struct SettledLoad {
  std::vector<Job> jobs;
  std::vector<Service> services;
  std::vector<RackLoad> rackLoads;
  Problems remarks;  // warnings: what was left out, and why
};

/// Draws the mix, or reads the trace beside the scenario's file. Nothing for a load that asks for nothing. Problems
/// point at the scenario's `load`, or into the trace. `scenario.start` has to be settled.
Result<SettledLoad> settleLoad(const Scenario& scenario, const Site& site, const std::filesystem::path& folder);

/// The scenario without a load, its jobs and services among those that it lists.
void include(SettledLoad&& load, Scenario& scenario);

/// What can be said of a scenario's load without a site: a mix that is not there, a trace that cannot be read.
Problems checkLoad(const Scenario& scenario, const Catalog& catalog, const std::filesystem::path& scenarioFile);

/// Gives problems that point into a scenario their file, line and column.
Problems inScenario(Problems problems, const std::filesystem::path& scenarioFile);

}  // namespace plenum::io
