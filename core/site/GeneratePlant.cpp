// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "site/Generator.h"

namespace plenum::generator {
namespace {

using sizing::Choice;
using sizing::Shelf;

constexpr double northOfBuildings = 10.0;  // a road between halls and plant

class PlantBuilder {
 public:
  PlantBuilder(const BlockLoad& load, const BlockIds& ids, const PlantSite& at, const Catalog& catalog)
      : load_(load),
        ids_(ids),
        at_(at),
        catalog_(catalog),
        chillers_(at.origin.x + 2.0, at.origin.y + northOfBuildings + 2.0, 1.5),
        pumps_(at.origin.x + 2.0, at.origin.y + northOfBuildings + 10.0, 1.0),
        exchangers_(at.origin.x + 2.0, at.origin.y + northOfBuildings + 14.0, 1.2),
        towers_(at.origin.x + 2.0, at.origin.y + northOfBuildings + 25.0, 0.5) {}

  Plant build() {
    if (load_.warmW > 0.0) addWarm();
    if (load_.chilledW > 0.0) addChilled();
    addPower();
    addBuildings();
    return std::move(plant_);
  }

 private:
  /// Both sides reach every machine; `first` is the one that it hangs on by day.
  Circuit::Group group(const std::string& id, const std::string& type, int count, const Shelf::Spot& spot,
                       char first) const {
    Circuit::Group g;
    g.id = numbered(ids_.prefix + id, count);
    g.type = type;
    if (at_.power == PowerScheme::n) first = 'A';
    g.feed = ids_.prefix + "LP" + first;
    if (at_.power != PowerScheme::n) g.feedB = ids_.prefix + "LP" + (first == 'A' ? 'B' : 'A');
    g.originM = spot.origin;
    g.repeat = spot.repeat;
    return g;
  }
  /// Facility pumps keep turning while gensets start.
  Circuit::Group onUps(Circuit::Group g) const {
    const bool isFirstA = g.feed.back() == 'A';
    g.feed = isFirstA ? ids_.coolingA() : ids_.coolingB();
    if (at_.power != PowerScheme::n) g.feedB = isFirstA ? ids_.coolingB() : ids_.coolingA();
    return g;
  }
  Choice<PumpSpec> pumpsFor(double kgPerS) const {
    return sizing::spared<PumpSpec>(catalog_, kgPerS, kgPerS > 20.0 ? 2 : 1, 3,
                                    [](const PumpSpec& p) { return p.flow.si; });
  }
  /// One for each machine, so that a machine and its pump start and stop together.
  Choice<PumpSpec> pumpsOneEach(double kgPerS, int machines) const {
    return {sizing::smallest<PumpSpec>(catalog_, kgPerS, [](const PumpSpec& p) { return p.flow.si; }), machines - 1};
  }
  /// Cells for the heat and for the water that comes with it, at their rated approach.
  Choice<TowerSpec> towersFor(double heatW, double kgPerS) const {
    return sizing::spared<TowerSpec>(catalog_, 1.0, 1, 6, [=](const TowerSpec& t) {
      return std::min(t.ratedHeat.si / heatW, t.waterFlow.si / kgPerS);
    });
  }
  void count(const Choice<PumpSpec>& pump) {
    const PumpSpec& p = *pump.spec;
    const double hydraulicW = p.flow.si / 995.6 * p.head.si;
    const double efficiency = p.hydraulicEfficiency.si * p.motorEfficiency.si * p.driveEfficiency.si;
    pumpW_ += pump.needed * hydraulicW / std::max(0.1, efficiency);
  }

  /// Stratified tanks that hold the load for so long, beside the plant room. Where the catalogue has none, the store is
  /// counted in the circuit's volume.
  void addTanks(Circuit& circuit, double heatW, double kgPerS, double storageS) {
    const double litres = heatW * storageS / (sizing::waterJPerKgK * circuit.designRise.si);
    const auto tank = sizing::spared<TankSpec>(
        catalog_, 1.0, 1, 4, [=](const TankSpec& t) { return std::min(t.volume.si / litres, t.flow.si / kgPerS); });
    if (!tank.spec) {
      circuit.volume.si += std::ceil(litres / 1000.0) * 1000.0;
      return;
    }
    // east of the plant room, once that is known; their valves go on while gensets start
    tanks_ = Shelf(0.0, at_.origin.y + northOfBuildings + 6.0, 2.0);
    circuit.tanks = {
        onUps(group("TK", tank.spec->id, tank.needed, tanks_.take(tank.needed, tank.spec->extent, {6.0, 6.0}), 'A'))};
  }

  void finish(Circuit& circuit, double heatW, double kgPerS) {
    circuit.designRise =
        Kelvins{std::round(10.0 * std::clamp(heatW / (kgPerS * sizing::waterJPerKgK), 2.0, 20.0)) / 10.0};
    circuit.pipeLength = Metres{150.0};
    circuit.pipeDiameter = sizing::pipeFor(kgPerS);
    // pipes and plant
    const double litres = 2.0 * 0.785 * circuit.pipeDiameter.si * circuit.pipeDiameter.si * 150.0 * 1000.0;
    circuit.volume = Litres{std::ceil(litres / 1000.0) * 1000.0};
  }

  void addWarm() {
    const double supplyC = warmSupplyFor(at_.designWetBulbC), share = plantShareAt(supplyC - at_.designWetBulbC);
    const auto exchanger = sizing::spared<ExchangerSpec>(
        catalog_, load_.warmW, 1, 4, [share](const ExchangerSpec& x) { return share * x.ratedHeat.si; });
    const auto pump = pumpsFor(load_.warmKgPerS);
    const auto condenser = pumpsOneEach(exchanger.spec->coldFlow.si, exchanger.installed());
    const auto tower = towersFor(load_.warmW / share, exchanger.needed * exchanger.spec->coldFlow.si);
    Circuit c;
    c.id = ids_.warm();
    c.name = ids_.named("Warm facility water", "中温冷却水");
    c.supplySetpoint = Celsius{supplyC};
    c.pumps = {onUps(group("WP", pump.spec->id, pump.installed(),
                           pumps_.take(pump.installed(), pump.spec->extent, {1.2, 2.0}), 'B'))};
    c.condenserPumps = {group("WQ", condenser.spec->id, condenser.installed(),
                              pumps_.take(condenser.installed(), condenser.spec->extent, {1.2, 2.0}), 'B')};
    c.exchangers = {group("WX", exchanger.spec->id, exchanger.installed(),
                          exchangers_.take(exchanger.installed(), exchanger.spec->extent, {1.2, 3.5}), 'B')};
    c.towers = {group("WT", tower.spec->id, tower.installed(),
                      towers_.take(tower.installed(), tower.spec->extent, {4.2, 6.0}), 'B')};
    finish(c, load_.warmW, load_.warmKgPerS);
    count(pump);
    count(condenser);
    towerW_ += tower.needed * tower.spec->fanPower.si;
    upsW_ += pump.needed * pump.spec->flow.si / 995.6 * pump.spec->head.si / 0.7;
    plant_.circuits.push_back(std::move(c));
  }

  void addChilled() {
    const double heatW = load_.chilledW * 1.03;  // what pumps and pipes add
    const auto chiller = chillersFor(heatW);
    const double rejectedW = heatW * (1.0 + 1.0 / chiller.spec->ratedCop);
    const auto pump = pumpsFor(load_.chilledKgPerS);
    const auto condenser = pumpsOneEach(chiller.spec->condenserFlow.si, chiller.installed());
    const auto tower = towersFor(rejectedW, chiller.needed * chiller.spec->condenserFlow.si);
    // water-side economiser: plates for the whole load, without a spare, for the chillers are one
    const auto plates =
        sizing::spared<ExchangerSpec>(catalog_, heatW, 1, 4, [](const ExchangerSpec& x) { return x.ratedHeat.si; });
    Circuit c;
    c.id = ids_.chilled();
    c.name = ids_.named("Chilled water", "冷冻水");
    c.supplySetpoint = Celsius{chilledSupplyC};
    c.pumps = {onUps(group("CP", pump.spec->id, pump.installed(),
                           pumps_.take(pump.installed(), pump.spec->extent, {1.2, 2.0}), 'A'))};
    c.condenserPumps = {group("CQ", condenser.spec->id, condenser.installed(),
                              pumps_.take(condenser.installed(), condenser.spec->extent, {1.2, 2.0}), 'B')};
    c.chillers = {group("CH", chiller.spec->id, chiller.installed(),
                        chillers_.take(chiller.installed(), chiller.spec->extent, {2.4, 5.5}), 'A')};
    if (at_.hasEconomiser && plates.spec)
      c.exchangers = {group("CX", plates.spec->id, plates.needed,
                            exchangers_.take(plates.needed, plates.spec->extent, {1.2, 3.5}), 'A')};
    c.towers = {group("CT", tower.spec->id, tower.installed(),
                      towers_.take(tower.installed(), tower.spec->extent, {4.2, 6.0}), 'B')};
    finish(c, heatW, load_.chilledKgPerS);
    addTanks(c, heatW, load_.chilledKgPerS, 900.0);  // GB 50174 class A: cold storage of 15 min
    count(pump);
    count(condenser);
    towerW_ += tower.needed * tower.spec->fanPower.si;
    chillerW_ = heatW / chiller.spec->ratedCop * 1.15;  // hotter condenser water than at the rating
    upsW_ += pump.needed * pump.spec->flow.si / 995.6 * pump.spec->head.si / 0.7;
    plant_.circuits.push_back(std::move(c));
  }

  /// Capacity at the set-point and at the condenser water of the design wet bulb, as far as the curve is valid.
  double capacityW(const ChillerSpec& c) const {
    const double x = std::clamp(chilledSupplyC, c.leavingLow.si, c.leavingHigh.si);
    const double y = std::clamp(at_.designWetBulbC + 4.0, c.enteringLow.si, c.enteringHigh.si);
    const auto& k = c.capacityCurve;
    const double ratio = k[0] + k[1] * x + k[2] * x * x + k[3] * y + k[4] * y * y + k[5] * x * y;
    return c.ratedCooling.si * std::clamp(ratio, 0.5, 1.0);
  }
  Choice<ChillerSpec> chillersFor(double heatW) const {
    return sizing::spared<ChillerSpec>(catalog_, heatW, heatW > 1.5e6 ? 2 : 1, 5,
                                       [this](const ChillerSpec& c) { return capacityW(c); });
  }

  PowerSpec device(PowerSpec::Kind kind, const std::string& id, const std::string& type, const std::string& from) {
    PowerSpec spec;
    spec.kind = kind;
    spec.id = ids_.prefix + id;
    spec.type = type;
    spec.from = from;
    return spec;
  }

  /// A medium-voltage board with its gensets.
  void addBoard(char side, const GensetSpec& type, int count, const DistributionSpec& medium, Shelf& gensets,
                Shelf& boards) {
    const std::string s(1, side);
    PowerSpec sets = device(PowerSpec::Kind::genset, numbered("G" + s, count), type.id, "");
    const auto spot = gensets.take(count, type.extent, {3.0, 12.0});
    sets.originM = spot.origin;
    sets.repeat = spot.repeat;
    const bool isOnA = side == 'A' || side == 'C';
    PowerSpec board = device(PowerSpec::Kind::board, "M" + s, medium.id, isOnA ? at_.sourceA : at_.sourceB);
    if (at_.power == PowerScheme::twoN) board.alternate = isOnA ? at_.sourceB : at_.sourceA;
    for (int n = 1; n <= count; ++n) board.standby.push_back(ids_.prefix + "G" + s + std::to_string(n));
    board.originM = boards.take(1, medium.extent, {3.0, 2.0}).origin;
    plant_.power.push_back(std::move(sets));
    plant_.power.push_back(std::move(board));
  }

  /// Between boards of different sources, open by day: a board whose source is lost is carried by its neighbour.
  void addTies(Shelf& boards) {
    const auto tie = [&](const char* id, char one, char other) {
      PowerSpec spec = device(PowerSpec::Kind::tie, id, "", ids_.board(one));
      spec.alternate = ids_.board(other);
      spec.originM = boards.take(1, {}, {0.8, 1.0}).origin;
      plant_.power.push_back(std::move(spec));
    };
    const int sides = boardsOf(at_.power);
    if (at_.power == PowerScheme::n || at_.power == PowerScheme::twoN) return;
    tie(sides > 2 ? "MT1" : "MT", 'A', 'B');
    if (sides > 2) tie("MT2", 'C', sides > 3 ? 'D' : 'B');
  }

  void addPower() {
    const double plantW = chillerW_ + pumpW_ + towerW_ + load_.mechanicalW / 0.96;
    upsW_ += load_.mechanicalW;
    plant_.powerW = plantW / 0.97;
    const double allPowerW = plant_.powerW + load_.hallPowerW;
    const auto* medium = sizing::distributionFor(catalog_, "mv-", allPowerW / loadable);
    const auto* low = sizing::distributionFor(catalog_, "lv-", plantW / loadable);
    const auto* transformer =
        sizing::smallest<TransformerSpec>(catalog_, plantW / 0.95 / loadable,
                                          [](const TransformerSpec& t) { return isLowVoltage(t) ? t.rating.si : 0.0; });
    const auto* ups = sizing::smallest<UpsSpec>(catalog_, upsW_ / loadable, sizing::alternatingW);
    const int sides = boardsOf(at_.power);
    const bool isOnePath = at_.power == PowerScheme::n;
    const double y = at_.origin.y + northOfBuildings + 36.0;
    Shelf gensets(at_.origin.x + 2.0, y, 1.5), boards(at_.origin.x + 2.0, y + 16.0, 2.0);
    for (int k = 0; k < sides; ++k) {
      const char side = static_cast<char>('A' + k);
      const std::string s(1, side);
      // each board's gensets carry its share of the block with one of them lost: the plant hangs on A and B
      const double shareW = load_.hallPowerW / sides + (k < 2 ? plant_.powerW / std::min(sides, 2) : 0.0);
      const auto genset = sizing::spared<GensetSpec>(catalog_, shareW / loadable, 1, 6,
                                                     [](const GensetSpec& g) { return g.rating.si; });
      const int sets = isOnePath ? genset.needed : genset.installed();
      addBoard(side, *genset.spec, sets, *medium, gensets, boards);
      if (k >= 2) continue;
      PowerSpec step = device(PowerSpec::Kind::transformer, "TP" + s, transformer->id, ids_.board(side));
      step.originM = boards.take(1, transformer->extent, {2.6, 2.0}).origin;
      PowerSpec plantBoard = device(PowerSpec::Kind::board, "LP" + s, low->id, step.id);
      plantBoard.originM = boards.take(1, low->extent, {3.0, 1.2}).origin;
      PowerSpec cooling = device(PowerSpec::Kind::ups, "UP" + s, ups->id, plantBoard.id);
      cooling.originM = boards.take(1, ups->extent, {3.0, 0.9}).origin;
      for (PowerSpec* spec : {&step, &plantBoard, &cooling}) plant_.power.push_back(std::move(*spec));
    }
    addTies(boards);
    gensetsEndX_ = std::max(gensets.x(), boards.x());
  }

  void addBuildings() {
    const double x = at_.origin.x, y = at_.origin.y + northOfBuildings;
    const double roomM = std::max({chillers_.x(), pumps_.x(), exchangers_.x()}) + 1.0 - x;
    plant_.plantRoom = {ids_.prefix + "PLANT",
                        ids_.named("Cooling plant", "制冷站"),
                        Building::Kind::plant,
                        {x, y},
                        {std::ceil(roomM), 20.0, 8.0}};
    plant_.gensetHouse = {ids_.prefix + "POWER",
                          ids_.named("Power building", "动力楼"),
                          Building::Kind::power,
                          {x, y + 34.5},
                          {std::ceil(gensetsEndX_ + 1.0 - x), 22.0, 9.0}};
    for (Circuit& circuit : plant_.circuits)
      for (Circuit::Group& tanks : circuit.tanks) tanks.originM.x += x + plant_.plantRoom.sizeM.x + 3.0;
    const double withTanksM = plant_.plantRoom.sizeM.x + 3.0 + tanks_.x();
    plant_.size = {std::max({withTanksM, plant_.gensetHouse.sizeM.x, towers_.x() - x + 1.0}),
                   northOfBuildings + 34.5 + 22.0};
  }

  const BlockLoad& load_;
  const BlockIds& ids_;
  const PlantSite& at_;
  const Catalog& catalog_;
  Plant plant_;
  Shelf chillers_, pumps_, exchangers_, towers_, tanks_{0.0, 0.0, 2.0};
  double pumpW_ = 0.0, towerW_ = 0.0, chillerW_ = 0.0, upsW_ = 0.0, gensetsEndX_ = 0.0;
};

}  // namespace

double warmSupplyFor(double designWetBulbC) {
  const double coldestC = coolantSupplyC - ratedCduApproachK;
  const double missingK = std::max(0.0, designWetBulbC + ratedPlantApproachK - coldestC);
  return std::round(2.0 * (coldestC + std::min(2.0, 0.5 * missingK))) / 2.0;
}

Plant buildPlant(const BlockLoad& load, const BlockIds& ids, const PlantSite& at, const Catalog& catalog) {
  return PlantBuilder(load, ids, at, catalog).build();
}

}  // namespace plenum::generator
