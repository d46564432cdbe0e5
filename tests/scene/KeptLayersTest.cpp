// SPDX-License-Identifier: Apache-2.0
#include <vtkImageData.h>
#include <vtkRenderer.h>

#include <cstring>

#include "document/Document.h"
#include "scene/BakedLight.h"
#include "scene/Scene.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

namespace {

bool isSame(vtkImageData* a, vtkImageData* b) {
  const auto bytes = [](vtkImageData* i) {
    return static_cast<std::size_t>(i->GetNumberOfPoints()) *
           static_cast<std::size_t>(i->GetNumberOfScalarComponents());
  };
  return bytes(a) == bytes(b) && std::memcmp(a->GetScalarPointer(), b->GetScalarPointer(), bytes(a)) == 0;
}

/// A yard with a row of boxes, one of them somewhere else.
Lightmap mapWith(double x, double y) {
  Lightmap map({{0, 0, 0}, {120, 80, 0}});
  map.cast({{20, 20, 0}, {70, 60, 6}}, 0.0);
  map.openToSky({{20, 20, 0}, {70, 60, 6}});
  for (int k = 0; k < 6; ++k) map.cast({{24.0 + 6 * k, 30, 0}, {28.0 + 6 * k, 32, 2.2}}, 0.0);
  map.cast({{x, y, 0}, {x + 4, y + 2, 2.2}}, 0.0);
  return map;
}

}  // namespace

/// What each layer does with an edit: what stands otherwise is made anew, and nothing else.
class KeptLayersTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aMovedRowLeavesWhatItDoesNotTouch() {
    Document document(test::fakeLayout());
    Scene scene;
    scene.rebuild(document.current(), duskPalette());
    const std::size_t all = scene.made();
    QVERIFY(!hasError(document.edit(MoveRow{"H2", "R2", {0.1, 0.0}})));
    scene.rebuild(document.current(), duskPalette());
    // of the hall its racks' bodies and faces, its pipes and cables; the floor beneath
    QCOMPARE(scene.racks().made(), std::size_t{2});
    QCOMPARE(scene.equipment().made(), std::size_t{0});
    QCOMPARE(scene.buildings().made(), std::size_t{0});
    QVERIFY(scene.pipes().made() <= 1);
    QVERIFY(scene.cables().made() <= 1);
    QCOMPARE(scene.ground().made(), std::size_t{1});
    QVERIFY2(3 * scene.made() < all, qPrintable(QStringLiteral("%1 of %2").arg(scene.made()).arg(all)));
    // and nothing at all of what the picture does not show
    QVERIFY(!hasError(document.edit(SetDesignSupply{"H2/L1", {36.0}})));
    scene.rebuild(document.current(), duskPalette());
    QCOMPARE(scene.made(), std::size_t{0});
  }

  void aMovedPumpIsMadeAnewAndNoRack() {
    Document document(test::fakeLayout());
    Scene scene;
    scene.rebuild(document.current(), duskPalette());
    QVERIFY(!hasError(document.edit(MoveThings{{"P1"}, {0.5, 0.0}})) ||
            !hasError(document.edit(MoveThings{{"P"}, {0.5, 0.0}})));
    scene.rebuild(document.current(), duskPalette());
    QCOMPARE(scene.racks().made(), std::size_t{0});
    QCOMPARE(scene.equipment().made(), std::size_t{1});
    QCOMPARE(scene.buildings().made(), std::size_t{0});
  }

  void theSameAgainAfterUndoIsTheSamePicture() {
    Document document(test::fakeLayout());
    Scene scene;
    scene.rebuild(document.current(), duskPalette());
    const auto actors = scene.renderer().GetViewProps()->GetNumberOfItems();
    QVERIFY(!hasError(document.edit(RemoveThings{{"H3"}})));
    scene.rebuild(document.current(), duskPalette());
    QVERIFY(scene.renderer().GetViewProps()->GetNumberOfItems() < actors);
    document.undo();
    scene.rebuild(document.current(), duskPalette());
    QCOMPARE(scene.renderer().GetViewProps()->GetNumberOfItems(), actors);
  }

  void lightIsBakedAgainOnlyWhereSomethingElseIsCast() {
    BakedLight kept;
    kept.bake(mapWith(80, 20), BakedLight::Wants::everything);
    const std::size_t whole = kept.baked();
    kept.bake(mapWith(80, 20), BakedLight::Wants::everything);
    QCOMPARE(kept.baked(), std::size_t{0});
    for (const Vec2 to : {Vec2{80.7, 20.0}, Vec2{84.0, 31.3}, Vec2{-9.0, -9.0}, Vec2{118.0, 79.0}, Vec2{40.0, 40.0}}) {
      const Lightmap map = mapWith(to.x, to.y);
      kept.bake(map, BakedLight::Wants::everything);
      BakedLight fresh;
      fresh.bake(map, BakedLight::Wants::everything);
      QVERIFY2(isSame(kept.image(), fresh.image()), qPrintable(QStringLiteral("%1, %2").arg(to.x).arg(to.y)));
      if (to.x < 81.0 && to.x > 79.0) QVERIFY(10 * kept.baked() < whole);
    }
    // without shadows it is another picture altogether
    kept.bake(mapWith(40, 40), BakedLight::Wants::nearness);
    QCOMPARE(kept.baked(), whole);
  }
};

PLENUM_TEST(KeptLayersTest)
#include "KeptLayersTest.moc"
