// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "plan/Evaluate.h"

namespace plenum::plan {

/// One training run of the option's model on the campus as it stands at the end: what options can be compared by where
/// their chips differ, for an hour of one chip is not an hour of another.
struct ModelRun {
  double days = 0.0, chips = 0.0, yuan = 0.0;
  /// Of the campus at the load of its goal (PhaseRow::full), the part of it that feeds these chips, for so many days;
  /// nothing where the run does not take all live chips of its kind.
  std::optional<double> energyGwh, carbonKt;
};
/// Nothing where no model is named or it does not fit.
std::optional<ModelRun> modelRunOf(const Evaluation& evaluation, int months);

/// Chips of options are the same kinds: figures by the chip-hour can be compared.
bool haveSameChips(const Plan& plan, const Ground& ground);

}  // namespace plenum::plan
