// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "document/PlanEdits.h"
#include "panels/FigureStrip.h"
#include "plan/GroundPlan.h"
#include "plan/SmallPlan.h"
#include "plan/Spread.h"
#include "support/FakeSession.h"
#include "support/Test.h"
#include "window/Commands.h"
#include "window/GrowthDesk.h"
#include "window/MainWindow.h"
#include "window/OptimiserDesk.h"
#include "window/PlanDesk.h"
#include "window/ProblemsDialog.h"
#include "window/ReportDesk.h"
#include "window/ReportStills.h"

using namespace plenum;
using namespace plenum::views;

namespace {

constexpr int makingMs = 60'000;

/// A window over a site with a plan of one phase, worked out over figures that were made by hand.
struct PlannedWindow {
  PlannedWindow() : window(look, languages, bench) {
    look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
    languages.speak("en", look);
    look.theme.wear(Theme::Scheme::light);
    auto session = std::make_unique<test::FakeSession>();
    io::Project project;
    project.siteFile = "fake.site.json";
    project.layout = session->latest()->layout;
    bench.take(std::move(project), std::move(session));
    window.resize(1280, 800);
    window.show();
  }
  /// With land for so many of its blocks, and blocks in their places.
  void plan(int room) {
    plan::Plan begun = beginPlan(*bench.document()->current(), test::day("2027-01-01"));
    begun.options[0].phases[0].blocks[0].count = 2;
    const double wide = 30.0 + 120.0 * room + 20.0 * (room - 1);
    begun.land.outline = {{2000, 0}, {2000 + wide, 0}, {2000 + wide, 110}, {2000, 110}};
    if (room == 0) begun.land = {};
    QVERIFY(!hasError(bench.beginPlan(begun)));
    show();
  }
  void show() {
    plan::Figures block = test::plainFigures();
    block.footprint.sizeM = {120, 80};
    block.footprint.pieces = {{plan::Piece::Kind::data, {{3, 3, 0}, {117, 33, 9}}}};
    ground = test::plainGround(test::plainFigures(), block);
    ground.layout = bench.document()->current();
    Serial serial;
    layAll(*bench.document()->plan(), ground, serial);
    desk().panel().show(bench.document()->plan(), std::make_shared<const plan::Ground>(ground));
  }
  PlanDesk& desk() { return window.planDesk(); }
  std::string firstWork() const {
    const plan::Phase& phase = bench.document()->plan()->options[0].phases[0];
    return phase.id + "/" + phase.steps[0].id;
  }
  Look look;
  Languages languages;
  Workbench bench;
  MainWindow window;
  plan::Ground ground;
};

}  // namespace

/// The desks of a plan, as a person at the window meets them.
class PlanDesksTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  }
  void growthTakesThePlacesOfTheGround();
  void figuresOfAnotherTimeSaySo();
  void withoutLandGrowthSaysSo();
  void whatIsNotLaidOutIsNotShown();
  void landIsDrawnWithTheMouseAndBlocksStandOnIt();
  void samplesOfEveryOptionAreDrawnAndKept();
  void aTargetIsMovedAndTakenBack();
  void aWayIsFoundLookedAtAndTaken();
  void theReportIsWrittenFromWhatIsShown();
  void aFilmThatCannotBeWrittenEndsAndSaysSo();
  void everyCommandOfAPlanMayBeChosenAtAnyTime();
  void aStillIsMadeOfEachMonthInWhichAPhaseComes();
};

void PlanDesksTest::growthTakesThePlacesOfTheGround() {
  PlannedWindow w;
  w.plan(2);
  const GrowthCase* growth = w.window.growthDesk().growth();
  QVERIFY(growth);
  QCOMPARE(growth->places->blocks.size(), std::size_t(2));
  QCOMPARE(growth->places, placesOf(*w.bench.document()->plan(), w.desk().panel().option(), w.ground));
  // a date that is dragged lays nothing out anew
  const auto places = growth->places;
  const auto before = growth->evaluation;
  w.desk().panel().hold(w.firstWork(), 10.0);
  QCOMPARE(w.window.growthDesk().growth()->places, places);
  QVERIFY(w.window.growthDesk().growth()->evaluation != before);
}

/// First of what is shown, then of the other: the same as `plenum plan` draws. What is held longer as a question is
/// drawn anew and leaves those of the options as planned alone.
void PlanDesksTest::samplesOfEveryOptionAreDrawnAndKept() {
  PlannedWindow w;
  w.plan(2);
  plan::Plan two = *w.bench.document()->plan();
  two.options.push_back(two.options.front());
  two.options.back().id = "other";
  two.options.back().phases[0].steps[0].length = test::weeks(30.0, 60.0, 120.0);
  QVERIFY(!hasError(w.bench.editPlan(two, Text("planedit.keep"))));
  w.show();
  const auto isAll = [&] {
    const auto& all = w.desk().shown().spreads();
    return all.size() == 2 && all[0] && all[1];
  };
  QTRY_VERIFY_WITH_TIMEOUT(isAll(), makingMs);
  const auto kept = w.desk().shown().spreads();
  QCOMPARE(w.desk().shown().spread(), kept[w.desk().panel().chosen()]);
  Serial serial;
  const plan::Spread want = spreadOf(*w.bench.document()->plan(), w.bench.document()->plan()->options[1],
                                     *w.desk().shown().ground(), {2000, 1, {}}, serial);
  QCOMPARE(kept[1]->goalMonths, want.goalMonths);
  QCOMPARE(kept[1]->tcoPerChipHour.p90, want.tcoPerChipHour.p90);
  w.desk().panel().hold(w.firstWork(), 10.0);
  w.desk().panel().reset();
  QTRY_COMPARE_WITH_TIMEOUT(w.desk().shown().spread(), kept[w.desk().panel().chosen()], makingMs);
  QCOMPARE(w.desk().shown().spreads()[1], kept[1]);
}

/// The picture shows a month of the plan, the strip the run: nobody may take them for one time.
void PlanDesksTest::figuresOfAnotherTimeSaySo() {
  PlannedWindow w;
  w.plan(2);
  w.window.workspaces().enter(Workspaces::Place::plan);
  FigureStrip& strip = w.window.figures();
  GrowthBar& bar = w.window.growthDesk().bar();
  bar.setShown(false);
  QVERIFY(strip.asideText().isEmpty());
  bar.setShown(true);
  w.desk().shown().chooseMonth(14);
  QTRY_VERIFY(strip.asideText().contains("2028-03"));
  QVERIFY(strip.cells().front()->isAside());
  w.window.workspaces().enter(Workspaces::Place::operate);
  QVERIFY(strip.asideText().isEmpty());
  QVERIFY(!strip.cells().front()->isAside());
}

void PlanDesksTest::withoutLandGrowthSaysSo() {
  PlannedWindow w;
  w.plan(0);
  QVERIFY(!w.window.growthDesk().growth());
  QVERIFY(w.desk().shown().evaluation());
}

void PlanDesksTest::landIsDrawnWithTheMouseAndBlocksStandOnIt() {
  PlannedWindow w;
  w.plan(0);
  w.window.action(QStringLiteral("draw-land"))->trigger();
  LandView& map = w.desk().land().view();
  QVERIFY(map.isVisible());
  QCOMPARE(map.tool(), LandView::Tool::draw);
  for (const Vec2 corner : {Vec2{200, -100}, Vec2{560, -100}, Vec2{560, 160}, Vec2{200, 160}})
    QTest::mouseClick(&map, Qt::LeftButton, {}, map.placeOf(corner).toPoint());
  QTest::keyClick(&map, Qt::Key_Return);
  QCOMPARE(w.bench.document()->plan()->land.outline.size(), std::size_t(4));
  QCOMPARE(map.tool(), LandView::Tool::grid);
  QTest::mouseClick(&map, Qt::LeftButton, {}, map.placeOf({190, 0}).toPoint());
  QVERIFY(!(w.bench.document()->plan()->land.gridPointM == Vec2{}));
  w.show();
  const auto* growth = w.window.growthDesk().growth();
  QVERIFY(growth);
  QCOMPARE(growth->places->blocks.size(), std::size_t(2));
  const Box first = growth->places->blocks[0].box;
  // the grid comes in on the other side: the blocks go there
  w.desk().land().begin(LandView::Tool::grid);
  QTest::mouseClick(&map, Qt::LeftButton, {}, map.placeOf({570, 0}).toPoint());
  w.show();
  QVERIFY(w.window.growthDesk().growth()->places->blocks[0].box.min.x > first.min.x + 50.0);
  w.bench.undo();
  w.bench.undo();
  w.bench.undo();
  QVERIFY(w.bench.document()->plan()->land.outline.empty());
}

void PlanDesksTest::whatIsNotLaidOutIsNotShown() {
  PlannedWindow w;
  w.plan(2);
  plan::Ground bare = w.ground;
  bare.places.clear();
  w.desk().panel().show(w.bench.document()->plan(), std::make_shared<const plan::Ground>(bare));
  QVERIFY(!w.window.growthDesk().growth());
}

void PlanDesksTest::aTargetIsMovedAndTakenBack() {
  PlannedWindow w;
  w.plan(2);
  const std::string phase = w.bench.document()->plan()->options[0].phases[0].id;
  const plan::Day before = w.bench.document()->plan()->options[0].phases[0].target;
  Q_EMIT w.desk().panel().retargetAsked(QString::fromStdString(phase), test::day("2029-05-01").days);
  QCOMPARE(w.bench.document()->plan()->options[0].phases[0].target, test::day("2029-05-01"));
  w.bench.undo();
  QCOMPARE(w.bench.document()->plan()->options[0].phases[0].target, before);
}

void PlanDesksTest::aWayIsFoundLookedAtAndTaken() {
  PlannedWindow w;
  w.plan(2);
  OptimiserDesk& desk = w.window.optimiserDesk();
  desk.ask(60);
  QTRY_VERIFY_WITH_TIMEOUT(desk.panel().set(), makingMs);
  const auto set = desk.panel().set();
  QVERIFY(!set->members.empty());
  int other = -1;
  for (std::size_t k = 0; k < set->members.size(); ++k)
    if (!set->members[k].isAsGiven) other = int(k);
  QVERIFY(other >= 0);
  const auto given = w.desk().shown().evaluation();
  desk.panel().choose(other);
  QCOMPARE(w.desk().shown().option().id, set->members[std::size_t(other)].option.id);
  // the campus follows along the set, and is seen with everything that the way builds
  QVERIFY(w.window.growthDesk().growth());
  QVERIFY(w.window.growthDesk().bar().isShown());
  for (const plan::PhaseRow& phase : w.desk().shown().evaluation()->phases)
    if (phase.month < w.desk().shown().plan()->months) QVERIFY(w.desk().shown().month() >= phase.month);
  // who looks at another month meanwhile goes on looking at it
  w.desk().shown().chooseMonth(3);
  desk.panel().choose(-1);
  desk.panel().choose(other);
  QCOMPARE(w.desk().shown().month(), 3);
  desk.panel().choose(-1);
  QCOMPARE(w.desk().shown().evaluation(), given);
  desk.panel().choose(other);
  Q_EMIT desk.panel().takeAsked(other);
  QCOMPARE(w.bench.document()->plan()->options.size(), std::size_t(2));
  // what was taken is what is looked at, as soon as it is laid out
  const std::string taken = w.bench.document()->plan()->options.back().id;
  w.show();
  QTRY_COMPARE_WITH_TIMEOUT(w.desk().shown().option().id, taken, makingMs);
  // the others that were found are still there, to be taken and compared
  QVERIFY(desk.panel().set() == set);
  QCOMPARE(w.bench.document()->plan()->options.size(), std::size_t(2));
  desk.panel().choose(other);
  desk.panel().choose(-1);
  QCOMPARE(w.desk().shown().option().id, taken);
  // taken back, the window shows the option that it showed before
  w.bench.undo();
  w.show();
  QCOMPARE(w.bench.document()->plan()->options.size(), std::size_t(1));
  QTRY_COMPARE_WITH_TIMEOUT(w.desk().shown().option().id, given->option, makingMs);
  QVERIFY(desk.panel().set() == set);
}

void PlanDesksTest::theReportIsWrittenFromWhatIsShown() {
  PlannedWindow w;
  w.plan(2);
  const QTemporaryDir home;
  const std::filesystem::path folder = std::filesystem::path(home.path().toStdString()) / "report";
  QSignalSpy written(&w.window.reportDesk(), &ReportDesk::written);
  w.window.reportDesk().write(folder);
  QVERIFY(written.wait(makingMs));
  QFile html(QString::fromStdString((folder / "board-report.zh.html").string()));
  QVERIFY(html.open(QIODevice::ReadOnly));
  QVERIFY(html.readAll().contains(w.desk().shown().evaluation()->fingerprint.c_str()));
}

void PlanDesksTest::aFilmThatCannotBeWrittenEndsAndSaysSo() {
  PlannedWindow w;
  w.plan(2);
  FilmStudio& films = w.window.growthDesk().films();
  QSignalSpy ended(&films, &FilmStudio::ended);
  bool isFilmed = false;
  films.make({{},
              [&](const FilmStudio::Take&) {
                isFilmed = true;
                return Problems{};
              },
              "/proc/no/film.ogv",
              "growth.film.making",
              "problems.growth-film"});
  QVERIFY(films.progress());
  QVERIFY(ended.wait(makingMs));
  QVERIFY(!isFilmed);
  QVERIFY(!films.progress());
  QVERIFY(!films.isBusy());
}

void PlanDesksTest::everyCommandOfAPlanMayBeChosenAtAnyTime() {
  PlannedWindow w;
  const auto run = [&] {
    for (const auto& commands : {planCommands(), growthCommands(), optimiserCommands()})
      for (const Command& command : commands)
        // those that ask for a file wait for a person
        if (std::string_view(command.id) != "growth-film") command.run(w.window);
  };
  run();  // without a plan
  w.plan(2);
  w.desk().panel().hold(w.firstWork(), 5.0);
  run();
  w.window.optimiserDesk().stop();
  QVERIFY(w.bench.document()->plan());
}

void PlanDesksTest::aStillIsMadeOfEachMonthInWhichAPhaseComes() {
  plan::Evaluation e;
  e.months.resize(24);
  for (const auto& [id, month] :
       {std::pair{"", 0}, std::pair{"P2", 12}, std::pair{"P3", 20}, std::pair{"P4", 12}, std::pair{"P5", 40}}) {
    plan::PhaseRow row;
    row.id = id, row.month = month;
    e.phases.push_back(row);
  }
  QCOMPARE(stillMonths(e), (std::vector<int>{12, 20}));
}

PLENUM_TEST_WITH(QApplication, PlanDesksTest)
#include "PlanDesksTest.moc"
