// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "base/Problem.h"
#include "base/Time.h"
#include "base/Units.h"

namespace plenum {

// What may happen in the plant, as opposed to what a person may change in the document: actions take place in simulated
// time, are logged by tick, can be replayed and branched from, and are never undone. Targets are ids of the layout.
// The list is closed: a new action is a new alternative, and the compiler names every place that must care.

/// Takes a thing out of service by a fault: pump, CDU, CDU pump ("H1/CDU1/P1"), fan wall or fan ("H1/FW1/F2"),
/// chiller, tower cell, dry cooler, feed, transformer, board, UPS, PDU or genset.
struct Fail {
  std::string target;
  bool operator==(const Fail&) const = default;
};
/// Brings it back. Equipment with a start sequence goes through it.
struct Restore {
  std::string target;
  bool operator==(const Restore&) const = default;
};
/// Set-point of a circuit's or loop's supply, or of a hall's supply air.
struct SetSupply {
  std::string target;
  Celsius to;
  bool operator==(const SetSupply&) const = default;
};
/// Coolant lost from a loop, kg/s; 0 ends the leak. The loop runs dry when its make-up is used up.
struct Leak {
  std::string target;
  KgPerSecond rate;
  bool operator==(const Leak&) const = default;
};
/// Upper limit on the clock of every chip of a hall, as a fraction of nominal; 1 lifts it.
struct CapFrequency {
  std::string target;
  Fraction to;
  bool operator==(const CapFrequency&) const = default;
};
/// Ends a job's step at once; it idles while the failure is found and the job restarts from its checkpoint.
struct CrashJob {
  std::string job;
  bool operator==(const CrashJob&) const = default;
};
/// A person has seen the alarm.
struct Acknowledge {
  std::uint64_t alarm = 0;
  bool operator==(const Acknowledge&) const = default;
};

using Action = std::variant<Fail, Restore, SetSupply, Leak, CapFrequency, CrashJob, Acknowledge>;

/// "fail H1/CDU1/P1", "set-supply CHW 17.5", …: the form of the command line, of scripts and of the run log.
std::string toText(const Action& action);
/// The inverse of toText. A Problem for an unknown verb or a bad number; targets are checked by the engine.
Result<Action> actionFrom(const std::string& text);
/// What it means, in words ("Pump 1 of H1/CDU1 fails").
Text describe(const Action& action);

}  // namespace plenum
