// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "base/Time.h"
#include "sim/Engine.h"

namespace plenum {

/// A run as it stands between two ticks, for questions about now: its model, shared, and a copy of its state. Immutable
/// and shared: keep it as long as you like, from any thread.
struct Standing {
  Time time;
  SimModelPtr model;
  std::shared_ptr<const SimState> state;
};

}  // namespace plenum
