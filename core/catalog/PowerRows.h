// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>

#include "base/Text.h"
#include "base/Units.h"

namespace plenum {

/// Times and limits of the automatics of a site's power that no single device states: one row of the catalogue,
/// "usual", whose numbers a site may take to be others. What stands here holds where there is no such row.
struct AutomaticsSpec {
  std::string id;
  Name name;
  Seconds confirm{1.7}, transfer{0.3};        // a board with a second source: of its loss; without either
  Seconds callGensets{2.0};                   // a board is dead so long before its gensets are called
  Seconds mainsWell{300.0};                   // its own source is well so long before gensets, tie or storage let go
  Seconds tieConfirm{1.5}, tieTransfer{0.3};  // a tie closes onto a dead board
  Seconds clear{0.05}, backup{0.3};           // a short circuit: by the nearest breaker; by the next one up
  Seconds converterGap{0.004};                // from the straight path of a UPS to its converters
  Seconds overloadCalm{10.0};                 // below its rating, before a UPS leaves its bypass
  Seconds shed{0.5}, takeBack{30.0};          // loads, one after the other, when gensets are short of power; and back
  Fraction takeBackBelow{0.9};                // of the rating of sets that would carry it
  Seconds setShort{5.0};                      // a set or an island short of power, nothing left to shed: it trips
  Fraction setMost{1.1};                      // of its rating; below, it carries on
  Seconds gather{15.0};                       // for sets that are still to come
  Seconds dropOut{0.1};                       // contactors of motors, without voltage
  double holdUpMost = 5.0;                    // times the rated hold-up of power supplies, at little load
  Seconds rackStart{60.0};                    // servers that went dark: self test and loading
  Fraction shelfRecharge{0.1};                // of its most power, to charge the battery shelf of a rack again
  bool operator==(const AutomaticsSpec&) const = default;
};

/// How long it takes until a thing works again, from the failure on, with staff and common spares on the site: one row
/// of the catalogue, "usual". They weigh losses against each other in the redundancy check.
struct RepairsSpec {
  /// Keys of the hours, in the order of study::FailureKind.
  static constexpr std::array<const char*, 26> keys{
      "feed_h",      "transformer_h", "board_h",   "ups_h",     "pdu_h",     "genset_h",    "transfer_h",
      "tie_h",       "solar_h",       "wind_h",    "storage_h", "breaker_h", "circuit_h",   "pump_h",
      "cdu_h",       "cduPump_h",     "fanWall_h", "fan_h",     "chiller_h", "exchanger_h", "tower_h",
      "dryCooler_h", "waterTank_h",   "lake_h",    "organ_h",   "sensor_h"};
  std::string id;
  Name name;
  std::array<double, 26> hours{};
  double restartH = 0.5;  // servers that lost their power and have it again start, and jobs go back to their checkpoint
};

}  // namespace plenum
