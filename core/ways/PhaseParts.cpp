// SPDX-License-Identifier: Apache-2.0
#include "ways/PhaseParts.h"

#include <algorithm>
#include <cmath>

#include "ways/Mps.h"

namespace plenum::plan {
namespace {

constexpr double yuanPerMcny = 1e6;

}  // namespace

std::vector<PhaseGroup> groupsOf(const Course& course, const Sample& sample) {
  const auto value = [&](Known known) { return course.known(sample, known); };
  std::vector<PhaseGroup> groups;
  groups.assign(course.option.phases.size() + 1, {});
  std::vector<std::array<double, resources>> carried(groups.size());
  const double charge = course.ground.tariff.demandYuanPerKwMonth > 0.0 ? course.ground.tariff.demandYuanPerKwMonth
                                                                        : value(Known::demandCharge);
  const double green = course.ground.layout->site->surroundings.greenShare.si * value(Known::greenPremium);
  for (std::size_t k = 0; k < course.modules.size(); ++k) {
    const Course::Module& module = course.modules[k];
    const Figures& f = *module.figures;
    const auto g = static_cast<std::size_t>(module.phase + 1);
    PhaseGroup& group = groups[g];
    // what has no place on the land is paid for and does not run
    const double n = module.placed, mw = n * f.itMw, all = module.count;
    const double perMw = module.capexMcnyPerMw > 0.0 ? module.capexMcnyPerMw : value(Known::capexFacility);
    group.mw += mw, group.chips += n * static_cast<double>(f.chips), group.facilityMw += n * f.facilityMw;
    group.landM2 += all * f.landM2;
    group.yuan += all * f.itMw * perMw * yuanPerMcny +
                  all * static_cast<double>(f.chips) * sample.values[course.chipAt[k][0]] * value(Known::itFactor);
    for (std::size_t r = 0; r < resources; ++r) carried[g][r] += mw * std::min(1.0, f.share[r]);
    if (f.years.empty()) continue;
    group.waterM3 += n * f.years.back().peakDayM3;
    const YearAt off = yearAt(f, 0.0), on = yearAt(f, value(Known::utilisation));
    const auto cost = [&](const YearAt& year, std::size_t c) {
      return n * (year.energyYuan[c] * value(Known::energyFactor) + year.peakMw[c] * 1e3 * charge +
                  year.waterM3[c] * value(Known::water) + year.facilityMwh[c] * green);
    };
    for (std::size_t c = 0; c < 12; ++c) {
      group.idle[c] += cost(off, c), group.running[c] += cost(on, c);
      group.perHour[c] += n * static_cast<double>(f.chips) * value(Known::sold) * sample.values[course.chipAt[k][1]];
      group.carbonT += n * on.carbonT[c], group.energyGwh += n * on.facilityMwh[c] * 1e-3;
    }
  }
  for (std::size_t g = 0; g < groups.size(); ++g)
    for (const Resource r : {Resource::ups, Resource::gensets, Resource::heatRejection, Resource::hallCooling,
                             Resource::floor, Resource::transformers})
      if (groups[g].mw > 0.0)
        groups[g].carried = std::min(groups[g].carried, carried[g][static_cast<std::size_t>(r)] / groups[g].mw);
  return groups;
}

std::size_t ownerOf(const Course& course, std::size_t n) {
  if (course.nodes[n].phase >= 0) return static_cast<std::size_t>(course.nodes[n].phase);
  for (std::size_t g = 0; g < course.gridOf.size(); ++g)
    if (course.gridOf[g] == n) return course.rfsOf.size() + g;
  return 0;
}

PhaseTimes::PhaseTimes(const Course& course, const Sample& sample) {
  const std::size_t count = course.nodes.size();
  start.assign(count, 0.0), finish.assign(count, 0.0);
  for (std::size_t n = 0; n < count; ++n) {
    const Node& node = course.nodes[n];
    for (const std::size_t before : node.after)
      if (ownerOf(course, before) == ownerOf(course, n)) start[n] = std::max(start[n], finish[before]);
    finish[n] = start[n] + (node.done.isSet() ? 0.0 : std::max(0.0, 7.0 * (sample.weeks[n] + node.delayWeeks)));
  }
  std::vector<double> ready(course.rfsOf.size());
  for (std::size_t p = 0; p < ready.size(); ++p) ready[p] = finish[course.rfsOf[p]];
  for (std::size_t n = 0; n < count; ++n) {
    const int phase = course.nodes[n].phase;
    const double by = phase >= 0 ? ready[static_cast<std::size_t>(phase)] : finish[n];
    start[n] -= by, finish[n] -= by;
  }
}

PhaseMonths monthsOf(const PhaseProblem& problem, const std::vector<double>& values) {
  const auto firstOf = [&](const std::vector<std::size_t>& by) {
    for (std::size_t m = 0; m < by.size(); ++m)
      if (by[m] != PhaseProblem::absent && values[by[m]] > 0.5) return static_cast<int>(m);
    return problem.months;
  };
  PhaseMonths out;
  for (const auto& by : problem.phaseBy) out.phases.push_back(firstOf(by));
  for (const auto& by : problem.gridBy) out.gridSteps.push_back(firstOf(by));
  return out;
}

Option optionAt(const Plan& plan, const Option& option, const Ground& ground, const PhaseMonths& months) {
  Option out = option;
  const Course course(plan, option, ground);
  const PhaseTimes times(course, course.middle());
  const auto startOf = [&](const std::string& id) {
    const auto& nodes = course.nodes;
    for (std::size_t n = 0; n < nodes.size(); ++n)
      if (nodes[n].id == id) return times.start[n];
    return 0.0;
  };
  const auto hold = [&](Day& notBefore, int month, double start) {
    const Day day{static_cast<std::int32_t>(std::floor(readyDay(plan, month) + start + 1e-6))};
    if (!notBefore.isSet() || notBefore < day) notBefore = day;
  };
  for (std::size_t p = 0; p < out.phases.size(); ++p) {
    Phase& phase = out.phases[p];
    if (months.phases[p] >= plan.months) phase.blocks.clear();
    for (Step& step : phase.steps)
      if (step.kind != Step::Kind::permit && !step.done.isSet() && months.phases[p] < plan.months)
        hold(step.notBefore, months.phases[p], startOf(phase.id + "/" + step.id));
  }
  for (std::size_t g = 0; g < out.gridSteps.size(); ++g)
    if (!out.gridSteps[g].done.isSet())
      hold(out.gridSteps[g].notBefore, months.gridSteps[g],
           months.gridSteps[g] < plan.months ? startOf("grid/" + out.gridSteps[g].id) : 0.0);
  return out;
}

}  // namespace plenum::plan
