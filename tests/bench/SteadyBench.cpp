// SPDX-License-Identifier: Apache-2.0
// What a balance costs: from nothing and again from where it stands, by size, load and weather. Muggy air is fuller of
// moisture than air of the halls' temperature can be.
#include <benchmark/benchmark.h>

#include "bench/Campus.h"
#include "run/WorkerPool.h"
#include "sim/Engine.h"
#include "sim/State.h"
#include "sim/Steady.h"

using namespace plenum;

namespace {

enum LoadOf { idle, full };
enum WeatherOf { moderate, muggy, frosty };

SimModelPtr modelOf(const benchmark::State& bench) {
  const LayoutPtr layout = bench::campus(bench.range(0));
  auto setting = std::make_shared<Setting>();
  setting->scenario.id = "bench";
  if (bench.range(1) == full) {
    Job job;
    job.id = "all";
    job.kind = Job::Kind::batch;
    job.chips = layout->chips;
    setting->scenario.jobs.push_back(job);
  }
  WeatherYear year;
  const auto hold = [](std::vector<double>& hours, double value) { hours.assign(WeatherYear::hours, value); };
  const Weather now = bench.range(2) == moderate ? Weather{18.0, 10.0}
                      : bench.range(2) == muggy  ? Weather{34.0, 28.0}
                                                 : Weather{-8.0, -11.0};
  hold(year.dryBulbC, now.dryBulbC), hold(year.dewPointC, now.dewPointC), hold(year.pressurePa, now.pressurePa);
  hold(year.globalWPerM2, 0.0), hold(year.windMPerS, 0.0);
  year.source = "still";
  setting->weather = std::make_shared<const WeatherYear>(std::move(year));
  const auto model = compile(layout, setting, seconds(1));
  if (!model) std::abort();
  return *model;
}

void steadyCase(benchmark::State& bench) {
  const SimModelPtr model = modelOf(bench);
  double loadW = 0.0, moisture = 0.0;
  for (auto _ : bench) {
    const SimStatePtr state = steadyState(*model);
    loadW = 0.0;
    for (const double watts : state->racks.itW) loadW += watts;
    moisture = state->air.humidityRatio.empty() ? 0.0 : state->air.humidityRatio.front();
  }
  bench.counters["load_MW"] = loadW / 1e6;
  bench.counters["moisture_g"] = 1e3 * moisture;
}
BENCHMARK(steadyCase)
    ->ArgNames({"chips", "idle/full", "moderate/muggy/frosty"})
    ->ArgsProduct({{10'000, 100'000}, {idle, full}, {moderate, muggy, frosty}})
    ->Unit(benchmark::kMillisecond);

// a study asks again after a small change: from a state that already stands in balance
void settleAgain(benchmark::State& bench) {
  const SimModelPtr model = modelOf(bench);
  const SimStatePtr state = steadyState(*model);
  WorkerPool pool(static_cast<int>(bench.range(3)));
  for (auto _ : bench) settle(*model, *state, pool);
}
BENCHMARK(settleAgain)
    ->ArgNames({"chips", "idle/full", "moderate/muggy/frosty", "workers"})
    ->ArgsProduct({{100'000}, {idle, full}, {moderate, muggy}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
