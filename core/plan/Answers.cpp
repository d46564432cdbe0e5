// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "plan/Course.h"
#include "plan/Measure.h"
#include "plan/Spread.h"

namespace plenum::plan {
namespace {

/// Its name in one language with its id behind it, which tells the phase.
template <class Thing>
std::string said(const std::string& name, const Thing& thing) {
  return name.empty() ? thing.id : name + " (" + thing.id + ")";
}

std::string monthOf(const Plan& plan, int m) { return textOf(firstOfMonth(plan.from, m)).substr(0, 7); }

/// One activity a quarter of its time shorter, or as short as its P10 says: what that is worth.
struct Gain {
  std::size_t node = 0;
  double weeks = 0.0;  // saved on it
  int months = 0;      // earlier
  double chipHours = 0.0;
};

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
                                   {"plan.resource", wordOf(now.months.back().binding)}});
    std::string path, en, zh;
    for (const std::size_t n : evaluation.criticalPath) {
      const Activity& a = evaluation.activities[n];
      if (a.kind == Activity::Kind::gate || a.weeks <= 0.0) continue;
      const char* arrow = path.empty() ? "" : " → ";
      path += arrow + a.id;
      en += arrow + said(a.name.en, a);
      zh += arrow + said(a.name.zh, a);
    }
    if (!path.empty())
      out.fastest.emplace_back("plan.answer.path", std::initializer_list<std::pair<std::string, std::string>>{
                                                       {"path", path}, {"path.en", en}, {"path.zh", zh}});
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
    if (best.chipHours > 1.0)
      out.fastest.emplace_back(best.months > 0 ? "plan.answer.gain" : "plan.answer.gain.hours",
                               std::initializer_list<std::pair<std::string, std::string>>{
                                   {"activity", course.nodes[best.node].id},
                                   {"activity.en", said(course.nodes[best.node].title.en, course.nodes[best.node])},
                                   {"activity.zh", said(course.nodes[best.node].title.zh, course.nodes[best.node])},
                                   {"weeks", toText(best.weeks, 0)},
                                   {"months", std::to_string(best.months)},
                                   {"hours", toText(best.chipHours * 1e-6, 1)}});
    // the month in which demand first outruns what may run
    for (std::size_t m = 0; m < now.months.size(); ++m) {
      const MonthRow& row = now.months[m];
      if (row.demandChips <= row.usableChips + 0.5 || row.demandChips <= row.liveChips + 0.5) continue;
      out.fastest.emplace_back("plan.answer.binding", std::initializer_list<std::pair<std::string, std::string>>{
                                                          {"month", monthOf(plan, static_cast<int>(m))},
                                                          {"plan.resource", wordOf(row.binding)},
                                                          {"usable", toText(row.usableMw, 1)},
                                                          {"wanted", toText(row.demandMw, 1)}});
      break;
    }
  }

  // what stands nowhere, and by how much the land is too small for it
  for (const Problem& problem : evaluation.unplaced) out.fastest.push_back(problem.what);

  // what should be ordered this month?
  const Day today = plan.today.isSet() ? plan.today : plan.from;
  const Day next = firstOfMonth(today, 1);
  for (const OrderRow& row : evaluation.orders) {
    if (row.ordered.isSet() || !(row.orderBy < next)) continue;
    out.orders.emplace_back(
        row.slackDays < 0.0 ? "plan.answer.order-late" : "plan.answer.order",
        std::initializer_list<std::pair<std::string, std::string>>{{"id", row.id},
                                                                   {"id.en", said(row.name.en, row)},
                                                                   {"id.zh", said(row.name.zh, row)},
                                                                   {"quantity", std::to_string(row.quantity)},
                                                                   {"by", textOf(row.orderBy)},
                                                                   {"need", textOf(row.needBy)},
                                                                   {"weeks", toText(row.p80Weeks, 0)},
                                                                   {"late", toText(-row.slackDays, 0)}});
  }
  if (!out.orders.empty()) return out;
  for (const OrderRow& row : evaluation.orders) {
    if (row.ordered.isSet()) continue;
    out.orders.emplace_back("plan.answer.order-none", std::initializer_list<std::pair<std::string, std::string>>{
                                                          {"id", row.id},
                                                          {"id.en", said(row.name.en, row)},
                                                          {"id.zh", said(row.name.zh, row)},
                                                          {"by", textOf(row.orderBy)}});
    return out;
  }
  out.orders.emplace_back("plan.answer.order-nothing");
  return out;
}

}  // namespace plenum::plan
