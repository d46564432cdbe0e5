// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QFile>
#include <QTemporaryDir>

#include "io/Files.h"
#include "io/ReportNote.h"
#include "report/SmallReport.h"
#include "support/Test.h"
#include "window/ReportFolder.h"

using namespace plenum;
using namespace plenum::test;
namespace fs = std::filesystem;

class ReportFolderTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyLanguageIsWritten();
  void aReportIsReplacedByTheNext();
  void whatIsNotAReportIsLeftAlone();
  void whatCannotBeWrittenIsToldBeforeTheWork();
  void stoppedItLeavesNothing();
  void idsCannotLeadOutOfTheFolder();
  void theNextReportTellsWhatChanged();
};

namespace {

struct Written {
  QTemporaryDir home;
  SmallReport small;
  std::vector<std::unique_ptr<ReportTongue>> tongues;
  ReportOrder order;

  explicit Written(SmallReport of = SmallReport()) : small(std::move(of)) {
    for (const char* code : {"zh", "en"}) {
      tongues.push_back(std::move(*ReportTongue::of(code)));
      order.tongues.push_back(tongues.back().get());
    }
    order.seen.plan = std::make_shared<const plan::Plan>(small.plan);
    order.seen.option = small.plan.options.front();
    order.seen.ground = std::make_shared<const plan::Ground>(small.ground);
    for (const plan::Option& option : small.plan.options)
      order.seen.all.push_back(std::make_shared<const plan::Evaluation>(evaluate(small.plan, option, small.ground)));
    order.seen.evaluation = order.seen.all.front();
    order.layout = small.ground.layout;  // without a setting: no pictures of the campus
    order.samples = 20;
    order.made = day("2027-01-15");
    order.folder = folder();
  }
  fs::path folder() const { return fs::path(home.path().toStdString()) / "report"; }
  Result<ReportWritten> write(const std::function<bool(double)>& goesOn = [](double) { return true; }) {
    Serial serial;
    return writeReport(order, serial, goesOn);
  }
  /// Everything that lies in the folder above.
  std::vector<std::string> beside() const {
    std::vector<std::string> out;
    for (const auto& one : fs::directory_iterator(home.path().toStdString())) out.push_back(one.path().filename());
    return out;
  }
};

}  // namespace

void ReportFolderTest::everyLanguageIsWritten() {
  Written all;
  const auto written = all.write();
  QVERIFY(written);
  QCOMPARE(written->fingerprint, all.order.seen.evaluation->fingerprint);
  QVERIFY(!written->hasStills);
  for (const std::string& file : written->files) QVERIFY2(fs::file_size(all.folder() / file) > 40, file.c_str());
  for (const char* file : {"board-report.zh.html", "board-report.zh.pdf", "board-report.en.html", "board-report.en.pdf",
                           "tables.zh/months.csv", "tables.en/assumptions.csv", "report.json"})
    QVERIFY2(fs::exists(all.folder() / file), file);
  QCOMPARE(all.beside(), std::vector<std::string>{"report"});
  QFile html(QString::fromStdString((all.folder() / "board-report.en.html").string()));
  QVERIFY(html.open(QIODevice::ReadOnly));
  QVERIFY(html.readAll().contains(written->fingerprint.c_str()));
}

void ReportFolderTest::aReportIsReplacedByTheNext() {
  Written all;
  QVERIFY(all.write());
  QVERIFY(io::saveText(all.folder() / "tables.en" / "old.csv", "x").empty());
  QVERIFY(all.write());
  QVERIFY(!fs::exists(all.folder() / "tables.en" / "old.csv"));
  QCOMPARE(all.beside(), std::vector<std::string>{"report"});
}

void ReportFolderTest::whatIsNotAReportIsLeftAlone() {
  Written all;
  fs::create_directory(all.folder());
  QVERIFY(io::saveText(all.folder() / "diary.txt", "mine").empty());
  const auto written = all.write();
  QVERIFY(!written);
  QCOMPARE(written.problems().front().what.id, std::string("report.folder.taken"));
  QVERIFY(fs::exists(all.folder() / "diary.txt"));
  QCOMPARE(all.beside(), std::vector<std::string>{"report"});
}

void ReportFolderTest::whatCannotBeWrittenIsToldBeforeTheWork() {
  const QTemporaryDir home;
  const fs::path file = fs::path(home.path().toStdString()) / "file";
  QVERIFY(io::saveText(file, "x").empty());
  QCOMPARE(reportTrouble(file, {}).front().what.id, std::string("report.folder.file"));
  QCOMPARE(reportTrouble(file / "below", {}).front().what.id, std::string("report.folder.unwritable"));
  QVERIFY(!reportTrouble("/proc/report", {}).empty());
  QVERIFY(!reportTrouble(home.path().toStdString() + "/new", file).empty());  // compared with what is no report
  QVERIFY(reportTrouble(home.path().toStdString() + "/new", {}).empty());
  QVERIFY(!fs::exists(home.path().toStdString() + "/new"));
}

void ReportFolderTest::stoppedItLeavesNothing() {
  for (const double at : {0.0, 0.5, 0.9}) {
    Written all;
    const auto written = all.write([at](double done) { return done < at; });
    QVERIFY(!written);
    QCOMPARE(written.problems().front().what.id, std::string("plan.stopped"));
    QVERIFY(all.beside().empty());
  }
}

void ReportFolderTest::idsCannotLeadOutOfTheFolder() {
  SmallReport wicked;
  for (plan::Option& option : wicked.plan.options) option.phases.front().id = "../../../P2";
  wicked.work();
  Written all(wicked);
  QVERIFY(all.write());
  QCOMPARE(all.beside(), std::vector<std::string>{"report"});
  QVERIFY(fs::exists(all.folder() / "tables.en" / "gates-..-..-..-P2.csv"));
}

void ReportFolderTest::theNextReportTellsWhatChanged() {
  Written first;
  QVERIFY(first.write());
  SmallReport dearer;
  assume(dearer.ground, "capex.facility", 21.0);
  dearer.work();
  Written second(dearer);
  second.order.since = first.folder();
  QVERIFY(second.write());
  QVERIFY(fs::exists(second.folder() / "tables.en" / "change.csv"));
  const auto note = io::readReportNote(second.folder() / io::reportNoteFile);
  QVERIFY(note);
  QCOMPARE(note->fingerprint, second.order.seen.evaluation->fingerprint);
}

PLENUM_TEST_WITH(QApplication, ReportFolderTest)
#include "ReportFolderTest.moc"
