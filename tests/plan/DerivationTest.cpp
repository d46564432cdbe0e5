// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <set>

#include "plan/Derivation.h"
#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;
using What = plan::Headline::What;

/// Every number of a plan says where it comes from, and what it says comes to that number.
class DerivationTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyEquationComesToItsNumber_data();
  void everyEquationComesToItsNumber();
  void whatIsAskedFurtherIsTheNumberThatWasTakenIn();
  void aNumberOfHandIsThatOfTheEquation();
  void anAssumptionCarriesItsRangeAndSource();
  void anotherNumberMovesTheAnswer();
  void whatIsNotThereHasNoDerivation();
  void equationsAreRead_data();
  void equationsAreRead();
};

namespace {

struct DerivedCase {
  plan::Plan plan;
  plan::Ground ground;
  plan::Evaluation evaluation;
  std::optional<plan::Derivation> of(What what, int month = -1, std::string id = {}) const {
    return derivationOf({what, month, std::move(id)}, plan, plan.options.front(), ground, evaluation);
  }
};

/// Like the samples: phases that follow each other, a block with a price of its own, items, gates, grid steps, grants
/// of all that can be granted, works that are done, held up or wanted by a day, interest, renewal.
plan::Plan richPlan() {
  plan::Plan out = plainPlan();
  out.today = day("2027-03-15");
  out.months = 96;
  out.goalChips = 30'000;
  out.blocks.push_back({"C", {}, plan::Block::Make::generated, "liquid", 10'000, 31.0});
  plan::Option& a = out.options.front();
  a.phases[0].steps = {step("shell", 30.5), step("fit", 20.0, {"shell"}),
                       step("rfs", 1.5, {"fit"}, plan::Step::Kind::readyForService)};
  a.phases[0].steps[1].length = weeks(16.0, 20.0, 27.0);
  plan::LongLead item;
  item.id = "T1", item.type = "transformer", item.feeds = {"fit"}, item.capexMcny = 25.0;
  a.phases[0].items = {item};
  a.phases[0].gates = {{3, "", day("2027-02-01"), {}}};
  plan::Phase second = a.phases[0];
  second.id = "P3";
  second.blocks = {{"B", 1}, {"C", 2}};
  second.steps[0].after = {"P2/rfs"};
  second.gates = {{3, "P2/rfs", {}, {}}};
  second.target = day("2029-10-01");
  a.phases.push_back(second);
  plan::GridStep sub;
  sub.id = "SUB2", sub.firmMw = 40.0, sub.transformers = 2, sub.transformerMva = 40.0, sub.capexMcny = 90.0;
  sub.length = weeks(50.0, 60.0, 80.0);
  plan::GridStep old = sub;
  old.id = "OLD", old.done = day("2026-06-01"), old.firmMw = 5.0, old.capexMcny = 30.0;
  a.gridSteps = {old, sub};
  a.grants = {grant(plan::Resource::water, 2500.0),     grant(plan::Resource::land, 25'000.0),
              grant(plan::Resource::fibre, 330.0),      grant(plan::Resource::fabric, 41'000.0),
              grant(plan::Resource::carbon, 250'000.0), grant(plan::Resource::energy, 500.0),
              grant(plan::Resource::capital, 900.0),    grant(plan::Resource::capital, 500.0, "2029-01-01")};
  a.demand = {{day("2027-01-01"), 8'000}, {day("2028-02-01"), 18'000}, {day("2029-01-01"), 40'000}};
  a.delays = {{"P3/shell", 3.0}};
  plan::TieIn tieIn;  // of two transformers one is left: nothing can be lost any more
  tieIn.id = "TIE", tieIn.during = "rfs", tieIn.out = {"T1"}, tieIn.beyond = plan::TieIn::Beyond::isShed;
  a.phases[0].tieIns = {tieIn};
  return out;
}

plan::Ground richGround() {
  plan::Figures site = plainFigures(), other = plainFigures();
  site.gridFirmMw = 22.0;
  site.transformerMw = {20.0, 25.0};
  site.share[static_cast<std::size_t>(plan::Resource::ups)] = 0.97;
  site.share[static_cast<std::size_t>(plan::Resource::floor)] = 80.0;
  other.itMw = 9.0, other.chips = 12'000;
  plan::Ground out = plainGround(site, plainFigures());
  out.blocks.push_back(std::make_shared<const plan::Figures>(other));
  assume(out, "finance.discount", 0.08, 0.06, 0.1);
  assume(out, "it.lead", 26.0);
  assume(out, "it.at-order", 0.3);
  assume(out, "life.renewal", 0.6);
  assume(out, "load.recharge", 0.02);
  assume(out, "load.utilisation", 0.7, 0.6, 0.8);
  assume(out, "cost.green-premium", 20.0);
  out.defaults.leads = {{"transformer", {}, weeks(20.0, 30.0, 44.0), weeks(100.0)}};
  return out;
}

DerivedCase caseOf(const QString& which) {
  DerivedCase out;
  out.plan = which == QLatin1String("plain") ? plainPlan() : richPlan();
  out.ground = which == QLatin1String("plain") ? plainGround() : richGround();
  if (which == QLatin1String("endless")) {  // nothing asks for chips, nothing is granted, no interest
    out.plan.options.front().demand.clear();
    out.plan.options.front().grants.clear();
    assume(out.ground, "finance.discount", 0.0);
  }
  if (which == QLatin1String("never")) {  // neither the goal nor the money's return
    out.plan.goalChips = 90'000;
    assume(out.ground, "revenue.chip.chip", 0.01);
  }
  out.evaluation = evaluated(out.plan, out.ground);
  return out;
}

/// All that may be asked of an evaluation.
std::vector<plan::Headline> headlines(const DerivedCase& c) {
  std::vector<plan::Headline> out;
  const std::set<What> ofMonth{
      What::liveChips,   What::liveMw,    What::usableMw,    What::bindingMw, What::installedMw, What::installedChips,
      What::demandChips, What::meanChips, What::strandedMw,  What::used,      What::pue,         What::wue,
      What::carbonT,     What::itMwh,     What::facilityMwh, What::waterM3,   What::peakMw,      What::revenueMonth,
      What::capexMonth,  What::net,       What::cash};
  const int months = static_cast<int>(c.evaluation.months.size());
  for (const What what : ofMonth)
    for (int m = 0; m < months; m += 7) out.push_back({what, m, ""});
  for (int m = 0; m < months; m += 5)
    for (std::size_t r = 0; r < plan::resources; ++r)
      out.push_back({What::capacityMw, m, wordOf(static_cast<plan::Resource>(r))});
  for (const char* id : {"", "energy", "demand", "water", "staff", "maintenance", "green", "storage"}) {
    for (int m = 0; m < months; m += 11) out.push_back({What::opexMonth, m, id});
    if (*id != '\0') out.push_back({What::opexPart, -1, id});
  }
  for (const auto& part : c.evaluation.money.parts) out.push_back({What::tcoPart, -1, part.id});
  for (const auto& phase : c.evaluation.phases) out.push_back({What::phasePue, -1, phase.id});
  for (const auto& tieIn : c.evaluation.tieIns) out.push_back({What::shedMw, -1, tieIn.id});
  for (const auto& order : c.evaluation.orders)
    for (const What what : {What::orderBy, What::needBy}) out.push_back({what, -1, order.id});
  for (const auto& activity : c.evaluation.activities) out.push_back({What::finish, -1, activity.id});
  for (const What what : {What::goalMonth, What::capex, What::capexFacility, What::capexIt, What::capexGrid,
                          What::capexRenewal, What::opex, What::revenue, What::npv, What::residual, What::payback,
                          What::peakFunding, What::tco, What::delayYuan, What::delayChipHours})
    out.push_back({what, -1, ""});
  return out;
}

std::string nameOf(const plan::Headline& h) {
  return std::string(wordOf(h.what)) + " " + std::to_string(h.month) + " " + h.id;
}

}  // namespace

void DerivationTest::everyEquationComesToItsNumber_data() {
  QTest::addColumn<int>("least");
  QTest::newRow("plain") << 150;
  QTest::newRow("rich") << 400;
  QTest::newRow("endless") << 300;
  QTest::newRow("never") << 300;
}

void DerivationTest::everyEquationComesToItsNumber() {
  QFETCH(int, least);
  const DerivedCase c = caseOf(QString::fromLatin1(QTest::currentDataTag()));
  int told = 0;
  std::set<What> seen;
  for (const plan::Headline& h : headlines(c)) {
    const auto d = c.of(h.what, h.month, h.id);
    if (!d) continue;
    const auto again = workedOut(d->equation, d->inputs);
    QVERIFY2(again, (nameOf(h) + ": " + d->equation).c_str());
    const bool isSame = std::isnan(d->value) ? std::isnan(*again)
                                             : std::abs(*again - d->value) <= 1e-9 * std::max(1.0, std::abs(d->value));
    QVERIFY2(isSame,
             (nameOf(h) + ": " + d->equation + " is " + std::to_string(*again) + ", not " + std::to_string(d->value))
                 .c_str());
    ++told;
    seen.insert(h.what);
  }
  QVERIFY2(told >= least, std::to_string(told).c_str());
  if (QByteArray(QTest::currentDataTag()) == "rich") QCOMPARE(int(seen.size()), int(What::count));
}

void DerivationTest::whatIsAskedFurtherIsTheNumberThatWasTakenIn() {
  const DerivedCase c = caseOf(QStringLiteral("rich"));
  int followed = 0;
  for (const plan::Headline& h : headlines(c)) {
    const auto d = c.of(h.what, h.month, h.id);
    if (!d) continue;
    for (const plan::DerivationInput& input : d->inputs) {
      QVERIFY2(input.of.empty() || input.of.size() == input.values.size(), input.symbol.c_str());
      QVERIFY2(input.from.empty() || input.from.size() == input.values.size(), input.symbol.c_str());
      // what a chip-hour is made of is asked as chips; a need is told to the day; a month's cause is the plan's
      if (input.symbol == "hours" || input.symbol == "needed" || h.what == What::capexMonth) continue;
      for (std::size_t k = 0; k < input.from.size(); k += 9) {
        if (input.from[k].what == What::count) continue;
        const auto further = c.of(input.from[k].what, input.from[k].month, input.from[k].id);
        QVERIFY2(further, (nameOf(h) + " → " + nameOf(input.from[k])).c_str());
        QVERIFY2(isNear(further->value, input.values[k], 1e-9 * std::max(1.0, std::abs(input.values[k]))),
                 (nameOf(h) + " → " + nameOf(input.from[k])).c_str());
        ++followed;
      }
    }
  }
  QVERIFY2(followed > 300, std::to_string(followed).c_str());
}

void DerivationTest::aNumberOfHandIsThatOfTheEquation() {
  const DerivedCase c = caseOf(QStringLiteral("plain"));
  // the site and one block, 10 MW and 20 CNY million a megawatt: only the block is bought
  QCOMPARE(c.of(What::capexFacility)->value, 200e6);
  const auto usable = c.of(What::usableMw, 20);
  QCOMPARE(usable->value, 20.0);
  QVERIFY(usable->equation.find("built") != std::string::npos);
  QVERIFY(usable->equation.find("water") == std::string::npos);  // nothing is granted, so it is no limit
  QCOMPARE(*workedOut(c.of(What::capacityMw, 0, "grid")->equation, c.of(What::capacityMw, 0, "grid")->inputs),
           1000.0 / 1.2);
}

void DerivationTest::anAssumptionCarriesItsRangeAndSource() {
  const DerivedCase c = caseOf(QStringLiteral("rich"));
  const auto npv = c.of(What::npv);
  for (const plan::DerivationInput& input : npv->inputs)
    if (input.symbol == "rate") {
      QCOMPARE(input.origin, plan::DerivationInput::Origin::assumption);
      QCOMPARE(input.values.front(), 0.08);
      QCOMPARE(input.low, 0.06);
      QCOMPARE(input.high, 0.1);
      return;
    }
  QFAIL("no rate");
}

void DerivationTest::anotherNumberMovesTheAnswer() {
  const DerivedCase c = caseOf(QStringLiteral("rich"));
  auto d = *c.of(What::npv);
  for (plan::DerivationInput& input : d.inputs)
    if (input.symbol == "rate") input.values.front() = 0.2;
  QVERIFY(std::abs(*workedOut(d.equation, d.inputs) - d.value) > 1e6);
}

void DerivationTest::whatIsNotThereHasNoDerivation() {
  const DerivedCase c = caseOf(QStringLiteral("plain"));
  QVERIFY(!c.of(What::usableMw));
  QVERIFY(!c.of(What::usableMw, 36));
  QVERIFY(!c.of(What::capacityMw, 3, "nothing"));
  QVERIFY(!c.of(What::capacityMw, 3, "water"));  // does not limit
  QVERIFY(!c.of(What::orderBy, -1, "P9/T1"));
  QVERIFY(!c.of(What::opexPart, -1, "champagne"));
  QVERIFY(!derivationOf({What::npv, -1, ""}, c.plan, c.plan.options.front(), c.ground, {}));
}

void DerivationTest::equationsAreRead_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<double>("value");
  QTest::addColumn<bool>("isOne");
  const auto row = [](const char* text, double value) { QTest::newRow(text) << text << value << true; };
  row("1 + 2 * 3 - 4 / 2", 5.0);
  row("(1 + 2) * 3", 9.0);
  row("2 ^ 3 ^ 2", 512.0);
  row("2 ^ -1", 0.5);
  row("-b + 10", 7.0);
  row("sum(a * 2)", 12.0);
  row("min(a) + max(a)", 4.0);
  row("sum(min(2, a))", 5.0);
  row("sum(fit(4, a))", 2.0 + 1.0 / 3.0);
  row("first(a >= 2)", 1.0);
  row("after(a < 3)", 2.0);
  row("sum(e)", 0.0);
  row("floor(3.9)", 3.0);
  for (const char* text :
       {"", "1 +", "nobody", "a", "min(", "min()", "1 2", "a + c", "fit(a, a)", "wonder(1)", "min(e)", "((1)", "1 ; 2"})
    QTest::newRow((QByteArray("refused ") + text).constData()) << text << 0.0 << false;
  QTest::newRow("refused deep") << QString(5000, '(') << 0.0 << false;
}

void DerivationTest::equationsAreRead() {
  QFETCH(QString, text);
  QFETCH(double, value);
  QFETCH(bool, isOne);
  std::vector<plan::DerivationInput> inputs(4);
  inputs[0].symbol = "a", inputs[0].values = {1.0, 2.0, 3.0};
  inputs[1].symbol = "b", inputs[1].values = {3.0};
  inputs[2].symbol = "c", inputs[2].values = {1.0, 2.0};
  inputs[3].symbol = "e";
  const auto got = workedOut(text.toStdString(), inputs);
  QCOMPARE(got.has_value(), isOne);
  if (isOne) QVERIFY(isClose(*got, value, 1e-12));
}

PLENUM_TEST(DerivationTest)
#include "DerivationTest.moc"
