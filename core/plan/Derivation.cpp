// SPDX-License-Identifier: Apache-2.0
#include "plan/Derivation.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "plan/Deriving.h"

namespace plenum::plan {
namespace {

constexpr std::size_t placeOf(Resource r) { return static_cast<std::size_t>(r); }

/// "heatRejection": the word of a resource as an equation may hold it.
std::string symbolOf(Resource resource) {
  std::string out;
  bool isNext = false;
  for (const char* c = wordOf(resource); *c != '\0'; ++c) {
    if (*c == '-')
      isNext = true;
    else
      out += isNext ? static_cast<char>(*c - 'a' + 'A') : *c, isNext = false;
  }
  return out;
}

}  // namespace

const char* wordOf(Headline::What what) {
  static constexpr std::array<const char*, std::size_t(Headline::What::count)> words{"goal-month",
                                                                                     "live-chips",
                                                                                     "live-mw",
                                                                                     "usable-mw",
                                                                                     "binding-mw",
                                                                                     "capacity-mw",
                                                                                     "installed-mw",
                                                                                     "installed-chips",
                                                                                     "demand-chips",
                                                                                     "mean-chips",
                                                                                     "stranded-mw",
                                                                                     "used",
                                                                                     "pue",
                                                                                     "wue",
                                                                                     "carbon",
                                                                                     "it-mwh",
                                                                                     "facility-mwh",
                                                                                     "water",
                                                                                     "peak-mw",
                                                                                     "opex-month",
                                                                                     "revenue-month",
                                                                                     "capex-month",
                                                                                     "net",
                                                                                     "cash",
                                                                                     "phase-pue",
                                                                                     "capex",
                                                                                     "capex-facility",
                                                                                     "capex-it",
                                                                                     "capex-grid",
                                                                                     "capex-renewal",
                                                                                     "opex",
                                                                                     "opex-part",
                                                                                     "revenue",
                                                                                     "npv",
                                                                                     "residual",
                                                                                     "payback",
                                                                                     "peak-funding",
                                                                                     "tco",
                                                                                     "tco-part",
                                                                                     "delay-yuan",
                                                                                     "delay-chip-hours",
                                                                                     "shed-mw",
                                                                                     "order-by",
                                                                                     "need-by",
                                                                                     "finish"};
  return words[static_cast<std::size_t>(what)];
}

std::optional<Derivation> derivationOf(const Headline& headline, const Plan& plan, const Option& option,
                                       const Ground& ground, const Evaluation& evaluation) {
  if (evaluation.months.empty()) return {};
  return Deriving(plan, option, ground, evaluation).of(headline);
}

std::optional<Derivation> Deriving::of(const Headline& headline) {
  out = {};
  out.of = headline;
  out.inputs.reserve(2 * resources);  // references to inputs stay good while more are added
  if (day(headline) || money(headline) || months(headline)) return std::move(out);
  return {};
}

DerivationInput& Deriving::list(const char* symbol, const char* unit, Origin origin) {
  DerivationInput input;
  input.symbol = symbol;
  input.unit = unit;
  input.origin = origin;
  if (origin == Origin::plan) input.source = course.plan.id;
  out.inputs.push_back(std::move(input));
  return out.inputs.back();
}
DerivationInput& Deriving::add(const char* symbol, double value, const char* unit, Origin origin) {
  DerivationInput& input = list(symbol, unit, origin);
  input.values = {value};
  return input;
}
void Deriving::push(DerivationInput& to, std::string id, double value) {
  to.of.push_back(std::move(id));
  to.values.push_back(value);
}
DerivationInput& Deriving::reckoned(const char* symbol, double value, const char* unit, Headline from) {
  DerivationInput& input = add(symbol, value, unit, Origin::reckoned);
  input.from = {std::move(from)};
  return input;
}
DerivationInput& Deriving::known(const char* symbol, Known which) {
  DerivationInput& input = add(symbol, value(which), "", Origin::assumption);
  for (const Assumption& a : course.assumptions) {
    if (a.id != plenum::plan::idOf(which)) continue;
    input.name = a.name, input.unit = a.unit, input.low = a.low, input.high = a.high;
    input.confidence = a.confidence, input.source = a.source;
  }
  return input;
}

const MonthRow* Deriving::row(int month) const {
  return month >= 0 && month <= lastMonth() ? &evaluation.months[static_cast<std::size_t>(month)] : nullptr;
}
std::string Deriving::idOf(const Course::Module& module) const {
  if (module.phase < 0) return course.ground.layout->site->id;
  std::string block;
  for (std::size_t b = 0; b < course.ground.blocks.size() && b < course.plan.blocks.size(); ++b)
    if (course.ground.blocks[b].get() == module.figures) block = course.plan.blocks[b].id;
  return course.option.phases[static_cast<std::size_t>(module.phase)].id + "/" + block;
}

bool Deriving::months(const Headline& h) {
  if (h.what == What::goalMonth) {
    if (course.plan.goalChips <= 0) return false;
    monthly(
        "live", "chips", [](const MonthRow& r) { return r.liveChips; }, What::liveChips, 0, lastMonth());
    add("goal", static_cast<double>(course.plan.goalChips), "chips", Origin::plan);
    out.equation = "first(live >= goal - 0.5)";
    out.value = evaluation.goalMonth ? *evaluation.goalMonth : std::numeric_limits<double>::quiet_NaN();
    out.unit = "month";
    return true;
  }
  if (h.what == What::phasePue) {
    for (const PhaseRow& phase : evaluation.phases) {
      if (phase.id != h.id || phase.full.pue <= 0.0) continue;
      const int month = phase.full.month;
      const auto here = [&](const Course::Module& module) { return stands(module, month); };
      const auto year = [&](std::array<double, 12> YearAt::*what) {
        return [&, what](const Course::Module& module, std::size_t) {
          return module.placed * yearSum(yearAt(*module.figures, phase.full.utilisation), what);
        };
      };
      byModule("facilityYear", "MWh", Origin::solved, here, year(&YearAt::facilityMwh));
      byModule("itYear", "MWh", Origin::solved, here, year(&YearAt::itMwh));
      out.equation = "sum(facilityYear) / sum(itYear)";
      out.value = phase.full.pue;
      out.name = phase.name;
      return true;
    }
    return false;
  }
  if (h.what == What::shedMw) return shed(h);
  const MonthRow* r = row(h.month);
  if (!r) return false;
  const auto here = [&](const Course::Module& module) { return stands(module, h.month); };
  const auto say = [&](const char* equation, double value, const char* unit) {
    out.equation = equation, out.value = value, out.unit = unit;
    return true;
  };
  switch (h.what) {
    case What::installedMw:
    case What::installedChips: {
      const bool isPower = h.what == What::installedMw;
      byModule("count", "", Origin::plan, here, [](const Course::Module& module, std::size_t) { return module.count; });
      byModule(isPower ? "mwEach" : "chipsEach", isPower ? "MW" : "chips", Origin::solved, here,
               [&](const Course::Module& module, std::size_t) {
                 return isPower ? module.figures->itMw : static_cast<double>(module.figures->chips);
               });
      return say(isPower ? "sum(count * mwEach)" : "sum(count * chipsEach)",
                 isPower ? r->installedMw : r->installedChips, isPower ? "MW" : "chips");
    }
    case What::demandChips: {
      DerivationInput& demand = list("demandSteps", "chips", Origin::plan);
      for (const Demand& d : course.option.demand)
        if (!d.from.isSet() || monthFrom(course.plan, d.from.days) <= h.month)
          push(demand, textOf(d.from), static_cast<double>(d.chips));
      if (demand.values.empty()) return false;
      return say("max(demandSteps)", r->demandChips, "chips");
    }
    case What::usableMw:
      usable(h, *r);
      return say(out.equation.c_str(), r->usableMw, "MW");
    case What::bindingMw:
      if (r->isHeldByDemand() && r->placedChips > 0.0) {
        reckoned("demand", r->demandChips, "chips", {What::demandChips, h.month, ""});
        const std::string built = placedMw(*r, h.month), chips = placedChips(*r, h.month);
        out.name = {holdingWordOf(*r), holdingWordOf(*r)};
        return say(("demand * " + built + " / " + chips).c_str(), r->demandMw, "MW");
      }
      usable(h, *r);
      out.name = {wordOf(r->binding), wordOf(r->binding)};
      return say(out.equation.c_str(),
                 std::max(0.0, r->binding == Resource::built ? r->installedMw : r->capacityMw[placeOf(r->binding)]),
                 "MW");
    case What::strandedMw:
      reckoned("built", r->installedMw, "MW", {What::installedMw, h.month, ""});
      reckoned("usable", r->usableMw, "MW", {What::usableMw, h.month, ""});
      return say("built - usable", r->installedMw - r->usableMw, "MW");
    case What::liveChips:
    case What::liveMw: {
      if (r->placedMw <= 0.0) return false;
      reckoned("usable", r->usableMw, "MW", {What::usableMw, h.month, ""});
      const std::string built = placedMw(*r, h.month), chips = placedChips(*r, h.month);
      if (course.option.demand.empty())
        add("demand", r->demandChips, "chips", Origin::plan);
      else
        reckoned("demand", r->demandChips, "chips", {What::demandChips, h.month, ""});
      const std::string live = "min(" + chips + " * usable / " + built + ", demand)";
      return h.what == What::liveChips ? say(live.c_str(), r->liveChips, "chips")
                                       : say((live + " * " + built + " / " + chips).c_str(), r->liveMw, "MW");
    }
    case What::capacityMw:
      return capacity(h);
    case What::used: {
      if (r->placedChips <= 0.0) return false;
      known("utilisation", Known::utilisation);
      reckoned("mean", r->meanChips, "chips", {What::meanChips, h.month, ""});
      const std::string equation = "max(0, min(1, utilisation * mean / " + placedChips(*r, h.month) + "))";
      return say(equation.c_str(), std::clamp(value(Known::utilisation) * r->meanChips / r->placedChips, 0.0, 1.0), "");
    }
    case What::meanChips: {
      reckoned("live", r->liveChips, "chips", {What::liveChips, h.month, ""});
      out.equation = "live";
      if (r->downs.empty()) return say(out.equation.c_str(), r->meanChips, "chips");
      DerivationInput& chips = list("downChips", "chips", Origin::reckoned);
      DerivationInput& hours = list("downHours", "h", Origin::reckoned);
      for (const MonthRow::Down& down : r->downs)
        push(chips, down.tieIn, down.chips), push(hours, down.tieIn, down.hours);
      add("hoursOfMonth", 24.0 * (firstOfMonth(r->first, 1).days - r->first.days), "h", Origin::constant);
      return say("live - sum(downChips * downHours) / hoursOfMonth", r->meanChips, "chips");
    }
    case What::pue:
      if (r->itMwh <= 0.0) return false;
      reckoned("facility", r->facilityMwh, "MWh", {What::facilityMwh, h.month, ""});
      reckoned("it", r->itMwh, "MWh", {What::itMwh, h.month, ""});
      return say("facility / it", r->pue(), "");
    case What::wue:
      if (r->itMwh <= 0.0) return false;
      reckoned("waterUse", r->waterM3, "m³", {What::waterM3, h.month, ""});
      reckoned("it", r->itMwh, "MWh", {What::itMwh, h.month, ""});
      return say("waterUse / it", r->wue(), "L/kWh");
    case What::itMwh:
      energies(h, *r, &YearAt::itMwh, "MWh");
      return say(out.equation.c_str(), r->itMwh, "MWh");
    case What::facilityMwh:
      energies(h, *r, &YearAt::facilityMwh, "MWh");
      return say(out.equation.c_str(), r->facilityMwh, "MWh");
    case What::waterM3:
      energies(h, *r, &YearAt::waterM3, "m³");
      return say(out.equation.c_str(), r->waterM3, "m³");
    case What::carbonT:
      energies(h, *r, &YearAt::carbonT, "t");
      return say(out.equation.c_str(), r->carbonT, "t");
    case What::peakMw:
      energies(h, *r, &YearAt::peakMw, "MW");
      return say(out.equation.c_str(), r->peakMw, "MW");
    default:
      return false;
  }
}

std::string Deriving::placedMw(const MonthRow& r, int month) {
  if (r.placedMw == r.installedMw)
    return reckoned("built", r.installedMw, "MW", {What::installedMw, month, ""}), "built";
  return add("placedMw", r.placedMw, "MW", Origin::reckoned), "placedMw";
}
std::string Deriving::placedChips(const MonthRow& r, int month) {
  if (r.placedChips == r.installedChips)
    return reckoned("chips", r.installedChips, "chips", {What::installedChips, month, ""}), "chips";
  return add("placedChips", r.placedChips, "chips", Origin::reckoned), "placedChips";
}

/// What a tie-in takes down at its worst.
bool Deriving::shed(const Headline& h) {
  for (const Phase& phase : course.option.phases)
    for (const TieIn& tieIn : phase.tieIns)
      for (const TieInRow& told : evaluation.tieIns) {
        if (tieIn.id != h.id || told.id != h.id || told.phase != phase.id) continue;
        bool isShed = tieIn.beyond == TieIn::Beyond::isShed;  // or that of another at work at the same time
        isShed = isShed || (told.shedMw > 0.0 && told.spareMw > -1e-9);
        add("wanted", told.liveMw, "MW", Origin::reckoned);
        add("left", told.leftMw, "MW", Origin::reckoned);
        if (isShed) add("sparedLeft", told.sparedMw, "MW", Origin::reckoned);
        out.equation = isShed ? "max(0, wanted - min(left, sparedLeft))" : "max(0, wanted - left)";
        out.value = told.shedMw, out.unit = "MW", out.name = told.name;
        return true;
      }
  return false;
}

/// The least of what limits; what does not is left out.
void Deriving::usable(const Headline& h, const MonthRow& r) {
  std::string all;
  for (std::size_t k = 0; k < resources; ++k) {
    const auto resource = static_cast<Resource>(k);
    const double mw = resource == Resource::built ? r.installedMw : r.capacityMw[k];
    if (!std::isfinite(mw)) continue;
    const std::string symbol = symbolOf(resource);
    reckoned(symbol.c_str(), mw, "MW", {What::capacityMw, h.month, wordOf(resource)});
    all += (all.empty() ? "" : ", ") + symbol;
  }
  out.equation = "max(0, min(" + all + "))";
}

/// What a weather-year tells of one calendar month at the load of this one, between the loads that were solved.
void Deriving::energies(const Headline& h, const MonthRow& r, std::array<double, 12> YearAt::*what, const char* unit) {
  const auto calendar = static_cast<std::size_t>(toCivil(timeOf(r.first)).date.month - 1);
  // the peak is that of the hours in which nothing is down
  const bool isPeak = h.what == What::peakMw;
  const double share = r.placedChips > 0.0 ? (isPeak ? r.liveChips : r.meanChips) / r.placedChips : 0.0;
  const double used = std::clamp(value(Known::utilisation) * share, 0.0, 1.0);
  const auto here = [&](const Course::Module& module) {
    return stands(module, h.month) && !module.figures->years.empty();
  };
  const auto between = [&](const Course::Module& module) {
    const auto& years = module.figures->years;
    std::size_t high = std::min<std::size_t>(1, years.size() - 1);
    while (high + 1 < years.size() && years[high].utilisation < used) ++high;
    return std::pair{&years[high > 0 ? high - 1 : 0], &years[high]};
  };
  const std::string count = placedCount(here);
  byModule("atLower", unit, Origin::solved, here,
           [&](const Course::Module& module, std::size_t) { return (between(module).first->*what)[calendar]; });
  byModule("atHigher", unit, Origin::solved, here,
           [&](const Course::Module& module, std::size_t) { return (between(module).second->*what)[calendar]; });
  byModule("lowerLoad", "", Origin::solved, here,
           [&](const Course::Module& module, std::size_t) { return between(module).first->utilisation; });
  byModule("higherLoad", "", Origin::solved, here, [&](const Course::Module& module, std::size_t) {
    const auto [low, high] = between(module);
    return high->utilisation > low->utilisation ? high->utilisation : low->utilisation + 1.0;
  });
  if (isPeak && !r.downs.empty())
    add("used", used, "", Origin::reckoned);
  else
    reckoned("used", used, "", {What::used, h.month, ""});
  out.equation = "sum(" + count +
                 " * (atLower + max(0, min(1, (used - lowerLoad) / (higherLoad - lowerLoad))) * (atHigher - atLower)))";
}

}  // namespace plenum::plan
