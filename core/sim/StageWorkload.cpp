// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/RackParts.h"
#include "sim/Stages.h"
#include "sim/WorkStage.h"

namespace plenum::stage {
namespace {

constexpr std::size_t longestSpans = 200'000;

/// What the journal says of an event, and how urgently; an empty id: nothing.
struct Said {
  const char* id = "";
  int priority = 4;
};
Said saidOf(WorkEvent::Kind kind) {
  using Kind = WorkEvent::Kind;
  switch (kind) {
    case Kind::started:
      return {"event.job-started"};
    case Kind::queued:
      return {"event.job-queued"};
    case Kind::ended:
      return {"event.job-ended"};
    case Kind::crashed:
      return {"event.job-crashed", 3};
    case Kind::resumed:
      return {"event.job-resumed"};
    case Kind::lostPower:
      return {"event.job-lost-power", 3};
    case Kind::tripped:
      return {"event.job-tripped", 3};
    case Kind::serverFailed:
      return {"event.server-failed"};
    case Kind::serverReturned:
      return {"event.server-returned"};
    case Kind::jobFailed:
      return {"event.job-failed"};
    case Kind::replaced:
      return {"event.job-replaced"};
    case Kind::shrunk:
      return {"event.job-shrunk"};
    case Kind::requeued:
      return {"event.job-requeued"};
    case Kind::preempted:
      return {"event.job-preempted"};
    case Kind::checkpointed:
      return {};
    case Kind::scaledOut:
      return {"event.service-out"};
    case Kind::scaledIn:
      return {"event.service-in"};
    case Kind::replicaLost:
      return {"event.replica-lost"};
    case Kind::overloaded:
      return {"event.service-over", 3};
    case Kind::relieved:
      return {"event.service-relieved"};
  }
  return {};
}

std::string tenantId(const SimModel& model, const SimState& state, Tenant tenant) {
  if (isService(tenant)) return model.workload.services[tenant - serviceTenant].id;
  return isJob(tenant) ? jobId(model.workload, state.work, tenant) : std::string();
}

/// Ordinary comings and goings of small jobs among thousands are for the charts, not for the journal.
bool isTold(const SimModel& model, const SimState& state, const WorkEvent& event) {
  if (!isJob(event.tenant)) return true;
  return planOf(model.workload, state.work, event.tenant).isTold != 0;
}

}  // namespace

WorkSurroundings surroundingsOf(const SimModel& model, const SimState& state) {
  WorkSurroundings around;
  around.now = nowOf(model, state);
  around.sinceStartS = sinceStartS(model, state);
  around.isServerUp = state.power.isServerUp;
  around.hasServerChanged = state.power.hasRackChanged != 0;
  around.rackMeanC = state.racks.meanDieC;
  around.rackMaxC = state.racks.maxDieC;
  around.throttled = state.racks.throttled;
  around.tripped = state.racks.tripped;
  around.frequency = state.chips.frequency;
  around.offUntilS = state.chips.offUntilS;
  around.rackCause = state.power.rackCause;
  around.hallCap = state.frequencyCap;
  around.itW = state.power.itW;
  return around;
}

void tell(const SimModel& model, SimState& state, const WorkNews& news) {
  for (const WorkSpan& span : news.spans) {
    if (state.spans.size() >= longestSpans) break;
    const auto at = [&](double s) { return model.start + Duration{static_cast<std::int64_t>(s * 1e6)}; };
    const auto phase =
        isService(span.job) ? Frame::JobLine::Phase::serving : static_cast<Frame::JobLine::Phase>(span.phase);
    state.spans.append(
        {tenantId(model, state, span.job), phase, at(span.fromS), at(span.toS), span.chips, span.firstRack});
  }
  for (const WorkEvent& event : news.events) {
    const Said said = saidOf(event.kind);
    if (said.id[0] == '\0' || !isTold(model, state, event)) continue;
    const bool isOfServers =
        event.kind == WorkEvent::Kind::serverFailed || event.kind == WorkEvent::Kind::serverReturned;
    std::uint32_t chips = event.count;
    if (isJob(event.tenant) && chips == 0) chips = planOf(model.workload, state.work, event.tenant).chips;
    std::string server;
    if (event.rack != none && event.server != none)
      server = model.layout->racks[event.rack].id + "/" +
               std::to_string(event.server - model.workload.rackFirstServer[event.rack] + 1);
    Name cause;
    if (event.row != none) {
      const FailureSpec& row =
          (event.server != none ? model.workload.failures : model.workload.softwareRows)[event.row];
      cause = row.name == Name{} ? Name{row.id, row.id} : row.name;
    }
    EntityRef entity;
    if (event.rack != none && (isOfServers || event.server != none)) entity = {Kind::rack, event.rack};
    journal(model, state, said.priority, entity,
            Text(said.id, {{"job", tenantId(model, state, event.tenant)},
                           {"chips", std::to_string(chips)},
                           {"server", server},
                           {"cause", cause.in(false)},
                           {"cause.zh", cause.in(true)}}),
            event.cause);
  }
}

namespace {

/// Racks of which the power was told: the use of their chips that it takes. First by the rack's own equation, then by
/// what the rack draws, as its chips and fans are not as warm and as fast as there.
void followTargets(const SimModel& model, SimState& state) {
  constexpr double everyS = 10.0;
  const double nowS = sinceStartS(model, state);
  const bool isTurn = std::floor(nowS / everyS) != std::floor((nowS - model.dtS) / everyS);
  for (std::uint32_t r = 0; r < state.work.rackTargetW.size(); ++r) {
    const double targetW = state.work.rackTargetW[r];
    if (!(targetW > 0.0)) continue;
    float& use = state.work.rackUse[r];
    const bool isNew = use < 0.0f;
    if (!isNew && !isTurn) continue;
    const RackClass& k = model.classOf(r);
    const double airRatio = std::max(1.0, state.groups.airRatio[model.rackGroup[r]]);
    const double noneW = rackWattsAt(k, 0.0, airRatio), allW = rackWattsAt(k, 1.0, airRatio);
    double wanted = (targetW - noneW) / (allW - noneW);
    if (!isNew) {
      // what does not run, or not all of it, says nothing of the use that the power takes
      if (!isRunning(state, r) || state.racks.tripped[r] > 0) continue;
      wanted = static_cast<double>(use) + (targetW - state.racks.itW[r]) / (allW - noneW);
    }
    use = static_cast<float>(std::clamp(wanted, 0.0, 1.0));
  }
}

}  // namespace

void workload(const SimModel& model, SimState& state) {
  WorkSurroundings around = surroundingsOf(model, state);
  // margins are asked for only by the policies that use them
  std::vector<float> marginK, marginW;
  const auto placement = model.workload.scheduling.placement;
  if (placement == Scheduling::Placement::coolest || placement == Scheduling::Placement::power) {
    for (std::uint32_t r = 0; r < model.layout->racks.size(); ++r) {
      const RackClass& k = model.classOf(r);
      double leftK = k.throttleC - static_cast<double>(state.racks.maxDieC[r]);
      if (k.hasMemory) leftK = std::min(leftK, k.memoryThrottleC - static_cast<double>(state.racks.maxMemoryC[r]));
      marginK.push_back(static_cast<float>(leftK));
      // of the supply that has less to spare, as both feed the rack
      double leftW = 1e9;
      for (const std::uint32_t feed : {model.layout->racks[r].feedA, model.layout->racks[r].feedB})
        if (feed != none) leftW = std::min(leftW, model.power[feed].ratingW - state.power.outputW[feed]);
      marginW.push_back(static_cast<float>(leftW));
    }
    around.rackMarginK = marginK, around.rackMarginW = marginW;
  }
  tell(model, state, advance(model.workload, state.work, around));
  followTargets(model, state);
}

}  // namespace plenum::stage
