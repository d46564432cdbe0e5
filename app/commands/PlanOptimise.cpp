// SPDX-License-Identifier: Apache-2.0
#include "commands/PlanOptimise.h"

#include <chrono>

#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "ways/Optimise.h"

namespace plenum::app {
namespace {

constexpr int usualBudget = 5000;
constexpr std::size_t shown = 24;  // that a page holds
constexpr std::int64_t mostBudget = 10'000'000;

std::variant<plan::OptimiseOptions, Misuse> optionsOf(const Arguments& arguments) {
  plan::OptimiseOptions out;
  out.budget = usualBudget;
  out.most = shown;
  if (arguments.has("budget")) {
    const auto count = wholeOption("--budget", arguments.text("budget"), 1, mostBudget);
    if (const auto* wrong = std::get_if<Misuse>(&count)) return *wrong;
    out.budget = static_cast<int>(std::get<std::int64_t>(count));
  }
  if (arguments.has("seed")) {
    const auto seed = wholeOption("--seed", arguments.text("seed"), 0, std::numeric_limits<std::int64_t>::max());
    if (const auto* wrong = std::get_if<Misuse>(&seed)) return *wrong;
    out.seed = static_cast<std::uint64_t>(std::get<std::int64_t>(seed));
  }
  return out;
}

std::string valueText(const plan::Plan& plan, const plan::Member& member, plan::Aim aim) {
  const double value = member.values[static_cast<std::size_t>(aim)];
  switch (aim) {
    case plan::Aim::goal:
      return value >= plan.months ? "–" : textOf(plan::firstOfMonth(plan.from, static_cast<int>(value))).substr(0, 7);
    case plan::Aim::npv:
    case plan::Aim::capex:
      return toText(value * 1e-8, 2);
    case plan::Aim::tco:
    case plan::Aim::pue:
    case plan::Aim::water:
      return toText(value, 3);
    case plan::Aim::slip:
      return toText(value, 1);
    case plan::Aim::early:
      break;
  }
  return toText(value, 0);
}

std::string saidOf(const plan::Member& member, const Console& console) {
  std::string out;
  for (const Text& text : member.differences) out += (out.empty() ? "" : "; ") + console.say(text);
  return out.empty() ? console.say("optimise.as-given") : out;
}

void printSet(const PlanAsked& asked, const plan::Option& option, const plan::Pareto& set, double seconds) {
  const Console& console = asked.console;
  console.printLine(option.name.in(console.isChinese()) + " [" + option.id + "]\n");
  std::vector<std::vector<std::string>> rows{{"", console.say("optimise.head.way")}};
  for (const plan::Aim aim : set.aims)
    rows.front().push_back(console.say(Text(std::string("optimise.aim.") + wordOf(aim))));
  const auto row = [&](const std::string& mark, const std::string& id, const plan::Member& member) {
    std::vector<std::string> cells{mark, id};
    for (const plan::Aim aim : set.aims) cells.push_back(valueText(asked.plan, member, aim));
    rows.push_back(std::move(cells));
  };
  row("", console.say("optimise.as-given"), set.given);
  for (std::size_t k = 0; k < set.members.size(); ++k)
    row(k == set.knee ? "●" : "", std::to_string(k + 1), set.members[k]);
  printColumns(rows, console);
  console.printLine("");
  for (std::size_t k = 0; k < set.members.size(); ++k)
    console.printLine(std::to_string(k + 1) + (k == set.knee ? " ● " : "  ") + saidOf(set.members[k], console));
  if (!set.members.empty() && set.members.front().missingChips > 0.0)
    console.printLine(
        "\n" + console.say(Text("optimise.out-of-reach", {{"chips", toText(set.members.front().missingChips, 0)}})));
  console.printLine("\n" +
                    console.say(Text(set.isExhaustive ? "optimise.foot.all" : "optimise.foot",
                                     {{"count", std::to_string(set.evaluations)},
                                      {"space", toText(set.space, 0)},
                                      {"found", std::to_string(set.found)},
                                      {"shown", std::to_string(set.members.size())},
                                      {"seconds", toText(seconds, 1)}})) +
                    "\n");
}

io::Json memberJson(const plan::Member& member, const Console& console) {
  JsonObject out;
  out.text("id", member.option.id);
  for (std::size_t a = 0; a < plan::aims; ++a) out.number(wordOf(static_cast<plan::Aim>(a)), member.values[a], 6);
  out.number("missing_chips", member.missingChips, 0);
  io::Json::Array differences, phases;
  for (const Text& text : member.differences) differences.emplace_back(console.say(text));
  for (const plan::Phase& phase : member.option.phases) {
    JsonObject row;
    io::Json::Array blocks;
    for (const plan::Phase::Order& order : phase.blocks) {
      JsonObject block;
      blocks.push_back(block.text("block", order.block).number("count", order.count).done());
    }
    phases.push_back(row.text("phase", phase.id).put("blocks", io::Json(std::move(blocks))).done());
  }
  return out.put("differences", io::Json(std::move(differences))).put("phases", io::Json(std::move(phases))).done();
}

io::Json setJson(const plan::Option& option, const plan::Pareto& set, double seconds, const Console& console) {
  JsonObject out;
  io::Json::Array members, of;
  for (const plan::Aim aim : set.aims) of.emplace_back(std::string(wordOf(aim)));
  for (const plan::Member& member : set.members) members.push_back(memberJson(member, console));
  out.text("option", option.id).put("aims", io::Json(std::move(of)));
  out.number("evaluations", set.evaluations).number("space", set.space).number("found", static_cast<double>(set.found));
  out.truth("is_exhaustive", set.isExhaustive).number("seconds", seconds, 2);
  out.number("knee", static_cast<double>(set.knee)).put("given", memberJson(set.given, console));
  return out.put("members", io::Json(std::move(members))).done();
}

}  // namespace

std::optional<Misuse> optimiseMisuse(const Arguments& arguments) {
  const auto options = optionsOf(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&options)) return *wrong;
  return {};
}

Exit optimisePlan(const PlanAsked& asked, Parallel& parallel) {
  const plan::OptimiseOptions options = std::get<plan::OptimiseOptions>(optionsOf(asked.arguments));
  io::Json::Array sets;
  for (const plan::Option* option : asked.options) {
    const auto begin = std::chrono::steady_clock::now();
    const plan::Pareto set = optimise(asked.plan, *option, asked.ground, options, parallel);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (asked.arguments.has("json"))
      sets.push_back(setJson(*option, set, seconds, asked.console));
    else
      printSet(asked, *option, set, seconds);
  }
  if (!asked.arguments.has("json")) return Exit::done;
  JsonObject root;
  root.text("plan", asked.plan.id);
  asked.console.print(io::print(root.put("optimised", io::Json(std::move(sets))).done()));
  return Exit::done;
}

}  // namespace plenum::app
