// SPDX-License-Identifier: Apache-2.0
#include "charts/FlowBalance.h"

// GCC 12 takes the braced date of Scenario's start for a pointer that outlives it
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdangling-pointer"
#include "support/RunningSite.h"
#pragma GCC diagnostic pop

#include <QApplication>
#include <QFontMetricsF>
#include <set>

#include "charts/SankeyLabels.h"
#include "charts/SankeyView.h"
#include "io/Language.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::views;

namespace {

const FlowBalance::Stop* stop(const FlowBalance& balance, const std::string& id) {
  for (const auto& s : balance.stops)
    if (s.id == id) return &s;
  return nullptr;
}

/// Every stop but sources and sinks gives what it gets; and all that comes in goes out.
void verifyClosed(const FlowBalance& b, const std::set<std::string>& ends) {
  double in = 0.0, out = 0.0;
  std::vector<double> got(b.stops.size(), 0.0), gave(b.stops.size(), 0.0);
  for (const auto& flow : b.flows) {
    QVERIFY(flow.amount > 0.0);
    gave[flow.from] += flow.amount;
    got[flow.to] += flow.amount;
  }
  for (std::size_t i = 0; i < b.stops.size(); ++i) {
    QVERIFY(test::isNear(b.stops[i].in, got[i], 4e-6 * b.total));
    QVERIFY(test::isNear(b.stops[i].out, gave[i], 4e-6 * b.total));
    if (ends.contains(b.stops[i].id)) {
      in += gave[i] > got[i] ? gave[i] : 0.0;
      out += got[i] > gave[i] ? got[i] : 0.0;
    } else {
      QVERIFY2(test::isNear(got[i], gave[i], 4e-6 * b.total), b.stops[i].id.c_str());
    }
  }
  QVERIFY(test::isNear(in, out, 4e-6 * b.total));
}

const std::set<std::string> energyEnds{"grid", "gensets",      "batteries", "charging", "tower-air", "dry-air",
                                       "lake", "surroundings", "stored",    "released", "kept",      "given"};
const std::set<std::string> waterEnds{"make-up", "evaporation", "drift", "blow-down", "stored", "released"};

FramePtr steadyFrame() {
  const auto site = std::make_unique<test::RunningSite>();
  site->start();
  site->advance(600);
  return publish(*site->model, *site->state, 1);
}

/// Half a minute after the coolant of a hall has lost a CDU: chips, plates and racks warm up.
FramePtr warmingFrame() {
  test::RunningSite site;
  site.start();
  for (const PlacedCdu& cdu : site.layout().cdus) site.act(Fail{cdu.id});
  site.advance(30);
  return publish(*site.model, *site.state, 1);
}

}  // namespace

class FlowBalanceTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { frame_ = steadyFrame(); }

  void whatFlowsInFlowsOut() {
    const FlowBalance b = energyBalance(*frame_);
    QVERIFY(b.stops.size() > 8);
    verifyClosed(b, energyEnds);
    QVERIFY(test::isClose(b.total, frame_->metrics.facilityPowerW, 1e-6));
  }

  // every stage of the power tree gives what it gets, and what comes in is what the campus draws
  void powerByStageBalancesToTheFrame() {
    const FlowBalance b = powerBalance(*frame_);
    const Metrics& m = frame_->metrics;
    QVERIFY(test::isClose(b.total, m.facilityPowerW - m.otherPowerW, 1e-4));
    QVERIFY2(b.stored + b.released < 1e-4 * b.total, qPrintable(QString::number(b.stored / b.total)));
    QVERIFY(test::isClose(stop(b, "computing")->in, m.itPowerW, 1e-5));
    double lossW = 0.0, coolingW = 0.0;
    for (const auto& s : b.stops) {
      if (s.id.starts_with("loss-")) lossW += s.in;
      if (s.id == "cdus" || s.id == "fan-walls" || s.id == "pumps" || s.id == "chillers-power" ||
          s.id == "towers-power")
        coolingW += s.in;
    }
    QVERIFY(test::isClose(lossW, m.lossPowerW, 1e-4));
    QVERIFY(test::isClose(coolingW, m.coolingPowerW, 1e-4));
    QVERIFY(stop(b, "ups") && stop(b, "ups")->column > stop(b, "grid")->column);
  }

  void aSteadyPlantLeavesLittleOver() {
    const FlowBalance b = energyBalance(*frame_);
    const double over = b.stored + b.released + b.kept + b.given;
    qInfo("%.1f kW of %.1f kW taken up or given back", over / 1e3, b.total / 1e3);
    for (const auto& s : b.stops) qInfo("%-16s in %10.1f kW  out %10.1f kW", s.id.c_str(), s.in / 1e3, s.out / 1e3);
    // pump heat, heat of the halls' own losses and through walls have no reading in the frame
    QVERIFY2(over < 0.08 * b.total, qPrintable(QString::number(over / b.total)));
  }

  // a rack's power is what it gives to coolant and air and what its metal takes up, to the rounding of a float
  void aRackGivesWhatItGetsOrKeepsIt() {
    const FramePtr frame = warmingFrame();
    const Frame::Racks& r = frame->racks;
    bool hasKept = false;
    for (std::size_t i = 0; i < r.powerW.size(); ++i) {
      const double gaveW = double(r.coolantHeatW[i]) + double(r.airHeatW[i]) + double(r.storedW[i]);
      QVERIFY2(test::isClose(gaveW, double(r.powerW[i]), 1e-5), qPrintable(QString::number(gaveW - r.powerW[i])));
      hasKept = hasKept || r.storedW[i] > 0.02f * r.powerW[i];
    }
    QVERIFY(hasKept);
  }

  // while chips warm up, what they take up is no heat of the hall's air
  void whatChipsTakeUpIsAFlowOfItsOwn() {
    const FramePtr frame = warmingFrame();
    const FlowBalance b = energyBalance(*frame);
    verifyClosed(b, energyEnds);
    double airW = 0.0, keptW = 0.0, givenW = 0.0;
    for (const float w : frame->racks.airHeatW) airW += w;
    for (const float w : frame->racks.storedW) (w > 0.0f ? keptW : givenW) += std::abs(w);
    QVERIFY(stop(b, "kept") && test::isClose(stop(b, "kept")->in, keptW, 1e-5));
    // what is read and what is left over stay apart
    QVERIFY(test::isClose(b.kept, keptW, 1e-5) && test::isClose(b.given + 1.0, givenW + 1.0, 1e-5));
    QVERIFY(test::isClose(b.stored + 1.0, (stop(b, "stored") ? stop(b, "stored")->in : 0.0) + 1.0, 1e-9));
    double intoAirW = 0.0;
    for (const auto& flow : b.flows)
      if (b.stops[flow.from].id == "computing" && b.stops[flow.to].id == "air") intoAirW += flow.amount;
    QVERIFY(test::isClose(intoAirW, airW, 1e-5));
    QVERIFY(test::isClose(b.total, frame->metrics.facilityPowerW, 1e-6));
  }

  // one rack that takes up what another gives back is two flows, not none
  void takingUpAndGivingBackAreNotSetOff() {
    Frame two = *frame_;
    two.racks.storedW[0] = 50e3f, two.racks.storedW[1] = -50e3f;
    const FlowBalance b = energyBalance(two);
    QVERIFY(stop(b, "kept") && stop(b, "kept")->in >= 50e3 && stop(b, "given") && stop(b, "given")->out >= 50e3);
  }

  void heatThatIsMissingIsShownAndNotHidden() {
    Frame lie = *frame_;
    for (float& heat : lie.towers.heatW) heat *= 0.5f;
    const FlowBalance honest = energyBalance(*frame_), b = energyBalance(lie);
    verifyClosed(b, energyEnds);
    double towersW = 0.0;
    for (const float heat : lie.towers.heatW) towersW += heat;
    const auto* before = stop(honest, "stored");
    const auto* now = stop(b, "stored");
    QVERIFY(now && now->in - (before ? before->in : 0.0) > 0.8 * towersW);
  }

  void waterComesInAndGoesOut() {
    const FlowBalance b = waterBalance(*frame_);
    verifyClosed(b, waterEnds);
    QVERIFY(stop(b, "evaporation") && stop(b, "evaporation")->in > 0.0);
    QVERIFY(b.total > 0.0);
  }

  void aFrameWithoutNumbersHasNoFlows() {
    Frame empty;
    QVERIFY(energyBalance(empty).flows.empty() && waterBalance(empty).flows.empty());
    empty.layout = frame_->layout;
    QVERIFY(energyBalance(empty).flows.empty() && waterBalance(empty).flows.empty());
  }

  // at the size of the dock in a window of 1600x900, whatever flows
  void everyStopIsNamedWithItsAmount() {
    qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
    for (const char* code : {"en", "zh"}) {
      const auto language = io::Language::read(code);
      QVERIFY(language);
      for (const FramePtr& frame : {frame_, warmingFrame()})
        for (const bool isPower : {false, true}) {
          const FlowBalance b = isPower ? powerBalance(*frame) : energyBalance(*frame);
          const QRectF whole(0, 0, 880, 250);
          const SankeyShape shape = sankeyIn(whole.adjusted(12, 52, -156, -22), b, 10.0, 22.0);
          std::vector<QString> names, amounts;
          for (const auto& s : b.stops) {
            names.push_back(QString::fromStdString(s.hasName ? "Facility water" : language->say(Text("flow." + s.id))));
            amounts.push_back(QStringLiteral("1,234.5 kW"));
          }
          const auto labels =
              sankeyLabels(whole.adjusted(2, 40, -2, -2), shape, names, amounts, QFontMetricsF(QFont()));
          std::set<std::size_t> named;
          for (const SankeyLabel& label : labels) {
            named.insert(label.stop);
            QVERIFY(label.lines.join(QLatin1Char(' ')) == names[label.stop] + QLatin1Char(' ') + amounts[label.stop]);
            QVERIFY(whole.contains(label.place));
            for (const SankeyLabel& other : labels) QVERIFY(&other == &label || !other.place.intersects(label.place));
            for (const QRectF& bar : shape.bars) QVERIFY(!bar.intersects(label.place));
          }
          for (std::size_t s = 0; s < b.stops.size(); ++s)
            QVERIFY2(named.contains(s), qPrintable(QString::fromLatin1(code) + QLatin1Char(' ') + names[s]));
        }
    }
  }

  void barsKeepApartAndBandsFitThem_data() {
    QTest::addColumn<double>("height");
    for (const double height : {300.0, 90.0, 40.0}) QTest::addRow("%g px", height) << height;
  }
  void barsKeepApartAndBandsFitThem() {
    QFETCH(double, height);
    const FlowBalance b = energyBalance(*frame_);
    const QRectF room(10, 40, 700, height);
    const SankeyShape shape = sankeyIn(room, b, 10.0, 12.0);
    QCOMPARE(shape.bars.size(), b.stops.size());
    for (std::size_t i = 0; i < shape.bars.size(); ++i) {
      QVERIFY(room.adjusted(-0.1, -0.1, 0.1, 0.1).contains(shape.bars[i]));
      for (std::size_t k = i + 1; k < shape.bars.size(); ++k) QVERIFY(!shape.bars[i].intersects(shape.bars[k]));
    }
    for (std::size_t f = 0; f < b.flows.size(); ++f) {
      const QRectF from = shape.bars[b.flows[f].from], to = shape.bars[b.flows[f].to];
      QVERIFY(shape.bands[f].fromTop >= from.top() - 0.01 &&
              shape.bands[f].fromTop + shape.bands[f].width <= from.bottom() + 0.01);
      QVERIFY(shape.bands[f].toTop >= to.top() - 0.01 &&
              shape.bands[f].toTop + shape.bands[f].width <= to.bottom() + 0.01);
      QVERIFY2(from.left() < to.left(), (b.stops[b.flows[f].from].id + b.stops[b.flows[f].to].id).c_str());
    }
  }

 private:
  FramePtr frame_;
};

PLENUM_TEST_WITH(QApplication, FlowBalanceTest)
#include "FlowBalanceTest.moc"
