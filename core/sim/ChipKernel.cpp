// SPDX-License-Identifier: Apache-2.0
#include "sim/ChipKernel.h"

#include <algorithm>

namespace plenum {
namespace {

using Eight = double __attribute__((vector_size(64), aligned(8), may_alias));
using EightFloats = float __attribute__((vector_size(32), aligned(4), may_alias));

// sanitizers start before the resolver of a cloned function may run
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define PLENUM_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define PLENUM_CLONES
#endif
// the bodies become part of the clones, so that each is compiled for its own instruction set
#define PLENUM_WITHIN __attribute__((always_inline)) inline

// Newton's steps towards the rest of a chip: the leak is a few per cent of the slope, four reach the last bit
constexpr int leakSteps = 4;
// a slope that falls below this is a leak that runs away, and ends at the bound of its quadratic
constexpr double leastSlope = 0.05;

PLENUM_WITHIN double across(const Eight& v) {
  return ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7]));
}
PLENUM_WITHIN double hottestOf(const Eight& v) {
  double most = -1e9;
  for (std::uint32_t i = 0; i < lanes; ++i) most = v[i] > most ? v[i] : most;
  return most;
}

/// 1 for the chips of a block, 0 for what pads it.
PLENUM_WITHIN Eight weightOf(std::uint32_t left) {
  Eight weight = Eight{} + 1.0;
  if (left < lanes)
    for (std::uint32_t i = left; i < lanes; ++i) weight[i] = 0.0;
  return weight;
}

PLENUM_WITHIN Eight loadOf(const float* skew, double base) {
  const Eight one = Eight{} + 1.0;
  const Eight share = __builtin_convertvector(*reinterpret_cast<const EightFloats*>(skew), Eight);
  const Eight u = share * base;
  return u > one ? one : u;
}

PLENUM_WITHIN Eight bounded(const Eight& x) {
  const Eight one = Eight{} + 1.0;
  const Eight below = x > one ? one : x;
  return below < -one ? -one : below;
}

template <bool hasMemory>
PLENUM_WITHIN ChipSums advance(const ChipDrive& d, const double* base, const float* skew, const ChipArrays& chips) {
  Eight power{}, dieRise{}, plateRise{}, memoryRise{}, dieSum{}, used{};
  Eight hottest = Eight{} - 1e9, hottestMemory = hottest;
  const Eight zero{};
  const ChipDraw& w = d.draw;
  const double idleW = w.on * w.idleW, spanW = w.on * w.spanW, leakW = w.on * w.leakW, floorW = 0.5 * idleW;
  const double inlet1 = d.gT1 * d.inletC, inlet2 = d.gT2 * d.inletC, inlet3 = d.gT3 * d.inletC;
  for (std::uint32_t b = 0; b < w.blocks; ++b) {
    Eight& die = *reinterpret_cast<Eight*>(chips.dieC + b * lanes);
    Eight& plate = *reinterpret_cast<Eight*>(chips.plateC + b * lanes);
    const Eight weight = weightOf(w.chips - b * lanes);
    const Eight u = loadOf(skew + b * lanes, base[b]);
    const Eight x = bounded((die - w.leakAtC) * w.leakPerK);
    Eight watts = u * spanW + idleW + leakW * (x + 0.5 * x * x);
    watts = watts < floorW ? zero + floorW : watts;
    watts *= weight;
    Eight nextDie = d.f11 * die + d.f12 * plate + d.gP1 * watts + inlet1;
    Eight nextPlate = d.f21 * die + d.f22 * plate + d.gP2 * watts + inlet2;
    if constexpr (hasMemory) {
      Eight& memory = *reinterpret_cast<Eight*>(chips.memoryC + b * lanes);
      nextDie += d.f13 * memory;
      nextPlate += d.f23 * memory;
      const Eight nextMemory = d.f31 * die + d.f32 * plate + d.f33 * memory + d.gP3 * watts + inlet3;
      memoryRise += weight * (nextMemory - memory);
      hottestMemory = nextMemory > hottestMemory ? nextMemory : hottestMemory;
      memory = nextMemory;
    }
    dieRise += weight * (nextDie - die);
    plateRise += weight * (nextPlate - plate);
    dieSum += weight * nextDie;
    used += weight * u;
    power += watts;
    hottest = nextDie > hottest ? nextDie : hottest;
    die = nextDie;
    plate = nextPlate;
  }
  ChipSums sums;
  sums.powerW = across(power);
  sums.dieRiseK = across(dieRise);
  sums.plateRiseK = across(plateRise);
  sums.memoryRiseK = across(memoryRise);
  sums.dieC = across(dieSum);
  sums.utilisation = across(used);
  sums.maxDieC = hottestOf(hottest);
  sums.maxMemoryC = hottestOf(hottestMemory);
  return sums;
}

// x is how far the die is above the leak's reference, in its own scale: x = a + b (x + x²/2)
template <class Value>
PLENUM_WITHIN Value leakAtRest(const ChipRest& r, const Value& fixedW, const Value& one) {
  const Value a = (r.inletC + r.dieKPerW * fixedW - r.draw.leakAtC) * r.draw.leakPerK;
  const double b = r.draw.leakPerK * r.dieKPerW * r.draw.on * r.draw.leakW;
  Value x = a;
  for (int i = 0; i < leakSteps; ++i) {
    x = x > one ? one : x;
    x = x < -one ? -one : x;
    Value slope = (1.0 - b) - b * x;
    slope = slope < leastSlope * one ? leastSlope * one : slope;
    x = x - (x - a - b * (x + 0.5 * x * x)) / slope;
  }
  x = x > one ? one : x;
  x = x < -one ? -one : x;
  return r.draw.on * r.draw.leakW * (x + 0.5 * x * x);
}

}  // namespace

PLENUM_CLONES
ChipSums advanceChips(const ChipDrive& drive, const double* base, const float* skew, const ChipArrays& chips) {
  return chips.memoryC ? advance<true>(drive, base, skew, chips) : advance<false>(drive, base, skew, chips);
}

PLENUM_CLONES
ChipSums restChips(const ChipRest& rest, const double* base, const float* skew, const ChipArrays& chips) {
  Eight power{}, dieSum{}, used{};
  Eight hottest = Eight{} - 1e9, hottestMemory = hottest;
  const Eight zero{}, one = zero + 1.0;
  const ChipDraw& w = rest.draw;
  const double idleW = w.on * w.idleW, spanW = w.on * w.spanW, floorW = 0.5 * idleW;
  for (std::uint32_t b = 0; b < w.blocks; ++b) {
    const Eight weight = weightOf(w.chips - b * lanes);
    const Eight u = loadOf(skew + b * lanes, base[b]);
    const Eight fixedW = u * spanW + idleW;
    Eight watts = fixedW + leakAtRest(rest, fixedW, one);
    watts = watts < floorW ? zero + floorW : watts;
    watts *= weight;
    const Eight die = rest.inletC + rest.dieKPerW * watts;
    *reinterpret_cast<Eight*>(chips.dieC + b * lanes) = die;
    *reinterpret_cast<Eight*>(chips.plateC + b * lanes) = rest.inletC + rest.plateKPerW * watts;
    if (chips.memoryC) {
      const Eight memory = rest.inletC + rest.memoryKPerW * watts;
      *reinterpret_cast<Eight*>(chips.memoryC + b * lanes) = memory;
      hottestMemory = memory > hottestMemory ? memory : hottestMemory;
    }
    dieSum += weight * die;
    used += weight * u;
    power += watts;
    hottest = die > hottest ? die : hottest;
  }
  ChipSums sums;
  sums.powerW = across(power);
  sums.dieC = across(dieSum);
  sums.utilisation = across(used);
  sums.maxDieC = hottestOf(hottest);
  sums.maxMemoryC = hottestOf(hottestMemory);
  return sums;
}

double restDrawW(const ChipRest& rest, double fixedW) {
  return std::max(fixedW + leakAtRest(rest, fixedW, 1.0), 0.5 * rest.draw.on * rest.draw.idleW);
}

}  // namespace plenum
