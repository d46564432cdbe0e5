// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "sim/Supply.h"
#include "support/PowerSite.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using plenum::test::PowerSite;
namespace validation = plenum::test::validation;

namespace {

constexpr double ratedW = 100e3;  // of every module

/// A topology by its name: modules A, B, … of 100 kW, each on a feed of its own, and racks that draw what `loadOf`
/// says. Racks stand for whole groups of load.
struct Topology {
  PowerSite site;
  std::map<int, double> rackW;

  explicit Topology(const std::string& name, double utilisation) {
    const auto modules = [&](const std::string& letters) {
      for (const char letter : letters) {
        const std::string id(1, letter);
        site.feed("F" + id);
        site.ups(id, "F" + id, ratedW);
      }
    };
    const auto group = [&](const std::string& feedA, const std::string& feedB, double powerW) {
      site.rack(feedA, feedB);
      rackW[site.racks] = powerW;
    };
    const double u = utilisation * ratedW;
    if (name == "N") {
      modules("A");
      group("A", "", u);
    } else if (name == "N+1") {
      modules("ABC");
      site.board("X", "A", 1e6).parallel = {"B", "C"};
      group("X", "", 3.0 * u);
    } else if (name == "2N") {
      modules("AB");
      group("A", "B", 2.0 * u);
    } else if (name == "3N/2") {
      modules("ABC");
      for (const auto& [one, two] : pairsOf("ABC")) group(one, two, u);
    } else if (name == "4N/3") {
      modules("ABCD");
      for (const auto& [one, two] : pairsOf("ABCD")) group(one, two, u * 2.0 / 3.0);
    } else {  // catcher: each module through a static switch, R waits for all of them
      modules("ABCR");
      for (const char letter : {'A', 'B', 'C'}) {
        const std::string id(1, letter);
        site.staticSwitch("S" + id, id, "R");
        group("S" + id, "", u);
      }
    }
    site.start();
    SimState& state = *site.run.state;
    for (const auto& [rack, watts] : rackW) state.racks.itW[static_cast<std::size_t>(rack - 1)] = watts;
  }

  static std::vector<std::pair<std::string, std::string>> pairsOf(const std::string& letters) {
    std::vector<std::pair<std::string, std::string>> out;
    for (std::size_t i = 0; i < letters.size(); ++i)
      for (std::size_t k = i + 1; k < letters.size(); ++k)
        // AB, BC, CA: in a ring of three every module leads once
        out.push_back({std::string(1, letters[i]), std::string(1, letters[k])});
    return out;
  }

  CascadeResult without(const std::vector<std::string>& failed) {
    for (const std::string& id : failed) stage::take(*site.run.model, *site.run.state, Fail{id});
    return settlePower(*site.run.model, *site.run.state);
  }
  std::string loads(const std::string& modules) const {
    std::string out;
    for (const char letter : modules)
      out += (out.empty() ? "" : " ") + plenum::toText(100.0 * site.outputW(std::string(1, letter)) / ratedW, 1);
    return out;
  }
  std::string dark() const {
    std::string out;
    for (int r = 1; r <= site.racks; ++r)
      if (!site.isUp(r)) out += (out.empty() ? "" : " ") + std::to_string(r);
    return out;
  }
};

std::vector<std::string> split(const QString& text) {
  std::vector<std::string> out;
  for (const QString& part : text.split(' ', Qt::SkipEmptyParts)) out.push_back(part.toStdString());
  return out;
}

}  // namespace

/// The topologies of physics 6.5, each under the loss of things that it is there for, against tables made by hand: what
/// every module carries, in per cent of its rating, and which groups of load are dark.
class TopologiesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void carriesWhatTheTableSays_data() {
    QTest::addColumn<QString>("topology");
    QTest::addColumn<double>("utilisation");
    QTest::addColumn<QString>("failed");
    QTest::addColumn<QString>("modules");
    QTest::addColumn<QString>("loads");  // of the modules
    QTest::addColumn<QString>("dark");   // numbers of the groups
    const auto row = [](const char* topology, double utilisation, const char* failed, const char* modules,
                        const char* loads, const char* dark) {
      QTest::addRow("%s at %.3f without %s", topology, utilisation, *failed ? failed : "nothing")
          << topology << utilisation << failed << modules << loads << dark;
    };
    row("N", 0.9, "", "A", "90.0", "");
    row("N", 0.9, "A", "A", "0.0", "1");
    row("N", 0.9, "FA", "A", "0.0", "1");  // once the battery is empty

    row("N+1", 2.0 / 3.0, "", "ABC", "66.7 66.7 66.7", "");
    row("N+1", 2.0 / 3.0, "A", "ABC", "0.0 100.0 100.0", "");
    row("N+1", 2.0 / 3.0, "B", "ABC", "100.0 0.0 100.0", "");
    row("N+1", 2.0 / 3.0, "C", "ABC", "100.0 100.0 0.0", "");
    row("N+1", 2.0 / 3.0, "FB", "ABC", "100.0 0.0 100.0", "");
    row("N+1", 2.0 / 3.0, "X", "ABC", "0.0 0.0 0.0", "1");
    row("N+1", 2.0 / 3.0, "A B", "ABC", "0.0 0.0 0.0", "1");  // 200 % of the last one
    row("N+1", 0.72, "A", "ABC", "0.0 0.0 0.0", "1");         // 108 % of each of two, in the end

    row("2N", 0.5, "", "AB", "50.0 50.0", "");
    row("2N", 0.5, "A", "AB", "0.0 100.0", "");
    row("2N", 0.5, "B", "AB", "100.0 0.0", "");
    row("2N", 0.5, "FA", "AB", "0.0 100.0", "");
    row("2N", 0.5, "FB", "AB", "100.0 0.0", "");
    row("2N", 0.5, "A B", "AB", "0.0 0.0", "1");
    row("2N", 0.55, "A", "AB", "0.0 0.0", "1");  // 110 %: after an hour

    // pairs 1 AB, 2 AC, 3 BC
    row("3N/2", 2.0 / 3.0, "", "ABC", "66.7 66.7 66.7", "");
    row("3N/2", 2.0 / 3.0, "A", "ABC", "0.0 100.0 100.0", "");
    row("3N/2", 2.0 / 3.0, "B", "ABC", "100.0 0.0 100.0", "");
    row("3N/2", 2.0 / 3.0, "C", "ABC", "100.0 100.0 0.0", "");
    row("3N/2", 2.0 / 3.0, "FC", "ABC", "100.0 100.0 0.0", "");
    row("3N/2", 2.0 / 3.0, "A B", "ABC", "0.0 0.0 0.0", "1 2 3");  // 133 % of the last one
    row("3N/2", 0.75, "A", "ABC", "0.0 0.0 0.0", "1 2 3");         // 112.5 % of each of two: one after the other

    // pairs 1 AB, 2 AC, 3 AD, 4 BC, 5 BD, 6 CD
    row("4N/3", 0.75, "", "ABCD", "75.0 75.0 75.0 75.0", "");
    row("4N/3", 0.75, "A", "ABCD", "0.0 100.0 100.0 100.0", "");
    row("4N/3", 0.75, "B", "ABCD", "100.0 0.0 100.0 100.0", "");
    row("4N/3", 0.75, "C", "ABCD", "100.0 100.0 0.0 100.0", "");
    row("4N/3", 0.75, "D", "ABCD", "100.0 100.0 100.0 0.0", "");
    row("4N/3", 0.75, "FD", "ABCD", "100.0 100.0 100.0 0.0", "");
    row("4N/3", 0.6, "A B", "ABCD", "0.0 0.0 100.0 100.0", "1");

    row("catcher", 0.95, "", "ABCR", "95.0 95.0 95.0 0.0", "");
    row("catcher", 0.95, "A", "ABCR", "0.0 95.0 95.0 95.0", "");
    row("catcher", 0.95, "B", "ABCR", "95.0 0.0 95.0 95.0", "");
    row("catcher", 0.95, "C", "ABCR", "95.0 95.0 0.0 95.0", "");
    row("catcher", 0.95, "R", "ABCR", "95.0 95.0 95.0 0.0", "");
    row("catcher", 0.95, "FA", "ABCR", "0.0 95.0 95.0 95.0", "");
    row("catcher", 0.95, "SA", "ABCR", "0.0 95.0 95.0 0.0", "1");
    row("catcher", 0.95, "A B", "ABCR", "0.0 0.0 95.0 0.0", "1 2");  // 190 % of what waited
    row("catcher", 0.5, "A B", "ABCR", "0.0 0.0 50.0 100.0", "");
  }
  void carriesWhatTheTableSays() {
    QFETCH(QString, topology);
    QFETCH(double, utilisation);
    QFETCH(QString, failed);
    QFETCH(QString, modules);
    QFETCH(QString, loads);
    QFETCH(QString, dark);
    Topology t(topology.toStdString(), utilisation);
    const CascadeResult result = t.without(split(failed));
    QVERIFY(result.hasSettled);
    QCOMPARE(QString::fromStdString(t.loads(modules.toStdString())), loads);
    QCOMPARE(QString::fromStdString(t.dark()), dark);
    QCOMPARE(result.darkRacks.size(), static_cast<std::size_t>(dark.split(' ', Qt::SkipEmptyParts).size()));
  }

  // V-26
  void threeHalvesAtTwoThirdsLoseAModuleAndNothingElse() {
    Topology t("3N/2", 2.0 / 3.0);
    const CascadeResult result = t.without({"A"});
    double worst = 0.0;
    for (const char* id : {"B", "C"}) worst = std::max(worst, std::abs(t.site.outputW(id) / ratedW - 1.0));
    QVERIFY(validation::atMost(
        {"V-26", "3N/2 at 66.7 %, one module lost: load of the others, off 100 %", "analytic", "%", 6}, 100.0 * worst,
        1e-6));
    QVERIFY(validation::holds({"V-26", "3N/2 at 66.7 %, one module lost: what trips after it", "analytic"},
                              result.steps.empty() && result.darkRacks.empty(), QStringLiteral("nothing"),
                              QStringLiteral("%1 devices").arg(result.steps.size())));
  }

  // V-26
  void twoTimesAtAHalfLoseAModuleAndNothingElse() {
    Topology t("2N", 0.5);
    const CascadeResult result = t.without({"A"});
    QVERIFY(validation::near({"V-26", "2N at 50 %, one module lost: load of the other", "analytic", "%", 6},
                             100.0 * t.site.outputW("B") / ratedW, 100.0, 1e-6));
    QVERIFY(result.steps.empty() && result.darkRacks.empty());
  }

  // V-26
  void threeHalvesAtThreeQuartersTripInOrder() {
    Topology t("3N/2", 0.75);
    const CascadeResult result = t.without({"A"});
    QStringList order;
    for (const CascadeStep& step : result.steps) order << QString::fromStdString(t.site.run.layout().idOf(step.what));
    QVERIFY(validation::holds({"V-26", "3N/2 at 75 %, one module lost: what trips, in order", "analytic, by id"},
                              order == QStringList({"B", "C"}), QStringLiteral("B C"), order.join(' ')));
    QVERIFY(validation::near({"V-26", "3N/2 at 75 %: load of the first to trip", "analytic", "%", 1},
                             100.0 * result.steps.front().load, 112.5, 1e-6));
    QCOMPARE(result.darkRacks.size(), std::size_t{3});
  }

  // V-26, by the clock: it stays on the 10 … 60 min steps of its ladder before it trips
  void threeHalvesAtThreeQuartersHoldOutForTheirStep() {
    PowerSite site;
    const double eachW = PowerSite::rackW() / 0.75;
    for (const char* id : {"A", "B", "C"}) {
      site.feed(std::string("F") + id);
      site.ups(id, std::string("F") + id, eachW);
    }
    for (const auto& [one, two] : Topology::pairsOf("ABC")) site.rack(one, two);
    site.run.tickLength = seconds(5);
    site.start();
    site.at(60.0, Fail{"A"});
    site.advanceTo(120.0);
    QVERIFY(test::isNear(site.outputW("B") / eachW, 1.125, 0.03));
    site.advanceTo(60.0 + 3700.0);
    const double first = std::max(0.0, site.when("event.ups-overload-off") - 60.0);
    QVERIFY(
        validation::between({"V-26", "3N/2 at 75 %: time on the ladder until the first trips", "analytic", "min", 1},
                            first / 60.0, 10.0, 60.0));
    QVERIFY2(site.racksUp() == 0, site.story().c_str());
    // alike to the last bit, they end at the same instant, in the order of their ids
    const Event *b = site.event("event.ups-overload-off", "B"), *c = site.event("event.ups-overload-off", "C");
    QVERIFY2(b && c && b->sequence < c->sequence, site.story().c_str());
  }
};

PLENUM_TEST(TopologiesTest)
#include "TopologiesTest.moc"
