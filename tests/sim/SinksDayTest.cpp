// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>

#include "base/Parallel.h"
#include "base/Random.h"
#include "io/Files.h"
#include "sim/Engine.h"
#include "sim/Model.h"
#include "sim/State.h"
#include "site/Generate.h"
#include "support/Test.h"

using namespace plenum;

namespace {

Circuit::Group groupLike(const Circuit::Group& pump, const std::string& id, const std::string& type, int count) {
  Circuit::Group group = pump;
  group.id = id;
  group.type = type;
  group.repeat = {count, {8, 0}};
  return group;
}

/// The generated campus, its warm water cooled by something else, N+1; its chilled water perhaps with a tank.
void cool(Site& site, const std::string& with) {
  for (Circuit& circuit : site.circuits) {
    const Circuit::Group pump = circuit.pumps.front();
    if (with == "tank" && !circuit.chillers.empty())
      circuit.tanks = {groupLike(pump, circuit.id + "-TK", "tank-100", 1)};
    if (!circuit.chillers.empty() || with == "towers" || with == "tank") continue;
    circuit.exchangers.clear();
    circuit.towers.clear();
    circuit.condenserPumps.clear();
    if (with == "dry" || with == "adiabatic") {
      circuit.coolant = "pg40";
      const char* type = with == "dry" ? "bac-tdfs1238n" : "bac-tdfs1238n-adiabatic";
      circuit.dryCoolers = {groupLike(pump, circuit.id + "-DC", type, 2)};
    } else {
      circuit.lakes = {groupLike(pump, circuit.id + "-LK", "lake-2000", 2)};
    }
  }
}

/// What may fail, one of a kind at a time: every unit has a neighbour.
std::vector<std::vector<std::string>> unitsOf(const Layout& layout) {
  std::vector<std::vector<std::string>> kinds(8);
  for (const auto& x : layout.pumps) kinds[0].push_back(x.id);
  for (const auto& x : layout.towers) kinds[1].push_back(x.id);
  for (const auto& x : layout.chillers) kinds[2].push_back(x.id);
  for (const auto& x : layout.dryCoolers) kinds[3].push_back(x.id);
  for (const auto& x : layout.lakes) kinds[4].push_back(x.id);
  for (const auto& x : layout.exchangers) kinds[5].push_back(x.id);
  for (const auto& x : layout.tanks) kinds[6].push_back(x.id);
  for (const auto& x : layout.circuits)
    if (!x.towers.empty()) kinds[7].push_back(x.id + "/make-up");
  std::erase_if(kinds, [](const auto& kind) { return kind.empty(); });
  return kinds;
}

/// A day of load that swings, every quarter of an hour one unit fails, for half an hour; after twenty hours all is
/// whole.
Scenario dayOf(const Layout& layout, const std::string& from) {
  Scenario scenario;
  scenario.id = "a-day-of-faults";
  scenario.start = toTime({{2026, from == "winter" ? 1 : 7, 15}});
  scenario.length = hours(24);
  Job job;
  job.id = "load";
  job.kind = Job::Kind::batch;
  job.chips = layout.chips;
  job.utilisation = 0.8;
  scenario.jobs = {job};
  const auto kinds = unitsOf(layout);
  const RandomKey key{.seed = 20261121};
  for (int quarter = 1; quarter < 80; ++quarter) {
    const auto draw = [&](std::uint64_t n) { return randomUniform(key, 4 * static_cast<std::uint64_t>(quarter) + n); };
    const auto& kind = kinds[static_cast<std::size_t>(quarter) % kinds.size()];
    const std::string& id = kind[std::min(kind.size() - 1, static_cast<std::size_t>(draw(0) * kind.size()))];
    scenario.actions.push_back({minutes(15 * quarter), Fail{id}});
    scenario.actions.push_back({minutes(15 * quarter + 14), Restore{id}});
  }
  scenario.actions.push_back({hours(6), ShiftWeather{{6.0}, {2.0}}});
  scenario.actions.push_back({hours(12), ShiftWeather{{-12.0}, {-12.0}}});
  scenario.actions.push_back({hours(18), ShiftWeather{{0.0}, {0.0}}});
  std::stable_sort(scenario.actions.begin(), scenario.actions.end(),
                   [](const auto& a, const auto& b) { return a.at < b.at; });
  return scenario;
}

}  // namespace

/// A generated campus for every way to get rid of its heat: it settles, and its books close over a day of faults.
class SinksDayTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void closesItsBooksOverADayOfFaults_data() {
    QTest::addColumn<QString>("with");
    QTest::addColumn<QString>("climate");
    QTest::addColumn<QString>("season");
    QTest::newRow("towers, summer") << "towers"
                                    << "shaoguan"
                                    << "summer";
    QTest::newRow("towers, winter") << "towers"
                                    << "zhangbei"
                                    << "winter";
    QTest::newRow("dry coolers, summer") << "dry"
                                         << "zhangbei"
                                         << "summer";
    QTest::newRow("dry coolers, winter") << "dry"
                                         << "zhangbei"
                                         << "winter";
    QTest::newRow("adiabatic coolers, summer") << "adiabatic"
                                               << "shanghai"
                                               << "summer";
    QTest::newRow("a lake, summer") << "lake"
                                    << "hangzhou"
                                    << "summer";
    QTest::newRow("a lake, winter") << "lake"
                                    << "hangzhou"
                                    << "winter";
    QTest::newRow("a tank, summer") << "tank"
                                    << "shaoguan"
                                    << "summer";
  }
  void closesItsBooksOverADayOfFaults() {
    QFETCH(QString, with);
    QFETCH(QString, climate);
    QFETCH(QString, season);
    const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
    QVERIFY(catalog);
    GenerateOptions options;
    options.chips = 640;
    options.surroundings.climate = climate.toStdString();
    options.surroundings.tariff = "guangdong";
    auto made = generateSite(options, *catalog);
    QVERIFY(made);
    Site site = std::move(*made);
    cool(site, with.toStdString());
    const auto layout = layOut(std::make_shared<const Site>(std::move(site)));
    if (!layout)
      for (const Problem& p : layout.problems()) qWarning("%s at %s", p.what.id.c_str(), p.place.pointer.c_str());
    QVERIFY(layout);
    const auto setting = io::settingOf(*(*layout)->site, dayOf(**layout, season.toStdString()), {});
    QVERIFY(setting);
    const auto model = compile(*layout, *setting, seconds(10));
    if (!model)
      for (const Problem& p : model.problems()) qWarning("%s", p.what.id.c_str());
    QVERIFY(model);

    const SimStatePtr state = steadyState(**model);
    const auto worstSupplyK = [&] {
      double worst = 0.0;
      for (std::size_t i = 0; i < (*model)->circuits.size(); ++i)
        worst = std::max(worst, state->circuits.supplyC[i] - state->circuits.setpointC[i]);
      return worst;
    };
    QVERIFY2(worstSupplyK() < 0.05, qPrintable(QString::number(worstSupplyK())));
    Serial serial;
    for (int t = 0; t < 24 * 360; ++t) tick(**model, *state, {}, serial);
    const SimState::Ledger& l = state->ledger;
    qInfo("worst tick %.2g, worst crossing %.2g, supply %.2f K off, hottest chip %.1f °C", l.worstTick, l.worstCoupling,
          worstSupplyK(), state->maxDieSoFarC);
    QVERIFY2(l.worstTick <= 1e-12, qPrintable(QString::number(l.worstTick)));
    QVERIFY2(l.worstCoupling <= 1e-12, qPrintable(QString::number(l.worstCoupling)));
    for (std::size_t b = 0; b < blockCount; ++b)
      QVERIFY(std::abs(l.residualTotalJ[b] + l.residualErrorJ[b]) <= 1e-9 * std::max(1.0, l.movedTotalJ[b]));
    QVERIFY2(worstSupplyK() < 1.0, qPrintable(QString::number(worstSupplyK())));
  }
};

PLENUM_TEST(SinksDayTest)
#include "SinksDayTest.moc"
