// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/Stages.h"

namespace plenum::stage {
namespace {

constexpr std::size_t longestLog = 200'000;

struct Taker {
  const SimModel& model;
  SimState& state;

  void refuse(const std::string& target, const char* why) {
    journal(model, state, 4, {}, Text(why, {{"target", target}}));
  }

  void set(const std::string& target, bool isFailed) {
    const auto found = model.layout->find(target);
    if (!found) return refuse(target, "event.unknown-target");
    const EntityRef ref = *found;
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
      case Kind::tower:
        state.plant.isTowerFailed[ref.index] = flag;
        break;
      case Kind::dryCooler:
        state.plant.isDryCoolerFailed[ref.index] = flag;
        break;
      case Kind::powerDevice:
        state.power.isFailed[ref.index] = flag;
        break;
      default:
        return refuse(target, "event.cannot-fail");
    }
    journal(model, state, 4, ref, Text(isFailed ? "event.failed" : "event.restored", {{"target", target}}));
  }

  // the first whole pumps run, so the failure of a running one is felt until the next has come up
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
    std::uint32_t before = 0;
    for (std::uint32_t p = 0; p < bit; ++p) before += !(broken >> p & 1u);
    if (before < cdu.pumpsNeeded) state.cdus.pumpsUp[ref.index] = std::max(0.0, state.cdus.pumpsUp[ref.index] - 1.0);
    broken = static_cast<std::uint8_t>(broken | 1u << bit);
  }

  void operator()(const Fail& action) { set(action.target, true); }
  void operator()(const Restore& action) { set(action.target, false); }
  void operator()(const SetSupply& action) {
    const auto ref = model.layout->find(action.target);
    if (!ref) return refuse(action.target, "event.unknown-target");
    if (!(action.to.si >= 0.0 && action.to.si <= 60.0)) return refuse(action.target, "event.set-point-range");
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
        return refuse(action.target, "event.no-set-point");
    }
    journal(model, state, 4, *ref,
            Text("event.set-point", {{"target", action.target}, {"celsius", toText(action.to.si, 1)}}));
  }
  void operator()(const Leak& action) {
    const auto ref = model.layout->find(action.target);
    if (!ref || ref->kind != Kind::loop) return refuse(action.target, "event.unknown-target");
    state.loops.leakKgPerS[ref->index] = std::max(0.0, action.rate.si);
    // a mended loop is topped up
    if (action.rate.si <= 0.0) state.loops.levelKg[ref->index] = model.loops[ref->index].volumeKg;
    journal(model, state, 4, *ref,
            Text(action.rate.si > 0.0 ? "event.leak" : "event.leak-mended",
                 {{"target", action.target}, {"rate", toText(action.rate.si * 60.0, 1)}}));
  }
  void operator()(const CapFrequency& action) {
    const auto ref = model.layout->find(action.target);
    if (!ref || ref->kind != Kind::hall) return refuse(action.target, "event.unknown-target");
    state.frequencyCap[ref->index] = std::clamp(action.to.si, 0.1, 1.0);
    journal(model, state, 4, *ref,
            Text("event.cap", {{"target", action.target}, {"percent", toText(100.0 * action.to.si, 0)}}));
  }
  void operator()(const CrashJob& action) {
    for (std::uint32_t j = 0; j < model.workload.jobs.size(); ++j)
      if (model.workload.jobs[j].id == action.job) {
        if (crash(model.workload, state.jobs, j, sinceStartS(model, state)))
          journal(model, state, 3, {}, Text("event.job-crashed", {{"job", action.job}}));
        return;
      }
    refuse(action.job, "event.unknown-target");
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

void journal(const SimModel& model, SimState& state, int priority, EntityRef entity, Text text, std::uint64_t cause) {
  if (state.events.size() >= longestLog) return;
  Event event;
  event.sequence = ++state.alarms.lastSequence;
  event.time = nowOf(model, state);
  event.kind = Event::Kind::action;
  event.priority = priority;
  event.entity = entity;
  event.entityId = model.layout->idOf(entity);
  event.text = std::move(text);
  event.cause = cause;
  state.events.append(std::move(event));
}

void take(const SimModel& model, SimState& state, const Action& action) { std::visit(Taker{model, state}, action); }

}  // namespace plenum::stage
