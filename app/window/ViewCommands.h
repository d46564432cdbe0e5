// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

namespace plenum {

struct Command;

/// What opens the campus up: hide, isolate, x-ray, section, storeys apart, one step up.
std::span<const Command> viewCommands();

}  // namespace plenum
