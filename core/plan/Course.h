// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "plan/Evaluate.h"
#include "plan/GroundPlan.h"
#include "study/Scale.h"

namespace plenum::plan {

// Private to this room: an option made ready to be worked out many times, with other numbers each time.

/// The assumptions that the equations know by name. Those of chips (price, revenue) come by the chip's id.
enum class Known : std::size_t {
  capexFacility,
  mepShare,
  itFactor,
  itLeadWeeks,
  itAtOrder,
  energyFactor,
  demandCharge,
  water,
  greenPremium,
  staffBase,
  staffPerMw,
  staffYuan,
  maintenance,
  itMaintenance,
  sold,
  discount,
  lifeIt,
  lifeMep,
  lifeShell,
  renewal,
  utilisation,
  recharge,
  drought,
  wanPerChip,
  limitBattery,
  limitFuel,
  limitReach,
  limitRacked,
  limitAisle,
  limitRamp,
  limitWue,
  limitPue,
  limitLiquid,
  limitGreen,
  limitCompartment,
  limitStorage,
  storage,
  count
};
const char* idOf(Known known);

struct Node {
  Activity::Kind kind = Activity::Kind::step;
  Step::Kind step = Step::Kind::other;
  std::string id, name;
  Name title;
  int phase = -1;        // of the option; −1: a grid step
  std::size_t item = 0;  // of the phase
  Weeks weeks;
  double delayWeeks = 0.0;
  Day notBefore, done, ordered;
  std::vector<std::size_t> after;
};

/// What changes from one working-out to the next.
struct Sample {
  std::vector<double> values;  // as Course::assumptions
  std::vector<double> weeks;   // as Course::nodes
  double slipDays = 0.0;       // of every phase and grid step that is not ready yet
};

class Course {
 public:
  Course(const Plan& p, const Option& o, const Ground& g) : Course(p, o, g, placesOf(p, o, g)) {}
  /// With other places than the ground's; null: nothing is known of places, and land limits by what is granted alone.
  Course(const Plan& p, const Option& o, const Ground& g, GroundPlanPtr at);

  Sample middle() const;
  /// Whether the plan or the option gives that number itself: a limit that it states binds it.
  bool isStated(Known which) const;
  double known(const Sample& sample, Known which) const {
    return sample.values[knownAt_[static_cast<std::size_t>(which)]];
  }

  const Plan& plan;
  const Option& option;
  const Ground& ground;
  std::vector<Assumption> assumptions;
  std::vector<Node> nodes;                         // predecessors first
  std::vector<std::size_t> rfsOf;                  // by phase: its last node
  std::vector<std::size_t> gridOf;                 // by grid step
  std::vector<std::ptrdiff_t> grantAfter;          // by grant: the node it waits for; −1: none
  std::vector<std::ptrdiff_t> tieInAt;             // by tie-in, phase by phase
  std::vector<std::array<std::size_t, 2>> chipAt;  // by module: price and revenue in `assumptions`

  struct Module {
    const Figures* figures = nullptr;
    int phase = -1;  // −1: the site
    int count = 1;
    int placed = 1;               // of them, those that have found a place on the plan's land
    double capexMcnyPerMw = 0.0;  // 0: the assumption's
  };
  std::vector<Module> modules;  // the site first
  GroundPlanPtr places;         // null: no land is drawn, or nothing is laid out

 private:
  void takeAssumptions();
  void takeNodes();
  void takeModules();
  int placedOf(std::size_t phase, std::size_t block, int count) const;
  std::array<std::size_t, std::size_t(Known::count)> knownAt_{};
};

/// When everything happens: days since 1970-01-01, by node.
struct Dates {
  std::vector<double> start, finish;
  std::vector<int> rfsMonth;  // by phase: the first whole month of service, from the plan's first
  std::vector<int> gridMonth;
};
Dates datesOf(const Course& course, const Sample& sample);
/// Without the months: for whoever asks very often.
Dates runOf(const Course& course, const Sample& sample);
/// The month from which on something that is done on a day counts.
int monthFrom(const Plan& plan, double day);

/// Everything by month, and the money.
struct Outcome {
  std::vector<MonthRow> months;
  std::vector<TieInRow> tieIns;
  Money money;
  std::optional<int> goalMonth;
};
Outcome workOut(const Course& course, const Sample& sample, const Dates& dates);
/// The money of months whose amounts stand.
Money moneyOf(const Course& course, const Sample& sample, const Dates& dates, std::vector<MonthRow>& months);

/// What a phase pays for its buildings and machines: items that have a price on the day that they come, at most all of
/// it, the rest along the works.
struct PaidItems {
  struct One {
    std::size_t node = 0, phase = 0;
    double day = 0.0;
    double share = 0.0;  // of the phase's sum
  };
  std::vector<One> all;
  std::vector<double> spentAlong;  // by phase: the share that is left for the works
};
PaidItems paidItems(const Course& course, const Sample& sample, const Dates& dates);
/// Of one module, buildings and machines without IT, CNY.
double facilityYuan(const Course& course, const Sample& sample, const Course::Module& module);

/// Between its delivery and the first work that it feeds, an item lies about.
struct Waiting {
  std::size_t node = 0;
  double yuan = 0.0;  // its price
  double fromDay = 0.0, toDay = 0.0;
};
std::vector<Waiting> waitingOf(const Course& course, const Dates& dates);
/// Of one month, in months of 365.25 / 12 days.
double waitedMonths(const Waiting& waiting, Day month);

/// What one training job runs on: the chips of the kind of which most stand in a month. Other kinds would make it wait
/// at every step, and run something else.
struct ModelFleet {
  study::ScaleWish wish;
  std::string chip;
  double share = 1.0;                         // of all chips that have a place
  double priceRatio = 1.0, powerRatio = 1.0;  // of one of them, beside the mean of all chips
  double energyShare = 1.0;                   // of the facility's energy of a year at that utilisation
};
/// Nothing where the option names no model, or the catalogue has none of that name.
std::optional<ModelFleet> modelFleetOf(const Course& course, const Sample& sample, const Dates& dates, int month,
                                       double utilisation);
std::uint32_t wholeChips(double chips);
std::vector<PhaseRow> phasesOf(const Course& course, const Sample& sample, const Dates& dates, const Outcome& outcome);
std::vector<Check> checksOf(const Course& course, const Sample& sample, const Dates& dates, const Outcome& outcome,
                            const Evaluation& evaluation);
double p80(const Weeks& weeks);

}  // namespace plenum::plan
