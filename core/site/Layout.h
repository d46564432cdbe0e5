// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/Geometry.h"
#include "base/Problem.h"
#include "site/Site.h"

namespace plenum {

/// The kinds of thing that can be pointed at, listed, coloured or failed.
enum class Kind : std::uint8_t {
  campus,
  building,
  hall,
  row,
  rack,
  chip,
  loop,
  cdu,
  fanWall,
  circuit,
  pump,
  chiller,
  exchanger,
  tower,
  dryCooler,
  powerDevice,
  tank,
  lake,
  door,
};
inline constexpr int kindCount = 19;

/// One thing of a layout. `part` counts from 1 and names a pump of a CDU, a fan of a fan wall, an incoming breaker of a
/// power device or a server of a rack; 0 is the whole.
struct EntityRef {
  Kind kind = Kind::campus;
  std::uint32_t index = 0;
  std::uint32_t part = 0;
  bool operator==(const EntityRef&) const = default;
};

inline constexpr std::uint32_t none = 0xffffffffu;

struct PlacedBuilding {
  std::string id;
  Name name;
  Building::Kind kind = Building::Kind::data;
  Box box;
};
struct PlacedHall {
  std::string id;
  Name name;
  std::uint32_t building = none;
  Box box;
  std::shared_ptr<const HallDesign> design;
  std::uint32_t firstRow = 0, rows = 0;
  std::uint32_t firstRack = 0, racks = 0;  // contiguous
  std::uint32_t firstLoop = 0, loops = 0;
  std::uint32_t firstCdu = 0, cdus = 0;
  std::uint32_t firstFanWall = 0, fanWalls = 0;
  std::uint32_t firstDoor = 0, doors = 0;
};
struct PlacedRow {
  std::string id;  // "H1/R2"
  std::uint32_t hall = none;
  Box box;
  std::uint32_t firstRack = 0, racks = 0;  // contiguous
};
struct PlacedRack {
  std::string id;  // "H1/R2-07"
  std::uint32_t hall = none, row = none;
  Box box;
  bool facesNorth = true;
  const RackSpec* spec = nullptr;  // owned by the catalogue that the layout keeps alive
  const ServerSpec* server = nullptr;
  const ChipSpec* chip = nullptr;
  std::uint32_t firstChip = 0, chips = 0;  // contiguous, server by server
  std::uint32_t firstServer = 0;
  std::uint32_t loop = none;                 // coolant loop
  std::uint32_t doorCircuit = none;          // facility water of the rear door
  std::uint32_t feedA = none, feedB = none;  // power devices
};
struct PlacedLoop {
  std::string id;  // "H1/L1"
  std::uint32_t hall = none;
  LoopSpec spec;
  std::vector<std::uint32_t> cdus, racks;
};
struct PlacedCdu {
  std::string id;
  std::uint32_t hall = none, loop = none, circuit = none, feed = none, feedB = none;
  const CduSpec* spec = nullptr;
  Box box;
  int turn = 0;  // quarters that it stands turned by, anticlockwise; the box is that of the turned machine
};
struct PlacedFanWall {
  std::string id;
  std::uint32_t hall = none, circuit = none, feed = none, feedB = none;
  const FanWallSpec* spec = nullptr;
  Box box;
  int turn = 0;  // quarters that it stands turned by, anticlockwise; the box is that of the turned machine
};
struct PlacedCircuit {
  std::string id;
  Circuit spec;
  std::vector<std::uint32_t> pumps, condenserPumps, chillers, exchangers, towers, dryCoolers, cdus, fanWalls, doors,
      tanks, lakes;
  Box box;
};
template <class Spec>
struct PlacedPlant {  // pump, chiller, exchanger, tower, dry cooler, tank, lake intake
  std::string id;
  std::uint32_t circuit = none, feed = none, feedB = none;
  const Spec* spec = nullptr;
  Box box;
  bool isCondenserSide = false;  // pumps only
  int turn = 0;                  // quarters
};
/// A door of a hall where it really is: in the nearest wall.
struct PlacedDoor {
  std::uint32_t hall = none;
  std::string id;                    // "H1/E1"
  const HallDoor* spec = nullptr;    // owned by the design of the hall
  Vec2 at;                           // its middle, on the wall's inner face, on the site
  Vec2 inward, along;                // unit: into the room, and along the wall to the east or north
  double floorM = 0.0, highM = 0.0;  // of its opening
  /// The opening in the wall, from the floor up.
  Box box(double thickM) const;
};
/// An incoming breaker of a power device. A feed and a genset have one of their own, without a source.
struct PlacedBreaker {
  enum class Side : std::uint8_t { normal, alternate, parallel, standby };
  Side side = Side::normal;
  std::uint32_t source = none;  // none: the gensets of `standby`, or the world
};
struct PlacedPower {
  std::string id;
  PowerSpec::Kind kind = PowerSpec::Kind::board;
  std::uint32_t hall = none;  // none: stands on the site
  std::uint32_t from = none, alternate = none;
  std::vector<std::uint32_t> parallel;  // share the load with `from`
  std::vector<std::uint32_t> standby;   // gensets
  std::vector<PlacedBreaker> breakers;  // "<id>/Q1" …: from, alternate, parallel …, standby; one of a tie
  Watts rating;                         // of the specification; a feed's firm capacity
  Watts breaker;                        // what its incoming breakers are set to
  const PowerSpec* spec = nullptr;      // as written, owned by the site
  const TransformerSpec* transformer = nullptr;
  const UpsSpec* ups = nullptr;
  const DistributionSpec* distribution = nullptr;
  const GensetSpec* genset = nullptr;
  const TransferSpec* transfer = nullptr;
  const SolarSpec* solar = nullptr;
  const WindSpec* wind = nullptr;
  const StorageSpec* storage = nullptr;
  Box box;
  std::uint32_t depth = 0;  // 0 for a feed or genset; more than every source's
  int turn = 0;             // quarters
};

/// A site with every thing written out: what the model is compiled from, what the 3D view, the tree and the tables
/// show, and the meaning of every index in a Frame. Immutable; one per revision.
struct Layout {
  SitePtr site;
  std::uint64_t revision = 0;
  std::vector<PlacedBuilding> buildings;
  std::vector<PlacedHall> halls;
  std::vector<PlacedRow> rows;
  std::vector<PlacedRack> racks;
  std::vector<PlacedLoop> loops;
  std::vector<PlacedCdu> cdus;
  std::vector<PlacedFanWall> fanWalls;
  std::vector<PlacedCircuit> circuits;
  std::vector<PlacedPlant<PumpSpec>> pumps;
  std::vector<PlacedPlant<ChillerSpec>> chillers;
  std::vector<PlacedPlant<ExchangerSpec>> exchangers;
  std::vector<PlacedPlant<TowerSpec>> towers;
  std::vector<PlacedPlant<DryCoolerSpec>> dryCoolers;
  std::vector<PlacedPlant<TankSpec>> tanks;
  std::vector<PlacedPlant<LakeSpec>> lakes;
  std::vector<PlacedPower> power;  // upstream devices before downstream ones
  std::vector<PlacedDoor> doors;
  std::uint32_t chips = 0, servers = 0;
  const FabricSpec* fabric = nullptr;  // owned by the catalogue; null: not modelled
  Box bounds;                          // of everything that stands

  std::unordered_map<std::string, EntityRef> byId;

  /// By id, also "H1/CDU1/P2" (pump 2), "H1/FW1/F3" (fan 3), "MA/Q1" (breaker 1), "H1/R2-07/s2" (server 2) and
  /// "H1/R2-07/c12" (chip 12). Nothing for an unknown id.
  std::optional<EntityRef> find(std::string_view id) const;
  std::string idOf(EntityRef ref) const;
  /// How many of a kind there are.
  std::uint32_t count(Kind kind) const;
  /// Where it stands; an empty box for what has no place of its own (a loop, the campus has its bounds).
  Box boxOf(EntityRef ref) const;
  std::uint32_t rackOfChip(std::uint32_t chip) const;
};
using LayoutPtr = std::shared_ptr<const Layout>;

/// Writes everything out. Every semantic problem of the site is reported, each with the JSON pointer of the file's
/// element ("/halls/0/rows/1/rack"): unknown types and references, duplicate ids, cycles in the power tree, numbers
/// out of range, sizes beyond 4 million chips, racks outside their hall or standing in one another.
Result<LayoutPtr> layOut(SitePtr site, std::uint64_t revision = 0);

/// The nearest thing that a ray meets, to the level that is asked for (hall boxes are entered, not hit).
/// 0.02 ms at 100,000 chips: halls first, then their racks, then the chip's place on the rack's front.
struct Pick {
  EntityRef entity;
  Vec3 at;
  double distance = 0.0;
};
std::optional<Pick> pick(const Layout& layout, const Ray& ray);

}  // namespace plenum
