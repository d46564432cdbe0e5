// SPDX-License-Identifier: Apache-2.0
#include "io/Language.h"
#include "support/Test.h"

using namespace plenum;

class LanguageTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aNameIsSaidInTheReadersLanguage() {
    const auto en = io::Language::read("en"), zh = io::Language::read("zh");
    QVERIFY(en && zh);
    const Text both("event.job-failed", {{"job", "J7"}, {"cause", "Faulty chip"}, {"cause.zh", "芯片故障"}});
    QVERIFY((*en).say(both).find("Faulty chip") != std::string::npos);
    QVERIFY((*zh).say(both).find("芯片故障") != std::string::npos);
    QVERIFY((*zh).say(both).find("Faulty chip") == std::string::npos);
    // one that is the same in every language comes once
    const Text one("event.job-failed", {{"job", "J7"}, {"cause", "NIC"}});
    QVERIFY((*zh).say(one).find("NIC") != std::string::npos);
    QVERIFY((*zh).say(one).find("{cause}") == std::string::npos);
  }

  void oneIsSaidAsOne() {
    const auto en = io::Language::read("en"), zh = io::Language::read("zh");
    QVERIFY(en && zh);
    const auto chips = [](const char* count) {
      return Text("alarm.chips-throttled", {{"value", count}, {"where", "H1"}});
    };
    QCOMPARE((*en).say(chips("1")), std::string("1 chip of H1 runs below full clock"));
    QCOMPARE((*en).say(chips("12")), std::string("12 chips of H1 run below full clock"));
    QVERIFY((*zh).say(chips("1")).find('{') == std::string::npos);
  }

  void aNumberWithoutAUnitLeavesNoGap() {
    const auto en = io::Language::read("en");
    QVERIFY(en);
    const Text plain("site.remedy.between", {{"low", "0"}, {"high", "1"}, {"unit", ""}});
    QCOMPARE((*en).say(plain), std::string("A value from 0 to 1 is right"));
    const Text metres("site.remedy.between", {{"low", "0"}, {"high", "1"}, {"unit", "m"}});
    QCOMPARE((*en).say(metres), std::string("A value from 0 to 1 m is right"));
  }

  void whatIsMissingIsSeen() {
    const auto en = io::Language::read("en");
    QVERIFY(en);
    QCOMPARE((*en).say(Text("no.such.text", {{"a", "1"}})), std::string("[no.such.text a=1]"));
    QVERIFY((*en).say(Text("event.job-failed", {{"job", "J7"}})).find("{cause}") != std::string::npos);
    const auto none = io::Language::read("xx");
    QVERIFY(!none);
    QCOMPARE(none.problems().front().what.id, std::string("io.language.missing"));
  }
};

PLENUM_TEST(LanguageTest)
#include "LanguageTest.moc"
