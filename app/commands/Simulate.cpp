// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "commands/Commands.h"
#include "commands/Headless.h"
#include "io/RackLoads.h"
#include "io/RunArchive.h"
#include "io/Tables.h"
#include "io/TextFile.h"

namespace plenum::app {
namespace {

namespace fs = std::filesystem;

constexpr double largestSeed = 9007199254740991.0;  // 2^53 − 1, so that every reader of JSON gets it back

/// What `simulate` was asked for, checked as far as it can be without the site.
struct SimulateWish {
  fs::path site, scenario, out;
  double hours = 0.0;  // 0: as long as the scenario
  Duration tick = seconds(1);
  std::optional<std::uint64_t> seed;
  int workers = 0;
  std::vector<TimedAct> acts;
  fs::path rackLoads;
  bool wantsJson = false, isDesignDay = false, keepsRight = false;
};

std::variant<SimulateWish, Misuse> wishOf(const Arguments& arguments, const Console& console) {
  SimulateWish wish;
  wish.site = arguments.positional[0];
  wish.scenario = arguments.text("scenario");
  wish.out = arguments.text("out");
  wish.wantsJson = arguments.has("json");
  wish.isDesignDay = arguments.has("design-day");
  wish.rackLoads = arguments.text("rack-loads");
  wish.keepsRight = arguments.has("keep-right");
  if (arguments.has("hours")) {
    const auto hours = numberOption("--hours", arguments.text("hours"), 1e-5, longestHours);
    if (const auto* wrong = std::get_if<Misuse>(&hours)) return *wrong;
    wish.hours = std::get<double>(hours);
  }
  if (arguments.has("tick")) {
    const auto tick = numberOption("--tick", arguments.text("tick"), 0.1, 60.0);
    if (const auto* wrong = std::get_if<Misuse>(&tick)) return *wrong;
    wish.tick = {std::llround(std::get<double>(tick) * 1e6)};
  }
  if (arguments.has("seed")) {
    const auto seed = wholeOption("--seed", arguments.text("seed"), 0, static_cast<std::int64_t>(largestSeed));
    if (const auto* wrong = std::get_if<Misuse>(&seed)) return *wrong;
    wish.seed = static_cast<std::uint64_t>(std::get<std::int64_t>(seed));
  }
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return *wrong;
  wish.workers = std::get<int>(workers);
  auto acts = actOptions(arguments, console);
  if (const auto* wrong = std::get_if<Misuse>(&acts)) return *wrong;
  wish.acts = std::get<std::vector<TimedAct>>(std::move(acts));
  return wish;
}

Result<io::RunLog> logOf(const io::Project& project, const HeadlessRun& run, const HeadlessResult& result) {
  io::RunLog log;
  log.program = programName();
  log.siteFile = fs::absolute(project.siteFile).lexically_normal();
  auto siteHash = io::hashOfFile(project.siteFile);
  if (!siteHash) return siteHash.problems();
  log.siteHash = *siteHash;
  if (!project.scenarioFile.empty()) {
    log.scenarioFile = fs::absolute(project.scenarioFile).lexically_normal();
    auto scenarioHash = io::hashOfFile(project.scenarioFile);
    if (!scenarioHash) return scenarioHash.problems();
    log.scenarioHash = *scenarioHash;
  }
  log.seed = run.setting->scenario.seed;
  log.tick = run.tick;
  log.workers = result.workers;
  log.ticks = result.ticks;
  for (const Session::Entry& entry : run.actions)
    if (entry.tick < result.ticks) log.actions.push_back({entry.tick, entry.action});
  for (const auto& mark : result.marks) log.marks.push_back({mark.tick, mark.hash});
  log.stateHash = result.stateHash;
  log.isComplete = result.isComplete;
  return log;
}

/// The run log comes last: where it lies, the folder is whole.
Problems saveResults(const fs::path& folder, const io::Summary& summary, const io::RunLog& log,
                     const HeadlessResult& result, const Console& console) {
  Problems problems = io::saveMetrics(folder / "metrics.csv", result.history);
  if (problems.empty() && result.lastFrame && !result.lastFrame->services.empty())
    problems = io::saveServices(folder / "services.csv", *result.lastFrame);
  if (problems.empty()) problems = io::saveEvents(folder / "events.csv", result.events, console.language());
  if (problems.empty()) problems = io::saveText(folder / "summary.json", io::textOf(summary));
  if (problems.empty()) problems = io::saveText(folder / "run.json", io::textOf(log));
  return problems;
}

/// All wrong lines are told; the right ones go on where that is wanted.
Result<std::vector<RackLoad>> rackLoadsOf(const LayoutPtr& layout, const SimulateWish& wish, const Console& console) {
  const auto text = io::readText(wish.rackLoads);
  if (!text) return text.problems();
  const auto table = io::RackLoadTable::read(layout, *text, wish.rackLoads.string());
  if (!table) return table.problems();
  Problems wrong = table->problems();
  auto loads = table->loads();
  if (!wrong.empty() && (!wish.keepsRight || loads.empty())) return wrong;
  if (!wrong.empty()) {
    for (Problem& problem : wrong) problem.weight = Problem::Weight::warning;
    console.complain(wrong);
    console.printLine(console.say(
        Text("cli.racks.kept", {{"right", std::to_string(loads.size())}, {"wrong", std::to_string(wrong.size())}})));
  }
  return loads;
}

}  // namespace

Exit simulate(const Arguments& arguments, const Console& console) {
  auto wished = wishOf(arguments, console);
  if (const auto* wrong = std::get_if<Misuse>(&wished)) return refuse(*wrong, console);
  const SimulateWish& wish = std::get<SimulateWish>(wished);

  auto project = io::openProject(wish.site, wish.scenario);
  if (project && wish.seed) project = reseeded(std::move(*project), *wish.seed);
  if (project && wish.isDesignDay) project = onDesignDay(std::move(*project));
  if (!project) return console.complain(project.problems());
  if (!project->warnings.empty()) console.complain(project->warnings);
  if (const Problems unused = io::unusedWeather(*project); !unused.empty()) console.complain(unused);

  HeadlessRun run;
  run.layout = project->layout;
  run.setting = project->setting;
  run.tick = wish.tick;
  run.workers = wish.workers;
  const double lengthS = wish.hours > 0.0 ? wish.hours * 3600.0 : run.setting->scenario.length.seconds();
  run.ticks = std::llround(lengthS / run.tick.seconds());
  if (run.ticks < 1) return refuse({Text("cli.hours.belowTick", {{"tick", toText(run.tick.seconds())}})}, console);
  if (const auto wrong = misuseOf(*run.layout, wish.acts, run.tick * run.ticks, console))
    return refuse(*wrong, console);
  for (const TimedAct& act : wish.acts) run.actions.push_back({act.at / run.tick, act.action});

  if (!wish.rackLoads.empty()) {
    auto loads = rackLoadsOf(run.layout, wish, console);
    if (!loads) return console.complain(loads.problems());
    for (RackLoad& load : *loads) run.actions.push_back({0, LoadRack{std::move(load)}});
    std::stable_sort(run.actions.begin(), run.actions.end(),
                     [](const auto& a, const auto& b) { return a.tick < b.tick; });
  }

  const StopSignal stop;
  std::optional<ResultsFolder> folder;
  if (!wish.out.empty()) {
    auto opened = ResultsFolder::open(wish.out);
    if (!opened) return console.complain(opened.problems());
    folder = *opened;
  }

  auto result = runVisibly(run, stop, console);
  if (!result) {
    if (folder) folder->giveUp();
    return console.complain(result.problems());
  }
  const io::Summary summary = summaryOf(*project, run, *result);
  if (folder) {
    auto log = logOf(*project, run, *result);
    if (!log) return console.complain(log.problems());
    log->isDesignDay = wish.isDesignDay;
    if (const Problems problems = saveResults(folder->path(), summary, *log, *result, console); !problems.empty())
      return console.complain(problems);
  }
  if (wish.wantsJson)
    console.print(io::textOf(summary));
  else {
    printSummary(summary, console);
    if (folder) console.printLine("\n" + console.say(Text("cli.out.written", {{"folder", folder->path().string()}})));
  }
  if (result->isComplete) return Exit::done;
  console.complain(Text("cli.stopped", {{"hours", toText(summary.simulatedS / 3600.0, 2)}}));
  return Exit::stopped;
}

}  // namespace plenum::app
