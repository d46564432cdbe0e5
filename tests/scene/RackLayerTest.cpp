// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <set>

#include "scene/RackLayer.h"
#include "scene/Scene.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

class RackLayerTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyChipHasATexelOfItsOwn() {
    const auto layout = test::fakeLayout();
    const RackAtlas atlas = packAtlas(*layout);
    std::set<std::uint32_t> texels;
    for (std::uint32_t i = 0; i < layout->racks.size(); ++i) {
      const PlacedRack& rack = layout->racks[i];
      for (std::uint32_t c = 0; c < rack.chips; ++c) {
        const std::uint32_t texel = atlas.texelOfChip(rack, i, c);
        QVERIFY(texel < atlas.width * atlas.height);
        QVERIFY(texels.insert(texel).second);
      }
      for (std::uint32_t column = 0; column < atlas.blocks[i].columns; ++column)
        QVERIFY(texels.insert(atlas.texelOfTop(i, column)).second);
    }
  }

  void anAtlasOfManyRacksStaysWithinWhatAGpuTakes() {
    const auto layout = test::fakeLayout({.rowsPerHall = 20, .racksPerRow = 40});
    const RackAtlas atlas = packAtlas(*layout);
    QVERIFY(layout->chips > 200000);
    QVERIFY(atlas.width <= 4096 && atlas.height <= 4096);
    QVERIFY(atlas.width * atlas.height < 2 * layout->chips);
  }

  void theTexelOfAChipHasItsOverlayColour() {
    const auto layout = test::fakeLayout();
    const auto frame = test::fakeFrame(layout);
    Scene scene;
    scene.rebuild(layout, duskPalette());
    const Overlay& overlay = *findOverlay("chip-temperature");
    scene.refresh(frame, overlay);
    for (std::uint32_t i : {0u, 7u, 159u}) {
      const PlacedRack& rack = layout->racks[i];
      for (std::uint32_t c = 0; c < rack.chips; ++c)
        QCOMPARE(scene.racks().texel(scene.racks().atlas().texelOfChip(rack, i, c)),
                 overlay.colourOf(frame->chips.dieC[rack.firstChip + c]));
      QCOMPARE(scene.racks().texel(scene.racks().atlas().texelOfTop(i, 0)), overlay.colourOf(frame->racks.maxChipC[i]));
    }
  }

  void aRackOverlayColoursAllOfTheRack() {
    const auto layout = test::fakeLayout();
    const auto frame = test::fakeFrame(layout);
    Scene scene;
    scene.rebuild(layout, duskPalette());
    const Overlay& overlay = *findOverlay("rack-power");
    scene.refresh(frame, overlay);
    const Rgb8 colour = overlay.colourOf(frame->racks.powerW[3]);
    QCOMPARE(scene.racks().texel(scene.racks().atlas().texelOfTop(3, 0)), colour);
    QCOMPARE(scene.racks().texel(scene.racks().atlas().texelOfChip(layout->racks[3], 3, 20)), colour);
  }

  void aRackWithoutPowerIsDarkUnlessTheOverlayStillMeansSomethingThere() {
    const auto layout = test::fakeLayout();
    const auto frame = test::fakeFrame(layout);
    frame->racks.isEnergised[3] = 0;
    Scene scene;
    scene.rebuild(layout, duskPalette());
    const auto chip = scene.racks().atlas().texelOfChip(layout->racks[3], 3, 0);
    scene.refresh(frame, *findOverlay("chip-power"));
    QCOMPARE(scene.racks().texel(chip), darkColour);
    scene.refresh(frame, *findOverlay("chip-temperature"));
    QVERIFY(scene.racks().texel(chip) != darkColour);
  }

  /// The scale passes a grey that nobody can tell from the grey of "no value": the pattern can be told.
  void chipsWithoutAValueWearAPatternAndNotOneColour() {
    const auto layout = test::fakeLayout();
    const auto frame = test::fakeFrame(layout);
    const PlacedRack& rack = layout->racks[3];
    for (std::uint32_t c = rack.firstChip; c < rack.firstChip + rack.chips; ++c) frame->chips.dieC[c] = std::nanf("");
    Scene scene;
    scene.rebuild(layout, duskPalette());
    scene.refresh(frame, *findOverlay("chip-temperature"));
    const RackAtlas& atlas = scene.racks().atlas();
    int plain = 0, hatched = 0;
    for (std::uint32_t c = 0; c < rack.chips; ++c)
      (scene.racks().texel(atlas.texelOfChip(rack, 3, c)) == noValueColour ? plain : hatched) += 1;
    QVERIFY2(std::abs(plain - hatched) <= static_cast<int>(rack.chips) / 3, std::to_string(plain).c_str());
    // what has a value beside it wears one colour
    const PlacedRack& other = layout->racks[4];
    std::fill_n(frame->chips.dieC.begin() + other.firstChip, other.chips, 60.0f);
    const auto next = std::make_shared<Frame>(*frame);
    scene.refresh(next, *findOverlay("chip-temperature"));
    for (std::uint32_t c = 1; c < other.chips; ++c)
      QCOMPARE(scene.racks().texel(atlas.texelOfChip(other, 4, c)),
               scene.racks().texel(atlas.texelOfChip(other, 4, 0)));
  }

  void equipmentChangesColourOnlyWhenItIsAbnormal() {
    const auto layout = test::fakeLayout();
    const Overlay& overlay = overlays().front();
    Scene scene;
    scene.rebuild(layout, duskPalette());
    const auto healthy = test::fakeFrame(layout);
    healthy->pumps.state[1] = Running::off;
    healthy->chillers.state[0] = Running::starting;
    scene.refresh(healthy, overlay);
    QCOMPARE(scene.equipment().abnormal(), std::size_t{0});
    const auto sick = test::fakeFrame(layout);
    sick->towers.state[2] = Running::failed;
    sick->cdus.state[0] = Running::dark;
    scene.refresh(sick, overlay);
    QCOMPARE(scene.equipment().abnormal(), std::size_t{2});
    scene.refresh(healthy, overlay);
    QCOMPARE(scene.equipment().abnormal(), std::size_t{0});
  }

  void pipesRunFromThePlantToEachBuildingOnce() {
    const auto layout = test::fakeLayout();
    QCOMPARE(pipedBuildings(*layout).size(), std::size_t{2});
  }
};

PLENUM_TEST(RackLayerTest)
#include "RackLayerTest.moc"
