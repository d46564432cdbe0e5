// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "scene/Scene.h"
#include "scene/Views.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

namespace {

Frame& spinning(const std::shared_ptr<Frame>& frame) {
  frame->towers.fanSpeed.assign(frame->layout->towers.size(), 0.8f);
  frame->towers.heatW.assign(frame->layout->towers.size(), 4e6f);
  frame->dryCoolers.fanSpeed.assign(frame->layout->dryCoolers.size(), 0.5f);
  frame->fanWalls.fanSpeed.assign(frame->layout->fanWalls.size(), 0.6f);
  return *frame;
}

std::shared_ptr<Frame> frameAt(const LayoutPtr& layout, double seconds, std::uint64_t sequence) {
  auto frame = test::fakeFrame(layout, 0.5, sequence);
  spinning(frame);
  frame->time = Time{} + Duration{static_cast<std::int64_t>(1e6 * seconds)};
  return frame;
}

}  // namespace

class DetailLayerTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void fansTurnWhileTimePassesAndStandWhilePaused() {
    const auto layout = test::fakeLayout();
    Scene scene;
    scene.rebuild(layout, duskPalette());
    const Overlay& overlay = overlays().front();
    scene.refresh(frameAt(layout, 0, 1), overlay, 0.1);
    const double before = scene.details().turning().phaseOf(0);
    // another frame of the same instant: paused
    scene.refresh(frameAt(layout, 0, 2), overlay, 0.1);
    QCOMPARE(scene.details().turning().phaseOf(0), before);
    scene.refresh(frameAt(layout, 5, 3), overlay, 0.1);
    const double turned = scene.details().turning().phaseOf(0) - before;
    QVERIFY(test::isNear(turned, 0.1 * 0.8 * 0.9, 1e-6));
    // where motion is reduced nobody says that time passes
    scene.refresh(frameAt(layout, 9, 4), overlay, 0.0);
    QVERIFY(test::isNear(scene.details().turning().phaseOf(0) - before, turned, 1e-12));
  }

  void aFanThatFailedStands() {
    const auto layout = test::fakeLayout();
    auto frame = frameAt(layout, 0, 1);
    const auto& rotors = layRotors(*layout);
    QVERIFY(speedIn(rotors[0], *frame) > 0.5);
    frame->towers.state[rotors[0].index] = Running::failed;
    QCOMPARE(speedIn(rotors[0], *frame), 0.0);
  }

  void aPlumeIsSeenInColdDampAirAndNotInHotDryAir() {
    // per kilogram of air; by hand: exhaust near 24 °C and saturated (18.9 g/kg) into 2 °C air at saturation (4.4 g/kg)
    const double cold = plumeWater(2.0, 2.0, 60e3), hot = plumeWater(36.0, 18.0, 20e3);
    QVERIFY2(cold > 1e-3, qPrintable(QString::number(cold)));
    QVERIFY2(hot == 0.0, qPrintable(QString::number(hot)));
    QVERIFY(plumeWater(2.0, 2.0, 30e3) < cold);
    QCOMPARE(plumeWater(2.0, 2.0, 0.0), 0.0);
    QCOMPARE(plumeWater(std::nan(""), 2.0, 1e4), 0.0);
  }

  void rowsAndRacksOpenNearTheEyeALittleWithEveryPictureAndCloseAgain() {
    const auto layout = test::fakeLayout();
    Scene scene;
    scene.rebuild(layout, duskPalette());
    scene.refresh(test::fakeFrame(layout), overlays().front());
    scene.look(*cameraOf(*layout, "campus", 1.6));
    QVERIFY(scene.details().racks().opened().empty());
    const Camera near = cameraOn(*layout, {Kind::rack, 5, 0}, *cameraOf(*layout, "campus", 1.6), 1.6);
    scene.look(near);
    const std::size_t first = scene.details().racks().opened().size();
    QVERIFY(first >= 1);
    QVERIFY(scene.details().isWaiting());
    for (int k = 0; k < 200 && scene.details().isWaiting(); ++k) scene.look(near);
    QVERIFY(!scene.details().isWaiting());
    const auto& opened = scene.details().racks().opened();
    QVERIFY(opened.size() > first && opened.size() <= RackDetailLayer::mostOpened);
    QVERIFY(std::find(opened.begin(), opened.end(), 5u) != opened.end());
    QVERIFY(scene.details().racks().dressedRows() >= 1);
    scene.look(*cameraOf(*layout, "campus", 1.6));
    QVERIFY(scene.details().racks().opened().empty());
    QCOMPARE(scene.details().racks().dressedRows(), std::size_t{0});
  }

  void anXrayLeavesSolidWhatIsChosenAndWhatIsAbnormal() {
    const auto layout = test::fakeLayout();
    auto frame = test::fakeFrame(layout);
    frame->racks.isEnergised[77] = 0;
    Scene scene;
    SceneOptions options;
    scene.rebuild(layout, duskPalette(), uncut, options);
    scene.refresh(frame, overlays().front());
    QVERIFY(scene.racks().isSolid(3));
    options.opening.isXray = true;
    options.opening.chosen = layout->rows[1].id;
    scene.rebuild(layout, duskPalette(), uncut, options);
    scene.refresh(frame, overlays().front());
    for (std::uint32_t i = 0; i < layout->racks.size(); ++i)
      QCOMPARE(scene.racks().isSolid(i), i == 77 || layout->racks[i].row == 1);
    scene.rebuild(layout, duskPalette(), uncut, {});
    scene.refresh(frame, overlays().front());
    QVERIFY(scene.racks().isSolid(3));
  }

  void anOpenRackDoesNotFlickerAtTheDistanceWhereItOpens() {
    const auto layout = test::fakeLayout();
    Scene scene;
    scene.rebuild(layout, duskPalette());
    scene.refresh(test::fakeFrame(layout), overlays().front());
    Camera camera = cameraOn(*layout, {Kind::rack, 5, 0}, *cameraOf(*layout, "campus", 1.6), 1.6);
    const auto isOpen = [&] {
      const auto& opened = scene.details().racks().opened();
      return std::find(opened.begin(), opened.end(), 5u) != opened.end();
    };
    for (int k = 0; k < 60; ++k) scene.look(camera);
    QVERIFY(isOpen());
    // draw back until it closes; a little nearer it must stay closed
    while (isOpen() && camera.distanceM < 500) {
      camera.distanceM *= 1.01;
      scene.look(camera);
    }
    camera.distanceM /= 1.03;
    for (int k = 0; k < 20; ++k) scene.look(camera);
    QVERIFY(!isOpen());
  }
};

PLENUM_TEST(DetailLayerTest)
#include "DetailLayerTest.moc"
