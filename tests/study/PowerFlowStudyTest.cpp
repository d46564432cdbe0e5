// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "physics/PowerFlow.h"
#include "study/PowerFlowStudy.h"
#include "study/Voltages.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::SmallSite;

namespace {

/// A frame by hand: what hangs on each device, and where each gets its power from. Only what the study reads.
struct HandFrame {
  LayoutPtr layout;
  std::map<std::string, double> hangsW;  // on a device, that is no power device
  std::map<std::string, Fed> fed = {};
  std::map<std::string, Running> state = {};

  std::uint32_t at(const std::string& id) const { return layout->find(id)->index; }

  Frame frame() const {
    Frame out;
    out.layout = layout;
    const std::size_t count = layout->power.size();
    Frame::Power& power = out.power;
    for (auto* v : {&power.outputW, &power.inputW, &power.lossW}) v->assign(count, 0.0f);
    power.fed.assign(count, Fed::normal);
    power.state.assign(count, Running::on);
    for (std::uint32_t d = 0; d < count; ++d) {
      power.firstBreaker.push_back(static_cast<std::uint32_t>(power.contact.size()));
      power.contact.insert(power.contact.end(), layout->power[d].breakers.size(), Contact::closed);
      if (layout->power[d].kind == PowerSpec::Kind::genset) power.state[d] = Running::off;
    }
    power.firstBreaker.push_back(static_cast<std::uint32_t>(power.contact.size()));
    for (const auto& [id, running] : state) power.state[at(id)] = running;
    for (const auto& [id, from] : fed) power.fed[at(id)] = from;
    std::vector<double> outW(count, 0.0);
    for (const auto& [id, w] : hangsW) outW[at(id)] += w;
    for (std::size_t n = count; n-- > 0;) {
      const PlacedPower& device = layout->power[n];
      if (power.state[n] != Running::on) continue;
      double lossW = 0.0;
      const double x = outW[n] / std::max(1.0, device.rating.si);
      if (device.transformer) lossW = device.transformer->noLoadLoss.si + device.transformer->loadLoss.si * x * x;
      if (device.ups)
        lossW = device.rating.si * (device.ups->loss.a + x * (device.ups->loss.b + x * device.ups->loss.c));
      if (device.distribution) lossW = device.rating.si * device.distribution->loss.c * x * x;
      power.outputW[n] = static_cast<float>(outW[n]);
      power.inputW[n] = static_cast<float>(outW[n] + lossW);
      power.lossW[n] = static_cast<float>(lossW);
      const std::uint32_t from = power.fed[n] == Fed::normal      ? device.from
                                 : power.fed[n] == Fed::bypass    ? device.from
                                 : power.fed[n] == Fed::alternate ? device.alternate
                                 : power.fed[n] == Fed::standby   ? device.standby.front()
                                                                  : none;
      if (from != none) outW[from] += outW[n] + lossW;
    }
    return out;
  }
};

PowerSpec& deviceOf(std::vector<PowerSpec>& devices, const std::string& id) {
  return *std::find_if(devices.begin(), devices.end(), [&](const PowerSpec& p) { return p.id == id; });
}

const study::VoltageRow& rowOf(const study::VoltageTable& table, const std::string& id) {
  return *std::find_if(table.rows.begin(), table.rows.end(), [&](const auto& row) { return row.id == id; });
}

HandFrame loaded(const SmallSite& small) {
  return {.layout = small.layout(), .hangsW = {{"H1/PA", 200e3}, {"H1/PB", 200e3}, {"MECH", 150e3}}};
}

}  // namespace

class PowerFlowStudyTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void voltagesComeFromTransformers() {
    const SmallSite small;
    const auto nominal = study::nominalVolts(*small.layout());
    const auto volts = [&](const char* id) { return nominal[small.layout()->find(id)->index].volts; };
    QCOMPARE(volts("GRID-A"), small.transformer.primary.si);
    QCOMPARE(volts("TA"), small.transformer.secondary.si);
    QCOMPARE(volts("H1/PB"), small.transformer.secondary.si);
    QCOMPARE(volts("G"), small.transformer.secondary.si);
  }

  /// The transformer alone drops what its short-circuit voltage says: x · (R cos φ + X sin φ) to first order.
  void transformerDropsItsShortCircuitVoltage() {
    const HandFrame hand = loaded(SmallSite());
    const Frame frame = hand.frame();
    const auto table = study::voltageTable(frame);
    QVERIFY(table);
    const study::VoltageRow& t = rowOf(*table, "TA");
    const TransformerSpec& spec = *hand.layout->power[t.device].transformer;
    const double x = frame.power.outputW[t.device] / spec.rating.si;
    const double r = spec.impedance.si / std::sqrt(1.0 + spec.xOverR * spec.xOverR);
    // between the power factors of UPS and plant
    QVERIFY(t.drop > x * (r * 0.99 + r * spec.xOverR * 0.14) * 0.95);
    QVERIFY(t.drop < x * (r * 0.95 + r * spec.xOverR * 0.31) * 1.15);
    QVERIFY(test::isClose(t.volts, 1.0 - t.drop, 1e-9));
    QVERIFY(!table->hasCables);
    QVERIFY(test::isNear(table->cableLossW, 0.0, 1e-3));
    QVERIFY(table->rows.front().volts <= table->rows.back().volts);
  }

  void currentsAreWhatTheFrameSays() {
    const HandFrame hand = loaded(SmallSite());
    const Frame frame = hand.frame();
    const auto table = study::voltageTable(frame);
    QVERIFY(table);
    for (const char* id : {"TA", "MA", "UA", "H1/PA", "MECH"}) {
      const study::VoltageRow& row = rowOf(*table, id);
      QVERIFY2(test::isClose(row.powerW, static_cast<double>(frame.power.inputW[row.device]), 3e-3), id);
    }
    const study::VoltageRow& pdu = rowOf(*table, "H1/PA");
    QVERIFY(test::isClose(pdu.amps, pdu.powerW / (std::sqrt(3.0) * 0.99 * pdu.nominalV), 1e-3));
    QVERIFY(test::isClose(pdu.settingA, 600e3 / (std::sqrt(3.0) * pdu.nominalV), 1e-9));
  }

  void longCableDropsVoltageAndItsLossIsPaidByTheFeed() {
    SmallSite small;
    const auto before = study::voltageTable(loaded(small).frame());
    deviceOf(small.draft.power, "MECH").cable = {120.0};
    deviceOf(small.design.power, "PA").cable = {80.0};
    const auto after = study::voltageTable(loaded(small).frame());
    QVERIFY(before && after);
    QVERIFY(after->hasCables);
    const study::VoltageRow& mech = rowOf(*after, "MECH");
    // by hand: 1600 kW at its setting is 2309 A, four cables of 300 mm² beside each other
    const physics::Cable cable = physics::cableFor(mech.settingA);
    QCOMPARE(cable.parallel, 4);
    QVERIFY(test::isClose(mech.lossW, 3.0 * mech.amps * mech.amps * cable.ohmPerM * 120.0, 1e-6));
    QVERIFY(mech.drop > 0.0 && rowOf(*before, "MECH").drop < 1e-9);
    // lost in the cable of a PDU behind a UPS: paid with what the UPS takes on top
    const double pduW = rowOf(*after, "H1/PA").lossW;
    QVERIFY(pduW > 100.0);
    QVERIFY(test::isClose(after->cableLossW, mech.lossW + pduW, 1e-9));
    QVERIFY(after->sourcesW - before->sourcesW > after->cableLossW);
    QVERIFY(after->sourcesW - before->sourcesW < 1.2 * after->cableLossW);
  }

  void upsHoldsItsVoltageAndABypassDoesNot() {
    SmallSite small;
    HandFrame hand = loaded(small);
    const auto online = study::voltageTable(hand.frame());
    hand.fed["UA"] = Fed::bypass;
    const auto bypass = study::voltageTable(hand.frame());
    QVERIFY(online && bypass);
    QCOMPARE(rowOf(*online, "H1/PA").volts, 1.0);
    QVERIFY(rowOf(*bypass, "H1/PA").volts < 1.0);
    QVERIFY(test::isClose(rowOf(*bypass, "H1/PA").volts, rowOf(*bypass, "UA").volts, 1e-9));
  }

  void transferredBoardHangsOnTheOtherSide() {
    HandFrame hand = loaded(SmallSite());
    hand.state["GRID-A"] = hand.state["TA"] = hand.state["MA"] = Running::dark;
    hand.fed["UA"] = Fed::battery;
    hand.fed["MECH"] = Fed::alternate;
    const auto table = study::voltageTable(hand.frame());
    QVERIFY(table);
    QVERIFY(test::isClose(rowOf(*table, "MECH").volts, rowOf(*table, "MB").volts, 1e-9));
    QVERIFY(test::isClose(rowOf(*table, "UA").powerW, 200e3, 0.01));
    for (const study::VoltageRow& row : table->rows) QVERIFY(row.id != "MA" && row.id != "G");
  }

  void gensetFeedsItsBoard() {
    HandFrame hand = loaded(SmallSite());
    hand.state["GRID-A"] = hand.state["TA"] = Running::dark;
    hand.state["G"] = Running::on;
    hand.fed["MA"] = Fed::standby;
    const auto table = study::voltageTable(hand.frame());
    QVERIFY(table);
    QCOMPARE(rowOf(*table, "MA").volts, 1.0);
    QVERIFY(rowOf(*table, "G").powerW > 350e3);
  }

  void weakPlacesAreNamed() {
    SmallSite small;
    deviceOf(small.draft.power, "MECH").cable = {400.0};
    deviceOf(small.draft.power, "MECH").breaker = {200e3};
    const auto table = study::voltageTable(loaded(small).frame());
    QVERIFY(table);
    QCOMPARE(table->rows.front().id, std::string("MECH"));
    QVERIFY(table->rows.front().verdict != study::VoltageRow::Verdict::good);
    QVERIFY(rowOf(*table, "MB").verdict == study::VoltageRow::Verdict::good);
  }

  void collapseIsAProblemThatNamesThePlace() {
    SmallSite small;
    deviceOf(small.draft.power, "MECH").cable = {5000.0};
    deviceOf(small.draft.power, "MECH").breaker = {200e3};
    const auto table = study::voltageTable(loaded(small).frame());
    QVERIFY(!table);
    QCOMPARE(table.problems().front().what.id, std::string("powerflow.collapse"));
    QCOMPARE(table.problems().front().what.arguments.front().second, std::string("MECH"));
  }

  void aDarkSiteHasNoVoltages() {
    HandFrame hand = loaded(SmallSite());
    for (const PlacedPower& device : hand.layout->power) hand.state[device.id] = Running::dark;
    const auto table = study::voltageTable(hand.frame());
    QVERIFY(table && table->rows.empty());
  }
};

PLENUM_TEST(PowerFlowStudyTest)
#include "PowerFlowStudyTest.moc"
