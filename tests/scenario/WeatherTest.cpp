// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <numeric>
#include <string>

#include "io/Files.h"
#include "physics/Psychrometrics.h"
#include "scenario/Weather.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
namespace validation = plenum::test::validation;

namespace {

struct Summary {
  double wetBulb04C = 0.0, dryMeanC = 0.0, wetMeanC = 0.0, hoursBelow18 = 0.0;
};

Summary summaryOf(const WeatherYear& year) {
  using physics::humidityRatioAtDewPoint, physics::wetBulbC;
  std::vector<double> wet;
  for (std::size_t k = 0; k < year.dryBulbC.size(); ++k)
    wet.push_back(wetBulbC(year.dryBulbC[k],
                           humidityRatioAtDewPoint(std::min(year.dewPointC[k], year.dryBulbC[k]), year.pressurePa[k]),
                           year.pressurePa[k]));
  Summary out;
  out.dryMeanC = std::accumulate(year.dryBulbC.begin(), year.dryBulbC.end(), 0.0) / WeatherYear::hours;
  out.wetMeanC = std::accumulate(wet.begin(), wet.end(), 0.0) / WeatherYear::hours;
  out.hoursBelow18 = static_cast<double>(std::count_if(wet.begin(), wet.end(), [](double t) { return t < 18.0; }));
  std::sort(wet.begin(), wet.end(), std::greater<>());
  out.wetBulb04C = wet[35];  // exceeded during 0.4 % of 8,760 hours
  return out;
}

Summary meanOfEightSeeds(const Climate& climate) {
  Summary mean;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const Summary one = summaryOf(generateWeather(climate, seed));
    mean.wetBulb04C += one.wetBulb04C / 8.0;
    mean.dryMeanC += one.dryMeanC / 8.0;
    mean.wetMeanC += one.wetMeanC / 8.0;
    mean.hoursBelow18 += one.hoursBelow18 / 8.0;
  }
  return mean;
}

WeatherYear yearOf(double value) {
  const std::vector<double> series(static_cast<std::size_t>(WeatherYear::hours), value);
  return {series, series, series, series, series, "test"};
}

constexpr Duration quarter = minutes(15);

}  // namespace

class WeatherTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void syntheticYearsMatchTheStation_data() {
    QTest::addColumn<QString>("climate");
    QTest::addColumn<QString>("file");
    QTest::newRow("Shaoguan") << "shaoguan"
                              << "CHN_Guangdong.Shaoguan.590820_CSWD.epw";
    QTest::newRow("Guiyang") << "guiyang"
                             << "CHN_Guizhou.Guiyang.578160_CSWD.epw";
  }

  void syntheticYearsMatchTheStation() {
    QFETCH(QString, climate);
    QFETCH(QString, file);
    const auto path = test::sharedDir() / "data" / "weather" / file.toStdString();
    PLENUM_NEEDS(path);
    const auto station = io::readEpw(path);
    const auto place = io::readClimate(climate.toStdString());
    QVERIFY(station);
    QVERIFY(place);
    const Summary wanted = summaryOf(*station), got = meanOfEightSeeds(*place);
    qInfo(
        "0.4 %% wet bulb %.2f (station %.2f), mean dry bulb %.2f (%.2f), mean wet bulb %.2f (%.2f), "
        "hours below 18 degC %.0f (%.0f)",
        got.wetBulb04C, wanted.wetBulb04C, got.dryMeanC, wanted.dryMeanC, got.wetMeanC, wanted.wetMeanC,
        got.hoursBelow18, wanted.hoursBelow18);
    const std::string where = QTest::currentDataTag();
    const auto row = [&](const char* what) { return where + ", mean of 8 synthetic years: " + what; };
    const char* const cswd = "typical year, CSWD";
    const std::string wet = row("wet bulb exceeded during 0.4 % of the hours"), dry = row("mean dry bulb"),
                      mean = row("mean wet bulb"), free = row("hours of wet bulb below 18 °C");
    QVERIFY(validation::near({"weather", wet.c_str(), cswd, "°C", 2}, got.wetBulb04C, wanted.wetBulb04C, 1.0));
    QVERIFY(validation::near({"weather", dry.c_str(), cswd, "°C", 2}, got.dryMeanC, wanted.dryMeanC, 0.3));
    QVERIFY(validation::near({"weather", mean.c_str(), cswd, "°C", 2}, got.wetMeanC, wanted.wetMeanC, 0.3));
    QVERIFY(validation::close({"weather", free.c_str(), cswd, "h", 0}, got.hoursBelow18, wanted.hoursBelow18, 0.05));
  }

  void everyClimateMakesAYear_data() {
    QTest::addColumn<QString>("climate");
    for (const char* id : {"shaoguan", "shanghai", "guiyang", "hami", "zhangbei", "hangzhou"}) QTest::newRow(id) << id;
  }

  void everyClimateMakesAYear() {
    QFETCH(QString, climate);
    const auto place = io::readClimate(climate.toStdString());
    QVERIFY(place);
    const WeatherYear year = generateWeather(*place, 3);
    for (std::size_t k = 0; k < year.dryBulbC.size(); ++k) {
      QVERIFY(year.dryBulbC[k] > -50.0 && year.dryBulbC[k] < 50.0);
      QVERIFY(year.dewPointC[k] <= year.dryBulbC[k]);
      QVERIFY(year.globalWPerM2[k] >= 0.0 && year.globalWPerM2[k] < 1300.0);
      QVERIFY(year.windMPerS[k] >= 0.0);
    }
    // January's radiation is what the table says
    const double january = std::accumulate(year.globalWPerM2.begin(), year.globalWPerM2.begin() + 31 * 24, 0.0);
    QVERIFY(test::isClose(january / 31e3, place->globalKwhPerM2Day[0], 1e-9));
  }

  void theSunIsHighestAtSolarNoonOfThePlace() {
    const auto place = io::readClimate("hami");
    QVERIFY(place);
    const WeatherYear year = generateWeather(*place, 1);
    // 93.52° E on Beijing time: noon comes (120 − 93.52) / 15 = 1.8 h after twelve o'clock
    const auto day = year.globalWPerM2.begin() + 171 * 24;
    const auto highest = std::max_element(day, day + 24) - day;
    QCOMPARE(static_cast<int>(highest), 14);
  }

  void sameSeedSameYearOtherSeedOtherYear() {
    const auto place = io::readClimate("shaoguan");
    QVERIFY(place);
    const WeatherYear one = generateWeather(*place, 7), again = generateWeather(*place, 7),
                      other = generateWeather(*place, 8);
    QVERIFY(one.dryBulbC == again.dryBulbC && one.dewPointC == again.dewPointC);
    QVERIFY(one.globalWPerM2 == again.globalWPerM2 && one.windMPerS == again.windMPerS);
    QVERIFY(one.dryBulbC != other.dryBulbC);
  }

  void samplesAreMetOnTheHour() {
    WeatherYear year = yearOf(10.0);
    year.dryBulbC[5] = 12.0;
    year.dryBulbC[6] = 17.0;
    const Time start = toTime({{2026, 1, 1}});
    QCOMPARE(weatherAt(year, start + hours(5)).dryBulbC, 12.0);
    QCOMPARE(weatherAt(year, start + hours(6)).dryBulbC, 17.0);
  }

  void betweenSamplesTheCurveNeverOvershoots() {
    const auto place = io::readClimate("shaoguan");
    QVERIFY(place);
    const WeatherYear year = generateWeather(*place, 1);
    const Time start = toTime({{2026, 1, 1}});
    for (int k = 0; k + 1 < 2000; ++k) {
      const double a = year.dryBulbC[static_cast<std::size_t>(k)], b = year.dryBulbC[static_cast<std::size_t>(k) + 1];
      double before = a;
      for (int q = 1; q <= 4; ++q) {
        const double now = weatherAt(year, start + hours(k) + quarter * q).dryBulbC;
        QVERIFY(a <= b ? now >= before - 1e-9 : now <= before + 1e-9);
        before = now;
      }
    }
  }

  void aRampIsAStraightLine() {
    WeatherYear year = yearOf(0.0);
    for (std::size_t k = 0; k < 20; ++k) year.dryBulbC[k] = 2.0 * static_cast<double>(k);
    year.dewPointC.assign(year.dewPointC.size(), -20.0);
    const Time start = toTime({{2026, 1, 1}});
    QVERIFY(test::isNear(weatherAt(year, start + hours(10) + quarter).dryBulbC, 20.5, 1e-12));
  }

  void dewPointNeverExceedsDryBulb() {
    const auto place = io::readClimate("guiyang");
    QVERIFY(place);
    const WeatherYear year = generateWeather(*place, 1);
    const Time start = toTime({{2026, 1, 1}});
    for (int q = 0; q < 20000; ++q) {
      const Weather now = weatherAt(year, start + minutes(10) * q);
      QVERIFY(now.dewPointC <= now.dryBulbC);
    }
  }

  void leapDayRepeatsTheDayBefore() {
    WeatherYear year = yearOf(0.0);
    for (std::size_t k = 0; k < year.dryBulbC.size(); ++k) year.dryBulbC[k] = static_cast<double>(k);
    const Time leap = toTime({{2028, 2, 29}, 7});
    QCOMPARE(weatherAt(year, leap).dryBulbC, 58.0 * 24.0 + 7.0);
    QCOMPARE(weatherAt(year, toTime({{2028, 3, 1}})).dryBulbC, 59.0 * 24.0);
    QCOMPARE(weatherAt(year, toTime({{2028, 12, 31}, 23})).dryBulbC, 8759.0);
    QCOMPARE(weatherAt(year, toTime({{2026, 12, 31}, 23})).dryBulbC, 8759.0);
  }
};

PLENUM_TEST(WeatherTest)
#include "WeatherTest.moc"
