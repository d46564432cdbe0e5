// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "support/RunningSite.h"

namespace plenum::test {

// The small site with another way to get rid of its heat. Equipment is sized for its 300 kW of warm water and 200 kW of
// chilled water, by the ratings of known units (physics 5.4, 5.6, 5.7).

inline Circuit& circuitOf(SmallSite& small, const std::string& id) {
  for (Circuit& circuit : small.draft.circuits)
    if (circuit.id == id) return circuit;
  throw std::runtime_error("no circuit " + id);
}

/// A sixth of BAC TDFS1238N.
inline DryCoolerSpec smallCooler(double padEffectiveness) {
  DryCoolerSpec spec;
  spec.id = "dry-490";
  spec.ratedHeat = {488.5e3};
  spec.ratedAirIn = {35.0};
  spec.ratedWaterIn = {46.11};
  spec.ratedWaterOut = {40.55};
  spec.waterFlow = {21.0};
  spec.fanPower = {19.6e3};
  spec.adiabaticEffectiveness = {padEffectiveness};
  spec.extent = {{2.4}, {6.0}, {2.6}, {2500}};
  return spec;
}
inline LakeSpec smallLake() {
  LakeSpec spec;
  spec.id = "lake-400";
  spec.ratedHeat = {400e3};
  spec.ratedApproach = {2.0};
  spec.facilityFlow = {12.0};
  spec.intakeFlow = {40.0};
  spec.pumpPower = {6e3};
  spec.dischargeRise = {3.0};
  spec.dischargeCap = {30.0};
  spec.recirculation = {0.05};
  spec.extent = {{4.0}, {4.0}, {3.0}, {5000}};
  return spec;
}
inline TankSpec smallTank() {
  TankSpec spec;
  spec.id = "tank-40";
  spec.volume = {40e3};
  spec.height = {8.0};
  spec.layers = 24;
  spec.lossWPerK = 30.0;
  spec.flow = {25.0};
  spec.extent = {{2.6}, {2.6}, {8.0}, {45000}};
  return spec;
}

inline void addToCatalog(RunningSite& run, const AnySpec& spec) {
  const Catalog known = run.small.draft.catalog ? *run.small.draft.catalog : *run.small.catalog();
  auto catalog = std::make_shared<Catalog>(known);
  catalog->add(spec, {});
  run.small.draft.catalog = catalog;
}

/// WARM filled with what does not freeze above −21 °C.
inline void makeGlycol(RunningSite& run) {
  CoolantSpec glycol{"pg40", {"PG40", "40% 丙二醇"}, 1028.0, 3700.0, {-21.0}};
  addToCatalog(run, glycol);
  circuitOf(run.small, "WARM").coolant = "pg40";
}
/// Water circuit WARM with `units` dry coolers in place of exchanger and towers.
inline void makeDry(RunningSite& run, double padEffectiveness, int units = 2) {
  addToCatalog(run, smallCooler(padEffectiveness));
  Circuit& circuit = circuitOf(run.small, "WARM");
  const auto feed = circuit.pumps.front();
  circuit.exchangers.clear();
  circuit.towers.clear();
  circuit.condenserPumps.clear();
  circuit.dryCoolers = {{"DC", "dry-490", feed.feed, feed.feedB, {60, 75}, {units, {4, 0}}}};
}
/// WARM cooled by lake water.
inline void makeLake(RunningSite& run, int units = 2) {
  addToCatalog(run, smallLake());
  Circuit& circuit = circuitOf(run.small, "WARM");
  const auto feed = circuit.pumps.front();
  circuit.exchangers.clear();
  circuit.towers.clear();
  circuit.condenserPumps.clear();
  circuit.lakes = {{"LK", "lake-400", feed.feed, feed.feedB, {60, 75}, {units, {6, 0}}}};
}
/// Condensers of CHW cooled by lake water instead of towers.
inline void makeLakeCondensers(RunningSite& run) {
  LakeSpec spec = smallLake();
  spec.facilityFlow = {27.0};
  spec.ratedHeat = {560e3};
  spec.intakeFlow = {60.0};
  addToCatalog(run, spec);
  Circuit& circuit = circuitOf(run.small, "CHW");
  const auto feed = circuit.pumps.front();
  circuit.towers.clear();
  circuit.lakes = {{"LK", "lake-400", feed.feed, feed.feedB, {60, 75}, {2, {6, 0}}}};
}
/// A stratified tank in the decoupler of CHW.
inline void makeTank(RunningSite& run) {
  addToCatalog(run, smallTank());
  Circuit& circuit = circuitOf(run.small, "CHW");
  circuit.tanks = {{"TK", "tank-40", "", "", {60, 75}, {}}};
}
inline void makeYork(RunningSite& run) {
  run.small.chillerTower.model = TowerSpec::Model::york;
  run.small.warmTower.model = TowerSpec::Model::york;
}

}  // namespace plenum::test
