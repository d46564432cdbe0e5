// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "base/Parallel.h"
#include "scenario/Scenario.h"
#include "sim/Engine.h"
#include "site/Layout.h"

namespace plenum::study {

/// Outdoor air at which a campus is judged.
struct Outdoor {
  std::string id;  // "wet-bulb-0.4", "extreme", "dry-bulb-0.4", "hottest", "now"
  Text name;
  double dryBulbC = 0.0, wetBulbC = 0.0, pressurePa = 101325.0;
};

/// The design values of the setting's year: 0.4 % and highest wet bulb; where dry coolers stand, 0.4 % and highest dry
/// bulb as well. A Problem where the setting has no whole year of weather.
Result<std::vector<Outdoor>> designOutdoors(const Layout& layout, const Setting& setting);

/// A campus at rest.
struct Rest {
  SimModelPtr model;
  SimStatePtr state;
};

/// Every chip at full load, no jobs that come and go, no failures, in this air, in balance. Problems: the site cannot
/// be simulated.
Result<Rest> fullLoadAt(LayoutPtr layout, const Setting& setting, const Outdoor& outdoor, Parallel& parallel);

/// The same campus in balance with these things out of service; ids of the layout.
SimStatePtr without(const Rest& rest, const std::vector<std::string>& failed, Parallel& parallel);
/// The same campus in balance with whatever these actions did.
SimStatePtr after(const Rest& rest, const std::vector<Action>& deeds, Parallel& parallel);

}  // namespace plenum::study
