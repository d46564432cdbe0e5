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
    : placed_(model.layout->power), standbyOf_(placed_.size(), none) {
  const Layout& layout = *model.layout;
  for (const PlacedPower& placed : placed_) ratingW_.push_back(placed.rating.si);
  for (std::uint32_t d = 0; d < placed_.size(); ++d)
    if (placed_[d].kind == PowerSpec::Kind::tie) ties_.push_back(d);
  std::map<std::vector<std::uint32_t>, std::uint32_t> sets;
  for (std::uint32_t d = 0; d < placed_.size(); ++d) {
    if (placed_[d].standby.empty()) continue;
    const auto [at, isNew] = sets.try_emplace(placed_[d].standby, static_cast<std::uint32_t>(ratingW_.size()));
    standbyOf_[d] = at->second;
    if (!isNew) continue;
    double sumW = 0.0, largestW = 0.0;
    for (const std::uint32_t g : placed_[d].standby) {
      sumW += placed_[g].rating.si;
      largestW = std::max(largestW, placed_[g].rating.si);
    }
    ratingW_.push_back(placed_[d].standby.size() > 1 ? sumW - largestW : sumW);
    standbyBoard_.push_back(d);
  }
  worstW_.assign(ratingW_.size(), 0.0);
  marginalLoss_.assign(placed_.size(), 0.0);
  normalW_.assign(placed_.size(), 0.0);

  std::map<std::pair<std::uint32_t, std::uint32_t>, double> loads;
  const auto share = [&](std::uint32_t feedA, std::uint32_t feedB, double partA, double powerW) {
    loads[{feedA, feedB}] += powerW;
    if (feedA == none || feedB == none) partA = feedA != none ? 1.0 : 0.0;
    if (feedA != none) normalW_[feedA] += partA * powerW;
    if (feedB != none) normalW_[feedB] += (1.0 - partA) * powerW;
  };
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r)
    share(layout.racks[r].feedA, layout.racks[r].feedB, 0.5, rackW[r]);
  const auto plant = [&](const auto& placed, double powerW) { share(placed.feed, placed.feedB, 1.0, powerW); };
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
  std::vector<Step> path;
  for (const auto& [feeds, loadW] : loads) {
    path.clear();
    for (const std::uint32_t feed : {feeds.first, feeds.second})
      if (feed != none) reach(feed, 1.0, path);
    for (const Step& step : path) worstW_[step.device] += loadW;
  }

  // losses, from the racks upwards; upstream devices stand before downstream ones
  for (std::size_t n = placed_.size(); n-- > 0;) {
    const PowerModel& p = model.power[n];
    marginalLoss_[n] = p.lossB + 2.0 * worstW_[n] / p.ratingW * p.lossC;
    path.clear();
    for (const std::uint32_t source : {placed_[n].from, placed_[n].alternate})
      if (source != none) reach(source, 1.0, path);
    for (const Step& step : path) worstW_[step.device] += lossW(p, worstW_[n]);
  }
  sumNormal(model);
}

void PowerMargin::sumNormal(const SimModel& model) {
  for (std::size_t n = placed_.size(); n-- > 0;) {
    const double inW = normalW_[n] + lossW(model.power[n], normalW_[n]);
    if (standbyOf_[n] != none) worstW_[standbyOf_[n]] += inW;
    if (placed_[n].from != none) normalW_[placed_[n].from] += inW;
  }
}

void PowerMargin::climb(std::uint32_t device, double factor, std::vector<Step>& out) const {
  for (Step& step : out)
    if (step.device == device) {
      step.wattsPerWatt = std::max(step.wattsPerWatt, factor);
      return;
    }
  out.push_back({device, factor});
  for (const std::uint32_t source : {placed_[device].from, placed_[device].alternate})
    if (source != none) climb(source, factor * (1.0 + marginalLoss_[device]), out);
}

void PowerMargin::reach(std::uint32_t device, double factor, std::vector<Step>& out) const {
  climb(device, factor, out);
  const std::vector<Step> own = out;
  for (const std::uint32_t t : ties_)
    for (const auto& [board, other] :
         {std::pair{placed_[t].from, placed_[t].alternate}, std::pair{placed_[t].alternate, placed_[t].from}})
      for (const Step& step : own)
        if (step.device == board && other != none) climb(other, step.wattsPerWatt, out);
}

std::vector<PowerMargin::Step> PowerMargin::above(std::uint32_t feedA, std::uint32_t feedB) const {
  std::vector<Step> out;
  for (const std::uint32_t feed : {feedA, feedB})
    if (feed != none) reach(feed, 1.0, out);
  const double part = feedA != none && feedB != none ? 0.5 : 1.0;
  for (const std::uint32_t feed : {feedA, feedB}) {
    double factor = part;
    for (std::uint32_t d = feed; d != none; d = placed_[d].from) {
      factor *= 1.0 + marginalLoss_[d];
      if (standbyOf_[d] == none) continue;
      const auto known =
          std::find_if(out.begin(), out.end(), [&](const Step& step) { return step.device == standbyOf_[d]; });
      if (known == out.end())
        out.push_back({standbyOf_[d], factor});
      else
        known->wattsPerWatt += factor;
    }
  }
  return out;
}

EntityRef PowerMargin::entity(std::uint32_t device) const {
  const auto index = isStandby(device) ? standbyBoard_[device - placed_.size()] : device;
  return {Kind::powerDevice, index, 0};
}

}  // namespace plenum::study
