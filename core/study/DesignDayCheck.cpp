// SPDX-License-Identifier: Apache-2.0
#include "study/DesignDayCheck.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "sim/Headroom.h"
#include "sim/Model.h"
#include "sim/State.h"

namespace plenum::study {
namespace {

struct Counts {
  std::uint32_t throttled = 0, tripped = 0;
  double maxChipC = -1e9;
};

Counts countsOf(const SimState& state) {
  Counts out;
  for (std::size_t r = 0; r < state.racks.throttled.size(); ++r) {
    out.throttled += state.racks.throttled[r];
    out.tripped += state.racks.tripped[r];
    out.maxChipC = std::max(out.maxChipC, static_cast<double>(state.racks.maxDieC[r]));
  }
  return out;
}

/// From the intact campus at the moment of the failure; stops at the first trip or at the horizon.
void runAhead(const Rest& rest, DesignRow& row, double horizonS, Parallel& parallel) {
  SimStatePtr state = copyOf(*rest.state);
  const Counts before = countsOf(*state);
  const std::array<Action, 1> fails{Fail{row.failed}};
  const double tickS = rest.model->tick.seconds();
  row.horizonS = horizonS;
  row.peakChipC = before.maxChipC;
  for (double atS = tickS; atS <= horizonS + 1e-9; atS += tickS) {
    if (atS <= tickS)
      tick(*rest.model, *state, fails, parallel);
    else
      tick(*rest.model, *state, {}, parallel);
    const Counts now = countsOf(*state);
    row.peakChipC = std::max(row.peakChipC, now.maxChipC);
    if (!row.throttleInS && now.throttled > before.throttled) row.throttleInS = atS;
    if (now.tripped > before.tripped) {
      row.tripInS = atS;
      if (!row.throttleInS) row.throttleInS = atS;
      return;
    }
  }
}

Verdict verdictOf(const DesignRow& row) {
  if (row.trippedChips > 0 || row.tripInS) return Verdict::trips;
  if (row.throttledChips > 0 || row.throttleInS) return Verdict::throttles;
  return row.worstSupplyK > heldK ? Verdict::degrades : Verdict::holds;
}

template <class Racks>
double memoryOf(const Racks& racks, std::size_t r) {
  if constexpr (requires { racks.maxMemoryC; })
    if (r < racks.maxMemoryC.size()) return static_cast<double>(racks.maxMemoryC[r]);
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

DesignRow readRow(const SimModel& model, const SimState& state) {
  const Layout& layout = *model.layout;
  DesignRow row;
  row.maxChipC = row.maxInletC = -1e9;
  row.maxMemoryC = std::numeric_limits<double>::quiet_NaN();
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r) {
    if (static_cast<double>(state.racks.maxDieC[r]) > row.maxChipC) {
      row.maxChipC = static_cast<double>(state.racks.maxDieC[r]);
      row.hottestRack = layout.racks[r].id;
    }
    row.maxInletC = std::max(row.maxInletC, state.racks.inletC[r]);
    row.throttledChips += state.racks.throttled[r];
    row.trippedChips += state.racks.tripped[r];
    const double memoryC = memoryOf(state.racks, r);
    if (!std::isnan(memoryC)) row.maxMemoryC = std::isnan(row.maxMemoryC) ? memoryC : std::max(row.maxMemoryC, memoryC);
  }
  row.worstSupplyK = -1e9;
  const auto look = [&](EntityRef ref, double aboveK) {
    if (aboveK <= row.worstSupplyK) return;
    row.worstSupplyK = aboveK;
    row.worstSupply = ref;
  };
  for (std::uint32_t i = 0; i < layout.circuits.size(); ++i)
    look({Kind::circuit, i, 0}, state.circuits.supplyC[i] - state.circuits.setpointC[i]);
  for (std::uint32_t l = 0; l < layout.loops.size(); ++l)
    if (!layout.loops[l].racks.empty()) look({Kind::loop, l, 0}, state.loops.supplyC[l] - state.loops.setpointC[l]);
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h)
    if (layout.halls[h].racks > 0) look({Kind::hall, h, 0}, state.air.coldC[h] - state.air.setpointC[h]);
  if (row.worstSupplyK < -1e8) row.worstSupplyK = 0.0;
  row.worstSupplyId = layout.idOf(row.worstSupply);
  row.peakChipC = row.maxChipC;
  row.verdict = verdictOf(row);
  return row;
}

Result<DesignDayCheck> checkDesignDay(LayoutPtr layout, const Setting& setting, const DesignDayOptions& options,
                                      Parallel& parallel) {
  if (layout->racks.empty()) return Problem{{}, {}, Text("study.no-racks"), Text("study.no-racks.give")};
  auto outdoors = designOutdoors(*layout, setting);
  if (!outdoors) return outdoors.problems();
  DesignDayCheck out;
  out.outdoors = *outdoors;
  for (std::size_t o = 0; o < out.outdoors.size(); ++o) {
    auto rest = fullLoadAt(layout, setting, out.outdoors[o], parallel);
    if (!rest) return rest.problems();
    DesignRow intact = readRow(*rest->model, *rest->state);
    intact.outdoor = o;
    out.rows.push_back(intact);
    const std::vector<Contingency> tried = contingencies(*rest->model, *rest->state);
    out.units = 0;
    for (std::size_t n = 0; n < tried.size(); ++n) {
      const double done = (static_cast<double>(o) + static_cast<double>(n) / static_cast<double>(tried.size())) /
                          static_cast<double>(out.outdoors.size());
      if (options.onProgress && !options.onProgress(done)) {
        out.isComplete = false;
        return out;
      }
      DesignRow row = readRow(*rest->model, *without(*rest, {tried[n].target}, parallel));
      row.outdoor = o;
      row.failed = tried[n].target;
      row.entity = tried[n].entity;
      row.alike = tried[n].alike;
      const bool holds = row.verdict == Verdict::holds;
      runAhead(*rest, row, holds ? options.horizonS : options.longHorizonS, parallel);
      row.verdict = verdictOf(row);
      out.units += tried[n].alike;
      out.rows.push_back(std::move(row));
    }
  }
  if (options.onProgress) options.onProgress(1.0);
  return out;
}

}  // namespace plenum::study
