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
#include "commands/PlanWritten.h"
#include "commands/Study.h"
#include "io/PlanFile.h"
#include "plan/Evaluate.h"
#include "plan/Riskiest.h"
#include "plan/Spread.h"
#ifdef PLENUM_VIEWS
#include "commands/KeptFigures.h"
#endif

namespace plenum::app {
namespace {

namespace fs = std::filesystem;
using plan::Evaluation;
using plan::MonthRow;
using Rows = std::vector<std::vector<std::string>>;

constexpr int usualSamples = 2000;

class Clock {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count(); }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

/// "–" where it is not reached within the plan.
std::string goalText(const plan::Plan& plan, double month) {
  return month >= plan.months ? "–" : monthOf(plan, static_cast<int>(month));
}
std::string bn(double yuan) { return toText(yuan * 1e-8, 2); }  // 亿元 = 100 million CNY

std::string word(const Console& console, const char* resource) {
  return console.say(Text(std::string("plan.resource.") + resource));
}

Rows head(const Console& console, std::initializer_list<const char*> names) {
  Rows rows{{}};
  for (const char* name : names) rows.front().push_back(console.say(Text(std::string("plan.head.") + name)));
  return rows;
}

void printPhases(const plan::Plan& plan, const PlanAnswer& a, const Console& console) {
  Rows rows = head(console,
                   {"phase", "ready", "chips", "mw", "full", "live", "pue", "opening", "wue", "gwh", "capex", "scale"});
  for (const plan::PhaseRow& p : a.evaluation.phases)
    rows.push_back({p.id.empty() ? console.say("plan.site") : p.id + " " + p.name.in(console.isChinese()),
                    textOf(p.readyForService), toText(p.chips, 0), toText(p.itMw, 1),
                    p.month < plan.months ? (p.isFull ? "" : "> ") + monthOf(plan, p.full.month) : "–",
                    toText(p.full.liveChips, 0), toText(p.full.pue, 3), toText(p.opening.pue, 3), toText(p.full.wue, 2),
                    toText(p.full.facilityGwh, 1), toText(p.capexMcny * 0.01, 1),
                    p.full.scaleEfficiency > 0.0
                        ? toText(100.0 * p.full.scaleEfficiency, 1) + " %" + (p.full.isExtrapolated ? " *" : "")
                        : "–"});
  printColumns(rows, console);
  if (std::any_of(a.evaluation.phases.begin(), a.evaluation.phases.end(),
                  [&](const plan::PhaseRow& p) { return p.month < plan.months && !p.isFull; }))
    console.printLine(console.say("plan.full.marked"));
}

/// One line for every stretch of months in which the same thing binds and the same stands.
void printPeriods(const plan::Plan& plan, const PlanAnswer& a, const Console& console) {
  Rows rows =
      head(console, {"from", "to", "demand", "installed", "usable", "live", "liveMw", "binding", "next", "spared"});
  const auto& months = a.evaluation.months;
  for (std::size_t m = 0; m < months.size();) {
    std::size_t end = m + 1;
    while (end < months.size() && months[end].isHeldByDemand() == months[m].isHeldByDemand() &&
           months[end].binding == months[m].binding && months[end].next == months[m].next &&
           months[end].isSpared == months[m].isSpared &&
           std::abs(months[end].installedMw - months[m].installedMw) < 1e-9 &&
           std::abs(months[end].usableChips - months[m].usableChips) < 0.5 &&
           std::abs(months[end].liveChips - months[m].liveChips) < 0.5)
      ++end;
    const MonthRow& row = months[m];
    rows.push_back({monthOf(plan, static_cast<int>(m)), monthOf(plan, static_cast<int>(end) - 1),
                    toText(row.demandChips, 0), toText(row.installedChips, 0), toText(row.usableChips, 0),
                    toText(row.liveChips, 0), toText(row.liveMw, 1), word(console, holdingWordOf(row)),
                    word(console, holdingNextWordOf(row)),
                    console.say(row.isSpared ? "plan.spared" : "plan.not-spared")});
    m = end;
  }
  printColumns(rows, console);
}

void printChecks(const PlanAnswer& a, const Console& console) {
  Rows rows = head(console, {"number", "light", "check", "value", "limit", "place", "why"});
  for (const plan::Check& c : a.evaluation.checks)
    rows.push_back({std::to_string(c.number), console.say(Text(std::string("plan.light.") + lightName(c.light))),
                    console.say(Text("plan.check." + c.id)),
                    toText(c.value, std::abs(c.value) < 10.0 ? 3 : 0) + " " + c.unit,
                    toText(c.limit, c.limit < 10.0 ? 3 : 0), c.entity, console.say(c.why)});
  printColumns(rows, console);
}

void printOrders(const PlanAnswer& a, const Console& console) {
  Rows rows = head(console, {"item", "quantity", "lead", "need", "by", "slack", "critical"});
  for (const plan::OrderRow& o : a.evaluation.orders)
    rows.push_back({o.name.in(console.isChinese()) + " (" + o.id + ")", std::to_string(o.quantity),
                    toText(o.p50Weeks, 0) + " / " + toText(o.p80Weeks, 0), textOf(o.needBy), textOf(o.orderBy),
                    toText(o.slackDays, 0), o.isCritical ? "●" : ""});
  printColumns(rows, console);
}

void printMoney(const plan::Plan& plan, const PlanAnswer& a, const Console& console) {
  const plan::Money& m = a.evaluation.money;
  const auto range = [](const plan::Range3& r, double unit, int decimals) {
    return toText(r.p10 * unit, decimals) + " … " + toText(r.p90 * unit, decimals);
  };
  const plan::Spread& s = a.spread;
  const bool isSampled = s.samples > 0;
  const auto line = [&](const char* id, const std::string& value, const char* unit, const std::string& band) {
    return std::vector<std::string>{console.say(Text(std::string("plan.money.") + id)), value, unit, band};
  };
  const std::string yi = console.say("plan.unit.yi"), million = console.say("report.unit.million"),
                    perHour = console.say("report.unit.yuan-per-hour"), perDay = "/" + console.say("report.unit.days");
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
  rows.push_back(line("tco", toText(m.tcoPerChipHour, 3), perHour.c_str(), band(s.tcoPerChipHour, 1.0, 2)));
  if (m.modelDays > 0.0)
    rows.push_back(line("model", toText(m.tcoPerModel * 1e-6, 1), million.c_str(),
                        toText(m.modelDays, 1) + " " + console.say("report.unit.days")));
  rows.push_back(
      line("delay", toText(m.delayYuanPerDay * 1e-6, 2), (million + perDay).c_str(),
           toText(m.delayChipHoursPerDay * 1e-6, 2) + " " + console.say("report.unit.million-hours") + perDay));
  printColumns(rows, console);
  Rows parts = head(console, {"part", "perHour"});
  for (const plan::Money::Part& p : m.parts)
    parts.push_back({console.say(Text("plan.part." + p.id)), toText(p.yuanPerChipHour, 4)});
  printColumns(parts, console);
}

void printDrivers(const PlanAnswer& a, const Console& console) {
  Rows rows = head(console, {"driver", "low", "high", "npvLow", "npvHigh"});
  for (const plan::Driver& d : a.drivers) {
    if (rows.size() > plan::shownDrivers) break;
    rows.push_back({d.name.in(console.isChinese()) + " (" + d.id + ")", toText(d.low, 2), toText(d.high, 2),
                    bn(d.npvLow), bn(d.npvHigh)});
  }
  printColumns(rows, console);
  if (const auto told = explainedBy(a.drivers, plan::shownDrivers, a.spread))
    console.printLine(console.say(Text(told->rest < 0.0 ? "report.tornado.explained.over" : "report.tornado.explained",
                                       {{"count", std::to_string(rows.size() - 1)},
                                        {"shown", toText(100.0 * told->shown, 0)},
                                        {"more", std::to_string(told->otherDrivers)},
                                        {"others", toText(100.0 * told->others, 0)},
                                        {"rest", toText(100.0 * std::abs(told->rest), 0)}})));
}

/// Which of the options is the riskiest, or that the samples cannot tell.
void printRiskiest(const plan::Plan& plan, const std::vector<PlanAnswer>& answers, const Console& console) {
  std::vector<const plan::Spread*> spreads(plan.options.size(), nullptr);
  for (const PlanAnswer& a : answers) spreads[static_cast<std::size_t>(a.option - plan.options.data())] = &a.spread;
  if (const auto risk = plan::riskiestOf(spreads)) console.printLine(console.say(saidOf(*risk, plan)));
}

/// One thing at a time: what is asked for beside it would fall away unsaid.
std::optional<Misuse> outputMisuse(const Arguments& arguments) {
  std::vector<std::string> asked;
  for (const char* name : {"report", "optimise", "csv"})
    if (arguments.has(name)) asked.push_back(std::string("--") + name);
  if (arguments.has("mps") || arguments.has("solve")) asked.push_back(arguments.has("mps") ? "--mps" : "--solve");
  if (arguments.has("report") && arguments.has("json")) asked.push_back("--json");
  if (asked.size() < 2) return {};
  return Misuse{Text("cli.plan.one", {{"first", asked[0]}, {"second", asked[1]}})};
}

/// What a person calls it; its id where the name does not begin with that.
std::string headingOf(const plan::Option& option, const Console& console) {
  const std::string& name = option.name.in(console.isChinese());
  if (name.empty()) return option.id;
  return name.starts_with(option.id) ? name : name + " [" + option.id + "]";
}

void printPage(const plan::Plan& plan, const plan::Ground& ground, const PlanAnswer& a, const Console& console) {
  console.printLine(headingOf(*a.option, console) + "\n");
  printPhases(plan, a, console);
  console.printLine(console.say("plan.scale.marked") + "\n");
  printPeriods(plan, a, console);
  console.printLine("");
  for (const Text& text : a.answers.fastest) console.printLine(console.say(text));
  for (const Text& text : a.answers.orders) console.printLine(console.say(text));
  console.printLine("");
  printMoney(plan, a, console);
  if (a.spread.goalCause) console.printLine(console.say(saidOf(*a.spread.goalCause)));
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
  if (const auto wrong = outputMisuse(arguments)) return refuse(*wrong, console);
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
#ifdef PLENUM_VIEWS
  KeptFigures kept;
  plan::Preparation preparation = kept.preparation(*project->layout);
#else
  plan::Preparation preparation;
#endif
  preparation.defaults = std::move(*defaults);
  const auto ground = prepare(*plan, project->layout, *project->setting, preparation, pool);
#ifdef PLENUM_VIEWS
  kept.save();
#endif
  if (!ground) return console.complain(ground.problems());
  const double solvedS = whole.seconds();
  if (arguments.has("report"))
    return reportPlan({arguments, console, *plan, *asked.front(), *ground, project->setting, samples}, pool);
  if (arguments.has("mps") || arguments.has("solve")) return solvePlan({arguments, console, *plan, *ground, asked});
  if (arguments.has("optimise")) return optimisePlan({arguments, console, *plan, *ground, asked}, pool);

  std::vector<PlanAnswer> answers;
  for (const plan::Option* option : asked) {
    PlanAnswer a;
    a.option = option;
    const Clock one;
    a.evaluation = evaluate(*plan, *option, *ground);
    a.evaluatedMs = 1e3 * one.seconds();
    const Clock many;
    a.spread = spreadOf(*plan, *option, *ground, {samples, 1, {}}, pool);
    a.sampledS = many.seconds();
    a.drivers = tornadoOf(*plan, *option, *ground, pool, plan::allDrivers);
    a.answers = answersOf(*plan, *option, *ground, a.evaluation);
    answers.push_back(std::move(a));
  }
  if (arguments.has("csv"))
    for (const PlanAnswer& a : answers)
      if (const Problems wrong = writePlanTables(*plan, a, arguments.text("csv"), console); !wrong.empty())
        return console.complain(wrong);
  if (arguments.has("json")) {
    JsonObject root;
    io::Json::Array options;
    for (const PlanAnswer& a : answers) options.push_back(planJson(*plan, a, console));
    root.text("plan", plan->id).number("year_error", ground->site->yearError, 7);
    console.print(io::print(root.put("options", io::Json(std::move(options))).done()));
    return Exit::done;
  }
  console.printLine(plan->name.in(console.isChinese()) + "\n");
  for (const PlanAnswer& a : answers) printPage(*plan, *ground, a, console);
  printRiskiest(*plan, answers, console);
  console.printLine(console.say(
      Text("plan.solved", {{"seconds", toText(solvedS, 1)}, {"campuses", std::to_string(ground->solved)}})));
  return Exit::done;
}

}  // namespace plenum::app
