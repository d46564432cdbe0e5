// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QImage>
#include <QJsonArray>
#include <QTemporaryDir>

#include "Program.h"

using namespace plenum::test;

/// "plenum film" and "plenum compare".
class FilmTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
#ifdef PLENUM_VIEWS
  /// A length that is asked for and would not be kept is not swallowed.
  void aStoryHasItsOwnLength() {
    QTemporaryDir folder;
    const auto ended =
        runPlenum({"film", oneHallFile(), "--seconds", "5", "--out", folder.filePath("x.ogv"), "--lang", "en"});
    EXITS_WITH(ended, 2);
    QVERIFY2(ended.err.contains("--growth"), ended.err.constData());
    QVERIFY(!QFile::exists(folder.filePath("x.ogv")));
  }

  // five frames on either side of a step with an action: the same bytes, and every frame says what it is of
  void aFilmIsTheSameTwice() {
    QTemporaryDir folder;
    const QString story = folder.filePath("x.story.json");
    write(story, R"({"schemaVersion": 1, "id": "x", "steps": [
      {"caption": {"en": "PUE {campus.pue}", "zh": "PUE {campus.pue}"}, "focus": "campus", "lasts_s": 1, "speed": 30},
      {"focus": "H1", "at": "10s", "flies_s": 1, "lasts_s": 1, "speed": 30, "do": ["fail H1/CDU1"]}]})");
    QStringList hashes;
    for (const char* name : {"a", "b"}) {
      const auto ended = runPlenum({"film", oneHallFile(), "--story", story, "--size", "320x180", "--fps", "5",
                                    "--frames", "10", "--out", folder.filePath(name), "--lang", "en"});
      EXITS_WITH(ended, 0);
    }
    const QStringList frames = QDir(folder.filePath("a")).entryList({"frame-*.png"});
    QCOMPARE(frames.size(), 10);
    QSet<QByteArray> different;
    for (const QString& frame : frames) {
      const QByteArray one = contentOf(folder.filePath("a/" + frame));
      QVERIFY(!one.isEmpty());
      QCOMPARE(one, contentOf(folder.filePath("b/" + frame)));
      different.insert(one);
      const QImage image = QImage::fromData(one);
      QCOMPARE(image.size(), QSize(320, 180));
      QCOMPARE(image.text("Plenum-Hash").size(), 16);
      QVERIFY(image.text("Plenum-Time").startsWith("20"));
    }
    // no still that is shown over and over
    QCOMPARE(different.size(), 10);
    QCOMPARE(QImage(folder.filePath("a/frame-000009.png")).text("Plenum-Hash"),
             QImage(folder.filePath("a/frame-000000.png")).text("Plenum-Hash"));
  }

  void whatIsAskedWronglyIsSaid_data() {
    QTest::addColumn<QStringList>("asked");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("nowhere") << QStringList{} << 2 << QByteArray("--out");
    QTest::newRow("size") << QStringList{"--size", "9999999x1", "--out", "x"} << 2 << QByteArray("9999999x1");
    QTest::newRow("pace") << QStringList{"--fps", "0", "--out", "x"} << 2 << QByteArray("--fps");
    QTest::newRow("theme") << QStringList{"--theme", "pink", "--out", "x"} << 2 << QByteArray("pink");
    QTest::newRow("no story beside") << QStringList{"--out", "x"} << 2 << QByteArray("--story");
    QTest::newRow("no such story") << QStringList{"--story", "/nowhere.story.json", "--out", "x"} << 1
                                   << QByteArray("nowhere.story.json");
  }
  void whatIsAskedWronglyIsSaid() {
    QFETCH(QStringList, asked);
    QFETCH(int, code);
    QFETCH(QByteArray, word);
    const auto ended = runPlenum(QStringList{"film", oneHallFile()} + asked);
    EXITS_WITH(ended, code);
    QVERIFY2(ended.err.contains(word), ended.err.constData());
  }

  void aStoryOfAnotherSiteIsRefused() {
    QTemporaryDir folder;
    const QString story = folder.filePath("x.story.json");
    write(story, R"({"schemaVersion": 1, "id": "x", "steps": [{"focus": "H99", "caption": "{campus.nothing}"}]})");
    const auto ended =
        runPlenum({"film", oneHallFile(), "--story", story, "--out", folder.filePath("out"), "--lang", "en"});
    EXITS_WITH(ended, 1);
    QVERIFY2(ended.err.contains("H99") && ended.err.contains("campus.nothing"), ended.err.constData());
  }
#endif

  void twoFuturesAreComparedWithTheReason() {
    const auto ended =
        runPlenum({"compare", oneHallFile(), "--act", "2min acknowledge 1", "--against", "2min fail H1/CDU1",
                   "--against", "2min fail H1/CDU2", "--hours", "0.2", "--json", "--lang", "en"});
    EXITS_WITH(ended, 0);
    const auto json = QJsonDocument::fromJson(ended.out).object();
    QVERIFY(json["state_a"].toString() != json["state_b"].toString());
    double chip = 0.0;
    for (const auto& value : json["figures"].toArray())
      if (value.toObject()["id"].toString() == "max-chip") chip = value.toObject()["difference"].toDouble();
    QVERIFY(chip > 0.1);
    QVERIFY(!json["only_b"].toArray().isEmpty());
    QVERIFY(!json["racks"].toArray().isEmpty());
    const QString why = QJsonDocument(json["why"].toArray()).toJson();
    QVERIFY2(why.contains("CDU1"), qPrintable(why));
  }

  void nothingToCompareIsSaid() {
    EXITS_WITH(runPlenum({"compare", oneHallFile()}), 2);
    EXITS_WITH(runPlenum({"compare", oneHallFile(), "--act", "soon fail H1/CDU1"}), 2);
    EXITS_WITH(runPlenum({"compare", oneHallFile(), "--act", "3h fail H1/CDU1", "--hours", "1"}), 2);
    EXITS_WITH(runPlenum({"compare", oneHallFile(), "--against", "1min fail H1/CDU77"}), 2);
  }
};

PLENUM_TEST(FilmTest)
#include "FilmTest.moc"
