// SPDX-License-Identifier: Apache-2.0
#include "plan/Ground.h"

#include <algorithm>
#include <set>

#include "base/Hash.h"
#include "physics/Psychrometrics.h"
#include "plan/GroundPlan.h"
#include "scenario/DesignDay.h"
#include "site/Generate.h"

namespace plenum::plan {
namespace {

YearAt mixed(const YearAt& a, const YearAt& b, double share) {
  YearAt out;
  const auto mix = [share](double x, double y) { return x + share * (y - x); };
  out.utilisation = mix(a.utilisation, b.utilisation);
  for (std::size_t m = 0; m < 12; ++m) {
    out.itMwh[m] = mix(a.itMwh[m], b.itMwh[m]);
    out.facilityMwh[m] = mix(a.facilityMwh[m], b.facilityMwh[m]);
    out.energyYuan[m] = mix(a.energyYuan[m], b.energyYuan[m]);
    out.waterM3[m] = mix(a.waterM3[m], b.waterM3[m]);
    out.carbonT[m] = mix(a.carbonT[m], b.carbonT[m]);
    out.peakMw[m] = mix(a.peakMw[m], b.peakMw[m]);
  }
  out.peakDayM3 = mix(a.peakDayM3, b.peakDayM3);
  return out;
}

/// Of all that a year depends on beside the campus.
std::string surroundingsHash(const Setting& setting, const Layout& layout) {
  Hash hash;
  if (const WeatherYear* year = setting.weather.get())
    for (const auto* hours : {&year->dryBulbC, &year->dewPointC, &year->pressurePa}) hash.add(*hours);
  hash.add(setting.scenario.climateShiftK);
  hash.add(setting.tariff.flatYuanPerKwh);
  for (const Tariff::Band& band : setting.tariff.bands) {
    for (const int k : {band.fromHour, band.toHour, band.fromMonth, band.toMonth}) hash.add(static_cast<double>(k));
    hash.add(band.factor);
  }
  hash.add(layout.site->surroundings.gridCarbon.si);
  hash.add(layout.site->location.altitude.si);
  return hash.text();
}

std::string fingerprintOf(const std::string& what, const std::string& around, const std::string& catalog) {
  Hash hash;
  for (const std::string* part : {&what, &around, &catalog}) hash.add(*part);
  return hash.text();
}

/// Chips without a price or an income would make every sum too small.
Problems unpriced(const Ground& ground) {
  Problems out;
  const auto has = [&](const std::string& id) {
    for (const Assumption& a : ground.defaults.assumptions)
      if (a.id == id) return true;
    return false;
  };
  std::vector<FiguresPtr> all = ground.blocks;
  all.push_back(ground.site);
  for (const FiguresPtr& figures : all) {
    const std::string& chip = figures->chip;
    if (chip.empty() || (has("price.chip." + chip) && has("revenue.chip." + chip))) continue;
    Problem problem;
    problem.what = Text("plan.problem.chip", {{"id", chip}});
    problem.remedy = Text("plan.problem.assumption.remedy");
    out.push_back(std::move(problem));
    break;
  }
  return out;
}

Problem stopped() { return {Problem::Weight::error, {}, Text("plan.stopped"), {}}; }

}  // namespace

YearAt yearAt(const Figures& figures, double utilisation) {
  const auto& years = figures.years;
  if (years.empty()) return {};
  if (utilisation <= years.front().utilisation) return years.front();
  for (std::size_t k = 1; k < years.size(); ++k) {
    if (utilisation > years[k].utilisation) continue;
    const double from = years[k - 1].utilisation, to = years[k].utilisation;
    return mixed(years[k - 1], years[k], (utilisation - from) / (to - from));
  }
  return years.back();
}

FiguresPtr FiguresCache::find(const std::string& fingerprint) const {
  const auto at = kept_.find(fingerprint);
  return at == kept_.end() ? nullptr : at->second;
}
void FiguresCache::keep(FiguresPtr figures) {
  if (figures && !figures->fingerprint.empty()) kept_[figures->fingerprint] = std::move(figures);
}
std::vector<FiguresPtr> FiguresCache::all() const {
  std::vector<FiguresPtr> out;
  for (const auto& [fingerprint, figures] : kept_) out.push_back(figures);
  return out;
}

Result<LayoutPtr> blockLayout(const Block& block, const Layout& layout, const Setting& setting) {
  GenerateOptions wish;
  wish.chips = block.chips;
  wish.id = block.id;
  wish.name = block.name;
  wish.like = block.like;
  wish.location = layout.site->location;
  wish.surroundings = layout.site->surroundings;
  if (setting.weather) wish.designWetBulbC = designConditions(*setting.weather).byWetBulb.wetBulbC;
  auto site = generateSite(wish, layout.site->catalog);
  if (!site) return site.problems();
  return layOut(std::make_shared<const Site>(std::move(*site)));
}

Result<Ground> prepare(const Plan& plan, LayoutPtr layout, const Setting& setting, const Preparation& preparation,
                       Parallel& parallel) {
  const auto& year = setting.weather;
  if (!year || year->dryBulbC.size() != WeatherYear::hours || year->dewPointC.size() != WeatherYear::hours)
    return Problem{{}, {}, Text("study.no-weather"), Text("study.no-weather.give")};
  const std::string around = surroundingsHash(setting, *layout);
  const double parts = 1.0 + static_cast<double>(plan.blocks.size());
  double done = 0.0;
  const auto goesOn = [&] { return !preparation.onProgress || preparation.onProgress(done / parts); };
  Ground out;
  std::set<std::string> missing;
  const auto figures = [&](const LayoutPtr& campus, const std::string& fingerprint) -> Result<FiguresPtr> {
    const bool isKept = preparation.cache && !fingerprint.empty();
    if (isKept)
      if (FiguresPtr known = preparation.cache->find(fingerprint)) return known;
    if (preparation.isKeptOnly) {
      missing.insert(fingerprint);
      return std::make_shared<const Figures>();
    }
    auto solved = figuresOf(campus, setting, parallel);
    if (!solved) return solved.problems();
    solved->fingerprint = fingerprint;
    ++out.solved;
    auto made = std::make_shared<const Figures>(std::move(*solved));
    if (isKept) preparation.cache->keep(made);
    return FiguresPtr(made);
  };
  if (!goesOn()) return stopped();
  const std::string catalog = preparation.catalogFingerprint;
  const std::string own =
      preparation.siteFingerprint.empty() ? std::string() : fingerprintOf(preparation.siteFingerprint, around, catalog);
  auto site = figures(layout, own);
  if (!site) return site.problems();
  out.site = *site;
  for (const Block& block : plan.blocks) {
    done += 1.0;
    if (!goesOn()) return stopped();
    if (block.make == Block::Make::site) {
      out.blocks.push_back(out.site);
      continue;
    }
    const std::string print =
        catalog.empty() ? std::string()
                        : fingerprintOf("block " + block.like + " " + std::to_string(block.chips), around, catalog);
    FiguresPtr known = preparation.cache && !print.empty() ? preparation.cache->find(print) : nullptr;
    if (!known && preparation.isKeptOnly) {
      missing.insert(print);
      continue;
    }
    if (!known) {
      auto campus = blockLayout(block, *layout, setting);
      if (!campus) return campus.problems();
      auto made = figures(*campus, print);
      if (!made) return made.problems();
      known = *made;
    }
    out.blocks.push_back(known);
  }
  done = parts;
  if (!goesOn()) return stopped();
  if (!missing.empty()) return Problem{{}, {}, Text("plan.unsolved", {{"count", std::to_string(missing.size())}}), {}};
  out.layout = std::move(layout);
  out.tariff = setting.tariff;
  out.defaults = preparation.defaults;
  if (Problems problems = unpriced(out); !problems.empty()) return problems;
  const bool isCached = preparation.cache && !own.empty() && !catalog.empty();
  if (isCached) out.places = preparation.cache->places;
  out.setting = std::make_shared<const Setting>(setting);
  if (isCached)
    for (const auto& [key, outage] : preparation.cache->outages)
      if (key.starts_with(own)) out.outages.emplace(key.substr(own.size()), outage);
  layAll(plan, out, parallel);
  if (isCached) {
    preparation.cache->places = out.places;
    for (const auto& [key, outage] : out.outages) preparation.cache->outages.emplace(own + key, outage);
  }
  return out;
}

}  // namespace plenum::plan
