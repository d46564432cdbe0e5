// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "scenario/Work.h"
#include "workload/PlaceTree.h"
#include "workload/ServerSet.h"

namespace plenum {

/// What a job gets: whole servers, or some chips of one.
struct ServerGrant {
  std::uint32_t server = 0;
  std::uint16_t chips = 0;
  bool operator==(const ServerGrant&) const = default;
};

/// Places gangs on the servers of a campus. A job of more chips than a server has gets whole servers; a smaller one
/// gets chips of one server. What it knows is what it was told last: it holds no truth of its own and can be made anew
/// at any time from the servers' free chips. "First" is in the order of the layout, hall by hall.
///   firstFit    the first with room
///   random      any with room, alike
///   dotProduct, bestFit, packing, clustering, fgd   chips of one server by the number that is free on it, the first
///               among equals; servers that are wholly free are all alike to them: the first
///   topology    within the smallest of supernode, segment, pod, campus that has room, in the fewest segments, so that
///               the least is left over; chips of one server where the least is left on it
///   coolest     the racks with the largest thermal margin
///   power       the racks with the largest margin of supply, none beyond it
class GangPlacer {
 public:
  GangPlacer(std::vector<ServerPlace> servers, Scheduling::Placement policy, std::uint64_t seed);

  /// Free chips of a server; 0 also where it is drained, dark or in repair.
  void setFree(std::uint32_t server, std::uint16_t chips);
  std::uint16_t free(std::uint32_t server) const { return free_[at_[server]]; }
  std::uint64_t freeChips() const { return freeChips_; }
  /// For `coolest` and `power`: kelvins to the limit of a rack's hottest chip; watts to the limit of its supply. What
  /// is placed is taken off the latter until it is told anew; a rack of which nothing was told has no limit.
  void setRack(std::uint32_t rack, float marginK, float marginW);
  /// Expected failures a second of a server, relative to the usual: `topology` avoids those above 1.
  void setFailures(std::uint32_t server, float factor);
  /// How many chips jobs usually ask for, one entry a job: what `fgd` calls a fragment. Until then 1, 2, 4 … alike.
  void setUsual(std::span<const std::uint32_t> chipsOfJobs);

  struct Request {
    std::uint32_t chips = 0;
    std::uint32_t hall = 0xffffffff;  // none: anywhere
    std::uint64_t draw = 0;           // for `random`: counter, so that the same state draws the same
    double wattsPerChip = 0;
  };
  /// Nothing where it does not fit. Takes what it grants: setFree is not needed after it.
  std::optional<std::vector<ServerGrant>> place(const Request& request);
  /// Whether `place` would grant it as things stand.
  bool canPlace(const Request& request) const;

 private:
  struct Scope {  // positions of a hall, or of all
    std::uint32_t hall = 0, from = 0, end = 0;
    std::uint16_t largest = 0;     // server, chips
    std::uint64_t wholeChips = 0;  // of servers that are wholly free
  };
  /// Servers of one size with the same number of chips free.
  struct Alike {
    std::uint16_t size = 0, free = 0;
    ServerSet servers;
  };
  struct Rack {
    std::uint32_t id = 0, hall = 0, wholeServers = 0, wholeChips = 0;
    std::vector<std::uint32_t> positions;
    float marginK, marginW;
  };

  Scope scopeOf(std::uint32_t hall) const;
  bool isWhole(std::uint32_t position) const { return free_[position] == servers_[position].chips; }
  void change(std::uint32_t position, std::uint16_t chips);
  void countWhole(std::uint32_t position, bool isMore);
  std::optional<std::uint32_t> rackAt(std::uint32_t id) const;
  float marginOf(const Rack& rack) const;
  /// Whole servers of such a size that a rack may take on.
  std::uint32_t allowedOn(const Rack& rack, const Request& request) const;
  std::uint64_t chipsOn(const Rack& rack, std::uint32_t servers) const;

  // positions; ServerSet::nowhere or empty where there is no room
  std::uint32_t oneServer(const Request& request, const Scope& scope) const;
  std::uint32_t bestScored(const Request& request, const Scope& scope) const;
  std::uint32_t anyOne(const Request& request, const Scope& scope) const;
  std::uint32_t tightest(const Request& request, const Scope& scope, PlaceTree::Servers which) const;
  std::uint32_t onBestRack(const Request& request) const;
  std::uint32_t tightestOn(const Rack& rack, std::uint32_t chips) const;
  std::int64_t score(const Alike& alike, std::uint32_t chips) const;
  std::int64_t fragments(std::uint16_t size, std::uint32_t free) const;
  std::vector<std::uint32_t> wholeServers(const Request& request, const Scope& scope) const;
  std::vector<std::uint32_t> firstWhole(const Request& request, const Scope& scope) const;
  std::vector<std::uint32_t> anyWhole(const Request& request, const Scope& scope) const;
  std::vector<std::uint32_t> onBestRacks(const Request& request) const;

  // by position: servers in the order of the layout, hall by hall
  std::vector<ServerPlace> servers_;
  std::vector<std::uint32_t> server_, at_;               // server of a position, position of a server
  std::vector<std::uint32_t> rack_, firstAlike_, hall_;  // of a position, into racks_, alike_ and scopes_
  std::vector<std::uint16_t> free_;
  std::vector<Scope> scopes_;  // by hall, then all of them
  std::vector<Alike> alike_;   // by size, then by what is free, from 0
  std::vector<Rack> racks_;    // by id
  ServerSet whole_;
  PlaceTree tree_;
  std::vector<std::uint64_t> larger_;  // usual jobs that ask for more than so many chips
  Scheduling::Placement policy_;
  std::uint64_t seed_;
  std::uint64_t freeChips_ = 0;
};

}  // namespace plenum
