// SPDX-License-Identifier: Apache-2.0
// Coolant of the technology loops: CDUs, a header at the end of the rows, a pair along every row with drops to its
// racks.
#include <algorithm>
#include <cmath>

#include "scene/PipeMain.h"
#include "scene/PipeRuns.h"

namespace plenum {
namespace {

struct Pair {
  const Layout& layout;
  std::uint32_t loop, place;
  double radiusM, lowM;
  PipeMain header;  // the middle between both pipes

  double apartM() const { return 2.8 * radiusM; }
  /// The return lies above the supply: what crosses passes beneath.
  double z(bool isReturn) const { return lowM + (isReturn ? apartM() : 0.0); }
  PipeMain main(bool isReturn) const { return header.inside((isReturn ? -0.5 : 0.5) * apartM()); }
  /// Where something there is joined to it.
  Vec2 joint(bool isReturn, Vec2 p) const {
    const PipeMain pipe = main(isReturn);
    return pipe.at(pipe.nearest(p));
  }
  PipeRun run(bool isReturn) const {
    PipeRun run;
    run.water = PipeRun::Water::coolant;
    run.isReturn = isReturn;
    run.source = loop;
    run.place = place;
    run.radiusM = radiusM;
    return run;
  }
};

/// At right angles, along x first.
void turnTo(std::vector<Vec3>& line, Vec2 to) {
  const Vec3 from = line.back();
  if (std::abs(from.x - to.x) > 0.02) line.push_back({to.x, from.y, from.z});
  if (std::abs(from.y - to.y) > 0.02) line.push_back({line.back().x, to.y, from.z});
}

void add(PipeWork& work, PipeRun run) {
  // laid from the CDUs outwards, as the supply runs
  if (run.isReturn) std::reverse(run.route.begin(), run.route.end());
  work.runs.push_back(std::move(run));
}

void addCdu(PipeWork& work, const Pair& pair, std::uint32_t index) {
  const Box& box = pair.layout.cdus[index].box;
  const Vec3 c = box.centre();
  for (const bool isReturn : {false, true}) {
    PipeRun run = pair.run(isReturn);
    run.unit = {Kind::cdu, index, 0};
    run.radiusM = 0.8 * pair.radiusM;
    const double y = c.y + (isReturn ? 0.3 : -0.3) * std::min(1.0, box.size().y), z = pair.z(isReturn);
    run.route = {{c.x, y, box.max.z}};
    const RouteSpec* byHand =
        routeOf(*pair.layout.site, RouteSpec::Kind::water, pair.layout.loops[pair.loop].id, pair.layout.cdus[index].id);
    if (byHand) {
      // written from the loop to the CDU
      const double level = byHand->heightM > 0.0 ? byHand->heightM + (isReturn ? pair.apartM() : 0.0) : z;
      const double aside = isReturn ? 0.5 * pair.apartM() : -0.5 * pair.apartM();
      run.route.push_back({c.x, y, level});
      for (auto corner = byHand->corners.rbegin(); corner != byHand->corners.rend(); ++corner)
        run.route.push_back({corner->atM.x + aside, corner->atM.y + aside, level});
      turnTo(run.route, pair.joint(isReturn, {run.route.back().x, run.route.back().y}));
      if (level != z) run.route.push_back({run.route.back().x, run.route.back().y, z});
    } else {
      run.route.push_back({c.x, y, z});
      turnTo(run.route, pair.joint(isReturn, {c.x, y}));
    }
    add(work, std::move(run));
  }
}

void addRow(PipeWork& work, const Pair& pair, std::uint32_t index, const Box& racks) {
  const PlacedRow& row = pair.layout.rows[index];
  const double sideM = 0.22 * racks.size().y;
  for (const bool isReturn : {false, true}) {
    PipeRun run = pair.run(isReturn);
    run.unit = {Kind::row, index, 0};
    run.radiusM = 0.7 * pair.radiusM;
    const double y = racks.centre().y + (isReturn ? sideM : -sideM), z = pair.z(isReturn);
    // from the end of the row that the header is nearer to
    const Vec2 west = pair.joint(isReturn, {racks.min.x, y}), east = pair.joint(isReturn, {racks.max.x, y});
    const bool isEastward =
        std::hypot(west.x - racks.min.x, west.y - y) <= std::hypot(east.x - racks.max.x, east.y - y);
    const Vec2 from = isEastward ? west : east;
    run.route = {{from.x, from.y, z}};
    if (std::abs(from.y - y) > 0.02) run.route.push_back({from.x, y, z});
    run.route.push_back({isEastward ? racks.max.x - 0.15 : racks.min.x + 0.15, y, z});
    run.tapFootM = racks.max.z;
    for (std::uint32_t r = row.firstRack; r < row.firstRack + row.racks; ++r)
      if (pair.layout.racks[r].loop == pair.loop) run.taps.push_back({pair.layout.racks[r].box.centre().x, y, z});
    add(work, std::move(run));
  }
}

}  // namespace

void addCoolantPipes(PipeWork& work, const Layout& layout, std::uint32_t hallIndex, std::uint32_t place) {
  const PlacedHall& hall = layout.halls[hallIndex];
  std::uint32_t nth = 0;
  for (std::uint32_t l = hall.firstLoop; l < hall.firstLoop + hall.loops; ++l) {
    const PlacedLoop& loop = layout.loops[l];
    Box rows, cdus;
    for (std::uint32_t r : loop.racks) rows.add(layout.racks[r].box);
    for (std::uint32_t i : loop.cdus) cdus.add(layout.cdus[i].box);
    if (rows.isEmpty() || cdus.isEmpty()) continue;
    constexpr double besideM = 0.45, aboveM = 0.28;
    const bool isWest = cdus.centre().x < rows.centre().x;
    const double stepM = 0.5 * nth++;
    const double headerX = isWest ? rows.min.x - besideM - stepM : rows.max.x + besideM + stepM;
    std::vector<std::pair<std::uint32_t, Box>> served;
    double low = cdus.min.y + 0.2, high = cdus.max.y - 0.2;
    for (std::uint32_t i = hall.firstRow; i < hall.firstRow + hall.rows; ++i) {
      Box racks;
      for (std::uint32_t r = layout.rows[i].firstRack; r < layout.rows[i].firstRack + layout.rows[i].racks; ++r)
        if (layout.racks[r].loop == l) racks.add(layout.racks[r].box);
      if (racks.isEmpty()) continue;
      served.emplace_back(i, racks);
      low = std::min(low, racks.centre().y - 0.25 * racks.size().y);
      high = std::max(high, racks.centre().y + 0.25 * racks.size().y);
    }
    PipeWork::Main main;
    main.route.kind = RouteSpec::Kind::water;
    main.route.from = loop.id, main.route.to = hall.id;
    main.route.corners = {{{headerX, low}}, {{headerX, high}}};
    main.shape = RouteShape::header;
    main.hall = hallIndex;
    main.heightM = rows.max.z + aboveM;
    const RouteSpec* byHand = routeOf(*layout.site, RouteSpec::Kind::water, loop.id, hall.id);
    if (byHand && byHand->corners.size() >= leastCorners(RouteShape::header)) {
      main.route = *byHand;
      if (byHand->heightM > 0.0) main.heightM = byHand->heightM;
    }
    std::vector<Vec2> line;
    for (const RouteSpec::Corner& corner : main.route.corners) line.push_back(corner.atM);
    const Pair pair{layout,       l,
                    place,        std::clamp(0.5 * loop.spec.pipeDiameter.si, 0.05, 0.12),
                    main.heightM, PipeMain(std::move(line), false)};
    work.mains.push_back(std::move(main));
    for (std::uint32_t i : loop.cdus) addCdu(work, pair, i);
    for (const auto& [row, racks] : served) addRow(work, pair, row, racks);
    // from the middle of the CDUs to both ends
    for (const bool isReturn : {false, true}) {
      const PipeMain pipe = pair.main(isReturn);
      const double middle = pipe.nearest({cdus.centre().x, cdus.centre().y});
      for (const double by : {-middle, pipe.lengthM() - middle}) {
        if (std::abs(by) < 0.1) continue;
        PipeRun run = pair.run(isReturn);
        for (const Vec2& p : pipe.walk(middle, by)) run.route.push_back({p.x, p.y, pair.z(isReturn)});
        add(work, std::move(run));
      }
    }
  }
}

}  // namespace plenum
