// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "commands/Commands.h"
#include "commands/Headless.h"
#include "figures/Cause.h"
#include "figures/Figures.h"
#include "run/WorkerPool.h"
#include "sim/Outlook.h"
#include "sim/State.h"

namespace plenum::app {
namespace {

Exit list(const Console& console) {
  std::size_t columns = 0;
  for (const Figure& row : figures()) columns = std::max(columns, widthOf(row.id));
  for (const Figure& row : figures())
    console.printLine(padded(row.id, columns) + "  " + console.say(row.title()) +
                      (row.unit.empty() ? "" : ", " + row.unit));
  return Exit::done;
}

/// By id, or by the part behind the point where only one figure, or one of the campus, has it.
const Figure* figureCalled(const std::string& word) {
  if (const Figure* exact = figure(word)) return exact;
  if (const Figure* campus = figure("campus." + word)) return campus;
  const Figure* found = nullptr;
  for (const Figure& row : figures()) {
    if (row.id.substr(row.id.find('.') + 1) != word) continue;
    if (found) return nullptr;
    found = &row;
  }
  return found;
}

Exit unknown(const std::string& word, const Console& console) {
  std::vector<std::string> known;
  for (const Figure& row : figures()) {
    known.push_back(row.id);
    known.push_back(row.id.substr(row.id.find('.') + 1));
  }
  const std::string near = nearestOf(word, known);
  console.complain(near.empty() ? Text("cli.explain.unknown", {{"figure", word}})
                                : Text("cli.explain.unknownNear", {{"figure", word}, {"near", near}}));
  return Exit::usage;
}

/// What can be said without a campus: everything but the values.
std::vector<Text> inGeneral(const Figure& row) {
  Explanation explanation = explain(row, Frame{});
  explanation.filled.clear();
  for (auto& input : explanation.inputs) input.value.clear();
  std::vector<Text> lines = linesOf(explanation);
  lines.erase(lines.begin() + 1);  // the value
  return lines;
}

/// What "--act" does at the start, and how long "--after" it the figure is asked for.
std::optional<Misuse> actIn(HeadlessRun& run, const Arguments& arguments, const Console& console) {
  for (const std::string& words : arguments.all("act")) {
    auto action = actOption(words, words, console);
    if (auto* wrong = std::get_if<Misuse>(&action)) return std::move(*wrong);
    if (auto wrong = misuseOf(*run.layout, std::get<Action>(action), words, console)) return wrong;
    run.actions.push_back({0, std::get<Action>(std::move(action))});
  }
  Duration after = run.actions.empty() ? Duration{} : minutes(1);
  if (arguments.has("after")) {
    const auto value = durationFrom(arguments.text("after"));
    if (!value || *value > hours(24)) return Misuse{Text("cli.explain.after", {{"value", arguments.text("after")}})};
    after = *value;
  }
  run.ticks = after / run.tick;
  return std::nullopt;
}

Result<FramePtr> lastFrameOf(const HeadlessRun& run) {
  auto ran = runHeadless(run);
  if (!ran) return ran.problems();
  return FramePtr(ran->lastFrame);
}

bool isForetold(const Figure& row) { return row.id == "rack.timeToThrottle" || row.id == "rack.timeToTrip"; }

/// The run, and then what happens within an hour if nobody does anything more.
Result<FramePtr> foretold(const HeadlessRun& run) {
  const auto compiled = compile(run.layout, run.setting, run.tick);
  if (!compiled) return compiled.problems();
  const SimModel& model = **compiled;
  WorkerPool pool(run.workers);
  const SimStatePtr state = steadyState(model, pool);
  std::vector<Action> due;
  for (const Session::Entry& entry : run.actions) due.push_back(entry.action);
  for (std::int64_t i = 0; i < run.ticks; ++i) {
    tick(model, *state, due, pool);
    due.clear();
  }
  return publish(model, *state, 1, lookAhead(model, *state, 3600.0, pool));
}

}  // namespace

Exit explain(const Arguments& arguments, const Console& console) {
  if (arguments.positional.empty()) return list(console);
  const std::string& word = arguments.positional[0];
  const Figure* row = figureCalled(word);
  if (!row) return unknown(word, console);

  std::vector<Text> lines;
  if (arguments.positional.size() < 2) {
    lines = inGeneral(*row);
  } else {
    auto project = io::openProject(arguments.positional[1]);
    if (!project) return console.complain(project.problems());
    std::uint32_t index = 0;
    if (const std::string thing = arguments.text("of"); !thing.empty()) {
      const auto found = project->layout->find(thing);
      if (!found || found->kind != row->kind)
        return refuse({Text("cli.explain.of", {{"thing", thing}, {"figure", row->id}})}, console);
      index = found->index;
    } else if (project->layout->count(row->kind) == 0) {
      return refuse({Text("cli.explain.none", {{"figure", row->id}})}, console);
    }
    HeadlessRun run;
    run.layout = project->layout;
    run.setting = project->setting;
    if (const auto wrong = actIn(run, arguments, console)) return refuse(*wrong, console);
    auto shown = isForetold(*row) ? foretold(run) : lastFrameOf(run);
    if (!shown) return console.complain(shown.problems());
    const FramePtr frame = *shown;
    lines = linesOf(plenum::explain(*row, *frame, index));
    for (Text& line : whyDark(*frame, {row->kind, index, 0})) lines.push_back(std::move(line));
  }
  for (const Text& line : lines)
    if (!line.id.empty()) console.printLine(console.say(line));
  return Exit::done;
}

}  // namespace plenum::app
