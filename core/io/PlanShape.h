// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string>
#include <type_traits>

#include "io/Shape.h"
#include "io/ShapeReader.h"
#include "scenario/Plan.h"
#include "scenario/PlanWords.h"

// How a plan is written. Numbers in it are in the units that planners speak: weeks, MW, MVA, million CNY.

namespace plenum::io {

using plan::blockMakes;
using plan::grantable;
using plan::leadSets;
using plan::stepKinds;
using plan::tieInBeyonds;
using plan::tieInResources;

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

namespace plenum {

template <class V>
void shape(V& v, Vec2& r) {
  v.number("x_m", r.x, {-20000, 20000});
  v.number("y_m", r.y, {-20000, 20000});
}

}  // namespace plenum

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
  v.texts("evidenceZh", r.evidenceZh);
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
  v.choice("beyond", r.beyond, io::tieInBeyonds, Need::may);
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
void shape(V& v, LeadTaken& r) {
  v.id("type", r.type);
  v.object("lead", r.lead, Need::must);
}
template <class V>
void shape(V& v, Option& r) {
  v.id("id", r.id);
  v.name("name", r.name);
  v.choice("leads", r.leads, io::leadSets, Need::may);
  v.objects("leadsTaken", r.leadsTaken);
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
void shape(V& v, Land::Fixed& r) {
  v.text("phase", r.phase);
  v.text("block", r.block);
  v.whole("index", r.index, {1, 1000}, Need::may);
  v.point("at_m", r.atM, {-20000, 20000}, Need::must);
  v.whole("turn", r.turn, {0, 3}, Need::may);
}
template <class V>
void shape(V& v, Land& r) {
  v.objects("outline", r.outline);
  v.point("gridPoint_m", r.gridPointM, {-20000, 20000});
  v.point("waterPoint_m", r.waterPointM, {-20000, 20000});
  v.point("fibrePoint_m", r.fibrePointM, {-20000, 20000});
  v.point("gate_m", r.gateM, {-20000, 20000});
  v.number("setback_m", r.setbackM, {0, 500}, Need::may);
  v.number("road_m", r.roadM, {3, 60}, Need::may);
  v.number("fireGap_m", r.fireGapM, {0, 200}, Need::may);
  v.number("plumeGap_m", r.plumeGapM, {0, 500}, Need::may);
  v.number("corridor_m", r.corridorM, {1, 60}, Need::may);
  v.choice("confidence", r.confidence, io::confidences, Need::may);
  v.text("source", r.source, Need::may);
  v.objects("fixed", r.fixed);
}
template <class V>
void shape(V& v, Baseline::Work& r) {
  v.text("id", r.id);
  io::dayOfShape(v, "start", r.start);
  io::dayOfShape(v, "finish", r.finish);
}
template <class V>
void shape(V& v, Baseline::Level& r) {
  io::dayOfShape(v, "from", r.from, Need::must);
  v.number("liveMw", r.liveMw, {0, 1e6});
  v.number("usableMw", r.usableMw, {0, 1e6});
}
template <class V>
void shape(V& v, Baseline& r) {
  v.name("name", r.name);
  io::dayOfShape(v, "frozen", r.frozen, Need::must);
  v.text("option", r.option);
  v.text("fingerprint", r.fingerprint, Need::may);
  io::dayOfShape(v, "goal", r.goal);
  v.number("capexMcny", r.capexMcny, {-1e9, 1e9});
  v.number("npvMcny", r.npvMcny, {-1e9, 1e9});
  v.number("tcoYuan", r.tcoYuan, {-1e9, 1e9});
  v.objects("works", r.works);
  v.objects("levels", r.levels);
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
  v.object("land", r.land);
  v.objects("options", r.options);
  v.objects("baselines", r.baselines);
}
template <class V>
void shape(V& v, Defaults& r) {
  v.objects("assumptions", r.assumptions);
  v.objects("leads", r.leads);
}

}  // namespace plenum::plan
