// SPDX-License-Identifier: Apache-2.0
#include "document/PlanFields.h"

#include <algorithm>
#include <array>

#include "document/FieldVisitors.h"
#include "document/PlanRecords.h"
#include "scenario/PlanWords.h"

namespace plenum {
namespace {

using fields::Is;
using fields::Need;
using fields::Range;

constexpr Range weeks{0, 1000}, mcny{0, 1e6}, any{-1e12, 1e12}, metres{-1e5, 1e5};
constexpr std::array<Named<Confidence>, 4> confidences{{{"P", Confidence::published},
                                                        {"PM", Confidence::unverified},
                                                        {"I", Confidence::inferred},
                                                        {"A", Confidence::assumed}}};

template <class V, class N>
void named(V& v, N& name) {
  v.text("plan.nameEn", name.en);
  v.text("plan.nameZh", name.zh);
}
template <class V, class W>
void lasting(V& v, W& w) {
  v.number("plan.p10", w.p10, "weeks", weeks);
  v.number("plan.p50", w.p50, "weeks", weeks);
  v.number("plan.p90", w.p90, "weeks", weeks);
}
template <class V, class R>
void known(V& v, R& r) {
  v.choice("plan.confidence", r.confidence, confidences);
  v.text("plan.source", r.source);
}
template <class V, Is<plan::Plan> R>
void fieldsOf(V& v, R& r) {
  named(v, r.name);
  v.day("plan.from", r.from);
  v.day("plan.today", r.today);
  v.whole("plan.months", r.months, {12, 240});
  v.whole("plan.goalChips", r.goalChips, {0, 1e8});
}
template <class V, Is<plan::Block> R>
void fieldsOf(V& v, R& r) {
  v.text("plan.id", r.id);
  named(v, r.name);
  v.choice("plan.make", r.make, plan::blockMakes);
  v.reference("plan.like", r.like, Need::may);
  v.whole("plan.chips", r.chips, {64, 2e6});
  v.number("plan.capexPerMw", r.capexMcnyPerMw, "M CNY/MW", {0, 1000});
}
template <class V, Is<plan::Taken> R>
void fieldsOf(V& v, R& r) {
  v.reference("plan.assumption", r.id, Need::must);
  v.number("plan.value", r.value, "", any);
  v.number("plan.low", r.low, "", any);
  v.number("plan.high", r.high, "", any);
  v.text("plan.note", r.note);
}
template <class V, Is<plan::Option> R>
void fieldsOf(V& v, R& r) {
  v.text("plan.id", r.id);
  named(v, r.name);
  v.choice("plan.leads", r.leads, plan::leadSets);
  v.reference("plan.model", r.model, Need::may);
  v.text("plan.stack", r.stack);
  v.number("plan.tokens", r.modelTokens, "", {0, 1e18});
}
template <class V, Is<plan::LeadTaken> R>
void fieldsOf(V& v, R& r) {
  v.reference("plan.type", r.type, Need::must);
  lasting(v, r.lead);
  known(v, r.lead);
}
template <class V, Is<plan::Demand> R>
void fieldsOf(V& v, R& r) {
  v.day("plan.demandFrom", r.from);
  v.whole("plan.demandChips", r.chips, {0, 1e8});
}
template <class V, Is<plan::Delay> R>
void fieldsOf(V& v, R& r) {
  v.reference("plan.activity", r.activity, Need::must);
  v.number("plan.delayWeeks", r.weeks, "weeks", {-520, 520});
}
template <class V, Is<plan::GridStep> R>
void fieldsOf(V& v, R& r) {
  v.text("plan.id", r.id);
  named(v, r.name);
  v.number("plan.firmMw", r.firmMw, "MW", {0, 1e5});
  v.text("plan.substation", r.substation);
  v.whole("plan.transformers", r.transformers, {0, 100});
  v.number("plan.transformerMva", r.transformerMva, "MVA", {0, 2000});
  v.number("plan.capex", r.capexMcny, "M CNY", mcny);
  lasting(v, r.length);
  known(v, r.length);
  v.references("plan.after", r.after);
  v.day("plan.notBefore", r.notBefore);
  v.day("plan.done", r.done);
  v.text("plan.entity", r.entity);
}
template <class V, Is<plan::Grant> R>
void fieldsOf(V& v, R& r) {
  v.text("plan.id", r.id);
  named(v, r.name);
  v.choice("plan.resource", r.resource, plan::grantable);
  v.number("plan.amount", r.amount, "", {0, 1e12});
  v.day("plan.grantFrom", r.from);
  v.reference("plan.afterOne", r.after, Need::may);
  known(v, r);
}
template <class V, Is<plan::Phase> R>
void fieldsOf(V& v, R& r) {
  v.text("plan.id", r.id);
  named(v, r.name);
  v.day("plan.target", r.target);
}
template <class V, Is<plan::Phase::Order> R>
void fieldsOf(V& v, R& r) {
  v.reference("plan.block", r.block, Need::must);
  v.whole("plan.count", r.count, {1, 1000});
}
template <class V, Is<plan::Step> R>
void fieldsOf(V& v, R& r) {
  v.text("plan.id", r.id);
  named(v, r.name);
  v.choice("plan.kind", r.kind, plan::stepKinds);
  lasting(v, r.length);
  v.references("plan.after", r.after);
  v.day("plan.notBefore", r.notBefore);
  v.day("plan.done", r.done);
  known(v, r.length);
}
template <class V, Is<plan::LongLead> R>
void fieldsOf(V& v, R& r) {
  v.text("plan.id", r.id);
  named(v, r.name);
  v.reference("plan.type", r.type, Need::must);
  v.whole("plan.quantity", r.quantity, {1, 1e6});
  v.references("plan.feeds", r.feeds);
  v.references("plan.orderAfter", r.after);
  v.day("plan.ordered", r.ordered);
  v.number("plan.capex", r.capexMcny, "M CNY", mcny);
}
template <class V, Is<plan::Gate> R>
void fieldsOf(V& v, R& r) {
  v.whole("plan.gate", r.number, {0, 7});
  v.reference("plan.afterOne", r.after, Need::may);
  v.day("plan.passed", r.passed);
  v.references("plan.evidence", r.evidence);
  v.references("plan.evidenceZh", r.evidenceZh);
}
template <class V, Is<plan::TieIn> R>
void fieldsOf(V& v, R& r) {
  v.text("plan.id", r.id);
  named(v, r.name);
  v.reference("plan.during", r.during, Need::must);
  v.choice("plan.resource", r.resource, plan::tieInResources);
  v.references("plan.out", r.out);
  v.choice("plan.beyond", r.beyond, plan::tieInBeyonds);
}
template <class V, Is<plan::Risk> R>
void fieldsOf(V& v, R& r) {
  v.text("plan.id", r.id);
  named(v, r.name);
  v.number("plan.chance", r.chance, "", {0, 1});
  lasting(v, r.delay);
  v.reference("plan.activity", r.activity, Need::must);
  v.text("plan.entity", r.entity);
  known(v, r.delay);
}

template <class V, Is<plan::Land> R>
void fieldsOf(V& v, R& r) {
  constexpr Range clearM{0, 500};
  v.number("plan.setback", r.setbackM, "m", clearM);
  v.number("plan.fireGap", r.fireGapM, "m", clearM);
  v.number("plan.plumeGap", r.plumeGapM, "m", clearM);
  v.number("plan.road", r.roadM, "m", {1, 50});
  v.number("plan.corridor", r.corridorM, "m", {1, 50});
  v.number("plan.gridPointX", r.gridPointM.x, "m", metres);
  v.number("plan.gridPointY", r.gridPointM.y, "m", metres);
  v.number("plan.waterPointX", r.waterPointM.x, "m", metres);
  v.number("plan.waterPointY", r.waterPointM.y, "m", metres);
  v.number("plan.fibrePointX", r.fibrePointM.x, "m", metres);
  v.number("plan.fibrePointY", r.fibrePointM.y, "m", metres);
  v.number("plan.gateX", r.gateM.x, "m", metres);
  v.number("plan.gateY", r.gateM.y, "m", metres);
  known(v, r);
}
template <class V, Is<Vec2> R>
void fieldsOf(V& v, R& r) {
  v.number("plan.x", r.x, "m", metres);
  v.number("plan.y", r.y, "m", metres);
}
template <class V, Is<plan::Land::Fixed> R>
void fieldsOf(V& v, R& r) {
  v.reference("plan.fixedPhase", r.phase, Need::must);
  v.reference("plan.block", r.block, Need::must);
  v.whole("plan.fixedIndex", r.index, {1, 1000});
  v.number("plan.x", r.atM.x, "m", metres);
  v.number("plan.y", r.atM.y, "m", metres);
  v.whole("plan.turn", r.turn, {0, 3});
}

class Describer : public fields::Describer {
 public:
  void day(const char* id, const plan::Day&) { add(id, Type::text).unit = "yyyy-mm-dd"; }
};
class Getter : public fields::Getter {
 public:
  using fields::Getter::Getter;
  void day(const char* id, const plan::Day& day) {
    if (wanted_ == id) found = textOf(day);
  }
};
class Setter : public fields::Setter {
 public:
  using fields::Setter::Setter;
  void day(const char* id, plan::Day& day) {
    if (!is(id)) return;
    const plan::Day read = plan::dayOf(std::string(value_));
    if (!value_.empty() && !read.isSet()) return refuse("edit.value.day", "edit.value.day.remedy");
    if (const int year = read.isSet() ? toCivil(timeOf(read)).date.year : 2000; year < 1990 || year > 2150)
      return refuse("edit.value.day", "edit.value.day.remedy");
    day = read;
  }
  void refuseId() { refuse("edit.value.id", "edit.value.id.remedy"); }
};

const std::array<std::vector<Property>, planKinds>& allProperties() {
  static const auto all = [] {
    std::array<std::vector<Property>, planKinds> out;
    const auto describe = [&out](PlanKind kind, auto record) {
      Describer describer;
      fieldsOf(describer, record);
      out[std::size_t(kind)] = std::move(describer.out);
    };
    describe(PlanKind::plan, plan::Plan());
    describe(PlanKind::block, plan::Block());
    describe(PlanKind::taken, plan::Taken());
    describe(PlanKind::option, plan::Option());
    describe(PlanKind::optionTaken, plan::Taken());
    describe(PlanKind::lead, plan::LeadTaken());
    describe(PlanKind::demand, plan::Demand());
    describe(PlanKind::delay, plan::Delay());
    describe(PlanKind::gridStep, plan::GridStep());
    describe(PlanKind::grant, plan::Grant());
    describe(PlanKind::phase, plan::Phase());
    describe(PlanKind::order, plan::Phase::Order());
    describe(PlanKind::step, plan::Step());
    describe(PlanKind::item, plan::LongLead());
    describe(PlanKind::gate, plan::Gate());
    describe(PlanKind::tieIn, plan::TieIn());
    describe(PlanKind::risk, plan::Risk());
    describe(PlanKind::land, plan::Land());
    describe(PlanKind::corner, Vec2());
    describe(PlanKind::fixed, plan::Land::Fixed());
    return out;
  }();
  return all;
}

/// As the file's reader would have it.
bool isId(const std::string& text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || static_cast<unsigned char>(c) >= 0x80;
  });
}

}  // namespace

const std::vector<Property>& propertiesOf(PlanKind kind) { return allProperties()[std::size_t(kind)]; }

std::string valueOf(const plan::Plan& plan, const PlanPlace& place, std::string_view property) {
  Getter getter(property);
  records::at(plan, place, [&](const auto& record) { fieldsOf(getter, record); });
  return getter.found.value_or("");
}

Result<plan::Plan> withValue(const plan::Plan& plan, const PlanPlace& place, const std::string& property,
                             const std::string& value) {
  plan::Plan out = plan;
  Setter setter(property, value);
  const std::string before = property == "plan.id" ? idOf(plan, place) : std::string();
  records::at(out, place, [&](auto& record) {
    fieldsOf(setter, record);
    if (property == "plan.p50")
      if (plan::Weeks* w = records::weeksOf(record))
        w->p10 = std::min(w->p10, w->p50), w->p90 = std::max(w->p90, w->p50);
  });
  if (property == "plan.id" && !setter.problem && !isId(idOf(out, place))) setter.refuseId();
  if (setter.problem) return *setter.problem;
  if (!before.empty() && before != idOf(out, place)) records::follow(out, place, before);
  if (property == "plan.gate") records::follow(out, place, idOf(plan, place));
  return out;
}

std::vector<std::string> choicesOf(const plan::Plan& plan, const PlanPlace& place, std::string_view property,
                                   const Catalog& catalog, const plan::Defaults& defaults) {
  std::vector<std::string> out;
  if (property == "plan.like") return {"shaoguan", "liquid"};
  if (property == "plan.block")
    for (const plan::Block& block : plan.blocks) out.push_back(block.id);
  if (property == "plan.fixedPhase")
    for (const plan::Option& option : plan.options)
      for (const plan::Phase& phase : option.phases)
        if (std::find(out.begin(), out.end(), phase.id) == out.end()) out.push_back(phase.id);
  if (property == "plan.type")
    for (const plan::LeadTime& lead : defaults.leads) out.push_back(lead.id);
  if (property == "plan.assumption")
    for (const plan::Assumption& one : defaults.assumptions) out.push_back(one.id);
  if (property == "plan.model") {
    out.emplace_back();
    for (std::string& id : catalog.ids<AiModelSpec>()) out.push_back(std::move(id));
  }
  const bool isOne = property == "plan.afterOne";
  if ((isOne || property == "plan.after" || property == "plan.feeds" || property == "plan.orderAfter" ||
       property == "plan.activity" || property == "plan.during") &&
      place.option >= 0 && place.option < int(plan.options.size())) {
    if (isOne) out.emplace_back();
    const plan::Option& option = plan.options[std::size_t(place.option)];
    const std::string own = activityOf(plan, place);
    // what stands in the same phase is named without it, as people write it
    const std::string phase =
        place.phase >= 0 && place.phase < int(option.phases.size()) ? option.phases[std::size_t(place.phase)].id : "";
    for (const std::string& id : records::activitiesOf(option)) {
      if (id == own) continue;
      const bool isNear = !phase.empty() && id.rfind(phase + "/", 0) == 0;
      out.push_back(isNear ? id.substr(phase.size() + 1) : id);
    }
  }
  return out;
}

}  // namespace plenum
