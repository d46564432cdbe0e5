// SPDX-License-Identifier: Apache-2.0
#include "commands/Headless.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "base/Hash.h"
#include "scenario/Fit.h"

namespace plenum::app {
namespace {

namespace fs = std::filesystem;

std::uint64_t peakRssBytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

std::string scientific(double value) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific, 1);
  return {buffer, end.ptr};
}

Problem notWritable(const fs::path& folder, const std::string& reason) {
  return {Problem::Weight::error,
          {folder.string(), 0, 0, ""},
          Text("cli.out.notWritable", {{"reason", reason}}),
          Text("cli.out.notWritable.give")};
}

}  // namespace

std::variant<int, Misuse> workersOption(const Arguments& arguments) {
  if (!arguments.has("workers")) return 0;
  const auto workers = wholeOption("--workers", arguments.text("workers"), 1, 64);
  if (const auto* wrong = std::get_if<Misuse>(&workers)) return *wrong;
  return static_cast<int>(std::get<std::int64_t>(workers));
}

Exit refuse(const Misuse& misuse, const Console& console) {
  console.complain(misuse.what);
  return Exit::usage;
}

std::variant<Action, Misuse> actOption(const std::string& value, const std::string& words, const Console& console) {
  auto action = actionFrom(words);
  if (action) return std::move(*action);
  const Problem& problem = action.problems().front();
  std::string reason = console.say(problem.what);
  if (!problem.remedy.id.empty()) reason += " — " + console.say(problem.remedy);
  return Misuse{Text("cli.act.unknown", {{"value", value}, {"reason", reason}})};
}

std::optional<Misuse> misuseOf(const Layout& layout, const Action& action, const std::string& value,
                               const Console& console) {
  const auto why = misfit(layout, action);
  if (!why) return std::nullopt;
  return Misuse{Text("cli.act.misfit", {{"value", value}, {"reason", console.say(*why)}})};
}

std::variant<std::vector<TimedAct>, Misuse> actOptions(const Arguments& arguments, const Console& console) {
  std::vector<TimedAct> acts;
  for (const std::string& words : arguments.all("act")) {
    const std::size_t space = words.find(' ');
    const auto at = durationFrom(words.substr(0, space));
    if (!at || space == std::string::npos) return Misuse{Text("cli.act.form", {{"value", words}})};
    auto action = actOption(words, words.substr(space + 1), console);
    if (const auto* wrong = std::get_if<Misuse>(&action)) return *wrong;
    acts.push_back({words, *at, std::get<Action>(std::move(action))});
  }
  std::stable_sort(acts.begin(), acts.end(), [](const TimedAct& a, const TimedAct& b) { return a.at < b.at; });
  return acts;
}

std::optional<Misuse> misuseOf(const Layout& layout, const std::vector<TimedAct>& acts, Duration length,
                               const Console& console) {
  for (const TimedAct& act : acts) {
    if (auto wrong = misuseOf(layout, act.action, act.words, console)) return wrong;
    if (act.at >= length)
      return Misuse{Text("cli.act.beyond", {{"value", act.words}, {"hours", toText(length.seconds() / 3600.0, 2)}})};
  }
  return std::nullopt;
}

Result<io::Project> reseeded(io::Project project, std::uint64_t seed) {
  project.scenario.seed = seed;
  auto setting =
      io::settingOf(*project.layout->site, project.scenario, project.siteFile.parent_path(), project.scenarioFile);
  if (!setting) return setting.problems();
  project.setting = *setting;
  return project;
}

Result<io::Project> onDesignDay(io::Project project, std::optional<Duration> beforeHottest) {
  project.scenario.weather = Scenario::Weathers::designDay;
  if (beforeHottest) project.scenario.beforeHottestHour = *beforeHottest;
  return reseeded(std::move(project), project.setting->scenario.seed);
}

Result<HeadlessResult> runVisibly(HeadlessRun run, const StopSignal& stop, const Console& console) {
  ProgressLine progress(console);
  run.onProgress = [&](std::int64_t done) {
    progress.show(static_cast<double>(done) / static_cast<double>(run.ticks));
    return !stop.isRaised();
  };
  return runHeadless(run);
}

io::Summary summaryOf(const io::Project& project, const HeadlessRun& run, const HeadlessResult& result) {
  io::Summary summary;
  summary.site = project.layout->site->id;
  summary.scenario = project.setting->scenario.id;
  summary.chips = project.layout->chips;
  summary.racks = project.layout->racks.size();
  summary.seed = project.setting->scenario.seed;
  summary.tick = run.tick;
  summary.workers = result.workers;
  summary.simulatedS = (run.tick * result.ticks).seconds();
  summary.start = result.last.time - run.tick * result.ticks;
  summary.wallS = result.wallS;
  summary.cpuS = result.cpuS;
  summary.setupS = result.setupS;
  summary.peakRssBytes = peakRssBytes();
  summary.last = result.last;
  summary.alarms = io::alarmsIn(result.events);
  summary.events = result.events.size();
  summary.stateHash = result.stateHash;
  summary.isComplete = result.isComplete;
  return summary;
}

void printSummary(const io::Summary& s, const Console& console) {
  const Metrics& m = s.last;
  console.printLine(s.site + " · " + s.scenario + " · " + toIso(s.start) + "\n");
  std::vector<FigureLine> rows;
  const auto add = [&](const char* id, std::string value, const char* unit) {
    rows.push_back({console.say(id), std::move(value), unit});
  };
  constexpr double jPerMwh = 3.6e9;
  add("cli.figure.simulated", toText(s.simulatedS / 3600.0, 2), "h");
  add("cli.figure.chips", std::to_string(s.chips), "");
  add("cli.figure.racks", std::to_string(s.racks), "");
  add("cli.figure.itEnergy", toText(m.itEnergyJ / jPerMwh, 2), "MWh");
  add("cli.figure.facilityEnergy", toText(m.facilityEnergyJ / jPerMwh, 2), "MWh");
  add("cli.figure.pue", toText(m.meanPue, 3), "");
  add("cli.figure.water", toText(m.waterKg * 1e-3, 1), "m³");
  add("cli.figure.wue", toText(m.wueLPerKwh, 3), "L/kWh");
  add("cli.figure.carbon", toText(m.carbonKg * 1e-3, 2), "t");
  add("cli.figure.cue", toText(m.cueKgPerKwh, 3), "kg/kWh");
  add("cli.figure.marketCarbon", toText(m.marketCarbonKg * 1e-3, 2), "t");
  add("cli.figure.cost", toText(m.costYuan, 0), "CNY");
  add("cli.figure.peakDemand", toText(m.peakDemandW * 1e-6, 3), "MW");
  add("cli.figure.demandCharge", toText(m.demandYuan, 0), "CNY");
  add("cli.figure.maxChip", toText(m.maxChipSoFarC, 1), "°C");
  add("cli.figure.maxInlet", toText(m.maxInletSoFarC, 1), "°C");
  add("cli.figure.throttled", toText(m.throttledChipHours, 1), "h");
  add("cli.figure.lost", toText(m.lostChipHours, 1), "h");
  add("cli.figure.alarms", std::to_string(s.alarms), "");
  add("cli.figure.residual", scientific(m.energyResidual), "");
  add("cli.figure.speed", toText(s.wallS > 0.0 ? s.simulatedS / s.wallS : 0.0, 0), "s/s");
  add("cli.figure.wall", toText(s.wallS, 2), "s");
  add("cli.figure.memory", toText(static_cast<double>(s.peakRssBytes) / 1e6, 0), "MB");
  console.printTable(rows);
  console.printLine("\n  " + console.say("cli.figure.hash") + "  " + hexadecimal(s.stateHash));
}

Result<ResultsFolder> ResultsFolder::open(const fs::path& folder) {
  ResultsFolder results;
  results.path_ = folder;
  std::error_code error;
  // the outermost folder that is to be made
  for (fs::path at = fs::absolute(folder, error).lexically_normal(); !fs::exists(at, error) && at.has_relative_path();
       at = at.parent_path())
    results.firstMade_ = at;
  fs::create_directories(folder, error);
  if (error) return notWritable(folder, error.message());
  if (!fs::is_directory(folder, error)) return notWritable(folder, std::strerror(ENOTDIR));

  // only a file that was written shows that files can be written
  std::string probe = (folder / ".plenum-XXXXXX").string();
  const int descriptor = ::mkstemp(probe.data());
  if (descriptor < 0) {
    const Problem problem = notWritable(folder, std::strerror(errno));
    results.giveUp();
    return problem;
  }
  ::close(descriptor);
  ::unlink(probe.c_str());
  return results;
}

void ResultsFolder::giveUp() {
  std::error_code ignored;
  if (firstMade_.empty()) return;
  // from the inside out, and only what is empty
  for (fs::path at = fs::absolute(path_, ignored).lexically_normal();
       at != firstMade_.parent_path() && at.has_relative_path(); at = at.parent_path())
    if (!fs::remove(at, ignored)) return;
}

}  // namespace plenum::app
