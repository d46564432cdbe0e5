// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "base/Geometry.h"
#include "base/Text.h"
#include "base/Time.h"
#include "catalog/Catalog.h"

// How a campus is to grow: what people decide and what they assume. Nothing here is a result; those are computed from
// it by the room `plan`. A plan belongs to a site and names nothing but what stands in it and in the catalogue.

namespace plenum::plan {

/// A day of the calendar: days since 1970-01-01.
struct Day {
  static constexpr std::int32_t unset = std::numeric_limits<std::int32_t>::min();
  static constexpr std::int32_t unreadable = unset + 1;  // of a file; refused by its reader
  std::int32_t days = unset;
  bool isSet() const { return days > unreadable; }
  auto operator<=>(const Day&) const = default;
};
/// "2027-06-01", or "2027-06" for the first of a month; `unset` for "", else `unreadable`.
Day dayOf(const std::string& text);
Day dayOf(Time time);
Time timeOf(Day day);
/// "2027-06-01"; "" where it is not set.
std::string textOf(Day day);
/// Whole months from the first of `from`'s month to the first of `day`'s, negative before it.
int monthsBetween(Day from, Day day);
/// The first day of the month `months` after that of `day`.
Day firstOfMonth(Day day, int months = 0);

/// A length of time that nobody knows exactly, in weeks.
struct Weeks {
  double p10 = 0.0, p50 = 0.0, p90 = 0.0;
  Confidence confidence = Confidence::assumed;
  std::string source;
  bool operator==(const Weeks&) const = default;
};

/// A number that answers rest on. `low` and `high` are its P10 and P90; equal to `value` where no range is told.
struct Assumption {
  std::string id;  // "capex.facility"
  Name name;
  std::string unit;
  double value = 0.0, low = 0.0, high = 0.0;
  Confidence confidence = Confidence::assumed;
  std::string source;
  bool operator==(const Assumption&) const = default;
};

/// How long one has to wait for a thing that is made to order.
struct LeadTime {
  std::string id;  // "transformer-110kv"
  Name name;
  Weeks cn, us;
};
enum class LeadSet : std::uint8_t { cn, us };

/// What limits how many chips may run. `built` is what stands ready: it binds where nothing else does.
enum class Resource : std::uint8_t {
  built,
  grid,           // firm capacity with the largest feed lost
  transformers,   // with the largest of each substation lost
  ups,            // as its scheme promises
  gensets,        // N+1
  heatRejection,  // at the extreme wet bulb, one unit of each kind out
  hallCooling,    // CDUs and fan walls, one of each out
  water,          // permit, in a dry year
  land,
  floor,   // what it carries
  fibre,   // out of the campus
  fabric,  // ports of the network within
  carbon,  // quota of a year
  energy,  // quota of a year
  capital
};
inline constexpr std::size_t resources = 15;
/// "grid", "heat-rejection": in files and in texts.
const char* wordOf(Resource resource);

/// What is built again and again: a campus from the generator, with its own plant and power behind a switchboard of its
/// own, or a copy of what the site's file holds.
struct Block {
  std::string id;
  Name name;
  enum class Make : std::uint8_t { generated, site } make = Make::generated;
  std::string like = "liquid";  // style of the generator (site/Generate.h)
  std::int64_t chips = 10'000;
  double capexMcnyPerMw = 0.0;  // 0: the assumption "capex.facility"
  bool operator==(const Block&) const = default;
};

/// A gate of the ladder: G0 need, G1 site and energy, G2 concept, G3 decision and orders, G4 build, G5 energise,
/// G6 integrated tests, G7 accepted.
struct Gate {
  int number = 0;
  std::string after;                         // activity that must be done; "" for none
  Day passed;                                // unset: still to come
  std::vector<std::string> evidence;         // what proves it
  std::vector<std::string> evidenceZh = {};  // the same in Chinese, one by one; empty: nobody has said it
  Name evidenceAt(std::size_t k) const { return {evidence[k], k < evidenceZh.size() ? evidenceZh[k] : evidence[k]}; }
  bool operator==(const Gate&) const = default;
};

/// One piece of work. Times run from the finish of everything in `after`, and not before `notBefore`.
struct Step {
  enum class Kind : std::uint8_t {
    permit,
    gridAgreement,
    shellDry,
    fitOut,
    backFeed,
    levelThree,
    levelFour,
    levelFive,
    readyForService,
    other
  };
  std::string id;  // known to others as "<phase>/<id>"
  Kind kind = Kind::other;
  Name name;
  Weeks length;
  std::vector<std::string> after;  // "shell", "P2/rfs", "grid/SUB2", "T1" (a long-lead item), "G3"
  Day notBefore, done;
  bool operator==(const Step&) const = default;
};

/// Something that has to be ordered long before it is needed.
struct LongLead {
  std::string id;
  std::string type;  // LeadTime
  Name name;
  int quantity = 1;
  std::vector<std::string> feeds;  // steps that cannot begin without it
  std::vector<std::string> after;  // what has to be done before it may be ordered; "" of all: the gate G3
  Day ordered;                     // unset: not yet
  double capexMcny =
      0.0;  // of what the block's capex holds already, for the cash curve and for what may be ordered early
  bool operator==(const LongLead&) const = default;
};

/// Work on what runs already, during which some of it is out of service.
struct TieIn {
  std::string id;
  Name name;
  std::string during;  // activity of the phase
  Resource resource = Resource::transformers;
  std::vector<std::string> out;  // what is out while it lasts: anything of the site's supply and cooling, "grid/SUB2",
                                 // or "P2" for that phase's own plant of `resource`
  /// What becomes of load that runs, but has lost its spare: it goes on without, or is taken down until the rest has
  /// its spare again. What cannot be fed at all is taken down in any case.
  enum class Beyond : std::uint8_t { runs, isShed } beyond = Beyond::runs;
  bool operator==(const TieIn&) const = default;
};

struct Risk {
  std::string id;
  Name name;
  double chance = 0.1;   // that it happens, 0 … 1
  Weeks delay;           // what it then adds to `activity`
  std::string activity;  // "P2/shell"
  std::string entity;    // id of a thing of the site to look at; "" for none
  bool operator==(const Risk&) const = default;
};

struct Phase {
  std::string id;
  Name name;
  struct Order {
    std::string block;
    int count = 1;
    bool operator==(const Order&) const = default;
  };
  std::vector<Order> blocks;
  std::vector<Step> steps;  // the last of kind readyForService ends it
  std::vector<LongLead> items;
  std::vector<Gate> gates;
  std::vector<TieIn> tieIns;
  std::vector<Risk> risks;
  Day target;  // when it is wanted; unset: as soon as may be
  bool operator==(const Phase&) const = default;
};

/// The grid gives in steps.
struct GridStep {
  std::string id;  // known to others as "grid/<id>"
  Name name;
  double firmMw = 0.0;     // that it adds with its largest feed lost
  std::string substation;  // transformers of one substation stand in for each other; "site" joins those that stand
  int transformers = 0;
  double transformerMva = 0.0;
  double capexMcny = 0.0;
  Weeks length;
  std::vector<std::string> after;
  Day notBefore, done;
  std::string entity;  // feed or transformer of the site to look at; "" for none
  bool operator==(const GridStep&) const = default;
};

/// Something that is granted: a permit, a quota, a fund, ports. What the resource means decides the unit: water m³/d,
/// land m², fibre Gbit/s, fabric chips, carbon t a year, energy GWh a year, capital million CNY. A resource that
/// nothing is granted of does not limit.
struct Grant {
  std::string id;
  Name name;
  Resource resource = Resource::water;
  double amount = 0.0;  // added
  Day from;             // unset: from the beginning
  std::string after;    // activity; "" for none
  Confidence confidence = Confidence::assumed;
  std::string source;
  bool operator==(const Grant&) const = default;
};

/// From a month on, so many chips are wanted.
struct Demand {
  Day from;
  std::int64_t chips = 0;
  bool operator==(const Demand&) const = default;
};

/// What is taken to come later (or, negative, sooner) than planned.
struct Delay {
  std::string activity;  // "grid/SUB2", "P3/shell", "P3/T1"
  double weeks = 0.0;
  bool operator==(const Delay&) const = default;
};

/// Another value for an assumption.
struct Taken {
  std::string id;
  double value = 0.0, low = 0.0, high = 0.0;  // low = high = 0: the range keeps its proportions
  std::string note;
  bool operator==(const Taken&) const = default;
};

/// Another lead time than that of the set.
struct LeadTaken {
  std::string type;  // LeadTime
  Weeks lead;
  bool operator==(const LeadTaken&) const = default;
};

struct Option {
  std::string id;
  Name name;
  LeadSet leads = LeadSet::cn;
  std::vector<LeadTaken> leadsTaken;
  std::vector<Phase> phases;
  std::vector<GridStep> gridSteps;
  std::vector<Grant> grants;
  std::vector<Demand> demand;
  std::vector<Delay> delays;
  std::vector<Taken> taken;
  std::string model, stack;  // what is trained, for the cost of a trained model; "" for none
  double modelTokens = 0.0;  // 0: twenty for each parameter that works
  bool operator==(const Option&) const = default;
};

/// Ground that may be built on beside what stands, in the site's metres, and where what comes from outside meets it.
struct Land {
  std::vector<Vec2> outline;  // corners in turn, no two sides crossing; empty: no land is drawn
  Vec2 gridPointM, waterPointM, fibrePointM, gateM;
  double setbackM = 15.0;   // from the outline to what is built; roads and routes may run there
  double roadM = 8.0;       // width of a road
  double fireGapM = 13.0;   // between buildings of two blocks (assumption, editable)
  double plumeGapM = 40.0;  // between towers and the data buildings of another block (assumption, editable)
  double corridorM = 6.0;   // width that power, water or fibre take
  Confidence confidence = Confidence::assumed;
  std::string source;
  /// A block that somebody has put in its place; x and y of its south-west corner, turned left by `turn` quarters.
  struct Fixed {
    std::string phase, block;
    int index = 1;  // of the blocks of that kind in the phase
    Vec2 atM;
    int turn = 0;
    bool operator==(const Fixed&) const = default;
  };
  std::vector<Fixed> fixed;
  bool operator==(const Land&) const = default;
};

/// What an option came to on the day on which it was agreed: kept as it was told then, so that what has moved since can
/// be seen. Told, never computed again.
struct Baseline {
  struct Work {
    std::string id;  // of the activity
    Day start, finish;
    bool operator==(const Work&) const = default;
  };
  struct Level {
    Day from;
    double liveMw = 0.0, usableMw = 0.0;
    bool operator==(const Level&) const = default;
  };
  Name name;
  Day frozen;
  std::string option, fingerprint;
  Day goal;  // unset: not within the plan
  double capexMcny = 0.0, npvMcny = 0.0, tcoYuan = 0.0;
  std::vector<Work> works;
  std::vector<Level> levels;  // where it changes
  bool operator==(const Baseline&) const = default;
};

struct Plan {
  static constexpr int currentSchema = 1;
  std::string id;
  Name name;
  Day from;          // the first month; what stands by then is the site's own
  Day today;         // orders before it can no longer be placed
  int months = 120;  // 12 … 240
  std::int64_t goalChips = 0;
  std::vector<Block> blocks;
  std::vector<Taken> taken;
  Land land;
  std::vector<Option> options;  // the first is the one that is looked at
  std::vector<Baseline> baselines;
  bool operator==(const Plan&) const = default;
};
using PlanPtr = std::shared_ptr<const Plan>;

/// What ships with the program and every plan begins with.
struct Defaults {
  std::vector<Assumption> assumptions;
  std::vector<LeadTime> leads;
};

}  // namespace plenum::plan
