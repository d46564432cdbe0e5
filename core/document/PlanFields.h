// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/Problem.h"
#include "document/Properties.h"
#include "scenario/Plan.h"

namespace plenum {

// Everything of a plan that can be read and set one by one, as of the things of a site (Properties.h). Values are text
// as a person writes them, in the property's unit; days are "2027-06-01".

enum class PlanKind : std::uint8_t {
  plan,
  block,
  taken,  // of the whole plan
  option,
  optionTaken,
  lead,
  demand,
  delay,
  gridStep,
  grant,
  phase,
  order,  // of blocks
  step,
  item,
  gate,
  tieIn,
  risk,
  land,    // of the whole plan; there is one
  corner,  // of its outline
  fixed    // a block that somebody has put in its place
};
inline constexpr std::size_t planKinds = 20;
/// "phase", "grid-step": in texts "planKind.<word>".
const char* wordOf(PlanKind kind);

/// One record of a plan by where it stands. What a kind does not need is left at −1.
struct PlanPlace {
  PlanKind kind = PlanKind::plan;
  int option = -1, phase = -1, index = -1;  // `index`: of every kind but plan, option and phase
  bool operator==(const PlanPlace&) const = default;
};

/// Whether there is one.
bool isIn(const plan::Plan& plan, const PlanPlace& place);
/// How many there are beside each other at that place, of the kind.
std::size_t countOf(const plan::Plan& plan, const PlanPlace& place);
/// Its own id, as the file writes it: "shell", "G3", the day of a demand. Never translated.
std::string idOf(const plan::Plan& plan, const PlanPlace& place);
/// Empty where that kind has none.
Name nameOf(const plan::Plan& plan, const PlanPlace& place);
/// By what other records know it: "P2/shell", "grid/SUB2"; "" for what nobody waits for.
std::string activityOf(const plan::Plan& plan, const PlanPlace& place);
/// Where a work with that name stands in an option; kind `plan` where there is none.
PlanPlace placeOf(const plan::Plan& plan, std::size_t option, std::string_view activity);

/// In the order in which a person would read them; ids begin with "plan.".
const std::vector<Property>& propertiesOf(PlanKind kind);
std::string valueOf(const plan::Plan& plan, const PlanPlace& place, std::string_view property);
/// What may be offered there: works, blocks, lead times, assumptions, models. Empty for anything else.
std::vector<std::string> choicesOf(const plan::Plan& plan, const PlanPlace& place, std::string_view property,
                                   const Catalog& catalog, const plan::Defaults& defaults);
/// The plan with it set. A new id is followed by whoever names it; a likeliest length takes its range along. Problems:
/// a value that cannot be; whether the plan then holds together is the check's to say.
Result<plan::Plan> withValue(const plan::Plan& plan, const PlanPlace& place, const std::string& property,
                             const std::string& value);

}  // namespace plenum
