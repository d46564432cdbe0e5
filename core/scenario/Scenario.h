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

namespace plenum {

/// A span of hotter (or cooler) and damper (or drier) weather laid over the year, with ramps of `ramp` at both ends.
struct WeatherShift {
  Duration from, to;  // since the scenario's start
  Duration ramp = hours(6);
  double dryBulbK = 0.0, dewPointK = 0.0;
  bool operator==(const WeatherShift&) const = default;
};

/// A job or service that asks for chips. What the chips do in it is a profile of utilisation over time.
struct Job {
  enum class Kind { training, inference, batch };
  std::string id;
  Name name;
  Kind kind = Kind::training;
  std::uint32_t chips = 0;
  std::string hall;          // "" for anywhere
  Duration submit;           // since the scenario's start; may be before it as 0
  Duration length;           // of running; 0: for ever
  double utilisation = 0.9;  // training: within a step; inference: at the daily peak; batch: mean
  double trough = 0.35;      // inference: at the quietest hour, of the peak
  Duration checkpointEvery = minutes(30), checkpointFor = seconds(25);  // training
  Duration restart = minutes(6);                                        // training: from crash to full speed
  // the heartbeat of a training step (workload.md 9.3): estimates, to be replaced by what the job's owner measured
  double stepS = 6.0, computeShare = 0.85;  // period; share of it in which every chip computes
  double exposedLevel = 0.40;               // power while it waits for the others, of that while it computes
  double riseS = 0.02, skewS = 0.012;       // of an edge; spread of the chips' phases
  bool operator==(const Job&) const = default;
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
