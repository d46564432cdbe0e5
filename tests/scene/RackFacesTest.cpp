// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "scene/RackFaces.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

/// What of a rack's inside wears the overlay, and what does not.
class RackFacesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // a colour dimmed to a third is another value of the scale: what wears the overlay wears it whole, but for its sides
  void onlyChipsAndLabelsWearTheOverlay() {
    const LayoutPtr layout = test::fakeLayout();
    const RackAtlas atlas = packAtlas(*layout);
    const PlacedRack& rack = layout->racks[0];
    RackInside inside;
    addRackInside(inside, rack, 0, atlas, dayPalette());
    const std::vector<std::uint8_t>& rgba = inside.coloured.colours();
    QVERIFY(!rgba.empty());
    int darkest = 255;
    for (std::size_t i = 0; i < rgba.size(); i += 4) darkest = std::min<int>(darkest, rgba[i]);
    QVERIFY2(darkest >= 190, qPrintable(QString::number(darkest)));
    // the chips are there: at least a front of four corners each
    QVERIFY(inside.coloured.vertices() >= std::size_t{4} * rack.chips);
  }
};

PLENUM_TEST(RackFacesTest)
#include "RackFacesTest.moc"
