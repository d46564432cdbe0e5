// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/Parallel.h"
#include "plan/Evaluate.h"

namespace plenum::plan {

// Other ways to build what an option builds: which blocks and how many in each phase, in which order, when works and
// grid steps begin, which grid steps are left out, what is ordered before its phase is decided. Nobody says which is
// best, for one that is sooner may cost more: what comes back are the ways that no other beats in everything at once.
// All of them are whole options, worked out by the same equations as the plan's own.

/// What may be aimed at.
enum class Aim : std::uint8_t {
  goal,   // month from the plan's first in which the goal is live; the plan's length where it never is
  npv,    // CNY; the only one of which more is better
  capex,  // CNY over the plan, renewals counted
  tco,    // CNY a chip-hour, as Money::tcoPerChipHour
  pue,    // energy of the facility by that of IT, over the whole plan
  water,  // litres a kWh of IT, over the whole plan
  slip,   // months by which the goal comes later at the P80 of every length and risk, dates alone (see `slipOf`)
  early   // weeks by which things are ordered before what they wait for as planned, all of them together
};
inline constexpr std::size_t aims = 8;
/// "goal", "npv": in answers and in texts "optimise.aim.<word>".
const char* wordOf(Aim aim);
bool isMoreBetter(Aim aim);
/// Rounded to what makes a difference to anybody: two ways that agree to that are as good as each other.
double resolved(Aim aim, double value);

using AimValues = std::array<double, aims>;

/// One way to build it.
struct Member {
  Option option;  // whole; its id is the given one's with a number behind it
  std::vector<int> choices;
  AimValues values{};
  double missingChips = 0.0;      // of the goal, in the plan's last month
  std::vector<Text> differences;  // from the option as given, what it does first, then what comes of it
  bool isAsGiven = false;
};

struct OptimiseOptions {
  int budget = 5000;  // ways that are worked out
  std::uint64_t seed = 1;
  std::vector<Aim> aims{Aim::goal, Aim::npv, Aim::pue, Aim::water, Aim::slip, Aim::early};
  std::size_t most = 60;  // members that come back, spread over all that were found; 0: all
  // what may be chosen
  int waitEveryMonths = 1, waitUpToMonths = 24;  // later than as given, for works on site and for grid steps
  int extraBlocks = 1;                           // a phase may build so many more than as given
  enum class Search : std::uint8_t {
    automatic,
    evolve
  } search = Search::automatic;  // automatic: all, where few enough
  /// Done so far, 0 … 1, and how many are in the set. False stops, with what there is.
  std::function<bool(double, std::size_t)> onProgress;
};

struct Pareto {
  std::vector<Aim> aims;
  std::vector<Member> members;  // none beats another; by the first aim, best first
  std::size_t knee = 0;         // nearest to the best of everything at once, each aim by its own span
  Member given;
  std::size_t found = 0;  // before they were thinned out to OptimiseOptions::most
  int evaluations = 0;
  double space = 0.0;         // ways there are
  bool isExhaustive = false;  // all of them were worked out
  bool isComplete = true;     // false: stopped
  Places places;              // of the members' blocks, beside the ground's
};

/// Whether `a` is at least as good as `b` in all of these and better in one. What lacks fewer chips of the goal beats
/// what lacks more.
bool beats(const Member& a, const Member& b, const std::vector<Aim>& of);

/// A seeded search over exact workings-out (non-dominated sorting with an archive), or all ways where the budget
/// reaches. The same for every number of workers; more budget never loses what less has found (but for thinning).
/// Where no way reaches the goal, those that come nearest.
Pareto optimise(const Plan& plan, const Option& option, const Ground& ground, const OptimiseOptions& options,
                Parallel& parallel);

/// All ways there are, for small spaces: what a search is held against.
std::vector<Member> everyWay(const Plan& plan, const Option& option, const Ground& ground,
                             const OptimiseOptions& options);

}  // namespace plenum::plan
