// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/Engine.h"
#include "sim/Model.h"
#include "sim/State.h"
#include "support/Draws.h"
#include "support/RunningSite.h"

namespace plenum::test {

/// A plant drawn from a seed, and what may be different about it: two plans of one seed differ in that alone.
struct PlantPlan {
  std::uint64_t seed = 1;
  double flowFactor = 1.0;  // of coolant through the racks
  double loadShift = 0.0, weatherShiftK = 0.0;
  bool isMirrored = false;   // west is east
  bool isReordered = false;  // rows, units and circuits are written in another order
  bool isRenamed = false;    // every row has the name of another
};

/// One hall of two to twelve racks, liquid with or without fan-cooled rows, its CDU and fan walls, and one or two
/// circuits with chillers, towers of both models, exchangers or dry coolers, from generous to too small;
/// weather between −15 and 42 °C.
class RandomPlant {
 public:
  explicit RandomPlant(const PlantPlan& plan) : plan_(plan), draw_(plan.seed, 9) {
    chips();
    racks();
    hall();
    plant();
    weather();
    auto catalog = std::make_shared<Catalog>(*small.catalog());
    for (const AnySpec& spec : extra_) catalog->add(spec, {});
    small.draft.catalog = catalog;
    if (plan.isMirrored) mirror();
    if (plan.isReordered) reorder();
    if (plan.isRenamed) rename();
  }

  /// Null where the draw cannot be compiled (a coil that no size could make, for example).
  SimModelPtr model() const {
    auto setting = std::make_shared<Setting>();
    setting->scenario.id = "random";
    setting->scenario.start = toTime({{2026, 7, 21}});
    setting->weather = stillWeather(dryBulbC, dewPointC);
    const LayoutPtr layout = small.layout();
    auto compiled = compile(layout, setting, seconds(1));
    if (!compiled) return nullptr;
    return *compiled;
  }

  SmallSite small;
  double dryBulbC = 20.0, dewPointC = 10.0;
  double load = 0.5;  // of every chip; the scenario has no jobs, so that nothing wanders
  double liquidW = 0.0, airW = 0.0;
  bool isEconomised = false;  // exchangers before the chillers

 private:
  void chips() {
    ChipSpec& chip = small.chip;
    chip.tdp = {draw_.between(300.0, 1200.0)};
    load = std::clamp(draw_.between(0.05, 0.95) + plan_.loadShift, 0.0, 1.0);
    // the load is the idle draw, so that it stands still: no job, no noise
    chip.leakageAtReference = {chip.tdp.si * draw_.between(0.05, 0.12)};
    chip.idle = {chip.tdp.si * (0.2 + 0.75 * load)};
    chip.leakagePerKelvin = draw_.between(0.008, 0.015);
    chip.junctionToPlate = {draw_.between(0.010, 0.020)};
    chip.plateConvection = {draw_.between(0.0135, 0.020)};
    chip.dieCapacity = {draw_.between(30.0, 80.0)};
    chip.plateCapacity = {draw_.between(300.0, 900.0)};
    chip.sinkConvection = {draw_.between(15.0, 30.0) / chip.tdp.si};
    if (draw_.chance(0.3)) {
      chip.memoryShare = {draw_.between(0.08, 0.2)};
      chip.memoryCapacity = {draw_.between(20.0, 60.0)};
      chip.memoryToPlate = {draw_.between(0.05, 0.15)};
      chip.memoryThrottleAt = {95.0};
      chip.memoryShutdownAt = {105.0};
    }
  }

  void racks() {
    const double riseK = draw_.between(9.0, 15.0);
    const auto serverOf = [&](ServerSpec& server, double airShare) {
      server.chips = draw_.whole(2, 8);
      const double chipsW = server.chips * small.chip.tdp.si;
      server.otherIdle = {0.15 * chipsW};
      server.otherFull = {0.25 * chipsW};
      server.airFlowNominal = {airShare * 1.3 * chipsW / (1.2 * 1006.0 * riseK)};
      server.fansNominal = {0.03 * chipsW * airShare + 5.0};
      server.airSideCapacity = {20.0 * chipsW};
    };
    small.liquidRack.liquidCapture = {draw_.between(0.6, 0.9)};
    serverOf(small.liquidServer, 1.05 - small.liquidRack.liquidCapture.si);
    serverOf(small.airServer, 1.0);
    RackSpec& liquid = small.liquidRack;
    liquid.servers = draw_.whole(1, 2);
    small.airRack.servers = draw_.whole(1, 2);
    const double rackW = 1.25 * liquid.servers * small.liquidServer.chips * small.chip.tdp.si;
    liquid.ratedPower = {1.1 * rackW};
    small.airRack.ratedPower = {1.5 * small.airRack.servers * small.airServer.chips * small.chip.tdp.si};
    liquid.designFlow = {plan_.flowFactor * liquid.liquidCapture.si * rackW / (3944.0 * draw_.between(7.0, 14.0))};
    liquid.manifoldVolume = {0.3 * rackW / 1e3 + 1.0};
    if (draw_.chance(0.5)) small.airRack.rearDoor.clear();
    RearDoorSpec& door = small.door;
    const double doorW = 0.8 * small.airRack.ratedPower.si;
    door.ratedHeat = {doorW};
    door.ratedAirFlow = {small.airRack.servers * small.airServer.airFlowNominal.si};
    door.ratedWaterFlow = {doorW / (4184.0 * 5.0)};
  }

  void hall() {
    HallDesign& design = small.design;
    design.containmentLeakage = {draw_.between(0.0, 0.15)};
    design.supplyAirSetpoint = {draw_.between(18.0, 27.0)};
    RowSpec& liquid = design.rows[0];
    RowSpec& air = design.rows[1];
    liquid.racks = draw_.whole(1, 4);
    liquid.repeat.count = draw_.whole(1, 2);
    air.racks = draw_.whole(1, 4);
    if (small.airRack.rearDoor.empty()) air.doorCircuit.clear();
    const bool hasAirRow = draw_.chance(0.7);
    const double rackW = small.liquidRack.ratedPower.si / 1.1, capture = small.liquidRack.liquidCapture.si;
    const double racksL = liquid.racks * liquid.repeat.count;
    liquidW = racksL * capture * rackW;
    airW = racksL * (1.0 - capture) * rackW + (hasAirRow ? air.racks * small.airRack.ratedPower.si / 1.2 : 0.0);
    const double flowL = racksL * small.liquidRack.designFlow.si;

    CduSpec& cdu = small.cdu;
    cdu.ratedHeat = {liquidW * draw_.between(0.8, 1.8)};
    cdu.ratedApproach = {draw_.between(2.0, 6.0)};
    cdu.secondaryFlow = {flowL * draw_.between(1.0, 1.3)};
    cdu.primaryFlow = {cdu.ratedHeat.si / (4184.0 * draw_.between(6.0, 12.0))};
    // the exchanger must be able to do what it is rated for: supply above the facility water by the approach
    cdu.secondaryFlow = {std::max(cdu.secondaryFlow.si, cdu.ratedHeat.si / (3944.0 * 25.0))};
    cdu.pumpPower = {0.012 * cdu.ratedHeat.si};
    cdu.volume = {0.4 * cdu.ratedHeat.si / 1e3 + 5.0};
    design.loops[0].supplySetpoint = {draw_.between(25.0, 45.0)};
    design.loops[0].pipeDiameter = {pipeFor(flowL)};

    FanWallSpec& wall = small.fanWall;
    const int walls = draw_.whole(1, 3);
    design.fanWalls[0].repeat.count = walls;
    const double airFlow = (racksL * small.liquidRack.servers * small.liquidServer.airFlowNominal.si +
                            (hasAirRow ? air.racks * small.airRack.servers * small.airServer.airFlowNominal.si : 0.0)) *
                           draw_.between(1.0, 1.6) / walls;
    wall.airFlow = {airFlow};
    wall.ratedAirIn = {36.0};
    wall.ratedWaterIn = {18.0};
    wall.ratedHeat = {std::min(airW * draw_.between(0.8, 1.6) / walls, 0.75 * airFlow * 1.15 * 1006.0 * 18.0)};
    wall.waterFlow = {wall.ratedHeat.si / (4184.0 * draw_.between(5.0, 8.0))};
    wall.fanPower = {0.04 * wall.ratedHeat.si};
    if (!hasAirRow) design.rows.pop_back();
  }

  static void scale(PumpSpec& pump, double kgPerS) { pump.flow = {std::max(0.05, kgPerS)}; }
  /// For 1.5 m/s, the usual in plant pipes.
  static double pipeFor(double kgPerS) { return std::max(0.02, std::sqrt(4.0 * kgPerS / (1000.0 * 3.14159 * 1.5))); }
  void towerOf(TowerSpec& tower, double heatW) {
    tower.ratedHeat = {heatW};
    tower.waterFlow = {heatW / (4184.0 * (tower.ratedWaterIn.si - tower.ratedWaterOut.si))};
    tower.airFlow = {tower.waterFlow.si * draw_.between(0.8, 1.2)};
    tower.fanPower = {0.018 * heatW};
  }

  void plant() {
    Circuit& chilled = small.draft.circuits[0];
    const bool isOneCircuit = draw_.chance(0.4);
    if (isOneCircuit) small.design.cdus[0].circuit = chilled.id;
    const double chilledW = (airW + (isOneCircuit ? liquidW : 0.0)) * draw_.between(0.9, 1.8);
    const int chillers = draw_.whole(1, 2);
    chilled.supplySetpoint = {draw_.between(8.0, 16.0)};
    chilled.volume = {std::max(20.0, 20.0 * chilledW / 1e3)};
    chilled.pipeDiameter = {pipeFor(chilledW / (4184.0 * 5.0))};
    chilled.chillers[0].repeat.count = chillers;
    chilled.towers[0].repeat.count = draw_.whole(1, 2);
    const double cooling = chilledW / chillers;
    small.chiller.ratedCooling = {cooling};
    small.chiller.chilledFlow = {cooling / (4184.0 * 6.0)};
    small.chiller.condenserFlow = {1.2 * cooling / (4184.0 * 5.0)};
    small.chiller.waterVolume = {std::max(20.0, 0.5 * cooling / 1e3)};
    scale(small.chilledPump, 0.6 * chilledW / (4184.0 * 5.0));
    scale(small.condenserPump, 0.6 * 1.25 * chilledW / (4184.0 * 5.0));
    towerOf(small.chillerTower, 1.25 * chilledW * draw_.between(0.8, 1.5) / chilled.towers[0].repeat.count);

    economise(chilled, chilledW);
    if (draw_.chance(0.3)) small.chillerTower.model = TowerSpec::Model::york;
    for (Circuit& circuit : small.draft.circuits)
      if (draw_.chance(0.5)) circuit.reingestion = {draw_.between(0.0, 0.1)};

    Circuit& warm = small.draft.circuits[1];
    if (isOneCircuit) {
      small.draft.circuits.pop_back();
      return;
    }
    const double warmW = liquidW * draw_.between(0.9, 1.8);
    warm.supplySetpoint = {small.design.loops[0].supplySetpoint.si - draw_.between(2.0, 10.0)};
    warm.volume = {std::max(20.0, 15.0 * warmW / 1e3)};
    warm.pipeDiameter = {pipeFor(warmW / (4184.0 * 6.0))};
    scale(small.warmPump, 0.6 * warmW / (4184.0 * 6.0));
    warm.towers[0].repeat.count = draw_.whole(1, 2);
    small.exchanger.ratedHeat = {warmW};
    small.exchanger.hotFlow = small.exchanger.coldFlow = {warmW / (4184.0 * draw_.between(5.0, 8.0))};
    small.exchanger.ratedApproach = {draw_.between(1.5, 4.0)};
    towerOf(small.warmTower, 1.05 * warmW * draw_.between(0.8, 1.5) / warm.towers[0].repeat.count);
    if (draw_.chance(0.5)) dryPlant(warm, warmW);
  }

  /// One plant in five has plates between its towers and the water that returns to the chillers; of draws of its own,
  /// so that the rest of a seed's plant is what it would be without.
  void economise(Circuit& chilled, double chilledW) {
    Draws draw(plan_.seed, 10);
    if (!draw.chance(0.2)) return;
    isEconomised = true;
    ExchangerSpec plates = small.exchanger;
    plates.id = "plate-economiser";
    plates.ratedHeat = {0.5 * chilledW * draw.between(0.8, 1.2)};
    plates.hotFlow = {plates.ratedHeat.si / (4184.0 * 5.0)};
    plates.coldFlow = {1.2 * plates.hotFlow.si};
    plates.ratedApproach = {draw.between(1.0, 2.5)};
    toCatalog(plates);
    Circuit::Group group = chilled.chillers.front();
    group.id = "CX";
    group.type = plates.id;
    group.originM = {25, 50};
    group.repeat = {2, {2, 0}};
    chilled.exchangers = {group};
    chilled.condenserPumps.front().repeat.count += 1;
  }

  template <class Spec>
  void toCatalog(const Spec& spec) {
    extra_.emplace_back(spec);
  }

  /// Dry coolers in place of exchanger and towers.
  void dryPlant(Circuit& warm, double warmW) {
    DryCoolerSpec dry;
    dry.id = "dry";
    dry.ratedHeat = {warmW};
    dry.ratedAirIn = {35.0};
    dry.ratedWaterIn = {46.11};
    dry.ratedWaterOut = {40.55};
    dry.waterFlow = {warmW / (4184.0 * 5.56)};
    dry.fanPower = {0.04 * warmW};
    toCatalog(dry);
    const Circuit::Group like = warm.pumps.front();
    warm.exchangers.clear();
    warm.towers.clear();
    warm.condenserPumps.clear();
    warm.dryCoolers = {{"DC", "dry", like.feed, like.feedB, {200, 200}, {1, {}}}};
  }

  void weather() {
    dryBulbC = draw_.between(-15.0, 39.0) + plan_.weatherShiftK;
    dewPointC = dryBulbC - draw_.between(1.0, 18.0);
  }

  void mirror() {
    HallDesign& design = small.design;
    const double widthM = design.sizeM.x;
    for (RowSpec& row : design.rows) row.originM.x = widthM - row.originM.x - 0.8 * row.racks;
    const auto across = [&](HallUnitSpec& unit, double unitM) {
      unit.originM.x = widthM - unit.originM.x - unitM;
      unit.repeat.stepM.x = -unit.repeat.stepM.x;
    };
    for (HallUnitSpec& unit : design.cdus) across(unit, small.cdu.extent.width.si);
    for (HallUnitSpec& unit : design.fanWalls) across(unit, small.fanWall.extent.width.si);
    for (PowerSpec& device : design.power) device.originM.x = widthM - device.originM.x - 1.0;
  }

  void reorder() {
    std::reverse(small.design.rows.begin(), small.design.rows.end());
    std::reverse(small.design.power.begin(), small.design.power.end());
    std::reverse(small.draft.circuits.begin(), small.draft.circuits.end());
  }

  void rename() {
    std::vector<RowSpec>& rows = small.design.rows;
    if (rows.size() == 1)
      rows[0].id = "Z";
    else
      std::swap(rows[0].id, rows[1].id);
  }

  PlantPlan plan_;
  Draws draw_;
  std::vector<AnySpec> extra_;  // catalogue rows that the small site does not have
};

}  // namespace plenum::test
