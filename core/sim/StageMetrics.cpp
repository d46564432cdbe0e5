// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/Engine.h"
#include "sim/Stages.h"
#include "sim/WorkStage.h"

namespace plenum::stage {
namespace {

/// A day is told in steps of 10 s; a month or a year is not, or its history would outgrow the campus.
Duration historyStep(Duration sinceStart) {
  if (sinceStart <= days(7)) return seconds(10);
  return sinceStart <= days(31) ? seconds(60) : seconds(600);
}

double waterKgPerS(const SimState& state) {
  double sum = 0.0;
  for (const double w : state.circuits.waterKgPerS) sum += w;
  return sum;
}

/// kg CO2 from a kWh of the grid without what is sold as green: residual mix of China 2023, MEE and NBS (E4, E6).
/// Counts in the market-based account, where green power has none.
constexpr double residualKgPerKwh = 0.6096;

constexpr std::int64_t quarterUs = 900'000'000;

/// Adds a sub-step that has just passed to the clock quarters that it lies in.
void measureDemand(const SimModel& model, SimState& state, int subStep) {
  SimState::Demand& d = state.demand;
  const double drawnW = std::max(0.0, state.power.gridW);
  const std::int64_t begin = timeOf(model, state).us;
  const std::int64_t first = begin + model.tick.us * subStep / model.subSteps;
  const std::int64_t end = begin + model.tick.us * (subStep + 1) / model.subSteps;
  for (std::int64_t at = first; at < end;) {
    std::int64_t start = at / quarterUs * quarterUs;
    if (start > at) start -= quarterUs;  // before 1970
    const std::int64_t until = std::min(end, start + quarterUs);
    d.quarterJ += drawnW * (Duration{until - at}.seconds());
    d.quarterUs += until - at;
    at = until;
    if (until < start + quarterUs) continue;
    if (d.quarterUs == quarterUs) {  // the one in which the run began is not whole
      const CivilDate date = toCivil(Time{start}).date;
      const std::int64_t month = std::int64_t{date.year} * 12 + date.month;
      if (month != d.month) d.month = month, d.monthPeakW = 0.0;
      d.lastW = d.quarterJ / Duration{quarterUs}.seconds();
      d.peakW = std::max(d.peakW, d.lastW);
      d.monthPeakW = std::max(d.monthPeakW, d.lastW);
    }
    d.quarterJ = 0.0;
    d.quarterUs = 0;
  }
}

/// What the devices of a kind on the site give to their boards.
template <class Has>
double givenBy(const SimModel& model, const SimState& state, Has has) {
  double sumW = 0.0;
  for (const std::uint32_t d : model.onSite)
    if (has(model.layout->power[d])) sumW += state.power.outputW[d];
  return sumW;
}

}  // namespace

void meter(const SimModel& model, SimState& state, int subStep) {
  const double dt = model.dtS;
  const SimState::Power& p = state.power;
  state.itEnergyJ += p.itW * dt;
  state.facilityEnergyJ += p.facilityW * dt;
  state.waterKg += waterKgPerS(state) * dt;
  // what flows back is not paid for, and saves no carbon of this campus
  const Surroundings& around = model.layout->site->surroundings;
  const double gridKwh = std::max(0.0, p.gridW) * dt / 3.6e6, dieselKg = p.fuelLPerS * dt * dieselKgPerL;
  state.carbonKg += gridKwh * around.gridCarbon.si + dieselKg;
  state.marketCarbonKg += gridKwh * (1.0 - around.greenShare.si) * residualKgPerKwh + dieselKg;
  measureDemand(model, state, subStep);
  state.costYuan += gridKwh * state.outside.priceYuanPerKwh;
}

void metrics(const SimModel& model, SimState& state) {
  const double dt = model.tick.seconds();
  std::uint64_t throttled = 0, lost = 0;
  float maxDie = -1e9f;
  double maxInlet = -1e9;
  for (std::uint32_t r = 0; r < model.layout->racks.size(); ++r) {
    throttled += state.racks.throttled[r];
    lost += isRunning(state, r) ? state.racks.tripped[r] : model.layout->racks[r].chips;
    maxDie = std::max(maxDie, state.racks.maxDieC[r]);
    maxInlet = std::max(maxInlet, state.racks.inletC[r]);
  }
  state.throttledChipS += static_cast<double>(throttled) * dt;
  state.lostChipS += static_cast<double>(lost) * dt;
  state.maxDieSoFarC = std::max(state.maxDieSoFarC, static_cast<double>(maxDie));
  state.maxInletSoFarC = std::max(state.maxInletSoFarC, maxInlet);
  const std::int64_t every = std::max<std::int64_t>(1, historyStep(model.tick * state.tick) / model.tick);
  if (state.tick % every == 0) state.history.append(metricsOf(model, state));
  recordServices(model, state);
}

}  // namespace plenum::stage

namespace plenum {

Metrics metricsOf(const SimModel& model, const SimState& state) {
  const SimState::Power& p = state.power;
  const Layout& layout = *model.layout;
  Metrics m;
  m.time = timeOf(model, state);
  m.itPowerW = p.itW;
  m.facilityPowerW = p.facilityW;
  m.lossPowerW = p.lossesW;
  m.coolingPowerW = p.plantW;
  m.otherPowerW = p.facilityW - p.itW - p.lossesW - p.plantW;
  m.batteryPowerW = p.batteryW;
  m.gensetPowerW = p.gensetW;
  m.gridPowerW = p.gridW;
  m.solarPowerW = stage::givenBy(model, state, [](const PlacedPower& d) { return d.solar != nullptr; });
  m.windPowerW = stage::givenBy(model, state, [](const PlacedPower& d) { return d.wind != nullptr; });
  m.storagePowerW = stage::givenBy(model, state, [](const PlacedPower& d) { return d.storage != nullptr; });
  m.demandW = state.demand.lastW;
  m.peakDemandW = state.demand.peakW;
  m.demandYuan = state.demand.monthPeakW * 1e-3 * model.setting->tariff.demandYuanPerKwMonth;
  m.marketCarbonKg = state.marketCarbonKg;
  m.pue = p.itW > 0.0 ? p.facilityW / p.itW : 0.0;
  double used = 0.0, dieSum = 0.0;
  std::uint32_t hottestRack = 0;
  m.maxChipC = m.maxInletC = m.maxCoolantC = -1e9;
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r) {
    const std::uint32_t chips = layout.racks[r].chips;
    used += static_cast<double>(state.racks.utilisation[r]) * chips;
    dieSum += static_cast<double>(state.racks.meanDieC[r]) * chips;
    if (static_cast<double>(state.racks.maxDieC[r]) > m.maxChipC) {
      m.maxChipC = static_cast<double>(state.racks.maxDieC[r]);
      hottestRack = r;
    }
    if (state.racks.inletC[r] > m.maxInletC) {
      m.maxInletC = state.racks.inletC[r];
      m.hottestInletRack = r;
    }
    if (layout.racks[r].loop != none) m.maxCoolantC = std::max(m.maxCoolantC, state.racks.coolantOutC[r]);
    m.throttledChips += state.racks.throttled[r];
    m.trippedChips += state.racks.tripped[r];
    m.darkRacks += !state.power.isRackUp[r];
  }
  // no rack, or none with coolant: no temperature either
  for (double* most : {&m.maxChipC, &m.maxInletC, &m.maxCoolantC})
    if (*most == -1e9) *most = 0.0;
  if (!layout.racks.empty()) {
    const double* die = &state.chips.dieC[std::size_t{model.rackFirstBlock[hottestRack]} * lanes];
    const double* hottest = std::max_element(die, die + layout.racks[hottestRack].chips);
    m.hottestChip = layout.racks[hottestRack].firstChip + static_cast<std::uint32_t>(hottest - die);
  }
  const double chips = std::max(1u, layout.chips);
  m.utilisation = used / chips;
  m.meanChipC = dieSum / chips;
  m.outdoorC = state.outside.dryBulbC;
  m.wetBulbC = state.outside.wetBulbC;
  for (const double w : state.circuits.waterKgPerS) m.waterKgPerS += w;
  m.priceYuanPerKwh = state.outside.priceYuanPerKwh;
  m.carbonKgPerS =
      (std::max(0.0, p.gridW) * layout.site->surroundings.gridCarbon.si) / 3.6e6 + p.fuelLPerS * stage::dieselKgPerL;
  m.itEnergyJ = state.itEnergyJ;
  m.facilityEnergyJ = state.facilityEnergyJ;
  m.waterKg = state.waterKg;
  m.carbonKg = state.carbonKg;
  m.costYuan = state.costYuan;
  if (state.itEnergyJ > 0.0) {
    const double itKwh = state.itEnergyJ / 3.6e6;
    m.meanPue = state.facilityEnergyJ / state.itEnergyJ;
    m.wueLPerKwh = state.waterKg / itKwh;
    m.cueKgPerKwh = state.carbonKg / itKwh;
  }
  m.throttledChipHours = state.throttledChipS / 3600.0;
  m.lostChipHours = state.lostChipS / 3600.0;
  m.maxChipSoFarC = layout.racks.empty() ? 0.0 : state.maxDieSoFarC;
  m.maxInletSoFarC = layout.racks.empty() ? 0.0 : state.maxInletSoFarC;
  m.energyResidual = std::max(state.ledger.worstTick, state.ledger.worstCoupling);
  stage::countWork(model, state, m);
  for (const std::uint8_t up : state.alarms.isUp) m.activeAlarms += up;
  return m;
}

}  // namespace plenum
