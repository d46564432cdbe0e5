// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <string>

#include "base/Text.h"
#include "site/Layout.h"

namespace plenum {

/// One row: what is watched on every thing of a kind.
struct AlarmRule {
  const char* text;  // and "<text>.advice"
  Kind kind;
  int priority;           // 1 emergency … 3 low
  double onDelayS;        // how long the condition must stand before the alarm is raised
  bool isLowBad = false;  // the less its value is, the worse
};

enum class Watch : std::uint8_t {
  chipsThrottled,
  chipsTripped,
  racksDark,
  hallWarm,
  hallHot,
  loopWarm,
  loopFlowLow,
  loopLevelLow,
  cduDown,
  cduPumpDown,
  fanWallDown,
  circuitWarm,
  pumpDown,
  chillerDown,
  towerDown,
  dryCoolerDown,
  deviceDown,
  deviceDead,
  onBattery,
  overload,
  circuitFlowLow,
  basinLow,
  exchangerDown,
  tankDown,
  lakeDown,
  cduFilter,
  fanWallFilter,
  loopSensor,
  cduSensor,
  hallSensor,
  fanWallSensor,
  circuitSensor,
  frostNear,
  coilFrozen,
  basinTripped,
  serversCutOut,
  makeUpLow,
  breakerTripped,
  onBypass,
  batteryLow,
  gensetDown,
  gensetShort,
  loadShed,
  pathLost,
  loopRefilled,
  loopTankLow,
  storageDown,
};
inline constexpr int watchCount = 47;

// order as in Watch
inline constexpr std::array<AlarmRule, watchCount> alarmRules{{
    {"alarm.chips-throttled", Kind::rack, 2, 5.0},
    {"alarm.chips-tripped", Kind::rack, 1, 0.0},
    {"alarm.racks-dark", Kind::hall, 1, 0.0},
    {"alarm.hall-warm", Kind::hall, 3, 60.0},
    {"alarm.hall-hot", Kind::hall, 2, 10.0},
    {"alarm.loop-warm", Kind::loop, 2, 30.0},
    {"alarm.loop-flow-low", Kind::loop, 2, 3.0, true},
    {"alarm.loop-level-low", Kind::loop, 2, 0.0, true},
    {"alarm.cdu-down", Kind::cdu, 2, 0.0},
    {"alarm.cdu-pump-down", Kind::cdu, 3, 0.0},
    {"alarm.fan-wall-down", Kind::fanWall, 3, 0.0},
    {"alarm.circuit-warm", Kind::circuit, 2, 60.0},
    {"alarm.pump-down", Kind::pump, 3, 0.0},
    {"alarm.chiller-down", Kind::chiller, 2, 0.0},
    {"alarm.tower-down", Kind::tower, 3, 0.0},
    {"alarm.dry-cooler-down", Kind::dryCooler, 3, 0.0},
    {"alarm.device-down", Kind::powerDevice, 2, 0.0},
    {"alarm.device-dead", Kind::powerDevice, 2, 0.0},
    {"alarm.on-battery", Kind::powerDevice, 1, 0.0, true},
    {"alarm.overload", Kind::powerDevice, 2, 5.0},
    {"alarm.circuit-flow-low", Kind::circuit, 1, 5.0, true},
    {"alarm.basin-low", Kind::circuit, 2, 0.0, true},
    {"alarm.exchanger-down", Kind::exchanger, 3, 0.0},
    {"alarm.tank-down", Kind::tank, 3, 0.0},
    {"alarm.lake-down", Kind::lake, 2, 0.0},
    {"alarm.filter-clogged", Kind::cdu, 3, 60.0},
    {"alarm.filter-clogged", Kind::fanWall, 3, 60.0},
    {"alarm.sensor-lost", Kind::loop, 3, 2.0},
    {"alarm.sensor-lost", Kind::cdu, 3, 2.0},
    {"alarm.sensor-lost", Kind::hall, 3, 2.0},
    {"alarm.sensor-lost", Kind::fanWall, 3, 2.0},
    {"alarm.sensor-lost", Kind::circuit, 3, 2.0},
    {"alarm.frost", Kind::circuit, 2, 0.0, true},
    {"alarm.coil-frozen", Kind::dryCooler, 1, 0.0},
    {"alarm.basin-tripped", Kind::circuit, 1, 0.0},
    {"alarm.servers-cut-out", Kind::rack, 1, 0.0},
    {"alarm.make-up-low", Kind::circuit, 3, 0.0, true},
    {"alarm.breaker-tripped", Kind::powerDevice, 2, 0.0},
    {"alarm.on-bypass", Kind::powerDevice, 2, 0.0},
    {"alarm.battery-low", Kind::powerDevice, 1, 0.0, true},
    {"alarm.genset-down", Kind::powerDevice, 2, 0.0},
    {"alarm.genset-short", Kind::powerDevice, 1, 0.0},
    {"alarm.load-shed", Kind::powerDevice, 2, 0.0},
    {"alarm.path-lost", Kind::hall, 2, 5.0},
    {"alarm.loop-refilled", Kind::loop, 3, 60.0},
    {"alarm.loop-tank-low", Kind::loop, 2, 0.0, true},
    {"alarm.storage-down", Kind::powerDevice, 2, 0.0},
}};

/// The value of an alarm as its sentence has it: counts without decimals, measurements with one.
inline std::string shownValue(double value) { return toText(value, std::floor(value) == value ? 0 : 1); }

/// How many alarm slots a layout has: one for every rule and thing of its kind.
inline std::size_t alarmSlots(const Layout& layout) {
  std::size_t slots = 0;
  for (const AlarmRule& rule : alarmRules) slots += layout.count(rule.kind);
  return slots;
}

}  // namespace plenum
