// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string_view>

#include "scenario/Fit.h"
#include "sim/Stages.h"
#include "sim/WorkStage.h"

namespace plenum::stage {
namespace {

constexpr std::size_t longestLog = 200'000;

/// Does what an action says; that its target can take it has been seen to (misfit).
struct Taker {
  const SimModel& model;
  SimState& state;

  void refuse(const std::string& target, const char* why) {
    journal(model, state, 4, {}, Text(why, {{"target", target}}));
  }

  /// Mends a sensor or frees an organ.
  void mend(const std::string& target) {
    const auto ref = findPoint(*model.layout, target);
    SimState::Points& s = state.points;
    const std::size_t at = model.pointAt(ref->point, ref->index);
    s.exceptions -= static_cast<std::uint64_t>((s.fault[at] != 0) + (s.mode[at] != 0));
    s.fault[at] = s.mode[at] = 0;
    journal(model, state, 4, thingOf(*ref), Text("event.restored", {{"target", target}}));
  }

  void set(const std::string& target, bool isFailed) {
    const auto found = model.layout->find(target);
    if (!found) {
      if (!setMakeUp(target, isFailed)) mend(target);
      return;
    }
    const EntityRef ref = *found;
    if (!isFailed)
      for (const auto mode : {Degrade::Mode::foul, Degrade::Mode::clog})
        if (double* dirt = dirtOf(ref, mode)) *dirt = 0.0;
    const std::uint8_t flag = isFailed ? 1 : 0;
    switch (ref.kind) {
      case Kind::cdu:
        if (ref.part == 0) {
          state.cdus.isFailed[ref.index] = flag;
          if (!isFailed) state.cdus.pumpsFailed[ref.index] = 0;
        } else {
          cduPump(ref, isFailed);
        }
        break;
      case Kind::fanWall: {
        if (ref.part == 0) {
          state.air.isFailed[ref.index] = flag;
          if (!isFailed) state.air.fansFailed[ref.index] = 0;
        } else {
          const std::uint32_t bit = 1u << std::min(31u, ref.part - 1);
          std::uint32_t& fans = state.air.fansFailed[ref.index];
          fans = isFailed ? fans | bit : fans & ~bit;
        }
        break;
      }
      case Kind::pump:
        state.plant.isPumpFailed[ref.index] = flag;
        break;
      case Kind::chiller:
        state.plant.isChillerFailed[ref.index] = flag;
        break;
      case Kind::exchanger:
        state.plant.isExchangerFailed[ref.index] = flag;
        break;
      case Kind::tank:
        state.plant.isTankFailed[ref.index] = flag;
        break;
      case Kind::lake:
        state.plant.isLakeFailed[ref.index] = flag;
        break;
      case Kind::circuit:
        state.circuits.isIsolated[ref.index] = flag;
        break;
      case Kind::tower:
        state.plant.isTowerFailed[ref.index] = flag;
        break;
      case Kind::dryCooler:
        state.plant.isDryCoolerFailed[ref.index] = flag;
        // ice goes by itself once the air allows it; then somebody must look whether the tubes have burst
        if (!isFailed && state.sinks.isCoilFrozen[ref.index]) {
          if (state.sinks.coilIceKg[ref.index] > 0.0) return refuse(target, "event.still-frozen");
          state.sinks.isCoilFrozen[ref.index] = 0;
        }
        break;
      case Kind::powerDevice:
        return powerDevice(ref, target, isFailed);
      case Kind::loop:
        // what can be mended of a loop is its leak
        return (*this)(Leak{target, KgPerSecond{0.0}});
      default:
        return;
    }
    journal(model, state, 4, ref, Text(isFailed ? "event.failed" : "event.restored", {{"target", target}}));
  }

  void changed() {
    state.power.isChanged = 1;
    state.power.changeCause = state.alarms.lastSequence;
  }
  /// Of a power device or, with a part, of one of its breakers.
  void powerDevice(EntityRef ref, const std::string& target, bool isFailed) {
    SimState::Power& s = state.power;
    const std::uint32_t d = ref.index;
    journal(model, state, 4, ref, Text(isFailed ? "event.failed" : "event.restored", {{"target", target}}));
    changed();
    if (ref.part > 0) {
      const std::uint32_t b = model.firstBreaker[d] + ref.part - 1;
      s.isStuck[b] = isFailed;
      if (isFailed) return;
      s.isHeld[b] = 0;
      if (s.contact[b] == Contact::tripped) s.contact[b] = restsOpen(b) ? Contact::open : Contact::closed;
      return;
    }
    s.isFailed[d] = isFailed;
    s.failCause[d] = state.alarms.lastSequence;
    if (isFailed) {
      if (s.genset[d] != SimState::GensetPhase::lockedOut) s.genset[d] = SimState::GensetPhase::off;
      return;
    }
    s.isShorted[d] = 0;
    s.genset[d] = SimState::GensetPhase::off;
    s.ups[d] = SimState::UpsState::well;
    s.isSpent[d] = 0;
    s.ladder[d] = 0.0;
    s.sinceS[d] = SimState::never;
  }
  bool isTie(std::uint32_t b) const {
    return model.layout->power[model.breakers[b].device].kind == PowerSpec::Kind::tie;
  }
  bool restsOpen(std::uint32_t b) const {
    const auto side = model.breakers[b].side;
    return isTie(b) || side == PlacedBreaker::Side::alternate || side == PlacedBreaker::Side::standby;
  }

  /// Opens or closes a breaker by hand, or all of a device. One that nobody holds goes back to its automatic.
  template <class Hand>
  void operate(const std::string& target, const Hand& action, bool isOpened) {
    SimState::Power& s = state.power;
    const EntityRef ref = *model.layout->find(target);
    const std::uint32_t first = model.firstBreaker[ref.index], end = model.firstBreaker[ref.index + 1];
    const std::uint32_t from = ref.part > 0 ? first + ref.part - 1 : first, to = ref.part > 0 ? from + 1 : end;
    for (std::uint32_t b = from; b < to; ++b)
      if (isOpened && s.isStuck[b] && s.contact[b] == Contact::closed) return refuse(target, "event.breaker-jammed");
    say(ref, action);
    changed();
    for (std::uint32_t b = from; b < to; ++b) {
      s.contactCause[b] = state.alarms.lastSequence;
      if (isOpened) {
        s.contact[b] = Contact::open;
        s.isHeld[b] = 1;
        continue;
      }
      s.isHeld[b] = isTie(b);
      // the automatic closes a second source itself, and puts its device back on the first
      const bool isCarried = s.side[ref.index] != SimState::Side::normal && s.isEnergised[ref.index] &&
                             s.ups[ref.index] == SimState::UpsState::well;
      if (isTie(b) || (!restsOpen(b) && !isCarried))
        s.contact[b] = Contact::closed;
      else if (s.contact[b] == Contact::tripped)
        s.contact[b] = Contact::open;
    }
  }

  // its failure is felt until the next has come up
  void cduPump(EntityRef ref, bool isFailed) {
    const CduModel& cdu = model.cdus[ref.index];
    std::uint8_t& broken = state.cdus.pumpsFailed[ref.index];
    const std::uint32_t bit = ref.part - 1;
    if (bit >= cdu.pumps) return;
    if (!isFailed) {
      broken = static_cast<std::uint8_t>(broken & ~(1u << bit));
      return;
    }
    if (broken >> bit & 1u) return;
    broken = static_cast<std::uint8_t>(broken | 1u << bit);
  }

  void say(EntityRef ref, const Action& action, int priority = 4) {
    journal(model, state, priority, ref, describe(action));
  }

  /// The same of what a trainer puts in and nobody on site would be told of.
  void hide(EntityRef entity, const Action& action) {
    Event event;
    event.time = nowOf(model, state);
    event.kind = Event::Kind::action;
    event.entity = entity;
    event.text = describe(action);
    event.isHidden = true;
    append(model, state, std::move(event));
  }

  /// The make-up of a circuit or a loop, "CHW/make-up".
  bool setMakeUp(const std::string& target, bool isLost) {
    constexpr std::string_view tail = "/make-up";
    if (!target.ends_with(tail)) return false;
    const auto ref = model.layout->find(std::string_view(target).substr(0, target.size() - tail.size()));
    if (!ref) return false;
    if (ref->kind == Kind::circuit)
      state.circuits.isMakeUpLost[ref->index] = isLost;
    else if (ref->kind == Kind::loop)
      state.loops.isMakeUpLost[ref->index] = isLost;
    else
      return false;
    journal(model, state, 4, *ref, Text(isLost ? "event.failed" : "event.restored", {{"target", target}}));
    return true;
  }

  /// Dirt of a thing; null for things that do not foul or clog.
  double* dirtOf(EntityRef ref, Degrade::Mode mode) {
    const bool isFouled = mode == Degrade::Mode::foul;
    SimState::Plant& p = state.plant;
    if (ref.part != 0) return nullptr;
    switch (ref.kind) {
      case Kind::cdu:
        return isFouled ? &state.cdus.fouling[ref.index] : &state.cdus.clogging[ref.index];
      case Kind::fanWall:
        return isFouled ? &state.air.fouling[ref.index] : &state.air.clogging[ref.index];
      case Kind::chiller:
        return isFouled ? &p.chillerFouling[ref.index] : nullptr;
      case Kind::exchanger:
        return isFouled ? &p.exchangerFouling[ref.index] : &p.exchangerClogging[ref.index];
      case Kind::tower:
        return isFouled ? &state.sinks.cellFouling[ref.index] : &p.towerClogging[ref.index];
      case Kind::dryCooler:
        return isFouled ? nullptr : &p.dryClogging[ref.index];
      case Kind::lake:
        return isFouled ? &p.lakeFouling[ref.index] : nullptr;
      default:
        return nullptr;
    }
  }

  void operator()(const SensorFault& action) {
    const auto ref = findPoint(*model.layout, action.target);
    SimState::Points& s = state.points;
    const std::size_t at = model.pointAt(ref->point, ref->index);
    s.exceptions += s.fault[at] == 0;
    s.fault[at] = static_cast<std::uint8_t>(1 + static_cast<int>(action.mode));
    s.value[at] = action.value;
    s.sinceS[at] = sinceStartS(model, state);
    hide(thingOf(*ref), action);
  }
  /// Whether an organ has stuck, which a hand does not mend.
  bool isStuck(PointRef organ, const std::string& target) {
    if (state.points.mode[model.pointAt(organ.point, organ.index)] != 2) return false;
    refuse(target, "event.organ-stuck");
    return true;
  }
  void hold(PointRef organ, std::uint8_t mode) {
    std::uint8_t& now = state.points.mode[model.pointAt(organ.point, organ.index)];
    state.points.exceptions += (mode != 0) - (now != 0);
    now = mode;
  }
  double& positionOf(PointRef ref) {
    switch (ref.point) {
      case Point::cduValve:
        return state.cdus.valve[ref.index];
      case Point::cduPump:
        return state.cdus.speed[ref.index];
      case Point::fanWallValve:
        return state.air.unitValve[ref.index];
      case Point::fanWallFan:
        return state.air.unitSpeed[ref.index];
      case Point::circuitPump:
        return state.circuits.pumpSpeed[ref.index];
      default:
        return model.circuits[ref.index].isChilled ? state.circuits.towerFan[ref.index]
                                                   : state.circuits.rejection[ref.index];
    }
  }
  void operator()(const Stick& action) {
    const PointRef organ = *findPoint(*model.layout, action.target);
    hold(organ, 2);
    if (action.at >= 0.0) positionOf(organ) = std::min(1.0, action.at);
    hide(thingOf(organ), action);
  }
  void operator()(const SetManual& action) {
    const PointRef organ = *findPoint(*model.layout, action.target);
    if (isStuck(organ, action.target)) return;
    hold(organ, 1);
    const std::size_t at = model.pointAt(organ.point, organ.index);
    state.points.value[at] = std::clamp(action.to.si, 0.0, 1.0);
    const std::uint64_t before = state.alarms.lastSequence;
    say(thingOf(organ), action);
    // a full log has no place for it
    state.points.deed[at] = state.alarms.lastSequence > before ? state.alarms.lastSequence : 0;
  }
  void operator()(const SetAuto& action) {
    const PointRef organ = *findPoint(*model.layout, action.target);
    if (isStuck(organ, action.target)) return;
    hold(organ, 0);
    say(thingOf(organ), action);
  }
  void operator()(const Degrade& action) {
    const auto ref = model.layout->find(action.target);
    *dirtOf(*ref, action.mode) = std::clamp(action.share.si, 0.0, 0.98);
    hide(*ref, action);
  }
  void operator()(const ShiftWeather& action) {
    state.outside.wantedDryK = action.dryBulb.si;
    state.outside.wantedDewK = action.dewPoint.si;
    say({}, action);
  }

  void operator()(const Fail& action) { set(action.target, true); }
  void operator()(const Restore& action) { set(action.target, false); }
  void operator()(const SetSupply& action) {
    const auto ref = model.layout->find(action.target);
    switch (ref->kind) {
      case Kind::circuit:
        state.circuits.setpointC[ref->index] = action.to.si;
        break;
      case Kind::loop:
        state.loops.setpointC[ref->index] = action.to.si;
        break;
      case Kind::hall:
        state.air.setpointC[ref->index] = action.to.si;
        break;
      default:
        return;
    }
    journal(model, state, 4, *ref,
            Text("event.set-point", {{"target", action.target}, {"celsius", toText(action.to.si, 1)}}));
  }
  void operator()(const Leak& action) {
    const auto ref = model.layout->find(action.target);
    state.loops.leakKgPerS[ref->index] = std::max(0.0, action.rate.si);
    // a mended loop is topped up, and so is the tank that it was refilled from
    if (action.rate.si <= 0.0) {
      state.loops.levelKg[ref->index] = model.loops[ref->index].volumeKg;
      state.loops.makeUpTankKg[ref->index] = model.loops[ref->index].makeUpTankKg;
    }
    journal(model, state, 4, *ref,
            Text(action.rate.si > 0.0 ? "event.leak" : "event.leak-mended",
                 {{"target", action.target}, {"rate", toText(action.rate.si * 60.0, 1)}}));
  }
  void operator()(const CapFrequency& action) {
    const auto ref = model.layout->find(action.target);
    state.frequencyCap[ref->index] = std::clamp(action.to.si, 0.1, 1.0);
    journal(
        model, state, 4, *ref,
        Text("event.cap", {{"target", action.target}, {"percent", toText(100.0 * state.frequencyCap[ref->index], 0)}}));
  }
  void operator()(const Open& action) { operate(action.target, action, true); }
  void operator()(const Close& action) { operate(action.target, action, false); }
  void operator()(const Transfer& action) {
    const EntityRef ref = *model.layout->find(action.target);
    state.power.prefersAlternate[ref.index] = action.to == Transfer::To::alternate;
    state.power.wellSinceS[ref.index] = -SimState::never;
    say(ref, action);
    changed();
  }
  void operator()(const UpsMode& action) {
    SimState::Power& s = state.power;
    const EntityRef ref = *model.layout->find(action.target);
    const std::uint32_t d = ref.index;
    if (action.mode != UpsMode::Mode::online && !model.power[d].hasBypass)
      return refuse(action.target, "event.no-bypass");
    say(ref, action);
    changed();
    s.upsMode[d] = static_cast<std::uint8_t>(action.mode);
    if (action.mode == UpsMode::Mode::bypass) {
      if (s.ups[d] == SimState::UpsState::well) s.ups[d] = SimState::UpsState::bypass;
      return;
    }
    const bool isOff = s.ups[d] == SimState::UpsState::off && !s.isSpent[d];
    if ((s.ups[d] == SimState::UpsState::bypass || isOff) && !s.isFailed[d]) {
      s.ups[d] = SimState::UpsState::well;
      s.sinceS[d] = SimState::never;
      s.ladder[d] = 0.0;
    }
  }
  void operator()(const ShortCircuit& action) {
    const EntityRef ref = *model.layout->find(action.target);
    say(ref, action);
    state.power.isShorted[ref.index] = 1;
    state.power.failCause[ref.index] = state.alarms.lastSequence;
    changed();
  }
  void operator()(const CrashJob& action) {
    WorkNews news;
    const char* why = crashJob(model.workload, state.work, surroundingsOf(model, state), action.job, news);
    if (why[0] != '\0') return refuse(action.job, why);
    tell(model, state, news);
  }
  void operator()(const SubmitJob& action) {
    answer(action, action.job, submitJob(model.workload, state.work, surroundingsOf(model, state), action));
  }
  void operator()(const CancelJob& action) {
    WorkNews news;
    answer(action, action.job, cancelJob(model.workload, state.work, surroundingsOf(model, state), action.job, news));
    tell(model, state, news);
  }
  void operator()(const PreemptJob& action) {
    WorkNews news;
    answer(action, action.job, preemptJob(model.workload, state.work, surroundingsOf(model, state), action.job, news));
    tell(model, state, news);
  }
  void operator()(const CheckpointJob& action) {
    answer(action, action.job, checkpointJob(model.workload, state.work, surroundingsOf(model, state), action.job));
  }
  void operator()(const CapJob& action) {
    if (!(action.to.si >= 0.1 && action.to.si <= 1.0)) return refuse(action.job, "event.job-cap-range");
    answer(action, action.job, capJob(model.workload, state.work, action.job, action.to.si));
  }
  void operator()(const Drain& action) { drain(action, action.target, true); }
  void operator()(const Undrain& action) { drain(action, action.target, false); }
  void operator()(const LimitPower& action) {
    if (!(action.to.si >= 0.0 && action.to.si < 1e12)) return refuse("", "event.limit-range");
    say({}, action);
    limitPower(state.work, action.to.si);
  }
  void operator()(const LoadRack& action) {
    // one line each would bury the journal: a table of them has thousands
    WorkNews news;
    const std::uint32_t rack = model.layout->find(action.load.rack)->index;
    RackLoad load = action.load;
    load.rack = model.layout->racks[rack].id;
    loadRack(model.workload, state.work, surroundingsOf(model, state), rack, load, news);
    tell(model, state, news);
  }
  /// Says that it was done, or why it was not.
  void answer(const Action& action, const std::string& target, const char* why) {
    if (why[0] != '\0') return refuse(target, why);
    say({}, action);
  }
  template <class Hand>
  void drain(const Hand& action, const std::string& target, bool isDrained) {
    const Layout& layout = *model.layout;
    const EntityRef ref = *layout.find(target);
    say(ref, action);
    if (ref.kind == Kind::rack) return setDrained(model.workload, state.work, ref.index, ref.index + 1, isDrained);
    for (std::uint32_t r = 0; r < layout.racks.size(); ++r)
      if ((ref.kind == Kind::row ? layout.racks[r].row : layout.racks[r].hall) == ref.index)
        setDrained(model.workload, state.work, r, r + 1, isDrained);
  }
  void operator()(const Acknowledge& action) {
    for (std::size_t i = 0; i < state.alarms.isUp.size(); ++i)
      if (state.alarms.isUp[i] && state.alarms.raisedBy[i] == action.alarm && !state.alarms.isAcknowledged[i]) {
        state.alarms.isAcknowledged[i] = 1;
        const Event raised = state.events[action.alarm - 1];
        Event event = raised;
        event.sequence = ++state.alarms.lastSequence;
        event.kind = Event::Kind::acknowledged;
        event.time = nowOf(model, state);
        event.alarm = action.alarm;
        state.events.append(std::move(event));
      }
  }
};

}  // namespace

std::uint64_t append(const SimModel& model, SimState& state, Event event) {
  if (state.events.size() >= longestLog) return 0;
  event.sequence = ++state.alarms.lastSequence;
  event.entityId = model.layout->idOf(event.entity);
  const std::uint64_t sequence = event.sequence;
  state.events.append(std::move(event));
  return sequence;
}

void journal(const SimModel& model, SimState& state, int priority, EntityRef entity, Text text, std::uint64_t cause) {
  Event event;
  event.time = nowOf(model, state);
  event.kind = Event::Kind::action;
  event.priority = priority;
  event.entity = entity;
  event.text = std::move(text);
  event.cause = cause;
  append(model, state, std::move(event));
}

void take(const SimModel& model, SimState& state, const Action& action) {
  if (const auto why = misfit(*model.layout, action)) return journal(model, state, 4, {}, *why);
  std::visit(Taker{model, state}, action);
}

}  // namespace plenum::stage
