// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <fstream>

#include "io/Files.h"
#include "io/Language.h"
#include "io/PlanFile.h"
#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

namespace {

std::string contentOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  if (at == std::string::npos) throw std::runtime_error("not there: " + what);
  return text.replace(at, what.size(), by);
}
std::filesystem::path samplePlan(const char* site) {
  return sourceDir() / "sample-sites" / site / (std::string(site) + ".plan.json");
}

}  // namespace

class PlanFileTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void samplePlansAreWholeAndCanonical_data();
  void samplePlansAreWholeAndCanonical();
  void whatIsWrongIsNamedWithItsPlace_data();
  void whatIsWrongIsNamedWithItsPlace();
  void defaultsAreWhole();
};

void PlanFileTest::samplePlansAreWholeAndCanonical_data() {
  QTest::addColumn<QString>("site");
  QTest::newRow("shaoguan") << "shaoguan";
  QTest::newRow("jinshan") << "jinshan";
}

void PlanFileTest::samplePlansAreWholeAndCanonical() {
  QFETCH(QString, site);
  const auto file = samplePlan(site.toUtf8().constData());
  const auto plan = io::readPlan(file);
  QVERIFY(plan);
  QCOMPARE(QString::fromStdString(io::textOf(*plan)), QString::fromStdString(contentOf(file)));
  const auto project = io::openProject(file.parent_path() / (site.toStdString() + ".site.json"));
  QVERIFY(project);
  QCOMPARE(project->layout->site->plan, site.toStdString() + ".plan.json");
  const auto defaults = io::readPlanDefaults();
  QVERIFY(defaults);
  QVERIFY(check(*plan, *project->layout, *defaults).empty());
}

void PlanFileTest::whatIsWrongIsNamedWithItsPlace_data() {
  QTest::addColumn<QString>("what");
  QTest::addColumn<QString>("by");
  QTest::addColumn<QString>("id");
  QTest::newRow("no day") << "\"today\": \"2026-11-23\""
                          << "\"today\": \"soon\""
                          << "io.plan.day";
  QTest::newRow("day far away") << "\"today\": \"2026-11-23\""
                                << "\"today\": \"9026-11-23\""
                                << "io.plan.year";
  QTest::newRow("truncated") << "\"options\": ["
                             << "\"options\": "
                             << "";
  QTest::newRow("months") << "\"goalChips\""
                          << "\"months\": 1e9, \"goalChips\""
                          << "";
  QTest::newRow("style") << "\"like\": \"shaoguan\""
                         << "\"like\": \"castle\""
                         << "plan.problem.style";
  QTest::newRow("block") << "\"block\": \"B810\""
                         << "\"block\": \"X\""
                         << "plan.problem.block";
  QTest::newRow("after") << "\"after\": [\"shell\"]"
                         << "\"after\": [\"shall\"]"
                         << "plan.problem.activity";
  QTest::newRow("circle") << "\"after\": [\"shell\"]"
                          << "\"after\": [\"rfs\"]"
                          << "plan.problem.circle";
  QTest::newRow("lead") << "\"type\": \"genset\""
                        << "\"type\": \"jenset\""
                        << "plan.problem.lead";
  QTest::newRow("weeks") << "\"p50\": 22"
                         << "\"p50\": 2"
                         << "plan.problem.weeks";
  QTest::newRow("thing") << "\"out\": [\"T2\"]"
                         << "\"out\": [\"T9\"]"
                         << "plan.problem.thing";
  QTest::newRow("model") << "\"model\": \"llama-3-405b\""
                         << "\"model\": \"llama\""
                         << "plan.problem.model";
  QTest::newRow("twice") << "\"id\": \"backfeed\""
                         << "\"id\": \"mep\""
                         << "plan.problem.twice";
}

void PlanFileTest::whatIsWrongIsNamedWithItsPlace() {
  QFETCH(QString, what);
  QFETCH(QString, by);
  QFETCH(QString, id);
  QTemporaryDir folder;
  const std::filesystem::path file = folder.filePath("bad.plan.json").toStdString();
  std::ofstream(file) << replaced(contentOf(samplePlan("shaoguan")), what.toStdString(), by.toStdString());
  const auto plan = io::readPlan(file);
  Problems problems;
  if (plan) {
    const auto project = io::openProject(sourceDir() / "sample-sites/shaoguan/shaoguan.site.json");
    QVERIFY(project);
    problems = io::placed(check(*plan, *project->layout, *io::readPlanDefaults()), file);
  } else {
    problems = plan.problems();
  }
  QVERIFY(!problems.empty());
  QVERIFY(problems.front().place.line > 1);
  QVERIFY(problems.front().place.file.find("bad.plan.json") != std::string::npos);
  const auto english = io::Language::read("en");
  QVERIFY(english);
  for (const Problem& problem : problems) QVERIFY(english->has(problem.what.id));
  bool isSaid = id.isEmpty();
  for (const Problem& problem : problems) isSaid = isSaid || problem.what.id == id.toStdString();
  QVERIFY2(isSaid, problems.front().what.id.c_str());
}

void PlanFileTest::defaultsAreWhole() {
  const auto defaults = io::readPlanDefaults();
  QVERIFY(defaults);
  for (const plan::Assumption& a : defaults->assumptions) {
    QVERIFY2(!a.source.empty(), a.id.c_str());
    QVERIFY2(!a.name.en.empty() && !a.name.zh.empty(), a.id.c_str());
  }
  for (const plan::LeadTime& lead : defaults->leads)
    for (const plan::Weeks* w : {&lead.cn, &lead.us}) {
      QVERIFY2(w->p10 <= w->p50 && w->p50 <= w->p90, lead.id.c_str());
      QVERIFY2(!w->source.empty(), lead.id.c_str());
    }
}

PLENUM_TEST(PlanFileTest)
#include "PlanFileTest.moc"
