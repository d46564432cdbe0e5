// SPDX-License-Identifier: Apache-2.0
#include "plan/Outages.h"

#include <algorithm>
#include <set>

#include "plan/CoolingCarried.h"
#include "study/DesignDayCheck.h"
#include "study/FullLoad.h"
#include "study/PowerMargin.h"

namespace plenum::plan {
namespace {

double& at(std::array<double, resources>& shares, Resource r) { return shares[static_cast<std::size_t>(r)]; }

void judgeCooling(const study::Rest& rest, const std::vector<std::string>& units, Parallel& parallel, Outage& out) {
  const Cooling left = coolingLeft(rest, units, parallel), spared = coolingOf(rest, units, parallel);
  at(out.left, Resource::heatRejection) = left.plant.share;
  at(out.left, Resource::hallCooling) = left.halls.share;
  at(out.spared, Resource::heatRejection) = std::min(left.plant.share, spared.plant.share);
  at(out.spared, Resource::hallCooling) = std::min(left.halls.share, spared.halls.share);
}

/// The supply tree with some of it out: what is live without gensets, and which racks are dark.
class Fed {
 public:
  Fed(const Layout& layout, const std::vector<std::string>& units) : layout_(layout), isOut_(layout.power.size()) {
    for (std::size_t d = 0; d < isOut_.size(); ++d)
      isOut_[d] = std::binary_search(units.begin(), units.end(), layout.power[d].id);
  }
  /// By rack, with one device more out; `none`: with no other.
  std::vector<bool> darkRacks(std::uint32_t lost) const {
    std::vector<bool> isLive(layout_.power.size());
    const auto goes = [&](std::uint32_t d) { return !isOut_[d] && d != lost; };
    const auto feeds = [&](std::uint32_t from) { return from != none && isLive[from]; };
    for (bool isNews = true; isNews;) {
      isNews = false;
      for (std::uint32_t d = 0; d < isLive.size(); ++d) {
        const PlacedPower& device = layout_.power[d];
        if (isLive[d] || !goes(d) || device.genset) continue;
        const bool isSource = device.from == none && device.alternate == none && device.parallel.empty();
        if (!isSource && !feeds(device.from) && !feeds(device.alternate) &&
            std::none_of(device.parallel.begin(), device.parallel.end(), feeds))
          continue;
        isLive[d] = isNews = true;
        if (device.kind != PowerSpec::Kind::tie) continue;
        for (const std::uint32_t board : {device.from, device.alternate})
          if (board != none && goes(board)) isLive[board] = true;
      }
    }
    std::vector<bool> out;
    for (const PlacedRack& rack : layout_.racks) out.push_back(!feeds(rack.feedA) && !feeds(rack.feedB));
    return out;
  }

 private:
  const Layout& layout_;
  std::vector<bool> isOut_;
};

/// A rack is fed as long as one of its sides is left; what is left carries what may come upon it, as without the
/// tie-in. What would live through the loss of a device, and does not with these out as well, has lost its spare.
void judgeSupply(const study::Rest& rest, const std::vector<std::string>& units, const Figures& site, Outage& out) {
  const Layout& layout = *rest.model->layout;
  bool isUps = false, isOther = false;
  for (const std::string& id : units)
    if (const auto ref = layout.find(id); ref && ref->kind == Kind::powerDevice && !layout.power[ref->index].genset)
      (layout.power[ref->index].ups ? isUps : isOther) = true;
  double darkShare = 0.0, worstShare = 0.0, allW = 0.0;
  for (std::size_t r = 0; r < layout.racks.size(); ++r) allW += static_cast<double>(rest.state->racks.itW[r]);
  if ((isUps || isOther) && allW > 0.0) {
    const Fed with(layout, units), without(layout, {});
    const std::vector<bool> dark = with.darkRacks(none);
    const auto shareOf = [&](const auto& isCounted) {
      double sumW = 0.0;
      for (std::size_t r = 0; r < dark.size(); ++r)
        if (isCounted(r)) sumW += static_cast<double>(rest.state->racks.itW[r]);
      return sumW / allW;
    };
    darkShare = shareOf([&](std::size_t r) { return dark[r]; });
    for (std::uint32_t d = 0; d < layout.power.size(); ++d) {
      // feeds and main transformers have an N−1 of their own
      if (!isPlantUnit(layout, layout.power[d].id) || layout.power[d].genset) continue;
      const std::vector<bool> now = with.darkRacks(d), before = without.darkRacks(d);
      worstShare = std::max(worstShare, shareOf([&](std::size_t r) { return now[r] && !dark[r] && !before[r]; }));
    }
  }
  for (const auto& [resource, isAsked] : {std::pair{Resource::ups, isUps}, {Resource::transformers, isOther}}) {
    const double own = site.share[static_cast<std::size_t>(resource)];
    at(out.left, resource) = isAsked ? std::min(own, 1.0 - darkShare) : own;
    at(out.spared, resource) = isAsked ? std::min(own, 1.0 - darkShare - worstShare) : own;
  }
}

/// Gensets wait for the grid to be lost: what is out of them takes nothing down, and their spare with it.
void judgeGensets(const study::Rest& rest, const std::vector<std::string>& units, double ownShare, Outage& out) {
  const Layout& layout = *rest.model->layout;
  at(out.left, Resource::gensets) = plentiful;
  double& spared = at(out.spared, Resource::gensets) = ownShare;
  const study::PowerMargin margin(*rest.model, *rest.state, rest.state->racks.itW);
  for (auto d = static_cast<std::uint32_t>(layout.power.size()); d < margin.devices(); ++d) {
    const std::vector<std::uint32_t>& standby = layout.power[margin.entity(d).index].standby;
    double leftW = 0.0, largestW = 0.0;
    std::size_t left = 0;
    for (const std::uint32_t g : standby) {
      if (std::binary_search(units.begin(), units.end(), layout.power[g].id)) continue;
      leftW += layout.power[g].rating.si, largestW = std::max(largestW, layout.power[g].rating.si), ++left;
    }
    if (left == standby.size() || margin.worstW(d) <= 0.0) continue;
    spared = std::min(spared, (leftW - largestW) / margin.worstW(d));
  }
}

}  // namespace

bool isPlantUnit(const Layout& layout, const std::string& id) {
  const auto ref = layout.find(id);
  if (!ref) return false;
  switch (ref->kind) {
    case Kind::cdu:
    case Kind::fanWall:
    case Kind::pump:
    case Kind::chiller:
    case Kind::exchanger:
    case Kind::tower:
    case Kind::dryCooler:
      return true;
    case Kind::powerDevice: {
      const PlacedPower& device = layout.power[ref->index];
      return device.kind != PowerSpec::Kind::feed && !isMainTransformer(device) && !device.solar && !device.wind &&
             !device.storage;
    }
    default:
      return false;
  }
}

std::vector<std::string> unitsOut(const Layout& layout, const std::vector<std::string>& out) {
  std::set<std::string> units;
  for (const std::string& id : out)
    if (isPlantUnit(layout, id)) units.insert(id);
  return {units.begin(), units.end()};
}

std::string outageKey(const std::vector<std::string>& units) {
  std::string key;
  for (const std::string& id : units) key += id + ";";
  return key;
}

std::vector<std::vector<std::string>> outagesOf(const Plan& plan, const Layout& layout) {
  std::set<std::vector<std::string>> sets;
  for (const Option& option : plan.options) {
    std::vector<std::string> together;
    for (const Phase& phase : option.phases)
      for (const TieIn& tieIn : phase.tieIns) {
        const auto units = unitsOut(layout, tieIn.out);
        if (units.empty()) continue;
        sets.insert(units);
        together.insert(together.end(), units.begin(), units.end());
      }
    if (!together.empty()) sets.insert(unitsOut(layout, together));
  }
  return {sets.begin(), sets.end()};
}

bool areOutagesSolved(const Plan& plan, const Ground& ground) {
  if (!ground.layout) return true;
  const auto sets = outagesOf(plan, *ground.layout);
  return std::all_of(sets.begin(), sets.end(),
                     [&](const auto& units) { return ground.outages.contains(outageKey(units)); });
}

void solveOutages(const Plan& plan, Ground& ground, Parallel& parallel) {
  if (!ground.layout || !ground.setting || areOutagesSolved(plan, ground)) return;
  const Setting& setting = *ground.setting;
  const auto outdoors = study::designOutdoors(*ground.layout, setting);
  if (!outdoors) return;
  const auto rest = study::fullLoadAt(ground.layout, setting, (*outdoors)[0], parallel);
  if (!rest) return;
  for (const std::vector<std::string>& units : outagesOf(plan, *ground.layout)) {
    const std::string key = outageKey(units);
    if (ground.outages.contains(key)) continue;
    Outage out;
    judgeCooling(*rest, units, parallel, out);
    judgeSupply(*rest, units, *ground.site, out);
    judgeGensets(*rest, units, ground.site->share[static_cast<std::size_t>(Resource::gensets)], out);
    ground.outages.emplace(key, out);
  }
}

}  // namespace plenum::plan
