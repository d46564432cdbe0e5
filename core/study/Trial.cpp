// SPDX-License-Identifier: Apache-2.0
#include "study/Trial.h"

#include <algorithm>

#include "sim/Model.h"
#include "sim/State.h"
#include "study/DesignDayCheck.h"

namespace plenum::study {
namespace {

Result<LayoutPtr> edited(const Layout& layout, const std::vector<Edit>& edits) {
  SitePtr site = layout.site;
  for (const Edit& edit : edits) {
    auto next = plenum::apply(site, edit);  // not std::apply
    if (!next) return next.problems();
    site = *next;
  }
  return layOut(site);
}

double hottestC(const SimState& state, std::size_t racks) {
  float most = -1e9f;
  for (std::size_t r = 0; r < racks; ++r) most = std::max(most, state.racks.maxDieC[r]);
  return static_cast<double>(most);
}

/// Loops and cold aisles hold and no chip is slower; facility water may float.
bool reachesRacks(const DesignRow& row) {
  return row.worstAtRacksK <= heldK && row.throttledChips == 0 && row.trippedChips == 0;
}

}  // namespace

Result<Proposal::Trial> tryOut(const Rest& before, const Supply& supply, const Setting& setting, const Outdoor& outdoor,
                               const std::vector<Edit>& edits, Parallel& parallel) {
  auto layout = edited(*before.model->layout, edits);
  if (!layout) return layout.problems();
  auto after = fullLoadAt(*layout, setting, outdoor, parallel);
  if (!after) return after.problems();
  Proposal::Trial out;
  const DesignRow was = readRow(*before.model, *before.state);
  const auto take = [&](const DesignRow& row, const std::string& failed) {
    out.maxChipC = std::max(out.maxChipC, row.maxChipC);
    out.throttledChips = std::max(out.throttledChips, row.throttledChips);
    if (row.worstAtRacksK <= out.worstSupplyK && !out.worstSupplyId.empty()) return;
    out.worstSupplyK = row.worstAtRacksK;
    out.worstSupplyId = row.worstAtRacksId;
    out.worstWithout = failed;
  };
  const DesignRow intact = readRow(*after->model, *after->state);
  take(intact, {});
  out.chipRiseK = hottestC(*after->state, after->model->layout->racks.size()) -
                  hottestC(*before.state, before.model->layout->racks.size());
  // racks that were no worse off before are no reason to refuse
  out.holds = intact.throttledChips <= was.throttledChips && intact.worstAtRacksK <= std::max(heldK, was.worstAtRacksK);
  out.holdsIntact = out.holds;
  for (const std::vector<std::string>& failed : supply.tried) {
    const DesignRow bore = readRow(*before.model, *without(before, failed, parallel));
    if (!reachesRacks(bore)) continue;
    const DesignRow row = readRow(*after->model, *without(*after, failed, parallel));
    take(row, failed.front());
    out.holds = out.holds && reachesRacks(row);
  }
  return out;
}

}  // namespace plenum::study
