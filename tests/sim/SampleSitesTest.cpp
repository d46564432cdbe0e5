// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <string>

#include "io/Files.h"
#include "run/WorkerPool.h"
#include "sim/Engine.h"
#include "sim/State.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;

/// Every sample site is a regression test: it opens, runs its day and gives the figures of its expected.json.
class SampleSitesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void givesItsExpectedFigures_data() {
    QTest::addColumn<QString>("folder");
    for (const auto& entry : std::filesystem::directory_iterator(test::sourceDir() / "sample-sites"))
      if (entry.is_directory())
        QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
  }
  void givesItsExpectedFigures() {
    QFETCH(QString, folder);
    const std::filesystem::path path = folder.toStdString();
    QFile file(folder + "/expected.json");
    QVERIFY2(file.open(QIODevice::ReadOnly), "a sample site has an expected.json");
    const QJsonObject figures = QJsonDocument::fromJson(file.readAll()).object();
    auto project = io::openProject(path / (path.filename().string() + ".site.json"));
    QVERIFY(project);
    auto model = compile(project->layout, project->setting, seconds(1));
    QVERIFY(model);
    const SimStatePtr state = steadyState(**model);
    WorkerPool pool(2);
    const std::int64_t ticks = project->setting->scenario.length / seconds(1);
    for (std::int64_t i = 0; i < ticks; ++i) tick(**model, *state, {}, pool);
    const Metrics m = metricsOf(**model, *state);
    int alarms = 0;
    for (std::size_t i = 0; i < state->events.size(); ++i) alarms += state->events[i].kind == Event::Kind::raised;
    const std::map<std::string, double> found{
        {"chips", static_cast<double>(project->layout->chips)},
        {"it_energy_kWh", m.itEnergyJ / 3.6e6},
        {"facility_energy_kWh", m.facilityEnergyJ / 3.6e6},
        {"pue", m.meanPue},
        {"wue_l_per_kWh", m.wueLPerKwh},
        {"cue_kg_per_kWh", m.cueKgPerKwh},
        {"water_m3", m.waterKg / 1e3},
        {"carbon_kg", m.carbonKg},
        {"max_chip_C", m.maxChipSoFarC},
        {"max_inlet_C", m.maxInletSoFarC},
        {"cost_cny", m.costYuan},
        {"market_carbon_kg", m.marketCarbonKg},
        {"peak_demand_kW", m.peakDemandW / 1e3},
        {"demand_charge_cny", m.demandYuan},
        {"throttled_chip_h", m.throttledChipHours},
        {"lost_chip_h", m.lostChipHours},
        {"alarms", static_cast<double>(alarms)},
    };
    const std::string site = path.filename().string();
    const auto tell = [&](const char* what, const char* unit, int digits, double value) {
      const std::string text = site + ": " + what;
      test::validation::told({"site", text.c_str(), "nobody has published measurements of this campus", unit, digits},
                             value);
    };
    tell("PUE of its day", "", 2, m.meanPue);
    tell("water per energy of its day", "L/kWh", 1, m.wueLPerKwh);
    tell("hottest chip of its day", "°C", 0, m.maxChipSoFarC);
    QVERIFY(figures.size() >= 5);
    for (auto it = figures.begin(); it != figures.end(); ++it) {
      const auto value = found.find(it.key().toStdString());
      QVERIFY2(value != found.end(), qPrintable("unknown figure " + it.key()));
      const QJsonObject row = it.value().toObject();
      QVERIFY2(test::isNear(value->second, row["value"].toDouble(), row["tolerance"].toDouble()), qPrintable(it.key()));
    }
    QVERIFY(m.energyResidual <= 1e-12);
    QVERIFY(m.meanPue > 1.0);
    for (const double c : state->chips.dieC) QVERIFY(std::isfinite(c));
  }
};

PLENUM_TEST(SampleSitesTest)
#include "SampleSitesTest.moc"
