// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <memory>
#include <string>

#include "support/FakeCampus.h"

namespace plenum::test {

/// Lets a job run on whole racks from `firstRack` on; the frame's chips are its.
inline Frame::JobLine& addJob(Frame& frame, const std::string& id, std::uint32_t firstRack, std::uint32_t racks) {
  if (frame.chipTenant.empty()) frame.chipTenant.assign(frame.layout->chips, none);
  const auto index = static_cast<std::uint32_t>(frame.jobs.size());
  Frame::JobLine job;
  job.id = id;
  job.name = {id + " (en)", id + "（中）"};
  job.phase = racks > 0 ? Frame::JobLine::Phase::running : Frame::JobLine::Phase::queued;
  job.state = racks > 0 ? 1 : 0;
  job.speed = racks > 0 ? 1.0f : 0.0f;
  job.progress = 0.25f;
  job.startS = racks > 0 ? 60.0 : -1.0;
  for (std::uint32_t r = firstRack; r < firstRack + racks; ++r) {
    const PlacedRack& rack = frame.layout->racks[r];
    job.parts.push_back({r, rack.chips, 400.0 * rack.chips});
    job.chips += rack.chips;
    std::fill_n(frame.chipTenant.begin() + rack.firstChip, rack.chips, index);
  }
  frame.metrics.allocatedChips += job.chips;
  (racks > 0 ? frame.metrics.runningJobs : frame.metrics.queuedJobs) += 1;
  frame.jobs.push_back(std::move(job));
  return frame.jobs.back();
}

/// A service on whole racks; to be added after the last job.
inline Frame::ServiceLine& addService(Frame& frame, const std::string& id, std::uint32_t firstRack,
                                      std::uint32_t racks) {
  if (frame.chipTenant.empty()) frame.chipTenant.assign(frame.layout->chips, none);
  const auto index = static_cast<std::uint32_t>(frame.jobs.size() + frame.services.size());
  Frame::ServiceLine service;
  service.id = id;
  service.name = {id, id};
  for (std::uint32_t r = firstRack; r < firstRack + racks; ++r) {
    const PlacedRack& rack = frame.layout->racks[r];
    service.parts.push_back({r, rack.chips, 300.0 * rack.chips});
    service.chips += rack.chips;
    std::fill_n(frame.chipTenant.begin() + rack.firstChip, rack.chips, index);
  }
  frame.services.push_back(std::move(service));
  return frame.services.back();
}

}  // namespace plenum::test
