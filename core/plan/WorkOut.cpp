// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "plan/Carrying.h"
#include "plan/Constants.h"
#include "plan/Measure.h"
#include "plan/TieIns.h"

namespace plenum::plan {
namespace {

/// In the order in which the waterfall takes away.
constexpr std::array<Resource, resources - 1> inOrder{
    Resource::ups,    Resource::gensets,      Resource::heatRejection, Resource::hallCooling, Resource::water,
    Resource::grid,   Resource::transformers, Resource::land,          Resource::floor,       Resource::fibre,
    Resource::fabric, Resource::carbon,       Resource::energy,        Resource::capital};

/// Between the two loads for which a year was solved that lie about this one.
class Between {
 public:
  Between(const std::vector<YearAt>& years, double used) {
    std::size_t high = 0;
    while (high + 1 < years.size() && years[high].utilisation < used) ++high;
    low_ = &years[high > 0 ? high - 1 : 0], high_ = &years[high];
    const double span = high_->utilisation - low_->utilisation;
    part_ = span > 0.0 ? std::clamp((used - low_->utilisation) / span, 0.0, 1.0) : 0.0;
  }
  double of(const std::array<double, 12> YearAt::*what, std::size_t month) const {
    const double a = (low_->*what)[month], b = (high_->*what)[month];
    return a + part_ * (b - a);
  }

 private:
  const YearAt *low_, *high_;
  double part_ = 0.0;
};

class Months {
 public:
  Months(const Course& course, const Sample& sample, const Dates& dates)
      : course_(course), sample_(sample), dates_(dates), carrying_(course, sample, dates), works_(course, dates) {}

  MonthRow row(int m) {
    MonthRow out;
    out.first = firstOfMonth(course_.plan.from, m);
    const Standing now = carrying_.standingAt(m);
    out.installedChips = now.chips;
    out.installedMw = now.itMw;
    out.placedChips = now.placedChips;
    out.placedMw = now.placedMw;
    out.rackChips = now.rackChips;
    carrying_.capacities(m, now, out.capacityMw);
    pick(out);
    demand(m, out);
    works_.apply(carrying_, m, now, out);
    progress(m, out);
    consume(m, out.meanChips, out);
    if (!out.downs.empty()) {
      MonthRow unshed = out;
      consume(m, out.liveChips, unshed);
      const auto margin = [](const MonthRow& r) { return r.revenueYuan - r.energyYuan - r.waterYuan - r.greenYuan; };
      out.shedYuan = margin(unshed) - margin(out);
      works_.charge(out);
    }
    return out;
  }
  std::vector<TieInRow> tieIns() && { return std::move(works_).rows(); }

 private:
  bool stands(const Course::Module& module, int m) const { return carrying_.stands(module, m); }
  double value(Known known) const { return course_.known(sample_, known); }

  void pick(MonthRow& out) const {
    double least = out.installedMw, second = endless;
    for (std::size_t r = 1; r < resources; ++r)
      if (out.capacityMw[r] < least - 1e-9) least = out.capacityMw[r], out.binding = static_cast<Resource>(r);
    for (std::size_t r = 1; r < resources; ++r)
      if (static_cast<Resource>(r) != out.binding && out.capacityMw[r] < second)
        second = out.capacityMw[r], out.next = static_cast<Resource>(r);
    out.usableMw = std::max(0.0, least);
    out.usableChips = out.placedMw > 0.0 ? out.placedChips * out.usableMw / out.placedMw : 0.0;
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
    const double perChip = out.placedChips > 0.0 ? out.placedMw / out.placedChips : 0.0;
    if (wanted < 0.0) wanted = course_.option.demand.empty() ? out.usableChips : 0.0;
    out.demandChips = wanted;
    out.demandMw = wanted * perChip;
    out.liveChips = std::min(out.usableChips, wanted);
    out.liveMw = out.liveChips * perChip;
  }

  /// What is on its way.
  void progress(int m, MonthRow& out) const {
    const double now = firstOfMonth(course_.plan.from, m + 1).days;  // by the end of the month
    for (std::size_t p = 0; p < course_.option.phases.size(); ++p) {
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
        out.commissioningMw += carrying_.phaseMw(p);
      else if (isBegun)
        out.contingentMw += carrying_.phaseMw(p);
    }
  }

  /// What so many chips, on average over the month, take and bring. The peak is that of all that are live.
  void consume(int m, double chips, MonthRow& out) const {
    const int calendar = toCivil(timeOf(out.first)).date.month - 1;
    const auto c = static_cast<std::size_t>(calendar);
    const double hours = 24.0 * (firstOfMonth(out.first, 1).days - out.first.days);
    const double share = out.placedChips > 0.0 ? chips / out.placedChips : 0.0;
    const double used = usedBy(chips, out), usedMost = usedBy(out.liveChips, out);
    double energyYuan = 0.0, revenueYuan = 0.0;
    out.itMwh = out.facilityMwh = out.waterM3 = out.carbonT = out.peakMw = 0.0;
    for (std::size_t k = 0; k < course_.modules.size(); ++k) {
      const Course::Module& module = course_.modules[k];
      const auto& years = module.figures->years;
      if (!stands(module, m) || years.empty()) continue;
      const Between mean(years, used), most(years, usedMost);
      const auto add = [&](double& to, const std::array<double, 12> YearAt::*what, const Between& at) {
        to += module.placed * at.of(what, c);
      };
      add(out.itMwh, &YearAt::itMwh, mean);
      add(out.facilityMwh, &YearAt::facilityMwh, mean);
      add(out.waterM3, &YearAt::waterM3, mean);
      add(out.carbonT, &YearAt::carbonT, mean);
      add(out.peakMw, &YearAt::peakMw, most);
      add(energyYuan, &YearAt::energyYuan, mean);
      revenueYuan += module.placed * static_cast<double>(module.figures->chips) * share * hours * value(Known::sold) *
                     sample_.values[course_.chipAt[k][1]];
    }
    out.chipHours = chips * hours;
    out.energyYuan = energyYuan * value(Known::energyFactor);
    out.revenueYuan = revenueYuan;
    const double charge = course_.ground.tariff.demandYuanPerKwMonth > 0.0 ? course_.ground.tariff.demandYuanPerKwMonth
                                                                           : value(Known::demandCharge);
    out.demandYuan = out.peakMw * 1e3 * charge;
    out.waterYuan = out.waterM3 * value(Known::water);
    out.greenYuan =
        out.facilityMwh * course_.ground.layout->site->surroundings.greenShare.si * value(Known::greenPremium);
    out.staffYuan =
        (value(Known::staffBase) + value(Known::staffPerMw) * out.placedMw) * value(Known::staffYuan) / 12.0;
  }

  double usedBy(double chips, const MonthRow& row) const {
    return row.placedChips > 0.0 ? std::clamp(value(Known::utilisation) * chips / row.placedChips, 0.0, 1.0) : 0.0;
  }

  const Course& course_;
  const Sample& sample_;
  const Dates& dates_;
  const Carrying carrying_;
  TieIns works_;
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
  out.tieIns = std::move(months).tieIns();
  out.money = moneyOf(course, sample, dates, out.months);
  return out;
}

const char* holdingWordOf(const MonthRow& month) { return month.isHeldByDemand() ? "demand" : wordOf(month.binding); }
const char* holdingNextWordOf(const MonthRow& month) {
  return wordOf(month.isHeldByDemand() ? month.binding : month.next);
}
Text holdingSentenceOf(const MonthRow& month) {
  const auto chips = [](double count) { return written(std::round(count), Measure::chips, false); };
  if (month.isHeldByDemand()) return Text("plan.held.demand", {{"chips", chips(month.usableChips)}});
  if (month.isOutrun())
    return Text("plan.held.outrun", {{"plan.resource", holdingWordOf(month)}, {"chips", chips(month.demandChips)}});
  return Text("plan.held.met", {{"plan.resource", holdingWordOf(month)}});
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
