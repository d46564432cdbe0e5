// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "plan/Ground.h"
#include "scenario/Plan.h"

namespace plenum::plan {

// What a plan comes to, month by month. Pure arithmetic over a Ground: some tens of microseconds a month, so that it
// can be asked again while somebody drags a milestone.

/// One piece of work, item or grid step, as it falls out.
struct Activity {
  enum class Kind : std::uint8_t { step, item, gridStep, gate };
  std::string id;  // "P2/shell", "grid/SUB2", "P2/G3"
  Kind kind = Kind::step;
  Step::Kind step = Step::Kind::other;
  std::string phase;  // "" of grid steps
  Name name;
  double weeks = 0.0;                // that it takes
  double start = 0.0, finish = 0.0;  // days since 1970-01-01
  double latestStart = 0.0, latestFinish = 0.0;
  double floatDays() const { return latestStart - start; }
  bool isCritical = false;  // on the longest path to the month in which as much may run as the goal asks for
  bool isForGoal = true;    // that month waits for it; else its float is what is left until the plan ends
  bool isDone = false;
  std::vector<std::size_t> after;  // indices in `activities`
};

/// An item that has to be ordered.
struct OrderRow {
  std::string id, phase, type;
  Name name;
  int quantity = 1;
  Day needBy, orderBy;  // order by = need by − the P80 of its lead
  Day ordered;          // unset: not yet
  Day expected;         // as scheduled, at the P50
  double p50Weeks = 0.0, p80Weeks = 0.0;
  double slackDays = 0.0;  // from today to order by; negative: late
  bool isCritical = false;
  Confidence confidence = Confidence::assumed;
};

struct MonthRow {
  Day first;
  double demandChips = 0.0, installedChips = 0.0, usableChips = 0.0, liveChips = 0.0;
  double demandMw = 0.0, installedMw = 0.0, usableMw = 0.0, liveMw = 0.0;  // of IT at full load
  double placedChips = 0.0, placedMw = 0.0;  // of what is installed: a block without a place on the land does not run
  double commissioningMw = 0.0,
         contingentMw = 0.0;                   // being tested; ordered or being built, on top of what is installed
  std::array<double, resources> capacityMw{};  // of IT; infinite where it does not limit
  Resource binding = Resource::built, next = Resource::built;  // of what may run; what is wanted is beside them
  double rackChips = 0.5;  // of one rack, the largest that stands: chips come by the rack, fewer are no difference
  /// What runs is held to what is wanted: a rack more might.
  bool isHeldByDemand() const { return demandChips < usableChips - rackChips; }
  /// Less may run than is wanted, by a rack or more.
  bool isOutrun() const { return demandChips > usableChips + rackChips; }
  std::array<double, resources> strandedMw{};  // of installed, by what takes it away, in the order of the waterfall
  bool isSpared = true;                        // N+1, tie-ins of the month and what they take down counted
  std::string tieIn;                           // id of one that is at work; "" for none
  Resource weakest = Resource::grid;
  double spareMw = 0.0;                  // IT that could be carried beyond what is live, with one unit lost
  double shedMw = 0.0, shedChips = 0.0;  // most that tie-ins take down at a time
  /// What is down for how long.
  struct Down {
    std::string tieIn;
    double hours = 0.0, chips = 0.0;
  };
  std::vector<Down> downs;
  double shedYuan = 0.0;   // income that these would have brought, less energy, water and green power
  double meanChips = 0.0;  // live, over the month: less what was down
  // of the month
  double itMwh = 0.0, facilityMwh = 0.0, waterM3 = 0.0, carbonT = 0.0, peakMw = 0.0;
  double chipHours = 0.0;  // of chips that were live
  double pue() const { return itMwh > 0.0 ? facilityMwh / itMwh : 0.0; }
  double wue() const { return itMwh > 0.0 ? waterM3 / itMwh : 0.0; }  // L/kWh
  // CNY of the month
  double capexFacility = 0.0, capexIt = 0.0, capexGrid = 0.0, capexRenewal = 0.0, committed = 0.0;
  double energyYuan = 0.0, demandYuan = 0.0, waterYuan = 0.0, staffYuan = 0.0, maintenanceYuan = 0.0, greenYuan = 0.0;
  double storageYuan = 0.0;  // the keep of what was delivered before it is needed; it is paid for when it comes
  double revenueYuan = 0.0;
  double cashYuan = 0.0;  // since the plan's first month
  double capexYuan() const { return capexFacility + capexIt + capexGrid + capexRenewal; }
  double opexYuan() const {
    return energyYuan + demandYuan + waterYuan + staffYuan + maintenanceYuan + greenYuan + storageYuan;
  }
};

/// What one tie-in does to what runs, judged with everything that is out meanwhile.
struct TieInRow {
  std::string id, phase;
  Name name;
  double start = 0.0, finish = 0.0;  // days since 1970-01-01
  std::vector<std::string> out;      // its own, and of others at the same time
  // of IT, at its worst
  double liveMw = 0.0;    // wanted to run
  double leftMw = 0.0;    // that can be fed while nothing else fails
  double sparedMw = 0.0;  // that can be fed with one more unit lost
  double shedMw = 0.0, shedChips = 0.0;
  double unsparedMw = 0.0;  // runs on without its spare
  double spareMw = 0.0;     // to spare with one more unit lost, load that is down counted; negative: unspared
  Resource weakest = Resource::transformers;
  bool isUnsolved = false;  // units of cooling or UPS are out that nobody has solved: what is told leaves them running
  double chipHours = 0.0, yuan = 0.0;  // lost to what is taken down; shared evenly by those at work at the same time
};

/// The campus over a whole year of weather, as it stands and is used in one month.
struct PhaseYear {
  int month = 0;  // of the plan
  double liveChips = 0.0, utilisation = 0.0, pue = 0.0, wue = 0.0;
  double facilityGwh = 0.0, carbonKt = 0.0;
  double scaleEfficiency = 0.0;  // realised share of the chips' peak in training on all of them; 0: no model is named
  bool isExtrapolated = true;
};
/// A phase, with what stood before it.
struct PhaseRow {
  std::string id;  // "" of what stands already
  Name name;
  Day readyForService, target;
  int month = 0;                   // first of service
  double chips = 0.0, itMw = 0.0;  // that stand then
  double goalChips = 0.0;          // that are to run: all of them, and no more than the plan's goal
  double capexMcny = 0.0;
  PhaseYear opening;    // in its first month of service: its load is least then, and its PUE often worst
  PhaseYear full;       // in the first month in which the goal runs, or that of most live chips if it never does …
  bool isFull = false;  // … while no later phase has come into service
};
/// The phase that comes into service last within the plan; null where there is none.
const PhaseRow* lastPhaseOf(const std::vector<PhaseRow>& phases, int months);

enum class Light : std::uint8_t { green, amber, red, unknown };
/// One of the fifteen.
struct Check {
  int number = 1;
  std::string id;  // "grid-n-1"; texts "plan.check.<id>"
  Light light = Light::unknown;
  double value = 0.0, limit = 0.0;
  std::string unit;
  int month = -1;      // where it is worst; -1: of no month
  std::string entity;  // id of a thing of the site or of an activity to go to; "" for none
  Text why;            // one sentence
  Text source;         // of the limit
};

struct Money {
  double capexFacility = 0.0, capexIt = 0.0, capexGrid = 0.0, capexRenewal = 0.0;  // CNY, over the plan
  double opex = 0.0, energy = 0.0, revenue = 0.0, residual = 0.0;
  double npv = 0.0;
  std::optional<int> paybackMonth;  // since the plan's first
  double peakFunding = 0.0;
  double tcoPerChipHour = 0.0;  // over the last twelve months: capital recovered over each part's life, and opex
  struct Part {
    std::string
        id;  // "it", "facility", "grid", "energy", "demand", "water", "staff", "maintenance", "green", "storage"
    double yuanPerChipHour = 0.0;
  };
  std::vector<Part> parts;
  /// One training run of the option's model, on live chips of the kind of which most stand; 0: no model is named, or it
  /// does not fit. An hour of one of these costs `modelTcoPerChipHour`: of what the chips themselves cost by their
  /// price, of everything else by their power.
  double tcoPerModel = 0.0, modelDays = 0.0, modelChips = 0.0, modelTcoPerChipHour = 0.0;
  std::string modelChip;                            // id of the kind
  double modelShare = 1.0, modelEnergyShare = 1.0;  // of all live chips, and of the facility's energy, that are theirs
  double delayYuanPerDay = 0.0, delayChipHoursPerDay = 0.0;  // of all not ready yet: income less opex
};

struct Evaluation {
  std::string option;
  std::string fingerprint;  // of plan, option and ground: the same on screen and on paper
  std::vector<Activity> activities;
  std::vector<std::size_t> criticalPath;  // first to last
  std::vector<OrderRow> orders;           // the first to be ordered first
  std::vector<MonthRow> months;
  std::vector<PhaseRow> phases;
  std::vector<TieInRow> tieIns;  // those that fall within the plan, as it names them
  std::vector<Check> checks;     // fifteen
  Money money;
  std::optional<int> goalMonth;         // when the plan's goal is live
  std::optional<int> readyMonth;        // when as many may run, whether somebody asks for them or not
  Problems unplaced;                    // blocks that found no place on the plan's land, and what each of them lacks
  std::vector<Assumption> assumptions;  // as taken
};

/// Which parts are wanted: samples need neither checks nor orders.
enum class Depth : std::uint8_t { whole, figures };
/// Problems: none; a plan that was read is whole (see `check`).
Evaluation evaluate(const Plan& plan, const Option& option, const Ground& ground, Depth depth = Depth::whole);

/// When everything happens, before anything is solved: activities, critical path to the last of all works, and orders.
/// No months and no money; grants, demand and blocks are not looked at.
Evaluation scheduleOf(const Plan& plan, const Option& option, const Defaults& defaults);

/// What waits for an activity, itself not among it: indices in `activities`. Of a gate: what it holds back. Empty for
/// one that looks back, such as acceptance.
std::vector<std::size_t> heldBackBy(const Evaluation& evaluation, const std::string& id);

/// What is wrong with a plan for a site: unknown names, circles, dates in disorder. `pointer`s are those of its file.
Problems check(const Plan& plan, const Layout& layout, const Defaults& defaults);

/// The waterfall of one month: from what is built to what is usable; adds up exactly.
struct WaterfallStep {
  enum class What : std::uint8_t { built, redundancy, thermal, distribution, space, network, quota, capital, usable };
  What what = What::built;
  double mw = 0.0;  // first and last: of the campus; between them: taken away, ≥ 0
};
std::vector<WaterfallStep> waterfallOf(const MonthRow& month);

/// What holds back what runs: "demand", or the word of the resource that binds; and what would after it. Texts
/// "plan.resource.<word>".
const char* holdingWordOf(const MonthRow& month);
const char* holdingNextWordOf(const MonthRow& month);
/// The same as a sentence: who holds back whom, and how many are wanted or could run.
Text holdingSentenceOf(const MonthRow& month);

}  // namespace plenum::plan
