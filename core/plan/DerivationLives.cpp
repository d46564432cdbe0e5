// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "plan/Deriving.h"

namespace plenum::plan {
namespace {

constexpr double measuredSlip = 30.0;  // that a day's delay is measured with

/// Pays one back over a life, as a share of it each year.
std::string recoveryText(double rate, const std::string& life) {
  return rate <= 1e-9 ? "(1 / " + life + ")" : "(rate / (1 - (1 + rate) ^ -" + life + "))";
}

}  // namespace

bool Deriving::tcoPart(const Headline& h) {
  const auto& parts = evaluation.money.parts;
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const Money::Part& p) { return p.id == h.id; });
  if (found == parts.end()) return false;
  const int months = static_cast<int>(std::min<std::size_t>(12, evaluation.months.size()));
  const int first = lastMonth() - months + 1;
  out.name = {h.id, h.id};
  out.value = found->yuanPerChipHour;
  out.unit = "CNY/h";
  const auto hours = [&] {
    monthly(
        "hours", "h", [](const MonthRow& r) { return r.chipHours; }, What::liveChips, first, lastMonth());
  };
  if (const RunningPart* part = runningPart(h.id)) {
    const std::string symbol = costOf(part->id);
    monthly(
        symbol.c_str(), "CNY", [part](const MonthRow& r) { return r.*part->yuan; }, What::opexMonth, first, lastMonth(),
        part->id);
    hours();
    out.equation = "sum(" + symbol + ") / sum(hours)";
    return true;
  }
  known("rate", Known::discount);
  const double rate = value(Known::discount);
  const auto inPlace = [&](const char* symbol, auto yuanOf) {
    DerivationInput& input = list(symbol, "CNY", Origin::reckoned);
    for (int m = first; m <= lastMonth(); ++m) {
      double sum = 0.0;
      for (std::size_t k = 0; k < course.modules.size(); ++k)
        if (stands(course.modules[k], m)) sum += yuanOf(course.modules[k], k);
      push(input, monthText(m), sum);
    }
  };
  const auto facility = [&](const Course::Module& module) {
    const double perMw = module.capexMcnyPerMw > 0.0 ? module.capexMcnyPerMw : value(Known::capexFacility);
    return module.count * module.figures->itMw * perMw * 1e6;
  };
  if (h.id == "it") {
    inPlace("itValue", [&](const Course::Module& module, std::size_t k) {
      return module.count * static_cast<double>(module.figures->chips) * sample.values[course.chipAt[k][0]] *
             value(Known::itFactor);
    });
    known("itLife", Known::lifeIt);
    out.equation = "sum(itValue) / 12 * " + recoveryText(rate, "itLife") + " / sum(hours)";
  } else if (h.id == "facility") {
    const double mep = value(Known::mepShare);
    inPlace("mepValue", [&](const Course::Module& module, std::size_t) { return facility(module) * mep; });
    inPlace("shellValue", [&](const Course::Module& module, std::size_t) { return facility(module) * (1.0 - mep); });
    known("mepLife", Known::lifeMep);
    known("shellLife", Known::lifeShell);
    out.equation = "(sum(mepValue) / 12 * " + recoveryText(rate, "mepLife") + " + sum(shellValue) / 12 * " +
                   recoveryText(rate, "shellLife") + ") / sum(hours)";
  } else {
    DerivationInput& cost = list("gridCost", "MCNY", Origin::plan);
    for (std::size_t g = 0; g < course.option.gridSteps.size(); ++g)
      if (dates.gridMonth[g] <= lastMonth())
        push(cost, "grid/" + course.option.gridSteps[g].id, course.option.gridSteps[g].capexMcny);
    known("shellLife", Known::lifeShell);
    add("months", months, "", Origin::constant);
    out.equation = "sum(gridCost) * 1000000 * " + recoveryText(rate, "shellLife") + " * months / 12 / sum(hours)";
  }
  hours();
  return true;
}

/// What machines and buildings are still worth at the plan's end.
void Deriving::residual() {
  DerivationInput& book = list("bookValue", "CNY", Origin::reckoned);
  DerivationInput& left = list("leftShare", "", Origin::reckoned);
  const double lastDay = endDay();
  const auto take = [&](const std::string& id, double yuan, double sinceDay, Known life) {
    const double years = (lastDay - sinceDay) / daysOfYear, lasts = value(life);
    push(book, id, yuan);
    push(left, id, lasts > 0.0 ? std::clamp(1.0 - years / lasts, 0.0, 1.0) : 0.0);
  };
  for (std::size_t k = 0; k < course.modules.size(); ++k) {
    const Course::Module& module = course.modules[k];
    if (module.phase < 0 || dates.rfsMonth[static_cast<std::size_t>(module.phase)] > lastMonth()) continue;
    const double perMw = module.capexMcnyPerMw > 0.0 ? module.capexMcnyPerMw : value(Known::capexFacility);
    const double facility = module.count * module.figures->itMw * perMw * 1e6;
    const double mep = facility * value(Known::mepShare);
    double it = module.count * static_cast<double>(module.figures->chips) * sample.values[course.chipAt[k][0]] *
                value(Known::itFactor);
    const double bought = it, life = std::max(1.0, value(Known::lifeIt)) * daysOfYear, ready = readyOf(module);
    double boughtAt = ready;
    for (double day = ready + life; day < lastDay; day += life) it = bought * value(Known::renewal), boughtAt = day;
    const std::string id = idOf(module);
    take(id + " MEP", mep, ready, Known::lifeMep);
    take(id + " shell", facility - mep, ready, Known::lifeShell);
    take(id + " IT", it, boughtAt, Known::lifeIt);
  }
  for (std::size_t g = 0; g < course.option.gridSteps.size(); ++g)
    if (dates.gridMonth[g] <= lastMonth())
      take("grid/" + course.option.gridSteps[g].id, course.option.gridSteps[g].capexMcny * 1e6,
           dates.finish[course.gridOf[g]], Known::lifeShell);
  out.equation = "max(0, sum(bookValue * leftShare))";
  out.value = evaluation.money.residual;
}

/// A day late: everything that is not ready yet 30 days late, over 30.
void Deriving::delay(bool isYuan) {
  Sample late = sample;
  late.slipDays = measuredSlip;
  const Outcome then = workOut(course, late, datesOf(course, late));
  const auto read = [&](const MonthRow& r) { return isYuan ? r.revenueYuan - r.opexYuan() : r.chipHours; };
  const char* unit = isYuan ? "CNY" : "h";
  monthly(isYuan ? "margin" : "hours", unit, read, isYuan ? What::count : What::liveChips, 0, lastMonth());
  DerivationInput& slipped = list(isYuan ? "lateMargin" : "lateHours", unit, Origin::reckoned);
  for (std::size_t m = 0; m < then.months.size(); ++m)
    push(slipped, monthText(static_cast<int>(m)), read(then.months[m]));
  add("slip", measuredSlip, "d", Origin::constant);
  out.equation = isYuan ? "(sum(margin) - sum(lateMargin)) / slip" : "(sum(hours) - sum(lateHours)) / slip";
  out.value = isYuan ? evaluation.money.delayYuanPerDay : evaluation.money.delayChipHoursPerDay;
  out.unit = isYuan ? "CNY/d" : "h/d";
}

}  // namespace plenum::plan
