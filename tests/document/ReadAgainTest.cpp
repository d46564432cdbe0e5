// SPDX-License-Identifier: Apache-2.0
#include "io/Files.h"
#include "support/RandomEdits.h"
#include "support/Test.h"

using namespace plenum;

/// Whatever a person does to a site, the file that is written of it can be read again.
class ReadAgainTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyStepOfARestlessPersonCanBeReadAgain_data();
  void everyStepOfARestlessPersonCanBeReadAgain();
};

void ReadAgainTest::everyStepOfARestlessPersonCanBeReadAgain_data() {
  QTest::addColumn<QString>("site");
  for (const char* site : {"one-hall", "shaoguan", "jinshan"}) QTest::newRow(site) << QString::fromLatin1(site);
}
void ReadAgainTest::everyStepOfARestlessPersonCanBeReadAgain() {
  QFETCH(QString, site);
  const std::string name = site.toStdString();
  const auto catalog = io::readCatalog(test::sourceDir() / "assets/catalog");
  QVERIFY(bool(catalog));
  const auto first = io::openSite(test::sourceDir() / "sample-sites" / name / (name + ".site.json"), *catalog);
  QVERIFY(bool(first));
  const int people =
      qEnvironmentVariableIntValue("PLENUM_RESTLESS") > 0 ? qEnvironmentVariableIntValue("PLENUM_RESTLESS") : 8;
  const QTemporaryDir folder;
  const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "x.site.json";
  for (int seed = 0; seed < people; ++seed) {
    test::RandomEdits edits(static_cast<std::uint64_t>(seed));
    Document document(*first);
    for (int step = 0; step < 60; ++step) {
      const std::vector<Edit> all = edits.next(*document.current());
      if (all.empty() || hasError(document.edit(all, Text("edit.several")))) continue;
      QVERIFY(!hasError(io::saveText(file, io::textOf(*document.current()->site))));
      const auto again = io::openSite(file, *catalog);
      QVERIFY2(again, qPrintable(QStringLiteral("seed %1, step %2: %3 at %4")
                                     .arg(seed)
                                     .arg(step)
                                     .arg(again ? QString() : QString::fromStdString(again.problems().front().what.id),
                                          again ? QString()
                                                : QString::fromStdString(again.problems().front().place.pointer))));
      QCOMPARE(io::textOf(*(*again)->site), io::textOf(*document.current()->site));
    }
  }
}

PLENUM_TEST(ReadAgainTest)
#include "ReadAgainTest.moc"
