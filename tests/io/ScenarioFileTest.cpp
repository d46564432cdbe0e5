// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "Folder.h"

using namespace plenum;
using namespace plenum::test;

namespace {

const char* const wave = R"({
  "schemaVersion": 1,
  "id": "wave",
  "name": {"en": "Heat wave", "zh": "热浪"},
  "start": {"beforeHottestHour": "3h"},
  "length": "36h",
  "seed": 7, "weather": "design-day-0.4",
  "climateShift_K": 1.5,
  "shifts": [{"from": "6h", "to": "30h", "ramp": "3h", "dryBulb_K": 6, "dewPoint_K": 2}],
  "jobs": [
    {"id": "llm", "kind": "training", "chips": 512, "hall": "H1", "utilisation": 0.93, "checkpointEvery": "45min", "checkpointFor": "25s"},
    {"id": "chat", "name": "Chat", "kind": "inference", "chips": 256, "submit": "00:30:00", "trough": 0.4}
  ],
  "actions": [
    {"at": "5h", "do": "restore H1/CDU1"},
    {"at": "2h", "do": "fail H1/CDU1"}
  ]
})";

Result<Scenario> readText(const std::string& text) {
  const Folder folder;
  return io::readScenario(folder.write("a.scenario.json", text));
}

}  // namespace

class ScenarioFileTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyFieldIsRead();
  void actionsComeInTheirOrderOfTime();
  void writingIsCanonical();
  void badScenarios_data();
  void badScenarios();
  void everyShippedClimateAndTariffReads();
  void anUnknownClimateIsRefused();
  void theShippedScenariosRead();
};

void ScenarioFileTest::everyFieldIsRead() {
  const auto scenario = readText(wave);
  if (!scenario) show(scenario.problems());
  QVERIFY(bool(scenario));
  QCOMPARE(scenario->id, std::string("wave"));
  QCOMPARE(scenario->beforeHottestHour.us, hours(3).us);
  QCOMPARE(scenario->length.us, hours(36).us);
  QCOMPARE(scenario->seed, std::uint64_t{7});
  QVERIFY(scenario->weather == Scenario::Weathers::designDay);
  QCOMPARE(scenario->climateShiftK, 1.5);
  QCOMPARE(scenario->shifts.front().dryBulbK, 6.0);
  QCOMPARE(scenario->jobs.size(), std::size_t{2});
  QCOMPARE(scenario->jobs[0].checkpointEvery.us, minutes(45).us);
  QVERIFY(scenario->jobs[1].kind == Job::Kind::inference);
  QCOMPARE(scenario->jobs[1].submit.us, minutes(30).us);
  QCOMPARE(scenario->jobs[1].name.en, std::string("Chat"));
}

void ScenarioFileTest::actionsComeInTheirOrderOfTime() {
  const auto scenario = readText(wave);
  QVERIFY(bool(scenario));
  QCOMPARE(scenario->actions.size(), std::size_t{2});
  QVERIFY(scenario->actions[0].action == Action(Fail{"H1/CDU1"}));
  QVERIFY(scenario->actions[1].action == Action(Restore{"H1/CDU1"}));
}

void ScenarioFileTest::writingIsCanonical() {
  const auto scenario = readText(wave);
  QVERIFY(bool(scenario));
  const std::string once = io::textOf(*scenario);
  const auto again = readText(once);
  if (!again) show(again.problems());
  QVERIFY(bool(again));
  QCOMPARE(io::textOf(*again), once);
  QVERIFY(again->jobs == scenario->jobs && again->shifts == scenario->shifts);
  QCOMPARE(again->actions.size(), scenario->actions.size());
}

void ScenarioFileTest::badScenarios_data() {
  QTest::addColumn<QString>("from");
  QTest::addColumn<QString>("to");
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<int>("line");
  QTest::newRow("duration") << "\"36h\""
                            << "\"36 hours\""
                            << "/length" << 6;
  QTest::newRow("duration as a number") << "\"36h\""
                                        << "36"
                                        << "/length" << 6;
  QTest::newRow("start") << R"({"beforeHottestHour": "3h"})"
                         << "\"2026-02-30\""
                         << "/start" << 5;
  QTest::newRow("action") << "fail H1/CDU1"
                          << "explode H1/CDU1"
                          << "/actions/1/do" << 16;
  QTest::newRow("duplicate job") << R"("id": "chat")"
                                 << R"("id": "llm")"
                                 << "/jobs/1/id" << 12;
  QTest::newRow("too many chips") << "512"
                                  << "512e9"
                                  << "/jobs/0/chips" << 11;
  QTest::newRow("utilisation") << "0.93"
                               << "93"
                               << "/jobs/0/utilisation" << 11;
  QTest::newRow("backwards") << R"("to": "30h")"
                             << R"("to": "3h")"
                             << "/shifts/0/to" << 9;
  QTest::newRow("seed") << "\"seed\": 7"
                        << "\"seed\": -7"
                        << "/seed" << 7;
}

void ScenarioFileTest::badScenarios() {
  QFETCH(QString, from);
  QFETCH(QString, to);
  QFETCH(QString, pointer);
  QFETCH(int, line);
  const auto scenario = readText(with(wave, from.toStdString(), to.toStdString()));
  QVERIFY(!scenario);
  show(scenario.problems());
  QCOMPARE(QString::fromStdString(scenario.problems().front().place.pointer), pointer);
  QCOMPARE(scenario.problems().front().place.line, line);
}

void ScenarioFileTest::everyShippedClimateAndTariffReads() {
  int climates = 0, tariffs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(sourceDir() / "assets/climate")) {
    const auto climate = io::readClimate(entry.path().stem().string());
    if (!climate) show(climate.problems());
    QVERIFY(bool(climate));
    ++climates;
  }
  for (const auto& entry : std::filesystem::directory_iterator(sourceDir() / "assets/tariffs")) {
    const auto tariff = io::readTariff(entry.path().stem().string());
    if (!tariff) show(tariff.problems());
    QVERIFY(bool(tariff));
    ++tariffs;
  }
  QVERIFY(climates >= 6 && tariffs >= 4);
}

void ScenarioFileTest::anUnknownClimateIsRefused() {
  for (const char* id : {"atlantis", "../climate/shaoguan", ""}) {
    const auto climate = io::readClimate(id);
    QVERIFY(!climate);
    QCOMPARE(climate.problems().front().what.id, std::string("io.project.climate"));
  }
}

void ScenarioFileTest::theShippedScenariosRead() {
  const auto folder = sourceDir() / "assets/scenarios";
  if (!std::filesystem::exists(folder)) QSKIP("no scenarios are shipped");
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    const auto scenario = io::readScenario(entry.path());
    if (!scenario) show(scenario.problems());
    QVERIFY2(bool(scenario), entry.path().c_str());
  }
}

PLENUM_TEST(ScenarioFileTest)
#include "ScenarioFileTest.moc"
