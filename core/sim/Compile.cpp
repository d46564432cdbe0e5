// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "physics/Psychrometrics.h"
#include "sim/Compiler.h"
#include "sim/Engine.h"

namespace plenum {

using physics::FlowArrangement;

namespace {

// at most this share of a header or of an aisle's air may be exchanged within one sub-step
constexpr double largestShare = 0.5;

}  // namespace

std::optional<double> ratedUa(FlowArrangement arrangement, double heatW, double spanK, double hotWPerK,
                              double coldWPerK) {
  const double least = std::min(hotWPerK, coldWPerK), most = std::max(hotWPerK, coldWPerK);
  if (least <= 0.0 || spanK <= 0.0) return std::nullopt;
  const double effectiveness = heatW / (least * spanK);
  if (effectiveness <= 0.0 || effectiveness >= 0.995) return std::nullopt;
  return physics::ntuOf(arrangement, effectiveness, least / most) * least;
}

Compiler::Compiler(LayoutPtr layout, std::shared_ptr<const Setting> setting, Duration tick) {
  model_.layout = std::move(layout);
  model_.setting = std::move(setting);
  model_.tick = tick;
}

Result<SimModelPtr> Compiler::run() {
  if (model_.tick.us < 100'000 || model_.tick.us > 60'000'000)
    return Problem{
        {}, {}, Text("sim.tick-range", {{"seconds", toText(model_.tick.seconds())}}), Text("sim.tick-remedy")};
  model_.start = model_.setting->scenario.start;
  model_.pressurePa = physics::pressureAtAltitudePa(std::max(0.0, site().location.altitude.si));
  model_.airRhoKgPerM3 = model_.pressurePa / (287.055 * 298.15);  // dry air at 25 °C
  model_.firstPoint = pointOffsets(layout());
  racks();
  loops();
  cdus();
  fanWalls();
  halls();
  towers();
  chillers();
  dryCoolers();
  tanks();
  lakes();
  circuits();
  power();
  model_.workload = workOf(*model_.layout, model_.setting->scenario);
  model_.workload.chipSkew = model_.chipSkew;
  model_.workload.tickS = model_.tick.seconds();
  script();
  subSteps();
  breakers();
  if (hasError(problems_)) return problems_;
  return SimModelPtr(std::make_shared<const SimModel>(std::move(model_)));
}

void Compiler::refuse(const std::string& id, const char* what) {
  problems_.push_back({{}, {}, Text(what, {{"id", id}}), Text(std::string(what) + "-remedy", {{"id", id}})});
}
CoolantSpec Compiler::coolant(const std::string& id) const {
  const CoolantSpec* spec = site().catalog->find<CoolantSpec>(id);
  return spec ? *spec : CoolantSpec{};
}

void Compiler::script() {
  for (const Scenario::Timed& timed : model_.setting->scenario.actions) {
    model_.script.push_back({(timed.at.us + model_.tick.us - 1) / model_.tick.us, timed.action});
  }
  std::stable_sort(model_.script.begin(), model_.script.end(),
                   [](const TimedAction& a, const TimedAction& b) { return a.tick < b.tick; });
}

void Compiler::subSteps() {
  double rate = 0.0;  // of exchange, 1/s
  for (std::size_t i = 0; i < model_.cdus.size(); ++i)
    rate = std::max(rate, 1.1 * model_.cdus[i].secondaryKgPerS / model_.cdus[i].waterKg);
  for (const CircuitModel& c : model_.circuits) rate = std::max(rate, 1.1 * c.designFlowKgPerS / c.headerKg);
  for (std::uint32_t h = 0; h < model_.halls.size(); ++h) {
    double airKgPerS = 0.0;
    for (const std::uint32_t g : model_.halls[h].groups)
      airKgPerS += model_.groups[g].racks * model_.classes[model_.groups[g].rackClass].airM3PerS *
                   model_.airRhoKgPerM3 * model_.classes[model_.groups[g].rackClass].fanMax;
    for (const std::uint32_t g : model_.halls[h].fanWallGroups)
      airKgPerS = std::max(airKgPerS, static_cast<double>(model_.fanWallGroups[g].units.size()) *
                                          model_.fanWallGroups[g].airM3PerS * model_.airRhoKgPerM3);
    rate = std::max(rate, airKgPerS / model_.halls[h].coldAirKg);
  }
  model_.subSteps = std::clamp(static_cast<int>(std::ceil(model_.tick.seconds() * rate / largestShare)), 1, 600);
  model_.dtS = model_.tick.seconds() / model_.subSteps;
}

Result<SimModelPtr> compile(LayoutPtr layout, std::shared_ptr<const Setting> setting, Duration tick) {
  return Compiler(std::move(layout), std::move(setting), tick).run();
}

}  // namespace plenum
