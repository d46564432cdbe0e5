// SPDX-License-Identifier: Apache-2.0
#include "document/PlanEdits.h"

#include <algorithm>

#include "document/PlanRecords.h"

namespace plenum {
namespace {

/// "P4" after "P3", "shell-2" after "shell".
std::string nextId(const std::string& id, const std::vector<std::string>& taken) {
  std::size_t digits = id.size();
  while (digits > 0 && id[digits - 1] >= '0' && id[digits - 1] <= '9') --digits;
  const bool isCounted = digits < id.size() && id.size() - digits < 6;
  const std::string stem = isCounted ? id.substr(0, digits) : id + "-";
  for (int n = isCounted ? std::stoi(id.substr(digits)) + 1 : 2;; ++n)
    if (std::string next = stem + std::to_string(n); std::find(taken.begin(), taken.end(), next) == taken.end())
      return next;
}

std::vector<std::string> idsBeside(const plan::Plan& plan, const PlanPlace& place) {
  std::vector<std::string> out;
  const auto add = [&](PlanKind kind) {
    PlanPlace all = place;
    all.kind = kind;
    for (std::size_t k = 0; k < countOf(plan, all); ++k) out.push_back(idOf(plan, records::withIndex(all, int(k))));
  };
  // steps, items and gates of a phase share their names
  if (place.kind == PlanKind::step || place.kind == PlanKind::item)
    for (const PlanKind kind : {PlanKind::step, PlanKind::item, PlanKind::gate}) add(kind);
  else
    add(place.kind);
  return out;
}

plan::Weeks guess(double p10, double p50, double p90) { return {p10, p50, p90, Confidence::assumed, ""}; }

/// What a new one begins as, so that the plan it joins still holds together.
void fill(plan::Plan&, const PlanPlace&, plan::Block& r) { r.id = "B", r.name = {"Block", "单元"}; }
void fill(plan::Plan&, const PlanPlace&, plan::Taken& r) { r.id = "cost.water", r.value = 3.0; }
void fill(plan::Plan&, const PlanPlace&, plan::Option& r) { r.id = "A", r.name = {"Option", "方案"}; }
void fill(plan::Plan&, const PlanPlace&, plan::LeadTaken& r) { r.type = "genset", r.lead = guess(20, 30, 40); }
void fill(plan::Plan& plan, const PlanPlace& place, plan::Demand& r) {
  const auto& demand = plan.options[std::size_t(place.option)].demand;
  r.from = demand.size() > 1 ? plan::firstOfMonth(demand[demand.size() - 2].from, 6) : plan.from;
  r.chips = demand.size() > 1 ? demand[demand.size() - 2].chips : plan.goalChips;
}
void fill(plan::Plan& plan, const PlanPlace& place, plan::Delay& r) {
  const auto all = records::activitiesOf(plan.options[std::size_t(place.option)]);
  r.activity = all.empty() ? "" : all.front();
}
void fill(plan::Plan&, const PlanPlace&, plan::GridStep& r) {
  r.id = "SUB1", r.name = {"Substation", "变电站"}, r.length = guess(52, 78, 104);
}
void fill(plan::Plan&, const PlanPlace&, plan::Grant& r) { r.id = "grant", r.name = {"Permit", "许可"}; }
void fill(plan::Plan& plan, const PlanPlace&, plan::Phase& r) {
  r.id = "P2", r.name = {"Phase", "阶段"};
  if (!plan.blocks.empty()) r.blocks = {{plan.blocks.front().id, 1}};
  plan::Step ready;
  ready.id = "rfs", ready.kind = plan::Step::Kind::readyForService;
  ready.name = {"Ready for service", "投运"}, ready.length = guess(52, 78, 104);
  r.steps = {ready};
}
void fill(plan::Plan& plan, const PlanPlace&, plan::Phase::Order& r) {
  r.block = plan.blocks.empty() ? "" : plan.blocks.front().id;
}
void fill(plan::Plan&, const PlanPlace&, plan::Step& r) {
  r.id = "work", r.name = {"Work", "工作"}, r.length = guess(4, 8, 12);
}
void fill(plan::Plan&, const PlanPlace&, plan::LongLead& r) {
  r.id = "item", r.type = "genset", r.name = {"Equipment", "设备"};
}
void fill(plan::Plan& plan, const PlanPlace& place, plan::Gate& r) {
  const auto& gates = plan.options[std::size_t(place.option)].phases[std::size_t(place.phase)].gates;
  for (r.number = 0; r.number < 7; ++r.number)
    if (std::none_of(gates.begin(), gates.end() - 1, [&](const plan::Gate& g) { return g.number == r.number; })) break;
}
std::string firstWork(const plan::Plan& plan, const PlanPlace& place) {
  const plan::Phase& phase = plan.options[std::size_t(place.option)].phases[std::size_t(place.phase)];
  return phase.steps.empty() ? "ready" : phase.steps.front().id;
}
void fill(plan::Plan& plan, const PlanPlace& place, plan::TieIn& r) {
  r.id = "TIE", r.name = {"Tie-in", "割接"}, r.during = firstWork(plan, place);
}
void fill(plan::Plan& plan, const PlanPlace& place, plan::Risk& r) {
  r.id = "risk", r.name = {"Risk", "风险"}, r.activity = firstWork(plan, place), r.delay = guess(1, 4, 8);
}

/// Between its neighbours; the first is a rectangle to begin with.
void fill(plan::Plan& plan, const PlanPlace&, Vec2& r) {
  std::vector<Vec2>& outline = plan.land.outline;
  if (outline.size() > 1) {
    const Vec2 a = outline[outline.size() - 2], b = outline.front();
    r = {0.5 * (a.x + b.x), 0.5 * (a.y + b.y)};
    return;
  }
  outline = {{0, 0}, {600, 0}, {600, 400}, {0, 400}};
  r = outline.back();
}
void fill(plan::Plan& plan, const PlanPlace&, plan::Land::Fixed& r) {
  if (!plan.land.outline.empty()) r.atM = plan.land.outline.front();
  for (const plan::Option& option : plan.options)
    for (const plan::Phase& phase : option.phases)
      if (r.phase.empty() && !phase.blocks.empty()) r.phase = phase.id, r.block = phase.blocks.front().block;
}

template <class R>
void setId(R& record, std::string id) {
  if constexpr (requires { record.id; } && !std::same_as<R, plan::Taken>) record.id = std::move(id);
}

/// What a copy of a phase has still before it.
void renew(plan::Phase& phase) {
  for (plan::Step& step : phase.steps) step.done = {};
  for (plan::LongLead& item : phase.items) item.ordered = {};
  for (plan::Gate& gate : phase.gates) gate.passed = {};
  phase.target = {};
}

}  // namespace

PlanAdded withNew(const plan::Plan& plan, PlanPlace place) {
  PlanAdded out{plan, place};
  const std::vector<std::string> taken = idsBeside(plan, place);
  records::inList(out.plan, place, [&](auto& list) {
    list.emplace_back();
    out.place = records::withIndex(place, int(list.size()) - 1);
    auto record = list.back();
    fill(out.plan, out.place, record);
    if constexpr (requires { record.id; })
      if (std::find(taken.begin(), taken.end(), record.id) != taken.end()) setId(record, nextId(record.id, taken));
    list.back() = std::move(record);
    // the first corner brings the others with it
    out.place = records::withIndex(place, int(list.size()) - 1);
  });
  return out;
}

PlanAdded withCopy(const plan::Plan& plan, const PlanPlace& place) {
  PlanAdded out{plan, place};
  const std::vector<std::string> taken = idsBeside(plan, place);
  records::inList(out.plan, place, [&](auto& list) {
    const int index = records::indexOf(place);
    if (index < 0 || std::size_t(index) >= list.size()) return;
    auto copy = list[std::size_t(index)];
    using Record = std::remove_cvref_t<decltype(copy)>;
    if constexpr (requires { copy.id; }) setId(copy, nextId(copy.id, taken));
    if constexpr (std::same_as<Record, plan::Phase>) {
      renew(copy);
      // names that say their phase mean the copy now
      const std::string stem = list[std::size_t(index)].id + "/";
      const auto own = [&](std::string& id) {
        if (id.rfind(stem, 0) == 0) id = id.substr(stem.size());
      };
      for (plan::Step& step : copy.steps) std::for_each(step.after.begin(), step.after.end(), own);
      for (plan::LongLead& item : copy.items) {
        std::for_each(item.after.begin(), item.after.end(), own);
        std::for_each(item.feeds.begin(), item.feeds.end(), own);
      }
      for (plan::Gate& gate : copy.gates) own(gate.after);
      for (plan::TieIn& tieIn : copy.tieIns) own(tieIn.during);
      for (plan::Risk& risk : copy.risks) own(risk.activity);
    }
    if constexpr (std::same_as<Record, plan::GridStep>) copy.done = {};
    if constexpr (std::same_as<Record, Vec2>) {
      const Vec2 next = list[(std::size_t(index) + 1) % list.size()];
      copy = {0.5 * (copy.x + next.x), 0.5 * (copy.y + next.y)};
    }
    if constexpr (std::same_as<Record, plan::Land::Fixed>) ++copy.index;
    if constexpr (std::same_as<Record, plan::Gate>) copy.number = std::min(7, copy.number + 1), copy.passed = {};
    list.insert(list.begin() + index + 1, std::move(copy));
    out.place = records::withIndex(place, index + 1);
  });
  return out;
}

plan::Plan without(const plan::Plan& plan, const PlanPlace& place) {
  plan::Plan out = plan;
  // delays, grants, tie-ins and risks that are about it alone go with it
  std::vector<std::string> gone;
  if (place.kind == PlanKind::phase && isIn(plan, place)) {
    plan::Option only;
    only.phases = {plan.options[std::size_t(place.option)].phases[std::size_t(place.phase)]};
    gone = records::activitiesOf(only);
  } else if (const std::string activity = activityOf(plan, place); !activity.empty()) {
    gone = {activity};
  }
  const auto isGone = [&gone](const std::string& id) {
    return !id.empty() && std::find(gone.begin(), gone.end(), id) != gone.end();
  };
  if (!gone.empty()) {
    plan::Option& option = out.options[std::size_t(place.option)];
    std::erase_if(option.delays, [&](const plan::Delay& d) { return isGone(d.activity); });
    for (plan::Phase& phase : option.phases) {
      const auto whole = [&phase](const std::string& id) {
        return id.find('/') == std::string::npos ? phase.id + "/" + id : id;
      };
      std::erase_if(phase.tieIns, [&](const plan::TieIn& t) { return isGone(whole(t.during)); });
      std::erase_if(phase.risks, [&](const plan::Risk& r) { return isGone(whole(r.activity)); });
      if (place.kind == PlanKind::item) continue;
      for (plan::LongLead& item : phase.items)
        std::erase_if(item.feeds, [&](const std::string& id) { return isGone(whole(id)); });
    }
  }
  records::inList(out, place, [&place](auto& list) {
    const int index = records::indexOf(place);
    if (index >= 0 && std::size_t(index) < list.size()) list.erase(list.begin() + index);
  });
  // two corners hold no land
  if (place.kind == PlanKind::corner && out.land.outline.size() < 3) out.land.outline.clear();
  return out;
}

plan::Plan withHeld(const plan::Plan& plan, std::size_t option, const std::map<std::string, double>& weeksByActivity) {
  plan::Plan out = plan;
  if (option >= out.options.size()) return out;
  for (const auto& [activity, weeks] : weeksByActivity) {
    const PlanPlace place = placeOf(out, option, activity);
    plan::Weeks* length = nullptr;
    if (place.kind != PlanKind::plan && place.kind != PlanKind::item)
      records::at(out, place, [&length](auto& record) { length = records::weeksOf(record); });
    // no work takes less than no time, and what lies before a delay of the plan's own stays that
    if (length && length->p50 + weeks >= 0.0) {
      length->p50 += weeks;
      length->p10 = std::clamp(length->p10 + weeks, 0.0, length->p50);
      length->p90 = std::max(length->p90 + weeks, length->p50);
      continue;
    }
    // how long a thing takes to come is not this plan's to say, when it comes is
    auto& delays = out.options[option].delays;
    const auto at =
        std::find_if(delays.begin(), delays.end(), [&](const plan::Delay& d) { return d.activity == activity; });
    if (at == delays.end())
      delays.push_back({activity, weeks});
    else if ((at->weeks += weeks) == 0.0)
      delays.erase(at);
  }
  return out;
}

plan::Plan beginPlan(const Layout& layout, plan::Day today) {
  plan::Plan out;
  out.id = layout.site->id + "-plan";
  out.name = {layout.site->name.in(false) + ", growth", layout.site->name.in(true) + "扩展"};
  out.from = plan::firstOfMonth(today);
  out.today = today;
  out.goalChips = 2 * std::int64_t(layout.chips);
  plan::Block block;
  block.id = "B", block.name = {"As it stands", "与现有相同"}, block.make = plan::Block::Make::site;
  out.blocks = {block};
  using StepKind = plan::Step::Kind;
  plan::Phase phase;
  phase.id = "P2", phase.name = {"Phase 2", "二期"}, phase.blocks = {{"B", 1}};
  // weeks as of the sample plans (facts 8.3); every one of them is a guess until somebody says otherwise
  const auto add = [&phase](const char* id, StepKind kind, Name name, plan::Weeks weeks) {
    plan::Step step;
    step.id = id, step.kind = kind, step.name = std::move(name), step.length = std::move(weeks);
    if (!phase.steps.empty()) step.after = {phase.steps.back().id};
    phase.steps.push_back(std::move(step));
  };
  add("permit", StepKind::permit, {"Approval and energy review", "审批与节能审查"}, guess(12, 22, 39));
  add("shell", StepKind::shellDry, {"Civil works, shell dry", "土建与封顶"}, guess(24, 30, 39));
  add("mep", StepKind::fitOut, {"Electrical and mechanical works", "机电安装"}, guess(20, 26, 35));
  add("tests", StepKind::levelFive, {"Tests", "调试"}, guess(6, 9, 15));
  add("it", StepKind::other, {"Racks and chips", "上架"}, guess(4, 8, 13));
  add("rfs", StepKind::readyForService, {"Ready for service", "投运"}, guess(0, 1, 2));
  plan::Option option;
  option.id = "A", option.name = {"As it stands, once more", "照现状再建一期"};
  option.phases = {phase};
  option.demand = {{out.from, std::int64_t(layout.chips)},
                   {plan::firstOfMonth(out.from, 24), 2 * std::int64_t(layout.chips)}};
  out.options = {option};
  return out;
}

}  // namespace plenum
