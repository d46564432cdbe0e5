// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "site/Layout.h"
#include "site/Site.h"

namespace plenum {

// Where a site is written: between the ids that people point at ("H1/R2", "CH1", "scenery/3") and the records that
// hold them. Scenery has no id of its own; it is addressed by its number, from 1, which shifts as others are removed.

/// The kinds of record that a site is written in.
enum class RecordKind : std::uint8_t {
  site,
  building,
  hall,
  row,
  loop,
  cdu,
  fanWall,
  power,
  circuit,
  pump,
  condenserPump,
  chiller,
  exchanger,
  tower,
  dryCooler,
  tank,
  lake,
  scenery,
  door,
};
inline constexpr int recordKindCount = 19;
/// "row", "cdu", "condenserPump": for tables, files and language ids.
const char* nameOf(RecordKind kind);
std::optional<RecordKind> recordKindOf(std::string_view name);
/// Equipment of a circuit: a pump, a chiller, …
inline bool isPlant(RecordKind kind) { return kind >= RecordKind::pump && kind <= RecordKind::lake; }
/// What has a place of its own that can be moved; a circuit has its equipment's.
inline bool hasPlace(RecordKind kind) { return kind != RecordKind::site && kind != RecordKind::loop; }

/// The place of a record in a site, and of one copy of its repeat.
struct WrittenAt {
  RecordKind kind = RecordKind::site;
  std::uint32_t hall = none;     // index in Site::halls, of what stands in a hall
  std::uint32_t circuit = none;  // index in Site::circuits, of plant
  std::uint32_t record = 0;      // index in its list; of a hall, a building or a circuit its own
  int copy = 0;                  // 1 … of a repeat; 0: the record with all that it makes
  bool operator==(const WrittenAt&) const = default;
};

/// By id. A copy of a repeat is found before a record of that name. Nothing for what is not written by itself: a rack
/// (its row is), a chip, a breaker.
std::optional<WrittenAt> findWritten(const Site& site, std::string_view id);
/// "H1/R2"; of a whole record with a repeat the record's own id ("H1/R").
std::string writtenId(const Site& site, const WrittenAt& at);
/// The ids of all things of a kind, every copy by itself, in the order of the file.
std::vector<std::string> writtenIds(const Site& site, RecordKind kind);
/// What is edited when somebody points at this: of a rack or a chip its row, of a fan its fan wall.
std::string writtenOf(const Layout& layout, EntityRef thing);
/// The things of the layout that the id stands for: one, or every copy of a record. A circuit and a loop are
/// themselves; scenery is no thing of a layout.
std::vector<EntityRef> thingsOf(const Layout& layout, std::string_view id);
/// Copies that the record at this place makes; 1 for what does not repeat.
int copiesAt(const Site& site, const WrittenAt& at);

/// Lists of plant in a circuit.
const std::vector<Circuit::Group>& groupsOf(const Circuit& circuit, RecordKind plant);
std::vector<Circuit::Group>& groupsOf(Circuit& circuit, RecordKind plant);

/// Calls `f` with the record, whatever its type: f must take Site, Building, Hall, RowSpec, LoopSpec, HallUnitSpec,
/// PowerSpec, Circuit, Circuit::Group, Scenery and HallDoor, and return the same type for each.
template <class F>
decltype(auto) withRecord(const Site& site, const WrittenAt& at, F&& f) {
  const HallDesign* design =
      at.hall == none || at.kind == RecordKind::hall ? nullptr : site.halls[at.hall].design.get();
  switch (at.kind) {
    case RecordKind::building:
      return f(site.buildings[at.record]);
    case RecordKind::hall:
      return f(site.halls[at.record]);
    case RecordKind::row:
      return f(design->rows[at.record]);
    case RecordKind::loop:
      return f(design->loops[at.record]);
    case RecordKind::cdu:
      return f(design->cdus[at.record]);
    case RecordKind::fanWall:
      return f(design->fanWalls[at.record]);
    case RecordKind::power:
      return f(design ? design->power[at.record] : site.power[at.record]);
    case RecordKind::circuit:
      return f(site.circuits[at.record]);
    case RecordKind::scenery:
      return f(site.scenery[at.record]);
    case RecordKind::door:
      return f(design->doors[at.record]);
    case RecordKind::site:
      return f(site);
    default:
      return f(groupsOf(site.circuits[at.circuit], at.kind)[at.record]);
  }
}

}  // namespace plenum
