// SPDX-License-Identifier: Apache-2.0
#include "charts/Approach.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plenum::views {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr double airHeatJPerM3K = 1.204 * 1006.0;  // dry air at 20 °C and 101.325 kPa

double at(const std::vector<float>& values, std::size_t i) { return i < values.size() ? double(values[i]) : nothing; }

/// Puts steps on one another.
class Stairs {
 public:
  static constexpr std::size_t previous = static_cast<std::size_t>(-1);
  /// The step's place, or that of the step before where it has no number.
  std::size_t add(ApproachStep step, std::size_t above) {
    if (!std::isfinite(step.temperatureC)) return steps_.empty() ? 0 : steps_.size() - 1;
    step.above = steps_.empty() ? 0 : above == previous ? steps_.size() - 1 : above;
    step.approachK = steps_.empty() ? nothing : step.temperatureC - steps_[step.above].temperatureC;
    if (steps_.empty()) step.designK = nothing;
    steps_.push_back(step);
    return steps_.size() - 1;
  }
  std::vector<ApproachStep> done() { return std::move(steps_); }

 private:
  std::vector<ApproachStep> steps_;
};

/// The rack with the hottest chip of those that a rule names.
template <class Rule>
std::uint32_t hottestRack(const Frame& f, Rule isMeant) {
  std::uint32_t best = none;
  for (std::uint32_t r = 0; r < f.layout->racks.size(); ++r) {
    const double chip = at(f.racks.maxChipC, r);
    if (!std::isfinite(chip) || !isMeant(f.layout->racks[r])) continue;
    if (best == none || chip > at(f.racks.maxChipC, best)) best = r;
  }
  return best;
}

void addWeather(Stairs& stairs, const Frame& f, const PlacedCircuit& c) {
  if (!c.towers.empty())
    stairs.add({"wet-bulb", {}, f.metrics.wetBulbC, 0, 0, nothing, nothing}, Stairs::previous);
  else if (!c.dryCoolers.empty())
    stairs.add({"dry-bulb", {}, f.metrics.outdoorC, 0, 0, nothing, nothing}, Stairs::previous);
  else if (!c.lakes.empty())
    stairs.add({"intake", {Kind::lake, c.lakes.front()}, at(f.lakes.intakeC, c.lakes.front()), 0, 0, nothing, nothing},
               Stairs::previous);
}

/// Condenser water, where there is any, and facility water.
std::size_t addWater(Stairs& stairs, const Frame& f, std::uint32_t index) {
  const Layout& layout = *f.layout;
  const PlacedCircuit& c = layout.circuits[index];
  const EntityRef self{Kind::circuit, index};
  const TowerSpec* tower = c.towers.empty() ? nullptr : layout.towers[c.towers.front()].spec;
  const DryCoolerSpec* dry = c.dryCoolers.empty() ? nullptr : layout.dryCoolers[c.dryCoolers.front()].spec;
  const ChillerSpec* chiller = c.chillers.empty() ? nullptr : layout.chillers[c.chillers.front()].spec;
  const ExchangerSpec* plates = c.exchangers.empty() ? nullptr : layout.exchangers[c.exchangers.front()].spec;
  const LakeSpec* lake = c.lakes.empty() ? nullptr : layout.lakes[c.lakes.front()].spec;
  double design = nothing;
  if (chiller || plates) {
    std::size_t basin = Stairs::previous;
    if (tower || dry) {
      const double approach =
          tower ? tower->ratedWaterOut.si - tower->ratedWetBulb.si : dry->ratedWaterOut.si - dry->ratedAirIn.si;
      const double range =
          tower ? tower->ratedWaterIn.si - tower->ratedWaterOut.si : dry->ratedWaterIn.si - dry->ratedWaterOut.si;
      basin = stairs.add({"basin", self, at(f.circuits.condenserSupplyC, index), 0, 0, approach, nothing},
                         Stairs::previous);
      stairs.add({"condenser", self, at(f.circuits.condenserReturnC, index), 0, 0, range, nothing}, basin);
    }
    // a chiller lifts heat: its facility water may be colder than what takes the heat
    design = chiller ? chiller->ratedLeavingChilled.si - chiller->ratedEnteringCondenser.si : plates->ratedApproach.si;
    return stairs.add(
        {chiller ? "lifted-supply" : "facility-supply", self, at(f.circuits.supplyC, index), 0, 0, design, nothing},
        basin);
  }
  if (tower) design = tower->ratedWaterOut.si - tower->ratedWetBulb.si;
  if (dry) design = dry->ratedWaterOut.si - dry->ratedAirIn.si;
  if (lake) design = lake->ratedApproach.si;
  return stairs.add({"facility-supply", self, at(f.circuits.supplyC, index), 0, 0, design, nothing}, Stairs::previous);
}

void addLiquid(Stairs& stairs, const Frame& f, std::size_t supply, std::uint32_t rack) {
  const Layout& layout = *f.layout;
  const PlacedRack& r = layout.racks[rack];
  const PlacedLoop& loop = layout.loops[r.loop];
  const CduSpec* cdu = loop.cdus.empty() ? nullptr : layout.cdus[loop.cdus.front()].spec;
  const std::size_t tcs = stairs.add({"tcs-supply",
                                      {Kind::loop, r.loop},
                                      at(f.loops.supplyC, r.loop),
                                      0,
                                      0,
                                      cdu ? cdu->ratedApproach.si : nothing,
                                      nothing},
                                     supply);
  double rise = nothing;
  const CoolantSpec* coolant =
      layout.site && layout.site->catalog ? layout.site->catalog->find<CoolantSpec>(loop.spec.coolant) : nullptr;
  if (r.spec && coolant && r.spec->designFlow.si > 0.0)
    rise = r.spec->ratedPower.si * r.spec->liquidCapture.si / (r.spec->designFlow.si * coolant->heatCapacityJPerKgK);
  const EntityRef self{Kind::rack, rack};
  stairs.add({"plate-outlet", self, at(f.racks.coolantOutC, rack), 0, 0, rise, nothing}, tcs);
  double chip = nothing, limit = nothing;
  if (r.chip) {
    // the plate's convection is of the effectiveness form: it counts from the coolant that comes in
    chip = r.chip->tdp.si * (r.chip->junctionToPlate.si + r.chip->plateConvection.si);
    limit = r.chip->throttleAt.si;
  }
  stairs.add({"chip", self, at(f.racks.maxChipC, rack), 0, 0, chip, limit}, tcs);
}

void addAir(Stairs& stairs, const Frame& f, std::size_t supply, std::uint32_t rack) {
  const Layout& layout = *f.layout;
  const PlacedRack& r = layout.racks[rack];
  const PlacedHall& hall = layout.halls[r.hall];
  double design = nothing;
  if (hall.fanWalls > 0 && layout.fanWalls[hall.firstFanWall].spec) {
    const FanWallSpec& wall = *layout.fanWalls[hall.firstFanWall].spec;
    const double airW = wall.airFlow.si * airHeatJPerM3K;
    if (airW > 0.0) design = wall.ratedAirIn.si - wall.ratedHeat.si / airW - wall.ratedWaterIn.si;
  }
  stairs.add({"supply-air", {Kind::hall, r.hall}, at(f.halls.supplyAirC, r.hall), 0, 0, design, nothing}, supply);
  const EntityRef self{Kind::rack, rack};
  // 27 °C: upper end of what ASHRAE TC 9.9 recommends at the inlet (classes A1 to A4)
  stairs.add({"inlet", self, at(f.racks.inletC, rack), 0, 0, nothing, 27.0}, Stairs::previous);
  double chip = nothing, limit = nothing;
  if (r.chip) {
    chip = r.chip->tdp.si * (r.chip->junctionToPlate.si + r.chip->sinkConvection.si);
    limit = r.chip->throttleAt.si;
  }
  stairs.add({"chip", self, at(f.racks.maxChipC, rack), 0, 0, chip, limit}, Stairs::previous);
}

}  // namespace

std::vector<ApproachStep> approachSteps(const Frame& f, std::uint32_t circuit) {
  if (!f.layout || circuit >= f.layout->circuits.size()) return {};
  const Layout& layout = *f.layout;
  Stairs stairs;
  addWeather(stairs, f, layout.circuits[circuit]);
  const std::size_t supply = addWater(stairs, f, circuit);
  const std::uint32_t liquid = hottestRack(f, [&](const PlacedRack& rack) {
    if (rack.loop == none) return false;
    const auto& cdus = layout.loops[rack.loop].cdus;
    return std::any_of(cdus.begin(), cdus.end(), [&](std::uint32_t c) { return layout.cdus[c].circuit == circuit; });
  });
  if (liquid != none) {
    addLiquid(stairs, f, supply, liquid);
    return stairs.done();
  }
  const std::uint32_t air = hottestRack(f, [&](const PlacedRack& rack) {
    // chips on cold plates are not cooled by the air of their hall
    if (rack.hall == none || (rack.loop != none && rack.spec && rack.spec->liquidCapture.si > 0.0)) return false;
    const PlacedHall& hall = layout.halls[rack.hall];
    for (std::uint32_t w = hall.firstFanWall; w < hall.firstFanWall + hall.fanWalls; ++w)
      if (layout.fanWalls[w].circuit == circuit) return true;
    return rack.doorCircuit == circuit;
  });
  if (air != none) addAir(stairs, f, supply, air);
  return stairs.done();
}

}  // namespace plenum::views
