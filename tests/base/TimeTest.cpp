// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "base/Time.h"
#include "support/Test.h"

using namespace plenum;

class TimeTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void epochIsThursdayTheFirstOfJanuary1970() {
    QCOMPARE(toTime({{1970, 1, 1}}).us, std::int64_t{0});
    QCOMPARE(dayOfWeek(Time{0}), 3);
    QCOMPARE(dayOfWeek(Time{-1}), 2);
    QCOMPARE(toIso(Time{0}), std::string("1970-01-01T00:00:00"));
    QCOMPARE(toIso(Time{-1}), std::string("1969-12-31T23:59:59"));
  }

  void everyDayOfFourCenturiesComesBack() {
    std::int64_t expected = toTime({{1899, 12, 31}}).us;
    for (int day = 0; day < 146'097; ++day) {
      const Time time = Time{expected} + days(day);
      const CivilTime civil = toCivil(time);
      QCOMPARE(toTime(civil).us, time.us);
    }
    QVERIFY(toCivil(Time{expected} + days(146'097)).date == (CivilDate{2299, 12, 31}));
  }

  void centuriesAreLeapYearsOnlyEveryFourth() {
    QVERIFY(fromIso("2000-02-29"));
    QVERIFY(fromIso("2024-02-29"));
    QVERIFY(!fromIso("1900-02-29"));
    QVERIFY(!fromIso("2100-02-29"));
    QVERIFY(!fromIso("2026-02-29"));
    QCOMPARE((*fromIso("2024-03-01") - *fromIso("2024-02-28")).us, days(2).us);
    QCOMPARE(dayOfYear(*fromIso("2024-12-31")), 365);
    QCOMPARE(dayOfYear(*fromIso("2026-12-31")), 364);
  }

  void isoTextComesBack() {
    for (const char* text :
         {"2026-07-21T14:32:10", "1969-12-31T23:59:59", "0001-01-01T00:00:00", "2400-02-29T12:00:00"})
      QCOMPARE(toIso(*fromIso(text)), std::string(text));
    QCOMPARE(fromIso("2026-07-21T14:32")->us, fromIso("2026-07-21T14:32:00")->us);
    QCOMPARE(fromIso("2026-07-21")->us, fromIso("2026-07-21T00:00:00")->us);
    QCOMPARE(toIso(*fromIso("2026-07-21T14:32:10") + Duration{999'999}), std::string("2026-07-21T14:32:10"));
  }

  void refusesWhatIsNoDate() {
    for (const char* text :
         {"", "2026", "2026-13-01", "2026-00-10", "2026-04-31", "2026-02-30", "2026-01-00", "2026/01/01", "2026-1-1",
          "2026-01-01 10:00", "2026-01-01T24:00", "2026-01-01T10:60", "2026-01-01T10:00:60", "2026-01-01T10:00:0",
          "2026-01-01T10:00:00Z", "20a6-01-01", "-026-01-01", "2026-01-01T10-00", "2026-01-01T1:000"})
      QVERIFY2(!fromIso(text), text);
  }

  void hoursOfTheYearCountFromMidnight() {
    const Time time = *fromIso("2026-02-01T06:30:00");
    QCOMPARE(hourOfDay(time), 6.5);
    QCOMPARE(hourOfYear(time), 31 * 24 + 6.5);
    QCOMPARE(dayOfWeek(time), 6);  // a Sunday
  }

  void readsDurations() {
    QCOMPARE(durationFrom("90s")->us, seconds(90).us);
    QCOMPARE(durationFrom("15min")->us, minutes(15).us);
    QCOMPARE(durationFrom("2h")->us, hours(2).us);
    QCOMPARE(durationFrom("1.5d")->us, hours(36).us);
    QCOMPARE(durationFrom("0s")->us, std::int64_t{0});
    QCOMPARE(durationFrom("01:02:03")->us, seconds(3723).us);
    QCOMPARE(durationFrom("36500d")->us, days(36500).us);
  }

  void refusesWhatIsNoDuration() {
    for (const char* text : {"", "s", "-5s", "5", "5 s", "5sec", "1e300d", "36601d", "nan s", "infd", "01:60:00",
                             "01:00:60", "1:00:00", "0x10s", "5m"})
      QVERIFY2(!durationFrom(text), text);
  }

  void durationsAddAndDivide() {
    QCOMPARE((hours(1) + minutes(30) - seconds(10)).us, std::int64_t{5'390'000'000});
    QCOMPARE(hours(1) / minutes(7), std::int64_t{8});
    QCOMPARE(seconds(90).seconds(), 90.0);
    QVERIFY(*fromIso("2026-01-01") < *fromIso("2026-01-02"));
  }
};

PLENUM_TEST(TimeTest)
#include "TimeTest.moc"
