// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include "panels/AlarmPanel.h"
#include "panels/Desk.h"
#include "panels/FigureStrip.h"
#include "panels/InspectorPanel.h"
#include "panels/PropertiesTab.h"
#include "panels/PropertyRows.h"
#include "panels/SitePanel.h"
#include "panels/StatusBar.h"
#include "panels/TimelineBar.h"
#include "panels/TrendsPanel.h"

using namespace plenum;
using namespace plenum::views;

class PanelTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void figuresShowTheFramesNumbers();
  void aFigureAboveItsLimitTakesThePrioritysColourAndSaysTheLimit();
  void askingForTheHottestChipSelectsItsRack();
  void acknowledgingSendsTheAlarmsNumber();
  void clickingAnAlarmSelectsItsThing();
  void playStepAndSpeedReachTheSession();
  void releasingTheScrubBarSeeksWithinTheRun();
  void marksStandForAlarmsAndActions();
  void aPausedSessionIsShownAsPaused();
  void theInspectorReadsTheSelectedRack();
  void failAndRestoreGoToTheSelectedPump();
  void anEditOfARowAsksForTheRowsRecord();
  void aSearchFindsARackAndSelectsIt();
  void aLongSearchIsListedInTurnsAndWhole();
  void theTrendOfASelectionGoesOnAndBack();
  void whatIsSelectedWhilePausedHasATrendOfWhatWasSeen();
  void framesForTrendsStayWithinTheirBudget();
  void aSelectionSurvivesARevisionById();
  void propertiesAreCalledByNameAndCarryTheirWholeUnit();
  void theLastFrameIsShownThoughItCameInHaste();
};

void PanelTest::figuresShowTheFramesNumbers() {
  test::Desk desk;
  FigureStrip strip(desk.look, desk.clock, desk.selection);
  auto frame = desk.session.frameAt(60);
  frame->metrics.itPowerW = 5.42e6;
  frame->metrics.pue = 1.187;
  frame->metrics.itEnergyJ = 0;
  desk.show(frame);
  QCOMPARE(strip.cells()[0]->valueText(), QStringLiteral("5.42"));
  QVERIFY(strip.cells()[0]->accessibleDescription().contains(QStringLiteral("MW")));
  QCOMPARE(strip.cells()[2]->valueText(), QStringLiteral("1.187"));
  // no energy yet, hence no water per energy
  QVERIFY(strip.cells()[6]->captionText().contains(QStringLiteral("–")));
}

void PanelTest::aFigureAboveItsLimitTakesThePrioritysColourAndSaysTheLimit() {
  test::Desk desk;
  FigureStrip strip(desk.look, desk.clock, desk.selection);
  auto frame = desk.session.frameAt(60);
  frame->metrics.throttledChips = 7;
  desk.show(frame);
  const FigureCell& hottest = *strip.cells()[3];
  QVERIFY(hottest.captionText().contains(QStringLiteral("7 chips")));
  QCOMPARE(hottest.row().priority(*frame), 3);
}

void PanelTest::askingForTheHottestChipSelectsItsRack() {
  test::Desk desk;
  FigureStrip strip(desk.look, desk.clock, desk.selection);
  QSignalSpy asked(&strip, &FigureStrip::asked);
  auto frame = desk.session.frameAt(60);
  frame->metrics.hottestChip = frame->layout->racks[5].firstChip + 2;
  desk.show(frame);
  strip.cells()[3]->click();
  QCOMPARE(desk.selection.current(), (EntityRef{Kind::rack, 5}));
  QCOMPARE(asked.at(0).at(0).toString(), QStringLiteral("max-chip"));
}

void PanelTest::acknowledgingSendsTheAlarmsNumber() {
  test::Desk desk;
  AlarmPanel panel(desk.look, desk.clock, desk.selection, desk.desk);
  auto frame = desk.session.frameAt(60);
  frame->alarms = {test::alarmOf(11, 1, {Kind::rack, 2}, "a"), test::alarmOf(12, 2, {Kind::cdu, 0}, "b")};
  frame->alarms[1].isAcknowledged = true;
  desk.show(frame);
  QVERIFY(!panel.acknowledgeButton().isEnabled());
  panel.table().selectRow(0);
  QVERIFY(panel.acknowledgeButton().isEnabled());
  panel.acknowledgeButton().click();
  QCOMPARE(desk.session.acted.size(), std::size_t(1));
  QCOMPARE(std::get<Acknowledge>(desk.session.acted[0]).alarm, std::uint64_t(11));
  // the one that is acknowledged already is not sent again
  panel.acknowledgeAllButton().click();
  QCOMPARE(desk.session.acted.size(), std::size_t(2));
}

void PanelTest::clickingAnAlarmSelectsItsThing() {
  test::Desk desk;
  AlarmPanel panel(desk.look, desk.clock, desk.selection, desk.desk);
  auto frame = desk.session.frameAt(60);
  frame->alarms = {test::alarmOf(11, 1, {Kind::rack, 2}, "a"), test::alarmOf(12, 2, {Kind::cdu, 0}, "b")};
  desk.show(frame);
  panel.table().selectRow(1);
  QCOMPARE(desk.selection.current(), (EntityRef{Kind::cdu, 0}));
}

void PanelTest::playStepAndSpeedReachTheSession() {
  test::Desk desk;
  TimelineBar bar(desk.look, desk.clock, desk.desk);
  bar.playButton().click();
  QCOMPARE(desk.session.asked.back(), std::string("play"));
  QVERIFY(bar.playButton().accessibleName() == QStringLiteral("Pause"));
  bar.playButton().click();
  QCOMPARE(desk.session.asked.back(), std::string("pause"));
  desk.desk.faster();
  QCOMPARE(desk.session.status().speedWanted, 100.0);
  QCOMPARE(bar.speedBox().currentText(), QStringLiteral("100×"));
  for (int i = 0; i < 9; ++i) desk.desk.faster();
  QCOMPARE(desk.session.status().speedWanted, Session::asFastAsPossible);
  desk.desk.slower();
  QCOMPARE(desk.session.status().speedWanted, 10000.0);
}

void PanelTest::releasingTheScrubBarSeeksWithinTheRun() {
  test::Desk desk;
  TimelineBar bar(desk.look, desk.clock, desk.desk);
  bar.resize(1200, 60);
  bar.setVisible(true);
  auto frame = desk.session.frameAt(12 * 3600);
  desk.show(frame);
  desk.clock.look();
  ScrubBar& scrub = bar.scrub();
  // a day's axis: half of the run so far lies at a quarter of it
  const Time sixOClock = frame->start + hours(6);
  QTest::mousePress(&scrub, Qt::LeftButton, {}, {scrub.xOf(frame->time), 20});
  QVERIFY(desk.session.sought.empty());
  QTest::mouseRelease(&scrub, Qt::LeftButton, {}, {scrub.xOf(sixOClock), 20});
  QCOMPARE(desk.session.sought.size(), std::size_t(1));
  QVERIFY(std::abs((desk.session.sought[0] - sixOClock).seconds()) < 120.0);
  // the future has not been reached
  QTest::mouseClick(&scrub, Qt::LeftButton, {}, {scrub.width() - 12, 20});
  QVERIFY(desk.session.sought[1] <= frame->time);
}

void PanelTest::marksStandForAlarmsAndActions() {
  test::Desk desk;
  TimelineBar bar(desk.look, desk.clock, desk.desk);
  auto frame = desk.session.frameAt(60);
  auto events = std::make_shared<Log<Event>>();
  for (const auto& [kind, priority] : {std::pair{Event::Kind::raised, 2}, std::pair{Event::Kind::returned, 2},
                                       std::pair{Event::Kind::action, 4}, std::pair{Event::Kind::note, 4}}) {
    Event event;
    event.sequence = events->size() + 1;
    event.kind = kind;
    event.priority = priority;
    event.time = frame->start;
    events->append(event);
  }
  frame->events = events;
  desk.show(frame);
  QCOMPARE(bar.scrub().marks().size(), std::size_t(2));
  QCOMPARE(bar.scrub().marks()[0].priority, 2);
}

void PanelTest::aPausedSessionIsShownAsPaused() {
  test::Desk desk;
  views::StatusBar bar(desk.look, desk.clock);
  desk.show(desk.session.frameAt(60));
  QVERIFY(bar.shownText().contains(QStringLiteral("paused")));
}

void PanelTest::theInspectorReadsTheSelectedRack() {
  test::Desk desk;
  InspectorPanel panel(desk.look, desk.clock, desk.selection, desk.desk);
  auto frame = desk.session.frameAt(60);
  frame->racks.powerW.assign(frame->layout->racks.size(), 1000.0f);
  frame->racks.powerW[4] = 41200.0f;
  desk.show(frame);
  desk.selection.select({Kind::rack, 4});
  QVERIFY(panel.live().shownValue(QStringLiteral("rack-power")).startsWith(QStringLiteral("41.2")));
  QVERIFY(panel.titleText().contains(QString::fromStdString(frame->layout->racks[4].id)));
}

void PanelTest::failAndRestoreGoToTheSelectedPump() {
  test::Desk desk;
  InspectorPanel panel(desk.look, desk.clock, desk.selection, desk.desk);
  desk.show(desk.session.frameAt(60));
  desk.selection.select({Kind::pump, 0});
  const auto buttons = panel.actions().findChildren<QPushButton*>();
  QCOMPARE(buttons.size(), 2);
  buttons[0]->click();
  buttons[1]->click();
  const std::string id = desk.clock.frame()->layout->pumps[0].id;
  QCOMPARE(std::get<Fail>(desk.session.acted.at(0)).target, id);
  QCOMPARE(std::get<Restore>(desk.session.acted.at(1)).target, id);
}

void PanelTest::anEditOfARowAsksForTheRowsRecord() {
  test::Desk desk;
  InspectorPanel panel(desk.look, desk.clock, desk.selection, desk.desk);
  QSignalSpy asked(&panel, &InspectorPanel::editAsked);
  desk.show(desk.session.frameAt(60));
  desk.selection.select({Kind::row, 0});
  QVERIFY(panel.properties().rows());
  auto* racks = qobject_cast<QLineEdit*>(panel.properties().rows()->entry("racks"));
  QVERIFY(racks);
  racks->setText(QString::number(racks->text().toInt() + 1));
  QTest::keyClick(racks, Qt::Key_Return);
  QTRY_COMPARE(asked.count(), 1);
  const Edit edit = asked.at(0).at(0).value<Edit>();
  QVERIFY(std::holds_alternative<SetProperty>(edit));
  const std::string id = desk.clock.frame()->layout->rows[0].id;
  QCOMPARE(std::get<SetProperty>(edit).ids, std::vector<std::string>{id});
}

void PanelTest::aSearchFindsARackAndSelectsIt() {
  test::Desk desk;
  SitePanel panel(desk.look, desk.clock, desk.selection);
  desk.begin();
  const std::string id = desk.clock.frame()->layout->racks[7].id;
  panel.search().setText(QString::fromStdString(id));
  QVERIFY(panel.results().count() >= 1);
  QTest::keyClick(&panel.search(), Qt::Key_Return);
  QCOMPARE(desk.selection.current(), (EntityRef{Kind::rack, 7}));
  QVERIFY(panel.search().text().isEmpty());
  QCOMPARE(panel.model().entityAt(panel.tree().currentIndex()), (EntityRef{Kind::rack, 7}));
}

void PanelTest::aLongSearchIsListedInTurnsAndWhole() {
  test::Desk desk;
  SitePanel panel(desk.look, desk.clock, desk.selection);
  desk.begin();
  const auto racks = int(desk.clock.frame()->layout->racks.size());
  QVERIFY(racks > 40);
  panel.search().setText(QStringLiteral("rack"));
  const int atOnce = panel.results().count();
  QVERIFY(atOnce > 1 && atOnce < 40);
  const auto found = [&] {
    int count = 0;
    for (int row = 0; row < panel.results().count(); ++row)
      count += panel.results().item(row)->flags() & Qt::ItemIsSelectable ? 1 : 0;
    return count;
  };
  QTRY_COMPARE(found(), std::min(racks, 200));
  // what was being listed is not gone on with when something else is typed
  panel.search().setText(QStringLiteral("rack h"));
  panel.search().setText(QString::fromStdString(desk.clock.frame()->layout->racks[7].id));
  const int ofOne = panel.results().count();
  QCoreApplication::processEvents();
  QCOMPARE(panel.results().count(), ofOne);
}

void PanelTest::whatIsSelectedWhilePausedHasATrendOfWhatWasSeen() {
  test::Desk desk;
  TrendStore store(desk.clock, desk.selection);
  TrendsPanel panel(desk.look, desk.clock, store);
  for (int s = 600; s <= 700; s += 10) desk.show(desk.session.frameAt(s));
  // no frame comes any more
  desk.selection.select({Kind::rack, 1});
  QCOMPARE(store.entityLines().front().samples.size(), std::size_t(11));
  QVERIFY(!panel.selectedView().lines().empty());
  QVERIFY(panel.selectedView().lines().front().samples.size() == 11);
  // another run has another past
  desk.begin();
  QVERIFY(store.framesKept() <= 1);
}

void PanelTest::framesForTrendsStayWithinTheirBudget() {
  test::Desk desk;
  TrendStore store(desk.clock, desk.selection);
  const int many = 3 * static_cast<int>(TrendStore::mostFrames);
  for (int s = 1; s <= many; ++s) {
    auto frame = test::fakeFrame(desk.clock.frame()->layout, 0.5, std::uint64_t(1000 + s));
    frame->start = toTime({{2026, 7, 21}});
    frame->time = frame->start + seconds(s);
    desk.show(frame);
    QVERIFY(store.framesKept() <= TrendStore::mostFrames);
  }
  desk.selection.select({Kind::rack, 1});
  const auto& samples = store.entityLines().front().samples;
  QVERIFY(samples.size() >= store.framesKept() && store.framesKept() >= TrendStore::leastFrames);
  // from the first to the last, evenly: nowhere a gap of more than four times the mean
  QVERIFY((samples.front().first - toTime({{2026, 7, 21}})).seconds() <= 1.0);
  const double mostS = 4.0 * many / static_cast<double>(store.framesKept());
  for (std::size_t i = 1; i < samples.size(); ++i) {
    const double gapS = (samples[i].first - samples[i - 1].first).seconds();
    QVERIFY2(gapS <= mostS, qPrintable(QString::number(gapS) + " of " + QString::number(mostS)));
  }
}

void PanelTest::theTrendOfASelectionGoesOnAndBack() {
  test::Desk desk;
  TrendStore store(desk.clock, desk.selection);
  TrendsPanel panel(desk.look, desk.clock, store);
  desk.show(desk.session.frameAt(600));
  desk.selection.select({Kind::rack, 1});
  for (int s = 610; s <= 700; s += 10) desk.show(desk.session.frameAt(s));
  QCOMPARE(store.entityLines().front().samples.size(), std::size_t(11));
  // going back forgets what has not happened
  desk.show(desk.session.frameAt(650));
  QCOMPARE(store.entityLines().front().samples.size(), std::size_t(6));
  QVERIFY(panel.campusView().lines().size() == 3);
}

void PanelTest::aSelectionSurvivesARevisionById() {
  test::Desk desk;
  SitePanel panel(desk.look, desk.clock, desk.selection);
  desk.begin();
  desk.selection.select({Kind::rack, 6});
  const std::string id = desk.clock.frame()->layout->racks[6].id;
  auto frame = test::fakeFrame(test::fakeLayout({5, 9, 8}, 2), 0.5, 99);
  frame->history = std::make_shared<Log<Metrics>>();
  frame->events = std::make_shared<Log<Event>>();
  desk.show(frame);
  if (frame->layout->find(id))
    QCOMPARE(frame->layout->idOf(desk.selection.current()), id);
  else
    QVERIFY(desk.selection.isCampus());
}

void PanelTest::propertiesAreCalledByNameAndCarryTheirWholeUnit() {
  test::Desk desk;
  PropertiesTab tab(desk.look, desk.clock, desk.selection);
  desk.begin();
  desk.selection.select({Kind::cdu, 0});
  const auto texts = [&tab] {
    QStringList said;
    for (const QLabel* label : tab.findChildren<QLabel*>()) said << label->text();
    return said;
  };
  QVERIFY(texts().contains(QStringLiteral("Primary flow")));
  // "primaryFlow_kg_per_s" is no time
  QVERIFY(!texts().filter(QRegularExpression(QStringLiteral("^[0-9.]+\u202fkg/s$"))).isEmpty());
  desk.speak("zh");
  QVERIFY(texts().contains(QStringLiteral("一次侧流量")));
  for (const QString& text : texts()) QVERIFY2(!text.contains(QLatin1String("_per")), qPrintable(text));
}

void PanelTest::theLastFrameIsShownThoughItCameInHaste() {
  test::Desk desk;
  FigureStrip strip(desk.look, desk.clock, desk.selection);
  auto first = desk.session.frameAt(60);
  first->metrics.itPowerW = 5.42e6;
  desk.show(first);
  auto last = desk.session.frameAt(61);
  last->metrics.itPowerW = 1.23e6;
  desk.show(last);
  QTRY_COMPARE_WITH_TIMEOUT(strip.cells()[0]->valueText(), QStringLiteral("1.23"), 2000);
}

PLENUM_TEST_WITH(QApplication, PanelTest)
#include "PanelTest.moc"
