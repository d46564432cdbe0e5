// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <type_traits>
#include <variant>

#include "io/Files.h"
#include "io/Record.h"
#include "io/SaveTogether.h"
#include "io/ScenarioShape.h"
#include "io/SettleLoad.h"
#include "io/TextFile.h"
#include "scenario/DesignDay.h"
#include "scenario/Fit.h"
#include "site/Points.h"
#include "workload/Work.h"

namespace plenum::io {

namespace {

namespace fs = std::filesystem;

std::string idsIn(const fs::path& folder) {
  std::vector<std::string> ids;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".json") ids.push_back(it->path().stem().string());
  std::sort(ids.begin(), ids.end());
  std::string all;
  for (const std::string& id : ids) all.append(all.empty() ? "" : ", ").append(id);
  return all;
}

/// One row of a folder of assets, a file of its own that is called like the row.
template <class Row>
Result<Row> readAsset(const char* folder, const std::string& id, const char* unknown) {
  const fs::path file = assetsDir() / folder / (id + ".json");
  std::error_code error;
  // an id is no path: "../../etc/passwd" names nothing here
  if (id.empty() || id.find('/') != std::string::npos || !fs::exists(file, error)) {
    Problem problem;
    problem.what = Text(unknown, {{"id", id}});
    problem.remedy = Text("io.project.asset.remedy", {{"names", idsIn(assetsDir() / folder)}});
    return problem;
  }
  auto root = readJson(file);
  if (!root) return root.problems();
  Faults faults(file.string());
  Row row;
  if (root->object()) {
    ShapeReader reader(*root, "", faults);
    shape(reader, row);
    reader.finish();
  } else {
    faults.add(*root, "", Text("io.type.object", {{"found", root->excerpt()}}));
  }
  if (!faults.any() && row.id != id)
    faults.add(nearest(*root, "/id"), "/id", Text("io.asset.id", {{"id", id}, {"found", row.id}}));
  if (faults.any()) return faults.take();
  return row;
}

Result<WeatherYear> weatherOf(const Site& site, std::uint64_t seed, const fs::path& siteFolder) {
  if (!site.surroundings.epwFile.empty()) return readEpw(siteFolder / site.surroundings.epwFile);
  if (site.surroundings.climate.empty()) {
    Problem problem;
    problem.place.pointer = "/surroundings";
    problem.what = Text("io.project.weather");
    problem.remedy = Text("io.project.weather.remedy", {{"names", idsIn(assetsDir() / "climate")}});
    return problem;
  }
  auto climate = readClimate(site.surroundings.climate);
  if (!climate) {
    Problems problems = climate.problems();
    for (Problem& problem : problems)
      if (problem.place.file.empty()) problem.place.pointer = "/surroundings/climate";
    return problems;
  }
  return generateWeather(*climate, seed);
}

/// The sample with the highest wet bulb.
int hottestSample(const WeatherYear& weather) {
  const std::vector<double> wetC = wetBulbsOf(weather);
  return static_cast<int>(std::max_element(wetC.begin(), wetC.end()) - wetC.begin());
}

/// The hour of a sample, as an instant of the year that `start` lies in.
Time hourOfSample(int hottest, Time start) {
  const int year = toCivil(start).date.year;
  const bool isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  // samples know no 29 February
  return toTime({{year, 1, 1}}) + hours(hottest + (isLeap && hottest >= 59 * 24 ? 24 : 0));
}

/// What the design day is made for. Twenty synthetic years tell the highest wet bulb of a climate that comes once in
/// twenty years; a weather file is one year and tells its own highest.
Result<DesignPoint> designPointOf(const Site& site, Scenario::Weathers kind, const WeatherYear& year) {
  const DesignConditions conditions = designConditions(year);
  if (kind == Scenario::Weathers::designDay) return conditions.byWetBulb;
  if (!site.surroundings.epwFile.empty()) return conditions.extreme;
  const auto climate = readClimate(site.surroundings.climate);
  if (!climate) return climate.problems();
  constexpr std::uint64_t years = 20;
  const double wetC = returnedWetBulbC(annualHighestWetBulbsC(*climate, years), double{years});
  // as far above the air of the year's own extreme hour as its wet bulb is
  return DesignPoint{conditions.extreme.dryBulbC + wetC - conditions.extreme.wetBulbC, wetC};
}

Scenario steadyFullLoad(const Layout& layout) {
  Scenario scenario;
  scenario.id = "steady";
  scenario.name = {"Steady full load", "稳定满负荷"};
  Job job;
  job.id = "full";
  job.name = scenario.name;
  job.kind = Job::Kind::batch;
  job.chips = layout.chips;
  job.utilisation = 1.0;
  scenario.jobs.push_back(std::move(job));
  return scenario;
}

// what the loader of a weather file or a tariff finds, it says without knowing the site
Problems inSite(Problems problems, const fs::path& siteFile) {
  for (Problem& problem : problems)
    if (problem.place.file.empty()) problem.place.file = siteFile.string();
  if (const auto root = readJson(siteFile))
    for (Problem& problem : problems)
      if (problem.place.file == siteFile.string() && problem.place.line == 0) {
        const Json& at = nearest(*root, problem.place.pointer);
        problem.place.line = at.line;
        problem.place.column = at.column;
      }
  return problems;
}

/// A scenario is written for one site and may be run on another: what it names in vain is said and does not stop it.
Problems strangersIn(const Scenario& scenario, const Layout& layout, const fs::path& file) {
  const auto text = readText(file);
  if (!text) return text.problems();
  Problems problems;
  std::set<std::string> said;
  const auto say = [&](const std::string& id, const char* what) {
    if (!said.insert(what + id).second) return;
    Problem problem;
    problem.weight = Problem::Weight::warning;
    problem.place.file = file.string();
    const auto isWithinWord = [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) || c == '/' || c == '-';
    };
    std::size_t at = text->find(id);
    while (at != std::string::npos && at + id.size() < text->size() && isWithinWord((*text)[at + id.size()]))
      at = text->find(id, at + 1);
    if (at != std::string::npos) {
      const std::size_t begin = text->rfind('\n', at) + 1;  // 0 on the first line
      problem.place.line = 1 + static_cast<int>(std::count(text->begin(), text->begin() + static_cast<long>(at), '\n'));
      problem.place.column = 1 + static_cast<int>(at - begin);
    }
    problem.what = Text(what, {{"id", id}});
    problem.remedy = Text(std::string(what) + ".remedy");
    problems.push_back(std::move(problem));
  };
  for (const Job& job : scenario.jobs)
    if (!job.hall.empty() && std::none_of(layout.halls.begin(), layout.halls.end(),
                                          [&job](const PlacedHall& hall) { return hall.id == job.hall; }))
      say(job.hall, "io.scenario.noHall");
  for (const Scenario::Timed& timed : scenario.actions) {
    const auto look = [&](const auto& action) {
      using Kind = std::decay_t<decltype(action)>;
      if constexpr (std::is_same_v<Kind, CrashJob>) {
        if (std::none_of(scenario.jobs.begin(), scenario.jobs.end(),
                         [&action](const Job& job) { return job.id == action.job; }))
          say(action.job, "io.scenario.noJob");
      } else if constexpr (requires { action.target; }) {
        if (!isTarget(layout, action.target))
          say(action.target, "io.scenario.noTarget");
        else if (misfit(layout, timed.action))
          say(action.target, "io.scenario.noFit");
      }
    };
    std::visit(look, timed.action);
  }
  return problems;
}

}  // namespace

Result<Climate> readClimate(const std::string& id) { return readAsset<Climate>("climate", id, "io.project.climate"); }
Result<Tariff> readTariff(const std::string& id) { return readAsset<Tariff>("tariffs", id, "io.project.tariff"); }

namespace {

/// What `settingOf` makes, and what of the scenario's load was left out on the way.
struct Made {
  std::shared_ptr<const Setting> setting;
  Problems remarks;
};

Result<Made> make(const Site& site, const Scenario& scenario, const fs::path& siteFolder,
                  const fs::path& scenarioFile) {
  Problems problems;
  auto setting = std::make_shared<Setting>();
  setting->scenario = scenario;
  auto weather = weatherOf(site, scenario.seed, siteFolder);
  if (!weather) problems = weather.problems();
  if (site.surroundings.tariff.empty()) {
    setting->tariff.source = "Tariff::flatYuanPerKwh";
  } else if (auto tariff = readTariff(site.surroundings.tariff)) {
    setting->tariff = std::move(*tariff);
  } else {
    for (Problem problem : tariff.problems()) {
      if (problem.place.file.empty()) problem.place.pointer = "/surroundings/tariff";
      problems.push_back(std::move(problem));
    }
  }
  if (!problems.empty()) return problems;

  std::optional<int> hottest;
  if (scenario.weather != Scenario::Weathers::year) {
    const auto point = designPointOf(site, scenario.weather, *weather);
    if (!point) return point.problems();
    DesignDay day = designDayOf(*weather, *point);
    hottest = day.hottest;
    *weather = std::move(day.year);
  }
  // what refers to the whole year is settled here, where the year is at hand, and says so by its neutral value
  for (double& t : weather->dryBulbC) t += scenario.climateShiftK;
  for (double& t : weather->dewPointC) t += scenario.climateShiftK;
  setting->scenario.climateShiftK = 0.0;
  if (scenario.beforeHottestHour.us >= 0) {
    const Time hour = hourOfSample(hottest.value_or(hottestSample(*weather)), scenario.start);
    setting->scenario.start = Time{hour.us - scenario.beforeHottestHour.us};
    setting->scenario.beforeHottestHour = Duration{-1};
  }
  setting->weather = std::make_shared<const WeatherYear>(std::move(*weather));
  auto load = settleLoad(setting->scenario, site, scenarioFile.empty() ? siteFolder : scenarioFile.parent_path());
  if (!load) return inScenario(load.problems(), scenarioFile);
  Made made{nullptr, inScenario(std::move(load->remarks), scenarioFile)};
  include(std::move(*load), setting->scenario);
  made.setting = std::move(setting);
  return made;
}

}  // namespace

Result<std::shared_ptr<const Setting>> settingOf(const Site& site, const Scenario& scenario, const fs::path& siteFolder,
                                                 const fs::path& scenarioFile) {
  auto made = make(site, scenario, siteFolder, scenarioFile);
  if (!made) return made.problems();
  return std::move(made->setting);
}

Result<Project> openProject(const fs::path& siteFile, const fs::path& scenarioFile) {
  finishSaving(siteFile.parent_path(), siteFile.filename().string());
  auto catalog = readCatalog(assetsDir() / "catalog");
  if (!catalog) return catalog.problems();
  auto layout = openSite(siteFile, *catalog);
  if (!layout) return layout.problems();

  Project project{siteFile, scenarioFile, *layout, nullptr, {}, {}};
  const Site& site = *project.layout->site;
  if (scenarioFile.empty() && !site.scenario.empty()) project.scenarioFile = siteFile.parent_path() / site.scenario;
  Scenario scenario;
  if (project.scenarioFile.empty()) {
    scenario = steadyFullLoad(*project.layout);
  } else {
    auto read = readScenario(project.scenarioFile);
    if (!read) return read.problems();
    scenario = std::move(*read);
    for (Problem& problem : problemsOf(*project.layout, scenario)) {
      problem.place.file = project.scenarioFile.string();
      project.warnings.push_back(std::move(problem));
    }
  }
  project.scenario = scenario;
  auto made = make(site, scenario, siteFile.parent_path(), project.scenarioFile);
  if (!made) return inSite(made.problems(), siteFile);
  project.setting = std::move(made->setting);
  if (!project.scenarioFile.empty())
    for (Problem& problem : strangersIn(project.setting->scenario, *project.layout, project.scenarioFile))
      project.warnings.push_back(std::move(problem));
  for (Problem& remark : made->remarks) project.warnings.push_back(std::move(remark));
  return project;
}

Problems unusedWeather(const Project& project) {
  const Surroundings& around = project.layout->site->surroundings;
  if (around.epwFile.empty() || around.climate.empty()) return {};
  Problem both;
  both.weight = Problem::Weight::warning;
  both.place.pointer = "/surroundings/climate";
  both.what = Text("io.project.twoWeathers", {{"climate", around.climate}, {"file", around.epwFile}});
  both.remedy = Text("io.project.twoWeathers.remedy");
  return inSite({std::move(both)}, project.siteFile);
}

}  // namespace plenum::io
