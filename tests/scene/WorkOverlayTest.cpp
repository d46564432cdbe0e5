// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <set>

#include "overlays/Tenants.h"
#include "overlays/WorkOverlays.h"
#include "scene/Scene.h"
#include "support/Test.h"
#include "support/WorkFrame.h"

using namespace plenum;

namespace {

using Slowed = Frame::JobLine::Slowed;

constexpr EntityRef rack0{Kind::rack, 0, 0};

double of(const Frame& frame, const char* overlay, EntityRef entity) {
  return static_cast<double>(findOverlay(overlay)->valueAt(frame, entity));
}

std::tuple<int, int, int> key(Rgb8 c) { return {c.r, c.g, c.b}; }

}  // namespace

class WorkOverlayTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theTwelveLargestHaveColoursOfTheirOwn() {
    const auto frame = test::fakeFrame(test::fakeLayout());
    for (std::uint32_t j = 0; j < 15; ++j) test::addJob(*frame, "job-" + std::to_string(j), 4 * j, j < 3 ? 1 : 2);
    const TenantColours colours(*frame);
    QCOMPARE(colours.largest().size(), std::size_t{12});
    QCOMPARE(colours.otherCount(), 3u);
    std::set<std::tuple<int, int, int>> seen;
    for (const std::uint32_t tenant : colours.largest()) {
      QVERIFY(tenant >= 3);  // the three small ones share one
      QVERIFY(seen.insert(key(colours.of(tenant))).second);
    }
    QCOMPARE(colours.of(0), TenantColours::others);
    QCOMPARE(colours.of(none), TenantColours::idle);
    QVERIFY(!seen.count(key(TenantColours::idle)) && !seen.count(key(TenantColours::others)));
  }

  // a colour that changes when another job comes cannot be remembered
  void aNewcomerTakesNobodysColour() {
    const auto layout = test::fakeLayout();
    const auto before = test::fakeFrame(layout), after = test::fakeFrame(layout);
    for (std::uint32_t j = 0; j < 6; ++j) test::addJob(*before, "old-" + std::to_string(j), 4 * j, 2);
    for (std::uint32_t j = 0; j < 5; ++j)  // another order in the list, and larger
      test::addJob(*after, "new-" + std::to_string(j), 60 + 4 * j, 3).startS = 1000.0;
    for (std::uint32_t j = 6; j-- > 0;) test::addJob(*after, "old-" + std::to_string(j), 4 * j, 2);
    const TenantColours first(*before), then(*after);
    for (std::uint32_t j = 0; j < 6; ++j) {
      const std::string id = "old-" + std::to_string(j);
      QCOMPARE(then.of(findTenant(*after, id)), first.of(findTenant(*before, id)));
    }
  }

  void whoHoldsARackIsToldMostFirst() {
    const auto frame = test::fakeFrame(test::fakeLayout());
    test::addJob(*frame, "a", 0, 2);
    test::addService(*frame, "s", 2, 1);
    // a few of rack 0's chips go to the service
    for (std::uint32_t c = 0; c < 5; ++c) frame->chipTenant[c] = 1;
    const std::uint32_t racks[] = {0, 2, 9};
    const auto found = tenantsIn(*frame, racks);
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].tenant, 1u);
    QCOMPARE(found[0].chips, frame->layout->racks[2].chips + 5);
    QCOMPARE(found[1].chips, frame->layout->racks[0].chips - 5);
    QCOMPARE(of(*frame, "job", rack0), 0.0);
    QCOMPARE(of(*frame, "job", {Kind::chip, 0, 0}), 1.0);
    QCOMPARE(of(*frame, "job", {Kind::rack, 9, 0}), -1.0);
  }

  // one hot rack slows a gang: it is the cause there, and the others wait
  void theHotRackIsToldFromThoseThatWaitForIt() {
    const auto frame = test::fakeFrame(test::fakeLayout());
    test::addJob(*frame, "gang", 0, 3).slowed = Slowed::heat;
    const PlacedRack& hot = frame->layout->racks[1];
    for (std::uint32_t c = hot.firstChip; c < hot.firstChip + hot.chips; ++c) frame->chips.frequency[c] = 0.7f;
    QCOMPARE(of(*frame, "slowed-by", {Kind::rack, 1, 0}), 1.0);
    QCOMPARE(of(*frame, "slowed-by", rack0), 4.0);
    frame->jobs[0].slowed = Slowed::cap;
    QCOMPARE(of(*frame, "slowed-by", rack0), 2.0);
    frame->jobs[0].slowed = Slowed::no;
    QCOMPARE(of(*frame, "slowed-by", rack0), 0.0);
    QVERIFY(std::isnan(of(*frame, "slowed-by", {Kind::rack, 9, 0})));
  }

  void industriesAndDrainedRacksAreKinds() {
    const auto frame = test::fakeFrame(test::fakeLayout());
    QVERIFY(std::isnan(of(*frame, "drained", rack0)));
    QVERIFY(std::isnan(of(*frame, "job", rack0)));  // a frame that says nothing of tenants
    test::addJob(*frame, "a", 0, 1).industry = Industry::healthcare;
    frame->isRackDrained.assign(frame->layout->racks.size(), 0);
    frame->isRackDrained[0] = 1;
    QCOMPARE(of(*frame, "industry", rack0), 5.0);
    QCOMPARE(of(*frame, "drained", rack0), 1.0);
    const Overlay& industry = *findOverlay("industry");
    QCOMPARE(industry.categories.size(), industry.states.size());
    QCOMPARE(industry.colourOf(5.0f), industry.categories[5]);
    QCOMPARE(industry.colourOf(std::nanf("")), noValueColour);
    for (const Overlay& overlay : workOverlays())
      for (const Overlay::State& state : overlay.states)
        QVERIFY(static_cast<std::size_t>(state.value) < overlay.categories.size());
  }

  void theRacksOfTheSceneWearTheColoursOfTheirJobs() {
    const auto layout = test::fakeLayout();
    const auto frame = test::fakeFrame(layout);
    test::addJob(*frame, "a", 0, 1);
    test::addJob(*frame, "b", 1, 1);
    frame->chipTenant[0] = 1;
    Scene scene;
    scene.rebuild(layout, duskPalette());
    scene.refresh(frame, *findOverlay("job"));
    const TenantColours colours(*frame);
    const RackAtlas& atlas = scene.racks().atlas();
    QCOMPARE(scene.racks().texel(atlas.texelOfChip(layout->racks[0], 0, 0)), colours.of(1));
    QCOMPARE(scene.racks().texel(atlas.texelOfChip(layout->racks[0], 0, 1)), colours.of(0));
    QCOMPARE(scene.racks().texel(atlas.texelOfTop(0, 0)), colours.of(0));
    QCOMPARE(scene.racks().texel(atlas.texelOfTop(1, 0)), colours.of(1));
    QCOMPARE(scene.racks().texel(atlas.texelOfTop(5, 0)), TenantColours::idle);
  }
};

PLENUM_TEST(WorkOverlayTest)
#include "WorkOverlayTest.moc"
