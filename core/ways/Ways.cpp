// SPDX-License-Identifier: Apache-2.0
#include "ways/Ways.h"

#include <algorithm>
#include <cmath>

#include "base/Hash.h"
#include "base/Random.h"

namespace plenum::plan {
namespace {

constexpr std::size_t lengthDraws = 40;                    // of every length, for the slip
constexpr std::uint64_t drawLength = 11, drawChance = 12;  // purposes of lengthDraws
constexpr double deviationsOfP90 = 1.2815516;              // of the normal distribution
constexpr double daysOfMonth = 30.4375;
constexpr int decisionGate = 3;

double lengthDrawn(const Weeks& w, double z) {
  return std::max(0.0, w.p50 + z / deviationsOfP90 * (z < 0.0 ? w.p50 - w.p10 : w.p90 - w.p50));
}

int waitWays(const OptimiseOptions& options) {
  return std::max(0, options.waitUpToMonths) / std::max(1, options.waitEveryMonths);
}

/// The first day of the month that lies `months` after a day, but no earlier than what was asked already.
Day laterBy(Day from, int months, Day asked) { return std::max(asked, firstOfMonth(from, months)); }

}  // namespace

std::string phaseOfReference(const std::string& reference) {
  const auto slash = reference.find('/');
  return slash == std::string::npos ? std::string() : reference.substr(0, slash);
}

int blocksOf(const std::vector<Phase::Order>& mix) {
  int sum = 0;
  for (const Phase::Order& order : mix) sum += order.count;
  return sum;
}

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

Ways::Ways(const Plan& plan, const Option& option, const Ground& ground, const OptimiseOptions& options)
    : plan_(plan), option_(option), ground_(ground), options_(options), laid_(ground.places) {
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

bool Ways::isLaid(const std::vector<int>& picked) const {
  return !hasLand(plan_) || laid_.contains(placesKey(plan_, made(picked), ground_));
}

void Ways::lay(const std::vector<std::vector<int>>& all, Parallel& parallel) {
  if (!hasLand(plan_)) return;
  std::map<std::uint64_t, Option> wanted;
  for (const std::vector<int>& picked : all) {
    Option option = made(picked);
    const std::uint64_t key = placesKey(plan_, option, ground_);
    if (!laid_.contains(key)) wanted.emplace(key, std::move(option));
  }
  std::vector<std::pair<std::uint64_t, GroundPlanPtr>> out;
  for (const auto& [key, option] : wanted) out.emplace_back(key, nullptr);
  parallel.forBlocks(out.size(),
                     [&](std::size_t k) { out[k].second = placesNow(plan_, wanted.at(out[k].first), ground_); });
  laid_.insert(out.begin(), out.end());
}

Member Ways::worked(const std::vector<int>& picked) const {
  Member out;
  out.choices = picked;
  const Option option = made(picked);
  const auto places = laid_.empty() ? laid_.end() : laid_.find(placesKey(plan_, option, ground_));
  const Course course(plan_, option, ground_, places == laid_.end() ? nullptr : places->second);
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

}  // namespace plenum::plan
