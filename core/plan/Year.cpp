// SPDX-License-Identifier: Apache-2.0
#include "plan/Year.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "physics/Psychrometrics.h"
#include "scenario/DesignDay.h"
#include "sim/Model.h"
#include "sim/Stages.h"
#include "sim/State.h"
#include "sim/Steady.h"

namespace plenum::plan {
namespace {

constexpr std::size_t hoursOfYear = WeatherYear::hours;

struct Air {
  double dryBulbC = 0.0, wetBulbC = 0.0, pressurePa = 101325.0;
};

bool isOnSite(const PowerSpec& p) {
  return p.kind == PowerSpec::Kind::solar || p.kind == PowerSpec::Kind::wind || p.kind == PowerSpec::Kind::storage;
}

/// The same campus without solar fields, turbines and storage.
Result<LayoutPtr> bare(const LayoutPtr& layout) {
  const auto& power = layout->site->power;
  if (std::none_of(power.begin(), power.end(), isOnSite)) return layout;
  Site site = *layout->site;
  std::erase_if(site.power, isOnSite);
  return layOut(std::make_shared<const Site>(std::move(site)), layout->revision);
}

/// A campus whose chips all work alike, at one utilisation, ready to be brought to balance in any air.
class Rig {
 public:
  static Result<Rig> make(const LayoutPtr& layout, const Setting& setting, double utilisation) {
    auto own = std::make_shared<Setting>();
    own->tariff = setting.tariff;
    own->weather = setting.weather;
    own->scenario.id = "year";
    own->scenario.start = setting.scenario.start;
    Job job;
    job.id = "year";
    job.kind = Job::Kind::batch;
    job.chips = layout->chips;
    job.utilisation = utilisation;
    if (job.chips > 0) own->scenario.jobs = {job};
    auto compiled = compile(layout, own, seconds(1));
    if (!compiled) return compiled.problems();
    Rig rig;
    auto model = std::make_shared<SimModel>(**compiled);
    for (float& skew : model->chipSkew)
      if (skew > 0.0f) skew = 1.0f;  // 0 is padding
    rig.model_ = std::move(model);
    Serial serial;
    rig.first_ = steadyState(*rig.model_, serial);
    SimState& state = *rig.first_;
    std::fill(state.work.serverWander.begin(), state.work.serverWander.end(), 1.0f);
    state.work.totals.wanderTurns = std::numeric_limits<std::uint64_t>::max();
    return rig;
  }

  SimStatePtr fresh() const { return copyOf(*first_); }

  /// The balance in this air.
  HourAt at(SimState& state, const Air& air) const {
    Serial serial;
    SimState::Outside& out = state.outside;
    out.dryBulbC = air.dryBulbC;
    out.wetBulbC = air.wetBulbC;
    out.pressurePa = air.pressurePa;
    out.humidityRatio = physics::humidityRatioAtWetBulb(air.dryBulbC, air.wetBulbC, air.pressurePa);
    out.dewPointC = physics::dewPointC(out.humidityRatio, air.pressurePa);
    settle(*model_, state, serial);
    stage::power(*model_, state);
    settle(*model_, state, serial);
    stage::flows(*model_, state);
    stage::chips(*model_, state, serial);
    stage::loops(*model_, state);
    stage::air(*model_, state);
    stage::rejection(*model_, state);
    stage::power(*model_, state);
    HourAt hour{state.power.itW, state.power.facilityW, 0.0};
    for (const double w : state.circuits.waterKgPerS) hour.waterKgPerS += w;
    return hour;
  }

 private:
  SimModelPtr model_;
  SimStatePtr first_;
};

HourAt mixed(const HourAt& a, const HourAt& b, double share) {
  const auto mix = [share](double x, double y) { return x + share * (y - x); };
  return {mix(a.itW, b.itW), mix(a.facilityW, b.facilityW), mix(a.waterKgPerS, b.waterKgPerS)};
}

/// The mesh over the air that a year has: corners by their whole steps of wet bulb and of depression.
class Mesh {
 public:
  Mesh(const std::vector<Air>& hours, double wetStepK, double dryStepK) : wetStepK_(wetStepK), dryStepK_(dryStepK) {
    for (const Air& air : hours) {
      const Spot spot = spotOf(air);
      for (int w = 0; w < 2; ++w)
        for (int d = 0; d < 2; ++d) corners_.try_emplace({spot.wet + w, spot.dry + d}, corners_.size());
    }
    order_.resize(corners_.size());
    std::size_t next = 0;
    for (auto& [key, index] : corners_) {
      index = next;
      order_[next++] = key;
    }
  }
  std::size_t size() const { return order_.size(); }
  Air airAt(std::size_t corner, double pressurePa) const {
    const auto [wet, dry] = order_[corner];
    const double wetC = wet * wetStepK_;
    return {wetC + std::max(0.0, dry * dryStepK_), wetC, pressurePa};
  }
  HourAt read(const Air& air, const std::vector<HourAt>& values) const {
    const Spot spot = spotOf(air);
    const auto value = [&](int w, int d) -> const HourAt& { return values[corners_.at({spot.wet + w, spot.dry + d})]; };
    return mixed(mixed(value(0, 0), value(1, 0), spot.wetShare), mixed(value(0, 1), value(1, 1), spot.wetShare),
                 spot.dryShare);
  }

 private:
  struct Spot {
    int wet = 0, dry = 0;
    double wetShare = 0.0, dryShare = 0.0;
  };
  Spot spotOf(const Air& air) const {
    const double wet = air.wetBulbC / wetStepK_, dry = std::max(0.0, air.dryBulbC - air.wetBulbC) / dryStepK_;
    const double wetFloor = std::floor(wet), dryFloor = std::floor(dry);
    return {static_cast<int>(wetFloor), static_cast<int>(dryFloor), wet - wetFloor, dry - dryFloor};
  }

  double wetStepK_, dryStepK_;
  std::map<std::pair<int, int>, std::size_t> corners_;
  std::vector<std::pair<int, int>> order_;
};

std::vector<Air> hoursOf(const WeatherYear& year, double shiftK) {
  std::vector<Air> out(hoursOfYear);
  for (std::size_t h = 0; h < hoursOfYear; ++h) {
    const double dryC = year.dryBulbC[h] + shiftK, dewC = std::min(year.dewPointC[h] + shiftK, dryC);
    const double humidity = physics::humidityRatioAtDewPoint(dewC, year.pressurePa[h]);
    out[h] = {dryC, physics::wetBulbC(dryC, humidity, year.pressurePa[h]), year.pressurePa[h]};
  }
  return out;
}

/// Solves some airs, a fixed share of them at a time.
std::vector<HourAt> solveAll(const Rig& rig, const std::vector<Air>& airs, Parallel& parallel) {
  constexpr std::size_t atOnce = 16;
  std::vector<HourAt> out(airs.size());
  parallel.forBlocks((airs.size() + atOnce - 1) / atOnce, [&](std::size_t block) {
    for (std::size_t k = block * atOnce; k < std::min(airs.size(), (block + 1) * atOnce); ++k) {
      // each from the same beginning: a plant that may run in two modes would remember the one before
      const SimStatePtr state = rig.fresh();
      out[k] = rig.at(*state, airs[k]);
    }
  });
  return out;
}

int monthOf(std::size_t hour) {
  static constexpr std::array<std::size_t, 12> ends{744,  1416, 2160, 2880, 3624, 4344,
                                                    5088, 5832, 6552, 7296, 8016, 8760};
  return static_cast<int>(std::upper_bound(ends.begin(), ends.end(), hour) - ends.begin());
}

YearAt summed(const std::vector<Air>& hours, const Mesh& mesh, const std::vector<HourAt>& values,
              const Setting& setting, double carbonKgPerKwh, double utilisation) {
  YearAt out;
  out.utilisation = utilisation;
  const Time start = toTime({{2027, 1, 1}});  // the bands of a tariff do not know the year
  double dayM3 = 0.0;
  for (std::size_t h = 0; h < hours.size(); ++h) {
    const HourAt at = mesh.read(hours[h], values);
    const auto m = static_cast<std::size_t>(monthOf(h));
    const double kwh = at.facilityW * 1e-3, m3 = at.waterKgPerS * 3.6;
    out.itMwh[m] += at.itW * 1e-6;
    out.facilityMwh[m] += kwh * 1e-3;
    out.energyYuan[m] += kwh * setting.tariff.yuanPerKwhAt(start + plenum::hours(static_cast<std::int64_t>(h)));
    out.carbonT[m] += kwh * carbonKgPerKwh * 1e-3;
    out.waterM3[m] += m3;
    out.peakMw[m] = std::max(out.peakMw[m], at.facilityW * 1e-6);
    dayM3 = h % 24 == 0 ? m3 : dayM3 + m3;
    out.peakDayM3 = std::max(out.peakDayM3, dayM3);
  }
  return out;
}

}  // namespace

Result<SolvedYears> solveYears(LayoutPtr layout, const Setting& setting, const YearWish& wish, Parallel& parallel) {
  const WeatherYear* year = setting.weather.get();
  if (!year || year->dryBulbC.size() != hoursOfYear || year->dewPointC.size() != hoursOfYear ||
      year->pressurePa.size() != hoursOfYear)
    return Problem{{}, {}, Text("study.no-weather"), Text("study.no-weather.give")};
  auto own = bare(layout);
  if (!own) return own.problems();
  const std::vector<Air> hours = hoursOf(*year, setting.scenario.climateShiftK);
  const Mesh mesh(hours, wish.wetStepK, wish.dryStepK);
  const double pressurePa = year->pressurePa[hoursOfYear / 2];
  std::vector<Air> corners, spots;
  for (std::size_t c = 0; c < mesh.size(); ++c) corners.push_back(mesh.airAt(c, pressurePa));
  if (wish.spotEvery > 0)
    for (std::size_t h = 0; h < hours.size(); h += static_cast<std::size_t>(wish.spotEvery)) spots.push_back(hours[h]);
  SolvedYears out;
  out.cells = static_cast<int>(corners.size());
  out.spots = static_cast<int>(spots.size());
  for (const double utilisation : wish.utilisations) {
    const auto rig = Rig::make(*own, setting, utilisation);
    if (!rig) return rig.problems();
    const std::vector<HourAt> values = solveAll(*rig, corners, parallel);
    out.years.push_back(summed(hours, mesh, values, setting, layout->site->surroundings.gridCarbon.si, utilisation));
    const std::vector<HourAt> alone = solveAll(*rig, spots, parallel);
    double meshW = 0.0, aloneW = 0.0;
    for (std::size_t s = 0; s < spots.size(); ++s) {
      const double read = mesh.read(spots[s], values).facilityW;
      meshW += read;
      aloneW += alone[s].facilityW;
      out.hourError = std::max(out.hourError, std::abs(read / alone[s].facilityW - 1.0));
    }
    if (!spots.empty()) out.error = std::max(out.error, std::abs(meshW / aloneW - 1.0));
  }
  return out;
}

Result<HourAt> solveHour(LayoutPtr layout, const Setting& setting, double utilisation, double dryBulbC, double wetBulbC,
                         double pressurePa) {
  auto own = bare(layout);
  if (!own) return own.problems();
  const auto rig = Rig::make(*own, setting, utilisation);
  if (!rig) return rig.problems();
  const SimStatePtr state = rig->fresh();
  return rig->at(*state, {dryBulbC, wetBulbC, pressurePa});
}

}  // namespace plenum::plan
