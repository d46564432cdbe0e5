// SPDX-License-Identifier: Apache-2.0
#include "plan/Evaluate.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/Hash.h"
#include "plan/Constants.h"
#include "plan/Course.h"
#include "plan/GoalNeeds.h"
#include "study/Efficiency.h"
#include "study/Scale.h"

namespace plenum::plan {
namespace {

constexpr double slipDays = 30.0;
constexpr double tokensPerParameter = 20.0;

Day dayAt(double day) { return {static_cast<std::int32_t>(std::floor(day + 1e-6))}; }

/// Latest finish of every node, from that of those which are held to a day.
std::vector<double> latestFor(const Course& course, const Dates& dates, std::vector<double> latest) {
  for (std::size_t n = course.nodes.size(); n-- > 0;) {
    const double lasts = dates.finish[n] - dates.start[n];
    for (const std::size_t before : course.nodes[n].after) latest[before] = std::min(latest[before], latest[n] - lasts);
  }
  return latest;
}

/// Float and critical path are those to the last day that the plan's goal waits for; where no goal is named or it is
/// never within reach, to the last phase or grid step.
void activities(const Course& course, const Sample& sample, const Dates& dates, const GoalNeeds& needs,
                Evaluation& out) {
  std::vector<std::size_t> ends = course.rfsOf;
  ends.insert(ends.end(), course.gridOf.begin(), course.gridOf.end());
  double plansEnd = firstOfMonth(course.plan.from, course.plan.months).days;
  for (const std::size_t n : ends) plansEnd = std::max(plansEnd, dates.finish[n]);
  if (needs.month) ends = needs.ends;
  double end = -endless;
  for (const std::size_t n : ends) end = std::max(end, dates.finish[n]);
  std::vector<double> held(course.nodes.size(), endless), any(course.nodes.size(), endless);
  for (const std::size_t n : ends) held[n] = end;
  for (const auto* all : {&course.rfsOf, &course.gridOf})
    for (const std::size_t n : *all) any[n] = plansEnd;
  const std::vector<double> latest = latestFor(course, dates, std::move(held));
  const std::vector<double> beyond = latestFor(course, dates, std::move(any));
  for (std::size_t n = 0; n < course.nodes.size(); ++n) {
    const Node& node = course.nodes[n];
    Activity a;
    a.id = node.id;
    a.kind = node.kind;
    a.step = node.step;
    if (node.phase >= 0) a.phase = course.option.phases[static_cast<std::size_t>(node.phase)].id;
    a.name = node.title;
    a.weeks = sample.weeks[n] + node.delayWeeks;
    a.start = dates.start[n];
    a.finish = dates.finish[n];
    a.isForGoal = latest[n] < endless;
    a.latestFinish = a.isForGoal ? latest[n] : beyond[n] < endless ? beyond[n] : std::max(plansEnd, dates.finish[n]);
    a.latestStart = a.latestFinish - (a.finish - a.start);
    a.isCritical = !node.done.isSet() && a.isForGoal && a.floatDays() < 0.5;
    a.isDone = node.done.isSet();
    a.after = node.after;
    out.activities.push_back(std::move(a));
  }
  // the longest path: from what the goal waits for last back along whatever finished last
  if (ends.empty()) return;
  std::size_t at = ends.front();
  for (const std::size_t n : ends)
    if (dates.finish[n] > dates.finish[at]) at = n;
  for (;;) {
    out.criticalPath.push_back(at);
    std::size_t before = at;
    for (const std::size_t n : course.nodes[at].after)
      if (dates.finish[n] >= dates.start[at] - 0.5 && (before == at || dates.finish[n] > dates.finish[before]))
        before = n;
    if (before == at) break;
    at = before;
  }
  std::reverse(out.criticalPath.begin(), out.criticalPath.end());
}

void orders(const Course& course, const Sample& sample, const Dates& dates, Evaluation& out) {
  std::vector<double> ends;
  for (std::size_t p = 0; p < course.rfsOf.size(); ++p) {
    const Day target = course.option.phases[p].target;
    ends.push_back(target.isSet() ? target.days : dates.finish[course.rfsOf[p]]);
  }
  // the grid is wanted as soon as the last phase is, and no sooner than it can be
  double last = -endless;
  for (const double end : ends) last = std::max(last, end);
  std::vector<double> held(course.nodes.size(), endless);
  for (std::size_t p = 0; p < course.rfsOf.size(); ++p)
    held[course.rfsOf[p]] = std::min(held[course.rfsOf[p]], ends[p]);
  std::vector<double> latest = latestFor(course, dates, std::move(held));
  for (const std::size_t n : course.gridOf)
    if (latest[n] == endless) latest[n] = std::min(dates.finish[n], last);
  for (std::size_t n = course.nodes.size(); n-- > 0;)
    for (const std::size_t before : course.nodes[n].after)
      latest[before] = std::min(latest[before], latest[n] - (dates.finish[n] - dates.start[n]));
  const double today = course.plan.today.isSet() ? course.plan.today.days : course.plan.from.days;
  for (std::size_t n = 0; n < course.nodes.size(); ++n) {
    const Node& node = course.nodes[n];
    if (node.kind != Activity::Kind::item || latest[n] == endless) continue;
    const Phase& phase = course.option.phases[static_cast<std::size_t>(node.phase)];
    const LongLead& item = phase.items[node.item];
    OrderRow row;
    row.id = node.id;
    row.phase = phase.id;
    row.type = item.type;
    row.name = item.name;
    row.quantity = item.quantity;
    row.ordered = item.ordered;
    row.needBy = dayAt(latest[n]);
    row.p50Weeks = sample.weeks[n] + node.delayWeeks;
    row.p80Weeks = p80(node.weeks) + node.delayWeeks;
    row.orderBy = dayAt(latest[n] - 7.0 * row.p80Weeks);
    row.expected = dayAt(dates.finish[n]);
    row.slackDays =
        item.ordered.isSet() ? latest[n] - item.ordered.days - 7.0 * row.p80Weeks : row.orderBy.days - today;
    row.isCritical = out.activities[n].isCritical;
    row.confidence = node.weeks.confidence;
    out.orders.push_back(std::move(row));
  }
  std::stable_sort(out.orders.begin(), out.orders.end(),
                   [](const OrderRow& a, const OrderRow& b) { return a.orderBy < b.orderBy; });
}

void model(const Course& course, const Sample& sample, const Dates& dates, const Outcome& outcome, Money& money) {
  if (outcome.months.empty()) return;
  const MonthRow& last = outcome.months.back();
  const double utilisation =
      last.placedChips > 0.0 ? course.known(sample, Known::utilisation) * last.liveChips / last.placedChips : 0.0;
  const auto fleet = modelFleetOf(course, sample, dates, course.plan.months, utilisation);
  if (!fleet || last.liveChips * fleet->share < 8.0) return;
  const study::ScalePoint point = study::scaleAt(fleet->wish, wholeChips(last.liveChips * fleet->share));
  if (!point.fits) return;
  const double tokens = course.option.modelTokens > 0.0 ? course.option.modelTokens
                                                        : tokensPerParameter * 1e9 * fleet->wish.model.parametersB;
  const study::ScaleRun run = study::runOf(fleet->wish, point, {}, tokens);
  for (const Money::Part& part : money.parts)
    money.modelTcoPerChipHour += part.yuanPerChipHour * (part.id == "it" ? fleet->priceRatio : fleet->powerRatio);
  money.modelChip = fleet->chip;
  money.modelShare = fleet->share, money.modelEnergyShare = fleet->energyShare;
  money.modelDays = run.days;
  money.modelChips = point.used;
  money.tcoPerModel = run.days * 24.0 * point.used * money.modelTcoPerChipHour;
}

void delay(const Course& course, const Sample& middle, Money& money, const Outcome& outcome) {
  Sample slipped = middle;
  slipped.slipDays = slipDays;
  const Outcome late = workOut(course, slipped, datesOf(course, slipped));
  double now = 0.0, then = 0.0, earned = 0.0, lateEarned = 0.0;
  for (const MonthRow& row : outcome.months) now += row.chipHours, earned += row.revenueYuan - row.opexYuan();
  for (const MonthRow& row : late.months) then += row.chipHours, lateEarned += row.revenueYuan - row.opexYuan();
  money.delayYuanPerDay = (earned - lateEarned) / slipDays;
  money.delayChipHoursPerDay = (now - then) / slipDays;
}

std::string fingerprintOf(const Course& course, const Evaluation& e) {
  Hash hash;
  hash.add(course.plan.id);
  hash.add(course.option.id);
  for (const Assumption& a : e.assumptions)
    for (const double v : {a.value, a.low, a.high}) hash.add(v);
  for (const Activity& a : e.activities) hash.add(a.id), hash.add(a.start), hash.add(a.finish);
  for (const MonthRow& row : e.months)
    for (const double v : {row.installedMw, row.usableMw, row.liveChips, row.facilityMwh, row.cashYuan}) hash.add(v);
  hash.add(e.money.npv);
  return hash.text();
}

}  // namespace

std::vector<std::size_t> heldBackBy(const Evaluation& evaluation, const std::string& id) {
  std::vector<std::size_t> out;
  const auto& all = evaluation.activities;
  for (std::size_t n = 0; n < all.size(); ++n)
    if (std::any_of(all[n].after.begin(), all[n].after.end(), [&](std::size_t a) { return all[a].id == id; }))
      out.push_back(n);
  return out;
}

Evaluation scheduleOf(const Plan& plan, const Option& option, const Defaults& defaults) {
  Ground bare;
  bare.defaults = defaults;
  bare.site = std::make_shared<const Figures>();
  const Course course(plan, option, bare);
  const Sample sample = course.middle();
  const Dates dates = datesOf(course, sample);
  Evaluation out;
  out.option = option.id;
  activities(course, sample, dates, {}, out);
  orders(course, sample, dates, out);
  return out;
}

Evaluation evaluate(const Plan& plan, const Option& option, const Ground& ground, Depth depth) {
  const Course course(plan, option, ground);
  const Sample sample = course.middle();
  const Dates dates = datesOf(course, sample);
  Outcome outcome = workOut(course, sample, dates);
  Evaluation out;
  out.option = option.id;
  out.assumptions = course.assumptions;
  out.assumptions.pop_back();
  // samples ask for no path
  const GoalNeeds needs = depth == Depth::whole ? goalNeedsOf(course, sample, dates, outcome) : GoalNeeds{};
  activities(course, sample, dates, needs, out);
  out.goalMonth = outcome.goalMonth;
  out.readyMonth = needs.month;
  out.money = outcome.money;
  if (course.places) out.unplaced = course.places->unplaced();
  if (depth == Depth::whole) {
    orders(course, sample, dates, out);
    out.phases = phasesOf(course, sample, dates, outcome);
    model(course, sample, dates, outcome, out.money);
    delay(course, sample, out.money, outcome);
    out.checks = checksOf(course, sample, dates, outcome, out);
  }
  out.months = std::move(outcome.months);
  out.tieIns = std::move(outcome.tieIns);
  out.fingerprint = fingerprintOf(course, out);
  return out;
}

}  // namespace plenum::plan
