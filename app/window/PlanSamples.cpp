// SPDX-License-Identifier: Apache-2.0
#include "window/PlanSamples.h"

#include <algorithm>
#include <utility>

#include "base/GiveWay.h"
#include "run/WorkerPool.h"

namespace plenum {
namespace {

constexpr int samplers = 2, samplesDrawn = 2000;

}  // namespace

PlanSamples::PlanSamples(views::ExpansionPanel& panel, views::PlanShown& shown, QObject* parent)
    : QObject(parent), panel_(panel), shown_(shown) {
  connect(&panel_, &views::ExpansionPanel::spreadWanted, this, &PlanSamples::want);
}

void PlanSamples::want() {
  if (!panel_.evaluation()) return;
  if (sampling_.isBusy()) {
    isWanted_ = true;
    return sampling_.stop();
  }
  const std::string& fingerprint = panel_.evaluation()->fingerprint;
  const auto known = kept_.find(fingerprint);
  if (known == kept_.end()) return draw(panel_.option(), fingerprint, true);
  panel_.showSpread(fingerprint, known->second);
  tell();
  drawNext();
}

void PlanSamples::stop() {
  isWanted_ = false;
  sampling_.stop();
}

void PlanSamples::draw(const plan::Option& option, const std::string& fingerprint, bool isAsked) {
  sampling_.ask<plan::Spread>(
      [plan = panel_.plan(), option, ground = panel_.ground(), isAsked](const StudyDesk::GoesOn& goesOn,
                                                                        Parallel&) -> Result<plan::Spread> {
        if (!isAsked) giveWay(Behind::answers);
        WorkerPool pool(samplers);
        return spreadOf(*plan, option, *ground, {samplesDrawn, 1, goesOn}, pool);
      },
      [this, fingerprint](const std::shared_ptr<const plan::Spread>& spread) { drawn(fingerprint, spread); });
}

void PlanSamples::drawn(const std::string& fingerprint, const std::shared_ptr<const plan::Spread>& spread) {
  if (spread->isComplete) {
    const auto& all = shown_.all();
    if (std::any_of(all.begin(), all.end(), [&](const auto& one) { return one->fingerprint == fingerprint; }))
      kept_[fingerprint] = spread;
    panel_.showSpread(fingerprint, spread);
    tell();
  }
  if (std::exchange(isWanted_, false)) return want();
  if (spread->isComplete) drawNext();
}

void PlanSamples::drawNext() {
  if (!panel_.plan() || !panel_.evaluation() || sampling_.isBusy()) return;
  const auto& all = shown_.all();
  for (std::size_t k = 0; k < all.size() && k < panel_.plan()->options.size(); ++k)
    if (!kept_.contains(all[k]->fingerprint)) return draw(panel_.plan()->options[k], all[k]->fingerprint, false);
}

/// What is of no option any more is forgotten.
void PlanSamples::tell() {
  std::map<std::string, std::shared_ptr<const plan::Spread>> still;
  std::vector<std::shared_ptr<const plan::Spread>> spreads;
  for (const auto& evaluation : shown_.all()) {
    const auto at = kept_.find(evaluation->fingerprint);
    spreads.push_back(at == kept_.end() ? nullptr : at->second);
    if (spreads.back()) still[evaluation->fingerprint] = spreads.back();
  }
  kept_ = std::move(still);
  shown_.showSpreads(std::move(spreads));
}

}  // namespace plenum
