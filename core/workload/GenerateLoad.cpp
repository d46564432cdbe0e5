// SPDX-License-Identifier: Apache-2.0
#include "workload/GenerateLoad.h"

#include <algorithm>
#include <cmath>

#include "workload/GenerateJobs.h"
#include "workload/Serving.h"
#include "workload/Words.h"

namespace plenum {
namespace {

struct Share {
  const char* industry;
  double MixSpec::*share;
  double ofJobs;  // the rest is inference
};
constexpr Share shares[] = {
    {"frontier", &MixSpec::frontier, 1.0},           {"pretraining", &MixSpec::pretraining, 1.0},
    {"fine-tuning", &MixSpec::fineTuning, 1.0},      {"evaluation", &MixSpec::evaluation, 1.0},
    {"healthcare", &MixSpec::healthcare, 0.5},       {"materials", &MixSpec::materials, 1.0},
    {"manufacturing", &MixSpec::manufacturing, 0.5}, {"cloud-api", &MixSpec::services, 0.0}};

Problem remark(const char* what, const std::string& service, const std::string& lacks) {
  Problem problem;
  problem.weight = Problem::Weight::warning;
  problem.what = Text(what, {{"service", service}, {"id", lacks}});
  problem.remedy = Text(std::string(what) + ".remedy");
  return problem;
}

/// Chips that hold the weights, two bytes each, in half of their memory: the rest is for what requests keep.
std::uint32_t chipsFor(const AiModelSpec& model, const ChipSpec& chip) {
  const double wanted = 2.0 * model.parametersB / (0.5 * std::max(1.0, chip.memoryGB));
  std::uint32_t chips = 1;
  while (chips < wanted && chips < 1024) chips *= 2;
  return chips;
}

/// The service on `chips` chips in the daily mean, or nothing and a remark.
void addService(const ServiceSpec& row, const Catalog& catalog, const LoadWish& wish, double chips, DrawnLoad& load) {
  Service service;
  service.id = row.id;
  service.name = row.name;
  service.industry = industryOf(row.industry).value_or(Industry::cloudApi);
  service.demand = row.demand;
  service.law = lawOf(row.law).value_or(Service::Law::batch);
  service.firstTokenWithin = Duration{std::llround(row.firstToken.si * 1e6)};
  if (row.token.si > 0.0) service.tokenWithin = Duration{std::llround(row.token.si * 1e6)};
  if (!catalog.find<DemandSpec>(row.demand)) {
    load.remarks.push_back(remark("load.noDemand", row.id, row.demand));
    return;
  }
  service.chipsPerReplica = static_cast<std::uint32_t>(std::max(1, row.chips));
  if (!row.model.empty()) {
    service.model = row.model;
    const auto* model = catalog.find<AiModelSpec>(row.model);
    if (!model) {
      load.remarks.push_back(remark("load.noModel", row.id, row.model));
      return;
    }
    if (row.chips <= 0) service.chipsPerReplica = chipsFor(*model, *wish.chip);
  }
  const auto model = servingModel(service, catalog, *wish.chip);
  if (!model) {
    for (Problem problem : model.problems()) {
      problem.weight = Problem::Weight::warning;
      load.remarks.push_back(std::move(problem));
    }
    return;
  }
  const double replicas = std::floor(chips / service.chipsPerReplica + 0.5);
  if (replicas < 1.0) return;  // the campus is too small for it
  const double each = serve(*model, 1e-3, 1).capacityPerS;
  service.requestsPerS = replicas * each * service.target;
  service.leastReplicas = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(replicas / 4.0));
  service.mostReplicas = static_cast<std::uint32_t>(std::ceil(replicas * row.peak));
  load.serviceChips += replicas * service.chipsPerReplica;
  load.services.push_back(std::move(service));
}

}  // namespace

Result<DrawnLoad> drawLoad(const Catalog& catalog, const std::string& id, const LoadWish& wish) {
  const auto* mix = catalog.find<MixSpec>(id);
  if (!mix) {
    std::string names;
    for (const std::string& other : catalog.ids<MixSpec>()) names.append(names.empty() ? "" : ", ").append(other);
    Problem problem;
    problem.what = Text("load.mix", {{"id", id}});
    problem.remedy = Text("load.mix.remedy", {{"names", names}});
    return problem;
  }
  DrawnLoad load;
  for (const Share& share : shares) {
    const double chips = mix->*share.share * wish.fill * wish.chips;
    if (!(chips > 0.0)) continue;
    const double before = load.serviceChips;
    if (wish.chip && share.ofJobs < 1.0)
      for (const std::string& name : catalog.ids<ServiceSpec>())
        if (const auto* row = catalog.find<ServiceSpec>(name); row->industry == share.industry)
          addService(*row, catalog, wish, chips * (1.0 - share.ofJobs) * row->part, load);
    if (share.ofJobs == 0.0) continue;
    // what services could not take, because they are in steps of replicas, jobs do
    const double forJobs = std::max(0.0, chips - (load.serviceChips - before));
    std::vector<const ArchetypeSpec*> archetypes;
    for (const std::string& name : catalog.ids<ArchetypeSpec>())
      if (const auto* archetype = catalog.find<ArchetypeSpec>(name); archetype->industry == share.industry)
        archetypes.push_back(archetype);
    if (archetypes.empty()) load.remarks.push_back(remark("load.noArchetype", share.industry, share.industry));
    for (const ArchetypeSpec* archetype : archetypes) {
      const auto drawn =
          drawJobs(*archetype, forJobs / static_cast<double>(archetypes.size()), wish.start, wish.length, wish.seed);
      load.jobs.insert(load.jobs.end(), drawn.begin(), drawn.end());
      if (load.jobs.size() > mostDrawnJobs) {
        Problem problem;
        problem.what = Text("load.tooMany", {{"most", std::to_string(mostDrawnJobs)}});
        problem.remedy = Text("load.tooMany.remedy");
        return problem;
      }
    }
  }
  std::stable_sort(load.jobs.begin(), load.jobs.end(), [](const Job& a, const Job& b) { return a.submit < b.submit; });
  load.jobChips = askedChips(load.jobs, wish.length);
  return load;
}

}  // namespace plenum
