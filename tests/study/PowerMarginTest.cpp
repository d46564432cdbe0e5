// SPDX-License-Identifier: Apache-2.0
#include "study/Campus.h"
#include "study/PowerMargin.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::SmallSite;
using study::PowerMargin;

/// GRID-A → TA → MA → UA → H1/PA and the same with B; MECH from MA, else MB; genset G stands by for MA and MB.
class PowerMarginTest : public QObject {
  Q_OBJECT

  /// A site whose power tree loses nothing, so that sums can be made by hand.
  static SmallSite lossless() {
    SmallSite small;
    small.transformer.noLoadLoss = small.transformer.loadLoss = {0};
    small.ups.loss = small.board.loss = small.pdu.loss = {};
    return small;
  }
  static std::uint32_t deviceOf(const study::Rest& rest, const char* id) { return rest.model->layout->find(id)->index; }
  static double sumOf(const std::vector<double>& all) {
    double sum = 0.0;
    for (const double w : all) sum += w;
    return sum;
  }
  // fans have moved by a tick between what they drew and what they will
  static double plantW(const SimState& s) {
    return sumOf(s.plant.pumpPowerW) + sumOf(s.plant.chillerPowerW) + sumOf(s.sinks.cellPowerW);
  }

 private Q_SLOTS:
  void eitherSideMustCarryAll() {
    const study::Rest rest = test::fullLoad(lossless());
    const SimState& s = *rest.state;
    const PowerMargin power(*rest.model, s, s.racks.itW);
    const double hallW = sumOf(s.racks.itW) + sumOf(s.cdus.powerW) + sumOf(s.air.powerW);
    for (const char* side : {"A", "B"}) {
      const std::string name = side;
      QVERIFY(test::isClose(power.worstW(deviceOf(rest, ("H1/P" + name).c_str())), hallW, 1e-5));
      QVERIFY(test::isClose(power.worstW(deviceOf(rest, ("U" + name).c_str())), hallW, 1e-5));
      QVERIFY(test::isClose(power.worstW(deviceOf(rest, ("GRID-" + name).c_str())), hallW + plantW(s), 1e-5));
    }
  }

  void gensetsOfBothSidesAreCountedOnce() {
    const study::Rest rest = test::fullLoad(lossless());
    const SimState& s = *rest.state;
    const PowerMargin power(*rest.model, s, s.racks.itW);
    QCOMPARE(power.devices(), static_cast<std::uint32_t>(rest.model->layout->power.size() + 1));
    const std::uint32_t set = power.devices() - 1;
    QVERIFY(power.isStandby(set));
    QCOMPARE(power.ratingW(set), 1000e3);
    const double allW = sumOf(s.racks.itW) + sumOf(s.cdus.powerW) + sumOf(s.air.powerW) + plantW(s);
    QVERIFY(test::isClose(power.worstW(set), allW, 1e-5));
  }

  void gensetsCarryTheirOwnSideWithOneOfThemOut() {
    SmallSite small = lossless();
    for (const char* side : {"A", "B"}) {
      PowerSpec set = small.draft.power.back();
      set.id = std::string("G") + side;
      set.repeat = {3, {3, 0}};
      small.draft.power.push_back(set);
    }
    for (PowerSpec& device : small.draft.power) {
      if (device.id == "MA") device.standby = {"GA1", "GA2", "GA3"};
      if (device.id == "MB") device.standby = {"GB1", "GB2", "GB3"};
    }
    const study::Rest rest = test::fullLoad(small);
    const SimState& s = *rest.state;
    const PowerMargin power(*rest.model, s, s.racks.itW);
    const std::uint32_t setA = static_cast<std::uint32_t>(rest.model->layout->power.size());
    QCOMPARE(power.ratingW(setA), 2000e3);
    // half of the racks; pumps and fans as long as their first feed lives
    const double sideA = 0.5 * sumOf(s.racks.itW) + sumOf(s.cdus.powerW) + sumOf(s.air.powerW) + plantW(s);
    QVERIFY(test::isClose(power.worstW(setA), sideA, 1e-5));
    QVERIFY(test::isClose(power.worstW(setA + 1), 0.5 * sumOf(s.racks.itW), 1e-5));
    const auto steps = power.above(deviceOf(rest, "H1/PA"), deviceOf(rest, "H1/PB"));
    const auto set = std::find_if(steps.begin(), steps.end(), [&](const auto& step) { return step.device == setA; });
    QVERIFY(set != steps.end());
    QCOMPARE(set->wattsPerWatt, 0.5);
  }

  void lossesAddUpOnTheWay() {
    const study::Rest rest = test::fullLoad(SmallSite{});
    const SimState& s = *rest.state;
    const PowerMargin power(*rest.model, s, s.racks.itW);
    const double pduW = power.worstW(deviceOf(rest, "H1/PA")), x = pduW / 600e3;
    QVERIFY(test::isClose(power.worstW(deviceOf(rest, "UA")), pduW + 600e3 * 0.005 * x * x, 1e-9));
    // a watt more at the rack: 1 + 2·0.005·x at the PDU
    const auto steps = power.above(deviceOf(rest, "H1/PA"), none);
    const auto ups =
        std::find_if(steps.begin(), steps.end(), [&](const auto& step) { return step.device == deviceOf(rest, "UA"); });
    QVERIFY(ups != steps.end());
    QVERIFY(test::isClose(ups->wattsPerWatt, 1.0 + 0.01 * x, 1e-9));
  }

  void aTieBringsWhatHangsOnOneBoardToTheOther() {
    SmallSite small = lossless();
    for (RowSpec& row : small.design.rows) row.feedB = "";
    small.design.cdus[0].feedB = small.design.fanWalls[0].feedB = "";
    const auto racksOn = [](const SmallSite& site, const char* device) {
      const study::Rest rest = test::fullLoad(site);
      const PowerMargin power(*rest.model, *rest.state, rest.state->racks.itW);
      return power.worstW(deviceOf(rest, device)) / sumOf(rest.state->racks.itW);
    };
    QVERIFY(racksOn(small, "TB") < 1.0);
    PowerSpec tie;
    tie.kind = PowerSpec::Kind::tie;
    tie.id = "MT";
    tie.from = "MA";
    tie.alternate = "MB";
    small.draft.power.push_back(tie);
    QVERIFY(racksOn(small, "TB") > 1.0);
    QVERIFY(racksOn(small, "TA") > 1.0);
    // what hangs below the tie does not come near it
    QVERIFY(racksOn(small, "UB") < 1.0);
  }

  void aSingleCordUsesOneSide() {
    SmallSite small = lossless();
    for (RowSpec& row : small.design.rows) row.feedB = "";
    small.design.cdus[0].feedB = small.design.fanWalls[0].feedB = "";
    const study::Rest rest = test::fullLoad(small);
    const PowerMargin power(*rest.model, *rest.state, rest.state->racks.itW);
    QCOMPARE(power.worstW(deviceOf(rest, "H1/PB")), 0.0);
    QCOMPARE(power.spareW(deviceOf(rest, "H1/PB")), 600e3);
  }
};

PLENUM_TEST(PowerMarginTest)
#include "PowerMarginTest.moc"
