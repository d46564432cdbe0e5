// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QSignalSpy>
#include <QtTest>
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
