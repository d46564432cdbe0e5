// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "io/Files.h"
#include "sim/Engine.h"
#include "sim/State.h"
#include "site/Generate.h"
#include "support/RunningSite.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using test::SmallSite;
namespace validation = plenum::test::validation;

namespace {

/// A year in balance, hour by hour: every thirteenth hour, so that all hours of the day and all seasons come in turn.
struct Year {
  double itJ = 0.0, facilityJ = 0.0, coolingJ = 0.0, dryFansJ = 0.0, chillersJ = 0.0, waterKg = 0.0;
  double warmestC = -1e9, coldestC = 1e9;  // supply of the first loop
  bool isComplete = true;
  double pue() const { return facilityJ / itJ; }
};
constexpr int everyHours = 13;

Year yearOf(const LayoutPtr& layout, const std::shared_ptr<const WeatherYear>& weather, double utilisation) {
  Year year;
  Setting still;
  still.scenario.id = "hour";
  for (int hour = 0; hour < WeatherYear::hours; hour += everyHours) {
    auto setting = std::make_shared<Setting>(still);
    setting->weather = weather;
    setting->scenario.start = toTime({{2026, 1, 1}}) + hours(hour);
    if (utilisation > 0.0) {
      Job job;
      job.id = "load";
      job.kind = Job::Kind::batch;
      job.chips = layout->chips;
      job.utilisation = utilisation;
      setting->scenario.jobs.push_back(job);
    }
    const auto model = compile(layout, setting, seconds(1));
    if (!model) {
      qWarning("%s", model.problems().front().what.id.c_str());
      year.isComplete = false;
      return year;
    }
    const SimStatePtr state = steadyState(**model);
    const Metrics m = metricsOf(**model, *state);
    const double s = 3600.0 * everyHours;
    year.itJ += m.itPowerW * s, year.facilityJ += m.facilityPowerW * s, year.coolingJ += m.coolingPowerW * s;
    year.waterKg += m.waterKgPerS * s;
    for (const double w : state->sinks.coolerPowerW) year.dryFansJ += w * s;
    for (const double w : state->plant.chillerPowerW) year.chillersJ += w * s;
    if (state->loops.supplyC.empty()) continue;
    year.warmestC = std::max(year.warmestC, state->loops.supplyC[0]);
    year.coldestC = std::min(year.coldestC, state->loops.supplyC[0]);
  }
  return year;
}

std::shared_ptr<const WeatherYear> climateYear(const char* id) {
  const auto climate = io::readClimate(id);
  if (!climate) return nullptr;
  return std::make_shared<const WeatherYear>(generateWeather(*climate, 42));
}

Result<Site> liquidCampus(const std::shared_ptr<const Catalog>& catalog) {
  GenerateOptions options;
  options.chips = 1'280;
  options.like = "liquid";
  options.surroundings.climate = "guiyang";
  return generateSite(options, catalog);
}

/// Dry coolers in place of the towers of every circuit that has no chillers.
void makeDry(Site& site, const Catalog& catalog) {
  const auto* cooler = catalog.find<DryCoolerSpec>("bac-tdfs1238n");
  for (Circuit& circuit : site.circuits) {
    if (!circuit.chillers.empty() || circuit.exchangers.empty()) continue;
    double heatW = 0.0;
    for (const Circuit::Group& group : circuit.exchangers)
      heatW += group.repeat.count * catalog.find<ExchangerSpec>(group.type)->ratedHeat.si;
    const Circuit::Group like = circuit.towers.front();
    // as many as carry the plates' heat, and one more
    const int count = static_cast<int>(std::ceil(heatW / cooler->ratedHeat.si)) + 1;
    circuit.dryCoolers = {{"DC", cooler->id, like.feed, like.feedB, like.originM, {count, {4.0, 0.0}}}};
    circuit.exchangers.clear(), circuit.towers.clear(), circuit.condenserPumps.clear();
  }
}

/// A hall as they were built: air alone, 18 °C at the racks through leaky aisles, chilled water of 7 °C in any weather,
/// double-conversion UPS. The figures are usual ones of the trade, not of a building (assumption).
LayoutPtr legacyHall() {
  SmallSite small;
  RowSpec air = small.design.rows[1];
  small.airRack.rearDoor.clear();
  air.doorCircuit.clear();
  air.repeat = {2, {0.0, -3.6}};
  small.design.rows = {air};
  small.design.loops.clear();
  small.design.cdus.clear();
  small.design.supplyAirSetpoint = {18.0};
  small.design.containmentLeakage = {0.25};
  small.fanWall.ratedWaterIn = {7.0};
  small.fanWall.ratedAirIn = {26.0};
  small.fanWall.fanPower = {0.06 * small.fanWall.ratedHeat.si};
  small.draft.circuits.resize(1);
  small.draft.circuits[0].supplySetpoint = {7.0};
  return small.layout();
}

/// One megawatt of racks at 60 % of it, everything into the coolant; coolant supply 45 °C, facility water 42 °C from
/// dry coolers. Heads are the low ends of Project Deschutes: 552 kPa at the racks, 103 kPa for facility water; pumps at
/// 70 % (the reference's own).
LayoutPtr megawattOfLiquid() {
  SmallSite small;
  ChipSpec& chip = small.chip;
  chip.tdp = {1500.0};
  chip.idle = {60e3 * 0.98 / 64.0};  // 60 kW of a rack at its inlet, behind supplies of 98 %
  chip.leakageAtReference = {0.0};
  chip.throttleAt = {110.0}, chip.shutdownAt = {120.0};
  ServerSpec& server = small.liquidServer;
  server.otherIdle = server.otherFull = {0.0};
  server.fansNominal = {0.0};
  server.airFlowNominal = {0.001};
  server.psuLoad10 = server.psuLoad20 = server.psuLoad50 = server.psuLoad100 = {0.98};
  RackSpec& rack = small.liquidRack;
  rack.liquidCapture = {1.0};
  rack.ratedPower = {100e3};
  rack.designFlow = {4.78};                  // 100 kW at 5 K
  rack.designPressureDrop = {0.95 * 552e3};  // the rest falls in the pipes
  RowSpec row = small.design.rows[0];
  row.racks = 5;
  row.repeat.count = 2;
  small.design.rows = {row};
  LoopSpec& loop = small.design.loops[0];
  loop.coolant = "water";
  loop.supplySetpoint = {45.0};
  loop.pipeDiameter = {0.2};
  CduSpec& cdu = small.cdu;
  cdu.ratedHeat = {1000e3};
  cdu.ratedApproach = {3.0};
  cdu.primaryFlow = cdu.secondaryFlow = {47.8};
  cdu.secondaryPressure = {552e3};
  cdu.pumpPower = {47.8 / 995.6 * 552e3 / 0.70};
  cdu.controlPower = {0.0};
  cdu.volume = {500.0};
  small.fanWall.fanPower = {1.0};
  small.design.fanWalls[0].repeat.count = 1;
  small.design.fanWalls[0].circuit = "WARM";
  Circuit warm = small.draft.circuits[1];
  warm.supplySetpoint = {42.0};
  warm.designRise = {5.0};
  warm.pipeDiameter = {0.2};
  const Circuit::Group like = warm.pumps.front();
  warm.exchangers.clear(), warm.towers.clear(), warm.condenserPumps.clear();
  warm.dryCoolers = {{"DC", "dry", like.feed, like.feedB, {200, 200}, {1, {}}}};
  small.draft.circuits = {warm};
  small.warmPump.flow = {25.0};
  small.warmPump.head = {103e3};
  small.warmPump.hydraulicEfficiency = {0.70 / (0.93 * 0.97)};
  // half of BAC TDFS1238N in size (physics 5.4)
  DryCoolerSpec dry;
  dry.id = "dry";
  dry.ratedHeat = {1465e3};
  dry.ratedAirIn = {35.0};
  dry.ratedWaterIn = {46.11};
  dry.ratedWaterOut = {40.55};
  dry.waterFlow = {63.0};
  dry.fanPower = {58.84e3};
  auto catalog = std::make_shared<Catalog>(*small.catalog());
  catalog->add(dry, {});
  small.draft.catalog = catalog;
  return small.layout();
}

}  // namespace

/// V-41 and V-44: what a year costs in overhead.
class YearTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // V-41
  void aMegawattOfLiquidInChicago() {
    const auto path = test::sharedDir() / "data/weather/USA_IL_Chicago-OHare.Intl.AP.725300_TMY3.epw";
    PLENUM_NEEDS(path);
    auto weather = io::readEpw(path);
    QVERIFY(weather);
    const Year year = yearOf(megawattOfLiquid(), std::make_shared<const WeatherYear>(std::move(*weather)), 0.0);
    QVERIFY(year.isComplete);
    const double itMw = year.itJ / (8760.0 * 3600.0) / 1e6, pumpsJ = year.coolingJ - year.dryFansJ - year.chillersJ;
    qInfo("IT %.4f MW, PUE of cooling %.4f, pumps %.1f GJ, fans %.2f GJ, supply %.2f to %.2f degC", itMw,
          1.0 + year.coolingJ / year.itJ, pumpsJ / 1e9, year.dryFansJ / 1e9, year.coldestC, year.warmestC);
    const char* const source =
        "Modelica Buildings, ChillerWSE (1 MW, Chicago); our pump heads are assumptions, every 13th hour in balance";
    constexpr auto informs = validation::Case::Kind::informational;
    QVERIFY(validation::near({"V-41", "liquid-cooled plant at 60 %: annual PUE of cooling", source, "", 4},
                             1.0 + year.coolingJ / year.itJ, 1.0659, 0.005));
    validation::close({"V-41", "the same: energy of pumps", source, "GJ", 0, informs}, pumpsJ / 1e9, 1242.13, 0.1);
    validation::near({"V-41", "the same: energy of fans", source, "GJ", 1, informs}, year.dryFansJ / 1e9, 3.934, 4.0);
    validation::near({"V-41", "the same: energy of chillers", source, "GJ", 1, informs}, year.chillersJ / 1e9, 0.0,
                     0.0);
    QVERIFY(test::isNear(year.warmestC, 45.0, 0.1) && test::isNear(year.coldestC, 45.0, 0.1));
  }

  // V-44
  void presetsLieInTheirBands() {
    const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
    QVERIFY(catalog);
    auto towers = liquidCampus(*catalog), dry = liquidCampus(*catalog);
    QVERIFY(towers && dry);
    makeDry(*dry, **catalog);
    const auto layoutOf = [](Site site) {
      auto layout = layOut(std::make_shared<const Site>(std::move(site)));
      if (!layout)
        qWarning("%s at %s", layout.problems()[0].what.id.c_str(), layout.problems()[0].place.pointer.c_str());
      return layout ? *layout : nullptr;
    };
    const LayoutPtr towerLayout = layoutOf(*towers), dryLayout = layoutOf(*dry), legacy = legacyHall();
    QVERIFY(towerLayout && dryLayout && legacy);
    const auto weather = climateYear("guiyang");
    QVERIFY(weather);
    const Year dryYear = yearOf(dryLayout, weather, 0.6), towerYear = yearOf(towerLayout, weather, 0.6),
               legacyYear = yearOf(legacy, weather, 0.6);
    QVERIFY(dryYear.isComplete && towerYear.isComplete && legacyYear.isComplete);
    const auto litresPerKwh = [](const Year& y) { return y.waterKg / (y.itJ / 3.6e6); };
    qInfo("dry %.4f (%.2f L/kWh), towers %.4f (%.2f), legacy %.4f (%.2f)", dryYear.pue(), litresPerKwh(dryYear),
          towerYear.pue(), litresPerKwh(towerYear), legacyYear.pue(), litresPerKwh(legacyYear));
    const char* const bands =
        "bands from ESIF, AWS, Microsoft, Google, Meta, Uptime; Guiyang, 60 % load, every 13th hour";
    QVERIFY(validation::between(
        {"V-44", "annual PUE: warm water, dry coolers (residual air heat by chilled water)", bands, "", 3},
        dryYear.pue(), 1.04, 1.10));
    QVERIFY(validation::between({"V-44", "annual PUE: towers and water-side economiser", bands, "", 3}, towerYear.pue(),
                                1.05, 1.15));
    QVERIFY(validation::between(
        {"V-44", "annual PUE: chilled air as it was built, 7 °C water, no economiser (an assumed hall)", bands, "", 3},
        legacyYear.pue(), 1.3, 1.6));
    constexpr auto informs = validation::Case::Kind::informational;
    validation::near({"V-44", "water of the towers with economiser", "NREL ESIF, towers alone, another climate",
                      "L/kWh", 2, informs},
                     litresPerKwh(towerYear), 1.08, 0.7);
    // a dry plant that needs more than a wet one, or a chilled one that needs less, would be upside down
    QVERIFY(litresPerKwh(dryYear) < litresPerKwh(towerYear) && legacyYear.pue() > towerYear.pue());
  }
};

PLENUM_TEST(YearTest)
#include "YearTest.moc"
