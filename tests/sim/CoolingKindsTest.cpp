// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "io/Files.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;

namespace {

struct HallKind {
  const char* name;
  const char* rack;
  int racks;
  const char* coolant;
  const char* cdu;
  bool hasDoor;
  double liquidFrom, liquidTo, doorFrom, doorTo;  // shares of the heat of the racks
};

// every way to cool a rack that the catalogue knows; the shares are those that its rows promise
constexpr HallKind plantKinds[] = {
    {"air", "zhenwu-810e-air-48", 6, "pg25", "cdu-600", false, 0.0, 0.0, 0.0, 0.0},
    {"air and rear door", "zhenwu-810e-door-48", 6, "pg25", "cdu-600", true, 0.0, 0.0, 0.45, 1.02},
    {"cold plates, 70 %", "zhenwu-810e-liquid-64", 6, "pg25", "cdu-600", false, 0.68, 0.72, 0.0, 0.0},
    {"cold plates, 75 %", "cm384-compute", 6, "pg25", "cdu-600", false, 0.73, 0.77, 0.0, 0.0},
    {"cold plates, 80 %, and rear door", "h200-hybrid-32", 6, "pg25", "cdu-600", true, 0.78, 0.82, 0.08, 0.22},
    {"cold plates, 90 %", "al128-m890", 3, "pg25", "cdu-600", false, 0.88, 0.92, 0.0, 0.0},
    {"immersion", "zhenwu-810e-immersed-64", 5, "dielectric", "cdu-immersion-300", false, 0.97, 0.99, 0.0, 0.0},
};

/// The hall of the small sample site with one row of one kind of rack.
LayoutPtr hallOf(const HallKind& kind) {
  auto opened = io::openProject(test::sourceDir() / "sample-sites" / "one-hall" / "one-hall.site.json");
  if (!opened) return nullptr;
  auto site = std::make_shared<Site>(*opened->layout->site);
  auto design = std::make_shared<HallDesign>(*site->halls.front().design);
  RowSpec row = design->rows.front();
  row.rack = kind.rack;
  row.racks = kind.racks;
  row.doorCircuit = kind.hasDoor ? "CHW" : "";
  design->rows = {row};
  design->loops.front().coolant = kind.coolant;
  for (HallUnitSpec& cdu : design->cdus) cdu.type = kind.cdu;
  site->halls.front().design = design;
  auto laid = layOut(site);
  return laid ? *laid : nullptr;
}

struct Shares {
  double liquid = 0.0, door = 0.0, air = 0.0;
};
Shares sharesOf(const SimState& state) {
  Shares sum;
  double allJ = 0.0;
  for (std::size_t r = 0; r < state.racks.itW.size(); ++r) {
    sum.liquid += state.racks.liquidHeatJ[r];
    sum.door += state.racks.doorHeatJ[r];
    sum.air += state.racks.airHeatJ[r] - state.racks.doorHeatJ[r];
    allJ += state.racks.liquidHeatJ[r] + state.racks.airHeatJ[r];
  }
  return {sum.liquid / allJ, sum.door / allJ, sum.air / allJ};
}

}  // namespace

/// One hall of each kind of cooling, from rows of the catalogue alone.
class CoolingKindsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void settlesRunsAnHourAndKeepsItsBooks_data() {
    QTest::addColumn<int>("number");
    for (int i = 0; i < static_cast<int>(std::size(plantKinds)); ++i) QTest::newRow(plantKinds[i].name) << i;
  }
  void settlesRunsAnHourAndKeepsItsBooks() {
    QFETCH(int, number);
    const HallKind& kind = plantKinds[number];
    const LayoutPtr layout = hallOf(kind);
    QVERIFY(layout);
    auto setting = std::make_shared<Setting>();
    Job job;
    job.id = "load";
    job.kind = Job::Kind::batch;
    job.chips = layout->chips;
    job.utilisation = 1.0;
    setting->scenario.jobs = {job};
    setting->weather = test::stillWeather(30.0, 22.0);
    const auto compiled = compile(layout, setting, seconds(1));
    QVERIFY2(compiled, compiled ? "" : compiled.problems().front().what.id.c_str());
    const SimModel& model = **compiled;
    const SimStatePtr state = steadyState(model);
    const auto isCool = [&] {
      for (std::uint32_t r = 0; r < layout->racks.size(); ++r) {
        const RackClass& k = model.classOf(r);
        if (state->racks.maxDieC[r] >= k.throttleC || state->racks.maxMemoryC[r] >= k.memoryThrottleC) return false;
      }
      return true;
    };
    const auto isShared = [&](Shares s) {
      return s.liquid >= kind.liquidFrom && s.liquid <= kind.liquidTo && s.door >= kind.doorFrom &&
             s.door <= kind.doorTo && test::isNear(s.liquid + s.door + s.air, 1.0, 1e-9);
    };
    const auto said = [&] {
      const Shares s = sharesOf(*state);
      return qPrintable(QString("liquid %1, door %2, air %3, die %4, memory %5")
                            .arg(s.liquid)
                            .arg(s.door)
                            .arg(s.air)
                            .arg(state->racks.maxDieC[0])
                            .arg(state->racks.maxMemoryC[0]));
    };
    QVERIFY2(isCool(), said());
    QVERIFY2(isShared(sharesOf(*state)), said());
    const float before = state->racks.maxDieC[0];
    Serial serial;
    for (int i = 0; i < 3600; ++i) tick(model, *state, {}, serial);
    QVERIFY2(isCool(), said());
    QVERIFY2(isShared(sharesOf(*state)), said());
    QVERIFY2(std::abs(state->racks.maxDieC[0] - before) < 4.0f, said());  // the load wanders by a tenth
    QVERIFY2(state->ledger.worstTick <= 1e-12, qPrintable(QString::number(state->ledger.worstTick)));
  }

  // without its pumps a cold plate has nothing to give its heat to; a bath of 800 L warms as one and goes on cooling by
  // its buoyancy: 5 tanks of 400 + 400 L of 810 kg/m³ and 2200 J/(kg K) hold 7.1 MJ/K against 160 kW
  void aBathGivesTime() {
    const auto secondsToThrottle = [](const HallKind& kind) {
      const LayoutPtr layout = hallOf(kind);
      auto setting = std::make_shared<Setting>();
      Job job;
      job.id = "load";
      job.kind = Job::Kind::batch;
      job.chips = layout->chips;
      job.utilisation = 1.0;
      setting->scenario.jobs = {job};
      setting->weather = test::stillWeather(30.0, 22.0);
      const auto model = compile(layout, setting, seconds(1));
      const SimStatePtr state = steadyState(**model);
      Serial serial;
      std::vector<Action> lost;
      for (const PlacedCdu& cdu : layout->cdus) lost.push_back(Fail{cdu.id});
      int s = 0;
      for (; s < 7200; ++s) {
        tick(**model, *state, s == 0 ? std::span<const Action>(lost) : std::span<const Action>(), serial);
        if (std::any_of(state->racks.throttled.begin(), state->racks.throttled.end(), [](auto n) { return n > 0; }))
          break;
      }
      return state->ledger.worstTick <= 1e-12 ? s : -1;
    };
    const int plates = secondsToThrottle(plantKinds[2]), bath = secondsToThrottle(plantKinds[6]);
    QVERIFY2(plates > 10 && plates < 180, qPrintable(QString::number(plates)));
    QVERIFY2(bath > 3 * plates && bath < 1200, qPrintable(QString("%1, %2").arg(bath).arg(plates)));
  }

  void chipsWithoutAnImmersionResistanceAreRefused() {
    test::RunningSite run;
    run.small.liquidRack.isImmersed = true;
    QVERIFY_EXCEPTION_THROWN(run.start(), std::runtime_error);
    run.small.chip.immersionConvection = {0.06};
    run.start();
    QVERIFY(run.model->classes.front().isImmersed);
    QCOMPARE(run.model->classes.front().fansW, 0.0);
  }
};

PLENUM_TEST(CoolingKindsTest)
#include "CoolingKindsTest.moc"
