// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "scenario/Actions.h"
#include "sim/Engine.h"
#include "site/Layout.h"
#include "study/Consequence.h"

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

/// Anything at all that can fail alone, power and controls included. Things that are alike stand for each other only
/// where the balance cannot tell them apart: same type, same service, same hall, same feeds.
struct Failure {
  FailureKind kind = FailureKind::feed;
  std::string target;  // id, of a point too
  EntityRef entity;
  Action action;                  // that makes it so
  std::vector<EntityRef> others;  // alike, without itself

  std::uint32_t alike() const { return static_cast<std::uint32_t>(others.size()) + 1; }
  /// Its own hand on the plant: none of it is power.
  bool isOfCooling() const { return kind >= FailureKind::circuit; }
  bool isOfControls() const { return kind >= FailureKind::organ; }
};

/// From the feeds down to the halls, power first: devices and their breakers, then the plant, then the halls, then
/// organs (stuck shut) and sensors (lost). Of things that are alike the one that runs in `state`.
std::vector<Failure> singleFailures(const SimModel& model, const SimState& state);

}  // namespace plenum::study
