// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "io/Files.h"
#include "plan/Year.h"
#include "run/WorkerPool.h"
#include "scenario/DesignDay.h"
#include "sim/Engine.h"
#include "sim/Model.h"
#include "sim/State.h"
#include "study/FullLoad.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

namespace {

io::Project oneHall() {
  auto project = io::openProject(sourceDir() / "sample-sites/one-hall/one-hall.site.json");
  if (!project) throw std::runtime_error("one-hall cannot be opened");
  return *project;
}

double sum(const std::array<double, 12>& months) {
  double out = 0.0;
  for (const double m : months) out += m;
  return out;
}

}  // namespace

class YearTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theMeshIsTheYearSolvedHourByHour();
  void theBalanceIsWhereTheSteppingSimulationStays();
  void aDayOfHoursIsADayOfTheSteppingSimulation();
  void betweenUtilisationsTheYearIsNearlyStraight();
  void workersChangeNothing();
};

// every 23rd hour by itself, 381 of them: all hours of the day, all days of the week, all months
void YearTest::theMeshIsTheYearSolvedHourByHour() {
  const io::Project project = oneHall();
  Serial serial;
  const auto years = plan::solveYears(project.layout, *project.setting, {{0.8}, 0.5, 4.0, 23}, serial);
  QVERIFY(years);
  QCOMPARE(years->spots, 381);
  QVERIFY2(years->error < 1e-3, QByteArray::number(years->error).constData());
  QVERIFY(sum(years->years[0].facilityMwh) > sum(years->years[0].itMwh));
}

void YearTest::theBalanceIsWhereTheSteppingSimulationStays() {
  const io::Project project = oneHall();
  Serial serial;
  const auto outdoors = study::designOutdoors(*project.layout, *project.setting);
  QVERIFY(outdoors);
  const study::Outdoor& air = outdoors->front();
  auto rest = study::fullLoadAt(project.layout, *project.setting, air, serial);
  QVERIFY(rest);
  for (int k = 0; k < 1800; ++k) tick(*rest->model, *rest->state, {}, serial);
  const Metrics stepped = metricsOf(*rest->model, *rest->state);
  const auto hour = plan::solveHour(project.layout, *project.setting, 1.0, air.dryBulbC, air.wetBulbC, air.pressurePa);
  QVERIFY(hour);
  QVERIFY(isClose(hour->itW, stepped.itPowerW, 1e-3));
  QVERIFY(isClose(hour->facilityW, stepped.facilityPowerW, 1e-3));
}

void YearTest::aDayOfHoursIsADayOfTheSteppingSimulation() {
  const io::Project project = oneHall();
  auto setting = std::make_shared<Setting>(*project.setting);
  setting->scenario = {};
  setting->scenario.id = "day";
  setting->scenario.start = toTime({{2026, 4, 15}});
  Job job;
  job.id = "all";
  job.kind = Job::Kind::batch;
  job.chips = project.layout->chips;
  job.utilisation = 0.8;
  setting->scenario.jobs = {job};
  const auto model = compile(project.layout, setting, seconds(30));
  QVERIFY(model);
  Serial serial;
  SimStatePtr state = steadyState(**model, serial);
  // the load of servers wanders in the simulation, so the year is asked for the load that it has at each full hour
  double hoursW = 0.0, steppedW = 0.0;
  for (int h = 1; h <= 24; ++h) {
    for (int k = 0; k < 120; ++k) tick(**model, *state, {}, serial);
    const Metrics now = metricsOf(**model, *state);
    const double pressurePa = weatherAt(*setting->weather, now.time).pressurePa;
    const auto low = plan::solveHour(project.layout, *setting, 0.7, now.outdoorC, now.wetBulbC, pressurePa);
    const auto high = plan::solveHour(project.layout, *setting, 0.9, now.outdoorC, now.wetBulbC, pressurePa);
    QVERIFY(low && high);
    const double share = (now.itPowerW - low->itW) / (high->itW - low->itW);
    hoursW += low->facilityW + share * (high->facilityW - low->facilityW);
    steppedW += now.facilityPowerW;
  }
  QVERIFY2(std::abs(hoursW / steppedW - 1.0) < 3e-3, QByteArray::number(hoursW / steppedW, 'g', 8).constData());
}

void YearTest::betweenUtilisationsTheYearIsNearlyStraight() {
  const io::Project project = oneHall();
  Serial serial;
  const auto years = plan::solveYears(project.layout, *project.setting, {{0.5, 0.625, 0.75}, 1.0, 4.0, 0}, serial);
  QVERIFY(years);
  plan::Figures figures;
  figures.years = {years->years[0], years->years[2]};
  const plan::YearAt between = yearAt(figures, 0.625);
  QVERIFY(isClose(sum(between.facilityMwh), sum(years->years[1].facilityMwh), 5e-3));
  QCOMPARE(yearAt(figures, 0.1).utilisation, 0.5);
  QCOMPARE(yearAt(figures, 0.9).utilisation, 0.75);
}

void YearTest::workersChangeNothing() {
  const io::Project project = oneHall();
  Serial one;
  WorkerPool three(3);
  const plan::YearWish wish{{0.6}, 2.0, 6.0, 0};
  const auto a = plan::solveYears(project.layout, *project.setting, wish, one);
  const auto b = plan::solveYears(project.layout, *project.setting, wish, three);
  QVERIFY(a && b);
  QCOMPARE(a->years[0].facilityMwh, b->years[0].facilityMwh);
  QCOMPARE(a->years[0].energyYuan, b->years[0].energyYuan);
}

PLENUM_TEST(YearTest)
#include "YearTest.moc"
