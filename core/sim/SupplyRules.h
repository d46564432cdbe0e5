// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::supply {

// Times and limits of the automatics that no row of the catalogue states. Estimates, but for those with a source.

// a board with a second source: 1–3 s of confirmation and 0.1–0.5 s of open transition are usual (physics 6.4)
inline constexpr double confirmS = 1.7, transferS = 0.3;
// a board is dead this long before its gensets are called; 1–3 s of confirmation are usual (physics 6.4)
inline constexpr double callS = 2.0;
// its own source must have been well for so long before its gensets or its tie are let go: the least of the usual
// 5 … 30 min (physics 6.4). Back without a break, in parallel for a moment.
inline constexpr double mainsWellS = 300.0;
// a tie closes when one of its boards is dead: before gensets are called
inline constexpr double tieConfirmS = 1.5, tieTransferS = 0.3;
// a short circuit is cleared by the nearest breaker, or, where that one fails, by the next one up (physics 6.6:
// 20 … 100 ms; the grading between breakers 0.2 … 0.3 s)
inline constexpr double clearS = 0.05, backupS = 0.3;
// economy mode and bypass: the converters take over (2 … 6 ms, makers)
inline constexpr double economyGapS = 0.004;
// a UPS that went to its bypass by overload goes back once its load has been below its rating for so long
inline constexpr double calmS = 10.0;
// gensets that are short of power: loads are shed after this, and taken back, one after the other, after that
inline constexpr double shedS = 0.5, takeBackS = 30.0, takeBackBelow = 0.9;
// … and where nothing more can be shed, a set trips on its frequency
inline constexpr double shortS = 5.0, gensetMost = 1.1;
// sets that are to come are waited for so long before a board is put on those that have come
inline constexpr double gatherS = 15.0;
// contactors of motors drop out after so long without voltage
inline constexpr double dropOutS = 0.1;
// hold-up of power supplies goes with their load, up to five times
inline constexpr double holdUpMost = 5.0;
// servers that went dark are back so long after their power: self test and loading, by themselves
inline constexpr double rackStartS = 60.0;
inline constexpr double nominalHz = 50.0;

}  // namespace plenum::supply
