// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <numeric>

#include "ways/Ways.h"

// What may be chosen about an option: in which order, which blocks, what may be left out.

namespace plenum::plan {
namespace {

constexpr std::size_t mostMixes = 400, mostPermuted = 5;

bool holds(const Phase& phase, const std::string& id) {
  for (const Step& step : phase.steps)
    if (step.id == id) return true;
  for (const LongLead& item : phase.items)
    if (item.id == id) return true;
  for (const Gate& gate : phase.gates)
    if ("G" + std::to_string(gate.number) == id) return true;
  return false;
}

/// All ways of putting at most `most` into so many kinds.
void fillMixes(std::vector<std::vector<int>>& out, std::vector<int>& now, std::size_t kind, int most) {
  if (out.size() > mostMixes) return;
  if (kind == now.size()) {
    out.push_back(now);
    return;
  }
  for (int n = 0; n <= most; ++n) {
    now[kind] = n;
    fillMixes(out, now, kind + 1, most - n);
  }
  now[kind] = 0;
}

std::size_t linksOf(const Course& course) {
  std::size_t links = 0;
  for (const Node& node : course.nodes) links += node.after.size();
  return links;
}

}  // namespace

/// Begun, or ordered for: it stays as it is and where it is.
bool Ways::isFixed(const Phase& phase) const {
  return phase.steps.empty() ||
         std::any_of(phase.steps.begin(), phase.steps.end(), [](const Step& s) { return s.done.isSet(); }) ||
         std::any_of(phase.items.begin(), phase.items.end(), [](const LongLead& i) { return i.ordered.isSet(); });
}

/// Nothing waits for it.
bool Ways::isLeaveable(const GridStep& step) const {
  const std::string id = "grid/" + step.id;
  const auto waits = [&](const std::vector<std::string>& after) {
    return std::find(after.begin(), after.end(), id) != after.end();
  };
  for (const GridStep& other : option_.gridSteps)
    if (waits(other.after) || std::find(other.after.begin(), other.after.end(), step.id) != other.after.end())
      return false;
  for (const Phase& phase : option_.phases) {
    for (const Step& s : phase.steps)
      if (waits(s.after)) return false;
    for (const LongLead& item : phase.items)
      if (waits(item.after) || waits(item.feeds)) return false;
    for (const Gate& gate : phase.gates)
      if (gate.after == id) return false;
    for (const Risk& risk : phase.risks)
      if (risk.activity == id) return false;
    for (const TieIn& tieIn : phase.tieIns)
      if (tieIn.during == id) return false;
  }
  return std::none_of(option_.grants.begin(), option_.grants.end(), [&](const Grant& g) { return g.after == id; }) &&
         std::none_of(option_.delays.begin(), option_.delays.end(), [&](const Delay& d) { return d.activity == id; });
}

/// Phases that change places hand on what ties them to each other: who follows whom, from when on, and by when.
Option Ways::inOrder(const std::vector<std::size_t>& order) const {
  Option out = option_;
  const std::vector<Phase>& was = option_.phases;
  std::unordered_map<std::string, std::string> now;  // the phase that stands where another stood
  for (std::size_t k = 0; k < order.size(); ++k) now[was[k].id] = was[order[k]].id;
  const auto isTie = [&](const std::string& of, const std::string& reference) {
    const std::string phase = phaseOfReference(reference);
    return !phase.empty() && phase != of && now.count(phase) > 0;
  };
  for (std::size_t k = 0; k < order.size(); ++k) {
    out.phases[k] = was[order[k]];
    Phase& phase = out.phases[k];
    phase.target = was[k].target;
    for (Step& step : phase.steps) {
      step.after.erase(std::remove_if(step.after.begin(), step.after.end(),
                                      [&](const std::string& on) { return isTie(phase.id, on); }),
                       step.after.end());
      step.notBefore = {};
    }
    for (const Step& before : was[k].steps)
      for (Step& step : phase.steps) {
        if (step.id != before.id) continue;
        step.notBefore = before.notBefore;
        for (const std::string& on : before.after)
          if (isTie(was[k].id, on)) step.after.push_back(now.at(phaseOfReference(on)) + on.substr(on.find('/')));
      }
  }
  return out;
}

void Ways::findOrders() {
  const std::size_t count = option_.phases.size();
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  orders_ = {order};
  // ties of items and gates are of the things themselves; phases with such stay
  const auto isFree = [&](const Phase& phase) {
    if (isFixed(phase)) return false;
    for (const LongLead& item : phase.items)
      for (const std::string& on : item.after)
        if (!phaseOfReference(on).empty() && phaseOfReference(on) != phase.id) return false;
    return std::all_of(phase.gates.begin(), phase.gates.end(), [&](const Gate& gate) {
      return !gate.passed.isSet() && (phaseOfReference(gate.after).empty() || phaseOfReference(gate.after) == phase.id);
    });
  };
  std::vector<std::size_t> free;
  for (std::size_t p = 0; p < count; ++p)
    if (isFree(option_.phases[p])) free.push_back(p);
  if (free.size() < 2) return;
  std::vector<std::vector<std::size_t>> wanted;
  std::vector<std::size_t> places = free;
  if (free.size() <= mostPermuted)
    while (std::next_permutation(places.begin(), places.end())) wanted.push_back(places);
  else
    for (std::size_t k = 0; k + 1 < free.size(); ++k) {
      wanted.push_back(free);
      std::swap(wanted.back()[k], wanted.back()[k + 1]);
    }
  const auto linked = [&](const Option& option) { return linksOf(Course(plan_, option, ground_)); };
  const std::size_t links = linked(option_);
  const auto edge = [&](const Phase& phase, const std::string& id) {
    return std::any_of(phase.steps.begin(), phase.steps.end(), [&](const Step& s) { return s.id == id; });
  };
  for (const auto& places2 : wanted) {
    std::vector<std::size_t> next = order;
    for (std::size_t k = 0; k < free.size(); ++k) next[free[k]] = places2[k];
    // whoever takes a place must have the steps that its ties hang on
    bool isWhole = true;
    for (std::size_t k = 0; k < count && isWhole; ++k)
      for (const Step& step : option_.phases[k].steps) {
        const bool isBound = step.notBefore.isSet();
        if (isBound && !edge(option_.phases[next[k]], step.id)) isWhole = false;
        for (const std::string& on : step.after) {
          const std::string of = phaseOfReference(on);
          for (std::size_t j = 0; j < count; ++j)
            if (option_.phases[j].id == of && j != k)
              isWhole = isWhole && edge(option_.phases[next[k]], step.id) &&
                        holds(option_.phases[next[j]], on.substr(of.size() + 1));
        }
      }
    // a circle drops a link
    if (isWhole && linked(inOrder(next)) == links) orders_.push_back(next);
  }
}

void Ways::findMixes(int extra) {
  for (const Phase& phase : option_.phases) {
    std::vector<Mix> mixes{phase.blocks};
    if (!isFixed(phase) && !phase.blocks.empty()) {
      const int most = blocksOf(phase.blocks) + std::max(0, extra);
      std::vector<std::vector<int>> all;
      std::vector<int> now(plan_.blocks.size(), 0);
      fillMixes(all, now, 0, most);
      const auto countsOf = [&](const Mix& mix) {
        std::vector<int> counts(plan_.blocks.size(), 0);
        for (const Phase::Order& order : mix)
          for (std::size_t b = 0; b < plan_.blocks.size(); ++b)
            if (plan_.blocks[b].id == order.block) counts[b] += order.count;
        return counts;
      };
      const std::vector<int> given = countsOf(phase.blocks);
      for (const std::vector<int>& counts : all) {
        if (counts == given || mixes.size() >= mostMixes) continue;
        Mix mix;
        for (std::size_t b = 0; b < counts.size(); ++b)
          if (counts[b] > 0) mix.push_back({plan_.blocks[b].id, counts[b]});
        mixes.push_back(std::move(mix));
      }
    }
    mixes_.push_back(std::move(mixes));
  }
}

}  // namespace plenum::plan
