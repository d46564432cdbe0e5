// SPDX-License-Identifier: Apache-2.0
#include "overlays/PowerOverlays.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace plenum {
namespace {

float atLeast0(float value) { return value < 0.0f ? noFigure : value; }

bool isDevice(const Frame& f, EntityRef e) {
  return e.kind == Kind::powerDevice && f.layout && e.index < f.layout->power.size();
}

/// Where a device's power comes from now; `none` at a source, or where nothing feeds it.
std::uint32_t sourceOf(const Frame& f, std::uint32_t device) {
  const PlacedPower& placed = f.layout->power[device];
  const Fed fed = device < f.power.fed.size() ? f.power.fed[device] : Fed::normal;
  if (fed == Fed::alternate) return placed.alternate;
  if (fed == Fed::standby) return placed.standby.empty() ? none : placed.standby.front();
  return fed == Fed::nothing || fed == Fed::battery || fed == Fed::storage ? none : placed.from;
}

/// Does something with every device that feeds a rack now, by either cord, from the nearest up.
template <class Take>
void alongCords(const Frame& f, std::uint32_t rack, Take take) {
  for (const std::uint32_t cord : {f.layout->racks[rack].feedA, f.layout->racks[rack].feedB}) {
    std::uint32_t device = cord;
    // a tree: no way is longer than there are devices
    for (std::size_t step = 0; device < f.layout->power.size() && step < f.layout->power.size(); ++step) {
      take(device);
      device = sourceOf(f, device);
    }
  }
}

/// Of a thing that has feeds of its own: what `ofDevice` says of the device that it hangs on. Of a rack the worst of
/// all devices on its cords, by `isWorse`.
template <class OfDevice, class IsWorse>
float worst(const Frame& f, EntityRef e, OfDevice ofDevice, IsWorse isWorse) {
  if (isDevice(f, e)) return ofDevice(e.index);
  if (e.kind != Kind::rack || !f.layout || e.index >= f.layout->racks.size()) return noFigure;
  float found = noFigure;
  alongCords(f, e.index, [&](std::uint32_t device) {
    const float value = ofDevice(device);
    if (!std::isnan(value) && (std::isnan(found) || isWorse(value, found))) found = value;
  });
  return found;
}

float loadOf(const Frame& f, EntityRef e) {
  return worst(
      f, e, [&](std::uint32_t d) { return figureAt(f.power.loadFraction, d); }, std::greater<>());
}

float spareOf(const Frame& f, EntityRef e) {
  return worst(
      f, e,
      [&](std::uint32_t d) {
        const double rating = f.layout->power[d].rating.si;
        return rating > 0.0 ? static_cast<float>(rating) - figureAt(f.power.outputW, d) : noFigure;
      },
      std::less<>());
}

/// Of a rack: the longest of the batteries on its cords, which carries it to the end.
float batteryOf(const Frame& f, EntityRef e) {
  return worst(
      f, e, [&](std::uint32_t d) { return atLeast0(figureAt(f.power.batteryMinutes, d)); }, std::greater<>());
}

float heatOf(const Frame& f, EntityRef e) {
  return worst(
      f, e,
      [&](std::uint32_t d) {
        const auto& first = f.power.firstBreaker;
        float most = noFigure;
        if (d + 1 >= first.size()) return most;
        for (std::uint32_t b = first[d]; b < first[d + 1] && b < f.power.breakerHeat.size(); ++b)
          most = std::isnan(most) ? f.power.breakerHeat[b] : std::max(most, f.power.breakerHeat[b]);
        return most;
      },
      std::greater<>());
}

float cordsOf(const Frame& f, EntityRef e) {
  if (e.kind != Kind::rack || e.index >= f.racks.isOnA.size() || e.index >= f.racks.isOnB.size()) return noFigure;
  return static_cast<float>((f.racks.isOnA[e.index] ? 2 : 0) + (f.racks.isOnB[e.index] ? 1 : 0));
}

constexpr std::array<Overlay::State, 4> cordStates{{{0.0, "overlay.cords.none"},
                                                    {1.0, "overlay.cords.only-b"},
                                                    {2.0, "overlay.cords.only-a"},
                                                    {3.0, "overlay.cords.both"}}};

// load: beyond its rating a device is overloaded and its breaker heats up; spare: a row of racks; minutes: what the
// catalogue's batteries are laid out for, and half as much again
const Overlay powerTable[] = {
    {.id = "power-load",
     .figure = "power.load",
     .unit = "%",
     .low = 0,
     .high = 125,
     .limit = 100,
     .scale = 100,
     .things = loadOf,
     .ofCable = [](float load) { return load; }},
    {.id = "power-spare",
     .figure = "power.spare",
     .unit = "kW",
     .low = 0,
     .high = 1000,
     .scale = 1e-3,
     .map = urgencyMap,
     .things = spareOf,
     .readsDarkRacks = true},
    {.id = "power-path",
     .figure = "rack.cords",
     .unit = "",
     .low = 0,
     .high = 3,
     .map = urgencyMap,
     .things = cordsOf,
     .readsDarkRacks = true,
     .states = cordStates},
    {.id = "battery-minutes",
     .figure = "power.batteryTime",
     .unit = "min",
     .low = 0,
     .high = 15,
     .decimals = 1,
     .map = urgencyMap,
     .things = batteryOf,
     .readsDarkRacks = true},
    {.id = "breaker-heat",
     .figure = "power.breakerHeat",
     .unit = "%",
     .low = 0,
     .high = 125,
     .limit = 100,
     .scale = 100,
     .things = heatOf,
     .readsDarkRacks = true},
};

}  // namespace

std::span<const Overlay> powerOverlays() { return powerTable; }

}  // namespace plenum
