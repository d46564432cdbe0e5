// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "overlays/Overlay.h"
#include "overlays/PowerOverlays.h"
#include "overlays/WorkOverlays.h"

namespace plenum {
namespace {

float ofLoop(const Frame& f, EntityRef e, const std::vector<float>& values) {
  if (e.kind != Kind::cdu || !f.layout || e.index >= f.layout->cdus.size()) return noFigure;
  return figureAt(values, f.layout->cdus[e.index].loop);
}

/// Spare share of what cools it: headroom over headroom and present heat. What carries nothing and could carry nothing,
/// as behind a circuit that is lost, has none.
float spare(double headroomW, double heatW) {
  const double all = headroomW + heatW;
  return all > 0.0 ? static_cast<float>(headroomW / all) : 0.0f;
}
float spareOf(const std::vector<float>& headroomW, const std::vector<float>& heatW, std::uint32_t i) {
  return i < headroomW.size() && i < heatW.size()
             ? spare(static_cast<double>(headroomW[i]), static_cast<double>(heatW[i]))
             : noFigure;
}

/// Of a machine: one that is off, or waits its turn, is not asked.
float spareOf(const std::vector<float>& headroomW, const std::vector<float>& heatW, const std::vector<Running>& state,
              std::uint32_t i) {
  const bool isOff = i < state.size() && state[i] != Running::on && state[i] != Running::failed;
  const float spare = spareOf(headroomW, heatW, i);
  return isOff && !(spare > 0.0f) ? noFigure : spare;
}

/// All that cool one loop or one hall's air, taken together.
float spareTogether(const std::vector<float>& headroomW, const std::vector<float>& heatW,
                    std::span<const std::uint32_t> which) {
  double headroom = 0.0, heat = 0.0;
  bool isKnown = false;
  for (std::uint32_t i : which) {
    if (i >= headroomW.size() || i >= heatW.size()) continue;
    headroom += static_cast<double>(headroomW[i]);
    heat += static_cast<double>(heatW[i]);
    isKnown = true;
  }
  return isKnown ? spare(headroom, heat) : noFigure;
}

/// A rack has what its loop has, or the circuit of its door, or the fan walls of its hall: the least of them.
float rackHeadroom(const Frame& f, const PlacedRack& rack) {
  const Layout& layout = *f.layout;
  float least = noFigure;
  const auto take = [&least](float value) { least = std::isnan(least) || value < least ? value : least; };
  if (rack.loop != none) take(spareTogether(f.cdus.headroomW, f.cdus.heatW, layout.loops[rack.loop].cdus));
  if (rack.doorCircuit != none) take(spareOf(f.circuits.headroomW, f.circuits.heatW, rack.doorCircuit));
  double headroom = 0.0, heat = 0.0;
  const PlacedHall& hall = layout.halls[rack.hall];
  for (std::uint32_t w = hall.firstFanWall; w < hall.firstFanWall + hall.fanWalls && w < f.fanWalls.headroomW.size();
       ++w)
    headroom += static_cast<double>(f.fanWalls.headroomW[w]), heat += static_cast<double>(f.fanWalls.heatW[w]);
  if (hall.fanWalls > 0 && !f.fanWalls.headroomW.empty()) take(spare(headroom, heat));
  return least;
}

float headroomOf(const Frame& f, EntityRef e) {
  if (!f.layout || e.index >= f.layout->count(e.kind)) return noFigure;
  const auto ofCircuit = [&f](std::uint32_t c) { return spareOf(f.circuits.headroomW, f.circuits.heatW, c); };
  switch (e.kind) {
    case Kind::rack:
      return rackHeadroom(f, f.layout->racks[e.index]);
    case Kind::cdu:
      return spareOf(f.cdus.headroomW, f.cdus.heatW, f.cdus.state, e.index);
    case Kind::fanWall:
      return spareOf(f.fanWalls.headroomW, f.fanWalls.heatW, f.fanWalls.state, e.index);
    case Kind::circuit:
      return ofCircuit(e.index);
    case Kind::chiller:
      return ofCircuit(f.layout->chillers[e.index].circuit);
    case Kind::exchanger:
      return ofCircuit(f.layout->exchangers[e.index].circuit);
    case Kind::tower:
      return ofCircuit(f.layout->towers[e.index].circuit);
    case Kind::dryCooler:
      return ofCircuit(f.layout->dryCoolers[e.index].circuit);
    default:
      return noFigure;
  }
}

/// Of a thing what its failure costs, of a rack what it loses itself; nothing before the check, or of another site.
float consequenceOf(const Frame& f, EntityRef e) {
  return f.consequence && f.consequence->revision == f.revision ? f.consequence->at(e) : noFigure;
}

/// Counted down from when the outlook was made; where nothing threatens, the horizon and more.
float timeToThrottle(const Frame& f, EntityRef e) {
  if (e.kind != Kind::rack || !f.outlook || f.outlook->revision != f.revision) return noFigure;
  if (e.index >= f.outlook->throttleInS.size()) return noFigure;
  const double passedS = (f.time - f.outlook->from).seconds();
  return static_cast<float>(std::max(0.0, static_cast<double>(f.outlook->throttleInS[e.index]) - passedS));
}

constexpr std::array<Overlay::State, 2> energisedStates{
    {{0.0, "overlay.energised.no"}, {1.0, "overlay.energised.yes"}}};

// the ranges span what a hall sees from idle to a fault: coolant and air by ASHRAE TC 9.9 W45 and A2 allowable bounds,
// chip limits by the throttle point that the catalogue's accelerators share
const Overlay table[] = {
    {.id = "chip-temperature",
     .figure = "chip.temperature",
     .unit = "°C",
     .low = 30,
     .high = 95,
     .limit = 90,
     .racks =
         [](const Frame& f) {
           return FrameValues{f.racks.maxChipC, {}};
         },
     .chips =
         [](const Frame& f) {
           return FrameValues{f.chips.dieC, {}};
         },
     .readsDarkRacks = true},
    {.id = "memory-temperature",
     .figure = "rack.memoryTemperature",
     .unit = "°C",
     .low = 30,
     .high = 100,
     .limit = 95,  // where the catalogue's stacked memory slows its chip down
     .racks =
         [](const Frame& f) {
           return FrameValues{f.racks.maxMemoryC, {}};
         },
     .readsDarkRacks = true},
    {.id = "chip-utilisation",
     .figure = "chip.utilisation",
     .unit = "%",
     .low = 0,
     .high = 100,
     .scale = 100,
     .racks =
         [](const Frame& f) {
           return FrameValues{f.racks.utilisation, {}};
         },
     .chips =
         [](const Frame& f) {
           return FrameValues{f.chips.utilisation, {}};
         }},
    {.id = "chip-power",
     .figure = "chip.power",
     .unit = "W",
     .low = 0,
     .high = 700,
     .chips =
         [](const Frame& f) {
           return FrameValues{f.chips.powerW, {}};
         }},
    {.id = "chip-clock",
     .figure = "chip.frequency",
     .unit = "%",
     .low = 40,
     .high = 100,
     .scale = 100,
     .chips =
         [](const Frame& f) {
           return FrameValues{f.chips.frequency, {}};
         }},
    {.id = "throttled-chips",
     .figure = "rack.throttled",
     .unit = "",
     .low = 0,
     .high = 16,
     .racks =
         [](const Frame& f) {
           return FrameValues{f.racks.throttled, {}};
         }},
    {.id = "time-to-throttle",
     .figure = "rack.timeToThrottle",
     .unit = "min",
     .low = 0,
     .high = 15,
     .scale = 1.0 / 60.0,
     .decimals = 1,
     .map = urgencyMap,
     .things = timeToThrottle,
     .readsDarkRacks = true},
    {.id = "headroom",
     .figure = "cdu.headroom",
     .unit = "%",
     .low = 0,
     .high = 60,
     .limit = 10,
     .scale = 100,
     .map = urgencyMap,
     .things = headroomOf,
     .readsDarkRacks = true},
    {.id = "consequence",
     .figure = "rack.consequence",
     .unit = "chip·h",
     .low = 0,
     .high = 1000,
     .things = consequenceOf,
     .readsDarkRacks = true},
    {.id = "rack-power",
     .figure = "rack.power",
     .unit = "kW",
     .low = 0,
     .high = 140,
     .scale = 1e-3,
     .racks =
         [](const Frame& f) {
           return FrameValues{f.racks.powerW, {}};
         }},
    {.id = "rack-inlet",
     .figure = "rack.inlet",
     .unit = "°C",
     .low = 15,
     .high = 35,
     .limit = 27,
     .decimals = 1,
     .map = divergingMap,
     .racks =
         [](const Frame& f) {
           return FrameValues{f.racks.inletC, {}};
         },
     .things = [](const Frame& f,
                  EntityRef e) { return e.kind == Kind::fanWall ? figureAt(f.fanWalls.airOutC, e.index) : noFigure; },
     .readsDarkRacks = true},
    {.id = "rack-outlet",
     .figure = "rack.outlet",
     .unit = "°C",
     .low = 20,
     .high = 55,
     .decimals = 1,
     .racks =
         [](const Frame& f) {
           return FrameValues{f.racks.outletC, {}};
         },
     .things = [](const Frame& f,
                  EntityRef e) { return e.kind == Kind::fanWall ? figureAt(f.fanWalls.airInC, e.index) : noFigure; },
     .readsDarkRacks = true},
    {.id = "coolant-supply",
     .figure = "rack.coolantIn",
     .unit = "°C",
     .low = 25,
     .high = 50,
     .limit = 45,
     .decimals = 1,
     .racks =
         [](const Frame& f) {
           return FrameValues{f.racks.coolantInC, {}};
         },
     .things = [](const Frame& f, EntityRef e) { return ofLoop(f, e, f.loops.supplyC); },
     .readsDarkRacks = true,
     .isOfWater = true},
    {.id = "coolant-return",
     .figure = "rack.coolantOut",
     .unit = "°C",
     .low = 30,
     .high = 65,
     .decimals = 1,
     .racks =
         [](const Frame& f) {
           return FrameValues{f.racks.coolantOutC, {}};
         },
     .things = [](const Frame& f, EntityRef e) { return ofLoop(f, e, f.loops.returnC); },
     .readsDarkRacks = true,
     .isOfWater = true},
    {.id = "coolant-flow",
     .figure = "rack.coolantFlow",
     .unit = "kg/s",
     .low = 0,
     .high = 3,
     .decimals = 1,
     .racks =
         [](const Frame& f) {
           return FrameValues{f.racks.flowKgPerS, {}};
         },
     .readsDarkRacks = true},
    {.id = "water",
     .figure = "tower.water",
     .unit = "m³/h",
     .low = 0,
     .high = 6,
     .scale = 3.6,  // kg/s of water
     .decimals = 1,
     .things = [](const Frame& f,
                  EntityRef e) { return e.kind == Kind::tower ? figureAt(f.towers.waterKgPerS, e.index) : noFigure; }},
    {.id = "energised",
     .figure = "rack.energised",
     .unit = "",
     .low = 0,
     .high = 1,
     .map = stateMap,
     .racks =
         [](const Frame& f) {
           return FrameValues{{}, f.racks.isEnergised};
         },
     .things =
         [](const Frame& f, EntityRef e) {
           if (e.kind != Kind::powerDevice || e.index >= f.power.state.size()) return noFigure;
           return f.power.state[e.index] == Running::on ? 1.0f : 0.0f;
         },
     .readsDarkRacks = true,
     .states = energisedStates,
     .ofCable = [](float load) { return load < 0.0f ? 0.0f : 1.0f; }},
};

}  // namespace

std::span<const Overlay> overlays() {
  static const std::vector<Overlay> all = [] {
    std::vector<Overlay> rows(std::begin(table), std::end(table));
    rows.insert(rows.end(), powerOverlays().begin(), powerOverlays().end());
    rows.insert(rows.end(), workOverlays().begin(), workOverlays().end());
    return rows;
  }();
  return all;
}

}  // namespace plenum
