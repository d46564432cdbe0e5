// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "physics/Breaker.h"
#include "sim/Compiler.h"

namespace plenum {
namespace {

void uninterrupted(const PlacedPower& placed, PowerModel& p) {
  const UpsSpec& spec = *placed.ups;
  physics::BatteryRating rating;
  rating.ratedW = p.ratingW;
  rating.usableJ = spec.batteryEnergy.si;
  rating.efficiency = std::clamp(spec.batteryEfficiency.si, 0.5, 1.0);
  rating.peukert = std::clamp(spec.peukert, 1.0, 1.5);
  rating.ageYears = placed.spec->batteryAgeYears, rating.lifeYears = spec.batteryLifeYears;
  rating.rechargeW = spec.rechargePower.si;
  p.isUps = true;
  p.battery = physics::batteryOf(rating);
  p.batteryJ = p.battery.energyJ;
  p.rechargeW = spec.rechargePower.si;
  p.batteryEfficiency = rating.efficiency;
  p.hasBypass = spec.hasBypass && spec.kind == UpsSpec::Kind::ups;
  p.isEconomy = placed.spec->isEconomy && p.hasBypass;
  p.walkInS = std::max(0.0, spec.walkIn.si);
  p.economyA = spec.economyLoss.a, p.economyB = spec.economyLoss.b, p.economyC = spec.economyLoss.c;
}

void genset(const PlacedPower& placed, PowerModel& p) {
  const GensetSpec& spec = *placed.genset;
  p.startS = spec.startTime.si;
  p.tankL = spec.tank.si;
  p.litresPerJ = spec.fuelLitresPerKwh / 3.6e6;
  p.startFailure = std::clamp(spec.startFailure.si, 0.0, 1.0);
  p.synchroniseS = std::max(0.0, spec.synchronise.si);
  p.dipMost = std::max(0.01, spec.frequencyDip.si);
  p.dynamics.inertiaS = std::max(0.1, spec.inertiaS);
  p.dynamics.firstStep = std::clamp(spec.firstStep.si, 0.05, 1.0);
  p.dynamics.turboS = std::max(0.1, spec.governor.si);
}

/// How a device with two sources goes from one to the other.
void transfer(const PlacedPower& placed, const AutomaticsSpec& usual, PowerModel& p) {
  p.confirmS = usual.confirm.si, p.transferS = usual.transfer.si;
  if (!placed.transfer) return;
  const TransferSpec& spec = *placed.transfer;
  p.confirmS = spec.isStatic ? 0.0 : std::max(0.0, spec.confirm.si);
  p.transferS = std::max(0.0, spec.transfer.si);
  p.retransferS = std::max(0.0, spec.retransfer.si);
  p.isOpenBack = true;
}

}  // namespace

void Compiler::power() {
  if (const AutomaticsSpec* usual = layout().site->catalog->find<AutomaticsSpec>("usual")) model_.automatics = *usual;
  for (std::uint32_t d = 0; d < layout().power.size(); ++d) {
    const PlacedPower& placed = layout().power[d];
    PowerModel p;
    p.ratingW = std::max(1.0, placed.rating.si);
    p.settingW = placed.breaker.si > 0.0 ? placed.breaker.si : p.ratingW;
    p.shed = placed.spec ? placed.spec->shed : 0;
    if (placed.transformer) {
      p.lossA = placed.transformer->noLoadLoss.si / p.ratingW;
      p.lossC = placed.transformer->loadLoss.si / p.ratingW;
    }
    const auto take = [&](const LossCurve& loss) { p.lossA = loss.a, p.lossB = loss.b, p.lossC = loss.c; };
    if (placed.distribution) {
      take(placed.distribution->loss);
      p.heatTimeS = std::max(1.0, placed.distribution->thermalTime.si);
    }
    if (placed.transfer) take(placed.transfer->loss);
    if (placed.ups) take(placed.ups->loss), uninterrupted(placed, p);
    if (placed.genset) genset(placed, p);
    if (placed.alternate != none && placed.kind != PowerSpec::Kind::tie) transfer(placed, model_.automatics, p);
    if (placed.kind == PowerSpec::Kind::pdu) p.heatHall = placed.hall;
    if (placed.kind == PowerSpec::Kind::tie) model_.ties.push_back(d);
    if (placed.solar || placed.wind || placed.storage) model_.onSite.push_back(d);
    model_.firstBreaker.push_back(static_cast<std::uint32_t>(model_.breakers.size()));
    for (const PlacedBreaker& breaker : placed.breakers) model_.breakers.push_back({d, breaker.source, breaker.side});
    model_.power.push_back(p);
  }
  model_.firstBreaker.push_back(static_cast<std::uint32_t>(model_.breakers.size()));
  for (const PlacedRack& rack : layout().racks)
    model_.hasRackBattery = model_.hasRackBattery || rack.spec->batteryEnergy.si > 0.0;
}

void Compiler::breakers() {
  for (PowerModel& p : model_.power) p.heatShare = physics::heatingShare(model_.dtS, p.heatTimeS);
}

}  // namespace plenum
