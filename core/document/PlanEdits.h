// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>

#include "document/PlanFields.h"
#include "site/Layout.h"

namespace plenum {

// What a person does to a whole record of a plan. Each gives another plan; a document makes a step of it.

/// One more of that kind, after the others, and where it stands. Its id is free in its place; its lengths are guesses
/// and say so. `place` names where: its index is not looked at.
struct PlanAdded {
  plan::Plan plan;
  PlanPlace place;
};
PlanAdded withNew(const plan::Plan& plan, PlanPlace place);
/// A copy behind it, with an id of its own; a phase or option with all that is in it. Within a copied phase, what was
/// named there is what the copy names; what a copied phase ordered is not ordered yet, what was done is still to do.
PlanAdded withCopy(const plan::Plan& plan, const PlanPlace& place);
/// Without it, and without the delays, tie-ins, risks and grants that were about nothing else. The check refuses where
/// other works wait for it.
plan::Plan without(const plan::Plan& plan, const PlanPlace& place);
/// What was held longer as a question becomes what is planned: a work lasts longer, an order arrives later.
plan::Plan withHeld(const plan::Plan& plan, std::size_t option, const std::map<std::string, double>& weeksByActivity);

/// The plan of a site that has none: what stands is its beginning, one phase of as much again is to come.
plan::Plan beginPlan(const Layout& layout, plan::Day today);

}  // namespace plenum
