// SPDX-License-Identifier: Apache-2.0
#include "charts/FlowBalance.h"

#include <algorithm>
#include <cmath>

#include "charts/FlowLedger.h"

namespace plenum::views {

namespace {

using Values = std::vector<float>;

constexpr std::size_t fewCircuits = 4;  // more are one stop

double sum(const Values& values) {
  double out = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) out += flowAt(values, i);
  return out;
}
double sum(const Values& values, const std::vector<std::uint32_t>& which) {
  double out = 0.0;
  for (const std::uint32_t i : which) out += flowAt(values, i);
  return out;
}

enum Column { sources, electricity, uses, carriers, rearDoors, water, machines, condensers, sinks };

/// The stop of a circuit: its own where there are few.
std::string circuitStop(const Layout& layout, std::uint32_t circuit) {
  return layout.circuits.size() <= fewCircuits ? "circuit/" + layout.circuits[circuit].id : "circuits";
}

/// What is left of the facility's power after all else, unless it is rounding.
double otherW(const Metrics& m) { return m.otherPowerW > flowNoise * m.facilityPowerW ? m.otherPowerW : 0.0; }

void addElectricity(FlowLedger& book, const Frame& f) {
  const Metrics& m = f.metrics;
  book.stop("grid", sources), book.stop("gensets", sources), book.stop("batteries", sources);
  book.stop("electricity", electricity);
  for (const char* id : {"computing", "cooling-power", "losses", "other", "charging"}) book.stop(id, uses);
  book.flow("grid", "electricity", std::max(0.0, m.facilityPowerW - m.gensetPowerW - m.batteryPowerW));
  book.flow("gensets", "electricity", std::max(0.0, m.gensetPowerW));
  book.flow("batteries", "electricity", std::max(0.0, m.batteryPowerW));
  book.flow("electricity", "computing", m.itPowerW);
  book.flow("electricity", "cooling-power", m.coolingPowerW);
  book.flow("electricity", "losses", m.lossPowerW);
  book.flow("electricity", "charging", std::max(0.0, -m.batteryPowerW));
  book.flow("electricity", "other", otherW(m));
}

void addHalls(FlowLedger& book, const Frame& f) {
  const Layout& layout = *f.layout;
  book.stop("coolant", carriers), book.stop("air", carriers), book.stop("doors", rearDoors);
  book.flow("computing", "coolant", std::min(f.metrics.itPowerW, sum(f.loops.heatW)));
  book.flow("computing", "air", std::max(0.0, book.rest("computing")));
  book.flow("cooling-power", "coolant", sum(f.cdus.powerW));
  book.flow("cooling-power", "air", sum(f.fanWalls.powerW));
  for (std::uint32_t c = 0; c < layout.circuits.size(); ++c) {
    const PlacedCircuit& circuit = layout.circuits[c];
    const std::string id = circuitStop(layout, c);
    layout.circuits.size() <= fewCircuits ? book.stop(id, water, {Kind::circuit, c}, "circuit") : book.stop(id, water);
    const double cduW = sum(f.cdus.heatW, circuit.cdus), wallW = sum(f.fanWalls.heatW, circuit.fanWalls);
    book.flow("coolant", id, cduW);
    book.flow("air", id, wallW);
    // doors have no reading of their own: what the circuit takes up beyond CDUs and fan walls
    if (circuit.doors.empty()) continue;
    const double doorsW = std::max(0.0, flowAt(f.circuits.heatW, c) - cduW - wallW);
    book.flow("air", "doors", doorsW);
    book.flow("doors", id, doorsW);
  }
}

void addPlant(FlowLedger& book, const Frame& f) {
  const Layout& layout = *f.layout;
  book.stop("chillers", machines, layout.chillers.empty() ? EntityRef{} : EntityRef{Kind::chiller, 0});
  book.stop("exchangers", machines, layout.exchangers.empty() ? EntityRef{} : EntityRef{Kind::exchanger, 0});
  book.stop("condenser-water", condensers);
  book.stop("tower-air", sinks, layout.towers.empty() ? EntityRef{} : EntityRef{Kind::tower, 0});
  book.stop("dry-air", sinks, layout.dryCoolers.empty() ? EntityRef{} : EntityRef{Kind::dryCooler, 0});
  book.stop("lake", sinks, layout.lakes.empty() ? EntityRef{} : EntityRef{Kind::lake, 0});
  book.stop("surroundings", sinks);
  for (std::uint32_t c = 0; c < layout.circuits.size(); ++c) {
    const PlacedCircuit& circuit = layout.circuits[c];
    const std::string id = circuitStop(layout, c);
    book.flow("cooling-power", id, sum(f.pumps.powerW, circuit.pumps));
    book.flow("cooling-power", "condenser-water", sum(f.pumps.powerW, circuit.condenserPumps));
    const double chilledW = sum(f.chillers.coolingW, circuit.chillers);
    const double compressorW = sum(f.chillers.powerW, circuit.chillers);
    book.flow(id, "chillers", chilledW);
    book.flow("cooling-power", "chillers", compressorW);
    book.flow("chillers", "condenser-water", chilledW + compressorW);
    const double exchangedW = sum(f.exchangers.heatW, circuit.exchangers);
    book.flow(id, "exchangers", exchangedW);
    book.flow("exchangers", "condenser-water", exchangedW);
    book.flow("condenser-water", "tower-air", sum(f.towers.heatW, circuit.towers));
    // without chillers dry coolers cool the facility water itself
    book.flow(circuit.chillers.empty() ? id : "condenser-water", "dry-air",
              sum(f.dryCoolers.heatW, circuit.dryCoolers));
    book.flow(id, "lake", sum(f.lakes.heatW, circuit.lakes));
  }
  book.flow("cooling-power", "tower-air", sum(f.towers.powerW));
  book.flow("cooling-power", "dry-air", sum(f.dryCoolers.powerW));
  book.flow("cooling-power", "lake", sum(f.lakes.powerW));
  book.flow("losses", "surroundings", f.metrics.lossPowerW);
  book.flow("other", "surroundings", otherW(f.metrics));
}

}  // namespace

FlowBalance energyBalance(const Frame& f) {
  if (!f.layout || f.layout->circuits.empty()) return {};
  FlowLedger book;
  addElectricity(book, f);
  addHalls(book, f);
  addPlant(book, f);
  return book.done({"grid", "gensets", "batteries"}, {"charging", "tower-air", "dry-air", "lake", "surroundings"},
                   sinks);
}

FlowBalance waterBalance(const Frame& f) {
  if (!f.layout) return {};
  const Layout& layout = *f.layout;
  FlowLedger book;
  book.stop("make-up", 0);
  for (const char* id : {"evaporation", "drift", "blow-down"}) book.stop(id, 2);
  for (std::uint32_t c = 0; c < layout.circuits.size(); ++c) {
    const std::string id = circuitStop(layout, c);
    layout.circuits.size() <= fewCircuits ? book.stop(id, 1, {Kind::circuit, c}, "circuit") : book.stop(id, 1);
    book.flow("make-up", id, flowAt(f.circuits.waterKgPerS, c));
    book.flow(id, "evaporation", flowAt(f.circuits.evaporationKgPerS, c));
    book.flow(id, "drift", flowAt(f.circuits.driftKgPerS, c));
    book.flow(id, "blow-down", flowAt(f.circuits.blowdownKgPerS, c));
  }
  return book.done({"make-up"}, {"evaporation", "drift", "blow-down"}, 2);
}

}  // namespace plenum::views
