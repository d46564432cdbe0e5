// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/Hash.h"
#include "base/Math.h"
#include "base/Random.h"
#include "workload/WorkEngine.h"

namespace plenum {
namespace {

// a server's deviation is drawn anew every 64 s; servers take turns, one in 64 each second
constexpr std::uint64_t wanderPeriodS = 64;
constexpr std::uint64_t wanderPurpose = 0x77616e64, noisePurpose = 0x6e6f6973;
// large jobs are looked at every tick, smaller ones in turns
constexpr std::uint64_t smallEveryS = 60, blocksEveryS = 10;
constexpr double resting = 0.02, writingLevel = 0.12;  // of chips that hold a context and wait; of those that write

double noise(std::uint64_t seed, std::uint64_t key, double sinceStartS, double periodS) {
  // linear between draws, so that the mean power of a job does not jump from one tick to the next
  const double place = sinceStartS / periodS;
  const double at = std::floor(place);
  const RandomKey of{seed, key, noisePurpose};
  const auto draw = [&](double k) { return 2.0 * randomUniform(of, static_cast<std::uint64_t>(k + 1e6)) - 1.0; };
  const double share = place - at;
  return (1.0 - share) * draw(at) + share * draw(at + 1.0);
}

/// Share of a tick that begins at `atS` and falls between two instants.
double shareBetween(double fromS, double untilS, double atS, double tickS) {
  if (!(tickS > 0.0)) return atS >= fromS && atS < untilS ? 1.0 : 0.0;
  return std::clamp((std::min(untilS, atS + tickS) - std::max(fromS, atS)) / tickS, 0.0, 1.0);
}

}  // namespace

double WorkEngine::useNow(std::uint32_t j) const {
  const JobRun& r = run(j);
  const JobPlan& p = plan(j);
  const double atS = around_.sinceStartS;
  const bool isTraining = static_cast<Job::Kind>(p.kind) == Job::Kind::training;
  // what waits may be made to burn on, so that the grid sees no step (workload.md 9.5)
  const double floor = isTraining ? model_.scheduling.floorShare * p.utilisation : 0.0;
  switch (r.phase) {
    case JobPhase::starting:
    case JobPhase::detecting:
    case JobPhase::restarting:
      return std::max(resting, floor);
    case JobPhase::running:
    case JobPhase::checkpointing:
      break;
    default:
      return 0.0;
  }
  switch (static_cast<Job::Kind>(p.kind)) {
    case Job::Kind::training: {
      // a checkpoint stops the step for a while (workload.md 9.3: chips idle with context while it is written)
      const double share =
          r.writeUntilS > r.writeFromS ? shareBetween(r.writeFromS, r.writeUntilS, atS, model_.tickS) : 0.0;
      // chips that wait for the slowest of the gang draw less
      return share * std::max(writingLevel, floor) +
             (1.0 - share) * r.level * r.speed * (1.0 + 0.015 * noise(model_.seed, p.key, atS, 10.0));
    }
    case Job::Kind::inference: {
      // one smooth day: quietest at 4 h, busiest at 16 h of civil time
      const double swing = 0.5 - 0.5 * math::cos(2.0 * math::pi * (hourOfDay(around_.now) - 4.0) / 24.0);
      const double level = p.trough + (1.0 - p.trough) * swing;
      return r.level * level * (1.0 + 0.05 * noise(model_.seed, p.key, atS, 30.0));
    }
    case Job::Kind::batch:
      return r.level * (1.0 + 0.12 * noise(model_.seed, p.key, atS, 60.0));
  }
  return 0.0;
}

void WorkEngine::refreshUse(std::uint32_t j) { use(j) = std::clamp(useNow(j), 0.0, 1.0); }

/// Of a job whose use has jumped: the blocks that it shares with others.
void WorkEngine::refreshChips(std::uint32_t j) {
  for (std::uint32_t g = run(j).firstGrant; g != none; g = state_.grants[g].next) {
    const std::uint32_t s = state_.grants[g].server;
    if (state_.rackMany[rackOf(s)] == 0) continue;
    const std::uint32_t from = model_.serverFirstChip[s] / lane,
                        to = (model_.serverFirstChip[s] + model_.servers[s].chips - 1) / lane;
    for (std::uint32_t b = from; b <= to; ++b)
      if (state_.blockTenant[b] == manyTenants) fillBlock(b);
  }
}

void WorkEngine::fillBlock(std::uint32_t b) {
  std::uint32_t server = model_.blockServer[b];
  const std::uint32_t rackEnd = model_.rackFirstServer[rackOf(server) + 1];
  for (std::uint32_t c = b * lane; c < (b + 1) * lane; ++c) {
    while (server + 1 < rackEnd && c >= model_.serverFirstChip[server + 1]) ++server;
    const double use = useOf(state_, state_.chipTenant[c]);
    state_.chipLoad[c] = static_cast<float>(use * static_cast<double>(state_.serverWander[server]) *
                                            static_cast<double>(model_.chipSkew[c]));
  }
}

/// What wanders is drawn anew in turns.
void WorkEngine::turns() {
  const auto second = static_cast<std::uint64_t>(std::max(0.0, nowS_));
  WorkTotals& t = state_.totals;
  const std::uint64_t turn = second + wanderPeriodS;
  if (turn > t.wanderTurns) {
    const std::uint64_t servers = state_.serverWander.size();
    const std::uint64_t first = std::max(t.wanderTurns + 1, turn >= wanderPeriodS ? turn - wanderPeriodS + 1 : 0);
    for (std::uint64_t k = first; k <= turn; ++k)
      for (std::uint64_t s = k % wanderPeriodS; s < servers; s += wanderPeriodS) {
        const RandomKey key{model_.seed, s, wanderPurpose};
        const std::uint64_t n = k / wanderPeriodS;
        // the sum of two uniforms: a triangle of ±6 %
        state_.serverWander[s] =
            static_cast<float>(1.0 + 0.06 * (randomUniform(key, 2 * n) + randomUniform(key, 2 * n + 1) - 1.0));
      }
    t.wanderTurns = turn;
  }
  for (const std::uint32_t j : state_.large) refreshUse(j);
  const std::uint64_t now = second + smallEveryS;
  const std::uint64_t from = std::max(t.useTurns + 1, now - smallEveryS + 1);
  for (std::uint64_t k = from; k <= now; ++k)
    for (std::size_t i = k % smallEveryS; i < state_.active.size(); i += smallEveryS) refreshUse(state_.active[i]);
  const std::size_t blocks = state_.blockTenant.size();
  const std::uint64_t fromBlock = std::max(from, now - blocksEveryS + 1);
  for (std::uint64_t k = fromBlock; k <= now; ++k)
    for (std::uint64_t b = k % blocksEveryS; b < blocks; b += blocksEveryS)
      if (state_.blockTenant[b] == manyTenants) fillBlock(static_cast<std::uint32_t>(b));
  t.useTurns = now;
}

double gangClockShare(const WorkModel& model, const WorkState& state, Tenant tenant) {
  if (!isJob(tenant)) return 0.0;
  constexpr double trainingShare = 0.9;  // workload.md 9.1, β
  return planOf(model, state, tenant).kind == static_cast<std::uint8_t>(Job::Kind::training) ? trainingShare : 0.0;
}

double capOf(const WorkState& state, Tenant tenant) {
  if (tenant >= measuredTenant) return 1.0;
  if (isService(tenant)) {
    const ServiceRun& r = state.services[tenant - serviceTenant];
    return std::min(r.cap, r.powerCap);
  }
  const JobRun& r = runOf(state, tenant);
  return std::min(r.cap, r.powerCap);
}

}  // namespace plenum
