// SPDX-License-Identifier: Apache-2.0
#include "Program.h"

using namespace plenum::test;

class UsageTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyCommandExplainsItself_data() {
    QTest::addColumn<QString>("command");
    for (const char* name : {"simulate", "render",    "draw",     "check",      "problems",    "table",         "edit",
                             "replay",   "generate",  "headroom", "power-flow", "design-day",  "contingencies", "place",
                             "outlook",  "heartbeat", "schedule", "jobs",       "train-model", "scale",         "plan",
                             "serve",    "compare",   "film",     "explain"})
      QTest::newRow(name) << QString::fromLatin1(name);
  }
  void everyCommandExplainsItself() {
    QFETCH(QString, command);
    const auto help = runPlenum({command, "--help"});
    EXITS_WITH(help, 0);
    QVERIFY(help.out.startsWith("Usage: plenum " + command.toUtf8()));
    QVERIFY2(!help.out.contains('[' + QByteArray("cli.")), "a sentence is missing");
    QVERIFY(help.err.isEmpty());
    // the overview knows it, and "help X" is the same page
    QVERIFY(runPlenum({"--help"}).out.contains("  " + command.toUtf8()));
    QCOMPARE(runPlenum({"help", command}).out, help.out);
  }

  void commandsThatTakeActionsListThem() {
    for (const char* language : {"en", "zh"}) {
      const auto help = runPlenum({"simulate", "--help", "--lang", QString::fromLatin1(language)});
      for (const char* example : {"fail H1/CDU1/P1", "set-supply CHW 17.5", "rack-load H1/R1-01 41.5kW", "limit-power"})
        QVERIFY2(help.out.contains(example), example);
    }
    QVERIFY(!runPlenum({"draw", "--help"}).out.contains("fail H1/CDU1/P1"));
  }

  void theOverviewSaysSomethingOfEveryCommand() {
    for (const char* language : {"en", "zh"}) {
      const auto overview = runPlenum({"--help", "--lang", QString::fromLatin1(language)});
      EXITS_WITH(overview, 0);
      QVERIFY2(!overview.out.contains("[cli."), overview.out.constData());
    }
  }

  void sayingItsVersion() {
    const auto version = runPlenum({"--version"});
    EXITS_WITH(version, 0);
    QVERIFY(version.out.startsWith("plenum "));
  }

  void wrongWordsAreRefused_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("said");
    const QString site = oneHallFile();
    const auto simulate = [&site](const QStringList& options) { return QStringList{"simulate", site} + options; };
    const auto row = [](const char* name, const QStringList& words, const char* said) {
      QTest::newRow(name) << words << QByteArray(said);
    };
    row("command", {"simulat", site}, "“simulate”");
    row("command far from all", {"xyzzy"}, "xyzzy");
    row("option", simulate({"--hour", "1"}), "--hours");
    row("option far from all", simulate({"--xyzzy"}), "--xyzzy");
    row("short option", simulate({"-x"}), "-x");
    row("no site", {"simulate"}, "SITE");
    row("two sites", {"simulate", site, site}, "SITE");
    row("no value", simulate({"--hours"}), "--hours");
    row("value for a flag", simulate({"--json=yes"}), "--json");
    row("twice", simulate({"--hours", "1", "--hours", "2"}), "twice");
    row("hours nan", simulate({"--hours", "nan"}), "--hours");
    row("hours inf", simulate({"--hours", "inf"}), "--hours");
    row("hours negative", simulate({"--hours", "-1"}), "from");
    row("hours none", simulate({"--hours", "0"}), "--hours");
    row("hours absurd", simulate({"--hours", "1e9"}), "8784");
    row("hours in words", simulate({"--hours", "2h"}), "2h");
    row("hours below a tick", simulate({"--hours", "0.0001", "--tick", "60"}), "60");
    row("tick none", simulate({"--tick", "0"}), "--tick");
    row("tick long", simulate({"--tick", "61"}), "60");
    row("seed negative", simulate({"--seed", "-1"}), "--seed");
    row("seed broken", simulate({"--seed", "1.5"}), "--seed");
    row("workers", simulate({"--workers", "1000"}), "64");
    row("workers none", simulate({"--workers", "0"}), "--workers");
    row("act without time", simulate({"--act", "fail H1/CDU1/P1"}), "10min");
    row("act unknown", simulate({"--act", "1min explode H1"}), "explode");
    row("act on nothing", simulate({"--act", "1min fail H9/CDU1"}), "H9/CDU1");
    row("act after the end", simulate({"--hours", "1", "--act", "1h fail H1/CDU1"}), "1h fail H1/CDU1");
    row("generate without chips", {"generate", "--out", "x.site.json"}, "--chips");
    row("generate without out", {"generate", "--chips", "1000"}, "--out");
    row("generate none", {"generate", "--chips", "0", "--out", "x.site.json"}, "64");
    row("generate far too many", {"generate", "--chips", "1000000000", "--out", "x.site.json"}, "2000000");
    row("generate by luck", {"generate", "--chips", "640", "--power", "2N+7", "--out", "x.site.json"}, "3n2");
    row("check nothing", {"check"}, "FILE");
    row("replay nothing", {"replay"}, "RUN");
#ifdef PLENUM_VIEWS
    row("size none", {"render", site, "--out", "x.png", "--size", "0x0"}, "1600x900");
    row("size far too large", {"render", site, "--out", "x.png", "--size", "99999x10"}, "8192");
    row("size in words", {"render", site, "--out", "x.png", "--size", "big"}, "big");
    row("no picture", {"render", site}, "--out");
    row("not a PNG", {"render", site, "--out", "x.jpg"}, ".png");
    row("view", {"render", site, "--out", "x.png", "--view", "moon"}, "campus");
    row("overlay", {"render", site, "--out", "x.png", "--colour", "mood"}, "chip-temperature");
#endif
  }
  void wrongWordsAreRefused() {
    QFETCH(QStringList, words);
    QFETCH(QByteArray, said);
    const auto ended = runPlenum(words);
    EXITS_WITH(ended, 2);
    QVERIFY2(ended.err.startsWith("plenum: "), ended.err.constData());
    QVERIFY2(ended.err.contains(said), ended.err.constData());
    QVERIFY2(!ended.err.contains("[cli."), ended.err.constData());
    QVERIFY2(ended.out.isEmpty(), ended.out.constData());
    QVERIFY(!QFile::exists("x.site.json") && !QFile::exists("x.png"));
  }

  void speaksChineseWhenAsked() {
    const auto chinese = runPlenum({"--lang", "zh", "--help"});
    EXITS_WITH(chinese, 0);
    QVERIFY(chinese.out.contains("用法"));
    QCOMPARE(runPlenum({"--help", "--lang=zh"}).out, chinese.out);
    auto environment = plainEnvironment();
    environment.insert("LANG", "zh_CN.UTF-8");
    QCOMPARE(runPlenum({"--help"}, environment).out, chinese.out);
    environment.insert("LC_ALL", "C.UTF-8");
    QVERIFY(runPlenum({"--help"}, environment).out.contains("Usage"));
  }

  void anUnknownLanguageIsRefused() {
    const auto ended = runPlenum({"--lang", "tlh", "--help"});
    EXITS_WITH(ended, 2);
    QVERIFY(ended.err.contains("zh"));
  }

  void aWindowWithoutADisplaySaysSo() {
    const auto ended = runPlenum({oneHallFile()});
    EXITS_WITH(ended, 1);
    QVERIFY2(ended.err.contains("simulate"), ended.err.constData());
  }
};

PLENUM_TEST(UsageTest)
#include "UsageTest.moc"
