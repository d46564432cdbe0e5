// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "sim/AlarmRules.h"
#include "sim/Model.h"
#include "sim/State.h"

namespace plenum::stage {

/// What of a supply is short: of a flow only pumps are to blame, of cooling valves, fans and rejection as well.
enum class Short : std::uint8_t { cooling, flow };

/// Where a hand keeps an organ below what it could give, 0 to 1; 1 where none does. What has stuck is hidden.
double heldAt(const SimModel& model, const SimState& state, Point organ, std::uint32_t index);

/// The organs that a hand keeps from giving all that they could to a rack, loop, hall or circuit that is short of it: a
/// controller would open them, or turn them faster. The latest deed first. What has stuck is hidden and not among them.
std::vector<PointRef> heldByHand(const SimModel& model, const SimState& state, EntityRef entity,
                                 Short what = Short::cooling);

/// What to do about an alarm. Where organs are held by hand, the sentence names them ("points") and says to give them
/// back first: `point` is the latest of them and `deed` the event that took it.
Text adviceOf(const SimModel& model, const SimState& state, const AlarmRule& rule, EntityRef entity);

}  // namespace plenum::stage
