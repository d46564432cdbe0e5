// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "sim/Engine.h"
#include "site/Layout.h"

namespace plenum::study {

/// One cooling unit out of service. Units that are alike (same type, same service, same feeds; halls of one design)
/// stand for each other: the one with the least headroom is tried.
struct Contingency {
  std::string target;  // id for Fail
  EntityRef entity;
  std::uint32_t alike = 1;  // how many it stands for, itself included
};

/// Every single cooling unit: pumps, CDUs and their pumps, fan walls, chillers, exchangers, tower cells, dry coolers.
/// From the plant to the halls.
std::vector<Contingency> contingencies(const SimModel& model, const SimState& state);

}  // namespace plenum::study
