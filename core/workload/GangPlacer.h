// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "scenario/Work.h"

namespace plenum {

/// Where the servers stand, in the order of the layout.
struct ServerPlace {
  std::uint16_t chips = 0;
  std::uint32_t rack = 0, hall = 0, supernode = 0, segment = 0, pod = 0;
};

/// What a job gets: whole servers, or some chips of one.
struct ServerGrant {
  std::uint32_t server = 0;
  std::uint16_t chips = 0;
  bool operator==(const ServerGrant&) const = default;
};

/// Places gangs on the servers of a campus. A job of more chips than a server has gets whole servers; a smaller one
/// gets chips of one server. What it knows is what it was told last: it holds no truth of its own and can be made anew
/// at any time from the servers' free chips.
class GangPlacer {
 public:
  GangPlacer(std::vector<ServerPlace> servers, Scheduling::Placement policy, std::uint64_t seed);

  /// Free chips of a server; 0 also where it is drained, dark or in repair.
  void setFree(std::uint32_t server, std::uint16_t chips);
  std::uint16_t free(std::uint32_t server) const;
  std::uint64_t freeChips() const;
  /// For `coolest` and `power`: kelvins to the limit of a rack's hottest chip; watts to the limit of its supply.
  void setRack(std::uint32_t rack, float marginK, float marginW);
  /// Expected failures a second of a server, relative to the usual: `topology` avoids those above 1.
  void setFailures(std::uint32_t server, float factor);

  struct Request {
    std::uint32_t chips = 0;
    std::uint32_t hall = 0xffffffff;  // none: anywhere
    std::uint64_t draw = 0;           // for `random`: counter, so that the same state draws the same
    double wattsPerChip = 0;
  };
  /// Nothing where it does not fit. Takes what it grants: setFree is not needed after it.
  std::optional<std::vector<ServerGrant>> place(const Request& request);
  /// Chips of free servers in which a gang of so many could not be placed: all of the free ones, or none.
  bool canPlace(const Request& request) const;

 private:
  std::vector<ServerPlace> servers_;
  Scheduling::Placement policy_;
  std::uint64_t seed_;
};

}  // namespace plenum
