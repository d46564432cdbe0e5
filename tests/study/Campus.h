// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <stdexcept>

#include "sim/Model.h"
#include "sim/State.h"
#include "sim/Steady.h"
#include "study/FullLoad.h"
#include "support/RunningSite.h"

namespace plenum::test {

/// A setting whose year is one hot afternoon.
inline Setting hotSetting(double dryBulbC = 34.0, double dewPointC = 25.0) {
  Setting setting;
  setting.scenario.id = "test";
  setting.scenario.start = toTime({{2026, 7, 21}});
  setting.weather = stillWeather(dryBulbC, dewPointC);
  return setting;
}

inline study::Rest fullLoad(const SmallSite& small, const Setting& setting = hotSetting()) {
  Serial serial;
  const LayoutPtr layout = small.layout();
  const auto outdoors = study::designOutdoors(*layout, setting);
  if (!outdoors) throw std::runtime_error("no weather");
  auto rest = study::fullLoadAt(layout, setting, outdoors->front(), serial);
  if (!rest) throw std::runtime_error("cannot be simulated: " + rest.problems().front().what.id);
  return std::move(*rest);
}

/// The same campus with a model that was changed, in balance.
inline SimStatePtr balanced(const SimModel& model, const SimState& from) {
  Serial serial;
  SimStatePtr state = copyOf(from);
  for (int i = 0; i < 3; ++i) settle(model, *state, serial);
  return state;
}

/// Every liquid rack gives so much more heat to its coolant, and nothing else changes.
inline SimModel withLiquidHeat(const SimModel& model, double eachRackW) {
  SimModel out = model;
  for (RackClass& k : out.classes) {
    if (!k.isLiquid) continue;
    // all of what is added goes into the coolant: the share of the others is set so that the sum is right
    const double before = k.servers * (k.otherIdleW + k.otherSpanW);
    const double after = before + eachRackW;
    k.otherToLiquid = (before * k.otherToLiquid + eachRackW) / after;
    k.otherIdleW += eachRackW / k.servers;
  }
  return out;
}

/// Every rack draws and gives this many times the heat and the air.
inline SimModel withRoomLoad(const SimModel& model, double factor) {
  SimModel out = model;
  for (RackClass& k : out.classes) {
    k.airM3PerS *= factor;
    const double toAirW = (factor - 1.0) * k.servers * (k.otherIdleW + k.otherSpanW);
    k.otherIdleW += toAirW / k.servers;
    k.fansW *= factor;
  }
  return out;
}

}  // namespace plenum::test
