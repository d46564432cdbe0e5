// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string_view>

#include "base/Hash.h"
#include "plan/GroundPlan.h"
#include "plan/Lattice.h"
#include "plan/Outages.h"

namespace plenum::plan {
namespace {

constexpr std::size_t mostKept = 64;  // from edits and undone edits; then those of the plan alone
/// Of blocks that cannot be built where they are.
constexpr std::array<std::string_view, 3> nowhereIds{"plan.ground.no-room", "plan.ground.outside",
                                                     "plan.ground.occupied"};

void addPoint(Hash& hash, Vec2 point) { hash.add(point.x), hash.add(point.y); }

void addFootprint(Hash& hash, const Footprint& footprint) {
  addPoint(hash, footprint.sizeM);
  for (const Piece& piece : footprint.pieces) {
    hash.add(static_cast<std::uint64_t>(piece.kind));
    for (const Vec3& corner : {piece.box.min, piece.box.max}) addPoint(hash, {corner.x, corner.y}), hash.add(corner.z);
  }
}

}  // namespace

Problems GroundPlan::unplaced() const {
  Problems out;
  for (const Problem& problem : problems)
    if (std::find(nowhereIds.begin(), nowhereIds.end(), problem.what.id) != nowhereIds.end() &&
        !problem.place.pointer.starts_with("grid/"))
      out.push_back(problem);
  return out;
}

bool hasLand(const Plan& plan) { return plan.land.outline.size() >= 3 && !isTwisted(plan.land.outline); }

std::uint64_t placesKey(const Plan& plan, const Option& option, const Ground& ground) {
  Hash hash;
  hash.add(ground.site ? ground.site->fingerprint : std::string());
  const Land& land = plan.land;
  hash.add(static_cast<std::uint64_t>(land.outline.size()));
  for (const Vec2 corner : land.outline) addPoint(hash, corner);
  for (const Vec2 point : {land.gridPointM, land.waterPointM, land.fibrePointM, land.gateM}) addPoint(hash, point);
  for (const double m : {land.setbackM, land.roadM, land.fireGapM, land.plumeGapM, land.corridorM}) hash.add(m);
  for (const Land::Fixed& fixed : land.fixed) {
    hash.add(fixed.phase), hash.add(fixed.block);
    hash.add(static_cast<double>(fixed.index)), hash.add(static_cast<double>(fixed.turn));
    addPoint(hash, fixed.atM);
  }
  for (std::size_t b = 0; b < plan.blocks.size() && b < ground.blocks.size(); ++b) {
    hash.add(plan.blocks[b].id);
    addFootprint(hash, ground.blocks[b]->footprint);
  }
  for (const Phase& phase : option.phases) {
    hash.add(phase.id);
    for (const Phase::Order& order : phase.blocks) hash.add(order.block), hash.add(static_cast<double>(order.count));
  }
  for (const GridStep& step : option.gridSteps) {
    hash.add(step.id), hash.add(step.substation);
    hash.add(static_cast<double>(step.transformers));
    for (const std::string& after : step.after) hash.add(after);
  }
  return hash.value();
}

GroundPlanPtr placesOf(const Plan& plan, const Option& option, const Ground& ground) {
  if (!hasLand(plan) || ground.places.empty()) return nullptr;
  const auto at = ground.places.find(placesKey(plan, option, ground));
  return at == ground.places.end() ? nullptr : at->second;
}

GroundPlanPtr placesNow(const Plan& plan, const Option& option, const Ground& ground) {
  if (!hasLand(plan) || !ground.layout) return nullptr;
  std::vector<Footprint> footprints;
  for (const FiguresPtr& figures : ground.blocks) footprints.push_back(figures->footprint);
  return std::make_shared<const GroundPlan>(layGround(plan, option, footprints, *ground.layout));
}

bool areLaid(const Plan& plan, const Ground& ground) {
  return areOutagesSolved(plan, ground) &&
         (!hasLand(plan) || std::all_of(plan.options.begin(), plan.options.end(), [&](const Option& option) {
           return ground.places.contains(placesKey(plan, option, ground));
         }));
}

void layAll(const Plan& plan, Ground& ground, Parallel& parallel) {
  solveOutages(plan, ground, parallel);
  if (!hasLand(plan)) return;
  std::vector<const Option*> wanted;
  Places made;
  for (const Option& option : plan.options)
    if (const auto key = placesKey(plan, option, ground);
        !ground.places.contains(key) && made.try_emplace(key, nullptr).second)
      wanted.push_back(&option);
  std::vector<GroundPlanPtr> laid(wanted.size());
  parallel.forBlocks(wanted.size(), [&](std::size_t k) { laid[k] = placesNow(plan, *wanted[k], ground); });
  for (std::size_t k = 0; k < wanted.size(); ++k) ground.places[placesKey(plan, *wanted[k], ground)] = laid[k];
  if (ground.places.size() <= mostKept) return;
  Places own;
  for (const Option& option : plan.options) own.insert(*ground.places.find(placesKey(plan, option, ground)));
  ground.places = std::move(own);
}

}  // namespace plenum::plan
