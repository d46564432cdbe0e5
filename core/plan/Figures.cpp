// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "plan/CoolingCarried.h"
#include "plan/Ground.h"
#include "plan/GroundPlan.h"
#include "plan/Year.h"
#include "sim/Model.h"
#include "sim/Stages.h"
#include "sim/State.h"
#include "site/Doors.h"
#include "study/DesignDayCheck.h"
#include "study/Floor.h"
#include "study/FullLoad.h"
#include "study/PowerMargin.h"

namespace plenum::plan {
namespace {

using study::Rest;

constexpr double blackoutS = 600.0;
// the mesh of the year; how far it is from solving every hour is measured with every campus
constexpr double wetStepK = 0.5, dryStepK = 4.0;
constexpr int spotEvery = 97;

double& shareOf(Figures& f, Resource r) { return f.share[static_cast<std::size_t>(r)]; }
std::string& weakestOf(Figures& f, Resource r) { return f.weakest[static_cast<std::size_t>(r)]; }

void power(const Rest& rest, Figures& out) {
  const Layout& layout = *rest.model->layout;
  const study::PowerMargin margin(*rest.model, *rest.state, rest.state->racks.itW);
  Lowest ups, transformers, gensets, battery, fuel;
  double feedsW = 0.0, largestW = 0.0;
  std::set<std::uint32_t> ofRacks;  // UPSs that racks hang on
  for (const PlacedRack& rack : layout.racks)
    for (const auto& step : margin.above(rack.feedA, rack.feedB))
      if (!margin.isStandby(step.device)) ofRacks.insert(step.device);
  for (std::uint32_t d = 0; d < layout.power.size(); ++d) {
    const PlacedPower& device = layout.power[d];
    const double asksW = margin.worstW(d);
    if (device.kind == PowerSpec::Kind::feed) {
      feedsW += device.rating.si;
      largestW = std::max(largestW, device.rating.si);
      out.feeds.push_back(device.id);
      out.feedMw.push_back(device.rating.si * 1e-6);
    } else if (isMainTransformer(device)) {
      out.transformerMw.push_back(device.rating.si * 1e-6);
      out.transformers.push_back(device.id);
    }
    if (asksW <= 0.0) continue;
    if (device.ups) {
      ++out.upss;
      out.batteryMwh += device.ups->batteryEnergy.si / 3.6e9;
      ups.take(margin.ratingW(d) / asksW, device.id);
      if (ofRacks.count(d) != 0) battery.take(device.ups->batteryEnergy.si / asksW / 60.0, device.id);
    } else if (device.transformer && !isMainTransformer(device)) {
      transformers.take(margin.ratingW(d) / asksW, device.id);
    }
  }
  out.gridFirmMw = (out.feeds.size() > 1 ? feedsW - largestW : feedsW) * 1e-6;
  for (std::uint32_t d = static_cast<std::uint32_t>(layout.power.size()); d < margin.devices(); ++d) {
    const PlacedPower& board = layout.power[margin.entity(d).index];
    const double asksW = margin.worstW(d);
    out.gensets += static_cast<int>(board.standby.size());
    if (asksW <= 0.0) continue;
    gensets.take(margin.ratingW(d) / asksW, board.id);
    double litres = 0.0, perKwh = 0.0;
    for (const std::uint32_t g : board.standby) {
      litres += layout.power[g].genset->tank.si;
      perKwh = layout.power[g].genset->fuelLitresPerKwh;
    }
    if (perKwh > 0.0) fuel.take(litres / (asksW * 1e-3 * perKwh), board.id);
  }
  shareOf(out, Resource::ups) = ups.share, weakestOf(out, Resource::ups) = ups.id;
  shareOf(out, Resource::transformers) = transformers.share, weakestOf(out, Resource::transformers) = transformers.id;
  shareOf(out, Resource::gensets) = out.gensets > 0 ? gensets.share : 0.0;
  weakestOf(out, Resource::gensets) = gensets.id;
  out.batteryMinutes = out.upss > 0 ? battery.share : 0.0, out.leastBattery = battery.id;
  out.fuelHours = out.gensets > 0 ? fuel.share : 0.0, out.leastFuel = fuel.id;
}

/// The grid is lost while everything runs at full load; gensets start by themselves.
void blackout(const Rest& rest, Figures& out, Parallel& parallel) {
  const Layout& layout = *rest.model->layout;
  SimStatePtr state = copyOf(*rest.state);
  std::vector<Action> fails;
  for (const std::string& feed : out.feeds) fails.push_back(Fail{feed});
  out.blackoutMarginK = 1e9;
  const double tickS = rest.model->tick.seconds();
  for (double atS = tickS; atS <= blackoutS; atS += tickS) {
    tick(*rest.model, *state, atS <= tickS ? std::span<const Action>(fails) : std::span<const Action>(), parallel);
    std::int64_t slow = 0;
    for (std::size_t r = 0; r < layout.racks.size(); ++r) {
      slow += state->racks.throttled[r];
      out.blackoutMarginK = std::min(
          out.blackoutMarginK, layout.racks[r].chip->throttleAt.si - static_cast<double>(state->racks.maxDieC[r]));
    }
    out.blackoutSlowChips = std::max(out.blackoutSlowChips, slow);
  }
  const Metrics m = metricsOf(*rest.model, *state);
  if (!layout.racks.empty())
    out.blackoutDarkChips =
        static_cast<std::int64_t>(m.darkRacks) * out.chips / static_cast<std::int64_t>(layout.racks.size());
}

/// What bears on fires and on getting out.
void safety(const Layout& layout, Figures& out) {
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h) {
    const PlacedHall& hall = layout.halls[h];
    const double floorM2 = hall.design->sizeM.x * hall.design->sizeM.y;
    if (floorM2 > out.largestHallM2) out.largestHallM2 = floorM2, out.largestHall = hall.id;
    const auto way = longestWayOut(layout, h);
    if (way && way->metres > out.longestWayOutM) out.longestWayOutM = way->metres, out.longestWayOut = hall.id;
  }
  double leastM = std::numeric_limits<double>::infinity();
  for (const PlacedPower& device : layout.power) {
    if (!device.storage) continue;
    for (const PlacedBuilding& building : layout.buildings)
      if (const double awayM = gapM(device.box, building.box); awayM < leastM)
        leastM = awayM, out.nearestStorage = device.id;
  }
  if (std::isfinite(leastM)) out.storageGapM = leastM;
}

void ground(const Layout& layout, Figures& out) {
  out.chips = layout.chips;
  out.racks = static_cast<int>(layout.racks.size());
  out.halls = static_cast<int>(layout.halls.size());
  for (const PlacedBuilding& b : layout.buildings) out.buildings += b.kind == Building::Kind::data ? 1 : 0;
  out.circuits = static_cast<int>(layout.circuits.size());
  out.cdus = static_cast<int>(layout.cdus.size());
  out.footprint = footprintOf(layout);
  out.landM2 = layout.site->sizeM.x * layout.site->sizeM.y;
  std::map<std::string, std::int64_t> chips;
  Lowest floor;
  std::map<std::pair<std::uint32_t, const RackSpec*>, bool> seen;
  for (const PlacedRack& rack : layout.racks) {
    if (rack.chip) chips[rack.chip->id] += rack.chips;
    if (rack.spec->isImmersed || rack.spec->liquidCapture.si > 0.0) out.liquidChips += rack.chips;
    if (!seen.try_emplace({rack.hall, rack.spec}, true).second) continue;
    const double loadKgPerM2 = study::Floor(layout, rack.hall, *rack.spec).loadKgPerM2();
    out.floorLoadKgPerM2 = std::max(out.floorLoadKgPerM2, loadKgPerM2);
    if (loadKgPerM2 > 0.0)
      floor.take(layout.halls[rack.hall].design->floorLoadKgPerM2 / loadKgPerM2, layout.halls[rack.hall].id);
  }
  for (const auto& [id, count] : chips)
    if (out.chip.empty() || count > chips[out.chip]) out.chip = id;
  // below what it carries the floor says nothing about how much more would stand on it
  shareOf(out, Resource::floor) = floor.share >= 1.0 ? plentiful : floor.share;
  weakestOf(out, Resource::floor) = floor.id;
  safety(layout, out);
  double gapM = 1e9;
  for (const PlacedHall& hall : layout.halls) {
    out.floorM2 += hall.design->sizeM.x * hall.design->sizeM.y;
    for (std::uint32_t a = hall.firstRow; a < hall.firstRow + hall.rows; ++a)
      for (std::uint32_t b = hall.firstRow; b < hall.firstRow + hall.rows; ++b) {
        const Box &below = layout.rows[a].box, &above = layout.rows[b].box;
        const bool isBeside = below.max.x > above.min.x + 0.05 && above.max.x > below.min.x + 0.05;
        if (a != b && isBeside && above.min.y >= below.max.y - 1e-6) gapM = std::min(gapM, above.min.y - below.max.y);
      }
  }
  out.narrowestM = gapM < 1e8 ? gapM : 0.0;
}

/// Power of all chips together between computing and waiting, with the profile that a training job has by default.
void swing(const Layout& layout, Figures& out) {
  const Job usual;
  for (const PlacedRack& rack : layout.racks)
    if (rack.chip)
      out.swingMw +=
          rack.chips * (rack.chip->tdp.si - rack.chip->idle.si) * usual.utilisation * (1.0 - usual.exposedLevel) * 1e-6;
  out.swingRiseS = usual.riseS + usual.skewS;
}

}  // namespace

bool isMainTransformer(const PlacedPower& device) {
  return device.transformer && device.transformer->primary.si > 50e3;
}

Result<Figures> figuresOf(LayoutPtr layout, const Setting& setting, Parallel& parallel) {
  auto outdoors = study::designOutdoors(*layout, setting);
  if (!outdoors) return outdoors.problems();
  Figures out;
  out.share.fill(1.0);
  ground(*layout, out);
  swing(*layout, out);
  out.designWetBulbC = (*outdoors)[0].wetBulbC;
  out.extremeWetBulbC = (*outdoors)[1].wetBulbC;
  auto design = study::fullLoadAt(layout, setting, (*outdoors)[0], parallel);
  if (!design) return design.problems();
  const Cooling cooling = coolingOf(*design, {}, parallel);
  shareOf(out, Resource::heatRejection) = cooling.plant.share;
  weakestOf(out, Resource::heatRejection) = cooling.plant.id;
  shareOf(out, Resource::hallCooling) = cooling.halls.share;
  weakestOf(out, Resource::hallCooling) = cooling.halls.id;
  auto hot = study::fullLoadAt(layout, setting, (*outdoors)[1], parallel);
  if (!hot) return hot.problems();
  out.itMw = hot->state->power.itW * 1e-6;
  out.facilityMw = hot->state->power.facilityW * 1e-6;
  power(*hot, out);
  const Cooling extreme = coolingOf(*hot, {}, parallel);
  out.extremeShare = std::min(extreme.plant.share, extreme.halls.share);
  out.extremeWeakest = extreme.plant.share < extreme.halls.share ? extreme.plant.id : extreme.halls.id;
  out.chipMarginK = layout->racks.empty() ? 0.0 : extreme.chipMarginK;
  blackout(*design, out, parallel);
  auto years = solveYears(layout, setting, {{0.0, 0.25, 0.5, 0.75, 1.0}, wetStepK, dryStepK, spotEvery}, parallel);
  if (!years) return years.problems();
  out.years = std::move(years->years);
  out.yearError = years->error;
  out.yearCells = years->cells;
  out.yearSpots = years->spots;
  return out;
}

}  // namespace plenum::plan
