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
#include "plan/Footprint.h"
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
  Footprint footprint;
  double landM2 = 0.0, floorM2 = 0.0, floorLoadKgPerM2 = 0.0;  // floor: of halls; load: of the heaviest rack, shared
  double batteryMwh = 0.0;
  // at full load; the facility's power is that at the extreme wet bulb
  double itMw = 0.0, facilityMw = 0.0;
  double designWetBulbC = 0.0, extremeWetBulbC = 0.0;
  double gridFirmMw = 0.0;            // feeds as drawn, the largest lost
  std::vector<double> transformerMw;  // main transformers as drawn; empty: none stand
  std::vector<std::string> feeds, transformers;
  std::vector<double> feedMw;  // as `feeds`
  /// What each resource of its own carries with one unit of it lost, as a share of what full load asks; above 1: to
  /// spare. Of transformers (those below the main ones), ups, gensets, heatRejection and hallCooling (at the design wet
  /// bulb) and floor; 1 of the others.
  std::array<double, resources> share{};
  std::array<std::string, resources> weakest;  // id of the unit that gives out first; "" where none is told
  // at the extreme wet bulb, any one cooling unit out
  double extremeShare = 0.0, chipMarginK = 0.0;
  std::string extremeWeakest;
  // full load, the grid lost on the design day, gensets as they start
  double blackoutMarginK = 0.0;  // of the hottest chip, over ten minutes
  std::int64_t blackoutDarkChips = 0, blackoutSlowChips = 0;
  double batteryMinutes = 0.0;  // of the least UPS that racks hang on, all on one side
  std::string leastBattery;
  double fuelHours = 0.0;  // of the least genset at full load, from its own tank
  std::string leastFuel;
  std::int64_t liquidChips = 0;  // whose heat goes into a coolant on the chip, or that are immersed
  double largestHallM2 = 0.0;    // floor, of the largest hall
  double longestWayOutM = 0.0;   // in a hall, to a door; 0: no hall has doors
  double storageGapM = -1.0;     // from battery storage in the open to the nearest building; < 0: there is none
  std::string largestHall, longestWayOut, nearestStorage;  // ids of what these are of
  double narrowestM = 0.0;  // clear passage at the fronts of racks, of the tightest hall; 0: no hall has an aisle
  double swingMw = 0.0, swingRiseS = 1.0;  // of all chips in one training job: up or down in each step
  std::vector<YearAt> years;               // ascending utilisation
  double yearError = 0.0;                  // of the facility's energy: the mesh against hours solved by themselves
  int yearCells = 0, yearSpots = 0;
};
using FiguresPtr = std::shared_ptr<const Figures>;

/// The year at any utilisation, between those that were solved. Beyond them: as at the nearest.
YearAt yearAt(const Figures& figures, double utilisation);

struct GroundPlan;
/// Where the blocks of options stand, by what their places depend on (see `placesKey`).
using Places = std::map<std::uint64_t, std::shared_ptr<const GroundPlan>>;

/// What cooling and UPSs of the site carry with some of their units out for a tie-in (see Outages.h): shares of full
/// load at the design wet bulb, plentiful where nothing is asked.
struct Outage {
  std::array<double, resources> left{};    // while nothing else fails
  std::array<double, resources> spared{};  // with one more unit of any kind lost
};

/// Keeps what was solved, by fingerprint, and what was laid out last. Of one thread at a time.
class FiguresCache {
 public:
  FiguresPtr find(const std::string& fingerprint) const;
  void keep(FiguresPtr figures);
  std::vector<FiguresPtr> all() const;
  Places places;
  std::map<std::string, Outage> outages;  // by the site's fingerprint and the units

 private:
  std::map<std::string, FiguresPtr> kept_;
};

struct Ground {
  LayoutPtr layout;
  Tariff tariff;
  Defaults defaults;
  FiguresPtr site;
  std::vector<FiguresPtr> blocks;          // as the plan's
  Places places;                           // of the plan's options; see GroundPlan.h
  std::map<std::string, Outage> outages;   // of the site, by the units that tie-ins take out
  std::shared_ptr<const Setting> setting;  // in which they are solved
  int solved = 0;                          // campuses that were not in the cache
};

struct Preparation {
  Defaults defaults;
  FiguresCache* cache = nullptr;
  std::string siteFingerprint, catalogFingerprint;  // of their texts; only needed with a cache
  /// Nothing is solved: what the cache lacks is the Problem "plan.unsolved", with how many campuses that are.
  bool isKeptOnly = false;
  /// Done so far, 0 … 1. False stops.
  std::function<bool(double)> onProgress;
};
/// The site and every block of the plan solved for its weather, and every option laid out on the plan's land. Problems:
/// a block that cannot be built or simulated, no weather, stopped.
Result<Ground> prepare(const Plan& plan, LayoutPtr layout, const Setting& setting, const Preparation& preparation,
                       Parallel& parallel);

/// Of a substation: it takes the voltage of the grid.
bool isMainTransformer(const PlacedPower& device);
/// One campus.
Result<Figures> figuresOf(LayoutPtr layout, const Setting& setting, Parallel& parallel);
/// The generator's campus that a block stands for, in the place of `layout`.
Result<LayoutPtr> blockLayout(const Block& block, const Layout& layout, const Setting& setting);

}  // namespace plenum::plan
