// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace plenum {

/// Where the servers stand, in the order of the layout.
struct ServerPlace {
  std::uint16_t chips = 0;
  std::uint32_t rack = 0, hall = 0, supernode = 0, segment = 0, pod = 0;
};

/// How many chips of wholly free servers every supernode, segment and pod has, so that a gang finds the smallest place
/// that holds it without a look at every server. A supernode or segment that reaches into two halls counts as two.
class PlaceTree {
 public:
  explicit PlaceTree(std::span<const ServerPlace> servers);

  void setWhole(std::uint32_t server, bool isWhole);
  /// Whether it fails more often than is usual.
  void setLemon(std::uint32_t server, bool isLemon);
  bool isLemon(std::uint32_t server) const { return isLemon_[server]; }

  enum class Servers { good, any };
  static constexpr std::uint32_t anyHall = 0xffffffff;
  /// Wholly free servers of so many chips or just more: in the smallest supernode that has room, else the smallest
  /// segment, else the pod with the fewest segments, else the fewest pods. Lemons only where the others are not enough.
  /// Empty where there is no room.
  std::vector<std::uint32_t> gang(std::uint32_t chips, std::uint32_t hall) const;
  /// A wholly free server of at least so many chips, of the segment, and in it the supernode, with the fewest free: so
  /// that large places stay whole. `nowhere` where there is none.
  std::uint32_t single(std::uint32_t chips, std::uint32_t hall, Servers which) const;
  static constexpr std::uint32_t nowhere = 0xffffffff;

 private:
  struct Room {  // chips
    std::uint32_t good = 0, any = 0;
    std::uint32_t of(Servers which) const { return which == Servers::any ? any : good; }
  };
  struct Cell {  // a supernode
    Room room;
    std::uint32_t segment = 0;
    std::vector<std::uint32_t> servers;
  };
  struct Segment {
    Room room;
    std::uint32_t hall = 0, firstCell = 0, endCell = 0;
  };
  struct Pod {
    std::uint32_t firstSegment = 0, endSegment = 0;
  };
  struct Part {  // so many chips of a group
    std::uint32_t group = 0, chips = 0;
  };

  static std::vector<Part> cover(std::vector<Part> groups, std::uint32_t chips);
  void count(std::uint32_t server, bool isMore);
  bool isInHall(const Segment& segment, std::uint32_t hall) const { return hall == anyHall || hall == segment.hall; }
  std::vector<Part> segmentsOf(const Pod& pod, std::uint32_t hall, Servers which) const;
  Part smallestCell(std::uint32_t chips, std::uint32_t hall, Servers which) const;
  Part smallestSegment(std::uint32_t chips, std::uint32_t hall, Servers which) const;
  std::vector<Part> segmentsFor(std::uint32_t chips, std::uint32_t hall, Servers which) const;
  void takeOf(const Segment& segment, std::uint32_t chips, Servers which, std::vector<std::uint32_t>& found) const;
  void takeOf(const Cell& cell, std::uint32_t chips, Servers which, std::vector<std::uint32_t>& found) const;

  std::vector<std::uint16_t> chips_;   // by server
  std::vector<std::uint32_t> cellOf_;  // by server
  std::vector<bool> isWhole_, isLemon_;
  std::vector<Cell> cells_;
  std::vector<Segment> segments_;
  std::vector<Pod> pods_;
  std::uint32_t mostOfCell_ = 0;  // chips
};

}  // namespace plenum
