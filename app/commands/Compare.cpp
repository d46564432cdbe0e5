// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/Hash.h"
#include "commands/Commands.h"
#include "commands/Headless.h"
#include "commands/Study.h"
#include "study/Comparison.h"

namespace plenum::app {
namespace {

constexpr double usualHours = 1.0;
constexpr std::size_t mostListed = 12;

/// The actions of one future: "10min fail H1/CDU1", in the order of their times.
std::variant<std::vector<Session::Entry>, Misuse> actionsOf(const std::vector<std::string>& all, const char* option,
                                                            const HeadlessRun& run, const Console& console) {
  std::vector<Session::Entry> out;
  for (const std::string& words : all) {
    const std::size_t space = words.find(' ');
    const auto at = durationFrom(words.substr(0, space));
    if (!at || space == std::string::npos)
      return Misuse{Text("cli.compare.form", {{"option", option}, {"value", words}})};
    auto action = actOption(words, words.substr(space + 1), console);
    if (const auto* wrong = std::get_if<Misuse>(&action)) return *wrong;
    if (const auto wrong = misuseOf(*run.layout, std::get<Action>(action), words, console)) return *wrong;
    out.push_back({*at / run.tick, std::get<Action>(std::move(action))});
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.tick < b.tick; });
  return out;
}

/// The first tick whose actions differ; where both do the same, the start.
std::int64_t branchOf(const HeadlessRun& a, const HeadlessRun& b) {
  if (a.layout != b.layout) return 0;
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  const auto look = [&](const HeadlessRun& one, const HeadlessRun& other) {
    for (const Session::Entry& entry : one.actions)
      if (std::none_of(other.actions.begin(), other.actions.end(), [&](const Session::Entry& same) {
            return same.tick == entry.tick && same.action == entry.action;
          }))
        first = std::min(first, entry.tick);
  };
  look(a, b), look(b, a);
  return first == std::numeric_limits<std::int64_t>::max() ? 0 : first;
}

std::string valueText(double value, int decimals) { return std::isnan(value) ? "–" : toText(value, decimals); }

io::Json jsonOf(const std::vector<study::ComparedEvent>& events, const Console& console) {
  io::Json::Array out;
  for (const study::ComparedEvent& one : events) {
    JsonObject row;
    row.text("time", toIso(one.event.time)).number("priority", one.event.priority).text("id", one.event.entityId);
    row.text("text", console.say(one.event.text));
    io::Json::Array chain;
    for (const Event& event : one.chain) chain.emplace_back(console.say(event.text));
    row.put("followed", io::Json(std::move(chain)));
    out.push_back(row.done());
  }
  return io::Json(std::move(out));
}

void printJson(const study::Comparison& answer, const HeadlessResult& a, const HeadlessResult& b,
               const Console& console) {
  JsonObject root;
  root.text("branch", toIso(answer.branch)).text("at", toIso(answer.at));
  root.text("state_a", hexadecimal(a.stateHash)).text("state_b", hexadecimal(b.stateHash));
  io::Json::Array figures, racks, moved, why, remarks;
  for (const study::ComparedFigure& figure : answer.figures) {
    JsonObject row;
    row.text("id", figure.id).text("unit", figure.unit);
    row.number("a", figure.a).number("b", figure.b).number("difference", figure.difference());
    figures.push_back(row.done());
  }
  for (const study::ComparedRack& rack : answer.racks) {
    JsonObject row;
    row.text("id", rack.id).number("chip_a_C", rack.chipA, 3).number("chip_b_C", rack.chipB, 3);
    row.number("inlet_a_C", rack.inletA, 3).number("inlet_b_C", rack.inletB, 3);
    row.number("power_a_W", rack.powerA, 1).number("power_b_W", rack.powerB, 1);
    racks.push_back(row.done());
  }
  for (const study::MovedEvent& event : answer.moved) {
    JsonObject row;
    row.text("text", console.say(event.a.text)).text("id", event.a.entityId);
    row.text("time_a", toIso(event.a.time)).text("time_b", toIso(event.b.time));
    moved.push_back(row.done());
  }
  for (const Text& line : answer.why) why.emplace_back(console.say(line));
  for (const Text& line : answer.remarks) remarks.emplace_back(console.say(line));
  root.put("figures", io::Json(std::move(figures))).put("racks", io::Json(std::move(racks)));
  root.put("only_a", jsonOf(answer.onlyA, console)).put("only_b", jsonOf(answer.onlyB, console));
  root.put("moved", io::Json(std::move(moved)));
  root.put("why", io::Json(std::move(why))).put("remarks", io::Json(std::move(remarks)));
  console.print(io::print(root.done()));
}

void printEvents(const char* title, const std::vector<study::ComparedEvent>& events, std::size_t further,
                 const Console& console) {
  if (events.empty()) return;
  console.printLine("\n" + console.say(title));
  for (std::size_t i = 0; i < std::min(events.size(), mostListed); ++i)
    console.printLine("  " + toIso(events[i].event.time) + " · " + events[i].event.entityId + " · " +
                      console.say(events[i].event.text));
  if (const std::size_t more = events.size() - std::min(events.size(), mostListed) + further; more > 0)
    console.printLine("  " + console.say(Text("outlook.further", {{"count", std::to_string(more)}})));
}

void printPage(const study::Comparison& answer, const Console& console) {
  console.printLine(
      console.say(Text("cli.compare.head", {{"branch", toIso(answer.branch)}, {"at", toIso(answer.at)}})));
  std::vector<std::vector<std::string>> table{{console.say("compare.column.figure"), "A", "B",
                                               console.say("compare.column.difference"),
                                               console.say("compare.column.unit")}};
  for (const study::ComparedFigure& figure : answer.figures)
    table.push_back({console.say(figure.title()), valueText(figure.a, figure.decimals),
                     valueText(figure.b, figure.decimals),
                     figure.differs() ? valueText(figure.difference(), figure.decimals) : "=", figure.unit});
  printColumns(table, console);
  console.printLine("\n" + console.say("compare.why"));
  for (const Text& line : answer.why) console.printLine("  " + console.say(line));
  printEvents("compare.only-a", answer.onlyA, answer.furtherOnlyA, console);
  printEvents("compare.only-b", answer.onlyB, answer.furtherOnlyB, console);
  if (!answer.racks.empty()) {
    console.printLine("\n" + console.say("compare.racks"));
    table = {{console.say("compare.column.rack"), console.say("compare.column.chip") + " A", "B", "B − A",
              console.say("compare.column.inlet") + " B − A", console.say("compare.column.power") + " B − A"}};
    for (std::size_t i = 0; i < std::min(answer.racks.size(), mostListed); ++i) {
      const study::ComparedRack& rack = answer.racks[i];
      table.push_back({rack.id, toText(rack.chipA, 1), toText(rack.chipB, 1), toText(rack.chipB - rack.chipA, 1),
                       toText(rack.inletB - rack.inletA, 1), toText((rack.powerB - rack.powerA) * 1e-3, 1)});
    }
    printColumns(table, console);
  }
  for (const Text& remark : answer.remarks) console.printLine("\n" + console.say(remark));
}

}  // namespace

Exit compare(const Arguments& arguments, const Console& console) {
  auto project = io::openProject(arguments.positional[0], arguments.text("scenario"));
  if (!project) return console.complain(project.problems());
  if (!project->warnings.empty()) console.complain(project->warnings);
  HeadlessRun a;
  a.layout = project->layout;
  a.setting = project->setting;
  double hours = usualHours;
  if (arguments.has("hours")) {
    const auto wanted = numberOption("--hours", arguments.text("hours"), 1e-3, longestHours);
    if (const auto* wrong = std::get_if<Misuse>(&wanted)) return refuse(*wrong, console);
    hours = std::get<double>(wanted);
  }
  a.ticks = std::llround(hours * 3600.0 / a.tick.seconds());
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return refuse(*wrong, console);
  a.workers = std::get<int>(workers);
  HeadlessRun b = a;
  if (arguments.positional.size() > 1) {
    // a variant of the site, in the weather and under the load of the first
    auto variant = io::openProject(arguments.positional[1], project->scenarioFile);
    if (!variant) return console.complain(variant.problems());
    b.layout = variant->layout;
    b.setting = variant->setting;
  }
  for (const auto& [option, run] : {std::pair{"act", &a}, std::pair{"against", &b}}) {
    auto actions = actionsOf(arguments.all(option), option, *run, console);
    if (const auto* wrong = std::get_if<Misuse>(&actions)) return refuse(*wrong, console);
    run->actions = std::get<std::vector<Session::Entry>>(std::move(actions));
    if (!run->actions.empty() && run->actions.back().tick >= run->ticks)
      return refuse({Text("cli.compare.late", {{"option", option}, {"hours", toText(hours, 2)}})}, console);
  }
  if (a.layout == b.layout && a.actions.empty() && b.actions.empty())
    return refuse({Text("cli.compare.nothing")}, console);

  const StopSignal stop;
  auto first = runVisibly(a, stop, console);
  if (!first) return console.complain(first.problems());
  auto second = stop.isRaised() ? Result<HeadlessResult>(HeadlessResult{}) : runVisibly(b, stop, console);
  if (!second) return console.complain(second.problems());
  if (!first->isComplete || !second->isComplete) {
    console.complain(Text("cli.compare.stopped"));
    return Exit::stopped;
  }
  const Time branch = first->lastFrame->start + a.tick * branchOf(a, b);
  const study::Comparison answer =
      study::compare({first->lastFrame, a.actions, a.tick}, {second->lastFrame, b.actions, b.tick}, branch);
  if (arguments.has("json"))
    printJson(answer, *first, *second, console);
  else
    printPage(answer, console);
  return Exit::done;
}

}  // namespace plenum::app
