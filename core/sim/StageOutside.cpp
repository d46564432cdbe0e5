// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "physics/Psychrometrics.h"
#include "sim/Stages.h"

namespace plenum::stage {
namespace {

constexpr double shiftKPerS = 20.0 / 3600.0;

/// 0 before and after the span, 1 inside, straight ramps at both ends.
double strength(const WeatherShift& shift, double atS) {
  const double from = shift.from.seconds(), to = shift.to.seconds(), ramp = std::max(1.0, shift.ramp.seconds());
  return std::clamp(std::min((atS - from) / ramp, (to - atS) / ramp), 0.0, 1.0);
}

}  // namespace

void outside(const SimModel& model, SimState& state) {
  const Setting& setting = *model.setting;
  const Time now = nowOf(model, state);
  const Weather weather = weatherAt(*setting.weather, now);
  SimState::Outside& out = state.outside;
  out.dryBulbC = weather.dryBulbC + setting.scenario.climateShiftK;
  double dewPointC = weather.dewPointC + setting.scenario.climateShiftK;
  for (const WeatherShift& shift : setting.scenario.shifts) {
    const double share = strength(shift, sinceStartS(model, state));
    out.dryBulbC += share * shift.dryBulbK;
    dewPointC += share * shift.dewPointK;
  }
  // a heat wave that somebody has switched on
  const double step = shiftKPerS * model.tick.seconds();
  out.shiftDryK += std::clamp(out.wantedDryK - out.shiftDryK, -step, step);
  out.shiftDewK += std::clamp(out.wantedDewK - out.shiftDewK, -step, step);
  out.dryBulbC += out.shiftDryK;
  dewPointC += out.shiftDewK;
  out.dewPointC = std::min(dewPointC, out.dryBulbC);
  out.pressurePa = weather.pressurePa;
  out.humidityRatio = physics::humidityRatioAtDewPoint(out.dewPointC, out.pressurePa);
  out.wetBulbC = physics::wetBulbC(out.dryBulbC, out.humidityRatio, out.pressurePa);
  out.priceYuanPerKwh = setting.tariff.yuanPerKwhAt(now);
  if (!model.onSite.empty()) onSite(model, state, weather);
}

}  // namespace plenum::stage
