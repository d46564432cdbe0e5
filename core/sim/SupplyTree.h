// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "sim/Model.h"
#include "sim/State.h"

namespace plenum {

/// The power tree of a state at an instant: what is live, what flows, what its automatics are about to do. Everything
/// it remembers is in the state. Used by the event pass of every sub-step, by the accounts, and by settlePower, which
/// lets it run its course without a clock.
class SupplyTree {
 public:
  using Power = SimState::Power;
  using Side = SimState::Side;
  using UpsState = SimState::UpsState;
  using GensetPhase = SimState::GensetPhase;
  enum class Plan : std::uint8_t {
    nothing,
    leaveSource,   // its source is confirmed dead and another is well
    takeSource,    // both are open; the other is closed
    goBack,        // the source that it prefers has been well for long enough
    callGensets,   // its mains are confirmed dead
    takeGensets,   // those that can come have come
    leaveGensets,  // its mains have been well for long enough
    closeTie,
    openTie,
    genset,    // the next phase of a genset: ready, on the bus
    takeOver,  // the converters of a UPS after a gap
    leaveBypass,
    shed,
    takeBack,
    trip,         // a genset or an island that is short of power and has nothing more to shed
    formIsland,   // the board of a storage is dead: it lives on the storage
    leaveIsland,  // the board's own source has been well for long enough
    endIsland,    // somebody else feeds the board, or the storage cannot go on
    clear,        // a short circuit; 16 more for every step up to the next breaker
  };
  /// Whether happenings go into the journal.
  enum class Journal { written, silent };

  SupplyTree(const SimModel& model, SimState& state, double nowS, Journal journal)
      : model_(model), state_(state), s_(state.power), nowS_(nowS), journal_(journal) {}

  double nowS() const { return nowS_; }
  void setNow(double nowS) { nowS_ = nowS; }

  // SupplyTree.cpp: contacts and sources → what is live, in the order from the sources downwards
  /// Follows the contacts and sources as they stand; says why what has gone dark is dark.
  void solve();

  // SupplyFlow.cpp
  /// The loads of the state up the live tree: outputs, inputs, losses, breakers.
  void flow();
  /// The same for `lengthS` of which the accounts are kept: cells, fuel, heat.
  struct Account {
    double gridJ = 0, gensetJ = 0, fuelL = 0, batteryJ = 0, onSiteJ = 0, lossesJ = 0;
  };
  void sweep(double lengthS, Account* account);
  /// Puts a load on whichever of its two sources is live; half on each where both are and `isShared`.
  void load(std::uint32_t feed, std::uint32_t feedB, double powerW, bool isShared);
  bool isLive(std::uint32_t feed, std::uint32_t feedB) const {
    return (feed != none && s_.isEnergised[feed]) || (feedB != none && s_.isEnergised[feedB]);
  }
  /// What a fan wall draws at its own speed, which may be stuck or held by hand.
  double fanWallW(std::uint32_t fanWall) const;
  /// Calls f(feed, feedB, powerW) for every machine of the cooling plant.
  template <class F>
  void forPlant(F&& f) const;

  // SupplyPlans.cpp: what the automatics are about to do, and when
  void replan();
  // SupplyDeeds.cpp
  /// Does what device `d` is due to do.
  void act(std::uint32_t d);
  /// Opens a breaker by its release. False where it has failed and stays closed.
  bool trip(std::uint32_t breaker, const char* text, std::uint64_t cause);
  void overloadUps(std::uint32_t d);
  void emptyBattery(std::uint32_t d);
  /// A storage lets its board go; `text` says why where nobody else feeds it.
  void endIsland(std::uint32_t x, const char* text);
  void emptyIsland(std::uint32_t x);
  void tripGenset(std::uint32_t d, const char* text, std::uint64_t cause);
  /// The block of load that a genset has just got, of which this share came at once; trips it where its frequency
  /// dips too far.
  bool takeBlocks(double share);

  // racks
  double bridgeS(std::uint32_t rack) const;
  /// Racks that have just lost their power ride on what they have stored; those that have it again are well.
  void followRacks();
  std::uint64_t causeOfRack(std::uint32_t rack) const;
  /// Of a device that its load has brought over a limit while nothing in the tree changed: says so, and names what had
  /// put on it before what it should not carry by day.
  std::uint64_t noteRise(std::uint32_t d, double ratio);

  const PlacedPower& placed(std::uint32_t d) const { return model_.layout->power[d]; }
  std::uint32_t firstBreaker(std::uint32_t d) const { return model_.firstBreaker[d]; }
  std::uint32_t endBreaker(std::uint32_t d) const { return model_.firstBreaker[d + 1]; }
  /// Whether something live waits behind a breaker that can be closed, or is.
  bool isReady(std::uint32_t breaker) const;
  double lossW(std::uint32_t d, double outputW) const;
  double batteryNeedW(std::uint32_t d) const { return s_.outputW[d] + s_.lossW[d]; }
  std::uint64_t note(int priority, EntityRef ref, Text text, std::uint64_t cause = 0);
  EntityRef deviceRef(std::uint32_t d) const { return {Kind::powerDevice, d, 0}; }
  EntityRef breakerRef(std::uint32_t b) const {
    return {Kind::powerDevice, model_.breakers[b].device, b - firstBreaker(model_.breakers[b].device) + 1};
  }
  std::uint64_t lastEvent = 0;  // that changed what is connected

  // SupplyBus.cpp
  /// Live boards that closed ties join.
  struct Bus {
    std::vector<std::uint32_t> boards, ties;
  };
  std::vector<Bus> buses() const;
  // SupplyIsland.cpp
  /// Until a storage that carries its board is empty, with the flows of now.
  double secondsToEmpty(std::uint32_t storage, double usedJ) const;
  double storageLossOf(std::uint32_t storage, double givenW) const;

 private:
  void sourcesOf(std::uint32_t d, std::vector<std::uint32_t>& out) const;
  bool isCircle(const std::vector<Bus>& buses, const Bus& bus) const;
  void share(const Bus& bus, std::vector<double>& tieInW);
  bool canForm(std::uint32_t x) const;
  double formersW(std::uint32_t board) const;
  void planIsland(std::uint32_t x);
  void planShort(std::uint32_t g);
  void formIsland(std::uint32_t x);
  void leaveIsland(std::uint32_t x);
  bool isWhole(std::uint32_t d) const;
  bool isSourceLive(std::uint32_t breaker) const;
  bool isClosed(std::uint32_t b) const { return s_.contact[b] == Contact::closed; }
  Side sideOf(std::uint32_t d) const;
  bool come(std::uint32_t d);
  bool comeUps(std::uint32_t d, Side side);
  void spread();
  void arrange();
  void comeAll();
  bool wakeOver(std::uint32_t tie);
  bool dip();
  void explain(const std::vector<std::uint8_t>& before);
  std::uint64_t why(std::uint32_t d) const;
  double walkedIn(std::uint32_t d, double lengthS) const;
  void distribute(std::uint32_t n, double inputW);
  void readyGensets(std::uint32_t d, std::vector<std::uint32_t>& out) const;

  bool hasSide(std::uint32_t d, PlacedBreaker::Side side, bool wantsClosed) const;
  bool isSideReady(std::uint32_t d, PlacedBreaker::Side side) const;
  void planTransfer(std::uint32_t d);
  void planStandby(std::uint32_t d);
  void planTie(std::uint32_t d);
  void planGenset(std::uint32_t d, bool isWanted);
  void planUps(std::uint32_t d);
  void propose(std::uint32_t d, Plan plan, double dueS);
  bool isJammed(std::uint32_t d, PlacedBreaker::Side side) const;
  bool isOnMains(std::uint32_t d) const;
  std::uint32_t nextToShed(std::uint32_t genset) const;
  bool isFedBy(std::uint32_t d, std::uint32_t genset) const;

  void setSide(std::uint32_t d, PlacedBreaker::Side side, Contact contact);
  bool openSide(std::uint32_t d, PlacedBreaker::Side side, std::uint64_t event);
  void callGensets(std::uint32_t d);
  void gensetStep(std::uint32_t g);
  void stopGenset(std::uint32_t g);
  void clearFault(std::uint32_t d);
  bool clearAt(std::uint32_t d, int level, std::uint64_t cause);
  void shedOne(std::uint32_t genset);
  void takeBack(std::uint32_t d);
  void tieDeed(std::uint32_t t, bool closes);
  void transferDeed(std::uint32_t d, Plan plan);

  const SimModel& model_;
  SimState& state_;
  Power& s_;
  double nowS_ = 0.0;
  Journal journal_;
  bool mayConvert_ = true;  // batteries may carry what has no source
};

template <class F>
void SupplyTree::forPlant(F&& f) const {
  const Layout& layout = *model_.layout;
  const auto each = [&](const auto& placed, const std::vector<double>& powerW) {
    for (std::size_t i = 0; i < placed.size(); ++i) f(placed[i].feed, placed[i].feedB, powerW[i]);
  };
  each(layout.cdus, state_.cdus.powerW);
  each(layout.pumps, state_.plant.pumpPowerW);
  each(layout.chillers, state_.plant.chillerPowerW);
  each(layout.lakes, state_.sinks.lakePowerW);
  for (std::uint32_t w = 0; w < layout.fanWalls.size(); ++w)
    f(layout.fanWalls[w].feed, layout.fanWalls[w].feedB, fanWallW(w));
  for (std::uint32_t t = 0; t < layout.towers.size(); ++t)
    f(layout.towers[t].feed, layout.towers[t].feedB, state_.plant.isTowerFailed[t] ? 0.0 : state_.sinks.cellPowerW[t]);
  for (std::uint32_t c = 0; c < layout.dryCoolers.size(); ++c)
    f(layout.dryCoolers[c].feed, layout.dryCoolers[c].feedB,
      state_.plant.isDryCoolerFailed[c] ? 0.0 : state_.sinks.coolerPowerW[c]);
}

}  // namespace plenum
