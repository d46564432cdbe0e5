// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "sim/Headroom.h"
#include "study/Campus.h"
#include "study/DesignDayCheck.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::SmallSite;
using study::DesignDayCheck;
using study::DesignRow;
using study::Verdict;

class DesignDayCheckTest : public QObject {
  Q_OBJECT

  static DesignDayCheck check(const SmallSite& small, const Setting& setting) {
    Serial serial;
    study::DesignDayOptions options;
    options.horizonS = 120.0;
    options.longHorizonS = 600.0;
    auto found = study::checkDesignDay(small.layout(), setting, options, serial);
    if (!found) throw std::runtime_error(found.problems().front().what.id);
    return std::move(*found);
  }
  static const DesignRow* rowOf(const DesignDayCheck& check, const std::string& failed) {
    for (const DesignRow& row : check.rows)
      if (row.outdoor == 0 && row.failed == failed) return &row;
    return nullptr;
  }

 private Q_SLOTS:
  void everyCoolingUnitIsTriedOrStoodFor() {
    SmallSite small;
    small.addHall();
    const DesignDayCheck found = check(small, test::hotSetting(30.0, 18.0));
    // pumps 2 + 2 + 2 + 2, chillers 2, exchanger 1, cells 2 + 2, CDUs 2 and a pump of each, fan walls 6
    QCOMPARE(found.units, 2u * (8 + 2 + 1 + 4 + 2 + 2 + 6) / 2u);
    std::set<std::string> tried;
    for (const DesignRow& row : found.rows)
      if (row.outdoor == 0) QVERIFY2(tried.insert(row.failed).second, row.failed.c_str());
    const DesignRow* wall = rowOf(found, "H1/FW1") ? rowOf(found, "H1/FW1") : rowOf(found, "H2/FW1");
    QVERIFY(wall);
    QCOMPARE(wall->alike, 6u);
  }

  void theIntactPlantComesFirstAndTheDesignWeatherIsNamed() {
    const DesignDayCheck found = check(SmallSite{}, test::hotSetting(30.0, 18.0));
    QCOMPARE(found.outdoors.size(), std::size_t{2});
    QVERIFY(found.rows.front().failed.empty());
    QVERIFY(test::isNear(found.outdoors[0].dryBulbC, 30.0, 0.01));
    QVERIFY(found.isComplete);
  }

  void aSpareMakesItHoldAndItsAbsenceDoesNot() {
    const DesignDayCheck found = check(SmallSite{}, test::hotSetting(30.0, 18.0));
    const DesignRow *chiller = rowOf(found, "CH1"), *cdu = rowOf(found, "H1/CDU1");
    QVERIFY(chiller && cdu);
    QVERIFY(rowOf(found, "")->verdict == Verdict::holds);
    // two chillers, one is enough; one CDU, and its ten racks have no other
    QVERIFY(chiller->verdict <= Verdict::degrades);
    QVERIFY(cdu->verdict >= Verdict::throttles);
    QVERIFY(cdu->throttleInS && *cdu->throttleInS > 0.0 && *cdu->throttleInS < 600.0);
    QVERIFY(cdu->peakChipC > rowOf(found, "")->maxChipC + 5.0);
  }

  void hotterWeatherIsNeverBetter() {
    const DesignDayCheck mild = check(SmallSite{}, test::hotSetting(28.0, 14.0));
    const DesignDayCheck hot = check(SmallSite{}, test::hotSetting(42.0, 35.0));
    for (const DesignRow& row : mild.rows)
      if (const DesignRow* other = rowOf(hot, row.failed); row.outdoor == 0 && other)
        QVERIFY2(other->verdict >= row.verdict, row.failed.c_str());
    QVERIFY(rowOf(hot, "")->verdict >= Verdict::degrades);
    QVERIFY(rowOf(hot, "")->worstSupplyK > heldK);
    QVERIFY(!rowOf(hot, "")->worstSupplyId.empty());
  }

  void theVerdictIsWhatHappensWhenTheCampusRuns() {
    const Setting setting = test::hotSetting(30.0, 18.0);
    const DesignDayCheck found = check(SmallSite{}, setting);
    const DesignRow* cdu = rowOf(found, "H1/CDU1");
    QVERIFY(cdu && cdu->throttleInS);
    const study::Rest rest = test::fullLoad(SmallSite{}, setting);
    const std::array<Action, 1> fails{Fail{"H1/CDU1"}};
    Serial serial;
    int ticks = 0;
    for (std::uint32_t throttled = 0; throttled == 0 && ticks < 600; ++ticks) {
      if (ticks == 0)
        tick(*rest.model, *rest.state, fails, serial);
      else
        tick(*rest.model, *rest.state, {}, serial);
      for (const std::uint32_t chips : rest.state->racks.throttled) throttled += chips;
    }
    QCOMPARE(*cdu->throttleInS, static_cast<double>(ticks));
  }

  void itCanBeStopped() {
    Serial serial;
    study::DesignDayOptions options;
    int calls = 0;
    options.onProgress = [&](double) { return ++calls < 3; };
    const auto found = study::checkDesignDay(SmallSite{}.layout(), test::hotSetting(), options, serial);
    QVERIFY(found && !found->isComplete);
    QCOMPARE(calls, 3);
  }

  void fullLoadIsFullLoad() {
    const study::Rest rest = test::fullLoad(SmallSite{}, test::hotSetting(30.0, 18.0));
    for (const float u : rest.state->racks.utilisation) QVERIFY(test::isNear(static_cast<double>(u), 1.0, 1e-6));
  }

  void aSiteWithoutRacksIsExplained() {
    SmallSite small;
    small.design.rows.clear();
    Serial serial;
    const auto found = study::checkDesignDay(small.layout(), test::hotSetting(), {}, serial);
    QVERIFY(!found);
    QCOMPARE(found.problems().front().what.id, std::string("study.no-racks"));
  }
};

PLENUM_TEST(DesignDayCheckTest)
#include "DesignDayCheckTest.moc"
