// SPDX-License-Identifier: Apache-2.0
#include "site/Cautions.h"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <utility>

#include "site/Dimensions.h"
#include "site/Routes.h"
#include "site/Sizing.h"

namespace plenum {
namespace {

constexpr double leastCoilK = 2.0;     // between chilled water and supply air: below it a coil has no sensible size
constexpr double leastCduShare = 0.5;  // of a CDU's rated approach: it carries about as much of its rated heat

class Reader {
 public:
  explicit Reader(const Layout& layout) : layout_(layout) {}

  Problems run() {
    for (std::uint32_t l = 0; l < layout_.loops.size(); ++l) loop(layout_.loops[l]);
    for (const PlacedFanWall& wall : layout_.fanWalls) coil(wall);
    for (std::uint32_t i = 0; i < layout_.circuits.size(); ++i) chillers(i);
    drawn();
    return std::move(out_);
  }

 private:
  void warn(const std::string& id, std::vector<std::pair<std::string, std::string>> arguments,
            std::string pointer = {}) {
    Problem problem;
    problem.weight = Problem::Weight::warning;
    problem.place.pointer = std::move(pointer);
    problem.what = Text("site.caution." + id);
    problem.remedy = Text("site.caution." + id + ".remedy");
    problem.what.arguments = problem.remedy.arguments = std::move(arguments);
    out_.push_back(std::move(problem));
  }
  static std::string setpointOf(std::uint32_t circuit) {
    return "/circuits/" + std::to_string(circuit) + "/supplySetpoint_C";
  }
  static std::string kw(double watts) { return toText(watts / 1e3, 0); }

  /// What was drawn by hand and has lost what it held to.
  void drawn() {
    const Site& site = *layout_.site;
    for (std::size_t i = 0; i < site.routes.size(); ++i)
      if (!endsOf(layout_, site.routes[i]))
        warn("route", {{"from", site.routes[i].from}, {"to", site.routes[i].to}}, "/routes/" + std::to_string(i));
    for (std::size_t i = 0; i < site.dimensions.size(); ++i)
      if (!laid(layout_, site.dimensions[i]))
        warn("dimension", {{"id", site.dimensions[i].id}}, "/dimensions/" + std::to_string(i));
  }

  void loop(const PlacedLoop& loop) {
    std::set<std::uint32_t> circuits;
    double ratedW = 0.0, ratedKgPerS = 0.0, leastPa = 1e12;
    for (const std::uint32_t c : loop.cdus) {
      const PlacedCdu& cdu = layout_.cdus[c];
      ratedW += cdu.spec->ratedHeat.si, ratedKgPerS += cdu.spec->secondaryFlow.si;
      leastPa = std::min(leastPa, cdu.spec->secondaryPressure.si);
      if (cdu.circuit == none || !circuits.insert(cdu.circuit).second) continue;
      const PlacedCircuit& circuit = layout_.circuits[cdu.circuit];
      const double supplyC = loop.spec.supplySetpoint.si, waterC = circuit.spec.supplySetpoint.si;
      if (supplyC - waterC < leastCduShare * cdu.spec->ratedApproach.si)
        warn("approach",
             {{"loop", loop.id},
              {"supply", toText(supplyC, 1)},
              {"circuit", circuit.id},
              {"water", toText(waterC, 1)},
              {"rated", toText(cdu.spec->ratedApproach.si, 1)}},
             setpointOf(cdu.circuit));
    }
    racks(loop, ratedW, ratedKgPerS, leastPa);
  }

  void racks(const PlacedLoop& loop, double ratedW, double ratedKgPerS, double leastPa) {
    if (loop.racks.empty() || loop.cdus.empty()) return;
    const bool isBath = loop.spec.coolant.rfind("dielectric", 0) == 0;
    double heatW = 0.0, kgPerS = 0.0;
    std::set<const RackSpec*> seen;
    for (const std::uint32_t r : loop.racks) {
      const RackSpec& spec = *layout_.racks[r].spec;
      heatW += sizing::rackW(*layout_.site->catalog, spec) * spec.liquidCapture.si;
      kgPerS += spec.designFlow.si;
      if (!seen.insert(&spec).second) continue;
      if (spec.isImmersed != isBath)
        warn(spec.isImmersed ? "bath" : "plates",
             {{"loop", loop.id}, {"rack", spec.id}, {"coolant", loop.spec.coolant}});
      if (spec.designPressureDrop.si > leastPa)
        warn("pressure", {{"loop", loop.id},
                          {"rack", spec.id},
                          {"needs", toText(spec.designPressureDrop.si / 1e3, 0)},
                          {"has", toText(leastPa / 1e3, 0)}});
    }
    if (heatW > ratedW) warn("heat", {{"loop", loop.id}, {"needs", kw(heatW)}, {"has", kw(ratedW)}});
    if (kgPerS > ratedKgPerS)
      warn("flow", {{"loop", loop.id}, {"needs", toText(kgPerS, 1)}, {"has", toText(ratedKgPerS, 1)}});
  }

  void coil(const PlacedFanWall& wall) {
    if (wall.circuit == none || !coils_.insert({wall.hall, wall.circuit}).second) return;
    const PlacedCircuit& circuit = layout_.circuits[wall.circuit];
    const PlacedHall& hall = layout_.halls[wall.hall];
    const double airC = hall.design->supplyAirSetpoint.si, waterC = circuit.spec.supplySetpoint.si;
    if (airC - waterC < leastCoilK)
      warn("coil", {{"hall", hall.id}, {"air", toText(airC, 1)}, {"circuit", circuit.id}, {"water", toText(waterC, 1)}},
           setpointOf(wall.circuit));
  }

  void chillers(std::uint32_t i) {
    const PlacedCircuit& circuit = layout_.circuits[i];
    if (circuit.chillers.empty()) return;
    const ChillerSpec& spec = *layout_.chillers[circuit.chillers.front()].spec;
    const double waterC = circuit.spec.supplySetpoint.si;
    if (waterC < spec.leavingLow.si)
      warn("chiller",
           {{"circuit", circuit.id},
            {"water", toText(waterC, 1)},
            {"type", spec.id},
            {"from", toText(spec.leavingLow.si, 1)},
            {"to", toText(spec.leavingHigh.si, 1)}},
           setpointOf(i));
  }

  const Layout& layout_;
  Problems out_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> coils_;  // hall, circuit
};

}  // namespace

Problems cautionsIn(const Layout& layout) { return Reader(layout).run(); }

}  // namespace plenum
