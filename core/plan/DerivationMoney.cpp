// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "plan/Deriving.h"

namespace plenum::plan {
namespace {

constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();

double alongS(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * (3.0 - 2.0 * x);
}

}  // namespace

double Deriving::readyOf(const Course::Module& module) const {
  return module.phase < 0 ? course.plan.from.days : dates.finish[course.rfsOf[static_cast<std::size_t>(module.phase)]];
}
double Deriving::beginOf(const Course::Module& module) const {
  double begin = readyOf(module);
  for (std::size_t n = 0; n < course.nodes.size(); ++n)
    if (module.phase >= 0 && course.nodes[n].phase == module.phase && course.nodes[n].kind == Activity::Kind::step &&
        course.nodes[n].step != Step::Kind::permit)
      begin = std::min(begin, dates.start[n]);
  return begin;
}
/// Of a sum that is spent along an S between two days: what falls within the plan.
double Deriving::shareSpent(double fromDay, double toDay) const {
  const double span = std::max(1.0, toDay - fromDay);
  return std::max(0.0, alongS((endDay() - fromDay) / span) - alongS((course.plan.from.days - fromDay) / span));
}

bool Deriving::investment(const Headline& h) {
  const auto isNew = [](const Course::Module& module) { return module.phase >= 0; };
  const auto any = [](const Course::Module&) { return true; };
  const auto count = [](const Course::Module& module, std::size_t) { return static_cast<double>(module.count); };
  const auto chips = [](const Course::Module& module, std::size_t) {
    return static_cast<double>(module.figures->chips);
  };
  switch (h.what) {
    case What::capexFacility: {
      // items that have a price are paid for on the day that they come
      const PaidItems items = paidItems(course, sample, dates);
      std::vector<double> itemsWithin(items.spentAlong.size(), 0.0);
      for (const PaidItems::One& one : items.all)
        if (isWithin(one.day)) itemsWithin[one.phase] += one.share;
      byModule("count", "", Origin::plan, isNew, count);
      byModule("mwEach", "MW", Origin::solved, isNew,
               [](const Course::Module& module, std::size_t) { return module.figures->itMw; });
      megawattPrice(isNew);
      byModule("spentShare", "", Origin::reckoned, isNew, [&](const Course::Module& module, std::size_t) {
        const auto p = static_cast<std::size_t>(module.phase);
        return items.spentAlong[p] * shareSpent(beginOf(module), readyOf(module)) + itemsWithin[p];
      });
      out.equation = "sum(count * mwEach * perMw * spentShare) * 1000000";
      out.value = evaluation.money.capexFacility;
      return true;
    }
    case What::capexIt:
      byModule("count", "", Origin::plan, isNew, count);
      byModule("chipsEach", "chips", Origin::solved, isNew, chips);
      chipPrice("chipPrice", 0, isNew);
      known("itFactor", Known::itFactor);
      byModule("spentShare", "", Origin::reckoned, isNew, [&](const Course::Module& module, std::size_t) {
        const double ready = readyOf(module);
        const double ordered = std::min(ready, std::max(ready - 7.0 * value(Known::itLeadWeeks), beginOf(module)));
        const double first = value(Known::itAtOrder);
        return (isWithin(ordered) ? first : 0.0) + (isWithin(ready) ? 1.0 - first : 0.0);
      });
      out.equation = "sum(count * chipsEach * chipPrice * spentShare) * itFactor";
      out.value = evaluation.money.capexIt;
      return true;
    case What::capexGrid: {
      DerivationInput& cost = list("gridCost", "MCNY", Origin::plan);
      DerivationInput& share = list("gridSpent", "", Origin::reckoned);
      for (std::size_t g = 0; g < course.option.gridSteps.size(); ++g) {
        const std::string id = "grid/" + course.option.gridSteps[g].id;
        push(cost, id, course.option.gridSteps[g].capexMcny);
        push(share, id, shareSpent(dates.start[course.gridOf[g]], dates.finish[course.gridOf[g]]));
      }
      out.equation = "sum(gridCost * gridSpent) * 1000000";
      out.value = evaluation.money.capexGrid;
      return true;
    }
    case What::capexRenewal:
      byModule("count", "", Origin::plan, any, count);
      byModule("chipsEach", "chips", Origin::solved, any, chips);
      chipPrice("chipPrice", 0, any);
      known("itFactor", Known::itFactor);
      known("renewal", Known::renewal);
      byModule("renewals", "", Origin::reckoned, any, [&](const Course::Module& module, std::size_t) {
        const double life = std::max(1.0, value(Known::lifeIt)) * daysOfYear;
        double times = 0.0;
        for (double day = readyOf(module) + life; day < endDay(); day += life) times += isWithin(day) ? 1.0 : 0.0;
        return times;
      });
      out.equation = "sum(count * chipsEach * chipPrice * renewals) * itFactor * renewal";
      out.value = evaluation.money.capexRenewal;
      return true;
    default:
      return false;
  }
}

bool Deriving::runningMonth(const Headline& h) {
  const MonthRow* found = row(h.month);
  if (!found) return false;
  const MonthRow& r = *found;
  const auto here = [&](const Course::Module& module) { return stands(module, h.month); };
  if (h.id.empty()) {
    for (const RunningPart& part : runningParts) {
      reckoned(costOf(part.id).c_str(), r.*part.yuan, "CNY", {What::opexMonth, h.month, part.id});
      out.equation += (out.equation.empty() ? "" : " + ") + costOf(part.id);
    }
    out.value = r.opexYuan();
    return true;
  }
  const RunningPart* part = runningPart(h.id);
  if (!part) return false;
  out.name = {h.id, h.id};
  out.value = r.*part->yuan;
  if (h.id == "energy") {
    energies(h, r, &YearAt::energyYuan, "CNY");
    known("energyFactor", Known::energyFactor);
    out.equation += " * energyFactor";
  } else if (h.id == "demand") {
    reckoned("peak", r.peakMw, "MW", {What::peakMw, h.month, ""});
    if (course.ground.tariff.demandYuanPerKwMonth > 0.0)
      add("charge", course.ground.tariff.demandYuanPerKwMonth, "CNY/kW", Origin::site);
    else
      known("charge", Known::demandCharge);
    out.equation = "peak * 1000 * charge";
  } else if (h.id == "water") {
    reckoned("waterUse", r.waterM3, "m³", {What::waterM3, h.month, ""});
    known("waterPrice", Known::water);
    out.equation = "waterUse * waterPrice";
  } else if (h.id == "staff") {
    known("staffBase", Known::staffBase);
    known("staffPerMw", Known::staffPerMw);
    out.equation = "(staffBase + staffPerMw * " + placedMw(r, h.month) + ") * salary / 12";
    known("salary", Known::staffYuan);
  } else if (h.id == "green") {
    reckoned("facility", r.facilityMwh, "MWh", {What::facilityMwh, h.month, ""});
    add("greenShare", course.ground.layout->site->surroundings.greenShare.si, "", Origin::site);
    known("premium", Known::greenPremium);
    out.equation = "facility * greenShare * premium";
  } else if (h.id == "storage") {
    const std::vector<Waiting> all = waitingOf(course, dates);
    DerivationInput& price = list("itemPrice", "CNY", Origin::plan);
    DerivationInput& months = list("waitedMonths", "months", Origin::reckoned);
    for (const Waiting& waiting : all) {
      push(price, course.nodes[waiting.node].id, waiting.yuan);
      push(months, course.nodes[waiting.node].id, waitedMonths(waiting, r.first));
    }
    if (all.empty()) push(price, "–", 0.0), push(months, "–", 0.0);
    known("storage", Known::storage);
    out.equation = "sum(itemPrice * waitedMonths) * storage";
  } else {
    byModule("count", "", Origin::plan, here, [](const Course::Module& m, std::size_t) { return m.count; });
    byModule("mwEach", "MW", Origin::solved, here,
             [](const Course::Module& m, std::size_t) { return m.figures->itMw; });
    megawattPrice(here);
    known("mepShare", Known::mepShare);
    known("mepUpkeep", Known::maintenance);
    byModule("chipsEach", "chips", Origin::solved, here,
             [](const Course::Module& m, std::size_t) { return static_cast<double>(m.figures->chips); });
    chipPrice("chipPrice", 0, here);
    known("itFactor", Known::itFactor);
    known("itUpkeep", Known::itMaintenance);
    out.equation =
        "(sum(count * mwEach * perMw) * 1000000 * mepShare * mepUpkeep + "
        "sum(count * chipsEach * chipPrice) * itFactor * itUpkeep) / 12";
  }
  return true;
}

bool Deriving::money(const Headline& h) {
  const Money& money = evaluation.money;
  const auto net = [](const MonthRow& r) { return r.revenueYuan - r.opexYuan() - r.capexYuan(); };
  out.unit = "CNY";
  switch (h.what) {
    case What::capex:
      reckoned("facilityCapex", money.capexFacility, "CNY", {What::capexFacility, -1, ""});
      reckoned("itCapex", money.capexIt, "CNY", {What::capexIt, -1, ""});
      reckoned("gridCapex", money.capexGrid, "CNY", {What::capexGrid, -1, ""});
      out.equation = "facilityCapex + itCapex + gridCapex";
      out.value = money.capexFacility + money.capexIt + money.capexGrid;
      return true;
    case What::capexFacility:
    case What::capexIt:
    case What::capexGrid:
    case What::capexRenewal:
      return investment(h);
    case What::opex:
      for (const RunningPart& part : runningParts) {
        double sum = 0.0;
        for (const MonthRow& r : evaluation.months) sum += r.*part.yuan;
        reckoned(costOf(part.id).c_str(), sum, "CNY", {What::opexPart, -1, part.id});
        out.equation += (out.equation.empty() ? "" : " + ") + costOf(part.id);
      }
      out.value = money.opex;
      return true;
    case What::opexPart: {
      const RunningPart* part = runningPart(h.id);
      if (!part) return false;
      out.name = {h.id, h.id};
      const std::string symbol = costOf(part->id);
      monthly(
          symbol.c_str(), "CNY", [part](const MonthRow& r) { return r.*part->yuan; }, What::opexMonth, 0, lastMonth(),
          part->id);
      out.equation = "sum(" + symbol + ")";
      for (const MonthRow& r : evaluation.months) out.value += r.*part->yuan;
      return true;
    }
    case What::opexMonth:
      return runningMonth(h);
    case What::revenue:
      monthly(
          "income", "CNY", [](const MonthRow& r) { return r.revenueYuan; }, What::revenueMonth, 0, lastMonth());
      out.equation = "sum(income)";
      out.value = money.revenue;
      return true;
    case What::revenueMonth: {
      const MonthRow* r = row(h.month);
      if (!r || r->placedChips <= 0.0) return false;
      const auto here = [&](const Course::Module& m) { return stands(m, h.month) && !m.figures->years.empty(); };
      const std::string count = placedCount(here);
      byModule("chipsEach", "chips", Origin::solved, here,
               [](const Course::Module& m, std::size_t) { return static_cast<double>(m.figures->chips); });
      chipPrice("rent", 1, here);
      reckoned("mean", r->meanChips, "chips", {What::meanChips, h.month, ""});
      const std::string chips = placedChips(*r, h.month);
      add("hoursOfMonth", 24.0 * (firstOfMonth(r->first, 1).days - r->first.days), "h", Origin::constant);
      known("sold", Known::sold);
      out.equation = "sum(" + count + " * chipsEach * rent) * mean / " + chips + " * hoursOfMonth * sold";
      out.value = r->revenueYuan;
      return true;
    }
    case What::capexMonth: {
      const MonthRow* r = row(h.month);
      if (!r) return false;
      add("facilityCapex", r->capexFacility, "CNY", Origin::reckoned).from = {{What::capexFacility, -1, ""}};
      add("itCapex", r->capexIt, "CNY", Origin::reckoned).from = {{What::capexIt, -1, ""}};
      add("gridCapex", r->capexGrid, "CNY", Origin::reckoned).from = {{What::capexGrid, -1, ""}};
      add("renewalCapex", r->capexRenewal, "CNY", Origin::reckoned).from = {{What::capexRenewal, -1, ""}};
      out.equation = "facilityCapex + itCapex + gridCapex + renewalCapex";
      out.value = r->capexYuan();
      return true;
    }
    case What::net: {
      const MonthRow* r = row(h.month);
      if (!r) return false;
      reckoned("income", r->revenueYuan, "CNY", {What::revenueMonth, h.month, ""});
      reckoned("running", r->opexYuan(), "CNY", {What::opexMonth, h.month, ""});
      reckoned("invested", r->capexYuan(), "CNY", {What::capexMonth, h.month, ""});
      out.equation = "income - running - invested";
      out.value = net(*r);
      return true;
    }
    case What::cash:
      if (!row(h.month)) return false;
      monthly("net", "CNY", net, What::net, 0, h.month);
      out.equation = "sum(net)";
      out.value = row(h.month)->cashYuan;
      return true;
    case What::npv: {
      monthly("net", "CNY", net, What::net, 0, lastMonth());
      known("rate", Known::discount);
      DerivationInput& t = list("monthsOn", "month", Origin::constant);
      for (int m = 0; m <= lastMonth(); ++m) push(t, monthText(m), m);
      reckoned("residual", money.residual, "CNY", {What::residual, -1, ""});
      add("months", lastMonth() + 1, "month", Origin::plan);
      out.equation = "sum(net / (1 + rate) ^ ((monthsOn + 0.5) / 12)) + residual / (1 + rate) ^ (months / 12)";
      out.value = money.npv;
      return true;
    }
    case What::residual:
      residual();
      return true;
    case What::payback:
    case What::peakFunding:
      monthly(
          "cash", "CNY", [](const MonthRow& r) { return r.cashYuan; }, What::cash, 0, lastMonth());
      if (h.what == What::peakFunding) {
        out.equation = "max(0, max(-cash))";
        out.value = money.peakFunding;
      } else {
        out.equation = "after(cash < 0)";
        out.value = money.paybackMonth ? *money.paybackMonth : nowhere;
        out.unit = "month";
      }
      return true;
    case What::tco:
      if (money.parts.empty()) return false;
      for (const Money::Part& part : money.parts) {
        const std::string symbol =
            "tco" + std::string(1, static_cast<char>(part.id[0] - 'a' + 'A')) + part.id.substr(1);
        reckoned(symbol.c_str(), part.yuanPerChipHour, "CNY/h", {What::tcoPart, -1, part.id});
        out.equation += (out.equation.empty() ? "" : " + ") + symbol;
      }
      out.value = money.tcoPerChipHour;
      out.unit = "CNY/h";
      return true;
    case What::tcoPart:
      return tcoPart(h);
    case What::delayYuan:
    case What::delayChipHours:
      delay(h.what == What::delayYuan);
      return true;
    default:
      out.unit.clear();
      return false;
  }
}

}  // namespace plenum::plan
