// SPDX-License-Identifier: Apache-2.0
#include "commands/PlanWritten.h"

#include <cmath>

#include "base/Text.h"

namespace plenum::app {

using plan::Evaluation;
using plan::MonthRow;

namespace {

io::Json monthJson(const plan::Plan& plan, const MonthRow& row, int m) {
  JsonObject out, capacity, stranded;
  for (std::size_t r = 0; r < plan::resources; ++r) {
    const char* name = wordOf(static_cast<plan::Resource>(r));
    capacity.number(name, row.capacityMw[r], 4);
    if (row.strandedMw[r] > 0.0) stranded.number(name, row.strandedMw[r], 4);
  }
  out.text("month", monthOf(plan, m))
      .number("demand_chips", row.demandChips, 0)
      .number("installed_chips", row.installedChips, 0);
  out.number("usable_chips", row.usableChips, 0)
      .number("live_chips", row.liveChips, 0)
      .number("installed_MW", row.installedMw, 4);
  out.number("usable_MW", row.usableMw, 4)
      .number("live_MW", row.liveMw, 4)
      .number("commissioning_MW", row.commissioningMw, 4);
  out.number("contingent_MW", row.contingentMw, 4)
      .text("binding", holdingWordOf(row))
      .text("next", holdingNextWordOf(row));
  out.put("capacity_MW", capacity.done()).put("stranded_MW", stranded.done()).truth("is_spared", row.isSpared);
  out.text("tie_in", row.tieIn).number("spare_MW", row.spareMw, 4).number("shed_MW", row.shedMw, 4);
  out.number("shed_chips", row.shedChips, 0).number("shed_yuan", row.shedYuan, 0).number("it_MWh", row.itMwh, 1);
  out.number("facility_MWh", row.facilityMwh, 1).number("pue", row.pue(), 5).number("wue_L_per_kWh", row.wue(), 4);
  out.number("carbon_t", row.carbonT, 1).number("peak_MW", row.peakMw, 4).number("capex_yuan", row.capexYuan(), 0);
  out.number("opex_yuan", row.opexYuan(), 0).number("revenue_yuan", row.revenueYuan, 0);
  return out.number("cash_yuan", row.cashYuan, 0).done();
}
io::Json rangeJson(const plan::Range3& r) {
  JsonObject out;
  return out.number("p10", r.p10, 3).number("p50", r.p50, 3).number("p90", r.p90, 3).done();
}

void spreadJson(const plan::Spread& s, JsonObject& spread) {
  spread.number("goal_share", s.goalShare, 4);
  if (const auto& cause = s.goalCause) spread.text("goal_cause", cause->id).number("goal_cause_share", cause->share, 4);
  spread.put("goal_month", rangeJson(s.goalMonth)).put("npv", rangeJson(s.npv));
  spread.put("capex", rangeJson(s.capex)).put("tco_per_chip_hour", rangeJson(s.tcoPerChipHour));
}

io::Json tieInsJson(const Evaluation& e) {
  io::Json::Array all;
  for (const plan::TieInRow& t : e.tieIns) {
    JsonObject row;
    io::Json::Array out;
    for (const std::string& id : t.out) out.emplace_back(id);
    row.text("id", t.id).text("phase", t.phase).put("out", io::Json(std::move(out)));
    row.text("from", textOf(plan::Day{static_cast<std::int32_t>(t.start)}));
    row.text("to", textOf(plan::Day{static_cast<std::int32_t>(t.finish)}));
    row.number("live_MW", t.liveMw, 4).number("left_MW", t.leftMw, 4).number("left_spared_MW", t.sparedMw, 4);
    row.number("shed_MW", t.shedMw, 4).number("shed_chips", t.shedChips, 0).number("unspared_MW", t.unsparedMw, 4);
    row.number("spare_MW", t.spareMw, 4).number("lost_chip_hours", t.chipHours, 0).number("lost_yuan", t.yuan, 0);
    all.push_back(row.text("weakest", wordOf(t.weakest)).done());
  }
  return io::Json(std::move(all));
}

/// A cell as RFC 4180 wants it.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out.append(c == '"' ? "\"\"" : std::string(1, c));
  return out + "\"";
}

}  // namespace

std::string monthOf(const plan::Plan& plan, int m) { return textOf(plan::firstOfMonth(plan.from, m)).substr(0, 7); }
const char* lightName(plan::Light light) {
  static constexpr const char* names[] = {"green", "amber", "red", "unknown"};
  return names[static_cast<std::size_t>(light)];
}

io::Json planJson(const plan::Plan& plan, const PlanAnswer& a, const Console& console) {
  JsonObject root, money, spread, parts;
  const Evaluation& e = a.evaluation;
  root.text("option", e.option).text("name", a.option->name.in(console.isChinese())).text("fingerprint", e.fingerprint);
  root.text("goal_month", e.goalMonth ? monthOf(plan, *e.goalMonth) : "");
  io::Json::Array unplaced;
  for (const Problem& problem : e.unplaced) {
    JsonObject row;
    unplaced.push_back(row.text("id", problem.place.pointer).text("why", console.say(problem.what)).done());
  }
  root.put("unplaced", io::Json(std::move(unplaced))).put("tie_ins", tieInsJson(e));
  io::Json::Array months, phases, checks, orders, path, drivers, activities, answers, assumptions;
  for (std::size_t m = 0; m < e.months.size(); ++m) months.push_back(monthJson(plan, e.months[m], static_cast<int>(m)));
  for (const plan::PhaseRow& p : e.phases) {
    JsonObject row;
    row.text("phase", p.id)
        .text("ready", textOf(p.readyForService))
        .number("chips", p.chips)
        .number("it_MW", p.itMw, 4);
    // of the month in which the phase is full, or runs most; `full` says which of them it is
    row.text("month", p.month < plan.months ? monthOf(plan, p.full.month) : "")
        .truth("full", p.isFull)
        .number("goal_chips", p.goalChips, 0);
    row.number("live_chips", p.full.liveChips, 0).number("pue", p.full.pue, 5);
    row.number("wue_L_per_kWh", p.full.wue, 4)
        .number("facility_GWh", p.full.facilityGwh, 3)
        .number("carbon_kt", p.full.carbonKt, 3)
        .number("capex_MCNY", p.capexMcny, 1);
    row.number("utilisation", p.full.utilisation, 4).number("scale_efficiency", p.full.scaleEfficiency, 4);
    row.number("opening_live_chips", p.opening.liveChips, 0).number("opening_pue", p.opening.pue, 5);
    phases.push_back(row.done());
  }
  for (const plan::Check& c : e.checks) {
    JsonObject row;
    row.number("number", c.number).text("id", c.id).text("light", lightName(c.light)).number("value", c.value, 4);
    row.number("limit", c.limit, 4).text("unit", c.unit).text("month", c.month >= 0 ? monthOf(plan, c.month) : "");
    checks.push_back(
        row.text("place", c.entity).text("why", console.say(c.why)).text("source", console.say(c.source)).done());
  }
  for (const plan::OrderRow& o : e.orders) {
    JsonObject row;
    row.text("id", o.id)
        .number("quantity", o.quantity)
        .text("need_by", textOf(o.needBy))
        .text("order_by", textOf(o.orderBy));
    row.number("lead_p50_weeks", o.p50Weeks, 1).number("lead_p80_weeks", o.p80Weeks, 1);
    orders.push_back(row.number("slack_days", o.slackDays, 0).truth("is_critical", o.isCritical).done());
  }
  for (const plan::Activity& t : e.activities) {
    JsonObject row;
    row.text("id", t.id).text("start", textOf(plan::Day{static_cast<std::int32_t>(t.start)}));
    row.text("finish", textOf(plan::Day{static_cast<std::int32_t>(t.finish)})).number("float_days", t.floatDays(), 1);
    activities.push_back(row.truth("is_critical", t.isCritical).truth("is_for_goal", t.isForGoal).done());
  }
  for (const std::size_t n : e.criticalPath) path.emplace_back(e.activities[n].id);
  for (const plan::Driver& d : a.drivers) {
    if (drivers.size() >= plan::shownDrivers) break;
    JsonObject row;
    row.text("id", d.id).number("low", d.low).number("high", d.high).number("npv_low", d.npvLow, 0);
    drivers.push_back(row.number("npv_high", d.npvHigh, 0).done());
  }
  for (const plan::Assumption& one : e.assumptions) {
    JsonObject row;
    row.text("id", one.id).number("value", one.value).number("low", one.low).number("high", one.high);
    static constexpr const char* confidence[] = {"published", "unverified", "inferred", "assumed"};
    row.text("unit", one.unit).text("confidence", confidence[static_cast<std::size_t>(one.confidence)]);
    assumptions.push_back(row.text("source", one.source).done());
  }
  for (const auto* texts : {&a.answers.fastest, &a.answers.orders})
    for (const Text& text : *texts) answers.emplace_back(console.say(text));
  for (const plan::Money::Part& p : e.money.parts) parts.number(p.id.c_str(), p.yuanPerChipHour, 5);
  money.number("capex_facility", e.money.capexFacility, 0).number("capex_it", e.money.capexIt, 0);
  money.number("capex_grid", e.money.capexGrid, 0)
      .number("renewal", e.money.capexRenewal, 0)
      .number("opex", e.money.opex, 0);
  money.number("revenue", e.money.revenue, 0).number("residual", e.money.residual, 0).number("npv", e.money.npv, 0);
  money.text("payback", e.money.paybackMonth ? monthOf(plan, *e.money.paybackMonth) : "");
  money.number("peak_funding", e.money.peakFunding, 0).number("tco_per_chip_hour", e.money.tcoPerChipHour, 5);
  money.put("tco_parts", parts.done())
      .number("tco_per_model", e.money.tcoPerModel, 0)
      .number("model_days", e.money.modelDays, 3);
  money.number("delay_yuan_per_day", e.money.delayYuanPerDay, 0)
      .number("delay_chip_hours_per_day", e.money.delayChipHoursPerDay, 0);
  spread.number("samples", a.spread.samples);
  // of no samples nothing is told
  if (a.spread.samples > 0) spreadJson(a.spread, spread);
  root.put("phases", io::Json(std::move(phases))).put("checks", io::Json(std::move(checks)));
  root.put("orders", io::Json(std::move(orders))).put("activities", io::Json(std::move(activities)));
  root.put("critical_path", io::Json(std::move(path))).put("money", money.done()).put("spread", spread.done());
  root.put("drivers", io::Json(std::move(drivers))).put("answers", io::Json(std::move(answers)));
  return root.put("assumptions", io::Json(std::move(assumptions))).put("months", io::Json(std::move(months))).done();
}

Problems writePlanTables(const plan::Plan& plan, const PlanAnswer& a, const std::filesystem::path& folder,
                         const Console& console) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  std::string months =
      "month,demand_chips,installed_chips,usable_chips,live_chips,installed_mw,usable_mw,live_mw,binding,"
      "next,is_spared,it_mwh,facility_mwh,water_m3,carbon_t,peak_mw,capex_yuan,opex_yuan,revenue_yuan,"
      "cash_yuan";
  for (std::size_t r = 0; r < plan::resources; ++r)
    months.append(",capacity_mw_").append(wordOf(static_cast<plan::Resource>(r)));
  months += "\n";
  for (std::size_t m = 0; m < a.evaluation.months.size(); ++m) {
    const MonthRow& row = a.evaluation.months[m];
    months += monthOf(plan, static_cast<int>(m));
    for (const double v : {row.demandChips, row.installedChips, row.usableChips, row.liveChips, row.installedMw,
                           row.usableMw, row.liveMw})
      months += "," + toText(v, 4);
    months.append(",")
        .append(holdingWordOf(row))
        .append(",")
        .append(holdingNextWordOf(row))
        .append(row.isSpared ? ",1" : ",0");
    for (const double v : {row.itMwh, row.facilityMwh, row.waterM3, row.carbonT, row.peakMw, row.capexYuan(),
                           row.opexYuan(), row.revenueYuan, row.cashYuan})
      months += "," + toText(v, 3);
    for (const double mw : row.capacityMw) months += std::isfinite(mw) ? "," + toText(mw, 4) : std::string(",");
    months += "\n";
  }
  std::string activities = "id,phase,start,finish,float_days,is_critical\n",
              checks = "number,id,light,value,limit,unit,place,source\n";
  for (const plan::Activity& t : a.evaluation.activities)
    activities += cell(t.id) + "," + cell(t.phase) + "," + textOf(plan::Day{static_cast<std::int32_t>(t.start)}) + "," +
                  textOf(plan::Day{static_cast<std::int32_t>(t.finish)}) + "," + toText(t.floatDays(), 1) + "," +
                  (t.isCritical ? "1" : "0") + "\n";
  for (const plan::Check& c : a.evaluation.checks)
    checks += std::to_string(c.number) + "," + c.id + "," + lightName(c.light) + "," + toText(c.value, 4) + "," +
              toText(c.limit, 4) + "," + c.unit + "," + cell(c.entity) + "," + cell(console.say(c.source)) + "\n";
  Problems problems;
  const std::string stem = a.evaluation.option;
  for (const auto& [name, text] :
       {std::pair{"months", &months}, std::pair{"activities", &activities}, std::pair{"checks", &checks}})
    for (Problem& problem : io::saveText(folder / (stem + "-" + name + ".csv"), *text))
      problems.push_back(std::move(problem));
  return problems;
}

}  // namespace plenum::app
