// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <list>
#include <string>
#include <vector>

#include "sim/Stages.h"
#include "support/RunningSite.h"

namespace plenum::test {

/// A power tree of one's own before racks that are all alike, one in a row. Cooling hangs on a feed apart ("GRID-M"),
/// so that nothing but the tree decides. Devices lose nothing: shares can be checked by hand. Ask for `start()` last.
struct PowerSite {
  RunningSite run;
  std::list<PowerSpec> devices;
  int racks = 0;

  explicit PowerSite(Seconds holdUp = {0.012}) {
    run.withLoad(2.0);  // cut to 1 whatever the noise of the job: the load does not wander
    run.small.design.rows.clear();
    run.small.draft.power.clear();
    run.small.design.power.clear();
    for (auto* units : {&run.small.design.cdus, &run.small.design.fanWalls})
      for (HallUnitSpec& unit : *units) unit.feed = "MECH", unit.feedB.clear();
    feed("GRID-M");
    board("MECH", "GRID-M", 5e6);
    holdUp_ = holdUp;
  }
  PowerSite(const PowerSite&) = delete;

  PowerSpec& feed(const std::string& id) {
    PowerSpec& spec = device(PowerSpec::Kind::feed, id, "", "");
    spec.firmCapacity = {1e9};
    return spec;
  }
  PowerSpec& board(const std::string& id, const std::string& from, double ratingW) {
    DistributionSpec row;
    row.id = id + "-type";
    row.rating = {ratingW};
    rows_.push_back(row);
    return device(PowerSpec::Kind::board, id, row.id, from);
  }
  PowerSpec& ups(const std::string& id, const std::string& from, double ratingW, UpsSpec row = fiveMinutes()) {
    row.id = id + "-type";
    row.batteryEnergy = {row.batteryEnergy.si * ratingW};
    row.rechargePower = {0.1 * ratingW};
    row.rating = {ratingW};
    rows_.push_back(row);
    return device(PowerSpec::Kind::ups, id, row.id, from);
  }
  /// Without losses, without a bypass; battery for five minutes at full load.
  static UpsSpec fiveMinutes() {
    UpsSpec row;
    row.batteryEnergy = {300.0};  // times the rating
    row.batteryEfficiency = {1.0};
    row.peukert = 1.0;
    row.hasBypass = false;
    row.walkIn = {10.0};
    row.economyLoss = {};
    return row;
  }
  static UpsSpec seconds(double batteryS) {
    UpsSpec row = fiveMinutes();
    row.batteryEnergy = {batteryS};
    return row;
  }
  static UpsSpec withBypass() {
    UpsSpec row = fiveMinutes();
    row.hasBypass = true;
    return row;
  }
  PowerSpec& genset(const std::string& id, double ratingW, double startS = 10.0, double startFailure = 0.0) {
    GensetSpec row;
    row.id = id + "-type";
    row.rating = {ratingW};
    row.startTime = {startS};
    row.tank = {5000};
    row.startFailure = {startFailure};
    rows_.push_back(row);
    return device(PowerSpec::Kind::genset, id, row.id, "");
  }
  PowerSpec& staticSwitch(const std::string& id, const std::string& from, const std::string& alternate,
                          double transferS = 0.008) {
    TransferSpec row;
    row.id = id + "-type";
    row.rating = {1e7};
    row.isStatic = true;
    row.transfer = {transferS};
    row.retransfer = {300.0};
    rows_.push_back(row);
    PowerSpec& spec = device(PowerSpec::Kind::transfer, id, row.id, from);
    spec.alternate = alternate;
    return spec;
  }
  /// Two seconds to confirm, 0.3 s between its contacts, back after five minutes.
  PowerSpec& movingSwitch(const std::string& id, const std::string& from, const std::string& alternate) {
    TransferSpec row;
    row.id = id + "-type";
    row.rating = {1e7};
    rows_.push_back(row);
    PowerSpec& spec = device(PowerSpec::Kind::transfer, id, row.id, from);
    spec.alternate = alternate;
    return spec;
  }
  PowerSpec& tie(const std::string& id, const std::string& one, const std::string& other) {
    PowerSpec& spec = device(PowerSpec::Kind::tie, id, "", one);
    spec.alternate = other;
    return spec;
  }
  /// Without losses, half full at the start; forms the grid of its board when nothing else feeds it.
  PowerSpec& formingStorage(const std::string& id, const std::string& board, double ratingW, double energyJ) {
    PowerSpec& spec = storage(id, board, ratingW, energyJ);
    std::get<StorageSpec>(rows_.back()).formsGrid = true;
    return spec;
  }
  /// One that only follows what others form.
  PowerSpec& storage(const std::string& id, const std::string& board, double ratingW, double energyJ) {
    StorageSpec row;
    row.id = id + "-type";
    row.rating = {ratingW};
    row.energy = {energyJ};
    row.efficiency = {1.0};
    row.response = {0.1};
    rows_.push_back(row);
    PowerSpec& spec = device(PowerSpec::Kind::storage, id, row.id, board);
    spec.use = PowerSpec::Use::tariff;  // idle while prices stand still
    return spec;
  }
  /// Other times and limits of the automatics than the usual ones.
  void automatics(AutomaticsSpec usual) {
    usual.id = "usual";
    rows_.push_back(usual);
  }
  void rack(const std::string& feedA, const std::string& feedB = "") {
    RowSpec row;
    row.id = "R" + std::to_string(racks + 1);
    row.rack = "rack-alone";
    row.racks = 1;
    row.originM = {3.0 + 1.2 * (racks % 14), 6.0 + 4.0 * (racks / 14)};
    row.feedA = feedA;
    row.feedB = feedB;
    run.small.design.rows.push_back(row);
    ++racks;
  }

  PowerSite& start() {
    auto catalog = std::make_shared<Catalog>(*run.small.catalog());
    for (const AnySpec& row : rows_) catalog->add(row, {});
    RackSpec alone = run.small.airRack;
    alone.id = "rack-alone";
    alone.rearDoor.clear();
    alone.ratedPower = {ratedRackW_ > 0.0 ? ratedRackW_ : rackW()};
    alone.holdUp = holdUp_;
    catalog->add(alone, {});
    run.small.draft.catalog = catalog;
    run.small.draft.power.assign(devices.begin(), devices.end());
    run.start();
    return *this;
  }

  /// What a rack draws at the load of these tests: measured once.
  static double rackW() {
    static const double watts = [] {
      PowerSite probe;
      probe.feed("F");
      probe.rack("F");
      probe.ratedRackW_ = 20e3;
      probe.start();
      return probe.run.state->racks.itW[0];
    }();
    return watts;
  }

  // what the tests ask for
  bool isUp(int rack) const { return run.state->power.isRackUp[static_cast<std::size_t>(rack - 1)] != 0; }
  int racksUp() const {
    int up = 0;
    for (int r = 1; r <= racks; ++r) up += isUp(r);
    return up;
  }
  bool isLive(const std::string& id) const { return run.state->power.isEnergised[run.indexOf(id)] != 0; }
  double outputW(const std::string& id) const { return run.state->power.outputW[run.indexOf(id)]; }
  double nowS() const { return (timeOf(*run.model, *run.state) - run.model->start).seconds(); }
  void advanceTo(double s) {
    while (nowS() < s - 1e-6) run.advance(1);
  }
  /// An action after so many seconds, counted from the start.
  void at(double s, const Action& action) {
    advanceTo(s);
    run.act(action);
  }
  /// The first event of this text about this thing, or null; "" is any.
  const Event* event(const std::string& text, const std::string& about = "", double fromS = 0.0) const {
    for (std::size_t i = 0; i < run.state->events.size(); ++i) {
      const Event& e = run.state->events[i];
      if (e.text.id == text && (about.empty() || e.entityId == about) && secondsOf(e) >= fromS) return &e;
    }
    return nullptr;
  }
  double secondsOf(const Event& e) const { return (e.time - run.model->start).seconds(); }
  /// When it happened; −1: it did not.
  double when(const std::string& text, const std::string& about = "", double fromS = 0.0) const {
    const Event* found = event(text, about, fromS);
    return found ? secondsOf(*found) : -1.0;
  }
  /// From what a rack is dark for down to what came first, by the ids of the texts.
  std::vector<std::string> whyDark(int rack) const {
    std::vector<std::string> out;
    std::uint64_t sequence = run.state->power.rackCause[static_cast<std::size_t>(rack - 1)];
    while (sequence != 0 && out.size() < 20) {
      const Event& e = run.state->events[sequence - 1];
      out.push_back(e.text.id + " " + e.entityId);
      sequence = e.cause;
    }
    return out;
  }
  /// Everything that happened in the power tree, one line an event; for the message of a test that fails.
  std::string story() const {
    std::string out;
    for (std::size_t i = 0; i < run.state->events.size(); ++i) {
      const Event& e = run.state->events[i];
      if (e.entity.kind != Kind::powerDevice && e.entity.kind != Kind::rack) continue;
      out += "\n  " + toText(secondsOf(e), 3) + " s  " + e.text.id + "  " + e.entityId + "  #" +
             std::to_string(e.sequence) + " < " + std::to_string(e.cause);
    }
    return out;
  }

 private:
  PowerSpec& device(PowerSpec::Kind kind, const std::string& id, const std::string& type, const std::string& from) {
    PowerSpec spec;
    spec.kind = kind;
    spec.id = id;
    spec.type = type;
    spec.from = from;
    spec.originM = {75.0 + 5.0 * static_cast<double>(devices.size() % 8),
                    5.0 + 8.0 * static_cast<double>(devices.size() / 8)};
    devices.push_back(spec);
    return devices.back();
  }

  Seconds holdUp_;
  double ratedRackW_ = 0.0;  // 0: what a rack draws
  std::vector<AnySpec> rows_;
};

}  // namespace plenum::test
