// SPDX-License-Identifier: Apache-2.0
#include "study/PlaceDemands.h"

#include <algorithm>

#include "sim/Model.h"
#include "sim/State.h"
#include "site/Sizing.h"

namespace plenum::study {

PlaceDemands::PlaceDemands(const Rest& rest, const Supply& supply, const PowerMargin& power, const RackSpec& rack,
                           const PlaceAnswer& answer)
    : layout_(*rest.model->layout), rest_(rest), supply_(supply), power_(power), rack_(rack), answer_(answer) {
  const Catalog& catalog = *layout_.site->catalog;
  airM3PerS_ = rack.isImmersed ? 0.0 : sizing::rackAirM3PerS(catalog, rack);
  door_ = catalog.find<RearDoorSpec>(rack.rearDoor);
}

std::vector<std::uint32_t> PlaceDemands::loopsFor(std::uint32_t h) const {
  std::vector<std::uint32_t> out;
  const PlacedHall& hall = layout_.halls[h];
  for (std::uint32_t l = hall.firstLoop; l < hall.firstLoop + hall.loops; ++l) {
    const bool isBath = layout_.loops[l].spec.coolant.rfind("dielectric", 0) == 0;
    if (isBath == rack_.isImmersed && !layout_.loops[l].cdus.empty()) out.push_back(l);
  }
  return out;
}

std::uint32_t PlaceDemands::doorCircuit(std::uint32_t h, std::uint32_t row) const {
  const PlacedHall& hall = layout_.halls[h];
  const auto ofRow = [&](std::uint32_t r) {
    return layout_.rows[r].racks > 0 ? layout_.racks[layout_.rows[r].firstRack].doorCircuit : none;
  };
  if (row != none && ofRow(row) != none) return ofRow(row);
  for (std::uint32_t r = hall.firstRow; r < hall.firstRow + hall.rows; ++r)
    if (ofRow(r) != none) return ofRow(r);
  return hall.fanWalls > 0 ? layout_.fanWalls[hall.firstFanWall].circuit : none;
}

double PlaceDemands::tightestFeedW(std::uint32_t a, std::uint32_t b,
                                   const std::map<std::uint32_t, double>& takenW) const {
  double least = 1e18;
  for (const PowerMargin::Step& step : power_.above(a, b)) {
    const auto taken = takenW.find(step.device);
    least = std::min(least, power_.spareW(step.device) - (taken == takenW.end() ? 0.0 : taken->second));
  }
  return least;
}
PlaceJoint PlaceDemands::jointOf(std::uint32_t h, const Stretch& stretch,
                                 const std::map<std::uint32_t, double>& takenW) const {
  PlaceJoint out;
  const PlacedHall& hall = layout_.halls[h];
  if (door_) out.doorCircuit = doorCircuit(h, stretch.besideRow);
  if (rack_.liquidCapture.si > 0.0) {
    const std::uint32_t ofRow =
        stretch.besideRow != none ? layout_.racks[layout_.rows[stretch.besideRow].firstRack].loop : none;
    for (const std::uint32_t l : loopsFor(h)) {
      if (l == ofRow) {
        out.loop = l;
        break;
      }
      if (out.loop == none || supply_.loopHeatW[l].more > supply_.loopHeatW[out.loop].more) out.loop = l;
    }
  }
  if (stretch.besideRow != none) {
    const PlacedRack& like = layout_.racks[layout_.rows[stretch.besideRow].firstRack];
    out.feedA = like.feedA, out.feedB = like.feedB;
    return out;
  }
  double best = -1e18;
  for (std::uint32_t r = hall.firstRow; r < hall.firstRow + hall.rows; ++r) {
    if (layout_.rows[r].racks == 0) continue;
    const PlacedRack& like = layout_.racks[layout_.rows[r].firstRack];
    const double spareW = tightestFeedW(like.feedA, like.feedB, takenW);
    if (spareW > best) best = spareW, out.feedA = like.feedA, out.feedB = like.feedB;
  }
  return out;
}

std::vector<PlaceDemand> PlaceDemands::demandsOf(std::uint32_t h, const PlaceJoint& joint) const {
  std::vector<PlaceDemand> out;
  const EntityRef hall{Kind::hall, h, 0};
  if (layout_.halls[h].design->networkPorts > 0)
    out.push_back({Use::What::ports, hall, h, static_cast<double>(rack_.networkPorts)});
  for (const PowerMargin::Step& step : power_.above(joint.feedA, joint.feedB))
    out.push_back({power_.isStandby(step.device) ? Use::What::standby : Use::What::power, power_.entity(step.device),
                   step.device, answer_.rackW * step.wattsPerWatt});
  const auto plant = [&](std::uint32_t circuit, double heatW) {
    if (circuit != none && heatW > 0.0)
      out.push_back({Use::What::plantHeat, {Kind::circuit, circuit, 0}, circuit, heatW});
  };
  if (joint.loop != none) {
    const EntityRef loop{Kind::loop, joint.loop, 0};
    out.push_back({Use::What::loopHeat, loop, joint.loop, answer_.liquidW});
    out.push_back({Use::What::loopFlow, loop, joint.loop, rack_.designFlow.si});
    const auto& cdus = layout_.loops[joint.loop].cdus;
    std::map<std::uint32_t, double> share;
    for (const std::uint32_t c : cdus) share[layout_.cdus[c].circuit] += 1.0 / static_cast<double>(cdus.size());
    for (const auto& [circuit, part] : share) plant(circuit, part * answer_.liquidW);
  }
  const double doorW = doorHeatW(h);
  plant(joint.doorCircuit, doorW);
  const double roomW = answer_.airW - doorW;
  // what a door has cooled need not come round
  const double roundM3PerS = airM3PerS_ * (door_ ? roomW / std::max(1.0, answer_.airW) : 1.0);
  if (roundM3PerS > 0.0) out.push_back({Use::What::airFlow, hall, h, roundM3PerS});
  if (roomW > 0.0) {
    out.push_back({Use::What::airHeat, hall, h, roomW});
    const PlacedHall& placed = layout_.halls[h];
    std::map<std::uint32_t, double> share;
    double sum = 0.0;
    for (std::uint32_t f = placed.firstFanWall; f < placed.firstFanWall + placed.fanWalls; ++f) {
      const double air = layout_.fanWalls[f].spec->airFlow.si;
      share[layout_.fanWalls[f].circuit] += air, sum += air;
    }
    for (const auto& [circuit, air] : share) plant(circuit, roomW * air / std::max(sum, 1e-9));
  }
  return out;
}

/// What a rear door takes: in proportion to how far the exhaust is above its water, at most nine tenths.
double PlaceDemands::doorHeatW(std::uint32_t h) const {
  if (!door_ || airM3PerS_ <= 0.0) return 0.0;
  const std::uint32_t circuit = doorCircuit(h, none);
  const double exhaustC = rest_.state->air.setpointC[h] + answer_.airW / (airM3PerS_ * sizing::airJPerM3K);
  const double spanK = exhaustC - rest_.state->circuits.setpointC[circuit];
  const double ratedK = door_->ratedAirIn.si - door_->ratedWaterIn.si;
  return std::clamp(door_->ratedHeat.si * spanK / std::max(1.0, ratedK), 0.0, 0.9 * answer_.airW);
}

Least PlaceDemands::counted(const Least& least) const {
  return answer_.keepsSpare ? least : Least{least.intact, {}, least.intact};
}

Least PlaceDemands::availableOf(const PlaceDemand& demand, std::uint32_t h) const {
  switch (demand.what) {
    case Use::What::ports: {
      double taken = 0.0;
      const PlacedHall& hall = layout_.halls[h];
      for (std::uint32_t r = hall.firstRack; r < hall.firstRack + hall.racks; ++r)
        taken += layout_.racks[r].spec->networkPorts;
      return {hall.design->networkPorts - taken, {}};
    }
    case Use::What::power:
    case Use::What::standby:
      return {power_.spareW(demand.key), {}};
    case Use::What::loopHeat:
      return counted(supply_.loopHeatW[demand.key]);
    case Use::What::loopFlow:
      return counted(supply_.loopFlowKgPerS[demand.key]);
    case Use::What::airHeat:
      return counted(supply_.airHeatW[demand.key]);
    case Use::What::airFlow:
      return counted(supply_.airFlowM3PerS[demand.key]);
    case Use::What::plantHeat:
      return counted(supply_.plantHeatW[demand.key]);
    default:
      return {};
  }
}

Use PlaceDemands::useOf(const PlaceDemand& demand, std::uint32_t h, double needed) const {
  const Least least = availableOf(demand, h);
  Use use;
  use.what = demand.what;
  use.where = demand.where;
  use.whereId = layout_.idOf(demand.where);
  use.needed = needed;
  use.available = least.more;
  use.perRack = demand.perRack;
  use.without = least.without;
  return use;
}

const std::vector<Least>* PlaceDemands::leastOf(Use::What what) const {
  switch (what) {
    case Use::What::loopHeat:
      return &supply_.loopHeatW;
    case Use::What::loopFlow:
      return &supply_.loopFlowKgPerS;
    case Use::What::airHeat:
      return &supply_.airHeatW;
    case Use::What::airFlow:
      return &supply_.airFlowM3PerS;
    case Use::What::plantHeat:
      return &supply_.plantHeatW;
    default:
      return nullptr;
  }
}

}  // namespace plenum::study
