// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <variant>

#include "io/Files.h"
#include "scenario/ActionForms.h"
#include "scenario/Fit.h"
#include "support/Test.h"

using namespace plenum;

namespace {

std::filesystem::path shaoguan() { return test::sourceDir() / "sample-sites" / "shaoguan" / "shaoguan.site.json"; }

/// What an action points at; "" where it names no thing of the site.
std::string targetOf(const Action& action) {
  return std::visit(
      [](const auto& a) -> std::string {
        if constexpr (requires { a.target; }) return a.target;
        return {};
      },
      action);
}

}  // namespace

/// The scenarios that come with the program, against the site that they are written for.
class ReadyTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyVerbHasAnExampleThatCanBeDone() {
    const auto project = io::openProject(shaoguan());
    QVERIFY(project);
    std::set<std::string> verbs;
    for (const ActionForm& form : actionForms()) {
      const auto action = actionFrom(form.example);
      QVERIFY2(action, form.example.c_str());
      QVERIFY2(form.example.starts_with(form.verb + " "), form.example.c_str());
      QCOMPARE(toText(*action), form.example);
      QVERIFY(verbs.insert(form.verb).second);
      // this campus has no transfer switch
      QVERIFY2((form.verb == "transfer") == misfit(*project->layout, *action).has_value(), form.example.c_str());
    }
    // a verb of its own for every kind of action, and two for what fouls and clogs
    QVERIFY(verbs.size() > std::variant_size_v<Action>);
  }

  void shaoguanHasTenThousandChipsUnderItsLimit() {
    const auto project = io::openProject(shaoguan());
    QVERIFY(project);
    QCOMPARE(project->layout->chips, 10'000u);
    QCOMPARE(project->layout->site->surroundings.pueLimit, 1.25);
    QCOMPARE(project->setting->scenario.id, std::string("normal-day"));
    QCOMPARE(project->setting->weather->source, std::string("shaoguan"));
  }

  void everyScenarioRunsOnShaoguan_data() {
    QTest::addColumn<QString>("file");
    QTest::newRow("normal-day") << QString::fromStdString(
        (shaoguan().parent_path() / "normal-day.scenario.json").string());
    for (const char* id :
         {"feed-lost", "cdu-pump-lost", "chiller-lost-hottest-hour", "heat-wave", "slow-leak", "training-crash"})
      QTest::newRow(id) << QString::fromStdString(
          (test::sourceDir() / "assets" / "scenarios" / (std::string(id) + ".json")).string());
  }

  void everyScenarioRunsOnShaoguan() {
    QFETCH(QString, file);
    const auto project = io::openProject(shaoguan(), file.toStdString());
    QVERIFY(project);
    const Scenario& scenario = project->setting->scenario;
    QVERIFY(!scenario.name.en.empty() && !scenario.name.zh.empty());
    QVERIFY(!scenario.description.en.empty() && !scenario.description.zh.empty());
    QVERIFY(!scenario.jobs.empty());
    Duration last{0};
    for (const Scenario::Timed& timed : scenario.actions) {
      QVERIFY(timed.at >= last && timed.at < scenario.length);
      last = timed.at;
      const std::string target = targetOf(timed.action);
      if (!target.empty()) QVERIFY2(project->layout->find(target), target.c_str());
      if (const auto* crash = std::get_if<CrashJob>(&timed.action)) {
        const bool isKnown = std::any_of(scenario.jobs.begin(), scenario.jobs.end(),
                                         [&](const Job& job) { return job.id == crash->job; });
        QVERIFY2(isKnown, crash->job.c_str());
      }
    }
    std::uint32_t chips = 0;
    for (const Job& job : scenario.jobs) chips += job.chips;
    QVERIFY(chips <= project->layout->chips);
  }

  /// What breaks is mended before the scenario ends, so that recovery can be seen too.
  void whatFailsIsRestored_data() { everyScenarioRunsOnShaoguan_data(); }
  void whatFailsIsRestored() {
    QFETCH(QString, file);
    const auto project = io::openProject(shaoguan(), file.toStdString());
    QVERIFY(project);
    std::vector<std::string> failed;
    for (const Scenario::Timed& timed : project->setting->scenario.actions) {
      if (std::holds_alternative<Fail>(timed.action)) failed.push_back(targetOf(timed.action));
      if (std::holds_alternative<Restore>(timed.action)) std::erase(failed, targetOf(timed.action));
      if (const auto* leak = std::get_if<Leak>(&timed.action)) {
        if (leak->rate.si > 0.0)
          failed.push_back(leak->target);
        else
          std::erase(failed, leak->target);
      }
    }
    QVERIFY2(failed.empty(), failed.empty() ? "" : failed.front().c_str());
  }

  void tariffsCoverTheDayAndKeepTheirOrder_data() {
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("valleyHour");
    QTest::addColumn<int>("peakHour");
    QTest::newRow("guangdong") << "guangdong" << 3 << 16;
    QTest::newRow("shanghai") << "shanghai" << 3 << 10;
    QTest::newRow("guizhou") << "guizhou" << 3 << 18;
    QTest::newRow("xinjiang") << "xinjiang" << 15 << 22;
  }
  void tariffsCoverTheDayAndKeepTheirOrder() {
    QFETCH(QString, id);
    QFETCH(int, valleyHour);
    QFETCH(int, peakHour);
    const auto tariff = io::readTariff(id.toStdString());
    QVERIFY(tariff);
    const auto price = [&](int hour) { return tariff->yuanPerKwhAt(toTime({{2026, 7, 21}, hour})); };
    QVERIFY(price(valleyHour) < tariff->flatYuanPerKwh);
    QVERIFY(price(peakHour) > tariff->flatYuanPerKwh);
    for (int hour = 0; hour < 24; ++hour) QVERIFY(price(hour) > 0.05 && price(hour) < 2.0);
  }

  void guangdongChargesAQuarterMoreInSummerAfternoons() {
    const auto tariff = io::readTariff("guangdong");
    QVERIFY(tariff);
    // 0.58 · 1.7 · 1.25 in July, 0.58 · 1.7 in April, 0.58 · 0.38 at night (notice of 2021)
    QVERIFY(test::isNear(tariff->yuanPerKwhAt(toTime({{2026, 7, 21}, 15, 30})), 1.2325, 1e-9));
    QVERIFY(test::isNear(tariff->yuanPerKwhAt(toTime({{2026, 4, 21}, 15, 30})), 0.986, 1e-9));
    QVERIFY(test::isNear(tariff->yuanPerKwhAt(toTime({{2026, 4, 21}, 2, 0})), 0.2204, 1e-9));
  }
};

PLENUM_TEST(ReadyTest)
#include "ReadyTest.moc"
