// SPDX-License-Identifier: Apache-2.0
#include "physics/Pipe.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/Math.h"

namespace plenum::physics {
namespace {

constexpr std::uint32_t capacity = PipeState::capacity;
constexpr std::uint32_t lanes = 4;
// a parcel takes in what differs by less than this
constexpr double sameK = 1e-3;
// parcels that one compaction frees, so that it runs once in so many ticks
constexpr std::uint32_t freed = 16;

std::uint32_t slot(const PipeState& state, std::uint32_t i) { return (state.first + i) % capacity; }

// Σ mass · temperature over the whole ring in a fixed order
double content(const PipeState& state) {
  std::array<double, lanes> sum{};
  for (std::uint32_t i = 0; i < capacity; i += lanes)
    for (std::uint32_t k = 0; k < lanes; ++k) sum[k] += state.massKg[i + k] * state.parcelC[i + k];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

double mass(const PipeState& state) {
  std::array<double, lanes> sum{};
  for (std::uint32_t i = 0; i < capacity; i += lanes)
    for (std::uint32_t k = 0; k < lanes; ++k) sum[k] += state.massKg[i + k];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

// every parcel approaches the surroundings; what they lose, from Σ m (T − Ta)
double loseHeat(const Pipe& pipe, PipeState& state, double ambientC, double dtS) {
  if (pipe.lossWPerK <= 0.0) return 0.0;
  const double share = -math::expm1(-dtS * pipe.lossWPerK / (pipe.contentKg * pipe.cpJPerKgK));
  std::array<double, lanes> sum{};
  for (std::uint32_t i = 0; i < capacity; i += lanes)
    for (std::uint32_t k = 0; k < lanes; ++k) {
      const double lostK = share * (state.parcelC[i + k] - ambientC);
      sum[k] += state.massKg[i + k] * lostK;
      state.parcelC[i + k] -= lostK;
    }
  return pipe.cpJPerKgK * ((sum[0] + sum[1]) + (sum[2] + sum[3]));
}

void mix(PipeState& state, std::uint32_t into, double massKg, double parcelC) {
  const double total = state.massKg[into] + massKg;
  state.parcelC[into] += massKg / total * (parcelC - state.parcelC[into]);
  state.massKg[into] = total;
}

// merges the neighbours whose union changes the profile least, measured by m1 m2/(m1 + m2) ΔT²
void compact(PipeState& state) {
  std::array<double, capacity> cost{}, ranked{};
  for (std::uint32_t i = 0; i + 1 < state.count; ++i) {
    const std::uint32_t a = slot(state, i), b = slot(state, i + 1);
    const double gapK = state.parcelC[a] - state.parcelC[b], total = state.massKg[a] + state.massKg[b];
    cost[i] = total > 0.0 ? state.massKg[a] * state.massKg[b] / total * gapK * gapK : 0.0;
  }
  const std::uint32_t pairs = state.count - 1;
  ranked = cost;
  std::nth_element(ranked.begin(), ranked.begin() + freed, ranked.begin() + pairs);
  const double limit = ranked[freed];

  PipeState merged;
  merged.wallC = state.wallC;
  for (std::uint32_t i = 0; i < state.count; ++i) {
    const std::uint32_t from = slot(state, i);
    // pairs, not chains: a long even stretch would otherwise become one parcel
    const bool joins = i + 1 < state.count && cost[i] <= limit;
    merged.massKg[merged.count] = state.massKg[from];
    merged.parcelC[merged.count] = state.parcelC[from];
    if (joins) {
      const std::uint32_t next = slot(state, i + 1);
      if (state.massKg[from] + state.massKg[next] > 0.0)
        mix(merged, merged.count, state.massKg[next], state.parcelC[next]);
      ++i;
    }
    ++merged.count;
  }
  state = merged;
}

void push(PipeState& state, double massKg, double inletC) {
  if (state.count > 0) {
    const std::uint32_t newest = slot(state, state.count - 1);
    if (std::abs(state.parcelC[newest] - inletC) < sameK) return mix(state, newest, massKg, inletC);
  }
  if (state.count == capacity) compact(state);
  const std::uint32_t at = slot(state, state.count);
  state.massKg[at] = massKg;
  state.parcelC[at] = inletC;
  ++state.count;
}

// takes `massKg` from the front and returns Σ mass · temperature of it
double pop(PipeState& state, double massKg) {
  double taken = 0.0;
  while (massKg > 0.0) {
    double& front = state.massKg[state.first];
    const double parcelC = state.parcelC[state.first];
    if (front > massKg || state.count == 1) {
      taken += massKg * parcelC;
      front -= massKg;
      break;
    }
    taken += front * parcelC;
    massKg -= front;
    front = 0.0;
    state.first = slot(state, 1);
    --state.count;
  }
  return taken;
}

}  // namespace

PipeState pipeAt(const Pipe& pipe, double startC) {
  PipeState state;
  state.massKg[0] = pipe.contentKg;
  state.parcelC[0] = startC;
  state.wallC = startC;
  state.count = 1;
  return state;
}

PipeOutflow advance(const Pipe& pipe, PipeState& state, const PipeInflow& in, double dtS) {
  assert(in.flowKgPerS >= 0.0 && state.count > 0);
  const double lossJ = loseHeat(pipe, state, in.ambientC, dtS);
  const double movedKg = in.flowKgPerS * dtS;
  if (!(movedKg > 0.0)) return {state.wallC, lossJ};

  push(state, movedKg, in.inletC);
  const double arrivedC = pop(state, movedKg) / movedKg;
  if (!(pipe.wallJPerK > 0.0)) {
    state.wallC = arrivedC;
    return {arrivedC, lossJ};
  }
  const double movedJPerK = movedKg * pipe.cpJPerKgK;
  const double wallGainK = -math::expm1(-movedJPerK / pipe.wallJPerK) * (arrivedC - state.wallC);
  state.wallC += wallGainK;
  return {arrivedC - pipe.wallJPerK * wallGainK / movedJPerK, lossJ};
}

double storedJ(const Pipe& pipe, const PipeState& state) {
  return pipe.cpJPerKgK * content(state) + pipe.wallJPerK * state.wallC;
}

double meanC(const PipeState& state) { return content(state) / mass(state); }

}  // namespace plenum::physics
