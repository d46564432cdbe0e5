// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "scenario/Plan.h"

namespace plenum::plan {

/// What a person calls something that the plan knows by an id: a phase, a step, item, gate, tie-in or risk of one with
/// its phase behind it, a grid step, a block of a phase by its number. What has no title, and what is of the site,
/// keeps its id.
Name titleOf(const Plan& plan, const Option& option, const std::string& id);

/// As a text takes it in: by its titles in both languages, and its id for any other.
void addTitle(std::vector<std::pair<std::string, std::string>>& arguments, const std::string& place, const Plan& plan,
              const Option& option, const std::string& id);

}  // namespace plenum::plan
