// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "scenario/Scenario.h"

namespace plenum::io {

/// A number of a scenario's file, in the unit of its key.
struct ScenarioNumber {
  std::string owner;  // "" of the scenario itself; "jobs/llm-1", "scheduling"
  std::string key, unit;
  double value = 0.0, min = 0.0, max = 0.0;
  bool isUsual = false;  // as the program takes it where the file says nothing
};

std::vector<ScenarioNumber> numbersOf(const Scenario& scenario);

}  // namespace plenum::io
