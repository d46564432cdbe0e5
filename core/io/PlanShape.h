// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>
#include <type_traits>

#include "io/Shape.h"
#include "io/ShapeReader.h"
#include "scenario/Plan.h"

// How a plan is written. Numbers in it are in the units that planners speak: weeks, MW, MVA, million CNY.

namespace plenum::io {

inline constexpr std::array<Named<plan::Resource>, 9> grantable{{{"water", plan::Resource::water},
                                                                 {"land", plan::Resource::land},
                                                                 {"fibre", plan::Resource::fibre},
                                                                 {"fabric", plan::Resource::fabric},
                                                                 {"carbon", plan::Resource::carbon},
                                                                 {"energy", plan::Resource::energy},
                                                                 {"capital", plan::Resource::capital},
                                                                 {"grid", plan::Resource::grid},
                                                                 {"transformers", plan::Resource::transformers}}};
inline constexpr std::array<Named<plan::Resource>, 2> tieInResources{
    {{"grid", plan::Resource::grid}, {"transformers", plan::Resource::transformers}}};
inline constexpr std::array<Named<plan::Block::Make>, 2> blockMakes{
    {{"generated", plan::Block::Make::generated}, {"site", plan::Block::Make::site}}};
inline constexpr std::array<Named<plan::LeadSet>, 2> leadSets{{{"cn", plan::LeadSet::cn}, {"us", plan::LeadSet::us}}};
inline constexpr std::array<Named<plan::Step::Kind>, 10> stepKinds{{{"other", plan::Step::Kind::other},
                                                                    {"permit", plan::Step::Kind::permit},
                                                                    {"grid-agreement", plan::Step::Kind::gridAgreement},
                                                                    {"shell-dry", plan::Step::Kind::shellDry},
                                                                    {"fit-out", plan::Step::Kind::fitOut},
                                                                    {"back-feed", plan::Step::Kind::backFeed},
                                                                    {"L3", plan::Step::Kind::levelThree},
                                                                    {"L4", plan::Step::Kind::levelFour},
                                                                    {"L5", plan::Step::Kind::levelFive},
                                                                    {"RFS", plan::Step::Kind::readyForService}}};

template <class V>
void dayOfShape(V& v, const char* key, plan::Day& day, Need need = Need::may) {
  std::string text = plan::textOf(day);
  v.text(key, text, need);
  if constexpr (std::is_same_v<V, ShapeReader>) {
    day = plan::dayOf(text);
    if (day.days != plan::Day::unreadable) return;
    if (const Json* json = v.find(key, Need::may))
      v.wrong(key, *json, Text("io.plan.day", {{"value", text}}), Text("io.plan.day.remedy"));
  }
}

}  // namespace plenum::io

namespace plenum::plan {

using io::Need;

template <class V>
void shape(V& v, Weeks& r) {
  v.number("p10", r.p10, {0, 1000});
  v.number("p50", r.p50, {0, 1000});
  v.number("p90", r.p90, {0, 1000});
  v.choice("confidence", r.confidence, io::confidences, Need::may);
  v.text("source", r.source, Need::may);
}
template <class V>
void shape(V& v, Assumption& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.text("unit", r.unit, Need::may);
  v.number("value", r.value, {-1e12, 1e12});
  v.number("low", r.low, {-1e12, 1e12});
  v.number("high", r.high, {-1e12, 1e12});
  v.choice("confidence", r.confidence, io::confidences);
  v.text("source", r.source);
}
template <class V>
void shape(V& v, LeadTime& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.object("cn", r.cn, Need::must);
  v.object("us", r.us, Need::must);
}
template <class V>
void shape(V& v, Block& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.choice("make", r.make, io::blockMakes, Need::may);
  v.text("like", r.like, Need::may);
  v.whole("chips", r.chips, {64, 2e6}, Need::may);
  v.number("capexMcnyPerMw", r.capexMcnyPerMw, {0, 1000}, Need::may);
}
template <class V>
void shape(V& v, Gate& r) {
  v.whole("gate", r.number, {0, 7});
  v.text("after", r.after, Need::may);
  io::dayOfShape(v, "passed", r.passed);
  v.texts("evidence", r.evidence);
}
template <class V>
void shape(V& v, Step& r) {
  v.id("id", r.id);
  v.choice("kind", r.kind, io::stepKinds, Need::may);
  v.name("name", r.name);
  v.object("length", r.length);
  v.texts("after", r.after);
  io::dayOfShape(v, "notBefore", r.notBefore);
  io::dayOfShape(v, "done", r.done);
}
template <class V>
void shape(V& v, LongLead& r) {
  v.id("id", r.id);
  v.text("type", r.type);
  v.name("name", r.name);
  v.whole("quantity", r.quantity, {1, 1e6}, Need::may);
  v.texts("feeds", r.feeds);
  v.texts("after", r.after);
  io::dayOfShape(v, "ordered", r.ordered);
  v.number("capexMcny", r.capexMcny, {0, 1e6}, Need::may);
}
template <class V>
void shape(V& v, TieIn& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.text("during", r.during);
  v.choice("resource", r.resource, io::tieInResources, Need::may);
  v.texts("out", r.out);
}
template <class V>
void shape(V& v, Risk& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.number("chance", r.chance, {0, 1});
  v.object("delay", r.delay, Need::must);
  v.text("activity", r.activity);
  v.text("entity", r.entity, Need::may);
}
template <class V>
void shape(V& v, Phase::Order& r) {
  v.text("block", r.block);
  v.whole("count", r.count, {1, 1000}, Need::may);
}
template <class V>
void shape(V& v, Phase& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.objects("blocks", r.blocks);
  v.objects("steps", r.steps);
  v.objects("items", r.items);
  v.objects("gates", r.gates);
  v.objects("tieIns", r.tieIns);
  v.objects("risks", r.risks);
  io::dayOfShape(v, "target", r.target);
}
template <class V>
void shape(V& v, GridStep& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.number("firmMw", r.firmMw, {0, 1e5});
  v.text("substation", r.substation, Need::may);
  v.whole("transformers", r.transformers, {0, 100}, Need::may);
  v.number("transformerMva", r.transformerMva, {0, 2000}, Need::may);
  v.number("capexMcny", r.capexMcny, {0, 1e6}, Need::may);
  v.object("length", r.length);
  v.texts("after", r.after);
  io::dayOfShape(v, "notBefore", r.notBefore);
  io::dayOfShape(v, "done", r.done);
  v.text("entity", r.entity, Need::may);
}
template <class V>
void shape(V& v, Grant& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.choice("resource", r.resource, io::grantable);
  v.number("amount", r.amount, {0, 1e12});
  io::dayOfShape(v, "from", r.from);
  v.text("after", r.after, Need::may);
  v.choice("confidence", r.confidence, io::confidences, Need::may);
  v.text("source", r.source, Need::may);
}
template <class V>
void shape(V& v, Demand& r) {
  io::dayOfShape(v, "from", r.from);
  v.whole("chips", r.chips, {0, 1e8});
}
template <class V>
void shape(V& v, Delay& r) {
  v.text("activity", r.activity);
  v.number("weeks", r.weeks, {-520, 520});
}
template <class V>
void shape(V& v, Taken& r) {
  v.id("id", r.id);
  v.number("value", r.value, {-1e12, 1e12});
  v.number("low", r.low, {-1e12, 1e12}, Need::may);
  v.number("high", r.high, {-1e12, 1e12}, Need::may);
  v.text("note", r.note, Need::may);
}
template <class V>
void shape(V& v, Option& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.choice("leads", r.leads, io::leadSets, Need::may);
  v.objects("phases", r.phases);
  v.objects("gridSteps", r.gridSteps);
  v.objects("grants", r.grants);
  v.objects("demand", r.demand);
  v.objects("delays", r.delays);
  v.objects("assumptions", r.taken);
  v.text("model", r.model, Need::may);
  v.text("stack", r.stack, Need::may);
  v.number("modelTokens", r.modelTokens, {0, 1e18}, Need::may);
}
template <class V>
void shape(V& v, Plan& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  io::dayOfShape(v, "from", r.from, Need::must);
  io::dayOfShape(v, "today", r.today);
  v.whole("months", r.months, {12, 240}, Need::may);
  v.whole("goalChips", r.goalChips, {0, 1e8}, Need::may);
  v.objects("blocks", r.blocks);
  v.objects("assumptions", r.taken);
  v.objects("options", r.options);
}
template <class V>
void shape(V& v, Defaults& r) {
  v.objects("assumptions", r.assumptions);
  v.objects("leads", r.leads);
}

}  // namespace plenum::plan
