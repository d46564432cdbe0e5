// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "catalog/Catalog.h"
#include "site/Generate.h"
#include "site/Site.h"
#include "site/Sizing.h"

namespace plenum::generator {

// The parts of the generator, private to this room: halls, the plant of a block, and the land.

/// A rack type with the smaller ones of the same make that may end a hall.
struct RackMake {
  const RackSpec* full = nullptr;
  std::vector<const RackSpec*> shorter;
};

/// What a style of campus is made of.
struct Style {
  RackMake liquid, air;  // air.full null: every hall is liquid
  int racksPerHall = 40;
  int racksPerRow = 10;
  PowerScheme power = PowerScheme::twoN;
  double warmSupplyC = 31.0;  // facility water of cold plates
  std::string fabric;         // FabricSpec; "" where the catalogue has none for these chips
  double networkWPerChip = 0.0;
};
Result<Style> styleOf(const GenerateOptions& options, const Catalog& catalog);

/// Racks of one hall.
struct HallOrder {
  bool isLiquid = true;
  const RackSpec* full = nullptr;
  int fullRacks = 0;
  const RackSpec* shorter = nullptr;
  int shorterRacks = 0;
  int racks() const { return fullRacks + shorterRacks; }
  bool operator==(const HallOrder&) const = default;
};
/// The halls of the campus, all alike but the last of each kind.
std::vector<HallOrder> ordersFor(std::int64_t chips, const Style& style, const Catalog& catalog);

/// Ids that a block gives to what its halls refer to.
struct BlockIds {
  std::string prefix;      // "" where there is one block, else "K3-"
  std::size_t number = 0;  // 0 where there is one block
  /// A name that tells blocks apart.
  Name named(const char* en, const char* zh) const {
    if (number == 0) return {en, zh};
    return {std::string(en) + " " + std::to_string(number), std::to_string(number) + "号" + zh};
  }
  std::string warm() const { return prefix + "FWS"; }
  std::string chilled() const { return prefix + "CHW"; }
  std::string board(char side) const { return prefix + "M" + side; }
  // uninterrupted power of pumps and fans
  std::string coolingA() const { return prefix + "UPA"; }
  std::string coolingB() const { return prefix + "UPB"; }
};

/// A design, and what it asks of its block at full load.
struct BuiltHall {
  HallOrder order;
  std::shared_ptr<const HallDesign> design;
  double itW = 0.0;
  double warmW = 0.0, chilledW = 0.0;            // heat to the two circuits
  double warmKgPerS = 0.0, chilledKgPerS = 0.0;  // rated flows of all that hangs on them
  double powerW = 0.0;                           // of computing, at the medium-voltage boards
  double mechanicalW = 0.0;                      // CDUs and fans, at the cooling UPSs
  Vec2 gallery;                                  // width and depth of the hall with its electrical gallery
};
inline constexpr double loadable = 0.95;  // of a nameplate, what a design may use
inline constexpr double coolantSupplyC = 35.0;
inline constexpr double chilledSupplyC = 18.0;
inline constexpr double supplyAirC = 24.0;

// Warm facility water has to lie between the wet bulb and the coolant. Ratings leave 4 K to the CDUs and ask 4 K of the
// towers and 2 K of the plates behind them; at a hot place there is less than that, and both sides give way: half a
// degree to the coolant's side for each degree that is missing, and more surface on either.
inline constexpr double ratedCduApproachK = 4.0, ratedPlantApproachK = 6.0;
double warmSupplyFor(double designWetBulbC);
/// What a CDU carries of its rating with so much between facility water and coolant. The exchanger alone would give
/// proportion; warmer water in also means more flow through it, of which 3 K is the worth (fitted to the model's own
/// exchangers between 2 and 4 K, see tests/study).
inline double cduShareAt(double approachK) {
  return std::clamp((approachK + 3.0) / (ratedCduApproachK + 3.0), 0.4, 1.0);
}
/// What towers and plates reject of their rating with so much between wet bulb and facility water.
inline double plantShareAt(double approachK) { return std::clamp(approachK / ratedPlantApproachK, 0.3, 1.0); }
/// Coils and fans of fan walls are chosen for so much more than the racks' nominal heat: filters load, and racks are
/// added (an engineering margin of 10 to 20 %, assumption).
inline constexpr double fanWallMargin = 1.15;
BuiltHall buildHall(const HallOrder& order, const BlockIds& ids, const Style& style, const Catalog& catalog);

/// What stands between the medium-voltage boards and the rows of a hall.
struct HallPowerOrder {
  PowerScheme scheme = PowerScheme::twoN;
  int rows = 1;
  double rowW = 0.0, mechanicalW = 0.0;
  Vec2 hallM, firstRowM;
  double rowPitchM = 3.0;
};
struct HallPower {
  std::vector<PowerSpec> devices;  // busways "PA<row>", and "PB<row>" where racks have two cords
  Vec2 gallery;                    // width and depth of the hall with its electrical gallery
};
/// For every scheme but 2n, which HallBuilder does itself with fewer records.
HallPower buildHallPower(const HallPowerOrder& order, const BlockIds& ids, const Catalog& catalog);

inline bool hasTwoCords(PowerScheme scheme) {
  return scheme == PowerScheme::twoN || scheme == PowerScheme::threeTwo || scheme == PowerScheme::fourThree;
}
/// Medium-voltage boards of a block.
inline int boardsOf(PowerScheme scheme) {
  return scheme == PowerScheme::n ? 1 : scheme == PowerScheme::threeTwo ? 3 : scheme == PowerScheme::fourThree ? 4 : 2;
}

/// What a block's halls ask of its plant, together.
struct BlockLoad {
  double itW = 0.0, warmW = 0.0, chilledW = 0.0, warmKgPerS = 0.0, chilledKgPerS = 0.0, hallPowerW = 0.0;
  double mechanicalW = 0.0;
};
/// Circuits, plant power and gensets of one block, standing north of `origin`.
struct Plant {
  std::vector<Circuit> circuits;
  std::vector<PowerSpec> power;
  Building plantRoom, gensetHouse;
  Vec2 size;
  double powerW = 0.0;  // of plant alone, at the medium-voltage boards
};
struct PlantSite {
  Vec2 origin;
  std::string sourceA, sourceB;  // what the medium-voltage boards hang on
  double designWetBulbC = 28.0;
  bool hasEconomiser = true;
  PowerScheme power = PowerScheme::twoN;
};
Plant buildPlant(const BlockLoad& load, const BlockIds& ids, const PlantSite& at, const Catalog& catalog);

/// "id1" for one, "id" with a repeat for several, so that numbers always start at 1.
inline std::string numbered(const std::string& id, int count) { return count > 1 ? id : id + "1"; }

inline bool isLowVoltage(const TransformerSpec& t) { return t.secondary.si < 1000.0; }
inline bool isHighVoltage(const TransformerSpec& t) { return t.primary.si > 50e3; }

}  // namespace plenum::generator
