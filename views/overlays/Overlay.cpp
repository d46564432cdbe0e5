// SPDX-License-Identifier: Apache-2.0
#include "overlays/Overlay.h"

#include <cmath>

namespace plenum {
namespace {

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
     .readsDarkRacks = true},
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
     .readsDarkRacks = true},
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
     .readsDarkRacks = true},
};

}  // namespace

Rgb8 Overlay::colourOf(float frameValue) const {
  if (std::isnan(frameValue)) return noValueColour;
  return map().at((shown(static_cast<double>(frameValue)) - low) / (high - low));
}

std::span<const Overlay> overlays() { return table; }

const Overlay* findOverlay(std::string_view id) {
  for (const Overlay& overlay : table)
    if (overlay.id == id) return &overlay;
  return nullptr;
}

}  // namespace plenum
