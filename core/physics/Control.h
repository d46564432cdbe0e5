// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>

namespace plenum::physics {

// Controllers as pure functions of their state, so that a saved run continues as if it had never stopped.

/// Proportional and integral action in velocity form. Keep integralS at five ticks or more.
struct PiGains {
  double gain = 0.0;  // output per unit of error
  double integralS = 60.0;
  double derivativeS = 0.0;  // acts on the measurement, so that a new setpoint does not kick; 0: none
  double lowest = 0.0, highest = 1.0;
  double strokeS = 0.0;  // from lowest to highest, at the quickest; 0: no limit
};
struct PiState {
  double output = 0.0;
  double errorBefore = 0.0;
  double measuredBefore = 0.0, measuredBefore2 = 0.0;
  bool operator==(const PiState&) const = default;
};
/// A controller at rest at `output`, from which the first step does not jump.
inline PiState piAt(double output, double error, double measured) { return {output, error, measured, measured}; }
/// `error` in the sense in which a positive one asks for more output. The output never leaves its limits, and since
/// only it is remembered, nothing winds up.
inline PiState stepped(const PiGains& gains, const PiState& at, double error, double measured, double dtS) {
  double change = gains.gain * ((error - at.errorBefore) + dtS / gains.integralS * error);
  if (gains.derivativeS > 0.0)
    change -= gains.gain * gains.derivativeS / dtS * (measured - 2.0 * at.measuredBefore + at.measuredBefore2);
  if (gains.strokeS > 0.0) {
    const double most = (gains.highest - gains.lowest) * dtS / gains.strokeS;
    change = std::clamp(change, -most, most);
  }
  return {std::clamp(at.output + change, gains.lowest, gains.highest), error, measured, at.measuredBefore};
}

/// `value` moved towards `target` by no more than a full stroke in strokeS.
inline double rateLimited(double value, double target, double strokeS, double dtS) {
  if (!(strokeS > 0.0)) return target;
  return value + std::clamp(target - value, -dtS / strokeS, dtS / strokeS);
}

/// How many equal units should run for a load measured in units.
struct StageRule {
  int fewest = 0, most = 1;
  double upAbove = 0.9;     // start one more when the load exceeds this share of those running …
  double downBelow = 0.75;  // … stop one when the rest would be loaded below this share
  double waitS = 300.0;     // for either condition to last, before acting
};
struct StageState {
  int running = 0;
  double wantsMoreS = 0.0, wantsFewerS = 0.0;
  bool operator==(const StageState&) const = default;
};
/// `loadUnits`: 2.4 is the full load of 2.4 units. Changes by at most one unit a step, at once where fewer than
/// `fewest` or more than `most` run.
inline StageState stepped(const StageRule& rule, StageState at, double loadUnits, double dtS) {
  if (at.running < rule.fewest) return {at.running + 1, 0.0, 0.0};
  if (at.running > rule.most) return {at.running - 1, 0.0, 0.0};
  const bool isShort = at.running < rule.most && loadUnits > rule.upAbove * at.running;
  const bool isAmple = at.running > rule.fewest && loadUnits < rule.downBelow * (at.running - 1);
  // the last of all stops when there is nothing left to do
  const bool isIdle = at.running == 1 && rule.fewest == 0 && loadUnits <= 0.0;
  at.wantsMoreS = isShort ? at.wantsMoreS + dtS : 0.0;
  at.wantsFewerS = isAmple || isIdle ? at.wantsFewerS + dtS : 0.0;
  if (at.wantsMoreS >= rule.waitS && isShort) return {at.running + 1, 0.0, 0.0};
  if (at.wantsFewerS >= rule.waitS && (isAmple || isIdle)) return {at.running - 1, 0.0, 0.0};
  return at;
}

/// A switch with a dead band: on above `onAbove`, off below `offBelow`, unchanged between.
inline bool switched(bool isOn, double value, double onAbove, double offBelow) {
  if (value > onAbove) return true;
  if (value < offBelow) return false;
  return isOn;
}

}  // namespace plenum::physics
