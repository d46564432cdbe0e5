// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "frame/Frame.h"
#include "scenario/Scenario.h"
#include "study/Scale.h"

namespace plenum::study {

// How well the chips of a campus are used as it runs, and what it tells the study of its growth.

/// A training job that holds chips and names its model.
struct JobEfficiency {
  std::string id;
  Name name;
  std::uint32_t chips = 0;
  Waterfall waterfall;  // heat or cap and failures as the run counted them, the step as its model has it
};
struct CampusEfficiency {
  std::vector<JobEfficiency> jobs;
  /// Availability and allocation of all chips; failures by chip-hours of the run; the rest of `jobs`, by chips.
  Waterfall campus;
  std::uint32_t chips = 0, modelled = 0;  // of the campus; held by `jobs`
  std::uint32_t others = 0;               // held by what names no model or is a service: not in the waterfall
  // over the run; 0: nothing was counted. Of all the campus draws, whatever it was for.
  double trainedTokens = 0.0, servedTokens = 0.0, usefulShare = 0.0;
  double facilityKwh = 0.0, yuan = 0.0, kg = 0.0;
  /// Of services now, by the power of their chips; 0 without one.
  double servedTokensPerJ = 0.0;
};
/// From what the frame counts; a job that the scenario does not list is told without its step's parts.
CampusEfficiency efficiencyOf(const Frame& frame, const Scenario& scenario);

/// Clocks at which a gang would go on as slowly as the jobs of the campus do now; 1 where none is modelled.
GangClocks clocksOf(const CampusEfficiency& campus);

/// The kind of chip of which a layout has most, in its servers, on its fabric; rates of `failures` ("llama3-"). Problem
/// for a model, stack or site that has none.
Result<ScaleWish> scaleWishOf(const Layout& layout, const std::string& model, const std::string& stack,
                              std::string_view failures);
/// Its servers, its supply's mean price and its grid. `pue` as the run or a person tells it.
ScaleSurroundings surroundingsOf(const Layout& layout, const Setting& setting, double pue);

}  // namespace plenum::study
