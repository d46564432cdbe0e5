// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "plan/Constants.h"
#include "plan/Course.h"

namespace plenum::plan {
namespace {

/// In the order in which the waterfall takes away.
constexpr std::array<Resource, resources - 1> inOrder{
    Resource::ups,    Resource::gensets,      Resource::heatRejection, Resource::hallCooling, Resource::water,
    Resource::grid,   Resource::transformers, Resource::land,          Resource::floor,       Resource::fibre,
    Resource::fabric, Resource::carbon,       Resource::energy,        Resource::capital};

/// What the campus consists of in one month.
struct Standing {
  double chips = 0.0, itMw = 0.0, facilityMw = 0.0, waterM3PerMw = 0.0;
};

double lessLargest(const std::vector<double>& units) {
  double sum = 0.0, largest = 0.0;
  for (const double mw : units) sum += mw, largest = std::max(largest, mw);
  return units.size() > 1 ? sum - largest : 0.0;
}

class Months {
 public:
  Months(const Course& course, const Sample& sample, const Dates& dates)
      : course_(course), sample_(sample), dates_(dates) {
    for (const Grant& grant : course.option.grants) isGranted_[indexOf(grant.resource)] = true;
    std::size_t t = 0;
    for (std::size_t p = 0; p < course.option.phases.size(); ++p)
      for (const TieIn& tieIn : course.option.phases[p].tieIns) {
        const std::ptrdiff_t n = course.tieInAt[t++];
        if (n < 0) continue;
        const auto at = static_cast<std::size_t>(n);
        tieIns_.push_back({&tieIn, monthsBetween(course.plan.from, dayAt(dates.start[at])),
                           monthsBetween(course.plan.from, dayAt(std::max(dates.start[at], dates.finish[at] - 1.0)))});
      }
    spend();
  }

  MonthRow row(int m) {
    MonthRow out;
    out.first = firstOfMonth(course_.plan.from, m);
    const Standing now = standingAt(m);
    out.installedChips = now.chips;
    out.installedMw = now.itMw;
    capacities(m, now, nullptr, out.capacityMw);
    pick(out);
    demand(m, out);
    // a tie-in takes no load away: it takes away what stands behind the load
    std::array<double, resources> spared = out.capacityMw;
    for (const Work& work : tieIns_) {
      if (m < work.from || m > work.to) continue;
      std::array<double, resources> during{};
      capacities(m, now, work.tieIn, during);
      for (std::size_t r = 0; r < resources; ++r) spared[r] = std::min(spared[r], during[r]);
      out.tieIn = work.tieIn->id;
    }
    double least = endless;
    for (std::size_t r = 1; r < resources; ++r)
      if (spared[r] < least) least = spared[r], out.weakest = static_cast<Resource>(r);
    out.spareMw = least - out.liveMw;
    out.isSpared = least >= out.liveMw - 1e-9;
    progress(m, out);
    consume(m, out);
    return out;
  }

 private:
  struct Work {
    const TieIn* tieIn;
    int from, to;
  };
  static Day dayAt(double day) { return {static_cast<std::int32_t>(std::floor(day + 1e-6))}; }
  bool stands(const Course::Module& module, int m) const {
    return module.phase < 0 || dates_.rfsMonth[static_cast<std::size_t>(module.phase)] <= m;
  }
  double value(Known known) const { return course_.known(sample_, known); }

  Standing standingAt(int m) const {
    Standing out;
    for (const Course::Module& module : course_.modules) {
      if (!stands(module, m)) continue;
      out.chips += module.count * static_cast<double>(module.figures->chips);
      out.itMw += module.count * module.figures->itMw;
      out.facilityMw += module.count * module.figures->facilityMw;
      if (!module.figures->years.empty()) out.waterM3PerMw += module.count * module.figures->years.back().peakDayM3;
    }
    if (out.itMw > 0.0) out.waterM3PerMw /= out.itMw;
    return out;
  }

  double granted(Resource resource, int m) const {
    double sum = 0.0;
    for (std::size_t g = 0; g < course_.option.grants.size(); ++g) {
      const Grant& grant = course_.option.grants[g];
      if (grant.resource != resource) continue;
      if (grant.from.isSet() && monthFrom(course_.plan, grant.from.days) > m) continue;
      const std::ptrdiff_t n = course_.grantAfter[g];
      if (n >= 0 && monthFrom(course_.plan, dates_.finish[static_cast<std::size_t>(n)]) > m) continue;
      sum += grant.amount;
    }
    return sum;
  }

  /// Megawatts at the mains with the largest feed lost.
  double firmMw(int m, const TieIn* tieIn) const {
    double firm = course_.ground.site->gridFirmMw;
    if (tieIn && tieIn->resource == Resource::grid) {
      std::vector<double> left;
      const Figures& site = *course_.ground.site;
      for (std::size_t f = 0; f < site.feeds.size(); ++f)
        if (std::find(tieIn->out.begin(), tieIn->out.end(), site.feeds[f]) == tieIn->out.end())
          left.push_back(site.feedMw[f]);
      firm = lessLargest(left);
    }
    for (std::size_t g = 0; g < course_.option.gridSteps.size(); ++g)
      if (dates_.gridMonth[g] <= m) firm += course_.option.gridSteps[g].firmMw;
    return firm;
  }
  double transformersMw(int m, const TieIn* tieIn) const {
    std::map<std::string, std::vector<double>> substations;
    const Figures& site = *course_.ground.site;
    bool isAny = !site.transformers.empty();
    for (std::size_t t = 0; t < site.transformers.size(); ++t) {
      const bool isOut = tieIn && tieIn->resource == Resource::transformers &&
                         std::find(tieIn->out.begin(), tieIn->out.end(), site.transformers[t]) != tieIn->out.end();
      if (!isOut) substations["site"].push_back(site.transformerMw[t]);
    }
    for (std::size_t g = 0; g < course_.option.gridSteps.size(); ++g) {
      const GridStep& step = course_.option.gridSteps[g];
      isAny = isAny || step.transformers > 0;
      if (dates_.gridMonth[g] > m) continue;
      auto& units = substations[step.substation.empty() ? step.id : step.substation];
      for (int k = 0; k < step.transformers; ++k) units.push_back(step.transformerMva * powerFactor);
    }
    if (!isAny) return endless;
    double sum = 0.0;
    for (const auto& [name, units] : substations) sum += lessLargest(units);
    return sum;
  }

  /// What the modules' own machines carry: a spare of one does nothing for another.
  double own(Resource resource, int m) const {
    double all = 0.0, capped = 0.0;
    bool isShort = false;
    for (const Course::Module& module : course_.modules) {
      if (!stands(module, m)) continue;
      const double share = module.figures->share[indexOf(resource)], mw = module.count * module.figures->itMw;
      if (mw <= 0.0) continue;
      all += share >= 50.0 ? endless : mw * share;
      capped += mw * std::min(1.0, share);
      isShort = isShort || share < 1.0;
    }
    return isShort ? capped : all;
  }

  void capacities(int m, const Standing& now, const TieIn* tieIn, std::array<double, resources>& out) const {
    out.fill(endless);
    const auto set = [&](Resource r, double mw) { out[indexOf(r)] = mw; };
    set(Resource::built, now.itMw);
    for (const Resource r :
         {Resource::ups, Resource::gensets, Resource::heatRejection, Resource::hallCooling, Resource::floor})
      set(r, own(r, m));
    if (now.itMw <= 0.0) return;
    const double perMw = now.facilityMw / now.itMw * (1.0 + value(Known::recharge));
    set(Resource::grid, firmMw(m, tieIn) / perMw);
    set(Resource::transformers, std::min(transformersMw(m, tieIn) / perMw, own(Resource::transformers, m)));
    const auto quota = [&](Resource r, double perItMw, double share) {
      if (isGranted_[indexOf(r)] && perItMw > 0.0) set(r, granted(r, m) * share / perItMw);
    };
    quota(Resource::water, now.waterM3PerMw, value(Known::drought));
    const double chipsPerMw = now.chips / now.itMw;
    quota(Resource::fibre, chipsPerMw * value(Known::wanPerChip), 1.0);
    quota(Resource::fabric, chipsPerMw, 1.0);
    if (isGranted_[indexOf(Resource::carbon)] || isGranted_[indexOf(Resource::energy)]) {
      double carbonT = 0.0, energyGwh = 0.0;
      for (const Course::Module& module : course_.modules) {
        if (!stands(module, m)) continue;
        const YearAt year = yearAt(*module.figures, value(Known::utilisation));
        for (std::size_t k = 0; k < 12; ++k)
          carbonT += module.count * year.carbonT[k], energyGwh += module.count * year.facilityMwh[k] * 1e-3;
      }
      quota(Resource::carbon, carbonT / now.itMw, 1.0);
      quota(Resource::energy, energyGwh / now.itMw, 1.0);
    }
    const double housed =
        isGranted_[indexOf(Resource::land)] ? sufficing(granted(Resource::land, m), phaseM2_) : endless;
    set(Resource::land, std::min(housed, placed(m)));
    if (isGranted_[indexOf(Resource::capital)]) set(Resource::capital, paid(granted(Resource::capital, m) * 1e6, m));
  }

  /// Phases in the order in which they come into service.
  std::vector<std::size_t> byService() const {
    std::vector<std::size_t> order;
    for (std::size_t p = 0; p < dates_.rfsMonth.size(); ++p) order.push_back(p);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return dates_.rfsMonth[a] < dates_.rfsMonth[b]; });
    return order;
  }
  /// IT power that something suffices for, those that stand and those to come; the site stands on its own. Endless
  /// where it suffices for all.
  double sufficing(double amount, const std::vector<double>& asked) const {
    double mw = 0.0;
    for (const Course::Module& module : course_.modules)
      if (module.phase < 0) mw += module.count * module.figures->itMw;
    for (const std::size_t p : byService()) {
      const double share = asked[p] > 0.0 ? std::clamp(amount / asked[p], 0.0, 1.0) : 1.0;
      mw += share * phaseMw_[p];
      if (share < 1.0) return mw;
      amount -= asked[p];
    }
    return endless;
  }
  /// Of blocks that have a place. While all that stand have one: those to come that have one as well; endless where
  /// none will ever lack it.
  double placed(int m) const {
    double now = 0.0, all = 0.0;
    bool isLacking = false, willLack = false;
    for (const Course::Module& module : course_.modules) {
      const double mw = module.placed * module.figures->itMw;
      const bool lacks = module.placed < module.count;
      all += mw;
      willLack = willLack || lacks;
      if (!stands(module, m)) continue;
      now += mw;
      isLacking = isLacking || lacks;
    }
    return isLacking ? now : willLack ? all : endless;
  }
  double paid(double yuan, int m) const {
    for (std::size_t g = 0; g < gridYuan_.size(); ++g)
      if (dates_.gridMonth[g] <= m) yuan -= gridYuan_[g];
    std::vector<double> asked;
    for (std::size_t p = 0; p < phaseMw_.size(); ++p) asked.push_back(facilityYuan_[p] + itYuan_[p]);
    return sufficing(std::max(0.0, yuan), asked);
  }

  void pick(MonthRow& out) const {
    double least = out.installedMw, second = endless;
    for (std::size_t r = 1; r < resources; ++r)
      if (out.capacityMw[r] < least - 1e-9) least = out.capacityMw[r], out.binding = static_cast<Resource>(r);
    for (std::size_t r = 1; r < resources; ++r)
      if (static_cast<Resource>(r) != out.binding && out.capacityMw[r] < second)
        second = out.capacityMw[r], out.next = static_cast<Resource>(r);
    out.usableMw = std::max(0.0, least);
    out.usableChips = out.installedMw > 0.0 ? out.installedChips * out.usableMw / out.installedMw : 0.0;
    double running = out.installedMw;
    for (const Resource r : inOrder) {
      const double left = std::max(0.0, std::min(running, out.capacityMw[indexOf(r)]));
      out.strandedMw[indexOf(r)] = running - left;
      running = left;
    }
  }

  void demand(int m, MonthRow& out) const {
    double wanted = -1.0;
    for (const Demand& demand : course_.option.demand)
      if (!demand.from.isSet() || monthFrom(course_.plan, demand.from.days) <= m)
        wanted = std::max(wanted, static_cast<double>(demand.chips));
    const double perChip = out.installedChips > 0.0 ? out.installedMw / out.installedChips : 0.0;
    if (wanted < 0.0) wanted = course_.option.demand.empty() ? out.usableChips : 0.0;
    out.demandChips = wanted;
    out.demandMw = wanted * perChip;
    out.liveChips = std::min(out.usableChips, wanted);
    out.liveMw = out.liveChips * perChip;
  }

  /// What is on its way.
  void progress(int m, MonthRow& out) const {
    const double now = firstOfMonth(course_.plan.from, m + 1).days;  // by the end of the month
    for (std::size_t p = 0; p < phaseMw_.size(); ++p) {
      if (dates_.rfsMonth[p] <= m) continue;
      bool isTested = false, isBegun = false;
      for (std::size_t n = 0; n < course_.nodes.size(); ++n) {
        const Node& node = course_.nodes[n];
        if (node.phase != static_cast<int>(p) || dates_.start[n] >= now) continue;
        if (node.kind != Activity::Kind::gate && node.step != Step::Kind::permit) isBegun = true;
        isTested = isTested || node.step == Step::Kind::levelThree || node.step == Step::Kind::levelFour ||
                   node.step == Step::Kind::levelFive;
      }
      if (isTested)
        out.commissioningMw += phaseMw_[p];
      else if (isBegun)
        out.contingentMw += phaseMw_[p];
    }
  }

  void consume(int m, MonthRow& out) const {
    const int calendar = toCivil(timeOf(out.first)).date.month - 1;
    const auto c = static_cast<std::size_t>(calendar);
    const double hours = 24.0 * (firstOfMonth(out.first, 1).days - out.first.days);
    const double share = out.installedChips > 0.0 ? out.liveChips / out.installedChips : 0.0;
    const double used = std::clamp(value(Known::utilisation) * share, 0.0, 1.0);
    double energyYuan = 0.0, revenueYuan = 0.0;
    for (std::size_t k = 0; k < course_.modules.size(); ++k) {
      const Course::Module& module = course_.modules[k];
      const auto& years = module.figures->years;
      if (!stands(module, m) || years.empty()) continue;
      std::size_t high = 0;
      while (high + 1 < years.size() && years[high].utilisation < used) ++high;
      const std::size_t low = high > 0 ? high - 1 : 0;
      const double span = years[high].utilisation - years[low].utilisation;
      const double part = span > 0.0 ? std::clamp((used - years[low].utilisation) / span, 0.0, 1.0) : 0.0;
      const auto add = [&](double& to, const std::array<double, 12> YearAt::*what) {
        const double a = (years[low].*what)[c], b = (years[high].*what)[c];
        to += module.count * (a + part * (b - a));
      };
      add(out.itMwh, &YearAt::itMwh);
      add(out.facilityMwh, &YearAt::facilityMwh);
      add(out.waterM3, &YearAt::waterM3);
      add(out.carbonT, &YearAt::carbonT);
      add(out.peakMw, &YearAt::peakMw);
      add(energyYuan, &YearAt::energyYuan);
      revenueYuan += module.count * static_cast<double>(module.figures->chips) * share * hours * value(Known::sold) *
                     sample_.values[course_.chipAt[k][1]];
    }
    out.chipHours = out.liveChips * hours;
    out.energyYuan = energyYuan * value(Known::energyFactor);
    out.revenueYuan = revenueYuan;
    const double charge = course_.ground.tariff.demandYuanPerKwMonth > 0.0 ? course_.ground.tariff.demandYuanPerKwMonth
                                                                           : value(Known::demandCharge);
    out.demandYuan = out.peakMw * 1e3 * charge;
    out.waterYuan = out.waterM3 * value(Known::water);
    out.greenYuan =
        out.facilityMwh * course_.ground.layout->site->surroundings.greenShare.si * value(Known::greenPremium);
    out.staffYuan =
        (value(Known::staffBase) + value(Known::staffPerMw) * out.installedMw) * value(Known::staffYuan) / 12.0;
  }

  /// What phases and grid steps cost.
  void spend() {
    const std::size_t phases = course_.option.phases.size();
    facilityYuan_.assign(phases, 0.0), itYuan_.assign(phases, 0.0);
    phaseMw_.assign(phases, 0.0), phaseM2_.assign(phases, 0.0);
    for (std::size_t k = 0; k < course_.modules.size(); ++k) {
      const Course::Module& module = course_.modules[k];
      if (module.phase < 0) continue;
      const auto p = static_cast<std::size_t>(module.phase);
      const double mw = module.count * module.figures->itMw;
      const double perMw = module.capexMcnyPerMw > 0.0 ? module.capexMcnyPerMw : value(Known::capexFacility);
      phaseMw_[p] += mw;
      phaseM2_[p] += module.count * module.figures->landM2;
      facilityYuan_[p] += mw * perMw * 1e6;
      itYuan_[p] += module.count * static_cast<double>(module.figures->chips) * sample_.values[course_.chipAt[k][0]] *
                    value(Known::itFactor);
    }
    for (const GridStep& step : course_.option.gridSteps) gridYuan_.push_back(step.capexMcny * 1e6);
  }

  const Course& course_;
  const Sample& sample_;
  const Dates& dates_;
  std::array<bool, resources> isGranted_{};
  std::vector<Work> tieIns_;
  std::vector<double> facilityYuan_, itYuan_, phaseMw_, phaseM2_, gridYuan_;
};

}  // namespace

Outcome workOut(const Course& course, const Sample& sample, const Dates& dates) {
  Outcome out;
  Months months(course, sample, dates);
  for (int m = 0; m < course.plan.months; ++m) {
    out.months.push_back(months.row(m));
    if (!out.goalMonth && course.plan.goalChips > 0 &&
        out.months.back().liveChips >= static_cast<double>(course.plan.goalChips) - 0.5)
      out.goalMonth = m;
  }
  out.money = moneyOf(course, sample, dates, out.months);
  return out;
}

std::vector<WaterfallStep> waterfallOf(const MonthRow& month) {
  using What = WaterfallStep::What;
  const auto sum = [&](std::initializer_list<Resource> all) {
    double mw = 0.0;
    for (const Resource r : all) mw += month.strandedMw[indexOf(r)];
    return mw;
  };
  return {{What::built, month.installedMw},
          {What::redundancy, sum({Resource::ups, Resource::gensets})},
          {What::thermal, sum({Resource::heatRejection, Resource::hallCooling, Resource::water})},
          {What::distribution, sum({Resource::grid, Resource::transformers})},
          {What::space, sum({Resource::land, Resource::floor})},
          {What::network, sum({Resource::fibre, Resource::fabric})},
          {What::quota, sum({Resource::carbon, Resource::energy})},
          {What::capital, sum({Resource::capital})},
          {What::usable, month.usableMw}};
}

}  // namespace plenum::plan
