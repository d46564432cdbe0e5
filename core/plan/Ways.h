// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <unordered_map>
#include <vector>

#include "plan/Course.h"
#include "plan/Optimise.h"

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

class Ways {
 public:
  Ways(const Plan& plan, const Option& option, const Ground& ground, const OptimiseOptions& options);

  const std::vector<Choice>& choices() const { return choices_; }
  std::vector<int> asGiven() const { return std::vector<int>(choices_.size(), 0); }
  /// How many there are; as a double, for they may be more than any integer holds.
  double space() const;
  Option made(const std::vector<int>& picked) const;
  /// Values, and what is missing.
  Member worked(const std::vector<int>& picked) const;
  std::vector<Text> differences(const std::vector<int>& picked) const;

 private:
  using Mix = std::vector<Phase::Order>;
  void findOrders();
  void findMixes(int extra);
  void drawLengths();
  bool isFixed(const Phase& phase) const;
  bool isLeaveable(const GridStep& step) const;
  Option inOrder(const std::vector<std::size_t>& order) const;
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
};

}  // namespace plenum::plan
