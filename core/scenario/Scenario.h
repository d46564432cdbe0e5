// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/Text.h"
#include "base/Time.h"
#include "catalog/Catalog.h"
#include "scenario/Actions.h"
#include "scenario/Weather.h"
#include "scenario/Work.h"

namespace plenum {

/// A span of hotter (or cooler) and damper (or drier) weather laid over the year, with ramps of `ramp` at both ends.
struct WeatherShift {
  Duration from, to;  // since the scenario's start
  Duration ramp = hours(6);
  double dryBulbK = 0.0, dewPointK = 0.0;
  bool operator==(const WeatherShift&) const = default;
};

/// Price of electricity by hour of day, month and day kind.
struct Tariff {
  std::string id;
  Name name;
  double flatYuanPerKwh = 0.6;
  Confidence confidence = Confidence::assumed;
  std::string source;
  struct Band {
    int fromHour = 0, toHour = 24;    // [from, to)
    int fromMonth = 1, toMonth = 12;  // inclusive
    double factor = 1.0;              // of the flat price
  };
  double demandYuanPerKwMonth = 0.0;  // of the month's highest quarter of an hour; 0: not charged
  std::vector<Band> bands;            // the last that fits wins; none: flat
  double yuanPerKwhAt(Time time) const;
};

/// What is going to happen: weather, prices, jobs and timed actions.
struct Scenario {
  std::string id;
  Name name, description;
  Time start = toTime({{2026, 7, 21}});
  /// Start at the year's hour of highest wet bulb instead, less this; µs < 0: use `start`.
  Duration beforeHottestHour{-1};
  Duration length = hours(24);
  std::uint64_t seed = 42;
  /// The site's weather year, or its design day over and over (scenario/DesignDay.h): wet bulb exceeded during 0.4 % of
  /// the hours, or the highest that is to be expected in twenty years (of a weather file: its own highest).
  enum class Weathers { year, designDay, designDayExtreme } weather = Weathers::year;
  double climateShiftK = 0.0;  // added to every hour of the year
  std::vector<WeatherShift> shifts;
  std::vector<Job> jobs;
  std::vector<Service> services;
  std::vector<RackLoad> rackLoads;
  Scheduling scheduling;
  Reliability reliability;
  Load load;  // settled into `jobs`, `services` and `rackLoads` when a setting is made
  struct Timed {
    Duration at;
    Action action;
  };
  std::vector<Timed> actions;  // ascending
};

/// A scenario with all that it needs to run: nothing is read from disk afterwards.
struct Setting {
  Scenario scenario;
  std::shared_ptr<const WeatherYear> weather;
  Tariff tariff;
};

}  // namespace plenum
