// SPDX-License-Identifier: Apache-2.0
#include "sim/DutyPumps.h"

#include <algorithm>

namespace plenum::stage {
namespace {

DutyPump* freshest(std::span<DutyPump> pumps) {
  DutyPump* best = nullptr;
  for (DutyPump& p : pumps)
    if (p.canRun && !p.isCalled && (!best || p.runS < best->runS)) best = &p;
  return best;
}

DutyPump* longest(std::span<DutyPump> pumps) {
  DutyPump* best = nullptr;
  for (DutyPump& p : pumps)
    if (p.isCalled && (!best || p.sinceS >= best->sinceS)) best = &p;
  return best;
}

}  // namespace

void advance(std::span<DutyPump> pumps, const DutyRule& rule, double dtS) {
  std::uint32_t called = 0;
  bool areUp = true;
  for (DutyPump& p : pumps) {
    p.isCalled = p.isCalled && p.canRun;
    called += p.isCalled;
    areUp = areUp && (!p.isCalled || p.ramp >= 1.0);
  }
  for (; called < rule.wanted; ++called) {
    DutyPump* next = freshest(pumps);
    if (!next) break;
    next->isCalled = true;
    areUp = false;
  }
  if (called == rule.wanted && called > 0 && areUp) {
    DutyPump *tired = longest(pumps), *rested = freshest(pumps);
    if (rested && rested->ramp <= 0.0 && tired->sinceS >= rotateAfterS && rested->runS + rotateGapS <= tired->runS) {
      rested->isCalled = true;
      ++called;
      areUp = false;
    }
  }
  while (called > rule.wanted + 1 || (called > rule.wanted && (areUp || rule.wanted == 0))) {
    longest(pumps)->isCalled = false;
    --called;
  }
  for (DutyPump& p : pumps) {
    if (p.isCalled) {
      p.ramp = std::min(1.0, p.ramp + dtS / rule.startS);
      p.runS += dtS;
      p.sinceS += dtS;
    } else {
      p.ramp = std::max(0.0, p.ramp - dtS / rule.coastS);
      p.sinceS = 0.0;
    }
  }
}

}  // namespace plenum::stage
