// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <filesystem>

#include "base/Text.h"
#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/PlanOptimise.h"
#include "commands/PlanReport.h"
#include "commands/PlanSolve.h"
#include "commands/Study.h"
#include "io/PlanFile.h"
#include "plan/Evaluate.h"
#include "plan/Spread.h"

namespace plenum::app {
namespace {

namespace fs = std::filesystem;
using plan::Evaluation;
using plan::MonthRow;
using Rows = std::vector<std::vector<std::string>>;

constexpr int usualSamples = 2000;

const char* nameOf(plan::Light light) {
  static constexpr const char* names[] = {"green", "amber", "red", "unknown"};
  return names[static_cast<std::size_t>(light)];
}

/// One option, worked out.
struct Answer {
  const plan::Option* option = nullptr;
  Evaluation evaluation;
  plan::Spread spread;
  std::vector<plan::Driver> drivers;
  plan::Answers answers;
  double evaluatedMs = 0.0, sampledS = 0.0;
};

class Clock {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count(); }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

std::string monthOf(const plan::Plan& plan, int m) { return textOf(plan::firstOfMonth(plan.from, m)).substr(0, 7); }
/// "–" where it is not reached within the plan.
std::string goalText(const plan::Plan& plan, double month) {
  return month >= plan.months ? "–" : monthOf(plan, static_cast<int>(month));
}
std::string bn(double yuan) { return toText(yuan * 1e-8, 2); }  // 亿元 = 100 million CNY

std::string word(const Console& console, plan::Resource resource) {
  return console.say(Text(std::string("plan.resource.") + wordOf(resource)));
}

Rows head(const Console& console, std::initializer_list<const char*> names) {
  Rows rows{{}};
  for (const char* name : names) rows.front().push_back(console.say(Text(std::string("plan.head.") + name)));
  return rows;
}

void printPhases(const Answer& a, const Console& console) {
  Rows rows = head(console, {"phase", "ready", "chips", "mw", "live", "pue", "wue", "gwh", "capex", "scale"});
  for (const plan::PhaseRow& p : a.evaluation.phases)
    rows.push_back(
        {p.id.empty() ? console.say("plan.site") : p.id + " " + p.name.in(console.isChinese()),
         textOf(p.readyForService), toText(p.chips, 0), toText(p.itMw, 1), toText(p.liveChips, 0), toText(p.pue, 3),
         toText(p.wue, 2), toText(p.facilityGwh, 1), toText(p.capexMcny * 0.01, 1),
         p.scaleEfficiency > 0.0 ? toText(100.0 * p.scaleEfficiency, 1) + " %" + (p.isExtrapolated ? " *" : "") : "–"});
  printColumns(rows, console);
}

/// One line for every stretch of months in which the same thing binds and the same stands.
void printPeriods(const plan::Plan& plan, const Answer& a, const Console& console) {
  Rows rows =
      head(console, {"from", "to", "demand", "installed", "usable", "live", "liveMw", "binding", "next", "spared"});
  const auto& months = a.evaluation.months;
  for (std::size_t m = 0; m < months.size();) {
    std::size_t end = m + 1;
    while (end < months.size() && months[end].binding == months[m].binding && months[end].next == months[m].next &&
           months[end].isSpared == months[m].isSpared &&
           std::abs(months[end].installedMw - months[m].installedMw) < 1e-9 &&
           std::abs(months[end].usableChips - months[m].usableChips) < 0.5 &&
           std::abs(months[end].liveChips - months[m].liveChips) < 0.5)
      ++end;
    const MonthRow& row = months[m];
    rows.push_back({monthOf(plan, static_cast<int>(m)), monthOf(plan, static_cast<int>(end) - 1),
                    toText(row.demandChips, 0), toText(row.installedChips, 0), toText(row.usableChips, 0),
                    toText(row.liveChips, 0), toText(row.liveMw, 1), word(console, row.binding),
                    word(console, row.next), console.say(row.isSpared ? "plan.spared" : "plan.not-spared")});
    m = end;
  }
  printColumns(rows, console);
}

void printChecks(const Answer& a, const Console& console) {
  Rows rows = head(console, {"number", "light", "check", "value", "limit", "place", "why"});
  for (const plan::Check& c : a.evaluation.checks)
    rows.push_back({std::to_string(c.number), console.say(Text(std::string("plan.light.") + nameOf(c.light))),
                    console.say(Text("plan.check." + c.id)),
                    toText(c.value, std::abs(c.value) < 10.0 ? 3 : 0) + " " + c.unit,
                    toText(c.limit, c.limit < 10.0 ? 3 : 0), c.entity, console.say(c.why)});
  printColumns(rows, console);
}

void printOrders(const Answer& a, const Console& console) {
  Rows rows = head(console, {"item", "quantity", "lead", "need", "by", "slack", "critical"});
  for (const plan::OrderRow& o : a.evaluation.orders)
    rows.push_back({o.name.in(console.isChinese()) + " (" + o.id + ")", std::to_string(o.quantity),
                    toText(o.p50Weeks, 0) + " / " + toText(o.p80Weeks, 0), textOf(o.needBy), textOf(o.orderBy),
                    toText(o.slackDays, 0), o.isCritical ? "●" : ""});
  printColumns(rows, console);
}

void printMoney(const plan::Plan& plan, const Answer& a, const Console& console) {
  const plan::Money& m = a.evaluation.money;
  const auto range = [](const plan::Range3& r, double unit, int decimals) {
    return toText(r.p10 * unit, decimals) + " … " + toText(r.p90 * unit, decimals);
  };
  const plan::Spread& s = a.spread;
  const bool isSampled = s.samples > 0;
  const auto line = [&](const char* id, const std::string& value, const char* unit, const std::string& band) {
    return std::vector<std::string>{console.say(Text(std::string("plan.money.") + id)), value, unit, band};
  };
  const std::string yi = console.say("plan.unit.yi");
  Rows rows = head(console, {"figure", "value", "unit", "range"});
  const auto band = [&](const plan::Range3& r, double unit, int decimals) {
    return isSampled ? range(r, unit, decimals) : std::string();
  };
  const double capex = m.capexFacility + m.capexIt + m.capexGrid;
  rows.push_back(line("goal", a.evaluation.goalMonth ? monthOf(plan, *a.evaluation.goalMonth) : "–", "",
                      isSampled ? goalText(plan, s.goalMonth.p10) + " … " + goalText(plan, s.goalMonth.p90) : ""));
  rows.push_back(line("capex", bn(capex), yi.c_str(), band(s.capex, 1e-8, 1)));
  rows.push_back(line("capex-facility", bn(m.capexFacility + m.capexGrid), yi.c_str(), ""));
  rows.push_back(line("capex-it", bn(m.capexIt), yi.c_str(), ""));
  rows.push_back(line("renewal", bn(m.capexRenewal), yi.c_str(), ""));
  rows.push_back(line("opex", bn(m.opex), yi.c_str(), ""));
  rows.push_back(line("funding", bn(m.peakFunding), yi.c_str(), band(s.peakFunding, 1e-8, 1)));
  rows.push_back(line("npv", bn(m.npv), yi.c_str(), band(s.npv, 1e-8, 1)));
  rows.push_back(line("payback", m.paybackMonth ? monthOf(plan, *m.paybackMonth) : "–", "", ""));
  rows.push_back(line("tco", toText(m.tcoPerChipHour, 3), "CNY/h", band(s.tcoPerChipHour, 1.0, 2)));
  if (m.modelDays > 0.0)
    rows.push_back(line("model", toText(m.tcoPerModel * 1e-6, 1), "MCNY", toText(m.modelDays, 1) + " d"));
  rows.push_back(line("delay", toText(m.delayYuanPerDay * 1e-6, 2), "MCNY/d",
                      toText(m.delayChipHoursPerDay * 1e-6, 2) + " M chip·h/d"));
  printColumns(rows, console);
  Rows parts = head(console, {"part", "perHour"});
  for (const plan::Money::Part& p : m.parts)
    parts.push_back({console.say(Text("plan.part." + p.id)), toText(p.yuanPerChipHour, 4)});
  printColumns(parts, console);
}

void printDrivers(const Answer& a, const Console& console) {
  Rows rows = head(console, {"driver", "low", "high", "npvLow", "npvHigh"});
  for (const plan::Driver& d : a.drivers)
    rows.push_back({d.name.in(console.isChinese()) + " (" + d.id + ")", toText(d.low, 2), toText(d.high, 2),
                    bn(d.npvLow), bn(d.npvHigh)});
  printColumns(rows, console);
}

void printPage(const plan::Plan& plan, const plan::Ground& ground, const Answer& a, const Console& console) {
  console.printLine(a.option->name.in(console.isChinese()) + " [" + a.option->id + "]\n");
  printPhases(a, console);
  console.printLine(console.say("plan.scale.marked") + "\n");
  printPeriods(plan, a, console);
  console.printLine("");
  for (const Text& text : a.answers.fastest) console.printLine(console.say(text));
  for (const Text& text : a.answers.orders) console.printLine(console.say(text));
  console.printLine("");
  printMoney(plan, a, console);
  console.printLine("");
  printDrivers(a, console);
  console.printLine("");
  printOrders(a, console);
  console.printLine("");
  printChecks(a, console);
  console.printLine("\n" +
                    console.say(Text("plan.foot", {{"error", toText(100.0 * ground.site->yearError, 3)},
                                                   {"ms", toText(a.evaluatedMs, 1)},
                                                   {"samples", std::to_string(a.spread.samples)},
                                                   {"seconds", toText(a.sampledS, 1)},
                                                   {"hash", a.evaluation.fingerprint}})) +
                    "\n");
}

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
  out.number("contingent_MW", row.contingentMw, 4).text("binding", wordOf(row.binding)).text("next", wordOf(row.next));
  out.put("capacity_MW", capacity.done()).put("stranded_MW", stranded.done()).truth("is_spared", row.isSpared);
  out.text("tie_in", row.tieIn).number("spare_MW", row.spareMw, 4).number("it_MWh", row.itMwh, 1);
  out.number("facility_MWh", row.facilityMwh, 1).number("pue", row.pue(), 5).number("wue_L_per_kWh", row.wue(), 4);
  out.number("carbon_t", row.carbonT, 1).number("peak_MW", row.peakMw, 4).number("capex_yuan", row.capexYuan(), 0);
  out.number("opex_yuan", row.opexYuan(), 0).number("revenue_yuan", row.revenueYuan, 0);
  return out.number("cash_yuan", row.cashYuan, 0).done();
}
io::Json rangeJson(const plan::Range3& r) {
  JsonObject out;
  return out.number("p10", r.p10, 3).number("p50", r.p50, 3).number("p90", r.p90, 3).done();
}

io::Json jsonOf(const plan::Plan& plan, const Answer& a, const Console& console) {
  JsonObject root, money, spread, parts;
  const Evaluation& e = a.evaluation;
  root.text("option", e.option).text("name", a.option->name.in(console.isChinese())).text("fingerprint", e.fingerprint);
  root.text("goal_month", e.goalMonth ? monthOf(plan, *e.goalMonth) : "");
  io::Json::Array unplaced;
  for (const Problem& problem : e.unplaced) {
    JsonObject row;
    unplaced.push_back(row.text("id", problem.place.pointer).text("why", console.say(problem.what)).done());
  }
  root.put("unplaced", io::Json(std::move(unplaced)));
  io::Json::Array months, phases, checks, orders, path, drivers, activities, answers, assumptions;
  for (std::size_t m = 0; m < e.months.size(); ++m) months.push_back(monthJson(plan, e.months[m], static_cast<int>(m)));
  for (const plan::PhaseRow& p : e.phases) {
    JsonObject row;
    row.text("phase", p.id)
        .text("ready", textOf(p.readyForService))
        .number("chips", p.chips)
        .number("it_MW", p.itMw, 4);
    row.number("live_chips", p.liveChips, 0).number("pue", p.pue, 5).number("wue_L_per_kWh", p.wue, 4);
    row.number("facility_GWh", p.facilityGwh, 3)
        .number("carbon_kt", p.carbonKt, 3)
        .number("capex_MCNY", p.capexMcny, 1);
    row.number("utilisation", p.utilisation, 4).number("scale_efficiency", p.scaleEfficiency, 4);
    phases.push_back(row.done());
  }
  for (const plan::Check& c : e.checks) {
    JsonObject row;
    row.number("number", c.number).text("id", c.id).text("light", nameOf(c.light)).number("value", c.value, 4);
    row.number("limit", c.limit, 4).text("unit", c.unit).text("month", c.month >= 0 ? monthOf(plan, c.month) : "");
    checks.push_back(row.text("place", c.entity).text("why", console.say(c.why)).text("source", c.source).done());
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
    activities.push_back(row.truth("is_critical", t.isCritical).done());
  }
  for (const std::size_t n : e.criticalPath) path.emplace_back(e.activities[n].id);
  for (const plan::Driver& d : a.drivers) {
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
  spread.number("samples", a.spread.samples).number("goal_share", a.spread.goalShare, 4);
  spread.put("goal_month", rangeJson(a.spread.goalMonth)).put("npv", rangeJson(a.spread.npv));
  spread.put("capex", rangeJson(a.spread.capex)).put("tco_per_chip_hour", rangeJson(a.spread.tcoPerChipHour));
  root.put("phases", io::Json(std::move(phases))).put("checks", io::Json(std::move(checks)));
  root.put("orders", io::Json(std::move(orders))).put("activities", io::Json(std::move(activities)));
  root.put("critical_path", io::Json(std::move(path))).put("money", money.done()).put("spread", spread.done());
  root.put("drivers", io::Json(std::move(drivers))).put("answers", io::Json(std::move(answers)));
  return root.put("assumptions", io::Json(std::move(assumptions))).put("months", io::Json(std::move(months))).done();
}

/// A cell as RFC 4180 wants it.
std::string cell(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out.append(c == '"' ? "\"\"" : std::string(1, c));
  return out + "\"";
}

Problems writeTables(const plan::Plan& plan, const Answer& a, const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
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
        .append(wordOf(row.binding))
        .append(",")
        .append(wordOf(row.next))
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
    checks += std::to_string(c.number) + "," + c.id + "," + nameOf(c.light) + "," + toText(c.value, 4) + "," +
              toText(c.limit, 4) + "," + c.unit + "," + cell(c.entity) + "," + cell(c.source) + "\n";
  Problems problems;
  const std::string stem = a.evaluation.option;
  for (const auto& [name, text] :
       {std::pair{"months", &months}, std::pair{"activities", &activities}, std::pair{"checks", &checks}})
    for (Problem& problem : io::saveText(folder / (stem + "-" + name + ".csv"), *text))
      problems.push_back(std::move(problem));
  return problems;
}

}  // namespace

Exit planGrowth(const Arguments& arguments, const Console& console) {
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return refuse(*wrong, console);
  int samples = usualSamples;
  if (arguments.has("samples")) {
    const auto count = wholeOption("--samples", arguments.text("samples"), 0, 1'000'000);
    if (const auto* wrong = std::get_if<Misuse>(&count)) return refuse(*wrong, console);
    samples = static_cast<int>(std::get<std::int64_t>(count));
  }
  if (const auto wrong = optimiseMisuse(arguments)) return refuse(*wrong, console);
  if (const auto wrong = solveMisuse(arguments)) return refuse(*wrong, console);
  if (const Problems trouble = reportTrouble(arguments); !trouble.empty()) return console.complain(trouble);
  const fs::path siteFile = arguments.positional.front();
  const auto project = io::openProject(siteFile);
  if (!project) return console.complain(project.problems());
  const std::string& own = project->layout->site->plan;
  fs::path file = arguments.has("plan") ? fs::path(arguments.text("plan")) : siteFile.parent_path() / own;
  if (!arguments.has("plan") && own.empty())
    return refuse(Misuse{Text("cli.plan.none", {{"site", siteFile.string()}})}, console);
  const auto plan = io::readPlan(file);
  if (!plan) return console.complain(plan.problems());
  auto defaults = io::readPlanDefaults();
  if (!defaults) return console.complain(defaults.problems());
  const Problems problems = check(*plan, *project->layout, *defaults);
  if (hasError(problems)) return console.complain(io::placed(problems, file));
  std::vector<const plan::Option*> asked;
  for (const plan::Option& option : plan->options)
    if (!arguments.has("option") || option.id == arguments.text("option")) asked.push_back(&option);
  if (asked.empty()) {
    std::string all;
    for (const plan::Option& option : plan->options) all += (all.empty() ? "" : ", ") + option.id;
    return refuse(Misuse{Text("cli.plan.option", {{"id", arguments.text("option")}, {"all", all}})}, console);
  }

  WorkerPool pool(std::get<int>(workers));
  const Clock whole;
  plan::Preparation preparation;
  preparation.defaults = std::move(*defaults);
  const auto ground = prepare(*plan, project->layout, *project->setting, preparation, pool);
  if (!ground) return console.complain(ground.problems());
  const double solvedS = whole.seconds();
  if (arguments.has("report"))
    return reportPlan({arguments, console, *plan, *asked.front(), *ground, project->setting, samples}, pool);
  if (arguments.has("mps") || arguments.has("solve")) return solvePlan({arguments, console, *plan, *ground, asked});
  if (arguments.has("optimise")) return optimisePlan({arguments, console, *plan, *ground, asked}, pool);

  std::vector<Answer> answers;
  for (const plan::Option* option : asked) {
    Answer a;
    a.option = option;
    const Clock one;
    a.evaluation = evaluate(*plan, *option, *ground);
    a.evaluatedMs = 1e3 * one.seconds();
    const Clock many;
    a.spread = spreadOf(*plan, *option, *ground, {samples, 1, {}}, pool);
    a.sampledS = many.seconds();
    a.drivers = tornadoOf(*plan, *option, *ground, pool);
    a.answers = answersOf(*plan, *option, *ground, a.evaluation);
    answers.push_back(std::move(a));
  }
  if (arguments.has("csv"))
    for (const Answer& a : answers)
      if (const Problems wrong = writeTables(*plan, a, arguments.text("csv")); !wrong.empty())
        return console.complain(wrong);
  if (arguments.has("json")) {
    JsonObject root;
    io::Json::Array options;
    for (const Answer& a : answers) options.push_back(jsonOf(*plan, a, console));
    root.text("plan", plan->id).number("year_error", ground->site->yearError, 7);
    console.print(io::print(root.put("options", io::Json(std::move(options))).done()));
    return Exit::done;
  }
  console.printLine(plan->name.in(console.isChinese()) + "\n");
  for (const Answer& a : answers) printPage(*plan, *ground, a, console);
  console.printLine(console.say(
      Text("plan.solved", {{"seconds", toText(solvedS, 1)}, {"campuses", std::to_string(ground->solved)}})));
  return Exit::done;
}

}  // namespace plenum::app
