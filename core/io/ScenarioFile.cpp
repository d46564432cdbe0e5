// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "io/Files.h"
#include "io/Record.h"
#include "io/ScenarioShape.h"
#include "io/TextFile.h"

namespace plenum::io {

namespace {

constexpr int scenarioVersion = 1;

void readActions(const ScenarioRecord& record, const Json& root, Faults& faults, Scenario& scenario) {
  for (std::size_t i = 0; i < record.actions.size(); ++i) {
    const auto action = actionFrom(record.actions[i].action);
    if (action) {
      scenario.actions.push_back({record.actions[i].at, *action});
      continue;
    }
    const std::string pointer = below(below("/actions", i), "do");
    for (const Problem& problem : action.problems())
      faults.add(nearest(root, pointer), pointer, problem.what, problem.remedy);
  }
  // a person may write them in any order; the engine takes them by time
  std::stable_sort(scenario.actions.begin(), scenario.actions.end(),
                   [](const Scenario::Timed& a, const Scenario::Timed& b) { return a.at < b.at; });
}

void check(const Scenario& scenario, const Json& root, Faults& faults) {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < scenario.jobs.size(); ++i) {
    const std::string pointer = below(below("/jobs", i), "id");
    if (!scenario.jobs[i].id.empty() && !ids.insert(scenario.jobs[i].id).second)
      faults.add(nearest(root, pointer), pointer, Text("io.scenario.duplicate", {{"id", scenario.jobs[i].id}}));
  }
  for (std::size_t i = 0; i < scenario.shifts.size(); ++i) {
    const std::string pointer = below(below("/shifts", i), "to");
    if (scenario.shifts[i].to < scenario.shifts[i].from)
      faults.add(nearest(root, pointer), pointer, Text("io.scenario.shift"));
  }
}

}  // namespace

Result<Scenario> readScenario(const std::filesystem::path& file) {
  auto root = readJson(file);
  if (!root) return root.problems();
  Faults faults(file.string());
  ScenarioRecord record;
  readRecord(*root, scenarioVersion, faults, record);
  Scenario scenario = record.scenario;
  readActions(record, *root, faults, scenario);
  check(scenario, *root, faults);
  if (faults.any()) return faults.take();
  return scenario;
}

std::string textOf(const Scenario& scenario) {
  ScenarioRecord record;
  record.scenario = scenario;
  for (const Scenario::Timed& timed : scenario.actions) record.actions.push_back({timed.at, toText(timed.action)});
  return textOfRecord(record, scenarioVersion);
}

}  // namespace plenum::io
