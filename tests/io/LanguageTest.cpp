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
