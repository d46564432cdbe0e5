// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/Problem.h"
#include "site/Layout.h"

namespace plenum {

/// What an engineer would ask about before building it, although it can be simulated: set-points that do not fit each
/// other, racks on a coolant that is not theirs, units that cannot make what hangs on them. Warnings only, each with
/// the pointer of the file's element where one can be named.
Problems cautionsIn(const Layout& layout);

}  // namespace plenum
