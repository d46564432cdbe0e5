// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>
#include <QScrollArea>
#include <QSettings>
#include <QStandardPaths>
#include <QStatusBar>
#include <QToolBar>

#include "support/FakeSession.h"
#include "support/Test.h"
#include "window/AssumptionsPanel.h"
#include "window/CommandPalette.h"
#include "window/FileDesk.h"
#include "window/MainWindow.h"
#include "window/PaletteEntries.h"
#include "window/SavedViews.h"
#include "window/StartPage.h"
#include "window/Tour.h"
#include "window/Workspaces.h"

using namespace plenum;
using namespace plenum::views;

/// One window, four ways to sit in front of it; and how one begins.
class WorkspacesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void eachHasItsOwnDocks();
  void panelsComeIntoSightOneAfterTheOther();
  void whatWasMovedIsKeptForThatOneAlone();
  void resetPutsBackAsDelivered();
  void theyComeBackAsTheyWereLeft();
  void theBottomCanBeReadAt900();
  void noDockIsWiderThanTheSmallestWindow();
  void thePaletteFindsCommandsThingsFiguresAndOverlays();
  void aViewIsKeptAndTakenBack();
  void theTourHasFiveStepsAndCanBeLeft();
  void everyTemplateOpens_data();
  void everyTemplateOpens();
  void unitsChangeEverywhereAtOnce();
};

namespace {

using At = Workspaces::Place;

struct ArrangedWindow {
  explicit ArrangedWindow(QSize size = {1600, 900}) : window(look, languages, bench) {
    look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
    look.theme.loadFonts(QString::fromStdString((test::sourceDir() / "assets" / "fonts").string()));
    languages.speak("en", look);
    look.theme.wear(Theme::Scheme::dark);
    auto made = std::make_unique<test::FakeSession>();
    io::Project project;
    project.siteFile = "fake.site.json";
    project.layout = made->latest()->layout;
    bench.take(std::move(project), std::move(made));
    window.resize(size);
    window.show();
    window.clock().look();
    QCoreApplication::processEvents();
  }
  QStringList shown() const {
    QStringList ids;
    for (const auto& [id, panel] : window.docks())
      if (!panel->isHidden()) ids << id;
    return ids;
  }
  void enter(At place) {
    window.workspaces().enter(place);
    QCoreApplication::processEvents();
  }
  Look look;
  Languages languages;
  Workbench bench;
  MainWindow window;
};

}  // namespace

void WorkspacesTest::initTestCase() {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  QStandardPaths::setTestModeEnabled(true);
  QApplication::setOrganizationName(QStringLiteral("plenum-test-workspaces"));
  QSettings().clear();
}

void WorkspacesTest::eachHasItsOwnDocks() {
  ArrangedWindow opened;
  QCOMPARE(opened.window.workspaces().current(), At::operate);
  QVERIFY(opened.shown().contains(QStringLiteral("alarms")));
  QVERIFY(!opened.shown().contains(QStringLiteral("redundancy")));
  opened.enter(At::plan);
  QVERIFY(opened.shown().contains(QStringLiteral("redundancy")));
  QVERIFY(opened.shown().contains(QStringLiteral("assumptions")));
  QVERIFY(!opened.shown().contains(QStringLiteral("alarms")));
  // trends and alarms stand side by side, not one over the other
  opened.enter(At::operate);
  const auto& docks = opened.window.docks();
  QVERIFY(docks.at(QStringLiteral("trends"))->geometry().right() <
          docks.at(QStringLiteral("alarms"))->geometry().left());
  opened.window.action(QStringLiteral("workspace-present"))->trigger();
  QCOMPARE(opened.window.workspaces().current(), At::present);
  QVERIFY(opened.shown().size() <= 4);
}

void WorkspacesTest::panelsComeIntoSightOneAfterTheOther() {
  ArrangedWindow opened;
  const auto panelOf = [&](const char* id) {
    QWidget* within = opened.window.docks().at(QLatin1String(id))->widget();
    const auto* area = qobject_cast<QScrollArea*>(within);
    return area ? area->widget() : qobject_cast<QWidget*>(within->children().front());
  };
  QTRY_VERIFY(panelOf("trends")->isVisible());
  // behind another tab nothing is laid out or kept up to date
  QVERIFY(!panelOf("jobs")->isVisible());
  opened.window.workspaces().enter(At::plan);
  QVERIFY(!opened.window.docks().at(QStringLiteral("expansion"))->isHidden());
  QVERIFY(!panelOf("expansion")->isVisible());
  QTRY_VERIFY(panelOf("expansion")->isVisible() && panelOf("inspector")->isVisible());
  QVERIFY(!panelOf("trends")->isVisible() && !panelOf("redundancy")->isVisible());
  // whoever asks for one has it at once
  opened.window.docks().at(QStringLiteral("redundancy"))->raise();
  QVERIFY(panelOf("redundancy")->isVisible() && !panelOf("expansion")->isVisible());
  opened.window.docks().at(QStringLiteral("redundancy"))->hide();
  QVERIFY(!panelOf("redundancy")->isVisible());
  // in haste: the last one counts
  opened.window.workspaces().enter(At::train);
  opened.window.workspaces().enter(At::operate);
  QTRY_VERIFY(panelOf("trends")->isVisible() && panelOf("alarms")->isVisible());
  QVERIFY(!panelOf("single-line")->isVisible());
}

void WorkspacesTest::whatWasMovedIsKeptForThatOneAlone() {
  ArrangedWindow opened;
  opened.window.docks().at(QStringLiteral("site"))->hide();
  opened.enter(At::plan);
  QVERIFY(opened.shown().contains(QStringLiteral("site")));
  opened.enter(At::operate);
  QVERIFY(!opened.shown().contains(QStringLiteral("site")));
}

void WorkspacesTest::resetPutsBackAsDelivered() {
  ArrangedWindow opened;
  const QStringList before = opened.shown();
  opened.window.docks().at(QStringLiteral("site"))->setFloating(true);
  opened.window.docks().at(QStringLiteral("alarms"))->hide();
  opened.window.showDock(QStringLiteral("scale"));
  opened.window.action(QStringLiteral("reset-layout"))->trigger();
  QCOMPARE(opened.shown(), before);
  QVERIFY(!opened.window.docks().at(QStringLiteral("site"))->isFloating());
}

void WorkspacesTest::theyComeBackAsTheyWereLeft() {
  {
    ArrangedWindow opened;
    opened.enter(At::train);
    opened.window.docks().at(QStringLiteral("site"))->hide();
    opened.window.workspaces().keep();
  }
  ArrangedWindow again;
  again.window.workspaces().recall();
  QCOMPARE(again.window.workspaces().current(), At::train);
  QVERIFY(!again.shown().contains(QStringLiteral("site")));
  again.enter(At::operate);
  QVERIFY(again.shown().contains(QStringLiteral("site")));
  // settings are a file that anybody may edit
  QSettings().setValue(QStringLiteral("workspaces/train"), QByteArray("rubbish"));
  ArrangedWindow third;
  third.window.workspaces().recall();
  QVERIFY(!third.shown().isEmpty());
  QSettings().clear();
}

void WorkspacesTest::theBottomCanBeReadAt900() {
  for (const QSize size : {QSize(1600, 900), QSize(1920, 1080), QSize(2560, 1440)}) {
    ArrangedWindow opened(size);
    for (const At place : {At::plan, At::operate, At::train}) {
      opened.enter(place);
      int highest = 0;
      for (const auto& [id, panel] : opened.window.docks())
        if (panel->isVisible() && opened.window.dockWidgetArea(panel) == Qt::BottomDockWidgetArea)
          highest = std::max(highest, panel->height());
      QVERIFY2(highest >= 200, qPrintable(QStringLiteral("%1: %2 px").arg(Workspaces::idOf(place)).arg(highest)));
      // and the picture is the largest thing all the same
      QVERIFY(opened.window.centralWidget()->height() >= highest);
    }
  }
}

void WorkspacesTest::noDockIsWiderThanTheSmallestWindow() {
  ArrangedWindow opened({1280, 720});
  for (const At place : {At::plan, At::operate, At::train, At::present}) {
    opened.enter(place);
    // until language and face had come to it, the window could not be as small as it was asked to be
    opened.window.resize(1280, 720);
    QCoreApplication::processEvents();
    QString widest = QStringLiteral("centre needs %1").arg(opened.window.centralWidget()->minimumSizeHint().width());
    widest += QStringLiteral(", status %1, menus %2")
                  .arg(opened.window.statusBar()->minimumSizeHint().width())
                  .arg(opened.window.menuBar()->minimumSizeHint().width());
    for (const QToolBar* bar : opened.window.findChildren<QToolBar*>())
      widest += QStringLiteral(", %1 %2").arg(bar->objectName()).arg(bar->minimumSizeHint().width());
    for (const auto& [id, panel] : opened.window.docks())
      if (const int needed = panel->minimumSizeHint().width(); !panel->isHidden() && needed > 200)
        widest += QStringLiteral(", %1 %2 (area %3)").arg(id).arg(needed).arg(opened.window.dockWidgetArea(panel));
    QVERIFY2(opened.window.width() <= 1280 && opened.window.height() <= 720,
             qPrintable(widest + QStringLiteral("; %1: %2 x %3")
                                     .arg(QLatin1String(Workspaces::idOf(place)))
                                     .arg(opened.window.width())
                                     .arg(opened.window.height())));
    QVERIFY(opened.window.centralWidget()->width() >= 400);
  }
}

void WorkspacesTest::thePaletteFindsCommandsThingsFiguresAndOverlays() {
  ArrangedWindow opened;
  CommandPalette palette(
      opened.look, paletteEntries(opened.window),
      [&opened](const QString& line) { return paletteAnswer(opened.window, line); }, &opened.window);
  const auto first = [&](const QString& typed) {
    palette.line().setText(typed);
    return palette.list().count() > 0 ? palette.list().item(0)->text() : QString();
  };
  QVERIFY(first(QStringLiteral("workspace plan")).contains(QStringLiteral("Plan")));
  QVERIFY(first(QStringLiteral("theme-dark")).contains(QStringLiteral("Dark")));
  const Layout& layout = *opened.window.clock().frame()->layout;
  QVERIFY(first(QString::fromStdString(layout.racks[2].id)).contains(QString::fromStdString(layout.racks[2].id)));
  QVERIFY(!first(QStringLiteral("rack hottest")).isEmpty());
  QCOMPARE(palette.list().count(), int(std::min<std::size_t>(40, layout.racks.size())));
  QVERIFY(!palette.understood().isEmpty());
  // Enter goes there
  QTest::keyClick(&palette.line(), Qt::Key_Return);
  QCOMPARE(opened.window.selection().current().kind, Kind::rack);
  // what was used stands first while nothing is typed
  CommandPalette again(
      opened.look, paletteEntries(opened.window),
      [&opened](const QString& line) { return paletteAnswer(opened.window, line); }, &opened.window);
  again.line().setText(QStringLiteral("zoom zoom zoom nothing"));
  QCOMPARE(again.list().count(), 0);
  again.line().setText(QStringLiteral("High contrast"));
  QTest::keyClick(&again.line(), Qt::Key_Return);
  CommandPalette third(
      opened.look, paletteEntries(opened.window),
      [&opened](const QString& line) { return paletteAnswer(opened.window, line); }, &opened.window);
  QVERIFY(third.list().item(0)->text().contains(QStringLiteral("igh contrast")));
}

void WorkspacesTest::aViewIsKeptAndTakenBack() {
  ArrangedWindow opened;
  SavedViews& views = opened.window.savedViews();
  views.keep(QStringLiteral("From the gate"));
  QCOMPARE(opened.bench.document()->current()->site->views.size(), std::size_t(1));
  QCOMPARE(views.list().item(0)->text(), QStringLiteral("From the gate"));
  views.keep(QStringLiteral("From the roof"));
  QCOMPARE(opened.bench.document()->current()->site->views[1].id, std::string("V2"));
  views.keep(QStringLiteral("   "));
  QCOMPARE(views.list().count(), 2);
  views.goTo(0);
  views.goTo(99);
  opened.bench.undo();
  QCOMPARE(views.list().count(), 1);
}

void WorkspacesTest::theTourHasFiveStepsAndCanBeLeft() {
  ArrangedWindow opened;
  Tour& tour = opened.window.files().tour();
  opened.window.action(QStringLiteral("tour"))->trigger();
  for (int step = 0; step < 5; ++step) {
    QCOMPARE(tour.step(), step);
    tour.nextButton().click();
  }
  QVERIFY(!tour.isVisible());
  tour.begin();
  QTest::keyClick(&tour, Qt::Key_Escape);
  QVERIFY(!tour.isVisible());
  tour.begin();
  tour.skipButton().click();
  QVERIFY(!tour.isVisible());
}

void WorkspacesTest::everyTemplateOpens_data() {
  QTest::addColumn<int>("fewestChips");
  QTest::newRow("campus-10k") << 10'000;
  QTest::newRow("campus-100k") << 100'000;
  QTest::newRow("hall") << 1'000;
  QTest::newRow("empty") << 0;
}

void WorkspacesTest::everyTemplateOpens() {
  QFETCH(int, fewestChips);
  QTemporaryDir folder;
  const auto file = writeTemplate(QTest::currentDataTag(), folder.path().toStdString());
  if (!file) QFAIL(file.problems().front().what.id.c_str());
  Workbench bench([](SessionOptions options) -> Result<std::unique_ptr<Session>> {
    return std::unique_ptr<Session>(std::make_unique<test::FakeSession>(options.layout));
  });
  QSignalSpy opened(&bench, &Workbench::opened), failed(&bench, &Workbench::failed);
  bench.begin(*file);
  QTRY_VERIFY_WITH_TIMEOUT(opened.size() + failed.size() > 0, 120'000);
  QCOMPARE(failed.size(), 0);
  QVERIFY(int(bench.document()->current()->chips) >= fewestChips);
  // it has no file yet
  QVERIFY(bench.project().siteFile.empty());
}

void WorkspacesTest::unitsChangeEverywhereAtOnce() {
  ArrangedWindow opened;
  opened.window.action(QStringLiteral("units-ip"))->trigger();
  QVERIFY(opened.look.format.text(30.0, Unit::celsius).contains(QStringLiteral("°F")));
  QVERIFY(opened.window.action(QStringLiteral("units-ip"))->isChecked());
  QVERIFY(!opened.window.action(QStringLiteral("units-si"))->isChecked());
  opened.window.action(QStringLiteral("units-tons"))->trigger();
  QVERIFY(opened.look.format.isInTons());
  opened.window.action(QStringLiteral("units-si"))->trigger();
  QVERIFY(opened.look.format.text(30.0, Unit::celsius).contains(QStringLiteral("°C")));
  QSettings().clear();
}

PLENUM_TEST_WITH(QApplication, WorkspacesTest)
#include "WorkspacesTest.moc"
