// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "base/Random.h"
#include "support/FakeCampus.h"
#include "support/WorkFrame.h"

namespace plenum::test {

/// A frame of any layout in which every overlay has something to show, and no two of them the same: waves over the land
/// with some grain, one after the other with another length and direction. No physics: a picture of it changes only
/// when drawing changes. Some things are wrong, so that this is in the pictures too.
inline std::shared_ptr<Frame> paintedFrame(const LayoutPtr& layout) {
  auto frame = fakeFrame(layout, 0.5);
  Frame& f = *frame;
  const Layout& l = *layout;
  f.time = f.start = *fromIso("2026-07-21T10:00");
  const auto at = [](const Box& box, std::uint64_t purpose, std::uint32_t i) {
    const Vec3 c = box.centre();
    const double turn = 0.9 * static_cast<double>(purpose), length = 4.0 + 1.7 * static_cast<double>(purpose % 5);
    const double along = c.x * std::cos(turn) + c.y * std::sin(turn) + 2.0 * c.z;
    const double grain = randomUniform({7, i, purpose}, 0);
    return std::clamp(0.5 + 0.38 * std::sin(along / length + turn) + 0.24 * (grain - 0.5), 0.0, 1.0);
  };
  const auto fill = [&](std::vector<float>& values, std::uint64_t purpose, double low, double high,
                        const auto& things) {
    values.resize(things.size());
    for (std::uint32_t i = 0; i < things.size(); ++i)
      values[i] = static_cast<float>(low + (high - low) * at(things[i].box, purpose, i));
  };
  Frame::Racks& r = f.racks;
  fill(r.powerW, 24, 5e3, 135e3, l.racks);
  fill(r.inletC, 2, 15, 35, l.racks);
  fill(r.outletC, 3, 20, 55, l.racks);
  fill(r.coolantInC, 4, 25, 50, l.racks);
  fill(r.coolantOutC, 5, 30, 65, l.racks);
  fill(r.flowKgPerS, 6, 0, 3, l.racks);
  fill(r.maxMemoryC, 7, 30, 100, l.racks);
  fill(r.throttled, 8, 0, 16, l.racks);
  fill(r.maxChipC, 9, 40, 95, l.racks);
  fill(r.utilisation, 10, 0, 1, l.racks);
  r.isOnA.assign(l.racks.size(), 1);
  r.isOnB.assign(l.racks.size(), 1);
  f.isRackDrained.assign(l.racks.size(), 0);
  auto outlook = std::make_shared<Outlook>();
  outlook->revision = f.revision;
  outlook->from = f.time;
  fill(outlook->throttleInS, 11, 0, 1100, l.racks);
  f.outlook = outlook;

  for (std::uint32_t i = 0; i < l.racks.size(); ++i) {
    const PlacedRack& rack = l.racks[i];
    // every server differs, and within it every chip
    for (std::uint32_t k = 0; k < rack.chips; ++k) {
      const std::uint32_t chip = rack.firstChip + k;
      const auto one = [&](std::uint64_t purpose, double base) {
        return std::clamp(base + 0.5 * (randomUniform({9, chip, purpose}, 0) - 0.5), 0.0, 1.0);
      };
      f.chips.dieC[chip] = static_cast<float>(35.0 + 60.0 * one(1, at(rack.box, 9, i)));
      f.chips.utilisation[chip] = static_cast<float>(one(2, at(rack.box, 10, i)));
      f.chips.powerW[chip] = static_cast<float>(700.0 * one(3, at(rack.box, 12, i)));
      f.chips.frequency[chip] = static_cast<float>(0.4 + 0.6 * std::min(1.0, 1.3 * one(4, at(rack.box, 13, i))));
    }
    const double draw = randomUniform({11, i, 0}, 0);
    if (draw < 0.06) r.isOnA[i] = 0;
    if (draw > 0.03 && draw < 0.10) r.isOnB[i] = 0;
    r.isEnergised[i] = r.isOnA[i] != 0 || r.isOnB[i] != 0 ? 1 : 0;
    f.isRackDrained[i] = at(rack.box, 14, i) > 0.66 ? 1 : 0;
  }

  f.loops.supplyC.resize(l.loops.size());
  f.loops.returnC.resize(l.loops.size());
  for (std::uint32_t i = 0; i < l.loops.size(); ++i) {
    f.loops.supplyC[i] = static_cast<float>(25.0 + 25.0 * randomUniform({15, i, 0}, 0));
    f.loops.returnC[i] = static_cast<float>(30.0 + 35.0 * randomUniform({15, i, 1}, 0));
  }
  fill(f.cdus.headroomW, 15, 0, 6e5, l.cdus);
  f.cdus.heatW.assign(l.cdus.size(), 4e5f);
  fill(f.fanWalls.headroomW, 15, 0, 3e5, l.fanWalls);
  f.fanWalls.heatW.assign(l.fanWalls.size(), 2e5f);
  fill(f.fanWalls.airOutC, 2, 15, 35, l.fanWalls);
  fill(f.fanWalls.airInC, 3, 20, 55, l.fanWalls);
  fill(f.circuits.supplyC, 16, 10, 40, l.circuits);
  fill(f.circuits.returnC, 17, 20, 55, l.circuits);
  fill(f.circuits.headroomW, 15, 0, 6e6, l.circuits);
  f.circuits.heatW.assign(l.circuits.size(), 4e6f);
  f.circuits.flowKgPerS.assign(l.circuits.size(), 100.0f);
  fill(f.towers.waterKgPerS, 18, 0, 6 / 3.6, l.towers);

  Frame::Power& p = f.power;
  fill(p.loadFraction, 19, 0, 1.25, l.power);
  p.outputW.resize(l.power.size());
  p.firstBreaker.resize(l.power.size() + 1);
  p.breakerHeat.resize(l.power.size());
  p.batteryMinutes.resize(l.power.size());
  for (std::uint32_t i = 0; i < l.power.size(); ++i) {
    const PlacedPower& device = l.power[i];
    const double rating = device.rating.si;
    p.outputW[i] = static_cast<float>(rating * static_cast<double>(p.loadFraction[i]));
    p.firstBreaker[i] = i;
    p.breakerHeat[i] = static_cast<float>(1.25 * at(device.box, 20, i));
    p.batteryMinutes[i] =
        device.kind == PowerSpec::Kind::ups ? static_cast<float>(15.0 * at(device.box, 21, i)) : -1.0f;
  }
  p.firstBreaker.back() = static_cast<std::uint32_t>(l.power.size());

  auto consequence = std::make_shared<Consequence>();
  consequence->revision = f.revision;
  const auto costs = [&](Kind kind, const auto& things) {
    fill(consequence->lostChipHours[static_cast<std::size_t>(kind)], 22, 0, 1000, things);
  };
  costs(Kind::rack, l.racks);
  costs(Kind::cdu, l.cdus);
  costs(Kind::fanWall, l.fanWalls);
  costs(Kind::pump, l.pumps);
  costs(Kind::chiller, l.chillers);
  costs(Kind::tower, l.towers);
  costs(Kind::powerDevice, l.power);
  f.consequence = consequence;

  // jobs on runs of racks, some idle ones between them
  const auto count = static_cast<std::uint32_t>(l.racks.size());
  const std::array<Frame::JobLine::Slowed, 4> causes{Frame::JobLine::Slowed::no, Frame::JobLine::Slowed::heat,
                                                     Frame::JobLine::Slowed::cap, Frame::JobLine::Slowed::power};
  std::uint32_t first = 0, n = 0;
  while (first < count) {
    const std::uint32_t length = std::min(count - first, 1 + static_cast<std::uint32_t>(randomBits({13, n, 0}, 0) % 7));
    if (n % 6 != 5) {
      Frame::JobLine& job = addJob(f, "job-" + std::to_string(n), first, length);
      job.industry = static_cast<Industry>((3 * n + 2) % 11);
      job.slowed = causes[n % causes.size()];
      job.speed = n % causes.size() == 0 ? 1.0f : 0.8f;
    }
    first += length;
    ++n;
  }

  // what is wrong
  if (f.towers.state.size() > 2) f.towers.state[2] = Running::failed;
  if (f.chillers.state.size() > 1) f.chillers.state[1] = Running::off;
  if (f.cdus.state.size() > 1) f.cdus.state[1] = Running::failed;
  if (f.power.state.size() > 5) f.power.state[5] = Running::dark;
  return frame;
}

}  // namespace plenum::test
