// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "base/Parallel.h"
#include "io/Files.h"
#include "sim/Engine.h"
#include "sim/Model.h"
#include "sim/State.h"
#include "site/Generate.h"
#include "support/Test.h"

using namespace plenum;

namespace {

SimModelPtr modelOf(LayoutPtr layout, std::shared_ptr<const Setting> setting, Duration tick) {
  auto model = compile(std::move(layout), std::move(setting), tick);
  if (!model) {
    for (const Problem& p : model.problems()) qWarning("%s", p.what.id.c_str());
    return nullptr;
  }
  return *model;
}

/// Every chip at full load from two hours before the highest wet bulb of the year; after one hour one unit of every
/// kind of cooling fails at once, in every circuit, loop and hall.
Scenario oneOfEachFails(const Layout& layout) {
  Scenario scenario;
  scenario.id = "one-of-each-fails";
  scenario.beforeHottestHour = hours(2);
  scenario.length = hours(3);
  Job job;
  job.id = "full";
  job.kind = Job::Kind::batch;
  job.chips = layout.chips;
  job.utilisation = 1.0;
  scenario.jobs.push_back(job);
  const auto fail = [&](const std::string& id) { scenario.actions.push_back({hours(1), Fail{id}}); };
  for (const PlacedCircuit& circuit : layout.circuits) {
    fail(layout.pumps[circuit.pumps.front()].id);
    fail(layout.pumps[circuit.condenserPumps.front()].id);
    fail(layout.towers[circuit.towers.front()].id);
    if (!circuit.chillers.empty()) fail(layout.chillers[circuit.chillers.front()].id);
  }
  for (const PlacedLoop& loop : layout.loops) fail(layout.cdus[loop.cdus.front()].id);
  for (const PlacedHall& hall : layout.halls) fail(layout.fanWalls[hall.firstFanWall].id);
  return scenario;
}

}  // namespace

/// Whole campuses: what the generator builds and what comes with the program, run as they are.
class CampusTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void oneOfEachMayFailAtTheHottestHour_data() {
    QTest::addColumn<int>("chips");
    QTest::addColumn<QString>("like");
    QTest::newRow("640 hybrid") << 640 << "shaoguan";
    QTest::newRow("10,000 hybrid") << 10'000 << "shaoguan";
    QTest::newRow("1,280 liquid") << 1'280 << "liquid";
  }

  void oneOfEachMayFailAtTheHottestHour() {
    QFETCH(int, chips);
    QFETCH(QString, like);
    const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
    QVERIFY(catalog);
    GenerateOptions options;
    options.chips = chips;
    options.like = like.toStdString();
    options.surroundings.climate = "shaoguan";
    options.surroundings.tariff = "guangdong";
    auto site = generateSite(options, *catalog);
    QVERIFY(site);
    const auto layout = layOut(std::make_shared<const Site>(std::move(*site)));
    QVERIFY(layout);
    const auto setting = io::settingOf(*(*layout)->site, oneOfEachFails(**layout), {});
    QVERIFY(setting);
    const SimModelPtr model = modelOf(*layout, *setting, seconds(5));
    QVERIFY(model);
    SimStatePtr state = steadyState(*model);
    Serial serial;
    for (int k = 0; k < 3 * 720; ++k) tick(*model, *state, {}, serial);
    const Metrics end = metricsOf(*model, *state);
    qInfo("wet bulb %.1f degC, chips at most %.1f degC, inlets at most %.1f degC, PUE %.3f", end.wetBulbC,
          end.maxChipSoFarC, end.maxInletSoFarC, end.meanPue);
    QCOMPARE(end.throttledChipHours, 0.0);
    QCOMPARE(end.lostChipHours, 0.0);
    QVERIFY(end.maxInletSoFarC < 27.0);  // ASHRAE recommended
    for (std::size_t i = 0; i < (*layout)->loops.size(); ++i) {
      const FramePtr frame = publish(*model, *state, 0);
      QVERIFY(frame->loops.supplyC[i] < 40.0f);  // W40
    }
  }

  /// The figures of a normal day on the sample site, each within its own tolerance.
};

PLENUM_TEST(CampusTest)
#include "CampusTest.moc"
