// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <stdexcept>
#include <string>

#include "site/Layout.h"
#include "site/Site.h"

namespace plenum::test {

/// A site that one can hold in one's head, for tests of every room. Change any public record, then ask for `site()` or
/// `layout()`; nothing is shared between two calls but the catalogue's rows.
///
/// One data building with one hall "H1": rows L1, L2 (5 liquid racks each, 64 chips a rack, 70 % of chip heat into cold
/// plates) on loop "TCS" with one CDU, row A (5 air racks, 32 chips a rack, rear doors), three fan walls FW1…3. 800
/// chips. Circuits: "CHW", 12 °C, two chillers and two towers, for fan walls and doors; "WARM", 34 °C, plate exchanger
/// and two towers, for the CDU. Power: GRID-A → TA → MA → UA → H1/PA and the same with B; both boards have genset G as
/// standby; MECH (from MA, else MB) feeds the plant. Full load is about 0.45 MW of IT.
///
/// Numbers are plausible, not a product's: facts 1.1, 1.3, 2.1, 2.2; physics 2.2–2.7, 3.3, 5.2 (McQuay WSC 471 kW),
/// 5.3, 6.1–6.3.
struct SmallSite {
  ChipSpec chip;
  ServerSpec liquidServer, airServer;
  RackSpec liquidRack, airRack;
  RearDoorSpec door;
  CduSpec cdu;
  FanWallSpec fanWall;
  PumpSpec chilledPump, condenserPump, warmPump;
  ExchangerSpec exchanger;
  ChillerSpec chiller;
  TowerSpec chillerTower, warmTower;
  TransformerSpec transformer;
  UpsSpec ups;
  DistributionSpec board, pdu;
  GensetSpec genset;
  HallDesign design;  // of H1 and of every hall added by `addHall`
  Site draft;         // without designs and catalogue

  SmallSite() {
    makeChips();
    makeHallEquipment();
    makePlant();
    makeElectrical();
    makeDesign();
    makeCircuits();
    makePower();
    draft.id = "small";
    draft.name = {"Small site", "小园区"};
    draft.location = {24.8, 113.6, {60.0}, 8.0};  // Shaoguan
    draft.surroundings.climate = "shaoguan";
    draft.surroundings.tariff = "shaoguan";
    draft.surroundings.gridCarbon = {0.5};
    draft.sizeM = {120, 100};
    draft.buildings.push_back({"B1", {"Building 1", "1 号楼"}, Building::Kind::data, {10, 10}, {60, 20, 8}});
    draft.halls.push_back({"H1", {"Hall 1", "1 号机房"}, "B1", {1, 1}, 0.0, nullptr});
  }

  /// Another hall of the same design, east of the first; its PDUs hang on the same UPSs.
  SmallSite& addHall() {
    const std::string number = std::to_string(draft.halls.size() + 1);
    const double x = 1.0 + 26.0 * static_cast<double>(draft.halls.size());
    draft.halls.push_back({"H" + number, {"Hall " + number, number + " 号机房"}, "B1", {x, 1}, 0.0, nullptr});
    return *this;
  }

  std::shared_ptr<const Catalog> catalog() const {
    auto out = std::make_shared<Catalog>();
    out->add(chip, {{"tdp_W", {chip.tdp.si, Confidence::published, "Z2"}},
                    {"idle_W", {chip.idle.si, Confidence::assumed, "workload 9.2"}}});
    // no file wrote these rows: what io knows of keys is told here for the two numbers above
    out->learn([](AnySpec& spec, const std::string& number, double value) -> Problems {
      (number == "tdp_W" ? std::get<ChipSpec>(spec).tdp : std::get<ChipSpec>(spec).idle) = {value};
      return {};
    });
    for (const AnySpec& spec : std::initializer_list<AnySpec>{
             liquidServer, airServer, liquidRack, airRack, door, cdu, fanWall, chilledPump, condenserPump, warmPump,
             exchanger, chiller, chillerTower, warmTower, transformer, ups, board, pdu, genset})
      out->add(spec, {});
    out->add(CoolantSpec{"water", {"Water", "水"}, 995.6, 4184.0}, {});
    out->add(CoolantSpec{"pg25", {"PG25", "25% 丙二醇"}, 1015.0, 3944.0}, {});
    return out;
  }

  SitePtr site() const {
    auto out = std::make_shared<Site>(draft);
    const auto shared = std::make_shared<const HallDesign>(design);
    for (Hall& hall : out->halls)
      if (!hall.design) hall.design = shared;
    if (!out->catalog) out->catalog = catalog();
    return out;
  }

  /// Throws with the first problem's text id and pointer where the site is not sound.
  LayoutPtr layout(std::uint64_t revision = 0) const {
    auto laid = layOut(site(), revision);
    if (!laid) {
      const Problem& first = laid.problems().front();
      throw std::runtime_error("small site: " + first.what.id + " at " + first.place.pointer);
    }
    return *laid;
  }

 private:
  void makeChips() {
    chip.id = "chip-400";
    chip.tdp = {400};
    chip.idle = {97};
    chip.minFrequency = {0.3};
    chip.leakageAtReference = {48};  // 0.12 of TDP
    chip.leakageReference = {60};
    chip.dieCapacity = {60};
    chip.junctionToPlate = {0.015};
    chip.plateCapacity = {465};
    chip.plateConvection = {0.016};
    chip.sinkCapacity = {1000};
    chip.sinkConvection = {0.09};
    chip.throttleAt = {90};
    chip.shutdownAt = {100};
    chip.fp16Tflops = 119;
    chip.memoryGB = 96;
    chip.memoryTBPerS = 2.0;

    airServer.id = "server-16-air";
    airServer.chip = chip.id;
    airServer.chips = 16;
    airServer.otherIdle = {600};
    airServer.otherFull = {1300};
    airServer.fansNominal = {600};
    airServer.airFlowNominal = {0.64};  // 8.8 kW at 12 K
    airServer.fanRampFrom = {27};
    airServer.airSideCapacity = {60e3};  // 12 kJ/K each 2U
    airServer.psuLoad10 = {0.90};
    airServer.psuLoad20 = {0.94};
    airServer.psuLoad50 = {0.96};
    airServer.psuLoad100 = {0.91};
    airServer.heightU = 10;
    liquidServer = airServer;
    liquidServer.id = "server-16-liquid";
    liquidServer.fansNominal = {200};
    liquidServer.airFlowNominal = {0.26};

    liquidRack.id = "rack-64-liquid";
    liquidRack.server = liquidServer.id;
    liquidRack.servers = 4;
    liquidRack.liquidCapture = {0.7};
    liquidRack.designFlow = {0.5};
    liquidRack.manifoldVolume = {12};
    liquidRack.designPressureDrop = {120e3};
    liquidRack.ratedPower = {40e3};
    liquidRack.extent = {{0.8}, {1.2}, {2.3}, {1400}};
    airRack.id = "rack-32-air";
    airRack.server = airServer.id;
    airRack.servers = 2;
    airRack.rearDoor = "door-25";
    airRack.ratedPower = {20e3};
    airRack.extent = {{0.8}, {1.4}, {2.3}, {1000}};
  }

  void makeHallEquipment() {
    door.id = "door-25";
    door.ratedHeat = {25e3};
    door.ratedAirIn = {38};
    door.ratedWaterIn = {18};
    door.ratedAirFlow = {1.4};
    door.ratedWaterFlow = {1.2};
    cdu.id = "cdu-300";
    cdu.ratedHeat = {300e3};
    cdu.ratedApproach = {4};
    cdu.primaryFlow = {5.5};
    cdu.secondaryFlow = {5.5};
    cdu.pumpPower = {3600};  // 1.2 % of the heat
    cdu.controlPower = {300};
    cdu.secondaryPressure = {200e3};
    cdu.volume = {120};
    cdu.pumpRamp = {30};
    cdu.valveStroke = {120};
    cdu.extent = {{0.9}, {1.2}, {2.2}, {900}};
    fanWall.id = "wall-110";
    fanWall.ratedHeat = {110e3};
    fanWall.ratedAirIn = {36};
    fanWall.ratedWaterIn = {18};
    fanWall.airFlow = {7};
    fanWall.waterFlow = {4.5};
    fanWall.fans = 4;
    fanWall.fanPower = {4500};
    fanWall.extent = {{3.0}, {1.0}, {3.5}, {1500}};
  }

  static PumpSpec pumpOf(const std::string& id, double flowKgPerS, double headPa) {
    PumpSpec pump;
    pump.id = id;
    pump.flow = {flowKgPerS};
    pump.head = {headPa};
    pump.hydraulicEfficiency = {0.80};
    pump.motorEfficiency = {0.93};
    pump.driveEfficiency = {0.97};
    pump.extent = {{1.0}, {1.8}, {1.4}, {600}};
    return pump;
  }
  static TowerSpec towerOf(const std::string& id, double heatW, double flowKgPerS, double rangeK) {
    TowerSpec tower;
    tower.id = id;
    tower.ratedHeat = {heatW};
    tower.ratedWaterOut = {32};
    tower.ratedWaterIn = {32 + rangeK};
    tower.ratedWetBulb = {28};
    tower.waterFlow = {flowKgPerS};
    tower.airFlow = {flowKgPerS};  // liquid to gas near one
    tower.fanPower = {0.018 * heatW};
    tower.drift = {8e-5};
    tower.extent = {{3.0}, {3.0}, {4.0}, {2500}};
    return tower;
  }
  void makePlant() {
    chilledPump = pumpOf("pump-19", 19.0, 250e3);
    condenserPump = pumpOf("pump-27", 27.0, 200e3);
    warmPump = pumpOf("pump-12", 12.0, 200e3);
    exchanger.id = "plate-300";
    exchanger.ratedHeat = {300e3};
    exchanger.ratedApproach = {3};
    exchanger.hotFlow = {12};
    exchanger.coldFlow = {12};
    exchanger.extent = {{0.8}, {2.0}, {2.0}, {1200}};
    chiller.id = "chiller-471";
    chiller.ratedCooling = {471.2e3};
    chiller.ratedCop = 5.89;
    chiller.ratedLeavingChilled = {8.89};
    chiller.ratedEnteringCondenser = {26.67};
    chiller.capacityCurve = {2.521130E-01, 1.324053E-02, -8.637329E-03, 8.581056E-02, -4.261176E-03, 8.661899E-03};
    chiller.eirTemperatureCurve = {4.475238E-01, -2.588210E-02, -1.459053E-03,
                                   4.342595E-02, -1.000651E-03, 1.920106E-03};
    chiller.eirPartLoadCurve = {2.778889E-01, 2.338363E-01, 4.883748E-01};
    chiller.minPartLoad = {0.10};
    chiller.leavingLow = {7.22};
    chiller.leavingHigh = {12.78};
    chiller.enteringLow = {12.78};
    chiller.enteringHigh = {26.67};
    chiller.chilledFlow = {18.8};
    chiller.condenserFlow = {26.5};
    chiller.startDelay = {60};
    chiller.rampTime = {240};
    chiller.restartLockout = {300};
    chiller.waterVolume = {250};
    chiller.extent = {{1.5}, {4.0}, {2.2}, {4500}};
    chillerTower = towerOf("tower-560", 560e3, 26.8, 5.0);
    warmTower = towerOf("tower-300", 300e3, 12.0, 6.0);
  }

  void makeElectrical() {
    transformer.id = "tx-1000";
    transformer.rating = {1000e3};
    transformer.noLoadLoss = {693};
    transformer.loadLoss = {7600};
    transformer.primary = {10e3};
    transformer.secondary = {400};
    transformer.extent = {{2.2}, {1.6}, {2.2}, {2800}};
    ups.id = "ups-600";
    ups.rating = {600e3};
    ups.loss = {0.0065, 0.0095, 0.0155};
    ups.batteryEnergy = {600e3 * 600};  // 10 min
    ups.rechargePower = {60e3};
    ups.batteryEfficiency = {0.97};
    ups.extent = {{2.4}, {0.9}, {2.0}, {1800}};
    board.id = "board-1600";
    board.rating = {1600e3};
    board.loss = {0, 0, 0.002};
    pdu.id = "pdu-600";
    pdu.rating = {600e3};
    pdu.loss = {0, 0, 0.005};
    genset.id = "genset-1000";
    genset.rating = {1000e3};
    genset.startTime = {10};
    genset.tank = {2000};
    genset.extent = {{2.0}, {6.0}, {2.8}, {9000}};
  }

  void makeDesign() {
    design.sizeM = {24, 16, 5};
    RowSpec liquid;
    liquid.id = "L";
    liquid.rack = liquidRack.id;
    liquid.racks = 5;
    liquid.originM = {3, 3};
    liquid.repeat = {2, {0, 3.6}};
    liquid.loop = "TCS";
    liquid.feedA = "PA";
    liquid.feedB = "PB";
    RowSpec air;
    air.id = "A";
    air.rack = airRack.id;
    air.racks = 5;
    air.originM = {3, 10.2};
    air.doorCircuit = "CHW";
    air.feedA = "PA";
    air.feedB = "PB";
    design.rows = {liquid, air};
    LoopSpec loop;
    loop.id = "TCS";
    loop.supplySetpoint = {40};
    loop.pipeLength = {20};
    loop.pipeDiameter = {0.08};
    design.loops = {loop};
    HallUnitSpec unit;
    unit.id = "CDU1";
    unit.type = cdu.id;
    unit.circuit = "WARM";
    unit.loop = "TCS";
    unit.feed = "PA";
    unit.feedB = "PB";
    unit.originM = {9, 3};
    design.cdus = {unit};
    HallUnitSpec wall;
    wall.id = "FW";
    wall.type = fanWall.id;
    wall.circuit = "CHW";
    wall.feed = "PA";
    wall.feedB = "PB";
    wall.originM = {1, 0.2};
    wall.repeat = {3, {3.5, 0}};
    design.fanWalls = {wall};
    design.power = {powerOf(PowerSpec::Kind::pdu, "PA", pdu.id, "UA", {20, 3}),
                    powerOf(PowerSpec::Kind::pdu, "PB", pdu.id, "UB", {20, 6})};
  }

  static Circuit::Group groupOf(const std::string& id, const std::string& type, Vec2 origin, Repeat repeat) {
    Circuit::Group group;
    group.id = id;
    group.type = type;
    group.feed = "MECH";
    group.originM = origin;
    group.repeat = repeat;
    return group;
  }
  void makeCircuits() {
    Circuit chilled;
    chilled.id = "CHW";
    chilled.name = {"Chilled water", "冷冻水"};
    chilled.supplySetpoint = {12};
    chilled.designRise = {6};
    chilled.volume = {8000};
    chilled.pipeLength = {80};
    chilled.pipeDiameter = {0.2};
    chilled.pumps = {groupOf("CHP", chilledPump.id, {10, 45}, {2, {3, 0}})};
    chilled.condenserPumps = {groupOf("CWP", condenserPump.id, {20, 45}, {2, {3, 0}})};
    chilled.chillers = {groupOf("CH", chiller.id, {10, 50}, {2, {4, 0}})};
    chilled.towers = {groupOf("CT", chillerTower.id, {10, 60}, {2, {5, 0}})};
    Circuit warm;
    warm.id = "WARM";
    warm.name = {"Warm water", "温水"};
    warm.supplySetpoint = {34};
    warm.designRise = {8};
    warm.volume = {5000};
    warm.pipeLength = {60};
    warm.pipeDiameter = {0.15};
    warm.pumps = {groupOf("WP", warmPump.id, {40, 45}, {2, {3, 0}})};
    warm.condenserPumps = {groupOf("WCP", warmPump.id, {50, 45}, {2, {3, 0}})};
    warm.exchangers = {groupOf("HX", exchanger.id, {40, 50}, {})};
    warm.towers = {groupOf("WT", warmTower.id, {40, 60}, {2, {5, 0}})};
    draft.circuits = {chilled, warm};
  }

  static PowerSpec powerOf(PowerSpec::Kind kind, const std::string& id, const std::string& type,
                           const std::string& from, Vec2 origin) {
    PowerSpec out;
    out.kind = kind;
    out.id = id;
    out.type = type;
    out.from = from;
    out.originM = origin;
    return out;
  }
  void makePower() {
    using Kind = PowerSpec::Kind;
    double x = 80;
    for (const std::string side : {"A", "B"}) {
      PowerSpec feed = powerOf(Kind::feed, "GRID-" + side, "", "", {x, 10});
      feed.firmCapacity = {2e6};
      PowerSpec main = powerOf(Kind::board, "M" + side, board.id, "T" + side, {x, 25});
      main.standby = {"G"};
      draft.power.push_back(feed);
      draft.power.push_back(powerOf(Kind::transformer, "T" + side, transformer.id, "GRID-" + side, {x, 20}));
      draft.power.push_back(main);
      draft.power.push_back(powerOf(Kind::ups, "U" + side, ups.id, "M" + side, {x, 30}));
      x += 10;
    }
    PowerSpec mechanical = powerOf(Kind::board, "MECH", board.id, "MA", {80, 40});
    mechanical.alternate = "MB";
    draft.power.push_back(mechanical);
    draft.power.push_back(powerOf(Kind::genset, "G", genset.id, "", {100, 50}));
  }
};

}  // namespace plenum::test
