// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/Geometry.h"
#include "base/Text.h"
#include "base/Units.h"
#include "catalog/Catalog.h"

namespace plenum {

// A site as a person writes it: compact (a row is one record however many racks it has), immutable, copied on edit.
// What stands where, one record per thing, is made from it by `layOut` (site/Layout.h).
//
// Ids: unique within the site. Things that belong to a hall are written with a local id ("CDU1") and are known to the
// rest of the program as "<hall>/<local id>" ("H1/CDU1"). References are looked up in the hall first, then in the site.
// A `repeat` of n > 1 makes n things with ids "<id>1" … "<id>n", each `step` further.
// In a reference "{n}" stands for the number of the copy (1 without a repeat) and "{hall}" for the id of the hall, so
// that halls which share a design can hang on feeds of their own.

/// Several like things in a line.
struct Repeat {
  int count = 1;
  Vec2 stepM;  // metres from one to the next
  bool operator==(const Repeat&) const = default;
};

/// A line (or several lines) of racks of one type. Rack ids: "<row id>-01" … within the hall.
struct RowSpec {
  std::string id;
  std::string rack;  // RackSpec
  int racks = 0;     // in each row
  Vec2 originM;      // corner of the first rack, within the hall
  Metres pitch;      // from rack to rack along x; 0: the rack's own width
  Repeat repeat;
  bool facesNorth = true;    // the cold-air side of the first row looks to +y; rows of a repeat alternate
  std::string loop;          // coolant loop of the hall, "" for air-cooled racks
  std::string doorCircuit;   // facility-water circuit of rear doors, "" for none
  std::string feedA, feedB;  // power devices; feedB "" for a single-corded row
  bool operator==(const RowSpec&) const = default;
};

/// A technology cooling loop: the coolant that runs through racks, and the CDUs that cool it.
struct LoopSpec {
  std::string id;
  std::string coolant = "pg25";
  Metres pipeLength{40.0};  // one way, CDU to the middle of the rows
  Metres pipeDiameter{0.2};
  Celsius supplySetpoint{35.0};
  KgPerSecond makeUp{0.1};  // that tops the loop up while it leaks
  bool operator==(const LoopSpec&) const = default;
};

/// CDUs, fan walls: equipment of a hall that hangs on facility water and on power.
struct HallUnitSpec {
  std::string id;
  std::string type;         // CduSpec or FanWallSpec
  std::string circuit;      // facility-water circuit
  std::string loop;         // CDUs only
  std::string feed, feedB;  // power; feedB: automatic transfer, "" for none
  Vec2 originM;
  Repeat repeat;
  int turn = 0;  // quarters, anticlockwise seen from above; `originM` stays the south-western corner
  bool operator==(const HallUnitSpec&) const = default;
};

/// One device of the power tree, or several alike. `from` is upstream; a device without `from` is a grid feed.
struct PowerSpec {
  /// A tie joins two boards, `from` and `alternate`; it is open and closes when one of them is dead. Solar, wind and
  /// storage hang on the board `from` and give to it.
  enum class Kind { feed, transformer, board, ups, pdu, genset, transfer, tie, solar, wind, storage };
  enum class Use { backup, shaving, tariff, smoothing };  // of a storage
  Kind kind = Kind::board;
  std::string id;
  std::string type;  // TransformerSpec, UpsSpec, DistributionSpec, GensetSpec, TransferSpec, …; "" for a feed, a tie
  std::string from;  // upstream device; with `repeat`, "{n}" is replaced by the number
  std::string alternate;              // a second source, taken when `from` is dead (transfer switch), "" for none
  std::vector<std::string> parallel;  // sources that share the load with `from`, all that are live alike
  std::vector<std::string> standby;   // gensets that start when this board is dead
  Watts firmCapacity;                 // feeds only: what the grid connection guarantees
  Watts breaker;                      // setting of its incoming breakers; 0: its rating
  Metres cable;                       // length of its incoming cable, for voltages; 0: none
  int shed = 0;                       // when gensets are short of power: 1 is shed first, 0 never
  bool isEconomy = false;             // UPS: the mains straight through while they are well
  double batteryAgeYears = 0.0;       // UPS
  Use use = Use::backup;              // storage
  Watts limit;                        // shaving: what the board may draw from above; 0: none
  Vec2 originM;                       // within the hall, or on the site
  Repeat repeat;
  int turn = 0;  // quarters, anticlockwise
  bool operator==(const PowerSpec&) const = default;
};

/// A way in and out of a hall. It lies in the wall that is nearest to it.
struct HallDoor {
  enum class Use { exit, loading };  // people leave by either; racks come in by a loading door
  std::string id;
  Use use = Use::exit;
  Vec2 atM;  // middle, within the hall
  Metres width{1.5};
  bool operator==(const HallDoor&) const = default;
};

/// What a hall is made of. Shared by the halls that are alike; an edit of one hall gives it a design of its own.
struct HallDesign {
  Vec3 sizeM;
  Celsius supplyAirSetpoint{24.0};
  Fraction leakageArea{
      0.03};  // open share of what divides cold aisles from hot ones (physics 4.1: 0.01–0.05, estimate)
  /// Older files say instead what share of the racks' air short-circuits while supply and racks agree: the openings are
  /// those that let so much through. < 0: not said, and `leakageArea` holds.
  Fraction containmentLeakage{-1.0};
  double structureHeatCapacityJPerK = 2.0e7;
  double structureConductanceWPerK = 2.0e3;
  double freshAirPerH = 0.2;  // changes of the room's air by outdoor air, leaks of the building included (assumption)
  double floorLoadKgPerM2 =
      1200.0;            // that the floor carries under a rack and its share of aisle (assumption, editable)
  int networkPorts = 0;  // that racks can be joined to; 0: not counted
  std::vector<RowSpec> rows;
  std::vector<LoopSpec> loops;
  std::vector<HallUnitSpec> cdus, fanWalls;
  std::vector<PowerSpec> power;
  std::vector<HallDoor> doors;  // none written: ways out and loading are not checked
  bool operator==(const HallDesign&) const = default;
};

struct Hall {
  std::string id;
  Name name;
  std::string building;
  Vec2 originM;         // within the building
  double floorM = 0.0;  // height of the floor above the ground
  std::shared_ptr<const HallDesign> design;
};

struct Building {
  enum class Kind { data, power, office, plant };
  std::string id;
  Name name;
  Kind kind = Kind::data;
  Vec2 originM;
  Vec3 sizeM;
};

/// Facility water: the loop from a heat-rejection plant to CDUs, fan walls and rear doors.
/// With chillers it is a chilled-water circuit: evaporators cool it, and towers or dry coolers cool the condenser
/// water; exchangers before the chillers are a water-side economiser. Without chillers, towers cool it through plate
/// exchangers, or dry coolers directly, or a lake or the sea through exchangers of their own.
struct Circuit {
  std::string id;
  Name name;
  Celsius supplySetpoint{18.0};
  Kelvins designRise{6.0};
  Litres volume{20000.0};
  Metres pipeLength{150.0};
  Metres pipeDiameter{0.4};
  std::string coolant = "water";
  Fraction reingestion;  // share of rejected warmth that coolers and towers draw in again
  KgPerSecond makeUp;    // water that refills basins and pads; 0: as much as is used
  struct Group {         // equipment of one kind, in parallel
    std::string id, type;
    std::string feed, feedB;
    Vec2 originM;
    Repeat repeat;
    int turn = 0;  // quarters, anticlockwise
    bool operator==(const Group&) const = default;
  };
  std::vector<Group> pumps;           // PumpSpec, facility side
  std::vector<Group> condenserPumps;  // PumpSpec, tower side
  std::vector<Group> chillers;        // ChillerSpec
  std::vector<Group> exchangers;      // ExchangerSpec
  std::vector<Group> towers;          // TowerSpec, one record per cell
  std::vector<Group> dryCoolers;      // DryCoolerSpec
  std::vector<Group> tanks;           // TankSpec, between plant and consumers
  std::vector<Group> lakes;           // LakeSpec
  bool operator==(const Circuit&) const = default;
};

/// Roads, trees, ponds, fences: what the picture needs and the physics does not.
struct Scenery {
  enum class Kind { road, pond, grass, yard, tank, trees, fence };
  Kind kind = Kind::road;
  Vec2 originM, sizeM;
  double heightM = 0.0;
  bool operator==(const Scenery&) const = default;
};

/// The country around the land, in a few words from which the picture makes it; no physics.
struct Landscape {
  enum class Kind { plain, hills, coast, karst, desert };
  enum class Water { none, river, sea, lake };
  Kind kind = Kind::plain;
  double reliefM = 0.0;  // of the highest ground in sight above the campus
  Water water = Water::none;
  double waterBearingDeg = 180.0;  // compass bearing from the middle of the land to the water
  double waterDistanceM = 400.0;   // from the middle of the land to its near bank
  double waterWidthM = 150.0;      // of a river; of a lake its diameter; the sea has none
  bool operator==(const Landscape&) const = default;
};

/// A place to look from that somebody kept. Angles as in views/scene/Camera.h.
struct SavedView {
  std::string id;
  Name name;
  Vec3 target;
  double azimuthDeg = 0.0, elevationDeg = 38.0, distanceM = 300.0;
  std::string overlay;  // "": the one that is shown
  bool operator==(const SavedView&) const = default;
};

/// Things that are chosen and moved together. Members by the id of what is written ("H1/R2", "P1", "H1/CDU1").
struct ThingGroup {
  std::string id;
  Name name;
  std::vector<std::string> members;
  bool isLocked = false;  // no edit moves or removes what is in it
  bool operator==(const ThingGroup&) const = default;
};

/// A way that somebody laid by hand; whatever has none is laid by the program. Ends are where it is joined, and follow
/// what it joins; only the corners between them are written.
struct RouteSpec {
  /// water: circuit to building or unit, loop to CDU, both pipes; circuit or loop to a hall, circuit to itself: the
  /// main there (site/Routes.h) · condenser: circuit to its towers, a unit or itself · cable: from a device to what it
  /// feeds · busway: from a device along a row · fibre: from a hall to the hall of the spine.
  enum class Kind { water, condenser, cable, busway, fibre };
  struct Corner {
    Vec2 atM;  // on the site
    bool operator==(const Corner&) const = default;
  };
  Kind kind = Kind::cable;
  std::string from, to;  // ids of the layout; `to` of a way to towers ""
  std::vector<Corner> corners;
  double heightM = 0.0;  // above the site's ground; 0: as the program would lay it
  bool operator==(const RouteSpec&) const = default;
};

/// A measurement that stays with the site, as a dimension line of its drawings.
struct DimensionSpec {
  enum class Kind { distance, area, clearance };
  struct Point {
    std::string of;  // a thing of the layout that it goes with; "" for the site
    Vec3 atM;        // from the south-western foot of that thing; of a clearance not used
    bool operator==(const Point&) const = default;
  };
  std::string id;
  Kind kind = Kind::distance;
  std::vector<Point> points;
  bool operator==(const DimensionSpec&) const = default;
};

/// A number of the catalogue that this site takes to be another.
struct Override {
  std::string row;     // kind and id, "chip/zhenwu-m890"
  std::string number;  // its key in the catalogue's file, "tdp_W"
  double value = 0.0;
  std::string note;  // who says so, and why
  bool operator==(const Override&) const = default;
};

struct Location {
  double latitudeDeg = 0.0, longitudeDeg = 0.0;
  Metres altitude;
  double utcOffsetH = 8.0;
  bool operator==(const Location&) const = default;
};

/// Where the site's weather and prices come from.
struct Surroundings {
  // a lake or the sea beside the site: yearly mean of the intake, half its yearly swing, and the day of the warmest
  // water
  struct Water {
    Celsius mean{16.0};
    Kelvins swing{8.0};
    int warmestDay = 225;
    bool operator==(const Water&) const = default;
  };
  Water water;
  std::string climate;  // id of a row in assets/climate; the generator's coefficients
  std::string epwFile;  // beside the site file; wins over `climate` where not empty
  std::string tariff;   // id of a row in assets/tariffs
  KgPerKwh gridCarbon{0.5};
  Fraction
      greenShare;  // of the electricity bought, by contract or certificate: counts in the market-based account only
  Provenance gridCarbonProvenance;
  double pueLimit = 0.0;  // 0: none
  bool operator==(const Surroundings&) const = default;
};

struct Site {
  static constexpr int currentSchema = 1;
  std::string id;
  Name name;
  Location location;
  Surroundings surroundings;
  Vec2 sizeM;  // the land, from the origin
  std::vector<Building> buildings;
  std::vector<Hall> halls;
  std::vector<Circuit> circuits;
  std::vector<PowerSpec> power;
  std::vector<Scenery> scenery;
  Landscape landscape;
  std::vector<SavedView> views;
  std::vector<ThingGroup> groups;
  std::vector<Override> overrides;
  std::vector<RouteSpec> routes;
  std::vector<DimensionSpec> dimensions;
  std::string spine;     // hall of the network's spine, that fibre of the other halls runs to; "" for none said
  std::string plan;      // how the campus is to grow, a file beside it; "" for none
  std::string fabric;    // FabricSpec that joins the servers; "" for none that is modelled
  std::string scenario;  // the scenario that the site opens with, a file beside it; "" for steady full load
  std::shared_ptr<const Catalog> catalog;
};

using SitePtr = std::shared_ptr<const Site>;

}  // namespace plenum
