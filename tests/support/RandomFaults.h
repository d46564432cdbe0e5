// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "scenario/Scenario.h"
#include "site/Points.h"
#include "support/Draws.h"

namespace plenum::test {

/// Everything on a layout that an action may aim at.
struct Targets {
  std::vector<std::string> failable, sensors, organs, setPoints, loops, halls, dirty, devices, breakers, switches,
      upses;

  explicit Targets(const Layout& layout) {
    const auto all = [](const auto& things, std::vector<std::string>& into) {
      for (const auto& thing : things) into.push_back(thing.id);
    };
    all(layout.circuits, failable), all(layout.cdus, failable), all(layout.fanWalls, failable);
    all(layout.pumps, failable), all(layout.chillers, failable), all(layout.exchangers, failable);
    all(layout.towers, failable), all(layout.dryCoolers, failable), all(layout.tanks, failable);
    all(layout.lakes, failable), all(layout.power, failable), all(layout.power, devices);
    for (const PlacedPower& device : layout.power) {
      for (std::size_t q = 1; q <= device.breakers.size(); ++q)
        breakers.push_back(device.id + "/Q" + std::to_string(q));
      if (device.alternate != none && device.kind != PowerSpec::Kind::tie) switches.push_back(device.id);
      if (device.ups) upses.push_back(device.id);
    }
    for (const PlacedCdu& cdu : layout.cdus)
      for (int p = 1; p <= cdu.spec->pumps; ++p) failable.push_back(cdu.id + "/P" + std::to_string(p));
    for (const PlacedFanWall& wall : layout.fanWalls)
      for (int f = 1; f <= wall.spec->fans; ++f) failable.push_back(wall.id + "/F" + std::to_string(f));
    for (const PlacedCircuit& circuit : layout.circuits) failable.push_back(circuit.id + "/make-up");
    for (const PlacedLoop& loop : layout.loops) failable.push_back(loop.id + "/make-up");
    all(layout.cdus, dirty), all(layout.fanWalls, dirty), all(layout.chillers, dirty), all(layout.exchangers, dirty);
    all(layout.towers, dirty), all(layout.dryCoolers, dirty), all(layout.lakes, dirty);
    all(layout.loops, loops), all(layout.halls, halls);
    all(layout.circuits, setPoints), all(layout.loops, setPoints), all(layout.halls, setPoints);
    for (int k = 0; k < pointKinds; ++k) {
      const auto point = static_cast<Point>(k);
      for (std::uint32_t i = 0; i < layout.count(rowOf(point).kind); ++i)
        (rowOf(point).isOrgan ? organs : sensors).push_back(idOf(layout, {point, i}));
    }
  }
};

/// So much trouble over so long: faults of every kind of action, each mended again after a while, most of the time
/// several at once. The same seed draws the same. Ascending in time.
inline std::vector<Scenario::Timed> randomFaults(const Layout& layout, std::uint64_t seed, Duration length,
                                                 int faults) {
  const Targets targets(layout);
  Draws draw(seed, 28);
  const auto one = [&](const std::vector<std::string>& of) { return of[draw.below(of.size())]; };
  std::vector<Scenario::Timed> out;
  int extras = 0;
  for (int i = 0; i < faults; ++i) {
    const Duration at =
        minutes(1) +
        Duration{static_cast<std::int64_t>(draw.uniform() * static_cast<double>((length - minutes(2)).us))};
    // some minutes, at times hours
    const Duration after =
        at + Duration{static_cast<std::int64_t>(1e6 * draw.between(60.0, draw.chance(0.2) ? 14400.0 : 1800.0))};
    const auto both = [&](Action begin, Action end) {
      out.push_back({at, std::move(begin)}), out.push_back({after, std::move(end)});
    };
    const double kind = draw.uniform();
    if (kind < 0.28) {
      const std::string target = one(targets.failable);
      both(Fail{target}, Restore{target});
    } else if (kind < 0.34) {
      const std::string target = one(targets.breakers);
      if (draw.chance(0.5))
        both(Open{target}, Close{target});
      else
        both(Fail{target}, Restore{target});
    } else if (kind < 0.36) {
      const std::string target = one(targets.devices);
      both(ShortCircuit{target}, Restore{target});
      out.push_back({after + seconds(30), Close{target}});
    } else if (kind < 0.38 && !targets.switches.empty()) {
      const std::string target = one(targets.switches);
      both(Transfer{target, Transfer::To::alternate}, Transfer{target, Transfer::To::normal});
    } else if (kind < 0.40 && !targets.upses.empty()) {
      const std::string target = one(targets.upses);
      both(UpsMode{target, draw.chance(0.5) ? UpsMode::Mode::economy : UpsMode::Mode::bypass},
           UpsMode{target, UpsMode::Mode::online});
    } else if (kind < 0.55) {
      const std::string target = one(targets.sensors);
      const auto mode = static_cast<SensorFault::Mode>(draw.whole(0, 3));
      both(SensorFault{target, mode, draw.between(-8.0, mode == SensorFault::Mode::stuck ? 40.0 : 8.0)},
           Restore{target});
    } else if (kind < 0.65) {
      const std::string target = one(targets.organs);
      both(Stick{target, draw.chance(0.4) ? -1.0 : draw.uniform()}, Restore{target});
    } else if (kind < 0.75) {
      const std::string target = one(targets.organs);
      both(SetManual{target, {draw.uniform()}}, SetAuto{target});
    } else if (kind < 0.85) {
      const std::string target = one(targets.dirty);
      const auto mode = draw.chance(0.5) ? Degrade::Mode::foul : Degrade::Mode::clog;
      both(Degrade{target, mode, {draw.between(0.1, 0.9)}}, Restore{target});
    } else if (kind < 0.91 && !targets.loops.empty()) {
      const std::string target = one(targets.loops);
      both(Leak{target, {draw.between(0.02, 3.0)}}, Leak{target, {0.0}});
    } else if (kind < 0.93) {
      const std::string target = one(targets.setPoints);
      out.push_back({at, SetSupply{target, {draw.between(10.0, 42.0)}}});
    } else if (kind < 0.945) {
      const std::string target = one(targets.halls);
      both(CapFrequency{target, {draw.between(0.4, 1.0)}}, CapFrequency{target, {1.0}});
    } else if (kind < 0.955) {
      both(ShiftWeather{{draw.between(-5.0, 8.0)}, {draw.between(-4.0, 3.0)}}, ShiftWeather{{0.0}, {0.0}});
    } else {
      const std::string extra = "extra-" + std::to_string(i);
      // in turn, so that each has its share
      switch (extras++ % 8) {
        case 0:
          out.push_back({at, CrashJob{"train"}});
          break;
        case 1:
          both(SubmitJob{extra, Job::Kind::training, 64, hours(8), {0.9}}, CancelJob{extra});
          break;
        case 2:
          out.push_back({at, PreemptJob{"train"}});
          break;
        case 3:
          out.push_back({at, CheckpointJob{"train"}});
          break;
        case 4:
          both(CapJob{"train", {draw.between(0.4, 1.0)}}, CapJob{"train", {1.0}});
          break;
        case 5: {
          const std::string target = one(targets.halls);
          both(Drain{target}, Undrain{target});
          break;
        }
        case 6: {
          const PlacedRack& rack = layout.racks[draw.below(layout.racks.size())];
          RackLoad measured, free;
          measured.rack = free.rack = rack.id;
          measured.value = draw.uniform(), free.as = RackLoad::As::released;
          both(LoadRack{measured}, LoadRack{free});
          break;
        }
        default:
          both(LimitPower{{draw.between(1e6, 5e6)}}, LimitPower{{0.0}});
      }
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return out;
}

}  // namespace plenum::test
