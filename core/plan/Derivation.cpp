// SPDX-License-Identifier: Apache-2.0
#include "plan/Derivation.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "plan/Deriving.h"

namespace plenum::plan {
namespace {

constexpr double countedFactor = 0.95;  // as a month's working-out counts a transformer's MVA
constexpr double noLimit = 50.0;        // a share from which on a machine is no limit
constexpr std::size_t placeOf(Resource r) { return static_cast<std::size_t>(r); }

double yearSum(const YearAt& year, std::array<double, 12> YearAt::*what) {
  double sum = 0.0;
  for (const double v : year.*what) sum += v;
  return sum;
}

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
  static constexpr std::array<const char*, std::size_t(Headline::What::count)> words{
      "goal-month",    "live-chips",
      "live-mw",       "usable-mw",
      "binding-mw",    "capacity-mw",
      "installed-mw",  "installed-chips",
      "demand-chips",  "stranded-mw",
      "used",          "pue",
      "wue",           "carbon",
      "it-mwh",        "facility-mwh",
      "water",         "peak-mw",
      "opex-month",    "revenue-month",
      "capex-month",   "net",
      "cash",          "phase-pue",
      "capex",         "capex-facility",
      "capex-it",      "capex-grid",
      "capex-renewal", "opex",
      "opex-part",     "revenue",
      "npv",           "residual",
      "payback",       "peak-funding",
      "tco",           "tco-part",
      "delay-yuan",    "delay-chip-hours",
      "order-by",      "need-by",
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
      if (phase.id != h.id || phase.pue <= 0.0) continue;
      const int month = std::max(0, phase.month);
      const auto here = [&](const Course::Module& module) { return stands(module, month); };
      const auto year = [&](std::array<double, 12> YearAt::*what) {
        return [&, what](const Course::Module& module, std::size_t) {
          return module.count * yearSum(yearAt(*module.figures, phase.utilisation), what);
        };
      };
      byModule("facilityYear", "MWh", Origin::solved, here, year(&YearAt::facilityMwh));
      byModule("itYear", "MWh", Origin::solved, here, year(&YearAt::itMwh));
      out.equation = "sum(facilityYear) / sum(itYear)";
      out.value = phase.pue;
      out.name = phase.name;
      return true;
    }
    return false;
  }
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
    case What::liveMw:
      if (r->installedMw <= 0.0) return false;
      reckoned("usable", r->usableMw, "MW", {What::usableMw, h.month, ""});
      reckoned("built", r->installedMw, "MW", {What::installedMw, h.month, ""});
      reckoned("chips", r->installedChips, "chips", {What::installedChips, h.month, ""});
      if (course.option.demand.empty())
        add("demand", r->demandChips, "chips", Origin::plan);
      else
        reckoned("demand", r->demandChips, "chips", {What::demandChips, h.month, ""});
      return h.what == What::liveChips ? say("min(chips * usable / built, demand)", r->liveChips, "chips")
                                       : say("min(chips * usable / built, demand) * built / chips", r->liveMw, "MW");
    case What::capacityMw:
      return capacity(h);
    case What::used:
      if (r->installedChips <= 0.0) return false;
      known("utilisation", Known::utilisation);
      reckoned("live", r->liveChips, "chips", {What::liveChips, h.month, ""});
      reckoned("chips", r->installedChips, "chips", {What::installedChips, h.month, ""});
      return say("max(0, min(1, utilisation * live / chips))",
                 std::clamp(value(Known::utilisation) * r->liveChips / r->installedChips, 0.0, 1.0), "");
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
  const double share = r.installedChips > 0.0 ? r.liveChips / r.installedChips : 0.0;
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
  byModule("count", "", Origin::plan, here, [](const Course::Module& module, std::size_t) { return module.count; });
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
  reckoned("used", used, "", {What::used, h.month, ""});
  out.equation =
      "sum(count * (atLower + max(0, min(1, (used - lowerLoad) / (higherLoad - lowerLoad))) * (atHigher - atLower)))";
}

bool Deriving::capacity(const Headline& h) {
  const MonthRow& r = *row(h.month);
  std::optional<Resource> found;
  for (std::size_t k = 0; k < resources; ++k)
    if (h.id == wordOf(static_cast<Resource>(k))) found = static_cast<Resource>(k);
  if (!found) return false;
  out.name = {wordOf(*found), wordOf(*found)};
  out.unit = "MW";
  out.value = *found == Resource::built ? r.installedMw : r.capacityMw[placeOf(*found)];
  if (!std::isfinite(out.value)) return false;
  const auto here = [&](const Course::Module& module) { return stands(module, h.month); };
  const auto perMw = [&] {
    byModule("facilityFull", "MW", Origin::solved, here,
             [](const Course::Module& module, std::size_t) { return module.count * module.figures->facilityMw; });
    byModule("itFull", "MW", Origin::solved, here,
             [](const Course::Module& module, std::size_t) { return module.count * module.figures->itMw; });
    known("recharge", Known::recharge);
    return std::string("(sum(facilityFull) / sum(itFull) * (1 + recharge))");
  };
  // what the modules' own machines carry, with one of each out
  const auto own = [&](Resource resource) -> std::string {
    bool isShort = false, isPlenty = false;
    const auto counts = [&](const Course::Module& module) { return here(module) && module.figures->itMw > 0.0; };
    byModule("mwOwn", "MW", Origin::solved, counts,
             [](const Course::Module& module, std::size_t) { return module.count * module.figures->itMw; });
    byModule("carries", "", Origin::solved, counts, [&](const Course::Module& module, std::size_t) {
      const double share = module.figures->share[placeOf(resource)];
      isShort = isShort || share < 1.0, isPlenty = isPlenty || share >= noLimit;
      return share;
    });
    if (!isShort && isPlenty) {
      out.inputs.resize(out.inputs.size() - 2);
      return {};
    }
    return isShort ? "sum(mwOwn * min(1, carries))" : "sum(mwOwn * carries)";
  };
  switch (*found) {
    case Resource::built:
      reckoned("built", r.installedMw, "MW", {What::installedMw, h.month, ""});
      out.equation = "built";
      return true;
    case Resource::grid: {
      DerivationInput& firm = list("firm", "MW", Origin::plan);
      push(firm, course.ground.layout->site->id, course.ground.site->gridFirmMw);
      for (std::size_t g = 0; g < course.option.gridSteps.size(); ++g)
        if (dates.gridMonth[g] <= h.month)
          push(firm, "grid/" + course.option.gridSteps[g].id, course.option.gridSteps[g].firmMw);
      out.equation = "sum(firm) / " + perMw();
      return true;
    }
    case Resource::transformers: {
      std::map<std::string, std::vector<double>> substations;
      const Figures& site = *course.ground.site;
      bool isAny = !site.transformers.empty();
      for (const double mw : site.transformerMw) substations["site"].push_back(mw);
      for (std::size_t g = 0; g < course.option.gridSteps.size(); ++g) {
        const GridStep& step = course.option.gridSteps[g];
        isAny = isAny || step.transformers > 0;
        if (dates.gridMonth[g] > h.month) continue;
        auto& units = substations[step.substation.empty() ? step.id : step.substation];
        for (int k = 0; k < step.transformers; ++k) units.push_back(step.transformerMva * countedFactor);
      }
      std::string main;
      if (isAny) {
        DerivationInput& firm = list("transformersFirm", "MW", Origin::plan);
        for (const auto& [id, units] : substations) {
          double sum = 0.0, largest = 0.0;
          for (const double mw : units) sum += mw, largest = std::max(largest, mw);
          push(firm, id, units.size() > 1 ? sum - largest : 0.0);
        }
        main = "sum(transformersFirm) / " + perMw();
      }
      const std::string below = own(Resource::transformers);
      out.equation = main.empty() ? below : below.empty() ? main : "min(" + main + ", " + below + ")";
      return true;
    }
    case Resource::ups:
    case Resource::gensets:
    case Resource::heatRejection:
    case Resource::hallCooling:
    case Resource::floor:
      out.equation = own(*found);
      return !out.equation.empty();
    default:
      return quota(h, *found, r);
  }
}

/// What is granted of something, over what a megawatt of IT takes of it.
bool Deriving::quota(const Headline& h, Resource resource, const MonthRow& r) {
  const auto here = [&](const Course::Module& module) { return stands(module, h.month); };
  static const std::map<Resource, const char*> units{
      {Resource::water, "m³/d"}, {Resource::fibre, "Gbit/s"}, {Resource::fabric, "chips"}, {Resource::carbon, "t"},
      {Resource::energy, "GWh"}, {Resource::land, "m²"},      {Resource::capital, "MCNY"}};
  DerivationInput& granted = list("granted", units.at(resource), Origin::plan);
  for (std::size_t g = 0; g < course.option.grants.size(); ++g) {
    const Grant& grant = course.option.grants[g];
    if (grant.resource != resource || (grant.from.isSet() && monthFrom(course.plan, grant.from.days) > h.month))
      continue;
    const std::ptrdiff_t n = course.grantAfter[g];
    if (n >= 0 && monthFrom(course.plan, dates.finish[static_cast<std::size_t>(n)]) > h.month) continue;
    push(granted, grant.id, grant.amount);
    granted.confidence = grant.confidence, granted.source = grant.source;
  }
  const auto itFull = [&] {
    byModule("itFull", "MW", Origin::solved, here,
             [](const Course::Module& module, std::size_t) { return module.count * module.figures->itMw; });
  };
  const auto yearly = [&](const char* symbol, const char* unit, std::array<double, 12> YearAt::*what, double factor) {
    byModule(symbol, unit, Origin::solved, here, [&](const Course::Module& module, std::size_t) {
      return module.count * yearSum(yearAt(*module.figures, value(Known::utilisation)), what) * factor;
    });
    itFull();
  };
  switch (resource) {
    case Resource::water:
      known("drought", Known::drought);
      byModule("peakDay", "m³/d", Origin::solved, here, [](const Course::Module& module, std::size_t) {
        return module.figures->years.empty() ? 0.0 : module.count * module.figures->years.back().peakDayM3;
      });
      itFull();
      out.equation = "sum(granted) * drought / (sum(peakDay) / sum(itFull))";
      return true;
    case Resource::fibre:
    case Resource::fabric:
      reckoned("chips", r.installedChips, "chips", {What::installedChips, h.month, ""});
      reckoned("built", r.installedMw, "MW", {What::installedMw, h.month, ""});
      if (resource == Resource::fibre) known("wan", Known::wanPerChip);
      out.equation =
          resource == Resource::fibre ? "sum(granted) / (chips / built * wan)" : "sum(granted) / (chips / built)";
      return true;
    case Resource::carbon:
      yearly("carbonYear", "t", &YearAt::carbonT, 1.0);
      out.equation = "sum(granted) / (sum(carbonYear) / sum(itFull))";
      return true;
    case Resource::energy:
      yearly("energyYear", "GWh", &YearAt::facilityMwh, 1e-3);
      out.equation = "sum(granted) / (sum(energyYear) / sum(itFull))";
      return true;
    default:
      break;
  }
  // land and capital go to the phases in the order in which they come into service; the site has its own
  std::vector<std::size_t> order;
  for (std::size_t p = 0; p < dates.rfsMonth.size(); ++p) order.push_back(p);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return dates.rfsMonth[a] < dates.rfsMonth[b]; });
  const bool isLand = resource == Resource::land;
  double siteMw = 0.0;
  std::vector<double> mw(order.size(), 0.0), asked(order.size(), 0.0);
  for (std::size_t k = 0; k < course.modules.size(); ++k) {
    const Course::Module& module = course.modules[k];
    const double itMw = module.count * module.figures->itMw;
    if (module.phase < 0) {
      siteMw += itMw;
      continue;
    }
    const auto p = static_cast<std::size_t>(module.phase);
    mw[p] += itMw;
    const double perMw = module.capexMcnyPerMw > 0.0 ? module.capexMcnyPerMw : value(Known::capexFacility);
    asked[p] += isLand ? module.count * module.figures->landM2
                       : itMw * perMw * 1e6 + module.count * static_cast<double>(module.figures->chips) *
                                                  sample.values[course.chipAt[k][0]] * value(Known::itFactor);
  }
  add("siteMw", siteMw, "MW", Origin::solved);
  DerivationInput& mwOf = list("phaseMw", "MW", Origin::solved);
  DerivationInput& askedOf = list(isLand ? "phaseLand" : "phaseCost", isLand ? "m²" : "CNY", Origin::reckoned);
  for (const std::size_t p : order) {
    push(mwOf, course.option.phases[p].id, mw[p]);
    push(askedOf, course.option.phases[p].id, asked[p]);
  }
  if (isLand) {
    out.equation = "siteMw + sum(fit(sum(granted), phaseLand) * phaseMw)";
    return true;
  }
  DerivationInput& grid = list("gridPaid", "CNY", Origin::plan);
  for (std::size_t g = 0; g < course.option.gridSteps.size(); ++g)
    if (dates.gridMonth[g] <= h.month)
      push(grid, "grid/" + course.option.gridSteps[g].id, course.option.gridSteps[g].capexMcny * 1e6);
  out.equation = "siteMw + sum(fit(max(0, sum(granted) * 1000000 - sum(gridPaid)), phaseCost) * phaseMw)";
  return true;
}

}  // namespace plenum::plan
