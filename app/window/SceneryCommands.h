// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "window/Commands.h"

namespace plenum {

/// How the campus is drawn: quiet for work, or in the light of the moment.
std::span<const Command> sceneryCommands();
/// The style of last time.
void restoreSceneStyle(MainWindow& window);

}  // namespace plenum
