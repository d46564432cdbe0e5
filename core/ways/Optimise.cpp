// SPDX-License-Identifier: Apache-2.0
#include "ways/Optimise.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "base/Random.h"
#include "ways/Front.h"
#include "ways/Ways.h"

namespace plenum::plan {
namespace {

constexpr double boundless = std::numeric_limits<double>::infinity();
constexpr std::size_t childrenAtOnce = 64, livingMost = 96, childrenInBlock = 4;
constexpr std::size_t plainedMost = 60;
constexpr int mostTries = 24;                          // to find a way that is not worked out yet
constexpr double mostWays = 1e7;                       // ways that are written out one by one
constexpr std::uint64_t drawChild = 1, drawFirst = 2;  // purposes of draws

/// Draws for one thing, one after the other.
class Dice {
 public:
  Dice(std::uint64_t seed, std::uint64_t entity, std::uint64_t purpose) : key_{seed, entity, purpose} {}
  double share() { return randomUniform(key_, at_++); }
  std::size_t below(std::size_t count) {
    return std::min(count - 1, static_cast<std::size_t>(share() * static_cast<double>(count)));
  }

 private:
  RandomKey key_;
  std::uint64_t at_ = 0;
};

class Search {
 public:
  Search(Ways& ways, const OptimiseOptions& options, const std::vector<Aim>& of, Parallel& parallel)
      : ways_(ways), options_(options), of_(of), parallel_(parallel), archive_(of) {}

  void run() {
    space_ = ways_.space();
    budget_ = static_cast<std::size_t>(std::max(1, options_.budget));
    isAll_ = options_.search == OptimiseOptions::Search::automatic && space_ <= static_cast<double>(budget_);
    for (std::size_t round = 0; goesOn(); ++round) {
      std::vector<std::vector<int>> next = isAll_       ? following()
                                           : round == 0 ? first()
                                                        : std::vector<std::vector<int>>();
      if (!isAll_ && round % 2 == 1) next = plainer();
      if (!isAll_ && next.empty()) next = children();
      if (next.empty()) break;
      next.resize(std::min(next.size(), budget_ - worked_.size()));
      work(next);
    }
  }

  const Archive& archive() const { return archive_; }
  std::size_t evaluations() const { return worked_.size(); }
  bool isStopped() const { return isStopped_; }
  bool isExhaustive() const { return static_cast<double>(worked_.size()) >= space_; }

 private:
  bool goesOn() {
    if (worked_.size() >= budget_ || isExhaustive()) return false;
    if (worked_.empty() || !options_.onProgress) return true;
    const double share = static_cast<double>(worked_.size()) / std::min(space_, static_cast<double>(budget_));
    isStopped_ = !options_.onProgress(share, archive_.members().size());
    return !isStopped_;
  }

  void work(const std::vector<std::vector<int>>& next) {
    std::vector<Member> out(next.size());
    parallel_.forBlocks((next.size() + childrenInBlock - 1) / childrenInBlock, [&](std::size_t b) {
      for (std::size_t k = b * childrenInBlock; k < std::min(next.size(), (b + 1) * childrenInBlock); ++k)
        out[k] = ways_.worked(next[k]);
    });
    layOut(out);
    for (Member& member : out) {
      worked_.emplace(member.choices, true);
      archive_.take(member);
      if (!isAll_) living_.push_back(std::move(member));
    }
    if (!isAll_) survive();
  }

  /// A place on the land takes far longer to find than all the rest. What is beaten already by what stands nowhere yet
  /// is not looked at again; whatever may stay is laid out first and worked out anew.
  void layOut(std::vector<Member>& fresh) {
    // by the places that stood when it was worked out: another that stands alike may be laid out meanwhile
    std::vector<bool> isExact;
    for (const Member& member : fresh) isExact.push_back(ways_.isLaid(member.choices));
    for (;;) {
      Archive hoped = archive_;
      for (const Member& member : fresh) hoped.take(member);
      std::vector<std::size_t> doubtful;
      std::vector<std::vector<int>> picked;
      for (std::size_t k = 0; k < fresh.size(); ++k)
        if (!isExact[k] && hoped.holds(fresh[k].choices)) doubtful.push_back(k), picked.push_back(fresh[k].choices);
      if (doubtful.empty()) return;
      ways_.lay(picked, parallel_);
      for (const std::size_t k : doubtful) fresh[k] = ways_.worked(fresh[k].choices), isExact[k] = true;
    }
  }

  /// The next ways in the order in which one counts.
  std::vector<std::vector<int>> following() {
    std::vector<std::vector<int>> out;
    if (counter_.empty()) {
      counter_ = ways_.asGiven();
      out.push_back(counter_);
    }
    while (out.size() < childrenAtOnce) {
      std::size_t c = 0;
      while (c < counter_.size() && ++counter_[c] == ways_.choices()[c].ways) counter_[c++] = 0;
      if (c == counter_.size()) break;
      out.push_back(counter_);
    }
    return out;
  }

  /// As given, each choice by itself, and others by chance.
  std::vector<std::vector<int>> first() {
    std::vector<std::vector<int>> out{ways_.asGiven()};
    for (std::size_t c = 0; c < ways_.choices().size(); ++c)
      for (int way = 1; way < ways_.choices()[c].ways; ++way) {
        out.push_back(ways_.asGiven());
        out.back()[c] = way;
      }
    for (std::size_t k = 0; k < livingMost; ++k) {
      Dice dice(options_.seed, k, drawFirst);
      std::vector<int> any = ways_.asGiven();
      for (std::size_t c = 0; c < any.size(); ++c)
        if (dice.share() < 0.3)
          any[c] = static_cast<int>(dice.below(static_cast<std::size_t>(ways_.choices()[c].ways)));
      if (std::find(out.begin(), out.end(), any) == out.end()) out.push_back(std::move(any));
    }
    return out;
  }

  std::vector<std::vector<int>> children() {
    std::vector<std::vector<int>> out;
    places_ = placesOf(archive_.members(), of_);
    std::map<std::vector<int>, bool> fresh;
    for (std::size_t k = 0; k < childrenAtOnce; ++k) {
      Dice dice(options_.seed, ++made_, drawChild);
      for (int t = 0; t < mostTries; ++t) {
        std::vector<int> child = t < mostTries / 2 ? bred(dice) : anywhere(dice);
        if (worked_.count(child) || !fresh.emplace(child, true).second) continue;
        out.push_back(std::move(child));
        break;
      }
    }
    if (out.empty()) out = remaining();
    return out;
  }

  /// Members as they come back, with one change less: chance leaves much behind that does nothing, and the worth of the
  /// rest is then seen.
  std::vector<std::vector<int>> plainer() {
    std::vector<std::vector<int>> out;
    for (const Member& member : spreadOut(archive_.members(), of_, plainedMost)) {
      if (out.size() >= childrenAtOnce) break;
      if (!plained_.emplace(member.choices, true).second) continue;
      for (std::size_t c = 0; c < member.choices.size(); ++c) {
        std::vector<int> less = member.choices;
        if (less[c] == 0) continue;
        less[c] = 0;
        if (!worked_.count(less) && std::find(out.begin(), out.end(), less) == out.end())
          out.push_back(std::move(less));
      }
    }
    return out;
  }

  std::vector<int> bred(Dice& dice) const {
    const auto parent = [&]() -> const Member& {
      // the archive keeps what the living have let go; most children are of those that are best by some weights, or
      // what is good in one thing alone would never become better in it
      const double from = dice.share();
      if (from < 0.5) return archive_.members()[heaviest(dice)];
      if (from < 0.65) return archive_.members()[dice.below(archive_.members().size())];
      const std::size_t a = dice.below(living_.size()), b = dice.below(living_.size());
      return living_[std::min(a, b)];  // they stand in order, the best first
    };
    std::vector<int> child = parent().choices;
    if (dice.share() < 0.6) {
      const std::vector<int>& other = parent().choices;
      for (std::size_t c = 0; c < child.size(); ++c)
        if (dice.share() < 0.5) child[c] = other[c];
      if (dice.share() < 0.5) return child;
    }
    const std::size_t changes = 1 + (dice.share() < 0.5 ? 0 : dice.below(3));
    for (std::size_t n = 0; n < changes; ++n) {
      const std::size_t c = dice.below(child.size());
      const Choice& choice = ways_.choices()[c];
      const double how = dice.share();
      if (how < 0.25) {
        child[c] = 0;
      } else if (how < 0.6 && choice.ways > 3) {
        const int step = 1 + static_cast<int>(dice.below(dice.share() < 0.6 ? 1 : 4));
        child[c] = std::clamp(child[c] + (dice.share() < 0.5 ? -step : step), 0, choice.ways - 1);
      } else {
        child[c] = static_cast<int>(dice.below(static_cast<std::size_t>(choice.ways)));
      }
      // what a phase waits for is ordered together
      if (choice.kind == Choice::Kind::item && dice.share() < 0.3)
        for (std::size_t other = 0; other < child.size(); ++other)
          if (ways_.choices()[other].kind == Choice::Kind::item && ways_.choices()[other].phase == choice.phase)
            child[other] = child[c];
    }
    return child;
  }

  std::size_t heaviest(Dice& dice) const {
    std::vector<double> weights;
    for (std::size_t a = 0; a < of_.size(); ++a) {
      const double share = dice.share();
      weights.push_back(share * share * share);
    }
    std::size_t best = 0;
    double least = boundless;
    for (std::size_t k = 0; k < places_.size(); ++k) {
      double sum = 0.0;
      for (std::size_t a = 0; a < of_.size(); ++a) sum += weights[a] * places_[k][a];
      if (sum < least) least = sum, best = k;
    }
    return best;
  }

  std::vector<int> anywhere(Dice& dice) const {
    std::vector<int> out = ways_.asGiven();
    for (std::size_t c = 0; c < out.size(); ++c)
      out[c] = static_cast<int>(dice.below(static_cast<std::size_t>(ways_.choices()[c].ways)));
    return out;
  }

  /// When chance finds nothing new any more: what is left, one by one.
  std::vector<std::vector<int>> remaining() {
    std::vector<std::vector<int>> out;
    if (space_ > mostWays) return out;
    for (;;) {
      const auto next = following();
      if (next.empty()) return out;
      for (const auto& way : next)
        if (!worked_.count(way)) out.push_back(way);
      if (!out.empty()) return out;
    }
  }

  /// The best by fronts, and within the last front those that stand most alone.
  void survive() {
    const std::size_t count = living_.size();
    std::vector<std::vector<std::size_t>> beaten(count);
    std::vector<std::size_t> by(count, 0), front;
    for (std::size_t a = 0; a < count; ++a)
      for (std::size_t b = a + 1; b < count; ++b) {
        if (beats(living_[a], living_[b], of_))
          beaten[a].push_back(b), ++by[b];
        else if (beats(living_[b], living_[a], of_))
          beaten[b].push_back(a), ++by[a];
      }
    for (std::size_t a = 0; a < count; ++a)
      if (by[a] == 0) front.push_back(a);
    std::vector<Member> next;
    while (!front.empty() && next.size() < livingMost) {
      const std::vector<double> room = roomOf(front);
      std::vector<std::size_t> order(front.size());
      std::iota(order.begin(), order.end(), std::size_t{0});
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return room[a] > room[b]; });
      for (const std::size_t k : order)
        if (next.size() < livingMost) next.push_back(living_[front[k]]);
      std::vector<std::size_t> behind;
      for (const std::size_t a : front)
        for (const std::size_t b : beaten[a])
          if (--by[b] == 0) behind.push_back(b);
      std::sort(behind.begin(), behind.end());
      front = std::move(behind);
    }
    living_ = std::move(next);
  }
  std::vector<double> roomOf(const std::vector<std::size_t>& front) const {
    std::vector<double> room(front.size(), 0.0);
    std::vector<std::size_t> order(front.size());
    for (const Aim aim : of_) {
      std::iota(order.begin(), order.end(), std::size_t{0});
      const auto value = [&](std::size_t k) { return asked(living_[front[k]], aim); };
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return value(a) < value(b); });
      const double span = value(order.back()) - value(order.front());
      room[order.front()] = room[order.back()] = boundless;
      if (span <= 0.0) continue;
      for (std::size_t k = 1; k + 1 < order.size(); ++k)
        room[order[k]] += (value(order[k + 1]) - value(order[k - 1])) / span;
    }
    return room;
  }

  Ways& ways_;
  const OptimiseOptions& options_;
  const std::vector<Aim>& of_;
  Parallel& parallel_;
  Archive archive_;
  std::map<std::vector<int>, bool> worked_, plained_;
  std::vector<Member> living_;
  std::vector<std::vector<double>> places_;  // of the archive
  std::vector<int> counter_;
  std::uint64_t made_ = 0;
  std::size_t budget_ = 0;
  double space_ = 0.0;
  bool isAll_ = false, isStopped_ = false;
};

/// Names are the given option's with a number, which needs no language.
void nameMember(Member& member, const Ways& ways, std::size_t number) {
  member.option = ways.made(member.choices);
  member.differences = ways.differences(member.choices);
  if (member.isAsGiven) return;
  const std::string behind = std::to_string(number);
  member.option.id += "-" + behind;
  for (std::string* name : {&member.option.name.en, &member.option.name.zh})
    if (!name->empty()) *name += " · " + behind;
}

}  // namespace

const char* wordOf(Aim aim) {
  static constexpr std::array<const char*, aims> words{"goal", "npv", "capex", "tco", "pue", "water", "slip", "early"};
  return words[static_cast<std::size_t>(aim)];
}

bool isMoreBetter(Aim aim) { return aim == Aim::npv; }

double resolved(Aim aim, double value) {
  //                                            month CNY  CNY  CNY/h pue   L/kWh month weeks
  static constexpr std::array<double, aims> steps{1.0, 1e6, 1e6, 1e-4, 1e-4, 1e-3, 0.05, 1.0};
  return std::round(value / steps[static_cast<std::size_t>(aim)]);
}

bool beats(const Member& a, const Member& b, const std::vector<Aim>& of) {
  if (a.missingChips != b.missingChips) return a.missingChips < b.missingChips;
  bool isBetter = false;
  for (const Aim aim : of) {
    const double x = asked(a, aim), y = asked(b, aim);
    if (x > y) return false;
    isBetter = isBetter || x < y;
  }
  return isBetter;
}

Pareto optimise(const Plan& plan, const Option& option, const Ground& ground, const OptimiseOptions& options,
                Parallel& parallel) {
  Pareto out;
  for (const Aim aim : options.aims)
    if (std::find(out.aims.begin(), out.aims.end(), aim) == out.aims.end()) out.aims.push_back(aim);
  if (out.aims.empty()) out.aims = OptimiseOptions{}.aims;
  Ways ways(plan, option, ground, options);
  Search search(ways, options, out.aims, parallel);
  search.run();
  out.found = search.archive().members().size();
  out.members = spreadOut(search.archive().members(), out.aims, options.most);
  std::stable_sort(out.members.begin(), out.members.end(), [&](const Member& a, const Member& b) {
    for (const Aim aim : out.aims)
      if (asked(a, aim) != asked(b, aim)) return asked(a, aim) < asked(b, aim);
    return a.choices < b.choices;
  });
  for (std::size_t k = 0; k < out.members.size(); ++k) nameMember(out.members[k], ways, k + 1);
  out.knee = kneeOf(out.members, out.aims);
  out.given = ways.worked(ways.asGiven());
  nameMember(out.given, ways, 0);
  if (hasLand(plan))
    for (const Member& member : out.members)
      if (const auto at = ways.laid().find(placesKey(plan, member.option, ground)); at != ways.laid().end())
        out.places.insert(*at);
  out.evaluations = static_cast<int>(search.evaluations());
  out.space = ways.space();
  out.isExhaustive = search.isExhaustive();
  out.isComplete = !search.isStopped();
  return out;
}

std::vector<Member> everyWay(const Plan& plan, const Option& option, const Ground& ground,
                             const OptimiseOptions& options) {
  Ways ways(plan, option, ground, options);
  std::vector<Member> out;
  if (ways.space() > mostWays) return out;
  std::vector<int> picked = ways.asGiven();
  Serial serial;
  for (;;) {
    ways.lay({picked}, serial);
    out.push_back(ways.worked(picked));
    std::size_t c = 0;
    while (c < picked.size() && ++picked[c] == ways.choices()[c].ways) picked[c++] = 0;
    if (c == picked.size()) return out;
  }
}

}  // namespace plenum::plan
