// SPDX-License-Identifier: Apache-2.0
#include "charts/FlowBalance.h"

#include <algorithm>
#include <cmath>
#include <map>

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

bool areManyCircuits(const Layout& layout) { return layout.circuits.size() > fewCircuits; }

// ids of loops, halls and circuits in the ledger
std::string loopPart(const Layout& layout, std::uint32_t loop) { return "coolant/" + layout.loops[loop].id; }
std::string hallPart(const Layout& layout, std::uint32_t hall) { return "air/" + layout.halls[hall].id; }
std::string circuitPart(const Layout& layout, std::uint32_t circuit) {
  return "circuit/" + layout.circuits[circuit].id;
}
std::string condenserPart(const Layout& layout, std::uint32_t circuit) {
  return "condenser/" + layout.circuits[circuit].id;
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

void addRacks(FlowLedger& book, const Frame& f) {
  const Layout& layout = *f.layout;
  book.stop("kept", sinks), book.stop("given", sources);
  const Frame::Racks& racks = f.racks;
  std::vector<double> coolantW(layout.loops.size(), 0.0), airW(layout.halls.size(), 0.0);
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> doorsW;  // by hall and circuit
  double keptW = 0.0, givenW = 0.0;
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r) {
    const PlacedRack& rack = layout.racks[r];
    if (rack.loop != none) coolantW[rack.loop] += flowAt(racks.coolantHeatW, r);
    airW[rack.hall] += flowAt(racks.airHeatW, r);
    if (rack.doorCircuit != none) doorsW[{rack.hall, rack.doorCircuit}] += flowAt(racks.doorHeatW, r);
    const double storedW = flowAt(racks.storedW, r);
    (storedW > 0.0 ? keptW : givenW) += std::abs(storedW);
  }
  book.flow("computing", "kept", keptW), book.flow("given", "computing", givenW);
  for (std::uint32_t l = 0; l < coolantW.size(); ++l) book.flow("computing", loopPart(layout, l), coolantW[l]);
  for (std::uint32_t h = 0; h < airW.size(); ++h) book.flow("computing", hallPart(layout, h), airW[h]);
  for (const auto& [where, heatW] : doorsW) {
    book.flow(hallPart(layout, where.first), "doors", heatW);
    book.flow("doors", circuitPart(layout, where.second), heatW);
  }
}

void addHalls(FlowLedger& book, const Frame& f) {
  const Layout& layout = *f.layout;
  book.stop("coolant", carriers), book.stop("air", carriers), book.stop("doors", rearDoors);
  if (areManyCircuits(layout)) book.stop("circuits", water);
  for (std::uint32_t l = 0; l < layout.loops.size(); ++l) book.part(loopPart(layout, l), "coolant");
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h) book.part(hallPart(layout, h), "air");
  for (std::uint32_t c = 0; c < layout.circuits.size(); ++c)
    areManyCircuits(layout) ? book.part(circuitPart(layout, c), "circuits")
                            : book.stop(circuitPart(layout, c), water, {Kind::circuit, c}, "circuit");
  addRacks(book, f);
  for (std::uint32_t i = 0; i < layout.cdus.size(); ++i) {
    const PlacedCdu& cdu = layout.cdus[i];
    if (cdu.loop == none || cdu.circuit == none) continue;
    book.flow("cooling-power", loopPart(layout, cdu.loop), flowAt(f.cdus.powerW, i));
    book.flow(loopPart(layout, cdu.loop), circuitPart(layout, cdu.circuit), flowAt(f.cdus.heatW, i));
  }
  for (std::uint32_t i = 0; i < layout.fanWalls.size(); ++i) {
    const PlacedFanWall& wall = layout.fanWalls[i];
    book.flow("cooling-power", hallPart(layout, wall.hall), flowAt(f.fanWalls.powerW, i));
    book.flow(hallPart(layout, wall.hall), circuitPart(layout, wall.circuit), flowAt(f.fanWalls.heatW, i));
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
    const std::string id = circuitPart(layout, c), condenser = condenserPart(layout, c);
    book.part(condenser, "condenser-water");
    book.flow("cooling-power", id, sum(f.pumps.powerW, circuit.pumps));
    book.flow("cooling-power", condenser, sum(f.pumps.powerW, circuit.condenserPumps));
    const double chilledW = sum(f.chillers.coolingW, circuit.chillers);
    const double compressorW = sum(f.chillers.powerW, circuit.chillers);
    book.flow(id, "chillers", chilledW);
    book.flow("cooling-power", "chillers", compressorW);
    book.flow("chillers", condenser, chilledW + compressorW);
    const double exchangedW = sum(f.exchangers.heatW, circuit.exchangers);
    book.flow(id, "exchangers", exchangedW);
    book.flow("exchangers", condenser, exchangedW);
    book.flow(condenser, "tower-air", sum(f.towers.heatW, circuit.towers));
    // without chillers dry coolers cool the facility water itself
    book.flow(circuit.chillers.empty() ? id : condenser, "dry-air", sum(f.dryCoolers.heatW, circuit.dryCoolers));
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
  return book.done({"grid", "gensets", "batteries"},
                   {"charging", "tower-air", "dry-air", "lake", "surroundings", "kept", "given"}, sinks);
}

FlowBalance waterBalance(const Frame& f) {
  if (!f.layout) return {};
  const Layout& layout = *f.layout;
  FlowLedger book;
  book.stop("make-up", 0);
  if (areManyCircuits(layout)) book.stop("circuits", 1);
  for (const char* id : {"evaporation", "drift", "blow-down"}) book.stop(id, 2);
  for (std::uint32_t c = 0; c < layout.circuits.size(); ++c) {
    const std::string id = circuitPart(layout, c);
    areManyCircuits(layout) ? book.part(id, "circuits") : book.stop(id, 1, {Kind::circuit, c}, "circuit");
    book.flow("make-up", id, flowAt(f.circuits.waterKgPerS, c));
    book.flow(id, "evaporation", flowAt(f.circuits.evaporationKgPerS, c));
    book.flow(id, "drift", flowAt(f.circuits.driftKgPerS, c));
    book.flow(id, "blow-down", flowAt(f.circuits.blowdownKgPerS, c));
  }
  return book.done({"make-up"}, {"evaporation", "drift", "blow-down"}, 2);
}

}  // namespace plenum::views
