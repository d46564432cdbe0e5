// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "plan/Course.h"
#include "plan/Measure.h"
#include "plan/Spread.h"
#include "plan/Titles.h"

namespace plenum::plan {
namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;

Text saidWith(const char* what, Arguments with) {
  Text out(what);
  out.arguments = std::move(with);
  return out;
}

/// "Phase 2: shell → fit-out; Phase 3: …": a phase is named where it begins.
struct Path {
  std::string ids, en, zh;
  void add(const Plan& plan, const Option& option, const Activity& a) {
    const bool isNew = ids.empty() || a.phase != phase_;
    const Name phase = a.phase.empty() ? Name{} : titleOf(plan, option, a.phase);
    const auto one = [&](std::string& text, const std::string& title, const std::string& of, const char* colon) {
      const std::string before = isNew && !of.empty() ? of + colon : "";
      text += (text.empty() ? "" : " → ") + before + (title.empty() ? a.id : title);
    };
    one(en, a.name.in(false), phase.en, ", ");
    one(zh, a.name.in(true), phase.zh, "，");
    ids += (ids.empty() ? "" : " → ") + a.id;
    phase_ = a.phase;
  }

 private:
  std::string phase_;
};

std::string monthOf(const Plan& plan, int m) { return textOf(firstOfMonth(plan.from, m)).substr(0, 7); }

/// One activity a quarter of its time shorter, or as short as its P10 says: what that is worth.
struct Gain {
  std::size_t node = 0;
  double weeks = 0.0;  // saved on it
  int months = 0;      // earlier
  double chipHours = 0.0;
};

/// The grid step that comes next, and what its float means: the longest path leads to the goal, and power that is
/// wanted sooner waits for this one all the same.
void relief(const Plan& plan, const Option& option, const Evaluation& evaluation, int month, Resource binding,
            std::vector<Text>& out) {
  const Activity* next = nullptr;
  for (const Activity& a : evaluation.activities)
    if (a.kind == Activity::Kind::gridStep && monthFrom(plan, a.finish) > month && (!next || a.finish < next->finish))
      next = &a;
  if (!next) return;
  Arguments with;
  addTitle(with, "step", plan, option, next->id);
  with.emplace_back("from", monthOf(plan, month));
  with.emplace_back("plan.resource", wordOf(binding));
  with.emplace_back("month", monthOf(plan, monthFrom(plan, next->finish)));
  with.emplace_back("float", toText(next->floatDays() / (365.25 / 12.0), 1));
  out.push_back(saidWith(next->isCritical  ? "plan.answer.relief.critical"
                         : next->isForGoal ? "plan.answer.relief"
                                           : "plan.answer.relief.beyond",
                         std::move(with)));
}

double chipHoursOf(const Outcome& outcome) {
  double sum = 0.0;
  for (const MonthRow& row : outcome.months) sum += row.chipHours;
  return sum;
}

}  // namespace

Answers answersOf(const Plan& plan, const Option& option, const Ground& ground, const Evaluation& evaluation) {
  Answers out;
  const Course course(plan, option, ground);
  const Sample middle = course.middle();
  const Outcome now = workOut(course, middle, datesOf(course, middle));
  const std::string goal = written(static_cast<double>(plan.goalChips), Measure::chips, false);

  // what is the fastest path?
  if (plan.goalChips > 0) {
    if (now.goalMonth)
      out.fastest.emplace_back("plan.answer.goal", std::initializer_list<std::pair<std::string, std::string>>{
                                                       {"chips", goal}, {"month", monthOf(plan, *now.goalMonth)}});
    else if (!now.months.empty())
      out.fastest.emplace_back("plan.answer.no-goal",
                               std::initializer_list<std::pair<std::string, std::string>>{
                                   {"chips", goal},
                                   {"live", written(now.months.back().liveChips, Measure::chips, false)},
                                   {"plan.resource", holdingWordOf(now.months.back())}});
    // demand alone sets the date
    if (evaluation.readyMonth && (!now.goalMonth || *evaluation.readyMonth < *now.goalMonth)) {
      Arguments with{{"chips", goal}, {"ready", monthOf(plan, *evaluation.readyMonth)}};
      if (now.goalMonth) with.emplace_back("month", monthOf(plan, *now.goalMonth));
      out.fastest.push_back(saidWith(now.goalMonth ? "plan.answer.ready" : "plan.answer.ready.never", std::move(with)));
    }
    Path path;
    for (const std::size_t n : evaluation.criticalPath) {
      const Activity& a = evaluation.activities[n];
      if (a.kind == Activity::Kind::gate || a.weeks > 0.0) path.add(plan, option, a);
    }
    if (!path.ids.empty())
      out.fastest.emplace_back(evaluation.readyMonth ? "plan.answer.path" : "plan.answer.path.last",
                               std::initializer_list<std::pair<std::string, std::string>>{
                                   {"path", path.ids}, {"path.en", path.en}, {"path.zh", path.zh}});
    Gain best;
    const double hours = chipHoursOf(now);
    for (std::size_t n = 0; n < course.nodes.size(); ++n) {
      const Node& node = course.nodes[n];
      const double saved = node.weeks.p50 - node.weeks.p10;
      if (node.done.isSet() || saved <= 0.0) continue;
      Sample sample = middle;
      sample.weeks[n] = node.weeks.p10;
      const Outcome then = workOut(course, sample, datesOf(course, sample));
      const int months = now.goalMonth && then.goalMonth ? *now.goalMonth - *then.goalMonth
                         : then.goalMonth                ? plan.months - *then.goalMonth
                                                         : 0;
      const double more = chipHoursOf(then) - hours;
      if (months > best.months || (months == best.months && more > best.chipHours + 1.0))
        best = {n, saved, months, more};
    }
    if (best.chipHours > 1.0) {
      Arguments with;
      addTitle(with, "activity", plan, option, course.nodes[best.node].id);
      with.emplace_back("weeks", toText(best.weeks, 0));
      with.emplace_back("months", std::to_string(best.months));
      with.emplace_back("hours", toText(best.chipHours * 1e-6, 1));
      out.fastest.push_back(saidWith(best.months > 0 ? "plan.answer.gain" : "plan.answer.gain.hours", std::move(with)));
    }
    // the month in which demand first outruns what may run
    for (std::size_t m = 0; m < now.months.size(); ++m) {
      const MonthRow& row = now.months[m];
      if (!row.isOutrun()) continue;
      out.fastest.emplace_back("plan.answer.binding", std::initializer_list<std::pair<std::string, std::string>>{
                                                          {"month", monthOf(plan, static_cast<int>(m))},
                                                          {"plan.resource", wordOf(row.binding)},
                                                          {"usable", toText(row.usableMw, 1)},
                                                          {"wanted", toText(row.demandMw, 1)}});
      break;
    }
    // the first in which power does: what brings it, and what its float means
    for (std::size_t m = 0; m < now.months.size(); ++m) {
      const MonthRow& row = now.months[m];
      const bool isPower = row.binding == Resource::grid || row.binding == Resource::transformers;
      if (!isPower || !row.isOutrun()) continue;
      relief(plan, option, evaluation, static_cast<int>(m), row.binding, out.fastest);
      break;
    }
  }

  // where more might run than anybody wants: most of it, and in how many months
  std::size_t idle = 0, idleMonths = 0;
  double idleMw = 0.0;
  for (std::size_t m = 0; m < now.months.size(); ++m) {
    const MonthRow& row = now.months[m];
    if (!row.isHeldByDemand()) continue;
    ++idleMonths;
    if (row.usableMw - row.demandMw > idleMw + 1e-9) idle = m, idleMw = row.usableMw - row.demandMw;
  }
  if (idleMonths > 0)
    out.fastest.emplace_back("plan.answer.demand", std::initializer_list<std::pair<std::string, std::string>>{
                                                       {"months", std::to_string(idleMonths)},
                                                       {"all", std::to_string(now.months.size())},
                                                       {"month", monthOf(plan, static_cast<int>(idle))},
                                                       {"usable", toText(now.months[idle].usableMw, 1)},
                                                       {"wanted", toText(now.months[idle].demandMw, 1)}});

  // what stands nowhere, and by how much the land is too small for it
  for (const Problem& problem : evaluation.unplaced) out.fastest.push_back(problem.what);

  // what should be ordered this month?
  const Day today = plan.today.isSet() ? plan.today : plan.from;
  const Day next = firstOfMonth(today, 1);
  for (const OrderRow& row : evaluation.orders) {
    if (row.ordered.isSet() || !(row.orderBy < next)) continue;
    Arguments with;
    addTitle(with, "id", plan, option, row.id);
    for (const auto& [place, value] : Arguments{{"quantity", std::to_string(row.quantity)},
                                                {"by", textOf(row.orderBy)},
                                                {"need", textOf(row.needBy)},
                                                {"weeks", toText(row.p80Weeks, 0)},
                                                {"late", toText(-row.slackDays, 0)}})
      with.emplace_back(place, value);
    out.orders.push_back(
        saidWith(row.slackDays < 0.0 ? "plan.answer.order-late" : "plan.answer.order", std::move(with)));
  }
  if (!out.orders.empty()) return out;
  for (const OrderRow& row : evaluation.orders) {
    if (row.ordered.isSet()) continue;
    Arguments with;
    addTitle(with, "id", plan, option, row.id);
    with.emplace_back("by", textOf(row.orderBy));
    out.orders.push_back(saidWith("plan.answer.order-none", std::move(with)));
    return out;
  }
  out.orders.emplace_back("plan.answer.order-nothing");
  return out;
}

}  // namespace plenum::plan
