// SPDX-License-Identifier: Apache-2.0
#include <chrono>

#include "Folder.h"

using namespace plenum;
using namespace plenum::test;

class SiteFileTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theSampleOpens();
  void writingIsCanonical_data();
  void writingIsCanonical();
  void whatIsWrittenReadsBackTheSame();
  void likeHallsShareOneDesign();
};

void SiteFileTest::theSampleOpens() {
  const auto layout = io::openSite(oneHall(), catalog());
  if (!layout) show(layout.problems());
  QVERIFY(bool(layout));
  QCOMPARE((*layout)->chips, 2u * 6 * 64 + 6 * 48);
  QVERIFY((*layout)->find("H1/CDU2").has_value());
}

void SiteFileTest::writingIsCanonical_data() {
  QTest::addColumn<QString>("file");
  QTest::newRow("one hall") << QString::fromStdString(oneHall().string());
  QTest::newRow("Shaoguan") << QString::fromStdString(
      (sourceDir() / "sample-sites/shaoguan/shaoguan.site.json").string());
}

void SiteFileTest::writingIsCanonical() {
  QFETCH(QString, file);
  const Folder folder;
  const auto site = io::readSite(file.toStdString(), catalog());
  if (!site) show(site.problems());
  QVERIFY(bool(site));
  const std::string once = io::textOf(**site);
  const auto again = io::readSite(folder.write("once.site.json", once), catalog());
  if (!again) show(again.problems());
  QVERIFY(bool(again));
  QCOMPARE(io::textOf(**again), once);
  // and it means the same: what is laid out has the same things in the same places
  const auto before = layOut(*site), after = layOut(*again);
  QVERIFY(before && after);
  QVERIFY((*before)->bounds == (*after)->bounds);
  QCOMPARE((*before)->chips, (*after)->chips);
  QCOMPARE((*before)->byId.size(), (*after)->byId.size());
}

void SiteFileTest::whatIsWrittenReadsBackTheSame() {
  const Folder folder;
  const auto before = io::readSite(oneHall(), catalog());
  QVERIFY(bool(before));
  const auto after = io::readSite(folder.write("a.site.json", io::textOf(**before)), catalog());
  QVERIFY(bool(after));
  const Site &a = **before, &b = **after;
  QCOMPARE(a.id, b.id);
  QVERIFY(a.name == b.name && a.location == b.location && a.sizeM == b.sizeM);
  QVERIFY(a.surroundings.gridCarbonProvenance == b.surroundings.gridCarbonProvenance);
  QVERIFY(a.circuits == b.circuits && a.power == b.power && a.scenery == b.scenery);
  QCOMPARE(a.halls.size(), b.halls.size());
  QVERIFY(*a.halls[0].design == *b.halls[0].design);
}

void SiteFileTest::likeHallsShareOneDesign() {
  const Folder folder;
  const std::string text =
      with(contentOf(oneHall()), "  \"halls\": [\n",
           "  \"halls\": [\n    {\"id\": \"H2\", \"building\": \"B1\", \"origin_m\": [30, 1], \"like\": \"H1\"},\n");
  const auto site = io::readSite(folder.write("two.site.json", text), catalog());
  if (!site) show(site.problems());
  QVERIFY(bool(site));
  QCOMPARE((*site)->halls.size(), std::size_t{2});
  QVERIFY((*site)->halls[0].design == (*site)->halls[1].design);
  const std::string written = io::textOf(**site);
  QVERIFY(written.find("\"like\": \"H2\"") != std::string::npos);
}

PLENUM_TEST(SiteFileTest)
#include "SiteFileTest.moc"
