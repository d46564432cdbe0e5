// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QImage>

#include "io/Files.h"
#include "support/FakeCampus.h"
#include "support/FakeGrowth.h"
#include "support/Test.h"
#include "support/Tiles.h"
#include "viewport/GrowthMarks.h"
#include "viewport/Renderer.h"
#include "viewport/Still.h"

using namespace plenum;
using Stage = Growth::Stage;

namespace {

LayoutPtr shaoguan() {
  const auto catalog = io::readCatalog(io::assetsDir() / "catalog");
  if (!catalog) return nullptr;
  const auto layout =
      io::openSite(std::string(PLENUM_SOURCE_DIR) + "/sample-sites/shaoguan/shaoguan.site.json", *catalog);
  return layout ? *layout : nullptr;
}

StillOptions optionsOf(GrowthPtr growth) {
  StillOptions out;
  out.width = 480, out.height = 270;
  out.isAnnotated = false;
  out.options.style = SceneStyle::present;
  out.options.lightAt = fromIso("2026-07-21T16:00");
  out.options.growth = std::move(growth);
  Camera camera;
  camera.azimuthDeg = -24.0, camera.elevationDeg = 24.0;
  out.camera = framing(camera, {{20, 0, 0}, {500, 290, 20}}, 480.0 / 270.0);
  return out;
}

struct Month {
  const char* name;
  Stage first;
  double firstShare;
  Stage second;
  double secondShare;
};
constexpr Month months[] = {{"growth-field", Stage::notBegun, 0.0, Stage::notBegun, 0.0},
                            {"growth-cranes", Stage::shell, 0.75, Stage::groundWorks, 0.6},
                            {"growth-whole", Stage::live, 1.0, Stage::fitOut, 0.8}};

}  // namespace

class GrowthPictureTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void monthsLookAsTheyDid_data() {
    QTest::addColumn<int>("index");
    for (int k = 0; k < static_cast<int>(std::size(months)); ++k) QTest::newRow(months[k].name) << k;
  }
  void monthsLookAsTheyDid() {
    QFETCH(int, index);
    const Month& month = months[index];
    const auto layout = shaoguan();
    QVERIFY(layout);
    const auto growth = test::fakeGrowth(month.first, month.firstShare, month.second, month.secondShare);
    const Still still = renderStill(test::fakeFrame(layout), optionsOf(growth));
    QVERIFY2(still.trouble.empty(), still.trouble.c_str());
    const QString file =
        QStringLiteral(PLENUM_SOURCE_DIR "/tests/viewport/goldens/%1.png").arg(QLatin1String(month.name));
    if (qgetenv("PLENUM_UPDATE_GOLDENS") == "1") {
      QVERIFY(still.image.save(file));
      qInfo("written: %s", qPrintable(file));
      return;
    }
    const test::Apart apart = test::apart(still.image, QImage(file));
    const bool isSame = apart.mean < 4.0 && apart.worst < 60.0;
    if (!isSame) still.image.save(QDir::tempPath() + QStringLiteral("/%1-actual.png").arg(QLatin1String(month.name)));
    QVERIFY2(isSame, qPrintable(QStringLiteral("mean %1, worst tile %2").arg(apart.mean).arg(apart.worst)));
  }

  void monthsDiffer() {
    QImage before;
    for (const Month& month : months) {
      const QImage golden(
          QStringLiteral(PLENUM_SOURCE_DIR "/tests/viewport/goldens/%1.png").arg(QLatin1String(month.name)));
      QVERIFY(!golden.isNull());
      if (!before.isNull()) QVERIFY(test::apart(golden, before).worst > 20.0);
      before = golden;
    }
  }

  void whatIsNotAskedForIsNotSeen() {
    const auto layout = shaoguan();
    QVERIFY(layout);
    StillOptions plain = optionsOf(nullptr);
    plain.options.style = SceneStyle::operate;
    Renderer renderer;
    const QImage before = renderStill(renderer, test::fakeFrame(layout), plain).image;
    StillOptions grown = plain;
    grown.options.growth = test::fakeGrowth(Stage::live, 1.0, Stage::shell, 0.5);
    QVERIFY(test::apart(before, renderStill(renderer, test::fakeFrame(layout), grown).image).mean > 1.0);
    const QImage after = renderStill(renderer, test::fakeFrame(layout), plain).image;
    QCOMPARE(test::apart(before, after).worst, 0.0);
  }

  void aPlannedBlockIsFoundUnderThePointer() {
    const auto growth = test::fakeGrowth(Stage::live, 1.0, Stage::notBegun, 0.0);
    Camera camera;
    camera.elevationDeg = 89.0, camera.target = {390, 70, 0}, camera.distanceM = 900.0;
    const Projection view{camera, 800, 600};
    const auto at = [&](Vec3 place) { return *view.project(place); };
    const Growth::Block* first = plannedAt(*growth, view, at({390, 70, 0}));
    QVERIFY(first && first->id == "P2");
    const Growth::Block* second = plannedAt(*growth, view, at({390, 200, 0}));
    QVERIFY(second && second->id == "P3");
    QVERIFY(!plannedAt(*growth, view, at({280, 10, 0})));
  }
};

PLENUM_TEST(GrowthPictureTest)
#include "GrowthPictureTest.moc"
