// SPDX-License-Identifier: Apache-2.0
// What the engine costs. Campuses are generated; load and weather move; every stage is on. Absolute times belong to one
// machine and one run: quote ratios, and beside every time the ratio to a memory-bound yardstick taken in the same run.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <numeric>

#include "bench/Campus.h"
#include "document/Document.h"
#include "io/Files.h"
#include "run/WorkerPool.h"
#include "sim/Engine.h"
#include "sim/Stages.h"
#include "sim/State.h"
#include "sim/Steady.h"
#include "study/Redundancy.h"

using namespace plenum;
using plenum::bench::campus;

namespace {

std::shared_ptr<const Setting> workingDay(std::uint32_t chips) {
  auto setting = std::make_shared<Setting>();
  Scenario& scenario = setting->scenario;
  scenario.id = "bench";
  Job train;
  train.id = "train";
  train.chips = chips * 6 / 10;
  Job serve;
  serve.id = "serve";
  serve.kind = Job::Kind::inference;
  serve.chips = chips * 3 / 10;
  scenario.jobs.push_back(train);
  scenario.jobs.push_back(serve);
  const auto climate = io::readClimate("shaoguan");
  if (!climate) std::abort();
  setting->weather = std::make_shared<const WeatherYear>(generateWeather(*climate, 42));
  return setting;
}

SimModelPtr modelOf(std::int64_t chips) {
  const LayoutPtr layout = campus(chips);
  const auto model = compile(layout, workingDay(layout->chips), seconds(1));
  if (!model) std::abort();
  return *model;
}

void tickCost(benchmark::State& bench) {
  const SimModelPtr model = modelOf(bench.range(0));
  const SimStatePtr state = steadyState(*model);
  WorkerPool pool(static_cast<int>(bench.range(1)));
  for (auto _ : bench) tick(*model, *state, {}, pool);
  bench.counters["sim_s_per_s"] =
      benchmark::Counter(static_cast<double>(bench.iterations()), benchmark::Counter::kIsRate);
  bench.counters["ns_per_chip"] =
      benchmark::Counter(static_cast<double>(bench.iterations()) * static_cast<double>(bench.range(0)),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  bench.counters["state_MB"] = static_cast<double>(sizeOf(*state)) / 1e6;
}
BENCHMARK(tickCost)
    ->ArgNames({"chips", "workers"})
    ->Args({1'000, 1})
    ->Args({10'000, 1})
    ->Args({100'000, 1})
    ->Args({1'000'000, 1})
    ->Args({1'000, 2})
    ->Args({10'000, 2})
    ->Args({100'000, 2})
    ->Args({1'000'000, 2})
    ->Unit(benchmark::kMicrosecond)
    ->UseRealTime();

void compileCost(benchmark::State& bench) {
  const LayoutPtr layout = campus(bench.range(0));
  const auto setting = workingDay(layout->chips);
  for (auto _ : bench) benchmark::DoNotOptimize(compile(layout, setting, seconds(1)));
}
BENCHMARK(compileCost)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

// an edit while the run goes on, step by step: a row moved by a tile, the site laid out, compiled, its state carried
// over, a frame for whoever looks
void editCost(benchmark::State& bench) {
  const LayoutPtr layout = campus(bench.range(0));
  const auto setting = workingDay(layout->chips);
  const SimModelPtr model = *compile(layout, setting, seconds(1));
  const SimStatePtr state = steadyState(*model);
  Serial serial;
  for (int i = 0; i < 3; ++i) tick(*model, *state, {}, serial);
  const PlacedRow& row = layout->rows.front();
  const std::string& hall = layout->halls[row.hall].id;
  const Edit move = MoveRow{hall, row.id.substr(hall.size() + 1), {0.1, 0.0}};
  const auto moved = apply(layout->site, move);
  if (!moved) std::abort();
  const auto laid = layOut(*moved, 2);
  const auto next = compile(*laid, setting, seconds(1));
  const auto carried = migrate(*model, *state, **next);
  for (auto _ : bench) switch (bench.range(1)) {
      case 0:
        benchmark::DoNotOptimize(layOut(*moved, 2));
        break;
      case 1:
        benchmark::DoNotOptimize(compile(*laid, setting, seconds(1)));
        break;
      case 2:
        benchmark::DoNotOptimize(migrate(*model, *state, **next));
        break;
      default:
        benchmark::DoNotOptimize(publish(**next, *carried, 1));
    }
}
BENCHMARK(editCost)
    ->ArgNames({"chips", "layOut/compile/migrate/publish"})
    ->ArgsProduct({{10'000, 100'000}, {0, 1, 2, 3}})
    ->Unit(benchmark::kMillisecond);

void steadyCost(benchmark::State& bench) {
  const SimModelPtr model = modelOf(bench.range(0));
  for (auto _ : bench) benchmark::DoNotOptimize(steadyState(*model));
}
BENCHMARK(steadyCost)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void publishCost(benchmark::State& bench) {
  const SimModelPtr model = modelOf(bench.range(0));
  const SimStatePtr state = steadyState(*model);
  std::uint64_t n = 0;
  for (auto _ : bench) benchmark::DoNotOptimize(publish(*model, *state, ++n));
}
BENCHMARK(publishCost)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void powerCost(benchmark::State& bench) {
  const SimModelPtr model = modelOf(bench.range(0));
  const SimStatePtr state = steadyState(*model);
  Serial serial;
  for (int i = 0; i < 3; ++i) tick(*model, *state, {}, serial);
  for (auto _ : bench) {
    stage::powerEvents(*model, *state, 0);
    stage::power(*model, *state);
  }
  bench.counters["devices"] = static_cast<double>(model->power.size());
}
BENCHMARK(powerCost)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMicrosecond);

void pickCost(benchmark::State& bench) {
  const LayoutPtr layout = campus(bench.range(0));
  const Vec3 eye{-50.0, -50.0, 120.0};
  std::size_t i = 0;
  for (auto _ : bench) {
    const PlacedRack& rack = layout->racks[i++ * 37 % layout->racks.size()];
    benchmark::DoNotOptimize(pick(*layout, {eye, rack.box.centre() - eye}));
  }
}
BENCHMARK(pickCost)->Arg(100'000)->Unit(benchmark::kMicrosecond);

// every single failure of the sample campus, its cooling included: balances alone, or the worst of them run as well
void redundancyCost(benchmark::State& bench) {
  const auto project = io::openProject(PLENUM_SOURCE_DIR "/sample-sites/shaoguan/shaoguan.site.json");
  if (!project) std::abort();
  WorkerPool pool(2);
  study::RedundancyOptions options;
  options.transients = static_cast<std::size_t>(bench.range(0));
  options.triesControls = false;
  for (auto _ : bench)
    benchmark::DoNotOptimize(study::checkRedundancy(project->layout, *project->setting, options, pool));
}
BENCHMARK(redundancyCost)->ArgName("run")->Arg(0)->Arg(20)->Unit(benchmark::kMillisecond)->UseRealTime();

// the yardstick: a triad over 24 MB, what the memory of this machine gives at this moment
void triad(benchmark::State& bench) {
  std::vector<double> a(1'000'000, 1.0), b(1'000'000, 2.0), c(1'000'000, 3.0);
  for (auto _ : bench) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] = b[i] + 0.5 * c[i];
    benchmark::ClobberMemory();
  }
}
BENCHMARK(triad)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
