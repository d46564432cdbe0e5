// SPDX-License-Identifier: Apache-2.0
#include "window/GrowthShapes.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace plenum {
namespace {

static_assert(static_cast<int>(plan::Piece::Kind::road) == static_cast<int>(Growth::Part::road));
static_assert(static_cast<int>(plan::BuildStage::live) == static_cast<int>(Growth::Stage::live));
static_assert(static_cast<int>(plan::Route::Kind::fibre) == static_cast<int>(Growth::Way::Kind::fibre));

constexpr double levelMarginM = 25.0;  // of level ground around the land

Growth::Stage stageOf(plan::BuildStage stage) { return static_cast<Growth::Stage>(stage); }

std::vector<Growth::Piece> shapesOf(const std::vector<plan::Piece>& pieces) {
  std::vector<Growth::Piece> out;
  for (const plan::Piece& piece : pieces) out.push_back({static_cast<Growth::Part>(piece.kind), piece.box});
  return out;
}

int yearOf(plan::Day day) { return day.isSet() ? toCivil(plan::timeOf(day)).date.year : 0; }

std::string lineOf(const plan::BuildState& state, const GrowthLook& look) {
  return look.say(Text(std::string("growth.stage.") + plan::wordOf(state.stage),
                       {{"share", toText(100.0 * state.share, 0)}, {"month", textOf(state.live).substr(0, 7)}}));
}

/// A tie-in works on what its phase is joined to.
std::string phaseOfTieIn(const plan::Option& option, const std::string& tieIn) {
  for (const plan::Phase& phase : option.phases)
    for (const plan::TieIn& one : phase.tieIns)
      if (one.id == tieIn) return phase.id;
  return {};
}

/// What fits on a tag: of "Phase 3: two blocks" what stands before the colon.
std::string shortNameOf(const plan::Phase& phase, const GrowthLook& look) {
  const std::string& name = phase.name.in(look.isChinese);
  const std::string out = name.substr(0, std::min(name.find(':'), name.find("：")));
  return out.empty() ? phase.id : out;
}

}  // namespace

double dayOfMonth(const plan::Plan& plan, double month) {
  const int whole = static_cast<int>(std::floor(month));
  const double first = plan::firstOfMonth(plan.from, whole).days, next = plan::firstOfMonth(plan.from, whole + 1).days;
  return first + (month - whole) * (next - first);
}

GrowthCount countOn(const plan::Evaluation& evaluation, double month) {
  GrowthCount out;
  if (evaluation.months.empty()) return out;
  const int last = static_cast<int>(evaluation.months.size()) - 1;
  out.month = std::clamp(static_cast<int>(std::floor(month)), 0, last);
  const plan::MonthRow& row = evaluation.months[static_cast<std::size_t>(out.month)];
  out.chips = row.liveChips;
  out.mw = row.liveMw;
  return out;
}

GrowthPtr growthOn(const GrowthCase& of, double day, const GrowthLook& look) {
  auto out = std::make_shared<Growth>();
  const plan::GroundPlan& places = *of.places;
  out->outline = of.plan->land.outline;
  for (const Vec2 p : out->outline) out->land.add(Vec3{p.x, p.y, 0});
  if (!out->land.isEmpty())
    out->land = {out->land.min - Vec3{levelMarginM, levelMarginM, 0},
                 out->land.max + Vec3{levelMarginM, levelMarginM, 0}};
  out->areYearsShown = look.areYearsShown;
  out->yearsTitle = look.say(Text("growth.years"));
  std::map<std::string, Growth::Stage> stages;
  const auto years = [&](int year) {
    if (year <= 0) return;
    out->firstYear = out->firstYear > 0 ? std::min(out->firstYear, year) : year;
    out->lastYear = std::max(out->lastYear, year);
  };
  for (const plan::PlacedBlock& placed : places.blocks) {
    // what cannot be built where somebody put it never rises
    const plan::BuildState state = placed.isBuildable ? stateOf(*of.evaluation, placed.phase, day) : plan::BuildState{};
    Growth::Block block;
    block.id = placed.id;
    block.box = placed.box;
    block.pieces = shapesOf(placed.pieces);
    block.stage = stageOf(state.stage);
    // a picture a hundredth of a stage further on looks the same
    block.share = std::round(100.0 * state.share) / 100.0;
    block.year = yearOf(state.live);
    years(block.year);
    stages[placed.id] = block.stage;
    const plan::Phase& phase = of.option.phases[placed.phaseAt];
    int count = 0, index = 0;
    for (const plan::PlacedBlock& other : places.blocks)
      if (other.phase == placed.phase) {
        ++count;
        if (&other <= &placed) ++index;
      }
    const double mw = placed.blockAt < of.ground->blocks.size() ? of.ground->blocks[placed.blockAt]->itMw : 0.0;
    block.title = look.say(Text(count > 1 ? "growth.block.of" : "growth.block", {{"phase", shortNameOf(phase, look)},
                                                                                 {"index", std::to_string(index)},
                                                                                 {"count", std::to_string(count)},
                                                                                 {"mw", toText(mw, 1)}}));
    block.line = placed.isBuildable ? lineOf(state, look) : look.say(Text("growth.block.unbuildable"));
    out->blocks.push_back(std::move(block));
  }
  for (const plan::PlacedStation& placed : places.stations) {
    const plan::BuildState state = stateOf(*of.evaluation, of.option, placed, day);
    Growth::Block block;
    block.id = "grid/" + placed.id;
    block.box = placed.box;
    block.pieces = shapesOf(placed.pieces);
    block.stage = stageOf(state.stage);
    block.share = std::round(100.0 * state.share) / 100.0;
    block.year = yearOf(state.live);
    block.isStation = true;
    years(block.year);
    stages[block.id] = block.stage;
    block.title = of.option.gridSteps[placed.gridSteps.front()].name.in(look.isChinese);
    block.line = lineOf(state, look);
    out->blocks.push_back(std::move(block));
  }
  std::string marked;
  const int month = plan::monthsBetween(of.plan->from, plan::Day{static_cast<std::int32_t>(std::floor(day + 1e-6))});
  if (month >= 0 && month < static_cast<int>(of.evaluation->months.size()))
    marked = phaseOfTieIn(of.option, of.evaluation->months[static_cast<std::size_t>(month)].tieIn);
  for (const plan::Route& route : places.routes) {
    Growth::Way way;
    way.kind = static_cast<Growth::Way::Kind>(route.kind);
    way.pathM = route.pathM;
    way.widthM = route.widthM;
    const Growth::Stage stage = stages.contains(route.to) ? stages[route.to] : Growth::Stage::notBegun;
    // roads come with the first works, lines and pipes before the first tests
    way.isBuilt = stage >= (way.kind == Growth::Way::Kind::road ? Growth::Stage::groundWorks : Growth::Stage::fitOut);
    way.isMarked = look.isTieInLit && way.kind == Growth::Way::Kind::power && !marked.empty() &&
                   (route.to.starts_with(marked + "/") || route.to.starts_with("grid/"));
    out->ways.push_back(std::move(way));
  }
  return out;
}

}  // namespace plenum
