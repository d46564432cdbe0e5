// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "support/Test.h"
#include "window/Workbench.h"

using namespace plenum;

/// A site that was saved is a site that opens again.
class SaveTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aSiteSavedElsewhereOpensAgain() {
    qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("mine.site.json").toStdString();
    Workbench bench;
    QSignalSpy opened(&bench, &Workbench::opened);
    bench.open(test::sourceDir() / "sample-sites/shaoguan/shaoguan.site.json", {});
    QVERIFY(opened.wait(30'000));
    // it names a scenario beside it
    QVERIFY(!bench.document()->current()->site->scenario.empty());
    QVERIFY(!hasError(bench.saveAs(file)));
    const auto again = io::openProject(file);
    if (!again)
      for (const Problem& problem : again.problems()) qWarning("%s", problem.what.id.c_str());
    QVERIFY(bool(again));
    QCOMPARE(again->setting->scenario.id, bench.project().setting->scenario.id);
    QCOMPARE(again->layout->chips, bench.project().layout->chips);
  }

  void aFolderThatIsNotThereIsSaid() {
    Workbench bench;
    QSignalSpy opened(&bench, &Workbench::opened);
    bench.open(test::sourceDir() / "sample-sites/one-hall/one-hall.site.json", {});
    QVERIFY(opened.wait(30'000));
    QTemporaryDir folder;
    const Problems problems = bench.saveAs(folder.filePath("absent/mine.site.json").toStdString());
    QVERIFY(hasError(problems));
    QCOMPARE(problems.front().what.id, std::string("io.file.noFolder"));
    // the document stays where it was
    QCOMPARE(bench.project().siteFile.filename().string(), std::string("one-hall.site.json"));
  }
};

PLENUM_TEST_WITH(QApplication, SaveTest)
#include "SaveTest.moc"
