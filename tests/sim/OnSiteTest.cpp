// SPDX-License-Identifier: Apache-2.0
#include "physics/Solar.h"
#include "physics/Wind.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

using Is = PowerSpec::Kind;
using Use = PowerSpec::Use;

constexpr double efficiency = 0.9;

/// The small site at 0.9 of its load, with what stands on its own ground, weather and prices of the test's choice.
struct Ground {
  SmallSite small;
  Scenario scenario;
  Tariff tariff;
  double globalWPerM2 = 0.0, windMPerS = 0.0;
  Duration tickLength = seconds(1);
  SimModelPtr model;
  SimStatePtr state;
  Serial serial;

  Ground() {
    SolarSpec solar;
    solar.id = "pv";
    solar.peak = {100e3};
    solar.rating = {80e3};
    solar.temperaturePerK = 0.004;
    WindSpec wind;
    wind.id = "turbine";
    wind.rating = {300e3};
    StorageSpec storage;
    storage.id = "bess";
    storage.rating = {200e3};
    storage.energy = {100 * 3.6e6};
    storage.efficiency = {efficiency};
    auto catalog = std::make_shared<Catalog>(*small.catalog());
    for (const AnySpec& spec : std::initializer_list<AnySpec>{solar, wind, storage}) catalog->add(spec, {});
    small.draft.catalog = catalog;
    scenario.id = "test";
    scenario.start = toTime({{2026, 7, 21}});
    scenario.seed = 7;
    Job job;
    job.id = "load";
    job.kind = Job::Kind::batch;
    job.chips = 1;
    job.utilisation = 0.9;
    scenario.jobs.assign(1, job);
    tariff.flatYuanPerKwh = 0.5;
  }
  Ground& with(Is kind, const char* type, const char* board, Use use = Use::backup, double limitW = 0.0) {
    PowerSpec spec;
    spec.kind = kind;
    spec.id = "X";
    spec.type = type;
    spec.from = board;
    spec.use = use;
    spec.limit = {limitW};
    spec.originM = {60, 60};
    small.draft.power.push_back(spec);
    return *this;
  }
  Ground& start() {
    const LayoutPtr layout = small.layout();
    scenario.jobs[0].chips = layout->chips;
    auto setting = std::make_shared<Setting>();
    setting->scenario = scenario;
    auto weather = std::make_shared<WeatherYear>(*test::stillWeather(30.0, 22.0));
    weather->globalWPerM2.assign(WeatherYear::hours, globalWPerM2);
    weather->windMPerS.assign(WeatherYear::hours, windMPerS);
    setting->weather = weather;
    setting->tariff = tariff;
    auto compiled = compile(layout, setting, tickLength);
    if (!compiled) throw std::runtime_error("cannot compile: " + compiled.problems().front().what.id);
    model = *compiled;
    state = steadyState(*model);
    return *this;
  }
  void act(const Action& action) { due.push_back(action); }
  void advance(int ticks) {
    for (int i = 0; i < ticks; ++i) {
      tick(*model, *state, due, serial);
      due.clear();
    }
  }
  Metrics metrics() const { return metricsOf(*model, *state); }
  std::uint32_t at(const char* id) const { return model->layout->find(id)->index; }
  double inStoreJ() const { return state->power.storageJ[at("X")]; }

  std::vector<Action> due;
};

}  // namespace

/// What stands on the site: it gives what sun, wind and its use say, its energy closes, and the grid sees the rest.
class OnSiteTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theSunLowersWhatTheGridGives() {
    Ground dark;
    dark.with(Is::solar, "pv", "MECH").start().advance(5);
    QCOMPARE(dark.metrics().solarPowerW, 0.0);

    Ground bright;
    bright.globalWPerM2 = 800.0;
    bright.windMPerS = 2.0;
    bright.with(Is::solar, "pv", "MECH").start().advance(5);
    // cells at 30 + 800/(25 + 6.84·2) = 50.68 °C: 100 kW · 0.8 · 0.86 · (1 − 0.004 · 25.68) = 61.73 kW
    QVERIFY2(test::isNear(bright.metrics().solarPowerW, 61.73e3, 10.0),
             qPrintable(QString::number(bright.metrics().solarPowerW)));
    const double lessW = dark.metrics().gridPowerW - bright.metrics().gridPowerW;
    QVERIFY(test::isNear(lessW, bright.metrics().solarPowerW, 1e3));  // and a little of the transformer's loss
    QVERIFY(bright.metrics().carbonKgPerS < dark.metrics().carbonKgPerS);
    QVERIFY(test::isNear(bright.metrics().facilityPowerW, dark.metrics().facilityPowerW, 1e3));
    QVERIFY(bright.state->ledger.worstTick <= 1e-12);
  }

  void invertersClipAndCellsHeat() {
    Ground ground;
    ground.globalWPerM2 = 1200.0;
    ground.windMPerS = 12.0;
    ground.with(Is::solar, "pv", "MECH").start().advance(3);
    QCOMPARE(ground.metrics().solarPowerW, 80e3);
  }

  void theWindGivesByItsCurve() {
    for (const double windMPerS : {1.0, 5.0, 7.0, 15.0, 30.0}) {
      Ground ground;
      ground.windMPerS = windMPerS;
      ground.with(Is::wind, "turbine", "MA").start().advance(3);
      const double gotW = ground.metrics().windPowerW;
      const double hubMPerS = physics::windAt(100.0, windMPerS);
      if (hubMPerS < 3.0 || hubMPerS > 25.0)
        QCOMPARE(gotW, 0.0);
      else if (windMPerS == 15.0)
        QCOMPARE(gotW, 300e3);
      else
        // warm air is thinner than that of the curve
        QVERIFY(gotW > 0.0 && gotW < physics::windW({300e3, 3, 12, 25, 100}, windMPerS));
      QVERIFY(ground.state->ledger.worstTick <= 1e-12);
    }
  }

  void moreThanTheCampusNeedsFlowsBackUnpaid() {
    Ground ground;
    ground.windMPerS = 15.0;
    ground.tariff.flatYuanPerKwh = 1.0;
    for (int n = 0; n < 4; ++n) {
      ground.with(Is::wind, "turbine", "MA");
      ground.small.draft.power.back().id = "W" + std::to_string(n);
    }
    ground.start().advance(60);
    QVERIFY(ground.metrics().gridPowerW < -100e3);
    QCOMPARE(ground.metrics().costYuan, 0.0);
    QCOMPARE(ground.metrics().carbonKg, 0.0);
    QVERIFY(ground.state->ledger.worstTick <= 1e-12);
  }

  void aDeadBoardTakesNothing() {
    Ground ground;
    ground.globalWPerM2 = 800.0;
    ground.with(Is::solar, "pv", "MECH").start().advance(5);
    ground.act(Fail{"MECH"});
    ground.advance(3);
    QCOMPARE(ground.metrics().solarPowerW, 0.0);
    ground.act(Restore{"MECH"});
    ground.advance(5);
    QVERIFY(ground.metrics().solarPowerW > 50e3);
  }

  void theSunStandsOffWhileGensetsMakeTheGrid() {
    Ground ground;
    ground.globalWPerM2 = 800.0;
    ground.with(Is::solar, "pv", "MECH").start().advance(5);
    ground.act(Fail{"GRID-A"});
    ground.act(Fail{"GRID-B"});
    ground.advance(60);
    QVERIFY(ground.metrics().gensetPowerW > 100e3);
    QCOMPARE(ground.metrics().solarPowerW, 0.0);
  }

  void aStorageShavesThePeak() {
    Ground plain;
    plain.with(Is::storage, "bess", "MA").start().advance(5);
    const double boardW = plain.state->power.inputW[plain.at("MA")] + plain.state->power.givenW[plain.at("X")];

    Ground ground;
    ground.with(Is::storage, "bess", "MA", Use::shaving, boardW - 40e3).start().advance(10);
    const double drawnW = ground.state->power.inputW[ground.at("MA")];
    QVERIFY2(test::isNear(drawnW, boardW - 40e3, 1e3), qPrintable(QString::number(drawnW - boardW)));
    const double beforeJ = ground.inStoreJ();
    double gaveJ = 0.0;
    for (int i = 0; i < 60; ++i) {
      ground.advance(1);
      gaveJ += ground.metrics().storagePowerW;
    }
    QVERIFY(gaveJ > 60 * 35e3);
    QVERIFY(test::isClose(beforeJ - ground.inStoreJ(), gaveJ / efficiency, 1e-9));
    QVERIFY(ground.state->ledger.worstTick <= 1e-12);
  }

  void anEmptyStorageGivesNoMore() {
    Ground ground;
    ground.with(Is::storage, "bess", "MA", Use::shaving, 1e3).start();
    ground.state->power.storageJ[ground.at("X")] = 1e6;  // five seconds of its rating
    ground.advance(20);
    QVERIFY(ground.inStoreJ() > -1e-6 && ground.inStoreJ() < 100.0);
    QVERIFY(std::abs(ground.metrics().storagePowerW) < 1.0);
    QVERIFY(ground.state->ledger.worstTick <= 1e-12);
  }

  void aBackupFillsItselfGentlyAndNeverOverflows() {
    Ground ground;
    ground.with(Is::storage, "bess", "MA").start().advance(5);
    QVERIFY(test::isNear(ground.metrics().storagePowerW, -50e3, 100.0));  // a quarter of its rating
    ground.state->power.storageJ[ground.at("X")] = 100 * 3.6e6 - 1e5;
    ground.advance(20);
    QVERIFY(ground.inStoreJ() <= 100 * 3.6e6 * (1.0 + 1e-12));
    QVERIFY(std::abs(ground.metrics().storagePowerW) < 1.0);
  }

  void pricesMoveEnergyFromTheValleyToThePeak() {
    Ground ground;
    ground.tickLength = seconds(30);
    ground.tariff.bands = {{0, 4, 1, 12, 0.4}, {10, 12, 1, 12, 1.6}, {11, 12, 1, 12, 2.0}};
    ground.with(Is::storage, "bess", "MA", Use::tariff).start();
    const double beforeJ = ground.inStoreJ();
    double tookJ = 0.0, gaveJ = 0.0, dearestJ = 0.0;
    for (int i = 0; i < 2880; ++i) {
      ground.advance(1);
      const double w = ground.metrics().storagePowerW, hour = i / 120.0;
      if (w < -1.0) QVERIFY2(hour < 4.01, qPrintable(QString::number(hour)));
      if (w > 1.0) QVERIFY2(hour > 9.99 && hour < 12.01, qPrintable(QString::number(hour)));
      (w < 0.0 ? tookJ : gaveJ) += std::abs(w) * 30.0;
      if (hour >= 11.0 && w > 0.0) dearestJ += w * 30.0;
    }
    // half full, it takes the other half through its loss, and gives all that it holds
    QVERIFY(test::isClose(tookJ, (100 * 3.6e6 - beforeJ) / efficiency, 2e-2));
    QVERIFY(test::isClose(gaveJ, 100 * 3.6e6 * efficiency, 2e-2));
    QVERIFY2(dearestJ > 0.97 * gaveJ, "the dearest hour comes first");
    // what came in through the loss and did not go out through it is still there
    QVERIFY(test::isNear(beforeJ + tookJ * efficiency - gaveJ / efficiency, ground.inStoreJ(), 10.0));
    QVERIFY(ground.state->ledger.worstTick <= 1e-12);
  }

  void aFlatTariffMovesNothing() {
    Ground ground;
    ground.with(Is::storage, "bess", "MA", Use::tariff).start().advance(30);
    QCOMPARE(ground.metrics().storagePowerW, 0.0);
  }

  // a storage answers to what it has seen: the tick of the step itself is the grid's, then a ramp of half a percent of
  // its rating a second
  void aStepOfTheLoadIsSmoothed() {
    Ground ground;
    ground.with(Is::storage, "bess", "MA", Use::smoothing).start().advance(120);
    const auto drawnW = [&] { return ground.state->power.inputW[ground.at("MA")]; };
    const auto loadW = [&] { return drawnW() + ground.state->power.givenW[ground.at("X")]; };
    const double beforeW = drawnW(), loadBeforeW = loadW();
    ground.act(Fail{"H1/PB"});  // all racks go to A
    ground.advance(1);
    const double stepW = loadW() - loadBeforeW;
    QVERIFY2(stepW > 120e3 && stepW < 200e3, qPrintable(QString::number(stepW)));
    for (int s = 2; s < 60; ++s) {
      ground.advance(1);
      const double climbedW = drawnW() - beforeW;
      QVERIFY2(climbedW < s * 1.1e3 + 3e3, qPrintable(QString("%1 W after %2 s").arg(climbedW).arg(s)));
    }
    ground.advance(400);
    // in the end all of it, and what the storage takes to come back to its middle
    QVERIFY(drawnW() - beforeW > 0.95 * stepW);
    QVERIFY(ground.state->power.givenW[ground.at("X")] < 0.0);
    QVERIFY(ground.state->ledger.worstTick <= 1e-12);
  }

  void itsStateIsSavedAndRestored() {
    Ground ground;
    ground.tariff.bands = {{0, 4, 1, 12, 0.4}};
    ground.with(Is::storage, "bess", "MA", Use::tariff).start().advance(500);
    const auto bytes = serialise(*ground.state);
    auto again = deserialise(*ground.model, bytes);
    QVERIFY(again);
    for (int i = 0; i < 700; ++i) {
      tick(*ground.model, *ground.state, {}, ground.serial);
      tick(*ground.model, **again, {}, ground.serial);
    }
    QCOMPARE(hashOf(*ground.state), hashOf(**again));
    QCOMPARE(ground.metrics().demandW, metricsOf(*ground.model, **again).demandW);
    QVERIFY(ground.metrics().demandW > 0.0);
  }
};

PLENUM_TEST(OnSiteTest)
#include "OnSiteTest.moc"
