// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QElapsedTimer>
#include <QMenu>
#include <QSignalSpy>

#include "live/JobHistory.h"
#include "live/Phases.h"
#include "panels/Desk.h"
#include "panels/GanttPanel.h"
#include "panels/JobsPanel.h"
#include "panels/LiveTab.h"
#include "support/WorkFrame.h"

using namespace plenum;
using namespace plenum::views;

namespace {

using Line = Frame::JobLine;

int columnOf(const WorkModel& model, const char* title) {
  for (int c = 0; c < model.columnCount(); ++c)
    if (std::string(model.list().columns[std::size_t(c)].title) == title) return c;
  return -1;
}

/// The desk with a work selection and the desk of jobs.
struct Office : test::Desk {
  WorkSelection work;
  QWidget window;
  JobDesk jobs{look, clock, desk, &window};
};

Frame::JobSpan span(const char* job, Line::Phase phase, Time start, int fromS, int toS, std::uint32_t chips = 64) {
  return {job, phase, start + seconds(fromS), start + seconds(toS), chips, 0};
}

}  // namespace

class JobsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // rows that are reset would lose what a person has selected and scrolled to
  void rowsComeAndGoWithoutAReset() {
    test::Desk desk;
    WorkModel model(desk.look, jobList());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const auto first = desk.session.frameAt(0);
    for (std::uint32_t j = 0; j < 5; ++j) test::addJob(*first, "job-" + std::to_string(j), 4 * j, j + 1);
    model.show(first);
    const QPersistentModelIndex watched(model.index(3, 0));
    QCOMPARE(model.idAt(watched.row()), std::string("job-3"));
    model.sort(columnOf(model, "jobs.column.chips"), Qt::DescendingOrder);
    QCOMPARE(model.idAt(0), std::string("job-4"));
    QCOMPARE(watched.row(), 1);
    const auto second = desk.session.frameAt(10);
    for (const std::uint32_t j : {7u, 3u, 1u, 0u, 6u})
      test::addJob(*second, "job-" + std::to_string(j), 4 * j, j == 7 ? 1 : j + 1);
    model.show(second);
    QCOMPARE(model.rowCount(), 5);
    QVERIFY(watched.isValid());
    QCOMPARE(model.idAt(watched.row()), std::string("job-3"));
    QCOMPARE(model.idAt(0), std::string("job-6"));
    QCOMPARE(resets.count(), 0);
  }

  void oneSlowRackAndWhatItCostsAllOfThem() {
    Office office;
    JobDetail detail(office.look, office.clock, office.selection, office.work);
    const auto frame = office.session.frameAt(60);
    Line& gang = test::addJob(*frame, "gang", 0, 4);
    gang.slowed = Line::Slowed::heat, gang.speed = 0.75f;
    const std::uint32_t chips = gang.chips;
    const PlacedRack& hot = frame->layout->racks[2];
    frame->chips.frequency.assign(frame->layout->chips, 1.0f);
    frame->chips.frequency[hot.firstChip + 3] = 0.7f;
    office.show(frame);
    office.work.select("gang");
    QVERIFY2(detail.text().contains(QStringLiteral("1 of its 4 racks")), qPrintable(detail.text()));
    QVERIFY(detail.text().contains(QString::fromStdString(hot.id)));
    QVERIFY(detail.text().contains(office.look.format.significant(0.25 * chips, 3)));
    const auto cool = office.session.frameAt(70);
    test::addJob(*cool, "gang", 0, 4);
    office.show(cool);
    office.work.select({});
    office.work.select("gang");
    QVERIFY2(!detail.text().contains(QStringLiteral("of its 4 racks")), "nothing is said where nothing is slow");
  }

  void aFilterFindsByEveryWord() {
    test::Desk desk;
    WorkModel model(desk.look, jobList());
    const auto frame = desk.session.frameAt(0);
    test::addJob(*frame, "alpha", 0, 1).user = "wang";
    test::addJob(*frame, "beta", 4, 0).user = "wang";
    test::addJob(*frame, "gamma", 8, 1).industry = Industry::healthcare;
    model.show(frame);
    model.filter(QStringLiteral("WANG"));
    QCOMPARE(model.rowCount(), 2);
    model.filter(QStringLiteral("wang queued"));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.idAt(0), std::string("beta"));
    model.filter(QStringLiteral("healthcare"));
    QCOMPARE(model.idAt(0), std::string("gamma"));
    model.filter({});
    QCOMPARE(model.rowCount(), 3);
  }

  void columnsThatSayNothingStandBack() {
    Office office;
    const auto frame = office.session.frameAt(0);
    test::addJob(*frame, "a", 0, 1);
    WorkTable table(office.look, jobList(), "jobs.table", office.work);
    table.show(frame);
    const int mfu = columnOf(table.work(), "jobs.column.mfu"), user = columnOf(table.work(), "jobs.column.user");
    QVERIFY(table.isColumnHidden(mfu) && table.isColumnHidden(user));
    const auto next = office.session.frameAt(10);
    Line& job = test::addJob(*next, "a", 0, 1);
    job.mfu = 0.41f;
    table.show(next);
    QVERIFY(!table.isColumnHidden(mfu) && table.isColumnHidden(user));
    QCOMPARE(table.work().data(table.work().index(0, mfu)).toString(), office.look.format.text(0.41, Unit::fraction));
    // by hand, for good
    QMenu menu;
    table.addColumnsTo(menu);
    menu.actions()[user - 1]->trigger();
    table.show(next);
    QVERIFY(!table.isColumnHidden(user));
  }

  void selectingARowSelectsTheJobAndBack() {
    Office office;
    office.show([&] {
      auto frame = office.session.frameAt(0);
      for (std::uint32_t j = 0; j < 4; ++j) test::addJob(*frame, "job-" + std::to_string(j), 4 * j, 1);
      return frame;
    }());
    JobsPanel panel(office.look, office.clock, office.selection, office.work, office.jobs);
    panel.resize(1200, 300);
    panel.QWidget::show();
    office.begin();
    QCOMPARE(panel.jobs().work().rowCount(), 4);
    panel.jobs().setCurrentIndex(panel.jobs().work().index(2, 0));
    QCOMPARE(office.work.current(), std::string("job-2"));
    QVERIFY(panel.detail().text().contains(QStringLiteral("H1/")));
    office.work.select("job-0");
    QCOMPARE(panel.jobs().currentIndex().row(), 0);
    // a job that ends and is no longer kept takes the row, not the selection, with it
    const auto next = office.session.frameAt(600);
    test::addJob(*next, "job-1", 4, 1);
    panel.jobs().show(next);
    QVERIFY(!panel.jobs().currentIndex().isValid());
    QCOMPARE(office.work.current(), std::string("job-0"));
  }

  void withoutJobsItSaysWhyAndWhatToDo() {
    Office office;
    JobsPanel panel(office.look, office.clock, office.selection, office.work, office.jobs);
    panel.resize(1000, 300);
    panel.QWidget::show();
    office.begin();
    QCOMPARE(panel.emptyText(), office.look.words("jobs.empty"));
    panel.turnTo(JobsPanel::Page::services);
    QCOMPARE(panel.emptyText(), office.look.words("services.empty"));
    office.speak("zh");
    QCOMPARE(panel.emptyText(), office.look.words("services.empty"));
  }

  void hereIsWhatHasChipsInTheSelectedThing() {
    Office office;
    const auto frame = office.session.frameAt(0);
    test::addJob(*frame, "a", 0, 2);
    test::addJob(*frame, "b", 30, 1);
    office.show(frame);
    JobsPanel panel(office.look, office.clock, office.selection, office.work, office.jobs);
    panel.resize(1200, 300);
    panel.QWidget::show();
    office.begin();
    office.selection.moveTo(frame->layout);
    office.selection.select({Kind::rack, 30, 0});
    panel.hereBox().setChecked(true);
    QCOMPARE(panel.jobs().work().rowCount(), 1);
    QCOMPARE(panel.jobs().work().idAt(0), std::string("b"));
    office.selection.select({Kind::rack, 1, 0});
    QCOMPARE(panel.jobs().work().idAt(0), std::string("a"));
  }

  // a frame every quarter of a second must leave the window time to answer
  void fiveThousandJobsAreShownInAnInstant() {
    Office office;
    const auto make = [&](int s) {
      auto frame = office.session.frameAt(s);
      for (std::uint32_t j = 0; j < 5000; ++j) {
        Line& job = test::addJob(*frame, "job-" + std::to_string(j + std::uint32_t(s) / 10), 0, 0);
        job.chips = (j * 7919u) % 4096u;
        job.progress = float(j % 100) / 100.0f;
      }
      return frame;
    };
    WorkTable table(office.look, jobList(), "jobs.table", office.work);
    table.resize(1200, 300);
    table.QTableView::show();
    table.sortByColumn(columnOf(table.work(), "jobs.column.chips"), Qt::DescendingOrder);
    table.show(make(0));
    office.work.select("job-2500");
    const auto next = make(100);
    QElapsedTimer clock;
    clock.start();
    table.show(next);
    table.grab();
    const qint64 ms = clock.elapsed();
    qInfo("5,000 jobs: %lld ms a frame", static_cast<long long>(ms));
    QVERIFY2(ms < 1000, qPrintable(QString::number(ms)));
    QCOMPARE(table.work().idAt(table.currentIndex().row()), std::string("job-2500"));
  }

  void wishesAreRefusedWithAReason() {
    test::Desk desk;
    const auto frame = desk.session.frameAt(0);
    test::addJob(*frame, "runs", 0, 1);
    test::addJob(*frame, "waits", 0, 0);
    test::addJob(*frame, "over", 0, 0).phase = Line::Phase::done;
    test::addService(*frame, "chat", 4, 1);
    const auto why = [&](JobWish wish, const char* job, EntityRef place = {}) {
      const char* id = refusalOf(wish, *frame, job, place);
      return std::string(id ? id : "");
    };
    QCOMPARE(why(JobWish::cancel, ""), std::string("jobs.why.nothing-selected"));
    QCOMPARE(why(JobWish::cancel, "nobody"), std::string("jobs.why.gone"));
    QCOMPARE(why(JobWish::cancel, "runs"), std::string());
    QCOMPARE(why(JobWish::cancel, "over"), std::string("jobs.why.over"));
    QCOMPARE(why(JobWish::preempt, "waits"), std::string("jobs.why.no-chips"));
    QCOMPARE(why(JobWish::crash, "waits"), std::string("jobs.why.not-running"));
    QCOMPARE(why(JobWish::checkpoint, "runs"), std::string("jobs.why.no-checkpoints"));
    frame->jobs[0].checkpointAgeS = 60.0;
    QCOMPARE(why(JobWish::checkpoint, "runs"), std::string());
    QCOMPARE(why(JobWish::cancel, "chat"), std::string("jobs.why.service"));
    QCOMPARE(why(JobWish::cap, "chat"), std::string());
    QCOMPARE(why(JobWish::drain, ""), std::string("jobs.why.not-drainable"));
    QCOMPARE(why(JobWish::drain, "", {Kind::rack, 0, 0}), std::string());
    QCOMPARE(why(JobWish::undrain, "", {Kind::rack, 0, 0}), std::string("jobs.why.not-drained"));
    frame->isRackDrained.assign(frame->layout->racks.size(), 0);
    frame->isRackDrained[0] = 1;
    QCOMPARE(why(JobWish::drain, "", {Kind::rack, 0, 0}), std::string("jobs.why.drained"));
    QCOMPARE(why(JobWish::undrain, "", {Kind::hall, 0, 0}), std::string());
  }

  void whatDestroysWorkIsAskedFirstWithItsCost() {
    Office office;
    const auto frame = office.session.frameAt(3600);
    Line& job = test::addJob(*frame, "runs", 0, 2);
    job.checkpointAgeS = 1800.0;
    office.show(frame);
    office.jobs.ask(JobWish::checkpoint, "runs", {});
    QCOMPARE(office.session.acted.size(), std::size_t{1});
    QCOMPARE(office.session.acted[0], Action(CheckpointJob{"runs"}));
    office.jobs.ask(JobWish::cancel, "runs", {});
    QCOMPARE(office.session.acted.size(), std::size_t{1});
    QVERIFY(office.jobs.dialog());
    // half an hour on all its chips
    const QString hours = office.look.format.fixed(0.5 * frame->jobs[0].chips, 0);
    QVERIFY2(office.jobs.dialog()->said().contains(hours), qPrintable(office.jobs.dialog()->said()));
    office.jobs.dialog()->cancelButton().click();
    QCOMPARE(office.session.acted.size(), std::size_t{1});
    office.jobs.ask(JobWish::cap, "runs", {});
    office.jobs.dialog()->box()->setValue(60.0);
    office.jobs.dialog()->doButton().click();
    QCOMPARE(office.session.acted.back(), Action(CapJob{"runs", Fraction{0.6}}));
    office.jobs.ask(JobWish::drain, {}, {Kind::rack, 3, 0});
    QCOMPARE(office.session.acted.back(), Action(Drain{frame->layout->racks[3].id}));
  }

  void aSubmittedJobIsCheckedAsItIsWritten() {
    Office office;
    const auto frame = office.session.frameAt(0);
    test::addJob(*frame, "job-1", 0, 1);
    frame->metrics.freeChips = 100;
    office.show(frame);
    office.jobs.ask(JobWish::submit, {}, {});
    SubmitDialog* dialog = office.jobs.submitDialog();
    QVERIFY(dialog);
    QCOMPARE(dialog->nameBox().text(), QStringLiteral("job-2"));
    QVERIFY(dialog->refusal().isEmpty());
    dialog->nameBox().setText(QStringLiteral("job-1"));
    QVERIFY(!dialog->refusal().isEmpty() && !dialog->doButton().isEnabled());
    dialog->nameBox().setText(QStringLiteral("  "));
    QCOMPARE(dialog->refusal(), office.look.words("submit.no-name"));
    dialog->nameBox().setText(QStringLiteral("night run"));
    dialog->chipsBox().setValue(128);
    QVERIFY(dialog->said().contains(office.look.words("submit.waits", {{"free", "100"}, {"queued", "0"}})));
    dialog->hoursBox().setValue(2.5);
    dialog->doButton().click();
    QCOMPARE(office.session.acted.size(), std::size_t{1});
    const auto& sent = std::get<SubmitJob>(office.session.acted[0]);
    QCOMPARE(sent.job, std::string("night run"));
    QCOMPARE(sent.chips, 128u);
    QCOMPARE(sent.length.seconds(), 9000.0);
    // what it writes can be read back
    QCOMPARE(*actionFrom(toText(office.session.acted[0])), office.session.acted[0]);
  }

  void aRackTellsWhoseItIs() {
    Office office;
    const auto frame = office.session.frameAt(0);
    test::addJob(*frame, "a", 0, 2);
    frame->isRackDrained.assign(frame->layout->racks.size(), 0);
    office.show(frame);
    office.selection.moveTo(frame->layout);
    LiveTab tab(office.look, office.clock, office.selection);
    office.begin();
    office.selection.select({Kind::rack, 1, 0});
    QVERIFY2(tab.tenantsText().contains(QStringLiteral("href=\"a\"")), qPrintable(tab.tenantsText()));
    office.selection.select({Kind::rack, 20, 0});
    QCOMPARE(tab.tenantsText(), office.look.words("inspector.jobs-none"));
  }

  void aHistoryReadsEverySpanOnce() {
    const Time start = toTime({{2026, 7, 21}});
    Frame frame;
    frame.start = start;
    frame.time = start + seconds(1000);
    auto log = std::make_shared<Log<Frame::JobSpan>>();
    log->append(span("a", Phase::queued, start, 0, 100));
    log->append(span("a", Phase::running, start, 100, 500));
    frame.spans = log;
    JobHistory history;
    history.read(frame);
    history.read(frame);
    QCOMPARE(history.stories().size(), std::size_t{1});
    QCOMPARE(history.find("a")->segments.size(), std::size_t{2});
    Line job;
    job.id = "a";
    job.phase = Phase::restarting;
    const auto present = JobHistory::presentOf(frame, job, history.find("a"));
    QCOMPARE(present.from, start + seconds(500));
    QCOMPARE(present.to, frame.time);
    // a shorter log is another story
    auto other = std::make_shared<Log<Frame::JobSpan>>();
    other->append(span("b", Phase::queued, start, 0, 10));
    frame.spans = other;
    history.read(frame);
    QVERIFY(!history.find("a") && history.find("b"));
  }

  void theChartHasTheLargestFirstAndZooms() {
    Office office;
    const auto frame = office.session.frameAt(7200);
    test::addJob(*frame, "small", 0, 1);
    Line& large = test::addJob(*frame, "large", 4, 3);
    large.endS = 10800.0;
    auto log = std::make_shared<Log<Frame::JobSpan>>();
    log->append(span("small", Phase::queued, frame->start, 0, 600));
    log->append(span("large", Phase::running, frame->start, 0, 3600, 192));
    log->append(span("large", Phase::detecting, frame->start, 3600, 3660, 192));
    frame->spans = log;
    office.show(frame);
    GanttPanel panel(office.look, office.clock, office.work);
    panel.setAxisEnd([&] { return frame->start + hours(24); });
    panel.resize(900, 300);
    panel.QWidget::show();
    office.begin();
    GanttView& view = panel.view();
    QCOMPARE(view.rows().size(), std::size_t{2});
    QCOMPARE(view.rows()[0].id, std::string("large"));
    QCOMPARE(view.rows()[0].segments.size(), std::size_t{3});  // two of the log and what it is in now
    QCOMPARE(view.rows()[0].segments.back().from, frame->start + seconds(3660));
    QCOMPARE(*view.rows()[0].expectedEnd, frame->start + seconds(10800));
    QCOMPARE(view.to(), frame->start + hours(24));
    // the wheel keeps what is under the pointer
    const QPoint at(500, 40);
    const Time under = view.timeAt(at.x());
    QWheelEvent wheel(at, view.mapToGlobal(at), {}, {0, 360}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&view, &wheel);
    QVERIFY(!view.isFitted() && view.to() - view.from() < hours(24));
    QVERIFY(std::abs((view.timeAt(at.x()) - under).seconds()) < 120.0);
    view.fit();
    QVERIFY(view.isFitted());
    QTest::mouseClick(&view, Qt::LeftButton, {}, view.rowRect(1).center());
    QCOMPARE(office.work.current(), std::string("small"));
    const QString tip = view.tipAt({int(view.xOf(frame->start + seconds(1800))), view.rowRect(0).center().y()});
    QVERIFY2(tip.contains(office.look.words("phase.running")), qPrintable(tip));
    panel.grab();
  }

  void queueChartsShowTheHistoryAndNothingWhereNothingWas() {
    Office office;
    QueueCharts charts(office.look, office.clock);
    charts.resize(900, 200);
    charts.show();
    office.begin();
    QVERIFY(charts.chips().lines().empty());
    const auto frame = office.session.frameAt(600);
    frame->metrics.allocatedChips = 64;
    frame->metrics.runningJobs = 2;
    office.show(frame);
    QTRY_COMPARE(charts.chips().lines().size(), std::size_t{5});
    QCOMPARE(charts.chips().lines()[0].samples.back().second, 64.0f);
    QVERIFY(charts.tokens().lines().empty());
  }
};

PLENUM_TEST_WITH(QApplication, JobsTest)
#include "JobsTest.moc"
