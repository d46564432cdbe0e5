// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "study/RedundancyScreen.h"

namespace plenum::study {

/// What somebody takes out of service to work on it, or may fail beside another: whole things, no controls.
bool isUnit(const Failure& failure);

/// A unit of the cooling out, and an organ or sensor that fails in the same circuit or hall. Of others neither feels
/// the other: each does what it does alone.
std::vector<Outages> unitsWithControls(const Layout& layout, const std::vector<Failure>& failures);
/// Two organs or sensors of one circuit or hall at once.
std::vector<Outages> controlsAtOnce(const Layout& layout, const std::vector<Failure>& failures);

}  // namespace plenum::study
