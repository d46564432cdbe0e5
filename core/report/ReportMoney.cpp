// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "plan/Riskiest.h"
#include "report/ReportParts.h"

// What it costs, what that hangs on, and what being late costs.

namespace plenum::plan::report {
namespace {

constexpr double halfYearWeeks = 26.0;

/// By calendar year.
Table years(const Wish& wish) {
  Table out{"years", Text("report.table.years"), {}, {}, Text("report.years.note"), false};
  out.columns = {column("year"),
                 column("facility", Measure::money),
                 column("it", Measure::money),
                 column("grid", Measure::money),
                 column("renewal", Measure::money),
                 column("opex", Measure::money),
                 column("revenue", Measure::money),
                 column("net", Measure::money),
                 column("cash", Measure::money)};
  struct Sum {
    double facility = 0.0, it = 0.0, grid = 0.0, renewal = 0.0, opex = 0.0, revenue = 0.0, cash = 0.0;
  };
  std::map<std::string, Sum> sums;
  for (const MonthRow& m : wish.evaluation.months) {
    Sum& s = sums[textOf(m.first).substr(0, 4)];
    s.facility += m.capexFacility, s.it += m.capexIt, s.grid += m.capexGrid, s.renewal += m.capexRenewal;
    s.opex += m.opexYuan(), s.revenue += m.revenueYuan, s.cash = m.cashYuan;
  }
  for (const auto& [year, s] : sums) {
    Row row{year};
    for (const double yuan : {s.facility, s.it, s.grid, s.renewal, s.opex, s.revenue,
                              s.revenue - s.opex - s.facility - s.it - s.grid - s.renewal, s.cash})
      row.emplace_back(Amount{yuan, Measure::money});
    out.rows.push_back(std::move(row));
  }
  return out;
}

/// The option with one thing later than planned.
Row lateRow(const Wish& wish, const std::string& id, const Name& name, std::vector<Delay> delays) {
  Option late = wish.option;
  for (Delay& delay : delays) late.delays.push_back(std::move(delay));
  const Evaluation then = evaluate(wish.plan, late, wish.ground, Depth::figures);
  double hours = 0.0;
  for (const MonthRow& m : wish.evaluation.months) hours += m.chipHours;
  for (const MonthRow& m : then.months) hours -= m.chipHours;
  const int end = wish.plan.months;
  return {
      id,
      name,
      amount(wish.evaluation.money.npv - then.money.npv, Measure::million),
      amount(hours, Measure::millionHours),
      goalCell(wish.plan, then.goalMonth ? *then.goalMonth : end),
      amount((then.goalMonth ? *then.goalMonth : end) - (wish.evaluation.goalMonth ? *wish.evaluation.goalMonth : end),
             Measure::months)};
}

}  // namespace

Section moneySection(const Wish& wish) {
  Section out{"money", Text("report.money.title"), {}, true};
  const Money& m = wish.evaluation.money;
  out.parts.push_back(PicturePlace{"cash", Text("report.picture.cash")});
  Table table{"money", Text("report.table.money"), {column("figure"), column("sum", Measure::money)}, {}, {}, false};
  const auto row = [&](const char* id, double yuan) {
    table.rows.push_back({Text(std::string("report.money.") + id), amount(yuan, Measure::money)});
  };
  row("facility", m.capexFacility), row("it", m.capexIt), row("grid", m.capexGrid), row("capex", capexOf(m));
  row("renewal", m.capexRenewal), row("opex", m.opex), row("energy", m.energy), row("revenue", m.revenue);
  row("residual", m.residual), row("npv", m.npv), row("funding", m.peakFunding);
  out.parts.push_back(std::move(table));
  out.parts.push_back(years(wish));
  Table phases{"phase-capex", Text("report.table.phase-capex"), {}, {}, {}, false};
  phases.columns = {column("phase"), column("ready"), column("installed", Measure::chips),
                    column("capex", Measure::money)};
  for (const PhaseRow& p : wish.evaluation.phases)
    if (!p.id.empty())
      phases.rows.push_back({phaseCell(p), p.readyForService,
                             amountIf(p.month < wish.plan.months, p.chips, Measure::chips),
                             amount(p.capexMcny * 1e6, Measure::money)});
  if (!phases.rows.empty()) out.parts.push_back(std::move(phases));
  return out;
}

Section costSection(const Wish& wish) {
  Section out{"cost", Text("report.cost.title"), {}, false};
  const Money& m = wish.evaluation.money;
  out.parts.push_back(said(Saying("report.cost.about").number("tco", m.tcoPerChipHour, Measure::yuanPerHour)));
  if (m.tcoPerModel > 0.0)
    out.parts.push_back(said(Saying(m.modelShare < 1.0 ? "report.cost.model-kind" : "report.cost.model")
                                 .word("model", wish.option.model)
                                 .word("kind", m.modelChip)
                                 .number("hour", m.modelTcoPerChipHour, Measure::yuanPerHour)
                                 .number("sum", m.tcoPerModel, Measure::million)
                                 .number("days", m.modelDays, Measure::tenthsOfDay)
                                 .number("chips", m.modelChips, Measure::chips)));
  out.parts.push_back(PicturePlace{"tco", Text("report.picture.tco")});
  Table parts{"tco",
              Text("report.table.tco"),
              {column("part"), column("per-hour", Measure::yuanPerHour4), column("share", Measure::percent)},
              {},
              {},
              false};
  for (const Money::Part& p : m.parts)
    parts.rows.push_back({Text("plan.part." + p.id), amount(p.yuanPerChipHour, Measure::yuanPerHour4),
                          amountIf(m.tcoPerChipHour > 0.0, p.yuanPerChipHour / m.tcoPerChipHour, Measure::percent)});
  if (!parts.rows.empty()) out.parts.push_back(std::move(parts));
  if (wish.drivers.empty()) return out;
  out.parts.push_back(PicturePlace{"tornado", Text("report.picture.tornado")});
  Table drivers{"tornado", Text("report.table.tornado"), {}, {}, Text("report.tornado.note"), false};
  drivers.columns = {column("driver"),
                     column("id"),
                     {std::string("P10"), ""},
                     {std::string("P90"), ""},
                     column("npv10", Measure::money),
                     column("npv90", Measure::money),
                     column("swing", Measure::money)};
  for (const Driver& d : wish.drivers.first(std::min(shownDrivers, wish.drivers.size())))
    drivers.rows.push_back({d.name, d.id, amount(d.low, Measure::four), amount(d.high, Measure::four),
                            amount(d.npvLow, Measure::money), amount(d.npvHigh, Measure::money),
                            amount(d.swing(), Measure::money)});
  out.parts.push_back(std::move(drivers));
  if (!wish.spread) return out;
  if (const auto told = explainedBy(wish.drivers, shownDrivers, *wish.spread))
    out.parts.push_back(
        said(Saying(told->rest < 0.0 ? "report.tornado.explained.over" : "report.tornado.explained")
                 .number("count", static_cast<double>(std::min(shownDrivers, wish.drivers.size())), Measure::whole)
                 .number("shown", told->shown, Measure::wholePercent)
                 .number("more", static_cast<double>(told->otherDrivers), Measure::whole)
                 .number("others", told->others, Measure::wholePercent)
                 .number("rest", std::abs(told->rest), Measure::wholePercent)));
  return out;
}

Section delaySection(const Wish& wish) {
  Section out{"delay", Text("report.delay.title"), {}, false};
  const Money& m = wish.evaluation.money;
  out.parts.push_back(said(Saying("report.delay.about")
                               .number("yuan", m.delayYuanPerDay, Measure::million)
                               .number("hours", m.delayChipHoursPerDay, Measure::millionHours)));
  out.parts.push_back(PicturePlace{"delay", Text("report.picture.delay")});
  Table table{"delay", Saying("report.table.delay").number("weeks", halfYearWeeks, Measure::weeks), {}, {}, {}, false};
  table.columns = {column("id"),
                   column("late"),
                   column("npv-lost", Measure::million),
                   column("hours-lost", Measure::millionHours),
                   column("goal"),
                   column("goal-later", Measure::months)};
  for (const GridStep& step : wish.option.gridSteps)
    if (!step.done.isSet())
      table.rows.push_back(lateRow(wish, "grid/" + step.id, step.name, {{"grid/" + step.id, halfYearWeeks}}));
  for (const Phase& phase : wish.option.phases) {
    if (phase.steps.empty() || phase.steps.back().done.isSet()) continue;
    const std::string last = phase.id + "/" + phase.steps.back().id;
    table.rows.push_back(lateRow(wish, last, phase.name, {{last, halfYearWeeks}}));
  }
  if (!table.rows.empty()) out.parts.push_back(std::move(table));
  return out;
}

}  // namespace plenum::plan::report
