// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QMenu>

#include "Desk.h"
#include "frame/Course.h"
#include "panels/Operate.h"
#include "panels/OperateDialog.h"
#include "panels/Outcome.h"

using namespace plenum;
using namespace plenum::views;

namespace {

/// A campus whose first transformer has two breakers and a second source.
LayoutPtr switchableLayout() {
  auto layout = std::make_shared<Layout>(*test::fakeLayout());
  PlacedPower ups;
  ups.id = "UPS";
  ups.kind = PowerSpec::Kind::ups;
  static const UpsSpec spec;
  ups.ups = &spec;
  ups.from = 0;
  ups.alternate = 0;
  ups.breakers = {{PlacedBreaker::Side::normal, 0}, {PlacedBreaker::Side::alternate, 0}};
  layout->byId["UPS"] = {Kind::powerDevice, static_cast<std::uint32_t>(layout->power.size()), 0};
  layout->power.push_back(ups);
  return layout;
}

std::uint32_t upsOf(const Layout& layout) { return static_cast<std::uint32_t>(layout.power.size()) - 1; }

std::shared_ptr<Frame> frameOf(test::FakeSession& session, const LayoutPtr& layout, std::int64_t s) {
  auto frame = session.frameAt(s);
  frame->layout = layout;
  const std::size_t devices = layout->power.size();
  frame->racks.isEnergised.assign(layout->racks.size(), 1);
  frame->power.state.assign(devices, Running::on);
  frame->power.fed.assign(devices, Fed::normal);
  frame->power.batteryMinutes.assign(devices, -1.0f);
  frame->power.batteryFraction.assign(devices, 0.0f);
  frame->power.batteryMinutes.back() = 7.0f;
  frame->power.batteryFraction.back() = 1.0f;
  frame->power.firstBreaker.assign(1, 0);
  for (const PlacedPower& device : layout->power)
    frame->power.firstBreaker.push_back(frame->power.firstBreaker.back() +
                                        static_cast<std::uint32_t>(device.breakers.size()));
  frame->power.contact.assign(frame->power.firstBreaker.back(), Contact::closed);
  return frame;
}

/// Ten minutes in which the UPS goes to its battery and two racks go dark after a minute.
std::shared_ptr<const Forecast> forecastFrom(test::FakeSession& session, const FramePtr& start) {
  Course with(start), without(start);
  auto later = frameOf(session, start->layout, 61);
  later->power.fed.back() = Fed::battery;
  later->racks.isEnergised[4] = later->racks.isEnergised[5] = 0;
  later->metrics.itPowerW = 0.5 * start->metrics.itPowerW;
  with.note(later);
  without.note(frameOf(session, start->layout, 61));
  auto forecast = std::make_shared<Forecast>();
  forecast->actions = {Open{"UPS/Q1"}};
  forecast->wantedS = 600;
  forecast->isWhole = true;
  forecast->with = std::make_shared<const Course>(with);
  forecast->without = std::make_shared<const Course>(without);
  return forecast;
}

struct Bench {
  test::Desk desk;
  LayoutPtr layout = switchableLayout();
  QWidget window;
  Operate operate{desk.look, desk.clock, desk.desk, &window};

  Bench() {
    desk.show(frameOf(desk.session, layout, 1));
    desk.desk.play();
  }
};

}  // namespace

class OperateTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void offersWhatADeviceCanDo() {
    Bench bench;
    const Frame& frame = *bench.desk.clock.frame();
    const std::uint32_t ups = upsOf(*bench.layout);
    QStringList all;
    for (const Operation& one : operationsOf(frame, {Kind::powerDevice, ups, 0}))
      all << QString::fromStdString(toText(one.action));
    for (const char* wanted : {"open UPS/Q1", "close UPS/Q2", "open UPS", "transfer UPS alternate",
                               "ups-mode UPS bypass", "fail UPS", "restore UPS", "short-circuit UPS"})
      QVERIFY2(all.contains(QLatin1String(wanted)), wanted);
    // of a breaker: open, close, fail, restore; what is closed is not closed again
    const auto breaker = operationsOf(frame, {Kind::powerDevice, ups, 2});
    QCOMPARE(breaker.size(), std::size_t{4});
    QVERIFY(breaker[0].isPossible && !breaker[1].isPossible);
    QVERIFY(operationsOf(frame, {Kind::rack, 0, 0}).empty());
    QVERIFY(operationsOf(frame, {Kind::powerDevice, ups, 9}).empty());
    QVERIFY(operationsOf(frame, {Kind::powerDevice, 4000, 0}).empty());
  }

  void asksBeforeItDoes() {
    Bench bench;
    bench.operate.ask(Open{"UPS/Q1"});
    auto& session = bench.desk.session;
    QVERIFY(bench.operate.dialog());
    QCOMPARE(session.foreseen.size(), std::size_t{1});
    QVERIFY(session.acted.empty());
    // the run stands while the question does
    QVERIFY(!bench.desk.desk.isPlaying());
    session.inquiry->answer = forecastFrom(session, bench.desk.clock.frame());
    OperateDialog& dialog = *bench.operate.dialog();
    dialog.look();
    QVERIFY2(dialog.sentence().contains(QLatin1String("2 of")), qPrintable(dialog.sentence()));
    QVERIFY2(dialog.sentence().contains(QLatin1String("UPS")), qPrintable(dialog.sentence()));
    QVERIFY(dialog.table().rowCount() >= 5);
    dialog.doButton().click();
    QCOMPARE(session.acted, (std::vector<Action>{Open{"UPS/Q1"}}));
    QVERIFY(bench.desk.desk.isPlaying());
  }

  void whatIsCancelledIsNotDone() {
    Bench bench;
    bench.operate.ask(Open{"UPS/Q1"});
    bench.operate.dialog()->cancelButton().click();
    QVERIFY(bench.desk.session.acted.empty());
    QVERIFY(bench.desk.desk.isPlaying());
    QTRY_VERIFY(!bench.operate.dialog());
  }

  // once done, the prediction stands beside what happens
  void whatHappensStandsBesideWhatWasForetold() {
    Bench bench;
    auto& session = bench.desk.session;
    bench.operate.ask(Open{"UPS/Q1"});
    OperateDialog& dialog = *bench.operate.dialog();
    session.inquiry->answer = forecastFrom(session, bench.desk.clock.frame());
    dialog.look();
    dialog.doButton().click();
    QTest::qWait(300);
    auto later = frameOf(session, bench.layout, 30);
    later->racks.isEnergised[9] = 0;
    bench.desk.show(later);
    QCOMPARE(dialog.table().horizontalHeaderItem(2)->text(), QStringLiteral("What then happened"));
    QVERIFY(dialog.table().item(0, 1)->text().startsWith(QLatin1Char('2')));
    // the answer is looked at a few times a second, later on a busy machine
    QTRY_VERIFY(dialog.table().item(0, 2)->text().startsWith(QLatin1Char('1')));
  }

  void aSecondQuestionTakesThePlaceOfTheFirst() {
    Bench bench;
    bench.operate.ask(Open{"UPS/Q1"});
    const QPointer<OperateDialog> first = bench.operate.dialog();
    bench.operate.ask(Open{"UPS/Q2"});
    QTRY_VERIFY(!first);
    QVERIFY(bench.operate.dialog());
    QVERIFY(bench.desk.session.acted.empty());
  }

  void aCourseCountsWhatChanged() {
    Bench bench;
    const FramePtr start = bench.desk.clock.frame();
    Course course(start);
    auto later = frameOf(bench.desk.session, bench.layout, 11);
    later->racks.isEnergised[3] = 0;
    later->power.contact[later->power.firstBreaker[upsOf(*bench.layout)] + 1] = Contact::tripped;
    later->power.state[0] = Running::dark;
    course.note(later);
    QCOMPARE(course.racksDark(), 1u);
    QCOMPARE(course.firstDark(), 3u);
    QCOMPARE(course.darkInS()[3], 10.0f);
    const auto has = [&](Course::Change::What what, EntityRef entity) {
      return std::any_of(course.changes().begin(), course.changes().end(),
                         [&](const Course::Change& c) { return c.what == what && c.entity == entity; });
    };
    QVERIFY(has(Course::Change::What::dark, {Kind::powerDevice, 0, 0}));
    QVERIFY(has(Course::Change::What::tripped, {Kind::powerDevice, upsOf(*bench.layout), 2}));
    // another revision of the site is another story
    auto other = frameOf(bench.desk.session, bench.layout, 20);
    other->revision += 1;
    course.note(other);
    QCOMPARE(course.horizonS(), 10.0);
  }

  void spansAreReadable() {
    Bench bench;
    QCOMPARE(spanText(40, bench.desk.look), QStringLiteral("40 s"));
    QCOMPARE(spanText(200, bench.desk.look), QStringLiteral("3 min 20 s"));
    QCOMPARE(spanText(600, bench.desk.look), QStringLiteral("10 min"));
    QCOMPARE(spanText(7500, bench.desk.look), QStringLiteral("2 h 5 min"));
  }
};

PLENUM_TEST_WITH(QApplication, OperateTest)
#include "OperateTest.moc"
