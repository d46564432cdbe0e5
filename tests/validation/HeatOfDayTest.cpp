// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "io/Files.h"
#include "support/RunningSite.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using plenum::test::RunningSite;
namespace validation = plenum::test::validation;

namespace {

/// A hall of air-cooled H100 servers by the catalogue's rows, all of them one training job, with inlet air at that
/// temperature. Fan walls and plant have more than they need, so that the inlet is what it is said to be.
RunningSite hallAt(double supplyC, const ChipSpec& chip, const ServerSpec& server, const RackSpec& rack) {
  RunningSite run;
  auto& s = run.small;
  s.chip = chip;
  s.airServer = server;
  s.airRack = rack;
  s.airRack.rearDoor.clear();
  HallDesign& design = s.design;
  design.supplyAirSetpoint = {supplyC};
  design.containmentLeakage = {0.0};
  RowSpec row = design.rows[1];
  row.rack = rack.id;
  row.doorCircuit.clear();
  row.racks = 6;
  design.rows = {row};
  design.loops.clear(), design.cdus.clear();
  s.draft.circuits.pop_back();
  const double loadW = 6.0 * rack.ratedPower.si;
  s.fanWall.ratedHeat = {2.0 * loadW};
  s.fanWall.airFlow = {2.0 * loadW / (1.2 * 1006.0 * 12.0)};
  s.fanWall.waterFlow = {s.fanWall.ratedHeat.si / (4184.0 * 6.0)};
  Circuit& chilled = s.draft.circuits[0];
  const double machines = chilled.chillers[0].repeat.count;
  s.chiller.ratedCooling = {2.0 * loadW / machines};
  s.chiller.chilledFlow = {s.chiller.ratedCooling.si / (4184.0 * 6.0)};
  s.chiller.condenserFlow = {1.2 * s.chiller.ratedCooling.si / (4184.0 * 5.0)};
  s.chilledPump.flow = {2.0 * loadW / (4184.0 * 6.0)};
  s.condenserPump.flow = {2.0 * loadW / (4184.0 * 5.0)};
  s.chillerTower.ratedHeat = {3.0 * loadW};
  s.chillerTower.waterFlow = {3.0 * loadW / (4184.0 * 5.0)};
  s.chillerTower.airFlow = s.chillerTower.waterFlow;
  run.dryBulbC = 20.0, run.dewPointC = 12.0;
  run.withLoad(1.0);
  run.scenario.jobs[0].kind = Job::Kind::training;
  run.start();
  return run;
}

}  // namespace

/// T-3. Warmer air at noon slows air-cooled chips that stand near their limit, and with them the job.
class HeatOfDayTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void warmAirAtNoonSlowsTheJob() {
    const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
    QVERIFY(catalog);
    const auto& chip = *(*catalog)->find<ChipSpec>("h100");
    auto server = *(*catalog)->find<ServerSpec>("h100-8-air");
    const auto& rack = *(*catalog)->find<RackSpec>("h100-air-32");
    // servers near their limit have nothing left to give: fans at one speed
    server.fanMaxSpeed = 1.0;
    server.fanRampPerKelvin = 0.0;
    struct Rest {
      double inletC = 0.0, perChip = 0.0;  // useful share of chip-time, over an hour after all has settled
      std::uint32_t throttled = 0;
    };
    const auto restAt = [&](double supplyC) {
      RunningSite run = hallAt(supplyC, chip, server, rack);
      run.advance(1800);
      const auto done = [&] {
        const WorkTotals& t = run.state->work.totals;
        return t.usefulChipS + t.usefulRate * (double(run.state->tick) - t.lastS);
      };
      const double before = done();
      run.advance(3600);
      const Metrics m = run.metrics();
      return Rest{m.maxInletC, (done() - before) / 3600.0 / run.layout().chips, m.throttledChips};
    };
    // the warmest air, to a tenth of a kelvin, at which no chip steps its clock down
    double limitC = 27.0;
    while (restAt(limitC + 0.1).throttled == 0 && limitC < 40.0) limitC += 0.1;
    QVERIFY(limitC > 27.0 && limitC < 35.0);
    const Rest cool = restAt(limitC);
    const auto dipAt = [&](double riseK) {
      const Rest warm = restAt(limitC + riseK);
      QTest::qVerify(std::abs(warm.inletC - (limitC + riseK)) < 0.2, "inlet", "", __FILE__, __LINE__);
      return 100.0 * (1.0 - warm.perChip / cool.perChip);
    };
    const char* source =
        "Llama 3 herd of models: 1 to 2 % over the day; how near its limit that cluster stood is not told";
    double before = 0.0;
    for (const double swingK : {5.0, 6.5, 8.0}) {
      // at its limit in the mean of the day: half of the swing lies above
      const double dip = dipAt(0.5 * swingK);
      qInfo("%.1f K: %.2f %%", swingK, dip);
      // warmer is slower, to within the steps in which clocks hunt for their limit
      QVERIFY(dip > before - 0.3);
      before = dip;
      const std::string what = "slower at noon, air-cooled H100 that reach their limit at the mean of a day of " +
                               toText(swingK, 1) + " K, fans at one speed";
      QVERIFY(validation::between({"T-3", what.c_str(), source, "%", 2}, dip, 0.5, 3.0));
    }
    QVERIFY(validation::between({.id = "T-3",
                                 .what = "the same where they reach it by night already, at 6.5 K",
                                 .source = source,
                                 .unit = "%",
                                 .digits = 2,
                                 .kind = validation::Case::Kind::informational},
                                dipAt(6.5), 0.5, 3.0));
  }
};

PLENUM_TEST(HeatOfDayTest)
#include "HeatOfDayTest.moc"
