// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>
#include <algorithm>
#include <ctime>

#include "scene/Views.h"
#include "support/FakeCampus.h"
#include "support/Test.h"
#include "viewport/Renderer.h"
#include "viewport/ViewTheme.h"

using namespace plenum;

namespace {

struct Row {
  const char* name;
  test::CampusSize size;
  const char* view;
  int width, height;
};

/// Of a named view, or of a thing.
Camera cameraFor(const Layout& layout, const char* name) {
  if (const auto view = cameraOf(layout, name, 1.6)) return *view;
  return cameraOn(layout, *layout.find(name), *cameraOf(layout, "campus", 1.6), 1.6);
}

}  // namespace

/// Not a test of a speed, which is the machine's: a campus of any size is drawn, and with PLENUM_TIMES=1 the times are
/// printed. Every frame recolours every chip and orbits.
class FrameRateTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everySizeIsDrawn() {
    const bool isTimed = qgetenv("PLENUM_TIMES") == "1";
    std::vector<Row> rows{{"10k", {4, 10, 8}, "campus", 1280, 800}};
    if (isTimed) {
      const test::CampusSize hundred{14, 28, 8}, million{34, 116, 8};
      rows.push_back({"10k half", {4, 10, 8}, "campus", 640, 400});
      rows.push_back({"10k hall", {4, 10, 8}, "H2", 1280, 800});
      rows.push_back({"100k", hundred, "campus", 1280, 800});
      rows.push_back({"100k half", hundred, "campus", 640, 400});
      rows.push_back({"100k hall", hundred, "H2", 1280, 800});
      rows.push_back({"100k moving", hundred, "campus", 960, 540});
      rows.push_back({"100k hall moving", hundred, "H2", 960, 540});
      rows.push_back({"100k rack", hundred, "H2/R3-05", 1280, 800});
      rows.push_back({"100k rack moving", hundred, "H2/R3-05", 960, 540});
      rows.push_back({"1M", million, "campus", 1280, 800});
      rows.push_back({"1M half", million, "campus", 640, 400});
    }
    for (const Row& row : rows) {
      const auto layout = test::fakeLayout(row.size);
      const FramePtr frames[] = {test::fakeFrame(layout, 0.2, 1), test::fakeFrame(layout, 0.8, 2)};
      Renderer renderer;
      QVERIFY2(renderer.trouble().empty(), renderer.trouble().c_str());
      RenderRequest request{.frame = frames[0],
                            .camera = cameraFor(*layout, row.view),
                            .overlay = findOverlay("chip-temperature"),
                            .palette = duskPalette(),
                            .width = row.width,
                            .height = row.height};
      const double first = renderer.draw(request).drawMs;
      std::vector<double> wall;
      const int count = isTimed ? 24 : 3;
      const std::clock_t begin = std::clock();
      for (int k = 0; k < count; ++k) {
        request.frame = frames[k % 2];
        request.camera = orbit(request.camera, request.camera.target, 3.0, 0.0);
        const Picture picture = renderer.draw(request);
        QVERIFY(!picture.image.isNull());
        wall.push_back(picture.drawMs);
      }
      const double cpuMs = 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / count;
      std::sort(wall.begin(), wall.end());
      if (isTimed)
        qInfo(
            "%-10s %7u chips %5zu racks %4dx%-4d first %6.0f ms, then min %5.1f median %5.1f p95 %5.1f ms, CPU %5.1f "
            "ms",
            row.name, layout->chips, layout->racks.size(), row.width, row.height, first, wall.front(),
            wall[wall.size() / 2], wall[wall.size() * 95 / 100], cpuMs);
    }
  }
};

PLENUM_TEST(FrameRateTest)
#include "FrameRateTest.moc"
