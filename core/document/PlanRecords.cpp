// SPDX-License-Identifier: Apache-2.0
#include "document/PlanRecords.h"

namespace plenum {
namespace {

template <class R>
std::string ownId(const R& record) {
  if constexpr (std::same_as<R, plan::Gate>)
    return "G" + std::to_string(record.number);
  else if constexpr (std::same_as<R, plan::Phase::Order>)
    return record.block;
  else if constexpr (std::same_as<R, plan::LeadTaken>)
    return record.type;
  else if constexpr (std::same_as<R, plan::Demand>)
    return textOf(record.from);
  else if constexpr (std::same_as<R, plan::Delay>)
    return record.activity;
  else if constexpr (std::same_as<R, Vec2>)
    return toText(record.x, 1) + ", " + toText(record.y, 1);
  else if constexpr (std::same_as<R, plan::Land::Fixed>)
    return record.phase + "/" + record.block + "/" + std::to_string(record.index);
  else if constexpr (std::same_as<R, plan::Land>)
    return {};
  else
    return record.id;
}

const plan::Phase* phaseOf(const plan::Plan& plan, const PlanPlace& place) {
  if (place.option < 0 || std::size_t(place.option) >= plan.options.size()) return nullptr;
  const auto& phases = plan.options[std::size_t(place.option)].phases;
  return place.phase >= 0 && std::size_t(place.phase) < phases.size() ? &phases[std::size_t(place.phase)] : nullptr;
}

/// Every place of an option where a work is named, with the phase that it is named in; "grid" for grid steps, "" where
/// names are whole.
template <class F>
void eachName(plan::Option& option, F&& name) {
  for (plan::GridStep& step : option.gridSteps)
    for (std::string& id : step.after) name(id, "grid");
  for (plan::Phase& phase : option.phases) {
    for (plan::Step& step : phase.steps)
      for (std::string& id : step.after) name(id, phase.id);
    for (plan::LongLead& item : phase.items) {
      for (std::string& id : item.after) name(id, phase.id);
      for (std::string& id : item.feeds) name(id, phase.id);
    }
    for (plan::Gate& gate : phase.gates) name(gate.after, phase.id);
    for (plan::TieIn& tieIn : phase.tieIns) name(tieIn.during, phase.id);
    for (plan::Risk& risk : phase.risks) name(risk.activity, phase.id);
  }
  for (plan::Grant& grant : option.grants) name(grant.after, std::string());
  for (plan::Delay& delay : option.delays) name(delay.activity, std::string());
}

}  // namespace

const char* wordOf(PlanKind kind) {
  static constexpr std::array<const char*, planKinds> words{
      "plan",  "block", "taken", "option", "option-taken", "lead",   "demand", "delay", "grid-step", "grant",
      "phase", "order", "step",  "item",   "gate",         "tie-in", "risk",   "land",  "corner",    "fixed"};
  return words[std::size_t(kind)];
}

bool isIn(const plan::Plan& plan, const PlanPlace& place) {
  return records::at(plan, place, [](const auto&) {});
}

std::size_t countOf(const plan::Plan& plan, const PlanPlace& place) {
  std::size_t count = 0;
  records::inList(plan, place, [&count](const auto& list) { count = list.size(); });
  return count;
}

std::string idOf(const plan::Plan& plan, const PlanPlace& place) {
  std::string out;
  records::at(plan, place, [&out](const auto& record) { out = ownId(record); });
  return out;
}

Name nameOf(const plan::Plan& plan, const PlanPlace& place) {
  Name out;
  records::at(plan, place, [&out](const auto& record) {
    if constexpr (requires { record.name; }) out = record.name;
  });
  return out;
}

std::string activityOf(const plan::Plan& plan, const PlanPlace& place) {
  if (!isIn(plan, place)) return {};
  if (place.kind == PlanKind::gridStep) return "grid/" + idOf(plan, place);
  const plan::Phase* phase = phaseOf(plan, place);
  if (!phase || (place.kind != PlanKind::step && place.kind != PlanKind::item && place.kind != PlanKind::gate))
    return {};
  return phase->id + "/" + idOf(plan, place);
}

PlanPlace placeOf(const plan::Plan& plan, std::size_t option, std::string_view activity) {
  if (option >= plan.options.size()) return {};
  const plan::Option& in = plan.options[option];
  const auto search = [&](PlanPlace place, std::size_t count) {
    for (std::size_t k = 0; k < count; ++k) {
      place.index = int(k);
      if (activityOf(plan, place) == activity) return place;
    }
    return PlanPlace{};
  };
  PlanPlace found = search({PlanKind::gridStep, int(option), -1, 0}, in.gridSteps.size());
  for (std::size_t p = 0; p < in.phases.size() && found.kind == PlanKind::plan; ++p)
    for (const PlanKind kind : {PlanKind::step, PlanKind::item, PlanKind::gate})
      if (const PlanPlace list{kind, int(option), int(p), 0}; found.kind == PlanKind::plan)
        found = search(list, countOf(plan, list));
  return found;
}

namespace records {

std::vector<std::string> activitiesOf(const plan::Option& option) {
  std::vector<std::string> out;
  for (const plan::GridStep& step : option.gridSteps) out.push_back("grid/" + step.id);
  for (const plan::Phase& phase : option.phases) {
    for (const plan::Gate& gate : phase.gates) out.push_back(phase.id + "/" + ownId(gate));
    for (const plan::Step& step : phase.steps) out.push_back(phase.id + "/" + step.id);
    for (const plan::LongLead& item : phase.items) out.push_back(phase.id + "/" + item.id);
  }
  return out;
}

void follow(plan::Plan& plan, const PlanPlace& place, const std::string& before) {
  const std::string now = idOf(plan, place);
  if (place.kind == PlanKind::block) {
    for (plan::Option& option : plan.options)
      for (plan::Phase& phase : option.phases)
        for (plan::Phase::Order& order : phase.blocks)
          if (order.block == before) order.block = now;
    for (plan::Land::Fixed& fixed : plan.land.fixed)
      if (fixed.block == before) fixed.block = now;
    return;
  }
  if (place.kind == PlanKind::option) {
    for (plan::Baseline& baseline : plan.baselines)
      if (baseline.option == before) baseline.option = now;
    return;
  }
  if (place.option < 0 || std::size_t(place.option) >= plan.options.size()) return;
  plan::Option& option = plan.options[std::size_t(place.option)];
  if (place.kind == PlanKind::phase) {
    const std::string stem = before + "/";
    eachName(option, [&](std::string& id, const std::string&) {
      if (id.rfind(stem, 0) == 0) id = now + "/" + id.substr(stem.size());
    });
    for (plan::Land::Fixed& fixed : plan.land.fixed)
      if (fixed.phase == before) fixed.phase = now;
    return;
  }
  const std::string whole = activityOf(plan, place);
  if (whole.empty()) return;
  const std::string scope = whole.substr(0, whole.find('/')), old = scope + "/" + before;
  eachName(option, [&](std::string& id, const std::string& in) {
    if (id == old)
      id = whole;
    else if (in == scope && id == before)
      id = now;
  });
}

}  // namespace records
}  // namespace plenum
