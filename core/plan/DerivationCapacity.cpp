// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include "plan/Deriving.h"

namespace plenum::plan {
namespace {

constexpr double countedFactor = 0.95;  // as a month's working-out counts a transformer's MVA
constexpr double noLimit = 50.0;        // a share from which on a machine is no limit

}  // namespace

bool Deriving::capacity(const Headline& h) {
  const MonthRow& r = *row(h.month);
  std::optional<Resource> found;
  for (std::size_t k = 0; k < resources; ++k)
    if (h.id == wordOf(static_cast<Resource>(k))) found = static_cast<Resource>(k);
  if (!found) return false;
  out.name = {wordOf(*found), wordOf(*found)};
  out.unit = "MW";
  out.value = *found == Resource::built ? r.installedMw : r.capacityMw[static_cast<std::size_t>(*found)];
  if (!std::isfinite(out.value)) return false;
  const auto here = [&](const Course::Module& module) { return stands(module, h.month); };
  const auto perMw = [&] {
    byModule("facilityFull", "MW", Origin::solved, here,
             [](const Course::Module& module, std::size_t) { return module.placed * module.figures->facilityMw; });
    byModule("itFull", "MW", Origin::solved, here,
             [](const Course::Module& module, std::size_t) { return module.placed * module.figures->itMw; });
    known("recharge", Known::recharge);
    return std::string("(sum(facilityFull) / sum(itFull) * (1 + recharge))");
  };
  // what the modules' own machines carry, with one of each out
  const auto own = [&](Resource resource) -> std::string {
    bool isShort = false, isPlenty = false;
    const auto counts = [&](const Course::Module& module) {
      return here(module) && module.placed * module.figures->itMw > 0.0;
    };
    byModule("mwOwn", "MW", Origin::solved, counts,
             [](const Course::Module& module, std::size_t) { return module.placed * module.figures->itMw; });
    byModule("carries", "", Origin::solved, counts, [&](const Course::Module& module, std::size_t) {
      const double share = module.figures->share[static_cast<std::size_t>(resource)];
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
  // blocks without a place on the land do not run
  std::string placed;
  if (resource == Resource::land) {
    bool isLacking = false, willLack = false, isGranted = false;
    for (const Course::Module& module : course.modules)
      if (module.placed < module.count) willLack = true, isLacking = isLacking || here(module);
    for (const Grant& grant : course.option.grants) isGranted = isGranted || grant.resource == resource;
    const auto counted = [&](const Course::Module& module) { return !isLacking || here(module); };
    if (willLack) {
      byModule("placed", "", Origin::reckoned, counted,
               [](const Course::Module& module, std::size_t) { return module.placed; });
      byModule("mwEach", "MW", Origin::solved, counted,
               [](const Course::Module& module, std::size_t) { return module.figures->itMw; });
      placed = "sum(placed * mwEach)";
      out.equation = placed;
    }
    if (!isGranted) return willLack;
  }
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
             [](const Course::Module& module, std::size_t) { return module.placed * module.figures->itMw; });
  };
  const auto yearly = [&](const char* symbol, const char* unit, std::array<double, 12> YearAt::*what, double factor) {
    byModule(symbol, unit, Origin::solved, here, [&](const Course::Module& module, std::size_t) {
      return module.placed * yearSum(yearAt(*module.figures, value(Known::utilisation)), what) * factor;
    });
    itFull();
  };
  switch (resource) {
    case Resource::water:
      known("drought", Known::drought);
      byModule("peakDay", "m³/d", Origin::solved, here, [](const Course::Module& module, std::size_t) {
        return module.figures->years.empty() ? 0.0 : module.placed * module.figures->years.back().peakDayM3;
      });
      itFull();
      out.equation = "sum(granted) * drought / (sum(peakDay) / sum(itFull))";
      return true;
    case Resource::fibre:
    case Resource::fabric:
      out.equation = "sum(granted) / (" + placedChips(r, h.month) + " / " + placedMw(r, h.month);
      if (resource == Resource::fibre) known("wan", Known::wanPerChip);
      out.equation += resource == Resource::fibre ? " * wan)" : ")";
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
    const std::string housed = "siteMw + sum(fit(sum(granted), phaseLand) * phaseMw)";
    out.equation = placed.empty() ? housed : "min(" + housed + ", " + placed + ")";
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
