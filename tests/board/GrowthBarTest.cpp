// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QSignalSpy>
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "board/GrowthBar.h"
#include "panels/Desk.h"
#include "plan/SmallPlan.h"

using namespace plenum;
using namespace plenum::views;

namespace {

/// A plan of three years whose one phase is ready on the first of its thirteenth month.
struct Bar : test::Desk {
  Bar() {
    bar.resize(1200, 60);
    bar.show();
  }
  void showPlan() {
    const auto plan = std::make_shared<const plan::Plan>(test::plainPlan());
    const auto ground = std::make_shared<const plan::Ground>(test::plainGround());
    const auto evaluation = std::make_shared<const plan::Evaluation>(test::evaluated(*plan, *ground));
    shown.show(plan, ground, plan->options.front(), evaluation, {evaluation});
    QCoreApplication::processEvents();
  }
  PlanShown shown;
  GrowthBar bar{look, shown};
};

}  // namespace

class GrowthBarTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void withoutAPlanThereIsNoTime() {
    Bar at;
    QSignalSpy moved(&at.bar, &GrowthBar::positionChanged);
    at.bar.setPlaying(true);
    QVERIFY(!at.bar.isPlaying());
    QTest::keyClick(&at.bar.line(), Qt::Key_Right);
    QCOMPARE(moved.count(), 0);
  }

  void whileThePlanIsWorkedOutThereIsNothingToAskFor() {
    Bar at;
    QVERIFY(at.bar.workButton().isEnabled());
    const QString before = at.bar.waitingText();
    at.bar.setWorking(true);
    QVERIFY(!at.bar.workButton().isEnabled());
    QVERIFY(at.bar.waitingText() != before);
    at.speak("zh");
    QVERIFY(at.bar.waitingText().contains(QStringLiteral("正在")));
    at.bar.setWorking(false);
    QVERIFY(at.bar.workButton().isEnabled());
  }

  void aPhaseIsMarkedWhereItIsReady() {
    Bar at;
    at.showPlan();
    QCOMPARE(at.bar.line().months(), 36);
    QCOMPARE(at.bar.line().marks().size(), std::size_t(1));
    QVERIFY(qAbs(at.bar.line().marks()[0].month - 12.0) < 0.05);
  }

  void theMonthIsTheSameHereAndThere() {
    Bar at;
    at.showPlan();
    QSignalSpy told(&at.shown, &PlanShown::monthChanged);
    QTest::keyClick(&at.bar.line(), Qt::Key_Right);
    QCOMPARE(at.shown.month(), 1);
    QCOMPARE(at.bar.monthText(), QStringLiteral("2027-02"));
    QTest::keyClick(&at.bar.line(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(at.shown.month(), 13);
    at.shown.chooseMonth(5);
    QCOMPARE(at.bar.position(), 5.0);
    QCOMPARE(at.bar.monthText(), QStringLiteral("2027-06"));
    QTest::keyClick(&at.bar.line(), Qt::Key_End);
    QCOMPARE(at.shown.month(), 35);
    QCOMPARE(told.count(), 4);
  }

  void goingToAMonthShowsWhatIsPlanned() {
    Bar at;
    at.showPlan();
    QVERIFY(!at.bar.isShown());
    QSignalSpy shown(&at.bar, &GrowthBar::shownToggled);
    at.shown.chooseMonth(3);  // chosen elsewhere: the view stays as it is
    QVERIFY(!at.bar.isShown());
    QTest::keyClick(&at.bar.line(), Qt::Key_Right);
    QVERIFY(at.bar.isShown());
    QCOMPARE(shown.count(), 1);
  }

  void figuresClimbWhenAPhaseRuns() {
    Bar at;
    at.showPlan();
    at.shown.chooseMonth(11);
    const QString before = at.bar.countText();
    at.shown.chooseMonth(12);
    QVERIFY(at.bar.countText() != before);
    const auto& months = at.shown.evaluation()->months;
    QVERIFY(months[12].liveChips > months[11].liveChips);
  }

  /// 10,000 chips and 20,000 after a year, while 5,000 are wanted and 25,000 from the seventh month on.
  void whatHoldsBackIsSaidForAMonthOfEachKind() {
    Bar at;
    plan::Plan changed = test::plainPlan();
    changed.options[0].demand = {{test::day("2027-01-01"), 5'000}, {test::day("2027-07-01"), 25'000}};
    const auto plan = std::make_shared<const plan::Plan>(changed);
    const auto ground = std::make_shared<const plan::Ground>(test::plainGround());
    const auto evaluation = std::make_shared<const plan::Evaluation>(test::evaluated(*plan, *ground));
    at.shown.show(plan, ground, plan->options.front(), evaluation, {evaluation});
    QCoreApplication::processEvents();
    at.shown.chooseMonth(2);
    QVERIFY2(at.bar.bindingText().contains(QStringLiteral("10,000 could run")), qPrintable(at.bar.bindingText()));
    for (const int month : {8, 20}) {
      at.shown.chooseMonth(month);
      QVERIFY2(at.bar.bindingText().contains(QStringLiteral("25,000 wanted")), qPrintable(at.bar.bindingText()));
      QVERIFY2(at.bar.bindingText().contains(at.look.words("plan.resource.built")), qPrintable(at.bar.bindingText()));
    }
  }

  void playingGoesOnByPartsOfAMonthAndEndsAtTheLast() {
    Bar at;
    at.showPlan();
    at.shown.chooseMonth(34);
    QSignalSpy moved(&at.bar, &GrowthBar::positionChanged);
    at.bar.setPlaying(true);
    QVERIFY(at.bar.isPlaying() && at.bar.isShown());
    QTRY_VERIFY(!at.bar.isPlaying());
    QVERIFY(moved.count() >= 5);
    QCOMPARE(at.shown.month(), 35);
    // once more from the beginning
    at.bar.setPlaying(true);
    QVERIFY(at.bar.position() < 2.0);
    at.bar.setPlaying(false);
    QCOMPARE(at.bar.position(), std::floor(at.bar.position()));
  }

  void everyChangeIsGivenTheSameTime() {
    const GrowthPace pace({3, 4, 40, 100}, 0.0, 120.0);
    QCOMPARE(pace.stops(), std::size_t(6));
    for (const auto& [share, month] : {std::pair{0.0, 0.0},
                                       {0.2, 3.0},
                                       {0.3, 3.5},
                                       {0.4, 4.0},
                                       {0.6, 40.0},
                                       {0.7, 70.0},
                                       {0.8, 100.0},
                                       {1.0, 120.0},
                                       {1.5, 120.0}}) {
      QVERIFY(qAbs(pace.monthAt(share) - month) < 1e-9);
      if (share <= 1.0) QVERIFY(qAbs(pace.shareAt(month) - share) < 1e-9);
    }
    // what lies outside the works is left out
    const GrowthPace works({3, 4, 40, 100}, 3.5, 60.0);
    QCOMPARE(works.stops(), std::size_t(4));
    QCOMPARE(works.monthAt(0.0), 3.5);
    QCOMPARE(works.monthAt(1.0), 60.0);
  }

  void changesAreWhereAnotherCampusStands() {
    Bar at;
    at.showPlan();
    const plan::Plan& plan = *at.shown.plan();
    const plan::Evaluation& e = *at.shown.evaluation();
    const std::vector<int> changes = changesOf(plan, e);
    QVERIFY(!changes.empty());
    QVERIFY(std::is_sorted(changes.begin(), changes.end()));
    // the phase runs from the thirteenth month on, and nothing comes after it
    QCOMPARE(changes.back(), 12);
    // two of three years are quiet: they take one change's time
    QVERIFY(at.bar.pace().shareAt(12.0) >= 0.5);
    QVERIFY(qAbs(at.bar.pace().shareAt(12.0) - double(changes.size()) / double(changes.size() + 1)) < 1e-9);
  }

  void everyMonthTellsWhatIsLiveWhatComesAndWhatHoldsBack() {
    Bar at;
    at.showPlan();
    const plan::PhaseRow& phase = at.shown.evaluation()->phases.back();
    at.shown.chooseMonth(5);
    QVERIFY2(at.bar.comingText().contains(QString::fromStdString(textOf(phase.readyForService).substr(0, 7))),
             qPrintable(at.bar.comingText()));
    for (const int month : {0, 5, 20}) {
      at.shown.chooseMonth(month);
      QVERIFY(!at.bar.countText().isEmpty() && !at.bar.comingText().isEmpty() && !at.bar.bindingText().isEmpty());
    }
    QCOMPARE(at.bar.comingText(), at.look.words("growth.bar.coming.none"));
  }

  void aClickOnTheLineGoesThere() {
    Bar at;
    at.showPlan();
    MonthLine& line = at.bar.line();
    QTest::mouseClick(&line, Qt::LeftButton, Qt::NoModifier, QPoint(line.xOf(20.0), 20));
    QCOMPARE(at.shown.month(), 20);
  }
};

PLENUM_TEST_WITH(QApplication, GrowthBarTest)
#include "GrowthBarTest.moc"
