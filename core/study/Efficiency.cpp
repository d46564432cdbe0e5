// SPDX-License-Identifier: Apache-2.0
#include "study/Efficiency.h"

#include <algorithm>
#include <map>

namespace plenum::study {
namespace {

using Basis = Waterfall::Basis;

const Job* jobOf(const Scenario& scenario, const std::string& id) {
  const auto it = std::find_if(scenario.jobs.begin(), scenario.jobs.end(), [&](const Job& j) { return j.id == id; });
  return it == scenario.jobs.end() ? nullptr : &*it;
}

/// The rack that stands for a layout: one with the kind of chip of which there are most.
const PlacedRack* usualRack(const Layout& layout) {
  std::map<std::string, std::pair<std::uint64_t, const PlacedRack*>> kinds;
  for (const PlacedRack& rack : layout.racks) {
    if (rack.chip == nullptr || rack.server == nullptr) continue;
    auto& [chips, first] = kinds[rack.chip->id];
    chips += rack.chips;
    if (first == nullptr) first = &rack;
  }
  const PlacedRack* out = nullptr;
  std::uint64_t most = 0;
  for (const auto& [id, kind] : kinds)
    if (kind.first > most) most = kind.first, out = kind.second;
  return out;
}

Waterfall waterfallOf(const Frame& frame, const Frame::JobLine& line, const Scenario& scenario) {
  Waterfall out;
  const Job* job = jobOf(scenario, line.id);
  const std::uint32_t rack = line.parts.empty() ? none : line.parts.front().rack;
  const Layout& layout = *frame.layout;
  if (job != nullptr && rack < layout.racks.size() && layout.racks[rack].chip != nullptr) {
    Job held = *job;
    held.chips = line.chips;  // an elastic job may hold fewer
    const auto setup = trainingSetup(held, *layout.site->catalog, *layout.racks[rack].chip, layout.fabric);
    if (setup)
      if (const auto step = plenum::waterfallOf(*setup, {})) out = *step;
  }
  // a job that stands loses to failures, not to its clocks
  const bool isCapped = line.slowed == Frame::JobLine::Slowed::cap || line.slowed == Frame::JobLine::Slowed::power;
  const double speed = line.speed > 0.0F ? double(line.speed) : 1.0;
  out.set(Loss::heat, isCapped ? 1.0 : speed, Basis::measured);
  out.set(Loss::cap, isCapped ? speed : 1.0, Basis::measured);
  // as it lies in the network now, which the run knows and the step by itself does not
  if (line.mfu > 0.0F && line.speed > 0.0F && out.basis[static_cast<std::size_t>(Loss::kernel)] != Basis::unsaid)
    out.set(Loss::collectives, std::min(1.0, out.of(Loss::collectives) * double(line.mfu) / out.total()),
            Basis::modelled);
  return out;
}

}  // namespace

CampusEfficiency efficiencyOf(const Frame& frame, const Scenario& scenario) {
  CampusEfficiency out;
  const Metrics& m = frame.metrics;
  out.chips = frame.layout->chips;
  std::vector<WeightedWaterfall> parts;
  const double nowS = (frame.time - frame.start).seconds();
  for (const Frame::JobLine& line : frame.jobs) {
    std::uint32_t held = 0;
    for (const auto& part : line.parts) held += part.chips;
    if (held == 0) continue;
    if (line.model.empty()) {
      out.others += held;
      continue;
    }
    JobEfficiency one{line.id, line.name, held, waterfallOf(frame, line, scenario)};
    parts.push_back({double(held), one.waterfall});  // the campus counts failures over all of its jobs
    const double hours = held * (nowS - line.startS) / 3600.0;
    if (line.startS >= 0.0 && hours > 0.0)
      one.waterfall.set(Loss::failures, std::clamp(1.0 - line.lostChipHours / hours, 0.0, 1.0), Basis::measured);
    out.modelled += held;
    out.jobs.push_back(std::move(one));
  }
  double servingW = 0.0;
  for (const Frame::ServiceLine& line : frame.services) {
    out.others += line.chips;
    for (const auto& part : line.parts) servingW += part.powerW;
  }
  if (servingW > 0.0) out.servedTokensPerJ = m.servedTokensPerS / servingW;
  out.campus = together(parts);
  const double available = out.chips > 0 ? 1.0 - std::min(1.0, double(m.lostChips) / out.chips) : 1.0;
  const double held = out.modelled + out.others;
  out.campus.set(Loss::availability, available, Basis::measured);
  if (out.chips > 0 && available > 0.0)
    out.campus.set(Loss::allocation, std::min(1.0, held / (available * out.chips)), Basis::measured);
  if (m.heldChipHours > 0.0) {
    out.usefulShare = std::min(1.0, m.usefulChipHours / m.heldChipHours);
    out.campus.set(Loss::failures, out.usefulShare, Basis::measured);
  }
  out.trainedTokens = m.trainedTokens, out.servedTokens = m.servedTokens;
  out.facilityKwh = m.facilityEnergyJ / 3.6e6, out.yuan = m.costYuan, out.kg = m.carbonKg;
  return out;
}

GangClocks clocksOf(const CampusEfficiency& campus) {
  // progress = 1 / (β / f + 1 − β), solved for f
  const double bound = TrainingSetup{}.computeBound;
  const auto clockAt = [&](double progress) {
    return std::clamp(bound / (1.0 / std::max(progress, 1e-3) - 1.0 + bound), 0.1, 1.0);
  };
  if (campus.modelled == 0) return {};
  // a job is held by the one or the other: together both are below, and the lower clock counts
  const double heat = campus.campus.of(Loss::heat);
  return {clockAt(heat), clockAt(heat * campus.campus.of(Loss::cap))};
}

Result<ScaleWish> scaleWishOf(const Layout& layout, const std::string& model, const std::string& stack,
                              std::string_view failures) {
  const Catalog& catalog = *layout.site->catalog;
  const auto missing = [](const char* id, const std::string& word, const std::vector<std::string>& known) {
    std::string list;
    for (const std::string& one : known) list += (list.empty() ? "" : ", ") + one;
    return Problem{
        Problem::Weight::error, {}, Text(id, {{"id", word}}), Text(std::string(id) + ".give", {{"known", list}})};
  };
  const PlacedRack* rack = usualRack(layout);
  if (rack == nullptr) return missing("scale.no-chips", layout.site->id, {});
  ScaleWish out;
  const auto* ofModel = catalog.find<AiModelSpec>(model);
  if (ofModel == nullptr) return missing("scale.no-model", model, catalog.ids<AiModelSpec>());
  const auto* ofStack = catalog.find<TrainingStackSpec>(stack);
  if (ofStack == nullptr) return missing("scale.no-stack", stack, catalog.ids<TrainingStackSpec>());
  out.model = *ofModel, out.stack = *ofStack, out.chip = *rack->chip;
  out.chipsPerServer = std::max(1, rack->server->chips);
  if (layout.fabric != nullptr) out.fabric = *layout.fabric;
  out.rates = failureRates(catalog, failures);
  if (!(out.rates.chip > 0.0))
    return missing("scale.no-failures", std::string(failures), {"llama3-", "rsc1-", "rsc2-"});
  return out;
}

ScaleSurroundings surroundingsOf(const Layout& layout, const Setting& setting, double pue) {
  ScaleSurroundings out;
  if (const PlacedRack* rack = usualRack(layout)) {
    out.otherWPerChip = (rack->server->otherFull.si + rack->server->fansNominal.si) / std::max(1, rack->server->chips);
    // a supply at work is loaded between half and whole
    out.supplyEfficiency = rack->server->psuLoad50.si;
  }
  out.pue = pue;
  // a training run goes on day and night: the mean over the hours of the year
  double sum = 0.0;
  constexpr int hoursOfYear = 8760;
  for (int h = 0; h < hoursOfYear; ++h) sum += setting.tariff.yuanPerKwhAt(setting.scenario.start + hours(h));
  out.yuanPerKwh = sum / hoursOfYear;
  out.kgPerKwh = layout.site->surroundings.gridCarbon.si;
  return out;
}

}  // namespace plenum::study
