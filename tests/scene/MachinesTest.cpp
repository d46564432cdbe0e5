// SPDX-License-Identifier: Apache-2.0
#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include <algorithm>
#include <cmath>

#include "scene/Machines.h"
#include "scene/RackFaces.h"
#include "scene/TurningLayer.h"
#include "site/ChipGrid.h"
#include "support/FakeCampus.h"
#include "support/Test.h"

using namespace plenum;

namespace {

Box boundsOf(vtkPolyData* mesh) {
  Box box;
  for (vtkIdType i = 0; i < mesh->GetNumberOfPoints(); ++i) {
    const double* p = mesh->GetPoint(i);
    box.add(Vec3{p[0], p[1], p[2]});
  }
  return box;
}

/// How much of the surface of a mesh faces away from its middle, as a share of all: a box that is drawn inside out
/// would make it 1.
double shareInwards(vtkPolyData* mesh, Vec3 middle) {
  double in = 0.0, all = 0.0;
  auto* polygons = mesh->GetPolys();
  vtkIdType count = 0;
  const vtkIdType* corners = nullptr;
  for (polygons->InitTraversal(); polygons->GetNextCell(count, corners);) {
    const auto at = [&](vtkIdType k) {
      const double* p = mesh->GetPoint(corners[k]);
      return Vec3{p[0], p[1], p[2]};
    };
    const Vec3 a = at(0), u = at(1) - a, v = at(2) - a;
    const Vec3 n{u.y * v.z - u.z * v.y, u.z * v.x - u.x * v.z, u.x * v.y - u.y * v.x};
    const Vec3 out = a - middle;
    const double area = std::sqrt(n.x * n.x + n.y * n.y + n.z * n.z);
    all += area;
    if (n.x * out.x + n.y * out.y + n.z * out.z < 0.0) in += area;
  }
  return all > 0.0 ? in / all : 0.0;
}

struct Row {
  const char* name;
  void (*draw)(Mesh&, const Box&, const Palette&);
};
void fanWallOfSix(Mesh& mesh, const Box& box, const Palette& palette) { machine::addFanWall(mesh, box, 6, palette); }

}  // namespace

class MachinesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyMachineFillsItsBoxAndFacesOutwards_data() {
    QTest::addColumn<int>("row");
    for (int i = 0; i < static_cast<int>(rows().size()); ++i)
      QTest::newRow(rows()[static_cast<std::size_t>(i)].name) << i;
  }
  void everyMachineFillsItsBoxAndFacesOutwards() {
    QFETCH(int, row);
    for (const bool isAlongX : {true, false}) {
      const Box box{{10, 20, 0.2}, isAlongX ? Vec3{15, 22.4, 3.0} : Vec3{12.4, 25, 3.0}};
      Mesh mesh;
      rows()[static_cast<std::size_t>(row)].draw(mesh, box, duskPalette());
      const auto made = mesh.take();
      const Box bounds = boundsOf(made);
      // pipes and rims may stand out by less than a pace, plinths reach into the ground
      constexpr double outM = 0.8;
      QVERIFY(bounds.min.x > box.min.x - outM && bounds.max.x < box.max.x + outM);
      QVERIFY(bounds.min.y > box.min.y - outM && bounds.max.y < box.max.y + outM);
      QVERIFY(bounds.max.z < box.max.z + outM);
      QVERIFY(bounds.max.z > box.min.z + 0.8 * box.size().z);
      const double least = 0.8 * std::min(box.size().x, box.size().y);  // a round thing is as wide as the shorter side
      QVERIFY(bounds.size().x > least && bounds.size().y > least);
      QVERIFY2(shareInwards(made, box.centre()) < 0.45, qPrintable(QString::number(shareInwards(made, box.centre()))));
      QVERIFY2(made->GetNumberOfPoints() < 3500, qPrintable(QString::number(made->GetNumberOfPoints())));
    }
  }

  void chipsAreDrawnWhereTheyArePicked() {
    const auto layout = test::fakeLayout();
    const RackAtlas atlas = packAtlas(*layout);
    for (const std::uint32_t index : {0u, 11u}) {
      const PlacedRack& rack = layout->racks[index];
      RackInside inside;
      addRackInside(inside, rack, index, atlas, duskPalette());
      const auto coloured = inside.coloured.take();
      const Box bounds = boundsOf(coloured);
      QVERIFY(bounds.min.x >= rack.box.min.x - 1e-5 && bounds.max.x <= rack.box.max.x + 1e-5);
      QVERIFY(bounds.min.z >= rack.box.min.z - 1e-5 && bounds.max.z <= rack.box.max.z + 1e-5);
      // nothing stands out so far that another cell would hide behind it from 30° aside
      const double out = rack.facesNorth ? bounds.max.y - rack.box.max.y : rack.box.min.y - bounds.min.y;
      QVERIFY(out > 0.02 && out < 0.08);
      for (std::uint32_t chip = 0; chip < rack.chips; chip += 7) {
        const Box cell = chipCellBox(rack, chip);
        const Vec3 front{cell.centre().x, rack.facesNorth ? rack.box.max.y + 0.8 : rack.box.min.y - 0.8,
                         cell.centre().z};
        const auto hit = pick(*layout, {front, {0, rack.facesNorth ? -1.0 : 1.0, 0}});
        QVERIFY(hit.has_value());
        QCOMPARE(hit->entity, (EntityRef{Kind::chip, rack.firstChip + chip, 0}));
      }
    }
  }

  void everyServerHasAPlaceOfItsOwnAndTheyFillTheRack() {
    const auto layout = test::fakeLayout();
    const PlacedRack& rack = layout->racks[3];
    Box all;
    for (std::uint32_t s = 0; s < 8; ++s) {
      const Box box = layout->boxOf({Kind::rack, 3, s + 1});
      QVERIFY(all.isEmpty() || test::isNear(box.min.z, all.max.z, 1e-9));
      all.add(box);
    }
    QVERIFY(test::isNear(all.max.z, rack.box.max.z, 1e-9));
    QCOMPARE(layout->idOf({Kind::rack, 3, 2}), rack.id + "/s2");
    QCOMPARE(*layout->find(rack.id + "/s2"), (EntityRef{Kind::rack, 3, 2}));
    QVERIFY(!layout->find(rack.id + "/s9"));
  }

 private:
  static const std::vector<Row>& rows() {
    static const std::vector<Row> all{{"CDU", machine::addCdu},
                                      {"fan wall", fanWallOfSix},
                                      {"pump", machine::addPump},
                                      {"chiller", machine::addChiller},
                                      {"exchanger", machine::addExchanger},
                                      {"tower", machine::addTower},
                                      {"dry cooler", machine::addDryCooler},
                                      {"tank", machine::addTank},
                                      {"intake", machine::addIntake},
                                      {"transformer", machine::addTransformer},
                                      {"genset", machine::addGenset},
                                      {"UPS", machine::addUps},
                                      {"PDU", machine::addPdu},
                                      {"switchgear", machine::addSwitchgear},
                                      {"transfer switch", machine::addTransferSwitch},
                                      {"containers", machine::addContainers}};
    return all;
  }
};

PLENUM_TEST(MachinesTest)
#include "MachinesTest.moc"
