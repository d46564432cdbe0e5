// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "base/Problem.h"
#include "base/Time.h"
#include "base/Units.h"
#include "scenario/Work.h"

namespace plenum {

// What may happen in the plant, as opposed to what a person may change in the document: actions take place in simulated
// time, are logged by tick, can be replayed and branched from, and are never undone. Targets are ids of the layout.
// The list is closed: a new action is a new alternative, and the compiler names every place that must care.

/// Takes a thing out of service by a fault: pump, CDU, CDU pump ("H1/CDU1/P1"), fan wall or fan ("H1/FW1/F2"),
/// chiller, exchanger, tower cell, dry cooler, tank, lake intake, feed, transformer, board, UPS, PDU or genset. A
/// breaker ("MA/Q1") that has failed does not open when it should. A
/// circuit ("CHW") loses its facility water: the main valve shuts. "CHW/make-up" and "H1/L1/make-up" lose the water
/// that refills them.
struct Fail {
  std::string target;
  bool operator==(const Fail&) const = default;
};
/// Brings it back. Equipment with a start sequence goes through it. Of a point ("H1/CDU1/valve") it mends the sensor or
/// frees the organ; of a thing it also cleans what is fouled or clogged.
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
/// A sensor that lies: the plant goes on, its controls are deceived. `value` is the error (bias, K or kg/s), the
/// reading at which it stands (stuck), or the error gained in an hour (drift). A lost sensor reads nothing and is known
/// to.
struct SensorFault {
  enum class Mode { bias, stuck, drift, lost };
  std::string target;  // a point, "H1/CDU1/supply-temperature"
  Mode mode = Mode::bias;
  double value = 0.0;
  bool operator==(const SensorFault&) const = default;
};
/// A valve or drive that no longer moves; where it stands, or at `at` of its travel where that is not negative.
struct Stick {
  std::string target;  // a point, "H1/CDU1/valve"
  double at = -1.0;
  bool operator==(const Stick&) const = default;
};
/// Takes an organ out of its controller's hands and brings it to a position.
struct SetManual {
  std::string target;
  Fraction to;
  bool operator==(const SetManual&) const = default;
};
/// Gives it back.
struct SetAuto {
  std::string target;
  bool operator==(const SetAuto&) const = default;
};
/// Share of a heat exchanger's conductance lost to dirt, or of a passage's opening (filter, coil, fill).
struct Degrade {
  enum class Mode { foul, clog };
  std::string target;  // CDU, fan wall, chiller, exchanger, tower cell, dry cooler, lake intake
  Mode mode = Mode::foul;
  Fraction share;
  bool operator==(const Degrade&) const = default;
};
/// Hotter or colder, damper or drier air from now on, added to the year and
/// reached by 20 K an hour; 0 0 ends it.
struct ShiftWeather {
  Kelvins dryBulb, dewPoint;
  bool operator==(const ShiftWeather&) const = default;
};
/// Opens a breaker ("MA/Q1"), or all that feed a device ("MA"). Nothing opens or closes it by itself afterwards.
struct Open {
  std::string target;
  bool operator==(const Open&) const = default;
};
/// Closes it, also after a trip, and gives it back to its automatic.
struct Close {
  std::string target;
  bool operator==(const Close&) const = default;
};
/// Puts a device with two sources on one of them and keeps it there while that is live.
struct Transfer {
  enum class To { normal, alternate };
  std::string target;
  To to = To::normal;
  bool operator==(const Transfer&) const = default;
};
/// A UPS on its converters, in economy mode, or on its static bypass.
struct UpsMode {
  enum class Mode { online, economy, bypass };
  std::string target;
  Mode mode = Mode::online;
  bool operator==(const UpsMode&) const = default;
};
/// A bolted short circuit on the output of a power device: its breakers must clear it. Restore mends it.
struct ShortCircuit {
  std::string target;
  bool operator==(const ShortCircuit&) const = default;
};
/// Enters a job into the queue, now: "submit night training 512 6h 0.9".
struct SubmitJob {
  std::string job;
  Job::Kind kind = Job::Kind::training;
  std::uint32_t chips = 0;
  Duration length;
  Fraction utilisation;
  bool operator==(const SubmitJob&) const = default;
};
/// Ends a job for good; what it has done since its last checkpoint is lost.
struct CancelJob {
  std::string job;
  bool operator==(const CancelJob&) const = default;
};
/// Takes its chips from a job, with a checkpoint first where it writes any, and puts it back into the queue.
struct PreemptJob {
  std::string job;
  bool operator==(const PreemptJob&) const = default;
};
/// A checkpoint now.
struct CheckpointJob {
  std::string job;
  bool operator==(const CheckpointJob&) const = default;
};
/// Upper limit on the clock of every chip of a job or service, as a fraction of nominal; 1 lifts it.
struct CapJob {
  std::string job;
  Fraction to;
  bool operator==(const CapJob&) const = default;
};
/// Nothing new is placed in a rack, a row or a hall; what runs there ends as it would. Undrain opens it again.
struct Drain {
  std::string target;
  bool operator==(const Drain&) const = default;
};
struct Undrain {
  std::string target;
  bool operator==(const Undrain&) const = default;
};
/// What all IT of the campus may draw from now on (demand response); 0 lifts it. How clocks are lowered to it is the
/// scenario's Scheduling::Power, uniform where it has none.
struct LimitPower {
  Watts to;
  bool operator==(const LimitPower&) const = default;
};
/// A rack carries what was measured instead of jobs and services: "rack-load H1/R1-01 41.5kW", "… 63%", "… free"; with
/// a fourth word ("2h") from that time of the scenario on.
struct LoadRack {
  RackLoad load;
  bool operator==(const LoadRack&) const = default;
};
/// A person has seen the alarm.
struct Acknowledge {
  std::uint64_t alarm = 0;
  bool operator==(const Acknowledge&) const = default;
};

using Action =
    std::variant<Fail, Restore, SetSupply, Leak, CapFrequency, CrashJob, Acknowledge, SensorFault, Stick, SetManual,
                 SetAuto, Degrade, ShiftWeather, Open, Close, Transfer, UpsMode, ShortCircuit, SubmitJob, CancelJob,
                 PreemptJob, CheckpointJob, CapJob, Drain, Undrain, LimitPower, LoadRack>;

/// "fail H1/CDU1/P1", "set-supply CHW 17.5", …: the form of the command line, of scripts and of the run log.
std::string toText(const Action& action);
/// The inverse of toText. A Problem for an unknown verb or a bad number; targets are checked by the engine.
Result<Action> actionFrom(const std::string& text);
/// What it means, in words ("Pump 1 of H1/CDU1 fails").
Text describe(const Action& action);

}  // namespace plenum
