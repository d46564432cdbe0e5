// SPDX-License-Identifier: Apache-2.0
#include <QImage>
#include <QSet>
#include <QStandardPaths>

#include "Program.h"

using namespace plenum::test;

/// The real program with its real window: a picture of it comes out, and the picture shows a campus.
class WindowSmokeTest : public QObject {
  Q_OBJECT
 private:
  std::unique_ptr<QTemporaryDir> folder_;

  /// Nobody's settings are read or written.
  QProcessEnvironment environment() const {
    auto made = plainEnvironment();
    made.insert(QStringLiteral("XDG_CONFIG_HOME"), folder_->filePath("config"));
    made.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    made.insert(QStringLiteral("PLENUM_SCREENSHOT"), picture());
    made.insert(QStringLiteral("PLENUM_SCREENSHOT_AFTER"), QStringLiteral("4"));
    made.insert(QStringLiteral("PLENUM_WINDOW_SIZE"), QStringLiteral("1280x720"));
    return made;
  }
  QString picture() const { return folder_->filePath("window.png"); }

  static int coloursOf(const QImage& image, const QRect& part) {
    QSet<QRgb> colours;
    for (int y = part.top(); y <= part.bottom(); ++y)
      for (int x = part.left(); x <= part.right(); ++x) colours.insert(image.pixel(x, y));
    return int(colours.size());
  }

 private Q_SLOTS:
  void initTestCase() {
#ifndef PLENUM_VIEWS
    QSKIP("this build has no window");
#endif
  }
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }

  void opensOnASite_data() {
    QTest::addColumn<QString>("platform");
    QTest::newRow("no display") << "offscreen";
    QTest::newRow("X server") << "xcb";
  }
  void opensOnASite() {
    QFETCH(QString, platform);
    auto where = environment();
    QString program = QStringLiteral(PLENUM_PROGRAM);
    QStringList words{oneHallFile(), "--lang", "en"};
    if (platform == QLatin1String("xcb")) {
      const QString server = QStandardPaths::findExecutable("xvfb-run");
      if (server.isEmpty() && isContinuousIntegration()) QFAIL("xvfb-run is missing (package xvfb)");
      if (server.isEmpty()) QSKIP("xvfb-run is missing (package xvfb)");
      where.remove("QT_QPA_PLATFORM");
      words = QStringList{"-a", "-s", "-screen 0 1600x1000x24", program} + words;
      program = server;
    }
    const auto ended = runProgram(program, words, where);
    EXITS_WITH(ended, 0);
    const QImage image(picture());
    QCOMPARE(image.size(), QSize(1280, 720));
    // the campus in the middle, the figures above it, the tree at its left
    QVERIFY(coloursOf(image, QRect(500, 200, 400, 200)) > 300);
    QVERIFY(coloursOf(image, QRect(0, 70, 1280, 60)) > 20);
    QVERIFY(coloursOf(image, QRect(0, 180, 240, 250)) > 20);
  }

  void whatWasLeftIsFoundAgain() {
    // the language of the settings beats the system's, and a word on the command line beats both
    QVERIFY(QDir().mkpath(folder_->filePath("config/plenum")));
    write(folder_->filePath("config/plenum/plenum.conf"), "[General]\nlanguage=zh\ntheme=1\n");
    auto where = environment();
    where.insert("PLENUM_SCREENSHOT", folder_->filePath("absent/window.png"));
    where.insert("PLENUM_SCREENSHOT_AFTER", "0.1");
    const auto chinese = runPlenum({oneHallFile()}, where);
    EXITS_WITH(chinese, 1);
    QVERIFY2(chinese.err.contains("无法写入"), chinese.err.constData());
    const auto english = runPlenum({oneHallFile(), "--lang", "en"}, where);
    EXITS_WITH(english, 1);
    QVERIFY2(english.err.contains("cannot be written"), english.err.constData());
  }

  void damagedSettingsDoNoHarm() {
    QVERIFY(QDir().mkpath(folder_->filePath("config/plenum")));
    write(folder_->filePath("config/plenum/plenum.conf"),
          "[General]\nlanguage=../../"
          "etc\ntheme=-7\nrecent=@Invalid()\ngeometry=@ByteArray(\\0\\xff\\x1)\ndocks=@ByteArray(x)");
    const auto ended = runPlenum({oneHallFile()}, environment());
    EXITS_WITH(ended, 0);
    QCOMPARE(QImage(picture()).size(), QSize(1280, 720));
  }

  void brokenSiteIsSaidInTheWindowAndOnTheTerminal() {
    const QString site = folder_->filePath("broken.site.json");
    write(site, contentOf(oneHallFile()).left(500));
    const auto ended = runPlenum({site, "--lang", "en"}, environment());
    EXITS_WITH(ended, 1);
    QVERIFY2(ended.err.contains("broken.site.json:"), ended.err.constData());
    QVERIFY(!QImage(picture()).isNull());
  }

  void displayThatDoesNotAnswerIsNoCrash() {
    auto where = environment();
    where.insert("QT_QPA_PLATFORM", "nosuchplatform");
    for (const auto& [language, said] : {std::pair{"en", "No window can be opened"}, std::pair{"zh", "无法打开窗口"}}) {
      const auto ended = runPlenum({oneHallFile(), "--lang", language}, where);
      EXITS_WITH(ended, 1);
      QVERIFY2(ended.err.contains(said), ended.err.constData());
    }
  }
};

PLENUM_TEST(WindowSmokeTest)
#include "WindowSmokeTest.moc"
