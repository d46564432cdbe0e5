// SPDX-License-Identifier: Apache-2.0
// What it costs to keep a queue of events, to place a job and to decide who goes next, on a campus of 25,000 servers.
#include <benchmark/benchmark.h>

#include <limits>

#include "base/Math.h"
#include "base/Random.h"
#include "workload/EventQueue.h"
#include "workload/GangPlacer.h"
#include "workload/PowerPolicy.h"
#include "workload/QueuePolicy.h"

using namespace plenum;

namespace {

// the hold model: take the earliest, put it back at a later time, with so many pending all the while
void holdCost(benchmark::State& bench) {
  struct Due {
    std::uint32_t subject = 0, generation = 0;
  };
  EventQueue<Due> queue;
  constexpr std::size_t drawn = 1 << 16;
  std::vector<double> laterS(drawn);
  for (std::size_t n = 0; n < drawn; ++n) laterS[n] = -math::log(1.0 - randomUniform({1, 1, 1}, n));
  const auto pending = static_cast<std::uint32_t>(bench.range(0));
  for (std::uint32_t n = 0; n < pending; ++n) queue.push(laterS[n % drawn], {n, 0});
  std::size_t n = 0;
  for (auto _ : bench) {
    const auto event = queue.pop();
    queue.push(event.timeS + laterS[n++ % drawn], event.what);
  }
  bench.counters["holds"] = benchmark::Counter(static_cast<double>(bench.iterations()), benchmark::Counter::kIsRate);
  bench.counters["operations"] =
      benchmark::Counter(2.0 * static_cast<double>(bench.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(holdCost)->ArgName("pending")->Arg(1'000)->Arg(100'000)->Arg(1'000'000);

constexpr std::uint32_t servers = 25'000;
constexpr std::uint16_t chipsOfServer = 8;

// about two thirds of the campus are taken by jobs of all sizes; every round one job goes and one comes
void placeCost(benchmark::State& bench) {
  std::vector<ServerPlace> places;
  for (std::uint32_t s = 0; s < servers; ++s)
    places.push_back({chipsOfServer, s / 4, s / 2500, s / 8, s / 128, s / 1920});
  const auto policy = static_cast<Scheduling::Placement>(bench.range(0));
  const auto wanted = static_cast<std::uint32_t>(bench.range(1));
  GangPlacer placer(places, policy, 1);
  for (std::uint32_t s = 0; s < servers; ++s) placer.setFree(s, chipsOfServer);
  for (std::uint32_t r = 0; r < servers / 4; ++r)
    placer.setRack(r, static_cast<float>(randomUniform({1, r, 2}, 0) * 20.0), 40'000.0f);
  for (std::uint32_t s = 0; s < servers; s += 50) placer.setFailures(s, 10.0f);
  const RandomKey key{1, 2, 3};
  std::uint64_t draw = 0;
  const auto sizeOf = [&] {
    return randomUniform(key, draw++) < 0.9 ? 1u << randomBits(key, draw++) % 4 : 8u << randomBits(key, draw++) % 6;
  };
  std::vector<std::vector<ServerGrant>> held;
  const auto giveBack = [&](std::size_t which) {
    for (const ServerGrant& grant : held[which])
      placer.setFree(grant.server, static_cast<std::uint16_t>(placer.free(grant.server) + grant.chips));
    std::swap(held[which], held.back());
    held.pop_back();
  };
  while (placer.freeChips() > servers * chipsOfServer / 3)
    if (auto grants = placer.place({.chips = sizeOf(), .draw = draw})) held.push_back(std::move(*grants));
  for (int n = 0; n < 20'000; ++n) {
    giveBack(randomBits(key, draw++) % held.size());
    if (auto grants = placer.place({.chips = sizeOf(), .draw = draw})) held.push_back(std::move(*grants));
  }
  std::uint64_t refused = 0;
  for (auto _ : bench) {
    auto grants = placer.place({.chips = wanted, .draw = ++draw, .wattsPerChip = 100.0});
    benchmark::DoNotOptimize(grants);
    bench.PauseTiming();
    if (!grants) {
      ++refused;
    } else {
      held.push_back(std::move(*grants));
      giveBack(held.size() - 1);
      for (std::uint32_t r = 0; r < servers / 4; ++r)
        placer.setRack(r, static_cast<float>(randomUniform({1, r, 2}, 0) * 20.0), 40'000.0f);
    }
    bench.ResumeTiming();
  }
  bench.counters["refused"] = static_cast<double>(refused);
}
BENCHMARK(placeCost)
    ->ArgNames({"policy", "chips"})
    ->ArgsProduct({benchmark::CreateDenseRange(0, 9, 1), {1, 8, 64, 1024, 16'384}})
    ->Iterations(2000)
    ->Unit(benchmark::kMicrosecond);

// 1,000 jobs wait and 5,000 run; few chips are free
void decideCost(benchmark::State& bench) {
  std::vector<QueuedJob> queued;
  std::vector<RunningJob> running;
  const RandomKey key{1, 4, 4};
  for (std::uint32_t j = 0; j < 1000; ++j)
    queued.push_back({j, 1u << randomBits(key, j) % 8, static_cast<int>(j % 3), j * 10.0,
                      3600.0 * randomUniform(key, 10'000 + j), 0.0});
  queued.front().chips = 4096;
  for (std::uint32_t j = 0; j < 5000; ++j) {
    const double leftS = 36'000.0 * randomUniform(key, 20'000 + j);
    running.push_back({10'000 + j, 16, 1, j % 2 == 0, 20'000.0 + leftS, leftS, 16.0 * j});
  }
  Scheduling rules;
  rules.queue = static_cast<Scheduling::Queue>(bench.range(0));
  for (auto _ : bench) {
    schedule(rules, {20'000.0, 24, 80'024, queued, running},
             {[](std::uint32_t job) { return job % 2 == 0; }, [](std::uint32_t) {}});
  }
}
BENCHMARK(decideCost)->ArgName("queue")->DenseRange(0, 6)->Unit(benchmark::kMicrosecond);

void powerPolicyCost(benchmark::State& bench) {
  std::vector<PowerTaker> takers;
  double mostW = 0.0;
  for (std::uint32_t j = 0; j < 500; ++j) {
    PowerTaker taker;
    taker.job = j;
    taker.chips = 1u << randomBits({1, j, 5}, 0) % 10;
    taker.fixedW = 100.0 * taker.chips;
    taker.dynamicW = 400.0 * taker.chips * randomUniform({1, j, 5}, 1);
    taker.clockShare = randomUniform({1, j, 5}, 2);
    mostW += taker.fixedW + taker.dynamicW;
    takers.push_back(taker);
  }
  const auto policy = static_cast<Scheduling::Power>(bench.range(0));
  for (auto _ : bench) benchmark::DoNotOptimize(clocksWithin(policy, takers, 0.8 * mostW));
}
BENCHMARK(powerPolicyCost)->ArgName("policy")->Arg(1)->Arg(2)->Unit(benchmark::kMicrosecond);

}  // namespace
