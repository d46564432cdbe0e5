// SPDX-License-Identifier: Apache-2.0
#include <QDirIterator>
#include <QImage>
#include <QSet>

#include "Program.h"

using namespace plenum::test;

namespace {

QStringList filesBelow(const char* folder, const QStringList& patterns) {
  QStringList files;
  QDirIterator it(inSource(folder), patterns, QDir::Files, QDirIterator::Subdirectories);
  while (it.hasNext()) files << it.next();
  files.sort();
  return files;
}

}  // namespace

class FilesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }

  void everyFileThatWeShipIsGood() {
    const QStringList files =
        filesBelow("sample-sites", {"*.site.json", "*.scenario.json", "*.plan.json", "*.story.json"}) +
        filesBelow("assets/scenarios", {"*.json"}) + filesBelow("assets/catalog", {"*.json"});
    QVERIFY(files.size() >= 12);
    const auto ended = runPlenum(QStringList{"check"} + files);
    EXITS_WITH(ended, 0);
    QCOMPARE(ended.out.count('\n'), files.size());
    QVERIFY2(ended.err.isEmpty(), ended.err.constData());
  }

  /// What a plan refers to is looked up in the site that it belongs to; alone it is judged by itself, and that is said.
  void plansAreJudgedWithTheirSite() {
    const QByteArray plan = contentOf(inSource("sample-sites/jinshan/jinshan.plan.json"));
    const QString file = folder_->filePath("jinshan.plan.json");
    write(file, QByteArray(plan).replace("\"block\": \"J\"", "\"block\": \"K\""));
    auto ended = runPlenum({"check", file, "--lang", "en"});
    EXITS_WITH(ended, 0);
    QVERIFY2(ended.out.contains("no site beside it names it"), ended.out.constData());
    write(folder_->filePath("jinshan.site.json"), contentOf(inSource("sample-sites/jinshan/jinshan.site.json")));
    write(folder_->filePath("summer-day.scenario.json"),
          contentOf(inSource("sample-sites/jinshan/summer-day.scenario.json")));
    ended = runPlenum({"check", file, "--lang", "en"});
    EXITS_WITH(ended, 1);
    QVERIFY2(ended.err.contains("jinshan.plan.json:") && ended.err.contains("K"), ended.err.constData());
    write(file, plan.left(plan.size() / 2));
    EXITS_WITH(runPlenum({"check", file}), 1);
  }

  void badSitesAreRefusedAndNothingChanges_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("said");
    const QByteArray good = contentOf(oneHallFile());
    const auto row = [](const char* name, const QByteArray& content, const char* said) {
      QTest::newRow(name) << content << QByteArray(said);
    };
    row("empty", "", ":1:1");
    row("truncated", good.left(good.size() / 2), "mine.site.json:");
    row("not a site", "[1, 2, 3]", "mine.site.json:1:1");
    row("nested without end", QByteArray(200'000, '['), "mine.site.json:1:");
    row("not a number", QByteArray(good).replace("\"schemaVersion\": 1", "\"schemaVersion\": NaN"), ":");
    row("binary",
        QByteArray("\x7f"
                   "ELF\x00\x01\xff",
                   7),
        "mine.site.json:1:");
  }
  void badSitesAreRefusedAndNothingChanges() {
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, said);
    const QString site = folder_->filePath("mine.site.json");
    write(site, content);
    for (const QStringList& words : {QStringList{"check", site},
                                     {"simulate", site, "--out", folder_->filePath("out"), "--json"},
                                     {"render", site, "--out", folder_->filePath("x.png")}}) {
#ifndef PLENUM_VIEWS
      if (words[0] == "render") continue;
#endif
      const auto ended = runPlenum(words);
      EXITS_WITH(ended, 1);
      QVERIFY2(ended.err.contains(said), ended.err.constData());
      QVERIFY2(!ended.err.contains("[" + QByteArray("io.")), ended.err.constData());
    }
    QCOMPARE(contentOf(site), content);
    QCOMPARE(QDir(folder_->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList{"mine.site.json"});
  }

  void whatIsNoFileIsRefused() {
    for (const QString& path : {folder_->path(), folder_->filePath("absent.site.json"), QStringLiteral("/dev/zero")})
      for (const char* command : {"check", "simulate"}) EXITS_WITH(runPlenum({QLatin1String(command), path}), 1);
    EXITS_WITH(runPlenum({"replay", folder_->path()}), 1);
  }

  void everyBadFileOfAListIsNamed() {
    write(folder_->filePath("one.site.json"), "{");
    write(folder_->filePath("two.scenario.json"), "{\"start\": 7}");
    const auto ended =
        runPlenum({"check", folder_->filePath("one.site.json"), oneHallFile(), folder_->filePath("two.scenario.json")});
    EXITS_WITH(ended, 1);
    QVERIFY(ended.err.contains("one.site.json:1:"));
    QVERIFY(ended.err.contains("two.scenario.json:1:"));
    QVERIFY(ended.out.contains("one-hall.site.json: good"));
  }

  void aGeneratedCampusIsGoodAndRuns() {
    const QString site = folder_->filePath("thousand.site.json");
    const auto made = runPlenum({"generate", "--chips", "1000", "--out", site});
    EXITS_WITH(made, 0);
    EXITS_WITH(runPlenum({"check", site}), 0);
    const auto run = runPlenum({"simulate", site, "--hours", "0.05", "--json"});
    EXITS_WITH(run, 0);
    QVERIFY(QJsonDocument::fromJson(run.out).object().value("chips").toInt() >= 1000);
    // the same wish gives the same bytes
    const QString twin = folder_->filePath("twin.site.json");
    EXITS_WITH(runPlenum({"generate", "--chips", "1000", "--out", twin}), 0);
    QCOMPARE(contentOf(twin), contentOf(site));
  }

  void aCampusCanBeGeneratedLikeAnother() {
    const QString site = folder_->filePath("like.site.json");
    EXITS_WITH(runPlenum({"generate", "--chips", "500", "--like", oneHallFile(), "--out", site}), 0);
    EXITS_WITH(runPlenum({"check", site}), 0);
  }

  void everySchemeOfPowerIsGoodAndRuns() {
    for (const QString scheme : {"n", "n+1", "2n", "3n2", "4n3", "catcher"}) {
      const QString site = folder_->filePath("scheme.site.json");
      EXITS_WITH(runPlenum({"generate", "--chips", "640", "--power", scheme, "--out", site}), 0);
      EXITS_WITH(runPlenum({"check", site}), 0);
      const auto run = runPlenum({"simulate", site, "--hours", "0.05", "--json"});
      EXITS_WITH(run, 0);
      const auto json = QJsonDocument::fromJson(run.out).object();
      QCOMPARE(json.value("lost_chip_h").toDouble(), 0.0);
      QVERIFY(json.value("energy_balance_residual").toDouble() < 1e-9);
    }
  }

  void everyFigureIsListedAndExplained() {
    const auto list = runPlenum({"explain"});
    EXITS_WITH(list, 0);
    QVERIFY(list.out.contains("pue"));
    const auto figure = runPlenum({"explain", "pue"});
    EXITS_WITH(figure, 0);
    QVERIFY2(figure.out.contains("PUE"), figure.out.constData());
    const auto slip = runPlenum({"explain", "puee"});
    EXITS_WITH(slip, 2);
    QVERIFY2(slip.err.contains("pue"), slip.err.constData());
    EXITS_WITH(runPlenum({"explain", "pue", oneHallFile()}), 0);
  }

#ifdef PLENUM_VIEWS
  void aPictureNeedsNoDisplay() {
    const QString file = folder_->filePath("campus.png");
    const auto ended = runPlenum({"render", oneHallFile(), "--out", file, "--size", "320x200"});
    EXITS_WITH(ended, 0);
    const QImage image(file);
    QCOMPARE(image.size(), QSize(320, 200));
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); ++y)
      for (int x = 0; x < image.width(); ++x) colours.insert(image.pixel(x, y));
    QVERIFY2(colours.size() > 200, "the picture is blank, or nearly so");
  }
#endif

 private:
  std::unique_ptr<QTemporaryDir> folder_;
};

PLENUM_TEST(FilesTest)
#include "FilesTest.moc"
