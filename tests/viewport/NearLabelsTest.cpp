// SPDX-License-Identifier: Apache-2.0
#include <QGuiApplication>
#include <QImage>
#include <QPainter>

#include "scene/Views.h"
#include "support/FakeCampus.h"
#include "support/Test.h"
#include "viewport/Marks.h"

using namespace plenum;

/// Which machines carry a name: of those that stand together all, or one name for all, and never just some.
class NearLabelsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void machinesThatStandApartCarryTheirOwnNames();
  void machinesTooCloseForTheirNamesCarryOneForAll();
  void atNoDistanceAreOnlySomeNamed();
  void aMachineThatIsLargeInThePictureGoesByItsOwnName();
  void whatIsUnderARoofHasNoName();
};

namespace {

constexpr double viewWide = 1200, viewHigh = 700;

/// Five towers in a row and nothing else.
LayoutPtr towers(double apartM) {
  auto layout = std::make_shared<Layout>();
  for (int k = 0; k < 5; ++k) {
    PlacedPlant<TowerSpec> tower;
    tower.id = "W/T" + std::to_string(k + 1);
    tower.circuit = 0;
    tower.box = {{apartM * k, 0, 0}, {apartM * k + 5, 5, 6}};
    layout->towers.push_back(tower);
    layout->bounds.add(tower.box);
  }
  return layout;
}

QStringList namesAt(const Layout& layout, double distanceM, const std::vector<Box>& closed = {}) {
  Camera camera;
  camera.target = layout.bounds.centre();
  camera.distanceM = distanceM;
  const ViewTheme theme;
  const Sentences say = [](const std::string& id) {
    return id == "group.tower"  ? QStringLiteral("towers, %1")
           : id == "kind.tower" ? QStringLiteral("tower")
                                : QString();
  };
  const Annotations look{theme, say};
  QFont font;
  font.setPixelSize(11);
  QStringList names;
  for (const NearLabel& label : nearLabels(look, font, {camera, viewWide, viewHigh}, layout, {}, closed))
    names << label.text;
  names.sort();
  return names;
}

}  // namespace

void NearLabelsTest::machinesThatStandApartCarryTheirOwnNames() {
  QCOMPARE(namesAt(*towers(12), 100), QStringList({"tower T1", "tower T2", "tower T3", "tower T4", "tower T5"}));
}

void NearLabelsTest::machinesTooCloseForTheirNamesCarryOneForAll() {
  QCOMPARE(namesAt(*towers(5.2), 140), QStringList({"towers, 5"}));
}

void NearLabelsTest::atNoDistanceAreOnlySomeNamed() {
  int together = 0, apart = 0, none = 0;
  for (double distanceM = 60; distanceM < 500; distanceM *= 1.04) {
    const QStringList names = namesAt(*towers(5.2), distanceM);
    together += names == QStringList({"towers, 5"});
    apart += names.size() == 5;
    none += names.isEmpty();
    QVERIFY2(names.isEmpty() || names.size() == 5 || names == QStringList({"towers, 5"}),
             qPrintable(names.join(QLatin1Char(';'))));
  }
  QVERIFY(together > 0 && none > 0);
  Q_UNUSED(apart)
}

void NearLabelsTest::aMachineThatIsLargeInThePictureGoesByItsOwnName() {
  const QStringList names = namesAt(*towers(40), 60);
  QVERIFY2(names.contains(QStringLiteral("tower T3")), qPrintable(names.join(QLatin1Char(';'))));
}

void NearLabelsTest::whatIsUnderARoofHasNoName() {
  const auto layout = towers(12);
  QCOMPARE(namesAt(*layout, 100, {{{-10, -10, -1}, {100, 30, 20}}}), QStringList());
}

PLENUM_TEST_WITH(QGuiApplication, NearLabelsTest)
#include "NearLabelsTest.moc"
