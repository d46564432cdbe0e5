// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/Parallel.h"
#include "sim/Engine.h"
#include "sim/Model.h"
#include "sim/State.h"
#include "support/SmallSite.h"

namespace plenum::test {

/// Weather that does not change.
inline std::shared_ptr<const WeatherYear> stillWeather(double dryBulbC, double dewPointC) {
  auto year = std::make_shared<WeatherYear>();
  year->dryBulbC.assign(WeatherYear::hours, dryBulbC);
  year->dewPointC.assign(WeatherYear::hours, dewPointC);
  year->pressurePa.assign(WeatherYear::hours, 100700.0);
  year->globalWPerM2.assign(WeatherYear::hours, 0.0);
  year->windMPerS.assign(WeatherYear::hours, 2.0);
  year->source = "still";
  return year;
}

/// A site that runs: five lines of intent for a test. The load is one service that holds every chip at a level that
/// does not change in time (an inference service without a day's swing would still be noisy, so noise is part of it).
struct RunningSite {
  SmallSite small;
  Scenario scenario;
  double dryBulbC = 30.0, dewPointC = 22.0;
  Duration tickLength = seconds(1);

  SimModelPtr model;
  SimStatePtr state;
  Serial serial;

  RunningSite() {
    scenario.id = "test";
    scenario.start = toTime({{2026, 7, 21}});
    scenario.seed = 1631978;  // the load begins near its mean, and stays there for the first minutes
    withLoad(0.9);
  }
  RunningSite& withLoad(double utilisation) {
    Job job;
    job.id = "load";
    job.kind = Job::Kind::batch;
    job.chips = 1;
    job.utilisation = utilisation;
    scenario.jobs.assign(1, job);
    return *this;
  }
  /// Compiles and settles; call it after every change above.
  RunningSite& start() {
    const LayoutPtr layout = small.layout();
    if (scenario.jobs.size() == 1 && scenario.jobs[0].chips == 1) scenario.jobs[0].chips = layout->chips;
    auto setting = std::make_shared<Setting>();
    setting->scenario = scenario;
    setting->weather = stillWeather(dryBulbC, dewPointC);
    auto compiled = compile(layout, setting, tickLength);
    if (!compiled) throw std::runtime_error("cannot compile: " + compiled.problems().front().what.id);
    model = *compiled;
    state = steadyState(*model);
    return *this;
  }
  void act(const Action& action) { due_.push_back(action); }
  void advance(int ticks) {
    for (int i = 0; i < ticks; ++i) {
      tick(*model, *state, due_, serial);
      due_.clear();
    }
  }
  Metrics metrics() const { return metricsOf(*model, *state); }
  const Layout& layout() const { return *model->layout; }
  bool hasRaised(const std::string& textId) const {
    for (std::size_t i = 0; i < state->events.size(); ++i)
      if (state->events[i].kind == Event::Kind::raised && state->events[i].text.id == textId) return true;
    return false;
  }
  /// Whether the journal has an entry of this text.
  bool hasEvent(const std::string& textId) const {
    for (std::size_t i = 0; i < state->events.size(); ++i)
      if (state->events[i].text.id == textId) return true;
    return false;
  }
  /// The number of a thing by id; throws where there is none.
  std::uint32_t indexOf(const std::string& id) const {
    const auto ref = model->layout->find(id);
    if (!ref) throw std::runtime_error("no such thing: " + id);
    return ref->index;
  }

 private:
  std::vector<Action> due_;
};

}  // namespace plenum::test
