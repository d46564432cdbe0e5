// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "io/Files.h"
#include "support/Test.h"

using namespace plenum;

namespace {

constexpr int daysIn[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

/// A whole, valid file: dry bulb is the number of the record over 1000, the rest is constant.
std::vector<std::string> linesOfAYear() {
  std::vector<std::string> lines{"LOCATION,Nowhere,-,CHN,Test,000000,25.0,113.0,8.0,61.0",
                                 "DESIGN CONDITIONS,0",
                                 "TYPICAL/EXTREME PERIODS,0",
                                 "GROUND TEMPERATURES,0",
                                 "HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0",
                                 "COMMENTS 1,made for a test",
                                 "COMMENTS 2,",
                                 "DATA PERIODS,1,1,Data,Sunday, 1/ 1,12/31"};
  int record = 0;
  for (int month = 1; month <= 12; ++month)
    for (int day = 1; day <= daysIn[month - 1]; ++day)
      for (int hour = 1; hour <= 24; ++hour) {
        ++record;
        std::string line = "2005," + std::to_string(month) + "," + std::to_string(day) + "," + std::to_string(hour) +
                           ",0,?," + std::to_string(record / 1000) + "." + std::to_string(record % 1000 / 100) +
                           ",-5.0,50,100000,0,0,300," + (hour == 13 ? "100" : "0") +
                           ",0,0,0,0,0,0,180,2.5,5,5,9999,99999,9,999999999,0,0,0,88,0,0,0";
        lines.push_back(std::move(line));
      }
  return lines;
}

constexpr int firstRecord = 8;

}  // namespace

class EpwTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  Result<WeatherYear> read(const std::vector<std::string>& lines, const std::string& end = "\n") {
    const std::filesystem::path file = std::filesystem::path(folder_.path().toStdString()) / "test.epw";
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    for (const std::string& line : lines) out << line << end;
    out.close();
    return io::readEpw(file);
  }

  /// A copy of the record with one of its 35 cells replaced.
  static std::string with(const std::string& line, int column, const std::string& value) {
    std::size_t at = 0;
    for (int i = 0; i < column; ++i) at = line.find(',', at) + 1;
    return line.substr(0, at) + value + line.substr(line.find(',', at));
  }

 private Q_SLOTS:
  void hourOneEndsAtOneOClock() {
    const auto year = read(linesOfAYear());
    QVERIFY(year);
    QCOMPARE(year->dryBulbC.size(), std::size_t(8760));
    QCOMPARE(year->dryBulbC[1000], 1.0);
    QCOMPARE(year->dryBulbC[0], 8.7);  // hour 24 of 31 December
    QCOMPARE(year->windMPerS[17], 2.5);
  }

  void radiationOfAnHourIsSharedByItsEndsAndKeepsItsSum() {
    const auto year = read(linesOfAYear());
    QVERIFY(year);
    QCOMPARE(year->globalWPerM2[12], 50.0);
    QCOMPARE(year->globalWPerM2[13], 50.0);
    double sum = 0.0;
    for (const double g : year->globalWPerM2) sum += g;
    QCOMPARE(sum, 36500.0);
  }

  void windowsLineEndsAreRead() { QVERIFY(read(linesOfAYear(), "\r\n")); }

  void aShortGapBecomesAStraightLine() {
    auto lines = linesOfAYear();
    for (int i = 0; i < 3; ++i) lines[firstRecord + 999 + i] = with(lines[firstRecord + 999 + i], 6, "99.9");
    const auto year = read(lines);
    QVERIFY(year);
    QVERIFY(test::isNear(year->dryBulbC[1001], 0.5 * (year->dryBulbC[999] + year->dryBulbC[1003]), 1e-12));
  }

  void aLongGapIsRefusedWhereItBegins() {
    auto lines = linesOfAYear();
    for (int i = 0; i < 13; ++i) lines[firstRecord + 1000 + i] = with(lines[firstRecord + 1000 + i], 7, "99.9");
    const auto year = read(lines);
    QVERIFY(!year);
    QCOMPARE(year.problems().size(), std::size_t(1));
    QCOMPARE(year.problems()[0].what.id, std::string("scenario.epw.gap"));
    QCOMPARE(year.problems()[0].place.line, firstRecord + 1001);
  }

  void missingPressureBecomesTheStandardAtmosphere() {
    auto lines = linesOfAYear();
    for (std::size_t i = firstRecord; i < lines.size(); ++i) lines[i] = with(lines[i], 9, "999999");
    const auto year = read(lines);
    QVERIFY(year);
    QVERIFY(test::isNear(year->pressurePa[0], 100594.0, 5.0));  // ICAO at 61 m
  }

  void aTruncatedFileSaysAtWhichLine() {
    auto lines = linesOfAYear();
    lines.resize(firstRecord + 5000);
    auto year = read(lines);
    QVERIFY(!year);
    QCOMPARE(year.problems()[0].what.id, std::string("scenario.epw.short"));
    QCOMPARE(year.problems()[0].place.line, firstRecord + 5000);
    lines.back() = lines.back().substr(0, 60);
    year = read(lines);
    QVERIFY(!year);
    QCOMPARE(year.problems()[0].what.id, std::string("scenario.epw.columns"));
    QCOMPARE(year.problems()[0].place.line, firstRecord + 5000);
  }

  void hostileFilesAreProblemsNotCrashes_data() {
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("text");
    QTest::newRow("word for a number") << "scenario.epw.number" << 9 << "cell 6 hot";
    QTest::newRow("nan") << "scenario.epw.number" << 9 << "cell 6 nan";
    QTest::newRow("infinite") << "scenario.epw.number" << 9 << "cell 6 inf";
    QTest::newRow("overflow") << "scenario.epw.number" << 9 << "cell 9 1e999";
    QTest::newRow("too hot") << "scenario.epw.range" << 9 << "cell 6 98.0";
    QTest::newRow("month 13") << "scenario.epw.order" << 9 << "cell 1 13";
    QTest::newRow("hour 0") << "scenario.epw.order" << 9 << "cell 3 0";
    QTest::newRow("hour beyond int") << "scenario.epw.order" << 9 << "cell 3 9e18";
    QTest::newRow("31 February") << "scenario.epw.order" << 9 << "cell 2 77";
    QTest::newRow("no header") << "scenario.epw.header" << 1 << "line 0 hello";
    QTest::newRow("half-hourly") << "scenario.epw.interval" << 8 << "line 7 DATA PERIODS,1,2,Data,Sunday, 1/ 1,12/31";
  }

  void hostileFilesAreProblemsNotCrashes() {
    QFETCH(QString, id);
    QFETCH(int, line);
    QFETCH(QString, text);
    auto lines = linesOfAYear();
    const QString rest = text.section(' ', 2);
    const int number = text.section(' ', 1, 1).toInt();
    if (text.startsWith("cell"))
      lines[firstRecord] = with(lines[firstRecord], number, rest.toStdString());
    else
      lines[static_cast<std::size_t>(number)] = rest.toStdString();
    const auto year = read(lines);
    QVERIFY(!year);
    QCOMPARE(QString::fromStdString(year.problems()[0].what.id), id);
    QCOMPARE(year.problems()[0].place.line, line);
  }

  void anEndlessLineIsRefused() {
    auto lines = linesOfAYear();
    lines[5] = "COMMENTS 1," + std::string(100000, 'x');
    const auto year = read(lines);
    QVERIFY(!year);
    QCOMPARE(year.problems()[0].what.id, std::string("scenario.epw.line"));
    QCOMPARE(year.problems()[0].place.line, 6);
  }

  void problemsOfOneFileAreCounted() {
    auto lines = linesOfAYear();
    for (std::size_t i = firstRecord; i < lines.size(); ++i) lines[i] = with(lines[i], 6, "?");
    const auto year = read(lines);
    QVERIFY(!year);
    QVERIFY(year.problems().size() <= 20);
  }

  void anAbsentOrEmptyFileIsAProblem() {
    QVERIFY(!io::readEpw("/nowhere/at/all.epw"));
    QVERIFY(!read({}));
    QVERIFY(!io::readEpw(folder_.path().toStdString()));
  }

  void leapDayIsLeftOut() {
    auto lines = linesOfAYear();
    std::vector<std::string> leap;
    for (int hour = 1; hour <= 24; ++hour)
      leap.push_back("2004,2,29," + std::to_string(hour) + lines[firstRecord].substr(lines[firstRecord].find(",0,?")));
    lines.insert(lines.begin() + firstRecord + 59 * 24, leap.begin(), leap.end());
    const auto year = read(lines);
    QVERIFY(year);
    QCOMPARE(year->dryBulbC[2000], 2.0);
  }

  void stationFilesAreRead() {
    const auto folder = test::sharedDir() / "data" / "weather";
    for (const char* name :
         {"CHN_Guangdong.Shaoguan.590820_CSWD.epw", "USA_IL_Chicago-OHare.Intl.AP.725300_TMY3.epw"}) {
      PLENUM_NEEDS(folder / name);
      const auto year = io::readEpw(folder / name);
      QVERIFY(year);
      QCOMPARE(year->source, std::string(name));
    }
    // first record of the Shaoguan file: 11.7 °C, dew point 6.0 °C, 101,560 Pa, 2.5 m/s
    const auto year = io::readEpw(folder / "CHN_Guangdong.Shaoguan.590820_CSWD.epw");
    QCOMPARE(year->dryBulbC[1], 11.7);
    QCOMPARE(year->dewPointC[1], 6.0);
    QCOMPARE(year->pressurePa[1], 101560.0);
    QCOMPARE(year->windMPerS[1], 2.5);
  }

  void aSiteWithAClimateAndAFileSaysWhichWins() {
    QVERIFY(read(linesOfAYear()));
    std::ifstream in(test::sourceDir() / "sample-sites/one-hall/one-hall.site.json", std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::string climate = "\"climate\": \"shaoguan\",";
    QVERIFY(text.find(climate) != std::string::npos);
    const std::filesystem::path file = std::filesystem::path(folder_.path().toStdString()) / "both.site.json";
    const auto open = [&](const std::string& weather) {
      std::string changed = text;
      std::ofstream(file, std::ios::binary | std::ios::trunc)
          << changed.replace(changed.find(climate), climate.size(), weather);
      return io::openProject(file);
    };
    const auto both = open(climate + " \"epwFile\": \"test.epw\",");
    QVERIFY(both);
    QCOMPARE(both->setting->weather->source, std::string("test.epw"));
    const Problems said = io::unusedWeather(*both);
    QCOMPARE(said.size(), std::size_t{1});
    QCOMPARE(said[0].what.id, std::string("io.project.twoWeathers"));
    QCOMPARE(said[0].place.pointer, std::string("/surroundings/climate"));
    QCOMPARE(said[0].place.line, 7);
    const auto one = open("\"epwFile\": \"test.epw\",");
    QVERIFY(one);
    QVERIFY(io::unusedWeather(*one).empty());
  }
};

PLENUM_TEST(EpwTest)
#include "EpwTest.moc"
