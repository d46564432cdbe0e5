// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "look/Look.h"
#include "plan/Evaluate.h"

namespace plenum::views {

// What more than one view of a plan says of a work, so that all say it alike.

/// Of an option's phases, by the gate's activity ("P2/G3"); null where there is none.
const plan::Gate* gateOf(const plan::Plan& plan, const std::string& option, const std::string& activity);
/// Its number, and what it is called on the ladder.
QString gateName(const Look& look, const plan::Gate& gate);
/// By how much a work may come later, in days and months; or that it may not.
QString floatText(const Look& look, const plan::Activity& activity);

}  // namespace plenum::views
