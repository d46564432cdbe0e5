// SPDX-License-Identifier: Apache-2.0
#include "sim/ChipKernel.h"

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

double across(const Eight& v) { return ((v[0] + v[1]) + (v[2] + v[3])) + ((v[4] + v[5]) + (v[6] + v[7])); }

}  // namespace

PLENUM_CLONES
ChipSums advanceChips(const ChipDrive& d, const double* base, const float* skew, double* dieC, double* plateC) {
  Eight power{}, dieRise{}, plateRise{}, dieSum{}, used{};
  Eight hottest = Eight{} - 1e9;
  const Eight zero{}, one = zero + 1.0;
  const double idleW = d.on * d.idleW, spanW = d.on * d.spanW, leakW = d.on * d.leakW, floorW = 0.5 * idleW;
  const double inlet1 = d.gT1 * d.inletC, inlet2 = d.gT2 * d.inletC;
  for (std::uint32_t b = 0; b < d.blocks; ++b) {
    Eight& die = *reinterpret_cast<Eight*>(dieC + b * lanes);
    Eight& plate = *reinterpret_cast<Eight*>(plateC + b * lanes);
    const Eight share = __builtin_convertvector(*reinterpret_cast<const EightFloats*>(skew + b * lanes), Eight);
    Eight weight = one;
    const std::uint32_t left = d.chips - b * lanes;
    if (left < lanes)
      for (std::uint32_t i = left; i < lanes; ++i) weight[i] = 0.0;
    Eight u = share * base[b];
    u = u > one ? one : u;
    Eight x = (die - d.leakAtC) * d.leakPerK;
    x = x > one ? one : x;
    x = x < -one ? -one : x;
    Eight watts = u * spanW + idleW + leakW * (x + 0.5 * x * x);
    watts = watts < floorW ? zero + floorW : watts;
    watts *= weight;
    const Eight nextDie = d.f11 * die + d.f12 * plate + d.gP1 * watts + inlet1;
    const Eight nextPlate = d.f21 * die + d.f22 * plate + d.gP2 * watts + inlet2;
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
  sums.dieC = across(dieSum);
  sums.utilisation = across(used);
  for (std::uint32_t i = 0; i < lanes; ++i) sums.maxDieC = hottest[i] > sums.maxDieC ? hottest[i] : sums.maxDieC;
  return sums;
}

}  // namespace plenum
