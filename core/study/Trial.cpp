// SPDX-License-Identifier: Apache-2.0
#include "study/Trial.h"

#include <algorithm>

#include "sim/Headroom.h"
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

/// By how much the hottest of the racks that stood there before is warmer now. Racks are known by their ids.
double riseOfOldK(const Rest& before, const Rest& after) {
  const auto& was = before.model->layout->racks;
  const auto& now = after.model->layout->racks;
  float hottestWas = -1e9f, hottestNow = -1e9f;
  for (std::size_t r = 0, k = 0; r < was.size(); ++r) {
    // what was added stands somewhere between the others, whose order is kept
    std::size_t at = k;
    while (at < now.size() && now[at].id != was[r].id) ++at;
    if (at == now.size()) continue;
    k = at + 1;
    hottestWas = std::max(hottestWas, before.state->racks.maxDieC[r]);
    hottestNow = std::max(hottestNow, after.state->racks.maxDieC[at]);
  }
  return static_cast<double>(hottestNow) - static_cast<double>(hottestWas);
}

/// Racks are allowed where they make nothing worse: the same verdict as without them, by the marks of the design day,
/// and no supply warmer than holds or than it was.
bool isNoWorse(const DesignRow& now, const DesignRow& before) {
  return now.verdict <= before.verdict && now.throttledChips <= before.throttledChips &&
         now.worstSupplyK <= std::max(heldK, before.worstSupplyK);
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
    out.verdict = std::max(out.verdict, row.verdict);
    if (row.worstSupplyK <= out.worstSupplyK && !out.worstSupplyId.empty()) return;
    out.worstSupplyK = row.worstSupplyK;
    out.worstSupplyId = row.worstSupplyId;
    out.worstWithout = failed;
  };
  const DesignRow intact = readRow(*after->model, *after->state);
  take(intact, {});
  out.chipRiseK = riseOfOldK(before, *after);
  out.holds = isNoWorse(intact, was);
  out.holdsIntact = out.holds;
  for (const std::vector<std::string>& failed : supply.tried) {
    const DesignRow bore = readRow(*before.model, *without(before, failed, parallel));
    if (bore.verdict > Verdict::degrades) continue;  // what is not borne without the racks is no reason against them
    const DesignRow row = readRow(*after->model, *without(*after, failed, parallel));
    take(row, failed.front());
    out.holds = out.holds && isNoWorse(row, bore);
  }
  return out;
}

}  // namespace plenum::study
