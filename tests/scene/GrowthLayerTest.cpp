// SPDX-License-Identifier: Apache-2.0
#include <vtkRenderer.h>

#include <cmath>

#include "scene/GrowthLayer.h"
#include "scene/Scene.h"
#include "support/FakeCampus.h"
#include "support/FakeGrowth.h"
#include "support/Test.h"

using namespace plenum;
using test::fakeGrowth;
using Stage = Growth::Stage;

class GrowthLayerTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void onlyWhatHasChangedIsBuiltAnew() {
    vtkNew<vtkRenderer> renderer;
    GrowthLayer layer;
    QVERIFY(layer.rebuild(fakeGrowth(Stage::live, 1.0, Stage::shell, 0.2), dayPalette(), 0.1, *renderer));
    QCOMPARE(layer.built(), 2);
    QVERIFY(layer.rebuild(fakeGrowth(Stage::live, 1.0, Stage::shell, 0.3), dayPalette(), 0.1, *renderer));
    QCOMPARE(layer.built(), 1);
    // another month in which nothing moved: no shadow need be cast again
    QVERIFY(!layer.rebuild(fakeGrowth(Stage::live, 1.0, Stage::shell, 0.3), dayPalette(), 0.1, *renderer));
    QCOMPARE(layer.built(), 0);
    QVERIFY(layer.rebuild(fakeGrowth(Stage::live, 1.0, Stage::shell, 0.3), duskPalette(), 0.1, *renderer));
    QCOMPARE(layer.built(), 2);
  }

  void nothingIsLeftWhenItIsTakenAway() {
    vtkNew<vtkRenderer> renderer;
    GrowthLayer layer;
    layer.rebuild(fakeGrowth(Stage::fitOut, 0.5, Stage::groundWorks, 0.5), dayPalette(), 0.1, *renderer);
    QVERIFY(renderer->GetActors()->GetNumberOfItems() > 0);
    QVERIFY(layer.rebuild(nullptr, dayPalette(), 0.1, *renderer));
    QCOMPARE(renderer->GetActors()->GetNumberOfItems(), 0);
    QCOMPARE(layer.vertices(), std::size_t(0));
    QVERIFY(!layer.rebuild(nullptr, dayPalette(), 0.1, *renderer));
  }

  void aFieldIsNearlyEmptyAndAFinishedBlockIsNot() {
    const auto verticesOf = [](Stage stage, double share) {
      vtkNew<vtkRenderer> renderer;
      GrowthLayer layer;
      layer.rebuild(fakeGrowth(stage, share, Stage::notBegun, 0.0), dayPalette(), 0.1, *renderer);
      return layer.vertices();
    };
    const std::size_t field = verticesOf(Stage::notBegun, 0.0), low = verticesOf(Stage::shell, 0.2),
                      high = verticesOf(Stage::shell, 0.9), whole = verticesOf(Stage::live, 1.0);
    QVERIFY(field < low && low < high);
    QVERIFY(whole > field + 1000);
    // towers come one by one while it is fitted out
    QVERIFY(verticesOf(Stage::fitOut, 0.7) < verticesOf(Stage::commissioning, 0.1));
  }

  void fromAfarABlockHasFewCorners() {
    vtkNew<vtkRenderer> renderer;
    GrowthLayer layer;
    layer.rebuild(fakeGrowth(Stage::live, 1.0, Stage::notBegun, 0.0), dayPalette(), 0.1, *renderer);
    Camera camera;
    camera.target = {390, 70, 0}, camera.distanceM = 120.0;
    layer.look(camera);
    const std::size_t near = layer.verticesInSight();
    camera.distanceM = 1500.0;
    layer.look(camera);
    const std::size_t far = layer.verticesInSight();
    QVERIFY2(far * 3 < near, qPrintable(QStringLiteral("%1 of %2").arg(far).arg(near)));
    camera.distanceM = 120.0;
    layer.look(camera);
    QCOMPARE(layer.verticesInSight(), near);
    // in Present nothing is left out
    layer.rebuild(fakeGrowth(Stage::live, 1.0, Stage::notBegun, 0.0), materialPalette(), 0.1, *renderer);
    camera.distanceM = 1500.0;
    layer.look(camera);
    QCOMPARE(layer.verticesInSight(), layer.vertices());
  }

  void yearsAreToldApartByLightness() {
    Growth growth;
    growth.firstYear = 2027, growth.lastYear = 2031;
    double before = -1.0;
    for (int year = 2027; year <= 2031; ++year) {
      const Rgb8 c = yearColour(growth, year);
      const double light = 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b;
      QVERIFY2(light > before + 15.0, qPrintable(QString::number(light)));
      before = light;
    }
    QVERIFY(yearColour(growth, 0) == noValueColour);
  }

  void theCampusItselfIsNotBuiltAnewForAnotherMonth() {
    const auto layout = test::fakeLayout();
    Scene scene;
    SceneOptions options;
    options.growth = fakeGrowth(Stage::groundWorks, 0.5, Stage::notBegun, 0.0);
    scene.rebuild(layout, dayPalette(), uncut, options);
    const auto actors = [&] { return scene.renderer().GetActors()->GetNumberOfItems(); };
    const int with = actors();
    options.growth = fakeGrowth(Stage::shell, 0.5, Stage::groundWorks, 0.5);
    scene.rebuild(layout, dayPalette(), uncut, options);
    QCOMPARE(scene.growth().built(), 2);
    options.growth = nullptr;
    scene.rebuild(layout, dayPalette(), uncut, options);
    QVERIFY(actors() < with);
  }
};

PLENUM_TEST(GrowthLayerTest)
#include "GrowthLayerTest.moc"
