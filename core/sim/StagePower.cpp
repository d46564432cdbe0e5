// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/Stages.h"

namespace plenum::stage {
namespace {

// a board is dead this long before its gensets are called (estimate; 1–3 s of confirmation are usual)
constexpr double confirmS = 2.0;
// … and this long before it is put on its other source: loss confirmed, one breaker open, the other closed (estimate;
// 1–3 s of confirmation and 0.1–0.5 s of open transition are usual). Back to the first source: without a break.
constexpr double transferS = 2.0;
enum Source : std::uint8_t { normal = 0, alternate = 1, standby = 2, battery = 3, dead = 4 };

double lossOf(const PowerModel& p, double outputW) {
  const double x = outputW / p.ratingW;
  return p.ratingW * (p.lossA + x * (p.lossB + x * p.lossC));
}

/// Puts a load on whichever of its two sources is live; half on each where both are and `isShared`.
double load(SimState& state, std::uint32_t feed, std::uint32_t feedB, double powerW, bool isShared) {
  const bool a = feed != none && state.power.isEnergised[feed], b = feedB != none && state.power.isEnergised[feedB];
  if (!a && !b) return 0.0;
  if (a && b && isShared) {
    state.power.outputW[feed] += 0.5 * powerW;
    state.power.outputW[feedB] += 0.5 * powerW;
  } else {
    state.power.outputW[a ? feed : feedB] += powerW;
  }
  return powerW;
}

double racks(const SimModel& model, SimState& state) {
  double gaveW = 0.0;
  for (std::uint32_t r = 0; r < model.layout->racks.size(); ++r) {
    const PlacedRack& rack = model.layout->racks[r];
    gaveW += load(state, rack.feedA, rack.feedB, state.racks.itW[r], true);
  }
  return gaveW;
}

double plant(const SimModel& model, SimState& state) {
  const Layout& layout = *model.layout;
  double gaveW = 0.0;
  const auto put = [&](std::uint32_t feed, std::uint32_t feedB, double powerW) {
    gaveW += load(state, feed, feedB, powerW, false);
  };
  for (std::uint32_t c = 0; c < layout.cdus.size(); ++c)
    put(layout.cdus[c].feed, layout.cdus[c].feedB, state.cdus.powerW[c]);
  for (std::uint32_t f = 0; f < layout.fanWalls.size(); ++f) {
    const FanWallGroup& group = model.fanWallGroups[model.fanWallGroupOf[f]];
    const double speed = state.air.unitSpeed[f];  // its own, which may be stuck or held by hand
    put(layout.fanWalls[f].feed, layout.fanWalls[f].feedB,
        group.fanW * speed * speed * speed * fansTurning(model, state, f));
  }
  for (std::uint32_t p = 0; p < layout.pumps.size(); ++p)
    put(layout.pumps[p].feed, layout.pumps[p].feedB, state.plant.pumpPowerW[p]);
  for (std::uint32_t k = 0; k < layout.chillers.size(); ++k)
    put(layout.chillers[k].feed, layout.chillers[k].feedB, state.plant.chillerPowerW[k]);
  for (std::uint32_t t = 0; t < layout.towers.size(); ++t)
    if (state.plant.isTowerFailed[t] == 0)
      put(layout.towers[t].feed, layout.towers[t].feedB, state.sinks.cellPowerW[t]);
  for (std::uint32_t d = 0; d < layout.dryCoolers.size(); ++d)
    if (!state.plant.isDryCoolerFailed[d])
      put(layout.dryCoolers[d].feed, layout.dryCoolers[d].feedB, state.sinks.coolerPowerW[d]);
  for (std::uint32_t l = 0; l < layout.lakes.size(); ++l)
    put(layout.lakes[l].feed, layout.lakes[l].feedB, state.sinks.lakePowerW[l]);
  return gaveW;
}

/// Loads up the tree along the sources that were live during the step: every device adds its losses.
void sweepUp(const SimModel& model, SimState& state) {
  SimState::Power& s = state.power;
  const double dt = model.dtS;
  s.gridW = s.gensetW = s.fuelLPerS = s.batteryW = s.lossesW = 0.0;
  for (std::size_t n = model.power.size(); n-- > 0;) {
    const PowerModel& p = model.power[n];
    const PlacedPower& placed = model.layout->power[n];
    if (!s.isEnergised[n]) {
      s.inputW[n] = s.lossW[n] = 0.0;
      continue;
    }
    s.lossW[n] = lossOf(p, s.outputW[n]);
    double inputW = s.outputW[n] + s.lossW[n];
    s.lossesW += s.lossW[n];
    if (p.heatHall != none) state.air.pendingJ[p.heatHall] += s.lossW[n] * dt;
    if (s.source[n] == Source::battery) {
      const double beforeJ = s.batteryJ[n];
      s.batteryJ[n] = std::max(0.0, beforeJ - inputW / p.batteryEfficiency * dt);
      // what the cells give, of which a part warms them; the step in which they run empty is carried to its end
      const double takenW = std::max(inputW, (beforeJ - s.batteryJ[n]) / dt);
      s.batteryW += takenW;
      s.lossW[n] += takenW - inputW;
      s.lossesW += takenW - inputW;
      s.inputW[n] = 0.0;
      continue;
    }
    if (p.batteryJ > 0.0 && s.batteryJ[n] < p.batteryJ) {
      const double rechargeW = std::min(p.rechargeW, (p.batteryJ - s.batteryJ[n]) / (dt * p.batteryEfficiency));
      s.batteryJ[n] = std::min(p.batteryJ, s.batteryJ[n] + rechargeW * p.batteryEfficiency * dt);
      const double warmthW = rechargeW * (1.0 - p.batteryEfficiency);
      s.batteryW -= rechargeW - warmthW;
      s.lossW[n] += warmthW;
      s.lossesW += warmthW;
      inputW += rechargeW;
    }
    s.inputW[n] = inputW;
    if (placed.kind == PowerSpec::Kind::feed) {
      s.gridW += inputW;
    } else if (placed.kind == PowerSpec::Kind::genset) {
      s.gensetW += inputW;
      s.fuelLPerS += inputW * p.litresPerJ;
      s.fuelL[n] = std::max(0.0, s.fuelL[n] - inputW * p.litresPerJ * dt);
    } else if (s.source[n] == Source::normal) {
      s.outputW[placed.from] += inputW;
    } else if (s.source[n] == Source::alternate) {
      s.outputW[placed.alternate] += inputW;
    } else {
      int ready = 0;
      for (const std::uint32_t g : placed.standby) ready += s.isEnergised[g];
      for (const std::uint32_t g : placed.standby)
        if (s.isEnergised[g]) s.outputW[g] += inputW / ready;
    }
  }
}

/// What is live in the next step, from the sources downwards.
void sweepDown(const SimModel& model, SimState& state) {
  SimState::Power& s = state.power;
  const double dt = model.dtS;
  for (std::size_t n = 0; n < model.power.size(); ++n) {
    const PlacedPower& placed = model.layout->power[n];
    const PowerModel& p = model.power[n];
    switch (placed.kind) {
      case PowerSpec::Kind::feed:
        s.isEnergised[n] = !s.isFailed[n];
        s.source[n] = s.isEnergised[n] ? Source::normal : Source::dead;
        continue;
      case PowerSpec::Kind::genset:
        if (s.gensetReadyS[n] >= 0.0) s.gensetReadyS[n] += dt;
        if (const bool isReady = !s.isFailed[n] && s.gensetReadyS[n] >= p.startS && s.fuelL[n] > 0.0;
            isReady != s.isEnergised[n]) {
          const EntityRef ref{Kind::powerDevice, static_cast<std::uint32_t>(n)};
          journal(model, state, 4, ref,
                  Text(isReady ? "event.genset-runs" : "event.genset-stops", {{"where", placed.id}}));
          s.isEnergised[n] = isReady;
        }
        s.source[n] = s.isEnergised[n] ? Source::normal : Source::dead;
        continue;
      default:
        break;
    }
    std::uint8_t source = Source::dead;
    const bool hasNormal = placed.from != none && s.isEnergised[placed.from];
    const bool hasAlternate = placed.alternate != none && s.isEnergised[placed.alternate];
    const bool isMainsGone = !hasNormal && !hasAlternate;
    if (hasNormal)
      source = Source::normal;
    else if (hasAlternate && (s.source[n] == Source::alternate || s.deadS[n] >= transferS))
      source = Source::alternate;
    s.deadS[n] = source == Source::dead ? s.deadS[n] + dt : 0.0;
    for (const std::uint32_t g : placed.standby) {
      if (!isMainsGone)
        s.gensetReadyS[g] = -1.0;
      else if (s.deadS[n] >= confirmS && s.gensetReadyS[g] < 0.0 && !s.isFailed[g])
        s.gensetReadyS[g] = 0.0;
      else if (isMainsGone && s.isEnergised[g])
        source = Source::standby;
    }
    if (source == Source::dead && p.batteryJ > 0.0 && s.batteryJ[n] > 0.0) source = Source::battery;
    const bool canChange = placed.alternate != none || !placed.standby.empty();
    if (canChange && source != s.source[n] && source != Source::dead) {
      static constexpr const char* texts[] = {"event.source-normal", "event.source-alternate", "event.source-standby"};
      const EntityRef ref{Kind::powerDevice, static_cast<std::uint32_t>(n)};
      if (source <= Source::standby) journal(model, state, 4, ref, Text(texts[source], {{"where", placed.id}}));
    }
    s.source[n] = source;
    s.isEnergised[n] = !s.isFailed[n] && source != Source::dead;
  }
}

void racksUp(const SimModel& model, SimState& state) {
  SimState::Power& s = state.power;
  s.hasRackChanged = 0;
  for (std::uint32_t r = 0; r < model.layout->racks.size(); ++r) {
    const PlacedRack& rack = model.layout->racks[r];
    const std::uint8_t isUp = isLive(state, rack.feedA, rack.feedB);
    // a rack that has tripped chips, or has cut out, counts as down for the jobs that run on it
    const std::uint8_t isWhole = isUp && state.racks.tripped[r] == 0 && state.racks.offUntilS[r] == 0.0;
    if (s.isRackUp[r] != isUp || s.isServerUp[rack.firstServer] != isWhole) {
      s.hasRackChanged = 1;
      s.isRackUp[r] = isUp;
      std::fill_n(s.isServerUp.begin() + rack.firstServer, rack.spec->servers, isWhole);
    }
  }
}

}  // namespace

void energise(const SimModel& model, SimState& state) {
  sweepDown(model, state);
  racksUp(model, state);
}

void power(const SimModel& model, SimState& state) {
  SimState::Power& s = state.power;
  std::fill(s.outputW.begin(), s.outputW.end(), 0.0);
  const double itGaveW = racks(model, state) * gain(model, Coupling::powerToIt);
  const double plantGaveW = plant(model, state) * gain(model, Coupling::powerToPlant);
  sweepUp(model, state);
  double itGotW = 0.0;
  for (const double itW : state.racks.itW) itGotW += itW;
  s.itW = itGotW;
  s.plantW = plantGaveW;
  s.facilityW = s.gridW + s.gensetW + s.batteryW;

  double plantGotW = 0.0;
  for (const double w : state.cdus.powerW) plantGotW += w;
  for (const double w : state.air.powerW) plantGotW += w;
  for (const double w : state.plant.pumpPowerW) plantGotW += w;
  for (const double w : state.plant.chillerPowerW) plantGotW += w;
  for (const double w : state.sinks.cellPowerW) plantGotW += w;
  for (const double w : state.sinks.coolerPowerW) plantGotW += w;
  for (const double w : state.sinks.lakePowerW) plantGotW += w;
  const double dt = model.dtS;
  gave(state, Coupling::powerToIt, itGaveW * dt);
  got(state, Coupling::powerToIt, itGotW * dt);
  gave(state, Coupling::powerToPlant, plantGaveW * dt);
  got(state, Coupling::powerToPlant, plantGotW * dt);
  state.ledger.devicesJ = (itGaveW + plantGaveW + s.lossesW) * dt;
  state.ledger.sourcesJ = s.facilityW * dt;
  energise(model, state);
}

}  // namespace plenum::stage
