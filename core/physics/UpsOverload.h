// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>

namespace plenum::physics {

/// How long the converters of a UPS carry more than their rating: the steps in which makers state it (physics 6.5,
/// unverified catalogue values). Beyond the last it goes to its static bypass at once.
struct OverloadStep {
  double load = 0.0;  // of rating, up to and including
  double allowedS = 0.0;
};
inline constexpr double overloadFrom = 1.05;  // carried for ever up to here
inline constexpr std::array<OverloadStep, 3> overloadLadder{{{1.10, 3600.0}, {1.25, 600.0}, {1.50, 60.0}}};
// a share of the time that is used up comes back over an hour without overload (estimate)
inline constexpr double overloadRecoveryS = 3600.0;

/// The time that a load is carried from cold; infinite up to overloadFrom, 0 beyond the ladder.
double allowedSeconds(double loadFraction);
/// `used` is the share of the allowed time that is gone, 0 … 1; loads of several steps add their shares. At 1 it is
/// over. Exact for a load that is constant over dtS.
double overloadAfter(double used, double loadFraction, double dtS);
/// Until `used` is 1 at this load; infinite where it can be carried for ever.
double overloadSecondsLeft(double used, double loadFraction);

}  // namespace plenum::physics
