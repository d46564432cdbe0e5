// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <unordered_map>
#include <vector>

#include "plan/Course.h"
#include "ways/Optimise.h"

namespace plenum::plan {

// Private to this room: what may be chosen about an option, and an option made of choices.

/// One thing that may be chosen; 0 is as given.
struct Choice {
  enum class Kind : std::uint8_t {
    order,   // of the phases: one of `orders`
    blocks,  // of a phase: one of its `mixes`
    works,   // of the phase that stands there: so many steps of waiting later than as given
    grid,    // the same, of a grid step; the last, where nothing waits for it: left out
    item     // 1: with the decision on the phase before, 2: at once
  };
  Kind kind = Kind::order;
  std::size_t phase = 0, at = 0;  // at: grid step or item of the phase
  int ways = 1;
};

/// "P2" of "P2/permit"; "" of what stands in the phase itself.
std::string phaseOfReference(const std::string& reference);
int blocksOf(const std::vector<Phase::Order>& mix);
/// Steps of a phase that wait for nothing on its site: where works begin. A permit is no work.
std::vector<std::size_t> firstWorks(const Phase& phase);

class Ways {
 public:
  Ways(const Plan& plan, const Option& option, const Ground& ground, const OptimiseOptions& options);

  const std::vector<Choice>& choices() const { return choices_; }
  std::vector<int> asGiven() const { return std::vector<int>(choices_.size(), 0); }
  /// How many there are; as a double, for they may be more than any integer holds.
  double space() const;
  Option made(const std::vector<int>& picked) const;
  /// Values, and what is missing. Where its blocks are not laid out, as if each found a place: never worse than it is.
  Member worked(const std::vector<int>& picked) const;
  bool isLaid(const std::vector<int>& picked) const;
  /// Lays them out on the plan's land, those that stand alike once. Not while others are worked out.
  void lay(const std::vector<std::vector<int>>& all, Parallel& parallel);
  const Places& laid() const { return laid_; }
  /// What it does otherwise than as given, then what comes of it (WaysTold.cpp).
  std::vector<Text> differences(const std::vector<int>& picked) const;

 private:
  using Mix = std::vector<Phase::Order>;
  // WaysFound.cpp
  void findOrders();
  void findMixes(int extra);
  bool isFixed(const Phase& phase) const;
  bool isLeaveable(const GridStep& step) const;
  Option inOrder(const std::vector<std::size_t>& order) const;
  // Ways.cpp
  void drawLengths();
  double slipOf(const Course& course, const Dates& dates, const Outcome& outcome) const;
  /// By how much an item is ordered before what it waits for as given.
  double earlyDays(const Course& course, const Dates& dates, const std::string& item,
                   const std::vector<std::string>& waits) const;
  std::string decisionBefore(const Option& option, std::size_t position) const;
  std::string atOnce(const Option& option, std::size_t position) const;

  const Plan& plan_;
  const Option& option_;
  const Ground& ground_;
  OptimiseOptions options_;
  std::vector<Choice> choices_;
  std::vector<std::vector<std::size_t>> orders_;                // of phases; the first is as given
  std::vector<std::vector<Mix>> mixes_;                         // by phase; the first is as given
  std::vector<Day> worksFrom_, gridFrom_;                       // as given, by phase and by grid step
  std::unordered_map<std::string, std::vector<double>> drawn_;  // weeks, by node
  std::map<std::string, std::vector<std::string>> waitsFor_;    // of items as given
  Dates dates_;                                                 // as given
  std::unordered_map<std::string, std::size_t> nodes_;
  std::vector<std::string> phaseIds_;
  Places laid_;
};

}  // namespace plenum::plan
