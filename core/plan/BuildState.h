// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>

#include "plan/Evaluate.h"
#include "plan/GroundPlan.h"

namespace plenum::plan {

/// How far what is planned has come on a day.
enum class BuildStage : std::uint8_t { notBegun, groundWorks, shell, fitOut, commissioning, live };
struct BuildState {
  BuildStage stage = BuildStage::notBegun;
  double share = 0.0;  // of this stage, 0 … 1
  Day begins, live;    // ground works; ready for service
  bool operator==(const BuildState&) const = default;
};
/// Of a phase, from the dates of its steps: ground works and shell while its civil works last, fit-out from their end
/// to back-feed, commissioning from there until it is ready for service. A phase whose steps have no such kinds goes
/// through the same stages by shares of its time. `day`: since 1970-01-01.
BuildState stateOf(const Evaluation& evaluation, const std::string& phase, double day);
/// Of a substation: from the earliest to the latest of its grid steps.
BuildState stateOf(const Evaluation& evaluation, const Option& option, const PlacedStation& station, double day);
/// "ground-works", …: in texts.
const char* wordOf(BuildStage stage);

}  // namespace plenum::plan
