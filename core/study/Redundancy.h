// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "frame/Consequence.h"
#include "study/Contingency.h"
#include "study/FullLoad.h"
#include "study/SinglePoints.h"

namespace plenum::study {

/// One failure, or several at once, and what is left of a campus at full load.
struct RedundancyRow {
  std::vector<std::string> failed;  // ids; the last is what failed, those before it were out already or fail with it
  FailureKind kind = FailureKind::feed;
  EntityRef entity;
  std::uint32_t alike = 1;  // how many cases it stands for, itself included
  Verdict verdict = Verdict::holds;

  // once everything has run its course
  std::uint32_t darkRacks = 0, darkChips = 0;
  std::uint32_t interruptedRacks = 0;                  // dark on the way, live again in the end: their jobs start anew
  std::uint32_t singleRacks = 0;                       // that live on one of their two cords
  std::uint32_t throttledChips = 0, trippedChips = 0;  // over their limits
  std::uint32_t severedChips = 0;                      // of those that trip: in racks whose heat has no way out at all
  double lostChips = 0.0;  // dark, tripped, and the share of clock of those that slow down; then without those that
                           // come back by themselves
  double repairH = 0.0;    // until one of what is out works again
  double lostChipHours = 0.0;
  double maxChipC = 0.0;
  std::string hottestRack;
  double worstSupplyK = 0.0;  // above its set-point
  std::string worstSupplyId;
  double chipMarginK = 0.0;  // to the first chip that would slow down; negative: it does
  double spareShare = 1.0;   // of rating, of the fullest power device that carries something
  std::string fullestId;

  // on the way there, where it was run
  bool isRun = false;
  std::optional<double> slowsInS, tripsInS, darkensInS;  // nothing: not within `horizonS`
  double horizonS = 0.0, peakChipC = 0.0;
  std::optional<double> firstLossS() const;

  std::vector<Text> why;  // the first cause, what followed, what is lost; in this order
};

struct RedundancyCheck {
  Outdoor outdoor;
  RedundancyRow intact;
  std::vector<RedundancyRow> singles;      // worst first
  std::vector<RedundancyRow> maintenance;  // one unit out by hand (or the whole grid) and one more fails; worst first
  std::vector<RedundancyRow> doubles;      // two at once; worst first
  std::vector<SinglePoint> singlePoints;   // by structure alone
  std::uint32_t failures = 0;              // single ones, tried or stood for
  std::uint64_t cases = 0;                 // states of the campus that were judged
  std::uint64_t balances = 0;              // of them, those that needed the cooling solved anew
  std::uint64_t doublesTried = 0, doublesWithLoss = 0, maintenanceTried = 0, maintenanceWithLoss = 0;
  bool isComplete = true;  // false where it was stopped
  RepairTimes repairs;
  std::shared_ptr<const Consequence> consequence;
};

struct RedundancyOptions {
  std::vector<std::pair<FailureKind, double>> repairs;  // hours that are not to be those of the catalogue and the site
  std::size_t transients = 20;  // of the worst single failures that are run from the intact campus
  double horizonS = 900.0;      // how far
  bool triesControls = true;    // organs and sensors, which have to be run
  bool triesMaintenance = false, triesDoubles = false;
  std::size_t kept = 100;  // rows of maintenance and of doubles
  /// Done so far, 0 … 1. False stops.
  std::function<bool(double)> onProgress;
};

/// Every single failure of a campus at full load, at its first design outdoor. Power is brought to rest first, then the
/// cooling that is left. Problems: as of the design day.
Result<RedundancyCheck> checkRedundancy(LayoutPtr layout, const Setting& setting, const RedundancyOptions& options,
                                        Parallel& parallel);

/// Worst first: chip-hours lost, then chips over their limits, then how little is left.
bool isWorse(const RedundancyRow& a, const RedundancyRow& b);

}  // namespace plenum::study
