// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "physics/Battery.h"
#include "physics/Breaker.h"
#include "physics/UpsOverload.h"
#include "sim/Stages.h"
#include "sim/SupplyTree.h"

namespace plenum::stage {
namespace {

constexpr double never = SimState::never;
constexpr double sameS = 1e-9;  // instants this close are one

/// What happens in the power tree within one sub-step, each thing at its own instant, with the loads of the last one.
class Events {
 public:
  Events(const SimModel& model, SimState& state, double startS)
      : model_(model),
        state_(state),
        s_(state.power),
        startS_(startS),
        endS_(startS + model.dtS),
        tree_(model, state, startS, SupplyTree::Journal::written) {}

  void run() {
    s_.stepS = startS_;
    s_.pieces.clear();
    if (s_.hasRackPart) std::fill(s_.rackPart.begin(), s_.rackPart.end(), -1.0);
    s_.hasRackPart = 0;
    if (isQuiet()) return coast();
    usedJ_.assign(model_.power.size(), 0.0);
    goneS_.assign(model_.power.size(), 0.0);
    tree_.lastEvent = s_.changeCause;
    if (s_.isChanged) tree_.solve();
    s_.isChanged = 0;
    s_.changeCause = 0;
    tree_.followRacks();
    tree_.flow();
    while (tree_.takeBlocks(std::min(1.0, 1.0 / model_.dtS))) tree_.solve(), tree_.followRacks(), tree_.flow();
    tree_.replan();
    const std::vector<std::uint8_t> atStart = s_.isEnergised;
    for (int round = 0; round < mostRounds; ++round) {
      const double nextS = std::min(endS_, next());
      go(nextS);
      if (nextS >= endS_) break;
      happen();
    }
    if (tree_.nowS() < endS_) go(endS_);  // it went on and on: the rest of the step as it stands
    finish(atStart);
  }

 private:
  static constexpr int mostRounds = 5000;
  enum class What : std::uint8_t { battery, island, ladder, breaker, fuel };
  struct Due {
    double atS;
    What what;
    std::uint32_t index;
  };

  double ratio(std::uint32_t b) const { return s_.breakerW[b] / model_.power[model_.breakers[b].device].settingW; }
  double emptyInS(std::uint32_t d, double usedJ) const {
    const PowerModel& p = model_.power[d];
    const double charge = p.batteryJ > 0.0 ? std::max(0.0, s_.batteryJ[d] - usedJ) / p.batteryJ : 0.0;
    return physics::secondsToEmpty(p.battery, charge, std::max(1.0, tree_.batteryNeedW(d)));
  }

  /// Nothing is due within the step: what only flows can be carried on as it is.
  bool isQuiet() const {
    if (s_.isChanged || s_.nextS <= endS_) return false;
    for (std::uint32_t d = 0; d < model_.power.size(); ++d) {
      const PowerModel& p = model_.power[d];
      if (s_.isShed[d] || s_.isForming[d] || s_.genset[d] == SimState::GensetPhase::onBus) return false;
      if (!p.isUps) continue;
      if (s_.ups[d] == SimState::UpsState::bypass) return false;
      if (s_.ups[d] == SimState::UpsState::battery && emptyInS(d, 0.0) <= model_.dtS) return false;
      const double x = s_.outputW[d] / p.ratingW;
      if (x > physics::overloadFrom && physics::overloadSecondsLeft(s_.ladder[d], x) <= model_.dtS) return false;
    }
    for (std::uint32_t b = 0; b < model_.breakers.size(); ++b) {
      const double x = ratio(b);
      if (x * x < physics::tripHeating || s_.contact[b] != Contact::closed) continue;
      const PowerModel& p = model_.power[model_.breakers[b].device];
      if (physics::secondsToOpen(s_.breakerHeat[b], x, p.heatTimeS) <= model_.dtS) return false;
    }
    return true;
  }

  void coast() {
    for (std::uint32_t b = 0; b < model_.breakers.size(); ++b) {
      const PowerModel& p = model_.power[model_.breakers[b].device];
      s_.breakerHeat[b] = physics::heatingAfter(s_.breakerHeat[b], s_.breakerW[b] / p.settingW, p.heatShare);
    }
    for (std::uint32_t d = 0; d < model_.power.size(); ++d)
      if (model_.power[d].isUps) climb(d, model_.dtS);
  }

  void climb(std::uint32_t d, double lengthS) {
    const double x = s_.outputW[d] / model_.power[d].ratingW;
    const bool isAtWork = s_.ups[d] == SimState::UpsState::well || s_.ups[d] == SimState::UpsState::battery;
    if (s_.ladder[d] > 0.0 || x > physics::overloadFrom)
      s_.ladder[d] = physics::overloadAfter(s_.ladder[d], isAtWork ? x : 0.0, lengthS);
  }

  /// The next instant at which something happens; what flows on to its limit is listed.
  double next() {
    dues_.clear();
    double nextS = std::min(s_.nextS, endS_);
    const double nowS = tree_.nowS();
    const auto add = [&](double inS, What what, std::uint32_t index) {
      const double atS = nowS + std::max(0.0, inS);
      if (atS > nextS + sameS) return;
      nextS = std::min(nextS, atS);
      dues_.push_back({atS, what, index});
    };
    for (std::uint32_t d = 0; d < model_.power.size(); ++d) {
      const PowerModel& p = model_.power[d];
      if (s_.genset[d] == SimState::GensetPhase::onBus && s_.fuelL[d] <= 0.0) add(0.0, What::fuel, d);
      if (s_.isForming[d] && s_.isEnergised[d]) add(tree_.secondsToEmpty(d, usedJ_[d]), What::island, d);
      if (!p.isUps || !s_.isEnergised[d]) continue;
      if (s_.ups[d] == SimState::UpsState::battery) add(emptyInS(d, usedJ_[d]), What::battery, d);
      const double x = s_.outputW[d] / p.ratingW;
      const bool isAtWork = s_.ups[d] == SimState::UpsState::well || s_.ups[d] == SimState::UpsState::battery;
      if (isAtWork && x > physics::overloadFrom) add(physics::overloadSecondsLeft(s_.ladder[d], x), What::ladder, d);
    }
    for (std::uint32_t b = 0; b < model_.breakers.size(); ++b) {
      const double x = ratio(b);
      if (x * x < physics::tripHeating || s_.contact[b] != Contact::closed || s_.isStuck[b]) continue;
      add(physics::secondsToOpen(s_.breakerHeat[b], x, model_.power[model_.breakers[b].device].heatTimeS),
          What::breaker, b);
    }
    return nextS;
  }

  /// On to an instant; the piece of the step behind it is kept for the accounts.
  void go(double toS) {
    const double lengthS = toS - tree_.nowS();
    tree_.setNow(toS);
    if (lengthS <= 0.0) return;
    for (std::uint32_t b = 0; b < model_.breakers.size(); ++b) {
      const double tauS = model_.power[model_.breakers[b].device].heatTimeS;
      s_.breakerHeat[b] = physics::heatingAfter(s_.breakerHeat[b], ratio(b), lengthS, tauS);
    }
    for (std::uint32_t d = 0; d < model_.power.size(); ++d) {
      const PowerModel& p = model_.power[d];
      if (!s_.isEnergised[d]) goneS_[d] += lengthS;
      if (s_.dip[d] > 0.0) s_.dip[d] -= s_.dip[d] * std::min(1.0, lengthS / p.dynamics.turboS);
      if (s_.isForming[d]) usedJ_[d] += (s_.outputW[d] + tree_.storageLossOf(d, s_.outputW[d])) * lengthS;
      if (!p.isUps) continue;
      climb(d, lengthS);
      if (s_.ups[d] == SimState::UpsState::battery) usedJ_[d] += tree_.batteryNeedW(d) / p.batteryEfficiency * lengthS;
    }
    s_.pieces.push_back(
        {lengthS, s_.live, s_.order, s_.tie, s_.side, s_.ups, s_.contact, s_.isEnergised, s_.isRackUp, s_.isForming});
  }

  void happen() {
    const double nowS = tree_.nowS();
    for (std::uint32_t d = 0; d < model_.power.size(); ++d)
      if (s_.dueS[d] <= nowS + sameS) tree_.act(d);
    std::vector<Due> dues;
    std::swap(dues, dues_);
    for (const Due& due : dues) {
      if (due.atS > nowS + sameS) continue;
      switch (due.what) {
        case What::battery:
          if (s_.ups[due.index] == SimState::UpsState::battery) tree_.emptyBattery(due.index);
          break;
        case What::island:
          if (s_.isForming[due.index]) tree_.emptyIsland(due.index);
          break;
        case What::ladder:
          if (s_.loadCause[due.index] == 0)
            s_.loadCause[due.index] =
                tree_.noteRise(due.index, s_.outputW[due.index] / model_.power[due.index].ratingW);
          tree_.overloadUps(due.index);
          break;
        case What::breaker:
          if (s_.overCause[due.index] == 0)
            s_.overCause[due.index] = tree_.noteRise(model_.breakers[due.index].device, ratio(due.index));
          tree_.trip(due.index, "event.breaker-overload", s_.overCause[due.index]);
          break;
        case What::fuel:
          tree_.tripGenset(due.index, "event.genset-dry", 0);
          break;
      }
    }
    darken();
    do {
      tree_.solve();
      tree_.followRacks();
      tree_.flow();
    } while (tree_.takeBlocks(1.0));
    tree_.replan();
  }

  /// Racks whose stores have ended; those that have started again.
  void darken() {
    const Layout& layout = *model_.layout;
    for (std::uint32_t h = 0; h < layout.halls.size(); ++h) {
      int count = 0;
      std::uint64_t cause = 0;
      for (std::uint32_t r = layout.halls[h].firstRack; r < layout.halls[h].firstRack + layout.halls[h].racks; ++r) {
        if (s_.rackDueS[r] > tree_.nowS() + sameS) continue;
        s_.rackDueS[r] = never;
        s_.isRackUp[r] = !s_.isRackUp[r];
        keepPart(r);
        if (s_.isRackUp[r]) {
          s_.rackCause[r] = 0;
          continue;
        }
        s_.rackCause[r] = tree_.causeOfRack(r);
        cause = std::max(cause, s_.rackCause[r]);
        ++count;
      }
      if (count > 0)
        tree_.note(1, {Kind::hall, h, 0},
                   Text("event.racks-dark", {{"where", layout.halls[h].id}, {"count", std::to_string(count)}}), cause);
    }
  }

  /// A rack that ends or begins within the step draws for its part of it.
  void keepPart(std::uint32_t r) {
    const double lengthS = endS_ - startS_, restS = endS_ - tree_.nowS();
    double& part = s_.rackPart[r];
    const bool wasUp = !s_.isRackUp[r];
    if (part < 0.0) part = wasUp ? 1.0 : 0.0;
    part = std::clamp(part + (wasUp ? -restS : restS) / lengthS, 0.0, 1.0);
    s_.hasRackPart = 1;
  }

  void finish(const std::vector<std::uint8_t>& atStart) {
    for (std::uint32_t d = 0; d < model_.power.size(); ++d) {
      // motors drop out where the voltage was gone for longer than their contactors hold
      s_.isServing[d] = atStart[d] && s_.isEnergised[d] && goneS_[d] <= model_.automatics.dropOut.si;
      if (s_.isServing[d] != s_.isEnergised[d]) s_.isChanged = 1;
    }
    if (s_.pieces.size() == 1) s_.pieces.clear();
  }

  const SimModel& model_;
  SimState& state_;
  SimState::Power& s_;
  double startS_, endS_;
  SupplyTree tree_;
  std::vector<double> usedJ_, goneS_;
  std::vector<Due> dues_;
};

}  // namespace

void powerEvents(const SimModel& model, SimState& state, int subStep) {
  Events(model, state, sinceStartS(model, state) + subStep * model.dtS).run();
}

}  // namespace plenum::stage
