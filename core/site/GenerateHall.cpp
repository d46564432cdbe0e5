// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "site/Generator.h"

namespace plenum::generator {
namespace {

using sizing::Choice;
using sizing::Shelf;

constexpr double aisleM = 1.8, wallGapM = 0.5, serviceM = 2.5;
constexpr double longHallM = 50.0;  // width and depth together, from which on there are doors at all four corners

Vec2 sizeOf(const Extent& extent, Vec2 usual) {
  return {extent.width.si > 0.0 ? extent.width.si : usual.x, extent.depth.si > 0.0 ? extent.depth.si : usual.y};
}

class HallBuilder {
 public:
  HallBuilder(const HallOrder& order, const BlockIds& ids, const Style& style, const Catalog& catalog)
      : order_(order), ids_(ids), style_(style), catalog_(catalog) {
    built_.order = order;
  }

  BuiltHall build() {
    measureLoad();
    chooseCooling();
    splitPower();
    place();
    addRows();
    addCooling();
    addPower();
    addDoors();
    built_.design = std::make_shared<const HallDesign>(std::move(design_));
    return built_;
  }

 private:
  void measureLoad() {
    const auto add = [&](const RackSpec* rack, int count) {
      if (!rack || count == 0) return;
      const double watts = sizing::rackW(catalog_, *rack);
      const double networkW = sizing::networkW(catalog_, *rack, style_.networkWPerChip);
      built_.itW += count * (watts + networkW);
      liquidW_ += count * watts * rack->liquidCapture.si;
      loopKgPerS_ += count * rack->designFlow.si;
      loopDropPa_ = std::max(loopDropPa_, rack->designPressureDrop.si);
      const double airW = watts * (1.0 - rack->liquidCapture.si) + networkW;
      const double airM3PerS = std::max(0.01, sizing::rackAirM3PerS(catalog_, *rack));
      airM3PerS_ += count * airM3PerS;
      airW_ += count * airW;
      const RearDoorSpec* door = catalog_.find<RearDoorSpec>(rack->rearDoor);
      if (!door) return;
      // a door takes heat in proportion to how far the racks' exhaust is above its water; one in five may be open
      const double exhaustC = supplyAirC + airW / (airM3PerS * sizing::airJPerM3K);
      const double span = (exhaustC - chilledSupplyC) / (door->ratedAirIn.si - door->ratedWaterIn.si);
      doorW_ += count * 0.8 * std::min(door->ratedHeat.si * span, 0.9 * airW);
      doorKgPerS_ += count * door->ratedWaterFlow.si;
      doorFansW_ += count * door->fans.si;
    };
    add(order_.full, order_.fullRacks);
    add(order_.shorter, order_.shorterRacks);
  }

  void chooseCooling() {
    const double roomW = airW_ - doorW_;
    // with doors the room's air is already cool where it leaves the racks, and three quarters of their flow need come
    // round
    const double roundM3PerS = airM3PerS_ * (doorW_ > 0.0 ? 0.75 : 1.0);
    const double returnC = supplyAirC + roomW / (roundM3PerS * sizing::airJPerM3K);
    fanWall_ = sizing::spared<FanWallSpec>(catalog_, 1.0, 1, 200, [&](const FanWallSpec& spec) {
      const double span = (returnC - chilledSupplyC) / (spec.ratedAirIn.si - spec.ratedWaterIn.si);
      const double byHeat = spec.ratedHeat.si * std::min(1.2, span) / std::max(roomW, 1.0);
      return std::min(byHeat, spec.airFlow.si / roundM3PerS) / fanWallMargin;
    });
    built_.chilledW = airW_ + fanWall_.needed * fanWall_.spec->fanPower.si + doorFansW_;
    built_.chilledKgPerS = doorKgPerS_ + fanWall_.installed() * fanWall_.spec->waterFlow.si;
    mechanicalW_ = fanWall_.installed() * fanWall_.spec->fanPower.si + doorFansW_;
    if (!order_.isLiquid) return;
    const double share = cduShareAt(coolantSupplyC - style_.warmSupplyC);
    cdu_ = sizing::spared<CduSpec>(catalog_, 1.0, 1, 20, [&](const CduSpec& spec) {
      // a unit for another kind of rack has not the pressure that these need
      if (spec.secondaryPressure.si < loopDropPa_) return 0.0;
      return std::min(share * spec.ratedHeat.si / liquidW_, spec.secondaryFlow.si / std::max(loopKgPerS_, 0.01));
    });
    built_.warmW = liquidW_ + cdu_.needed * cdu_.spec->pumpPower.si;
    built_.warmKgPerS = cdu_.installed() * cdu_.spec->primaryFlow.si;
    mechanicalW_ += cdu_.installed() * (cdu_.spec->pumpPower.si + cdu_.spec->controlPower.si);
  }

  /// Rows short enough for a busway, and strings (transformer, board, UPS) of as many rows as one string carries.
  void splitPower() {
    const double each =
        sizing::rackW(catalog_, *order_.full) + sizing::networkW(catalog_, *order_.full, style_.networkWPerChip);
    const double stringW =
        loadable * std::min(sizing::largestUpsW(catalog_), 0.95 * sizing::largestTransformerW(catalog_));
    const double buswayW = loadable * sizing::distributionFor(catalog_, "busway-", 1e12)->rating.si;
    const double rowLimitW = std::min(buswayW, stringW);
    racksPerRow_ = std::clamp(static_cast<int>(rowLimitW / each), 1, style_.racksPerRow);
    rows_ = (order_.racks() + racksPerRow_ - 1) / racksPerRow_;
    rowW_ = std::min(order_.racks(), racksPerRow_) * each;
    rowsPerString_ = std::clamp(static_cast<int>(stringW / rowW_), 1, rows_);
    strings_ = (rows_ + rowsPerString_ - 1) / rowsPerString_;
    // the same number of rows on each string, as near as it goes
    rowsPerString_ = (rows_ + strings_ - 1) / strings_;
    built_.powerW = built_.itW / 0.95;  // busway, UPS and transformer losses together, at design
    built_.mechanicalW = mechanicalW_;
  }

  void place() {
    const Vec2 rack = sizeOf(order_.full->extent, {0.6, 1.2});
    const Vec2 fan = sizeOf(fanWall_.spec->extent, {3.0, 1.0});
    const Vec2 cdu = cdu_.spec ? sizeOf(cdu_.spec->extent, {0.9, 1.2}) : Vec2{0.0, 0.0};
    const int fans = fanWall_.installed();
    southFans_ = rows_ > 4 ? (fans + 1) / 2 : fans;
    firstRow_ = {wallGapM + cdu.x + serviceM, wallGapM + fan.y + serviceM};
    rowPitchM_ = rack.y + aisleM;
    const double rowsM = std::min(order_.racks(), racksPerRow_) * rack.x;
    const double fansM = southFans_ * (fan.x + 0.3);
    const double width = std::max({firstRow_.x + rowsM + serviceM, fansM + 2.0, 12.0});
    const double northM = southFans_ < fans ? wallGapM + fan.y : 0.0;
    const double cdusM = cdu_.spec ? cdu_.installed() * (cdu.y + 0.8) : 0.0;
    const double depth = firstRow_.y + std::max(rows_ * rowPitchM_ - aisleM, cdusM) + serviceM + northM;
    design_.sizeM = {std::ceil(width), std::ceil(depth), 5.5};
    design_.supplyAirSetpoint = Celsius{supplyAirC};
    const double areaM2 = design_.sizeM.x * design_.sizeM.y;
    // 4 cm of concrete floor, 2.0 MJ/(m³ K), take part within an hour; 8 W/(m² K) at its face (A)
    design_.structureHeatCapacityJPerK = std::round(areaM2) * 8.0e4;
    design_.structureConductanceWPerK = std::round(areaM2) * 8.0;
  }

  void addRows() {
    int done = 0, row = 0;
    const int fullRows = order_.fullRacks / racksPerRow_;
    const double rackM = sizeOf(order_.full->extent, {0.6, 1.2}).x;
    const auto add = [&](const RackSpec& rack, int racks, int repeat, double fromX) {
      RowSpec spec;
      const bool isFirst = fromX == 0.0;
      spec.id = repeat > 1 ? "R" : "R" + std::to_string(row + 1) + (isFirst ? "" : "b");
      spec.rack = rack.id;
      spec.racks = racks;
      spec.originM = {firstRow_.x + fromX, firstRow_.y + row * rowPitchM_};
      if (repeat > 1) spec.repeat = {repeat, {0.0, rowPitchM_}};
      spec.facesNorth = row % 2 == 0;
      if (order_.isLiquid) spec.loop = "L";
      if (!rack.rearDoor.empty()) spec.doorCircuit = ids_.chilled();
      const std::string number = repeat > 1 ? "{n}" : std::to_string(row + 1);
      spec.feedA = "PA" + number;
      if (hasTwoCords(style_.power)) spec.feedB = "PB" + number;
      design_.rows.push_back(std::move(spec));
    };
    if (fullRows > 0) add(*order_.full, racksPerRow_, fullRows, 0.0);
    row = fullRows;
    done = fullRows * racksPerRow_;
    int place = 0;
    const auto run = [&](const RackSpec* rack, int count) {
      while (count > 0) {
        const int here = std::min(count, racksPerRow_ - place);
        add(*rack, here, 1, place * rackM);
        count -= here;
        place += here;
        if (place == racksPerRow_) {
          place = 0;
          ++row;
        }
      }
    };
    run(order_.full, order_.fullRacks - done);
    run(order_.shorter, order_.shorterRacks);
  }

  void hang(HallUnitSpec& unit, const char* first, const char* second) const {
    const bool isOnePath = style_.power == PowerScheme::n;
    unit.feed = isOnePath ? "DA" : first;
    unit.feedB = isOnePath ? "" : second;
  }

  void addCooling() {
    const Vec2 fan = sizeOf(fanWall_.spec->extent, {3.0, 1.0});
    const auto fanLine = [&](const char* id, int count, double y) {
      HallUnitSpec unit;
      unit.id = numbered(id, count);
      unit.type = fanWall_.spec->id;
      unit.circuit = ids_.chilled();
      hang(unit, "DB", "DA");  // CDUs hang on the other side
      unit.originM = {1.0, y};
      if (count > 1) unit.repeat = {count, {fan.x + 0.3, 0.0}};
      design_.fanWalls.push_back(std::move(unit));
    };
    fanLine("FW", southFans_, wallGapM);
    const int north = fanWall_.installed() - southFans_;
    if (north > 0) fanLine("FN", north, design_.sizeM.y - wallGapM - fan.y);
    if (!cdu_.spec) return;

    LoopSpec loop;
    loop.id = "L";
    loop.supplySetpoint = Celsius{coolantSupplyC};
    loop.pipeLength = Metres{std::ceil(design_.sizeM.x + design_.sizeM.y)};
    loop.pipeDiameter = sizing::pipeFor(loopKgPerS_);
    design_.loops.push_back(loop);
    const Vec2 size = sizeOf(cdu_.spec->extent, {0.9, 1.2});
    HallUnitSpec unit;
    unit.id = numbered("CDU", cdu_.installed());
    unit.type = cdu_.spec->id;
    unit.circuit = ids_.warm();
    unit.loop = "L";
    hang(unit, "DA", "DB");
    unit.originM = {wallGapM, firstRow_.y};
    unit.repeat = {cdu_.installed(), {0.0, size.y + 0.8}};
    design_.cdus.push_back(std::move(unit));
  }

  void addPower() {
    if (style_.power == PowerScheme::twoN) return addTwoSides();
    HallPower power = buildHallPower(
        {style_.power, rows_, rowW_, mechanicalW_, {design_.sizeM.x, design_.sizeM.y}, firstRow_, rowPitchM_}, ids_,
        catalog_);
    design_.power = std::move(power.devices);
    built_.gallery = power.gallery;
  }

  /// In the two walls that rows end at, onto the passages along them, where nothing stands; racks come in at the north
  /// end of the east wall.
  void addDoors() {
    const double southY = firstRow_.y - serviceM / 2.0;
    const double northM =
        southFans_ < fanWall_.installed() ? wallGapM + sizeOf(fanWall_.spec->extent, {3.0, 1.0}).y : 0.0;
    const double northY = design_.sizeM.y - northM - serviceM / 2.0;
    design_.doors = {{"E1", HallDoor::Use::exit, {design_.sizeM.x, southY}, Metres{1.5}},
                     {"E2", HallDoor::Use::exit, {0.0, northY}, Metres{1.5}},
                     {"G1", HallDoor::Use::loading, {design_.sizeM.x, northY}, Metres{2.4}}};
    if (design_.sizeM.x + design_.sizeM.y > longHallM)
      design_.doors.push_back({"E3", HallDoor::Use::exit, {0.0, southY}, Metres{1.5}});
  }

  void addTwoSides() {
    const double stringW = rowsPerString_ * rowW_;
    const UpsSpec* ups = sizing::upsFor(catalog_, stringW / loadable);
    const bool isDirect = sizing::isDirect(*ups);  // a transformer of its own
    const auto* transformer =
        sizing::smallest<TransformerSpec>(catalog_, stringW / 0.95 / loadable,
                                          [](const TransformerSpec& t) { return isLowVoltage(t) ? t.rating.si : 0.0; });
    const auto* board = sizing::distributionFor(catalog_, "lv-", stringW / 0.95 / loadable);
    const auto* busway = sizing::distributionFor(catalog_, "busway-", rowW_ / loadable);
    const auto* small = sizing::distributionFor(catalog_, "pdu-", mechanicalW_ / loadable);
    const Vec2 t = sizeOf(transformer->extent, {2.6, 2.0}), l = sizeOf(board->extent, {3.0, 1.0}),
               u = sizeOf(ups->extent, {3.0, 0.9});
    const double step = (isDirect ? u.x : std::max({t.x, l.x, u.x})) + 0.8;
    const double galleryY = design_.sizeM.y + 1.5;
    for (const char side : {'A', 'B'}) {
      const std::string s(1, side), source = ids_.board(side);
      const double x0 = 0.5 + (side == 'A' ? 0.0 : strings_ * step + 2.0);
      double y = galleryY;
      const auto line = [&](PowerSpec::Kind kind, const std::string& id, const std::string& type,
                            const std::string& from, double depth) {
        PowerSpec spec;
        spec.kind = kind;
        spec.id = numbered(id + s, strings_);
        spec.type = type;
        spec.from = from;
        spec.originM = {x0, y};
        if (strings_ > 1) spec.repeat = {strings_, {step, 0.0}};
        design_.power.push_back(std::move(spec));
        y += depth + 1.2;
      };
      if (!isDirect) {
        line(PowerSpec::Kind::transformer, "T", transformer->id, source, t.y);
        line(PowerSpec::Kind::board, "L", board->id, "T" + s + "{n}", l.y);
      }
      line(PowerSpec::Kind::ups, "U", ups->id, isDirect ? source : "L" + s + "{n}", u.y);
      addBusways(s, *busway);
      PowerSpec mechanical;
      mechanical.kind = PowerSpec::Kind::pdu;
      mechanical.id = "D" + s;
      mechanical.type = small->id;
      mechanical.from = side == 'A' ? ids_.coolingA() : ids_.coolingB();
      mechanical.originM = {x0, y};
      design_.power.push_back(std::move(mechanical));
      built_.gallery = {std::max(design_.sizeM.x, x0 + strings_ * step), y + 1.5};
    }
  }

  void addBusways(const std::string& side, const DistributionSpec& busway) {
    // over the row, a little apart for A and B
    const double x = firstRow_.x - 0.6, y = firstRow_.y + (side == "A" ? 0.1 : 0.6);
    const auto add = [&](int first, int count, const std::string& from) {
      PowerSpec spec;
      spec.kind = PowerSpec::Kind::pdu;
      spec.id = count > 1 ? "P" + side : "P" + side + std::to_string(first);
      spec.type = busway.id;
      spec.from = from;
      spec.originM = {x, y + (first - 1) * rowPitchM_};
      if (count > 1) spec.repeat = {count, {0.0, rowPitchM_}};
      design_.power.push_back(std::move(spec));
    };
    if (strings_ == 1)
      add(1, rows_, "U" + side + "1");
    else if (rowsPerString_ == 1)
      add(1, rows_, "U" + side + "{n}");
    else
      for (int row = 1; row <= rows_; ++row) add(row, 1, "U" + side + std::to_string((row - 1) / rowsPerString_ + 1));
  }

  const HallOrder& order_;
  const BlockIds& ids_;
  const Style& style_;
  const Catalog& catalog_;
  BuiltHall built_;
  HallDesign design_;
  double liquidW_ = 0.0, airW_ = 0.0, airM3PerS_ = 0.0, loopKgPerS_ = 0.0, loopDropPa_ = 0.0;
  double doorW_ = 0.0, doorKgPerS_ = 0.0, doorFansW_ = 0.0, mechanicalW_ = 0.0, rowW_ = 0.0;
  Choice<FanWallSpec> fanWall_;
  Choice<CduSpec> cdu_;
  int racksPerRow_ = 1, rows_ = 1, rowsPerString_ = 1, strings_ = 1, southFans_ = 0;
  Vec2 firstRow_;
  double rowPitchM_ = 3.0;
};

}  // namespace

BuiltHall buildHall(const HallOrder& order, const BlockIds& ids, const Style& style, const Catalog& catalog) {
  return HallBuilder(order, ids, style, catalog).build();
}

}  // namespace plenum::generator
