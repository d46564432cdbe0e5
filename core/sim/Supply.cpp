// SPDX-License-Identifier: Apache-2.0
#include "sim/Supply.h"

#include <algorithm>

#include "physics/Battery.h"
#include "physics/Breaker.h"
#include "physics/UpsOverload.h"
#include "sim/Stages.h"
#include "sim/SupplyTree.h"

namespace plenum {
namespace {

/// Lets the automatics of a tree act without a clock, and protection after them.
class Cascade {
 public:
  Cascade(const SimModel& model, SimState& state)
      : model_(model),
        state_(state),
        s_(state.power),
        tree_(model, state, stage::sinceStartS(model, state), SupplyTree::Journal::silent) {}

  CascadeResult run() {
    overOf_.assign(model_.power.size() + model_.breakers.size(), none);
    const std::size_t most = 4 * (model_.power.size() + model_.breakers.size()) + 64;
    std::size_t rounds = 0;
    settle();
    note(none);
    while (rounds < most) {
      ++rounds;
      if (!giveWay()) break;
      settle();
      note(static_cast<std::uint32_t>(out_.steps.size() - 1));
    }
    out_.hasSettled = rounds < most;
    finish();
    return std::move(out_);
  }

 private:
  /// The automatics from one deed to the next on a clock of their own; batteries that do not last that long end.
  void settle() {
    constexpr double restS = 1e4;  // walked in, recharging, all quiet
    const std::size_t most = 20 * model_.power.size() + 100;
    bool hasRested = false;
    for (std::size_t i = 0; i < most; ++i) {
      tree_.solve();
      followRacks();
      tree_.flow();
      tree_.replan();
      followBatteries();
      double nextS = SimState::never;
      for (const double dueS : s_.dueS) nextS = std::min(nextS, dueS);
      for (const double emptyS : emptyAtS_) nextS = std::min(nextS, emptyS);
      if (nextS >= SimState::never) {
        if (hasRested) return;
        hasRested = true;
        tree_.setNow(tree_.nowS() + restS);
        continue;
      }
      hasRested = false;
      tree_.setNow(std::max(tree_.nowS(), nextS));
      for (std::uint32_t d = 0; d < model_.power.size(); ++d) {
        if (emptyAtS_[d] <= tree_.nowS() && s_.ups[d] == SimState::UpsState::battery) tree_.emptyBattery(d);
        if (emptyAtS_[d] <= tree_.nowS() && s_.isForming[d]) {
          tree_.emptyIsland(d);
        }
        if (s_.dueS[d] <= tree_.nowS()) act(d);
      }
    }
  }

  void act(std::uint32_t d) {
    const auto plan = static_cast<SupplyTree::Plan>(s_.plan[d]);
    const bool isLoss = plan == SupplyTree::Plan::shed || plan == SupplyTree::Plan::trip;
    const double x = s_.outputW[d] / model_.power[d].ratingW;
    std::vector<std::uint8_t> shedBefore;
    if (plan == SupplyTree::Plan::shed) shedBefore = s_.isShed;
    tree_.act(d);
    if (!isLoss) return;
    EntityRef what = tree_.deviceRef(d);
    for (std::uint32_t i = 0; i < shedBefore.size(); ++i)
      if (shedBefore[i] != s_.isShed[i]) what.index = i;
    const char* text = plan == SupplyTree::Plan::shed ? "event.shed" : "event.genset-short";
    out_.steps.push_back({what, Text(text, {{"where", model_.layout->idOf(what)}, {"genset", tree_.placed(d).id}}), x,
                          out_.steps.empty() ? none : static_cast<std::uint32_t>(out_.steps.size() - 1)});
  }

  /// Racks without power draw nothing; one that was without for longer than its stores last has stopped.
  void followRacks() {
    const std::size_t racks = model_.layout->racks.size();
    if (deadAtS_.empty()) deadAtS_.assign(racks, SimState::never), hasStopped_.assign(racks, 0);
    for (std::uint32_t r = 0; r < racks; ++r) {
      const PlacedRack& rack = model_.layout->racks[r];
      s_.isRackUp[r] = tree_.isLive(rack.feedA, rack.feedB);
      if (!s_.isRackUp[r]) {
        deadAtS_[r] = std::min(deadAtS_[r], tree_.nowS());
      } else if (deadAtS_[r] != SimState::never) {
        if (tree_.nowS() - deadAtS_[r] > tree_.bridgeS(r)) hasStopped_[r] = 1;
        deadAtS_[r] = SimState::never;
      }
    }
  }

  void followBatteries() {
    emptyAtS_.resize(model_.power.size(), SimState::never);
    for (std::uint32_t d = 0; d < model_.power.size(); ++d) {
      const PowerModel& p = model_.power[d];
      if (s_.isForming[d]) {
        if (emptyAtS_[d] == SimState::never) emptyAtS_[d] = tree_.nowS() + tree_.secondsToEmpty(d, 0.0);
      } else if (!p.isUps || s_.ups[d] != SimState::UpsState::battery) {
        emptyAtS_[d] = SimState::never;
      } else if (emptyAtS_[d] == SimState::never) {
        const double charge = p.batteryJ > 0.0 ? s_.batteryJ[d] / p.batteryJ : 0.0;
        const double leftS = physics::secondsToEmpty(p.battery, charge, std::max(1.0, tree_.batteryNeedW(d)));
        emptyAtS_[d] = tree_.nowS() + leftS;
      }
    }
  }

  /// Who is over its limit for which step's sake.
  void note(std::uint32_t step) {
    const auto mark = [&](std::size_t at, bool isOver) {
      if (!isOver)
        overOf_[at] = none;
      else if (!isOver_[at])
        overOf_[at] = step;
      isOver_[at] = isOver;
    };
    isOver_.resize(overOf_.size(), 0);
    for (std::uint32_t d = 0; d < model_.power.size(); ++d)
      mark(d, s_.outputW[d] > physics::overloadFrom * model_.power[d].ratingW);
    for (std::uint32_t b = 0; b < model_.breakers.size(); ++b)
      mark(model_.power.size() + b, s_.breakerW[b] > model_.power[model_.breakers[b].device].settingW);
  }

  /// The first thing, by number, that cannot carry for ever what it carries.
  bool giveWay() {
    for (std::uint32_t d = 0; d < model_.power.size(); ++d) {
      if (!s_.isEnergised[d]) continue;
      const PowerModel& p = model_.power[d];
      const double x = s_.outputW[d] / p.ratingW;
      if (p.isUps && s_.ups[d] == SimState::UpsState::well && x > physics::overloadFrom) {
        const bool toBypass = p.hasBypass && s_.side[d] != SimState::Side::nothing;
        tree_.overloadUps(d);
        add(tree_.deviceRef(d), toBypass ? "event.ups-overload-bypass" : "event.ups-overload-off", x, overOf_[d]);
        return true;
      }
      for (std::uint32_t b = tree_.firstBreaker(d); b < tree_.endBreaker(d); ++b) {
        const double load = s_.breakerW[b] / p.settingW;
        if (s_.contact[b] != Contact::closed || load * load < physics::tripHeating || s_.isStuck[b]) continue;
        tree_.trip(b, "event.breaker-overload", 0);
        add(tree_.breakerRef(b), "event.breaker-overload", load, overOf_[model_.power.size() + b]);
        return true;
      }
    }
    return false;
  }

  void add(EntityRef what, const char* text, double load, std::uint32_t after) {
    out_.steps.push_back(
        {what, Text(text, {{"where", model_.layout->idOf(what)}, {"percent", toText(100.0 * load, 0)}}), load, after});
  }

  void finish() {
    for (std::uint32_t d = 0; d < model_.power.size(); ++d) {
      const PowerSpec::Kind kind = tree_.placed(d).kind;
      const bool isDark = !s_.isEnergised[d] && !s_.isFailed[d];
      if (isDark && kind != PowerSpec::Kind::genset && kind != PowerSpec::Kind::tie) out_.dark.push_back(d);
    }
    for (std::uint32_t r = 0; r < model_.layout->racks.size(); ++r) {
      const PlacedRack& rack = model_.layout->racks[r];
      const bool isOnA = tree_.isLive(rack.feedA, none), isOnB = tree_.isLive(none, rack.feedB);
      s_.isRackUp[r] = isOnA || isOnB;
      if (!s_.isRackUp[r])
        out_.darkRacks.push_back(r);
      else if (hasStopped_[r])
        out_.interruptedRacks.push_back(r);
      if (isOnA != isOnB && rack.feedA != none && rack.feedB != none) out_.singleRacks.push_back(r);
      if (!s_.isRackUp[r] || hasStopped_[r]) out_.unservedW += state_.racks.itW[r];
    }
    s_.isServing = s_.isEnergised;
    s_.isChanged = 1;
  }

  const SimModel& model_;
  SimState& state_;
  SimState::Power& s_;
  SupplyTree tree_;
  CascadeResult out_;
  std::vector<std::uint32_t> overOf_;
  std::vector<std::uint8_t> isOver_, hasStopped_;
  std::vector<double> deadAtS_, emptyAtS_;
};

}  // namespace

CascadeResult settlePower(const SimModel& model, SimState& state) { return Cascade(model, state).run(); }

Fed fedOf(const SimModel& model, const SimState& state, std::uint32_t d) {
  const SimState::Power& s = state.power;
  if (!s.isEnergised[d]) return Fed::nothing;
  if (model.power[d].isUps && s.ups[d] == SimState::UpsState::battery) return Fed::battery;
  if (model.power[d].isUps && s.ups[d] == SimState::UpsState::bypass) return Fed::bypass;
  switch (s.side[d]) {
    case SimState::Side::normal:
      return Fed::normal;
    case SimState::Side::alternate:
      return Fed::alternate;
    case SimState::Side::standby:
      return Fed::standby;
    case SimState::Side::island:
      return Fed::storage;
    case SimState::Side::tie:
      return Fed::tie;
    case SimState::Side::nothing:
      break;
  }
  return Fed::nothing;
}

}  // namespace plenum
