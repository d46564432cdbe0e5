// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "scenario/Actions.h"
#include "site/Layout.h"

namespace plenum {

/// Why an action cannot be done to its target; nothing where it can. What hangs on the moment (a stuck organ, a job
/// that is over) is the engine's to say.
std::optional<Text> misfit(const Layout& layout, const Action& action);

/// Whether a thing of this kind fouls or clogs.
bool canDegrade(Kind kind, Degrade::Mode mode);

}  // namespace plenum
