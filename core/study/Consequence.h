// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "catalog/Catalog.h"

namespace plenum::study {

/// How a campus bears a failure, worst last. One definition for the design day and the redundancy check.
enum class Verdict : std::uint8_t {
  holds,      // every supply at its set-point, no chip slower
  degrades,   // a supply is warmer than asked for, chips keep their clock
  throttles,  // chips slow down
  trips,      // chips switch off by heat
  darkens,    // racks lose their power
};
inline constexpr int verdictCount = 5;

/// "holds", …: in files; the text id of the word is "study.verdict." + name.
const char* nameOf(Verdict verdict);
std::string textIdOf(Verdict verdict);

/// What can fail alone.
enum class FailureKind : std::uint8_t {
  feed,
  transformer,
  board,
  ups,
  pdu,
  genset,
  transfer,
  tie,
  solar,
  wind,
  storage,
  breaker,  // opens
  circuit,  // its main valve shuts
  pump,
  cdu,
  cduPump,
  fanWall,
  fan,
  chiller,
  exchanger,
  tower,
  dryCooler,
  tank,
  lake,
  organ,   // sticks shut or stands still
  sensor,  // reads nothing any more
};
inline constexpr int failureKindCount = 26;

/// "cdu-pump", …; the text id of the word is "redundancy.kind." + name.
const char* nameOf(FailureKind kind);

/// How long it takes until a thing works again, from the failure on, with staff and common spares on the site. All are
/// engineering assumptions to be edited; no published figure was found that fits them all.
class RepairTimes {
 public:
  RepairTimes();
  /// Those of the catalogue's row "usual", as the site takes them to be; the program's own where there is no row.
  static RepairTimes of(const Catalog& catalog);
  /// Hours.
  double hours(FailureKind kind) const { return hours_[static_cast<std::size_t>(kind)]; }
  /// Servers that lost their power and have it again start, and jobs go back to their checkpoint (assumption).
  double restartH = 0.5;
  void set(FailureKind kind, double hours) { hours_[static_cast<std::size_t>(kind)] = hours; }

 private:
  std::array<double, failureKindCount> hours_;
};

/// The kind of that name, if there is one.
std::optional<FailureKind> failureKindFrom(const std::string& name);

}  // namespace plenum::study
