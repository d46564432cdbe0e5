// SPDX-License-Identifier: Apache-2.0
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;

/// What is drawn from the grid by clock quarters of an hour, what it costs, and the carbon that goes with it.
class DemandTest : public QObject {
  Q_OBJECT

  struct Bill {
    test::SmallSite small;
    Scenario scenario;
    Tariff tariff;
    Duration tickLength = seconds(1);
    SimModelPtr model;
    SimStatePtr state;
    Serial serial;

    Bill() {
      scenario.id = "test";
      Job job;
      job.id = "load";
      job.kind = Job::Kind::inference;  // moves with the hour, and with a noise of its own
      job.utilisation = 0.9;
      scenario.jobs.assign(1, job);
      tariff.demandYuanPerKwMonth = 40.0;
    }
    void start(const char* from) {
      scenario.start = *fromIso(from);
      const LayoutPtr layout = small.layout();
      scenario.jobs[0].chips = layout->chips;
      auto setting = std::make_shared<Setting>();
      setting->scenario = scenario;
      setting->weather = test::stillWeather(30.0, 22.0);
      setting->tariff = tariff;
      auto compiled = compile(layout, setting, tickLength);
      if (!compiled) throw std::runtime_error("cannot compile");
      model = *compiled;
      state = steadyState(*model);
    }
    /// Mean of what is drawn over so many ticks.
    double advance(int ticks) {
      double sumW = 0.0;
      for (int i = 0; i < ticks; ++i) {
        tick(*model, *state, {}, serial);
        sumW += state->power.gridW;
      }
      return sumW / ticks;
    }
    Metrics metrics() const { return metricsOf(*model, *state); }
  };

 private Q_SLOTS:
  void aQuarterIsTheMeanOfItsTicks() {
    Bill bill;
    bill.start("2026-07-21T10:05:00");
    bill.advance(600);
    QCOMPARE(bill.metrics().demandW, 0.0);  // the quarter in which the run began is not whole
    const double firstW = bill.advance(900);
    QVERIFY(test::isClose(bill.metrics().demandW, firstW, 1e-12));
    const double secondW = bill.advance(900);
    QVERIFY(test::isClose(bill.metrics().demandW, secondW, 1e-12));
    QVERIFY(firstW != secondW);
    QVERIFY(test::isClose(bill.metrics().peakDemandW, std::max(firstW, secondW), 1e-12));
    QVERIFY(test::isClose(bill.metrics().demandYuan, 40.0 * std::max(firstW, secondW) / 1e3, 1e-12));
  }

  // 7 s do not divide a quarter: the tick that crosses its end belongs to both
  void aTickAcrossTheEndIsShared() {
    Bill bill;
    bill.tickLength = seconds(7);
    bill.start("2026-07-21T10:00:00");
    double sumJ = 0.0;
    for (int i = 0; i < 128; ++i) sumJ += bill.advance(1) * 7.0;  // 896 s
    const double lastW = bill.advance(1);
    sumJ += lastW * 4.0;
    QVERIFY(test::isClose(bill.metrics().demandW, sumJ / 900.0, 1e-12));
    QVERIFY(test::isClose(bill.state->demand.quarterJ, lastW * 3.0, 1e-12));
  }

  void everyMonthHasAPeakOfItsOwn() {
    Bill bill;
    bill.tickLength = seconds(10);
    bill.start("2026-07-31T23:30:00");
    bill.advance(180);
    const double july = bill.metrics().demandYuan, julyPeakW = bill.metrics().peakDemandW;
    QVERIFY(july > 0.0);
    // August is quiet: half the chips are held down
    bill.state->frequencyCap.assign(bill.state->frequencyCap.size(), 0.5);
    bill.advance(90);
    QVERIFY2(bill.metrics().demandYuan < 0.95 * july, qPrintable(QString::number(bill.metrics().demandYuan / july)));
    QCOMPARE(bill.metrics().peakDemandW, julyPeakW);  // of the run
    QVERIFY(test::isClose(bill.metrics().demandYuan, 40.0 * bill.metrics().demandW / 1e3, 1e-12));
  }

  void greenPowerCountsByTheMarket() {
    Bill grey, green;
    green.small.draft.surroundings.greenShare = {0.8};
    for (Bill* bill : {&grey, &green}) {
      bill->start("2026-07-21T10:00:00");
      bill->advance(900);
    }
    const double gridKwh = grey.metrics().carbonKg / 0.5;  // of the small site's grid
    QVERIFY(test::isClose(grey.metrics().marketCarbonKg, 0.6096 * gridKwh, 1e-9));
    QVERIFY(test::isClose(green.metrics().marketCarbonKg, 0.2 * 0.6096 * gridKwh, 1e-9));
    QVERIFY(test::isClose(green.metrics().carbonKg, grey.metrics().carbonKg, 1e-12));
  }

  void noChargeWithoutOne() {
    Bill bill;
    bill.tariff.demandYuanPerKwMonth = 0.0;
    bill.start("2026-07-21T10:00:00");
    bill.advance(901);
    QVERIFY(bill.metrics().demandW > 0.0);
    QCOMPARE(bill.metrics().demandYuan, 0.0);
  }
};

PLENUM_TEST(DemandTest)
#include "DemandTest.moc"
