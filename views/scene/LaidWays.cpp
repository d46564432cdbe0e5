// SPDX-License-Identifier: Apache-2.0
#include "scene/LaidWays.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "scene/CableRuns.h"
#include "scene/PipeRuns.h"

namespace plenum {
namespace {

using RK = RouteSpec::Kind;

/// What a line is in plan, without its rises.
std::vector<Vec2> planOf(const std::vector<Vec3>& line) {
  std::vector<Vec2> out;
  for (const Vec3& p : line)
    if (out.empty() || std::hypot(p.x - out.back().x, p.y - out.back().y) > 0.02) out.push_back({p.x, p.y});
  return out;
}

double levelOf(const std::vector<Vec3>& line) {
  double longest = -1.0, level = 0.0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    if (const double d = std::hypot(line[i + 1].x - line[i].x, line[i + 1].y - line[i].y); d > longest)
      longest = d, level = line[i].z;
  return level;
}

class Ways {
 public:
  explicit Ways(const Layout& layout) : layout_(layout) {}

  std::vector<LaidWay> run() {
    for (const YardWay& way : yardWays(layout_))
      add(way.isCondenser ? RK::condenser : RK::water, layout_.circuits[way.circuit].id,
          way.building == none ? std::string() : layout_.buildings[way.building].id, way.route, way.heightM, 1);
    const PipeWork pipes = layPipes(layout_);
    for (const PipeRun& run : pipes.runs) pipe(run);
    for (const PipeWork::Main& one : pipes.mains) main(one);
    for (const CableRun& run : layCables(layout_)) cable(run);
    return std::move(out_);
  }

 private:
  /// `tail`: how many points at the end belong to what it leads to.
  void add(RK kind, const std::string& from, const std::string& to, const std::vector<Vec2>& plan, double level,
           std::size_t tail) {
    if (plan.size() < 2 || !said_.emplace(kind, from, to).second) return;
    LaidWay way;
    const RouteSpec* byHand = routeOf(*layout_.site, kind, from, to);
    way.isByHand = byHand != nullptr;
    if (byHand) {
      way.route = *byHand;
    } else {
      way.route.kind = kind, way.route.from = from, way.route.to = to;
      for (std::size_t i = 1; i + tail < plan.size(); ++i) way.route.corners.push_back({plan[i]});
    }
    way.line.push_back({plan.front().x, plan.front().y, level});
    for (const RouteSpec::Corner& corner : way.route.corners) way.line.push_back({corner.atM.x, corner.atM.y, level});
    const std::size_t end = std::max<std::size_t>(1, plan.size() - tail);
    way.line.push_back({plan[end].x, plan[end].y, level});
    for (std::size_t i = end + 1; i < plan.size(); ++i) way.beyond.push_back({plan[i].x, plan[i].y, level});
    out_.push_back(std::move(way));
  }

  void pipe(const PipeRun& run) {
    const bool isMachine = run.unit.kind != Kind::campus && run.unit.kind != Kind::row;
    if (run.isReturn || !isMachine || run.source == none) return;
    std::vector<Vec2> plan = planOf(run.route);
    const Vec3 c = layout_.boxOf(run.unit).centre();
    const auto away = [&c](Vec2 p) { return std::hypot(p.x - c.x, p.y - c.y); };
    if (plan.size() > 1 && away(plan.front()) < away(plan.back())) std::reverse(plan.begin(), plan.end());
    const bool isCoolant = run.water == PipeRun::Water::coolant;
    const std::string& from = isCoolant ? layout_.loops[run.source].id : layout_.circuits[run.source].id;
    add(run.water == PipeRun::Water::condenser ? RK::condenser : RK::water, from, layout_.idOf(run.unit), plan,
        levelOf(run.route), 1);
  }

  void main(const PipeWork::Main& one) {
    if (!said_.emplace(one.route.kind, one.route.from, one.route.to).second) return;
    LaidWay way;
    const RouteSpec* byHand = routeOf(*layout_.site, one.route.kind, one.route.from, one.route.to);
    way.isByHand = byHand != nullptr;
    way.route = one.route;
    if (byHand) way.route.heightM = byHand->heightM;
    way.shape = one.shape;
    const auto at = [&one](Vec2 p) { return Vec3{p.x, p.y, one.heightM}; };
    const auto& corners = one.route.corners;
    way.line.push_back(at(one.shape == RouteShape::ring ? one.joinedAt : corners.front().atM));
    for (const RouteSpec::Corner& corner : corners) way.line.push_back(at(corner.atM));
    way.line.push_back(at(one.shape == RouteShape::ring ? one.joinedAt : corners.back().atM));
    out_.push_back(std::move(way));
  }

  void cable(const CableRun& run) {
    if (run.isFibre) return;
    const std::vector<Vec2> plan = planOf(run.route);
    const std::string& device = layout_.power[run.device].id;
    if (run.row != none)
      add(RK::busway, device, layout_.rows[run.row].id, plan, levelOf(run.route), 2);
    else
      add(RK::cable, layout_.power[run.source].id, device, plan, levelOf(run.route), 1);
  }

  const Layout& layout_;
  std::set<std::tuple<RK, std::string, std::string>> said_;
  std::vector<LaidWay> out_;
};

}  // namespace

std::vector<std::vector<Vec2>> waysInPlan(const Layout& layout) {
  std::vector<std::vector<Vec2>> out;
  for (const LaidWay& way : laidWays(layout)) {
    std::vector<Vec2>& line = out.emplace_back();
    for (const Vec3& p : way.line) line.push_back({p.x, p.y});
    for (const Vec3& p : way.beyond) line.push_back({p.x, p.y});
    if (way.route.kind == RK::cable || way.route.kind == RK::busway) line = squared(line);
  }
  return out;
}

std::vector<std::vector<Vec3>> yardRings(const Layout& layout) {
  std::vector<std::vector<Vec3>> out;
  for (const PipeWork::Main& ring : layPipes(layout).yardMains) {
    std::vector<Vec3>& line = out.emplace_back();
    for (const RouteSpec::Corner& corner : ring.route.corners)
      line.push_back({corner.atM.x, corner.atM.y, ring.heightM});
    line.push_back(line.front());
  }
  return out;
}

std::vector<LaidWay> laidWays(const Layout& layout) {
  std::vector<LaidWay> out = Ways(layout).run();
  for (const RouteSpec& automatic : automaticFibre(layout)) {
    const RouteSpec* byHand = routeOf(*layout.site, automatic.kind, automatic.from, automatic.to);
    LaidWay way{byHand ? *byHand : automatic, byHand != nullptr, RouteShape::way, {}, {}};
    const auto ends = endsOf(layout, way.route);
    if (!ends) continue;
    const double z = heightOf(way.route, *ends);
    const std::vector<Vec2> line = lineOf(way.route, *ends);
    way.line.push_back({line.front().x, line.front().y, z});
    for (const RouteSpec::Corner& corner : way.route.corners) way.line.push_back({corner.atM.x, corner.atM.y, z});
    way.line.push_back({line.back().x, line.back().y, z});
    out.push_back(std::move(way));
  }
  return out;
}

}  // namespace plenum
