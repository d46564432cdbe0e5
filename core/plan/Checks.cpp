// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "plan/Constants.h"
#include "plan/Course.h"
#include "plan/Measure.h"
#include "plan/Rules.h"
#include "plan/Titles.h"
#include "site/Clearance.h"

namespace plenum::plan {
namespace {

constexpr int gradeAsked = 2;  // GB 40879-2021, of what is new (values unverified)
constexpr double leastOverhead =
    1e-3;                          // nothing runs on its IT power alone: a limit at or below 1 is one that nobody keeps
constexpr double usualPue = 1.25;  // where nothing is stated: hub nodes, plan of December 2021 (facts 7)
constexpr double fibreFar = 4.0;   // amber up to so many times the reach of short optics: long-reach optics carry 2 km

class Checker {
 public:
  Checker(const Course& course, const Sample& sample, const Dates& dates, const Outcome& outcome,
          const Evaluation& evaluation)
      : course_(course),
        sample_(sample),
        dates_(dates),
        months_(outcome.months),
        tieIns_(outcome.tieIns),
        evaluation_(evaluation) {}

  std::vector<Check> run() {
    grid(), equipment(), blocks(), cooling(), water(), ride(), batteries(), fuel(), floor(), reach(), ordersPassed(),
        tieIns(), partLoad(), policy(), ramp();
    for (std::size_t k = 0; k < out_.size(); ++k) {
      out_[k].number = static_cast<int>(k) + 1;
      const char* light[] = {"green", "amber", "red", "unknown"};
      const Said& said = said_[k];
      out_[k].why =
          Text("plan.check." + out_[k].id + "." + light[static_cast<std::size_t>(out_[k].light)] + said.variant,
               {{"value", toText(out_[k].value, said.decimals)},
                {"limit", toText(out_[k].limit, said.decimals)},
                {"month", out_[k].month >= 0 ? monthText(out_[k].month) : std::string()}});
      out_[k].why.arguments.insert(out_[k].why.arguments.end(), said.arguments.begin(), said.arguments.end());
      if (const Site& site = *course_.ground.layout->site; out_[k].entity == site.id) {
        const auto titled = [&](bool isChinese) {
          return site.name.in(isChinese).empty() ? site.id : site.name.in(isChinese);
        };
        for (const auto& [place, title] :
             {std::pair{"place", site.id}, {"place.en", titled(false)}, {"place.zh", titled(true)}})
          out_[k].why.arguments.emplace_back(place, title);
      } else {
        addTitle(out_[k].why.arguments, "place", course_.plan, course_.option, out_[k].entity);
      }
    }
    tellUnplaced(course_, evaluation_, out_);
    tellTakenDown(course_, tieIns_, out_);
    return std::move(out_);
  }

 private:
  double known(Known k) const { return course_.known(sample_, k); }
  const Assumption* row(Known k) const {
    for (const Assumption& a : course_.assumptions)
      if (a.id == idOf(k)) return &a;
    return nullptr;
  }
  std::string sourceOf(Known k) const { return row(k) ? row(k)->source : std::string(); }
  std::string monthText(int m) const { return textOf(firstOfMonth(course_.plan.from, m)).substr(0, 7); }
  /// `source`: of the assumption that is its limit; "" where the check has one of its own.
  Check& add(const char* id, const char* unit, int decimals, const std::string& source = {}) {
    Check check;
    check.id = id;
    check.unit = unit;
    check.source =
        source.empty() ? Text("plan.check." + check.id + ".source") : Text("plan.check.source", {{"source", source}});
    out_.push_back(std::move(check));
    said_.push_back({decimals, {}, {}});
    return out_.back();
  }
  /// Green below `amber` of the limit.
  static Light below(double value, double limit, double amber) {
    return value > limit * (1.0 + 1e-9) ? Light::red : value > amber * limit ? Light::amber : Light::green;
  }
  static Light above(double value, double limit, double amber) {
    return value < limit * (1.0 - 1e-9) ? Light::red : value < amber * limit ? Light::amber : Light::green;
  }
  /// The month in which a resource has least to spare beside what is wanted, as loading of its capacity.
  void loading(Check& check, std::initializer_list<Resource> all) const {
    double worst = -1.0;
    for (std::size_t m = 0; m < months_.size(); ++m) {
      const double asksMw =
          course_.option.demand.empty() ? months_[m].placedMw : std::min(months_[m].placedMw, months_[m].demandMw);
      for (const Resource r : all) {
        const double capacity = months_[m].capacityMw[indexOf(r)];
        if (capacity == endless) continue;
        const double load = capacity > 0.0 ? asksMw / capacity : (asksMw > 0.0 ? 99.0 : 0.0);
        if (load > worst + 1e-9) worst = load, check.month = static_cast<int>(m), resource_ = r;
      }
    }
    check.limit = 100.0;
    check.value = 100.0 * worst;
    check.light = worst < 0.0 ? Light::unknown : below(worst, 1.0, 0.9);
    if (worst < 0.0) check.value = 0.0;
  }
  /// Each campus that is ever built, once.
  template <class Look>
  void each(Look look) const {
    for (const Course::Module& module : course_.modules) look(module);
  }
  std::string placeOf(const Course::Module& module, const std::string& id) const {
    if (module.phase < 0) return id;
    return course_.option.phases[static_cast<std::size_t>(module.phase)].id;
  }

  std::string placeOf(const PhaseRow& phase) const {
    return phase.id.empty() ? course_.ground.layout->site->id : phase.id;
  }

  void grid() {
    Check& check = add("grid-n-1", "%", 0);
    loading(check, {Resource::grid});
    check.entity = course_.option.gridSteps.empty() ? std::string() : "grid/" + course_.option.gridSteps.front().id;
    for (std::size_t g = 0; g < dates_.gridMonth.size(); ++g)  // the next to come is what helps
      if (dates_.gridMonth[g] > check.month) {
        check.entity = "grid/" + course_.option.gridSteps[g].id;
        break;
      }
  }
  void equipment() {
    Check& check = add("equipment-n-1", "%", 0);
    loading(check, {Resource::transformers, Resource::ups, Resource::gensets});
    if (check.month < 0) return;
    const Weakest weakest = weakestAt(course_, sample_, dates_, check.month, resource_);
    check.entity = weakest.module ? placeOf(*weakest.module, weakest.entity) : weakest.entity;
    if (check.entity.empty()) check.entity = course_.ground.layout->site->id;
    said_.back().variant = resource_ == Resource::transformers ? ".transformers"
                           : resource_ == Resource::ups        ? ".ups"
                                                               : ".gensets";
  }
  void blocks() {
    Check& check = add("genset-blocks", "", 0);
    each([&](const Course::Module& m) {
      if (m.figures->blackoutDarkChips > 0 && check.entity.empty())
        check.entity = placeOf(m, m.figures->weakest[indexOf(Resource::gensets)]);
      check.value += static_cast<double>(m.count * m.figures->blackoutDarkChips);
    });
    check.light = check.value > 0.0 ? Light::red : Light::green;
  }
  void cooling() {
    Check& check = add("cooling-n-1", "%", 0);
    double extreme = endless, design = endless;
    each([&](const Course::Module& m) {
      design = std::min({design, m.figures->share[indexOf(Resource::heatRejection)],
                         m.figures->share[indexOf(Resource::hallCooling)]});
      if (m.figures->extremeShare < extreme)
        extreme = m.figures->extremeShare, check.entity = placeOf(m, m.figures->extremeWeakest);
    });
    check.value = 100.0 * extreme, check.limit = 100.0;
    check.light = extreme >= 1.0 ? Light::green : design >= 1.0 ? Light::amber : Light::red;
  }
  void water() {
    Check& check = add("water", "m³/d", 0);
    double worst = -1.0;
    for (std::size_t m = 0; m < months_.size(); ++m) {
      const double capacity = months_[m].capacityMw[indexOf(Resource::water)];
      if (capacity == endless) continue;
      double dayM3 = 0.0, granted = 0.0;
      for (const Course::Module& module : course_.modules)
        if ((module.phase < 0 || dates_.rfsMonth[static_cast<std::size_t>(module.phase)] <= static_cast<int>(m)) &&
            !module.figures->years.empty())
          dayM3 += module.placed * module.figures->years.back().peakDayM3;
      granted = months_[m].placedMw > 0.0 ? capacity * dayM3 / months_[m].placedMw : 0.0;
      const double load = granted > 0.0 ? dayM3 / granted : 99.0;
      if (load > worst) worst = load, check.value = dayM3, check.limit = granted, check.month = static_cast<int>(m);
    }
    check.light = worst < 0.0 ? Light::unknown : below(worst, 1.0, 0.9);
    for (const Grant& grant : course_.option.grants)
      if (grant.resource == Resource::water) check.entity = grant.id;
  }
  void ride() {
    Check& check = add("ride-through", "K", 1);
    check.value = endless;
    double slow = 0.0;
    each([&](const Course::Module& m) {
      slow += static_cast<double>(m.count * m.figures->blackoutSlowChips);
      if (m.figures->blackoutMarginK < check.value)
        check.value = m.figures->blackoutMarginK, check.entity = placeOf(m, std::string());
    });
    check.light = slow > 0.0 || check.value < 0.0 ? Light::red : check.value < 3.0 ? Light::amber : Light::green;
  }
  void batteries() {
    Check& check = add("batteries", "min", 1, sourceOf(Known::limitBattery));
    check.limit = known(Known::limitBattery);
    check.value = endless;
    each([&](const Course::Module& m) {
      if (m.figures->upss > 0 && m.figures->batteryMinutes < check.value)
        check.value = m.figures->batteryMinutes, check.entity = placeOf(m, m.figures->leastBattery);
    });
    check.light = check.value == endless              ? Light::unknown
                  : check.value >= check.limit - 1e-6 ? Light::green
                  : check.value >= 7.0                ? Light::amber  // class B
                                                      : Light::red;
    if (check.value == endless) check.value = 0.0;
  }
  void fuel() {
    Check& check = add("fuel", "h", 1, sourceOf(Known::limitFuel));
    check.limit = known(Known::limitFuel);
    check.value = endless;
    each([&](const Course::Module& m) {
      if (m.figures->gensets > 0 && m.figures->fuelHours < check.value)
        check.value = m.figures->fuelHours, check.entity = placeOf(m, m.figures->leastFuel);
    });
    check.light = check.value == endless ? Light::unknown : above(check.value, check.limit, 1.0);
    if (check.value == endless) check.value = 0.0;
  }
  void floor() {
    Check& check = add("floor", "m", 2);
    check.limit = known(Known::limitAisle);
    check.value = endless;
    bool isHeavy = false;
    each([&](const Course::Module& m) {
      isHeavy = isHeavy || m.figures->share[indexOf(Resource::floor)] < 1.0;
      if (m.figures->narrowestM > 0.0 && m.figures->narrowestM < check.value)
        check.value = m.figures->narrowestM, check.entity = placeOf(m, m.figures->weakest[indexOf(Resource::floor)]);
    });
    check.light = isHeavy ? Light::red : check.value == endless ? Light::unknown : above(check.value, check.limit, 1.0);
    if (check.value == endless) check.value = 0.0;
    if (check.light == Light::green) safety(check);
  }
  /// Ways out, zones of gas extinguishing, battery storage: the worst of them of all campuses.
  void safety(Check& check) {
    double wayOutM = 0.0, hallM2 = 0.0, storageM = endless;
    std::string wayOut, hall, storage, undrawn;
    each([&](const Course::Module& m) {
      const Figures& f = *m.figures;
      if (f.halls > 0 && f.longestWayOutM <= 0.0 && undrawn.empty()) undrawn = placeOf(m, f.largestHall);
      if (f.longestWayOutM > wayOutM) wayOutM = f.longestWayOutM, wayOut = placeOf(m, f.longestWayOut);
      if (f.largestHallM2 > hallM2) hallM2 = f.largestHallM2, hall = placeOf(m, f.largestHall);
      if (f.storageGapM >= 0.0 && f.storageGapM < storageM)
        storageM = f.storageGapM, storage = placeOf(m, f.nearestStorage);
    });
    Said& said = said_.back();
    const auto amber = [&](const char* variant, const std::string& entity) {
      check.light = Light::amber, check.entity = entity, said.variant = variant;
    };
    const double wayOutLimitM = spaceNumber(SpaceRule::wayOut).required;
    if (!undrawn.empty())
      amber(".no-doors", undrawn);
    else if (wayOutM > wayOutLimitM)
      amber(".way-out", wayOut);
    else if (storageM < known(Known::limitStorage))
      amber(".storage", storage);
    else if (hallM2 > known(Known::limitCompartment))
      amber(".compartment", hall);
    else if (storageM == endless)
      said.variant = ".no-storage";
    said.tell("wayOut", wayOutM, 0), said.tell("wayOutLimit", wayOutLimitM, 0);
    said.tell("storage", storageM == endless ? 0.0 : storageM, 1),
        said.tell("storageLimit", known(Known::limitStorage), 0);
    said.tell("zone", hallM2, 0), said.tell("zoneLimit", known(Known::limitCompartment), 0);
  }
  void reach() {
    Check& check = add("reach", "m", 0, sourceOf(Known::limitReach));
    check.limit = known(Known::limitReach);
    const FibreWay way = longestFibre(course_);
    check.value = way.metres, check.entity = way.entity;
    if (way.entity.empty()) said_.back().variant = ".rough";
    check.light = check.value <= check.limit              ? Light::green
                  : check.value <= fibreFar * check.limit ? Light::amber
                                                          : Light::red;
  }
  void ordersPassed() {
    Check& check = add("orders", "d", 0);
    check.value = endless;
    for (const OrderRow& order : evaluation_.orders)
      if (!order.ordered.isSet() && order.slackDays < check.value)
        check.value = order.slackDays, check.entity = order.id;
    check.light = check.value == endless ? Light::green
                  : check.value < 0.0    ? Light::red
                  : check.value < 30.0   ? Light::amber
                                         : Light::green;
    if (check.value == endless) check.value = 0.0;
  }
  void tieIns() {
    Check& check = add("tie-ins", "MW", 1);
    check.value = endless;
    bool isAny = false;
    for (std::size_t m = 0; m < months_.size(); ++m) {
      if (months_[m].tieIn.empty()) continue;
      isAny = true;
      if (months_[m].spareMw < check.value)
        check.value = months_[m].spareMw, check.month = static_cast<int>(m), check.entity = months_[m].tieIn;
    }
    if (!isAny) check.value = 0.0;
    check.light = !isAny                                                                       ? Light::unknown
                  : check.value < -1e-9                                                        ? Light::red
                  : check.value < 0.05 * months_[static_cast<std::size_t>(check.month)].liveMw ? Light::amber
                                                                                               : Light::green;
  }
  /// Of what stands: what it was approved with. Of what is added: what new campuses are held to today.
  double pueLimitOf(const PhaseRow& phase) const {
    const double approved = course_.ground.layout->site->surroundings.pueLimit;
    if (phase.id.empty()) return approved > 0.0 ? approved : usualPue;
    const double asked = known(Known::limitPue) > 0.0 ? known(Known::limitPue) : usualPue;
    return approved > 0.0 ? std::min(approved, asked) : asked;
  }
  void partLoad() {
    Check& check = add("part-load", "", 3);
    const PhaseRow* wettest = nullptr;
    double worst = 0.0, wue = 0.0, asked = known(Known::limitWue);
    int wueMonth = -1;
    for (const PhaseRow& phase : evaluation_.phases)
      for (const PhaseYear* year : {&phase.opening, &phase.full}) {
        const double limit = pueLimitOf(phase),
                     load = year->pue > 0.0 ? (year->pue - 1.0) / std::max(leastOverhead, limit - 1.0) : 0.0;
        if (load > worst) {
          worst = load;
          check.value = year->pue, check.limit = limit, check.month = year->month, check.entity = placeOf(phase);
        }
        if (year->wue > wue) wue = year->wue, wueMonth = year->month, wettest = &phase;
      }
    check.light = worst <= 0.0 ? Light::unknown : below(worst, 1.0, 0.9);
    Said& said = said_.back();
    said.tell("wue", wue, 2), said.tell("wueLimit", asked, 2);
    const bool isStated = course_.isStated(Known::limitWue);
    if (asked <= 0.0 || wue <= asked * (1.0 + 1e-9) || check.light == Light::red ||
        (check.light == Light::amber && !isStated))
      return;
    check.light = isStated ? Light::red : Light::amber;
    check.value = wue, check.limit = asked, check.unit = "L/kWh", check.month = wueMonth,
    check.entity = placeOf(*wettest);
    said.decimals = 2, said.variant = ".water";
  }
  void policy() {
    Check& check = add("policy", "", 3);
    check.limit = known(Known::limitPue) > 0.0 ? known(Known::limitPue) : usualPue;
    if (evaluation_.phases.empty() || months_.empty()) return;
    if (const PhaseRow* phase = lastPhaseOf(evaluation_.phases, course_.plan.months); phase && phase->full.pue > 0.0) {
      check.value = phase->full.pue, check.month = phase->full.month, check.entity = placeOf(*phase);
      check.limit = pueLimitOf(*phase);
    }
    const MonthRow& last = months_.back();
    const double racked = last.installedChips > 0.0 ? last.liveChips / last.installedChips : 0.0;
    const double liquid = liquidShare(course_, dates_, static_cast<int>(months_.size()) - 1);
    const double green = course_.ground.layout->site->surroundings.greenShare.si;
    Said& said = said_.back();
    const int grade = gradeOfPue(check.value);
    said.tell("grade", grade, 0);
    for (const auto& [name, share] : {std::pair{"racked", racked},
                                      {"rackedAsked", known(Known::limitRacked)},
                                      {"liquid", liquid},
                                      {"liquidAsked", known(Known::limitLiquid)},
                                      {"green", green},
                                      {"greenAsked", known(Known::limitGreen)}})
      said.tell(name, 100.0 * share, 0);
    said.tell("pue", check.value, 3), said.tell("pueLimit", check.limit, 3);
    // a share that the plan states and does not reach, told in place of the PUE.
    const auto falls = [&](double share, Known limit, const char* variant) {
      if (!course_.isStated(limit) || share >= known(limit) * (1.0 - 1e-9)) return false;
      check.light = Light::red, check.value = 100.0 * share, check.limit = 100.0 * known(limit), check.unit = "%";
      said.decimals = 0, said.variant = variant;
      return true;
    };
    check.light = Light::green;
    if (check.value <= 0.0)
      check.light = Light::unknown;
    else if (check.value > check.limit * (1.0 + 1e-9) || grade > gradeAsked)
      check.light = Light::red;
    else if (falls(green, Known::limitGreen, ".green") || falls(liquid, Known::limitLiquid, ".liquid"))
      return;
    else if (racked < known(Known::limitRacked))
      check.light = Light::amber;
  }
  void ramp() {
    Check& check = add("ramp", "MW/s", 1, sourceOf(Known::limitRamp));
    check.limit = known(Known::limitRamp);
    double swingMw = 0.0;
    each([&](const Course::Module& m) { swingMw += m.count * m.figures->swingMw; });
    check.value = swingMw;  // within the first second: an edge of a step is far shorter
    check.light = below(check.value, check.limit, 0.8);
  }

  const Course& course_;
  const Sample& sample_;
  const Dates& dates_;
  const std::vector<MonthRow>& months_;
  const std::vector<TieInRow>& tieIns_;
  const Evaluation& evaluation_;
  mutable Resource resource_ = Resource::transformers;
  std::vector<Check> out_;
  /// How a check is put into words: which of its sentences, and what they tell beside value, limit, month and place.
  struct Said {
    int decimals = 0;
    std::string variant;  // ".water"
    std::vector<std::pair<std::string, std::string>> arguments;
    void tell(const char* name, double value, int places) { arguments.emplace_back(name, toText(value, places)); }
  };
  std::vector<Said> said_;  // as `out_`
};

}  // namespace

std::vector<Check> checksOf(const Course& course, const Sample& sample, const Dates& dates, const Outcome& outcome,
                            const Evaluation& evaluation) {
  return Checker(course, sample, dates, outcome, evaluation).run();
}

}  // namespace plenum::plan
