// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "board/ExpansionPanel.h"
#include "document/PlanEdits.h"
#include "panels/Desk.h"
#include "plan/SmallPlan.h"

using namespace plenum;
using namespace plenum::views;

namespace {

/// Two phases of a year each, a thing to be ordered for the second, and a grid step.
plan::PlanPtr twoPhases() {
  plan::Plan out = test::plainPlan();
  out.goalChips = 30'000;
  plan::Option& a = out.options.front();
  a.name = {"First", "甲"};
  a.phases[0].steps = {test::step("shell", 26.0),
                       test::step("rfs", 26.0, {"shell"}, plan::Step::Kind::readyForService)};
  plan::Phase second = a.phases[0];
  second.id = "P3";
  second.steps = {test::step("shell", 20.0, {"P2/rfs"}),
                  test::step("rfs", 20.0, {"shell"}, plan::Step::Kind::readyForService)};
  a.phases.push_back(second);
  a.demand = {{test::day("2027-01-01"), 10'000}, {test::day("2028-01-01"), 30'000}};
  plan::Option b = a;
  b.id = "B";
  b.name = {"Second", "乙"};
  b.phases[1].steps[0].length = test::weeks(40.0);
  out.options.push_back(b);
  return std::make_shared<const plan::Plan>(std::move(out));
}

struct Shown : test::Desk {
  explicit Shown(QSize size = {1300, 700}) {
    panel.resize(size);
    ground = std::make_shared<const plan::Ground>(test::plainGround());
    panel.show(plan, ground);
    panel.QWidget::show();
    QCoreApplication::processEvents();
  }
  const plan::Activity& activity(const char* id) const {
    for (const plan::Activity& a : panel.evaluation()->activities)
      if (a.id == id) return a;
    qFatal("no %s", id);
  }
  void mouse(QEvent::Type type, QPointF at) {
    QMouseEvent event(type, at, panel.chart().mapToGlobal(at),
                      type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&panel.chart(), &event);
  }
  void drag(const char* id, double weeks) {
    panel.chart().selectActivity(id);
    const QPointF from = panel.chart().barOf(id).center();
    const double perDay = panel.chart().xOf(1000.0) - panel.chart().xOf(999.0);
    mouse(QEvent::MouseButtonPress, from);
    mouse(QEvent::MouseMove, from + QPointF(7.0 * weeks * perDay * 0.5, 0.0));
    mouse(QEvent::MouseMove, from + QPointF(7.0 * weeks * perDay, 0.0));
    mouse(QEvent::MouseButtonRelease, from + QPointF(7.0 * weeks * perDay, 0.0));
  }
  plan::PlanPtr plan = twoPhases();
  std::shared_ptr<const plan::Ground> ground;
  PlanShown shown;
  ExpansionPanel panel{look, selection, shown};
};

QStringList cellsOf(const AnswerModel& model) {
  QStringList out;
  for (int r = 0; r < model.rowCount(); ++r)
    for (int c = 0; c < model.columnCount(); ++c) out << model.data(model.index(r, c)).toString();
  for (int c = 0; c < model.columnCount(); ++c) out << model.headerData(c, Qt::Horizontal, Qt::DisplayRole).toString();
  return out;
}

}  // namespace

/// The expansion as a person sees it: what the evaluation says is what is shown, and what is dragged is what is asked.
class ExpansionPanelTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theAxisIsThatOfTheMonths();
  void aPlaceInTheChartIsAMonthAWorkOrAGroup();
  void draggingABarHoldsItLonger();
  void aDragShorterThanNoTimeIsNone();
  void theKeyboardDoesWhatTheMouseDoes();
  void escapeTakesADragBack();
  void optionsStandSideBySide();
  void checksCarryLightsAndLeadSomewhere();
  void aMonthTellsWhatEveryResourceCarries();
  void samplesOfAnotherQuestionArePassedOver();
  void whatIsHeldTellsWhatItCosts();
  void everyTextIsTranslated_data();
  void everyTextIsTranslated();
  void itIsDrawnAtEverySize();
  void withoutAPlanItSaysSo();
  void worksAreShownBeforeAnythingIsSolved();
  void whatIsKnownStaysWhileTheRestIsWorkedOut();
  void aGateTellsWhatItAsksForAndHoldsBack();
  void floatIsToldInMonths();
  void theKeySentenceIsNotCut();
  void whatIsHeldCanBeKept();
  void anEditLeavesTheOptionAndTheWorkChosen();
  void brushesAreToldApart();
  void inALowDockWorksComeFirst();
  void whatTheGoalHangsOnMostIsSaid();
};

void ExpansionPanelTest::theAxisIsThatOfTheMonths() {
  Shown s;
  const ExpansionChart& chart = s.panel.chart();
  for (const int month : {0, 1, 11, 25}) {
    const plan::Day day = plan::firstOfMonth(s.plan->from, month);
    const QPointF at(chart.xOf(day.days + 14.0), chart.ramp().center().y());
    QCOMPARE(chart.hitAt(at).month, month);
    QVERIFY(test::isClose(chart.dayAt(chart.xOf(day.days)), day.days, 1e-9));
  }
  QCOMPARE(chart.xOf(s.plan->from.days), chart.ramp().left());
  // all of the plan reaches further than the works
  const double before = chart.xOf(plan::firstOfMonth(s.plan->from, 12).days);
  s.panel.chart().setSpan(ExpansionChart::Span::whole);
  QVERIFY(chart.xOf(plan::firstOfMonth(s.plan->from, 12).days) < before);
  QVERIFY(std::abs(chart.xOf(plan::firstOfMonth(s.plan->from, 36).days) - chart.ramp().right()) < 0.5);
}

void ExpansionPanelTest::aPlaceInTheChartIsAMonthAWorkOrAGroup() {
  Shown s;
  ExpansionChart& chart = s.panel.chart();
  using What = ExpansionChart::Hit::What;
  const QRectF bar = chart.barOf("P2/shell");
  QVERIFY(!bar.isEmpty());
  const auto hit = chart.hitAt(bar.center());
  QVERIFY(hit.what == What::activity && hit.isBar);
  QCOMPARE(s.panel.evaluation()->activities[hit.activity].id, std::string("P2/shell"));
  QVERIFY(std::abs(bar.left() - chart.xOf(s.activity("P2/shell").start)) < 1e-6);
  QVERIFY(!chart.hitAt(QPointF(bar.left() - 60.0, bar.center().y())).isBar);
  QVERIFY(chart.hitAt(chart.strip().center()).what == What::month);
  // the later phase stands folded until somebody asks
  QVERIFY(chart.barOf("P3/shell").isEmpty());
  QVERIFY(chart.isFolded("P3"));
  chart.selectActivity("P3/shell");
  QVERIFY(!chart.barOf("P3/shell").isEmpty());
  QVERIFY(chart.tipAt(chart.barOf("P3/shell").center()).contains("P3/shell"));
  chart.fold("P3");
  QVERIFY(chart.barOf("P3/shell").isEmpty());
  // a click selects
  s.mouse(QEvent::MouseButtonPress, QPointF(chart.xOf(s.plan->from.days + 75.0), chart.ramp().center().y()));
  QCOMPARE(chart.month(), 2);
  QVERIFY(s.panel.detailsText().contains("2027-03"));
  QCOMPARE(s.panel.tabsBox().currentIndex(), int(ExpansionPanel::details));
}

void ExpansionPanelTest::draggingABarHoldsItLonger() {
  Shown s;
  const double finish = s.activity("P3/rfs").finish;
  const int goal = s.panel.evaluation()->goalMonth.value_or(-1);
  QVERIFY(goal > 0);
  QSignalSpy wanted(&s.panel, &ExpansionPanel::spreadWanted);
  s.drag("P2/shell", 9.0);
  QCOMPARE(s.panel.held().size(), std::size_t(1));
  QCOMPARE(s.panel.held().at("P2/shell"), 9.0);
  QCOMPARE(s.activity("P3/rfs").finish, finish + 63.0);
  QCOMPARE(s.panel.evaluation()->goalMonth.value_or(-1), goal + 2);
  QCOMPARE(wanted.size(), 1);  // once, when the mouse is let go
  QVERIFY(s.panel.said().join(' ').contains("P2/shell"));
  QVERIFY(s.panel.resetButton().isVisible());
  // again: on top of what is held, counted from the plan
  s.drag("P2/shell", -4.0);
  QCOMPARE(s.panel.held().at("P2/shell"), 5.0);
  // the plan itself is as it was
  QVERIFY(s.panel.plan()->options.front().delays.empty());
  s.panel.resetButton().click();
  QVERIFY(s.panel.held().empty());
  QCOMPARE(s.activity("P3/rfs").finish, finish);
  QVERIFY(!s.panel.resetButton().isVisible());
}

void ExpansionPanelTest::aDragShorterThanNoTimeIsNone() {
  Shown s;
  s.drag("P2/rfs", -60.0);
  QCOMPARE(s.panel.held().at("P2/rfs"), -26.0);
  QCOMPARE(s.activity("P2/rfs").weeks, 0.0);
}

void ExpansionPanelTest::theKeyboardDoesWhatTheMouseDoes() {
  Shown s;
  ExpansionChart& chart = s.panel.chart();
  QTest::keyClick(&chart, Qt::Key_Right);
  QTest::keyClick(&chart, Qt::Key_Right);
  QCOMPARE(chart.month(), 1);
  QTest::keyClick(&chart, Qt::Key_Down);  // the head of the first phase
  QVERIFY(chart.activity().empty());
  QTest::keyClick(&chart, Qt::Key_Down);
  QCOMPARE(chart.activity(), std::string("P2/shell"));
  QTest::keyClick(&chart, Qt::Key_Right, Qt::ControlModifier);
  QTest::keyClick(&chart, Qt::Key_Right, Qt::ControlModifier);
  QTest::keyClick(&chart, Qt::Key_Left, Qt::ControlModifier);
  QCOMPARE(s.panel.held().at("P2/shell"), 1.0);
  QTest::keyClick(&chart, Qt::Key_Delete);
  QVERIFY(s.panel.held().empty());
}

void ExpansionPanelTest::escapeTakesADragBack() {
  Shown s;
  ExpansionChart& chart = s.panel.chart();
  const QPointF from = chart.barOf("P2/shell").center();
  s.mouse(QEvent::MouseButtonPress, from);
  s.mouse(QEvent::MouseMove, from + QPointF(80.0, 0.0));
  QVERIFY(chart.isDragging());
  QVERIFY(!s.panel.held().empty());
  QTest::keyClick(&chart, Qt::Key_Escape);
  QVERIFY(!chart.isDragging());
  QVERIFY(s.panel.held().empty());
}

void ExpansionPanelTest::optionsStandSideBySide() {
  Shown s;
  const AnswerModel& model = s.panel.optionsModel();
  QCOMPARE(model.rowCount(), 2);
  const QString first = model.data(model.index(0, 1)).toString(), second = model.data(model.index(1, 1)).toString();
  QVERIFY(first < second);  // months
  s.panel.choose(1);
  QCOMPARE(s.panel.evaluation()->option, std::string("B"));
  QCOMPARE(s.panel.optionBox().currentIndex(), 1);
  QVERIFY(s.panel.said().contains(second));
  // what is held shows in the line of its own option alone
  s.drag("P2/shell", 9.0);
  QVERIFY(model.data(model.index(1, 1)).toString() > second);
  QCOMPARE(model.data(model.index(0, 1)).toString(), first);
}

void ExpansionPanelTest::checksCarryLightsAndLeadSomewhere() {
  Shown s;
  const AnswerModel& model = s.panel.checksModel();
  QCOMPARE(model.rowCount(), 15);
  for (int r = 0; r < 15; ++r) {
    const plan::Check& check = s.panel.evaluation()->checks[std::size_t(r)];
    const QString light = model.data(model.index(r, 1)).toString();
    QCOMPARE(light.left(1), QString::fromUtf8(std::array{"●", "▲", "■", "○"}[std::size_t(check.light)]));
    QVERIFY(!model.data(model.index(r, 4)).toString().isEmpty());
  }
}

void ExpansionPanelTest::aMonthTellsWhatEveryResourceCarries() {
  Shown s;
  s.panel.chart().selectMonth(14);
  Q_EMIT s.panel.chart().monthChosen(14);
  const AnswerModel& model = s.panel.detailsModel();
  QCOMPARE(model.rowCount(), int(plan::resources));
  const plan::MonthRow& month = s.panel.evaluation()->months[14];
  for (int r = 0; r < model.rowCount(); ++r) {
    const double capacity = month.capacityMw[std::size_t(r)];
    const QString text = model.data(model.index(r, 1)).toString();
    QCOMPARE(text, std::isfinite(capacity) ? s.look.format.fixed(capacity, 1) : s.look.words("expansion.endless"));
  }
}

void ExpansionPanelTest::samplesOfAnotherQuestionArePassedOver() {
  Shown s;
  Serial serial;
  auto spread =
      std::make_shared<const plan::Spread>(plan::spreadOf(*s.plan, s.panel.option(), *s.ground, {200, 1, {}}, serial));
  s.panel.showSpread("another", spread);
  QVERIFY(!s.panel.said().join(' ').contains("P90"));
  s.panel.showSpread(s.panel.evaluation()->fingerprint, spread);
  QVERIFY(s.panel.said().join(' ').contains("P90"));
  // a new question has no samples yet
  s.panel.hold("P2/shell", 3.0);
  QVERIFY(!s.panel.said().join(' ').contains("P90"));
}

void ExpansionPanelTest::whatIsHeldTellsWhatItCosts() {
  Shown s;
  s.speak("en");
  const auto hours = [&s] {
    double sum = 0.0;
    for (const plan::MonthRow& row : s.panel.evaluation()->months) sum += row.chipHours;
    return sum;
  };
  const double npv = s.panel.evaluation()->money.npv, all = hours();
  s.panel.hold("P2/shell", 26.0);
  const double lostYuan = npv - s.panel.evaluation()->money.npv, lost = all - hours();
  QVERIFY(lost > 1e5);
  QVERIFY(std::abs(lostYuan) > 1e7);
  const QString said = s.panel.said()[1];
  const QString sign = lostYuan > 0.0 ? QStringLiteral("−") : QStringLiteral("+");
  QVERIFY2(said.contains(QStringLiteral("NPV ") + sign + s.look.format.fixed(std::abs(lostYuan) * 1e-9, 2)),
           qPrintable(said));
  QVERIFY2(said.contains(QStringLiteral("−") + s.look.format.fixed(lost * 1e-6, 1)), qPrintable(said));
}

void ExpansionPanelTest::everyTextIsTranslated_data() {
  QTest::addColumn<QString>("code");
  QTest::newRow("en") << "en";
  QTest::newRow("zh") << "zh";
}

void ExpansionPanelTest::everyTextIsTranslated() {
  QFETCH(QString, code);
  Shown s;
  s.speak(code.toStdString());
  s.panel.hold("P2/shell", 3.0);
  QStringList all = s.panel.said();
  for (const AnswerModel* model :
       {&s.panel.optionsModel(), &s.panel.checksModel(), &s.panel.detailsModel(), &s.panel.assumptionsModel()})
    all += cellsOf(*model);
  s.panel.reset();
  all << s.panel.said() << s.panel.answersText() << s.panel.detailsText();
  Q_EMIT s.panel.chart().monthChosen(3);
  all << s.panel.detailsText();
  s.panel.chart().selectActivity("P3/shell");
  Q_EMIT s.panel.chart().activityChosen("P3/shell");
  all << s.panel.detailsText() << s.panel.chart().tipAt(s.panel.chart().barOf("P3/shell").center());
  all << s.panel.chart().tipAt(s.panel.chart().ramp().center()) << s.panel.chart().accessibleName();
  for (int k = 0; k < s.panel.tabsBox().count(); ++k) all << s.panel.tabsBox().tabText(k);
  const auto plan = s.panel.plan();
  s.panel.showWorking(plan, {1, 20.0});
  all += s.panel.said();
  s.panel.showReady(plan);
  all += s.panel.said();
  s.panel.showNoPlan();
  all += s.panel.said();
  static const QRegularExpression bare(QStringLiteral("\\b(expansion|plan|assumptions)\\.(?!json)[a-z]"));
  for (const QString& text : all) {
    QVERIFY2(!text.contains(bare), qPrintable(text));
    QVERIFY2(!text.contains(QLatin1Char('{')), qPrintable(text));
  }
}

void ExpansionPanelTest::itIsDrawnAtEverySize() {
  Shown s;
  ExpansionChart chart(s.look);
  chart.show(s.plan, s.panel.evaluation());
  for (const auto scheme : {Theme::Scheme::dark, Theme::Scheme::light, Theme::Scheme::highContrast})
    for (const QSize size : {QSize(300, 300), QSize(700, 420), QSize(1800, 900)}) {
      s.look.theme.wear(scheme);
      chart.resize(size);
      QImage image(chart.size(), QImage::Format_RGB32);
      image.fill(Qt::magenta);
      chart.render(&image);
      // live power stands in the accent at the foot of the ramp, what binds in its colour beneath
      const int x = int(chart.xOf(s.plan->from.days + 45.0));
      const Tokens& tokens = s.look.theme.tokens();
      QCOMPARE(image.pixelColor(x, int(chart.ramp().bottom()) - 3).rgb(), tokens.accent.rgb());
      QCOMPARE(image.pixelColor(x, int(chart.strip().bottom()) - 2).rgb(),
               ExpansionChart::brushOf(s.panel.evaluation()->months[1].binding, tokens).color().rgb());
      QVERIFY(chart.xOf(s.plan->from.days) >= 0.0 && chart.ramp().right() <= chart.width());
    }
}

void ExpansionPanelTest::withoutAPlanItSaysSo() {
  test::Desk desk;
  PlanShown shown;
  ExpansionPanel panel(desk.look, desk.selection, shown);
  panel.showNoPlan();
  QVERIFY(panel.said().join(' ').contains("plan.json"));
  QVERIFY(!panel.askButton().isVisibleTo(&panel));
  panel.showReady(twoPhases());
  QVERIFY(panel.askButton().isVisibleTo(&panel));
  QSignalSpy asked(&panel, &ExpansionPanel::asked), stopped(&panel, &ExpansionPanel::stopAsked);
  panel.askButton().click();
  QCOMPARE(asked.size(), 1);
  panel.showWorking(twoPhases(), {});
  QVERIFY(panel.stopButton().isVisibleTo(&panel));
  panel.stopButton().click();
  QCOMPARE(stopped.size(), 1);
}

void ExpansionPanelTest::worksAreShownBeforeAnythingIsSolved() {
  test::Desk desk;
  PlanShown shown;
  ExpansionPanel panel(desk.look, desk.selection, shown);
  panel.resize(1000, 500);
  const plan::PlanPtr plan = twoPhases();
  ExpansionPanel::Evaluations works;
  for (const plan::Option& option : plan->options)
    works.push_back(
        std::make_shared<const plan::Evaluation>(plan::scheduleOf(*plan, option, test::plainGround().defaults)));
  panel.showReady(plan, works, {3, 12.0});
  panel.QWidget::show();
  QCoreApplication::processEvents();
  QVERIFY(!panel.chart().barOf("P2/shell").isEmpty());
  QVERIFY(panel.askButton().isVisibleTo(&panel));
  QVERIFY(panel.said().join(' ').contains("12"));
  QVERIFY(!shown.plan());  // pictures have nothing to show yet
  // the very days that the whole evaluation says
  const plan::Evaluation whole = plan::evaluate(*plan, plan->options[0], test::plainGround());
  QCOMPARE(works[0]->activities.size(), whole.activities.size());
  for (std::size_t k = 0; k < whole.activities.size(); ++k) {
    QCOMPARE(works[0]->activities[k].start, whole.activities[k].start);
    QCOMPARE(works[0]->activities[k].finish, whole.activities[k].finish);
  }
  // another option, a click, a picture: nothing needs months
  panel.choose(1);
  QCOMPARE(panel.chosen(), std::size_t(1));
  QTest::mouseClick(&panel.chart(), Qt::LeftButton, {}, panel.chart().barOf("P2/shell").center().toPoint());
  QCOMPARE(panel.chart().activity(), std::string("P2/shell"));
  QVERIFY(!panel.chart().grab().isNull());
  QTest::keyClick(&panel.chart(), Qt::Key_Right);
  QCOMPARE(panel.chart().month(), -1);
}

void ExpansionPanelTest::whatIsKnownStaysWhileTheRestIsWorkedOut() {
  test::Desk desk;
  PlanShown shown;
  ExpansionPanel panel(desk.look, desk.selection, shown);
  panel.resize(1000, 500);
  const plan::PlanPtr plan = twoPhases();
  ExpansionPanel::Evaluations works;
  for (const plan::Option& option : plan->options)
    works.push_back(
        std::make_shared<const plan::Evaluation>(plan::scheduleOf(*plan, option, test::plainGround().defaults)));
  panel.showReady(plan, works, {3, 12.0}, 10'000.0);
  panel.QWidget::show();
  QCoreApplication::processEvents();
  // the month in which the whole evaluation has the goal's chips installed
  const plan::Evaluation whole = plan::evaluate(*plan, plan->options[0], test::plainGround());
  int installed = 0;
  while (whole.months[std::size_t(installed)].installedChips < 30'000) ++installed;
  const QString month = QString::fromStdString(textOf(plan::firstOfMonth(plan->from, installed)).substr(0, 7));
  QVERIFY2(panel.said().join(' ').contains(month), qPrintable(panel.said().join('\n')));
  const QRectF ramp = panel.chart().ramp();
  QVERIFY(ramp.height() > 60.0);
  QVERIFY(panel.chart().tipAt(ramp.center()).contains("30,000"));
  const QImage before = panel.chart().grab().toImage();
  panel.showWorking(plan, {1, 37.0});
  QCoreApplication::processEvents();
  QVERIFY(!panel.chart().barOf("P2/shell").isEmpty());
  QVERIFY(panel.chart().isVisible() && panel.stopButton().isVisible() && panel.progressBar().isVisible());
  QVERIFY2(panel.said().join(' ').contains("37"), qPrintable(panel.said().join('\n')));
  QCOMPARE(panel.progressBar().value(), 1);
  QCOMPARE(panel.progressBar().maximum(), int(plan->blocks.size()) + 1);
  QCOMPARE(panel.chart().grab().toImage(), before);
  panel.choose(1);
  QCOMPARE(panel.chosen(), std::size_t(1));
  // of another plan nothing is known
  panel.showWorking(twoPhases(), {0, {}});
  QVERIFY(panel.chart().barOf("P2/shell").isEmpty());
}

void ExpansionPanelTest::aGateTellsWhatItAsksForAndHoldsBack() {
  Shown s;
  plan::Plan after = *s.plan;
  after.options[0].phases[1].gates = {{3, "P2/rfs", {}, {"budget", "orders placed"}}};
  after.options[0].phases[1].steps[0].after = {"G3"};
  s.panel.show(std::make_shared<const plan::Plan>(after), s.ground);
  const plan::Activity& gate = s.activity("P3/G3");
  const QString tip = s.panel.chart().tipOf(gate);
  QVERIFY2(tip.contains(s.look.words("board.gates.g3")), qPrintable(tip));
  QVERIFY2(tip.contains(QString::fromStdString(textOf(plan::Day{std::int32_t(gate.finish)}))), qPrintable(tip));
  QVERIFY2(tip.contains("budget, orders placed"), qPrintable(tip));
  QVERIFY2(tip.contains("P3/shell"), qPrintable(tip));
  QVERIFY2(!tip.contains("P3/rfs"), qPrintable(tip));  // waits for the shell, not for the gate
  s.panel.chart().selectActivity("P3/G3");
  Q_EMIT s.panel.chart().activityChosen("P3/G3");
  QCOMPARE(s.panel.detailsText(), tip);
}

void ExpansionPanelTest::floatIsToldInMonths() {
  Shown s;
  plan::Plan after = *s.plan;
  plan::GridStep sub;
  sub.id = "SUB2", sub.length = test::weeks(10.0);
  after.options[0].gridSteps = {sub};
  after.goalChips = 0;
  s.panel.show(std::make_shared<const plan::Plan>(after), s.ground);
  const plan::Activity& grid = s.activity("grid/SUB2");
  QVERIFY(!grid.isCritical);
  const QString months = s.look.format.fixed(grid.floatDays() / (365.25 / 12.0), 1);
  QVERIFY(grid.floatDays() > 300.0);
  QVERIFY2(s.panel.chart().tipOf(grid).contains(months + QStringLiteral(" months")), qPrintable(months));
  Q_EMIT s.panel.chart().activityChosen("grid/SUB2");
  s.panel.chart().selectActivity("grid/SUB2");
  Q_EMIT s.panel.chart().activityChosen("grid/SUB2");
  QVERIFY(s.panel.detailsText().contains(months));
  // a goal that does not wait for it: no float is left to say
  after.goalChips = s.plan->goalChips;
  s.panel.show(std::make_shared<const plan::Plan>(after), s.ground);
  QVERIFY(s.panel.chart().tipOf(s.activity("grid/SUB2")).contains(s.look.words("expansion.float.beyond")));
}

void ExpansionPanelTest::theKeySentenceIsNotCut() {
  for (const QSize size : {QSize(1280, 288), QSize(1580, 288), QSize(900, 440)}) {
    Shown s(size);
    const QString whole = s.panel.keySentence();
    QVERIFY(!whole.isEmpty());
    bool isShown = false;
    for (const QLabel* label : s.panel.findChildren<QLabel*>())
      if (label->isVisible() && label->text() == whole)
        isShown = label->height() >= label->heightForWidth(label->width()) - 2;
    QVERIFY2(isShown, qPrintable(whole));
  }
}

void ExpansionPanelTest::whatIsHeldCanBeKept() {
  Shown s;
  QVERIFY(!s.panel.keepButton().isVisibleTo(&s.panel));
  s.drag("P2/shell", 9.0);
  const plan::Evaluation question = *s.panel.evaluation();
  QSignalSpy kept(&s.panel, &ExpansionPanel::keepAsked);
  s.panel.keepButton().click();
  QCOMPARE(kept.size(), 1);
  // what becomes the plan is what was asked, to the last bit
  const auto after = std::make_shared<const plan::Plan>(withHeld(*s.plan, s.panel.chosen(), s.panel.held()));
  s.panel.show(after, s.ground);
  QVERIFY(s.panel.held().empty());
  QVERIFY(!s.panel.keepButton().isVisibleTo(&s.panel));
  QCOMPARE(s.panel.evaluation()->money.npv, question.money.npv);
  QCOMPARE(s.panel.evaluation()->goalMonth.value_or(-1), question.goalMonth.value_or(-2));
  for (std::size_t k = 0; k < question.activities.size(); ++k)
    QCOMPARE(s.panel.evaluation()->activities[k].finish, question.activities[k].finish);
}

void ExpansionPanelTest::anEditLeavesTheOptionAndTheWorkChosen() {
  Shown s;
  s.panel.choose(1);
  s.panel.chart().selectActivity("P2/shell");
  plan::Plan after = *s.plan;
  after.options.insert(after.options.begin(), after.options[0]);
  after.options[0].id = "Z";
  s.panel.show(std::make_shared<const plan::Plan>(after), s.ground);
  QCOMPARE(s.panel.evaluation()->option, std::string("B"));
  QCOMPARE(s.panel.chosen(), std::size_t(2));
  QCOMPARE(s.panel.chart().activity(), std::string("P2/shell"));
}

void ExpansionPanelTest::brushesAreToldApart() {
  const Tokens tokens = Theme::tokensOf(Theme::Scheme::light);
  for (std::size_t a = 0; a < plan::resources; ++a)
    for (std::size_t b = a + 1; b < plan::resources; ++b)
      QVERIFY(ExpansionChart::brushOf(plan::Resource(a), tokens) != ExpansionChart::brushOf(plan::Resource(b), tokens));
}

/// Once samples are there the sentence above the chart says what the goal hangs on, and so does the figure's tip.
void ExpansionPanelTest::whatTheGoalHangsOnMostIsSaid() {
  Shown s;
  plan::Spread spread;
  spread.samples = 10, spread.goalShare = 0.65;
  spread.goalCause = plan::GoalCause{"P3/shell", {"Shell", "土建"}, 0.412};
  const QString said = s.look.words(saidOf(*spread.goalCause));
  QVERIFY(said.contains("Shell") && said.contains("41 %"));
  QVERIFY(!s.panel.keySentence().contains(said));
  s.panel.showSpread(s.panel.evaluation()->fingerprint, std::make_shared<const plan::Spread>(spread));
  QVERIFY(s.panel.keySentence().contains(said));
  QVERIFY(s.panel.answersText().contains(said));
}

/// At the height that the dock has in a window of 1600×900; what is scrolled by hand stays there.
void ExpansionPanelTest::inALowDockWorksComeFirst() {
  Shown s({1600, 278});
  ExpansionChart& chart = s.panel.chart();
  const auto isSeen = [&](const char* id) {
    return chart.visibleRegion().contains(chart.barOf(id).center().toPoint());
  };
  QVERIFY(chart.height() > 290);
  QVERIFY(isSeen("P2/shell") && isSeen("P2/rfs"));
  QVERIFY(chart.visibleRegion().contains(chart.strip().center().toPoint()));
  // eight rows of works, whatever there is to say above them
  auto* area = qobject_cast<QScrollArea*>(chart.parentWidget()->parentWidget());
  QVERIFY(area);
  const double row = chart.barOf("P2/rfs").center().y() - chart.barOf("P2/shell").center().y();
  const double worksTop = chart.barOf("P2/shell").center().y() - 1.5 * row;  // below the row of its phase
  const double seen = area->viewport()->height() - (worksTop - chart.ramp().bottom());
  QVERIFY2(row > 0.0 && seen >= 8.0 * row, qPrintable(QStringLiteral("%1 of %2").arg(seen).arg(row)));
  area->verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMinimum);
  s.panel.resize(1100, 300);
  QCoreApplication::processEvents();
  QCOMPARE(area->verticalScrollBar()->value(), 0);
  // where there is room nothing is hidden
  Shown tall({1300, 900});
  QVERIFY(tall.panel.chart().visibleRegion().contains(tall.panel.chart().ramp().center().toPoint()));
}

PLENUM_TEST_WITH(QApplication, ExpansionPanelTest)
#include "ExpansionPanelTest.moc"
