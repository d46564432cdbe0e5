// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "figures/Rows.h"

namespace plenum {
namespace {

constexpr double noFigure = std::numeric_limits<double>::quiet_NaN();

const PlacedRack* rackAt(const Frame& frame, std::uint32_t rack) {
  return frame.layout && rack < frame.layout->racks.size() ? &frame.layout->racks[rack] : nullptr;
}

double tenantsOf(const Frame& frame, std::uint32_t rack) {
  const PlacedRack* placed = rackAt(frame, rack);
  if (!placed || placed->firstChip + placed->chips > frame.chipTenant.size()) return noFigure;
  std::set<std::uint32_t> seen;
  for (std::uint32_t c = placed->firstChip; c < placed->firstChip + placed->chips; ++c)
    if (frame.chipTenant[c] != none) seen.insert(frame.chipTenant[c]);
  return static_cast<double>(seen.size());
}

/// Chips of jobs that run below full speed, whatever the cause, the ones that only wait for slower chips among them.
double slowedOf(const Frame& frame, std::uint32_t rack) {
  const PlacedRack* placed = rackAt(frame, rack);
  if (!placed || placed->firstChip + placed->chips > frame.chipTenant.size()) return noFigure;
  double count = 0.0;
  for (std::uint32_t c = placed->firstChip; c < placed->firstChip + placed->chips; ++c)
    if (const std::uint32_t job = frame.chipTenant[c]; job < frame.jobs.size())
      count += frame.jobs[job].slowed != Frame::JobLine::Slowed::no;
  return count;
}

double drainedOf(const Frame& frame, std::uint32_t rack) {
  return rack < frame.isRackDrained.size() ? static_cast<double>(frame.isRackDrained[rack]) : noFigure;
}

}  // namespace

/// Who works where, and what keeps chips from working.
void addWorkFigures(std::vector<Figure>& table) {
  const Figure rows[] = {
      {"rack.tenants", Kind::rack, "n_job", "", 1, 0, "", {}, "source.count", Confidence::inferred, tenantsOf},
      {"rack.slowedChips",
       Kind::rack,
       "n_slow",
       "",
       1,
       0,
       "",
       {"chip.frequency"},
       "source.count",
       Confidence::inferred,
       slowedOf},
      {"rack.drained", Kind::rack, "drained", "", 1, 0, "", {}, "source.count", Confidence::inferred, drainedOf},
      {"campus.allocated",
       Kind::campus,
       "n_held",
       "",
       1,
       0,
       "",
       {"rack.tenants"},
       "source.count",
       Confidence::inferred,
       metric(&Metrics::allocatedChips)},
      {"campus.queuedChips",
       Kind::campus,
       "n_waiting",
       "",
       1,
       0,
       "",
       {},
       "source.count",
       Confidence::inferred,
       metric(&Metrics::queuedChips)},
  };
  table.insert(table.end(), std::begin(rows), std::end(rows));
}

}  // namespace plenum
