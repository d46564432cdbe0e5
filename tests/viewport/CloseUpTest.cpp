// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "io/Files.h"
#include "scene/Views.h"
#include "support/FakeCampus.h"
#include "support/Test.h"
#include "viewport/Still.h"

using namespace plenum;

/// Pictures of single things, for the eye: PLENUM_PICTURES=folder writes one of each kind of rack and machine.
class CloseUpTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aRackFromNearbyShowsMoreThanItsColours() {
    const auto layout = test::fakeLayout();
    const auto frame = test::fakeFrame(layout);
    StillOptions options;
    options.width = 480, options.height = 360;
    options.isFine = false, options.isAnnotated = false;
    options.camera = cameraOn(*layout, {Kind::rack, 5, 0}, *cameraOf(*layout, "campus", 1.33), 1.33);
    const Still still = renderStill(frame, options);
    QVERIFY2(still.trouble.empty(), still.trouble.c_str());
    std::set<QRgb> colours;
    for (int y = 90; y < 270; ++y)
      for (int x = 120; x < 360; ++x) colours.insert(still.image.pixel(x, y));
    QVERIFY2(colours.size() > 150, qPrintable(QString::number(colours.size())));
  }

  void pictures() {
    const QByteArray folder = qgetenv("PLENUM_PICTURES");
    if (folder.isEmpty()) QSKIP("PLENUM_PICTURES is not set");
    const QByteArray site = qgetenv("PLENUM_SITE");
    const auto opened = io::openProject(
        site.isEmpty() ? (test::sourceDir() / "sample-sites/shaoguan/shaoguan.site.json").string() : site.toStdString(),
        {});
    QVERIFY(opened);
    const LayoutPtr layout = opened->layout;
    auto frame = test::fakeFrame(layout);
    frame->towers.fanSpeed.assign(layout->towers.size(), 0.8f);
    frame->towers.heatW.assign(layout->towers.size(), 4e6f);
    frame->metrics.outdoorC = 6.0, frame->metrics.wetBulbC = 5.0;
    frame->power.frequencyHz.assign(layout->power.size(), 50.0f);
    frame->power.loadFraction.assign(layout->power.size(), 0.7f);
    std::vector<std::string> ids;
    for (const QByteArray& id : qgetenv("PLENUM_IDS").split(',')) ids.push_back(id.toStdString());
    for (const std::string& id : ids) {
      const auto thing = layout->find(id);
      if (!thing) continue;
      StillOptions options;
      options.width = 640, options.height = 480;
      options.theme = qgetenv("PLENUM_THEME") == "light" ? ViewTheme::light() : ViewTheme::dark();
      options.isAnnotated = false;
      options.options.opening.isXray = qgetenv("PLENUM_XRAY") == "1";
      options.options.opening.chosen = id;
      options.camera = cameraOn(*layout, *thing, openingCamera(*layout, 1.33), 1.33);
      const Still still = renderStill(frame, options);
      std::string file = id;
      std::replace(file.begin(), file.end(), '/', '_');
      QVERIFY(still.image.save(QString::fromUtf8(folder) + "/" + QString::fromStdString(file) + ".png"));
    }
  }
};

PLENUM_TEST(CloseUpTest)
#include "CloseUpTest.moc"
