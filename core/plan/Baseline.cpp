// SPDX-License-Identifier: Apache-2.0
#include "plan/Baseline.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace plenum::plan {
namespace {

constexpr double leastMw = 1e-6;

double investedMcny(const Money& money) { return (money.capexFacility + money.capexIt + money.capexGrid) * 1e-6; }
Day dayNear(double day) { return {static_cast<std::int32_t>(std::floor(day + 1e-6))}; }

}  // namespace

Baseline baselineOf(const Plan& plan, const Evaluation& e, Name name) {
  Baseline out;
  out.name = std::move(name);
  out.frozen = plan.today.isSet() ? plan.today : plan.from;
  out.option = e.option;
  out.fingerprint = e.fingerprint;
  if (e.goalMonth) out.goal = firstOfMonth(plan.from, *e.goalMonth);
  out.capexMcny = investedMcny(e.money);
  out.npvMcny = e.money.npv * 1e-6;
  out.tcoYuan = e.money.tcoPerChipHour;
  for (const Activity& a : e.activities) out.works.push_back({a.id, dayNear(a.start), dayNear(a.finish)});
  for (const MonthRow& month : e.months)
    if (out.levels.empty() || std::abs(out.levels.back().liveMw - month.liveMw) > leastMw ||
        std::abs(out.levels.back().usableMw - month.usableMw) > leastMw)
      out.levels.push_back({month.first, month.liveMw, month.usableMw});
  return out;
}

Moved movedSince(const Baseline& baseline, const Plan& plan, const Evaluation& now) {
  Moved out;
  if (baseline.goal.isSet() && now.goalMonth)
    out.goalMonths = monthsBetween(baseline.goal, firstOfMonth(plan.from, *now.goalMonth));
  out.isGoalLost = baseline.goal.isSet() && !now.goalMonth;
  out.isGoalWon = !baseline.goal.isSet() && now.goalMonth;
  out.capexMcny = investedMcny(now.money) - baseline.capexMcny;
  out.npvMcny = now.money.npv * 1e-6 - baseline.npvMcny;
  out.tcoYuan = now.money.tcoPerChipHour - baseline.tcoYuan;
  std::map<std::string, Day> was;
  for (const Baseline::Work& work : baseline.works) was[work.id] = work.finish;
  for (const Activity& a : now.activities) {
    const auto before = was.find(a.id);
    if (before == was.end()) {
      out.works.push_back({a.id, 0.0, true, false});
      continue;
    }
    const double days = dayNear(a.finish).days - before->second.days;
    if (days != 0.0) out.works.push_back({a.id, days, false, false});
    was.erase(before);
  }
  for (const auto& [id, finish] : was) out.works.push_back({id, 0.0, false, true});
  std::stable_sort(out.works.begin(), out.works.end(),
                   [](const Moved::Work& a, const Moved::Work& b) { return std::abs(a.days) > std::abs(b.days); });
  for (std::size_t m = 0; m < now.months.size() && !baseline.levels.empty(); ++m) {
    const Day first = now.months[m].first;
    double then = 0.0;
    for (const Baseline::Level& level : baseline.levels)
      if (level.from <= first) then = level.usableMw;
    const double more = now.months[m].usableMw - then;
    if (std::abs(more) > std::abs(out.mostMw) + leastMw) out.mostMw = more, out.mostMonth = int(m);
  }
  return out;
}

}  // namespace plenum::plan
