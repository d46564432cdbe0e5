// SPDX-License-Identifier: Apache-2.0
#include "study/FullLoad.h"

#include <algorithm>
#include <limits>

#include "physics/Psychrometrics.h"
#include "scenario/DesignDay.h"
#include "sim/Model.h"
#include "sim/Stages.h"
#include "sim/State.h"
#include "sim/Steady.h"

namespace plenum::study {
namespace {

constexpr std::size_t hoursOfYear = WeatherYear::hours;

bool isWhole(const WeatherYear* year) {
  return year && year->dryBulbC.size() == hoursOfYear && year->dewPointC.size() == hoursOfYear &&
         year->pressurePa.size() == hoursOfYear;
}

std::shared_ptr<const WeatherYear> stillYear(const Outdoor& outdoor) {
  auto year = std::make_shared<WeatherYear>();
  const double humidity = physics::humidityRatioAtWetBulb(outdoor.dryBulbC, outdoor.wetBulbC, outdoor.pressurePa);
  year->dryBulbC.assign(hoursOfYear, outdoor.dryBulbC);
  year->dewPointC.assign(hoursOfYear, physics::dewPointC(humidity, outdoor.pressurePa));
  year->pressurePa.assign(hoursOfYear, outdoor.pressurePa);
  year->globalWPerM2.assign(hoursOfYear, 0.0);
  year->windMPerS.assign(hoursOfYear, 2.0);
  year->source = outdoor.id;
  return year;
}

Setting settingFor(const Layout& layout, const Setting& setting, const Outdoor& outdoor) {
  Setting out;
  out.tariff = setting.tariff;
  out.weather = stillYear(outdoor);
  out.scenario.id = "full-load";
  out.scenario.start = setting.scenario.start;
  out.scenario.seed = setting.scenario.seed;
  Job job;
  job.id = "full-load";
  job.kind = Job::Kind::batch;
  job.chips = layout.chips;
  job.utilisation = 2.0;  // cut to 1 whatever the noise of the job
  if (job.chips > 0) out.scenario.jobs = {job};
  return out;
}

/// Every server at full load from now on: what makes servers differ is taken out.
void levelLoad(SimState& state) {
  std::fill(state.work.serverWander.begin(), state.work.serverWander.end(), 1.0f);
  state.work.totals.wanderTurns = std::numeric_limits<std::uint64_t>::max();
}

/// Balance, and one tick in place that fills what only flows: powers, water, sensed points.
void balance(const SimModel& model, SimState& state, Parallel& parallel) {
  settle(model, state, parallel);
  stage::power(model, state);
  settle(model, state, parallel);
  tick(model, state, {}, parallel);
}

}  // namespace

Result<std::vector<Outdoor>> designOutdoors(const Layout& layout, const Setting& setting) {
  if (!isWhole(setting.weather.get())) return Problem{{}, {}, Text("study.no-weather"), Text("study.no-weather.give")};
  const WeatherYear& year = *setting.weather;
  const DesignConditions found = designConditions(year);
  const double pressurePa = year.pressurePa[hoursOfYear / 2], shiftK = setting.scenario.climateShiftK;
  std::vector<Outdoor> out;
  const auto add = [&](const char* id, DesignPoint point) {
    out.push_back(
        {id, Text(std::string("study.outdoor.") + id), point.dryBulbC + shiftK, point.wetBulbC + shiftK, pressurePa});
  };
  add("wet-bulb-0.4", found.byWetBulb);
  add("extreme", found.extreme);
  if (layout.dryCoolers.empty()) return out;
  add("dry-bulb-0.4", found.byDryBulb);
  const std::size_t hottest =
      static_cast<std::size_t>(std::max_element(year.dryBulbC.begin(), year.dryBulbC.end()) - year.dryBulbC.begin());
  add("hottest", {year.dryBulbC[hottest], wetBulbsOf(year)[hottest]});
  return out;
}

Result<Rest> fullLoadAt(LayoutPtr layout, const Setting& setting, const Outdoor& outdoor, Parallel& parallel) {
  auto still = std::make_shared<const Setting>(settingFor(*layout, setting, outdoor));
  auto compiled = compile(layout, still, seconds(1));
  if (!compiled) return compiled.problems();
  auto model = std::make_shared<SimModel>(**compiled);
  for (float& skew : model->chipSkew)
    if (skew > 0.0f) skew = 1.0f;  // 0 is padding
  Rest rest;
  rest.state = steadyState(*model, parallel);
  levelLoad(*rest.state);
  balance(*model, *rest.state, parallel);
  rest.model = std::move(model);
  return rest;
}

SimStatePtr without(const Rest& rest, const std::vector<std::string>& failed, Parallel& parallel) {
  std::vector<Action> deeds;
  for (const std::string& id : failed) deeds.push_back(Fail{id});
  return after(rest, deeds, parallel);
}

SimStatePtr after(const Rest& rest, const std::vector<Action>& deeds, Parallel& parallel) {
  SimStatePtr state = copyOf(*rest.state);
  for (const Action& deed : deeds) stage::take(*rest.model, *state, deed);
  balance(*rest.model, *state, parallel);
  return state;
}

}  // namespace plenum::study
