// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "io/Files.h"
#include "support/SmallSite.h"
#include "support/Test.h"
#include "support/Validation.h"
#include "workload/Work.h"

using namespace plenum;
namespace v = plenum::test::validation;

/// What breaks in the engine, and how often, against what broke in a run of which somebody has told.
class FailureCausesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void asManyAndOfTheSameCausesAsInLlama3() {
    const auto catalog = io::readCatalog(test::sourceDir() / "assets" / "catalog");
    QVERIFY(bool(catalog));
    const LayoutPtr layout = test::SmallSite().layout();
    Scenario scenario;
    scenario.reliability.isOn = true;
    scenario.reliability.lemonShare = 0.0;
    WorkModel model = workOf(*layout, scenario);
    // the small site lives sixty times as fast as 16,384 chips, until it has seen as many chip-hours
    constexpr double faster = 60.0, chipHours = 54.0 * 24.0 * 16384.0, serverHours = chipHours / 8.0;
    constexpr double stepS = 30.0;
    model.failures.clear();
    model.softwareRows.clear();
    const double perServer = double(model.chips) / double(model.servers.size());
    std::vector<double> expected;
    for (const std::string& id : (*catalog)->ids<FailureSpec>()) {
      FailureSpec row = *(*catalog)->find<FailureSpec>(id);
      if (id.compare(0, 7, "llama3-") != 0 || row.per == FailureSpec::Counts::job) continue;
      const bool isOfChip = row.per == FailureSpec::Counts::chip;
      expected.push_back(row.perHour * (isOfChip ? chipHours : serverHours));
      // servers here hold another number of chips than the eight of the paper
      row.perHour *= faster * (isOfChip ? 1.0 : perServer / 8.0);
      row.repair = Seconds{1.0};
      model.failures.push_back(row);
    }
    tabulateHazards(model);
    WorkState state = firstState(model);
    const std::vector<std::uint8_t> up(layout->servers, 1);
    std::vector<double> found(expected.size(), 0.0);
    const double hours = chipHours / (faster * model.chips);
    for (double s = 0.0; s <= hours * 3600.0; s += stepS) {
      WorkSurroundings around;
      around.sinceStartS = s;
      around.now = scenario.start + Duration{static_cast<std::int64_t>(s * 1e6)};
      around.isServerUp = up;
      for (const WorkEvent& event : advance(model, state, around).events)
        if (event.kind == WorkEvent::Kind::serverFailed && event.row < found.size()) found[event.row] += 1.0;
    }
    double sum = 0.0, wanted = 0.0, rareFound = 0.0, rareWanted = 0.0, chi = 0.0;
    int bins = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      qInfo("%-26s %4.0f of %6.1f", model.failures[i].id.c_str(), found[i], expected[i]);
      sum += found[i], wanted += expected[i];
      if (expected[i] < 5.0) {
        rareFound += found[i], rareWanted += expected[i];
        continue;
      }
      chi += (found[i] - expected[i]) * (found[i] - expected[i]) / expected[i];
      ++bins;
    }
    chi += (rareFound - rareWanted) * (rareFound - rareWanted) / rareWanted;
    ++bins;
    QVERIFY(test::isClose(wanted, 419.0, 1e-3));
    const char* source = "Llama 3: 419 unexpected interruptions of 16,384 chips in 54 days; within two deviations";
    QVERIFY(v::near({"R-3", "failures that the engine draws in as many chip-hours", source, "", 0}, sum, 419.0, 41.0));
    QCOMPARE(bins, 12);
    // 99 % of χ² of eleven or twelve free bins lie below this
    QVERIFY(v::atMost({"R-3", "their causes: χ² over twelve of them, the rarest together",
                       "counts by cause of Llama 3, table 5; p > 0.01", "", 1},
                      chi, 26.2));
  }
};

PLENUM_TEST(FailureCausesTest)
#include "FailureCausesTest.moc"
