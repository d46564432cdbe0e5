// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstring>

#include "sim/Stages.h"
#include "sim/WorkStage.h"

namespace plenum::stage {
namespace {

using Line = Frame::JobLine;

// of what waits, and of what is yet to come, so many lines: a queue of thousands is a number, not a list
constexpr std::size_t mostQueued = 1000, mostWaiting = 200;

int shownState(JobPhase phase) {
  switch (phase) {
    case JobPhase::running:
    case JobPhase::checkpointing:
    case JobPhase::starting:
      return 1;
    case JobPhase::detecting:
    case JobPhase::restarting:
      return 2;
    case JobPhase::done:
    case JobPhase::cancelled:
      return 3;
    default:
      return 0;
  }
}

Line lineOf(const SimModel& model, const SimState& state, std::uint32_t j, double nowS) {
  const WorkModel& work = model.workload;
  const JobRun& r = runOf(state.work, j);
  const JobPlan& p = planOf(work, state.work, j);
  Line line;
  line.id = jobId(work, state.work, j);
  if (j < work.jobs.size()) {
    const Job& job = work.jobs[j];
    line.name = job.name;
    line.industry = job.industry;
    line.user = job.user;
    line.model = job.model;
  }
  line.kind = static_cast<Job::Kind>(p.kind);
  line.phase = static_cast<Line::Phase>(r.phase);
  line.state = shownState(r.phase);
  line.slowed = static_cast<Line::Slowed>(r.slowed);
  line.chips = r.chips > 0 ? r.chips : p.chips;
  line.priority = p.priority;
  line.utilisation = isKept(state.work, j) ? static_cast<float>(useOf(state.work, j)) : 0.0f;
  const bool works = r.phase == JobPhase::running || r.phase == JobPhase::checkpointing;
  const double sinceS = std::max(0.0, nowS - r.lastS);
  line.speed = works ? static_cast<float>(r.speed) : 0.0f;
  const double done = r.work + (works ? r.unitsPerS * r.speed * sinceS : 0.0);
  if (r.needed > 0.0 && r.needed < 1e17) line.progress = static_cast<float>(std::clamp(done / r.needed, 0.0, 1.0));
  const bool isLost = r.phase == JobPhase::detecting || r.phase == JobPhase::restarting;
  line.lostChipHours = static_cast<float>((r.lostChipS + (isLost ? r.heldRate * sinceS : 0.0)) / 3600.0);
  line.mfu = static_cast<float>(p.mfu);
  line.stepS = static_cast<float>(p.stepS);
  if (p.tokensPerS > 0.0 && p.chips > 0 && r.level > 0.0 && r.stepS > 0.0) {
    // as it lies in the network, and at its clock of now
    line.stepS = static_cast<float>(r.stepS / std::max(0.05, r.speed));
    line.mfu = static_cast<float>(p.mfu * p.stepS / r.stepS * r.speed);
  }
  line.failures = r.failures;
  line.submitS = p.submitS;
  line.startS = r.startS;
  line.endS = r.endS;
  if (r.keptS >= 0.0 && line.state != 3) line.checkpointAgeS = nowS - r.keptS;
  line.tokensDone = r.tokens + r.tokenRate * sinceS;
  return line;
}

void partsOf(const SimModel& model, const SimState& state, const Frame& frame, Tenant tenant, std::uint32_t firstGrant,
             std::vector<Line::Part>& parts) {
  const WorkState& work = state.work;
  for (std::uint32_t g = firstGrant; g != none; g = work.grants[g].next) {
    const GrantNode& node = work.grants[g];
    const std::uint32_t r = model.workload.servers[node.server].rack;
    if (parts.empty() || parts.back().rack != r) parts.push_back({r, 0, 0.0});
    const std::uint32_t padded = model.workload.serverFirstChip[node.server];
    const std::uint32_t first = model.layout->racks[r].firstChip + padded - model.rackFirstBlock[r] * lanes;
    std::uint32_t left = node.chips;
    for (std::uint32_t c = 0; c < model.workload.servers[node.server].chips && left > 0; ++c) {
      if (work.chipTenant[padded + c] != tenant) continue;
      --left;
      ++parts.back().chips;
      parts.back().powerW += static_cast<double>(frame.chips.powerW[first + c]);
    }
  }
}

/// Ascending by rack, one part each.
void sortParts(std::vector<Line::Part>& parts) {
  const auto isBefore = [](const Line::Part& a, const Line::Part& b) { return a.rack < b.rack; };
  if (!std::is_sorted(parts.begin(), parts.end(), isBefore)) std::stable_sort(parts.begin(), parts.end(), isBefore);
  std::size_t out = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (out > 0 && parts[out - 1].rack == parts[i].rack) {
      parts[out - 1].chips += parts[i].chips;
      parts[out - 1].powerW += parts[i].powerW;
    } else {
      parts[out++] = parts[i];
    }
  }
  parts.resize(out);
}

Frame::ServiceLine serviceLine(const SimModel& model, const SimState& state, std::uint32_t s) {
  const Service& service = model.workload.services[s];
  const ServiceRun& r = state.work.services[s];
  Frame::ServiceLine line;
  line.id = service.id;
  line.name = service.name;
  line.industry = service.industry;
  line.model = service.model;
  line.chips = r.chips;
  line.replicas = r.replicas, line.wantedReplicas = r.wanted, line.loadingReplicas = r.loading;
  line.requestsPerS = r.demandPerS, line.capacityPerS = r.capacityPerS, line.servedPerS = r.servedPerS;
  line.backlog = r.backlog;
  line.firstTokenS = r.firstTokenS, line.firstTokenWithinS = service.firstTokenWithin.seconds();
  line.tokenS = r.tokenS, line.tokenWithinS = service.tokenWithin.seconds();
  line.firstToken50S = r.firstToken50S, line.firstToken99S = r.firstToken99S;
  line.token50S = r.token50S, line.token99S = r.token99S;
  line.waitS = r.waitS;
  line.batch = r.busy;
  line.tokensPerS = r.tokensPerS;
  line.requests = r.requests, line.tokens = r.tokens;
  line.law = service.law;
  line.utilisation = static_cast<float>(r.utilisation);
  const bool isTokenWithin = service.law != Service::Law::batch || r.tokenS <= line.tokenWithinS;
  line.isWithin = r.replicas > 0 && r.firstTokenS <= line.firstTokenWithinS && isTokenWithin;
  return line;
}

}  // namespace

void countWork(const SimModel& model, const SimState& state, Metrics& out) {
  const WorkTotals& t = state.work.totals;
  const double sinceS = std::max(0.0, sinceStartS(model, state) - t.lastS);
  const auto as = [](std::uint64_t n) { return static_cast<std::uint32_t>(n); };
  out.runningJobs = as(t.running), out.queuedJobs = as(t.waiting);
  out.allocatedChips = as(t.allocated), out.queuedChips = as(t.queued);
  out.freeChips = as(t.free), out.fragmentedChips = as(t.fragmented), out.lostChips = as(t.lost);
  out.trainedTokensPerS = std::max(0.0, t.tokenRate);
  out.servedTokensPerS = std::max(0.0, t.servedTokensPerS), out.servedRequestsPerS = std::max(0.0, t.servedPerS);
  out.trainedTokens = t.trainedTokens + t.tokenRate * sinceS;
  out.servedTokens = t.servedTokens + t.servedTokensPerS * sinceS;
  out.usefulChipHours = (t.usefulChipS + t.usefulRate * sinceS) / 3600.0;
  out.heldChipHours = (t.heldChipS + t.heldRate * sinceS) / 3600.0;
  out.failuresSoFar = as(t.failures);
}

void recordServices(const SimModel& model, SimState& state) {
  constexpr std::size_t manyServices = 16;  // whose moments cost what the campus' own do
  const std::size_t services = state.work.services.size();
  if (services == 0) return;
  const Duration sinceStart = model.tick * state.tick;
  const Duration step = sinceStart <= days(7) ? seconds(30) : sinceStart <= days(31) ? minutes(2) : minutes(10);
  const auto times = static_cast<std::int64_t>(1 + services / manyServices);
  const std::int64_t every = std::max<std::int64_t>(1, step * times / model.tick);
  if (state.tick % every != 0) return;
  for (std::uint32_t s = 0; s < services; ++s) {
    const ServiceRun& r = state.work.services[s];
    const auto as = [](double value) { return static_cast<float>(value); };
    Frame::ServiceMoment m;
    m.time = model.start + sinceStart;
    m.service = s, m.replicas = r.replicas, m.wanted = r.wanted, m.chips = r.chips;
    m.requestsPerS = as(r.demandPerS), m.servedPerS = as(r.servedPerS);
    m.capacityPerS = as(r.capacityPerS), m.backlog = as(r.backlog);
    m.firstToken50S = as(r.firstToken50S), m.firstToken95S = as(r.firstTokenS), m.firstToken99S = as(r.firstToken99S);
    m.tokenS = as(r.tokenS), m.token50S = as(r.token50S), m.token99S = as(r.token99S);
    m.tokensPerS = as(r.tokensPerS), m.utilisation = as(r.utilisation);
    state.serviceHistory.append(m);
  }
}

void publishWork(const SimModel& model, const SimState& state, Frame& out) {
  const WorkState& work = state.work;
  const double nowS = sinceStartS(model, state);
  std::vector<std::uint32_t> shown;
  const auto add = [&](std::uint32_t j) { shown.push_back(j); };
  for (const std::uint32_t j : work.active) add(j);
  for (std::size_t i = 0; i < std::min(mostQueued, work.queue.size()); ++i) add(work.queue[i]);
  const std::uint64_t next = work.totals.submitted;
  for (std::uint64_t j = next; j < std::min<std::uint64_t>(next + mostWaiting, model.workload.jobs.size()); ++j)
    add(static_cast<std::uint32_t>(j));
  for (const std::uint32_t j : work.ended) add(j);
  // in the order of the scenario
  std::sort(shown.begin(), shown.end());
  std::vector<std::uint32_t> place(work.place.size(), none);
  out.jobs.reserve(shown.size());
  for (const std::uint32_t j : shown) {
    place[j] = static_cast<std::uint32_t>(out.jobs.size());
    out.jobs.push_back(lineOf(model, state, j, nowS));
    partsOf(model, state, out, j, runOf(work, j).firstGrant, out.jobs.back().parts);
    sortParts(out.jobs.back().parts);
  }
  for (std::uint32_t s = 0; s < work.services.size(); ++s) out.services.push_back(serviceLine(model, state, s));
  out.chipTenant.resize(model.layout->chips);
  const auto jobs = static_cast<std::uint32_t>(out.jobs.size());
  for (std::uint32_t r = 0; r < model.layout->racks.size(); ++r) {
    const PlacedRack& rack = model.layout->racks[r];
    const Tenant* from = &work.chipTenant[std::size_t{model.rackFirstBlock[r]} * lanes];
    for (std::uint32_t c = 0; c < rack.chips; ++c) {
      const Tenant tenant = from[c];
      out.chipTenant[rack.firstChip + c] = tenant >= measuredTenant ? none
                                           : isService(tenant)      ? jobs + (tenant - serviceTenant)
                                                                    : place[tenant];
      if (!isService(tenant)) continue;
      // replicas of a service may share a server: its chips are counted here, once each
      auto& parts = out.services[tenant - serviceTenant].parts;
      if (parts.empty() || parts.back().rack != r) parts.push_back({r, 0, 0.0});
      ++parts.back().chips;
      parts.back().powerW += static_cast<double>(out.chips.powerW[rack.firstChip + c]);
    }
  }
  for (Frame::ServiceLine& line : out.services) {
    double watts = 0.0;
    double allInW = 0.0;
    for (const Line::Part& part : line.parts) {
      watts += part.powerW;
      allInW += state.racks.itW[part.rack] * part.chips / model.layout->racks[part.rack].chips;
    }
    line.tokensPerJ = watts > 0.0 ? line.tokensPerS / watts : 0.0;
    line.powerW = watts;
    line.allInW = allInW * std::max(1.0, out.metrics.pue);
    line.yuanPerHour = line.allInW / 1e3 * out.metrics.priceYuanPerKwh;
  }
  out.spans = std::make_shared<const Log<Frame::JobSpan>>(state.spans);
  out.serviceHistory = std::make_shared<const Log<Frame::ServiceMoment>>(state.serviceHistory);
  out.isRackDrained = work.rackDrained;
  out.isRackMeasured.resize(model.layout->racks.size());
  for (std::uint32_t r = 0; r < out.isRackMeasured.size(); ++r)
    out.isRackMeasured[r] = work.chipTenant[std::size_t{model.rackFirstBlock[r]} * lanes] == measuredTenant;
}

}  // namespace plenum::stage
