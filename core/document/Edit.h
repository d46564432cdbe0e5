// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "base/Problem.h"
#include "site/Site.h"
#include "site/Written.h"

namespace plenum {

// What a person may change. The list is closed; each alternative is made by the drafter (document/Draft.cpp) on a copy
// of the site that shares with the old one all that it did not touch, and has a name for the Undo menu.
//
// Ids are those of site/Written.h: "H1/R2", "H1" , "CH1", "scenery/3". Where the id is one copy of a repeat, the repeat
// is written out first, which changes no id and no place; the id of the record ("H1/R") means every copy.

struct RenameSite {
  Name name;
};
struct RenameHall {
  std::string hall;
  Name name;
};
struct AddRow {
  std::string hall;
  RowSpec row;
};
struct RemoveRow {
  std::string hall, row;
};
struct MoveRow {
  std::string hall, row;
  Vec2 byM;
};
struct SetRowRacks {
  std::string hall, row;
  int racks = 0;
};
struct SetRowType {
  std::string hall, row, rack;
};
struct SetDesignSupply {  // set-point of a circuit, a loop ("H1/L1") or a hall's supply air, in the document
  std::string target;
  Celsius to;
};

/// Site, building, hall, circuit, saved view or group.
struct Rename {
  std::string id;
  Name name;
};
/// What stands in a building or hall that moves goes with it; a circuit's equipment moves with the circuit; a door
/// slides along the walls of its hall.
struct MoveThings {
  std::vector<std::string> ids;
  Vec2 byM;
};
/// Rows then look the other way. Machines, buildings and scenery turn by a quarter, anticlockwise, about their middle.
/// Halls, circuits, loops and doors do not turn.
struct TurnThings {
  std::vector<std::string> ids;
};
/// Problems where something that stays refers to what goes.
struct RemoveThings {
  std::vector<std::string> ids;
};
struct HallUnit {
  RecordKind kind = RecordKind::cdu;  // or fanWall
  HallUnitSpec spec;
  bool operator==(const HallUnit&) const = default;
};
struct PlantUnit {
  RecordKind kind = RecordKind::pump;  // … lake
  std::string circuit;
  Circuit::Group spec;
  bool operator==(const PlantUnit&) const = default;
};
using Thing =
    std::variant<RowSpec, LoopSpec, HallUnit, PowerSpec, PlantUnit, Circuit, Building, Hall, Scenery, HallDoor>;
/// `hall` for a row, a loop, a hall unit and a door, and for a power device that stands in one; "" for everything else.
struct PutThing {
  std::string hall;
  Thing thing;
};
/// `property` and `value` as in document/Properties.h; the value is text as a person writes it, in the property's unit.
struct SetProperty {
  std::vector<std::string> ids;
  std::string property, value;
};
/// A new group, or another meaning of the one with this id. Its members leave the groups that they were in.
struct PutGroup {
  ThingGroup group;
};
struct RemoveGroup {
  std::string group;
};
struct LockGroup {
  std::string group;
  bool isLocked = true;
};
/// A new view, or another meaning of the one with this id.
struct PutView {
  SavedView view;
};
struct RemoveView {
  std::string view;
};
/// A number of the catalogue ("chip/zhenwu-m890", "tdp_W") taken to be another.
struct SetAssumption {
  Override assumption;
};
struct ClearAssumption {
  std::string row, number;
};
struct SetLandscape {
  Landscape landscape;
};
/// A way laid by hand, or another course of the one that joins the same.
struct PutRoute {
  RouteSpec route;
};
/// Laid by the program again.
struct RemoveRoute {
  RouteSpec::Kind kind = RouteSpec::Kind::cable;
  std::string from, to;
};
/// A new dimension, or another meaning of the one with this id.
struct PutDimension {
  DimensionSpec dimension;
};
struct RemoveDimension {
  std::string dimension;
};
/// A new door, or another meaning of the one with this id.
struct PutDoor {
  std::string hall;
  HallDoor door;
};
struct RemoveDoor {
  std::string hall, door;
};

using Edit = std::variant<RenameSite, RenameHall, AddRow, RemoveRow, MoveRow, SetRowRacks, SetRowType, SetDesignSupply,
                          Rename, MoveThings, TurnThings, RemoveThings, PutThing, SetProperty, PutGroup, RemoveGroup,
                          LockGroup, PutView, RemoveView, SetAssumption, ClearAssumption, SetLandscape, PutRoute,
                          RemoveRoute, PutDimension, RemoveDimension, PutDoor, RemoveDoor>;

/// "Move row H1/R2", for Undo and Redo. Without the site, several things are just things.
Text nameOf(const Edit& edit);
/// "Move 12 rows"
Text nameOf(const Edit& edit, const Site& site);

/// What kind of thing it is, and its id in the file: "R9", "CH", "" for scenery.
RecordKind kindOf(const Thing& thing);
std::string idOf(const Thing& thing);

/// The locked group that keeps this from being moved, turned or removed: its own, that of the hall or building that it
/// stands in, or that of something in it. Null where it is free.
const ThingGroup* lockOf(const Site& site, std::string_view id);

}  // namespace plenum
