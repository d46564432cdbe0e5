// SPDX-License-Identifier: Apache-2.0
#include "plan/Course.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plan/Constants.h"

namespace plenum::plan {
namespace {

const Weeks& leadOf(const Defaults& defaults, const std::string& type, const Option& option) {
  static const Weeks unknown;
  for (const LeadTaken& own : option.leadsTaken)
    if (own.type == type) return own.lead;
  for (const LeadTime& lead : defaults.leads)
    if (lead.id == type) return option.leads == LeadSet::us ? lead.us : lead.cn;
  return unknown;
}

void take(std::vector<Assumption>& assumptions, const std::vector<Taken>& taken) {
  for (const Taken& t : taken)
    for (Assumption& a : assumptions) {
      if (a.id != t.id) continue;
      if (t.low == 0.0 && t.high == 0.0) {
        const double factor = a.value != 0.0 ? t.value / a.value : 1.0;
        a.low *= factor, a.high *= factor;
      } else {
        a.low = t.low, a.high = t.high;
      }
      a.value = t.value;
      a.confidence = Confidence::assumed;
      if (!t.note.empty()) a.source = t.note;
    }
}

}  // namespace

const char* idOf(Known known) {
  static constexpr std::array<const char*, std::size_t(Known::count)> ids{"capex.facility",
                                                                          "capex.mep-share",
                                                                          "capex.it-factor",
                                                                          "it.lead",
                                                                          "it.at-order",
                                                                          "cost.energy-factor",
                                                                          "cost.demand",
                                                                          "cost.water",
                                                                          "cost.green-premium",
                                                                          "cost.staff-base",
                                                                          "cost.staff-per-mw",
                                                                          "cost.staff",
                                                                          "cost.maintenance",
                                                                          "cost.it-maintenance",
                                                                          "revenue.sold",
                                                                          "finance.discount",
                                                                          "life.it",
                                                                          "life.mep",
                                                                          "life.shell",
                                                                          "life.renewal",
                                                                          "load.utilisation",
                                                                          "load.recharge",
                                                                          "limit.drought",
                                                                          "load.wan",
                                                                          "limit.battery",
                                                                          "limit.fuel",
                                                                          "limit.reach",
                                                                          "limit.racked",
                                                                          "limit.aisle",
                                                                          "limit.ramp",
                                                                          "limit.wue",
                                                                          "limit.pue",
                                                                          "limit.liquid",
                                                                          "limit.green",
                                                                          "limit.compartment",
                                                                          "limit.storage",
                                                                          "order.storage"};
  return ids[static_cast<std::size_t>(known)];
}

double p80(const Weeks& weeks) { return weeks.p50 + (weeks.p90 - weeks.p50) * z80 / z90; }

Course::Course(const Plan& p, const Option& o, const Ground& g, GroundPlanPtr at)
    : plan(p), option(o), ground(g), places(std::move(at)) {
  takeAssumptions();
  takeNodes();
  takeModules();
}

bool Course::isStated(Known which) const {
  const auto states = [id = std::string(idOf(which))](const std::vector<Taken>& all) {
    return std::any_of(all.begin(), all.end(), [&](const Taken& taken) { return taken.id == id; });
  };
  return states(plan.taken) || states(option.taken);
}

void Course::takeAssumptions() {
  assumptions = ground.defaults.assumptions;
  plenum::plan::take(assumptions, plan.taken);
  plenum::plan::take(assumptions, option.taken);
  // the last row stands for what nobody told: 0, and `check` has said so
  assumptions.push_back({});
  for (std::size_t k = 0; k < knownAt_.size(); ++k) {
    knownAt_[k] = assumptions.size() - 1;
    for (std::size_t a = 0; a + 1 < assumptions.size(); ++a)
      if (assumptions[a].id == idOf(static_cast<Known>(k))) knownAt_[k] = a;
  }
}

void Course::takeNodes() {
  struct Raw {
    Node node;
    std::vector<std::string> after;
  };
  std::vector<Raw> raw;
  const auto qualified = [](const std::string& phase, const std::string& id) {
    return id.find('/') != std::string::npos ? id : phase + "/" + id;
  };
  for (const GridStep& step : option.gridSteps) {
    Raw r;
    r.node.kind = Activity::Kind::gridStep;
    r.node.id = "grid/" + step.id;
    r.node.title = step.name;
    r.node.weeks = step.length;
    r.node.notBefore = step.notBefore;
    r.node.done = step.done;
    for (const std::string& id : step.after) r.after.push_back(qualified("grid", id));
    raw.push_back(std::move(r));
  }
  for (std::size_t p = 0; p < option.phases.size(); ++p) {
    const Phase& phase = option.phases[p];
    std::string decision;
    for (const Gate& gate : phase.gates) {
      Raw r;
      r.node.kind = Activity::Kind::gate;
      r.node.id = phase.id + "/G" + std::to_string(gate.number);
      r.node.title = {"G" + std::to_string(gate.number), ""};
      r.node.phase = static_cast<int>(p);
      r.node.done = gate.passed;
      if (!gate.after.empty()) r.after.push_back(qualified(phase.id, gate.after));
      if (gate.number == 3) decision = r.node.id;
      raw.push_back(std::move(r));
    }
    for (const Step& step : phase.steps) {
      Raw r;
      r.node.id = phase.id + "/" + step.id;
      r.node.step = step.kind;
      r.node.title = step.name;
      r.node.phase = static_cast<int>(p);
      r.node.weeks = step.length;
      r.node.notBefore = step.notBefore;
      r.node.done = step.done;
      for (const std::string& id : step.after) r.after.push_back(qualified(phase.id, id));
      for (const LongLead& item : phase.items)
        if (std::find(item.feeds.begin(), item.feeds.end(), step.id) != item.feeds.end())
          r.after.push_back(qualified(phase.id, item.id));
      raw.push_back(std::move(r));
    }
    if (phase.steps.empty()) {  // stands from the beginning
      Raw r;
      r.node.id = phase.id + "/ready";
      r.node.phase = static_cast<int>(p);
      r.node.done = plan.from;
      raw.push_back(std::move(r));
    }
    for (std::size_t i = 0; i < phase.items.size(); ++i) {
      const LongLead& item = phase.items[i];
      Raw r;
      r.node.kind = Activity::Kind::item;
      r.node.id = phase.id + "/" + item.id;
      r.node.title = item.name;
      r.node.phase = static_cast<int>(p);
      r.node.item = i;
      r.node.weeks = leadOf(ground.defaults, item.type, option);
      r.node.ordered = item.ordered;
      for (const std::string& id : item.after) r.after.push_back(qualified(phase.id, id));
      if (item.after.empty() && !decision.empty()) r.after.push_back(decision);
      raw.push_back(std::move(r));
    }
  }
  for (const Delay& delay : option.delays)
    for (Raw& r : raw)
      if (r.node.id == delay.activity) r.node.delayWeeks += delay.weeks;

  // predecessors first; what stands in a circle is left out, and `check` has said so
  std::unordered_map<std::string, std::size_t> rawAt, placed;
  for (std::size_t k = 0; k < raw.size(); ++k) rawAt.emplace(raw[k].node.id, k);
  std::vector<int> color(raw.size(), 0);
  const auto visit = [&](const auto& self, std::size_t k) -> void {
    color[k] = 1;
    for (const std::string& id : raw[k].after)
      if (const auto at = rawAt.find(id); at != rawAt.end() && color[at->second] == 0) self(self, at->second);
    for (const std::string& id : raw[k].after)
      if (const auto at = placed.find(id); at != placed.end()) raw[k].node.after.push_back(at->second);
    placed.emplace(raw[k].node.id, nodes.size());
    nodes.push_back(raw[k].node);
    color[k] = 2;
  };
  for (std::size_t k = 0; k < raw.size(); ++k)
    if (color[k] == 0) visit(visit, k);

  const auto at = [&](const std::string& id) -> std::ptrdiff_t {
    const auto found = placed.find(id);
    return found == placed.end() ? -1 : static_cast<std::ptrdiff_t>(found->second);
  };
  for (const Phase& phase : option.phases) {
    std::ptrdiff_t last = phase.steps.empty() ? at(phase.id + "/ready") : -1;
    for (const Step& step : phase.steps)
      if (last < 0 || step.kind == Step::Kind::readyForService) last = at(phase.id + "/" + step.id);
    rfsOf.push_back(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, last)));
    for (const TieIn& tieIn : phase.tieIns) tieInAt.push_back(at(qualified(phase.id, tieIn.during)));
  }
  for (const GridStep& step : option.gridSteps) gridOf.push_back(static_cast<std::size_t>(at("grid/" + step.id)));
  for (const Grant& grant : option.grants) grantAfter.push_back(grant.after.empty() ? -1 : at(grant.after));
}

/// Of so many more blocks of a kind in a phase. What needs no ground finds its place everywhere.
int Course::placedOf(std::size_t phase, std::size_t block, int count) const {
  if (!places || ground.blocks[block]->footprint.isEmpty()) return count;
  int taken = 0;
  for (const Module& module : modules)
    if (module.phase == static_cast<int>(phase) && module.figures == ground.blocks[block].get()) taken += module.placed;
  const auto all = std::count_if(places->blocks.begin(), places->blocks.end(), [&](const PlacedBlock& placed) {
    return placed.isBuildable && placed.phaseAt == phase && ground.blocks[placed.blockAt] == ground.blocks[block];
  });
  return std::clamp(static_cast<int>(all) - taken, 0, count);
}

void Course::takeModules() {
  modules.push_back({ground.site.get(), -1, 1, 1, 0.0});
  for (std::size_t p = 0; p < option.phases.size(); ++p)
    for (const Phase::Order& order : option.phases[p].blocks)
      for (std::size_t b = 0; b < plan.blocks.size() && b < ground.blocks.size(); ++b)
        if (plan.blocks[b].id == order.block)
          modules.push_back({ground.blocks[b].get(), static_cast<int>(p), order.count, placedOf(p, b, order.count),
                             plan.blocks[b].capexMcnyPerMw});
  for (const Module& module : modules) {
    std::array<std::size_t, 2> found{assumptions.size() - 1, assumptions.size() - 1};
    for (std::size_t a = 0; a + 1 < assumptions.size(); ++a) {
      if (assumptions[a].id == "price.chip." + module.figures->chip) found[0] = a;
      if (assumptions[a].id == "revenue.chip." + module.figures->chip) found[1] = a;
    }
    chipAt.push_back(found);
  }
}

Sample Course::middle() const {
  Sample out;
  for (const Assumption& a : assumptions) out.values.push_back(a.value);
  for (const Node& node : nodes) out.weeks.push_back(node.weeks.p50);
  return out;
}

int monthFrom(const Plan& plan, double day) {
  const Day on{static_cast<std::int32_t>(std::ceil(day - 1e-6))};
  const int month = monthsBetween(plan.from, on);
  return firstOfMonth(on) == on ? month : month + 1;
}

Dates runOf(const Course& course, const Sample& sample) {
  Dates out;
  const double today = course.plan.today.isSet() ? course.plan.today.days : course.plan.from.days;
  out.start.resize(course.nodes.size());
  out.finish.resize(course.nodes.size());
  for (std::size_t n = 0; n < course.nodes.size(); ++n) {
    const Node& node = course.nodes[n];
    const double lastsDays = std::max(0.0, (sample.weeks[n] + node.delayWeeks) * 7.0);
    if (node.done.isSet()) {
      out.finish[n] = node.done.days;
      out.start[n] = out.finish[n] - lastsDays;
      continue;
    }
    double start = -std::numeric_limits<double>::infinity();
    for (const std::size_t before : node.after) start = std::max(start, out.finish[before]);
    if (node.notBefore.isSet()) start = std::max<double>(start, node.notBefore.days);
    if (node.ordered.isSet()) start = node.ordered.days;
    // what has neither begun nor waits for anything begins today; nothing is ordered in the past
    if (!node.ordered.isSet()) start = std::max(start, today);
    out.start[n] = start;
    out.finish[n] = start + lastsDays;
  }
  return out;
}

double facilityYuan(const Course& course, const Sample& sample, const Course::Module& module) {
  const double perMw = module.capexMcnyPerMw > 0.0 ? module.capexMcnyPerMw : course.known(sample, Known::capexFacility);
  return module.count * module.figures->itMw * perMw * 1e6;
}

PaidItems paidItems(const Course& course, const Sample& sample, const Dates& dates) {
  const std::size_t phases = course.option.phases.size();
  std::vector<double> asked(phases, 0.0), priced(phases, 0.0);
  for (const Course::Module& module : course.modules)
    if (module.phase >= 0) asked[static_cast<std::size_t>(module.phase)] += facilityYuan(course, sample, module);
  PaidItems out;
  for (std::size_t n = 0; n < course.nodes.size(); ++n) {
    const Node& node = course.nodes[n];
    if (node.kind != Activity::Kind::item) continue;
    const auto p = static_cast<std::size_t>(node.phase);
    const double yuan = course.option.phases[p].items[node.item].capexMcny * 1e6;
    if (yuan <= 0.0 || asked[p] <= 0.0) continue;
    priced[p] += yuan;
    out.all.push_back({n, p, dates.finish[n], yuan / asked[p]});
  }
  // prices that come to more than the whole share the whole
  for (PaidItems::One& one : out.all)
    if (priced[one.phase] > asked[one.phase]) one.share *= asked[one.phase] / priced[one.phase];
  for (std::size_t p = 0; p < phases; ++p)
    out.spentAlong.push_back(asked[p] > 0.0 ? 1.0 - std::min(1.0, priced[p] / asked[p]) : 1.0);
  return out;
}

std::vector<Waiting> waitingOf(const Course& course, const Dates& dates) {
  std::vector<double> needed(course.nodes.size(), std::numeric_limits<double>::infinity());
  for (std::size_t n = 0; n < course.nodes.size(); ++n)
    for (const std::size_t before : course.nodes[n].after) needed[before] = std::min(needed[before], dates.start[n]);
  std::vector<Waiting> out;
  for (std::size_t n = 0; n < course.nodes.size(); ++n) {
    const Node& node = course.nodes[n];
    if (node.kind != Activity::Kind::item || !std::isfinite(needed[n])) continue;
    const double mcny = course.option.phases[static_cast<std::size_t>(node.phase)].items[node.item].capexMcny;
    if (mcny > 0.0 && needed[n] > dates.finish[n]) out.push_back({n, mcny * 1e6, dates.finish[n], needed[n]});
  }
  return out;
}

double waitedMonths(const Waiting& waiting, Day month) {
  constexpr double daysOfMonth = 365.25 / 12.0;
  const double from = std::max<double>(waiting.fromDay, month.days);
  const double to = std::min<double>(waiting.toDay, firstOfMonth(month, 1).days);
  return std::max(0.0, to - from) / daysOfMonth;
}

Dates datesOf(const Course& course, const Sample& sample) {
  Dates out = runOf(course, sample);
  for (std::size_t p = 0; p < course.option.phases.size(); ++p) {
    const bool isDone = course.nodes[course.rfsOf[p]].done.isSet();
    out.rfsMonth.push_back(monthFrom(course.plan, out.finish[course.rfsOf[p]] + (isDone ? 0.0 : sample.slipDays)));
  }
  for (const std::size_t n : course.gridOf) {
    const double slip = course.nodes[n].done.isSet() ? 0.0 : sample.slipDays;
    out.gridMonth.push_back(monthFrom(course.plan, out.finish[n] + slip));
  }
  return out;
}

}  // namespace plenum::plan
