// SPDX-License-Identifier: Apache-2.0
#include <QImage>
#include <QJsonArray>
#include <QStandardPaths>

#include "Program.h"

using namespace plenum::test;

/// Films that the program ffmpeg makes of our frames: they play back whole, in their size and at their pace.
class MovieTest : public QObject {
  Q_OBJECT
#ifdef PLENUM_VIEWS
 private:
  QTemporaryDir folder_;
  QString story_;

  static QString tool(const char* name) { return QStandardPaths::findExecutable(QLatin1String(name)); }
  Ended film(const QString& file, const QStringList& more = {}) {
    return runPlenum(QStringList{"film", oneHallFile(), "--story", story_, "--size", "320x180", "--fps", "10",
                                 "--frames", "12", "--out", folder_.filePath(file), "--lang", "en"} +
                     more);
  }

 private Q_SLOTS:
  void initTestCase() {
    story_ = folder_.filePath("x.story.json");
    write(story_, R"({"schemaVersion": 1, "id": "x", "steps": [
      {"caption": {"en": "A hall", "zh": "机房"}, "focus": "campus", "lasts_s": 1, "speed": 30},
      {"focus": "H1", "flies_s": 1, "lasts_s": 1, "speed": 30}]})");
  }

  void aFilmPlaysBackWhole_data() {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"mp4", "webm", "mkv", "mov"}) QTest::newRow(kind) << QString::fromLatin1(kind);
  }
  void aFilmPlaysBackWhole() {
    QFETCH(QString, kind);
    if (tool("ffmpeg").isEmpty() || tool("ffprobe").isEmpty())
      QSKIP("ffmpeg is not installed (package ffmpeg): films other than Ogg are not made here");
    const QString file = "film." + kind;
    EXITS_WITH(film(file), 0);
    if (!QFile::exists(folder_.filePath("frames"))) EXITS_WITH(film("frames"), 0);
    const auto probed = runProgram(
        tool("ffprobe"),
        {"-v", "error", "-count_frames", "-select_streams", "v:0", "-show_entries",
         "stream=width,height,nb_read_frames,r_frame_rate:format_tags", "-of", "json", folder_.filePath(file)},
        plainEnvironment());
    EXITS_WITH(probed, 0);
    const QJsonObject all = QJsonDocument::fromJson(probed.out).object();
    const QJsonObject stream = all["streams"].toArray().at(0).toObject();
    QCOMPARE(stream["width"].toInt(), 320);
    QCOMPARE(stream["height"].toInt(), 180);
    QCOMPARE(stream["nb_read_frames"].toString(), QStringLiteral("12"));
    QCOMPARE(stream["r_frame_rate"].toString(), QStringLiteral("10/1"));
    // what it is of: the scenario's hash, as every frame has it
    QVERIFY2(probed.out.contains("Plenum "), probed.out.constData());

    // taken apart again, its first and last pictures are the frames that were drawn
    const QString parts = folder_.filePath("parts-" + kind);
    QVERIFY(QDir().mkpath(parts));
    EXITS_WITH(runProgram(tool("ffmpeg"), {"-v", "error", "-i", folder_.filePath(file), parts + "/%06d.png"},
                          plainEnvironment()),
               0);
    for (const auto& [part, frame] : {std::pair{"000001", "000000"}, {"000012", "000011"}}) {
      const QImage played(parts + '/' + QLatin1String(part) + ".png");
      const QImage drawn(folder_.filePath(QStringLiteral("frames/frame-%1.png").arg(QLatin1String(frame))));
      QCOMPARE(played.size(), drawn.size());
      QVERIFY2(meanDifference(played, drawn) < 8.0, qPrintable(QString::number(meanDifference(played, drawn))));
    }
  }

  void withoutFfmpegItSaysWhatToInstall() {
    auto environment = plainEnvironment();
    environment.insert(QStringLiteral("PATH"), folder_.path());
    const auto ended = runPlenum({"film", oneHallFile(), "--story", story_, "--size", "320x180", "--frames", "1",
                                  "--out", folder_.filePath("x.mp4"), "--lang", "en"},
                                 environment);
    EXITS_WITH(ended, 1);
    QVERIFY2(ended.err.contains("ffmpeg"), ended.err.constData());
    QVERIFY(!QFile::exists(folder_.filePath("x.mp4")));
  }

  void whatFfmpegCannotMakeIsSaid() {
    if (tool("ffmpeg").isEmpty()) QSKIP("ffmpeg is not installed (package ffmpeg)");
    const auto odd = runPlenum({"film", oneHallFile(), "--story", story_, "--size", "321x181", "--frames", "1", "--out",
                                folder_.filePath("odd.mp4"), "--lang", "en"});
    QVERIFY(odd.code != 0);
    QVERIFY(!odd.err.isEmpty());
    const auto nowhere = runPlenum({"film", oneHallFile(), "--story", story_, "--size", "320x180", "--frames", "1",
                                    "--out", "/nowhere/x.mp4", "--lang", "en"});
    EXITS_WITH(nowhere, 1);
    QVERIFY2(nowhere.err.contains("/nowhere"), nowhere.err.constData());
  }

 private:
  static double meanDifference(const QImage& a, const QImage& b) {
    double sum = 0.0;
    for (int y = 0; y < a.height(); ++y)
      for (int x = 0; x < a.width(); ++x) {
        const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
        sum += (std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q))) / 3.0;
      }
    return sum / (1.0 * a.width() * a.height());
  }
#endif
};

PLENUM_TEST(MovieTest)
#include "MovieTest.moc"
