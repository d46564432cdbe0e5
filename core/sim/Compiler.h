// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "physics/HeatExchanger.h"
#include "sim/Engine.h"
#include "sim/Model.h"

namespace plenum {

/// Conductance of an exchanger from its rating: `spanK` is the inlet difference at which it moves `heatW`.
/// Nothing where the rating breaks the second law (an effectiveness of 1 or more).
std::optional<double> ratedUa(physics::FlowArrangement arrangement, double heatW, double spanK, double hotWPerK,
                              double coldWPerK);

/// Fills a SimModel from a layout and its setting, room by room: CompileRacks, CompileLoops, CompileAir, CompilePlant,
/// CompileRejection, CompilePower.
class Compiler {
 public:
  Compiler(LayoutPtr layout, std::shared_ptr<const Setting> setting, Duration tick);
  Result<SimModelPtr> run();

 private:
  const Layout& layout() const { return *model_.layout; }
  const Site& site() const { return *model_.layout->site; }
  void refuse(const std::string& id, const char* what);
  CoolantSpec coolant(const std::string& id) const;

  std::uint32_t classOf(const PlacedRack& rack);
  void racks();
  RackGroup group(const PlacedRack& rack, std::uint32_t rackClass, std::uint32_t loop);
  void rackLeaks();
  void skews();
  void loops();
  void cdus();
  void fanWalls();
  void halls();
  void openings(std::uint32_t h, HallModel& hall) const;
  void chillers();
  void towers();
  void dryCoolers();
  void tanks();
  void lakes();
  /// What rejects the heat of a circuit beyond its units: freezing point, make-up, skin of the basin.
  void sinks(const PlacedCircuit& placed, CircuitModel& c) const;
  void circuits();
  CircuitModel circuit(std::uint32_t i);
  void pumps(const PlacedCircuit& placed, CircuitModel& c) const;
  void header(std::uint32_t i, CircuitModel& c);
  void power();
  void breakers();
  void script();
  void subSteps();

  SimModel model_;
  Problems problems_;
};

}  // namespace plenum
