// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>

#include "Program.h"

using namespace plenum::test;

/// "plenum problems", "plenum table" and "plenum edit": layout work without a window.
class LayoutCommandsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }

  void problemsNameTheThingTheRuleAndTheRemedy() {
    const QString site = spoiled();
    const auto json = runPlenum({"problems", site, "--json", "--lang", "en"});
    EXITS_WITH(json, 0);
    const auto all = QJsonDocument::fromJson(json.out).object()["problems"].toArray();
    bool isFound = false;
    for (const auto& value : all) {
      const QJsonObject one = value.toObject();
      QVERIFY(!one["what"].toString().isEmpty() && !one["rule"].toString().isEmpty() &&
              !one["id"].toString().isEmpty());
      const QString pair = one["id"].toString() + one["other"].toString();
      isFound |= pair.contains("H1/R1") && pair.contains("H1/R2");
    }
    QVERIFY2(isFound, json.out.constData());
    QVERIFY2(json.out.contains("\"unit\": \"m\""), json.out.constData());
    // as sentences in both languages, the sum last
    const auto english = runPlenum({"problems", site, "--lang", "en"}),
               chinese = runPlenum({"problems", site, "--lang", "zh"});
    EXITS_WITH(english, 0);
    EXITS_WITH(chinese, 0);
    QCOMPARE(english.out.count('\n'), chinese.out.count('\n'));
    QCOMPARE(english.out.count('\n'), qsizetype(all.size()) + 1);
    QVERIFY(english.out != chinese.out);
  }

  void aTableChangedByHandChangesTheSiteAndNothingElse() {
    const QString csv = folder_->filePath("cdus.csv"), out = folder_->filePath("new.site.json");
    EXITS_WITH(runPlenum({"table", oneHallFile(), "--kind", "cdu", "--out", csv}), 0);
    const QByteArray before = contentOf(csv);
    const auto said = runPlenum({"table", oneHallFile(), "--kind", "cdu"});
    EXITS_WITH(said, 0);
    QCOMPARE(said.out, before);
    const QByteArray original = contentOf(oneHallFile());

    // as it is, nothing changes
    const auto same = runPlenum({"edit", oneHallFile(), "--kind", "cdu", "--csv", csv, "--out", out, "--lang", "en"});
    EXITS_WITH(same, 0);
    const QByteArray unchanged = contentOf(out);

    write(csv, moved(before));
    const auto shown = runPlenum({"edit", oneHallFile(), "--kind", "cdu", "--csv", csv, "--lang", "en"});
    EXITS_WITH(shown, 0);
    QVERIFY2(shown.out.contains("H1/CDU2") && shown.out.contains("4.5") && !shown.out.contains("H1/CDU1"),
             shown.out.constData());
    QCOMPARE(contentOf(oneHallFile()), original);
    EXITS_WITH(runPlenum({"edit", oneHallFile(), "--kind", "cdu", "--csv", csv, "--out", out}), 0);
    QVERIFY(contentOf(out) != unchanged);
    EXITS_WITH(runPlenum({"check", out}), 0);
    const QString again = folder_->filePath("again.csv");
    EXITS_WITH(runPlenum({"table", out, "--kind", "cdu", "--out", again}), 0);
    QCOMPARE(contentOf(again), moved(before));
  }

  void wrongLinesAreNamedAndOnlyLeftOutWhenAsked() {
    const QString csv = folder_->filePath("cdus.csv"), out = folder_->filePath("new.site.json");
    EXITS_WITH(runPlenum({"table", oneHallFile(), "--kind", "cdu", "--out", csv}), 0);
    QList<QByteArray> lines = moved(contentOf(csv)).split('\n');
    lines[1].replace("cdu-600", "cdu-of-dreams");
    write(csv, lines.join('\n'));
    const QStringList asked{"edit", oneHallFile(), "--kind", "cdu", "--csv", csv, "--lang", "en"};
    const auto refused = runPlenum(asked + QStringList{"--out", out});
    EXITS_WITH(refused, 1);
    QVERIFY2(refused.err.contains("cdus.csv:2") && refused.err.contains("cdu-of-dreams"), refused.err.constData());
    QVERIFY(!QFile::exists(out));
    EXITS_WITH(runPlenum(asked), 1);  // looked at only, and still not good
    EXITS_WITH(runPlenum(asked + QStringList{"--out", out, "--skip-wrong"}), 0);
    EXITS_WITH(runPlenum({"check", out}), 0);
    QVERIFY(contentOf(out).contains("4.5"));
  }

  void whatIsAskedWronglyIsSaid_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said");
    const QString site = oneHallFile();
    QTest::newRow("no kind") << QStringList{"table", site} << 2 << QByteArray("cdu");
    QTest::newRow("no such kind") << QStringList{"table", site, "--kind", "unicorn"} << 2 << QByteArray("unicorn");
    QTest::newRow("no table") << QStringList{"edit", site, "--kind", "cdu"} << 2 << QByteArray("--csv");
    QTest::newRow("table is not there") << QStringList{"edit", site, "--kind", "cdu", "--csv", "/nowhere/x.csv"} << 1
                                        << QByteArray("/nowhere/x.csv");
    QTest::newRow("table is a folder") << QStringList{"edit", site, "--kind", "cdu", "--csv", "/"} << 1
                                       << QByteArray("/");
    QTest::newRow("site is not there") << QStringList{"problems", "/nowhere.site.json"} << 1
                                       << QByteArray("nowhere.site.json");
    QTest::newRow("nowhere to write") << QStringList{"table", site, "--kind", "cdu", "--out", "/nowhere/x.csv"} << 1
                                      << QByteArray("/nowhere");
  }
  void whatIsAskedWronglyIsSaid() {
    QFETCH(QStringList, words);
    QFETCH(int, code);
    QFETCH(QByteArray, said);
    const auto ended = runPlenum(words + QStringList{"--lang", "en"});
    EXITS_WITH(ended, code);
    QVERIFY2(ended.err.contains(said), ended.err.constData());
  }

  void hostileTablesAreRefused_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("binary") << QByteArray(
        "\x7f"
        "ELF\x00\x01\xff\n\xfe",
        9);
    QTest::newRow("no id") << QByteArray("type,feed\ncdu-600,CA\n");
    QTest::newRow("unknown column") << QByteArray("id,phase of the moon\nH1/CDU1,full\n");
    QTest::newRow("open quote") << QByteArray("id,type\nH1/CDU1,\"cdu-600\n");
    QTest::newRow("a number out of this world") << QByteArray("id,x [m]\nH1/CDU1,1e308\n");
    QTest::newRow("no number") << QByteArray("id,x [m]\nH1/CDU1,nan\n");
  }
  void hostileTablesAreRefused() {
    QFETCH(QByteArray, content);
    const QString csv = folder_->filePath("bad.csv"), out = folder_->filePath("new.site.json");
    write(csv, content);
    const auto ended = runPlenum({"edit", oneHallFile(), "--kind", "cdu", "--csv", csv, "--out", out, "--lang", "en"});
    EXITS_WITH(ended, 1);
    QVERIFY2(ended.err.contains("bad.csv"), ended.err.constData());
    QVERIFY(!QFile::exists(out));
  }

 private:
  std::unique_ptr<QTemporaryDir> folder_;

  /// The second CDU half a metre on.
  static QByteArray moved(QByteArray table) {
    QList<QByteArray> lines = table.split('\n');
    lines[2].replace(",11,5,", ",11,4.5,");
    return lines.join('\n');
  }
  /// A copy of the hall in which a second row stands so near that nobody can pass.
  QString spoiled() {
    const QString csv = folder_->filePath("rows.csv"), site = folder_->filePath("near.site.json");
    if (runPlenum({"table", oneHallFile(), "--kind", "row", "--out", csv}).code != 0) return {};
    write(csv, contentOf(csv).replace(",6,6,5,", ",6,6,3.5,"));
    runPlenum({"edit", oneHallFile(), "--kind", "row", "--csv", csv, "--out", site});
    return site;
  }
};

PLENUM_TEST(LayoutCommandsTest)
#include "LayoutCommandsTest.moc"
