// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "base/Math.h"
#include "ways/Mps.h"
#include "ways/PhaseParts.h"

namespace plenum::plan {
namespace {

constexpr double monthDays = 30.4375, million = 1e6;
constexpr double gridPowerFactor = 0.95;  // as the plan counts the MVA of transformers
constexpr double farDays = 100'000.0;     // beyond any plan

double firmOf(const std::vector<double>& units) {
  double sum = 0.0, largest = 0.0;
  for (const double mw : units) sum += mw, largest = std::max(largest, mw);
  return units.size() > 1 ? sum - largest : 0.0;
}

class Builder {
 public:
  Builder(const Plan& plan, const Option& option, const Ground& ground)
      : plan_(plan),
        course_(plan, option, ground),
        sample_(course_.middle()),
        dates_(datesOf(course_, sample_)),
        times_(course_, sample_) {}

  PhaseProblem build() {
    out_.months = plan_.months;
    groups_ = groupsOf(course_, sample_);
    addColumns();
    addOrder();
    addLinks();
    for (int m = 0; m < plan_.months; ++m) addMonth(m);
    addGoal();
    tell();
    return std::move(out_);
  }

 private:
  using Sense = LinearProgram::Row::Sense;
  double value(Known known) const { return course_.known(sample_, known); }
  double readyDay(int month) const { return plenum::plan::readyDay(plan_, month); }
  double worth(int month, double share = 0.5) const {
    return math::pow(1.0 + value(Known::discount), -(month + share) / 12.0);
  }
  double hours(int m) const { return 24.0 * (readyDay(m + 1) - readyDay(m)); }
  std::size_t calendar(int m) const {
    return static_cast<std::size_t>(toCivil(timeOf(firstOfMonth(plan_.from, m))).date.month - 1);
  }
  std::vector<std::size_t>& columnsOf(std::size_t owner) {
    return owner < out_.phaseBy.size() ? out_.phaseBy[owner] : out_.gridBy[owner - out_.phaseBy.size()];
  }

  std::size_t column(std::string name, double cost, double lower, double upper, bool isInteger) {
    out_.program.columns.push_back({std::move(name), cost / million, lower, upper, isInteger});
    return out_.program.columns.size() - 1;
  }
  std::size_t row(std::string name, Sense sense, double limit) {
    out_.program.rows.push_back({std::move(name), sense, limit});
    return out_.program.rows.size() - 1;
  }
  void entry(std::size_t rowAt, std::size_t columnAt, double value) {
    if (value != 0.0) out_.program.entries.push_back({rowAt, columnAt, value});
  }
  static std::string numbered(const char* what, std::size_t which, int month) {
    std::string digits = std::to_string(month);
    return std::string(what) + std::to_string(which) + "_" +
           std::string(3 - std::min<std::size_t>(3, digits.size()), '0') + digits;
  }

  /// What money says of one phase or grid step that is ready in a month, of all of them never, CNY.
  double npvAt(std::size_t owner, int month) const {
    Dates dates = dates_;
    const double never = readyDay(plan_.months) + farDays;
    const std::size_t phases = course_.rfsOf.size();
    for (std::size_t n = 0; n < course_.nodes.size(); ++n) {
      const bool isIt = ownerOf(course_, n) == owner;
      dates.start[n] = (isIt ? readyDay(month) : never) + times_.start[n];
      dates.finish[n] = (isIt ? readyDay(month) : never) + times_.finish[n];
      // what is paid for is paid for as it was
      if (isIt && course_.nodes[n].done.isSet()) dates.start[n] = dates_.start[n], dates.finish[n] = dates_.finish[n];
    }
    for (std::size_t p = 0; p < phases; ++p) dates.rfsMonth[p] = p == owner ? month : plan_.months;
    for (std::size_t g = 0; g < course_.gridOf.size(); ++g)
      dates.gridMonth[g] = phases + g == owner ? month : plan_.months;
    std::vector<MonthRow> months(static_cast<std::size_t>(plan_.months));
    return moneyOf(course_, sample_, dates, months).npv;
  }

  void addColumns() {
    const std::size_t phases = course_.rfsOf.size(), none = phases + course_.gridOf.size();
    out_.phaseBy.resize(phases), out_.gridBy.resize(course_.gridOf.size());
    const double base = npvAt(none, 0);
    for (std::size_t owner = 0; owner < none; ++owner) {
      const bool isPhase = owner < phases;
      const std::size_t n = isPhase ? course_.rfsOf[owner] : course_.gridOf[owner - phases];
      const int first = std::max(0, isPhase ? dates_.rfsMonth[owner] : dates_.gridMonth[owner - phases]);
      const bool isDone = course_.nodes[n].done.isSet() && first == 0;
      std::vector<std::size_t>& by = columnsOf(owner);
      by.assign(static_cast<std::size_t>(plan_.months), PhaseProblem::absent);
      // what it costs to be ready in a month, and from then on
      std::vector<double> cost(static_cast<std::size_t>(plan_.months) + 1, 0.0);
      for (int m = first; m < plan_.months; ++m) cost[static_cast<std::size_t>(m)] = base - npvAt(owner, m);
      if (isPhase) {
        double standing = 0.0;
        for (int m = plan_.months - 1; m >= first; --m)
          cost[static_cast<std::size_t>(m)] += standing += standingCost(owner + 1, m);
      }
      for (int m = first; m < plan_.months; ++m) {
        const auto at = static_cast<std::size_t>(m);
        by[at] = column(numbered(isPhase ? "READY" : "GRIDON", isPhase ? owner + 1 : owner - phases + 1, m),
                        cost[at] - cost[at + 1], isDone ? 1.0 : 0.0, 1.0, true);
      }
    }
    double always = -base;
    for (int m = 0; m < plan_.months; ++m)
      always += standingCost(0, m) + worth(m) * value(Known::staffBase) * value(Known::staffYuan) / 12.0;
    out_.one = column("ONE", always, 1.0, 1.0, false);
  }
  /// Of a month, whatever runs.
  double standingCost(std::size_t group, int m) const {
    return worth(m) * (groups_[group].idle[calendar(m)] +
                       groups_[group].mw * value(Known::staffPerMw) * value(Known::staffYuan) / 12.0);
  }

  void addOrder() {
    const auto rise = [&](const char* what, const std::vector<std::vector<std::size_t>>& all) {
      for (std::size_t k = 0; k < all.size(); ++k)
        for (std::size_t m = 1; m < all[k].size(); ++m) {
          if (all[k][m - 1] == PhaseProblem::absent) continue;
          const std::size_t at = row(numbered(what, k + 1, static_cast<int>(m)), Sense::atMost, 0.0);
          entry(at, all[k][m - 1], 1.0), entry(at, all[k][m], -1.0);
        }
    };
    rise("STAYS", out_.phaseBy);
    rise("STAYSON", out_.gridBy);
  }

  void addLinks() {
    std::map<std::pair<std::size_t, std::size_t>, int> lags;  // who waits, for whom
    for (std::size_t n = 0; n < course_.nodes.size(); ++n) {
      if (course_.nodes[n].done.isSet()) continue;
      for (const std::size_t before : course_.nodes[n].after) {
        const std::size_t owner = ownerOf(course_, n), other = ownerOf(course_, before);
        if (owner == other || course_.nodes[before].done.isSet()) continue;
        const int lag = static_cast<int>(std::floor((times_.finish[before] - times_.start[n]) / monthDays));
        const auto [at, isNew] = lags.emplace(std::pair{owner, other}, lag);
        if (!isNew) at->second = std::max(at->second, lag);
      }
    }
    std::size_t number = 0;
    for (const auto& [pair, lag] : lags) {
      ++number;
      const std::vector<std::size_t>&who = columnsOf(pair.first), &whom = columnsOf(pair.second);
      for (int m = 0; m < plan_.months; ++m) {
        if (who[static_cast<std::size_t>(m)] == PhaseProblem::absent || m - lag >= plan_.months) continue;
        const std::size_t before = m - lag < 0 ? PhaseProblem::absent : whom[static_cast<std::size_t>(m - lag)];
        const std::size_t at = row(numbered("AFTER", number, m), Sense::atMost, 0.0);
        entry(at, who[static_cast<std::size_t>(m)], 1.0);
        if (before != PhaseProblem::absent) entry(at, before, -1.0);
      }
    }
  }

  /// A row of one month over what runs: so much a megawatt of each group, at most so much and what comes later.
  template <class PerMw>
  std::size_t limit(const char* name, int m, double most, PerMw perMw) {
    const std::size_t at = row(numbered(name, 0, m), Sense::atMost, most);
    for (std::size_t g = 0; g < groups_.size(); ++g)
      if (groups_[g].mw > 0.0) entry(at, live_[g], perMw(g) / groups_[g].mw);
    return at;
  }
  /// What a grant adds to a row of a month: at once, or with what it waits for.
  double granted(std::size_t g, int m, std::size_t& column, double& later) {
    const Grant& grant = course_.option.grants[g];
    column = PhaseProblem::absent;
    later = 0.0;
    if (grant.from.isSet() && monthFrom(plan_, grant.from.days) > m) return 0.0;
    const std::ptrdiff_t after = course_.grantAfter[g];
    if (after < 0 || course_.nodes[static_cast<std::size_t>(after)].done.isSet()) return grant.amount;
    const auto n = static_cast<std::size_t>(after);
    const int offset = static_cast<int>(std::ceil(times_.finish[n] / monthDays - 1e-9));
    const int by = std::min(m - offset, plan_.months - 1);
    column = by < 0 ? PhaseProblem::absent : columnsOf(ownerOf(course_, n))[static_cast<std::size_t>(by)];
    later = grant.amount;
    return 0.0;
  }
  template <class PerMw>
  void quota(const char* name, Resource resource, int m, double share, PerMw perMw) {
    const auto& grants = course_.option.grants;
    if (std::none_of(grants.begin(), grants.end(), [&](const Grant& g) { return g.resource == resource; })) return;
    const std::size_t at = limit(name, m, 0.0, perMw);
    for (std::size_t g = 0; g < grants.size(); ++g) {
      if (grants[g].resource != resource) continue;
      std::size_t columnAt = PhaseProblem::absent;
      double waits = 0.0;
      out_.program.rows[at].limit += share * granted(g, m, columnAt, waits);
      if (columnAt != PhaseProblem::absent) entry(at, columnAt, -share * waits);
    }
    if (resource != Resource::capital) return;
    for (std::size_t g = 0; g < out_.gridBy.size(); ++g)
      if (const std::size_t on = out_.gridBy[g][static_cast<std::size_t>(m)]; on != PhaseProblem::absent)
        entry(at, on, course_.option.gridSteps[g].capexMcny);
  }

  void addMonth(int m) {
    const auto month = static_cast<std::size_t>(m);
    live_.clear();
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const PhaseGroup& group = groups_[g];
      const std::size_t c = calendar(m);
      const double perMw =
          group.mw > 0.0 ? worth(m) * (group.running[c] - group.idle[c] - hours(m) * group.perHour[c]) / group.mw : 0.0;
      const std::size_t ready = g == 0 ? out_.one : out_.phaseBy[g - 1][month];
      const double most = ready == PhaseProblem::absent ? 0.0 : group.carried * group.mw;
      live_.push_back(column(numbered("LIVE", g, m), perMw, 0.0, most, false));
      if (g == 0 || most <= 0.0) continue;
      const std::size_t at = row(numbered("BUILT", g, m), Sense::atMost, 0.0);
      entry(at, live_.back(), 1.0), entry(at, ready, -most);
    }
    lives_.push_back(live_);
    const double recharge = 1.0 + value(Known::recharge);
    const auto mains = [&](std::size_t g) { return groups_[g].facilityMw * recharge; };
    const std::size_t grid = limit("GRID", m, course_.ground.site->gridFirmMw, mains);
    for (std::size_t g = 0; g < out_.gridBy.size(); ++g)
      if (out_.gridBy[g][month] != PhaseProblem::absent)
        entry(grid, out_.gridBy[g][month], -course_.option.gridSteps[g].firmMw);
    addTransformers(m, mains);
    quota("WATER", Resource::water, m, value(Known::drought), [&](std::size_t g) { return groups_[g].waterM3; });
    quota("FIBRE", Resource::fibre, m, 1.0, [&](std::size_t g) { return groups_[g].chips * value(Known::wanPerChip); });
    quota("FABRIC", Resource::fabric, m, 1.0, [&](std::size_t g) { return groups_[g].chips; });
    quota("CARBON", Resource::carbon, m, 1.0, [&](std::size_t g) { return groups_[g].carbonT; });
    quota("ENERGY", Resource::energy, m, 1.0, [&](std::size_t g) { return groups_[g].energyGwh; });
    quota("LAND", Resource::land, m, 1.0, [&](std::size_t g) { return g == 0 ? 0.0 : groups_[g].landM2; });
    quota("CAPITAL", Resource::capital, m, 1.0,
          [&](std::size_t g) { return g == 0 ? 0.0 : groups_[g].yuan / million; });
    if (!course_.option.demand.empty()) {
      double wanted = 0.0;
      for (const Demand& demand : course_.option.demand)
        if (!demand.from.isSet() || monthFrom(plan_, demand.from.days) <= m)
          wanted = std::max(wanted, static_cast<double>(demand.chips));
      limit("DEMAND", m, wanted, [&](std::size_t g) { return groups_[g].chips; });
    }
  }

  template <class PerMw>
  void addTransformers(int m, PerMw mains) {
    const Figures& site = *course_.ground.site;
    const auto& steps = course_.option.gridSteps;
    if (site.transformers.empty() &&
        std::none_of(steps.begin(), steps.end(), [](const GridStep& s) { return s.transformers > 0; }))
      return;
    std::map<std::string, std::vector<double>> substations{{"site", site.transformerMw}};
    const std::size_t at = limit("TRANSF", m, firmOf(site.transformerMw), mains);
    for (std::size_t g = 0; g < steps.size(); ++g) {
      std::vector<double>& units = substations[steps[g].substation.empty() ? steps[g].id : steps[g].substation];
      const double before = firmOf(units);
      units.insert(units.end(), static_cast<std::size_t>(std::max(0, steps[g].transformers)),
                   steps[g].transformerMva * gridPowerFactor);
      if (const std::size_t on = out_.gridBy[g][static_cast<std::size_t>(m)]; on != PhaseProblem::absent)
        entry(at, on, before - firmOf(units));
    }
  }

  /// Held to the goal from the month in which the option as given comes to it; to none where it does not.
  void addGoal() {
    if (plan_.goalChips <= 0 || plan_.months <= 0) return;
    const Outcome outcome = workOut(course_, sample_, dates_);
    if (!outcome.goalMonth) return;
    for (const int m : {*outcome.goalMonth, plan_.months - 1}) {
      const std::size_t at = row(numbered("GOAL", 0, m), Sense::atLeast, static_cast<double>(plan_.goalChips));
      for (std::size_t g = 0; g < groups_.size(); ++g)
        if (groups_[g].mw > 0.0) entry(at, lives_[static_cast<std::size_t>(m)][g], groups_[g].chips / groups_[g].mw);
      if (m == plan_.months - 1) break;
    }
  }

  void tell() {
    auto& said = out_.program.comments;
    said = {"Plan " + plan_.id + ", option " + course_.option.id + ", months 0 to " + std::to_string(plan_.months - 1) +
                " from " + textOf(plan_.from),
            "Least of: minus the net present value, million CNY.",
            "READYp_m is 1 where phase p is ready in month m or before; GRIDONk_m the same of grid step k.",
            "LIVEp_m: IT megawatts that run, p = 0 the site as it stands. ONE: what is spent whatever is decided.",
            "The goal is held no later than by the option as given.",
            "Exact: capital, renewal, maintenance, residual by month; staff; firm grid, permits and demand by month.",
            "Linearised: a phase moves as one piece, times between phases in whole months; use lies on the line",
            "between none and all running; each phase runs at its own share; own machines cap their own phase;",
            "transformers count in the order of the option."};
    for (std::size_t p = 0; p < out_.phaseBy.size(); ++p)
      said.push_back("phase " + std::to_string(p + 1) + ": " + course_.option.phases[p].id);
    for (std::size_t g = 0; g < out_.gridBy.size(); ++g)
      said.push_back("grid step " + std::to_string(g + 1) + ": " + course_.option.gridSteps[g].id);
  }

  const Plan& plan_;
  Course course_;
  Sample sample_;
  Dates dates_;
  PhaseTimes times_;
  std::vector<PhaseGroup> groups_;  // the site, then the phases
  std::vector<std::size_t> live_;   // of the month that is being written
  std::vector<std::vector<std::size_t>> lives_;
  PhaseProblem out_;
};

}  // namespace

PhaseProblem phaseProblem(const Plan& plan, const Option& option, const Ground& ground) {
  return Builder(plan, option, ground).build();
}

}  // namespace plenum::plan
