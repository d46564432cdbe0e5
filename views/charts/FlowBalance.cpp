// SPDX-License-Identifier: Apache-2.0
#include "charts/FlowBalance.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace plenum::views {

namespace {

using Values = std::vector<float>;

constexpr std::size_t fewCircuits = 4;  // more are one stop
constexpr double noise = 1e-6;          // of the total: rounding of a frame's numbers, not a flow

double at(const Values& values, std::size_t i) {
  return i < values.size() && std::isfinite(values[i]) ? double(values[i]) : 0.0;
}
double sum(const Values& values) {
  double out = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) out += at(values, i);
  return out;
}
double sum(const Values& values, const std::vector<std::uint32_t>& which) {
  double out = 0.0;
  for (const std::uint32_t i : which) out += at(values, i);
  return out;
}

/// Collects flows between stops that are called by name.
class Ledger {
 public:
  void stop(const std::string& id, int column, EntityRef entity = {}, const char* textId = nullptr) {
    if (known_.contains(id)) return;
    known_[id] = out_.stops.size();
    out_.stops.push_back({textId ? std::string(textId) : id, column, entity, textId != nullptr, 0.0, 0.0});
  }
  /// What is negative flows the other way.
  void flow(const std::string& from, const std::string& to, double amount) {
    if (amount < 0.0) return flow(to, from, -amount);
    if (amount == 0.0 || !std::isfinite(amount)) return;
    const std::size_t a = known_.at(from), b = known_.at(to);
    out_.flows.push_back({a, b, amount});
    out_.stops[a].out += amount;
    out_.stops[b].in += amount;
  }
  /// What flowed in and not out, so far.
  double rest(const std::string& id) const {
    const FlowBalance::Stop& stop = out_.stops[known_.at(id)];
    return stop.in - stop.out;
  }
  /// Closes every stop between the first and the last column, and leaves out those that nothing passes.
  FlowBalance done(const std::vector<std::string>& sources, const std::vector<std::string>& sinks, int storedColumn) {
    for (const std::string& id : sources) out_.total += out_.stops[known_.at(id)].out;
    stop("stored", storedColumn), stop("released", 0);
    std::vector<std::string> inner;
    for (const auto& [id, index] : known_)
      if (id != "stored" && id != "released" && std::find(sources.begin(), sources.end(), id) == sources.end() &&
          std::find(sinks.begin(), sinks.end(), id) == sinks.end())
        inner.push_back(id);
    for (const std::string& id : inner) {
      const double left = rest(id);
      if (std::abs(left) <= noise * out_.total) continue;
      out_.residual += std::abs(left);
      left > 0.0 ? flow(id, "stored", left) : flow("released", id, -left);
    }
    FlowBalance kept;
    kept.total = out_.total, kept.residual = out_.residual;
    std::vector<std::size_t> place(out_.stops.size(), 0);
    for (std::size_t i = 0; i < out_.stops.size(); ++i) {
      if (out_.stops[i].in <= 0.0 && out_.stops[i].out <= 0.0) continue;
      place[i] = kept.stops.size();
      kept.stops.push_back(out_.stops[i]);
    }
    for (const FlowBalance::Flow& f : out_.flows) kept.flows.push_back({place[f.from], place[f.to], f.amount});
    return kept;
  }

 private:
  FlowBalance out_;
  std::map<std::string, std::size_t> known_;
};

enum Column { sources, electricity, uses, carriers, rearDoors, water, machines, condensers, sinks };

/// The stop of a circuit: its own where there are few.
std::string circuitStop(const Layout& layout, std::uint32_t circuit) {
  return layout.circuits.size() <= fewCircuits ? "circuit/" + layout.circuits[circuit].id : "circuits";
}

/// What is left of the facility's power after all else, unless it is rounding.
double otherW(const Metrics& m) { return m.otherPowerW > noise * m.facilityPowerW ? m.otherPowerW : 0.0; }

void addElectricity(Ledger& book, const Frame& f) {
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

void addHalls(Ledger& book, const Frame& f) {
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
    const double doorsW = std::max(0.0, at(f.circuits.heatW, c) - cduW - wallW);
    book.flow("air", "doors", doorsW);
    book.flow("doors", id, doorsW);
  }
}

void addPlant(Ledger& book, const Frame& f) {
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
  Ledger book;
  addElectricity(book, f);
  addHalls(book, f);
  addPlant(book, f);
  return book.done({"grid", "gensets", "batteries"}, {"charging", "tower-air", "dry-air", "lake", "surroundings"},
                   sinks);
}

FlowBalance waterBalance(const Frame& f) {
  if (!f.layout) return {};
  const Layout& layout = *f.layout;
  Ledger book;
  book.stop("make-up", 0);
  for (const char* id : {"evaporation", "drift", "blow-down"}) book.stop(id, 2);
  for (std::uint32_t c = 0; c < layout.circuits.size(); ++c) {
    const std::string id = circuitStop(layout, c);
    layout.circuits.size() <= fewCircuits ? book.stop(id, 1, {Kind::circuit, c}, "circuit") : book.stop(id, 1);
    book.flow("make-up", id, at(f.circuits.waterKgPerS, c));
    book.flow(id, "evaporation", at(f.circuits.evaporationKgPerS, c));
    book.flow(id, "drift", at(f.circuits.driftKgPerS, c));
    book.flow(id, "blow-down", at(f.circuits.blowdownKgPerS, c));
  }
  return book.done({"make-up"}, {"evaporation", "drift", "blow-down"}, 2);
}

}  // namespace plenum::views
