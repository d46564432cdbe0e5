// SPDX-License-Identifier: Apache-2.0
#include "io/SettleLoad.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "io/Files.h"
#include "io/JobTraces.h"
#include "io/RackLoads.h"
#include "io/TextFile.h"
#include "site/Layout.h"
#include "workload/GenerateLoad.h"
#include "workload/TraceJobs.h"

namespace plenum::io {
namespace {

namespace fs = std::filesystem;

Problem at(const char* pointer, Text what, Text remedy) {
  Problem problem;
  problem.place.pointer = pointer;
  problem.what = std::move(what);
  problem.remedy = std::move(remedy);
  return problem;
}

/// The chip that most of the campus is made of.
const ChipSpec* mostlyOf(const Layout& layout) {
  std::map<std::string, std::uint32_t> counts;
  const ChipSpec* most = nullptr;
  std::uint32_t count = 0;
  for (const PlacedRack& rack : layout.racks) {
    if (!rack.chip) continue;
    const std::uint32_t n = counts[rack.chip->id] += rack.chips;
    if (n > count) count = n, most = rack.chip;
  }
  return most;
}

std::optional<Problem> contradiction(const Load& load) {
  if (!load.mix.empty() && !load.trace.empty())
    return at("/load/trace", Text("io.load.both"), Text("io.load.both.remedy"));
  if (load.trace.empty() && !load.format.empty())
    return at("/load/format", Text("io.load.noTrace"), Text("io.load.noTrace.remedy"));
  return std::nullopt;
}

Result<JobTrace> traceOf(const Load& load, const fs::path& folder) {
  JobTraceOptions options;
  options.format = load.format;
  options.most = mostDrawnJobs * 10;
  return readJobTrace(folder / load.trace, options);
}

/// One sentence on all that did not become jobs; none where nothing was left out.
void remarkOn(const JobTrace& trace, const TraceJobs& taken, SettledLoad& load) {
  std::uint64_t dropped = 0;
  for (const std::uint64_t count : trace.dropped) dropped += count;
  if (dropped + trace.clipped + taken.later + taken.tooLarge + taken.shared == 0) return;
  Problem remark = at("/load/trace",
                      Text("io.load.left", {{"rows", std::to_string(trace.rows)},
                                            {"jobs", std::to_string(taken.jobs.size())},
                                            {"dropped", std::to_string(dropped)},
                                            {"later", std::to_string(taken.later)},
                                            {"large", std::to_string(taken.tooLarge)},
                                            {"clipped", std::to_string(trace.clipped)},
                                            {"shared", std::to_string(taken.shared)}}),
                      Text("io.load.left.remedy"));
  remark.weight = Problem::Weight::warning;
  load.remarks.push_back(std::move(remark));
}

Result<SettledLoad> ofTrace(const Scenario& scenario, const Layout& layout, const fs::path& folder) {
  const auto trace = traceOf(scenario.load, folder);
  if (!trace) return trace.problems();
  SettledLoad load;
  TraceJobs taken = jobsOf(trace->jobs, scenario.load, layout.chips, scenario.length);
  if (taken.jobs.size() > mostDrawnJobs)
    return at("/load/trace", Text("load.tooMany", {{"most", std::to_string(mostDrawnJobs)}}),
              Text("io.load.tooMany.remedy"));
  remarkOn(*trace, taken, load);
  if (taken.jobs.empty())
    return at("/load/trace", Text("io.load.empty", {{"rows", std::to_string(trace->rows)}}),
              Text("io.load.empty.remedy"));
  load.jobs = std::move(taken.jobs);
  return load;
}

Result<SettledLoad> ofMix(const Scenario& scenario, const Layout& layout) {
  LoadWish wish;
  wish.fill = scenario.load.fill;
  wish.chips = layout.chips;
  wish.chip = mostlyOf(layout);
  wish.start = scenario.start;
  wish.length = scenario.length;
  wish.seed = scenario.seed;
  auto drawn = drawLoad(*layout.site->catalog, scenario.load.mix, wish);
  if (!drawn) {
    Problems problems = drawn.problems();
    for (Problem& problem : problems) problem.place.pointer = "/load/mix";
    return problems;
  }
  SettledLoad load{std::move(drawn->jobs), std::move(drawn->services), {}, std::move(drawn->remarks)};
  for (Problem& remark : load.remarks) remark.place.pointer = "/load/mix";
  return load;
}

}  // namespace

Result<SettledLoad> settleLoad(const Scenario& scenario, const Site& site, const fs::path& folder) {
  if (scenario.load == Load{}) return SettledLoad{};
  if (const auto wrong = contradiction(scenario.load)) return *wrong;
  const bool isDrawn = !scenario.load.mix.empty() || !scenario.load.trace.empty();
  if (!isDrawn && scenario.load.racks.empty()) return SettledLoad{};
  const auto layout = layOut(std::make_shared<const Site>(site));
  if (!layout) return layout.problems();
  Result<SettledLoad> load = SettledLoad{};
  if (isDrawn) load = scenario.load.mix.empty() ? ofTrace(scenario, **layout, folder) : ofMix(scenario, **layout);
  if (!load) return load;
  if (!scenario.load.racks.empty()) {
    auto racks = readRackLoads(*layout, folder / scenario.load.racks);
    if (!racks) return racks.problems();
    load->rackLoads = std::move(*racks);
  }

  // what the scenario lists keeps its ids
  std::unordered_set<std::string> ids;
  for (const Job& job : scenario.jobs) ids.insert(job.id);
  for (const Service& service : scenario.services) ids.insert(service.id);
  const auto distinct = [&ids](std::string& id) {
    const std::string wanted = id;
    for (int n = 2; !ids.insert(id).second; ++n) id = wanted + "-" + std::to_string(n);
  };
  for (Service& service : load->services) distinct(service.id);
  for (Job& job : load->jobs) distinct(job.id);
  return load;
}

void include(SettledLoad&& load, Scenario& scenario) {
  scenario.jobs.insert(scenario.jobs.end(), std::make_move_iterator(load.jobs.begin()),
                       std::make_move_iterator(load.jobs.end()));
  scenario.services.insert(scenario.services.end(), std::make_move_iterator(load.services.begin()),
                           std::make_move_iterator(load.services.end()));
  scenario.rackLoads.insert(scenario.rackLoads.end(), load.rackLoads.begin(), load.rackLoads.end());
  scenario.load = Load{};
}

Problems inScenario(Problems problems, const fs::path& scenarioFile) {
  if (scenarioFile.empty()) return problems;
  const auto root = readJson(scenarioFile);
  for (Problem& problem : problems) {
    if (!problem.place.file.empty() || problem.place.pointer.empty()) continue;
    problem.place.file = scenarioFile.string();
    if (!root) continue;
    const Json& json = nearest(*root, problem.place.pointer);
    problem.place.line = json.line;
    problem.place.column = json.column;
  }
  return problems;
}

Problems checkLoad(const Scenario& scenario, const Catalog& catalog, const fs::path& scenarioFile) {
  Problems problems;
  const Load& load = scenario.load;
  if (const auto wrong = contradiction(load)) {
    problems.push_back(*wrong);
  } else if (!load.mix.empty()) {
    LoadWish nothing;  // asks for no chips: only what is missing is said
    if (const auto drawn = drawLoad(catalog, load.mix, nothing); !drawn) problems = drawn.problems();
    for (Problem& problem : problems) problem.place.pointer = "/load/mix";
  } else if (!load.trace.empty()) {
    if (const auto trace = traceOf(load, scenarioFile.parent_path()); !trace) problems = trace.problems();
  }
  return inScenario(std::move(problems), scenarioFile);
}

}  // namespace plenum::io
