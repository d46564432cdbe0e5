// SPDX-License-Identifier: Apache-2.0
#include "study/PowerMargin.h"

#include <algorithm>
#include <map>

#include "sim/Stages.h"

namespace plenum::study {
namespace {

double lossW(const PowerModel& p, double outputW) {
  const double x = outputW / p.ratingW;
  return p.ratingW * (p.lossA + x * (p.lossB + x * p.lossC));
}

}  // namespace

PowerMargin::PowerMargin(const SimModel& model, const SimState& state, std::span<const double> rackW)
    : placed_(model.layout->power), upstream_(placed_.size()) {
  const Layout& layout = *model.layout;
  for (const PlacedPower& placed : placed_) ratingW_.push_back(placed.rating.si);
  std::map<std::vector<std::uint32_t>, std::uint32_t> sets;
  for (std::uint32_t d = 0; d < placed_.size(); ++d) {
    for (const std::uint32_t source : {placed_[d].from, placed_[d].alternate})
      if (source != none) upstream_[d].push_back(source);
    if (placed_[d].standby.empty()) continue;
    const auto [at, isNew] = sets.try_emplace(placed_[d].standby, static_cast<std::uint32_t>(upstream_.size()));
    if (isNew) {
      double sumW = 0.0;
      for (const std::uint32_t g : placed_[d].standby) sumW += placed_[g].rating.si;
      ratingW_.push_back(sumW);
      upstream_.emplace_back();
      standbyBoard_.push_back(d);
    }
    upstream_[d].push_back(at->second);
  }
  worstW_.assign(ratingW_.size(), 0.0);

  std::map<std::pair<std::uint32_t, std::uint32_t>, double> loads;
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r)
    loads[{layout.racks[r].feedA, layout.racks[r].feedB}] += rackW[r];
  const auto plant = [&](const auto& placed, double powerW) { loads[{placed.feed, placed.feedB}] += powerW; };
  for (std::uint32_t c = 0; c < layout.cdus.size(); ++c) plant(layout.cdus[c], state.cdus.powerW[c]);
  for (std::uint32_t f = 0; f < layout.fanWalls.size(); ++f) {
    const FanWallGroup& group = model.fanWallGroups[model.fanWallGroupOf[f]];
    const double speed = state.air.fanSpeed[model.fanWallGroupOf[f]];
    plant(layout.fanWalls[f], group.fanW * speed * speed * speed * stage::fansTurning(model, state, f));
  }
  for (std::uint32_t p = 0; p < layout.pumps.size(); ++p) plant(layout.pumps[p], state.plant.pumpPowerW[p]);
  for (std::uint32_t k = 0; k < layout.chillers.size(); ++k) plant(layout.chillers[k], state.plant.chillerPowerW[k]);
  for (std::uint32_t t = 0; t < layout.towers.size(); ++t) plant(layout.towers[t], state.sinks.cellPowerW[t]);
  for (std::uint32_t d = 0; d < layout.dryCoolers.size(); ++d) plant(layout.dryCoolers[d], state.sinks.coolerPowerW[d]);
  for (std::uint32_t l = 0; l < layout.lakes.size(); ++l) plant(layout.lakes[l], state.sinks.lakePowerW[l]);
  for (const auto& [feeds, loadW] : loads) put(feeds.first, feeds.second, loadW);

  // losses, from the racks upwards; upstream devices stand before downstream ones
  marginalLoss_.assign(ratingW_.size(), 0.0);
  std::vector<Step> path;
  for (std::size_t n = placed_.size(); n-- > 0;) {
    const PowerModel& p = model.power[n];
    const double x = worstW_[n] / p.ratingW;
    marginalLoss_[n] = p.lossB + 2.0 * x * p.lossC;
    path.clear();
    for (const std::uint32_t source : upstream_[n]) climb(source, 1.0, path);
    for (const Step& step : path) worstW_[step.device] += lossW(p, worstW_[n]);
  }
}

void PowerMargin::climb(std::uint32_t device, double factor, std::vector<Step>& out) const {
  for (Step& step : out)
    if (step.device == device) {
      step.wattsPerWatt = std::max(step.wattsPerWatt, factor);
      return;
    }
  out.push_back({device, factor});
  for (const std::uint32_t source : upstream_[device]) climb(source, factor * (1.0 + marginalLoss_[device]), out);
}

std::vector<PowerMargin::Step> PowerMargin::above(std::uint32_t feedA, std::uint32_t feedB) const {
  std::vector<Step> out;
  for (const std::uint32_t feed : {feedA, feedB})
    if (feed != none) climb(feed, 1.0, out);
  return out;
}

void PowerMargin::put(std::uint32_t feedA, std::uint32_t feedB, double loadW) {
  marginalLoss_.assign(ratingW_.size(), 0.0);
  for (const Step& step : above(feedA, feedB)) worstW_[step.device] += loadW;
}

EntityRef PowerMargin::entity(std::uint32_t device) const {
  const auto index = isStandby(device) ? standbyBoard_[device - placed_.size()] : device;
  return {Kind::powerDevice, index, 0};
}

}  // namespace plenum::study
