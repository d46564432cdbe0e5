// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "commands/Commands.h"
#include "io/Files.h"
#include "io/JobTraces.h"
#include "io/PlanFile.h"
#include "io/RunArchive.h"
#include "io/SettleLoad.h"
#include "io/StoryFile.h"
#include "io/TextFile.h"
#include "plan/Evaluate.h"
#include "sim/Engine.h"
#include "site/Cautions.h"

namespace plenum::app {
namespace {

namespace fs = std::filesystem;

/// What was found in a file: its kind, what to say of it, and what is wrong.
struct Verdict {
  Text found;
  Problems problems;
};

Verdict checkSite(const fs::path& file) {
  auto project = io::openProject(file);
  if (!project) return {Text("cli.check.site"), project.problems()};
  // what can be drawn but not simulated comes out only here
  auto model = compile(project->layout, project->setting, seconds(1));
  if (!model) {
    Problems problems = model.problems();
    for (Problem& problem : problems)
      if (problem.place.file.empty()) problem.place.file = file.string();
    return {Text("cli.check.site"), std::move(problems)};
  }
  // what can be simulated, and would still be asked about
  Problems warnings = std::move(project->warnings);
  for (Problem& problem : io::unusedWeather(*project)) warnings.push_back(std::move(problem));
  for (Problem& problem : cautionsIn(*project->layout)) {
    problem.place.file = file.string();
    warnings.push_back(std::move(problem));
  }
  return {Text("cli.check.siteIs", {{"id", project->layout->site->id},
                                    {"chips", std::to_string(project->layout->chips)},
                                    {"racks", std::to_string(project->layout->racks.size())},
                                    {"halls", std::to_string(project->layout->halls.size())}}),
          std::move(warnings)};
}

Verdict checkScenario(const fs::path& file) {
  auto scenario = io::readScenario(file);
  if (!scenario) return {Text("cli.check.scenario"), scenario.problems()};
  if (const Load& load = scenario->load; !load.mix.empty() || !load.trace.empty()) {
    const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
    if (!catalog) return {Text("cli.check.scenario"), catalog.problems()};
    return {Text("cli.check.scenarioLoad", {{"id", scenario->id},
                                            {"hours", toText(scenario->length.seconds() / 3600.0)},
                                            {"jobs", std::to_string(scenario->jobs.size())},
                                            {"load", load.mix.empty() ? load.trace : load.mix}}),
            io::checkLoad(*scenario, **catalog, file)};
  }
  return {Text("cli.check.scenarioIs", {{"id", scenario->id},
                                        {"hours", toText(scenario->length.seconds() / 3600.0)},
                                        {"jobs", std::to_string(scenario->jobs.size())},
                                        {"actions", std::to_string(scenario->actions.size())}}),
          {}};
}

/// Rows refer to rows of the other files of their folder, so that the whole folder is read; only what concerns this
/// file is said.
Verdict checkCatalogue(const fs::path& file) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  auto catalogue = io::readCatalog(folder);
  Verdict verdict{Text("cli.check.catalogue"), {}};
  if (catalogue) return verdict;
  std::error_code ignored;
  for (const Problem& problem : catalogue.problems())
    if (fs::equivalent(problem.place.file, file, ignored) || problem.place.file.empty() ||
        fs::path(problem.place.file).filename() == "sources.json" || fs::is_directory(problem.place.file, ignored))
      verdict.problems.push_back(problem);
  return verdict;
}

Verdict checkWeather(const fs::path& file) {
  auto year = io::readEpw(file);
  if (!year) return {Text("cli.check.weather"), year.problems()};
  const auto [coldest, hottest] = std::minmax_element(year->dryBulbC.begin(), year->dryBulbC.end());
  return {Text("cli.check.weatherIs", {{"from", toText(*coldest, 1)}, {"to", toText(*hottest, 1)}}), {}};
}

Verdict checkTrace(const fs::path& file) {
  auto trace = io::readJobTrace(file);
  if (!trace) return {Text("cli.check.trace"), trace.problems()};
  return {Text("cli.check.traceIs", {{"format", trace->format}, {"jobs", std::to_string(trace->jobs.size())}}), {}};
}

Verdict checkRun(const fs::path& file) {
  auto log = io::readRunLog(file);
  if (!log) return {Text("cli.check.run"), log.problems()};
  return {Text("cli.check.runIs", {{"ticks", std::to_string(log->ticks)}, {"site", log->siteFile.string()}}), {}};
}

/// What a plan names is told by the sites beside it that it belongs to; without one only the file itself is judged.
Verdict checkPlan(const fs::path& file) {
  const auto plan = io::readPlan(file);
  if (!plan) return {Text("cli.check.plan"), plan.problems()};
  const std::string options = std::to_string(plan->options.size()), blocks = std::to_string(plan->blocks.size());
  std::vector<fs::path> sites;
  std::error_code unreadable;
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  for (const auto& entry : fs::directory_iterator(folder, unreadable))
    if (entry.path().string().ends_with(".site.json")) sites.push_back(entry.path());
  std::sort(sites.begin(), sites.end());
  for (const fs::path& one : sites) {
    const auto project = io::openProject(one);
    if (!project || project->layout->site->plan != file.filename().string()) continue;
    const auto defaults = io::readPlanDefaults();
    if (!defaults) return {Text("cli.check.plan"), defaults.problems()};
    return {Text("cli.check.planOf",
                 {{"id", plan->id}, {"site", project->layout->site->id}, {"options", options}, {"blocks", blocks}}),
            io::placed(plan::check(*plan, *project->layout, *defaults), file)};
  }
  return {Text("cli.check.planAlone", {{"id", plan->id}, {"options", options}, {"blocks", blocks}}), {}};
}

Verdict checkStory(const fs::path& file) {
  const auto story = io::readStory(file);
  if (!story) return {Text("cli.check.story"), story.problems()};
  return {Text("cli.check.storyIs", {{"id", story->id}, {"steps", std::to_string(story->steps.size())}}), {}};
}

/// By what is in it, not by its name; weather files and tables of jobs alone are no JSON.
Verdict checkFile(const fs::path& file) {
  if (file.extension() == ".epw" || file.extension() == ".EPW") return checkWeather(file);
  if (file.extension() == ".csv" || file.extension() == ".swf") return checkTrace(file);
  auto json = io::readJson(file);
  if (!json) return {Text("cli.check.unknown"), json.problems()};
  const auto hasAny = [&json](std::initializer_list<const char*> keys) {
    return std::any_of(keys.begin(), keys.end(), [&json](const char* key) { return json->find(key) != nullptr; });
  };
  if (hasAny({"rows"}) || file.filename() == "sources.json") return checkCatalogue(file);
  if (hasAny({"state_hash", "tick_us"})) return checkRun(file);
  if (hasAny({"steps"}) && !hasAny({"halls"})) return checkStory(file);
  if (hasAny({"options", "goalChips"}) || file.string().ends_with(".plan.json")) return checkPlan(file);
  if (hasAny({"halls", "buildings", "circuits", "location", "power"})) return checkSite(file);
  if (hasAny({"start", "jobs", "actions", "length", "seed", "beforeHottestHour"}) ||
      file.string().find(".scenario.") != std::string::npos)
    return checkScenario(file);
  return checkSite(file);
}

}  // namespace

Exit check(const Arguments& arguments, const Console& console) {
  Exit worst = Exit::done;
  for (const std::string& name : arguments.positional) {
    const Verdict verdict = checkFile(name);
    console.complain(verdict.problems);
    if (hasError(verdict.problems)) {
      worst = Exit::failed;
      console.printLine(
          console.say(Text("cli.check.bad", {{"file", name}, {"count", std::to_string(verdict.problems.size())}})));
    } else {
      console.printLine(console.say(Text("cli.check.good", {{"file", name}, {"found", console.say(verdict.found)}})));
    }
  }
  return worst;
}

}  // namespace plenum::app
