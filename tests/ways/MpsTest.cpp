// SPDX-License-Identifier: Apache-2.0
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <map>
#include <set>

#include "plan/SmallPlan.h"
#include "support/Test.h"
#include "support/Validation.h"
#include "ways/Mps.h"

using namespace plenum;
using namespace plenum::test;
using plan::LinearProgram;
using plan::PhaseProblem;

namespace {

/// Two phases and a grid step that they compete for, over two years and a half.
plan::Plan shortPlan() {
  plan::Plan p = plainPlan();
  p.months = 30;
  p.goalChips = 0;
  plan::Option& option = p.options[0];
  option.phases[0].steps = {step("permit", 8, {}, plan::Step::Kind::permit),
                            step("rfs", 26, {"permit"}, plan::Step::Kind::readyForService)};
  plan::Phase second = option.phases[0];
  second.id = "P3";
  second.steps[0].after = {"P2/permit"};
  second.steps[1].length = weeks(52);
  option.phases.push_back(second);
  option.gridSteps.resize(1);
  option.gridSteps[0].id = "SUB2";
  option.gridSteps[0].firmMw = 10.0;
  option.gridSteps[0].capexMcny = 30.0;
  option.gridSteps[0].length = weeks(60);
  return p;
}
plan::Ground tightGround() {
  plan::Figures site = plainFigures();
  site.gridFirmMw = 20.0;
  plan::Ground ground = plainGround(site);
  assume(ground, "finance.discount", 0.08);
  assume(ground, "price.chip.chip", 20000.0);
  return ground;
}

/// The best of a handful of megawatts under a handful of rows, by every corner there is.
class Corners {
 public:
  explicit Corners(std::size_t count) : count_(count) {}
  /// Σ a·x ≤ b
  void hold(std::vector<double> a, double b) { rows_.push_back({std::move(a), b}); }
  double least(const std::vector<double>& cost) const {
    double best = 1e300;
    std::vector<std::size_t> active(count_);
    pick(active, 0, 0, cost, best);
    return best;
  }

 private:
  void pick(std::vector<std::size_t>& active, std::size_t at, std::size_t from, const std::vector<double>& cost,
            double& best) const {
    if (at < count_) {
      for (std::size_t r = from; r < rows_.size(); ++r) {
        active[at] = r;
        pick(active, at + 1, r + 1, cost, best);
      }
      return;
    }
    std::vector<std::vector<double>> m;
    for (const std::size_t r : active) {
      m.push_back(rows_[r].first);
      m.back().push_back(rows_[r].second);
    }
    for (std::size_t c = 0; c < count_; ++c) {
      std::size_t pivot = c;
      for (std::size_t r = c; r < count_; ++r)
        if (std::abs(m[r][c]) > std::abs(m[pivot][c])) pivot = r;
      if (std::abs(m[pivot][c]) < 1e-9) return;
      std::swap(m[pivot], m[c]);
      for (std::size_t r = 0; r < count_; ++r)
        if (r != c)
          for (std::size_t k = count_ + 1; k-- > c;) m[r][k] -= m[r][c] / m[c][c] * m[c][k];
    }
    double sum = 0.0;
    std::vector<double> x(count_);
    for (std::size_t c = 0; c < count_; ++c) x[c] = m[c][count_] / m[c][c], sum += cost[c] * x[c];
    for (const auto& [a, b] : rows_) {
      double over = -b;
      for (std::size_t c = 0; c < count_; ++c) over += a[c] * x[c];
      if (over > 1e-7) return;
    }
    best = std::min(best, sum);
  }
  std::size_t count_;
  std::vector<std::pair<std::vector<double>, double>> rows_;
};

/// All dates there are, and for each of them the best that may run, month by month.
struct Oracle {
  const PhaseProblem& problem;
  std::vector<std::vector<std::size_t>> owners;
  std::map<std::string, std::vector<std::size_t>> liveOf;  // columns by month
  std::map<std::string, std::set<std::size_t>> rowsOf;     // rows that hold them
  std::vector<std::vector<std::pair<std::size_t, double>>> byRow;
  std::map<std::pair<std::string, std::vector<int>>, double> known;

  explicit Oracle(const PhaseProblem& p) : problem(p) {
    owners = p.phaseBy;
    owners.insert(owners.end(), p.gridBy.begin(), p.gridBy.end());
    byRow.resize(p.program.rows.size());
    for (const LinearProgram::Entry& e : p.program.entries) byRow[e.row].push_back({e.column, e.value});
    for (std::size_t c = 0; c < p.program.columns.size(); ++c) {
      const std::string& name = p.program.columns[c].name;
      if (name.rfind("LIVE", 0) == 0) liveOf[name.substr(name.find('_'))].push_back(c);
    }
    for (const LinearProgram::Entry& e : p.program.entries) {
      const std::string& name = p.program.columns[e.column].name;
      if (name.rfind("LIVE", 0) == 0) rowsOf[name.substr(name.find('_'))].insert(e.row);
    }
  }

  std::vector<double> fixedAt(const std::vector<int>& months) const {
    std::vector<double> values(problem.program.columns.size(), 0.0);
    values[problem.one] = 1.0;
    for (std::size_t k = 0; k < owners.size(); ++k)
      for (int m = months[k]; m < problem.months; ++m) values[owners[k][std::size_t(m)]] = 1.0;
    return values;
  }
  /// 1e300: not allowed.
  double worthOf(const std::vector<int>& months) {
    const std::vector<double> values = fixedAt(months);
    for (std::size_t r = 0; r < byRow.size(); ++r) {
      double sum = 0.0;
      bool isLive = false;
      for (const auto& [c, value] : byRow[r]) {
        isLive = isLive || problem.program.columns[c].name.rfind("LIVE", 0) == 0;
        sum += value * values[c];
      }
      if (!isLive && sum > problem.program.rows[r].limit + 1e-9) return 1e300;
    }
    double all = problem.program.objective(values);
    for (const auto& [month, columns] : liveOf) {
      std::vector<int> standing;
      for (const int m : months) standing.push_back(m <= std::stoi(month.substr(1)));
      auto [at, isNew] = known.emplace(std::pair{month, standing}, 0.0);
      if (isNew) at->second = monthOf(month, columns, values);
      all += at->second;
    }
    return all;
  }
  double monthOf(const std::string& month, const std::vector<std::size_t>& columns, const std::vector<double>& values) {
    Corners corners(columns.size());
    std::vector<double> cost;
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const LinearProgram::Column& column = problem.program.columns[columns[k]];
      cost.push_back(column.cost);
      std::vector<double> unit(columns.size(), 0.0);
      unit[k] = 1.0, corners.hold(unit, column.upper);
      unit[k] = -1.0, corners.hold(unit, -column.lower);
    }
    for (const std::size_t r : rowsOf[month]) {
      std::vector<double> a(columns.size(), 0.0);
      const double sign = problem.program.rows[r].sense == LinearProgram::Row::Sense::atMost ? 1.0 : -1.0;
      double limit = sign * problem.program.rows[r].limit;
      for (const auto& [c, value] : byRow[r]) {
        const auto at = std::find(columns.begin(), columns.end(), c);
        if (at == columns.end())
          limit -= sign * value * values[c];
        else
          a[std::size_t(at - columns.begin())] = sign * value;
      }
      corners.hold(std::move(a), limit);
    }
    return corners.least(cost);
  }
  double best(std::vector<int>* when = nullptr) {
    double out = 1e300;
    std::vector<int> months(owners.size());
    const auto each = [&](const auto& self, std::size_t k) -> void {
      if (k == owners.size()) {
        const double worth = worthOf(months);
        if (worth < out) {
          out = worth;
          if (when) *when = months;
        }
        return;
      }
      for (int m = 0; m <= problem.months; ++m) {
        if (m < problem.months && owners[k][std::size_t(m)] == PhaseProblem::absent) continue;
        months[k] = m;
        self(self, k + 1);
      }
    };
    each(each, 0);
    return out;
  }
};

}  // namespace

class MpsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void asGivenItIsWorthWhatThePlanSays();
  void noMoreThanTheGridGives();
  void theGoalIsNoLaterThanAsGiven();
  void nothingIsSoonerThanItsWorks();
  void whoWaitsComesAfter();
  void theFileSaysWhatTheProgrammeSays();
  void datesComeBackAsAnOption();
  void solutionsOfThreeSolversAreRead();
  void aSolutionThatHighsWroteIsRead();
  void badSolutionsAreRefused();
  void solversAgreeWithEveryDateThereIs_data();
  void solversAgreeWithEveryDateThereIs();
};

void MpsTest::asGivenItIsWorthWhatThePlanSays() {
  // ready on the first of a month, use on a line: nothing is left to round
  plan::Plan p = plainPlan();
  plan::Ground g = plainGround();
  assume(g, "finance.discount", 0.08);
  assume(g, "price.chip.chip", 20000.0);
  p.goalChips = 0;
  const PhaseProblem problem = phaseProblem(p, p.options[0], g);
  Oracle oracle(problem);
  const plan::Evaluation e = evaluated(p, g);
  QVERIFY(isClose(-oracle.worthOf({12}) * 1e6, e.money.npv, 1e-9));
  // one month later too, held back by notBefore
  plan::Plan later = p;
  later.options[0].phases[0].steps[0].notBefore = day("2027-02-01");
  QVERIFY(isClose(-oracle.worthOf({13}) * 1e6, evaluated(later, g).money.npv, 2e-3));
}

void MpsTest::noMoreThanTheGridGives() {
  const plan::Plan p = shortPlan();
  const plan::Ground g = tightGround();
  const PhaseProblem problem = phaseProblem(p, p.options[0], g);
  // 20 MW at the mains are 20/1.2 MW of IT; with the step 25
  const auto& program = problem.program;
  int grids = 0;
  for (std::size_t r = 0; r < program.rows.size(); ++r) {
    if (program.rows[r].name.rfind("GRID0_", 0) != 0) continue;
    ++grids;
    QCOMPARE(program.rows[r].limit, 20.0);
    for (const LinearProgram::Entry& e : program.entries) {
      if (e.row != r) continue;
      QVERIFY(isNear(e.value, program.columns[e.column].name.rfind("LIVE", 0) == 0 ? 1.2 : -10.0, 1e-12));
    }
  }
  QCOMPARE(grids, 30);
}

void MpsTest::theGoalIsNoLaterThanAsGiven() {
  plan::Plan p = plainPlan();  // 20,000 chips in the thirteenth month
  const PhaseProblem problem = phaseProblem(p, p.options[0], plainGround());
  Oracle oracle(problem);
  QVERIFY(oracle.worthOf({12}) < 1e299);
  QVERIFY(oracle.worthOf({13}) > 1e299);
  p.goalChips = 50'000;  // out of reach: held to nothing
  const PhaseProblem other = phaseProblem(p, p.options[0], plainGround());
  QVERIFY(Oracle(other).worthOf({30}) < 1e299);
}

void MpsTest::nothingIsSoonerThanItsWorks() {
  const plan::Plan p = shortPlan();
  const PhaseProblem problem = phaseProblem(p, p.options[0], tightGround());
  // 34 weeks from 1 January: 27 August, so the ninth month; P3 after 8 + 8 + 52 weeks: April of the next year, May
  QVERIFY(problem.phaseBy[0][7] == PhaseProblem::absent && problem.phaseBy[0][8] != PhaseProblem::absent);
  QVERIFY(problem.phaseBy[1][15] == PhaseProblem::absent && problem.phaseBy[1][16] != PhaseProblem::absent);
  QVERIFY(problem.gridBy[0][13] == PhaseProblem::absent && problem.gridBy[0][14] != PhaseProblem::absent);
}

void MpsTest::whoWaitsComesAfter() {
  const plan::Plan p = shortPlan();
  const PhaseProblem problem = phaseProblem(p, p.options[0], tightGround());
  Oracle oracle(problem);
  // P2's permit is 26 weeks before it is ready, P3's 60 weeks: P3 at the earliest 34 weeks behind, 7 whole months
  QVERIFY(oracle.worthOf({10, 17, 30}) < 1e299);
  QVERIFY(oracle.worthOf({11, 17, 30}) > 1e299);
  QVERIFY(oracle.worthOf({30, 20, 30}) > 1e299);  // never after what never comes
}

void MpsTest::theFileSaysWhatTheProgrammeSays() {
  LinearProgram program;
  program.comments = {"two\nlines"};
  program.columns = {{"X", -1.5, 0.0, 1.0, true}, {"Y", 2.0, 0.0, 3.0, false}, {"ONE", 4.0, 1.0, 1.0, false}};
  program.rows = {{"A", LinearProgram::Row::Sense::atMost, 2.5}, {"B", LinearProgram::Row::Sense::atLeast, 0.0}};
  program.entries = {{0, 0, 1.0}, {1, 1, -0.25}, {0, 1, 1.0}};
  QCOMPARE(mpsOf(program, "a b"), std::string("* two lines\n"
                                              "NAME a_b\nROWS\n N LOSS\n L A\n G B\nCOLUMNS\n"
                                              " MARK 'MARKER' 'INTORG'\n X LOSS -1.5\n X A 1\n"
                                              " MARK 'MARKER' 'INTEND'\n Y LOSS 2\n Y B -0.25\n Y A 1\n ONE LOSS 4\n"
                                              "RHS\n RHS A 2.5\nBOUNDS\n UP BND X 1\n UP BND Y 3\n FX BND ONE 1\n"
                                              "ENDATA\n"));
}

void MpsTest::datesComeBackAsAnOption() {
  const plan::Plan p = shortPlan();
  const plan::Ground g = tightGround();
  const PhaseProblem problem = phaseProblem(p, p.options[0], g);
  Oracle oracle(problem);
  const plan::PhaseMonths months = monthsOf(problem, oracle.fixedAt({12, 20, 18}));
  QCOMPARE(months.phases, (std::vector<int>{12, 20}));
  QCOMPARE(months.gridSteps, (std::vector<int>{18}));
  const plan::Evaluation e = evaluate(p, optionAt(p, p.options[0], g, months), g);
  QCOMPARE(e.phases[1].month, 12);
  QCOMPARE(e.phases[2].month, 20);
  // the step's ten megawatts are there in the nineteenth month
  const auto grid = std::size_t(plan::Resource::grid);
  QVERIFY(e.months[18].capacityMw[grid] > e.months[17].capacityMw[grid] + 8.0);
  const plan::Evaluation none = evaluate(p, optionAt(p, p.options[0], g, {{12, 30}, {30}}), g);
  QCOMPARE(none.months.back().installedMw, 20.0);
}

void MpsTest::solutionsOfThreeSolversAreRead() {
  PhaseProblem problem;
  problem.months = 1;
  problem.program.columns = {
      {"READY1_000", -1.5, 0.0, 1.0, true}, {"LIVE0_000", 2.0, 0.0, 3.0, false}, {"ONE", 4.0, 1.0, 1.0, false}};
  problem.one = 2;
  for (const char* text :
       {"Model status\nOptimal\n\n# Primal solution values\nFeasible\nObjective 7.5\n# Columns 3\nREADY1_000 1\n"
        "LIVE0_000 2.5\nONE 1\n# Rows 0\n",
        "Optimal - objective value 7.5\n      0 READY1_000   0.9999999   -1.5\n      1 LIVE0_000   2.5   0\n"
        "      2 ONE   1   4\n",
        "Status:     INTEGER OPTIMAL\n\n   No. Column name       Activity     Lower bound   Upper bound\n"
        "     1 READY1_000   *              1             0             1\n     2 LIVE0_000                  2.5     0 "
        " "
        "           3\n     3 ONE                         1             1             =\n"}) {
    const auto values = readSolution(text, problem);
    QVERIFY(values);
    QCOMPARE(*values, (std::vector<double>{1.0, 2.5, 1.0}));
    QVERIFY(isNear(problem.program.objective(*values), 7.5, 1e-12));
  }
}

void MpsTest::aSolutionThatHighsWroteIsRead() {
  // as HiGHS 1.x keeps it beside its own tests: check/instances/flugpl_integer.sol of ERGO-Code/HiGHS
  const char* recorded =
      "Model status\nOptimal\n\n# Primal solution values\nFeasible\nObjective 1201500\n# Columns 18\n"
      "STM1 0\nANM1 6\nUE1 0\nSTM2 60\nANM2 6\nUE2 0\nSTM3 60\nANM3 16\nUE3 0\nSTM4 70\nANM4 7\nUE4 0\n"
      "STM5 70\nANM5 12\nUE5 0\nSTM6 75\nANM6 0\nUE6 0";
  const std::vector<double> told{0, 6, 0, 60, 6, 0, 60, 16, 0, 70, 7, 0, 70, 12, 0, 75, 0, 0};
  PhaseProblem problem;
  for (int month = 1; month <= 6; ++month)
    for (const char* name : {"STM", "ANM", "UE"})
      problem.program.columns.push_back({name + std::to_string(month), 1.0, 0.0, 100.0, true});
  problem.one = 1;
  const auto values = readSolution(recorded, problem);
  QVERIFY(values);
  QCOMPARE(*values, told);
  // a programme without whole numbers has prices as well: they are not the answer
  const auto priced = readSolution(
      std::string(recorded) + "\n# Rows 0\n\n# Dual solution values\nFeasible\n# Columns 18\nSTM1 2700\nANM1 -3\n",
      problem);
  QVERIFY(priced);
  QCOMPARE(*priced, told);
}

void MpsTest::badSolutionsAreRefused() {
  PhaseProblem problem;
  problem.program.columns = {{"X", 1.0, 0.0, 1.0, true}, {"ONE", 4.0, 1.0, 1.0, false}};
  problem.one = 1;
  const auto what = [&](const char* text) {
    const auto values = readSolution(text, problem);
    return values ? std::string() : values.problems().front().what.id;
  };
  QCOMPARE(what("X 1\nONE 1\n"), std::string());
  QCOMPARE(what(""), std::string("optimise.solution.none"));
  QCOMPARE(what("Infeasible - objective value 0\n"), std::string("optimise.solution.none"));
  QCOMPARE(what("X 0.5\nONE 1\n"), std::string("optimise.solution.broken"));
  QCOMPARE(what("X 2\nONE 1\n"), std::string("optimise.solution.broken"));
  QCOMPARE(what("X nan\nONE 1\nX 1\nX 0\n"), std::string("optimise.solution.twice"));
}

void MpsTest::solversAgreeWithEveryDateThereIs_data() {
  QTest::addColumn<QString>("program");
  for (const char* program : {"highs", "cbc", "glpsol"}) QTest::newRow(program) << QString::fromLatin1(program);
}

void MpsTest::solversAgreeWithEveryDateThereIs() {
  QFETCH(QString, program);
  const plan::Plan p = shortPlan();
  const plan::Ground g = tightGround();
  const PhaseProblem problem = phaseProblem(p, p.options[0], g);
  Oracle oracle(problem);
  std::vector<int> when;
  const double truth = oracle.best(&when);
  QVERIFY(truth < 1e299);
  QVERIFY(when[0] < 30 && when[2] < 30);  // something is worth building, and the grid for it
  const QString path = QStandardPaths::findExecutable(program);
  if (path.isEmpty()) QSKIP(qPrintable(program + QStringLiteral(" is not installed")));
  QTemporaryDir folder;
  const QString mps = folder.filePath(QStringLiteral("p.mps")), out = folder.filePath(QStringLiteral("p.sol"));
  QFile file(mps);
  QVERIFY(file.open(QIODevice::WriteOnly));
  file.write(QByteArray::fromStdString(mpsOf(problem.program, p.id)));
  file.close();
  QStringList words{QStringLiteral("--freemps"), mps, QStringLiteral("-o"), out};
  if (program == QLatin1String("cbc")) words = {mps, QStringLiteral("solve"), QStringLiteral("solution"), out};
  if (program == QLatin1String("highs")) words = {mps, QStringLiteral("--solution_file"), out};
  QProcess process;
  process.start(path, words);
  QVERIFY(process.waitForFinished(60'000));
  QFile told(out);
  QVERIFY(told.open(QIODevice::ReadOnly));
  const auto values = readSolution(told.readAll().toStdString(), problem);
  QVERIFY(values);
  const std::string what = "what phases are worth at best, by " + program.toStdString();
  QVERIFY(validation::close(
      {"PLAN", what.c_str(), "every combination of dates, each with the best that may run", "million CNY", 4},
      -problem.program.objective(*values), -truth, 1e-5));
  const plan::PhaseMonths months = monthsOf(problem, *values);
  QVERIFY(isClose(oracle.worthOf({months.phases[0], months.phases[1], months.gridSteps[0]}), truth, 1e-5));
}

PLENUM_TEST(MpsTest)
#include "MpsTest.moc"
