// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include "base/Parallel.h"
#include "io/Files.h"
#include "scenario/Scenario.h"
#include "sim/Engine.h"
#include "sim/Model.h"
#include "sim/State.h"
#include "site/Generate.h"
#include "site/Layout.h"
#include "study/FullLoad.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
namespace validation = plenum::test::validation;

namespace {

template <class Spec>
void copyRows(const Catalog& from, Catalog& into) {
  for (const std::string& id : from.ids<Spec>()) into.add(*from.find<Spec>(id), from.provenance<Spec>(id));
}
template <class... Specs>
void copyAll(const Catalog& from, Catalog& into) {
  (copyRows<Specs>(from, into), ...);
}

/// The catalogue with one rack in place of all others: 72 chips at 960 W, as a GB200 NVL72 run at 80 % of its power.
/// 126 kW at full power, the middle of the published 120 … 132 kW, leave 35.8 kW for everything but chips behind
/// supplies of 97 %; storage and network of the cluster, a tenth of what servers draw (facts 1.1, 2.1), are counted on
/// each server.
std::shared_ptr<const Catalog> withRacksOf72(const Catalog& rows) {
  auto out = std::make_shared<Catalog>();
  copyAll<RearDoorSpec, CduSpec, FanWallSpec, PumpSpec, ExchangerSpec, ChillerSpec, TowerSpec, DryCoolerSpec,
          TransformerSpec, UpsSpec, DistributionSpec, GensetSpec, CoolantSpec, TankSpec, LakeSpec, TransferSpec,
          SolarSpec, WindSpec, StorageSpec>(rows, *out);
  ChipSpec chip = *rows.find<ChipSpec>("zhenwu-m890");  // the chip of the generator's liquid campus
  chip.tdp = {960};
  chip.idle = {200};
  chip.leakageAtReference = {0.12 * 960};
  constexpr double trays = 18.0, fansW = 150.0;
  constexpr double otherW = (126e3 * 0.97 - 72 * 1200.0) / trays, clusterW = 0.1 * (4 * 960.0 + otherW);
  ServerSpec server = *rows.find<ServerSpec>("al128-node-m890");
  server.chips = 4;
  server.otherFull = {otherW - fansW + clusterW};
  server.otherIdle = {0.65 * server.otherFull.si};
  server.fansNominal = {fansW};
  RackSpec rack = *rows.find<RackSpec>("al128-m890");
  rack.servers = 18;
  rack.ratedPower = {trays * (4 * 960.0 + otherW + clusterW) / 0.97};
  rack.liquidCapture = {0.87};                                               // 115 of 132 kW
  rack.designFlow = {1.5 * 0.87 * rack.ratedPower.si / 1e3 / 60.0 * 1.015};  // 1.5 L/min per kW
  out->add(chip, {}), out->add(server, {}), out->add(rack, {});
  return out;
}

std::shared_ptr<const WeatherYear> mildYear() {
  auto year = std::make_shared<WeatherYear>();
  year->dryBulbC.assign(WeatherYear::hours, 20.0);
  year->dewPointC.assign(WeatherYear::hours, 12.0);
  year->pressurePa.assign(WeatherYear::hours, 101325.0);
  year->globalWPerM2.assign(WeatherYear::hours, 0.0);
  year->windMPerS.assign(WeatherYear::hours, 2.0);
  return year;
}

}  // namespace

/// V-45. What a campus draws in all for each of its chips: 150 MW for 83,000 GB200 at 960 W.
class CampusPowerTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aChipCostsWhatItDoesAtMeta() {
    const auto rows = io::readCatalog(io::assetsDir() / "catalog");
    QVERIFY(rows);
    GenerateOptions options;
    options.chips = 72 * 100;
    options.like = "liquid";
    const auto site = generateSite(options, withRacksOf72(**rows));
    QVERIFY2(site, site ? "" : site.problems().front().what.id.c_str());
    const auto layout = layOut(std::make_shared<const Site>(*site));
    QVERIFY2(layout, layout ? "" : layout.problems().front().what.id.c_str());
    Setting setting;
    setting.scenario.id = "full";
    setting.scenario.start = toTime({{2026, 4, 1}});
    setting.weather = mildYear();
    Serial serial;
    const auto rest = study::fullLoadAt(*layout, setting, {"mild", Text("study.outdoor.now"), 20.0, 15.0}, serial);
    QVERIFY2(rest, rest ? "" : rest.problems().front().what.id.c_str());
    const Metrics metrics = metricsOf(*rest->model, *rest->state);
    const double chips = (*layout)->chips, perChipKw = metrics.facilityPowerW / chips / 1e3;
    QVERIFY(validation::told({"V-45", "generated liquid campus, 7200 chips at 960 W: IT power per chip", "", "kW", 2},
                             metrics.itPowerW / chips / 1e3));
    QVERIFY(validation::close(
        {"V-45", "generated liquid campus, 7200 chips at 960 W: all-in power per chip",
         "150 MW for 83,000 GB200 (published, secondary); racks 120 … 132 kW, cluster + 10 %", "kW", 2},
        perChipKw, 150e3 / 83e3, 0.10));
  }
};

PLENUM_TEST(CampusPowerTest)
#include "CampusPowerTest.moc"
