// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "window/Commands.h"

namespace plenum {

/// Where one sits and how one reads: workspaces, the panels that follow them, units, kept views, the start and the
/// tour.
std::span<const Command> workspaceCommands();

}  // namespace plenum
