// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QTemporaryDir>
#include <algorithm>

#include "io/Files.h"
#include "io/Tables.h"
#include "run/Simulate.h"
#include "support/Test.h"

using namespace plenum;

/// What a run keeps of its services, and the table of it.
class ServiceHistoryTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyHalfMinuteOfEveryServiceStandsInTheTable() {
    const auto folder = test::sourceDir() / "sample-sites" / "shaoguan";
    const auto day = test::sourceDir() / "assets" / "scenarios" / "busy-day.json";
    auto project = io::openProject(folder / "shaoguan.site.json", day);
    QVERIFY(bool(project));
    HeadlessRun run;
    run.layout = project->layout, run.setting = project->setting;
    run.ticks = 600, run.workers = 1;
    const auto result = runHeadless(run);
    QVERIFY(bool(result));
    const Frame& frame = *result->lastFrame;
    const std::size_t services = frame.services.size();
    QVERIFY(services >= 2);
    const auto& log = *frame.serviceHistory;
    QCOMPARE(log.size() % services, std::size_t{0});
    const std::size_t times = log.size() / services;
    QVERIFY(times == 20 || times == 21);
    for (std::size_t i = 0; i < log.size(); ++i) {
      QCOMPARE(log[i].service, std::uint32_t(i % services));
      if (i >= services) QVERIFY(log[i].time - log[i - services].time == seconds(30));
      if (log[i].replicas == 0) continue;
      QVERIFY(log[i].firstToken50S <= log[i].firstToken95S * 1.001f);
      QVERIFY(log[i].firstToken95S <= log[i].firstToken99S * 1.05f);
      QVERIFY(log[i].token50S <= log[i].token99S);
    }
    QVERIFY2(std::any_of(frame.services.begin(), frame.services.end(), [](const auto& s) { return s.token99S > 0.0; }),
             "a language model tells how its tokens spread");

    QTemporaryDir results;
    const QString path = results.filePath("services.csv");
    QVERIFY(io::saveServices(path.toStdString(), frame).empty());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    QCOMPARE(std::size_t(lines.size()), log.size() + 2);  // a header, and nothing behind the last line
    QVERIFY(lines[0].startsWith("time,service,requests_per_s,"));
    for (std::size_t i = 1; i <= log.size(); ++i) QCOMPARE(lines[int(i)].count(','), lines[0].count(','));
    QVERIFY(lines[1].contains(QByteArray::fromStdString(frame.services[0].id)));
    QVERIFY(!io::saveServices("/nowhere/services.csv", frame).empty());
  }
};

PLENUM_TEST(ServiceHistoryTest)
#include "ServiceHistoryTest.moc"
