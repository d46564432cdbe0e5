// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "sim/Stages.h"
#include "sim/SupplyTree.h"

namespace plenum::stage {
namespace {

using Piece = SimState::Power::Piece;

void exchange(SimState::Power& s, Piece& piece) {
  std::swap(s.live, piece.live), std::swap(s.order, piece.order), std::swap(s.tie, piece.tie);
  std::swap(s.side, piece.side), std::swap(s.ups, piece.ups), std::swap(s.contact, piece.contact);
  std::swap(s.isEnergised, piece.isEnergised), std::swap(s.isRackUp, piece.isRackUp);
  std::swap(s.isForming, piece.isForming);
}

/// The accounts of one sub-step, piece by piece between what happened in it.
class Accounts {
 public:
  Accounts(const SimModel& model, SimState& state)
      : model_(model), state_(state), s_(state.power), tree_(model, state, s_.stepS, SupplyTree::Journal::silent) {}

  double itGaveJ = 0.0, plantGaveJ = 0.0, storesJ = 0.0;
  SupplyTree::Account account;

  void make() {
    if (s_.pieces.empty()) {
      makePiece(model_.dtS);
      return keepGiven();
    }
    measureService();
    const std::size_t devices = model_.power.size();
    std::vector<double> output(devices, 0.0), input(devices, 0.0), loss(devices, 0.0);
    double nowS = s_.stepS;
    for (std::size_t i = 0; i < s_.pieces.size(); ++i) {
      Piece& piece = s_.pieces[i];
      const bool isLast = i + 1 == s_.pieces.size();
      if (!isLast) exchange(s_, piece);
      tree_.setNow(nowS);
      makePiece(piece.lengthS);
      nowS += piece.lengthS;
      for (std::size_t d = 0; d < devices; ++d) {
        output[d] += s_.outputW[d] * piece.lengthS / model_.dtS;
        input[d] += s_.inputW[d] * piece.lengthS / model_.dtS;
        loss[d] += s_.lossW[d] * piece.lengthS / model_.dtS;
      }
      if (!isLast) exchange(s_, piece);
    }
    s_.outputW = std::move(output), s_.inputW = std::move(input), s_.lossW = std::move(loss);
    keepGiven();
    s_.pieces.clear();
    s_.isChanged = 1;  // flows are means now: the next pass starts with its own
  }

 private:
  /// What a storage that made the grid has given is known only now.
  void keepGiven() {
    for (const std::uint32_t x : model_.onSite) {
      bool hasFormed = s_.isForming[x] != 0;
      for (const Piece& piece : s_.pieces) hasFormed = hasFormed || piece.isForming[x];
      if (hasFormed) s_.givenW[x] = s_.outputW[x];
    }
  }
  /// What a rack draws while it runs: of one that ended or began in the step, more than its mean.
  double drawnW(std::uint32_t r) const {
    const double meanW = state_.racks.itW[r], part = s_.hasRackPart ? s_.rackPart[r] : -1.0;
    if (part < 0.0) return meanW;
    return s_.isRackUp[r] && part > 0.0 ? meanW / part : 0.0;
  }
  bool isLiveIn(const Piece& piece, bool isLast, std::uint32_t feed, std::uint32_t feedB) const {
    const auto& live = isLast ? s_.isEnergised : piece.isEnergised;
    return (feed != none && live[feed]) || (feedB != none && live[feedB]);
  }

  /// What a machine used in the step it drew while it had power.
  void measureService() {
    tree_.forPlant([&](std::uint32_t feed, std::uint32_t feedB, double powerW) {
      double liveS = 0.0;
      for (std::size_t i = 0; powerW != 0.0 && i < s_.pieces.size(); ++i)
        if (isLiveIn(s_.pieces[i], i + 1 == s_.pieces.size(), feed, feedB)) liveS += s_.pieces[i].lengthS;
      scale_.push_back(liveS > 0.0 ? model_.dtS / liveS : 0.0);
    });
  }

  void makePiece(double lengthS) {
    std::fill(s_.outputW.begin(), s_.outputW.end(), 0.0);
    double itW = 0.0, plantW = 0.0;
    for (std::uint32_t r = 0; r < model_.layout->racks.size(); ++r) {
      const PlacedRack& rack = model_.layout->racks[r];
      const double rackW = drawnW(r);
      double& oweJ = s_.rackOweJ[r];
      if (!tree_.isLive(rack.feedA, rack.feedB)) {
        if (!s_.isRackUp[r]) continue;
        oweJ += rackW * lengthS;
        storesJ += rackW * lengthS;
        itW += rackW;
        continue;
      }
      double repayW = 0.0;
      if (oweJ > 0.0) {
        const RackSpec& spec = *rack.spec;
        const bool isShelf = spec.batteryEnergy.si > 0.0;
        repayW = std::min(oweJ / lengthS, isShelf ? model_.automatics.shelfRecharge.si * spec.batteryPower.si : rackW);
        oweJ -= repayW * lengthS;
        storesJ -= repayW * lengthS;
      }
      tree_.load(rack.feedA, rack.feedB, rackW + repayW, true);
      itW += rackW;
    }
    std::size_t at = 0;
    tree_.forPlant([&](std::uint32_t feed, std::uint32_t feedB, double powerW) {
      const double drawnW = scale_.empty() ? powerW : powerW * scale_[at++];
      if (drawnW == 0.0 || !tree_.isLive(feed, feedB)) return;
      tree_.load(feed, feedB, drawnW, false);
      plantW += drawnW;
    });
    itGaveJ += itW * lengthS;
    plantGaveJ += plantW * lengthS;
    tree_.sweep(lengthS, &account);
  }

  const SimModel& model_;
  SimState& state_;
  SimState::Power& s_;
  SupplyTree tree_;
  std::vector<double> scale_;
};

/// A rack that has tripped chips, or has cut out, counts as down for the jobs that run on it.
void serversUp(const SimModel& model, SimState& state) {
  SimState::Power& s = state.power;
  s.hasRackChanged = 0;
  for (std::uint32_t r = 0; r < model.layout->racks.size(); ++r) {
    const PlacedRack& rack = model.layout->racks[r];
    const std::uint8_t isWhole = s.isRackUp[r] && state.racks.tripped[r] == 0 && state.racks.offUntilS[r] == 0.0;
    if (s.isServerUp[rack.firstServer] == isWhole) continue;
    s.hasRackChanged = 1;
    std::fill_n(s.isServerUp.begin() + rack.firstServer, rack.spec->servers, isWhole);
  }
}

}  // namespace

void energise(const SimModel& model, SimState& state) {
  SimState::Power& s = state.power;
  SupplyTree tree(model, state, sinceStartS(model, state), SupplyTree::Journal::silent);
  tree.solve();
  tree.followRacks();
  for (std::uint32_t r = 0; r < model.layout->racks.size(); ++r)
    s.isRackUp[r] = tree.isLive(model.layout->racks[r].feedA, model.layout->racks[r].feedB);
  s.isServing = s.isEnergised;
  s.isChanged = 1;
  serversUp(model, state);
}

void power(const SimModel& model, SimState& state) {
  SimState::Power& s = state.power;
  Accounts accounts(model, state);
  accounts.make();
  const SupplyTree::Account& account = accounts.account;
  const double dt = model.dtS;
  const double itGaveJ = accounts.itGaveJ * gain(model, Coupling::powerToIt);
  const double plantGaveJ = accounts.plantGaveJ * gain(model, Coupling::powerToPlant);
  double itGotW = 0.0;
  for (const double itW : state.racks.itW) itGotW += itW;
  s.gridW = account.gridJ / dt, s.gensetW = account.gensetJ / dt, s.fuelLPerS = account.fuelL / dt;
  s.batteryW = (account.batteryJ + accounts.storesJ) / dt, s.onSiteW = account.onSiteJ / dt;
  s.lossesW = account.lossesJ / dt;
  s.itW = itGotW;
  s.plantW = accounts.plantGaveJ / dt;
  s.facilityW = s.gridW + s.gensetW + s.batteryW + s.onSiteW;
  for (std::uint32_t d = 0; d < model.power.size(); ++d)
    if (s.isEnergised[d]) s.lastW[d] = s.outputW[d];

  double plantGotW = 0.0;
  for (const double w : state.cdus.powerW) plantGotW += w;
  for (const double w : state.air.powerW) plantGotW += w;
  for (const double w : state.plant.pumpPowerW) plantGotW += w;
  for (const double w : state.plant.chillerPowerW) plantGotW += w;
  for (const double w : state.sinks.cellPowerW) plantGotW += w;
  for (const double w : state.sinks.coolerPowerW) plantGotW += w;
  for (const double w : state.sinks.lakePowerW) plantGotW += w;
  gave(state, Coupling::powerToIt, itGaveJ);
  got(state, Coupling::powerToIt, itGotW * dt);
  gave(state, Coupling::powerToPlant, plantGaveJ);
  got(state, Coupling::powerToPlant, plantGotW * dt);
  state.ledger.devicesJ = itGaveJ + plantGaveJ + account.lossesJ;
  state.ledger.sourcesJ = s.facilityW * dt;
  serversUp(model, state);
}

}  // namespace plenum::stage
