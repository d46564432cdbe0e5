// SPDX-License-Identifier: Apache-2.0
#include "plan/Ways.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "base/Hash.h"
#include "base/Random.h"

namespace plenum::plan {
namespace {

constexpr std::size_t lengthDraws = 40;                    // of every length, for the slip
constexpr std::uint64_t drawLength = 11, drawChance = 12;  // purposes of lengthDraws
constexpr double deviationsOfP90 = 1.2815516;              // of the normal distribution
constexpr double daysOfMonth = 30.4375;
constexpr std::size_t mostMixes = 400, mostPermuted = 5;
constexpr int decisionGate = 3;
constexpr double halfWeek = 3.5;  // days that are not told

double lengthDrawn(const Weeks& w, double z) {
  return std::max(0.0, w.p50 + z / deviationsOfP90 * (z < 0.0 ? w.p50 - w.p10 : w.p90 - w.p50));
}

/// "P2" of "P2/permit"; "" of what stands in the phase itself.
std::string phaseOfReference(const std::string& reference) {
  const auto slash = reference.find('/');
  return slash == std::string::npos ? std::string() : reference.substr(0, slash);
}

bool holds(const Phase& phase, const std::string& id) {
  for (const Step& step : phase.steps)
    if (step.id == id) return true;
  for (const LongLead& item : phase.items)
    if (item.id == id) return true;
  for (const Gate& gate : phase.gates)
    if ("G" + std::to_string(gate.number) == id) return true;
  return false;
}

int blocksOf(const std::vector<Phase::Order>& mix) {
  int sum = 0;
  for (const Phase::Order& order : mix) sum += order.count;
  return sum;
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

/// Steps of a phase that wait for nothing on its site: where works begin. A permit is no work.
std::vector<std::size_t> firstWorks(const Phase& phase) {
  std::vector<std::size_t> out;
  const auto isWork = [&](const std::string& id) {
    return std::any_of(phase.steps.begin(), phase.steps.end(),
                       [&](const Step& step) { return step.id == id && step.kind != Step::Kind::permit; });
  };
  for (std::size_t s = 0; s < phase.steps.size(); ++s) {
    const Step& step = phase.steps[s];
    if (step.kind == Step::Kind::permit || step.done.isSet()) continue;
    const bool waits = std::any_of(step.after.begin(), step.after.end(), [&](const std::string& on) {
      const std::string of = phaseOfReference(on);
      return (of.empty() || of == phase.id) && isWork(of.empty() ? on : on.substr(of.size() + 1));
    });
    if (!waits) out.push_back(s);
  }
  return out;
}

int waitWays(const OptimiseOptions& options) {
  return std::max(0, options.waitUpToMonths) / std::max(1, options.waitEveryMonths);
}

/// The first day of the month that lies `months` after a day, but no earlier than what was asked already.
Day laterBy(Day from, int months, Day asked) { return std::max(asked, firstOfMonth(from, months)); }

}  // namespace

Ways::Ways(const Plan& plan, const Option& option, const Ground& ground, const OptimiseOptions& options)
    : plan_(plan), option_(option), ground_(ground), options_(options) {
  const Course course(plan, option, ground);
  dates_ = datesOf(course, course.middle());
  for (std::size_t n = 0; n < course.nodes.size(); ++n) nodes_.emplace(course.nodes[n].id, n);
  const auto day = [](double at) { return Day{static_cast<std::int32_t>(std::floor(at + 1e-6))}; };
  const auto startOf = [&](const std::string& id) {
    const auto at = nodes_.find(id);
    return at == nodes_.end() ? plan.from : day(dates_.start[at->second]);
  };
  for (const Phase& phase : option.phases) {
    phaseIds_.push_back(phase.id);
    Day first;
    for (const std::size_t s : firstWorks(phase)) {
      const Day start = startOf(phase.id + "/" + phase.steps[s].id);
      if (!first.isSet() || start < first) first = start;
    }
    worksFrom_.push_back(first);
    for (const LongLead& item : phase.items) {
      std::vector<std::string>& waits = waitsFor_[phase.id + "/" + item.id];
      for (const std::string& id : item.after) waits.push_back(phaseOfReference(id).empty() ? phase.id + "/" + id : id);
      const std::string decision = phase.id + "/G" + std::to_string(decisionGate);
      if (item.after.empty() && nodes_.count(decision)) waits.push_back(decision);
    }
  }
  for (const GridStep& step : option.gridSteps) gridFrom_.push_back(startOf("grid/" + step.id));
  findOrders();
  findMixes(options.extraBlocks);
  drawLengths();

  const auto choose = [&](Choice::Kind kind, std::size_t phase, std::size_t at, std::size_t ways) {
    if (ways > 1) choices_.push_back({kind, phase, at, static_cast<int>(ways)});
  };
  const auto waits = static_cast<std::size_t>(1 + waitWays(options));
  choose(Choice::Kind::order, 0, 0, orders_.size());
  for (std::size_t p = 0; p < option.phases.size(); ++p) {
    choose(Choice::Kind::blocks, p, 0, mixes_[p].size());
    if (worksFrom_[p].isSet()) choose(Choice::Kind::works, p, 0, waits);
    for (std::size_t i = 0; i < option.phases[p].items.size(); ++i) {
      const LongLead& item = option.phases[p].items[i];
      if (item.ordered.isSet() || waitsFor_.at(option.phases[p].id + "/" + item.id).empty()) continue;
      if (!atOnce(option, p).empty()) choose(Choice::Kind::item, p, i, 3);
    }
  }
  for (std::size_t g = 0; g < option.gridSteps.size(); ++g)
    if (!option.gridSteps[g].done.isSet())
      choose(Choice::Kind::grid, 0, g, waits + (isLeaveable(option.gridSteps[g]) ? 1 : 0));
}

double Ways::space() const {
  double all = 1.0;
  for (const Choice& choice : choices_) all *= choice.ways;
  return all;
}

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

/// Every length drawn once, by its own name: two ways are compared in the same weather.
void Ways::drawLengths() {
  const Course course(plan_, option_, ground_);
  for (const Node& node : course.nodes) {
    std::vector<double>& weeks = drawn_[node.id];
    for (std::size_t k = 0; k < lengthDraws; ++k)
      weeks.push_back(node.weeks.p10 < node.weeks.p90
                          ? lengthDrawn(node.weeks, randomNormal({options_.seed, hashOf(node.id), drawLength}, k))
                          : node.weeks.p50);
  }
  for (const Phase& phase : option_.phases)
    for (const Risk& risk : phase.risks) {
      const std::uint64_t id = hashOf(phase.id + "/" + risk.id);
      const auto at =
          drawn_.find(phaseOfReference(risk.activity).empty() ? phase.id + "/" + risk.activity : risk.activity);
      if (at == drawn_.end()) continue;
      for (std::size_t k = 0; k < lengthDraws; ++k)
        if (randomUniform({options_.seed, id, drawChance}, k) < risk.chance)
          at->second[k] += lengthDrawn(risk.delay, randomNormal({options_.seed, id, drawLength}, k));
    }
}

std::string Ways::decisionBefore(const Option& option, std::size_t position) const {
  while (position-- > 0) {
    const Phase& phase = option.phases[position];
    for (const Gate& gate : phase.gates)
      if (gate.number == decisionGate) return phase.id + "/G" + std::to_string(decisionGate);
  }
  return {};
}

/// A gate that waits for nothing.
std::string Ways::atOnce(const Option& option, std::size_t position) const {
  const auto of = [&](const Phase& phase) -> std::string {
    for (const Gate& gate : phase.gates)
      if (gate.after.empty() && gate.number < decisionGate) return phase.id + "/G" + std::to_string(gate.number);
    return {};
  };
  if (std::string own = of(option.phases[position]); !own.empty()) return own;
  for (const Phase& phase : option.phases)
    if (std::string other = of(phase); !other.empty()) return other;
  return {};
}

Option Ways::made(const std::vector<int>& picked) const {
  std::vector<std::size_t> order = orders_.front();
  for (std::size_t c = 0; c < choices_.size(); ++c)
    if (choices_[c].kind == Choice::Kind::order) order = orders_[static_cast<std::size_t>(picked[c])];
  Option out = order == orders_.front() ? option_ : inOrder(order);
  std::vector<std::string> leftOut;
  std::vector<std::size_t> stands(order.size());  // by phase as given
  for (std::size_t k = 0; k < order.size(); ++k) stands[order[k]] = k;
  for (std::size_t c = 0; c < choices_.size(); ++c) {
    const Choice& choice = choices_[c];
    const auto way = static_cast<std::size_t>(picked[c]);
    if (way == 0) continue;
    const std::size_t position = choice.kind == Choice::Kind::grid ? 0 : stands[choice.phase];
    const int months = picked[c] * options_.waitEveryMonths;
    switch (choice.kind) {
      case Choice::Kind::order:
        break;
      case Choice::Kind::blocks: {
        Phase& phase = out.phases[position];
        const int before = blocksOf(phase.blocks);
        phase.blocks = mixes_[choice.phase][way];
        const int now = blocksOf(phase.blocks);
        // what is ordered for blocks goes with their number; transformers of a grid step do not
        for (LongLead& item : phase.items)
          if (!item.feeds.empty() && before > 0)
            item.quantity = static_cast<int>(std::ceil(static_cast<double>(item.quantity) * now / before));
        break;
      }
      case Choice::Kind::works: {
        Phase& phase = out.phases[position];
        // of the place, not of the phase: one that is built first begins when the first does
        const Day from = worksFrom_[position].isSet() ? worksFrom_[position] : worksFrom_[choice.phase];
        for (const std::size_t s : firstWorks(phase))
          phase.steps[s].notBefore = laterBy(from, months, phase.steps[s].notBefore);
        break;
      }
      case Choice::Kind::grid: {
        GridStep& step = out.gridSteps[choice.at];
        if (picked[c] > waitWays(options_))
          leftOut.push_back(step.id);
        else
          step.notBefore = laterBy(gridFrom_[choice.at], months, step.notBefore);
        break;
      }
      case Choice::Kind::item: {
        LongLead& item = out.phases[position].items[choice.at];
        const std::string before = way == 1 ? decisionBefore(out, position) : std::string();
        item.after = {before.empty() ? atOnce(out, position) : before};
        break;
      }
    }
  }
  for (const std::string& id : leftOut)
    out.gridSteps.erase(
        std::find_if(out.gridSteps.begin(), out.gridSteps.end(), [&](const GridStep& s) { return s.id == id; }));
  return out;
}

double Ways::slipOf(const Course& course, const Dates& dates, const Outcome& outcome) const {
  // what stands when the goal is live, whether it needs it or not
  const int by = outcome.goalMonth.value_or(plan_.months);
  std::vector<std::size_t> ends;
  for (std::size_t p = 0; p < course.rfsOf.size(); ++p)
    if (dates.rfsMonth[p] <= by || !outcome.goalMonth) ends.push_back(course.rfsOf[p]);
  for (std::size_t g = 0; g < course.gridOf.size(); ++g)
    if (dates.gridMonth[g] <= by || !outcome.goalMonth) ends.push_back(course.gridOf[g]);
  if (ends.empty()) return 0.0;
  const auto last = [&](const Dates& of) {
    double day = of.finish[ends.front()];
    for (const std::size_t n : ends) day = std::max(day, of.finish[n]);
    return day;
  };
  std::vector<const std::vector<double>*> weeks;
  static const std::vector<double> none;
  for (const Node& node : course.nodes) {
    const auto at = drawn_.find(node.id);
    weeks.push_back(at == drawn_.end() ? &none : &at->second);
  }
  const double middle = last(dates);
  Sample sample = course.middle();
  std::vector<double> slips;
  for (std::size_t k = 0; k < lengthDraws; ++k) {
    for (std::size_t n = 0; n < weeks.size(); ++n)
      if (!weeks[n]->empty()) sample.weeks[n] = (*weeks[n])[k];
    slips.push_back(last(runOf(course, sample)) - middle);
  }
  std::sort(slips.begin(), slips.end());
  constexpr double at = 0.8 * (lengthDraws - 1);
  constexpr auto low = static_cast<std::size_t>(at);
  const double days = slips[low] + (at - static_cast<double>(low)) * (slips[low + 1] - slips[low]);
  return std::max(0.0, days / daysOfMonth);
}

double Ways::earlyDays(const Course& course, const Dates& dates, const std::string& item,
                       const std::vector<std::string>& waits) const {
  const auto nodeOf = [&](const std::string& id) {
    const auto at = std::find_if(course.nodes.begin(), course.nodes.end(), [&](const Node& n) { return n.id == id; });
    return static_cast<std::size_t>(at - course.nodes.begin());
  };
  const std::size_t n = nodeOf(item);
  if (n >= course.nodes.size()) return 0.0;
  double decided = dates.start[n];
  for (const std::string& id : waits)
    if (const std::size_t on = nodeOf(id); on < course.nodes.size()) decided = std::max(decided, dates.finish[on]);
  return decided - dates.start[n];
}

Member Ways::worked(const std::vector<int>& picked) const {
  Member out;
  out.choices = picked;
  const Option option = made(picked);
  const Course course(plan_, option, ground_);
  const Sample sample = course.middle();
  const Dates dates = datesOf(course, sample);
  const Outcome outcome = workOut(course, sample, dates);
  const auto set = [&](Aim aim, double value) { out.values[static_cast<std::size_t>(aim)] = value; };
  double it = 0.0, facility = 0.0, water = 0.0;
  for (const MonthRow& row : outcome.months) it += row.itMwh, facility += row.facilityMwh, water += row.waterM3;
  const Money& money = outcome.money;
  set(Aim::goal, outcome.goalMonth.value_or(plan_.months));
  set(Aim::npv, money.npv);
  set(Aim::capex, money.capexFacility + money.capexIt + money.capexGrid + money.capexRenewal);
  set(Aim::tco, money.tcoPerChipHour);
  set(Aim::pue, it > 0.0 ? facility / it : 0.0);
  set(Aim::water, it > 0.0 ? water / it : 0.0);
  set(Aim::slip, slipOf(course, dates, outcome));
  double early = 0.0;
  for (std::size_t c = 0; c < choices_.size(); ++c) {
    if (choices_[c].kind != Choice::Kind::item || picked[c] == 0) continue;
    const Phase& phase = option_.phases[choices_[c].phase];
    const std::string item = phase.id + "/" + phase.items[choices_[c].at].id;
    early += earlyDays(course, dates, item, waitsFor_.at(item)) / 7.0;
  }
  set(Aim::early, early);
  if (plan_.goalChips > 0 && !outcome.months.empty())
    out.missingChips =
        std::max(0.0, std::round(static_cast<double>(plan_.goalChips) - outcome.months.back().liveChips));
  out.isAsGiven = std::all_of(picked.begin(), picked.end(), [](int way) { return way == 0; });
  return out;
}

std::vector<Text> Ways::differences(const std::vector<int>& picked) const {
  std::vector<Text> out;
  const Option option = made(picked);
  const Course course(plan_, option, ground_);
  const Dates dates = datesOf(course, course.middle());
  const auto mixText = [](const Mix& mix) {
    std::string text;
    for (const Phase::Order& order : mix)
      text += (text.empty() ? "" : " + ") + std::to_string(order.count) + " × " + order.block;
    return text.empty() ? std::string("0") : text;
  };
  const auto weeksText = [](double days) { return toText(std::round(std::abs(days) / 7.0), 0); };
  // how much later than as given something begins or ends, in days
  std::unordered_map<std::string, std::size_t> at;
  for (std::size_t n = 0; n < course.nodes.size(); ++n) at.emplace(course.nodes[n].id, n);
  const auto moved = [&](const std::string& id, const std::vector<double> Dates::*when) -> double {
    const auto now = at.find(id);
    const auto was = nodes_.find(id);
    if (now == at.end() || was == nodes_.end()) return 0.0;
    return (dates.*when)[now->second] - (dates_.*when)[was->second];
  };
  const auto shift = [&](const char* kind, const std::string& id, double days) {
    if (std::abs(days) < halfWeek) return;
    out.emplace_back(
        std::string("optimise.") + kind + (days < 0.0 ? ".earlier" : ".later"),
        std::initializer_list<std::pair<std::string, std::string>>{{"id", id}, {"weeks", weeksText(days)}});
  };
  for (std::size_t c = 0; c < choices_.size(); ++c) {
    const Choice& choice = choices_[c];
    const auto way = static_cast<std::size_t>(picked[c]);
    if (way == 0) continue;
    if (choice.kind == Choice::Kind::order) {
      std::string ids;
      for (const Phase& phase : option.phases) ids += (ids.empty() ? "" : ", ") + phase.id;
      out.emplace_back("optimise.order", std::initializer_list<std::pair<std::string, std::string>>{{"ids", ids}});
    }
    if (choice.kind == Choice::Kind::blocks)
      out.emplace_back("optimise.blocks", std::initializer_list<std::pair<std::string, std::string>>{
                                              {"phase", phaseIds_[choice.phase]},
                                              {"now", mixText(mixes_[choice.phase][way])},
                                              {"was", mixText(mixes_[choice.phase].front())}});
  }
  // things that are ordered together are told together
  std::map<std::pair<std::string, std::string>, std::string> ordered;
  for (const auto& [item, waits] : waitsFor_) {
    const double days = earlyDays(course, dates, item, waits);
    if (days < halfWeek) continue;
    std::string& ids = ordered[{phaseOfReference(item), weeksText(days)}];
    ids += (ids.empty() ? "" : ", ") + item.substr(item.find('/') + 1);
  }
  for (const auto& [when, ids] : ordered)
    out.emplace_back("optimise.item", std::initializer_list<std::pair<std::string, std::string>>{
                                          {"phase", when.first}, {"ids", ids}, {"weeks", when.second}});
  for (const GridStep& step : option_.gridSteps) {
    shift("grid", step.id, moved("grid/" + step.id, &Dates::finish));
    if (!at.count("grid/" + step.id))
      out.emplace_back("optimise.grid.out",
                       std::initializer_list<std::pair<std::string, std::string>>{{"id", step.id}});
  }
  for (std::size_t p = 0; p < option.phases.size(); ++p) {
    const Phase& phase = option.phases[p];
    const double ready = moved(course.nodes[course.rfsOf[p]].id, &Dates::finish);
    for (const std::size_t s : firstWorks(phase)) {
      const std::string id = phase.id + "/" + phase.steps[s].id;
      if (const double begun = moved(id, &Dates::start); std::abs(begun - ready) >= halfWeek) shift("works", id, begun);
    }
    shift("phase", phase.id, ready);
  }
  return out;
}

}  // namespace plenum::plan
