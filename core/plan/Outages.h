// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "base/Parallel.h"
#include "plan/Ground.h"
#include "scenario/Plan.h"
#include "site/Layout.h"

namespace plenum::plan {

// What the site's cooling, UPSs, boards and gensets carry while some of their units are out for a tie-in: solved once
// for each set of units, as everything else that a plan stands on.

/// Whether it is a unit of the site's own plant: of cooling, a genset, or something between the main transformers and
/// the racks.
bool isPlantUnit(const Layout& layout, const std::string& id);
/// Of what tie-ins take out together, such units; ascending, each once.
std::vector<std::string> unitsOut(const Layout& layout, const std::vector<std::string>& out);
/// As Ground::outages knows a set.
std::string outageKey(const std::vector<std::string>& units);

/// Sets that a plan asks for: those of each tie-in, and those of all tie-ins of an option together.
std::vector<std::vector<std::string>> outagesOf(const Plan& plan, const Layout& layout);
bool areOutagesSolved(const Plan& plan, const Ground& ground);
/// Solves what is not yet. What cannot be solved stays unknown.
void solveOutages(const Plan& plan, Ground& ground, Parallel& parallel);

}  // namespace plenum::plan
