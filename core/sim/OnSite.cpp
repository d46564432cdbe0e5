// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/Math.h"
#include "physics/Psychrometrics.h"
#include "physics/Solar.h"
#include "physics/Wind.h"
#include "sim/Stages.h"

namespace plenum::stage {
namespace {

using Side = SimState::Side;
using Use = PowerSpec::Use;

// of its energy: a storage that smooths wants room both ways; it comes back to the middle at this share of its rating
// for every tenth of its energy that it is off (estimate)
constexpr double middle = 0.5, returnGain = 0.1;
// what smoothing lets the grid see of a step: this share of the storage's rating in a second (estimate; ramps that
// grids ask for are of 1 … 10 % of the load a minute)
constexpr double rampPerS = 0.005;
// a backup fills itself gently, and takes over what gensets lack beyond this share of their rating
constexpr double refillShare = 0.25, gensetShare = 0.9;
// a storage that ran empty forms the grid again once so much of its energy is back (estimate)
constexpr double readyShare = 0.05;
constexpr int aheadQuarters = 96;  // of an hour: how far prices are looked at
constexpr Duration quarter = minutes(15);

/// Where a board gets its power from in the end.
enum class Supply { dead, grid, gensets };

Supply supplyOf(const SimModel& model, const SimState& state, std::uint32_t device) {
  const SimState::Power& s = state.power;
  for (std::size_t steps = 0; steps < model.power.size(); ++steps) {
    const PlacedPower& placed = model.layout->power[device];
    if (!s.isEnergised[device]) return Supply::dead;
    if (placed.kind == PowerSpec::Kind::feed) return Supply::grid;
    if (placed.kind == PowerSpec::Kind::genset) return Supply::gensets;
    std::uint32_t next = none;
    switch (s.side[device]) {
      case Side::normal:
        next = placed.from;
        for (const std::uint32_t source : placed.parallel)
          if (next == none || !s.isEnergised[next]) next = source;
        break;
      case Side::alternate:
        next = placed.alternate;
        break;
      case Side::standby:
        return Supply::gensets;
      case Side::tie: {
        const std::uint32_t tie = s.tie[device];
        if (tie == none) return Supply::dead;
        const PlacedPower& joins = model.layout->power[tie];
        next = joins.from == device ? joins.alternate : joins.from;
        break;
      }
      default:
        break;
    }
    if (next == none) return Supply::dead;
    device = next;
  }
  return Supply::dead;
}

double gensetsW(const SimModel& model, const SimState& state, std::uint32_t board) {
  double ratingW = 0.0;
  for (const std::uint32_t g : model.layout->power[board].standby)
    if (state.power.isEnergised[g]) ratingW += model.power[g].ratingW;
  return ratingW;
}

/// What a tariff makes of now: hours to come at this price and at better ones, until the other kind of hour begins.
struct Hours {
  double equalH = 0.0, betterH = 0.0;
};
Hours hoursAhead(const Tariff& tariff, Time now, double sign) {
  const double price = tariff.yuanPerKwhAt(now), flat = tariff.flatYuanPerKwh;
  Hours hours;
  Time at = now;
  for (int q = 0; q < aheadQuarters; ++q) {
    const double then = tariff.yuanPerKwhAt(at);
    if (sign * (then - flat) < 0.0) break;
    // to the end of this clock quarter; prices change between quarters only
    const std::int64_t intoUs = ((at.us % quarter.us) + quarter.us) % quarter.us;
    const Duration length{quarter.us - intoUs};
    if (sign * (then - price) > 0.0)
      hours.betterH += length.seconds() / 3600.0;
    else if (then == price)
      hours.equalH += length.seconds() / 3600.0;
    at = at + length;
  }
  return hours;
}

/// One storage: what it would give, > 0, or take, < 0, by its use.
class Storage {
 public:
  Storage(const SimModel& model, SimState& state, std::uint32_t device)
      : model_(model),
        state_(state),
        placed_(model.layout->power[device]),
        spec_(*placed_.storage),
        device_(device),
        tickS_(model.tick.seconds()) {
    const double efficiency = std::clamp(spec_.efficiency.si, 0.3, 1.0);
    inJ_ = state.power.storageJ[device];
    // nothing runs beyond empty or full within the tick
    mostGiveW_ = std::min(spec_.rating.si, std::max(0.0, inJ_) * efficiency / tickS_);
    mostTakeW_ = std::min(spec_.rating.si, std::max(0.0, spec_.energy.si - inJ_) / (efficiency * tickS_));
    // what the board draws from above once the storage is left out
    loadW_ = state.power.inputW[placed_.from] + state.power.givenW[device];
  }

  double wantedW(Supply supply, double boardRatingW) {
    if (supply == Supply::gensets) {
      // the gensets make the voltage; what they lack comes from here, and nothing is taken from them
      return std::max(0.0, loadW_ - gensetShare * boardRatingW);
    }
    switch (placed_.spec->use) {
      case Use::backup:
        return -refillShare * spec_.rating.si;
      case Use::shaving:
        return loadW_ - placed_.spec->limit.si;
      case Use::tariff:
        return byPriceW();
      case Use::smoothing:
        return smoothingW();
    }
    return 0.0;
  }
  double limited(double wantedW) const { return std::clamp(wantedW, -mostTakeW_, mostGiveW_); }

 private:
  double byPriceW() const {
    const Tariff& tariff = model_.setting->tariff;
    const Time now = nowOf(model_, state_);
    const double price = state_.outside.priceYuanPerKwh, efficiency = std::clamp(spec_.efficiency.si, 0.3, 1.0);
    const double ratingW = spec_.rating.si;
    if (price > tariff.flatYuanPerKwh) {
      const Hours hours = hoursAhead(tariff, now, 1.0);
      const double leftJ = inJ_ * efficiency - ratingW * hours.betterH * 3600.0;
      // never more than its board can use: the grid pays nothing for what comes back
      return std::clamp(leftJ / (hours.equalH * 3600.0), 0.0, std::max(0.0, std::min(ratingW, loadW_)));
    }
    if (price < tariff.flatYuanPerKwh) {
      const Hours hours = hoursAhead(tariff, now, -1.0);
      const double roomJ = (spec_.energy.si - inJ_) / efficiency - ratingW * hours.betterH * 3600.0;
      return -std::clamp(roomJ / (hours.equalH * 3600.0), 0.0, ratingW);
    }
    return 0.0;
  }

  /// The grid is to see a ramp, from what it saw before towards what the load has become.
  double smoothingW() {
    double& seenW = state_.power.seenW[device_];
    const double stepW = rampPerS * spec_.rating.si * tickS_;
    const double backW = returnGain * spec_.rating.si * 10.0 * (inJ_ / spec_.energy.si - middle);
    // nothing is known of the load before the first flows
    if (seenW < 0.0) seenW = loadW_ > 0.0 ? loadW_ : seenW;
    if (seenW < 0.0) return 0.0;
    seenW += std::clamp(loadW_ - backW - seenW, -stepW, stepW);
    return loadW_ - seenW;
  }

  const SimModel& model_;
  SimState& state_;
  const PlacedPower& placed_;
  const StorageSpec& spec_;
  std::uint32_t device_;
  double tickS_ = 1.0, inJ_ = 0.0, mostGiveW_ = 0.0, mostTakeW_ = 0.0, loadW_ = 0.0;
};

}  // namespace

void onSite(const SimModel& model, SimState& state, const Weather& weather) {
  SimState::Power& s = state.power;
  const double airKgPerM3 =
      physics::moistAirDensityKgPerM3(state.outside.dryBulbC, state.outside.humidityRatio, state.outside.pressurePa);
  for (const std::uint32_t d : model.onSite) {
    const PlacedPower& placed = model.layout->power[d];
    if (s.isForming[d]) continue;  // it gives what its board wants
    if (placed.storage && s.storageJ[d] > readyShare * placed.storage->energy.si) s.isSpent[d] = 0;
    s.storageLossW[d] = 0.0;
    // a converter that has tripped stays off until somebody has looked at it
    const bool isOut = s.isFailed[d] || s.genset[d] == SimState::GensetPhase::lockedOut;
    const Supply supply = isOut ? Supply::dead : supplyOf(model, state, placed.from);
    if (supply == Supply::dead) {
      s.givenW[d] = 0.0;
      continue;
    }
    if (placed.storage) {
      Storage storage(model, state, d);
      const double wantedW = storage.limited(storage.wantedW(supply, gensetsW(model, state, placed.from)));
      // its converter follows with a lag
      const double share = 1.0 - math::exp(-model.tick.seconds() / std::max(1e-3, placed.storage->response.si));
      s.givenW[d] = storage.limited(s.givenW[d] + share * (wantedW - s.givenW[d]));
      const double efficiency = std::clamp(placed.storage->efficiency.si, 0.3, 1.0);
      s.storageLossW[d] =
          s.givenW[d] > 0.0 ? s.givenW[d] * (1.0 / efficiency - 1.0) : -s.givenW[d] * (1.0 - efficiency);
      continue;
    }
    // inverters that follow the grid stand off while gensets make it, whose governors they would disturb
    if (supply != Supply::grid) {
      s.givenW[d] = 0.0;
      continue;
    }
    if (const SolarSpec* solar = placed.solar) {
      const physics::SolarField field{solar->peak.si, solar->rating.si, solar->performance.si, solar->temperaturePerK};
      s.givenW[d] = physics::solarW(field, weather.globalWPerM2, state.outside.dryBulbC, weather.windMPerS);
    } else if (const WindSpec* wind = placed.wind) {
      const physics::WindTurbine turbine{wind->rating.si, wind->cutInMPerS, wind->ratedMPerS, wind->cutOutMPerS,
                                         wind->hub.si};
      s.givenW[d] = physics::windW(turbine, weather.windMPerS, airKgPerM3);
    }
  }
}

}  // namespace plenum::stage
