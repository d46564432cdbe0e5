// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <fstream>
#include <sstream>

#include "document/PlanEdits.h"
#include "io/PlanFile.h"
#include "support/FakeSession.h"
#include "support/Test.h"
#include "window/Recovery.h"

using namespace plenum;

namespace {

namespace fs = std::filesystem;

fs::path planFolder(const QTemporaryDir& folder) { return folder.path().toStdString(); }

std::string contentOf(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// A copy of a sample in a folder of its own, open, watched over.
struct PlannedProject {
  explicit PlannedProject(const fs::path& in, const char* sample = "jinshan") : folder(in) {
    const fs::path from = test::sourceDir() / "sample-sites" / sample;
    for (const auto& entry : fs::directory_iterator(from))
      if (entry.is_regular_file())
        fs::copy_file(entry.path(), in / entry.path().filename(), fs::copy_options::skip_existing);
    file = in / (std::string(sample) + ".site.json");
    plan = in / (std::string(sample) + ".plan.json");
  }
  bool open() {
    QSignalSpy opened(&bench, &Workbench::opened);
    bench.open(file, {});
    return opened.wait(60'000);
  }
  Problems lengthen(const char* weeks) {
    auto changed = withValue(*bench.document()->plan(), {PlanKind::step, 0, 0, 1}, "plan.p50", weeks);
    return bench.editPlan(std::move(*changed), Text("planedit.set"));
  }
  double weeks() const { return bench.document()->plan()->options[0].phases[0].steps[1].length.p50; }
  static double weeksIn(const fs::path& planFile) {
    const auto read = io::readPlan(planFile);
    return read ? read->options[0].phases[0].steps[1].length.p50 : -1.0;
  }
  /// That the run was told of.
  std::size_t revisions() const { return static_cast<test::FakeSession*>(bench.session())->revisions.size(); }
  fs::path folder, file, plan;
  Workbench bench{[](SessionOptions options) -> Result<std::unique_ptr<Session>> {
    return std::unique_ptr<Session>(std::make_unique<test::FakeSession>(options.layout));
  }};
};

}  // namespace

/// A plan is opened, edited, saved and recovered with its site.
class PlanFilesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string())); }
  void aPlanOpensWithItsSiteAndOneUndoTakesBackEither();
  void savingWritesBothAndLeavesAnUntouchedPlanAsItWasWritten();
  void aSavingThatWasCutShortIsFinishedAtTheNextOpening();
  void aBrokenPlanOpensTheSiteSaysSoAndIsNeverWritten();
  void aPlanThatTheSiteContradictsIsSaidAndCanBeMended();
  void whatDoesNotHoldTogetherIsRefusedByName();
  void savingElsewhereTakesThePlanAlong();
  void besideAnotherSiteThePlanTakesANameOfItsOwn();
  void aSiteWithoutAPlanIsGivenOne();
  void unsavedWorkOnThePlanOutlivesTheProgram();
  void aPlanWrittenByAnotherProgramIsNoticed();
};

void PlanFilesTest::aPlanOpensWithItsSiteAndOneUndoTakesBackEither() {
  QTemporaryDir folder;
  PlannedProject desk(planFolder(folder));
  QVERIFY(desk.open());
  QVERIFY(desk.bench.document()->plan());
  QVERIFY(desk.bench.planProblems().empty());
  QCOMPARE(desk.weeks(), 30.0);
  QVERIFY(desk.lengthen("40").empty());
  QCOMPARE(desk.revisions(), std::size_t(0));  // the run does not notice
  desk.bench.edit(RenameSite{Name{"other", "other"}});
  QCOMPARE(desk.revisions(), std::size_t(1));
  desk.bench.undo();
  QCOMPARE(desk.weeks(), 40.0);
  desk.bench.undo();
  QCOMPARE(desk.revisions(), std::size_t(2));
  QCOMPARE(desk.weeks(), 30.0);
  QVERIFY(!desk.bench.document()->isModified());
  desk.bench.redo();
  QCOMPARE(desk.weeks(), 40.0);
}

void PlanFilesTest::savingWritesBothAndLeavesAnUntouchedPlanAsItWasWritten() {
  QTemporaryDir folder;
  PlannedProject desk(planFolder(folder));
  QVERIFY(desk.open());
  const std::string asWritten = contentOf(desk.plan);
  desk.bench.edit(RenameSite{Name{"other", "other"}});
  QVERIFY(desk.bench.saveAs(desk.file).empty());
  QCOMPARE(contentOf(desk.plan), asWritten);
  QVERIFY(desk.lengthen("40").empty());
  QVERIFY(desk.bench.document()->isModified());
  QVERIFY(desk.bench.saveAs(desk.file).empty());
  QVERIFY(!desk.bench.document()->isModified());
  QVERIFY(!desk.bench.isChangedOutside());
  QCOMPARE(PlannedProject::weeksIn(desk.plan), 40.0);
  QCOMPARE(contentOf(desk.plan.string() + "~"), asWritten);
  // what was saved is what is read
  PlannedProject again(planFolder(folder));
  QVERIFY(again.open());
  QVERIFY(*again.bench.document()->plan() == *desk.bench.document()->plan());
}

void PlanFilesTest::aSavingThatWasCutShortIsFinishedAtTheNextOpening() {
  QTemporaryDir folder;
  PlannedProject desk(planFolder(folder));
  QVERIFY(desk.open());
  QVERIFY(desk.lengthen("40").empty());
  desk.bench.edit(RenameSite{Name{"other", "other"}});
  const std::string oldSite = contentOf(desk.file);
  QVERIFY(desk.bench.saveAs(desk.file).empty());
  // as it lies when the program ends after the plan has its place and before the site has
  fs::rename(desk.file, desk.file.string() + ".saving");
  std::ofstream(desk.file) << oldSite;
  std::ofstream(desk.file.string() + ".saved") << "jinshan.plan.json\njinshan.site.json\n";
  PlannedProject again(planFolder(folder));
  QVERIFY(again.open());
  QCOMPARE(again.bench.document()->current()->site->name.en, std::string("other"));
  QCOMPARE(again.weeks(), 40.0);
}

void PlanFilesTest::aBrokenPlanOpensTheSiteSaysSoAndIsNeverWritten() {
  QTemporaryDir folder;
  PlannedProject desk(planFolder(folder));
  std::ofstream(desk.plan) << "{\"schemaVersion\": 1, ";
  QVERIFY(desk.open());
  QVERIFY(!desk.bench.document()->plan());
  const Problems problems = desk.bench.planProblems();
  QVERIFY(hasError(problems));
  QCOMPARE(problems.front().place.file, desk.plan.string());
  QVERIFY(problems.front().place.line > 0);
  desk.bench.edit(RenameSite{Name{"other", "other"}});
  QVERIFY(desk.bench.saveAs(desk.file).empty());
  QCOMPARE(contentOf(desk.plan), std::string("{\"schemaVersion\": 1, "));
  // saved elsewhere it comes along as it is
  const fs::path other = desk.folder / "other";
  fs::create_directory(other);
  QVERIFY(desk.bench.saveAs(other / "mine.site.json").empty());
  QCOMPARE(contentOf(other / "jinshan.plan.json"), std::string("{\"schemaVersion\": 1, "));
  // and a plan that begins here has another name
  QVERIFY(desk.bench.beginPlan(beginPlan(*desk.bench.document()->current(), plan::dayOf("2026-11-22"))).empty());
  QVERIFY(desk.bench.planFile().filename() != "jinshan.plan.json");
  QVERIFY(desk.bench.saveAs(other / "mine.site.json").empty());
  QCOMPARE(contentOf(other / "jinshan.plan.json"), std::string("{\"schemaVersion\": 1, "));
}

void PlanFilesTest::aPlanThatTheSiteContradictsIsSaidAndCanBeMended() {
  QTemporaryDir folder;
  PlannedProject desk(planFolder(folder));
  plan::Plan wrong = *io::readPlan(desk.plan);
  wrong.options[0].phases[0].tieIns[0].out = {"NOBODY"};
  QVERIFY(!hasError(io::saveText(desk.plan, io::textOf(wrong))));
  QVERIFY(desk.open());
  QVERIFY(desk.bench.document()->plan());
  QCOMPARE(desk.bench.planProblems().front().what.id, std::string("plan.problem.thing"));
  QVERIFY(desk.bench.planProblems().front().place.line > 0);
  auto mended = withValue(*desk.bench.document()->plan(), {PlanKind::tieIn, 0, 0, 0}, "plan.out", "");
  QVERIFY(!hasError(desk.bench.editPlan(std::move(*mended), Text("planedit.set"))));
  QVERIFY(desk.bench.planProblems().empty());
}

void PlanFilesTest::whatDoesNotHoldTogetherIsRefusedByName() {
  QTemporaryDir folder;
  PlannedProject desk(planFolder(folder));
  QVERIFY(desk.open());
  // a circle, a work that others wait for, a length that contradicts itself
  auto circle = withValue(*desk.bench.document()->plan(), {PlanKind::step, 0, 0, 1}, "plan.after", "G3; mep");
  const Problems turning = desk.bench.editPlan(std::move(*circle), Text("planedit.set"));
  QVERIFY(hasError(turning));
  QCOMPARE(turning.front().what.id, std::string("plan.problem.circle"));
  const Problems missed =
      desk.bench.editPlan(without(*desk.bench.document()->plan(), {PlanKind::step, 0, 0, 1}), Text("planedit.remove"));
  QVERIFY(hasError(missed));
  QCOMPARE(missed.front().what.id, std::string("plan.problem.activity"));
  auto upside = withValue(*desk.bench.document()->plan(), {PlanKind::step, 0, 0, 1}, "plan.p10", "90");
  QCOMPARE(desk.bench.editPlan(std::move(*upside), Text("planedit.set")).front().what.id,
           std::string("plan.problem.weeks"));
  QVERIFY(!desk.bench.document()->isModified());
}

void PlanFilesTest::savingElsewhereTakesThePlanAlong() {
  QTemporaryDir folder, other;
  PlannedProject desk(planFolder(folder));
  QVERIFY(desk.open());
  QVERIFY(desk.lengthen("40").empty());
  const fs::path file = planFolder(other) / "mine.site.json";
  QVERIFY(desk.bench.saveAs(file).empty());
  QCOMPARE(PlannedProject::weeksIn(planFolder(other) / "jinshan.plan.json"), 40.0);
  QCOMPARE(PlannedProject::weeksIn(desk.plan), 30.0);
  QCOMPARE(desk.bench.planFile(), planFolder(other) / "jinshan.plan.json");
}

void PlanFilesTest::besideAnotherSiteThePlanTakesANameOfItsOwn() {
  QTemporaryDir folder;
  PlannedProject desk(planFolder(folder));
  QVERIFY(desk.open());
  QVERIFY(desk.lengthen("40").empty());
  QVERIFY(desk.bench.saveAs(desk.folder / "variant.site.json").empty());
  QCOMPARE(PlannedProject::weeksIn(desk.plan), 30.0);  // the other site's
  QCOMPARE(PlannedProject::weeksIn(desk.folder / "variant.plan.json"), 40.0);
  QCOMPARE(desk.bench.document()->current()->site->plan, std::string("variant.plan.json"));
  QVERIFY(!desk.bench.document()->isModified());
  PlannedProject again(planFolder(folder));
  again.file = desk.folder / "variant.site.json";
  QVERIFY(again.open());
  QCOMPARE(again.weeks(), 40.0);
}

void PlanFilesTest::aSiteWithoutAPlanIsGivenOne() {
  QTemporaryDir folder;
  PlannedProject desk(planFolder(folder), "one-hall");
  QVERIFY(desk.open());
  QVERIFY(!desk.bench.document()->plan());
  QVERIFY(desk.bench.planProblems().empty());
  QVERIFY(desk.bench.beginPlan(beginPlan(*desk.bench.document()->current(), plan::dayOf("2026-11-22"))).empty());
  QVERIFY(desk.bench.document()->plan());
  QCOMPARE(desk.bench.planFile().filename().string(), std::string("one-hall.plan.json"));
  QVERIFY(!fs::exists(desk.bench.planFile()));  // not before it is saved
  desk.bench.undo();
  QVERIFY(!desk.bench.document()->plan());
  QVERIFY(desk.bench.document()->current()->site->plan.empty());
  desk.bench.redo();
  QVERIFY(desk.bench.saveAs(desk.file).empty());
  PlannedProject again(planFolder(folder), "one-hall");
  QVERIFY(again.open());
  QVERIFY(*again.bench.document()->plan() == *desk.bench.document()->plan());
}

void PlanFilesTest::unsavedWorkOnThePlanOutlivesTheProgram() {
  QTemporaryDir folder, kept;
  Leftover leftover;
  {
    PlannedProject desk(planFolder(folder));
    Recovery recovery(desk.bench, planFolder(kept));
    QVERIFY(desk.open());
    QSignalSpy written(&recovery, &Recovery::written);
    QVERIFY(desk.lengthen("40").empty());
    QVERIFY(written.wait(Recovery::mostLostMs));
    // as it lies on the disk when the program is killed: copied before the end that leaves nothing
    for (const auto& entry : fs::directory_iterator(planFolder(kept)))
      if (entry.path().filename() != "open") fs::copy(entry.path(), planFolder(kept) / "1-killed");
    fs::remove(planFolder(kept) / "1-killed" / "alive.lock");
    desk.bench.undo();
  }
  PlannedProject desk(planFolder(folder));
  Recovery recovery(desk.bench, planFolder(kept));
  const auto found = recovery.leftovers();
  QCOMPARE(found.size(), std::size_t(1));
  QCOMPARE(found[0].note.steps, std::vector<std::string>{"planedit.set"});
  QSignalSpy changed(&desk.bench, &Workbench::documentChanged);
  desk.bench.recover(found[0].siteText(), found[0].note.site, found[0].note.scenario, found[0].planText());
  QVERIFY(changed.wait(60'000));
  QCOMPARE(desk.weeks(), 40.0);
  QVERIFY(desk.bench.document()->isModified());
  desk.bench.undo();
  QCOMPARE(desk.weeks(), 30.0);
}

void PlanFilesTest::aPlanWrittenByAnotherProgramIsNoticed() {
  QTemporaryDir folder;
  PlannedProject desk(planFolder(folder));
  QVERIFY(desk.open());
  QVERIFY(!desk.bench.isChangedOutside());
  fs::last_write_time(desk.plan, fs::file_time_type::clock::now() + std::chrono::seconds(5));
  QVERIFY(desk.bench.isChangedOutside());
}

PLENUM_TEST_WITH(QApplication, PlanFilesTest)
#include "PlanFilesTest.moc"
