// SPDX-License-Identifier: Apache-2.0
#include "plan/GroundPlan.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "plan/Constants.h"
#include "plan/Lattice.h"
#include "plan/Titles.h"

namespace plenum::plan {
namespace {

constexpr double coarsestSteps = 90.0, finestStepM = 4.0;
constexpr double snugM = 16.0;  // what lying against something is worth, in metres of way
constexpr double snugReachM = 3.0;

double length(Vec2 a) { return std::sqrt(a.x * a.x + a.y * a.y); }
Vec2 middleOf(const Box& b) { return {0.5 * (b.min.x + b.max.x), 0.5 * (b.min.y + b.max.y)}; }
Box boxAt(Vec2 at, Vec2 size) { return {{at.x, at.y, 0}, {at.x + size.x, at.y + size.y, 0}}; }
Box moved(const Box& b, Vec2 by) { return {b.min + Vec3{by.x, by.y, 0}, b.max + Vec3{by.x, by.y, 0}}; }
/// Seen from above; sides that touch are beside each other.
bool isOver(const Box& a, const Box& b) {
  return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
}
bool isTower(Piece::Kind kind) { return kind == Piece::Kind::tower || kind == Piece::Kind::dryCooler; }

/// What may not stand near: the outline of what was placed or stands, its coolers, and the buildings that draw air in.
struct Neighbours {
  std::vector<Box> blocks, towers, halls;
};

std::vector<Box> standingOf(const Layout& layout) {
  std::vector<Box> out;
  const auto all = [&](const auto& units) {
    for (const auto& unit : units)
      if (!unit.box.isEmpty()) out.push_back(unit.box);
  };
  all(layout.buildings), all(layout.towers), all(layout.dryCoolers), all(layout.tanks), all(layout.power);
  return out;
}

/// Ground that is used and nothing can be built on, but which needs no distance.
std::vector<Box> coveredBy(const Layout& layout) {
  std::vector<Box> out;
  if (!layout.site) return out;
  using enum Scenery::Kind;
  for (const Scenery& s : layout.site->scenery)
    if (s.kind == road || s.kind == yard || s.kind == pond || s.kind == tank) out.push_back(boxAt(s.originM, s.sizeM));
  return out;
}

double ringOf(const Land& land) { return std::max(land.fireGapM, land.roadM + land.corridorM); }
/// Room for a road around a block that stands as near to the outline as it may.
double insetOf(const Land& land) { return std::max(land.setbackM, 0.5 * (ringOf(land) + land.roadM) + 0.5); }

class Placer {
 public:
  Placer(const Plan& plan, const Option& option, const std::vector<Footprint>& footprints, const Layout& standing)
      : plan_(plan),
        option_(option),
        footprints_(footprints),
        land_(plan.land),
        ringM_(ringOf(plan.land)),
        insetM_(insetOf(plan.land)),
        covered_(coveredBy(standing)),
        lattice_(plan.land.outline, 0.5 * plan.land.corridorM, insetOf(plan.land)) {
    const std::vector<Box> solid = standingOf(standing);
    stands_ = solid;
    for (const Box& box : solid) lattice_.block(box);
    for (const auto& tower : standing.towers) near_.towers.push_back(tower.box);
    for (const auto& cooler : standing.dryCoolers) near_.towers.push_back(cooler.box);
    for (const auto& building : standing.buildings)
      if (building.kind == Building::Kind::data) near_.halls.push_back(building.box);
    gate_ = land_.gateM == Vec2{} ? land_.gridPointM : land_.gateM;
    // nothing else is put where somebody has put a block
    each([&](const Phase& phase, std::size_t, std::size_t b, int index) {
      if (const Land::Fixed* fixed = fixedFor(phase.id, plan_.blocks[b].id, index))
        kept_.push_back(boxAt(fixed->atM, turned(footprints_[b], fixed->turn).sizeM));
    });
  }

  GroundPlan run() {
    out_.landM2 = areaM2(land_.outline);
    std::vector<Box> beside = stands_;
    beside.insert(beside.end(), covered_.begin(), covered_.end());
    out_.usableM2 = std::min(out_.landM2, lattice_.cellsBeyond(insetM_, beside) * lattice_.cellM() * lattice_.cellM());
    for (std::size_t p = 0; p < option_.phases.size(); ++p) {
      stations(p);
      each(option_.phases[p], p,
           [this](const Phase& phase, std::size_t at, std::size_t b, int index) { block(phase, at, b, index); });
    }
    return std::move(out_);
  }

 private:
  struct Place {
    Vec2 at;
    int turn = 0;
    double cost = endless;
  };

  bool isFree(const Box& box, const std::vector<Piece>& pieces, Vec2 at) const {
    if (insideM(land_.outline, box) < insetM_ - 1e-9) return false;
    for (const Box& other : near_.blocks)
      if (gapM(box, other) < ringM_ - 1e-9) return false;
    for (const Box& other : stands_)
      if (gapM(box, other) < ringM_ - 1e-9) return false;
    for (const Box& other : covered_)
      if (isOver(box, other)) return false;
    for (const Box& other : kept_)
      if (gapM(box, other) < ringM_ - 1e-9) return false;
    for (const Piece& piece : pieces) {
      const bool blows = isTower(piece.kind), breathes = piece.kind == Piece::Kind::data;
      if (!blows && !breathes) continue;
      const Box there = moved(piece.box, at);
      for (const Box& other : blows ? near_.halls : near_.towers)
        if (gapM(there, other) < land_.plumeGapM - 1e-9) return false;
    }
    return !lattice_.isReserved(box);
  }

  std::vector<double> stops(bool isX, double size) const {
    const Box& bounds = lattice_.bounds();
    const double low = isX ? bounds.min.x : bounds.min.y, high = isX ? bounds.max.x : bounds.max.y;
    std::vector<double> out;
    const double step = std::max(finestStepM, (high - low) / coarsestSteps);
    for (double v = low + insetM_; v + size <= high - insetM_ + 1e-9; v += step) out.push_back(v);
    const auto add = [&](double v) {
      if (v >= low + insetM_ - 1e-9 && v + size <= high - insetM_ + 1e-9) out.push_back(v);
    };
    for (const Vec2 corner : land_.outline) {
      const double v = isX ? corner.x : corner.y;
      add(v + insetM_), add(v - insetM_ - size);
    }
    for (const std::vector<Box>* all : {&near_.blocks, &stands_})
      for (const Box& box : *all) {
        const double from = isX ? box.min.x : box.min.y, to = isX ? box.max.x : box.max.y;
        add(to + ringM_), add(from - ringM_ - size);
        if (all == &near_.blocks) add(from), add(to - size);
      }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  /// The best place that is left; `hubM`: near to what. `shrinkM` takes something off every side, to find out how much
  /// is lacking.
  std::optional<Place> best(const Footprint& footprint, Vec2 hubM, double shrinkM = 0.0) const {
    Place found;
    for (int turn = 0; turn < 4; ++turn) {
      const Footprint here = turned(footprint, turn);
      const Vec2 size{here.sizeM.x - 2.0 * shrinkM, here.sizeM.y - 2.0 * shrinkM};
      if (size.x <= 0.0 || size.y <= 0.0) continue;
      const std::vector<Piece> none_;
      const std::vector<Piece>& pieces = shrinkM > 0.0 ? none_ : here.pieces;
      const auto xs = stops(true, size.x), ys = stops(false, size.y);
      for (const double y : ys)
        for (const double x : xs) {
          const Vec2 at{x, y};
          const Box box = boxAt(at, size);
          const Vec2 middle = middleOf(box);
          double cost = length(middle - hubM) + 0.35 * length(middle - gate_);
          if (cost - 4.0 * snugM >= found.cost || !isFree(box, pieces, at)) continue;
          for (const Vec2 by : {Vec2{snugReachM, 0}, Vec2{-snugReachM, 0}, Vec2{0, snugReachM}, Vec2{0, -snugReachM}})
            if (!isFree(moved(box, by), none_, at)) cost -= snugM;
          if (cost < found.cost - 1e-9) found = {at, turn, cost};
        }
    }
    if (found.cost == endless) return std::nullopt;
    return found;
  }

  const Land::Fixed* fixedFor(const std::string& phase, const std::string& block, int index) const {
    for (const Land::Fixed& fixed : land_.fixed)
      if (fixed.phase == phase && fixed.block == block && fixed.index == index) return &fixed;
    return nullptr;
  }

  /// How many metres the block would have to be narrower and shallower by.
  double lackingM(const Footprint& footprint, Vec2 hub) const {
    double low = 0.0, high = 0.5 * std::min(footprint.sizeM.x, footprint.sizeM.y);
    for (int k = 0; k < 6; ++k) {
      const double middle = 0.5 * (low + high);
      (best(footprint, hub, middle) ? high : low) = middle;
    }
    return 2.0 * high;
  }

  Problem& complain(const std::string& id, const char* what, double metres) {
    Problem problem;
    problem.weight = Problem::Weight::warning;
    problem.place.pointer = id;
    problem.what = Text(what, {{"metres", toText(metres, 0)}});
    addTitle(problem.what.arguments, "id", plan_, option_, id);
    problem.remedy = Text("plan.ground.remedy");
    out_.problems.push_back(std::move(problem));
    return out_.problems.back();
  }

  /// Beyond the outline nobody may build, and where something stands nobody can.
  bool canBeBuilt(const std::string& id, const Box& box) {
    const double beyondM = plenum::plan::beyondM(land_.outline, box);
    const auto isOnto = [&](const Box& other) { return isOver(box, other); };
    const bool isOccupied = std::any_of(stands_.begin(), stands_.end(), isOnto) ||
                            std::any_of(near_.blocks.begin(), near_.blocks.end(), isOnto);
    if (beyondM <= 0.0 && !isOccupied) return true;
    Problem& problem = beyondM > 0.0 ? complain(id, "plan.ground.outside", std::max(1.0, std::ceil(beyondM)))
                                     : complain(id, "plan.ground.occupied", 0.0);
    problem.weight = Problem::Weight::error;
    problem.remedy = Text(beyondM > 0.0 ? "plan.ground.outside.remedy" : "plan.ground.occupied.remedy");
    return false;
  }

  void stand(const Box& box, const std::vector<Piece>& pieces, bool isBreathing) {
    near_.blocks.push_back(box);
    for (const Piece& piece : pieces) {
      if (isTower(piece.kind)) near_.towers.push_back(piece.box);
      if (isBreathing && piece.kind == Piece::Kind::data) near_.halls.push_back(piece.box);
    }
    lattice_.block(box);
    lattice_.ring(box, ringM_);
    out_.takenM2 += (box.max.x - box.min.x) * (box.max.y - box.min.y);
  }

  void road(const std::string& id, const Box& box) {
    lay(Route::Kind::road, id, box, gate_);
    const double r = 0.5 * ringM_;
    Route around{Route::Kind::road, id, {}, land_.roadM};
    const Vec2 low{box.min.x - r, box.min.y - r}, high{box.max.x + r, box.max.y + r};
    around.pathM = {low, {high.x, low.y}, high, {low.x, high.y}, low};
    roots_[Route::Kind::road].insert(roots_[Route::Kind::road].end(), around.pathM.begin(), around.pathM.end() - 1);
    out_.routes.push_back(std::move(around));
  }

  void lay(Route::Kind kind, const std::string& id, const Box& box, Vec2 root) {
    std::vector<Vec2>& from = roots_[kind];
    if (from.empty()) {
      if (root == Vec2{}) return;  // nobody said where it comes from
      from.push_back(root);
    }
    Route route{kind, id, lattice_.way(from, box, 0.5 * ringM_ + lattice_.cellM()),
                kind == Route::Kind::road ? land_.roadM : land_.corridorM};
    if (route.pathM.empty()) {
      static constexpr const char* words[] = {"road", "power", "water", "fibre"};
      Problem problem;
      problem.weight = Problem::Weight::warning;
      problem.place.pointer = id;
      problem.what = Text(std::string("plan.ground.no-") + words[static_cast<std::size_t>(kind)]);
      addTitle(problem.what.arguments, "id", plan_, option_, id);
      problem.remedy = Text("plan.ground.remedy");
      out_.problems.push_back(std::move(problem));
      return;
    }
    lattice_.reserve(route.pathM);
    from.insert(from.end(), route.pathM.begin(), route.pathM.end());
    if (route.pathM.size() > 1) out_.routes.push_back(std::move(route));
  }

  /// A grid step belongs to the phase that it waits for; one that waits for none, to the first.
  std::size_t phaseOf(const GridStep& step) const {
    for (const std::string& after : step.after)
      for (std::size_t p = 0; p < option_.phases.size(); ++p)
        if (after.starts_with(option_.phases[p].id + "/")) return p;
    return 0;
  }

  void stations(std::size_t phase) {
    for (std::size_t g = 0; g < option_.gridSteps.size(); ++g) {
      const GridStep& step = option_.gridSteps[g];
      if (step.transformers <= 0 || step.substation.empty() || step.substation == "site" || phaseOf(step) != phase)
        continue;
      const Footprint footprint = footprintOfStation(step.transformers);
      const auto place = best(footprint, land_.gridPointM);
      if (!place) {
        complain("grid/" + step.id, "plan.ground.no-room", lackingM(footprint, land_.gridPointM));
        continue;
      }
      const Footprint here = turned(footprint, place->turn);
      PlacedStation station{step.id, {g}, boxAt(place->at, here.sizeM), place->turn, here.pieces};
      for (Piece& piece : station.pieces) piece.box = moved(piece.box, place->at);
      stand(station.box, station.pieces, false);
      road("grid/" + step.id, station.box);
      lay(Route::Kind::power, "grid/" + step.id, station.box, land_.gridPointM);
      out_.stations.push_back(std::move(station));
    }
  }

  template <class Do>
  void each(const Phase& phase, std::size_t p, Do act) const {
    std::map<std::string, int> counted;
    for (const Phase::Order& order : phase.blocks)
      for (int k = 0; k < order.count; ++k) {
        const int index = ++counted[order.block];
        for (std::size_t b = 0; b < plan_.blocks.size() && b < footprints_.size(); ++b)
          if (plan_.blocks[b].id == order.block) act(phase, p, b, index);
      }
  }
  template <class Do>
  void each(Do act) const {
    for (std::size_t p = 0; p < option_.phases.size(); ++p) each(option_.phases[p], p, act);
  }

  void block(const Phase& phase, std::size_t p, std::size_t b, int index) {
    const Footprint& footprint = footprints_[b];
    if (footprint.sizeM.x <= 0.0 || footprint.sizeM.y <= 0.0) return;
    const Block& made = plan_.blocks[b];
    const std::string id = phase.id + "/" + made.id + "/" + std::to_string(index);
    std::optional<Place> place;
    bool isBuildable = true;
    if (const Land::Fixed* fixed = fixedFor(phase.id, made.id, index)) {
      place = Place{fixed->atM, fixed->turn, 0.0};
      const Footprint here = turned(footprint, fixed->turn);
      const Box box = boxAt(fixed->atM, here.sizeM);
      std::erase(kept_, box);
      isBuildable = canBeBuilt(id, box);
      if (isBuildable && !isFree(box, here.pieces, fixed->atM)) complain(id, "plan.ground.fixed", 0.0);
    } else {
      place = best(footprint, land_.gridPointM);
    }
    if (!place) {
      complain(id, "plan.ground.no-room", lackingM(footprint, land_.gridPointM));
      return;
    }
    const Footprint here = turned(footprint, place->turn);
    PlacedBlock placed{id,          phase.id,    made.id,    made.name, index, p, b, boxAt(place->at, here.sizeM),
                       place->turn, here.pieces, isBuildable};
    for (Piece& piece : placed.pieces) {
      piece.box = moved(piece.box, place->at);
      placed.box.max.z = std::max(placed.box.max.z, piece.box.max.z);
    }
    if (!isBuildable) {  // drawn where it was put, and in nobody's way
      out_.blocks.push_back(std::move(placed));
      return;
    }
    stand(boxAt(place->at, here.sizeM), placed.pieces, true);
    road(id, placed.box);
    lay(Route::Kind::power, id, placed.box, land_.gridPointM);
    lay(Route::Kind::water, id, placed.box, land_.waterPointM);
    lay(Route::Kind::fibre, id, placed.box, land_.fibrePointM);
    out_.blocks.push_back(std::move(placed));
  }

  const Plan& plan_;
  const Option& option_;
  const std::vector<Footprint>& footprints_;
  const Land& land_;
  const double ringM_, insetM_;
  std::vector<Box> stands_, covered_, kept_;
  Neighbours near_;
  Lattice lattice_;
  Vec2 gate_;
  std::map<Route::Kind, std::vector<Vec2>> roots_;
  GroundPlan out_;
};

}  // namespace

const PlacedBlock* GroundPlan::find(const std::string& id) const {
  for (const PlacedBlock& block : blocks)
    if (block.id == id) return &block;
  return nullptr;
}

double gapM(const Box& a, const Box& b) {
  const double dx = std::max({a.min.x - b.max.x, 0.0, b.min.x - a.max.x});
  const double dy = std::max({a.min.y - b.max.y, 0.0, b.min.y - a.max.y});
  return std::sqrt(dx * dx + dy * dy);
}

Clearances clearancesOf(const GroundPlan& ground, std::size_t block, const Land& land, const Layout& standing) {
  const PlacedBlock& own = ground.blocks[block];
  Clearances out{insideM(land.outline, own.box), endless, endless};
  const auto plume = [&](const Box& tower, const Box& hall) { out.plumeM = std::min(out.plumeM, gapM(tower, hall)); };
  for (const PlacedBlock& other : ground.blocks) {
    if (&other == &own) continue;
    out.blockM = std::min(out.blockM, gapM(own.box, other.box));
    for (const Piece& a : own.pieces)
      for (const Piece& b : other.pieces) {
        if (isTower(a.kind) && b.kind == Piece::Kind::data) plume(a.box, b.box);
        if (isTower(b.kind) && a.kind == Piece::Kind::data) plume(b.box, a.box);
      }
  }
  for (const PlacedStation& station : ground.stations) out.blockM = std::min(out.blockM, gapM(own.box, station.box));
  for (const Box& box : standingOf(standing)) out.blockM = std::min(out.blockM, gapM(own.box, box));
  return out;
}

GroundPlan layGround(const Plan& plan, const Option& option, const std::vector<Footprint>& footprints,
                     const Layout& standing) {
  if (isTwisted(plan.land.outline)) return {};
  return Placer(plan, option, footprints, standing).run();
}

}  // namespace plenum::plan
