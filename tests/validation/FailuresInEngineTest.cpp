// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <map>
#include <string>

#include "io/Csv.h"
#include "io/Files.h"
#include "support/BareWork.h"
#include "support/Test.h"
#include "support/Validation.h"
#include "workload/Reliability.h"

using namespace plenum;
namespace v = plenum::test::validation;

namespace {

constexpr double day = 86400.0;

/// Rows of the catalogue and what the published table calls them.
constexpr std::array<std::pair<const char*, const char*>, 18> causes{
    {{"llama3-chip", "Faulty GPU"},
     {"llama3-memory", "GPU HBM3 Memory"},
     {"llama3-software", "Software Bug"},
     {"llama3-network", "Network Switch/Cable"},
     {"llama3-host-maintenance", "Host Maintenance"},
     {"llama3-sram", "GPU SRAM Memory"},
     {"llama3-system-processor", "GPU System Processor"},
     {"llama3-nic", "NIC"},
     {"llama3-unknown", "NCCL Watchdog Timeouts"},
     {"llama3-silent", "Silent Data Corruption"},
     {"llama3-thermal", "GPU Thermal Interface + Sensor"},
     {"llama3-ssd", "SSD"},
     {"llama3-psu", "Power Supply"},
     {"llama3-chassis", "Server Chassis"},
     {"llama3-board", "IO Expansion Board"},
     {"llama3-dependency", "Dependency"},
     {"llama3-cpu", "CPU"},
     {"llama3-main-memory", "System Memory"}}};

/// Share of a χ² distribution that lies above (Wilson and Hilferty 1931).
double above(double chiSquared, int freedom) {
  const double k = freedom, z = (std::cbrt(chiSquared / k) - (1.0 - 2.0 / (9.0 * k))) / std::sqrt(2.0 / (9.0 * k));
  return 0.5 * std::erfc(z / std::sqrt(2.0));
}

}  // namespace

/// Failures as the campus lives through them, event by event, against formulas and published counts.
class FailuresInEngineTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void timeKeptIsThatOfTheFormula() {
    struct Case {
      const char* what;
      double meanH, writeS, restartS, everyMin;
    };
    v::Worst worst;
    std::uint64_t fewest = 1'000'000;
    for (const Case& c : {Case{"16,384", 1.80, 100, 600, 17.9}, Case{"16,384 quick", 3.09, 10, 180, 7.8},
                          Case{"65,536", 0.77, 30, 600, 6.5}, Case{"100,000", 0.295, 30, 600, 3.9},
                          Case{"100,000 quick", 0.51, 2, 90, 1.4}}) {
      WorkModel model = test::bareWork(8, 8);
      JobPlan plan;
      plan.chips = 64;
      plan.utilisation = 0.9;
      plan.writeS = c.writeS, plan.everyS = 60.0 * c.everyMin + c.writeS, plan.restartS = c.restartS;
      test::addJob(model, plan, "gang");
      model.reliability.isOn = true;
      FailureSpec row;
      row.id = "own";
      row.per = FailureSpec::Counts::job;
      row.perHour = 1.0 / c.meanH;
      row.isServerLost = false;
      row.detect = Seconds{0.0};
      model.softwareRows = {row};
      tabulateHazards(model);
      model.chipHazard.clear();
      WorkState state = firstState(model);
      WorkSurroundings around;
      const double untilS = 4000.0 * c.meanH * 3600.0;
      while (around.sinceStartS < untilS) {
        advance(model, state, around);
        around.sinceStartS = std::min(untilS, std::max(around.sinceStartS, nextDueS(model, state)));
      }
      advance(model, state, around);
      const WorkTotals& t = state.totals;
      fewest = std::min(fewest, t.failures);
      const double kept = (t.usefulChipS + t.usefulRate * (untilS - t.lastS)) / (64.0 * untilS);
      worst.add(kept, effectiveTimeShare(60.0 * c.everyMin, c.writeS, c.restartS, c.meanH * 3600.0));
    }
    QVERIFY(fewest > 2000);
    QVERIFY(v::atMost({"R-2",
                       "share of time kept by a job of the campus that fails 4,000 times, against the exact form: "
                       "farthest of five cases",
                       "renewal theory", "", 4},
                      worst.value, 0.01));
  }

  void fiftyFourDaysOfSixteenThousandChips() {
    const auto file = test::sharedDir() / "data/failures/llama3_interruptions.csv";
    PLENUM_NEEDS(file);
    const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
    QVERIFY(catalog);
    constexpr double forS = 54.0 * day;
    WorkModel model = test::bareWork(2048 + 256, 8);
    JobPlan plan;
    plan.chips = 16384;
    plan.utilisation = 0.9;
    plan.everyS = 600.0, plan.writeS = 10.0, plan.restartS = 0.0;
    test::addJob(model, plan, "llama");
    model.reliability.isOn = true;
    model.isManaged = true;
    double expected = 0.0;
    for (const auto& [id, name] : causes) {
      const auto* row = (*catalog)->find<FailureSpec>(id);
      QVERIFY2(row, id);
      model.failures.push_back(*row);
      // nobody knows how long these took; here the job is back at once, so that every failure meets it at work
      model.failures.back().detect = model.failures.back().locateLow = model.failures.back().locateHigh = Seconds{0.0};
      expected += row->perHour * forS / 3600.0 * (row->per == FailureSpec::Counts::chip ? 16384.0 : 2048.0);
    }
    tabulateHazards(model);
    WorkState state = firstState(model);
    WorkSurroundings around;
    int interruptions = 0;
    std::map<std::string, int> count;
    for (double s = 0.0; s <= forS; s += 64.0) {
      around.sinceStartS = s;
      for (const WorkEvent& e : advance(model, state, around).events) {
        if (e.kind != WorkEvent::Kind::jobFailed) continue;
        ++interruptions;
        ++count[model.failures[e.row].id];
      }
    }
    const char* source = "Llama 3 herd of models, table 5: counts of 54 days on 16,384 chips";
    QVERIFY(v::near({"R-3", "interruptions of one job in 54 days, by the catalogue's rates", source, "", 0},
                    interruptions, 419.0, 41.0));
    QVERIFY(v::near({"R-3", "the same as the sum of the rates", source, "", 1}, expected, 419.0, 1.0));
    // causes: published counts, scaled to what happened; rare ones together
    const auto text = io::readCsv(file);
    QVERIFY(text);
    double chiSquared = 0.0, rareOurs = 0.0, rareTheirs = 0.0;
    int freedom = 0;
    for (const auto& [id, name] : causes) {
      double theirs = 0.0;
      for (std::size_t r = 0; r < text->rows.size(); ++r)
        if (text->rows[r].cells[0] == name) theirs = std::stod(text->rows[r].cells[2]);
      QVERIFY2(theirs > 0.0, name);
      const double wanted = theirs * interruptions / 419.0;
      if (wanted < 5.0) {
        rareOurs += count[id], rareTheirs += wanted;
        continue;
      }
      chiSquared += (count[id] - wanted) * (count[id] - wanted) / wanted;
      ++freedom;
    }
    chiSquared += (rareOurs - rareTheirs) * (rareOurs - rareTheirs) / rareTheirs;
    QVERIFY(v::between({"R-3", "their causes: probability of a worse fit to the published counts (χ²)", source, "", 2},
                       above(chiSquared, freedom), 0.01, 1.0));
  }
};

PLENUM_TEST(FailuresInEngineTest)
#include "FailuresInEngineTest.moc"
