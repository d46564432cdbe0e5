// SPDX-License-Identifier: Apache-2.0
#include "io/PlanFile.h"

#include <algorithm>

#include "base/Hash.h"
#include "io/Files.h"
#include "io/PlanShape.h"
#include "io/Record.h"
#include "io/TextFile.h"

namespace plenum::io {
namespace {

namespace fs = std::filesystem;
constexpr int defaultsSchema = 1;
constexpr std::size_t mostActivities = 2000;

/// A calendar that the program can count in.
void checkDay(plan::Day day, const char* key, const Json& root, Faults& faults) {
  if (!day.isSet()) return;
  const int year = toCivil(plan::timeOf(day)).date.year;
  if (year >= 1990 && year <= 2150) return;
  const std::string pointer = std::string("/") + key;
  faults.add(nearest(root, pointer), pointer, Text("io.plan.year", {{"value", plan::textOf(day)}}),
             Text("io.plan.day.remedy"));
}

void checkSize(const plan::Plan& plan, const Json& root, Faults& faults) {
  for (std::size_t o = 0; o < plan.options.size(); ++o) {
    const plan::Option& option = plan.options[o];
    std::size_t count = option.gridSteps.size();
    for (const plan::Phase& phase : option.phases)
      count += phase.steps.size() + phase.items.size() + phase.gates.size();
    if (count <= mostActivities) continue;
    const std::string pointer = below("/options", o);
    faults.add(nearest(root, pointer), pointer,
               Text("io.plan.size", {{"count", std::to_string(count)}, {"most", std::to_string(mostActivities)}}));
  }
}

}  // namespace

Result<plan::Plan> readPlan(const fs::path& file) {
  auto root = readJson(file);
  if (!root) return root.problems();
  Faults faults(file.string());
  plan::Plan plan;
  readRecord(*root, plan::Plan::currentSchema, faults, plan);
  checkDay(plan.from, "from", *root, faults);
  checkDay(plan.today, "today", *root, faults);
  checkSize(plan, *root, faults);
  if (faults.any()) return faults.take();
  return plan;
}

std::string textOf(const plan::Plan& plan) {
  plan::Plan record = plan;
  return textOfRecord(record, plan::Plan::currentSchema);
}

Problems placed(Problems problems, const fs::path& file) {
  const auto root = readJson(file);
  for (Problem& problem : problems) {
    problem.place.file = file.string();
    if (!root) continue;
    const Json& at = nearest(*root, problem.place.pointer);
    problem.place.line = at.line;
    problem.place.column = at.column;
  }
  return problems;
}

Result<plan::Defaults> readPlanDefaults() {
  const fs::path file = assetsDir() / "plans" / "defaults.json";
  auto root = readJson(file);
  if (!root) return root.problems();
  Faults faults(file.string());
  plan::Defaults out;
  readRecord(*root, defaultsSchema, faults, out);
  for (std::size_t a = 0; a < out.assumptions.size(); ++a) {
    const plan::Assumption& one = out.assumptions[a];
    if (one.low <= one.value && one.value <= one.high) continue;
    const std::string pointer = below("/assumptions", a);
    faults.add(nearest(*root, pointer), pointer, Text("plan.problem.range", {{"id", one.id}}));
  }
  if (faults.any()) return faults.take();
  return out;
}

std::string fingerprintOf(const Site& site) {
  Hash hash;
  hash.add(textOf(site));
  return hash.text();
}

std::string catalogFingerprint() {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator it(assetsDir() / "catalog", error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".json") files.push_back(it->path());
  std::sort(files.begin(), files.end());
  Hash hash;
  for (const fs::path& file : files)
    if (const auto text = readText(file, maxJsonBytes)) hash.add(*text);
  return hash.text();
}

}  // namespace plenum::io
