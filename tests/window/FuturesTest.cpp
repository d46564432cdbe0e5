// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>

#include "panels/ComparePanel.h"
#include "panels/StoryPanel.h"
#include "run/Simulate.h"
#include "support/RunningSite.h"
#include "support/Test.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/FuturesDesk.h"
#include "window/MainWindow.h"
#include "window/SplitView.h"
#include "window/StoryDesk.h"

using namespace plenum;
using namespace plenum::views;

/// Two futures in the window, with the engine behind them.
class FuturesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void whatIsDoneInBIsNotDoneInA();
  void bothPlayTickForTick();
  void afterAPauseBothStandAtOneTick();
  void anEditIsMadeInTheOneThatLeads();
  void aBranchFromThePastBeginsThere();
  void keepingOneEndsTheComparison();
  void anotherSiteEndsIt();
  void aStoryPlaysOnABranchAndGivesEverythingBack();
  void aKioskIsLeftByAnyKey();
  void aViewIsRecordedAsAStep();
};

namespace {

struct Opened {
  explicit Opened() : window(look, languages, bench) {
    look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
    languages.speak("en", look);
    look.theme.wear(Theme::Scheme::dark);
    bench.take(project(), session());
    window.resize(1280, 720);
    window.show();
    // it opens playing: every test begins at the start of the run
    window.desk().seek(bench.session()->latest()->start);
    while (!bench.session()->status().isSettled || bench.session()->latest()->tick != 0) QTest::qWait(5);
    window.clock().look();
  }
  static io::Project project() {
    io::Project made;
    made.siteFile = "small.site.json";
    made.layout = layout();
    made.setting = setting();
    return made;
  }
  static LayoutPtr layout() {
    static const LayoutPtr made = test::SmallSite().layout();
    return made;
  }
  static std::shared_ptr<const Setting> setting() {
    auto made = std::make_shared<Setting>();
    test::RunningSite site;
    site.scenario.jobs[0].chips = layout()->chips;
    made->scenario = site.scenario;
    made->weather = test::stillWeather(34.0, 25.0);
    return made;
  }
  static std::unique_ptr<Session> session() {
    auto opened = openSession({.layout = layout(), .setting = setting(), .workers = 1});
    if (!opened) qFatal("the site cannot be simulated");
    return std::move(*opened);
  }
  static std::uint64_t hashAfter(std::int64_t ticks, std::vector<Session::Entry> actions) {
    HeadlessRun run;
    run.layout = layout(), run.setting = setting(), run.ticks = ticks, run.workers = 1;
    run.actions = std::move(actions);
    auto result = runHeadless(run);
    return result ? result->stateHash : 0;
  }
  FuturesDesk& futures() { return window.futures(); }
  void waitUntilBothStandAt(std::int64_t tick) {
    QTRY_VERIFY_WITH_TIMEOUT(futures().twin()->pair()[0] && futures().twin()->pair()[0]->tick == tick, 20000);
  }
  Look look;
  Languages languages;
  Workbench bench;
  MainWindow window;
};

std::string cdu() { return Opened::layout()->cdus.front().id; }

}  // namespace

void FuturesTest::initTestCase() {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  QStandardPaths::setTestModeEnabled(true);
  QApplication::setOrganizationName(QStringLiteral("plenum-test"));
  QSettings().clear();
}

void FuturesTest::whatIsDoneInBIsNotDoneInA() {
  Opened opened;
  const FramePtr start = opened.window.clock().frame();
  opened.window.desk().seek(start->start);
  opened.futures().branch(start->start);
  QVERIFY(opened.futures().isComparing());
  QVERIFY(opened.futures().split().isSplit());
  opened.window.desk().act(Fail{cdu()});
  opened.window.desk().step(120);
  opened.waitUntilBothStandAt(120);
  TwinRun& twin = *opened.futures().twin();
  QTRY_VERIFY(twin.status().isSettled);
  QCOMPARE(twin.of(0).status().stateHash, Opened::hashAfter(120, {}));
  QCOMPARE(twin.of(1).status().stateHash, Opened::hashAfter(120, {{0, Fail{cdu()}}}));
  QVERIFY(twin.of(0).status().stateHash != twin.of(1).status().stateHash);
  // the table says so
  QTRY_VERIFY(opened.futures().answer() && opened.futures().answer()->doneInB.size() == 1);
  QVERIFY(opened.futures().answer()->doneInA.empty());
  QVERIFY(opened.futures().panel().figures().model()->rowCount() > 10);
  QVERIFY(opened.futures().panel().events().model()->rowCount() > 0);
  QVERIFY(opened.futures().panel().racks().model()->rowCount() > 0);
  QVERIFY(opened.futures().split().title(1).contains(QString::fromStdString(cdu())));
  QVERIFY(!opened.futures().split().title(0).contains(QString::fromStdString(cdu())));
}

void FuturesTest::bothPlayTickForTick() {
  Opened opened;
  opened.futures().branchHere();
  TwinRun& twin = *opened.futures().twin();
  int pairs = 0, uneven = 0;
  std::int64_t last = -1;
  connect(&twin, &TwinRun::paired, this, [&](const FramePtr& a, const FramePtr& b) {
    ++pairs;
    uneven += a->tick != b->tick || a->tick < last;
    last = a->tick;
  });
  opened.window.desk().setSpeed(600);
  opened.window.desk().play();
  QTRY_VERIFY_WITH_TIMEOUT(pairs >= 6, 20000);
  QCOMPARE(uneven, 0);
  QVERIFY(last > 60);
  // the one that was not touched lives on as the other does
  opened.window.desk().pause();
}

void FuturesTest::afterAPauseBothStandAtOneTick() {
  Opened opened;
  opened.futures().branchHere();
  TwinRun& twin = *opened.futures().twin();
  opened.window.desk().setSpeed(1000);
  opened.window.desk().play();
  QTRY_VERIFY_WITH_TIMEOUT(twin.pair()[0] && twin.pair()[0]->tick > 100, 20000);
  opened.window.desk().pause();
  QTRY_VERIFY(twin.status().isSettled && twin.of(0).status().tick == twin.of(1).status().tick);
  QTRY_COMPARE(twin.of(0).status().stateHash, twin.of(1).status().stateHash);
}

void FuturesTest::anEditIsMadeInTheOneThatLeads() {
  Opened opened;
  opened.futures().branchHere();
  const Problems problems = opened.bench.edit(RenameSite{{"Variant", "方案"}});
  QVERIFY(!hasError(problems));
  TwinRun& twin = *opened.futures().twin();
  QTRY_VERIFY(twin.of(1).latest()->layout->site->name.en == "Variant");
  QCOMPARE(twin.of(0).latest()->layout->site->name.en, std::string("Small site"));
  opened.futures().lead(0);
  QVERIFY(!opened.bench.document()->canUndo());
  opened.futures().lead(1);
  QVERIFY(opened.bench.document()->canUndo());
}

void FuturesTest::aBranchFromThePastBeginsThere() {
  Opened opened;
  opened.window.desk().step(200);
  QTRY_COMPARE_WITH_TIMEOUT(opened.window.clock().frame()->tick, 200, 20000);
  opened.futures().branch(opened.window.clock().frame()->start + seconds(50));
  opened.waitUntilBothStandAt(50);
  QCOMPARE(opened.futures().twin()->pair()[1]->tick, 50);
}

void FuturesTest::keepingOneEndsTheComparison() {
  for (const std::size_t kept : {std::size_t(0), std::size_t(1)}) {
    Opened opened;
    opened.futures().branchHere();
    opened.window.desk().act(Fail{cdu()});
    opened.window.desk().step(30);
    opened.waitUntilBothStandAt(30);
    opened.futures().keep(kept);
    QVERIFY(!opened.futures().isComparing());
    QVERIFY(!opened.futures().split().isSplit());
    opened.window.clock().look();
    QCOMPARE(opened.window.clock().frame()->tick, 30);
    QCOMPARE(opened.bench.session()->log().size(), kept);
    // and it goes on as any run does
    opened.window.desk().step(5);
    QTRY_COMPARE(opened.window.clock().frame()->tick, 35);
    QCOMPARE(opened.bench.session()->status().stateHash != 0, true);
  }
}

void FuturesTest::anotherSiteEndsIt() {
  Opened opened;
  opened.futures().branchHere();
  opened.bench.take(Opened::project(), Opened::session());
  QVERIFY(!opened.futures().isComparing());
  opened.window.desk().pause();
  opened.futures().branchHere();
  QVERIFY(opened.futures().isComparing());
}

void FuturesTest::aStoryPlaysOnABranchAndGivesEverythingBack() {
  Opened opened;
  opened.window.desk().step(20);
  QTRY_COMPARE(opened.window.clock().frame()->tick, 20);
  StoryDesk& desk = opened.window.stories();
  Story story;
  story.id = "x";
  StoryStep one;
  one.caption = {"PUE {campus.pue}", "PUE {campus.pue}"};
  one.at = seconds(5);
  one.lastsS = 0.3;
  one.speed = 60.0;
  one.focus = "H1";
  one.actions = {Fail{cdu()}};
  story.steps = {one};
  desk.panel().setStory(story);
  const Camera camera = opened.window.central().view().camera();
  const QString overlay = opened.window.central().overlay();
  desk.play(StoryDesk::Mode::once);
  QVERIFY(desk.isPlaying());
  QTRY_VERIFY(desk.caption().startsWith(QStringLiteral("PUE 1.")));
  QTRY_VERIFY_WITH_TIMEOUT(!desk.isPlaying(), 20000);
  QVERIFY(opened.window.central().view().camera() == camera);
  QCOMPARE(opened.window.central().overlay(), overlay);
  QTRY_COMPARE(opened.window.clock().frame()->tick, 20);
  QVERIFY(opened.bench.session()->log().empty());
  QVERIFY(desk.caption().isEmpty());
}

void FuturesTest::aKioskIsLeftByAnyKey() {
  Opened opened;
  StoryDesk& desk = opened.window.stories();
  Story story;
  StoryStep one;
  one.lastsS = 0.2;
  one.speed = 0.0;
  one.focus = "campus";
  story.steps = {one, one};
  desk.panel().setStory(story);
  QStringList before, after;
  for (const auto& [id, dock] : opened.window.docks())
    if (!dock->isHidden()) before << id;
  QVERIFY(!before.isEmpty());
  desk.play(StoryDesk::Mode::kiosk);
  QVERIFY(!opened.window.menuBar()->isVisible());
  for (const auto& [id, dock] : opened.window.docks()) QVERIFY(!dock->isVisible());
  QVERIFY(!opened.window.central().overlayBox().isVisible());
  QVERIFY(opened.window.central().view().isBare());
  // the return that chose it in the palette still travels up from there, and is not meant for it
  QTest::keyClick(&opened.window, Qt::Key_Return);
  QVERIFY(desk.isPlaying());
  // it goes round
  QTRY_COMPARE(desk.step(), 1);
  QTRY_COMPARE(desk.step(), 0);
  QTest::keyClick(&opened.window, Qt::Key_A);
  QTRY_VERIFY(!desk.isPlaying());
  QVERIFY(opened.window.menuBar()->isVisible());
  for (const auto& [id, dock] : opened.window.docks())
    if (!dock->isHidden()) after << id;
  QCOMPARE(after, before);
  QVERIFY(opened.window.central().overlayBox().isVisible());
  QVERIFY(!opened.window.central().view().isBare());
}

void FuturesTest::aViewIsRecordedAsAStep() {
  Opened opened;
  StoryDesk& desk = opened.window.stories();
  desk.panel().setStory({});
  desk.panel().button("story.record").click();
  QCOMPARE(desk.panel().story().steps.size(), std::size_t(1));
  const StoryStep& step = desk.panel().story().steps.front();
  QCOMPARE(step.camera.distanceM, opened.window.central().view().camera().distanceM);
  QCOMPARE(QString::fromStdString(step.overlay), opened.window.central().overlay());
  desk.panel().captionEdit(true).setText(QStringLiteral("全景"));
  Q_EMIT desk.panel().captionEdit(true).editingFinished();
  desk.panel().actionsEdit().setPlainText(QStringLiteral("fail H1/CDU1\nexplode"));
  QVERIFY(!desk.panel().trouble().isHidden());
  desk.panel().actionsEdit().setPlainText(QStringLiteral("fail H1/CDU1"));
  QCOMPARE(desk.panel().story().steps.front().actions.size(), std::size_t(1));
  QCOMPARE(desk.panel().story().steps.front().caption.zh, std::string("全景"));
}

PLENUM_TEST_WITH(QApplication, FuturesTest)
#include "FuturesTest.moc"
