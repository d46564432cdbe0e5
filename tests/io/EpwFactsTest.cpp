// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <cmath>
#include <fstream>
#include <vector>

#include "io/EpwFacts.h"
#include "support/Test.h"

using namespace plenum;

namespace {

/// A year of 20 °C, but for 31 hours of 38 °C and 26 °C dew point from noon of 10 July on.
std::vector<std::string> writtenYear() {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  std::vector<std::string> lines{"LOCATION,Shaoguan,Guangdong,CHN,CSWD,590820,24.68,113.60,8.0,61.0",
                                 "DESIGN CONDITIONS,0",
                                 "TYPICAL/EXTREME PERIODS,0",
                                 "GROUND TEMPERATURES,0",
                                 "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0",
                                 "COMMENTS 1,made for a test",
                                 "COMMENTS 2,",
                                 "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31"};
  for (int month = 1, hourOfYear = 0; month <= 12; ++month)
    for (int day = 1; day <= days[month - 1]; ++day)
      for (int hour = 1; hour <= 24; ++hour, ++hourOfYear) {
        constexpr int hot = (181 + 9) * 24 + 12;
        const bool isHot = hourOfYear >= hot && hourOfYear < hot + 31;
        lines.push_back(std::string(month < 7 ? "1987," : "2003,") + std::to_string(month) + "," + std::to_string(day) +
                        "," + std::to_string(hour) + ",0,?," + (isHot ? "38.0,26.0" : "20.0,10.0") +
                        ",50,100000,0,0,300,0,0,0,0,0,0,0,180,2.5,5,5,9999,99999,9,999999999,0,0,0,88,0,0,0");
      }
  return lines;
}

}  // namespace

class EpwFactsTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  Result<io::EpwFacts> read(const std::vector<std::string>& lines) {
    const std::filesystem::path file = std::filesystem::path(folder_.path().toStdString()) / "facts.epw";
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    for (const std::string& line : lines) out << line << '\n';
    out.close();
    return io::readEpwFacts(file);
  }

 private Q_SLOTS:
  void tellsPlacePeriodAndDesignDay() {
    const auto facts = read(writtenYear());
    QVERIFY(facts);
    QCOMPARE(facts->place, std::string("Shaoguan, Guangdong, CHN"));
    QCOMPARE(facts->station, std::string("590820"));
    QCOMPARE(facts->latitudeDeg, 24.68);
    QCOMPARE(facts->altitudeM, 61.0);
    QCOMPARE(facts->years, std::string("1987 … 2003"));
    QCOMPARE(facts->filledHours, 0);
    QCOMPARE(facts->lowestC, 20.0);
    QCOMPARE(facts->highestC, 38.0);
    // 31 of 8760 hours are less than 0.4 % of the year, which are 35: the design day is not one of them
    QVERIFY(facts->design.byDryBulb.dryBulbC < 37.9);
    QCOMPARE(facts->design.extreme.dryBulbC, 38.0);
  }

  void hoursThatWereFilledInAreCounted() {
    auto lines = writtenYear();
    const auto replace = [&](std::size_t at, const std::string& what, const std::string& by) {
      std::string& line = lines[8 + at];
      line.replace(line.find(what), what.size(), by);
    };
    replace(100, "20.0,10.0", "99.9,99.9");  // both of one hour: one hour
    replace(101, "20.0,10.0", "20.0,99.9");
    replace(4000, ",100000,", ",999999,");
    const auto facts = read(lines);
    QVERIFY(facts);
    QCOMPARE(facts->filledHours, 3);
  }

  void whatIsRefusedIsRefusedWithItsLine() {
    auto lines = writtenYear();
    lines.resize(5000);
    const auto facts = read(lines);
    QVERIFY(!facts);
    QCOMPARE(facts.problems()[0].place.line, 5000);
    // a place that is not told leaves gaps, and nothing is made up
    auto bare = writtenYear();
    bare[0] = "LOCATION";
    const auto unknown = read(bare);
    QVERIFY(unknown && unknown->place.empty() && std::isnan(unknown->latitudeDeg));
  }
};

PLENUM_TEST(EpwFactsTest)
#include "EpwFactsTest.moc"
