// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "physics/Battery.h"
#include "sim/AlarmRules.h"
#include "sim/Hands.h"
#include "sim/Sinks.h"
#include "sim/Stages.h"

namespace plenum::stage {
namespace {

// a slot remembers what it is about only through its place: rules in their order, things in that of the layout
class Watcher {
 public:
  Watcher(const SimModel& model, SimState& state) : model_(model), state_(state) {
    std::size_t at = 0;
    for (std::size_t w = 0; w < watchCount; ++w) {
      first_[w] = at;
      at += model.layout->count(alarmRules[w].kind);
    }
  }

  /// `value` and `limit` appear in the sentence. The alarm returns when `isClear`.
  void look(Watch watch, std::uint32_t index, bool isBad, bool isClear, double value = 0.0, double limit = 0.0,
            std::uint64_t cause = 0) {
    const AlarmRule& rule = alarmRules[static_cast<std::size_t>(watch)];
    const std::size_t slot = first_[static_cast<std::size_t>(watch)] + index;
    SimState::Alarms& a = state_.alarms;
    if (a.isUp[slot]) {
      const float now = static_cast<float>(value);
      a.value[slot] = now;
      a.worst[slot] = rule.isLowBad ? std::min(a.worst[slot], now) : std::max(a.worst[slot], now);
      if (isClear) lower(slot, rule, index);
      return;
    }
    if (!isBad) {
      a.timerS[slot] = 0.0f;
      return;
    }
    a.timerS[slot] += static_cast<float>(model_.tick.seconds());
    if (static_cast<double>(a.timerS[slot]) >= rule.onDelayS) raise(slot, rule, index, value, limit, cause);
  }
  bool isUp(Watch watch, std::uint32_t index) const {
    return state_.alarms.isUp[first_[static_cast<std::size_t>(watch)] + index];
  }
  std::uint64_t raisedBy(Watch watch, std::uint32_t index) const {
    const std::size_t slot = first_[static_cast<std::size_t>(watch)] + index;
    return state_.alarms.isUp[slot] ? state_.alarms.raisedBy[slot] : 0;
  }

 private:
  void raise(std::size_t slot, const AlarmRule& rule, std::uint32_t index, double value, double limit,
             std::uint64_t cause) {
    SimState::Alarms& a = state_.alarms;
    const EntityRef entity{rule.kind, index};
    Event event;
    event.sequence = ++a.lastSequence;
    event.time = nowOf(model_, state_);
    event.kind = Event::Kind::raised;
    event.priority = rule.priority;
    event.entity = entity;
    event.entityId = model_.layout->idOf(entity);
    event.text =
        Text(rule.text, {{"where", event.entityId}, {"value", shownValue(value)}, {"limit", shownValue(limit)}});
    event.advice = adviceOf(model_, state_, rule, entity);
    event.alarm = event.sequence;
    event.cause = cause != 0 ? cause : causeOf(entity);
    a.isUp[slot] = 1;
    a.isAcknowledged[slot] = 0;
    a.raisedBy[slot] = event.sequence;
    a.sinceUs[slot] = event.time.us;
    a.value[slot] = a.worst[slot] = static_cast<float>(value);
    state_.events.append(std::move(event));
  }

  void lower(std::size_t slot, const AlarmRule& rule, std::uint32_t index) {
    SimState::Alarms& a = state_.alarms;
    Event event;
    event.sequence = ++a.lastSequence;
    event.time = nowOf(model_, state_);
    event.kind = Event::Kind::returned;
    event.priority = rule.priority;
    event.entity = {rule.kind, index};
    event.entityId = model_.layout->idOf(event.entity);
    // in the words with which it was raised
    event.text = state_.events[a.raisedBy[slot] - 1].text;
    event.alarm = a.raisedBy[slot];
    a.isUp[slot] = 0;
    a.timerS[slot] = 0.0f;
    state_.events.append(std::move(event));
  }

  // first out: the alarm that stands further up the path of cooling or power
  std::uint64_t causeOf(EntityRef ref) const {
    const Layout& layout = *model_.layout;
    switch (ref.kind) {
      case Kind::rack: {
        const PlacedRack& rack = layout.racks[ref.index];
        if (rack.loop != none)
          for (const Watch w : {Watch::loopFlowLow, Watch::loopWarm, Watch::loopLevelLow})
            if (const auto cause = raisedBy(w, rack.loop)) return root(cause);
        for (const Watch w : {Watch::racksDark, Watch::hallHot, Watch::hallWarm})
          if (const auto cause = raisedBy(w, rack.hall)) return root(cause);
        if (const auto cause = withoutPower(rack.feedA, rack.feedB)) return cause;
        if (rack.loop != none)
          if (const auto cause = heldBack({Kind::loop, rack.loop})) return cause;
        return heldBack({Kind::hall, rack.hall});
      }
      case Kind::loop: {
        for (const std::uint32_t c : layout.loops[ref.index].cdus) {
          for (const Watch w : {Watch::cduDown, Watch::cduPumpDown})
            if (const auto cause = raisedBy(w, c)) return root(cause);
          for (const Watch w : {Watch::circuitFlowLow, Watch::circuitWarm})
            if (const auto cause = raisedBy(w, layout.cdus[c].circuit)) return root(cause);
        }
        for (const Watch w : {Watch::loopRefilled, Watch::loopTankLow, Watch::loopLevelLow})
          if (const auto cause = raisedBy(w, ref.index)) return root(cause);
        return heldBack(ref);
      }
      case Kind::hall: {
        const PlacedHall& hall = layout.halls[ref.index];
        for (std::uint32_t f = hall.firstFanWall; f < hall.firstFanWall + hall.fanWalls; ++f) {
          if (const auto cause = raisedBy(Watch::fanWallDown, f)) return root(cause);
          for (const Watch w : {Watch::circuitFlowLow, Watch::circuitWarm})
            if (const auto cause = raisedBy(w, layout.fanWalls[f].circuit)) return root(cause);
        }
        for (std::uint32_t r = hall.firstRack; r < hall.firstRack + hall.racks; ++r)
          if (!state_.power.isRackUp[r])
            if (const auto cause = withoutPower(layout.racks[r].feedA, layout.racks[r].feedB)) return cause;
        return heldBack(ref);
      }
      case Kind::circuit: {
        const PlacedCircuit& circuit = layout.circuits[ref.index];
        for (const std::uint32_t k : circuit.chillers)
          if (const auto cause = raisedBy(Watch::chillerDown, k)) return root(cause);
        for (const std::uint32_t x : circuit.exchangers)
          if (const auto cause = raisedBy(Watch::exchangerDown, x)) return root(cause);
        for (const std::uint32_t l : circuit.lakes)
          if (const auto cause = raisedBy(Watch::lakeDown, l)) return root(cause);
        for (const std::uint32_t d : circuit.dryCoolers)
          for (const Watch w : {Watch::dryCoolerDown, Watch::coilFrozen})
            if (const auto cause = raisedBy(w, d)) return root(cause);
        for (const Watch w : {Watch::basinLow, Watch::basinTripped})
          if (const auto cause = raisedBy(w, ref.index)) return root(cause);
        for (const std::uint32_t t : circuit.towers)
          if (const auto cause = raisedBy(Watch::towerDown, t)) return root(cause);
        for (const auto* list : {&circuit.pumps, &circuit.condenserPumps})
          for (const std::uint32_t p : *list)
            if (const auto cause = raisedBy(Watch::pumpDown, p)) return root(cause);
        if (const auto cause = raisedBy(Watch::circuitFlowLow, ref.index)) return root(cause);
        return heldBack(ref);
      }
      // the later of two sources to go took the supply away
      case Kind::powerDevice:
        if (const auto above =
                std::max(upstream(layout.power[ref.index].from), upstream(layout.power[ref.index].alternate)))
          return above;
        return state_.power.darkCause[ref.index];
      // what has not failed itself has lost its power
      case Kind::cdu: {
        const bool hasFailed = state_.cdus.isFailed[ref.index] || state_.cdus.pumpsFailed[ref.index];
        return hasFailed ? 0 : withoutPower(layout.cdus[ref.index].feed, layout.cdus[ref.index].feedB);
      }
      case Kind::fanWall: {
        const bool hasFailed = state_.air.isFailed[ref.index] || state_.air.fansFailed[ref.index];
        return hasFailed ? 0 : withoutPower(layout.fanWalls[ref.index].feed, layout.fanWalls[ref.index].feedB);
      }
      case Kind::pump:
        return plantCause(layout.pumps[ref.index], state_.plant.isPumpFailed[ref.index]);
      case Kind::chiller:
        return plantCause(layout.chillers[ref.index], state_.plant.isChillerFailed[ref.index]);
      case Kind::tower:
        return plantCause(layout.towers[ref.index], state_.plant.isTowerFailed[ref.index]);
      case Kind::dryCooler:
        return plantCause(layout.dryCoolers[ref.index], state_.plant.isDryCoolerFailed[ref.index]);
      default:
        return 0;
    }
  }
  std::uint64_t upstream(std::uint32_t device) const {
    for (int steps = 0; device != none && steps < 64; ++steps, device = model_.layout->power[device].from)
      for (const Watch w : {Watch::deviceDown, Watch::deviceDead})
        if (const auto cause = raisedBy(w, device)) return root(cause);
    return 0;
  }
  /// The latest deed by which a hand keeps an organ from giving all that it could to what is short of it: a controller
  /// would have opened it, or turned it faster.
  std::uint64_t heldBack(EntityRef ref) const {
    const std::vector<PointRef> held = heldByHand(model_, state_, ref);
    return held.empty() ? 0 : state_.points.deed[model_.pointAt(held.front().point, held.front().index)];
  }
  /// Of something that is fed from either of two devices and stands still because both are dead.
  std::uint64_t withoutPower(std::uint32_t feed, std::uint32_t feedB) const {
    return isLive(state_, feed, feedB) ? 0 : std::max(upstream(feed), upstream(feedB));
  }
  template <class Placed>
  std::uint64_t plantCause(const Placed& placed, std::uint8_t isFailed) const {
    return isFailed ? 0 : withoutPower(placed.feed, placed.feedB);
  }
  std::uint64_t root(std::uint64_t alarm) const {
    const Event& event = state_.events[alarm - 1];
    return event.cause ? event.cause : alarm;
  }

  const SimModel& model_;
  SimState& state_;
  std::array<std::size_t, watchCount> first_{};
};

void coolingAlarms(const SimModel& model, const SimState& state, Watcher& watch) {
  const Layout& layout = *model.layout;
  for (std::uint32_t c = 0; c < layout.cdus.size(); ++c) {
    const PlacedCdu& cdu = layout.cdus[c];
    const bool isDown = state.cdus.isFailed[c] || !isLive(state, cdu.feed, cdu.feedB);
    watch.look(Watch::cduDown, c, isDown, !isDown);
    const bool isPumpDown = state.cdus.pumpsFailed[c] != 0;
    watch.look(Watch::cduPumpDown, c, isPumpDown, !isPumpDown, std::popcount(state.cdus.pumpsFailed[c]));
  }
  for (std::uint32_t f = 0; f < layout.fanWalls.size(); ++f) {
    const PlacedFanWall& wall = layout.fanWalls[f];
    const bool isDown = state.air.isFailed[f] || state.air.fansFailed[f] != 0 || !isLive(state, wall.feed, wall.feedB);
    watch.look(Watch::fanWallDown, f, isDown, !isDown);
  }
  const auto plain = [&](Watch w, const auto& placed, const std::vector<std::uint8_t>& failed) {
    for (std::uint32_t i = 0; i < placed.size(); ++i) {
      const bool isDown = failed[i] || !isLive(state, placed[i].feed, placed[i].feedB);
      watch.look(w, i, isDown, !isDown);
    }
  };
  plain(Watch::pumpDown, layout.pumps, state.plant.isPumpFailed);
  plain(Watch::chillerDown, layout.chillers, state.plant.isChillerFailed);
  plain(Watch::towerDown, layout.towers, state.plant.isTowerFailed);
  plain(Watch::dryCoolerDown, layout.dryCoolers, state.plant.isDryCoolerFailed);
  plain(Watch::lakeDown, layout.lakes, state.plant.isLakeFailed);
  for (std::uint32_t x = 0; x < layout.exchangers.size(); ++x)
    watch.look(Watch::exchangerDown, x, state.plant.isExchangerFailed[x], !state.plant.isExchangerFailed[x]);
  for (std::uint32_t t = 0; t < layout.tanks.size(); ++t)
    watch.look(Watch::tankDown, t, state.plant.isTankFailed[t], !state.plant.isTankFailed[t]);
  // a filter is seen by its pressure drop: half its passage shut is four times as much
  constexpr double dirty = 0.5;
  for (std::uint32_t c = 0; c < layout.cdus.size(); ++c)
    watch.look(Watch::cduFilter, c, state.cdus.clogging[c] >= dirty, state.cdus.clogging[c] < dirty);
  for (std::uint32_t f = 0; f < layout.fanWalls.size(); ++f)
    watch.look(Watch::fanWallFilter, f, state.air.clogging[f] >= dirty, state.air.clogging[f] < dirty);
  for (std::uint32_t i = 0; i < layout.circuits.size(); ++i) {
    const double flow = 100.0 * measured(model, state, Point::circuitFlow, i) / model.circuits[i].designFlowKgPerS;
    watch.look(Watch::circuitFlowLow, i, flow<5.0, flow> 8.0, flow, 5.0);
    const CircuitModel& circuit = model.circuits[i];
    const double basin = circuit.basinKg > 0.0 ? 100.0 * state.circuits.basinLevelKg[i] / circuit.basinKg : 100.0;
    // basins stand full while the make-up keeps up: a tenth less says that it does not, hours before the pumps stop
    watch.look(Watch::makeUpLow, i, basin<90.0, basin> 93.0, basin, 90.0);
    watch.look(Watch::basinLow, i, basin<70.0, basin> 75.0, basin, 70.0);
    watch.look(Watch::basinTripped, i, state.sinks.isBasinTripped[i], !state.sinks.isBasinTripped[i]);
    const double aboveK = frostMarginK(model, state, i);
    watch.look(Watch::frostNear, i, aboveK<frostNearK, aboveK> frostNearK + 1.0, aboveK, frostNearK);
    const double supplyC = measured(model, state, Point::circuitSupply, i), limit = state.circuits.setpointC[i] + 2.0;
    watch.look(Watch::circuitWarm, i, supplyC > limit, supplyC < limit - 0.5, supplyC, limit);
  }
  for (std::uint32_t d = 0; d < layout.dryCoolers.size(); ++d)
    watch.look(Watch::coilFrozen, d, state.sinks.isCoilFrozen[d], !state.sinks.isCoilFrozen[d]);
  for (std::uint32_t i = 0; i < layout.loops.size(); ++i) {
    const LoopModel& loop = model.loops[i];
    const double supplyC = measured(model, state, Point::loopSupply, i), limit = state.loops.setpointC[i] + 3.0;
    // one on which no rack hangs need not flow, and warms nobody
    const bool isUsed = !layout.loops[i].racks.empty();
    watch.look(Watch::loopWarm, i, isUsed && supplyC > limit, !isUsed || supplyC < limit - 0.5, supplyC, limit);
    const double percent = 100.0 * measured(model, state, Point::loopFlow, i) / loop.designFlowKgPerS;
    watch.look(Watch::loopFlowLow, i, isUsed && percent < 85.0, !isUsed || percent > 90.0, percent, 85.0);
    // a loop is closed: one that must be refilled leaks, long before its level tells
    const double refillKgPerMin = 60.0 * state.loops.makeUpKgPerS[i];
    const double tank = loop.makeUpTankKg > 0.0 ? 100.0 * state.loops.makeUpTankKg[i] / loop.makeUpTankKg : 100.0;
    watch.look(Watch::loopRefilled, i, refillKgPerMin > 0.0, refillKgPerMin <= 0.0, refillKgPerMin);
    watch.look(Watch::loopTankLow, i, tank<30.0, tank> 50.0, tank, 30.0);
    const double level = 100.0 * state.loops.levelKg[i] / loop.volumeKg;
    watch.look(Watch::loopLevelLow, i, level<90.0, level> 92.0, level, 90.0);
  }
}

/// A sensor that reads nothing is known to; one that lies is not.
void sensorAlarms(const SimModel& model, const SimState& state, Watcher& watch) {
  constexpr std::array<std::pair<Watch, Kind>, 5> rows{{{Watch::loopSensor, Kind::loop},
                                                        {Watch::cduSensor, Kind::cdu},
                                                        {Watch::hallSensor, Kind::hall},
                                                        {Watch::fanWallSensor, Kind::fanWall},
                                                        {Watch::circuitSensor, Kind::circuit}}};
  for (const auto& [rule, kind] : rows)
    for (std::uint32_t i = 0; i < model.layout->count(kind); ++i) {
      bool isOut = false;
      for (std::size_t p = 0; state.points.exceptions > 0 && p < pointRows.size(); ++p)
        isOut = isOut || (pointRows[p].kind == kind && isLost(model, state, static_cast<Point>(p), i));
      watch.look(rule, i, isOut, !isOut);
    }
}

void hallAlarms(const SimModel& model, const SimState& state, Watcher& watch) {
  const Layout& layout = *model.layout;
  // as a rule all supplies that something hangs on are live, and no rack has to be asked
  bool isAnyDead = false;
  for (std::uint32_t d = 0; d < layout.power.size(); ++d)
    isAnyDead = isAnyDead || (!state.power.isEnergised[d] && layout.power[d].kind != PowerSpec::Kind::genset);
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h) {
    // ASHRAE TC 9.9 (2021): recommended up to 27 °C, allowed up to 32 °C for class A1
    const double coldC = measured(model, state, Point::hallCold, h);
    watch.look(Watch::hallHot, h, coldC > 32.0, coldC < 31.0, coldC, 32.0);
    // what is said to be above the allowable is not said to be above the recommended afterwards
    const bool isSaid = watch.isUp(Watch::hallHot, h) && !watch.isUp(Watch::hallWarm, h);
    watch.look(Watch::hallWarm, h, coldC > 27.0 && !isSaid, coldC < 26.5, coldC, 27.0);
    const std::uint32_t from = layout.halls[h].firstRack, to = from + layout.halls[h].racks;
    int dark = 0;
    for (std::uint32_t r = from; r < to; ++r) dark += !state.power.isRackUp[r];
    watch.look(Watch::racksDark, h, dark > 0, dark == 0, dark);
    int single = 0;
    std::uint64_t lost = 0;
    for (std::uint32_t r = from; r < to && isAnyDead; ++r) {
      const std::uint32_t a = layout.racks[r].feedA, b = layout.racks[r].feedB;
      if (a == none || b == none || state.power.isEnergised[a] == state.power.isEnergised[b]) continue;
      ++single;
      lost = std::max(lost, state.power.darkCause[state.power.isEnergised[a] ? b : a]);
    }
    watch.look(Watch::pathLost, h, single > 0, single == 0, single, 0.0, lost);
    const bool isHallCapped = state.frequencyCap[h] < 1.0;
    for (std::uint32_t r = from; r < to; ++r) {
      const std::uint32_t throttled = isHallCapped || state.work.rackCapped[r] != 0 ? 0 : state.racks.throttled[r];
      const std::uint32_t tripped = state.racks.tripped[r];
      watch.look(Watch::chipsThrottled, r, throttled > 0, throttled == 0, throttled);
      watch.look(Watch::chipsTripped, r, tripped > 0, tripped == 0, tripped);
      const bool isCutOut = state.racks.offUntilS[r] > 0.0;
      watch.look(Watch::serversCutOut, r, isCutOut, !isCutOut, state.racks.inletC[r], model.classOf(r).cutOutC);
    }
  }
}

/// `minutesLeft` of a UPS that runs on its battery; < 0: it does not.
void supplyAlarms(const SimModel& model, const SimState& state, Watcher& watch, std::uint32_t d, double minutesLeft) {
  const SimState::Power& s = state.power;
  int tripped = 0;
  std::uint64_t cause = 0;
  for (std::uint32_t b = model.firstBreaker[d]; b < model.firstBreaker[d + 1]; ++b)
    if (s.contact[b] == Contact::tripped) ++tripped, cause = std::max(cause, s.contactCause[b]);
  watch.look(Watch::breakerTripped, d, tripped > 0, tripped == 0, tripped, 0.0, cause);
  const bool isGenset = model.layout->power[d].kind == PowerSpec::Kind::genset;
  const bool isOut = s.genset[d] == SimState::GensetPhase::lockedOut;
  if (model.power[d].isUps) {
    const bool isOnBypass = s.ups[d] == SimState::UpsState::bypass && s.isEnergised[d];
    watch.look(Watch::onBypass, d, isOnBypass, !isOnBypass, 0.0, 0.0, s.failCause[d]);
    constexpr double lowMinutes = 5.0;
    const bool isLow = minutesLeft >= 0.0 && minutesLeft < lowMinutes;
    watch.look(Watch::batteryLow, d, isLow, minutesLeft < 0.0, minutesLeft, lowMinutes);
  }
  if (isGenset) {
    watch.look(Watch::gensetDown, d, isOut, !isOut, 0.0, 0.0, s.failCause[d]);
    const double percent = 100.0 * s.outputW[d] / model.power[d].ratingW;
    watch.look(Watch::gensetShort, d, percent > 100.0, percent < 98.0, percent, 100.0, s.loadCause[d]);
  }
  if (model.layout->power[d].storage) watch.look(Watch::storageDown, d, isOut, !isOut, 0.0, 0.0, s.failCause[d]);
  watch.look(Watch::loadShed, d, s.isShed[d], !s.isShed[d]);
}

void powerAlarms(const SimModel& model, const SimState& state, Watcher& watch) {
  const SimState::Power& s = state.power;
  for (std::uint32_t d = 0; d < model.power.size(); ++d) {
    const PlacedPower& placed = model.layout->power[d];
    watch.look(Watch::deviceDown, d, s.isFailed[d], !s.isFailed[d]);
    const bool isIdle = placed.kind == PowerSpec::Kind::genset || placed.kind == PowerSpec::Kind::tie;
    const bool isDead = !s.isEnergised[d] && !s.isFailed[d] && !isIdle;
    watch.look(Watch::deviceDead, d, isDead, !isDead);
    const bool isOnBattery = model.power[d].isUps && s.ups[d] == SimState::UpsState::battery && s.isEnergised[d];
    const PowerModel& p = model.power[d];
    const double x = s.outputW[d] / p.ratingW;
    double left = 0.0;
    if (isOnBattery) {
      const double charge = std::clamp(s.batteryJ[d] / p.batteryJ, 0.0, 1.0);
      left = physics::secondsToEmpty(p.battery, charge, std::max(1.0, s.outputW[d] + s.lossW[d])) / 60.0;
    }
    watch.look(Watch::onBattery, d, isOnBattery, !isOnBattery, left);
    const double percent = 100.0 * x;
    watch.look(Watch::overload, d, percent > 100.0, percent < 98.0, percent, 100.0);
    supplyAlarms(model, state, watch, d, isOnBattery ? left : -1.0);
  }
}

}  // namespace

void alarms(const SimModel& model, SimState& state) {
  Watcher watch(model, state);
  // power first: what it takes away follows from it
  powerAlarms(model, state, watch);
  coolingAlarms(model, state, watch);
  sensorAlarms(model, state, watch);
  hallAlarms(model, state, watch);
}

}  // namespace plenum::stage
