// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/Hash.h"
#include "base/Random.h"
#include "site/Network.h"
#include "workload/QueuePolicy.h"
#include "workload/Reliability.h"
#include "workload/Topology.h"
#include "workload/WorkEngine.h"

namespace plenum {
namespace {

constexpr std::uint64_t lemonPurpose = 0x6c656d6f6e;
// the set of rates that stands for "what breaks": Llama 3, the largest published one that tells causes
constexpr std::string_view usualFailures = "llama3-";

std::uint32_t hallOf(const Layout& layout, const std::string& id) {
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h)
    if (layout.halls[h].id == id) return h;
  return none;
}

/// The chip that most servers of a hall have, or of the campus.
const PlacedRack* usualRack(const Layout& layout, std::uint32_t hall) {
  const PlacedRack* best = nullptr;
  std::uint64_t most = 0;
  std::vector<std::pair<const ChipSpec*, std::uint64_t>> counts;
  for (const PlacedRack& rack : layout.racks) {
    if (hall != none && rack.hall != hall) continue;
    auto at = std::find_if(counts.begin(), counts.end(), [&](const auto& c) { return c.first == rack.chip; });
    if (at == counts.end()) at = counts.insert(counts.end(), {rack.chip, 0});
    at->second += rack.chips;
    if (at->second > most) most = at->second, best = &rack;
  }
  return best;
}

Result<TrainingSetup> setupOf(const Layout& layout, const Job& job) {
  const PlacedRack* rack = usualRack(layout, hallOf(layout, job.hall));
  if (!rack) return Problem{{}, {}, Text("work.no-chips", {{"job", job.id}}), {}};
  auto setup = trainingSetup(job, *layout.site->catalog, *rack->chip, layout.fabric);
  if (!setup) return setup.problems();
  const auto step = trainingStep(*setup);
  if (!step) return step.problems();
  return setup;
}

Result<ServingModel> servingOf(const Layout& layout, const Service& service) {
  const PlacedRack* rack = usualRack(layout, hallOf(layout, service.hall));
  if (!rack) return Problem{{}, {}, Text("work.no-chips", {{"job", service.id}}), {}};
  return servingModel(service, *layout.site->catalog, *rack->chip);
}

JobPlan planFor(const Job& job, std::uint32_t hall, bool isTold) {
  JobPlan p;
  p.key = hashOf(job.id);
  p.submitS = job.submit.seconds();
  p.lengthS = job.length.seconds();
  p.estimateS = job.estimate.us > 0 ? job.estimate.seconds() : p.lengthS;
  p.utilisation = job.utilisation, p.trough = job.trough;
  p.everyS = job.checkpointEvery.seconds(), p.writeS = job.checkpointFor.seconds();
  p.startS = job.start.seconds(), p.restartS = job.restart.seconds();
  p.chips = job.chips, p.hall = hall, p.leastChips = job.leastChips, p.spareServers = job.spareServers;
  p.priority = job.priority;
  p.kind = static_cast<std::uint8_t>(job.kind);
  p.isPreemptible = job.isPreemptible, p.isCheckpointAuto = job.isCheckpointAuto, p.isTold = isTold;
  return p;
}

void addServers(WorkModel& model, const Layout& layout) {
  model.servers = serverPlaces(layout);
  model.chips = layout.chips;
  // switches and optics draw what they draw, whatever the clocks
  const double networkW = layout.fabric ? networkWattsPerChip(*layout.fabric, layout.chips) : 0.0;
  std::uint32_t block = 0;
  for (const PlacedRack& rack : layout.racks) {
    model.rackFirstServer.push_back(static_cast<std::uint32_t>(model.serverFirstChip.size()));
    model.rackFirstBlock.push_back(block);
    const auto perServer = static_cast<std::uint32_t>(std::max(1, rack.server->chips));
    for (std::uint32_t s = 0; s < static_cast<std::uint32_t>(rack.spec->servers); ++s) {
      model.serverFirstChip.push_back(block * lane + s * perServer);
      model.serverKey.push_back(hashOf(rack.id) + s);
    }
    const std::uint32_t blocks = (rack.chips + lane - 1) / lane;
    for (std::uint32_t b = 0; b < blocks; ++b)
      model.blockServer.push_back(model.rackFirstServer.back() + b * lane / perServer);
    block += blocks;
    const ChipSpec& chip = *rack.chip;
    model.rackIdleW.push_back(chip.idle.si);
    model.rackSpanW.push_back(chip.tdp.si - chip.idle.si);
    model.rackExponent.push_back(chip.dvfsExponent);
    model.rackLeast.push_back(chip.minFrequency.si);
    model.rackOtherIdleW.push_back(rack.server->otherIdle.si / perServer + networkW);
    model.rackOtherSpanW.push_back((rack.server->otherFull.si - rack.server->otherIdle.si) / perServer);
  }
  model.rackFirstServer.push_back(static_cast<std::uint32_t>(model.serverFirstChip.size()));
  model.rackFirstBlock.push_back(block);
  model.chipSkew.assign(std::size_t{block} * lane, 1.0f);
}

void addFailures(WorkModel& model, const Layout& layout) {
  const std::size_t servers = model.servers.size();
  model.serverFactor.assign(servers, 1.0f);
  if (!model.reliability.isOn) return;
  for (const std::string& id : layout.site->catalog->ids<FailureSpec>()) {
    if (!id.starts_with(usualFailures)) continue;
    const FailureSpec& row = *layout.site->catalog->find<FailureSpec>(id);
    (row.per == FailureSpec::Counts::job ? model.softwareRows : model.failures).push_back(row);
  }
  for (std::size_t s = 0; s < servers; ++s)
    if (randomUniform({model.seed, model.serverKey[s], lemonPurpose}, 0) < model.reliability.lemonShare)
      model.serverFactor[s] = static_cast<float>(model.reliability.lemonFactor);
  tabulateHazards(model);
}

/// Of every user that owns a job or is named by the scheduler, and of nobody.
void addAccounts(WorkModel& model, const Scenario& scenario) {
  const auto find = [&](const std::string& user) {
    std::uint32_t at = 0;
    while (at < model.accounts.size() && model.accounts[at].user != user) ++at;
    return at;
  };
  for (const Scheduling::Account& account : scenario.scheduling.accounts)
    if (find(account.user) == model.accounts.size()) model.accounts.push_back(account);
  std::unordered_map<std::string, std::uint32_t> known;
  for (std::uint32_t a = 0; a < model.accounts.size(); ++a) known.emplace(model.accounts[a].user, a);
  for (const Job& job : model.jobs) {
    const auto [at, isNew] = known.try_emplace(job.user, static_cast<std::uint32_t>(model.accounts.size()));
    if (isNew) model.accounts.push_back({.user = job.user});
    model.accountOf.push_back(at->second);
  }
  const auto [at, isNew] = known.try_emplace(std::string(), static_cast<std::uint32_t>(model.accounts.size()));
  if (isNew) model.accounts.emplace_back();
  model.nobody = at->second;
}

}  // namespace

void tabulateHazards(WorkModel& model) {
  model.chipHazard.clear(), model.serverHazard.clear();
  for (int c = hazardFromC; c <= hazardToC; ++c) {
    double chip = 0.0, server = 0.0;
    for (const FailureSpec& row : model.failures) {
      const double perS = model.reliability.scale * row.perHour / 3600.0 *
                          (row.activationEv > 0.0 ? arrhenius(row.activationEv, row.reference.si, c) : 1.0);
      (row.per == FailureSpec::Counts::chip ? chip : server) += perS;
    }
    model.chipHazard.push_back(chip), model.serverHazard.push_back(server);
  }
  model.softwarePerS = 0.0;
  for (const FailureSpec& row : model.softwareRows)
    model.softwarePerS += model.reliability.scale * row.perHour / 3600.0;
}

WorkModel workOf(const Layout& layout, const Scenario& scenario) {
  WorkModel model;
  model.seed = scenario.seed;
  model.start = scenario.start;
  model.scheduling = scenario.scheduling;
  model.reliability = scenario.reliability;
  model.fabric = layout.fabric;
  model.jobs = scenario.jobs;
  std::stable_sort(model.jobs.begin(), model.jobs.end(),
                   [](const Job& a, const Job& b) { return a.submit < b.submit; });
  model.isManaged = scenario.reliability.isOn || !(scenario.scheduling == Scheduling{});
  constexpr std::size_t few = 200;
  for (const Job& job : model.jobs) {
    const bool isTold = model.jobs.size() <= few || std::uint64_t{job.chips} * 100 >= layout.chips;
    JobPlan plan = planFor(job, hallOf(layout, job.hall), isTold);
    model.setupOf.push_back(none);
    if (!job.model.empty() && job.kind == Job::Kind::training)
      if (const auto setup = setupOf(layout, job)) {
        const TrainingStep step = *trainingStep(*setup);
        model.setupOf.back() = static_cast<std::uint32_t>(model.setups.size());
        model.setups.push_back(*setup);
        plan.tokens = job.tokens;
        plan.stepS = step.stepS, plan.mfu = step.mfu, plan.tokensPerS = step.tokensPerS();
        plan.utilisation = levelOf(step, model.scheduling.floorShare);
        if (plan.estimateS <= 0.0 && job.tokens > 0.0) plan.estimateS = job.tokens / plan.tokensPerS;
      }
    if (job.leastChips > 0 || job.spareServers > 0) model.isManaged = true;
    // what the scheduler takes it to last
    plan.estimateS = guessOf(plan.estimateS, model.scheduling.estimateSigma, model.seed, plan.key);
    model.plans.push_back(plan);
  }
  for (const Service& service : scenario.services) {
    const auto serving = servingOf(layout, service);
    const DemandSpec* demand = layout.site->catalog->find<DemandSpec>(service.demand);
    if (!serving || !demand) continue;
    model.services.push_back(service);
    model.serving.push_back(*serving);
    model.demands.push_back(*demand);
    model.serviceHall.push_back(hallOf(layout, service.hall));
  }
  addServers(model, layout);
  addFailures(model, layout);
  addAccounts(model, scenario);
  for (const RackLoad& load : scenario.rackLoads) {
    // a rack that does not stand may be built later
    const auto ref = layout.find(load.rack);
    const bool stands = ref && ref->kind == Kind::rack && ref->part == 0;
    model.rackLines.push_back({load.value, load.from.seconds(),
                               hashOf(stands ? layout.racks[ref->index].id : load.rack), stands ? ref->index : none,
                               static_cast<std::uint32_t>(load.as)});
  }
  return model;
}

double levelOf(const TrainingStep& step, double floorShare) {
  // workload.md 9.3: 0.95 of the chip's span while it computes, 0.40 of that while it waits for others
  const double computing = std::clamp(step.computeShare(), 0.0, 1.0);
  return 0.95 * (computing + std::max(0.40, floorShare) * (1.0 - computing));
}

Problems problemsOf(const Layout& layout, const Scenario& scenario) {
  Problems out;
  const auto add = [&](const std::string& kind, const std::string& id, const Problems& found) {
    for (Problem p : found) {
      p.weight = Problem::Weight::warning;
      p.place.pointer = "/" + kind + "/" + id;
      out.push_back(std::move(p));
    }
  };
  for (const Job& job : scenario.jobs)
    if (!job.model.empty() && job.kind == Job::Kind::training)
      if (const auto setup = setupOf(layout, job); !setup) add("jobs", job.id, setup.problems());
  for (const RackLoad& load : scenario.rackLoads) {
    const auto ref = layout.find(load.rack);
    if (!ref || ref->kind != Kind::rack || ref->part != 0)
      add("rackLoads", load.rack, {Problem{{}, {}, Text("event.no-rack", {{"target", load.rack}}), {}}});
  }
  for (const Service& service : scenario.services) {
    if (const auto serving = servingOf(layout, service); !serving) add("services", service.id, serving.problems());
    if (!layout.site->catalog->find<DemandSpec>(service.demand))
      add("services", service.id,
          {Problem{{},
                   {},
                   Text("work.no-demand", {{"service", service.id}, {"demand", service.demand}}),
                   Text("work.no-demand.remedy")}});
  }
  return out;
}

WorkState firstState(const WorkModel& model) {
  WorkState state;
  const std::size_t servers = model.servers.size(), blocks = model.blockServer.size();
  const std::size_t racks = model.rackFirstBlock.size() - 1;
  state.place.assign(model.jobs.size(), none);
  state.services.assign(model.services.size(), ServiceRun{});
  state.serviceUse.assign(model.services.size(), 0.0);
  state.chipTenant.assign(blocks * lane, noTenant);
  state.chipLoad.assign(blocks * lane, 0.0f);
  state.blockTenant.assign(blocks, noTenant);
  state.serverOff.assign(servers, 0);
  state.spareOf.assign(servers, none);
  state.serverWander.assign(servers, 1.0f);
  state.serverFailures.assign(servers, 0);
  state.hazardLeft.assign(model.reliability.isOn ? servers : 0, -1.0);
  state.rackMany.assign(racks, 0);
  state.rackDrained.assign(racks, 0), state.rackCapped.assign(racks, 0);
  state.rackTripped.assign(racks, 0);
  for (std::size_t s = 0; s < servers; ++s) {
    state.serverFree.push_back(model.servers[s].chips);
    state.totals.free += model.servers[s].chips;
  }
  for (ServiceRun& run : state.services) run.lastS = -1e9;
  state.rackUse.assign(racks, 0.0f), state.rackTargetW.assign(racks, 0.0);
  state.accountChipS.assign(model.accounts.size(), 0.0);
  state.accountAtS.assign(model.accounts.size(), 0.0);
  WorkSurroundings before;
  before.now = model.start;
  WorkNews news;
  WorkEngine engine(model, state, before, news);
  for (const RackLine& line : model.rackLines) engine.await(line);
  state.totals.limitW = model.scheduling.limitMw * 1e6;
  return state;
}

const JobRun& runOf(const WorkState& state, std::uint32_t job) {
  static const JobRun ahead{};
  static const JobRun over = [] {
    JobRun run;
    run.phase = JobPhase::done;
    return run;
  }();
  if (state.place[job] != none) return state.runs[state.place[job]];
  // jobs of the scenario come in their order; those submitted by action come at once
  return job >= state.totals.submitted && job < state.place.size() - state.submitted.size() ? ahead : over;
}

const JobPlan& planOf(const WorkModel& model, const WorkState& state, std::uint32_t job) {
  return job < model.plans.size() ? model.plans[job] : state.submitted[job - model.plans.size()].plan;
}

std::string jobId(const WorkModel& model, const WorkState& state, std::uint32_t job) {
  if (job < model.jobs.size()) return model.jobs[job].id;
  const auto& id = state.submitted[job - model.jobs.size()].id;
  return std::string(id.data(), std::find(id.begin(), id.end(), '\0'));
}

std::uint32_t jobOf(const WorkModel& model, const WorkState& state, const std::string& id) {
  for (std::uint32_t j = 0; j < model.jobs.size(); ++j)
    if (model.jobs[j].id == id) return j;
  for (std::size_t k = 0; k < state.submitted.size(); ++k) {
    const auto j = static_cast<std::uint32_t>(model.jobs.size() + k);
    if (jobId(model, state, j) == id) return j;
  }
  return none;
}

}  // namespace plenum
