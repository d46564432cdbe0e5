// SPDX-License-Identifier: Apache-2.0
#include "viewport/Carried.h"

#include <algorithm>
#include <limits>
#include <type_traits>
#include <utility>

namespace plenum {
namespace {

/// Where each thing of the new list stood in the old one; `none` for what is new.
struct Origins {
  std::vector<std::uint32_t> from;
  std::size_t before = 0;
  bool areSame = true;
};

template <class All>
Origins originsOf(const All& now, const All& before) {
  Origins origins;
  origins.before = before.size();
  origins.areSame =
      now.size() == before.size() &&
      std::equal(now.begin(), now.end(), before.begin(), [](const auto& a, const auto& b) { return a.id == b.id; });
  if (origins.areSame) return origins;
  std::unordered_map<std::string_view, std::uint32_t> known;
  for (std::uint32_t i = 0; i < before.size(); ++i) known.emplace(before[i].id, i);
  for (const auto& thing : now) {
    const auto found = known.find(thing.id);
    origins.from.push_back(found == known.end() ? none : found->second);
  }
  return origins;
}

/// What an array says of a thing that the engine has not seen yet.
template <class T>
T unknownOf() {
  if constexpr (std::is_floating_point_v<T>)
    return std::numeric_limits<T>::quiet_NaN();
  else if constexpr (std::is_same_v<T, Running>)
    return Running::off;
  else
    return T{};
}

template <class T>
void move(std::vector<T>& values, const Origins& origins) {
  // arrays of another length are not about these things, or not there
  if (origins.areSame || values.size() != origins.before) return;
  std::vector<T> out;
  out.reserve(origins.from.size());
  for (const std::uint32_t from : origins.from) out.push_back(from == none ? unknownOf<T>() : values[from]);
  values = std::move(out);
}
template <class... Arrays>
void moveAll(const Origins& origins, Arrays&... arrays) {
  (move(arrays, origins), ...);
}

/// Chips follow their racks, as long as these hold as many.
Origins chipsOf(const Layout& now, const Layout& before, const Origins& racks) {
  Origins origins;
  origins.before = before.chips;
  const auto rackBefore = [&](std::uint32_t r) { return racks.areSame ? r : racks.from[r]; };
  origins.areSame = now.chips == before.chips && racks.areSame;
  for (std::uint32_t r = 0; origins.areSame && r < now.racks.size(); ++r)
    origins.areSame =
        now.racks[r].firstChip == before.racks[r].firstChip && now.racks[r].chips == before.racks[r].chips;
  if (origins.areSame) return origins;
  origins.from.assign(now.chips, none);
  for (std::uint32_t r = 0; r < now.racks.size(); ++r) {
    const std::uint32_t was = rackBefore(r);
    if (was == none || before.racks[was].chips != now.racks[r].chips) continue;
    for (std::uint32_t c = 0; c < now.racks[r].chips; ++c)
      origins.from[now.racks[r].firstChip + c] = before.racks[was].firstChip + c;
  }
  return origins;
}

void carryRacks(Frame& frame, const Origins& racks) {
  auto& r = frame.racks;
  moveAll(racks, r.powerW, r.inletC, r.outletC, r.coolantInC, r.coolantOutC, r.flowKgPerS, r.maxChipC, r.meanChipC,
          r.maxMemoryC, r.utilisation, r.airFlowM3PerS, r.throttled, r.coolantHeatW, r.airHeatW, r.doorHeatW, r.storedW,
          r.isEnergised, r.isOnA, r.isOnB, r.batteryFraction, r.darkCause, frame.isRackDrained, frame.isRackMeasured);
  if (racks.areSame) return;
  // a rack of which nothing is known yet is not told to be without power
  for (auto* live : {&r.isEnergised, &r.isOnA, &r.isOnB})
    for (std::size_t i = 0; i < racks.from.size() && i < live->size(); ++i)
      if (racks.from[i] == none) (*live)[i] = 1;
}

/// True where every number means what it meant.
bool carryPlant(Frame& frame, const Layout& now, const Layout& before) {
  bool areSame = true;
  const auto of = [&areSame](const auto& is, const auto& was) {
    Origins origins = originsOf(is, was);
    areSame = areSame && origins.areSame;
    return origins;
  };
  auto& h = frame.halls;
  moveAll(of(now.halls, before.halls), h.itPowerW, h.coldAisleC, h.hotAisleC, h.supplyAirC, h.maxChipC, h.maxInletC,
          h.airRatio, h.setpointC, h.humidity);
  auto& l = frame.loops;
  moveAll(of(now.loops, before.loops), l.supplyC, l.returnC, l.flowKgPerS, l.heatW, l.setpointC, l.levelFraction);
  auto& c = frame.cdus;
  const Origins cdus = of(now.cdus, before.cdus);
  moveAll(cdus, c.heatW, c.primaryInC, c.primaryOutC, c.primaryFlowKgPerS, c.secondaryFlowKgPerS, c.pumpSpeed, c.valve,
          c.powerW, c.headroomW, c.state);
  if (!cdus.areSame) {
    c.firstPump.clear();
    c.pumpState.clear();
  }
  auto& f = frame.fanWalls;
  moveAll(of(now.fanWalls, before.fanWalls), f.heatW, f.airInC, f.airOutC, f.fanSpeed, f.valve, f.waterOutC, f.powerW,
          f.headroomW, f.state);
  auto& w = frame.circuits;
  moveAll(of(now.circuits, before.circuits), w.supplyC, w.returnC, w.flowKgPerS, w.heatW, w.setpointC,
          w.condenserSupplyC, w.condenserReturnC, w.waterKgPerS, w.headroomW, w.dpPa, w.pumpSpeed, w.rejection,
          w.basinLevel, w.evaporationKgPerS, w.driftKgPerS, w.blowdownKgPerS, w.economiserW, w.mode, w.isIsolated,
          w.isMakeUpLost);
  moveAll(of(now.pumps, before.pumps), frame.pumps.speed, frame.pumps.flowKgPerS, frame.pumps.powerW,
          frame.pumps.state);
  auto& m = frame.chillers;
  moveAll(of(now.chillers, before.chillers), m.coolingW, m.powerW, m.partLoad, m.cop, m.leavingC, m.enteringCondenserC,
          m.isExtrapolated, m.state);
  auto& t = frame.towers;
  moveAll(of(now.towers, before.towers), t.heatW, t.fanSpeed, t.powerW, t.leavingC, t.waterKgPerS, t.state);
  moveAll(of(now.exchangers, before.exchangers), frame.exchangers.heatW, frame.exchangers.state);
  auto& k = frame.tanks;
  moveAll(of(now.tanks, before.tanks), k.topC, k.bottomC, k.charge, k.heatW, k.state);
  auto& s = frame.lakes;
  moveAll(of(now.lakes, before.lakes), s.intakeC, s.dischargeC, s.heatW, s.powerW, s.state);
  auto& d = frame.dryCoolers;
  moveAll(of(now.dryCoolers, before.dryCoolers), d.heatW, d.fanSpeed, d.powerW, d.leavingC, d.state);
  return areSame;
}

bool carryPower(Frame& frame, const Layout& now, const Layout& before) {
  auto& p = frame.power;
  const Origins power = originsOf(now.power, before.power);
  moveAll(power, p.outputW, p.inputW, p.lossW, p.loadFraction, p.batteryFraction, p.fuelFraction, p.batteryMinutes,
          p.fuelHours, p.frequencyHz, p.fed, p.darkCause, p.state);
  const bool areBreakersSame =
      power.areSame && std::equal(now.power.begin(), now.power.end(), before.power.begin(),
                                  [](const auto& a, const auto& b) { return a.breakers.size() == b.breakers.size(); });
  if (areBreakersSame) return true;
  p.firstBreaker.clear();
  p.contact.clear();
  p.breakerLoad.clear();
  p.breakerHeat.clear();
  p.isHeld.clear();
  return false;
}

/// Racks of jobs and services, and things with alarms: by their new numbers, or gone.
void carryReferences(Frame& frame, const Layout& now, const Layout& before, const Origins& racks) {
  std::vector<ActiveAlarm> alarms;
  for (ActiveAlarm& alarm : frame.alarms) {
    const auto found = now.find(before.idOf(alarm.entity));
    if (!found) continue;
    alarm.entity = *found;
    alarms.push_back(std::move(alarm));
  }
  frame.alarms = std::move(alarms);
  if (racks.areSame) return;
  std::vector<std::uint32_t> numbers(racks.before, none);
  for (std::uint32_t i = 0; i < racks.from.size(); ++i)
    if (racks.from[i] != none) numbers[racks.from[i]] = i;
  const auto renumber = [&](std::vector<Frame::JobLine::Part>& parts) {
    std::erase_if(parts, [&](const auto& part) { return part.rack >= numbers.size() || numbers[part.rack] == none; });
    for (auto& part : parts) part.rack = numbers[part.rack];
    std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.rack < b.rack; });
  };
  for (auto& job : frame.jobs) renumber(job.parts);
  for (auto& service : frame.services) renumber(service.parts);
}

}  // namespace

FramePtr carriedOnto(const Frame& frame, const LayoutPtr& layout) {
  auto out = std::make_shared<Frame>(frame);
  if (!layout || !frame.layout || layout == frame.layout) return out;
  const Layout &now = *layout, &before = *frame.layout;
  out->layout = layout;
  out->revision = layout->revision;
  const Origins racks = originsOf(now.racks, before.racks), chips = chipsOf(now, before, racks);
  moveAll(chips, out->chips.dieC, out->chips.utilisation, out->chips.frequency, out->chips.powerW);
  if (!chips.areSame && out->chipTenant.size() == chips.before) {
    std::vector<std::uint32_t> tenants;
    for (const std::uint32_t from : chips.from) tenants.push_back(from == none ? none : out->chipTenant[from]);
    out->chipTenant = std::move(tenants);
  }
  carryRacks(*out, racks);
  const bool isPlantSame = carryPlant(*out, now, before), isPowerSame = carryPower(*out, now, before);
  carryReferences(*out, now, before, racks);
  // numbered by all that stands, and soon known anew
  if (!isPlantSame || !isPowerSame || !racks.areSame || !chips.areSame) {
    out->points = {};
    out->outlook.reset();
    out->consequence.reset();
  }
  return out;
}

}  // namespace plenum
