// SPDX-License-Identifier: Apache-2.0
#include "io/Summary.h"

#include <cmath>

#include "base/Hash.h"
#include "io/Json.h"

namespace plenum::io {
std::string textOf(const Summary& s) {
  Json::Object root;
  const auto text = [&root](const char* key, std::string value) {
    root.push_back({key, Json(std::move(value)), 0, 0});
  };
  // JSON has no word for what is not a number
  const auto number = [&root](const char* key, double value) {
    root.push_back({key, std::isfinite(value) ? Json(value) : Json(), 0, 0});
  };
  const auto count = [&number](const char* key, std::uint64_t value) { number(key, static_cast<double>(value)); };
  const Metrics& m = s.last;
  text("site", s.site);
  text("scenario", s.scenario);
  text("start", toIso(s.start));
  count("chips", s.chips);
  count("racks", s.racks);
  count("seed", s.seed);
  number("tick_s", s.tick.seconds());
  number("workers", s.workers);
  root.push_back({"complete", Json(s.isComplete), 0, 0});
  number("simulated_s", s.simulatedS);
  number("wall_s", s.wallS);
  number("cpu_s", s.cpuS);
  number("setup_s", s.setupS);
  number("sim_s_per_wall_s", s.wallS > 0.0 ? s.simulatedS / s.wallS : 0.0);
  count("peak_rss_bytes", s.peakRssBytes);
  number("it_energy_kWh", m.itEnergyJ / jPerKwh);
  number("facility_energy_kWh", m.facilityEnergyJ / jPerKwh);
  number("water_m3", m.waterKg * 1e-3);
  number("carbon_kg", m.carbonKg);
  number("market_carbon_kg", m.marketCarbonKg);
  number("cost_cny", m.costYuan);
  number("peak_demand_kW", m.peakDemandW * 1e-3);
  number("demand_charge_cny", m.demandYuan);
  number("pue", m.meanPue);
  number("wue_l_per_kWh", m.wueLPerKwh);
  number("cue_kg_per_kWh", m.cueKgPerKwh);
  number("max_chip_C", m.maxChipSoFarC);
  number("max_inlet_C", m.maxInletSoFarC);
  number("throttled_chip_h", m.throttledChipHours);
  number("lost_chip_h", m.lostChipHours);
  number("held_chip_h", m.heldChipHours);
  number("useful_chip_h", m.usefulChipHours);
  number("trained_tokens", m.trainedTokens);
  number("served_tokens", m.servedTokens);
  count("failures", m.failuresSoFar);
  count("alarms", s.alarms);
  count("events", s.events);
  number("energy_balance_residual", m.energyResidual);
  text("state_hash", hexadecimal(s.stateHash));
  return print(Json(std::move(root)));
}

std::uint64_t alarmsIn(const Log<Event>& events) {
  std::uint64_t raised = 0;
  for (std::size_t i = 0; i < events.size(); ++i) raised += events[i].kind == Event::Kind::raised ? 1 : 0;
  return raised;
}

}  // namespace plenum::io
