// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "plan/Riskiest.h"
#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

namespace {

/// From 0 to `wide` in equal steps: P90 less P50 is four tenths of it.
std::vector<double> evenly(double from, double wide, int samples) {
  std::vector<double> out;
  for (int k = 0; k < samples; ++k) out.push_back(from + wide * k / (samples - 1));
  return out;
}

plan::Spread spread(double months, double capex, int samples = 2000) {
  plan::Spread out;
  out.samples = samples, out.goalShare = 1.0;
  out.goalMonths = evenly(30.0, months, samples), out.capexes = evenly(1e9, capex, samples);
  return out;
}

}  // namespace

class RiskiestTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aWidthAndItsErrorAreThoseOfTheCounts();
  void theWiderGoalIsTheRiskier();
  void whereGoalsCannotBeToldApartCapexDecides();
  void whereAGoalLiesBeyondThePlanTheShareThatGetsThereDecides();
  void theSentenceNamesOptionsAndMeasure();
  void whatSamplesCannotTellApartIsSaidSo();
  void oneOptionIsNotTheRiskiestOfAny();
  void whatDriversLeaveIsTold();
};

/// Of 2,000 even samples 0 … 10 the share below the P90 is known to √(0.9 · 0.1 / 2,000) = 0.00671, that below the P50
/// to 0.01118: 0.0671 and 0.1118 of ten, together 0.1304.
void RiskiestTest::aWidthAndItsErrorAreThoseOfTheCounts() {
  const plan::Width w = plan::widthOf(evenly(5.0, 10.0, 2000));
  QVERIFY(isNear(w.value, 4.0, 1e-9));
  QVERIFY(isNear(w.error, 0.1304, 1e-4));
}

void RiskiestTest::theWiderGoalIsTheRiskier() {
  const plan::Spread a = spread(10.0, 1e8), b = spread(20.0, 1e8), c = spread(12.0, 9e8);
  const auto risk = plan::riskiestOf({&a, &b, &c});
  QVERIFY(risk);
  QCOMPARE(risk->by, plan::Riskiest::By::goal);
  QCOMPARE(risk->option, std::size_t(1));
  QCOMPARE(risk->next, std::size_t(2));
  QVERIFY(isNear(risk->width.value, 8.0, 1e-9));
  QVERIFY(isNear(risk->nextWidth.value, 4.8, 1e-9));
}

void RiskiestTest::whereGoalsCannotBeToldApartCapexDecides() {
  const plan::Spread a = spread(10.0, 5e8), b = spread(10.1, 1e8);
  const auto risk = plan::riskiestOf({&a, &b});
  QVERIFY(risk);
  QCOMPARE(risk->by, plan::Riskiest::By::capex);
  QCOMPARE(risk->option, std::size_t(0));
  QVERIFY(isNear(risk->width.value, 2e8, 1.0));
}

/// A width is not known where the P90 lies beyond the plan: A's is narrow for that very reason. 65 of 100 samples
/// ± 1.07 against 99 ± 0.22 are told apart.
void RiskiestTest::whereAGoalLiesBeyondThePlanTheShareThatGetsThereDecides() {
  plan::Spread a = spread(5.0, 1e8), b = spread(20.0, 1e8);
  a.goalShare = 0.65, b.goalShare = 0.99;
  const auto risk = plan::riskiestOf({&a, &b});
  QVERIFY(risk);
  QCOMPARE(risk->by, plan::Riskiest::By::share);
  QCOMPARE(risk->option, std::size_t(0));
  QVERIFY(isNear(risk->width.value, 0.65, 1e-12));
  QVERIFY(isNear(risk->width.error, 0.010665, 1e-6));
  QVERIFY(isNear(risk->nextWidth.value, 0.99, 1e-12));
  // a point apart with errors of one each says nothing
  a.goalShare = 0.66, b.goalShare = 0.65;
  QCOMPARE(plan::riskiestOf({&a, &b})->by, plan::Riskiest::By::nothing);
}

void RiskiestTest::theSentenceNamesOptionsAndMeasure() {
  plan::Plan p = plainPlan();
  p.options.push_back(p.options.front());
  p.options[0].name = {"Air", "风冷"}, p.options[1].id = "B";
  const plan::Spread a = spread(10.0, 1e8), b = spread(20.0, 1e8);
  const Text told = saidOf(*plan::riskiestOf({&a, &b}), p);
  const Text want("report.riskiest.goal", {{"option.en", "B"},
                                           {"option.zh", "B"},
                                           {"next.en", "Air"},
                                           {"next.zh", "风冷"},
                                           {"width", "8"},
                                           {"nextWidth", "4"},
                                           {"samples", "2,000"}});
  QCOMPARE(told, want);
}

/// With 4.0 ± 0.13 and 4.2 ± 0.14 months two errors of the difference are 0.38; more samples would tell.
void RiskiestTest::whatSamplesCannotTellApartIsSaidSo() {
  const plan::Spread a = spread(10.0, 1e8), b = spread(10.5, 1.02e8);
  const auto risk = plan::riskiestOf({&a, &b});
  QVERIFY(risk);
  QCOMPARE(risk->by, plan::Riskiest::By::nothing);
  QCOMPARE(risk->samples, 2000);
  // what is the same but for rounding is the same
  const plan::Spread same = spread(10.0, 0.0), rounded = spread(10.0, 1e-3);
  QCOMPARE(plan::riskiestOf({&same, &rounded})->by, plan::Riskiest::By::nothing);
  const plan::Spread many = spread(10.0, 1e8, 20'000), more = spread(10.5, 1e8, 20'000);
  QCOMPARE(plan::riskiestOf({&many, &more})->by, plan::Riskiest::By::goal);
}

void RiskiestTest::oneOptionIsNotTheRiskiestOfAny() {
  const plan::Spread a = spread(10.0, 1e8), none;
  QVERIFY(!plan::riskiestOf({&a, nullptr}));
  QVERIFY(!plan::riskiestOf({&a, &none}));
}

/// A range of 10, drivers of 6 and 4 and 3: 36 %, 16 % and 9 % of its square; 39 % are left.
void RiskiestTest::whatDriversLeaveIsTold() {
  plan::Spread s = spread(1.0, 1.0);
  s.npv = {10.0, 15.0, 20.0};
  const std::vector<plan::Driver> drivers{
      {"a", {}, 0, 1, 0.0, 6.0}, {"b", {}, 0, 1, 4.0, 0.0}, {"c", {}, 0, 1, 0.0, 3.0}};
  const auto told = plan::explainedBy(drivers, 2, s);
  QVERIFY(told);
  QVERIFY(isNear(told->shown, 0.52, 1e-12));
  QVERIFY(isNear(told->others, 0.09, 1e-12));
  QVERIFY(isNear(told->rest, 0.39, 1e-12));
  QCOMPARE(told->otherDrivers, std::size_t(1));
  s.npv = {};
  QVERIFY(!plan::explainedBy(drivers, 2, s));
}

PLENUM_TEST(RiskiestTest)
#include "RiskiestTest.moc"
