// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/Hash.h"
#include "commands/Commands.h"
#include "commands/Headless.h"
#include "io/RunArchive.h"

namespace plenum::app {
namespace {

Problems changed(const std::filesystem::path& file, const std::string& hash) {
  if (file.empty()) return {};
  auto now = io::hashOfFile(file);
  if (!now) return now.problems();
  if (*now == hash) return {};
  return {{Problem::Weight::error,
           {file.string(), 0, 0, ""},
           Text("cli.replay.changed", {{"was", hash}, {"is", *now}}),
           Text("cli.replay.changed.give")}};
}

/// The first tick at which the two runs are known to differ; nothing where they agree.
std::optional<std::int64_t> firstDifference(const io::RunLog& log, const HeadlessResult& result) {
  for (const auto& mark : result.marks) {
    const auto logged =
        std::find_if(log.marks.begin(), log.marks.end(), [&](const auto& m) { return m.tick == mark.tick; });
    if (logged != log.marks.end() && logged->hash != mark.hash) return mark.tick;
  }
  if (result.stateHash != log.stateHash) return result.ticks;
  return {};
}

}  // namespace

Exit replay(const Arguments& arguments, const Console& console) {
  const auto workers = workersOption(arguments);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return refuse(*wrong, console);

  auto log = io::readRunLog(arguments.positional[0]);
  if (!log) return console.complain(log.problems());
  for (const auto& [file, hash] : {std::pair{log->siteFile, log->siteHash}, {log->scenarioFile, log->scenarioHash}})
    if (const Problems problems = changed(file, hash); !problems.empty()) return console.complain(problems);

  auto project = io::openProject(log->siteFile, log->scenarioFile);
  if (project && project->setting->scenario.seed != log->seed) project = reseeded(std::move(*project), log->seed);
  if (project && log->isDesignDay) project = onDesignDay(std::move(*project));
  if (!project) return console.complain(project.problems());

  const StopSignal stop;
  HeadlessRun run;
  run.layout = project->layout;
  run.setting = project->setting;
  run.tick = log->tick;
  run.ticks = log->ticks;
  run.workers = std::get<int>(workers);
  for (const auto& entry : log->actions) run.actions.push_back({entry.tick, entry.action});
  auto result = runVisibly(run, stop, console);
  if (!result) return console.complain(result.problems());
  if (!result->isComplete) {
    console.complain(Text("cli.replay.stopped"));
    return Exit::stopped;
  }

  if (const auto tick = firstDifference(*log, *result)) {
    console.complain(Text("cli.replay.differs", {{"tick", std::to_string(*tick)},
                                                 {"was", hexadecimal(log->stateHash)},
                                                 {"is", hexadecimal(result->stateHash)},
                                                 {"program", log->program}}));
    return Exit::failed;
  }
  const io::Summary summary = summaryOf(*project, run, *result);
  if (arguments.has("json"))
    console.print(io::textOf(summary));
  else
    console.printLine(console.say(Text("cli.replay.same", {{"ticks", std::to_string(result->ticks)},
                                                           {"actions", std::to_string(log->actions.size())},
                                                           {"hash", hexadecimal(result->stateHash)}})));
  return Exit::done;
}

}  // namespace plenum::app
