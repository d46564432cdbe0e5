// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace plenum {

// Failures of a gang and what checkpoints make of them (workload.md 8). Seconds; rates per second. A rate of 0 has an
// infinite mean time to failure, which every function here takes.

/// Mean time to the next failure of any of them.
double meanTimeToFailureS(double chips, double chipRatePerS, double servers, double serverRatePerS, double jobRatePerS);
/// Best interval between checkpoints of `writeS` each: Young 1974; Daly 2006, higher order. meanS: time to failure.
/// Infinite where nothing ever fails. Daly's is meanS where writing takes twice as long as that or longer.
double youngIntervalS(double writeS, double meanS);
double dalyIntervalS(double writeS, double meanS);
/// Share of wall time that ends in work kept: exact for a renewal process with failures during restart too. Interval
/// between checkpoints, writing of one, restart, mean time to failure.
double effectiveTimeShare(double intervalS, double writeS, double restartS, double meanS);
/// The closed form of Kokolis et al. 2024, for comparison: it goes wrong where failures are frequent.
double effectiveTimeShareLinear(double intervalS, double writeS, double restartS, double meanS);
/// The same share, counted failure by failure over so many of them: what the exact form is tested with.
double sampledTimeShare(double intervalS, double writeS, double restartS, double meanS, std::uint64_t failures,
                        std::uint64_t seed);
/// Factor on a failure rate at a temperature: Arrhenius, 1 at the reference. °C, eV.
double arrhenius(double activationEv, double referenceC, double atC);

}  // namespace plenum
