// SPDX-License-Identifier: Apache-2.0
#include "plan/Carrying.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "plan/Constants.h"
#include "plan/Outages.h"

namespace plenum::plan {
namespace {

double lessLargest(const std::vector<double>& units) {
  double sum = 0.0, largest = 0.0;
  for (const double mw : units) sum += mw, largest = std::max(largest, mw);
  return units.size() > 1 ? sum - largest : 0.0;
}

bool isOut(const Carrying::Off& off, const std::string& id) {
  return std::find(off.begin(), off.end(), id) != off.end();
}
bool isStepOut(const Carrying::Off& off, const GridStep& step) { return !off.empty() && isOut(off, "grid/" + step.id); }

}  // namespace

Carrying::Carrying(const Course& course, const Sample& sample, const Dates& dates)
    : course_(course), sample_(sample), dates_(dates) {
  for (const Grant& grant : course.option.grants) isGranted_[indexOf(grant.resource)] = true;
  spend();
}

Standing Carrying::standingAt(int m) const {
  Standing out;
  for (const Course::Module& module : course_.modules) {
    if (!stands(module, m)) continue;
    out.chips += module.count * static_cast<double>(module.figures->chips);
    out.itMw += module.count * module.figures->itMw;
    out.placedChips += module.placed * static_cast<double>(module.figures->chips);
    out.placedMw += module.placed * module.figures->itMw;
    out.facilityMw += module.placed * module.figures->facilityMw;
    if (module.placed > 0 && module.figures->racks > 0)
      out.rackChips = std::max(out.rackChips, static_cast<double>(module.figures->chips) / module.figures->racks);
    if (!module.figures->years.empty()) out.waterM3PerMw += module.placed * module.figures->years.back().peakDayM3;
  }
  if (out.placedMw > 0.0) out.waterM3PerMw /= out.placedMw;
  return out;
}

double Carrying::granted(Resource resource, int m) const {
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

/// Megawatts at the mains: with the largest feed lost, or with nothing lost.
double Carrying::gridMw(int m, const Off& off, Lost lost) const {
  const Figures& site = *course_.ground.site;
  std::vector<double> left;
  for (std::size_t f = 0; f < site.feeds.size(); ++f)
    if (!isOut(off, site.feeds[f])) left.push_back(site.feedMw[f]);
  const bool isWhole = left.size() == site.feeds.size();
  double mw = isWhole ? site.gridFirmMw : lessLargest(left);
  if (lost == Lost::nothing) mw = std::max(isWhole ? mw : 0.0, std::accumulate(left.begin(), left.end(), 0.0));
  for (std::size_t g = 0; g < course_.option.gridSteps.size(); ++g)
    if (dates_.gridMonth[g] <= m && !isStepOut(off, course_.option.gridSteps[g]))
      mw += course_.option.gridSteps[g].firmMw;
  return mw;
}

/// Megawatts that main transformers carry: with the largest of each substation lost, or with nothing lost.
double Carrying::transformersMw(int m, const Off& off, Lost lost) const {
  std::map<std::string, std::vector<double>> substations;
  const Figures& site = *course_.ground.site;
  bool isAny = !site.transformers.empty();
  for (std::size_t t = 0; t < site.transformers.size(); ++t)
    if (!isOut(off, site.transformers[t])) substations["site"].push_back(site.transformerMw[t]);
  for (std::size_t g = 0; g < course_.option.gridSteps.size(); ++g) {
    const GridStep& step = course_.option.gridSteps[g];
    isAny = isAny || step.transformers > 0;
    if (dates_.gridMonth[g] > m || isStepOut(off, step)) continue;
    auto& units = substations[step.substation.empty() ? step.id : step.substation];
    for (int k = 0; k < step.transformers; ++k) units.push_back(step.transformerMva * powerFactor);
  }
  if (!isAny) return endless;
  double sum = 0.0;
  for (const auto& [name, units] : substations)
    sum += lost == Lost::largest ? lessLargest(units) : std::accumulate(units.begin(), units.end(), 0.0);
  return sum;
}

/// What the modules' own machines carry: a spare of one does nothing for another.
double Carrying::own(Resource resource, int m, const std::array<double, resources>* site, const Off& phases) const {
  double all = 0.0, capped = 0.0;
  bool isShort = false;
  for (const Course::Module& module : course_.modules) {
    if (!stands(module, m)) continue;
    const bool isOther = site && module.phase < 0;
    const bool isWorkedOn =
        module.phase >= 0 && isOut(phases, course_.option.phases[static_cast<std::size_t>(module.phase)].id);
    const double share = isWorkedOn ? 0.0 : (isOther ? *site : module.figures->share)[indexOf(resource)],
                 mw = module.placed * module.figures->itMw;
    if (mw <= 0.0) continue;
    all += share >= 50.0 ? endless : mw * share;
    capped += mw * std::min(1.0, share);
    isShort = isShort || share < 1.0;
  }
  return isShort ? capped : all;
}

bool Carrying::isPhase(const std::string& id) const {
  const auto& phases = course_.option.phases;
  return std::any_of(phases.begin(), phases.end(), [&](const Phase& phase) { return phase.id == id; });
}

bool Carrying::isPlantOut(const Off& off) const {
  const LayoutPtr& layout = course_.ground.layout;
  return layout && !unitsOut(*layout, off).empty();
}

/// As solved for these; else for all that tie-ins of the option ever take out, which is more. Null: not solved.
const Outage* Carrying::outageOf(const Off& off) const {
  const auto& known = course_.ground.outages;
  if (known.empty()) return nullptr;
  const Layout& layout = *course_.ground.layout;
  if (const auto at = known.find(outageKey(unitsOut(layout, off))); at != known.end()) return &at->second;
  Off all;
  for (const Phase& phase : course_.option.phases)
    for (const TieIn& tieIn : phase.tieIns) all.insert(all.end(), tieIn.out.begin(), tieIn.out.end());
  const auto at = known.find(outageKey(unitsOut(layout, all)));
  return at == known.end() ? nullptr : &at->second;
}

double Carrying::transformedMw(int m, const Standing& now, const Off& off, Lost lost) const {
  return std::min(transformersMw(m, off, lost) / perMw(now), own(Resource::transformers, m));
}

void Carrying::capacities(int m, const Standing& now, std::array<double, resources>& out) const {
  out.fill(endless);
  const auto set = [&](Resource r, double mw) { out[indexOf(r)] = mw; };
  set(Resource::built, now.itMw);
  for (const Resource r :
       {Resource::ups, Resource::gensets, Resource::heatRejection, Resource::hallCooling, Resource::floor})
    set(r, own(r, m));
  const double housed = isGranted_[indexOf(Resource::land)] ? sufficing(granted(Resource::land, m), phaseM2_) : endless;
  set(Resource::land, std::min(housed, placed(m)));
  if (now.placedMw <= 0.0) return;
  set(Resource::grid, mainsMw(m, now, {}, Lost::largest));
  set(Resource::transformers, transformedMw(m, now, {}, Lost::largest));
  const auto quota = [&](Resource r, double perItMw, double share) {
    if (isGranted_[indexOf(r)] && perItMw > 0.0) set(r, granted(r, m) * share / perItMw);
  };
  quota(Resource::water, now.waterM3PerMw, value(Known::drought));
  const double chipsPerMw = now.placedChips / now.placedMw;
  quota(Resource::fibre, chipsPerMw * value(Known::wanPerChip), 1.0);
  quota(Resource::fabric, chipsPerMw, 1.0);
  if (isGranted_[indexOf(Resource::carbon)] || isGranted_[indexOf(Resource::energy)]) {
    double carbonT = 0.0, energyGwh = 0.0;
    for (const Course::Module& module : course_.modules) {
      if (!stands(module, m)) continue;
      const YearAt year = yearAt(*module.figures, value(Known::utilisation));
      for (std::size_t k = 0; k < 12; ++k)
        carbonT += module.placed * year.carbonT[k], energyGwh += module.placed * year.facilityMwh[k] * 1e-3;
    }
    quota(Resource::carbon, carbonT / now.placedMw, 1.0);
    quota(Resource::energy, energyGwh / now.placedMw, 1.0);
  }
  if (isGranted_[indexOf(Resource::capital)]) set(Resource::capital, paid(granted(Resource::capital, m) * 1e6, m));
}

/// Phases in the order in which they come into service.
std::vector<std::size_t> Carrying::byService() const {
  std::vector<std::size_t> order;
  for (std::size_t p = 0; p < dates_.rfsMonth.size(); ++p) order.push_back(p);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return dates_.rfsMonth[a] < dates_.rfsMonth[b]; });
  return order;
}

/// IT power that something suffices for, those that stand and those to come; the site stands on its own. Endless
/// where it suffices for all.
double Carrying::sufficing(double amount, const std::vector<double>& asked) const {
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
double Carrying::placed(int m) const {
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

double Carrying::paid(double yuan, int m) const {
  for (std::size_t g = 0; g < gridYuan_.size(); ++g)
    if (dates_.gridMonth[g] <= m) yuan -= gridYuan_[g];
  std::vector<double> asked;
  for (std::size_t p = 0; p < phaseMw_.size(); ++p) asked.push_back(facilityYuan_[p] + itYuan_[p]);
  return sufficing(std::max(0.0, yuan), asked);
}

/// What phases and grid steps cost.
void Carrying::spend() {
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

}  // namespace plenum::plan
