// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "io/Files.h"
#include "scenario/DesignDay.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
namespace validation = plenum::test::validation;

namespace {

/// Saturated air, so that dry bulb, wet bulb and dew point are one: value(k) at sample k.
template <class F>
WeatherYear saturated(F&& value) {
  WeatherYear year;
  for (int k = 0; k < WeatherYear::hours; ++k) year.dryBulbC.push_back(value(k));
  year.dewPointC = year.dryBulbC;
  year.pressurePa.assign(WeatherYear::hours, 101325.0);
  year.globalWPerM2.assign(WeatherYear::hours, 0.0);
  year.windMPerS.assign(WeatherYear::hours, 1.0);
  return year;
}

}  // namespace

/// What a plant is designed for, and the day that is made of it.
class DesignDayTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theDesignValueIsExceededDuringThirtyFiveHours() {
    // 8760 different temperatures from 0 to 20 °C, in a shuffled order
    const WeatherYear year = saturated([](int k) { return 20.0 * ((k * 1021) % 8760) / 8760.0; });
    const DesignConditions found = designConditions(year);
    QVERIFY(test::isNear(found.byDryBulb.dryBulbC, 20.0 * 8724 / 8760.0, 1e-12));
    QCOMPARE(std::count_if(year.dryBulbC.begin(), year.dryBulbC.end(),
                           [&](double c) { return c > found.byDryBulb.dryBulbC; }),
             35);
    QVERIFY(test::isNear(found.byWetBulb.wetBulbC, found.byDryBulb.dryBulbC, 1e-6));
    QVERIFY(test::isNear(found.extreme.wetBulbC, 20.0 * 8759 / 8760.0, 1e-6));
  }

  void whatComesWithTheDesignValueIsAMeanOfItsHours() {
    // wet hours at 25 °C, half of them saturated with a dry bulb of 25, half with 35; nothing else comes near
    WeatherYear year = saturated([](int) { return 5.0; });
    for (std::size_t k = 1000; k < 1040; ++k) year.dryBulbC[k] = year.dewPointC[k] = 25.0;
    const double alone = designConditions(year).byWetBulb.dryBulbC;
    QVERIFY(test::isNear(alone, 25.0, 1e-9));
    for (std::size_t k = 1000; k < 1040; k += 2) {
      year.dryBulbC[k] = 35.0;
      year.dewPointC[k] = 20.93;  // wet bulb 25 °C at 35 °C
    }
    const DesignConditions both = designConditions(year);
    QVERIFY(test::isNear(both.byWetBulb.wetBulbC, 25.0, 0.25));
    QVERIFY(test::isNear(both.byWetBulb.dryBulbC, 30.0, 1e-9));
  }

  void theDesignDayPeaksAtItsPoint() {
    const auto place = io::readClimate("shaoguan");
    QVERIFY(place);
    const WeatherYear year = generateWeather(*place, 3);
    const DesignConditions conditions = designConditions(year);
    for (const DesignPoint point : {conditions.byWetBulb, conditions.byDryBulb, conditions.extreme}) {
      const DesignDay day = designDayOf(year, point);
      const std::vector<double> wetC = wetBulbsOf(day.year);
      const auto hottest = static_cast<std::size_t>(day.hottest);
      QVERIFY(test::isNear(*std::max_element(wetC.begin(), wetC.end()), point.wetBulbC, 1e-6));
      QVERIFY(test::isNear(wetC[hottest], point.wetBulbC, 1e-6));
      QVERIFY(test::isNear(day.year.dryBulbC[hottest], point.dryBulbC, 1e-9));
      for (std::size_t k = 0; k < wetC.size(); ++k) {
        QVERIFY(day.year.dewPointC[k] <= day.year.dryBulbC[k]);
        QCOMPARE(day.year.dryBulbC[k], day.year.dryBulbC[k % 24]);
      }
      // a day of the place: it moves, and does not leap at midnight
      const auto [low, high] = std::minmax_element(day.year.dryBulbC.begin(), day.year.dryBulbC.begin() + 24);
      QVERIFY(*high - *low > 1.0);
      QVERIFY(std::abs(day.year.dryBulbC[24] - day.year.dryBulbC[23]) < 0.6 * (*high - *low));
    }
  }

  void theReturnedExtremeFollowsGumbel() {
    // once in 20 years: k = −0.7797 · (0.5772 + ln ln(20/19)) = 1.866
    QVERIFY(test::isNear(returnedWetBulbC({28.0, 30.0, 29.0}, 20.0), 29.0 + 1.8658, 1e-3));
    QVERIFY(test::isNear(returnedWetBulbC({29.0, 29.0}, 50.0), 29.0, 1e-12));
  }

  void aScenarioMayAskForIt() {
    Site site;
    site.surroundings.climate = "shaoguan";
    Scenario scenario;
    scenario.beforeHottestHour = hours(6);
    double before = 0.0;
    for (const auto kind : {Scenario::Weathers::designDay, Scenario::Weathers::designDayExtreme}) {
      scenario.weather = kind;
      const auto setting = io::settingOf(site, scenario, {});
      QVERIFY(setting);
      const std::vector<double> wetC = wetBulbsOf(*(*setting)->weather);
      const double highestC = *std::max_element(wetC.begin(), wetC.end());
      QVERIFY(highestC > before + 0.1);
      before = highestC;
      const Weather peak = weatherAt(*(*setting)->weather, (*setting)->scenario.start + hours(6));
      QVERIFY(test::isNear(peak.dryBulbC,
                           (*setting)->weather->dryBulbC[static_cast<std::size_t>(
                               std::max_element(wetC.begin(), wetC.begin() + 24) - wetC.begin())],
                           1e-9));
      // the hottest day of Shaoguan is no winter's day
      const int month = toCivil((*setting)->scenario.start).date.month;
      QVERIFY(month >= 5 && month <= 10);
    }
  }

  void designValuesMatchTheStationsOwn_data() {
    QTest::addColumn<QString>("file");
    // wet bulb with dry bulb, dry bulb with wet bulb: the header of the file, ASHRAE Handbook 2009
    for (const char* column : {"wetC", "withDryC", "dryC", "withWetC"}) QTest::addColumn<double>(column);
    QTest::newRow("Shaoguan") << "CHN_Guangdong.Shaoguan.590820_CSWD.epw" << 27.2 << 32.4 << 35.5 << 26.0;
    QTest::newRow("Guiyang") << "CHN_Guizhou.Guiyang.578160_CSWD.epw" << 22.9 << 27.7 << 30.3 << 21.3;
    QTest::newRow("Chicago") << "USA_IL_Chicago-OHare.Intl.AP.725300_TMY3.epw" << 25.5 << 31.2 << 33.3 << 23.7;
  }
  void designValuesMatchTheStationsOwn() {
    QFETCH(QString, file);
    QFETCH(double, wetC);
    QFETCH(double, withDryC);
    QFETCH(double, dryC);
    QFETCH(double, withWetC);
    const auto path = test::sharedDir() / "data/weather" / file.toStdString();
    PLENUM_NEEDS(path);
    const auto station = io::readEpw(path);
    QVERIFY(station);
    const DesignConditions found = designConditions(*station);
    const std::string where = QTest::currentDataTag();
    const auto row = [&](const std::string& what, double ours, double expectedC, double toleranceK) {
      const std::string text = where + ": " + what;
      const char* const ashrae = "ASHRAE Handbook 2009, from 10 to 30 years; ours is the typical year alone";
      validation::near({"weather", text.c_str(), ashrae, "°C", 1, validation::Case::Kind::informational}, ours,
                       expectedC, toleranceK);
    };
    // a typical year is not the whole record: 1 K, and 2 K for what comes with it
    row("design day, wet bulb exceeded during 0.4 % of the hours", found.byWetBulb.wetBulbC, wetC, 1.0);
    row("dry bulb that comes with it", found.byWetBulb.dryBulbC, withDryC, 2.0);
    row("design day, dry bulb exceeded during 0.4 % of the hours", found.byDryBulb.dryBulbC, dryC, 1.0);
    row("wet bulb that comes with it", found.byDryBulb.wetBulbC, withWetC, 2.0);
    QVERIFY(found.extreme.wetBulbC > found.byWetBulb.wetBulbC);
  }
};

PLENUM_TEST(DesignDayTest)
#include "DesignDayTest.moc"
