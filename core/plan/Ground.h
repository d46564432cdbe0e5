// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/Parallel.h"
#include "base/Problem.h"
#include "scenario/Plan.h"
#include "scenario/Scenario.h"
#include "site/Layout.h"

namespace plenum::plan {

// What a plan stands on: the campus as it is, and each block that it may be made of, solved once. Everything in here
// comes from the model's own equations; nothing of it depends on dates, money or the options of a plan.

/// A weather-year of one campus at one utilisation of its chips, month by month.
struct YearAt {
  double utilisation = 0.0;
  std::array<double, 12> itMwh{}, facilityMwh{}, energyYuan{}, waterM3{}, carbonT{};
  std::array<double, 12> peakMw{};  // of the facility, in the month's worst hour
  double peakDayM3 = 0.0;           // of water, on the worst day of the year
};

/// A campus by itself: the site, or one block.
struct Figures {
  std::string fingerprint;  // of everything that these depend on
  std::int64_t chips = 0;
  std::string chip;  // ChipSpec of most chips
  int racks = 0, halls = 0, buildings = 0, circuits = 0, cdus = 0, gensets = 0, upss = 0;
  double landM2 = 0.0, floorM2 = 0.0, floorLoadKgPerM2 = 0.0;  // floor: of halls; load: of the heaviest rack, shared
  double batteryMwh = 0.0;
  // at full load and the extreme wet bulb
  double itMw = 0.0, facilityMw = 0.0;
  double wetBulbC = 0.0;
  double gridFirmMw = 0.0;            // feeds as drawn, the largest lost
  double transformerFirmMw = 0.0;     // main transformers as drawn, the largest lost; 0: none stand
  std::vector<double> transformerMw;  // each
  /// What each resource of its own carries, as a share of its IT power at full load; above 1: to spare. Only of
  /// transformers, ups, gensets, heatRejection, hallCooling and floor.
  std::array<double, resources> share{};
  std::array<std::string, resources> weakest;  // id of the unit that gives out first; "" where none is told
  double firstChipMarginK = 0.0;               // of the hottest chip to its limit, any one cooling unit out
  double rideThroughS = 0.0;                   // of the cooling without power, until the first chip slows down
  double batteryMinutes = 0.0;                 // of the least UPS at full load
  double fuelHours = 0.0;                      // of the least genset at full load
  double gensetStepShare = 0.0;                // largest block of load at once over what the gensets of a board accept
  double rampMwPerS = 0.0;                     // of its chips starting and stopping together
  std::vector<YearAt> years;                   // ascending utilisation
  double yearError = 0.0;                      // of the facility's energy: cells against hours solved one by one
  int yearCells = 0, yearSolved = 0;
};
using FiguresPtr = std::shared_ptr<const Figures>;

/// The year at any utilisation, between those that were solved. Beyond them: as at the nearest.
YearAt yearAt(const Figures& figures, double utilisation);

/// Keeps what was solved, by fingerprint. Of one thread at a time.
class FiguresCache {
 public:
  FiguresPtr find(const std::string& fingerprint) const;
  void keep(FiguresPtr figures);
  std::vector<FiguresPtr> all() const;

 private:
  std::map<std::string, FiguresPtr> kept_;
};

struct Ground {
  LayoutPtr layout;
  Tariff tariff;
  Defaults defaults;
  FiguresPtr site;
  std::vector<FiguresPtr> blocks;  // as the plan's
  int solved = 0;                  // campuses that were not in the cache
};

struct Preparation {
  Defaults defaults;
  FiguresCache* cache = nullptr;
  /// Done so far, 0 … 1. False stops.
  std::function<bool(double)> onProgress;
};
/// The site and every block of the plan solved for its weather. Problems: a block that cannot be built or simulated, no
/// weather, stopped.
Result<Ground> prepare(const Plan& plan, LayoutPtr layout, const Setting& setting, const Preparation& preparation,
                       Parallel& parallel);

/// One campus. `fingerprint` names it and its weather.
Result<Figures> figuresOf(LayoutPtr layout, const Setting& setting, const std::string& fingerprint, Parallel& parallel);

}  // namespace plenum::plan
