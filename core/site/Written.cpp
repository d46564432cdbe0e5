// SPDX-License-Identifier: Apache-2.0
#include "site/Written.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "site/Repeats.h"

namespace plenum {
namespace {

constexpr std::array<const char*, recordKindCount> names{
    "site",          "building", "hall",      "row",   "loop",      "cdu",  "fanWall", "power",   "circuit", "pump",
    "condenserPump", "chiller",  "exchanger", "tower", "dryCooler", "tank", "lake",    "scenery", "door"};
constexpr RecordKind firstPlant = RecordKind::pump, lastPlant = RecordKind::lake;

/// A whole number from 1 without sign or leading zero; 0 for anything else.
int numberOf(std::string_view text) {
  int n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  return text.empty() || error != std::errc() || end != text.data() + text.size() || text.front() == '0' || n < 1 ? 0
                                                                                                                  : n;
}

/// How well a record answers to an id: its own name without a repeat, one copy, or the whole of a repeat.
struct Match {
  std::size_t record = 0;
  int copy = -1;  // -1: not found
};

template <class Record>
Match matchIn(const std::vector<Record>& records, std::string_view id) {
  Match found;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Record& record = records[i];
    if (id.compare(0, record.id.size(), record.id) != 0) continue;
    if (id.size() == record.id.size()) {
      if (record.repeat.count <= 1) return {i, 0};
      if (found.copy < 0) found = {i, 0};
      continue;
    }
    const int copy = record.repeat.count > 1 ? numberOf(id.substr(record.id.size())) : 0;
    if (copy >= 1 && copy <= record.repeat.count) return {i, copy};
  }
  return found;
}

template <class Record>
std::optional<std::uint32_t> named(const std::vector<Record>& records, std::string_view id) {
  for (std::size_t i = 0; i < records.size(); ++i)
    if (records[i].id == id) return static_cast<std::uint32_t>(i);
  return std::nullopt;
}

/// The better of what was found before and what a list holds; true where nothing better can come.
template <class Record>
bool take(std::optional<WrittenAt>& found, WrittenAt like, const std::vector<Record>& records, std::string_view id) {
  const Match match = matchIn(records, id);
  if (match.copy < 0) return false;
  const bool isWhole = match.copy == 0 && records[match.record].repeat.count > 1;
  if (isWhole && found) return false;
  like.record = static_cast<std::uint32_t>(match.record);
  like.copy = match.copy;
  found = like;
  return !isWhole;
}

std::optional<WrittenAt> inHall(const Site& site, std::uint32_t hall, std::string_view id) {
  if (!site.halls[hall].design) return std::nullopt;
  const HallDesign& design = *site.halls[hall].design;
  std::optional<WrittenAt> found;
  const auto at = [hall](RecordKind kind) { return WrittenAt{kind, hall, none, 0, 0}; };
  if (take(found, at(RecordKind::row), design.rows, id)) return found;
  if (take(found, at(RecordKind::cdu), design.cdus, id)) return found;
  if (take(found, at(RecordKind::fanWall), design.fanWalls, id)) return found;
  if (take(found, at(RecordKind::power), design.power, id)) return found;
  if (const auto loop = named(design.loops, id)) return WrittenAt{RecordKind::loop, hall, none, *loop, 0};
  if (const auto door = named(design.doors, id)) return WrittenAt{RecordKind::door, hall, none, *door, 0};
  return found;
}

}  // namespace

const char* nameOf(RecordKind kind) { return names[static_cast<std::size_t>(kind)]; }

std::optional<RecordKind> recordKindOf(std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<RecordKind>(at - names.begin());
}

const std::vector<Circuit::Group>& groupsOf(const Circuit& c, RecordKind plant) {
  switch (plant) {
    case RecordKind::condenserPump:
      return c.condenserPumps;
    case RecordKind::chiller:
      return c.chillers;
    case RecordKind::exchanger:
      return c.exchangers;
    case RecordKind::tower:
      return c.towers;
    case RecordKind::dryCooler:
      return c.dryCoolers;
    case RecordKind::tank:
      return c.tanks;
    case RecordKind::lake:
      return c.lakes;
    default:
      return c.pumps;
  }
}
std::vector<Circuit::Group>& groupsOf(Circuit& circuit, RecordKind plant) {
  return const_cast<std::vector<Circuit::Group>&>(groupsOf(std::as_const(circuit), plant));
}

std::optional<WrittenAt> findWritten(const Site& site, std::string_view id) {
  const std::size_t slash = id.find('/');
  if (slash != std::string_view::npos) {
    const std::string_view stem = id.substr(0, slash), rest = id.substr(slash + 1);
    if (const auto hall = named(site.halls, stem)) return inHall(site, *hall, rest);
    const int number = stem == "scenery" ? numberOf(rest) : 0;
    if (number >= 1 && static_cast<std::size_t>(number) <= site.scenery.size())
      return WrittenAt{RecordKind::scenery, none, none, static_cast<std::uint32_t>(number - 1), 0};
    return std::nullopt;
  }
  if (const auto hall = named(site.halls, id)) return WrittenAt{RecordKind::hall, *hall, none, *hall, 0};
  if (const auto building = named(site.buildings, id)) return WrittenAt{RecordKind::building, none, none, *building, 0};
  if (const auto circuit = named(site.circuits, id)) return WrittenAt{RecordKind::circuit, none, *circuit, *circuit, 0};
  std::optional<WrittenAt> found;
  if (take(found, {RecordKind::power, none, none, 0, 0}, site.power, id)) return found;
  for (std::uint32_t c = 0; c < site.circuits.size(); ++c)
    for (RecordKind kind = firstPlant; kind <= lastPlant; kind = static_cast<RecordKind>(static_cast<int>(kind) + 1))
      if (take(found, {kind, none, c, 0, 0}, groupsOf(site.circuits[c], kind), id)) return found;
  if (!found && id == site.id) return WrittenAt{};
  return found;
}

std::string writtenId(const Site& site, const WrittenAt& at) {
  if (at.kind == RecordKind::scenery) return "scenery/" + std::to_string(at.record + 1);
  const std::string stem = at.hall == none || at.kind == RecordKind::hall ? "" : site.halls[at.hall].id + "/";
  return withRecord(site, at, [&](const auto& record) -> std::string {
    if constexpr (requires { record.repeat; })
      return stem + (at.copy > 0 ? copyId(record.id, record.repeat, at.copy) : record.id);
    else if constexpr (requires { record.id; })
      return stem + record.id;
    else
      return stem;
  });
}

std::vector<std::string> writtenIds(const Site& site, RecordKind kind) {
  std::vector<std::string> out;
  const auto all = [&out](const auto& records, const std::string& stem) {
    for (const auto& record : records)
      for (int n = 1; n <= copiesOf(record.repeat); ++n) out.push_back(stem + copyId(record.id, record.repeat, n));
  };
  const auto simple = [&out](const auto& records, const std::string& stem) {
    for (const auto& record : records) out.push_back(stem + record.id);
  };
  if (kind == RecordKind::site) out.push_back(site.id);
  if (kind == RecordKind::building) simple(site.buildings, "");
  if (kind == RecordKind::hall) simple(site.halls, "");
  if (kind == RecordKind::circuit) simple(site.circuits, "");
  if (kind == RecordKind::power) all(site.power, "");
  if (kind == RecordKind::scenery)
    for (std::size_t i = 1; i <= site.scenery.size(); ++i) out.push_back("scenery/" + std::to_string(i));
  if (isPlant(kind))
    for (const Circuit& circuit : site.circuits) all(groupsOf(circuit, kind), "");
  for (const Hall& hall : site.halls) {
    if (!hall.design) continue;
    const std::string stem = hall.id + "/";
    if (kind == RecordKind::row) all(hall.design->rows, stem);
    if (kind == RecordKind::loop) simple(hall.design->loops, stem);
    if (kind == RecordKind::cdu) all(hall.design->cdus, stem);
    if (kind == RecordKind::fanWall) all(hall.design->fanWalls, stem);
    if (kind == RecordKind::power) all(hall.design->power, stem);
    if (kind == RecordKind::door) simple(hall.design->doors, stem);
  }
  return out;
}

std::string writtenOf(const Layout& layout, EntityRef thing) {
  thing.part = 0;
  if (thing.kind == Kind::chip) thing = {Kind::rack, layout.rackOfChip(thing.index), 0};
  if (thing.kind == Kind::rack && thing.index < layout.racks.size())
    thing = {Kind::row, layout.racks[thing.index].row, 0};
  return layout.idOf(thing);
}

int copiesAt(const Site& site, const WrittenAt& at) {
  return withRecord(site, at, [](const auto& record) {
    if constexpr (requires { record.repeat; })
      return copiesOf(record.repeat);
    else
      return 1;
  });
}

std::vector<EntityRef> thingsOf(const Layout& layout, std::string_view id) {
  if (const auto thing = layout.find(id)) return {*thing};
  const auto at = findWritten(*layout.site, id);
  if (!at || at->copy > 0 || at->kind == RecordKind::scenery) return {};
  std::vector<EntityRef> out;
  WrittenAt copy = *at;
  for (int n = 1; n <= copiesAt(*layout.site, *at); ++n) {
    copy.copy = n;
    if (const auto thing = layout.find(writtenId(*layout.site, copy))) out.push_back(*thing);
  }
  return out;
}

}  // namespace plenum
