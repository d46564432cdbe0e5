// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>
#include <unistd.h>

#include "Folder.h"

using namespace plenum;
using namespace plenum::test;

class ProjectTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aSiteWithoutScenarioRunsFullLoad();
  void theHottestHourBecomesAnInstant();
  void theClimateShiftIsLaidOverTheYear();
  void anUnknownTariffPointsAtTheSite();
  void savingReplacesTheFileWhole();
  void savingFollowsLinksAndKeepsPermissions();
  void aFolderThatMayNotBeWrittenIsNamed();
  void bothLanguagesSayTheSameThings();
  void sentencesAreFilledIn();
  void aGapInTheTableIsSeen();
};

void ProjectTest::aSiteWithoutScenarioRunsFullLoad() {
  const auto project = io::openProject(oneHall());
  if (!project) show(project.problems());
  QVERIFY(bool(project));
  const Setting& setting = *project->setting;
  QCOMPARE(setting.scenario.jobs.size(), std::size_t{1});
  QCOMPARE(setting.scenario.jobs[0].chips, project->layout->chips);
  QCOMPARE(setting.weather->dryBulbC.size(), std::size_t{8760});
  QCOMPARE(setting.tariff.id, std::string("guangdong"));
}

void ProjectTest::theHottestHourBecomesAnInstant() {
  const auto project = io::openProject(oneHall());
  QVERIFY(bool(project));
  Scenario scenario;
  scenario.beforeHottestHour = hours(3);
  const auto setting = io::settingOf(*project->layout->site, scenario, {});
  QVERIFY(bool(setting));
  const Time start = (*setting)->scenario.start;
  // Shaoguan: in summer, by day; a hot hour is some kelvins damper than the mean of July (25.3 °C)
  const int month = toCivil(start).date.month;
  QVERIFY(month >= 6 && month <= 9);
  const auto hottest = static_cast<std::size_t>(hourOfYear(start + hours(3)));
  QVERIFY((*setting)->weather->dryBulbC[hottest] > 27.0);
  QVERIFY((*setting)->scenario.beforeHottestHour.us < 0);
}

void ProjectTest::theClimateShiftIsLaidOverTheYear() {
  const auto project = io::openProject(oneHall());
  QVERIFY(bool(project));
  Scenario scenario;
  const auto before = io::settingOf(*project->layout->site, scenario, {});
  scenario.climateShiftK = 1.5;
  const auto after = io::settingOf(*project->layout->site, scenario, {});
  QVERIFY(before && after);
  QVERIFY(isNear((*after)->weather->dryBulbC[100] - (*before)->weather->dryBulbC[100], 1.5, 1e-12));
  QCOMPARE((*after)->scenario.climateShiftK, 0.0);  // once, not twice
}

void ProjectTest::anUnknownTariffPointsAtTheSite() {
  const Folder folder;
  const auto file = folder.write("a.site.json", with(contentOf(oneHall()), "\"guangdong\"", "\"atlantis\""));
  const auto project = io::openProject(file);
  QVERIFY(!project);
  const Problem& problem = project.problems().front();
  QCOMPARE(problem.place.pointer, std::string("/surroundings/tariff"));
  QCOMPARE(problem.place.line, 8);
  QVERIFY(problem.remedy.arguments.front().second.find("guangdong") != std::string::npos);
}

void ProjectTest::savingReplacesTheFileWhole() {
  const Folder folder;
  const auto file = folder.path("new.json");
  QVERIFY(io::saveText(file, "one\n").empty());
  QVERIFY(io::saveText(file, "two\n").empty());
  QCOMPARE(contentOf(file), std::string("two\n"));
  // nothing is left beside it
  QCOMPARE(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

void ProjectTest::savingFollowsLinksAndKeepsPermissions() {
  const Folder folder;
  const auto file = folder.write("real.json", "one\n");
  QCOMPARE(::chmod(file.c_str(), 0640), 0);
  std::filesystem::create_symlink("real.json", folder.path("link.json"));
  QVERIFY(io::saveText(folder.path("link.json"), "two\n").empty());
  QVERIFY(std::filesystem::is_symlink(folder.path("link.json")));
  QCOMPARE(contentOf(file), std::string("two\n"));
  struct stat status {};
  QCOMPARE(::stat(file.c_str(), &status), 0);
  QCOMPARE(static_cast<int>(status.st_mode & 0777), 0640);
}

void ProjectTest::aFolderThatMayNotBeWrittenIsNamed() {
  const Folder folder;
  QCOMPARE(io::saveText(folder.path(), "x").front().what.id, std::string("io.file.folder"));
  QCOMPARE(io::saveText(folder.path("no/such/file.json"), "x").front().what.id, std::string("io.file.noFolder"));
  QCOMPARE(::chmod(folder.path().c_str(), 0555), 0);
  const bool isRoot = ::geteuid() == 0;
  if (isRoot) QCOMPARE(::seteuid(65534), 0);
  const Problems problems = io::saveText(folder.path("a.json"), "x");
  if (isRoot) QCOMPARE(::seteuid(0), 0);
  QCOMPARE(::chmod(folder.path().c_str(), 0755), 0);
  QCOMPARE(problems.front().what.id, std::string("io.file.writePermission"));
  QVERIFY(!std::filesystem::exists(folder.path("a.json")));
}

void ProjectTest::bothLanguagesSayTheSameThings() {
  const auto english = io::Language::read("en"), chinese = io::Language::read("zh");
  if (!english) show(english.problems());
  QVERIFY(english && chinese);
  QVERIFY(english->has("io.file.missing") && chinese->has("io.file.missing"));
  const auto klingon = io::Language::read("tlh");
  QVERIFY(!klingon);
}

void ProjectTest::sentencesAreFilledIn() {
  const auto english = io::Language::read("en");
  QVERIFY(bool(english));
  Problem problem;
  problem.place = {"a.json", 3, 7, "/x"};
  problem.what = Text("io.key.missing", {{"key", "id"}});
  QCOMPARE(io::describe(problem, *english), std::string("a.json:3:7: The key “id” is missing (at /x)"));
}

void ProjectTest::aGapInTheTableIsSeen() {
  const auto english = io::Language::read("en");
  QVERIFY(bool(english));
  QCOMPARE(english->say(Text("no.such.text", {{"a", "1"}})), std::string("[no.such.text a=1]"));
}

PLENUM_TEST(ProjectTest)
#include "ProjectTest.moc"
