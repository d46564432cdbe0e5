// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/Math.h"
#include "plan/Course.h"

namespace plenum::plan {
namespace {

/// Share of a sum that is spent by the time x of 0 … 1: slow, fast, slow.
double spentAt(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * (3.0 - 2.0 * x);
}
/// Yearly share of a sum that pays it back over so many years.
double recovery(double rate, double years) {
  if (years <= 0.0) return 0.0;
  if (rate <= 1e-9) return 1.0 / years;
  return rate / (1.0 - math::pow(1.0 + rate, -years));
}

class Cash {
 public:
  Cash(const Course& course, const Sample& sample, const Dates& dates, std::vector<MonthRow>& months)
      : course_(course), sample_(sample), dates_(dates), months_(months), paid_(paidItems(course, sample, dates)) {
    double day = course.plan.from.days;
    for (std::size_t m = 0; m <= months.size(); ++m)
      ends_.push_back(day = firstOfMonth(course.plan.from, static_cast<int>(m) + 1).days);
  }

  Money run() {
    const double rate = value(Known::discount);
    for (std::size_t k = 0; k < course_.modules.size(); ++k) module(k);
    items();
    for (std::size_t g = 0; g < course_.option.gridSteps.size(); ++g) gridStep(g);
    // what comes before anybody needs it is kept and looked after until then; that its price is paid earlier tells in
    // the net present value
    for (const Waiting& waiting : waitingOf(course_, dates_))
      for (MonthRow& row : months_)
        row.storageYuan += waiting.yuan * waitedMonths(waiting, row.first) * value(Known::storage);
    double cash = 0.0;
    out_.npv = 0.0;
    bool wasNegative = false;
    for (std::size_t m = 0; m < months_.size(); ++m) {
      MonthRow& row = months_[m];
      row.maintenanceYuan =
          (inPlaceMep_[m] * value(Known::maintenance) + inPlaceIt_[m] * value(Known::itMaintenance)) / 12.0;
      const double net = row.revenueYuan - row.opexYuan() - row.capexYuan();
      cash += net;
      row.cashYuan = cash;
      out_.npv += net * math::pow(1.0 + rate, -(static_cast<double>(m) + 0.5) / 12.0);
      out_.peakFunding = std::max(out_.peakFunding, -cash);
      wasNegative = wasNegative || cash < 0.0;
      if (cash < 0.0)
        out_.paybackMonth.reset();
      else if (wasNegative && !out_.paybackMonth)
        out_.paybackMonth = static_cast<int>(m);
      out_.capexFacility += row.capexFacility, out_.capexIt += row.capexIt;
      out_.capexGrid += row.capexGrid, out_.capexRenewal += row.capexRenewal;
      out_.opex += row.opexYuan(), out_.energy += row.energyYuan, out_.revenue += row.revenueYuan;
    }
    out_.residual = std::max(0.0, bookYuan_);
    out_.npv += out_.residual * math::pow(1.0 + rate, -static_cast<double>(months_.size()) / 12.0);
    perChipHour(rate);
    return out_;
  }

 private:
  double value(Known known) const { return course_.known(sample_, known); }
  double lastYears(double fromDay) const { return (ends_[months_.size() - 1] - fromDay) / 365.25; }

  /// A sum spent between two days along an S.
  template <class Field>
  void spread(double yuan, double fromDay, double toDay, Field field) {
    if (yuan <= 0.0) return;
    const double span = std::max(1.0, toDay - fromDay);
    double before = 0.0;
    for (std::size_t m = 0; m < months_.size(); ++m) {
      const double spent = spentAt((ends_[m] - fromDay) / span);
      // what lies before the first month was paid by then
      if (m == 0) before = spentAt((course_.plan.from.days - fromDay) / span);
      months_[m].*field += yuan * std::max(0.0, spent - before);
      before = std::max(before, spent);
    }
  }
  /// A sum paid on one day.
  template <class Field>
  void pay(double yuan, double day, Field field) {
    if (day < course_.plan.from.days) return;
    for (std::size_t m = 0; m < months_.size(); ++m)
      if (day < ends_[m]) {
        months_[m].*field += yuan;
        return;
      }
  }

  void module(std::size_t k) {
    inPlaceMep_.resize(months_.size()), inPlaceIt_.resize(months_.size()), inPlaceShell_.resize(months_.size());
    const Course::Module& module = course_.modules[k];
    const double facility = facilityYuan(course_, sample_, module);
    const double it = module.count * static_cast<double>(module.figures->chips) * sample_.values[course_.chipAt[k][0]] *
                      value(Known::itFactor);
    const double mep = facility * value(Known::mepShare), shell = facility - mep;
    const bool isNew = module.phase >= 0;
    double ready = course_.plan.from.days;
    int month = 0;
    if (isNew) {
      const auto p = static_cast<std::size_t>(module.phase);
      const std::size_t rfs = course_.rfsOf[p];
      const bool isDone = course_.nodes[rfs].done.isSet();
      ready = dates_.finish[rfs] + (isDone ? 0.0 : sample_.slipDays);
      month = dates_.rfsMonth[p];
      double begin = ready;
      for (std::size_t n = 0; n < course_.nodes.size(); ++n)
        if (course_.nodes[n].phase == module.phase && course_.nodes[n].kind == Activity::Kind::step &&
            course_.nodes[n].step != Step::Kind::permit)
          begin = std::min(begin, dates_.start[n]);
      spread(facility * paid_.spentAlong[p], begin, ready, &MonthRow::capexFacility);
      const double ordered = std::min(ready, std::max(ready - 7.0 * value(Known::itLeadWeeks), begin));
      pay(it * value(Known::itAtOrder), ordered, &MonthRow::capexIt);
      pay(it * (1.0 - value(Known::itAtOrder)), ready, &MonthRow::capexIt);
      // decided with the first work on site
      pay(facility + it, begin, &MonthRow::committed);
    }
    const double lifeDays = std::max(1.0, value(Known::lifeIt)) * 365.25;
    double bought = ready, book = it;
    for (double day = ready + lifeDays; day < ends_[months_.size() - 1]; day += lifeDays) {
      book = it * value(Known::renewal);
      pay(book, day, &MonthRow::capexRenewal);
      bought = day;
    }
    for (std::size_t m = 0; m < months_.size(); ++m) {
      if (static_cast<int>(m) < month) continue;
      inPlaceMep_[m] += mep, inPlaceShell_[m] += shell, inPlaceIt_[m] += it;
    }
    if (!isNew || month >= static_cast<int>(months_.size())) return;
    const auto left = [](double yuan, double years, double life) {
      return life > 0.0 ? yuan * std::clamp(1.0 - years / life, 0.0, 1.0) : 0.0;
    };
    const double years = lastYears(ready);
    bookYuan_ += left(mep, years, value(Known::lifeMep)) + left(shell, years, value(Known::lifeShell)) +
                 left(book, lastYears(bought), value(Known::lifeIt));
  }

  /// On the day that each of them comes.
  void items() {
    std::vector<double> asked(paid_.spentAlong.size(), 0.0);
    for (const Course::Module& module : course_.modules)
      if (module.phase >= 0) asked[static_cast<std::size_t>(module.phase)] += facilityYuan(course_, sample_, module);
    for (const PaidItems::One& one : paid_.all) pay(one.share * asked[one.phase], one.day, &MonthRow::capexFacility);
  }

  void gridStep(std::size_t g) {
    const GridStep& step = course_.option.gridSteps[g];
    const std::size_t n = course_.gridOf[g];
    const double yuan = step.capexMcny * 1e6;
    spread(yuan, dates_.start[n], dates_.finish[n], &MonthRow::capexGrid);
    pay(yuan, dates_.start[n], &MonthRow::committed);
    if (dates_.gridMonth[g] >= static_cast<int>(months_.size())) return;
    const double life = value(Known::lifeShell);
    if (life > 0.0) bookYuan_ += yuan * std::clamp(1.0 - lastYears(dates_.finish[n]) / life, 0.0, 1.0);
    gridInPlace_ += yuan;
  }

  void perChipHour(double rate) {
    const std::size_t year = std::min<std::size_t>(12, months_.size());
    double hours = 0.0, energy = 0.0, demand = 0.0, water = 0.0, staff = 0.0, maintenance = 0.0, green = 0.0,
           storage = 0.0, it = 0.0, facility = 0.0;
    for (std::size_t m = months_.size() - year; m < months_.size(); ++m) {
      const MonthRow& row = months_[m];
      hours += row.chipHours;
      energy += row.energyYuan, demand += row.demandYuan, water += row.waterYuan, staff += row.staffYuan;
      maintenance += row.maintenanceYuan, green += row.greenYuan;
      storage += row.storageYuan;
      it += inPlaceIt_[m] / 12.0 * recovery(rate, value(Known::lifeIt));
      facility += inPlaceMep_[m] / 12.0 * recovery(rate, value(Known::lifeMep)) +
                  inPlaceShell_[m] / 12.0 * recovery(rate, value(Known::lifeShell));
    }
    if (hours <= 0.0) return;
    const double grid = gridInPlace_ * recovery(rate, value(Known::lifeShell)) * static_cast<double>(year) / 12.0;
    out_.parts = {{"it", it / hours},         {"facility", facility / hours},       {"grid", grid / hours},
                  {"energy", energy / hours}, {"demand", demand / hours},           {"water", water / hours},
                  {"staff", staff / hours},   {"maintenance", maintenance / hours}, {"green", green / hours}};
    if (storage > 0.0) out_.parts.push_back({"storage", storage / hours});
    for (const Money::Part& part : out_.parts) out_.tcoPerChipHour += part.yuanPerChipHour;
  }

  const Course& course_;
  const Sample& sample_;
  const Dates& dates_;
  std::vector<MonthRow>& months_;
  const PaidItems paid_;
  std::vector<double> ends_;  // day after each month
  std::vector<double> inPlaceMep_, inPlaceIt_, inPlaceShell_;
  double gridInPlace_ = 0.0, bookYuan_ = 0.0;
  Money out_;
};

}  // namespace

Money moneyOf(const Course& course, const Sample& sample, const Dates& dates, std::vector<MonthRow>& months) {
  return Cash(course, sample, dates, months).run();
}

}  // namespace plenum::plan
