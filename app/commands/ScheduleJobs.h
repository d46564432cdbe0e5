// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "Command.h"

namespace plenum::app {

/// "plenum schedule --jobs": the jobs of a trace by one or more queue and placement policies.
Exit scheduleJobs(const Arguments& arguments, const Console& console);

}  // namespace plenum::app
