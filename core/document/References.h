// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "site/Repeats.h"
#include "site/Written.h"

namespace plenum {

// Who refers to whom, by the strings of the records. Private to this room.

/// One reference of one copy, with "{n}" and "{hall}" filled in.
struct Reference {
  std::string owner;     // "H1/R2"
  RecordKind kind;       // of what is named: power, circuit, loop, building
  std::string property;  // "feedA"
  std::string hall;      // that the name is looked up in first; "" for none
  std::string name;      // "PA2"
};

/// Calls `f` with the references of one record of the kinds that have any, as they are written (a std::string, const or
/// not): f(text, kind, property).
template <class Record, class F>
void eachReference(Record& r, F&& f) {
  using Bare = std::remove_const_t<Record>;
  if constexpr (std::is_same_v<Bare, RowSpec>) {
    f(r.loop, RecordKind::loop, "loop"), f(r.doorCircuit, RecordKind::circuit, "doorCircuit");
    f(r.feedA, RecordKind::power, "feedA"), f(r.feedB, RecordKind::power, "feedB");
  } else if constexpr (std::is_same_v<Bare, HallUnitSpec>) {
    f(r.circuit, RecordKind::circuit, "circuit"), f(r.loop, RecordKind::loop, "loop");
    f(r.feed, RecordKind::power, "feed"), f(r.feedB, RecordKind::power, "feedB");
  } else if constexpr (std::is_same_v<Bare, PowerSpec>) {
    f(r.from, RecordKind::power, "from"), f(r.alternate, RecordKind::power, "alternate");
    for (auto& one : r.parallel) f(one, RecordKind::power, "parallel");
    for (auto& one : r.standby) f(one, RecordKind::power, "standby");
  } else if constexpr (std::is_same_v<Bare, Circuit::Group>) {
    f(r.feed, RecordKind::power, "feed"), f(r.feedB, RecordKind::power, "feedB");
  } else if constexpr (std::is_same_v<Bare, Hall>) {
    f(r.building, RecordKind::building, "building");
  }
}

/// Calls `f(Reference)` for every reference of a site that is not empty, copy by copy.
template <class F>
void eachReferenceOf(const Site& site, F&& f) {
  const auto each = [&f](const auto& records, const std::string& hall) {
    for (const auto& record : records)
      for (int n = 1; n <= copiesOf(record.repeat); ++n) {
        const auto copy = copyOf(record, n);
        eachReference(copy, [&](const std::string& text, RecordKind kind, const char* property) {
          if (text.empty()) return;
          f(Reference{(hall.empty() ? "" : hall + "/") + copy.id, kind, property, hall,
                      replaced(text, "{hall}", hall)});
        });
      }
  };
  for (const Hall& hall : site.halls) {
    eachReference(hall, [&](const std::string& text, RecordKind kind, const char* property) {
      f(Reference{hall.id, kind, property, "", text});
    });
    if (!hall.design) continue;
    each(hall.design->rows, hall.id), each(hall.design->cdus, hall.id);
    each(hall.design->fanWalls, hall.id), each(hall.design->power, hall.id);
  }
  each(site.power, "");
  for (const Circuit& circuit : site.circuits)
    for (RecordKind kind = RecordKind::pump; isPlant(kind); kind = static_cast<RecordKind>(static_cast<int>(kind) + 1))
      each(groupsOf(circuit, kind), "");
}

}  // namespace plenum
