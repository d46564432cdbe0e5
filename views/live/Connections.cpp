// SPDX-License-Identifier: Apache-2.0
#include "live/Connections.h"

#include "live/Naming.h"

namespace plenum::views {

namespace {

std::vector<EntityRef> upstream(const Layout& layout, std::uint32_t device) {
  std::vector<EntityRef> chain;
  while (device < layout.power.size() && chain.size() < layout.power.size()) {
    chain.push_back({Kind::powerDevice, device});
    device = layout.power[device].from;
  }
  return chain;
}

class Gathering {
 public:
  explicit Gathering(const Layout& layout) : layout_(layout) {}
  void one(const char* textId, Kind kind, std::uint32_t index) {
    if (index != none) made.push_back({textId, {{kind, index}}});
  }
  void all(const char* textId, Kind kind, const std::vector<std::uint32_t>& list) {
    if (list.empty()) return;
    made.push_back({textId, {}});
    for (const std::uint32_t i : list) made.back().chain.push_back({kind, i});
  }
  void feeds(std::uint32_t a, std::uint32_t b) {
    if (a != none) made.push_back({b == none ? "connection.feed" : "connection.feed-a", upstream(layout_, a)});
    if (b != none) made.push_back({"connection.feed-b", upstream(layout_, b)});
  }
  template <class Placed>
  void plant(const std::vector<Placed>& list, std::uint32_t i) {
    one("connection.circuit", Kind::circuit, list[i].circuit);
    feeds(list[i].feed, list[i].feedB);
  }
  std::vector<Connection> made;

 private:
  const Layout& layout_;
};

}  // namespace

std::vector<Connection> connectionsOf(const Layout& layout, EntityRef entity) {
  Gathering to(layout);
  if (!isIn(layout, entity)) return {};
  const std::uint32_t i = entity.index;
  switch (entity.kind) {
    case Kind::rack:
      to.one("connection.loop", Kind::loop, layout.racks[i].loop);
      to.one("connection.door", Kind::circuit, layout.racks[i].doorCircuit);
      to.feeds(layout.racks[i].feedA, layout.racks[i].feedB);
      break;
    case Kind::chip:
      to.one("connection.rack", Kind::rack, layout.rackOfChip(i));
      break;
    case Kind::loop:
      to.all("connection.cdus", Kind::cdu, layout.loops[i].cdus);
      break;
    case Kind::cdu:
      to.one("connection.loop", Kind::loop, layout.cdus[i].loop);
      to.one("connection.circuit", Kind::circuit, layout.cdus[i].circuit);
      to.feeds(layout.cdus[i].feed, layout.cdus[i].feedB);
      break;
    case Kind::fanWall:
      to.one("connection.circuit", Kind::circuit, layout.fanWalls[i].circuit);
      to.feeds(layout.fanWalls[i].feed, layout.fanWalls[i].feedB);
      break;
    case Kind::circuit:
      to.all("connection.chillers", Kind::chiller, layout.circuits[i].chillers);
      to.all("connection.towers", Kind::tower, layout.circuits[i].towers);
      to.all("connection.dry-coolers", Kind::dryCooler, layout.circuits[i].dryCoolers);
      to.all("connection.tanks", Kind::tank, layout.circuits[i].tanks);
      to.all("connection.lakes", Kind::lake, layout.circuits[i].lakes);
      break;
    case Kind::pump:
      to.plant(layout.pumps, i);
      break;
    case Kind::chiller:
      to.plant(layout.chillers, i);
      break;
    case Kind::exchanger:
      to.plant(layout.exchangers, i);
      break;
    case Kind::tower:
      to.plant(layout.towers, i);
      break;
    case Kind::tank:
      to.plant(layout.tanks, i);
      break;
    case Kind::lake:
      to.plant(layout.lakes, i);
      break;
    case Kind::dryCooler:
      to.plant(layout.dryCoolers, i);
      break;
    case Kind::powerDevice: {
      if (layout.power[i].from != none) to.made.push_back({"connection.from", upstream(layout, layout.power[i].from)});
      if (layout.power[i].alternate != none)
        to.made.push_back({"connection.alternate", upstream(layout, layout.power[i].alternate)});
      to.all("connection.standby", Kind::powerDevice, layout.power[i].standby);
      break;
    }
    default:
      break;
  }
  return to.made;
}

}  // namespace plenum::views
