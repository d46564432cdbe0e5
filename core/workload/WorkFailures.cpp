// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/Math.h"
#include "base/Random.h"
#include "workload/Reliability.h"
#include "workload/WorkEngine.h"

namespace plenum {
namespace {

// servers take turns: the rate of each is looked at every so many seconds, for as many to come
constexpr std::uint64_t turnS = 64;
constexpr std::uint64_t thresholdPurpose = 0x6661696c, causePurpose = 0x6361757365, repairPurpose = 0x72657061,
                        locatePurpose = 0x6c6f63, ownCausePurpose = 0x73776361;
constexpr double referenceC = 60.0;  // of chips that nobody has told the temperature of

double drawnThreshold(const RandomKey& key, std::uint64_t counter) {
  return -math::log(1.0 - randomUniform(key, counter));
}

}  // namespace

/// Which servers have power; a training job that loses one crashes.
void WorkEngine::powerOf() {
  if (around_.isServerUp.empty() || (!around_.hasServerChanged && !state_.totals.wantsServers)) return;
  state_.totals.wantsServers = 0;
  std::vector<std::uint32_t> darkened;
  bool isAnyBack = false;
  for (std::uint32_t s = 0; s < state_.serverOff.size(); ++s) {
    const bool wasDark = state_.serverOff[s] & WorkState::dark, isDark = !around_.isServerUp[s];
    if (wasDark == isDark) continue;
    setOff(s, WorkState::dark, isDark);
    if (isDark)
      darkened.push_back(s);
    else
      isAnyBack = true;
  }
  for (const std::uint32_t s : darkened) {
    WorkEvent event{Kind::lostPower, noTenant, s, rackOf(s)};
    if (!around_.rackCause.empty()) event.cause = around_.rackCause[rackOf(s)];
    strike(s, 0.0, event);
  }
  if (!isAnyBack) return;
  // a job that waits for its own servers
  for (std::size_t i = 0; i < state_.active.size(); ++i) {
    const std::uint32_t j = state_.active[i];
    const JobRun& r = run(j);
    if (r.phase == JobPhase::restarting && nowS_ >= r.resumeS) push(WorkDue::resume, nowS_, j, r.generation);
    keepSpares(j);
  }
}

/// What runs on a server is told that it has gone. By loss of power only what computes in step fails: the rest stands
/// still and goes on.
void WorkEngine::strike(std::uint32_t server, double untilKnownS, WorkEvent event) {
  const std::uint32_t from = model_.serverFirstChip[server];
  std::vector<Tenant> tenants;
  for (std::uint32_t c = 0; c < model_.servers[server].chips; ++c) {
    const Tenant tenant = state_.chipTenant[from + c];
    if (tenant < measuredTenant && std::find(tenants.begin(), tenants.end(), tenant) == tenants.end())
      tenants.push_back(tenant);
  }
  const bool isPlant = event.kind == Kind::lostPower || event.kind == Kind::tripped;
  for (const Tenant tenant : tenants) {
    if (isService(tenant)) {
      loseReplicas(tenant - serviceTenant, server, event);
      continue;
    }
    const bool isTraining = plan(tenant).kind == static_cast<std::uint8_t>(Job::Kind::training);
    if (isPlant && !isTraining && !model_.isManaged) continue;
    // it is down already, for another server of the same cause
    if (isPlant && run(tenant).phase == JobPhase::restarting && run(tenant).sinceS == nowS_) continue;
    fail(tenant, untilKnownS, event);
  }
}

/// Chips that cut themselves off take their jobs with them.
void WorkEngine::trips() {
  for (std::uint32_t r = 0; r < around_.tripped.size(); ++r) {
    const std::uint32_t now = around_.tripped[r], before = state_.rackTripped[r];
    if (now == before) continue;
    state_.rackTripped[r] = now;
    if (now < before || around_.offUntilS.empty()) continue;
    for (std::uint32_t s = model_.rackFirstServer[r]; s < model_.rackFirstServer[r + 1]; ++s) {
      const std::uint32_t from = model_.serverFirstChip[s];
      bool isHit = false;
      for (std::uint32_t c = from; c < from + model_.servers[s].chips; ++c)
        isHit = isHit || around_.offUntilS[c] > 0.0f;
      if (!isHit) continue;
      for (std::uint32_t c = from; c < from + model_.servers[s].chips; ++c) {
        const Tenant tenant = state_.chipTenant[c];
        if (around_.offUntilS[c] <= 0.0f || !isJob(tenant)) continue;
        if (gangClockShare(model_, state_, tenant) <= 0.0) continue;
        const JobPhase phase = run(tenant).phase;
        if (phase == JobPhase::running || phase == JobPhase::checkpointing)
          fail(tenant, 0.0, {Kind::tripped, tenant, s, r});
      }
    }
  }
}

double WorkEngine::hazardAt(std::uint32_t server) const {
  const std::uint32_t rack = rackOf(server);
  double c = around_.rackMeanC.empty() ? referenceC : static_cast<double>(around_.rackMeanC[rack]);
  c = std::clamp(c, static_cast<double>(hazardFromC), static_cast<double>(hazardToC) - 1e-9) - hazardFromC;
  const auto at = static_cast<std::size_t>(c);
  const double share = c - static_cast<double>(at);
  const auto between = [&](const std::vector<double>& table) {
    return (1.0 - share) * table[at] + share * table[at + 1];
  };
  const double perS = model_.servers[server].chips * between(model_.chipHazard) + between(model_.serverHazard);
  const Reliability& is = model_.reliability;
  const double young = is.infantFactor != 1.0 && is.infantDays > 0.0
                           ? 1.0 + (is.infantFactor - 1.0) * math::exp(-nowS_ / 86400.0 / is.infantDays)
                           : 1.0;
  return perS * young * static_cast<double>(model_.serverFactor[server]);
}

void WorkEngine::hazards() {
  if (!model_.reliability.isOn || model_.chipHazard.empty()) return;
  const auto turn = static_cast<std::uint64_t>(std::max(0.0, nowS_)) + turnS;
  std::uint64_t& done = state_.totals.hazardTurns;
  if (turn <= done) return;
  const std::uint64_t first = std::max(done + 1, turn >= turnS ? turn - turnS + 1 : 0);
  const std::size_t servers = state_.serverOff.size();
  for (std::uint64_t t = first; t <= turn; ++t)
    for (std::uint64_t s = t % turnS; s < servers; s += turnS)
      hazardTurn(static_cast<std::uint32_t>(s), static_cast<double>(t) - static_cast<double>(turnS),
                 static_cast<double>(turnS));
  done = turn;
}

/// The hazard of a server from `atS` on, for so long.
void WorkEngine::hazardTurn(std::uint32_t s, double atS, double forS) {
  if (state_.serverOff[s] & (WorkState::inRepair | WorkState::dark)) return;
  double& left = state_.hazardLeft[s];
  const RandomKey key{model_.seed, model_.serverKey[s], thresholdPurpose};
  if (left < 0.0) left = drawnThreshold(key, state_.serverFailures[s]);
  const double perS = hazardAt(s), used = perS * forS;
  if (used < left) {
    left -= used;
    return;
  }
  push(WorkDue::serverFails, atS + left / perS, s, state_.serverFailures[s]);
  left = 0.0;  // spent; the next one is drawn when it has happened
}

void WorkEngine::serverFails(std::uint32_t s) {
  const RandomKey key{model_.seed, model_.serverKey[s], causePurpose};
  const std::uint64_t n = state_.serverFailures[s]++;
  ++state_.totals.failures;
  // which of the causes, by their rates at its temperature
  const double c = around_.rackMeanC.empty() ? referenceC : static_cast<double>(around_.rackMeanC[rackOf(s)]);
  const auto rateOfRow = [&](const FailureSpec& row) {
    const double perS = row.perHour * (row.activationEv > 0.0 ? arrhenius(row.activationEv, row.reference.si, c) : 1.0);
    return row.per == FailureSpec::Counts::chip ? perS * model_.servers[s].chips : perS;
  };
  double sum = 0.0;
  for (const FailureSpec& row : model_.failures) sum += rateOfRow(row);
  double at = sum * randomUniform(key, n);
  std::uint32_t which = 0;
  for (std::uint32_t i = 0; i < model_.failures.size(); ++i) {
    which = i;
    at -= rateOfRow(model_.failures[i]);
    if (at < 0.0) break;
  }
  const FailureSpec& row = model_.failures[which];
  // its hazard goes on where the server does
  const RandomKey thresholds{model_.seed, model_.serverKey[s], thresholdPurpose};
  state_.hazardLeft[s] = drawnThreshold(thresholds, state_.serverFailures[s]);
  const double repairS = row.repair.si * drawnThreshold({model_.seed, model_.serverKey[s], repairPurpose}, n);
  double untilKnownS = row.detect.si;
  if (row.isServerLost) {
    const double u = randomUniform({model_.seed, model_.serverKey[s], locatePurpose}, n);
    untilKnownS += row.locateLow.si + u * (row.locateHigh.si - row.locateLow.si);
    setOff(s, WorkState::inRepair, true);
    push(WorkDue::serverReturns, nowS_ + repairS, s, 0);
  }
  WorkEvent event{Kind::serverFailed, noTenant, s, rackOf(s), which};
  say(event);
  event.kind = Kind::jobFailed;
  strike(s, untilKnownS, event);
}

void WorkEngine::serverReturns(std::uint32_t s) {
  setOff(s, WorkState::inRepair, false);
  say({Kind::serverReturned, noTenant, s, rackOf(s)});
  // whoever went on with fewer spares has another
  for (std::size_t i = 0; i < state_.active.size(); ++i) keepSpares(state_.active[i]);
}

void WorkEngine::softwareFails(std::uint32_t j) {
  const JobRun& r = run(j);
  const RandomKey key{model_.seed, plan(j).key, ownCausePurpose};
  double sum = 0.0;
  for (const FailureSpec& row : model_.softwareRows) sum += row.perHour;
  double at = sum * randomUniform(key, r.failures);
  std::uint32_t which = 0;
  for (std::uint32_t i = 0; i < model_.softwareRows.size(); ++i) {
    which = i;
    at -= model_.softwareRows[i].perHour;
    if (at < 0.0) break;
  }
  ++state_.totals.failures;
  WorkEvent event{Kind::jobFailed, j, none, firstRack(j), which};
  fail(j, model_.softwareRows[which].detect.si, event);
  drawSoftware(j);
}

}  // namespace plenum
