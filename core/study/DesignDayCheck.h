// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "study/Consequence.h"
#include "study/Contingency.h"
#include "study/FullLoad.h"

namespace plenum::study {

/// One state of the campus in one weather.
struct DesignRow {
  std::size_t outdoor = 0;  // of the check's
  std::string failed;       // id of the unit that is out; "" for the intact campus
  EntityRef entity;
  std::uint32_t alike = 1;
  Verdict verdict = Verdict::holds;
  // in balance with the failure
  double maxChipC = 0.0, maxMemoryC = 0.0, maxInletC = 0.0;  // memory: NaN where no chip has its own
  std::string hottestRack;
  double worstSupplyK = 0.0;  // above its set-point, the worst of loops, supply air and circuits
  EntityRef worstSupply;
  std::string worstSupplyId;
  std::uint32_t throttledChips = 0, trippedChips = 0;
  // on the way there, from the moment of the failure
  double peakChipC = 0.0;
  std::optional<double> throttleInS, tripInS;  // nothing: not within `horizonS`
  double horizonS = 0.0;
};

struct DesignDayCheck {
  std::vector<Outdoor> outdoors;
  std::vector<DesignRow> rows;  // by outdoor: intact first, then as `contingencies` lists them
  std::uint32_t units = 0;      // that were tried or stood for by one that was
  bool isComplete = true;       // false where it was stopped
};

struct DesignDayOptions {
  double horizonS = 900.0;       // how far each failure is run from the intact campus
  double longHorizonS = 7200.0;  // where the balance says that it does not hold
  /// Done so far, 0 … 1. False stops.
  std::function<bool(double)> onProgress;
};

/// Full load at every design outdoor, intact and with every single cooling unit out.
Result<DesignDayCheck> checkDesignDay(LayoutPtr layout, const Setting& setting, const DesignDayOptions& options,
                                      Parallel& parallel);

/// What a state at rest comes to; verdict from the balance alone: a supply is held up to `heldK` above its set-point.
DesignRow readRow(const SimModel& model, const SimState& state);

}  // namespace plenum::study
