// SPDX-License-Identifier: Apache-2.0
#include "schematics/Plants.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace plenum::views {

namespace {

std::string number(std::size_t n) { return std::to_string(n); }

template <class Placed>
std::string unitsOf(const std::vector<Placed>& all, const std::vector<std::uint32_t>& which) {
  std::map<std::string, std::size_t> count;
  for (const std::uint32_t i : which) ++count[all[i].spec ? all[i].spec->id : std::string()];
  std::string out;
  for (const auto& [id, n] : count) out += id + "*" + number(n) + ",";
  return out + ";";
}

std::string circuitSignature(const Layout& layout, std::uint32_t index) {
  const PlacedCircuit& c = layout.circuits[index];
  return unitsOf(layout.pumps, c.pumps) + unitsOf(layout.pumps, c.condenserPumps) +
         unitsOf(layout.chillers, c.chillers) + unitsOf(layout.exchangers, c.exchangers) +
         unitsOf(layout.towers, c.towers) + unitsOf(layout.dryCoolers, c.dryCoolers) + unitsOf(layout.tanks, c.tanks) +
         unitsOf(layout.lakes, c.lakes);
}

std::size_t positionIn(const std::vector<std::uint32_t>& circuits, std::uint32_t circuit) {
  return static_cast<std::size_t>(std::find(circuits.begin(), circuits.end(), circuit) - circuits.begin());
}

}  // namespace

std::vector<std::uint32_t> circuitsOf(const Layout& layout, std::uint32_t hall) {
  std::set<std::uint32_t> found;
  const PlacedHall& h = layout.halls[hall];
  for (std::uint32_t i = h.firstCdu; i < h.firstCdu + h.cdus; ++i) found.insert(layout.cdus[i].circuit);
  for (std::uint32_t i = h.firstFanWall; i < h.firstFanWall + h.fanWalls; ++i) found.insert(layout.fanWalls[i].circuit);
  for (std::uint32_t i = h.firstRow; i < h.firstRow + h.rows; ++i)
    if (layout.rows[i].racks > 0) found.insert(layout.racks[layout.rows[i].firstRack].doorCircuit);
  found.erase(none);
  return {found.begin(), found.end()};
}

std::vector<Plant> plantsOf(const Layout& layout) {
  // each circuit points at the lowest one that it is joined to
  std::vector<std::uint32_t> root(layout.circuits.size());
  std::iota(root.begin(), root.end(), 0u);
  const auto rootOf = [&](std::uint32_t i) {
    while (root[i] != i) i = root[i];
    return i;
  };
  std::vector<std::vector<std::uint32_t>> joined;
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h) {
    joined.push_back(circuitsOf(layout, h));
    for (const std::uint32_t c : joined.back()) {
      const std::uint32_t a = rootOf(joined.back().front()), b = rootOf(c);
      root[std::max(a, b)] = std::min(a, b);
    }
  }
  std::map<std::uint32_t, Plant> plants;
  for (std::uint32_t c = 0; c < layout.circuits.size(); ++c) plants[rootOf(c)].circuits.push_back(c);
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h)
    if (!joined[h].empty()) plants[rootOf(joined[h].front())].halls.push_back(h);
  std::vector<Plant> out;
  for (auto& [first, plant] : plants) out.push_back(std::move(plant));
  return out;
}

std::string hallSignature(const Layout& layout, const Plant& plant, std::uint32_t hall) {
  const PlacedHall& h = layout.halls[hall];
  std::string out;
  for (const std::uint32_t c : circuitsOf(layout, hall)) out += "c" + number(positionIn(plant.circuits, c));
  return out + "r" + number(h.racks) + "l" + number(h.loops) + "d" + number(h.cdus) + "f" + number(h.fanWalls);
}

std::string signatureOf(const Layout& layout, const Plant& plant) {
  std::string out;
  for (const std::uint32_t c : plant.circuits) out += circuitSignature(layout, c) + "/";
  // the halls of the last plant may be fewer: what counts is which sorts of connection there are
  std::set<std::string> sorts;
  for (const std::uint32_t h : plant.halls) {
    std::string sort;
    for (const std::uint32_t c : circuitsOf(layout, h)) sort += "c" + number(positionIn(plant.circuits, c));
    sorts.insert(sort);
  }
  for (const std::string& sort : sorts) out += sort + "|";
  return out;
}

std::string loopSignature(const Layout& layout, std::uint32_t loop) {
  const PlacedLoop& l = layout.loops[loop];
  std::map<std::uint32_t, std::vector<std::uint32_t>> byCircuit;
  for (const std::uint32_t c : l.cdus) byCircuit[layout.cdus[c].circuit].push_back(c);
  std::string out = l.spec.coolant + ":";
  for (const auto& [circuit, cdus] : byCircuit) out += number(circuit) + "=" + unitsOf(layout.cdus, cdus);
  return out + number(l.racks.size());
}

std::string rowSignature(const Layout& layout, std::uint32_t row) {
  const PlacedRow& r = layout.rows[row];
  if (r.racks == 0) return "empty";
  const PlacedRack& rack = layout.racks[r.firstRack];
  return (rack.spec ? rack.spec->id : std::string()) + "*" + number(r.racks) + ":" + number(rack.loop) + ":" +
         number(rack.doorCircuit);
}

}  // namespace plenum::views
